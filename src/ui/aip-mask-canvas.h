/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-mask.h"

G_BEGIN_DECLS

#define AIP_TYPE_MASK_CANVAS (aip_mask_canvas_get_type ())

/**
 * AipMaskCanvas:
 *
 * A picture with a mask over it that is painted with mouse, finger or pen. Ctrl and the wheel zoom.
 *
 * Signal: `changed ()`: there is another step to undo.
 */
G_DECLARE_FINAL_TYPE (AipMaskCanvas, aip_mask_canvas, AIP, MASK_CANVAS, GtkWidget)

GtkWidget *aip_mask_canvas_new        (void);
/* @mask: is kept and painted into; must outlive the canvas. */
void       aip_mask_canvas_set        (AipMaskCanvas *self,
                                       GdkTexture    *picture,
                                       AipMask       *mask);
/* @radius: in pixels of the picture. */
void       aip_mask_canvas_set_brush  (AipMaskCanvas *self,
                                       double         radius,
                                       double         hardness,
                                       gboolean       erase);
/* 0: as large as it fits. */
void       aip_mask_canvas_set_zoom   (AipMaskCanvas *self,
                                       double         zoom);
double     aip_mask_canvas_get_zoom   (AipMaskCanvas *self);
/* The mask was changed by somebody else. */
void       aip_mask_canvas_update     (AipMaskCanvas *self);

G_END_DECLS
