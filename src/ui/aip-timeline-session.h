/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cut.h"
#include "aip-session.h"
#include "aip-timeline-geometry.h"

G_BEGIN_DECLS

/**
 * AipTimelineTool:
 * @AIP_TIMELINE_SELECT: select, move, and trim at the edges
 * @AIP_TIMELINE_BLADE: split where it is clicked
 * @AIP_TIMELINE_RIPPLE: trim the nearer end; what follows moves along
 * @AIP_TIMELINE_ROLL: move a cut; nothing else moves
 * @AIP_TIMELINE_SLIP: which part of its take a shot shows
 * @AIP_TIMELINE_SLIDE: move a shot between its neighbours, which make room
 */
typedef enum {
  AIP_TIMELINE_SELECT,
  AIP_TIMELINE_BLADE,
  AIP_TIMELINE_RIPPLE,
  AIP_TIMELINE_ROLL,
  AIP_TIMELINE_SLIP,
  AIP_TIMELINE_SLIDE,
} AipTimelineTool;

#define AIP_N_TIMELINE_TOOLS (AIP_TIMELINE_SLIDE + 1)

/* "select", "blade" … */
const char *aip_timeline_tool_to_nick   (AipTimelineTool  tool);
gboolean    aip_timeline_tool_from_nick (const char      *nick,
                                         AipTimelineTool *tool);

/**
 * AipTimelineEdge:
 *
 * Which end of a clip an edit is about, where nothing is dragged: the one that was clicked last.
 */
typedef enum {
  AIP_TIMELINE_EDGE_NONE,
  AIP_TIMELINE_EDGE_START,
  AIP_TIMELINE_EDGE_END,
} AipTimelineEdge;

#define AIP_TYPE_TIMELINE_SESSION (aip_timeline_session_get_type ())

/**
 * AipTimelineSession:
 *
 * What is shown of the cut and where in it somebody is: the ruler, the lanes, the overview, the
 * player and the actions all bind to this and know nothing of each other. No widget.
 *
 * Frames are counted from the beginning of the cut, whatever time code it begins with.
 *
 * Properties, all with notify:
 * - `cut` (#AipCut): the film as it is; made anew when it is asked for after a change
 * - `preview` (#AipCut, nullable): what a drag that goes on would make of it
 * - `position` x: the frame under the playhead, 0 … duration; where a drag shows another frame,
 *   that is `two-up`
 * - `in-point`, `out-point` x: frames, the second one behind the last that belongs to the range; -1
 *   where there is none
 * - `two-up-left`, `two-up-right` x: while somebody trims, the frames on both sides of the edit in
 *   the shown cut; -1 when nothing is trimmed. For a slip the first and the last of the shot.
 * - `scale` d, `offset` x, `width` i: see #AipTimelineGeometry
 * - `tool`, an #AipTimelineTool as i; `snapping` b
 * - `snap-frame` x: where a drag has been attracted to, -1 otherwise
 * - `playing` b: set by the player; the view then follows the playhead
 *
 * Signals:
 * - `selection-changed`: other clips are selected, or another one is the current one
 * - `content-changed (gboolean moved)`: what clips look like has changed; @moved: also where they
 *   are, as after `cut` and `preview`
 * - `transport (const char *command)`: something for the player: `toggle`, `forward` (again: faster),
 *   `backward`, `stop`, `around`, `in-to-out`, `loop`, `full-screen`
 * - `announce (const char *text)`: something that a screen reader says
 */
G_DECLARE_FINAL_TYPE (AipTimelineSession, aip_timeline_session, AIP, TIMELINE_SESSION, GObject)

AipTimelineSession *aip_timeline_session_new           (AipSession          *session);

/* Both transfer none. */
AipSession         *aip_timeline_session_get_session   (AipTimelineSession  *self);
AipDocument        *aip_timeline_session_get_document  (AipTimelineSession  *self);

/* The cut ------------------------------------------------------------------------------------- */

/* (transfer none): the film as it is now. */
AipCut             *aip_timeline_session_get_cut       (AipTimelineSession  *self);
/* (transfer none): the preview of a drag, or the cut. */
AipCut             *aip_timeline_session_get_shown     (AipTimelineSession  *self);
/* @preview: (nullable): at the end of a drag */
void                aip_timeline_session_set_preview   (AipTimelineSession  *self,
                                                        AipCut              *preview);
gboolean            aip_timeline_session_is_previewing (AipTimelineSession  *self);
/* Frames of the shown cut with everything that is beside the shots. */
gint64              aip_timeline_session_get_duration  (AipTimelineSession  *self);
/* Time code of a frame of the cut. (transfer full) */
char               *aip_timeline_session_dup_timecode  (AipTimelineSession  *self,
                                                        gint64               frame)
                                                        G_GNUC_WARN_UNUSED_RESULT;
/* (transfer none) (nullable) */
AipShot            *aip_timeline_session_lookup_shot   (AipTimelineSession  *self,
                                                        const char          *id);

/* The playhead -------------------------------------------------------------------------------- */

gint64              aip_timeline_session_get_position  (AipTimelineSession  *self);
/* Does not scroll; see aip_timeline_session_reveal(). */
void                aip_timeline_session_set_position  (AipTimelineSession  *self,
                                                        gint64               frame);
/* Sets it and brings it into view. */
void                aip_timeline_session_seek          (AipTimelineSession  *self,
                                                        gint64               frame);
gboolean            aip_timeline_session_get_playing   (AipTimelineSession  *self);
void                aip_timeline_session_set_playing   (AipTimelineSession  *self,
                                                        gboolean             playing);
/* FALSE when there is none; @in and @out then are those of all of the cut. */
gboolean            aip_timeline_session_get_range     (AipTimelineSession  *self,
                                                        gint64              *in,
                                                        gint64              *out);
/* -1 for none. A point that is not before the other takes the other one away. */
void                aip_timeline_session_set_in_point  (AipTimelineSession  *self,
                                                        gint64               frame);
void                aip_timeline_session_set_out_point (AipTimelineSession  *self,
                                                        gint64               frame);
void                aip_timeline_session_set_two_up    (AipTimelineSession  *self,
                                                        gint64               left,
                                                        gint64               right);
void                aip_timeline_session_transport     (AipTimelineSession  *self,
                                                        const char          *command);
void                aip_timeline_session_announce      (AipTimelineSession  *self,
                                                        const char          *text);

/* What is seen -------------------------------------------------------------------------------- */

const AipTimelineGeometry *
                    aip_timeline_session_get_geometry  (AipTimelineSession  *self);
/* Bounded so that the film stays in sight. */
void                aip_timeline_session_set_geometry  (AipTimelineSession        *self,
                                                        const AipTimelineGeometry *geometry);
/* By the widget that shows it. The first time, all of the film is made to fit. */
void                aip_timeline_session_set_width     (AipTimelineSession  *self,
                                                        int                  width);
void                aip_timeline_session_zoom          (AipTimelineSession  *self,
                                                        double               factor,
                                                        double               x);
void                aip_timeline_session_scroll        (AipTimelineSession  *self,
                                                        double               pixels);
void                aip_timeline_session_fit           (AipTimelineSession  *self);
void                aip_timeline_session_fit_range     (AipTimelineSession  *self,
                                                        gint64               first,
                                                        gint64               end);
void                aip_timeline_session_reveal        (AipTimelineSession  *self,
                                                        gint64               frame);

/* Tools --------------------------------------------------------------------------------------- */

AipTimelineTool     aip_timeline_session_get_tool      (AipTimelineSession  *self);
void                aip_timeline_session_set_tool      (AipTimelineSession  *self,
                                                        AipTimelineTool      tool);
gboolean            aip_timeline_session_get_snapping  (AipTimelineSession  *self);
void                aip_timeline_session_set_snapping  (AipTimelineSession  *self,
                                                        gboolean             snapping);
gint64              aip_timeline_session_get_snap_frame (AipTimelineSession *self);
void                aip_timeline_session_set_snap_frame (AipTimelineSession *self,
                                                        gint64               frame);
/*
 * Where @frame is attracted to in @cut: edges, clips, markers, playhead, in and out, but for @origin
 * itself, where it comes from (-1: none). Also sets `snap-frame`. @suspended: the key for that is
 * held.
 */
gint64              aip_timeline_session_snap          (AipTimelineSession  *self,
                                                        AipCut              *cut,
                                                        gint64               frame,
                                                        gint64               origin,
                                                        gboolean             suspended);

/* The selection: ids of shots, clips and markers ------------------------------------------------ */

gboolean            aip_timeline_session_is_selected   (AipTimelineSession  *self,
                                                        const char          *id);
guint               aip_timeline_session_get_n_selected (AipTimelineSession *self);
/* The shots of it that are in the cut, in order. (transfer container) (element-type AipShot) */
GPtrArray          *aip_timeline_session_dup_selected_shots (AipTimelineSession *self);
/* All ids. (transfer container) (element-type utf8) */
GPtrArray          *aip_timeline_session_dup_selected  (AipTimelineSession  *self);
/* Only @id; %NULL: nothing. It becomes the current one. */
void                aip_timeline_session_select        (AipTimelineSession  *self,
                                                        const char          *id);
void                aip_timeline_session_toggle        (AipTimelineSession  *self,
                                                        const char          *id);
/* All shots from the one that was chosen first to @id. */
void                aip_timeline_session_select_to     (AipTimelineSession  *self,
                                                        const char          *id);
/* @ids: (element-type utf8). @keep: beside what is selected now */
void                aip_timeline_session_select_ids    (AipTimelineSession  *self,
                                                        GPtrArray           *ids,
                                                        gboolean             keep);
void                aip_timeline_session_select_all    (AipTimelineSession  *self);
/* (nullable): the one that has the keyboard */
const char         *aip_timeline_session_get_current   (AipTimelineSession  *self);
void                aip_timeline_session_set_current   (AipTimelineSession  *self,
                                                        const char          *id,
                                                        AipTimelineEdge      edge);
AipTimelineEdge     aip_timeline_session_get_edge      (AipTimelineSession  *self);

G_END_DECLS
