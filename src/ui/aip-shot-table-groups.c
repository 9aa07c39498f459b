/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-table"

#include "config.h"

#include "aip-shot-table-private.h"

/*
 * A group is a row of the list like any other, so that the keyboard, scrolling and screen readers
 * get to it by themselves. Its cells are empty and take no focus; the row as a whole does. What it
 * says is drawn over it by the layer.
 */

/* Rows and cells ------------------------------------------------------------------------------ */

AipShotGroup *
_aip_shot_table_get_cell_group (AipCell *cell)
{
  GtkColumnViewCell *view_cell = g_object_get_data (G_OBJECT (cell), "view-cell");
  gpointer item = view_cell != NULL ? gtk_column_view_cell_get_item (view_cell) : NULL;

  return AIP_IS_SHOT_GROUP (item) ? item : NULL;
}

static void
cell_item_cb (GtkColumnViewCell *view_cell)
{
  AipCell *cell = AIP_CELL (gtk_column_view_cell_get_child (view_cell));
  gpointer item = gtk_column_view_cell_get_item (view_cell);
  gboolean group = AIP_IS_SHOT_GROUP (item);

  g_object_set (cell, "item", AIP_IS_SHOT (item) ? item : NULL, NULL);
  gtk_column_view_cell_set_focusable (view_cell, !group);
  /* A row of a group is as high as a line of text, whatever else the rows show. */
  gtk_widget_set_visible (GTK_WIDGET (cell),
                          !group || aip_cell_get_column (cell) == AIP_SHOT_COLUMN_CODE);
}

void
_aip_shot_table_setup_group_cell (AipShotTable      *self,
                                  GtkColumnViewCell *view_cell,
                                  AipCell           *cell)
{
  g_object_set_data (G_OBJECT (cell), "view-cell", view_cell);
  g_signal_connect (view_cell, "notify::item", G_CALLBACK (cell_item_cb), NULL);
}

/* @group: (nullable): of the row from now on */
static void
set_row_group (AipShotTable     *self,
               GtkColumnViewRow *row,
               AipShotGroup     *group)
{
  g_autoptr(AipShotGroup) old = g_object_steal_data (G_OBJECT (row), "group");

  if (group != NULL)
    {
      aip_group_layer_add (self->layer, group);
      g_object_set_data_full (G_OBJECT (row), "group", g_object_ref (group), g_object_unref);
    }
  if (old != NULL)
    aip_group_layer_remove (self->layer, old);
}

static void
row_item_cb (GtkColumnViewRow *row)
{
  AipShotTable *self = g_object_get_data (G_OBJECT (row), "table");
  gpointer item = gtk_column_view_row_get_item (row);

  if (self->layer != NULL)
    set_row_group (self, row, AIP_IS_SHOT_GROUP (item) ? item : NULL);
}

void
_aip_shot_table_setup_group_row (AipShotTable     *self,
                                 GtkColumnViewRow *row)
{
  g_signal_connect (row, "notify::item", G_CALLBACK (row_item_cb), NULL);
}

/* Placing ------------------------------------------------------------------------------------- */

/* The cells of a row know what it is about. */
static gpointer
get_row_item (GtkWidget *row)
{
  GtkWidget *child = gtk_widget_get_first_child (row);
  GtkWidget *cell = child != NULL ? gtk_widget_get_first_child (child) : NULL;
  AipShotGroup *group;

  if (!AIP_IS_CELL (cell))
    return NULL;
  group = _aip_shot_table_get_cell_group (AIP_CELL (cell));

  return group != NULL ? (gpointer) group : (gpointer) aip_cell_get_shot (AIP_CELL (cell));
}

/*
 * The row of a group says whether it is expanded, which its label does not. GTK uses the widgets of rows
 * for others at any time, and has no way to say it of a row, so it is said where rows are placed.
 */
static void
tell_expanded (GtkWidget *row,
               gpointer   item)
{
  enum { NO_GROUP, COLLAPSED, EXPANDED } told, now = NO_GROUP;

  if (AIP_IS_SHOT_GROUP (item))
    now = aip_shot_group_get_expanded (item) ? EXPANDED : COLLAPSED;
  told = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "told-expanded"));
  if (told == now)
    return;

  g_object_set_data (G_OBJECT (row), "told-expanded", GUINT_TO_POINTER (now));
  if (now == NO_GROUP)
    gtk_accessible_reset_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_EXPANDED);
  else
    gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_EXPANDED, now == EXPANDED,
                                 -1);
}

gboolean
_aip_shot_table_compute_group (AipShotTable    *self,
                               AipShotGroup    *group,
                               graphene_rect_t *bounds)
{
  GtkWidget *list = _aip_shot_table_get_list (self);

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      if (gtk_widget_get_child_visible (row) && get_row_item (row) == group)
        return gtk_widget_compute_bounds (row, GTK_WIDGET (self), bounds);
    }

  return FALSE;
}

void
_aip_shot_table_place_groups (AipShotTable *self,
                              int           width)
{
  GtkWidget *list = _aip_shot_table_get_list (self);
  graphene_rect_t area, bounds;

  if (list == NULL || !gtk_widget_compute_bounds (list, GTK_WIDGET (self), &area))
    return;

  gtk_widget_size_allocate (GTK_WIDGET (self->layer),
                            &(GtkAllocation) { 0, (int) area.origin.y, width,
                                               (int) area.size.height },
                            -1);
  aip_group_layer_begin_rows (self->layer);
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      gpointer item;

      if (!gtk_widget_get_child_visible (row) || !gtk_widget_compute_bounds (row, list, &bounds)
          || bounds.origin.y + bounds.size.height < 0 || bounds.origin.y > area.size.height)
        continue;

      item = get_row_item (row);
      tell_expanded (row, item);
      if (item != NULL)
        aip_group_layer_set_row (self->layer, item, bounds.origin.y, bounds.size.height);
    }
  aip_group_layer_end_rows (self->layer);
}

/* Not below the groups that stand at the top: GTK only sees to it that a row is not above the list. */
static gboolean
uncover_tick_cb (GtkWidget     *widget,
                 GdkFrameClock *clock,
                 gpointer       user_data)
{
  AipShotTable *self = AIP_SHOT_TABLE (widget);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  GtkWidget *list = _aip_shot_table_get_list (self);
  AipCell *cell = _aip_shot_table_get_focused_cell (self);
  graphene_rect_t bounds;
  int covered;

  /* Which groups these are is known a frame after the rows have moved. */
  if (++self->uncover_frames < 3)
    return G_SOURCE_CONTINUE;

  self->uncover_tick = 0;
  covered = aip_group_layer_get_covered (self->layer);
  if (cell != NULL && covered > 0
      && gtk_widget_compute_bounds (gtk_widget_get_parent (GTK_WIDGET (cell)), list, &bounds)
      && bounds.origin.y < covered && bounds.origin.y + bounds.size.height > 0)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment)
                                          - (covered - bounds.origin.y));

  return G_SOURCE_REMOVE;
}

void
_aip_shot_table_uncover_row (AipShotTable *self)
{
  self->uncover_frames = 0;
  if (self->uncover_tick == 0 && aip_shot_view_get_grouped (self->view))
    self->uncover_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), uncover_tick_cb, NULL,
                                                       NULL);
}

/* What a person does -------------------------------------------------------------------------- */

gboolean
_aip_shot_table_focus_group (AipShotTable *self,
                             AipShotGroup *group)
{
  guint position;

  if (!aip_table_rows_find (aip_shot_view_get_rows (self->view), group, &position))
    return FALSE;

  gtk_column_view_scroll_to (self->column_view, position, NULL,
                             GTK_LIST_SCROLL_FOCUS | GTK_LIST_SCROLL_SELECT, NULL);
  if (!(gtk_widget_get_state_flags (GTK_WIDGET (self->column_view)) & GTK_STATE_FLAG_FOCUS_WITHIN))
    gtk_widget_grab_focus (GTK_WIDGET (self->column_view));

  return TRUE;
}

void
_aip_shot_table_toggle_group (AipShotTable *self,
                              AipShotGroup *group)
{
  g_autoptr(AipShotGroup) kept = g_object_ref (group);

  aip_shot_table_finish_edit (self);
  /* The focus would be in what disappears. */
  if (self->has_focus)
    _aip_shot_table_focus_group (self, kept);
  aip_shot_view_set_expanded (self->view, kept, !aip_shot_group_get_expanded (kept));
}

static void
layer_toggle_cb (AipShotTable *self,
                 AipShotGroup *group)
{
  _aip_shot_table_toggle_group (self, group);
}

static void
layer_add_cb (AipShotTable *self,
              AipShotGroup *group)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "shots.new-in-group", "s",
                              aip_shot_group_get_path (group));
}

static void
layer_go_cb (AipShotTable *self,
             AipShotGroup *group)
{
  _aip_shot_table_focus_group (self, group);
}

/* Left closes and goes out, Right opens and goes in, as in every tree. */
static gboolean
step_shortcut_cb (GtkWidget *widget,
                  GVariant  *args,
                  gpointer   user_data)
{
  AipShotTable *self = user_data;
  AipShotGroup *group = aip_shot_view_get_cursor_group (self->view);
  AipTableRows *rows = aip_shot_view_get_rows (self->view);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  gboolean into = g_variant_get_boolean (args) != rtl;
  gpointer next;
  guint position;

  if (group == NULL || !self->has_focus || self->edit_shot != NULL)
    return FALSE;

  if (into != aip_shot_group_get_expanded (group))
    _aip_shot_table_toggle_group (self, group);
  else if (!into && aip_shot_group_get_parent (group) != NULL)
    _aip_shot_table_focus_group (self, aip_shot_group_get_parent (group));
  else if (into && aip_table_rows_find (rows, group, &position))
    {
      next = aip_table_rows_peek (rows, position + 1);
      if (AIP_IS_SHOT_GROUP (next))
        _aip_shot_table_focus_group (self, next);
      else if (next != NULL)
        aip_shot_table_focus (self, next, AIP_SHOT_COLUMN_NONE, TRUE);
    }

  return TRUE;
}

/* With Ctrl: all groups of the level. */
static gboolean
level_shortcut_cb (GtkWidget *widget,
                   GVariant  *args,
                   gpointer   user_data)
{
  AipShotTable *self = user_data;
  AipShotGroup *group = aip_shot_view_get_cursor_group (self->view);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  if (group == NULL || !self->has_focus || self->edit_shot != NULL)
    return FALSE;

  aip_shot_view_set_level_expanded (self->view, (int) aip_shot_group_get_level (group),
                                    g_variant_get_boolean (args) != rtl);

  return TRUE;
}

static gboolean
toggle_shortcut_cb (GtkWidget *widget,
                    GVariant  *args,
                    gpointer   user_data)
{
  AipShotTable *self = user_data;
  AipShotGroup *group = aip_shot_view_get_cursor_group (self->view);

  if (group == NULL || !self->has_focus || self->edit_shot != NULL)
    return FALSE;

  _aip_shot_table_toggle_group (self, group);

  return TRUE;
}

/* The first cell or the last, whatever group it is in; GTK would end on the row of a group. */
static gboolean
end_shortcut_cb (GtkWidget *widget,
                 GVariant  *args,
                 gpointer   user_data)
{
  AipShotTable *self = user_data;
  GPtrArray *shots = aip_shot_list_get_all (aip_shot_view_get_list (self->view));

  if (shots->len == 0 || !self->has_focus || self->edit_shot != NULL)
    return FALSE;

  return aip_shot_table_focus (self,
                               g_ptr_array_index (shots, g_variant_get_boolean (args)
                                                         ? shots->len - 1 : 0),
                               _aip_shot_table_edge_column (self, g_variant_get_boolean (args),
                                                            FALSE),
                               TRUE);
}

void
_aip_shot_table_add_group_shortcuts (AipShotTable          *self,
                                     GtkShortcutController *shortcuts)
{
  static const struct {
    const char      *trigger;
    GtkShortcutFunc  callback;
    gboolean         right;
  } rows[] = {
    { "Left|KP_Left", step_shortcut_cb, FALSE },
    { "Right|KP_Right", step_shortcut_cb, TRUE },
    { "<Control>Left|<Control>KP_Left", level_shortcut_cb, FALSE },
    { "<Control>Right|<Control>KP_Right", level_shortcut_cb, TRUE },
    { "<Control>Home|<Control>KP_Home", end_shortcut_cb, FALSE },
    { "<Control>End|<Control>KP_End", end_shortcut_cb, TRUE },
    { "space|KP_Space", toggle_shortcut_cb, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_shortcut_controller_add_shortcut (
      shortcuts,
      gtk_shortcut_new_with_arguments (gtk_shortcut_trigger_parse_string (rows[i].trigger),
                                       gtk_callback_action_new (rows[i].callback, self, NULL),
                                       "b", rows[i].right));
}

void
_aip_shot_table_init_groups (AipShotTable *self)
{
  self->layer = AIP_GROUP_LAYER (aip_group_layer_new (self->context, self->view));
  gtk_widget_set_parent (GTK_WIDGET (self->layer), GTK_WIDGET (self));
  g_signal_connect_object (self->layer, "toggle", G_CALLBACK (layer_toggle_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->layer, "add", G_CALLBACK (layer_add_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->layer, "go", G_CALLBACK (layer_go_cb), self, G_CONNECT_SWAPPED);
}
