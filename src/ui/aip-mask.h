/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AipMask:
 *
 * A mask while it is painted: grey values of the size of the picture it belongs to, 255 where
 * something is drawn anew. It knows nothing of widgets. One stroke, one inversion, one feathering is
 * one step that can be undone.
 */
typedef struct _AipMask AipMask;

AipMask      *aip_mask_new        (int            width,
                                   int            height) G_GNUC_WARN_UNUSED_RESULT;
void          aip_mask_free       (AipMask       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipMask, aip_mask_free)

int           aip_mask_get_width  (AipMask       *self);
int           aip_mask_get_height (AipMask       *self);
/* (transfer none): rows without padding. */
const guint8 *aip_mask_get_pixels (AipMask       *self);
/* Takes over grey values of the same size, as the beginning of its history. */
void          aip_mask_load       (AipMask       *self,
                                   const guint8  *pixels);
gboolean      aip_mask_is_empty   (AipMask       *self);

/* Between begin and end lies one step. */
void          aip_mask_begin      (AipMask       *self);
/*
 * A line of the brush from one point to another, in pixels. @radius: at each end, as a pen is
 * pressed. @hardness: 1 has a sharp edge, 0 falls off from the middle. @erase: takes away.
 */
void          aip_mask_stroke     (AipMask       *self,
                                   double         x0,
                                   double         y0,
                                   double         radius0,
                                   double         x1,
                                   double         y1,
                                   double         radius1,
                                   double         hardness,
                                   gboolean       erase);
void          aip_mask_end        (AipMask       *self);

void          aip_mask_clear      (AipMask       *self);
void          aip_mask_invert     (AipMask       *self);
/* Makes every edge softer, over @radius pixels. */
void          aip_mask_feather    (AipMask       *self,
                                   int            radius);

gboolean      aip_mask_can_undo   (AipMask       *self);
gboolean      aip_mask_can_redo   (AipMask       *self);
void          aip_mask_undo       (AipMask       *self);
void          aip_mask_redo       (AipMask       *self);

G_END_DECLS
