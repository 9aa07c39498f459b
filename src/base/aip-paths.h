/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Folders of this machine. All return absolute paths; the caller frees. */
char     *aip_paths_data_file   (const char  *relative) G_GNUC_WARN_UNUSED_RESULT;
char     *aip_paths_locale      (void) G_GNUC_WARN_UNUSED_RESULT;
char     *aip_paths_user_data   (const char  *relative) G_GNUC_WARN_UNUSED_RESULT;
char     *aip_paths_state       (const char  *relative) G_GNUC_WARN_UNUSED_RESULT;
char     *aip_paths_cache       (const char  *relative) G_GNUC_WARN_UNUSED_RESULT;
char     *aip_paths_projects    (void) G_GNUC_WARN_UNUSED_RESULT;

/* Names and paths that come from outside. */
char     *aip_path_safe_name    (const char  *name,
                                 const char  *fallback) G_GNUC_WARN_UNUSED_RESULT;
gboolean  aip_path_is_inside    (const char  *relative);
char     *aip_path_join_inside  (const char  *folder,
                                 const char  *relative,
                                 GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
