/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-view"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-timeline-overview.h"
#include "aip-timeline-playhead.h"
#include "aip-timeline-ruler.h"
#include "aip-timeline-view.h"

#define HEADER_WIDTH 124

struct _AipTimelineView
{
  GtkWidget parent_instance;

  AipTimelineSession *session;
  AipTimelineCanvas  *canvas;
  GtkWidget          *corner;      /* left of the ruler */
  GtkWidget          *ruler;
  GtkWidget          *scroller;
  GtkWidget          *headers;
  GtkWidget          *overview;
  GtkWidget          *playhead;
};

G_DEFINE_FINAL_TYPE (AipTimelineView, aip_timeline_view, GTK_TYPE_WIDGET)

/* Headers ------------------------------------------------------------------------------------- */

static void
update_headers (AipTimelineView *self)
{
  GtkWidget *child;
  int bottom = 0;

  while ((child = gtk_widget_get_first_child (self->headers)) != NULL)
    gtk_box_remove (GTK_BOX (self->headers), child);

  for (guint i = 0; i < aip_timeline_canvas_get_n_lanes (self->canvas); i++)
    {
      int y;
      AipTimelineLane *lane = aip_timeline_canvas_get_lane (self->canvas, i, &y);
      GtkWidget *header = aip_timeline_lane_create_header (lane);

      gtk_widget_set_size_request (header, -1, aip_timeline_lane_get_height (lane));
      gtk_widget_set_margin_top (header, y - bottom);
      /* What it holds may grow in it, not it in the column. */
      gtk_widget_set_vexpand (header, FALSE);
      gtk_widget_add_css_class (header, "lane-header");
      gtk_box_append (GTK_BOX (self->headers), header);
      bottom = y + aip_timeline_lane_get_height (lane);
    }
}

/* Places -------------------------------------------------------------------------------------- */

static void
place_playhead (AipTimelineView *self,
                int              width,
                int              height)
{
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (self->session);
  gint64 position = aip_timeline_session_get_position (self->session);
  gint64 x = aip_timeline_geometry_get_x (geometry, position);
  GtkAllocation place = { 0, 0, AIP_TIMELINE_PLAYHEAD_WIDTH, MAX (1, height) };

  /* It stays where it is to a screen reader and goes out of sight beyond the lanes. */
  gtk_widget_set_child_visible (self->playhead, x >= 0 && x <= geometry->width);
  place.x = HEADER_WIDTH + (int) CLAMP (x, 0, width) - AIP_TIMELINE_PLAYHEAD_WIDTH / 2;
  gtk_widget_size_allocate (self->playhead, &place, -1);
}

static void
aip_timeline_view_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  AipTimelineView *self = AIP_TIMELINE_VIEW (widget);
  int ruler_height, overview_height;
  int lanes = MAX (1, width - HEADER_WIDTH);

  gtk_widget_measure (self->ruler, GTK_ORIENTATION_VERTICAL, -1, &ruler_height, NULL, NULL, NULL);
  gtk_widget_measure (self->overview, GTK_ORIENTATION_VERTICAL, -1, &overview_height, NULL, NULL,
                      NULL);

  gtk_widget_size_allocate (self->corner, &(GtkAllocation) { 0, 0, HEADER_WIDTH, ruler_height }, -1);
  gtk_widget_size_allocate (self->ruler,
                            &(GtkAllocation) { HEADER_WIDTH, 0, lanes, ruler_height }, -1);
  gtk_widget_size_allocate (self->scroller,
                            &(GtkAllocation) { 0, ruler_height, width,
                                               MAX (1, height - ruler_height - overview_height) }, -1);
  gtk_widget_size_allocate (self->overview,
                            &(GtkAllocation) { HEADER_WIDTH, height - overview_height, lanes,
                                               overview_height }, -1);
  /* After the lanes: they say how wide the view is. */
  place_playhead (self, width, height - overview_height);
}

static void
aip_timeline_view_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  AipTimelineView *self = AIP_TIMELINE_VIEW (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural = HEADER_WIDTH + 200;
      /* Sizes have to be asked for before they are given. */
      gtk_widget_measure (self->corner, orientation, -1, NULL, NULL, NULL, NULL);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (child == self->playhead || child == self->corner)
        continue;
      gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum += child_minimum;
      *natural += child_natural;
    }
}

/* While it plays the view turns pages: what comes next is seen before it is there. */
static void
position_changed_cb (AipTimelineView *self)
{
  AipTimelineGeometry geometry = *aip_timeline_session_get_geometry (self->session);
  gint64 x = aip_timeline_geometry_get_x (&geometry,
                                          aip_timeline_session_get_position (self->session));

  if (aip_timeline_session_get_playing (self->session) && (x < 0 || x > geometry.width))
    {
      geometry.offset += x - geometry.width / 10;
      aip_timeline_session_set_geometry (self->session, &geometry);
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
geometry_changed_cb (AipTimelineView *self)
{
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
announce_cb (AipTimelineView *self,
             const char      *text)
{
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
aip_timeline_view_dispose (GObject *object)
{
  AipTimelineView *self = AIP_TIMELINE_VIEW (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_timeline_view_parent_class)->dispose (object);
}

static void
aip_timeline_view_class_init (AipTimelineViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_timeline_view_dispose;
  widget_class->measure = aip_timeline_view_measure;
  widget_class->size_allocate = aip_timeline_view_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "timeline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
aip_timeline_view_init (AipTimelineView *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Timeline"), -1);
}

GtkWidget *
aip_timeline_view_new (AipTimelineSession *session)
{
  AipTimelineView *self;
  GtkWidget *box;

  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (session), NULL);

  self = g_object_new (AIP_TYPE_TIMELINE_VIEW, NULL);
  self->session = g_object_ref (session);
  self->canvas = AIP_TIMELINE_CANVAS (aip_timeline_canvas_new (session));
  self->headers = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_size_request (self->headers, HEADER_WIDTH, -1);
  /* Whatever is in them, all that is left over belongs to the lanes. */
  gtk_widget_set_hexpand (self->headers, FALSE);
  gtk_widget_add_css_class (self->headers, "lane-headers");

  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_append (GTK_BOX (box), self->headers);
  gtk_widget_set_hexpand (GTK_WIDGET (self->canvas), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->canvas));

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), box);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);

  self->corner = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->corner, "lane-headers");
  self->ruler = aip_timeline_ruler_new (session);
  self->overview = aip_timeline_overview_new (session);
  self->playhead = aip_timeline_playhead_new (session);

  gtk_widget_set_parent (self->corner, GTK_WIDGET (self));
  gtk_widget_set_parent (self->ruler, GTK_WIDGET (self));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_widget_set_parent (self->overview, GTK_WIDGET (self));
  gtk_widget_set_parent (self->playhead, GTK_WIDGET (self));

  g_signal_connect_object (self->canvas, "lanes-changed", G_CALLBACK (update_headers), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::position", G_CALLBACK (position_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::scale", G_CALLBACK (geometry_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::offset", G_CALLBACK (geometry_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "announce", G_CALLBACK (announce_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

AipTimelineCanvas *
aip_timeline_view_get_canvas (AipTimelineView *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_VIEW (self), NULL);

  return self->canvas;
}
