/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-session.h"
#include "aip-shot-column.h"
#include "aip-shot-previews.h"

G_BEGIN_DECLS

#define AIP_TYPE_CELL_CONTEXT (aip_cell_context_get_type ())

/**
 * AipCellContext:
 *
 * What the cells of one shot table have in common besides their shots.
 *
 * Properties: `session`, `previews` (construct only); `timecode` b: whether lengths are shown as
 * time code.
 *
 * Signal `refresh::COLUMN-ID`: cells of that column read their text again, because something other
 * than their shot has changed (a scene was renamed, another frame rate).
 */
G_DECLARE_FINAL_TYPE (AipCellContext, aip_cell_context, AIP, CELL_CONTEXT, GObject)

AipCellContext  *aip_cell_context_new          (AipSession      *session,
                                                AipShotPreviews *previews);

/* All transfer none. */
AipSession      *aip_cell_context_get_session  (AipCellContext  *self);
AipDocument     *aip_cell_context_get_document (AipCellContext  *self);
AipShotPreviews *aip_cell_context_get_previews (AipCellContext  *self);
/* Width by height of a picture of the film. */
double           aip_cell_context_get_aspect   (AipCellContext  *self);

gboolean         aip_cell_context_get_timecode (AipCellContext  *self);
void             aip_cell_context_set_timecode (AipCellContext  *self,
                                                gboolean         timecode);

/* Of the font of @widget, in pixels. */
int              aip_cell_context_get_line_height (AipCellContext *self,
                                                   GtkWidget      *widget);

G_END_DECLS
