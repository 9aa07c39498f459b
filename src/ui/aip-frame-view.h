/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-diagram.h"
#include "aip-presets.h"

G_BEGIN_DECLS

#define AIP_TYPE_FRAME_VIEW (aip_frame_view_get_type ())

/**
 * AipFrameView:
 *
 * The picture that the audience would see. It is drawn in a thread of its own, always the newest
 * setup; until it is there the one before stays. While something is dragged it is drawn coarser
 * where it could not be drawn quickly enough otherwise.
 *
 * Signals:
 * - `drawn`: there is another picture
 */
G_DECLARE_FINAL_TYPE (AipFrameView, aip_frame_view, AIP, FRAME_VIEW, AipDiagram)

/* @presets: (nullable): where the animation look of a setup is described */
GtkWidget  *aip_frame_view_new         (AipLiveSetup *live,
                                        AipPresets   *presets);
/* (transfer none) (nullable): the newest picture. */
GdkTexture *aip_frame_view_get_texture (AipFrameView *self);
/* Whether the picture is that of the live setup, as fine as it gets. */
gboolean    aip_frame_view_is_current  (AipFrameView *self);
/* Microseconds of one processor that the newest picture took. */
gint64      aip_frame_view_get_cost    (AipFrameView *self);

G_END_DECLS
