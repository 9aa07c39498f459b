/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-session.h"
#include "aip-shot-previews.h"
#include "aip-vary-sheet.h"

G_BEGIN_DECLS

#define AIP_TYPE_VARY_CELL (aip_vary_cell_get_type ())

/**
 * AipVaryCell:
 *
 * One picture of a sheet of variations, or why there is none yet. A click opens it, its box marks it
 * for being compared.
 *
 * Properties: `marked` b. Signals: `opened ()`.
 */
G_DECLARE_FINAL_TYPE (AipVaryCell, aip_vary_cell, AIP, VARY_CELL, GtkWidget)

GtkWidget *aip_vary_cell_new        (AipSession      *session,
                                     AipShotPreviews *previews,
                                     AipVarySheet    *sheet,
                                     guint            column,
                                     guint            row);
/* Looks at the sheet again. */
void       aip_vary_cell_update     (AipVaryCell     *self);
void       aip_vary_cell_set_width  (AipVaryCell     *self,
                                     int              width);
guint      aip_vary_cell_get_column (AipVaryCell     *self);
guint      aip_vary_cell_get_row    (AipVaryCell     *self);
gboolean   aip_vary_cell_get_marked (AipVaryCell     *self);

G_END_DECLS
