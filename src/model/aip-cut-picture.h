/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cut.h"

G_BEGIN_DECLS

/**
 * AipCutLayer:
 * @shot: index in the cut
 * @source: frame of its file, counted in frames of the film; never negative
 * @held: whether that is beyond the end of the file, which then shows its last frame
 *
 * A shot as a part of what is seen.
 */
typedef struct {
  guint    shot;
  gint64   source;
  gboolean held;
} AipCutLayer;

/**
 * AipCutPicture:
 * @transition: %AIP_TRANSITION_CUT outside of transitions
 * @layers: from the back to the front; the second only in a dissolve or a wipe
 * @n_layers: 1 or 2
 * @share, @of: how much of the front layer is seen: of a dissolve, how opaque it is over the back;
 *   of a wipe, the part of the width from the left; of a fade, how bright over black. 1 of 1
 *   outside of transitions
 *
 * What the film shows at one frame. Whoever plays, renders or exports it asks here, so that all
 * agree to the frame.
 */
typedef struct {
  AipTransition transition;
  AipCutLayer   layers[2];
  guint         n_layers;
  gint64        share;
  gint64        of;
} AipCutPicture;

/* %FALSE before the first frame and after the last. */
gboolean aip_cut_get_picture    (AipCut             *self,
                                 gint64              frame,
                                 AipCutPicture      *picture);

/**
 * aip_cut_get_file_frame:
 * @film: rate of the film
 * @source: see #AipCutLayer
 * @numerator, @denominator: rate of the file, both positive
 * @n_frames: of the file, at least 1
 *
 * A file is played at its own speed: at any moment it shows the frame that began last. Integers
 * only, so no frame ever differs by rounding.
 *
 * Returns: which of the file's frames is seen, from 0; the last one beyond its end
 */
gint64   aip_cut_get_file_frame (const AipFrameRate *film,
                                 gint64              source,
                                 gint64              numerator,
                                 gint64              denominator,
                                 gint64              n_frames);

G_END_DECLS
