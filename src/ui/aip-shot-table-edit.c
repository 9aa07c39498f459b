/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-table"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-error.h"
#include "aip-setup-edit.h"
#include "aip-shot-choices.h"
#include "aip-shot-edit.h"
#include "aip-shot-table-private.h"

/* Widths below which typing is no pleasure, whatever the column's is. */
#define MIN_LINE_WIDTH 120
#define MIN_TEXT_WIDTH 320

/* Which shots an edit of @column in the row of @shot is about. */
static GPtrArray *
dup_targets (AipShotTable  *self,
             AipShot       *shot,
             AipShotColumn  column)
{
  GtkSelectionModel *selection = aip_shot_view_get_selection (self->view);
  GPtrArray *shots;
  guint position;

  if ((aip_shot_column_get_info (column)->flags & AIP_SHOT_COLUMN_SHARED)
      && aip_shot_list_find (aip_shot_view_get_list (self->view), shot, &position)
      && gtk_selection_model_is_selected (selection, position))
    return aip_shot_view_dup_selected (self->view);

  shots = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (shots, g_object_ref (shot));

  return shots;
}

/* Where to go, looked up while the rows still stand as the person sees them. */
static gboolean
find_destination (AipShotTable   *self,
                  AipCellMove     move,
                  AipShot       **shot,
                  AipShotColumn  *column)
{
  AipShotList *rows = aip_shot_view_get_list (self->view);
  gboolean forward = move == AIP_CELL_MOVE_RIGHT || move == AIP_CELL_MOVE_DOWN;
  AipShot *next = NULL;
  guint position;

  *shot = self->edit_shot;
  *column = self->edit_column;
  if (move == AIP_CELL_MOVE_STAY || !aip_shot_list_find (rows, self->edit_shot, &position))
    return FALSE;

  if (move == AIP_CELL_MOVE_LEFT || move == AIP_CELL_MOVE_RIGHT)
    {
      *column = _aip_shot_table_next_column (self, self->edit_column, forward, TRUE);
      if (*column != AIP_SHOT_COLUMN_NONE)
        return TRUE;
    }

  if (forward || position > 0)
    next = aip_shot_list_peek (rows, forward ? position + 1 : position - 1);

  if (next == NULL)
    {
      *column = self->edit_column;
      return FALSE;
    }

  *shot = next;
  if (*column == AIP_SHOT_COLUMN_NONE)
    *column = _aip_shot_table_edge_column (self, !forward, TRUE);
  return TRUE;
}

static gboolean start_edit (AipShotTable  *self,
                            AipShot       *shot,
                            AipShotColumn  column,
                            AipEditStart   start);

/* Closes whatever is open; the focus is the caller's business. */
static void
close_editors (AipShotTable *self)
{
  _aip_shot_table_stop_input (self);
  g_clear_object (&self->edit_shot);
  self->edit_column = AIP_SHOT_COLUMN_NONE;
  g_clear_weak_pointer (&self->edit_cell);
  if (aip_cell_editor_get_active (self->editor))
    aip_cell_editor_stop (self->editor);
  gtk_popover_popdown (GTK_POPOVER (self->chooser));
  gtk_popover_popdown (GTK_POPOVER (self->choices));
  gtk_popover_popdown (GTK_POPOVER (self->calendar));
}

static gboolean
write_text (AipShotTable   *self,
            AipShot        *shot,
            AipShotColumn   column,
            const char     *text,
            GError        **error)
{
  g_autoptr(GPtrArray) shots = dup_targets (self, shot, column);

  aip_shot_view_hold (self->view, shots);
  if (aip_shot_column_get_info (column)->editor == AIP_SHOT_EDITOR_SETUP)
    return aip_setup_edit_set_text (aip_session_get_setups (self->session), self->document, shots,
                                    column, text, error);

  return aip_shot_edit_set_text (self->document, shots, aip_shot_column_get_info (column)->field,
                                 text, error);
}

static gboolean
apply (AipShotTable  *self,
       const char    *text,
       GError       **error)
{
  return write_text (self, self->edit_shot, self->edit_column, text, error);
}

void
_aip_shot_table_write (AipShotTable  *self,
                       AipShot       *shot,
                       AipShotColumn  column,
                       const char    *text)
{
  g_autoptr(GError) error = NULL;

  if (!write_text (self, shot, column, text, &error))
    aip_session_toast_error (self->session, error);
}

/* FALSE: the text was refused and the editor stays open, saying why. */
static gboolean
commit (AipShotTable *self,
        const char   *text,
        AipCellMove   move)
{
  g_autoptr(AipShot) edited = g_object_ref (self->edit_shot);
  g_autoptr(AipShot) next = NULL;
  g_autoptr(GPtrArray) targets = dup_targets (self, self->edit_shot, self->edit_column);
  g_autoptr(GError) error = NULL;
  AipShotColumn column;
  AipShot *shot;
  gboolean moved;

  moved = find_destination (self, move, &shot, &column);
  next = g_object_ref (shot);
  g_debug ("Commit to %u shots, then go to %s", targets->len, aip_shot_get_code (next));

  if (!apply (self, text, &error))
    {
      aip_cell_editor_set_problem (self->editor, error->message);
      return FALSE;
    }

  close_editors (self);

  /* Going on by one row would undo a selection that was just edited as one. */
  if (targets->len > 1 && (move == AIP_CELL_MOVE_DOWN || move == AIP_CELL_MOVE_UP))
    aip_shot_table_focus (self, edited, column, FALSE);
  else if (!aip_shot_table_focus (self, next, column, moved && next != edited))
    aip_shot_table_focus (self, edited, column, FALSE);
  else if (moved && (move == AIP_CELL_MOVE_LEFT || move == AIP_CELL_MOVE_RIGHT))
    start_edit (self, next, column, AIP_EDIT_INLINE);

  return TRUE;
}

/* Ctrl+Enter: what was typed goes into every cell of the range. */
static void
fill_range (AipShotTable *self,
            const char   *text)
{
  g_autoptr(AipShot) edited = g_object_ref (self->edit_shot);
  AipShotColumn column = self->edit_column;
  guint n;
  g_autofree char *label = NULL;

  /* The editor gives the focus back, which must not end the range. */
  self->extending = TRUE;
  close_editors (self);
  aip_shot_table_focus (self, edited, column, FALSE);
  self->extending = FALSE;

  n = aip_shot_table_get_n_cells (self);
  label = g_strdup_printf (ngettext ("Write %u Cell", "Write %u Cells", n), n);
  _aip_shot_table_write_range (self, text, label);
}

static void
editor_finish_cb (AipShotTable *self,
                  AipCellMove   move)
{
  g_autofree char *text = aip_cell_editor_dup_text (self->editor);

  if (self->edit_shot == NULL)
    return;

  if (move == AIP_CELL_MOVE_STAY && self->range_active)
    fill_range (self, text);
  else
    commit (self, text, move);
}

static void
editor_cancel_cb (AipShotTable *self)
{
  g_autoptr(AipShot) shot = g_steal_pointer (&self->edit_shot);
  AipShotColumn column = self->edit_column;

  close_editors (self);
  if (shot != NULL)
    aip_shot_table_focus (self, shot, column, FALSE);
}

static void
editor_leave_cb (AipShotTable *self)
{
  aip_shot_table_finish_edit (self);
}

static void
chooser_chosen_cb (AipShotTable *self,
                   const char   *value,
                   AipCellMove   move)
{
  if (self->edit_shot == NULL)
    return;

  if (!commit (self, value, move))
    aip_shot_table_finish_edit (self);
}

static void
chooser_closed_cb (AipShotTable *self)
{
  g_autoptr(AipShot) shot = NULL;
  AipShotColumn column = self->edit_column;

  if (self->edit_shot == NULL || aip_cell_editor_get_active (self->editor))
    return;

  shot = g_steal_pointer (&self->edit_shot);
  close_editors (self);
  aip_shot_table_focus (self, shot, column, FALSE);
}

static void
choices_chosen_cb (AipShotTable *self,
                   const char   *text)
{
  chooser_chosen_cb (self, text, AIP_CELL_MOVE_STAY);
}

void
aip_shot_table_finish_edit (AipShotTable *self)
{
  g_autoptr(AipShot) shot = NULL;
  g_autoptr(GError) error = NULL;
  gboolean editing;

  g_return_if_fail (AIP_IS_SHOT_TABLE (self));

  if (self->edit_shot == NULL)
    return;

  shot = g_object_ref (self->edit_shot);
  editing = aip_cell_editor_get_active (self->editor);
  if (editing && aip_entity_is_alive (AIP_ENTITY (shot)))
    {
      g_autofree char *text = aip_cell_editor_dup_text (self->editor);

      if (!apply (self, text, &error))
        aip_session_toast_error (self->session, error);
    }

  close_editors (self);
}

gboolean
aip_shot_table_is_editing (AipShotTable *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_TABLE (self), FALSE);

  return self->edit_shot != NULL;
}

/* Beginning ---------------------------------------------------------------------------------- */

static gboolean
get_area (AipShotTable *self,
          AipCell      *cell,
          GdkRectangle *area)
{
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (gtk_widget_get_parent (GTK_WIDGET (cell)), GTK_WIDGET (self),
                                  &bounds))
    return FALSE;

  *area = (GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                           (int) bounds.size.height };
  return TRUE;
}

static void
open_chooser (AipShotTable *self,
              AipCell      *cell,
              const char   *label)
{
  const char *field = aip_shot_column_get_info (self->edit_column)->field;
  g_autofree char *current = aip_shot_choices_dup_current (self->document, self->edit_shot, field);
  g_autoptr(GPtrArray) targets = dup_targets (self, self->edit_shot, self->edit_column);
  GdkRectangle area;

  if (!get_area (self, cell, &area))
    return;

  aip_shot_choices_fill (self->chooser, self->document, targets, field);
  aip_cell_chooser_open (self->chooser, &area, current,
                         aip_shot_choices_get_create_title (self->document, field), label);
}

/* Boxes are changed where they stand, dates and lists of a field above their cells. */
static gboolean
open_popover (AipShotTable  *self,
              AipCell       *cell,
              AipShotEditor  editor,
              const char    *label)
{
  AipCustomField *field = aip_shot_column_get_custom (self->edit_column);
  g_autofree char *text = aip_shot_table_dup_text (self, self->edit_shot, self->edit_column);
  GdkRectangle area;

  if (editor != AIP_SHOT_EDITOR_CHOICES && editor != AIP_SHOT_EDITOR_DATE)
    return FALSE;

  if (!get_area (self, cell, &area) || field == NULL)
    return TRUE;

  if (editor == AIP_SHOT_EDITOR_CHOICES)
    aip_cell_choices_open (self->choices, aip_custom_field_get_format (field), &area, text, NULL,
                           label);
  else
    aip_cell_calendar_open (self->calendar, &area, text, label);

  return TRUE;
}

gboolean
_aip_shot_table_set_by_key (AipShotTable    *self,
                            AipCell         *cell,
                            guint            keyval,
                            GdkModifierType  state)
{
  AipShot *shot = aip_cell_get_shot (cell);
  AipShotColumn column = aip_cell_get_column (cell);
  AipShotEditor editor = aip_shot_column_get_info (column)->editor;
  gunichar digit = gdk_keyval_to_unicode (keyval);
  g_autofree char *text = NULL;

  if (self->edit_shot != NULL || shot == NULL
      || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_SHIFT_MASK)))
    return FALSE;

  if (editor == AIP_SHOT_EDITOR_CHECK && digit == ' ')
    {
      text = aip_shot_table_dup_text (self, shot, column);
      _aip_shot_table_write (self, shot, column, *text == '\0' ? "yes" : "no");
      return TRUE;
    }
  if (editor == AIP_SHOT_EDITOR_RATING && digit >= '0' && digit <= '9')
    {
      text = g_strdup_printf ("%d", (int) (digit - '0'));
      _aip_shot_table_write (self, shot, column, text);
      return TRUE;
    }

  return FALSE;
}

void
_aip_shot_table_open_choices (AipShotTable *self,
                              AipCell      *cell,
                              const char   *typed)
{
  AipCustomField *field = aip_shot_column_get_custom (aip_cell_get_column (cell));
  g_autofree char *text = NULL;
  GdkRectangle area;

  if (field == NULL || !_aip_shot_table_begin_edit (self, cell, AIP_EDIT_OPEN)
      || !get_area (self, cell, &area))
    return;

  text = aip_shot_table_dup_text (self, self->edit_shot, self->edit_column);
  aip_cell_choices_open (self->choices, aip_custom_field_get_format (field), &area, text, typed,
                         aip_custom_field_get_name (field));
}

char *
aip_shot_table_dup_text (AipShotTable  *self,
                         AipShot       *shot,
                         AipShotColumn  column)
{
  AipSetupCell cell;

  g_return_val_if_fail (AIP_IS_SHOT_TABLE (self), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);

  if (aip_shot_column_get_setup_cell (column, &cell))
    return g_strdup (aip_shot_setups_get_text (aip_session_get_setups (self->session), shot,
                                               cell));
  if (column == AIP_SHOT_COLUMN_FINDINGS)
    return aip_shot_setups_dup_state (aip_session_get_setups (self->session), shot);
  if (column == AIP_SHOT_COLUMN_TAKES)
    return g_strdup_printf ("%u", aip_shot_get_n_takes (shot));
  if (column == AIP_SHOT_COLUMN_STALE)
    return g_strdup (aip_shot_get_stale (shot));
  if (aip_shot_column_get_info (column)->field == NULL)
    return g_strdup ("");

  return aip_shot_edit_get_text (self->document, shot, aip_shot_column_get_info (column)->field,
                                 aip_cell_context_get_timecode (self->context));
}

gboolean
_aip_shot_table_begin_edit (AipShotTable *self,
                            AipCell      *cell,
                            AipEditStart  start)
{
  AipShot *shot = aip_cell_get_shot (cell);
  AipShotColumn column = aip_cell_get_column (cell);
  const AipShotColumnInfo *info = aip_shot_column_get_info (column);
  g_autoptr(GPtrArray) targets = NULL;
  g_autofree char *label = NULL;
  g_autofree char *text = NULL;
  g_autofree char *hint = NULL;

  aip_shot_table_finish_edit (self);
  if (shot == NULL || info->editor == AIP_SHOT_EDITOR_NONE)
    return FALSE;
  if (aip_shot_get_locked (shot))
    {
      g_autoptr(GError) locked = g_error_new (AIP_ERROR, AIP_ERROR_LOCKED,
                                              _("%s is locked. Unlock it to change it."),
                                              aip_shot_get_code (shot));

      aip_session_toast_error (self->session, locked);
      return FALSE;
    }
  if (info->editor == AIP_SHOT_EDITOR_SETUP && start == AIP_EDIT_OPEN
      && gtk_widget_activate_action (GTK_WIDGET (self), "shots.setup", NULL))
    return TRUE;
  if (info->editor == AIP_SHOT_EDITOR_CHECK)
    return _aip_shot_table_set_by_key (self, cell, GDK_KEY_space, 0);
  /* What is found is nothing to write. */
  if (column == AIP_SHOT_COLUMN_FINDINGS)
    return FALSE;

  self->edit_shot = g_object_ref (shot);
  self->edit_column = column;
  g_set_weak_pointer (&self->edit_cell, cell);
  targets = dup_targets (self, shot, column);

  /* Translators: what is being edited, for a screen reader: “Description of SHT-0010” */
  label = g_strdup_printf (_("%s of %s"), aip_shot_column_get_title (column),
                           aip_shot_get_code (shot));

  if (info->editor == AIP_SHOT_EDITOR_CHOICE || info->editor == AIP_SHOT_EDITOR_RATING)
    {
      open_chooser (self, cell, label);
      return TRUE;
    }
  if (start == AIP_EDIT_OPEN && open_popover (self, cell, info->editor, label))
    return TRUE;

  text = start == AIP_EDIT_REPLACE ? g_strdup ("") : aip_shot_table_dup_text (self, shot, column);
  aip_cell_editor_start (self->editor, text, info->editor == AIP_SHOT_EDITOR_TEXT,
                         info->editor != AIP_SHOT_EDITOR_TEXT, label);
  if (targets->len > 1)
    {
      hint = g_strdup_printf (ngettext ("Changes %u shot", "Changes %u shots", targets->len),
                              targets->len);
      aip_cell_editor_set_hint (self->editor, hint);
    }

  /* With a first key on its way the input method of the table keeps the focus for a moment. */
  if (start != AIP_EDIT_REPLACE)
    aip_cell_editor_focus (self->editor);
  gtk_widget_queue_allocate (GTK_WIDGET (self));

  return TRUE;
}

static gboolean
start_edit (AipShotTable  *self,
            AipShot       *shot,
            AipShotColumn  column,
            AipEditStart   start)
{
  AipCell *cell;

  if (column == AIP_SHOT_COLUMN_NONE || !aip_shot_table_get_column_visible (self, column)
      || aip_shot_column_get_info (column)->editor == AIP_SHOT_EDITOR_NONE
      || !aip_shot_table_focus (self, shot, column, FALSE))
    return FALSE;

  cell = _aip_shot_table_get_focused_cell (self);

  return cell != NULL && aip_cell_get_shot (cell) == shot
         && _aip_shot_table_begin_edit (self, cell, start);
}

gboolean
aip_shot_table_start_edit (AipShotTable  *self,
                           AipShot       *shot,
                           AipShotColumn  column)
{
  g_return_val_if_fail (AIP_IS_SHOT_TABLE (self), FALSE);

  return start_edit (self, shot, column, AIP_EDIT_OPEN);
}

gboolean
_aip_shot_table_place_editor (AipShotTable  *self,
                              GtkAllocation *area)
{
  graphene_rect_t bounds;
  int width, height, minimum;
  gboolean text;

  if (self->edit_shot == NULL || !aip_cell_editor_get_active (self->editor))
    return FALSE;

  if (self->edit_cell == NULL || aip_cell_get_shot (self->edit_cell) != self->edit_shot
      || !gtk_widget_compute_bounds (gtk_widget_get_parent (GTK_WIDGET (self->edit_cell)),
                                     GTK_WIDGET (self), &bounds))
    /* Its cell shows another row for now: whoever types must not lose sight of the text. */
    bounds = self->edit_bounds;
  self->edit_bounds = bounds;

  text = aip_shot_column_get_info (self->edit_column)->editor == AIP_SHOT_EDITOR_TEXT;
  width = MAX ((int) bounds.size.width, text ? MIN_TEXT_WIDTH : MIN_LINE_WIDTH);
  gtk_widget_measure (GTK_WIDGET (self->editor), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);
  width = MIN (MAX (width, minimum), area->width);
  gtk_widget_measure (GTK_WIDGET (self->editor), GTK_ORIENTATION_VERTICAL, width, &minimum,
                      &height, NULL, NULL);
  height = MAX (height, MIN ((int) bounds.size.height, 48));

  /* A row that is scrolled away leaves its editor at the edge. */
  area->x = CLAMP ((int) bounds.origin.x, 0, MAX (0, area->width - width));
  area->y = CLAMP ((int) bounds.origin.y, 0, MAX (0, area->height - height));
  area->width = width;
  area->height = height;

  return TRUE;
}

void
_aip_shot_table_init_edit (AipShotTable *self)
{
  self->editor = AIP_CELL_EDITOR (aip_cell_editor_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->editor), GTK_WIDGET (self));
  g_signal_connect_object (self->editor, "finish", G_CALLBACK (editor_finish_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "cancel", G_CALLBACK (editor_cancel_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "leave", G_CALLBACK (editor_leave_cb), self,
                           G_CONNECT_SWAPPED);

  self->chooser = AIP_CELL_CHOOSER (aip_cell_chooser_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->chooser), GTK_WIDGET (self));
  g_signal_connect_object (self->chooser, "chosen", G_CALLBACK (chooser_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chooser, "closed", G_CALLBACK (chooser_closed_cb), self,
                           G_CONNECT_SWAPPED);

  self->choices = AIP_CELL_CHOICES (aip_cell_choices_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->choices), GTK_WIDGET (self));
  g_signal_connect_object (self->choices, "chosen", G_CALLBACK (choices_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->choices, "closed", G_CALLBACK (chooser_closed_cb), self,
                           G_CONNECT_SWAPPED);

  self->calendar = AIP_CELL_CALENDAR (aip_cell_calendar_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->calendar), GTK_WIDGET (self));
  g_signal_connect_object (self->calendar, "chosen", G_CALLBACK (choices_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calendar, "closed", G_CALLBACK (chooser_closed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
_aip_shot_table_dispose_edit (AipShotTable *self)
{
  g_clear_object (&self->edit_shot);
  g_clear_weak_pointer (&self->edit_cell);
  if (self->editor != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->editor));
  self->editor = NULL;
  if (self->chooser != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->chooser));
  self->chooser = NULL;
  if (self->choices != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->choices));
  self->choices = NULL;
  if (self->calendar != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->calendar));
  self->calendar = NULL;
}
