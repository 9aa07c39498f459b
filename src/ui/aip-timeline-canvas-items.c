/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-canvas"

#include "config.h"

#include "aip-timeline-canvas-private.h"
#include "aip-timeline-clip.h"

/*
 * What is seen as widgets without a picture, see #AipTimelineClip. They are made when nothing else
 * is to be done: nobody sees them, and while something moves nobody reads them.
 */

/* Narrower ones have no place of their own to a screen reader; zooming in brings them. */
#define MIN_WIDTH 4
/* How long nothing has to have been scrolled. */
#define DELAY_MS 120

typedef struct {
  AipTimelineCanvas *canvas;
  AipTimelineLane   *lane;
  GHashTable        *seen;      /* set of ids, borrowed from the widgets */
  GtkWidget         *previous;
} Update;

static void
place_item (AipTimelineCanvas *self,
            AipTimelineClip   *clip)
{
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (self->session);
  gint64 frame = aip_timeline_clip_get_frame (clip);
  gint64 left = aip_timeline_geometry_get_x (geometry, frame);
  gint64 right = aip_timeline_geometry_get_x (geometry, frame + aip_timeline_clip_get_duration (clip));
  AipTimelineLane *lane = aip_timeline_clip_get_lane (clip);

  /* Of what is far outside nobody has to know how far. */
  left = CLAMP (left, -4 * (gint64) geometry->width, 4 * (gint64) geometry->width);
  right = CLAMP (right, left + 1, left + 8 * (gint64) MAX (geometry->width, 1));
  for (guint i = 0; i < self->rows->len; i++)
    {
      AipTimelineRow *row = self->rows->pdata[i];
      GtkAllocation place = { (int) left, row->y, (int) (right - left), row->height };

      if (row->lane == lane)
        gtk_widget_size_allocate (GTK_WIDGET (clip), &place, -1);
    }
}

void
_aip_timeline_canvas_place_items (AipTimelineCanvas *self)
{
  GHashTableIter iter;
  gpointer clip;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &clip))
    place_item (self, clip);
}

static gboolean
is_focused (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return root != NULL && gtk_root_get_focus (root) == widget;
}

static void
add_item (AipTimelineCanvas     *self,
          AipTimelineLane       *lane,
          const AipTimelineItem *item,
          Update                *update)
{
  AipTimelineClip *clip = g_hash_table_lookup (self->items, item->id);
  GtkWidget *widget;
  gboolean had_focus = FALSE;

  /* It was put on another track. */
  if (clip != NULL && aip_timeline_clip_get_lane (clip) != lane)
    {
      had_focus = is_focused (GTK_WIDGET (clip));
      g_hash_table_remove (self->items, item->id);
      clip = NULL;
    }
  if (clip == NULL)
    {
      clip = aip_timeline_clip_new (lane, item->id);
      g_hash_table_insert (self->items, (gpointer) aip_timeline_clip_get_id (clip), clip);
    }
  widget = GTK_WIDGET (clip);
  /* Screen readers go through them as they follow each other. */
  if (gtk_widget_get_parent (widget) == NULL ||
      gtk_widget_get_prev_sibling (widget) != update->previous)
    gtk_widget_insert_after (widget, GTK_WIDGET (self), update->previous);
  update->previous = widget;
  aip_timeline_clip_update (clip, item, aip_timeline_session_is_selected (self->session, item->id));
  g_hash_table_add (update->seen, (gpointer) aip_timeline_clip_get_id (clip));
  if (had_focus)
    gtk_widget_grab_focus (widget);
}

static void
found_cb (const AipTimelineItem *item,
          gpointer               user_data)
{
  Update *update = user_data;
  const AipTimelineGeometry *geometry =
    aip_timeline_session_get_geometry (update->canvas->session);
  gint64 width = aip_timeline_geometry_get_x (geometry, item->frame + item->duration) -
                 aip_timeline_geometry_get_x (geometry, item->frame);
  const char *current = aip_timeline_session_get_current (update->canvas->session);

  if (item->duration == 0 || width >= MIN_WIDTH || g_strcmp0 (item->id, current) == 0)
    add_item (update->canvas, update->lane, item, update);
}

/* The focus never vanishes: what is behind it goes to the canvas. */
static void
remove_items (AipTimelineCanvas *self,
              GHashTable        *seen)
{
  GHashTableIter iter;
  gpointer id, clip;
  gboolean lost_focus = FALSE;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &id, &clip))
    {
      gboolean focused = is_focused (clip);

      if (g_hash_table_contains (seen, id))
        continue;
      if (focused && aip_document_lookup (aip_timeline_session_get_document (self->session), id)
                     != NULL && g_strcmp0 (aip_timeline_session_get_current (self->session), id) == 0)
        continue;
      lost_focus |= focused;
      g_hash_table_iter_remove (&iter);
    }
  if (lost_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
update_items (AipTimelineCanvas *self)
{
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (self->session);
  gint64 first = aip_timeline_geometry_get_frame (geometry, 0);
  gint64 end = aip_timeline_geometry_get_frame (geometry, geometry->width) + 1;
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  Update update = { self, NULL, seen, NULL };

  for (guint i = 0; i < self->rows->len; i++)
    {
      update.lane = ((AipTimelineRow *) self->rows->pdata[i])->lane;
      aip_timeline_lane_foreach_item (update.lane, first, end, found_cb, &update);
    }
  remove_items (self, seen);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static gboolean
items_cb (gpointer user_data)
{
  AipTimelineCanvas *self = user_data;

  self->items_source = 0;
  /* Where things are in the middle of a drag they will not stay. */
  if (!aip_timeline_session_is_previewing (self->session) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    update_items (self);

  return G_SOURCE_REMOVE;
}

void
_aip_timeline_canvas_queue_items (AipTimelineCanvas *self)
{
  if (self->items_source == 0)
    self->items_source = g_idle_add (items_cb, self);
}

void
_aip_timeline_canvas_delay_items (AipTimelineCanvas *self)
{
  g_clear_handle_id (&self->items_source, g_source_remove);
  self->items_source = g_timeout_add (DELAY_MS, items_cb, self);
}

AipTimelineLane *
aip_timeline_canvas_find_lane (AipTimelineCanvas *self,
                               const char        *id)
{
  AipTimelineClip *clip;

  g_return_val_if_fail (AIP_IS_TIMELINE_CANVAS (self), NULL);

  clip = id != NULL ? g_hash_table_lookup (self->items, id) : NULL;

  return clip != NULL ? aip_timeline_clip_get_lane (clip) : NULL;
}

void
aip_timeline_canvas_focus_current (AipTimelineCanvas *self)
{
  const char *current;
  GtkWidget *clip;

  g_return_if_fail (AIP_IS_TIMELINE_CANVAS (self));

  current = aip_timeline_session_get_current (self->session);
  if (current != NULL)
    update_items (self);
  clip = current != NULL ? g_hash_table_lookup (self->items, current) : NULL;
  gtk_widget_grab_focus (clip != NULL ? clip : GTK_WIDGET (self));
}

static void
unparent (gpointer widget)
{
  gtk_widget_unparent (widget);
}

void
_aip_timeline_canvas_init_items (AipTimelineCanvas *self)
{
  self->items = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, unparent);
  g_signal_connect (self, "map", G_CALLBACK (_aip_timeline_canvas_queue_items), NULL);
}

void
_aip_timeline_canvas_end_items (AipTimelineCanvas *self)
{
  g_clear_handle_id (&self->items_source, g_source_remove);
  g_clear_pointer (&self->items, g_hash_table_unref);
}
