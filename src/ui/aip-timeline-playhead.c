/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-playhead"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-timeline-playhead.h"

#define HEAD_HEIGHT 11

struct _AipTimelinePlayhead
{
  GtkWidget parent_instance;

  AipTimelineSession *session;
};

static void aip_timeline_playhead_range_init (GtkAccessibleRangeInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AipTimelinePlayhead, aip_timeline_playhead, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE_RANGE,
                                                      aip_timeline_playhead_range_init))

static gboolean
aip_timeline_playhead_set_value (GtkAccessibleRange *range,
                                 double              value)
{
  aip_timeline_session_seek (AIP_TIMELINE_PLAYHEAD (range)->session, (gint64) value);

  return TRUE;
}

static void
aip_timeline_playhead_range_init (GtkAccessibleRangeInterface *iface)
{
  iface->set_current_value = aip_timeline_playhead_set_value;
}

static void
update_value (AipTimelinePlayhead *self)
{
  gint64 position = aip_timeline_session_get_position (self->session);
  g_autofree char *text = aip_timeline_session_dup_timecode (self->session, position);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                  (double) aip_timeline_session_get_duration (self->session),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, (double) position,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text,
                                  -1);
}

static void
aip_timeline_playhead_measure (GtkWidget      *widget,
                               GtkOrientation  orientation,
                               int             for_size,
                               int            *minimum,
                               int            *natural,
                               int            *minimum_baseline,
                               int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? AIP_TIMELINE_PLAYHEAD_WIDTH : 0;
}

static void
aip_timeline_playhead_snapshot (GtkWidget   *widget,
                                GtkSnapshot *snapshot)
{
  float middle = AIP_TIMELINE_PLAYHEAD_WIDTH / 2;
  float height = (float) gtk_widget_get_height (widget);
  g_autoptr(GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr(GskPath) path = NULL;
  GdkRGBA color;

  /* The one red thing: CSS says which red. */
  gtk_widget_get_color (widget, &color);

  gsk_path_builder_move_to (builder, 1, 0);
  gsk_path_builder_line_to (builder, AIP_TIMELINE_PLAYHEAD_WIDTH - 1, 0);
  gsk_path_builder_line_to (builder, AIP_TIMELINE_PLAYHEAD_WIDTH - 1, HEAD_HEIGHT - 5);
  gsk_path_builder_line_to (builder, middle + 0.5f, HEAD_HEIGHT);
  gsk_path_builder_line_to (builder, 1, HEAD_HEIGHT - 5);
  gsk_path_builder_close (builder);
  path = gsk_path_builder_to_path (builder);
  gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_WINDING, &color);
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT (middle, HEAD_HEIGHT - 2, 1,
                                                  height - HEAD_HEIGHT + 2));
}

static void
aip_timeline_playhead_dispose (GObject *object)
{
  g_clear_object (&AIP_TIMELINE_PLAYHEAD (object)->session);

  G_OBJECT_CLASS (aip_timeline_playhead_parent_class)->dispose (object);
}

static void
aip_timeline_playhead_class_init (AipTimelinePlayheadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_timeline_playhead_dispose;
  widget_class->measure = aip_timeline_playhead_measure;
  widget_class->snapshot = aip_timeline_playhead_snapshot;

  gtk_widget_class_set_css_name (widget_class, "playhead");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
aip_timeline_playhead_init (AipTimelinePlayhead *self)
{
  /* What is below it is dragged, not this: it stands wherever the ruler is clicked. */
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Playhead"), -1);
}

GtkWidget *
aip_timeline_playhead_new (AipTimelineSession *session)
{
  AipTimelinePlayhead *self;

  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (session), NULL);

  self = g_object_new (AIP_TYPE_TIMELINE_PLAYHEAD, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::position", G_CALLBACK (update_value), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::cut", G_CALLBACK (update_value), self,
                           G_CONNECT_SWAPPED);
  update_value (self);

  return GTK_WIDGET (self);
}
