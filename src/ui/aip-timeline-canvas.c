/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-canvas"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-timeline-canvas-private.h"

enum {
  LANES_CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipTimelineCanvas, aip_timeline_canvas, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
row_free (AipTimelineRow *row)
{
  g_clear_pointer (&row->node, gsk_render_node_unref);
  g_object_unref (row->lane);
  g_free (row);
}

static void
row_invalidate (AipTimelineRow *row)
{
  row->valid = FALSE;
  g_clear_pointer (&row->node, gsk_render_node_unref);
}

static void
invalidate_all (AipTimelineCanvas *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    row_invalidate (self->rows->pdata[i]);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Lanes --------------------------------------------------------------------------------------- */

static void
place_rows (AipTimelineCanvas *self)
{
  int y = AIP_TIMELINE_LANE_GAP;

  for (guint i = 0; i < self->rows->len; i++)
    {
      AipTimelineRow *row = self->rows->pdata[i];

      row->y = y;
      row->height = aip_timeline_lane_get_height (row->lane);
      y += row->height + AIP_TIMELINE_LANE_GAP;
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
  _aip_timeline_canvas_queue_items (self);
  g_signal_emit (self, signals[LANES_CHANGED], 0);
}

static void
lane_changed_cb (AipTimelineCanvas *self,
                 AipTimelineLane   *lane)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      AipTimelineRow *row = self->rows->pdata[i];

      if (row->lane == lane)
        row_invalidate (row);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
lane_resized_cb (AipTimelineCanvas *self,
                 AipTimelineLane   *lane)
{
  lane_changed_cb (self, lane);
  place_rows (self);
}

void
aip_timeline_canvas_add_lane (AipTimelineCanvas *self,
                              AipTimelineLane   *lane)
{
  g_return_if_fail (AIP_IS_TIMELINE_CANVAS (self));

  aip_timeline_canvas_insert_lane (self, self->rows->len, lane);
}

void
aip_timeline_canvas_insert_lane (AipTimelineCanvas *self,
                                 guint              index,
                                 AipTimelineLane   *lane)
{
  AipTimelineRow *row;

  g_return_if_fail (AIP_IS_TIMELINE_CANVAS (self));
  g_return_if_fail (AIP_IS_TIMELINE_LANE (lane));
  g_return_if_fail (index <= self->rows->len);

  row = g_new0 (AipTimelineRow, 1);
  row->lane = g_object_ref (lane);
  g_ptr_array_insert (self->rows, (int) index, row);
  g_signal_connect_object (lane, "changed", G_CALLBACK (lane_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lane, "resized", G_CALLBACK (lane_resized_cb), self, G_CONNECT_SWAPPED);
  place_rows (self);
}

void
aip_timeline_canvas_remove_lane (AipTimelineCanvas *self,
                                 AipTimelineLane   *lane)
{
  g_return_if_fail (AIP_IS_TIMELINE_CANVAS (self));
  g_return_if_fail (AIP_IS_TIMELINE_LANE (lane));

  aip_timeline_canvas_cancel_drag (self);
  g_signal_handlers_disconnect_by_data (lane, self);
  for (guint i = 0; i < self->rows->len; i++)
    if (((AipTimelineRow *) self->rows->pdata[i])->lane == lane)
      {
        g_ptr_array_remove_index (self->rows, i);
        break;
      }
  place_rows (self);
}

guint
aip_timeline_canvas_get_n_lanes (AipTimelineCanvas *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_CANVAS (self), 0);

  return self->rows->len;
}

AipTimelineLane *
aip_timeline_canvas_get_lane (AipTimelineCanvas *self,
                              guint              index,
                              int               *y)
{
  AipTimelineRow *row;

  g_return_val_if_fail (AIP_IS_TIMELINE_CANVAS (self), NULL);
  g_return_val_if_fail (index < self->rows->len, NULL);

  row = self->rows->pdata[index];
  if (y != NULL)
    *y = row->y;

  return row->lane;
}

gboolean
aip_timeline_canvas_get_lane_place (AipTimelineCanvas *self,
                                    AipTimelineLane   *lane,
                                    int               *y,
                                    int               *height)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_CANVAS (self), FALSE);
  g_return_val_if_fail (y != NULL && height != NULL, FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    {
      AipTimelineRow *row = self->rows->pdata[i];

      if (row->lane != lane)
        continue;
      *y = row->y;
      *height = row->height;
      return TRUE;
    }

  return FALSE;
}

AipTimelineRow *
_aip_timeline_canvas_get_row_at (AipTimelineCanvas *self,
                                 double             y)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      AipTimelineRow *row = self->rows->pdata[i];

      if (y >= row->y && y < row->y + row->height)
        return row;
    }

  return NULL;
}

/* Drawing ------------------------------------------------------------------------------------- */

/* What is just outside of the view is drawn along, so that scrolling finds it. */
static void
draw_row (AipTimelineCanvas *self,
          AipTimelineRow    *row,
          GtkSnapshot       *snapshot)
{
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (self->session);
  gint64 left = geometry->offset;
  gint64 right = geometry->offset + geometry->width;

  if (!row->valid || row->scale != geometry->scale || left < row->left || right > row->right)
    {
      GtkSnapshot *own = gtk_snapshot_new ();
      int beyond = geometry->width / 4;

      g_clear_pointer (&row->node, gsk_render_node_unref);
      aip_timeline_lane_snapshot (row->lane, GTK_WIDGET (self), own, -beyond,
                                  geometry->width + 2 * beyond);
      row->node = gtk_snapshot_free_to_node (own);
      row->scale = geometry->scale;
      row->offset = geometry->offset;
      row->left = left - beyond;
      row->right = right + beyond;
      row->valid = TRUE;
    }
  if (row->node == NULL)
    return;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) (row->offset - geometry->offset),
                                                (float) row->y));
  gtk_snapshot_append_node (snapshot, row->node);
  gtk_snapshot_restore (snapshot);
}

static void
draw_snap_line (AipTimelineCanvas *self,
                GtkSnapshot       *snapshot,
                int                height)
{
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (self->session);
  gint64 frame = aip_timeline_session_get_snap_frame (self->session);
  GdkRGBA color;
  gint64 x;

  if (frame < 0)
    return;

  x = aip_timeline_geometry_get_x (geometry, frame);
  adw_accent_color_to_standalone_rgba (ADW_ACCENT_COLOR_YELLOW,
                                       adw_style_manager_get_dark (adw_style_manager_get_default ()),
                                       &color);
  gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT ((float) x, 0, 1, (float) height));
}

static void
aip_timeline_canvas_snapshot (GtkWidget   *widget,
                              GtkSnapshot *snapshot)
{
  AipTimelineCanvas *self = AIP_TIMELINE_CANVAS (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  GdkRGBA color;

  gtk_widget_get_color (widget, &color);
  color.alpha *= 0.05f;
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  for (guint i = 0; i < self->rows->len; i++)
    {
      AipTimelineRow *row = self->rows->pdata[i];

      gtk_snapshot_append_color (snapshot, &color,
                                 &GRAPHENE_RECT_INIT (0, (float) row->y, (float) width,
                                                      (float) row->height));
      draw_row (self, row, snapshot);
    }
  for (guint i = 0; i < self->rows->len; i++)
    {
      AipTimelineRow *row = self->rows->pdata[i];

      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (float) row->y));
      aip_timeline_lane_snapshot_over (row->lane, widget, snapshot);
      gtk_snapshot_restore (snapshot);
    }
  draw_snap_line (self, snapshot, height);
  if (self->drag != NULL)
    aip_timeline_drag_draw (self->drag, widget, snapshot);
  gtk_snapshot_pop (snapshot);
}

/* The session --------------------------------------------------------------------------------- */

static void
content_changed_cb (AipTimelineCanvas *self,
                    gboolean           moved)
{
  invalidate_all (self);
  _aip_timeline_canvas_queue_items (self);
}

static void
selection_changed_cb (AipTimelineCanvas *self)
{
  invalidate_all (self);
  _aip_timeline_canvas_queue_items (self);
}

static void
geometry_changed_cb (AipTimelineCanvas *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  _aip_timeline_canvas_delay_items (self);
}

/* Light and dark, accent and fonts are in what is kept. */
static void
aip_timeline_canvas_css_changed (GtkWidget         *widget,
                                 GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (aip_timeline_canvas_parent_class)->css_changed (widget, change);

  invalidate_all (AIP_TIMELINE_CANVAS (widget));
}

/* Life ---------------------------------------------------------------------------------------- */

static void
aip_timeline_canvas_measure (GtkWidget      *widget,
                             GtkOrientation  orientation,
                             int             for_size,
                             int            *minimum,
                             int            *natural,
                             int            *minimum_baseline,
                             int            *natural_baseline)
{
  AipTimelineCanvas *self = AIP_TIMELINE_CANVAS (widget);
  AipTimelineRow *last = self->rows->len > 0 ? self->rows->pdata[self->rows->len - 1] : NULL;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL && last != NULL)
    *minimum = *natural = last->y + last->height + AIP_TIMELINE_LANE_GAP;
}

static void
aip_timeline_canvas_size_allocate (GtkWidget *widget,
                                   int        width,
                                   int        height,
                                   int        baseline)
{
  AipTimelineCanvas *self = AIP_TIMELINE_CANVAS (widget);

  aip_timeline_session_set_width (self->session, width);
  _aip_timeline_canvas_place_items (self);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
aip_timeline_canvas_dispose (GObject *object)
{
  AipTimelineCanvas *self = AIP_TIMELINE_CANVAS (object);

  _aip_timeline_canvas_end_input (self);
  _aip_timeline_canvas_end_items (self);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_timeline_canvas_parent_class)->dispose (object);
}

static void
aip_timeline_canvas_class_init (AipTimelineCanvasClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_timeline_canvas_dispose;
  widget_class->measure = aip_timeline_canvas_measure;
  widget_class->size_allocate = aip_timeline_canvas_size_allocate;
  widget_class->snapshot = aip_timeline_canvas_snapshot;
  widget_class->css_changed = aip_timeline_canvas_css_changed;

  signals[LANES_CHANGED] =
    g_signal_new ("lanes-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "timecanvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
aip_timeline_canvas_init (AipTimelineCanvas *self)
{
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Clips of the Cut"), -1);
}

GtkWidget *
aip_timeline_canvas_new (AipTimelineSession *session)
{
  AipTimelineCanvas *self;

  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (session), NULL);

  self = g_object_new (AIP_TYPE_TIMELINE_CANVAS, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "content-changed", G_CALLBACK (content_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::scale", G_CALLBACK (geometry_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::offset", G_CALLBACK (geometry_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::snap-frame", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  _aip_timeline_canvas_init_items (self);
  _aip_timeline_canvas_init_input (self);

  return GTK_WIDGET (self);
}
