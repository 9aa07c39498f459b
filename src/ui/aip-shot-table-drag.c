/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-table"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "aip-shot-edit.h"
#include "aip-shot-group-edit.h"
#include "aip-shot-table-private.h"

/* How near to the edge rows begin to scroll, and how fast they do at the edge itself. */
#define SCROLL_ZONE 40
#define SCROLL_SPEED 900.0   /* pixels a second */

static gboolean
is_grouped_by_scene (AipShotTable *self)
{
  guint n;
  const AipSortKey *keys = aip_shot_view_get_group_keys (self->view, &n);

  for (guint i = 0; i < n; i++)
    {
      if (keys[i].column == AIP_SHOT_COLUMN_SCENE)
        return TRUE;
    }

  return FALSE;
}

/* Shots that were put somewhere are shown there, selected and with the focus. */
static gboolean
finish_drop (AipShotTable *self,
             GPtrArray    *shots,
             gboolean      done,
             const GError *error)
{
  if (!done)
    {
      aip_session_toast_error (self->session, error);
      return FALSE;
    }

  aip_shot_view_release (self->view);
  aip_shot_view_select (self->view, shots);
  aip_shot_table_focus (self, g_ptr_array_index (shots, 0), AIP_SHOT_COLUMN_NONE, FALSE);

  return TRUE;
}

/*
 * Into another group, @anchor says where: only scenes have a place in the film, so a shot that is
 * put among approved ones stays where it is there.
 */
static gboolean
drop_in_group (AipShotTable *self,
               GPtrArray    *shots,
               AipShotGroup *group,
               AipShot      *anchor,
               gboolean      after)
{
  g_autoptr(GError) error = NULL;
  gboolean done;

  done = aip_shot_group_edit_move (self->document, aip_session_get_setups (self->session), shots,
                                   group, is_grouped_by_scene (self) ? anchor : NULL, after,
                                   &error);

  return finish_drop (self, shots, done, error);
}

gboolean
aip_shot_table_drop (AipShotTable *self,
                     GPtrArray    *shots,
                     AipShot      *target,
                     gboolean      after)
{
  g_autoptr(GError) error = NULL;
  AipShotGroup *group;
  gboolean done;

  g_return_val_if_fail (AIP_IS_SHOT_TABLE (self), FALSE);
  g_return_val_if_fail (shots != NULL && shots->len > 0, FALSE);
  g_return_val_if_fail (AIP_IS_SHOT (target), FALSE);

  group = aip_shot_view_get_group (self->view, target);
  if (group != NULL
      && !aip_shot_group_edit_is_in (self->document, aip_session_get_setups (self->session), shots,
                                     group))
    return drop_in_group (self, shots, group, target, after);

  if (aip_shot_view_get_sort (self->view, NULL) != AIP_SHOT_COLUMN_NONE)
    {
      aip_session_toast (self->session,
                         _("Rows can be moved while they stand in film order."));
      return FALSE;
    }

  done = aip_shot_edit_move (self->document, shots, target, after, FALSE, &error);

  return finish_drop (self, shots, done, error);
}

gboolean
aip_shot_table_drop_in_group (AipShotTable *self,
                              GPtrArray    *shots,
                              AipShotGroup *group)
{
  g_autoptr(GPtrArray) members = NULL;
  gboolean film_order;

  g_return_val_if_fail (AIP_IS_SHOT_TABLE (self), FALSE);
  g_return_val_if_fail (shots != NULL && shots->len > 0, FALSE);
  g_return_val_if_fail (AIP_IS_SHOT_GROUP (group), FALSE);

  /* Right below its row in film order; where others decide on the order, behind all. */
  members = aip_shot_view_dup_group_shots (self->view, group);
  if (members->len == 0)
    return FALSE;
  film_order = aip_shot_view_is_film_order (self->view);

  return drop_in_group (self, shots, group,
                        g_ptr_array_index (members, film_order ? 0 : members->len - 1),
                        !film_order);
}

/* Where --------------------------------------------------------------------------------------- */

static void
clear_target (AipShotTable *self)
{
  g_clear_weak_pointer (&self->drop_shot);
  g_clear_weak_pointer (&self->drop_group);
  if (self->drop_y >= 0)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  self->drop_y = -1;
}

static void
set_target (AipShotTable *self,
            AipShot      *shot,
            AipShotGroup *group,
            gboolean      after,
            double        y)
{
  g_set_weak_pointer (&self->drop_shot, shot);
  g_set_weak_pointer (&self->drop_group, group);
  self->drop_after = after;
  self->drop_y = CLAMP ((int) round (y), 1, gtk_widget_get_height (GTK_WIDGET (self)) - 1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
find_target (AipShotTable *self,
             double        x,
             double        y)
{
  GtkWidget *widget = GTK_WIDGET (self);
  AipShotGroup *group;
  AipCell *cell;
  graphene_point_t point;
  graphene_rect_t bounds;

  if (!gtk_widget_compute_point (widget, GTK_WIDGET (self->column_view),
                                 &GRAPHENE_POINT_INIT (x, y), &point))
    return;

  /* Beside the columns, too: rows are as wide as the table. */
  cell = _aip_shot_table_pick (self, MIN (point.x, 4), point.y);
  if (cell != NULL)
    {
      GtkWidget *row = gtk_widget_get_parent (gtk_widget_get_parent (GTK_WIDGET (cell)));
      gboolean after;

      if (!gtk_widget_compute_bounds (row, widget, &bounds))
        return;
      after = y > bounds.origin.y + bounds.size.height / 2;
      set_target (self, aip_cell_get_shot (cell), NULL, after,
                  bounds.origin.y + (after ? bounds.size.height : 0));
      return;
    }

  group = _aip_shot_table_pick_group (self, MIN (point.x, 4), point.y);
  if (group != NULL && _aip_shot_table_compute_group (self, group, &bounds))
    set_target (self, NULL, group, TRUE, bounds.origin.y + bounds.size.height);
  else
    clear_target (self);
}

/* Scrolling by itself -------------------------------------------------------------------------- */

static gboolean
scroll_tick_cb (GtkWidget     *widget,
                GdkFrameClock *clock,
                gpointer       user_data)
{
  AipShotTable *self = AIP_SHOT_TABLE (widget);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  gint64 *last = user_data;
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  double height = gtk_widget_get_height (widget);
  double depth = 0;

  if (self->pointer_y < SCROLL_ZONE)
    depth = (self->pointer_y - SCROLL_ZONE) / SCROLL_ZONE;
  else if (self->pointer_y > height - SCROLL_ZONE)
    depth = (self->pointer_y - height + SCROLL_ZONE) / SCROLL_ZONE;

  if (depth != 0 && *last != 0)
    {
      double before = gtk_adjustment_get_value (adjustment);

      gtk_adjustment_set_value (adjustment, before + CLAMP (depth, -1, 1) * SCROLL_SPEED
                                                     * (now - *last) / G_USEC_PER_SEC);
      /* The line stays with its row until the pointer moves. */
      if (self->drop_y >= 0)
        self->drop_y -= (int) round (gtk_adjustment_get_value (adjustment) - before);
    }
  *last = now;

  return G_SOURCE_CONTINUE;
}

static void
stop_scrolling (AipShotTable *self)
{
  if (self->scroll_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->scroll_tick);
  self->scroll_tick = 0;
}

/* Taking --------------------------------------------------------------------------------------- */

static GdkContentProvider *
prepare_cb (AipShotTable  *self,
            double         x,
            double         y,
            GtkDragSource *source)
{
  AipCell *cell = _aip_shot_table_pick (self, x, y);
  GtkSelectionModel *selection = aip_shot_view_get_selection (self->view);
  AipShot *shot = cell != NULL ? aip_cell_get_shot (cell) : NULL;
  g_autoptr(GString) codes = g_string_new (NULL);
  GdkContentProvider *providers[2];
  guint position;

  if (shot == NULL || self->edit_shot != NULL || self->drag_selects
      || !_aip_shot_table_drags_rows (aip_cell_get_column (cell))
      || !aip_shot_list_find (aip_shot_view_get_list (self->view), shot, &position))
    return NULL;

  g_clear_pointer (&self->drag_shots, g_ptr_array_unref);
  if (gtk_selection_model_is_selected (selection, position))
    self->drag_shots = aip_shot_view_dup_selected (self->view);
  else
    {
      self->drag_shots = g_ptr_array_new_with_free_func (g_object_unref);
      g_ptr_array_add (self->drag_shots, g_object_ref (shot));
    }

  for (guint i = 0; i < self->drag_shots->len; i++)
    g_string_append_printf (codes, i > 0 ? "\n%s" : "%s",
                            aip_shot_get_code (g_ptr_array_index (self->drag_shots, i)));

  providers[0] = gdk_content_provider_new_typed (AIP_TYPE_SHOT, shot);
  providers[1] = gdk_content_provider_new_typed (G_TYPE_STRING, codes->str);

  return gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
}

static void
drag_begin_cb (AipShotTable *self,
               GdkDrag      *drag)
{
  GtkWidget *icon = gtk_drag_icon_get_for_drag (drag);
  GtkWidget *label;
  g_autofree char *text = NULL;
  guint n = self->drag_shots->len;

  if (n == 1)
    text = g_strdup (aip_shot_get_code (g_ptr_array_index (self->drag_shots, 0)));
  else
    text = g_strdup_printf (ngettext ("%u shot", "%u shots", n), n);

  label = gtk_label_new (text);
  gtk_widget_add_css_class (label, "shotdrag");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (icon), label);
  gdk_drag_set_hotspot (drag, -12, 12);
}

static void
drag_end_cb (AipShotTable *self)
{
  g_clear_pointer (&self->drag_shots, g_ptr_array_unref);
  stop_scrolling (self);
  clear_target (self);
}

static GdkDragAction
drop_motion_cb (AipShotTable *self,
                double        x,
                double        y)
{
  /* Only what was taken here has a place here, and sorted rows have none but in their groups. */
  if (self->drag_shots == NULL
      || (aip_shot_view_get_sort (self->view, NULL) != AIP_SHOT_COLUMN_NONE
          && !aip_shot_view_get_grouped (self->view)))
    return 0;

  self->pointer_y = y;
  if (self->scroll_tick == 0)
    self->scroll_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_tick_cb,
                                                      g_new0 (gint64, 1), g_free);
  find_target (self, x, y);

  return self->drop_shot != NULL || self->drop_group != NULL ? GDK_ACTION_MOVE : 0;
}

static void
drop_leave_cb (AipShotTable *self)
{
  stop_scrolling (self);
  clear_target (self);
}

static gboolean
drop_cb (AipShotTable *self,
         const GValue *value,
         double        x,
         double        y)
{
  g_autoptr(GPtrArray) shots = NULL;
  g_autoptr(AipShot) target = NULL;
  g_autoptr(AipShotGroup) group = NULL;
  gboolean after = self->drop_after;

  if (self->drag_shots == NULL || (self->drop_shot == NULL && self->drop_group == NULL))
    return FALSE;

  shots = g_ptr_array_ref (self->drag_shots);
  if (self->drop_shot != NULL)
    target = g_object_ref (self->drop_shot);
  else
    group = g_object_ref (self->drop_group);
  drop_leave_cb (self);

  if (group != NULL)
    return aip_shot_table_drop_in_group (self, shots, group);

  return aip_shot_table_drop (self, shots, target, after);
}

void
_aip_shot_table_snapshot_drag (AipShotTable *self,
                               GtkSnapshot  *snapshot)
{
  AdwStyleManager *style;
  g_autoptr(GdkRGBA) accent = NULL;
  GskRoundedRect knob;
  float width = gtk_widget_get_width (GTK_WIDGET (self));

  if (self->drop_y < 0)
    return;

  style = adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
  accent = adw_style_manager_get_accent_color_rgba (style);
  gtk_snapshot_append_color (snapshot, accent,
                             &GRAPHENE_RECT_INIT (0, self->drop_y - 1, width, 2));

  gsk_rounded_rect_init_from_rect (&knob, &GRAPHENE_RECT_INIT (0, self->drop_y - 4, 8, 8), 4);
  gtk_snapshot_push_rounded_clip (snapshot, &knob);
  gtk_snapshot_append_color (snapshot, accent, &knob.bounds);
  gtk_snapshot_pop (snapshot);
}

void
_aip_shot_table_init_drag (AipShotTable *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (AIP_TYPE_SHOT, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (drag_begin_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "drag-end", G_CALLBACK (drag_end_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->column_view), GTK_EVENT_CONTROLLER (source));

  g_signal_connect_object (target, "motion", G_CALLBACK (drop_motion_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "enter", G_CALLBACK (drop_motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "leave", G_CALLBACK (drop_leave_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

void
_aip_shot_table_dispose_drag (AipShotTable *self)
{
  stop_scrolling (self);
  g_clear_pointer (&self->drag_shots, g_ptr_array_unref);
  g_clear_weak_pointer (&self->drop_shot);
  g_clear_weak_pointer (&self->drop_group);
}
