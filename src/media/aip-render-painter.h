/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <gst/gst.h>

#include "aip-cut.h"
#include "aip-render-options.h"

G_BEGIN_DECLS

/**
 * AipRenderPainter:
 *
 * The frames of a rendered film one after the other, as an encoder takes them. A frame that is one
 * of a movie and nothing else goes through as it was decoded and scaled; everything else is composed
 * by cairo: pictures, cards, transitions, what is drawn over them. What cannot be read becomes a
 * card that says so, and a problem.
 *
 * Blocks: for one worker thread at a time.
 */
typedef struct _AipRenderPainter AipRenderPainter;

/* @folder: of the project; @options must outlive it */
AipRenderPainter *aip_render_painter_new           (AipCut                  *cut,
                                                    const char              *folder,
                                                    const AipRenderOptions  *options)
                                                                         G_GNUC_WARN_UNUSED_RESULT;
void              aip_render_painter_free          (AipRenderPainter        *self);
/* Of all frames. (transfer full) */
GstCaps          *aip_render_painter_get_caps      (AipRenderPainter        *self)
                                                                         G_GNUC_WARN_UNUSED_RESULT;
/*
 * @frame: counted from the first of what is rendered, the slate included. (transfer full): without
 * times, metadata writable; %NULL only when cancelled or out of memory.
 */
GstBuffer        *aip_render_painter_paint         (AipRenderPainter        *self,
                                                    gint64                   frame,
                                                    GCancellable            *cancellable,
                                                    GError                 **error);
/* (transfer full): a sentence for each shot with trouble that was painted since the last time. */
GStrv             aip_render_painter_take_problems (AipRenderPainter        *self)
                                                                         G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipRenderPainter, aip_render_painter_free)

G_END_DECLS
