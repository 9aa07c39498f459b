/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-inspector-field"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cell-dot.h"
#include "aip-cell-textbox.h"
#include "aip-inspector-field.h"
#include "aip-shot-edit.h"

/* Fields that are one of a list, and texts that may have several lines; the rest is one line. */
static const char *const choices[] = { "status", "scene", "place", "workflow", NULL };
static const char *const texts[] = {
  "description", "action", "dialogue", "notes", "prompt", "negative", "english", NULL
};

struct _AipInspectorField
{
  AdwPreferencesRow parent_instance;

  char          *field;
  char          *own_title;
  AipInspectorFieldKind kind;
  char          *value;         /* as stored; "" when mixed */
  gboolean       mixed;
  gboolean       loading;
  guint          late_source;

  GtkLabel      *title;
  GtkLabel      *problem;
  GtkLabel      *placeholder;
  char          *empty_text;

  GtkTextView   *text_view;     /* NULL for a choice */
  GtkTextBuffer *buffer;
  GtkWidget     *dot;
  GtkLabel      *choice;
};

enum {
  COMMIT,
  CHOOSE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipInspectorField, aip_inspector_field, ADW_TYPE_PREFERENCES_ROW)

static guint signals[N_SIGNALS];

static char *
dup_text (AipInspectorField *self)
{
  GtkTextIter start, end;
  char *text;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  text = gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);

  return self->kind == AIP_INSPECTOR_FIELD_TEXT ? text : g_strdelimit (text, "\r\n", ' ');
}

static gboolean
is_changed (AipInspectorField *self)
{
  g_autofree char *text = NULL;

  if (self->buffer == NULL)
    return FALSE;

  text = dup_text (self);

  return !g_str_equal (text, self->value);
}

static void
update_placeholder (AipInspectorField *self)
{
  if (self->buffer == NULL)
    return;

  gtk_label_set_label (self->placeholder, self->mixed ? _("Mixed")
                                                      : self->empty_text != NULL ? self->empty_text
                                                                                 : "");
  gtk_widget_set_visible (GTK_WIDGET (self->placeholder),
                          gtk_text_buffer_get_char_count (self->buffer) == 0);
}

static void
load_text (AipInspectorField *self,
           const char        *text)
{
  self->loading = TRUE;
  gtk_text_buffer_begin_irreversible_action (self->buffer);
  gtk_text_buffer_set_text (self->buffer, text, -1);
  gtk_text_buffer_end_irreversible_action (self->buffer);
  self->loading = FALSE;

  aip_inspector_field_set_problem (self, NULL);
  update_placeholder (self);
}

void
aip_inspector_field_flush (AipInspectorField *self)
{
  g_autofree char *text = NULL;

  g_return_if_fail (AIP_IS_INSPECTOR_FIELD (self));

  g_clear_handle_id (&self->late_source, g_source_remove);
  if (!is_changed (self))
    return;

  text = dup_text (self);
  g_signal_emit (self, signals[COMMIT], 0, text);
}

static gboolean
late_source_cb (gpointer user_data)
{
  AipInspectorField *self = user_data;

  self->late_source = 0;
  aip_inspector_field_flush (self);

  return G_SOURCE_REMOVE;
}

static void
buffer_changed_cb (AipInspectorField *self)
{
  if (self->loading)
    return;

  aip_inspector_field_set_problem (self, NULL);
  update_placeholder (self);

  /* An input method may commit its last syllable after the focus has gone. */
  if (!gtk_widget_is_focus (GTK_WIDGET (self->text_view)) && self->late_source == 0)
    self->late_source = g_idle_add (late_source_cb, self);
}

static void
focus_left_cb (AipInspectorField *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  /* Another window came to the front; here nothing has moved. */
  if (focus == GTK_WIDGET (self->text_view))
    return;

  aip_inspector_field_flush (self);
}

static gboolean
key_pressed_cb (AipInspectorField     *self,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GtkEventControllerKey *controller)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));
  gboolean enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter
                   || keyval == GDK_KEY_ISO_Enter;
  gboolean lines = self->kind == AIP_INSPECTOR_FIELD_TEXT;

  if (enter && lines && !(state & GDK_CONTROL_MASK))
    return GDK_EVENT_PROPAGATE;
  if (!enter && keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;

  if (gtk_text_view_im_context_filter_keypress (self->text_view, event))
    return GDK_EVENT_STOP;

  if (enter)
    aip_inspector_field_flush (self);
  else if (is_changed (self))
    load_text (self, self->value);
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

static void
aip_inspector_field_activate (AdwPreferencesRow *row)
{
  g_signal_emit (row, signals[CHOOSE], 0);
}

/* A click beside the text, on the title or the margin, means the text as well. */
static void
pressed_cb (AipInspectorField *self)
{
  if (self->text_view != NULL && !gtk_widget_is_focus (GTK_WIDGET (self->text_view)))
    gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

static void
aip_inspector_field_dispose (GObject *object)
{
  AipInspectorField *self = AIP_INSPECTOR_FIELD (object);

  g_clear_handle_id (&self->late_source, g_source_remove);

  G_OBJECT_CLASS (aip_inspector_field_parent_class)->dispose (object);
}

static void
aip_inspector_field_finalize (GObject *object)
{
  AipInspectorField *self = AIP_INSPECTOR_FIELD (object);

  g_free (self->field);
  g_free (self->own_title);
  g_free (self->value);
  g_free (self->empty_text);

  G_OBJECT_CLASS (aip_inspector_field_parent_class)->finalize (object);
}

static void
aip_inspector_field_class_init (AipInspectorFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = aip_inspector_field_dispose;
  object_class->finalize = aip_inspector_field_finalize;

  signals[COMMIT] =
    g_signal_new ("commit", AIP_TYPE_INSPECTOR_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CHOOSE] =
    g_signal_new ("choose", AIP_TYPE_INSPECTOR_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
aip_inspector_field_init (AipInspectorField *self)
{
  self->value = g_strdup ("");
  gtk_widget_add_css_class (GTK_WIDGET (self), "inspectorfield");
}

static GtkWidget *
create_text (AipInspectorField *self)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *textbox = aip_cell_textbox_new ();
  GtkEventController *controller;

  self->text_view = aip_cell_textbox_get_view (AIP_CELL_TEXTBOX (textbox));
  self->buffer = gtk_text_view_get_buffer (self->text_view);
  gtk_text_view_set_wrap_mode (self->text_view, GTK_WRAP_WORD_CHAR);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->own_title,
                                  GTK_ACCESSIBLE_PROPERTY_MULTI_LINE,
                                  self->kind == AIP_INSPECTOR_FIELD_TEXT, -1);
  gtk_text_view_set_editable (self->text_view, self->kind != AIP_INSPECTOR_FIELD_FIXED);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (buffer_changed_cb), self,
                           G_CONNECT_SWAPPED);

  controller = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->text_view), controller);
  /* On the row, so that the text view has told its input method before. */
  controller = gtk_event_controller_focus_new ();
  g_signal_connect_object (controller, "leave", G_CALLBACK (focus_left_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);

  self->placeholder = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->placeholder, 0);
  gtk_label_set_ellipsize (self->placeholder, PANGO_ELLIPSIZE_END);
  gtk_widget_set_valign (GTK_WIDGET (self->placeholder), GTK_ALIGN_START);
  gtk_widget_set_can_target (GTK_WIDGET (self->placeholder), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->placeholder), "dim-label");

  gtk_overlay_set_child (GTK_OVERLAY (overlay), textbox);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->placeholder));

  return overlay;
}

static GtkWidget *
create_choice (AipInspectorField *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("pan-down-symbolic");

  self->dot = aip_cell_dot_new ();
  gtk_widget_set_visible (self->dot, FALSE);
  gtk_box_append (GTK_BOX (box), self->dot);

  self->choice = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->choice, 0);
  gtk_label_set_ellipsize (self->choice, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->choice), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->choice));

  gtk_accessible_update_state (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append (GTK_BOX (box), arrow);

  return box;
}

static GtkWidget *
create (const char            *field,
        const char            *title,
        const char            *placeholder,
        AipInspectorFieldKind  kind)
{
  AipInspectorField *self = g_object_new (AIP_TYPE_INSPECTOR_FIELD, NULL);
  gboolean choice = kind == AIP_INSPECTOR_FIELD_CHOICE;
  GtkWidget *box, *content;

  self->field = g_strdup (field);
  self->own_title = g_strdup (title);
  self->empty_text = g_strdup (placeholder);
  self->kind = kind;

  self->title = GTK_LABEL (gtk_label_new (self->own_title));
  gtk_label_set_xalign (self->title, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "dim-label");

  self->problem = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->problem, 0);
  gtk_label_set_wrap (self->problem, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);

  content = choice ? create_choice (self) : create_text (self);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (box), content);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->problem));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), choice);
  /* The text itself takes the focus, the row around it would be one more stop for Tab. */
  gtk_widget_set_focusable (GTK_WIDGET (self), choice);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), self->own_title);
  if (choice)
    g_signal_connect (self, "activate", G_CALLBACK (aip_inspector_field_activate), NULL);
  else
    {
      GtkGesture *gesture = gtk_gesture_click_new ();

      g_signal_connect_object (gesture, "pressed", G_CALLBACK (pressed_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (gesture));
    }

  return GTK_WIDGET (self);
}

GtkWidget *
aip_inspector_field_new (const char *field,
                         const char *placeholder)
{
  g_return_val_if_fail (field != NULL, NULL);

  return create (field, aip_shot_field_get_title (field), placeholder,
                 g_strv_contains (choices, field) ? AIP_INSPECTOR_FIELD_CHOICE
                 : g_strv_contains (texts, field) ? AIP_INSPECTOR_FIELD_TEXT
                                                  : AIP_INSPECTOR_FIELD_LINE);
}

GtkWidget *
aip_inspector_field_new_titled (const char            *field,
                                const char            *title,
                                AipInspectorFieldKind  kind)
{
  g_return_val_if_fail (field != NULL && title != NULL, NULL);

  return create (field, title, NULL, kind);
}

const char *
aip_inspector_field_get_field (AipInspectorField *self)
{
  g_return_val_if_fail (AIP_IS_INSPECTOR_FIELD (self), NULL);

  return self->field;
}

gboolean
aip_inspector_field_is_choice (AipInspectorField *self)
{
  g_return_val_if_fail (AIP_IS_INSPECTOR_FIELD (self), FALSE);

  return self->kind == AIP_INSPECTOR_FIELD_CHOICE;
}

void
aip_inspector_field_set_value (AipInspectorField *self,
                               const char        *text,
                               gboolean           mixed)
{
  gboolean typing;

  g_return_if_fail (AIP_IS_INSPECTOR_FIELD (self));
  g_return_if_fail (text != NULL);

  typing = is_changed (self);
  self->mixed = mixed;
  g_set_str (&self->value, mixed ? "" : text);

  if (self->choice != NULL)
    {
      const char *shown = mixed ? _("Mixed") : text;
      g_autofree char *label = NULL;

      if (*shown == '\0')
        shown = self->empty_text != NULL ? self->empty_text : "–";
      gtk_label_set_label (self->choice, shown);
      label = g_strdup_printf ("%s, %s", self->own_title, shown);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                      -1);
      if (mixed || *text == '\0')
        gtk_widget_add_css_class (GTK_WIDGET (self->choice), "dim-label");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (self->choice), "dim-label");
    }
  else if (!typing && is_changed (self))
    load_text (self, self->value);
  else
    update_placeholder (self);
}

void
aip_inspector_field_accept (AipInspectorField *self,
                            const char        *text,
                            gboolean           mixed)
{
  g_return_if_fail (AIP_IS_INSPECTOR_FIELD (self));

  /* What is in the field has been said; it is not being typed any more. */
  if (self->buffer != NULL)
    {
      g_free (self->value);
      self->value = dup_text (self);
    }
  aip_inspector_field_set_value (self, text, mixed);
}

void
aip_inspector_field_set_status (AipInspectorField *self,
                                int                status)
{
  g_return_if_fail (AIP_IS_INSPECTOR_FIELD (self));
  g_return_if_fail (self->dot != NULL);

  gtk_widget_set_visible (self->dot, status >= 0);
  if (status >= 0)
    aip_cell_dot_set_status (AIP_CELL_DOT (self->dot), (AipStatus) status);
}

void
aip_inspector_field_set_problem (AipInspectorField *self,
                                 const char        *sentence)
{
  g_return_if_fail (AIP_IS_INSPECTOR_FIELD (self));

  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
  if (sentence != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "error");
      gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence,
                               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
    }
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
}
