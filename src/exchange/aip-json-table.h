/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-workbook.h"

G_BEGIN_DECLS

/*
 * Reads lists from JSON: an array of objects is a sheet whose titles are the members; an object
 * holds one sheet for each member that is such an array. Texts in a list are joined with commas.
 */
AipWorkbook *aip_json_table_read (GBytes      *bytes,
                                  const char  *name,
                                  GError     **error);

G_END_DECLS
