/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>

#include "aip-draft-scene.h"

G_BEGIN_DECLS

/*
 * Paints a scene as a storyboard card. Everything is drawn from the scene and its seed alone, so
 * the same scene and size give the same pixels. May be called from any thread.
 */

typedef enum {
  AIP_DRAFT_LAYER_BACK,   /* sky and distance, opaque */
  AIP_DRAFT_LAYER_FRONT,  /* figures and what stands before them, on transparent */
} AipDraftLayer;

/* The finished card: picture, weather, grain, caption and mark. RGB24. */
cairo_surface_t *aip_draft_card_paint         (AipDraftScene   *scene,
                                               int              width,
                                               int              height) G_GNUC_WARN_UNUSED_RESULT;

/* The parts, for a movie in which they move apart. */
cairo_surface_t *aip_draft_card_paint_layer   (AipDraftScene   *scene,
                                               int              width,
                                               int              height,
                                               AipDraftLayer    layer) G_GNUC_WARN_UNUSED_RESULT;
void             aip_draft_card_finish        (AipDraftScene   *scene,
                                               cairo_surface_t *surface,
                                               guint            frame);
/* @covering: hide what is below, which may be the words of another card. */
void             aip_draft_card_paint_caption (AipDraftScene   *scene,
                                               cairo_t         *cr,
                                               int              width,
                                               int              height,
                                               gboolean         covering);

G_END_DECLS
