/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-marker-drag"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-sound-edit.h"
#include "aip-timeline-draw.h"
#include "aip-timeline-marker-drag.h"

struct _AipTimelineMarkerDrag
{
  AipTimelineDrag parent_instance;

  AipTimelineLane *lane;
  AipCut          *start;      /* the film when it began */
  char            *id;
  gint64           origin;
  gint64           frame;      /* what is proposed */
  gboolean         moved;
};

G_DEFINE_FINAL_TYPE (AipTimelineMarkerDrag, aip_timeline_marker_drag, AIP_TYPE_TIMELINE_DRAG)

static void
aip_timeline_marker_drag_update (AipTimelineDrag        *drag,
                                 const AipTimelinePoint *point)
{
  AipTimelineMarkerDrag *self = AIP_TIMELINE_MARKER_DRAG (drag);
  AipTimelineSession *session = aip_timeline_drag_get_session (drag);
  g_autoptr(AipCut) preview = NULL;

  self->moved = TRUE;
  self->frame = MAX (0, aip_timeline_session_snap (
                          session, self->start,
                          self->origin + aip_timeline_drag_get_delta (drag, point), self->origin,
                          (point->modifiers & GDK_ALT_MASK) != 0));
  preview = aip_cut_with_marker (self->start, self->id, self->frame);
  aip_timeline_session_set_preview (session, preview);
}

static gboolean
aip_timeline_marker_drag_commit (AipTimelineDrag  *drag,
                                 GError          **error)
{
  AipTimelineMarkerDrag *self = AIP_TIMELINE_MARKER_DRAG (drag);
  AipTimelineSession *session = aip_timeline_drag_get_session (drag);
  AipDocument *document = aip_timeline_session_get_document (session);
  AipEntity *marker = aip_document_lookup (document, self->id);
  g_autofree char *said = NULL;

  if (!AIP_IS_MARKER (marker))
    return TRUE;
  if (!aip_sound_edit_move_marker (document, AIP_MARKER (marker), self->frame, error))
    return FALSE;

  said = aip_timeline_lane_describe (self->lane, self->id);
  aip_timeline_session_announce (session, said);

  return TRUE;
}

/* What it marks is what one wants to see. */
static void
aip_timeline_marker_drag_click (AipTimelineDrag        *drag,
                                const AipTimelinePoint *point)
{
  AipTimelineMarkerDrag *self = AIP_TIMELINE_MARKER_DRAG (drag);
  AipTimelineSession *session = aip_timeline_drag_get_session (drag);

  if (point->modifiers & (GDK_CONTROL_MASK | GDK_SHIFT_MASK))
    aip_timeline_session_toggle (session, self->id);
  else
    aip_timeline_session_select (session, self->id);
  aip_timeline_session_set_position (session, self->origin);
}

static void
aip_timeline_marker_drag_draw (AipTimelineDrag *drag,
                               GtkWidget       *widget,
                               GtkSnapshot     *snapshot)
{
  AipTimelineMarkerDrag *self = AIP_TIMELINE_MARKER_DRAG (drag);
  AipTimelineSession *session = aip_timeline_drag_get_session (drag);
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (session);
  g_autofree char *text = NULL;

  if (!self->moved)
    return;
  text = aip_timeline_session_dup_timecode (session, self->frame);
  aip_timeline_draw_badge (widget, snapshot, text,
                           (double) aip_timeline_geometry_get_x (geometry, self->frame),
                           aip_timeline_drag_get_point (drag)->y + 30);
}

static void
aip_timeline_marker_drag_finalize (GObject *object)
{
  AipTimelineMarkerDrag *self = AIP_TIMELINE_MARKER_DRAG (object);

  g_clear_object (&self->lane);
  g_clear_pointer (&self->start, aip_cut_unref);
  g_free (self->id);

  G_OBJECT_CLASS (aip_timeline_marker_drag_parent_class)->finalize (object);
}

static void
aip_timeline_marker_drag_class_init (AipTimelineMarkerDragClass *klass)
{
  AipTimelineDragClass *drag_class = AIP_TIMELINE_DRAG_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = aip_timeline_marker_drag_finalize;
  drag_class->update = aip_timeline_marker_drag_update;
  drag_class->commit = aip_timeline_marker_drag_commit;
  drag_class->click = aip_timeline_marker_drag_click;
  drag_class->draw = aip_timeline_marker_drag_draw;
}

static void
aip_timeline_marker_drag_init (AipTimelineMarkerDrag *self)
{
}

AipTimelineDrag *
aip_timeline_marker_drag_new (AipTimelineLane *lane,
                              const char      *id)
{
  AipTimelineMarkerDrag *self;
  AipTimelineSession *session;
  AipEntity *marker;

  g_return_val_if_fail (AIP_IS_TIMELINE_LANE (lane), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  session = aip_timeline_lane_get_session (lane);
  marker = aip_document_lookup (aip_timeline_session_get_document (session), id);
  if (!AIP_IS_MARKER (marker))
    return NULL;

  self = g_object_new (AIP_TYPE_TIMELINE_MARKER_DRAG, NULL);
  self->lane = g_object_ref (lane);
  self->start = aip_cut_ref (aip_timeline_session_get_cut (session));
  self->id = g_strdup (id);
  self->origin = self->frame = aip_marker_get_frame (AIP_MARKER (marker));

  return AIP_TIMELINE_DRAG (self);
}
