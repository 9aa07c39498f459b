/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Proxies lie in one folder, named by the content that they were made from and their size; so they
 * serve every project and every copy of it. Which content a file has is looked up by a link beside
 * them, named by its path, length and time: a file that was changed has none, and no proxy that
 * is stale can be taken for it.
 */

/*
 * Where the link for a file is. (transfer full) (nullable): %NULL when there is no such file.
 * @folder: of the proxies; @width, @height: the box that frames fit into.
 */
char *aip_proxy_link_path (const char *folder,
                           const char *file,
                           int         width,
                           int         height) G_GNUC_WARN_UNUSED_RESULT;

/* Frames so far, and of how many; 0 where nobody knows. */
typedef void (*AipProxyProgressFunc) (gint64   done,
                                      gint64   all,
                                      gpointer user_data);

/*
 * Makes the proxy of a movie or picture, unless its content has one, and the link to it. Blocks, for
 * as long as it takes, and runs whatever decoders there are on a file that nobody vouches for: for
 * a process of its own (`aipipeline-proxy`).
 *
 * %AIP_ERROR_NOT_FOUND, %AIP_ERROR_DAMAGED, %AIP_ERROR_TOO_LARGE, %AIP_ERROR_NO_SPACE,
 * %AIP_ERROR_READ_ONLY, %AIP_ERROR_UNBOUND (a GStreamer plugin is missing), each with a sentence
 * that names @file.
 */
gboolean aip_proxy_make (const char            *folder,
                         const char            *file,
                         int                    width,
                         int                    height,
                         AipProxyProgressFunc   progress,
                         gpointer               user_data,
                         GError               **error);

G_END_DECLS
