/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AIP_TYPE_CELL_CALENDAR (aip_cell_calendar_get_type ())

/**
 * AipCellCalendar:
 *
 * A calendar that is opened over a cell: a day is chosen with the pointer or with arrows and Enter.
 *
 * Signal `chosen (const char *date)`: YYYY-MM-DD, or empty for no day. #GtkPopover::closed comes
 * after it, or alone when nothing was chosen.
 */
G_DECLARE_FINAL_TYPE (AipCellCalendar, aip_cell_calendar, AIP, CELL_CALENDAR, GtkPopover)

GtkWidget *aip_cell_calendar_new  (void);
/* @date: as it is stored, or empty for today. */
void       aip_cell_calendar_open (AipCellCalendar    *self,
                                   const GdkRectangle *area,
                                   const char         *date,
                                   const char         *label);

G_END_DECLS
