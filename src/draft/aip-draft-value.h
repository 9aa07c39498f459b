/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>

#include "aip-draft-json.h"
#include "aip-draft-scene.h"

G_BEGIN_DECLS

/*
 * What flows along the links of a graph while it is acted out. Immutable once it left the node
 * that made it: the node cache, several consumers and later prompts share it.
 */
typedef struct _AipDraftValue AipDraftValue;

struct _AipDraftValue
{
  gatomicrefcount  ref_count;

  AipDraftJson    *literal;      /* a number, text or flag; everything else is empty then */

  /* Models: what they would weigh. */
  double           gigabytes;

  /* Conditioning: the words, and pictures that hang on them. */
  char            *text;
  GPtrArray       *references;   /* AipDraftValue: pictures to refer to */
  AipDraftValue   *control;      /* picture that guides the composition */

  /* Noise, sigmas, guiders, samplers. */
  guint64          seed;
  int              steps;
  double           denoise;
  AipDraftValue   *positive;
  AipDraftValue   *negative;

  /* Latents, images, masks and movies. In pixels and frames. */
  int              width;
  int              height;
  int              frames;       /* more than 1 is a movie */
  int              batch;
  double           fps;          /* of a movie, once known */
  gboolean         painted;      /* surfaces come from a sampler, not from a file */
  GPtrArray       *surfaces;     /* cairo_surface_t: the batch; of a movie, its first picture */
  AipDraftScene   *scene;        /* of a movie: what is painted, or written, on it */
  GPtrArray       *plates;       /* cairo_surface_t: of a movie that starts from a picture, that
                                  * and perhaps the last one, without words on them */
  AipDraftValue   *mask;         /* surfaces are A8 */
};

AipDraftValue   *aip_draft_value_new         (void) G_GNUC_WARN_UNUSED_RESULT;
AipDraftValue   *aip_draft_value_new_literal (AipDraftJson    *literal) G_GNUC_WARN_UNUSED_RESULT;
AipDraftValue   *aip_draft_value_new_size    (int              width,
                                              int              height,
                                              int              frames,
                                              int              batch) G_GNUC_WARN_UNUSED_RESULT;
/* A copy that shares everything inside. */
AipDraftValue   *aip_draft_value_copy        (AipDraftValue   *self) G_GNUC_WARN_UNUSED_RESULT;
AipDraftValue   *aip_draft_value_ref         (AipDraftValue   *self);
void             aip_draft_value_unref       (AipDraftValue   *self);

/* Take the surface. */
void             aip_draft_value_add_surface (AipDraftValue   *self,
                                              cairo_surface_t *surface);
void             aip_draft_value_add_plate   (AipDraftValue   *self,
                                              cairo_surface_t *surface);
/* Makes a still of a movie: what is painted by layers cannot be cut or inverted afterwards. */
void             aip_draft_value_flatten     (AipDraftValue   *self);
cairo_surface_t *aip_draft_value_get_surface (AipDraftValue   *self,
                                              guint            index);
guint            aip_draft_value_n_surfaces  (AipDraftValue   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipDraftValue, aip_draft_value_unref)

G_END_DECLS
