/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-draft-value.h"

G_BEGIN_DECLS

/*
 * A short real movie from a painted card: a slow push-in in which the figures come nearer than
 * the distance, or a dissolve where a graph gives a first and a last picture.
 */

typedef enum {
  AIP_DRAFT_CLIP_MP4,
  AIP_DRAFT_CLIP_WEBM,
} AipDraftClipFormat;

/* Called after each frame; FALSE stops. */
typedef gboolean (*AipDraftClipProgress) (int      frame,
                                          int      n_frames,
                                          gpointer user_data);

/* Blocks until done; for a worker thread. @fps: frames per second, at least 1. @folder: where a
 * temporary file may be made. */
GBytes *aip_draft_clip_encode (AipDraftValue         *video,
                               double                 fps,
                               AipDraftClipFormat     format,
                               const char            *folder,
                               AipDraftClipProgress   progress,
                               gpointer               user_data,
                               GError               **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
