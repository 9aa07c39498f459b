/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-table"

#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "aip-shot-table-private.h"

/*
 * GtkColumnView selects rows and knows of no cells. So a range of cells is the selected rows times
 * a span of columns: Shift and dragging select the rows through the selection model, which inspector
 * and actions follow anyway, and the span is kept here. It is drawn over the rows, as one outline
 * for each run of neighbouring rows, and only where rows are on the screen.
 */

#define HANDLE_SIZE 7
/* How near the pointer has to be. */
#define HANDLE_REACH 5

/* The span -------------------------------------------------------------------------------------- */

static int
get_index (AipShotTable  *self,
           AipShotColumn  column)
{
  GListModel *columns = gtk_column_view_get_columns (self->column_view);
  guint n = g_list_model_get_n_items (columns);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GtkColumnViewColumn) item = g_list_model_get_item (columns, i);

      if (_aip_shot_table_get_column_of (item) == column)
        return (int) i;
    }

  return -1;
}

GArray *
aip_shot_table_dup_range_columns (AipShotTable *self)
{
  GListModel *columns;
  GArray *span;
  AipShotColumn from, to;
  int first, last;

  g_return_val_if_fail (AIP_IS_SHOT_TABLE (self), NULL);

  columns = gtk_column_view_get_columns (self->column_view);
  span = g_array_new (FALSE, FALSE, sizeof (AipShotColumn));
  from = self->range_active ? self->range_column : self->focus_column;
  to = self->focus_column;
  if (self->range_active && self->range_whole)
    {
      from = _aip_shot_table_edge_column (self, FALSE, FALSE);
      to = _aip_shot_table_edge_column (self, TRUE, FALSE);
    }
  if (from == AIP_SHOT_COLUMN_NONE || to == AIP_SHOT_COLUMN_NONE)
    return span;

  first = MIN (get_index (self, from), get_index (self, to));
  last = MAX (get_index (self, from), get_index (self, to));
  for (int i = first; i <= last; i++)
    {
      g_autoptr(GtkColumnViewColumn) item = g_list_model_get_item (columns, (guint) i);
      AipShotColumn column = _aip_shot_table_get_column_of (item);

      if (aip_shot_table_get_column_visible (self, column))
        g_array_append_val (span, column);
    }

  return span;
}

gboolean
aip_shot_table_has_range (AipShotTable *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_TABLE (self), FALSE);

  return self->range_active;
}

void
_aip_shot_table_clear_range (AipShotTable *self)
{
  g_set_object (&self->range_shot, NULL);
  self->range_column = AIP_SHOT_COLUMN_NONE;
  self->range_whole = FALSE;
  if (self->range_active)
    {
      self->range_active = FALSE;
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
}

/* Makes the cells from the anchor to @shot and @column the range; the focus goes there. */
void
_aip_shot_table_extend_range (AipShotTable  *self,
                              AipShot       *shot,
                              AipShotColumn  column)
{
  AipShotList *rows = aip_shot_view_get_list (self->view);
  GtkSelectionModel *selection = aip_shot_view_get_selection (self->view);
  g_autoptr(AipShot) to = g_object_ref (shot);
  g_autoptr(GtkBitset) selected = NULL;
  g_autoptr(GtkBitset) mask = NULL;
  AipShot *cursor = aip_shot_view_get_cursor (self->view);
  guint first, last;

  if (self->range_shot == NULL || !aip_shot_list_find (rows, self->range_shot, NULL))
    {
      g_set_object (&self->range_shot, (cursor != NULL ? cursor : shot));
      self->range_column = self->focus_column != AIP_SHOT_COLUMN_NONE ? self->focus_column : column;
    }
  if (!aip_shot_list_find (rows, self->range_shot, &first)
      || !aip_shot_list_find (rows, to, &last))
    return;

  self->range_active = TRUE;
  self->range_whole = FALSE;
  self->extending = TRUE;
  selected = gtk_bitset_new_range (MIN (first, last), MAX (first, last) - MIN (first, last) + 1);
  mask = gtk_bitset_new_range (0, aip_shot_list_get_all (rows)->len);
  gtk_selection_model_set_selection (selection, selected, mask);
  aip_shot_table_focus (self, to, column, FALSE);
  self->focus_column = column;
  self->extending = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit_by_name (self, "focus-changed");
}

void
aip_shot_table_select_range (AipShotTable  *self,
                             AipShot       *from,
                             AipShotColumn  from_column,
                             AipShot       *to,
                             AipShotColumn  to_column)
{
  g_return_if_fail (AIP_IS_SHOT_TABLE (self));
  g_return_if_fail (AIP_IS_SHOT (from) && AIP_IS_SHOT (to));

  _aip_shot_table_clear_range (self);
  g_set_object (&self->range_shot, from);
  self->range_column = from_column;
  _aip_shot_table_extend_range (self, to, to_column);
}

/* Keys ------------------------------------------------------------------------------------------ */

static gboolean
is_empty (AipShotTable  *self,
          guint          position,
          AipShotColumn  column)
{
  AipShot *shot = aip_shot_list_peek (aip_shot_view_get_list (self->view), position);
  g_autofree char *text = aip_shot_table_dup_text (self, shot, column);

  return *text == '\0';
}

/* Where Ctrl and an arrow lead: the last of a run of cells that say something, or the next one. */
static guint
find_edge (AipShotTable  *self,
           guint          from,
           AipShotColumn  column,
           gboolean       down)
{
  guint n = aip_shot_list_get_all (aip_shot_view_get_list (self->view))->len;
  guint position = from;
  gboolean run;

  if ((down && from + 1 >= n) || (!down && from == 0))
    return from;

  run = !is_empty (self, from, column) && !is_empty (self, down ? from + 1 : from - 1, column);
  while (down ? position + 1 < n : position > 0)
    {
      guint next = down ? position + 1 : position - 1;

      if (run && is_empty (self, next, column))
        break;
      position = next;
      if (!run && !is_empty (self, position, column))
        break;
    }

  return position;
}

typedef enum {
  GO_UP,
  GO_DOWN,
  GO_LEFT,
  GO_RIGHT,
  GO_HOME,
  GO_END,
  GO_PAGE_UP,
  GO_PAGE_DOWN,
} Direction;

/* As many rows as fit, but one: the last that was seen is seen again. */
static guint
count_page_rows (AipShotTable *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  GtkWidget *cell = GTK_WIDGET (_aip_shot_table_get_focused_cell (self));
  GtkWidget *row = gtk_widget_get_parent (gtk_widget_get_parent (cell));
  int height = MAX (1, gtk_widget_get_height (row));

  return (guint) MAX (1, (int) gtk_adjustment_get_page_size (adjustment) / height - 1);
}

/* @edge: as far as the data goes; @extend: with Shift */
static gboolean
go (AipShotTable *self,
    Direction     direction,
    gboolean      edge,
    gboolean      extend)
{
  AipShotList *rows = aip_shot_view_get_list (self->view);
  AipShot *cursor = aip_shot_view_get_cursor (self->view);
  AipShotColumn column = self->focus_column;
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  guint position;
  AipShot *shot;

  if (self->edit_shot != NULL || cursor == NULL || _aip_shot_table_get_focused_cell (self) == NULL
      || column == AIP_SHOT_COLUMN_NONE || !aip_shot_list_find (rows, cursor, &position))
    return FALSE;

  switch (direction)
    {
    case GO_UP:
    case GO_DOWN:
      if (edge)
        position = find_edge (self, position, column, direction == GO_DOWN);
      else if (direction == GO_DOWN)
        position = MIN (position + 1, aip_shot_list_get_all (rows)->len - 1);
      else if (position > 0)
        position--;
      break;

    case GO_LEFT:
    case GO_RIGHT:
      column = edge ? _aip_shot_table_edge_column (self, (direction == GO_RIGHT) != rtl, FALSE)
                    : _aip_shot_table_next_column (self, column, (direction == GO_RIGHT) != rtl,
                                                   FALSE);
      if (column == AIP_SHOT_COLUMN_NONE)
        column = self->focus_column;
      break;

    case GO_PAGE_UP:
      position -= MIN (position, count_page_rows (self));
      break;

    case GO_PAGE_DOWN:
      position = MIN (position + count_page_rows (self), aip_shot_list_get_all (rows)->len - 1);
      break;

    case GO_HOME:
    case GO_END:
    default:
      column = _aip_shot_table_edge_column (self, direction == GO_END, FALSE);
      if (edge)
        position = direction == GO_END ? aip_shot_list_get_all (rows)->len - 1 : 0;
      break;
    }

  shot = aip_shot_list_peek (rows, position);
  if (extend)
    _aip_shot_table_extend_range (self, shot, column);
  else
    aip_shot_table_focus (self, shot, column, TRUE);

  return TRUE;
}

static gboolean
go_shortcut_cb (GtkWidget *widget,
                GVariant  *args,
                gpointer   user_data)
{
  gboolean edge, extend;
  int direction;

  g_variant_get (args, "(ibb)", &direction, &edge, &extend);

  return go (user_data, direction, edge, extend);
}

void
_aip_shot_table_add_range_shortcuts (AipShotTable          *self,
                                     GtkShortcutController *shortcuts)
{
  static const struct {
    const char *trigger;
    Direction   direction;
    gboolean    edge;
    gboolean    extend;
  } rows[] = {
    { "<Shift>Up|<Shift>KP_Up", GO_UP, FALSE, TRUE },
    { "<Shift>Down|<Shift>KP_Down", GO_DOWN, FALSE, TRUE },
    { "<Shift>Left|<Shift>KP_Left", GO_LEFT, FALSE, TRUE },
    { "<Shift>Right|<Shift>KP_Right", GO_RIGHT, FALSE, TRUE },
    { "<Shift>Home|<Shift>KP_Home", GO_HOME, FALSE, TRUE },
    { "<Shift>End|<Shift>KP_End", GO_END, FALSE, TRUE },
    { "<Control><Shift>Home|<Control><Shift>KP_Home", GO_HOME, TRUE, TRUE },
    { "<Control><Shift>End|<Control><Shift>KP_End", GO_END, TRUE, TRUE },
    { "Page_Up|KP_Page_Up", GO_PAGE_UP, FALSE, FALSE },
    { "Page_Down|KP_Page_Down", GO_PAGE_DOWN, FALSE, FALSE },
    { "<Shift>Page_Up|<Shift>KP_Page_Up", GO_PAGE_UP, FALSE, TRUE },
    { "<Shift>Page_Down|<Shift>KP_Page_Down", GO_PAGE_DOWN, FALSE, TRUE },
    { "<Control>Up|<Control>KP_Up", GO_UP, TRUE, FALSE },
    { "<Control>Down|<Control>KP_Down", GO_DOWN, TRUE, FALSE },
    { "<Control>Left|<Control>KP_Left", GO_LEFT, TRUE, FALSE },
    { "<Control>Right|<Control>KP_Right", GO_RIGHT, TRUE, FALSE },
    { "<Control><Shift>Up|<Control><Shift>KP_Up", GO_UP, TRUE, TRUE },
    { "<Control><Shift>Down|<Control><Shift>KP_Down", GO_DOWN, TRUE, TRUE },
    { "<Control><Shift>Left|<Control><Shift>KP_Left", GO_LEFT, TRUE, TRUE },
    { "<Control><Shift>Right|<Control><Shift>KP_Right", GO_RIGHT, TRUE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_shortcut_controller_add_shortcut (
      shortcuts,
      gtk_shortcut_new_with_arguments (gtk_shortcut_trigger_parse_string (rows[i].trigger),
                                       gtk_callback_action_new (go_shortcut_cb, self, NULL),
                                       "(ibb)", rows[i].direction, rows[i].edge, rows[i].extend));
}

/* Where it is ----------------------------------------------------------------------------------- */

GtkWidget *
_aip_shot_table_get_list (AipShotTable *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->column_view));

  while (child != NULL && !GTK_IS_LIST_VIEW (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

/* The list's row widgets, which are not in the order of the rows. */
static GtkWidget *
get_first_row (AipShotTable *self)
{
  GtkWidget *list = _aip_shot_table_get_list (self);

  return list != NULL ? gtk_widget_get_first_child (list) : NULL;
}

static AipCell *
find_cell_in_row (GtkWidget     *row,
                  AipShotColumn  column)
{
  for (GtkWidget *child = gtk_widget_get_first_child (row); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *cell = gtk_widget_get_first_child (child);

      if (AIP_IS_CELL (cell) && aip_cell_get_column (AIP_CELL (cell)) == column)
        return AIP_CELL (cell);
    }

  return NULL;
}

/* Bounds, in the table, of the cells of @row from @first to @last. */
static gboolean
compute_span (AipShotTable    *self,
              GtkWidget       *row,
              AipShotColumn    first,
              AipShotColumn    last,
              graphene_rect_t *bounds)
{
  AipCell *one = find_cell_in_row (row, first);
  AipCell *two = find_cell_in_row (row, last);
  graphene_rect_t a, b;

  if (one == NULL || two == NULL || !gtk_widget_get_mapped (GTK_WIDGET (one))
      || !gtk_widget_compute_bounds (gtk_widget_get_parent (GTK_WIDGET (one)), GTK_WIDGET (self),
                                     &a)
      || !gtk_widget_compute_bounds (gtk_widget_get_parent (GTK_WIDGET (two)), GTK_WIDGET (self),
                                     &b))
    return FALSE;

  graphene_rect_union (&a, &b, bounds);

  return _aip_shot_table_clip_frozen (self, first, bounds);
}

/* Outlines of the range, a rectangle for each run of neighbouring rows that is on the screen. */
static GArray *
dup_outlines (AipShotTable *self)
{
  GArray *outlines = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
  g_autoptr(GArray) columns = aip_shot_table_dup_range_columns (self);
  GtkSelectionModel *selection = aip_shot_view_get_selection (self->view);
  AipShot *cursor = aip_shot_view_get_cursor (self->view);
  AipShotColumn first, last;

  if (columns->len == 0)
    return outlines;

  first = g_array_index (columns, AipShotColumn, 0);
  last = g_array_index (columns, AipShotColumn, columns->len - 1);
  for (GtkWidget *row = get_first_row (self); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      AipCell *cell = find_cell_in_row (row, first);
      AipShot *shot = cell != NULL ? aip_cell_get_shot (cell) : NULL;
      graphene_rect_t bounds;
      gboolean joined = FALSE;
      guint position;

      if (shot == NULL
          || !aip_shot_list_find (aip_shot_view_get_list (self->view), shot, &position)
          || !(self->range_active ? gtk_selection_model_is_selected (selection, position)
                                  : shot == cursor)
          || !compute_span (self, row, first, last, &bounds))
        continue;

      for (guint i = 0; i < outlines->len && !joined; i++)
        {
          graphene_rect_t *other = &g_array_index (outlines, graphene_rect_t, i);

          joined = fabsf (other->origin.y + other->size.height - bounds.origin.y) < 2
                   || fabsf (bounds.origin.y + bounds.size.height - other->origin.y) < 2;
          if (joined)
            graphene_rect_union (other, &bounds, other);
        }
      if (!joined)
        g_array_append_val (outlines, bounds);
    }

  return outlines;
}

static void
append_frame (GtkSnapshot           *snapshot,
              const graphene_rect_t *bounds,
              const GdkRGBA         *color,
              float                  width)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, bounds, 2);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { width, width, width, width },
                              (GdkRGBA[4]) { *color, *color, *color, *color });
}

/* The corner of the lowest outline, where the handle to fill from is. */
static gboolean
find_handle (AipShotTable     *self,
             GArray           *outlines,
             graphene_point_t *corner)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  gboolean found = FALSE;

  for (guint i = 0; i < outlines->len; i++)
    {
      const graphene_rect_t *outline = &g_array_index (outlines, graphene_rect_t, i);
      float bottom = outline->origin.y + outline->size.height;

      if (found && bottom <= corner->y)
        continue;
      found = TRUE;
      graphene_point_init (corner, rtl ? outline->origin.x : outline->origin.x + outline->size.width,
                           bottom);
    }

  return found;
}

gboolean
_aip_shot_table_is_at_handle (AipShotTable *self,
                              double        x,
                              double        y)
{
  g_autoptr(GArray) outlines = NULL;
  graphene_point_t corner;

  if (!self->has_focus || self->edit_shot != NULL)
    return FALSE;

  outlines = dup_outlines (self);

  return find_handle (self, outlines, &corner) && fabs (corner.x - x) <= HANDLE_REACH
         && fabs (corner.y - y) <= HANDLE_REACH;
}

void
_aip_shot_table_snapshot_range (AipShotTable *self,
                                GtkSnapshot  *snapshot)
{
  AdwStyleManager *style;
  g_autoptr(GdkRGBA) accent = NULL;
  g_autoptr(GArray) outlines = NULL;
  graphene_rect_t clip;
  graphene_point_t corner;
  GdkRGBA fill;

  if ((!self->has_focus && !self->range_active) || self->edit_shot != NULL
      || !gtk_widget_compute_bounds (get_first_row (self) != NULL
                                     ? gtk_widget_get_parent (get_first_row (self))
                                     : GTK_WIDGET (self->column_view), GTK_WIDGET (self), &clip))
    return;

  style = adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
  accent = adw_style_manager_get_accent_color_rgba (style);
  fill = *accent;
  fill.alpha = 0.10f;
  outlines = dup_outlines (self);

  /* Not over the titles of the columns. */
  gtk_snapshot_push_clip (snapshot, &clip);
  for (guint i = 0; i < outlines->len; i++)
    {
      const graphene_rect_t *outline = &g_array_index (outlines, graphene_rect_t, i);

      if (self->range_active)
        gtk_snapshot_append_color (snapshot, &fill, outline);
      append_frame (snapshot, outline, accent, self->range_active ? 1.5f : 1);
    }
  if (self->fill_target.size.width > 0)
    append_frame (snapshot, &self->fill_target, accent, 1);
  if (self->has_focus && find_handle (self, outlines, &corner))
    gtk_snapshot_append_color (snapshot, accent,
                               &GRAPHENE_RECT_INIT (corner.x - HANDLE_SIZE / 2 - 1,
                                                    corner.y - HANDLE_SIZE / 2 - 1, HANDLE_SIZE,
                                                    HANDLE_SIZE));
  gtk_snapshot_pop (snapshot);
}

/* Pointer --------------------------------------------------------------------------------------- */

/*
 * Picture and code are the handles of a row: they are dragged to move it. From any other cell
 * dragging selects.
 */
gboolean
_aip_shot_table_drags_rows (AipShotColumn column)
{
  return column == AIP_SHOT_COLUMN_THUMBNAIL || column == AIP_SHOT_COLUMN_CODE;
}

static void
select_drag_begin_cb (AipShotTable   *self,
                      double          x,
                      double          y,
                      GtkGestureDrag *gesture)
{
  AipCell *cell = _aip_shot_table_pick (self, x, y);
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  self->drag_selects = FALSE;
  if (cell == NULL || self->edit_shot != NULL || (state & GDK_CONTROL_MASK)
      || _aip_shot_table_drags_rows (aip_cell_get_column (cell))
      || _aip_shot_table_is_at_handle (self, x, y))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  if (state & GDK_SHIFT_MASK)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      self->drag_selects = TRUE;
      _aip_shot_table_extend_range (self, aip_cell_get_shot (cell), aip_cell_get_column (cell));
    }
}

static void
select_drag_update_cb (AipShotTable   *self,
                       double          dx,
                       double          dy,
                       GtkGestureDrag *gesture)
{
  double x, y;
  AipCell *cell;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  cell = _aip_shot_table_pick (self, x + dx, y + dy);
  if (cell == NULL)
    return;

  if (!self->drag_selects)
    {
      AipCell *start = _aip_shot_table_pick (self, x, y);

      /* A hand that trembles while it clicks selects nothing. */
      if (start == NULL || start == cell)
        return;
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      self->drag_selects = TRUE;
      _aip_shot_table_clear_range (self);
      g_set_object (&self->range_shot, aip_cell_get_shot (start));
      self->range_column = aip_cell_get_column (start);
    }
  if (aip_cell_get_shot (cell) != NULL)
    _aip_shot_table_extend_range (self, aip_cell_get_shot (cell), aip_cell_get_column (cell));
}

/* Filling --------------------------------------------------------------------------------------- */

/* Positions of the first and last row of what is selected. */
static gboolean
get_row_span (AipShotTable *self,
              guint        *first,
              guint        *last)
{
  AipShotList *rows = aip_shot_view_get_list (self->view);
  AipShot *cursor = aip_shot_view_get_cursor (self->view);

  if (cursor == NULL || !aip_shot_list_find (rows, cursor, last))
    return FALSE;

  *first = *last;
  if (self->range_active && self->range_shot != NULL
      && aip_shot_list_find (rows, self->range_shot, first) && *first > *last)
    {
      guint other = *first;

      *first = *last;
      *last = other;
    }

  return TRUE;
}

/* The row that a fill would reach with the pointer there. */
static gboolean
find_fill_row (AipShotTable *self,
               double        x,
               double        y,
               guint        *to)
{
  graphene_point_t point;
  AipCell *cell;

  if (!gtk_widget_compute_point (GTK_WIDGET (self), GTK_WIDGET (self->column_view),
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    return FALSE;
  cell = _aip_shot_table_pick (self, point.x, point.y);

  return cell != NULL && aip_cell_get_shot (cell) != NULL
         && aip_shot_list_find (aip_shot_view_get_list (self->view), aip_cell_get_shot (cell), to);
}

static void
show_fill_target (AipShotTable *self,
                  guint         from,
                  guint         to)
{
  g_autoptr(GArray) columns = aip_shot_table_dup_range_columns (self);
  gboolean any = FALSE;

  graphene_rect_init (&self->fill_target, 0, 0, 0, 0);
  for (GtkWidget *row = get_first_row (self); columns->len > 0 && row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      AipShotColumn first = g_array_index (columns, AipShotColumn, 0);
      AipCell *cell = find_cell_in_row (row, first);
      AipShot *shot = cell != NULL ? aip_cell_get_shot (cell) : NULL;
      graphene_rect_t bounds;
      guint position;

      if (shot == NULL
          || !aip_shot_list_find (aip_shot_view_get_list (self->view), shot, &position)
          || position < MIN (from, to) || position > MAX (from, to)
          || !compute_span (self, row, first,
                            g_array_index (columns, AipShotColumn, columns->len - 1), &bounds))
        continue;
      if (any)
        graphene_rect_union (&self->fill_target, &bounds, &self->fill_target);
      else
        self->fill_target = bounds;
      any = TRUE;
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
fill_drag_begin_cb (AipShotTable   *self,
                    double          x,
                    double          y,
                    GtkGestureDrag *gesture)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), _aip_shot_table_is_at_handle (self, x, y)
                                                ? GTK_EVENT_SEQUENCE_CLAIMED
                                                : GTK_EVENT_SEQUENCE_DENIED);
}

static void
fill_drag_update_cb (AipShotTable   *self,
                     double          dx,
                     double          dy,
                     GtkGestureDrag *gesture)
{
  guint first, last, to;
  double x, y;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  /* The handle lies on the edge of two rows; the pointer is meant to be in the upper one. */
  if (!get_row_span (self, &first, &last) || !find_fill_row (self, x + dx - 4, y + dy - 2, &to))
    return;

  if (to > last)
    show_fill_target (self, last + 1, to);
  else if (to < first)
    show_fill_target (self, to, first - 1);
  else
    {
      graphene_rect_init (&self->fill_target, 0, 0, 0, 0);
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
}

static void
fill_drag_end_cb (AipShotTable   *self,
                  double          dx,
                  double          dy,
                  GtkGestureDrag *gesture)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  guint first, last, to;
  double x, y;

  graphene_rect_init (&self->fill_target, 0, 0, 0, 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (get_row_span (self, &first, &last) && find_fill_row (self, x + dx - 4, y + dy - 2, &to)
      && (to < first || to > last))
    _aip_shot_table_fill_rows (self, first, last, to, (state & GDK_CONTROL_MASK) != 0);
}

/* As far as the column beside it says something, like the list it continues. */
static void
handle_pressed_cb (AipShotTable    *self,
                   int              n_press,
                   double           x,
                   double           y,
                   GtkGestureClick *gesture)
{
  g_autoptr(GArray) columns = NULL;
  AipShotColumn beside;
  guint first, last, to;

  if (n_press != 2 || !_aip_shot_table_is_at_handle (self, x, y)
      || !get_row_span (self, &first, &last))
    return;

  columns = aip_shot_table_dup_range_columns (self);
  beside = _aip_shot_table_next_column (self, g_array_index (columns, AipShotColumn, 0), FALSE,
                                        TRUE);
  to = last;
  while (aip_shot_list_peek (aip_shot_view_get_list (self->view), to + 1) != NULL
         && (beside == AIP_SHOT_COLUMN_NONE || !is_empty (self, to + 1, beside)))
    to++;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (to > last)
    _aip_shot_table_fill_rows (self, first, last, to, FALSE);
}

static void
handle_motion_cb (AipShotTable *self,
                  double        x,
                  double        y)
{
  gboolean at = _aip_shot_table_is_at_handle (self, x, y);

  if (at != self->at_handle)
    {
      self->at_handle = at;
      gtk_widget_set_cursor_from_name (GTK_WIDGET (self), at ? "crosshair" : NULL);
    }
}

void
_aip_shot_table_init_range (AipShotTable *self)
{
  GtkGesture *gesture = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect_object (gesture, "drag-begin", G_CALLBACK (fill_drag_begin_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gesture, "drag-update", G_CALLBACK (fill_drag_update_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gesture, "drag-end", G_CALLBACK (fill_drag_end_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (gesture));

  gesture = gtk_gesture_click_new ();
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect_object (gesture, "pressed", G_CALLBACK (handle_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (gesture));

  gtk_event_controller_set_propagation_phase (motion, GTK_PHASE_CAPTURE);
  g_signal_connect_object (motion, "motion", G_CALLBACK (handle_motion_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);

  gesture = gtk_gesture_drag_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect_object (gesture, "drag-begin", G_CALLBACK (select_drag_begin_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gesture, "drag-update", G_CALLBACK (select_drag_update_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->column_view), GTK_EVENT_CONTROLLER (gesture));
}
