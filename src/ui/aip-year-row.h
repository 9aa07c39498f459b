/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define AIP_TYPE_YEAR_ROW (aip_year_row_get_type ())

/* In which year a film is made, if that is said at all, and how strictly it is taken. */
G_DECLARE_FINAL_TYPE (AipYearRow, aip_year_row, AIP, YEAR_ROW, AdwExpanderRow)

/* As the fields `year` and `period` of a project. */
void        aip_year_row_set        (AipYearRow *self,
                                     gint64      year,
                                     const char *period);
/* 0: open. */
int         aip_year_row_get_year   (AipYearRow *self);
const char *aip_year_row_get_period (AipYearRow *self);

G_END_DECLS
