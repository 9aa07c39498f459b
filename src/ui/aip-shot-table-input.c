/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-table"

#include "config.h"

#include "aip-shot-table-private.h"

/*
 * Typing on a focused cell begins to edit it. What a key means is for the input method to say, and
 * it must be the same input method from the first key on: a Hangul syllable that was begun in one
 * context cannot be continued in another. Sending the first key on to the editor does not do
 * either, for under Wayland the input method has seen (or not seen) the key before we get it.
 *
 * So the table is a client of the input method itself while a cell has the focus. The first
 * thing it commits or composes opens the editor; as long as something is being composed, the focus
 * stays on the cell and the editor shows what comes. As soon as nothing is, the editor takes over.
 */

/* Keys that mean something to the table and nothing to an input method that composes nothing. */
static gboolean
is_text_key (guint           keyval,
             GdkModifierType state)
{
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK))
    return FALSE;

  switch (keyval)
    {
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
      /* Selects the row; Shift+Space is how many switch to Hangul. */
      return (state & GDK_SHIFT_MASK) != 0;
    case GDK_KEY_Tab:
    case GDK_KEY_ISO_Left_Tab:
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_Escape:
    case GDK_KEY_BackSpace:
    case GDK_KEY_Delete:
      return FALSE;
    default:
      return TRUE;
    }
}

static AipCell *
get_editable_cell (AipShotTable *self)
{
  AipCell *cell = _aip_shot_table_get_focused_cell (self);

  if (cell == NULL || self->edit_shot != NULL)
    return NULL;

  return aip_shot_column_get_info (aip_cell_get_column (cell))->editor != AIP_SHOT_EDITOR_NONE
         ? cell : NULL;
}

static void
hand_over (AipShotTable *self)
{
  g_clear_handle_id (&self->hand_over_source, g_source_remove);
  if (!self->composing)
    return;

  self->composing = FALSE;
  aip_cell_editor_focus (self->editor);
}

static gboolean
hand_over_cb (gpointer user_data)
{
  AipShotTable *self = user_data;

  self->hand_over_source = 0;
  /* Between two syllables there is a moment without any; the next one comes with the same key. */
  if (self->preedit == NULL)
    hand_over (self);

  return G_SOURCE_REMOVE;
}

static AipShotEditor
get_editor (AipCell *cell)
{
  return aip_shot_column_get_info (aip_cell_get_column (cell))->editor;
}

/* Whether typing opens a list, or nothing at all, instead of the editor. */
static gboolean
is_list (AipCell *cell)
{
  AipShotEditor editor = get_editor (cell);

  return editor == AIP_SHOT_EDITOR_CHOICE || editor == AIP_SHOT_EDITOR_CHOICES
         || editor == AIP_SHOT_EDITOR_CHECK || editor == AIP_SHOT_EDITOR_RATING;
}

static gboolean
begin (AipShotTable *self)
{
  AipCell *cell;

  if (self->composing)
    return TRUE;

  cell = get_editable_cell (self);
  if (cell == NULL || is_list (cell))
    return FALSE;

  self->composing = _aip_shot_table_begin_edit (self, cell, AIP_EDIT_REPLACE);

  return self->composing;
}

static void
commit_cb (AipShotTable *self,
           const char   *text)
{
  AipCell *cell = get_editable_cell (self);

  g_clear_pointer (&self->preedit, g_free);

  /* A list is opened by typing as well, and narrowed down by what was typed. */
  if (cell != NULL && is_list (cell))
    {
      if (get_editor (cell) == AIP_SHOT_EDITOR_CHOICES)
        _aip_shot_table_open_choices (self, cell, text);
      else if (get_editor (cell) == AIP_SHOT_EDITOR_CHOICE
          && _aip_shot_table_begin_edit (self, cell, AIP_EDIT_REPLACE))
        aip_cell_chooser_type (self->chooser, text);
      return;
    }

  if (!begin (self))
    return;

  aip_cell_editor_insert (self->editor, text);
  if (self->hand_over_source == 0)
    self->hand_over_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, hand_over_cb, self, NULL);
}

static void
preedit_changed_cb (AipShotTable *self)
{
  g_autofree char *text = NULL;

  gtk_im_context_get_preedit_string (self->im_context, &text, NULL, NULL);
  if (!self->composing && *text == '\0')
    return;
  if (!begin (self))
    {
      gtk_im_context_reset (self->im_context);
      return;
    }

  g_set_str (&self->preedit, *text != '\0' ? text : NULL);
  aip_cell_editor_set_preedit (self->editor, text);
  if (self->preedit == NULL && self->hand_over_source == 0)
    self->hand_over_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, hand_over_cb, self, NULL);
}

static gboolean
filter_key (AipShotTable          *self,
            guint                  keyval,
            GdkModifierType        state,
            GtkEventControllerKey *controller)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));

  if (self->composing)
    {
      if (gtk_im_context_filter_keypress (self->im_context, event))
        return GDK_EVENT_STOP;

      /* Not text: Enter, Tab, an arrow. Nothing is being composed any more: it is the editor's. */
      hand_over (self);
      return aip_cell_editor_handle_key (self->editor, event)
             || gtk_event_controller_key_forward (controller,
                                                  aip_cell_editor_get_text_view (self->editor));
    }

  if (get_editable_cell (self) != NULL
      && _aip_shot_table_set_by_key (self, get_editable_cell (self), keyval, state))
    return GDK_EVENT_STOP;
  if (get_editable_cell (self) == NULL || !is_text_key (keyval, state))
    return GDK_EVENT_PROPAGATE;

  return gtk_im_context_filter_keypress (self->im_context, event);
}

static gboolean
key_pressed_cb (AipShotTable          *self,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GtkEventControllerKey *controller)
{
  g_assert (AIP_IS_SHOT_TABLE (self));

  return filter_key (self, keyval, state, controller);
}

static void
key_released_cb (AipShotTable          *self,
                 guint                  keyval,
                 guint                  keycode,
                 GdkModifierType        state,
                 GtkEventControllerKey *controller)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));

  if (self->composing || (get_editable_cell (self) != NULL && is_text_key (keyval, state)))
    gtk_im_context_filter_keypress (self->im_context, event);
}

void
_aip_shot_table_update_input (AipShotTable *self)
{
  AipCell *cell = _aip_shot_table_get_focused_cell (self);
  graphene_rect_t bounds;

  if (cell == NULL)
    {
      gtk_im_context_focus_out (self->im_context);
      return;
    }

  /* Candidates appear where the text will be. */
  if (gtk_widget_compute_bounds (GTK_WIDGET (cell), GTK_WIDGET (self), &bounds))
    gtk_im_context_set_cursor_location (self->im_context,
                                        &(GdkRectangle) { (int) bounds.origin.x,
                                                          (int) bounds.origin.y, 1,
                                                          (int) bounds.size.height });
  if (!self->composing)
    gtk_im_context_reset (self->im_context);
  gtk_im_context_focus_in (self->im_context);
}

void
_aip_shot_table_stop_input (AipShotTable *self)
{
  g_clear_handle_id (&self->hand_over_source, g_source_remove);
  g_clear_pointer (&self->preedit, g_free);
  if (self->composing)
    {
      self->composing = FALSE;
      gtk_im_context_reset (self->im_context);
    }
}

static void
realized_cb (AipShotTable *self)
{
  gtk_im_context_set_client_widget (self->im_context, GTK_WIDGET (self));
}

static void
unrealized_cb (AipShotTable *self)
{
  _aip_shot_table_stop_input (self);
  gtk_im_context_set_client_widget (self->im_context, NULL);
}

void
_aip_shot_table_init_input (AipShotTable *self)
{
  GtkEventController *controller;

  self->im_context = gtk_im_multicontext_new ();
  /* A cell that can be typed on is no reason for a touch keyboard to come up. */
  g_object_set (self->im_context, "input-hints", GTK_INPUT_HINT_INHIBIT_OSK, NULL);
  g_signal_connect_object (self->im_context, "commit", G_CALLBACK (commit_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->im_context, "preedit-changed", G_CALLBACK (preedit_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "realize", G_CALLBACK (realized_cb), NULL);
  g_signal_connect (self, "unrealize", G_CALLBACK (unrealized_cb), NULL);

  controller = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (controller, "key-released", G_CALLBACK (key_released_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

void
_aip_shot_table_dispose_input (AipShotTable *self)
{
  g_clear_handle_id (&self->hand_over_source, g_source_remove);
  g_clear_pointer (&self->preedit, g_free);
  self->composing = FALSE;
  g_clear_object (&self->im_context);
}
