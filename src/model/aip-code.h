/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* As many characters as a code may have. */
#define AIP_CODE_MAX_CHARS 64

/*
 * Codes: a prefix and a number with at least @width digits, in steps of ten: SHT-0010, SHT-0020.
 * Between SHT-0010 and SHT-0020 comes SHT-0015, then SHT-00125 (a digit more) between 0010 and
 * 0015. Where a digit more would be another number, a letter follows: SHT-1000A between SHT-1000
 * and SHT-1001.
 */

typedef gboolean (*AipCodeTaken) (const char *code,
                                  gpointer    user_data);

/*
 * A code that stands between the two, by characters and in natural order alike, as long as they
 * are the right way round themselves and it fits in a code; else the next free one.
 *
 * @before, @after: (nullable): the codes of the neighbours. @taken: (nullable): says which codes
 * exist already.
 */
char     *aip_code_between    (const char   *prefix,
                               guint         width,
                               const char   *before,
                               const char   *after,
                               AipCodeTaken  taken,
                               gpointer      user_data) G_GNUC_WARN_UNUSED_RESULT;

/*
 * How codes like @code are made: splits “EP1_sc03_020” into “EP1_sc03_” and a width of 3. What a
 * code got because it was squeezed in (the A of SH010A) is not part of it. %FALSE if it does not
 * end in a number of two to nine digits.
 */
gboolean  aip_code_find_style (const char   *code,
                               char        **prefix,
                               guint        *width);

G_END_DECLS
