/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-clip"

#include "config.h"

#include "aip-timeline-clip.h"

struct _AipTimelineClip
{
  GtkWidget parent_instance;

  AipTimelineLane *lane;
  char            *id;
  gint64           frame;
  gint64           duration;
  char            *label;
};

G_DEFINE_FINAL_TYPE (AipTimelineClip, aip_timeline_clip, GTK_TYPE_WIDGET)

const char *
aip_timeline_clip_get_id (AipTimelineClip *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_CLIP (self), NULL);

  return self->id;
}

AipTimelineLane *
aip_timeline_clip_get_lane (AipTimelineClip *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_CLIP (self), NULL);

  return self->lane;
}

gint64
aip_timeline_clip_get_frame (AipTimelineClip *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_CLIP (self), 0);

  return self->frame;
}

gint64
aip_timeline_clip_get_duration (AipTimelineClip *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_CLIP (self), 0);

  return self->duration;
}

void
aip_timeline_clip_update (AipTimelineClip       *self,
                          const AipTimelineItem *item,
                          gboolean               selected)
{
  g_autofree char *label = NULL;

  g_return_if_fail (AIP_IS_TIMELINE_CLIP (self));
  g_return_if_fail (item != NULL);

  self->frame = item->frame;
  self->duration = item->duration;
  label = aip_timeline_lane_describe (self->lane, self->id);
  /* A screen reader is told about everything that is set, changed or not. */
  if (g_set_str (&self->label, label))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_RELATION_POS_IN_SET, (int) item->index + 1,
                                  GTK_ACCESSIBLE_RELATION_SET_SIZE, (int) item->n_items,
                                  -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
}

/* The focus and what is current are one. */
static void
focus_entered_cb (AipTimelineClip *self)
{
  AipTimelineSession *session = aip_timeline_lane_get_session (self->lane);

  if (g_strcmp0 (aip_timeline_session_get_current (session), self->id) != 0)
    aip_timeline_session_set_current (session, self->id, AIP_TIMELINE_EDGE_NONE);
}

static void
aip_timeline_clip_dispose (GObject *object)
{
  g_clear_object (&AIP_TIMELINE_CLIP (object)->lane);

  G_OBJECT_CLASS (aip_timeline_clip_parent_class)->dispose (object);
}

static void
aip_timeline_clip_finalize (GObject *object)
{
  AipTimelineClip *self = AIP_TIMELINE_CLIP (object);

  g_free (self->id);
  g_free (self->label);

  G_OBJECT_CLASS (aip_timeline_clip_parent_class)->finalize (object);
}

static void
aip_timeline_clip_class_init (AipTimelineClipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_timeline_clip_dispose;
  object_class->finalize = aip_timeline_clip_finalize;

  gtk_widget_class_set_css_name (widget_class, "timeclip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
aip_timeline_clip_init (AipTimelineClip *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (focus, "enter", G_CALLBACK (focus_entered_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

AipTimelineClip *
aip_timeline_clip_new (AipTimelineLane *lane,
                       const char      *id)
{
  AipTimelineClip *self;

  g_return_val_if_fail (AIP_IS_TIMELINE_LANE (lane), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (AIP_TYPE_TIMELINE_CLIP, NULL);
  self->lane = g_object_ref (lane);
  self->id = g_strdup (id);

  return self;
}
