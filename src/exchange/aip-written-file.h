/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Puts @bytes in place of the file at @path: written to another name and made durable first, so
 * that an old file stays whole until the new one is. Errors as of aip_written_file_set_error().
 */
gboolean aip_written_file_replace   (const char  *path,
                                     GBytes      *bytes,
                                     GError     **error);

/*
 * Says why a file could not be written: %AIP_ERROR_NO_SPACE, %AIP_ERROR_READ_ONLY,
 * %AIP_ERROR_NOT_FOUND (no such folder) or %AIP_ERROR_FAILED. @number: an errno. Returns %FALSE.
 */
gboolean aip_written_file_set_error (const char  *path,
                                     int          number,
                                     GError     **error);

G_END_DECLS
