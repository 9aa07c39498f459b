/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cut.h"
#include "aip-frame.h"

G_BEGIN_DECLS

/* Frames made of frames. Pure functions, for any thread; all take a millisecond or a few. */

/* @frame as large as it fits, in the middle, on black. (transfer full): may be @frame itself. */
AipFrame *aip_frame_fit      (AipFrame          *frame,
                              int                width,
                              int                height) G_GNUC_WARN_UNUSED_RESULT;

/*
 * What is between two shots; see #AipCutPicture. @front: of the same size as @back; %NULL for a
 * fade, which is the share of @back over black.
 */
AipFrame *aip_frame_mix      (AipFrame          *back,
                              AipFrame          *front,
                              AipTransition      transition,
                              gint64             share,
                              gint64             of) G_GNUC_WARN_UNUSED_RESULT;

/* The card of a shot that cannot be shown. @sentence: (nullable): why that is. */
AipFrame *aip_frame_new_card (AipCut            *cut,
                              guint              shot,
                              const char        *sentence,
                              int                width,
                              int                height) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
