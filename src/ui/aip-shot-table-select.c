/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-table"

#include "config.h"

#include "aip-shot-table-private.h"

/* Whole rows, whole columns and everything: a range whose ends nobody has to go to. */

/* Selects all rows that are shown, or leaves the selected ones, as the rows of a range. */
static void
begin_range (AipShotTable *self,
             gboolean      all_rows)
{
  AipShotList *rows = aip_shot_view_get_list (self->view);
  GtkSelectionModel *selection = aip_shot_view_get_selection (self->view);
  guint n = aip_shot_list_get_all (rows)->len;
  AipShot *cursor = aip_shot_view_get_cursor (self->view);
  guint position;

  self->extending = TRUE;
  if (all_rows)
    gtk_selection_model_select_all (selection);
  else if (cursor != NULL && aip_shot_list_find (rows, cursor, &position)
           && !gtk_selection_model_is_selected (selection, position))
    gtk_selection_model_select_item (selection, position, TRUE);
  self->extending = FALSE;

  if (!self->range_active || self->range_shot == NULL || all_rows)
    g_set_object (&self->range_shot, (all_rows && n > 0 ? aip_shot_list_peek (rows, n - 1)
                                                        : cursor));
  self->range_active = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit_by_name (self, "focus-changed");
}

static gboolean
can_select (AipShotTable *self)
{
  return self->edit_shot == NULL && self->focus_column != AIP_SHOT_COLUMN_NONE
         && aip_shot_view_get_cursor (self->view) != NULL
         && _aip_shot_table_get_focused_cell (self) != NULL;
}

void
aip_shot_table_select_column (AipShotTable  *self,
                              AipShotColumn  column)
{
  AipShot *shot;

  g_return_if_fail (AIP_IS_SHOT_TABLE (self));

  aip_shot_table_finish_edit (self);
  shot = aip_shot_view_get_cursor (self->view);
  if (shot == NULL || !aip_shot_list_find (aip_shot_view_get_list (self->view), shot, NULL))
    shot = aip_shot_list_peek (aip_shot_view_get_list (self->view), 0);
  if (shot == NULL || !aip_shot_table_focus (self, shot, column, FALSE))
    return;

  _aip_shot_table_clear_range (self);
  self->focus_column = column;
  self->range_column = column;
  begin_range (self, TRUE);
}

/* Columns from the first to the last of the range become columns of every row. */
static gboolean
select_columns_cb (GtkWidget *widget,
                   GVariant  *args,
                   gpointer   user_data)
{
  AipShotTable *self = user_data;

  if (!can_select (self))
    return FALSE;

  if (!self->range_active)
    self->range_column = self->focus_column;
  begin_range (self, TRUE);

  return TRUE;
}

static gboolean
select_rows_cb (GtkWidget *widget,
                GVariant  *args,
                gpointer   user_data)
{
  AipShotTable *self = user_data;

  if (!can_select (self))
    return FALSE;

  self->range_whole = TRUE;
  begin_range (self, FALSE);

  return TRUE;
}

static gboolean
select_all_cb (GtkWidget *widget,
               GVariant  *args,
               gpointer   user_data)
{
  AipShotTable *self = user_data;

  if (!can_select (self))
    return FALSE;

  self->range_whole = TRUE;
  begin_range (self, TRUE);

  return TRUE;
}

/* Scrolled away from what the next key would change. */
static gboolean
show_focus_cb (GtkWidget *widget,
               GVariant  *args,
               gpointer   user_data)
{
  AipShotTable *self = user_data;
  AipShotList *rows = aip_shot_view_get_list (self->view);
  AipShot *cursor = aip_shot_view_get_cursor (self->view);

  if (self->edit_shot != NULL || cursor == NULL || self->focus_column == AIP_SHOT_COLUMN_NONE
      || !aip_shot_list_find (rows, cursor, NULL))
    return FALSE;

  self->extending = TRUE;
  aip_shot_table_focus (self, cursor, self->focus_column, FALSE);
  self->extending = FALSE;

  return TRUE;
}

/* The title of a column that is at @x, @y of the column view. */
static AipShotColumn
find_title (AipShotTable *self,
            double        x,
            double        y)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->column_view));
  GListModel *columns = gtk_column_view_get_columns (self->column_view);
  guint n = g_list_model_get_n_items (columns);
  graphene_rect_t bounds;
  GtkWidget *title;

  if (header == NULL || GTK_IS_LIST_VIEW (header)
      || !gtk_widget_compute_bounds (header, GTK_WIDGET (self->column_view), &bounds)
      || y < bounds.origin.y || y > bounds.origin.y + bounds.size.height)
    return AIP_SHOT_COLUMN_NONE;

  /* GTK has a widget for each column, in their order, and says of none which it is of. */
  title = gtk_widget_get_first_child (header);
  for (guint i = 0; i < n && title != NULL; i++, title = gtk_widget_get_next_sibling (title))
    {
      g_autoptr(GtkColumnViewColumn) item = g_list_model_get_item (columns, i);

      if (gtk_widget_get_visible (title)
          && gtk_widget_compute_bounds (title, GTK_WIDGET (self->column_view), &bounds)
          && x >= bounds.origin.x && x < bounds.origin.x + bounds.size.width)
        return aip_shot_column_from_id (gtk_column_view_column_get_id (item));
    }

  return AIP_SHOT_COLUMN_NONE;
}

/* A click on a title sorts; with Ctrl it selects. */
static void
title_pressed_cb (AipShotTable    *self,
                  int              n_press,
                  double           x,
                  double           y,
                  GtkGestureClick *gesture)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  AipShotColumn column = AIP_SHOT_COLUMN_NONE;

  if (state & GDK_CONTROL_MASK)
    column = find_title (self, x, y);
  if (column == AIP_SHOT_COLUMN_NONE)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  aip_shot_table_select_column (self, column);
}

void
_aip_shot_table_add_select_shortcuts (AipShotTable          *self,
                                      GtkShortcutController *shortcuts)
{
  static const struct {
    const char      *trigger;
    GtkShortcutFunc  function;
  } rows[] = {
    { "<Control>space", select_columns_cb },
    /* Shift+Space is how many switch to Hangul. */
    { "<Control><Shift>space", select_rows_cb },
    { "<Control>a", select_all_cb },
    { "<Control>BackSpace", show_focus_cb },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_shortcut_controller_add_shortcut (
      shortcuts,
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (rows[i].trigger),
                        gtk_callback_action_new (rows[i].function, self, NULL)));
}

void
_aip_shot_table_init_select (AipShotTable *self)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect_object (gesture, "pressed", G_CALLBACK (title_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->column_view), GTK_EVENT_CONTROLLER (gesture));
}
