/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "aip-shot-table"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-shot-table-private.h"

/*
 * GtkColumnView knows of several columns that are sorted by, but shows only the first and adds
 * every one that is clicked on. So it is only asked which title was clicked on; what that means,
 * and which arrows there are, is said here.
 */

static GArray *
dup_sort_keys (AipShotTable *self)
{
  guint n;
  const AipSortKey *keys = aip_shot_view_get_sort_keys (self->view, &n);
  GArray *copy = g_array_new (FALSE, FALSE, sizeof (AipSortKey));

  g_array_append_vals (copy, keys, n);

  return copy;
}

static int
find_key (GArray        *keys,
          AipShotColumn  column)
{
  for (guint i = 0; i < keys->len; i++)
    {
      if (g_array_index (keys, AipSortKey, i).column == column)
        return (int) i;
    }

  return -1;
}

/*
 * Up, down, and back to film order. @add: as one more key, or the next state of one that is
 * there.
 */
static void
sort_by (AipShotTable  *self,
         AipShotColumn  column,
         gboolean       add)
{
  g_autoptr(GArray) keys = dup_sort_keys (self);
  int index = find_key (keys, column);
  AipSortKey key = { column, FALSE };

  if (!add && (keys->len > 1 || index < 0))
    {
      g_array_set_size (keys, 0);
      g_array_append_val (keys, key);
    }
  else if (index < 0)
    g_array_append_val (keys, key);
  else if (!g_array_index (keys, AipSortKey, index).descending)
    g_array_index (keys, AipSortKey, index).descending = TRUE;
  else
    g_array_remove_index (keys, (guint) index);

  aip_shot_table_finish_edit (self);
  aip_shot_view_set_sort_keys (self->view, (const AipSortKey *) (gpointer) keys->data, keys->len);
}

static void
sorter_changed_cb (AipShotTable *self)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (self->column_view);
  GtkColumnViewSorter *columns = GTK_COLUMN_VIEW_SORTER (sorter);
  GtkColumnViewColumn *item = gtk_column_view_sorter_get_primary_sort_column (columns);
  AipShotColumn column = _aip_shot_table_get_column_of (item);

  if (self->setting_columns || column == AIP_SHOT_COLUMN_NONE)
    return;

  self->setting_columns = TRUE;
  gtk_column_view_sort_by_column (self->column_view, NULL, GTK_SORT_ASCENDING);
  self->setting_columns = FALSE;
  sort_by (self, column, (self->click_state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) != 0);
}

static void
released_cb (AipShotTable    *self,
             int              n_press,
             double           x,
             double           y,
             GtkGestureClick *gesture)
{
  self->click_state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
}

/* Arrows -------------------------------------------------------------------------------------- */

/* The title's widget; GTK has one for each visible column, in their order. */
static GtkWidget *
find_title (AipShotTable *self,
            guint         position)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->column_view));
  GtkWidget *title = header != NULL && !GTK_IS_LIST_VIEW (header)
                     ? gtk_widget_get_first_child (header) : NULL;

  while (title != NULL && position-- > 0)
    title = gtk_widget_get_next_sibling (title);

  return title;
}

static char *
dup_title (AipShotColumn  column,
           GArray        *keys,
           int            rank)
{
  const char *title = aip_shot_column_get_title (column);
  const char *arrow;

  if (rank < 0)
    return g_strdup (title);

  arrow = g_array_index (keys, AipSortKey, rank).descending ? "▾" : "▴";
  if (keys->len == 1)
    return g_strdup_printf ("%s %s", title, arrow);

  return g_strdup_printf ("%s %s%d", title, arrow, rank + 1);
}

static void
update_accessible (AipShotTable  *self,
                   guint          position,
                   AipShotColumn  column,
                   GArray        *keys,
                   int            rank)
{
  GtkWidget *title = find_title (self, position);
  GtkAccessibleSort sort = GTK_ACCESSIBLE_SORT_NONE;

  if (title == NULL)
    return;

  if (rank >= 0)
    sort = g_array_index (keys, AipSortKey, rank).descending ? GTK_ACCESSIBLE_SORT_DESCENDING
                                                             : GTK_ACCESSIBLE_SORT_ASCENDING;
  gtk_accessible_update_property (GTK_ACCESSIBLE (title),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  aip_shot_column_get_title (column),
                                  GTK_ACCESSIBLE_PROPERTY_SORT, sort, -1);
}

void
aip_shot_table_show_sort (AipShotTable *self)
{
  GListModel *columns;
  g_autoptr(GArray) keys = NULL;
  guint n;

  g_return_if_fail (AIP_IS_SHOT_TABLE (self));

  keys = dup_sort_keys (self);
  columns = gtk_column_view_get_columns (self->column_view);
  n = g_list_model_get_n_items (columns);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GtkColumnViewColumn) item = g_list_model_get_item (columns, i);
      AipShotColumn column = _aip_shot_table_get_column_of (item);
      int rank = find_key (keys, column);
      g_autofree char *title = dup_title (column, keys, rank);

      if (g_strcmp0 (title, gtk_column_view_column_get_title (item)) != 0)
        gtk_column_view_column_set_title (item, title);
      update_accessible (self, i, column, keys, rank);
    }
  _aip_shot_table_show_frozen_sort (self);
}

void
_aip_shot_table_init_header (AipShotTable *self)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  /* GTK does not say with which keys a title was clicked on. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect_object (gesture, "released", G_CALLBACK (released_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->column_view), GTK_EVENT_CONTROLLER (gesture));

  g_signal_connect_object (gtk_column_view_get_sorter (self->column_view), "changed",
                           G_CALLBACK (sorter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "arranged", G_CALLBACK (aip_shot_table_show_sort), self,
                           G_CONNECT_SWAPPED);
}

/* Footer -------------------------------------------------------------------------------------- */

void
_aip_shot_table_reserve_footer (AipShotTable  *self,
                                GtkAllocation *area)
{
  int height;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->footer)))
    return;

  gtk_widget_measure (GTK_WIDGET (self->footer), GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL,
                      NULL);
  height = MIN (height, area->height);
  area->height -= height;
  gtk_widget_size_allocate (GTK_WIDGET (self->footer),
                            &(GtkAllocation) { 0, area->height, area->width, height }, -1);
}

/* The cells of any row that is on the screen say where the columns are, frozen ones too. */
static GtkWidget *
find_shown_row (AipShotTable *self)
{
  GtkWidget *list = _aip_shot_table_get_list (self);
  graphene_rect_t bounds;

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      if (gtk_widget_get_child_visible (row) && gtk_widget_compute_bounds (row, list, &bounds)
          && bounds.origin.y + bounds.size.height > 0
          && bounds.origin.y < gtk_widget_get_height (list))
        return row;
    }

  return NULL;
}

void
_aip_shot_table_place_footer (AipShotTable *self)
{
  GtkWidget *row;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->footer)))
    return;

  aip_shot_footer_begin (self->footer);
  row = find_shown_row (self);
  for (GtkWidget *child = row != NULL ? gtk_widget_get_first_child (row) : NULL; child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *cell = gtk_widget_get_first_child (child);
      graphene_rect_t bounds;

      if (AIP_IS_CELL (cell) && gtk_widget_get_child_visible (child)
          && gtk_widget_compute_bounds (child, GTK_WIDGET (self), &bounds))
        aip_shot_footer_place (self->footer, aip_cell_get_column (AIP_CELL (cell)),
                               bounds.origin.x, bounds.size.width);
    }
}

AipSummary
aip_shot_table_get_summary (AipShotTable  *self,
                            AipShotColumn  column)
{
  g_return_val_if_fail (AIP_IS_SHOT_TABLE (self), AIP_SUMMARY_NONE);

  return aip_shot_footer_get_summary (self->footer, column);
}

void
aip_shot_table_set_summary (AipShotTable  *self,
                            AipShotColumn  column,
                            AipSummary     summary)
{
  g_return_if_fail (AIP_IS_SHOT_TABLE (self));

  aip_shot_footer_set_summary (self->footer, column, summary);
}

static void
footer_changed_cb (AipShotTable *self)
{
  g_signal_emit_by_name (self, "columns-changed");
}

void
_aip_shot_table_init_footer (AipShotTable *self)
{
  self->footer = AIP_SHOT_FOOTER (aip_shot_footer_new (self->context, self->view));
  gtk_widget_set_parent (GTK_WIDGET (self->footer), GTK_WIDGET (self));
  g_signal_connect_object (self->footer, "changed", G_CALLBACK (footer_changed_cb), self,
                           G_CONNECT_SWAPPED);
}
