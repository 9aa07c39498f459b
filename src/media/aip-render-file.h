/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <stdio.h>

G_BEGIN_DECLS

/*
 * Files of a render are written beside where they will be, under the name of this process, and
 * renamed when they are whole and durable.
 */

/* (transfer full): hidden, in the folder of @path. */
char     *aip_render_file_temporary     (const char  *path) G_GNUC_WARN_UNUSED_RESULT;
/* Removes what processes that are gone have left in @folder. */
void      aip_render_file_sweep         (const char  *folder);
/* Closes @file, which was written as @temporary, and puts it in place of @path. */
gboolean  aip_render_file_commit        (FILE        *file,
                                         const char  *temporary,
                                         const char  *path,
                                         GError     **error);
/* The same for a file that somebody else wrote and closed. */
gboolean  aip_render_file_commit_closed (const char  *temporary,
                                         const char  *path,
                                         GError     **error);
/* Why it could not be written, with a code that says the same. @number: an errno. %FALSE. */
gboolean  aip_render_file_set_error     (const char  *path,
                                         int          number,
                                         GError     **error);
/* A folder with what is in it; links are removed, not followed. */
void      aip_render_file_remove_folder (const char  *path);

G_END_DECLS
