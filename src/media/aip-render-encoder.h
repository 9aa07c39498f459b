/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <gst/gst.h>

#include "aip-frame-rate.h"

G_BEGIN_DECLS

/**
 * AipRenderEncoder:
 *
 * Encodes frames into one part (aip-render-part.h). Frames go in one by one; encoding goes on in the
 * encoder's own threads, also while the next part begins.
 */
typedef struct _AipRenderEncoder AipRenderEncoder;

/* @pipeline: see aip_render_preset_get_encoder(); @caps: of the frames */
AipRenderEncoder *aip_render_encoder_new    (const char          *pipeline,
                                             GstCaps             *caps,
                                             const AipFrameRate  *rate,
                                             const char          *path,
                                             GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* What was not finished leaves no part. */
void              aip_render_encoder_free   (AipRenderEncoder    *self);
/* @frame: (transfer full); waits while the encoder has enough to do. */
gboolean          aip_render_encoder_push   (AipRenderEncoder    *self,
                                             GstBuffer           *frame,
                                             GCancellable        *cancellable,
                                             GError             **error);
/* There are no more frames; does not wait. @problems: (nullable): see the part */
void              aip_render_encoder_end    (AipRenderEncoder    *self,
                                             const char *const   *problems);
/* Waits until the part is there. */
gboolean          aip_render_encoder_finish (AipRenderEncoder    *self,
                                             GCancellable        *cancellable,
                                             GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipRenderEncoder, aip_render_encoder_free)

G_END_DECLS
