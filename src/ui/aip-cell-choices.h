/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-custom-format.h"

G_BEGIN_DECLS

#define AIP_TYPE_CELL_CHOICES (aip_cell_choices_get_type ())

/**
 * AipCellChoices:
 *
 * Several of a list, opened over a cell: typing narrows the list down, Enter ticks what is first and
 * makes a choice of what there is not yet. Closing it takes what is ticked, Escape leaves all as it
 * was.
 *
 * Signal `chosen (const char *text)`: the names, with commas. #GtkPopover::closed comes with it, or
 * alone when nothing was changed.
 */
G_DECLARE_FINAL_TYPE (AipCellChoices, aip_cell_choices, AIP, CELL_CHOICES, GtkPopover)

GtkWidget *aip_cell_choices_new  (void);
/* @current: names with commas; @typed: (nullable): what was typed already */
void       aip_cell_choices_open (AipCellChoices        *self,
                                  const AipCustomFormat *format,
                                  const GdkRectangle    *area,
                                  const char            *current,
                                  const char            *typed,
                                  const char            *label);

G_END_DECLS
