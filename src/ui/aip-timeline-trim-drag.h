/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cut-edit.h"
#include "aip-timeline-lane.h"

G_BEGIN_DECLS

#define AIP_TYPE_TIMELINE_TRIM_DRAG (aip_timeline_trim_drag_get_type ())

/**
 * AipTimelineTrimDrag:
 *
 * Trims, rolls, slips or slides. Shows what becomes of the cut while it goes on, how far it is from
 * where it began, what its movies have beyond their ends, and tells the player which two frames meet
 * at the edit.
 */
G_DECLARE_FINAL_TYPE (AipTimelineTrimDrag, aip_timeline_trim_drag, AIP, TIMELINE_TRIM_DRAG,
                      AipTimelineDrag)

/*
 * @id: of the shot that is held; for a roll of the one behind the cut. The selected shots change
 * along with it where it is one of them and @trim can be done to several.
 */
AipTimelineDrag *aip_timeline_trim_drag_new (AipTimelineLane *lane,
                                             AipCutTrim       trim,
                                             const char      *id);

/* The two frames of @cut that meet where the shot at @index is edited; -1 for none. */
void aip_timeline_trim_get_two_up (AipCut     *cut,
                                   AipCutTrim  trim,
                                   guint       index,
                                   gint64     *left,
                                   gint64     *right);

G_END_DECLS
