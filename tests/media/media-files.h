/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A WAVE file of 16 bit samples. @samples: @n_frames × @channels of them */
void media_write_wave  (const char   *path,
                        guint         channels,
                        guint         rate,
                        const gint16 *samples,
                        gsize         n_frames);

/*
 * Runs a GStreamer pipeline to its end; its sink must be called "sink" and gets @path. Skips the test
 * (%FALSE) where a plugin is missing.
 */
gboolean media_make    (const char   *pipeline,
                        const char   *path);

/* (transfer full) (element-type GBytes): every buffer that comes out of @rest, which follows a decoder. */
GPtrArray *media_decode (const char   *path,
                         const char   *rest);

G_END_DECLS
