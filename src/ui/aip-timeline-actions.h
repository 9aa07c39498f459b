/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-timeline-canvas.h"

G_BEGIN_DECLS

#define AIP_TYPE_TIMELINE_ACTIONS (aip_timeline_actions_get_type ())

/**
 * AipTimelineActions:
 *
 * Everything that can be done in the timeline without the pointer, as the actions `timeline.`; their
 * keys are data (aip-timeline-commands.h). What they change goes through the same functions as what
 * drags change.
 *
 * With a parameter: `tool` (s, stateful), `step`, `step-second`, `nudge` (i), `take` (s, id of a
 * take), `bring-back` (s, id of a shot), `seek` (x, a frame), `select` (s, code of a shot), `go` (s, a
 * time code as a person types it). `snapping` is a switch.
 */
G_DECLARE_FINAL_TYPE (AipTimelineActions, aip_timeline_actions, AIP, TIMELINE_ACTIONS, GObject)

AipTimelineActions *aip_timeline_actions_new       (AipTimelineSession *session,
                                                    AipTimelineCanvas  *canvas);
/* (transfer none): a #GActionMap as well, for who adds to them. */
GActionGroup       *aip_timeline_actions_get_group (AipTimelineActions *self);

/*
 * Where a person wants to go who types @text: a time code of the cut, a number of frames, or with a
 * sign (“+12”, “-1:00”) from @position on.
 */
gboolean            aip_timeline_parse_place       (AipCut             *cut,
                                                    gint64              position,
                                                    const char         *text,
                                                    gint64             *frame,
                                                    GError            **error);

G_END_DECLS
