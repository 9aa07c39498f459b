/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-proxy-file.h"
#include "aip-proxy-make.h"

G_BEGIN_DECLS

/*
 * Decodes a movie and adds its frames to @writer, then finishes it: at the movie's own rate, each
 * frame once, upright, with square pixels, not larger than @width × @height. Blocks. A movie that
 * does not say its rate, or an absurd one, is taken at 30 frames a second.
 */
gboolean aip_proxy_movie_write (const char            *file,
                                AipProxyWriter        *writer,
                                int                    width,
                                int                    height,
                                AipProxyProgressFunc   progress,
                                gpointer               user_data,
                                GError               **error);

G_END_DECLS
