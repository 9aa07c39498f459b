/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-shot-view.h"
#include "aip-view-definition.h"

G_BEGIN_DECLS

#define AIP_TYPE_ROW_COLORS (aip_row_colors_get_type ())

/**
 * AipRowColors:
 *
 * Which shots have a colour, by the rules of a saved view: the first that fits. A colour is drawn
 * as a bar where the row begins and as a breath of it over the row, and what it means is said in
 * words below the table, so it is never the only sign.
 *
 * Signal `changed`: other rules, or other shots.
 */
G_DECLARE_FINAL_TYPE (AipRowColors, aip_row_colors, AIP, ROW_COLORS, GObject)

AipRowColors *aip_row_colors_new       (AipShotView  *view);
/* @rules: (element-type AipViewRule) */
void          aip_row_colors_set_rules (AipRowColors *self,
                                        GPtrArray    *rules);
gboolean      aip_row_colors_is_empty  (AipRowColors *self);
/* %FALSE if no rule fits. */
gboolean      aip_row_colors_find      (AipRowColors *self,
                                        AipShot      *shot,
                                        AipRowColor  *color);

/* How it looks on the background of now, and what it is called. */
void          aip_row_color_to_rgba    (AipRowColor   color,
                                        GdkRGBA      *rgba);
const char   *aip_row_color_get_title  (AipRowColor   color);

G_END_DECLS
