/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-workbook.h"

G_BEGIN_DECLS

/*
 * Reads an Office Open XML workbook (ECMA-376, transitional and strict; macros are not looked at).
 * Formulas answer what they were worth when the file was saved. Errors as aip_workbook_load().
 */
AipWorkbook *aip_xlsx_read (GBytes        *bytes,
                            const char    *name,
                            GCancellable  *cancellable,
                            GError       **error);

G_END_DECLS
