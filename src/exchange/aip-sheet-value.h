/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-sheet-column.h"

G_BEGIN_DECLS

/*
 * Texts of cells and the values of fields. Two texts that a person would call the same are equal
 * once they are normal: space around, the way a list is divided, “ok” for “approved”.
 */
char     *aip_sheet_value_normalize (const AipSheetColumn  *column,
                                     const char            *text) G_GNUC_WARN_UNUSED_RESULT;
/*
 * (transfer full): what a normal text says; not for links and setups, and fields of the
 * project, which need it. %NULL with %AIP_ERROR_INVALID and a sentence.
 */
GVariant *aip_sheet_value_parse     (const AipSheetColumn  *column,
                                     const char            *text,
                                     GError               **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same question for every type but setups: whether a normal text may be taken. */
gboolean  aip_sheet_value_check     (const AipSheetColumn  *column,
                                     const char            *text,
                                     GError               **error);
/* A code without what spreadsheets do to it: “0010”, “10” and “SH-010”, “sh-10” are alike. */
char     *aip_sheet_value_fold_code (const char            *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
