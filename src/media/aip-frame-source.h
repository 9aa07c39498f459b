/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cut-picture.h"
#include "aip-frame.h"
#include "aip-proxies.h"

G_BEGIN_DECLS

#define AIP_TYPE_FRAME_SOURCE (aip_frame_source_get_type ())

/**
 * AipFrameSource:
 *
 * Gives any frame of any cut of a project, for playing, scrubbing and thumbnails: from proxies, with
 * transitions, letterboxed, and as a card where there is no picture or none that can be read. A
 * frame depends on nothing but what is asked: nothing is sought, set up or kept in step, so
 * frames come in the time of a read and a decode, several at once, in a pool of threads.
 *
 * A frame of a file that is not ready yet is a card, and its proxy is hurried: ask again when the
 * proxies say `changed`.
 */
G_DECLARE_FINAL_TYPE (AipFrameSource, aip_frame_source, AIP, FRAME_SOURCE, GObject)

/* @bytes: of decoded frames that are kept, the last used longest. */
AipFrameSource *aip_frame_source_new            (AipProxies           *proxies,
                                                 gsize                 bytes);
/* (transfer none) */
AipProxies     *aip_frame_source_get_proxies    (AipFrameSource       *self);

/*
 * @frame: of the film, from 0; outside of the cut it is black. @width, @height: pixels of the
 * result. Older wishes go first; what is no longer wanted is cancelled.
 */
void            aip_frame_source_get_async      (AipFrameSource       *self,
                                                 AipCut               *cut,
                                                 gint64                frame,
                                                 int                   width,
                                                 int                   height,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
/*
 * One shot without its neighbours, at any frame of its file, also one that is not in the cut.
 * @source: counted in frames of the film, as in #AipCutShot; beyond the end it is the last one.
 */
void            aip_frame_source_get_shot_async (AipFrameSource       *self,
                                                 AipCut               *cut,
                                                 guint                 shot,
                                                 gint64                source,
                                                 int                   width,
                                                 int                   height,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
/* (transfer full): fails only by being cancelled. */
AipFrame       *aip_frame_source_get_finish     (AipFrameSource       *self,
                                                 GAsyncResult         *result,
                                                 GError              **error)
                                                                         G_GNUC_WARN_UNUSED_RESULT;
/* How many frames were really decoded, not found in memory. */
guint           aip_frame_source_get_n_decoded  (AipFrameSource       *self);

G_END_DECLS
