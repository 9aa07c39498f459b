/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A text file does not say how it is encoded. These are told apart: UTF-8, UTF-16 (with or without
 * byte order mark), and the legacy encodings that Korean, Japanese and western spreadsheets still
 * write: CP949, Shift-JIS (CP932) and Windows-1252. Nothing is ever replaced silently: bytes that
 * fit none of them are an error.
 */
char *aip_text_decode (const char  *data,
                       gsize        length,
                       gsize       *text_length,
                       const char **encoding,
                       GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
