/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-card"

#include "config.h"

#include "aip-draft-card.h"
#include "aip-draft-random.h"

cairo_surface_t *
aip_draft_card_paint (AipDraftScene *scene,
                      int            width,
                      int            height)
{
  cairo_surface_t *surface = aip_draft_card_paint_layer (scene, width, height,
                                                         AIP_DRAFT_LAYER_BACK);
  cairo_t *cr = cairo_create (surface);

  aip_draft_card_paint_caption (scene, cr, width, height);
  cairo_destroy (cr);

  return surface;
}

cairo_surface_t *
aip_draft_card_paint_layer (AipDraftScene  *scene,
                            int             width,
                            int             height,
                            AipDraftLayer   layer)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  AipDraftRandom random = aip_draft_random_new (scene->seed, "sky");

  cairo_set_source_rgb (cr, aip_draft_random_range (&random, 0.2, 0.8), 0.5, 0.6);
  cairo_paint (cr);
  cairo_destroy (cr);

  return surface;
}

void
aip_draft_card_finish (AipDraftScene   *scene,
                       cairo_surface_t *surface,
                       guint            frame)
{
}

void
aip_draft_card_paint_caption (AipDraftScene *scene,
                              cairo_t       *cr,
                              int            width,
                              int            height)
{
}
