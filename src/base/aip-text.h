/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Valid UTF-8 in NFC without NUL and control characters other than newline and tab; CRLF and CR
 * become LF.
 */
char     *aip_text_clean       (const char *text) G_GNUC_WARN_UNUSED_RESULT;
/* Whether valid UTF-8 is in NFC. */
gboolean  aip_text_is_normal   (const char *text,
                                gsize       length);
/* Folded for searching: NFKC, casefolded. */
char     *aip_text_fold        (const char *text) G_GNUC_WARN_UNUSED_RESULT;
/* Whether every word of the folded @query is in the folded @haystack; also by initials (ㄱㄴㄷ). */
gboolean  aip_text_matches     (const char *haystack_folded,
                                const char *query_folded);
/* How many bytes have to be changed, added or taken away to make @b of @a, whatever the case of
 * letters; of texts over 256 bytes the rest is not looked at. */
guint     aip_text_distance    (const char *a,
                                const char *b);
/* Sorts SH2 before SH10 and 00125 between 0010 and 0015; compare with strcmp(). */
char     *aip_text_collate_key (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
