/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-table"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cell-field.h"
#include "aip-shot-edit.h"
#include "aip-shot-table-private.h"
#include "aip-status.h"

enum {
  FOCUS_CHANGED,
  COLUMNS_CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipShotTable, aip_shot_table, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

/* Finding cells ------------------------------------------------------------------------------ */

/* GTK focuses a private widget around each cell, or one for the whole row. */
static AipCell *
find_cell (AipShotTable *self,
           GtkWidget    *widget,
           gboolean     *whole_row)
{
  GtkWidget *first;

  *whole_row = FALSE;
  if (widget == NULL || !gtk_widget_is_ancestor (widget, GTK_WIDGET (self->column_view)))
    return NULL;

  first = (GtkWidget *) aip_cell_find (widget);
  if (first != NULL)
    return AIP_CELL (first);

  first = gtk_widget_get_first_child (widget);
  first = first != NULL ? gtk_widget_get_first_child (first) : NULL;
  *whole_row = AIP_IS_CELL (first);

  return *whole_row ? AIP_CELL (first) : NULL;
}

AipCell *
_aip_shot_table_get_focused_cell (AipShotTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean whole_row;
  AipCell *cell;

  cell = root != NULL ? find_cell (self, gtk_root_get_focus (root), &whole_row) : NULL;

  return cell != NULL && !whole_row && aip_cell_get_shot (cell) != NULL ? cell : NULL;
}

AipCell *
_aip_shot_table_pick (AipShotTable *self,
                      double        x,
                      double        y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self->column_view), x, y, GTK_PICK_DEFAULT);
  gboolean whole_row;
  AipCell *cell = find_cell (self, widget, &whole_row);

  return cell != NULL && aip_cell_get_shot (cell) != NULL ? cell : NULL;
}

AipShotGroup *
_aip_shot_table_pick_group (AipShotTable *self,
                            double        x,
                            double        y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self->column_view), x, y, GTK_PICK_DEFAULT);
  gboolean whole_row;
  AipCell *cell = find_cell (self, widget, &whole_row);

  return cell != NULL ? _aip_shot_table_get_cell_group (cell) : NULL;
}

/* Focus -------------------------------------------------------------------------------------- */

static void
focus_widget_changed_cb (AipShotTable *self)
{
  AipShotGroup *group;
  gboolean whole_row;
  AipCell *cell;

  /* What GTK does to the focus while rows go is not what anybody wants; see cursor_lost_cb(). */
  if (aip_shot_view_is_refreshing (self->view))
    return;

  cell = find_cell (self, gtk_root_get_focus (self->root), &whole_row);
  group = cell != NULL ? _aip_shot_table_get_cell_group (cell) : NULL;
  self->has_focus = cell != NULL;
  aip_group_layer_set_focused (self->layer, group);
  if (cell != NULL)
    {
      if (group != NULL)
        aip_shot_view_set_cursor_group (self->view, group);
      else
        aip_shot_view_set_cursor (self->view, aip_cell_get_shot (cell));
      if (!whole_row && group == NULL)
        self->focus_column = aip_cell_get_column (cell);
      _aip_shot_table_uncover_row (self);
      if (!self->extending)
        _aip_shot_table_clear_range (self);
      gtk_widget_queue_draw (GTK_WIDGET (self));
      _aip_shot_table_uncover_focus (self);
      g_signal_emit (self, signals[FOCUS_CHANGED], 0);
    }
  _aip_shot_table_update_input (self);
}

gboolean
aip_shot_table_focus (AipShotTable  *self,
                      AipShot       *shot,
                      AipShotColumn  column,
                      gboolean       select)
{
  GtkListScrollFlags flags = GTK_LIST_SCROLL_FOCUS;
  guint position;

  g_return_val_if_fail (AIP_IS_SHOT_TABLE (self), FALSE);
  g_return_val_if_fail (AIP_IS_SHOT (shot), FALSE);

  /* What a collapsed group hides is shown to whoever is sent there. */
  if (gtk_column_view_get_model (self->column_view) == NULL
      || !aip_shot_view_reveal (self->view, shot)
      || !aip_table_rows_find (aip_shot_view_get_rows (self->view), shot, &position))
    return FALSE;

  if (column == AIP_SHOT_COLUMN_NONE)
    column = self->focus_column;
  if (column == AIP_SHOT_COLUMN_NONE || !aip_shot_table_get_column_visible (self, column))
    column = _aip_shot_table_edge_column (self, FALSE, FALSE);
  if (select)
    flags |= GTK_LIST_SCROLL_SELECT;

  /*
   * Selecting a row does not move the focus; this does, in the very iteration in which rows have
   * come or gone, but only if the focus is in the table already. Otherwise it says which row
   * grab_focus() means, which would end on a private widget around the rows without it.
   */
  gtk_column_view_scroll_to (self->column_view, position,
                             _aip_shot_table_get_view_column (self, column), flags, NULL);
  if (!(gtk_widget_get_state_flags (GTK_WIDGET (self->column_view)) & GTK_STATE_FLAG_FOCUS_WITHIN))
    gtk_widget_grab_focus (GTK_WIDGET (self->column_view));
  if (_aip_shot_table_get_focused_cell (self) != NULL)
    _aip_shot_table_uncover_focus (self);

  return TRUE;
}

AipShotColumn
aip_shot_table_get_focus_column (AipShotTable *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_TABLE (self), AIP_SHOT_COLUMN_NONE);

  return self->focus_column;
}

static void
cursor_lost_cb (AipShotTable *self,
                AipShot      *neighbour)
{
  g_autoptr(GtkBitset) selected = NULL;

  g_assert (AIP_IS_SHOT_TABLE (self));

  if (neighbour == NULL || !self->has_focus)
    return;

  selected = gtk_selection_model_get_selection (aip_shot_view_get_selection (self->view));
  aip_shot_table_focus (self, neighbour, self->focus_column, gtk_bitset_is_empty (selected));
}

static void
selection_changed_cb (AipShotTable *self)
{
  /* Other rows were chosen by other means: what was drawn around is no range any more. */
  if (!self->extending && !aip_shot_view_is_refreshing (self->view))
    _aip_shot_table_clear_range (self);
  g_signal_emit (self, signals[FOCUS_CHANGED], 0);
}

/* The first row that is on the screen. */
static gboolean
find_top_row (AipShotTable *self,
              guint        *position)
{
  GtkWidget *list = gtk_widget_get_first_child (GTK_WIDGET (self->column_view));
  AipTableRows *rows = aip_shot_view_get_rows (self->view);
  gboolean found = FALSE;

  while (list != NULL && !GTK_IS_LIST_VIEW (list))
    list = gtk_widget_get_next_sibling (list);
  for (GtkWidget *row = list != NULL ? gtk_widget_get_first_child (list) : NULL; row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *cell = gtk_widget_get_mapped (row) ? gtk_widget_get_first_child (row) : NULL;
      GtkWidget *child = cell != NULL ? gtk_widget_get_first_child (cell) : NULL;
      AipShot *shot = AIP_IS_CELL (child) ? aip_cell_get_shot (AIP_CELL (child)) : NULL;
      guint here;

      if (shot != NULL && aip_table_rows_find (rows, shot, &here) && (!found || here < *position))
        {
          *position = here;
          found = TRUE;
        }
    }

  return found;
}

static void
rows_moving_cb (AipShotTable *self)
{
  g_clear_pointer (&self->old_rows, g_ptr_array_unref);
  if (find_top_row (self, &self->old_top))
    self->old_rows = aip_table_rows_ref_all (aip_shot_view_get_rows (self->view));
}

/* GTK would follow the row that it keeps its place by, even to where rows leave. */
static void
rows_moved_cb (AipShotTable *self)
{
  g_autoptr(GPtrArray) old = g_steal_pointer (&self->old_rows);
  AipTableRows *rows = aip_shot_view_get_rows (self->view);
  gboolean found = FALSE;
  guint position = 0;

  if (old == NULL)
    return;

  for (guint i = self->old_top; i < old->len && !found; i++)
    found = aip_table_rows_is_staying (rows, old->pdata[i], &position);
  for (guint i = self->old_top; i > 0 && !found; i--)
    found = aip_table_rows_is_staying (rows, old->pdata[i - 1], &position);

  gtk_column_view_scroll_to (self->column_view, found ? position : 0, NULL, GTK_LIST_SCROLL_NONE,
                             NULL);
}

static void
refreshed_cb (AipShotTable *self)
{
  gtk_widget_queue_allocate (GTK_WIDGET (self));

  /* The shot that is being edited may have been filtered out, or deleted by an undo. */
  if (self->edit_shot != NULL
      && !aip_shot_list_find (aip_shot_view_get_list (self->view), self->edit_shot, NULL))
    aip_shot_table_finish_edit (self);
}

/* Pointer and keys --------------------------------------------------------------------------- */

static gboolean
is_on_box (AipShotTable *self,
           AipCellField *cell,
           double        x,
           double        y)
{
  graphene_point_t point;

  return gtk_widget_compute_point (GTK_WIDGET (self->column_view), GTK_WIDGET (cell),
                                   &GRAPHENE_POINT_INIT ((float) x, (float) y), &point)
         && aip_cell_field_is_box (cell, point.x, point.y);
}

static void
pressed_cb (AipShotTable    *self,
            int              n_press,
            double           x,
            double           y,
            GtkGestureClick *gesture)
{
  AipCell *cell = _aip_shot_table_pick (self, x, y);
  AipShotGroup *group = cell == NULL ? _aip_shot_table_pick_group (self, x, y) : NULL;

  if (group != NULL)
    {
      aip_shot_table_finish_edit (self);
      _aip_shot_table_focus_group (self, group);
      if (n_press == 2)
        _aip_shot_table_toggle_group (self, group);
    }
  if (cell == NULL)
    return;

  /* The row would give the focus to the column that had it before. */
  gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (cell)));

  if (n_press == 1 && AIP_IS_CELL_FIELD (cell) && is_on_box (self, AIP_CELL_FIELD (cell), x, y))
    _aip_shot_table_set_by_key (self, cell, GDK_KEY_space, 0);
  else if (n_press == 2 && !(AIP_IS_CELL_FIELD (cell)
                             && is_on_box (self, AIP_CELL_FIELD (cell), x, y)))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      if (aip_cell_get_column (cell) == AIP_SHOT_COLUMN_THUMBNAIL)
        gtk_widget_activate_action (GTK_WIDGET (self), "shots.open-take", NULL);
      else
        _aip_shot_table_begin_edit (self, cell, AIP_EDIT_OPEN);
    }
}

static void
popup_menu (AipShotTable       *self,
            const GdkRectangle *area)
{
  if (self->menu == NULL)
    return;

  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), area);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
secondary_pressed_cb (AipShotTable    *self,
                      int              n_press,
                      double           x,
                      double           y,
                      GtkGestureClick *gesture)
{
  AipCell *cell = _aip_shot_table_pick (self, x, y);
  GtkSelectionModel *selection = aip_shot_view_get_selection (self->view);
  graphene_point_t point;
  guint position;

  if (cell == NULL
      || !aip_shot_list_find (aip_shot_view_get_list (self->view), aip_cell_get_shot (cell),
                              &position))
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  aip_shot_table_focus (self, aip_cell_get_shot (cell), aip_cell_get_column (cell),
                        !gtk_selection_model_is_selected (selection, position));

  if (gtk_widget_compute_point (GTK_WIDGET (self->column_view), GTK_WIDGET (self),
                                &GRAPHENE_POINT_INIT (x, y), &point))
    popup_menu (self, &(GdkRectangle) { (int) point.x, (int) point.y, 1, 1 });
}

static gboolean
menu_shortcut_cb (GtkWidget *widget,
                  GVariant  *args,
                  gpointer   user_data)
{
  AipShotTable *self = user_data;
  AipCell *cell = _aip_shot_table_get_focused_cell (self);
  graphene_rect_t bounds;

  if (cell == NULL
      || !gtk_widget_compute_bounds (GTK_WIDGET (cell), GTK_WIDGET (self), &bounds))
    return FALSE;

  popup_menu (self, &(GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y,
                                      (int) bounds.size.width, (int) bounds.size.height });
  return TRUE;
}

static gboolean
edit_shortcut_cb (GtkWidget *widget,
                  GVariant  *args,
                  gpointer   user_data)
{
  AipShotTable *self = user_data;
  AipCell *cell = _aip_shot_table_get_focused_cell (self);

  if (self->edit_shot != NULL)
    return FALSE;

  if (self->has_focus && aip_shot_view_get_cursor_group (self->view) != NULL)
    {
      _aip_shot_table_toggle_group (self, aip_shot_view_get_cursor_group (self->view));
      return TRUE;
    }

  /* A row that has the focus as a whole begins with what is most often changed, and so does F2
   * where there is nothing to write. */
  if (cell == NULL
      || (g_variant_get_boolean (args)
          && aip_shot_column_get_info (aip_cell_get_column (cell))->editor == AIP_SHOT_EDITOR_NONE))
    return self->has_focus && aip_shot_view_get_cursor (self->view) != NULL
           && aip_shot_table_start_edit (self, aip_shot_view_get_cursor (self->view),
                                         AIP_SHOT_COLUMN_DESCRIPTION);

  if (aip_cell_get_column (cell) == AIP_SHOT_COLUMN_THUMBNAIL)
    return gtk_widget_activate_action (widget, "shots.open-take", NULL);

  _aip_shot_table_begin_edit (self, cell, AIP_EDIT_OPEN);
  return TRUE;
}

static gboolean
edge_shortcut_cb (GtkWidget *widget,
                  GVariant  *args,
                  gpointer   user_data)
{
  AipShotTable *self = user_data;
  AipShot *shot = aip_shot_view_get_cursor (self->view);

  if (self->edit_shot != NULL || shot == NULL || !self->has_focus)
    return FALSE;

  return aip_shot_table_focus (self, shot,
                               _aip_shot_table_edge_column (self, g_variant_get_boolean (args),
                                                            FALSE),
                               FALSE);
}

/* What is being composed ends with a space, and the row of a group opens with it. */
static gboolean
expand_shortcut_cb (GtkWidget *widget,
                    GVariant  *args,
                    gpointer   user_data)
{
  AipShotTable *self = user_data;

  /* In a box it ticks. */
  if (self->edit_shot != NULL || self->composing || !self->has_focus
      || aip_shot_view_get_cursor (self->view) == NULL
      || (self->focus_column != AIP_SHOT_COLUMN_NONE
          && aip_shot_column_get_info (self->focus_column)->editor == AIP_SHOT_EDITOR_CHECK)
      || aip_shot_view_get_cursor_group (self->view) != NULL)
    return FALSE;

  return gtk_widget_activate_action (GTK_WIDGET (self), "shots.expand", NULL);
}

static void
add_shortcuts (AipShotTable *self)
{
  static const struct {
    const char *trigger;
    const char *action;
  } actions[] = {
    { "Insert", "shots.insert-below" },
    { "Delete|KP_Delete", "shots.clear-cells" },
    { "<Control>Delete|<Control>KP_Delete", "shots.delete" },
    { "<Control><Shift>d", "shots.duplicate" },
    { "<Control>d", "shots.fill-down" },
    { "<Control>r", "shots.fill-right" },
    { "<Control>c|<Control>Insert", "shots.copy" },
    { "<Control><Shift>c", "shots.copy-with-titles" },
    { "<Control>x|<Shift>Delete", "shots.cut" },
    { "<Control>v|<Shift>Insert", "shots.paste" },
    { "<Control><Shift>v", "shots.paste-text" },
    { "<Control>semicolon", "shots.insert-date" },
    { "<Alt>Up|<Alt>KP_Up", "shots.move-up" },
    { "<Alt>Down|<Alt>KP_Down", "shots.move-down" },
    { "<Control>Return|<Control>KP_Enter", "shots.generate" },
    { "<Control>period", "shots.next-status" },
    { "<Control>l", "shots.toggle-lock" },
    { "Escape", "shots.clear-selection" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcutController *shortcuts = GTK_SHORTCUT_CONTROLLER (controller);

  /* The list has bindings of its own for some of these, nearer to the focus. */
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_shortcut_controller_add_shortcut (
      shortcuts, gtk_shortcut_new (gtk_shortcut_trigger_parse_string (actions[i].trigger),
                                   gtk_named_action_new (actions[i].action)));

  gtk_shortcut_controller_add_shortcut (
    shortcuts,
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("space|KP_Space"),
                      gtk_callback_action_new (expand_shortcut_cb, self, NULL)));
  gtk_shortcut_controller_add_shortcut (
    shortcuts,
    gtk_shortcut_new_with_arguments (gtk_shortcut_trigger_parse_string ("F2"),
                                     gtk_callback_action_new (edit_shortcut_cb, self, NULL),
                                     "b", TRUE));
  gtk_shortcut_controller_add_shortcut (
    shortcuts,
    gtk_shortcut_new_with_arguments (gtk_shortcut_trigger_parse_string ("Return|KP_Enter"),
                                     gtk_callback_action_new (edit_shortcut_cb, self, NULL),
                                     "b", FALSE));
  gtk_shortcut_controller_add_shortcut (
    shortcuts, gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10"),
                                 gtk_callback_action_new (menu_shortcut_cb, self, NULL)));
  gtk_shortcut_controller_add_shortcut (
    shortcuts,
    gtk_shortcut_new_with_arguments (gtk_shortcut_trigger_parse_string ("Home|KP_Home"),
                                     gtk_callback_action_new (edge_shortcut_cb, self, NULL),
                                     "b", FALSE));
  gtk_shortcut_controller_add_shortcut (
    shortcuts,
    gtk_shortcut_new_with_arguments (gtk_shortcut_trigger_parse_string ("End|KP_End"),
                                     gtk_callback_action_new (edge_shortcut_cb, self, NULL),
                                     "b", TRUE));

  _aip_shot_table_add_group_shortcuts (self, shortcuts);
  _aip_shot_table_add_range_shortcuts (self, shortcuts);
  _aip_shot_table_add_select_shortcuts (self, shortcuts);

  /* Not on the table itself: the editor lies beside the column view and has keys of its own. */
  gtk_widget_add_controller (GTK_WIDGET (self->column_view), controller);
}

/* Rows --------------------------------------------------------------------------------------- */

static char *
dup_row_label (AipShotTable *self,
               AipShot      *shot)
{
  g_autofree char *scene = aip_shot_edit_get_text (self->document, shot, "scene", FALSE);
  guint n_takes = aip_shot_get_n_takes (shot);
  g_autofree char *takes = NULL;

  takes = n_takes == 0 ? g_strdup (_("no take yet"))
                       : g_strdup_printf (ngettext ("%u take", "%u takes", n_takes), n_takes);

  if (*scene == '\0')
    return g_strdup_printf ("%s, %s, %s", aip_shot_get_code (shot),
                            aip_status_get_title (aip_shot_get_status (shot)), takes);

  /* Translators: a row of the table for a screen reader: code, scene, status, takes */
  return g_strdup_printf (_("%s, Scene %s, %s, %s"), aip_shot_get_code (shot), scene,
                          aip_status_get_title (aip_shot_get_status (shot)), takes);
}

static void
row_label_cb (GtkColumnViewRow *row)
{
  AipShotTable *self = g_object_get_data (G_OBJECT (row), "table");
  gpointer item = gtk_column_view_row_get_item (row);
  g_autofree char *label = NULL;

  if (AIP_IS_SHOT_GROUP (item))
    label = aip_group_header_dup_spoken (self->context, item);
  else if (item != NULL)
    label = dup_row_label (self, item);

  gtk_column_view_row_set_accessible_label (row, label != NULL ? label : "");
}

/* Follows the shot of the row; a group says by itself when it is another. */
static void
row_item_cb (GtkColumnViewRow *row)
{
  GSignalGroup *signals_of_shot = g_object_get_data (G_OBJECT (row), "signals");
  gpointer item = gtk_column_view_row_get_item (row);

  g_signal_group_set_target (signals_of_shot, AIP_IS_SHOT (item) ? item : NULL);
  row_label_cb (row);
}

static void
setup_row_cb (AipShotTable     *self,
              GtkColumnViewRow *row)
{
  static const char *const watched[] = { "code", "scene", "status", "n-takes" };
  GSignalGroup *group = g_signal_group_new (AIP_TYPE_SHOT);

  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    {
      g_autofree char *name = g_strconcat ("notify::", watched[i], NULL);

      g_signal_group_connect_swapped (group, name, G_CALLBACK (row_label_cb), row);
    }

  g_object_set_data (G_OBJECT (row), "table", self);
  g_object_set_data_full (G_OBJECT (row), "signals", group, g_object_unref);
  g_signal_connect (row, "notify::item", G_CALLBACK (row_item_cb), NULL);
  _aip_shot_table_setup_group_row (self, row);
}

/* Widget ------------------------------------------------------------------------------------- */

static void
aip_shot_table_root (GtkWidget *widget)
{
  AipShotTable *self = AIP_SHOT_TABLE (widget);

  GTK_WIDGET_CLASS (aip_shot_table_parent_class)->root (widget);

  self->root = gtk_widget_get_root (widget);
  if (GTK_IS_WINDOW (self->root))
    g_signal_connect_object (self->root, "notify::focus-widget",
                             G_CALLBACK (focus_widget_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
aip_shot_table_unroot (GtkWidget *widget)
{
  AipShotTable *self = AIP_SHOT_TABLE (widget);

  aip_shot_table_finish_edit (self);
  g_signal_handlers_disconnect_by_func (self->root, focus_widget_changed_cb, self);
  self->root = NULL;
  self->has_focus = FALSE;

  GTK_WIDGET_CLASS (aip_shot_table_parent_class)->unroot (widget);
}

static void
aip_shot_table_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  AipShotTable *self = AIP_SHOT_TABLE (widget);

  gtk_widget_measure (GTK_WIDGET (self->scroller), orientation, for_size, minimum, natural, NULL,
                      NULL);
}

static void
aip_shot_table_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  AipShotTable *self = AIP_SHOT_TABLE (widget);
  GtkAllocation area = { 0, 0, width, height };

  _aip_shot_table_reserve_footer (self, &area);
  gtk_widget_size_allocate (GTK_WIDGET (self->scroller), &area, -1);
  _aip_shot_table_place_frozen (self);
  _aip_shot_table_place_groups (self, width);
  _aip_shot_table_place_footer (self);

  if (_aip_shot_table_place_editor (self, &area))
    gtk_widget_size_allocate (GTK_WIDGET (self->editor), &area, -1);

  gtk_popover_present (GTK_POPOVER (self->chooser));
  gtk_popover_present (GTK_POPOVER (self->choices));
  gtk_popover_present (GTK_POPOVER (self->calendar));
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
aip_shot_table_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  AipShotTable *self = AIP_SHOT_TABLE (widget);

  gtk_widget_snapshot_child (widget, GTK_WIDGET (self->scroller), snapshot);
  _aip_shot_table_snapshot_colors (self, snapshot);
  _aip_shot_table_snapshot_frozen (self, snapshot);
  _aip_shot_table_snapshot_range (self, snapshot);
  gtk_widget_snapshot_child (widget, GTK_WIDGET (self->frozen_header), snapshot);
  gtk_widget_snapshot_child (widget, GTK_WIDGET (self->layer), snapshot);
  gtk_widget_snapshot_child (widget, GTK_WIDGET (self->footer), snapshot);
  _aip_shot_table_snapshot_drag (self, snapshot);
  gtk_widget_snapshot_child (widget, GTK_WIDGET (self->editor), snapshot);
}

static gboolean
aip_shot_table_grab_focus (GtkWidget *widget)
{
  AipShotTable *self = AIP_SHOT_TABLE (widget);
  AipShot *shot = aip_shot_view_get_cursor (self->view);
  gpointer first = aip_table_rows_peek (aip_shot_view_get_rows (self->view), 0);

  if (aip_shot_view_get_cursor_group (self->view) != NULL)
    return _aip_shot_table_focus_group (self, aip_shot_view_get_cursor_group (self->view));
  if (shot == NULL)
    shot = aip_shot_list_peek (aip_shot_view_get_list (self->view), 0);
  /* All of them are collapsed. */
  if (shot == NULL && AIP_IS_SHOT_GROUP (first))
    return _aip_shot_table_focus_group (self, first);

  return shot != NULL && aip_shot_table_focus (self, shot, AIP_SHOT_COLUMN_NONE, FALSE);
}

static void
aip_shot_table_dispose (GObject *object)
{
  AipShotTable *self = AIP_SHOT_TABLE (object);

  _aip_shot_table_dispose_drag (self);
  _aip_shot_table_dispose_input (self);
  _aip_shot_table_dispose_edit (self);
  _aip_shot_table_dispose_frozen (self);
  g_clear_object (&self->range_shot);
  g_clear_pointer (&self->old_rows, g_ptr_array_unref);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  if (self->layer != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->layer));
  self->layer = NULL;
  if (self->footer != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->footer));
  self->footer = NULL;
  if (self->scroller != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->scroller));
  self->scroller = NULL;
  g_clear_object (&self->resting_model);
  g_clear_object (&self->row_colors);

  G_OBJECT_CLASS (aip_shot_table_parent_class)->dispose (object);
}

static void
aip_shot_table_finalize (GObject *object)
{
  AipShotTable *self = AIP_SHOT_TABLE (object);

  g_clear_object (&self->context);
  g_clear_object (&self->session);
  g_clear_object (&self->document);
  g_clear_object (&self->view);
  g_clear_pointer (&self->columns, g_hash_table_unref);

  G_OBJECT_CLASS (aip_shot_table_parent_class)->finalize (object);
}

static void
aip_shot_table_class_init (AipShotTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_shot_table_dispose;
  object_class->finalize = aip_shot_table_finalize;
  widget_class->root = aip_shot_table_root;
  widget_class->unroot = aip_shot_table_unroot;
  widget_class->measure = aip_shot_table_measure;
  widget_class->size_allocate = aip_shot_table_size_allocate;
  widget_class->snapshot = aip_shot_table_snapshot;
  widget_class->grab_focus = aip_shot_table_grab_focus;

  signals[FOCUS_CHANGED] =
    g_signal_new ("focus-changed", AIP_TYPE_SHOT_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[COLUMNS_CHANGED] =
    g_signal_new ("columns-changed", AIP_TYPE_SHOT_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "shottable");
}

static void
aip_shot_table_init (AipShotTable *self)
{
  self->focus_column = AIP_SHOT_COLUMN_NONE;
  self->range_column = AIP_SHOT_COLUMN_NONE;
  self->edit_column = AIP_SHOT_COLUMN_NONE;
  self->drop_y = -1;
}

static void
add_gestures (AipShotTable *self)
{
  GtkGesture *gesture;

  /* Before the row gets it: see pressed_cb(). */
  gesture = gtk_gesture_click_new ();
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect_object (gesture, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->column_view), GTK_EVENT_CONTROLLER (gesture));

  gesture = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect_object (gesture, "pressed", G_CALLBACK (secondary_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->column_view), GTK_EVENT_CONTROLLER (gesture));
}

GtkWidget *
aip_shot_table_new (AipCellContext *context,
                    AipShotView    *view)
{
  AipShotTable *self;
  GtkSelectionModel *selection;
  g_autoptr(GtkListItemFactory) row_factory = gtk_signal_list_item_factory_new ();
  GtkAdjustment *adjustment;

  g_return_val_if_fail (AIP_IS_CELL_CONTEXT (context), NULL);
  g_return_val_if_fail (AIP_IS_SHOT_VIEW (view), NULL);

  self = g_object_new (AIP_TYPE_SHOT_TABLE, NULL);
  self->context = g_object_ref (context);
  self->session = g_object_ref (aip_cell_context_get_session (context));
  self->document = g_object_ref (aip_cell_context_get_document (context));
  self->view = g_object_ref (view);

  selection = aip_shot_view_get_selection (view);
  self->column_view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_tab_behavior (self->column_view, GTK_LIST_TAB_CELL);
  gtk_column_view_set_show_column_separators (self->column_view, FALSE);
  gtk_column_view_set_reorderable (self->column_view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->column_view), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->column_view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Shots"), -1);

  g_signal_connect_object (row_factory, "setup", G_CALLBACK (setup_row_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_column_view_set_row_factory (self->column_view, row_factory);

  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_child (self->scroller, GTK_WIDGET (self->column_view));
  gtk_widget_set_parent (GTK_WIDGET (self->scroller), GTK_WIDGET (self));
  _aip_shot_table_init_groups (self);
  _aip_shot_table_init_footer (self);

  _aip_shot_table_init_columns (self);
  _aip_shot_table_init_edit (self);
  _aip_shot_table_init_input (self);
  _aip_shot_table_init_range (self);
  _aip_shot_table_init_select (self);
  _aip_shot_table_init_frozen (self);
  _aip_shot_table_init_drag (self);
  add_gestures (self);
  add_shortcuts (self);

  /* The model comes last: whatever is set up before costs nothing for each row. */
  refreshed_cb (self);
  gtk_column_view_set_model (self->column_view,
                             GTK_SELECTION_MODEL (aip_shot_view_get_rows (view)));

  adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (gtk_widget_queue_allocate),
                           self, G_CONNECT_SWAPPED);
  /* The list moves its rows without a word to those around it. */
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (gtk_widget_queue_allocate), self,
                           G_CONNECT_SWAPPED);
  adjustment = gtk_scrolled_window_get_hadjustment (self->scroller);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (gtk_widget_queue_allocate),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (aip_shot_view_get_rows (view), "moving", G_CALLBACK (rows_moving_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (aip_shot_view_get_rows (view), "moved", G_CALLBACK (rows_moved_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "refreshed", G_CALLBACK (refreshed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "cursor-lost", G_CALLBACK (cursor_lost_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (selection, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

void
aip_shot_table_set_active (AipShotTable *self,
                           gboolean      active)
{
  g_autoptr(GtkSelectionModel) model = NULL;

  g_return_if_fail (AIP_IS_SHOT_TABLE (self));

  if (active == (self->resting_model == NULL))
    return;

  if (active)
    {
      model = g_steal_pointer (&self->resting_model);
      gtk_column_view_set_model (self->column_view, model);
      return;
    }

  aip_shot_table_finish_edit (self);
  _aip_shot_table_clear_range (self);
  self->has_focus = FALSE;
  g_set_object (&self->resting_model, gtk_column_view_get_model (self->column_view));
  gtk_column_view_set_model (self->column_view, NULL);
}

void
aip_shot_table_set_menu (AipShotTable *self,
                         GMenuModel   *menu)
{
  g_return_if_fail (AIP_IS_SHOT_TABLE (self));

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  if (menu == NULL)
    return;

  self->menu = gtk_popover_menu_new_from_model (menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
}
