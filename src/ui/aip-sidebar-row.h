/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AIP_TYPE_SIDEBAR_ROW (aip_sidebar_row_get_type ())

/**
 * AipSidebarRow:
 *
 * A place in the sidebar: icon, name and a badge.
 *
 * Properties, all write only: `page` s, its name in the stack; `icon-name` s; `label` s.
 */
G_DECLARE_FINAL_TYPE (AipSidebarRow, aip_sidebar_row, AIP, SIDEBAR_ROW, GtkListBoxRow)

const char *aip_sidebar_row_get_page  (AipSidebarRow *self);
/* @text, @description: (nullable) */
void        aip_sidebar_row_set_badge (AipSidebarRow *self,
                                       const char    *text,
                                       const char    *description,
                                       gboolean       attention);

G_END_DECLS
