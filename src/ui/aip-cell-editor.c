/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cell-editor"

#include "config.h"

#include <string.h>

#include "aip-cell-editor.h"
#include "aip-cell-textbox.h"

#define MAX_HEIGHT 200
#define MARGIN 6

struct _AipCellEditor
{
  GtkWidget parent_instance;

  GtkWidget     *box;
  GtkWidget     *scroller;
  GtkTextView   *text_view;
  GtkTextBuffer *buffer;
  GtkLabel      *message;
  char          *hint;

  GtkTextTag    *preedit_tag;
  gboolean       active;
  gboolean       multiline;
  gboolean       has_problem;
};

enum {
  FINISH,
  CANCEL,
  LEAVE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipCellEditor, aip_cell_editor, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
show_message (AipCellEditor *self,
              const char    *text,
              gboolean       problem)
{
  self->has_problem = problem;
  gtk_label_set_label (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);

  if (problem)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");

  gtk_accessible_update_state (GTK_ACCESSIBLE (self->text_view), GTK_ACCESSIBLE_STATE_INVALID,
                               problem ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
buffer_changed_cb (AipCellEditor *self)
{
  if (self->has_problem)
    show_message (self, self->hint, FALSE);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static GtkSizeRequestMode
aip_cell_editor_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
aip_cell_editor_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  AipCellEditor *self = AIP_CELL_EDITOR (widget);
  int message = 0;
  int text;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural = 4 * MARGIN;
      return;
    }

  if (gtk_widget_get_visible (GTK_WIDGET (self->message)))
    gtk_widget_measure (GTK_WIDGET (self->message), orientation, for_size, &message, NULL, NULL,
                        NULL);
  /* Beyond a certain height the text scrolls. */
  text = aip_cell_textbox_measure_text (self->text_view, for_size);
  *minimum = *natural = MIN (text, MAX_HEIGHT) + message;
}

static void
aip_cell_editor_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  gtk_widget_size_allocate (AIP_CELL_EDITOR (widget)->box,
                            &(GtkAllocation) { 0, 0, width, height }, baseline);
}

static void
finish (AipCellEditor *self,
        AipCellMove    move)
{
  g_signal_emit (self, signals[FINISH], 0, move);
}

static gboolean
handle_key (AipCellEditor   *self,
            guint            keyval,
            GdkModifierType  state)
{
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;

  switch (keyval)
    {
    case GDK_KEY_Escape:
      g_signal_emit (self, signals[CANCEL], 0);
      return TRUE;

    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      if ((state & GDK_ALT_MASK) && self->multiline)
        gtk_text_buffer_insert_interactive_at_cursor (self->buffer, "\n", 1, TRUE);
      else if (state & GDK_CONTROL_MASK)
        finish (self, AIP_CELL_MOVE_STAY);
      else
        finish (self, shift ? AIP_CELL_MOVE_UP : AIP_CELL_MOVE_DOWN);
      return TRUE;

    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
    case GDK_KEY_ISO_Left_Tab:
      finish (self, shift ? AIP_CELL_MOVE_LEFT : AIP_CELL_MOVE_RIGHT);
      return TRUE;

    default:
      return FALSE;
    }
}

static gboolean
is_our_key (guint            keyval,
            GdkModifierType  state)
{
  switch (keyval)
    {
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
    case GDK_KEY_ISO_Left_Tab:
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      return (state & GDK_CONTROL_MASK) == 0 || keyval == GDK_KEY_Return
             || keyval == GDK_KEY_KP_Enter;
    case GDK_KEY_Escape:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
key_pressed_cb (AipCellEditor         *self,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GtkEventControllerKey *controller)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));

  g_assert (AIP_IS_CELL_EDITOR (self));

  if (!self->active || !is_our_key (keyval, state))
    return GDK_EVENT_PROPAGATE;

  /* Only keys that we would take are offered here; the text view offers all others itself. */
  if (gtk_text_view_im_context_filter_keypress (self->text_view, event))
    return GDK_EVENT_STOP;

  return handle_key (self, keyval, state);
}

static void
focus_left_cb (AipCellEditor *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  /* Another window came to the front, but here nothing has moved. */
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return;

  if (self->active)
    g_signal_emit (self, signals[LEAVE], 0);
}

static void
aip_cell_editor_dispose (GObject *object)
{
  AipCellEditor *self = AIP_CELL_EDITOR (object);

  self->active = FALSE;
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (aip_cell_editor_parent_class)->dispose (object);
}

static void
aip_cell_editor_finalize (GObject *object)
{
  g_free (AIP_CELL_EDITOR (object)->hint);

  G_OBJECT_CLASS (aip_cell_editor_parent_class)->finalize (object);
}

static void
aip_cell_editor_class_init (AipCellEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_cell_editor_dispose;
  object_class->finalize = aip_cell_editor_finalize;
  widget_class->get_request_mode = aip_cell_editor_get_request_mode;
  widget_class->measure = aip_cell_editor_measure;
  widget_class->size_allocate = aip_cell_editor_size_allocate;

  signals[FINISH] =
    g_signal_new ("finish", AIP_TYPE_CELL_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_INT);
  signals[CANCEL] =
    g_signal_new ("cancel", AIP_TYPE_CELL_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[LEAVE] =
    g_signal_new ("leave", AIP_TYPE_CELL_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "celleditor");
}

static void
aip_cell_editor_init (AipCellEditor *self)
{
  GtkEventController *controller;

  self->text_view = GTK_TEXT_VIEW (gtk_text_view_new ());
  self->buffer = gtk_text_view_get_buffer (self->text_view);
  self->preedit_tag = gtk_text_buffer_create_tag (self->buffer, NULL,
                                                  "underline", PANGO_UNDERLINE_SINGLE, NULL);
  gtk_text_buffer_set_enable_undo (self->buffer, TRUE);
  gtk_text_view_set_accepts_tab (self->text_view, FALSE);
  gtk_text_view_set_left_margin (self->text_view, MARGIN);
  gtk_text_view_set_right_margin (self->text_view, MARGIN);
  gtk_text_view_set_top_margin (self->text_view, MARGIN);
  gtk_text_view_set_bottom_margin (self->text_view, MARGIN);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (buffer_changed_cb), self,
                           G_CONNECT_SWAPPED);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller),
                                 GTK_WIDGET (self->text_view));

  self->message = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->message, TRUE);
  gtk_label_set_xalign (self->message, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "message");
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_vexpand (self->scroller, TRUE);
  gtk_box_append (GTK_BOX (self->box), self->scroller);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->message));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  controller = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);

  controller = gtk_event_controller_focus_new ();
  g_signal_connect_object (controller, "leave", G_CALLBACK (focus_left_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

GtkWidget *
aip_cell_editor_new (void)
{
  return g_object_new (AIP_TYPE_CELL_EDITOR, NULL);
}

void
aip_cell_editor_start (AipCellEditor *self,
                       const char    *text,
                       gboolean       multiline,
                       gboolean       select,
                       const char    *label)
{
  GtkTextIter start, end;

  g_return_if_fail (AIP_IS_CELL_EDITOR (self));
  g_return_if_fail (text != NULL);

  self->multiline = multiline;
  gtk_text_view_set_wrap_mode (self->text_view, multiline ? GTK_WRAP_WORD_CHAR : GTK_WRAP_NONE);
  /* One line scrolls sideways without ever showing a bar. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller),
                                  multiline ? GTK_POLICY_NEVER : GTK_POLICY_EXTERNAL,
                                  multiline ? GTK_POLICY_AUTOMATIC : GTK_POLICY_EXTERNAL);

  /* Undo in the editor ends where the editor began. */
  gtk_text_buffer_begin_irreversible_action (self->buffer);
  gtk_text_buffer_set_text (self->buffer, text, -1);
  gtk_text_buffer_end_irreversible_action (self->buffer);

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  if (select)
    gtk_text_buffer_select_range (self->buffer, &end, &start);
  else
    gtk_text_buffer_place_cursor (self->buffer, &end);

  g_clear_pointer (&self->hint, g_free);
  show_message (self, NULL, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);

  self->active = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
aip_cell_editor_stop (AipCellEditor *self)
{
  g_return_if_fail (AIP_IS_CELL_EDITOR (self));

  /* Hiding takes the focus away, which must not look like somebody leaving. */
  self->active = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

gboolean
aip_cell_editor_get_active (AipCellEditor *self)
{
  g_return_val_if_fail (AIP_IS_CELL_EDITOR (self), FALSE);

  return self->active;
}

char *
aip_cell_editor_dup_text (AipCellEditor *self)
{
  GtkTextIter start, end;
  char *text;

  g_return_val_if_fail (AIP_IS_CELL_EDITOR (self), NULL);

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  text = gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);

  /* Pasted into a line that cannot show them. */
  return self->multiline ? text : g_strdelimit (text, "\r\n", ' ');
}

void
aip_cell_editor_set_problem (AipCellEditor *self,
                             const char    *sentence)
{
  g_return_if_fail (AIP_IS_CELL_EDITOR (self));

  show_message (self, sentence != NULL ? sentence : self->hint, sentence != NULL);
  if (sentence != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

void
aip_cell_editor_set_hint (AipCellEditor *self,
                          const char    *hint)
{
  g_return_if_fail (AIP_IS_CELL_EDITOR (self));

  g_set_str (&self->hint, hint);
  show_message (self, hint, FALSE);
}

void
aip_cell_editor_focus (AipCellEditor *self)
{
  g_return_if_fail (AIP_IS_CELL_EDITOR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

void
aip_cell_editor_insert (AipCellEditor *self,
                        const char    *text)
{
  g_return_if_fail (AIP_IS_CELL_EDITOR (self));

  aip_cell_editor_set_preedit (self, "");
  gtk_text_buffer_delete_selection (self->buffer, TRUE, TRUE);
  gtk_text_buffer_insert_interactive_at_cursor (self->buffer, text, -1, TRUE);
}

/*
 * The text view draws what *its* input method composes; this is composed elsewhere, so it stands
 * in the buffer for as long as it lasts. It is always at the end: nothing was typed after it.
 */
void
aip_cell_editor_set_preedit (AipCellEditor *self,
                             const char    *text)
{
  GtkTextIter start, end;

  g_return_if_fail (AIP_IS_CELL_EDITOR (self));
  g_return_if_fail (text != NULL);

  gtk_text_buffer_begin_irreversible_action (self->buffer);
  if (*text != '\0')
    gtk_text_buffer_delete_selection (self->buffer, TRUE, TRUE);

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  if (gtk_text_iter_has_tag (&start, self->preedit_tag)
      || gtk_text_iter_forward_to_tag_toggle (&start, self->preedit_tag))
    gtk_text_buffer_delete (self->buffer, &start, &end);

  if (*text != '\0')
    {
      gtk_text_buffer_get_end_iter (self->buffer, &end);
      gtk_text_buffer_insert_with_tags (self->buffer, &end, text, -1, self->preedit_tag, NULL);
    }
  gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_buffer_place_cursor (self->buffer, &end);
  gtk_text_buffer_end_irreversible_action (self->buffer);
}

GtkWidget *
aip_cell_editor_get_text_view (AipCellEditor *self)
{
  g_return_val_if_fail (AIP_IS_CELL_EDITOR (self), NULL);

  return GTK_WIDGET (self->text_view);
}

gboolean
aip_cell_editor_handle_key (AipCellEditor *self,
                            GdkEvent      *event)
{
  guint keyval;
  GdkModifierType state;

  g_return_val_if_fail (AIP_IS_CELL_EDITOR (self), FALSE);

  keyval = gdk_key_event_get_keyval (event);
  state = gdk_event_get_modifier_state (event);

  return is_our_key (keyval, state) && handle_key (self, keyval, state);
}
