/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-field-formula"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-field-formula.h"
#include "aip-shot-fields.h"
#include "aip-text.h"

#define MAX_OFFERS 6

struct _AipFieldFormula
{
  GtkWidget parent_instance;

  AipDocument    *document;
  AipCustomField *field;      /* nullable */
  AipShot        *shot;       /* nullable */
  GtkWidget      *box;
  GtkTextView    *view;
  GtkTextBuffer  *buffer;
  GtkWidget      *offers;     /* flow box */
  GtkLabel       *result;
};

enum {
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipFieldFormula, aip_field_formula, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static char *
dup_text (AipFieldFormula *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);

  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

/* Completion ---------------------------------------------------------------------------------- */

/* What is being written before the cursor: the name of a field ("{Dur"), or a word. */
static char *
dup_part (AipFieldFormula *self,
          gboolean        *is_field)
{
  GtkTextIter start, cursor;
  g_autofree char *before = NULL;
  const char *brace;
  gsize length;

  gtk_text_buffer_get_start_iter (self->buffer, &start);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &cursor,
                                    gtk_text_buffer_get_insert (self->buffer));
  before = gtk_text_buffer_get_text (self->buffer, &start, &cursor, FALSE);

  brace = strrchr (before, '{');
  *is_field = brace != NULL && strchr (brace, '}') == NULL;
  if (*is_field)
    return g_strdup (brace + 1);

  length = strlen (before);
  while (length > 0 && ((guchar) before[length - 1] >= 0x80
                        || g_ascii_isalnum (before[length - 1])))
    length--;

  return g_strdup (before + length);
}

static void
insert_offer (AipFieldFormula *self,
              const char      *offer)
{
  gboolean is_field;
  g_autofree char *part = dup_part (self, &is_field);
  GtkTextIter start, cursor;

  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &cursor,
                                    gtk_text_buffer_get_insert (self->buffer));
  start = cursor;
  gtk_text_iter_backward_chars (&start, (int) g_utf8_strlen (part, -1) + (is_field ? 1 : 0));
  gtk_text_buffer_delete (self->buffer, &start, &cursor);
  gtk_text_buffer_insert_at_cursor (self->buffer, offer, -1);
  gtk_text_buffer_end_user_action (self->buffer);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
offer_clicked_cb (AipFieldFormula *self,
                  GtkButton       *button)
{
  insert_offer (self, g_object_get_data (G_OBJECT (button), "offer"));
}

static void
add_offer (AipFieldFormula *self,
           const char      *title,
           const char      *tooltip,
           char            *offer)
{
  GtkWidget *button = gtk_button_new_with_label (title);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "caption");
  gtk_widget_set_tooltip_text (button, tooltip);
  g_object_set_data_full (G_OBJECT (button), "offer", offer, g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (offer_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->offers), button);
}

static gboolean
begins_with (const char *name,
             const char *folded_part)
{
  g_autofree char *folded = aip_text_fold (name);

  return g_str_has_prefix (folded, folded_part);
}

static void
offer_fields (AipFieldFormula *self,
              const char      *folded,
              guint           *n)
{
  const char *const *names = aip_shot_field_get_names ();
  AipEntityList *list = aip_document_get_list (self->document, AIP_KIND_FIELD);
  AipEntity *field;

  for (guint i = 0; (field = aip_entity_list_peek (list, i)) != NULL && *n < MAX_OFFERS; i++)
    {
      const char *name = aip_entity_get_text (field, "name");

      if ((AipCustomField *) field != self->field && begins_with (name, folded) && ++*n > 0)
        add_offer (self, name, NULL, g_strconcat ("{", name, "}", NULL));
    }
  for (guint i = 0; names[i] != NULL && *n < MAX_OFFERS; i++)
    {
      const char *title = aip_shot_field_get_name_title (names[i]);

      if ((begins_with (title, folded) || begins_with (names[i], folded)) && ++*n > 0)
        add_offer (self, title, NULL, g_strconcat ("{", title, "}", NULL));
    }
}

static void
update_offers (AipFieldFormula *self)
{
  const char *const *functions = aip_formula_get_functions ();
  GtkWidget *child;
  gboolean is_field;
  g_autofree char *part = dup_part (self, &is_field);
  g_autofree char *folded = aip_text_fold (part);
  guint n = 0;

  while ((child = gtk_widget_get_first_child (self->offers)) != NULL)
    gtk_box_remove (GTK_BOX (self->offers), child);

  for (guint i = 0; !is_field && *folded != '\0' && functions[i] != NULL && n < MAX_OFFERS; i++)
    if (begins_with (functions[i], folded) && ++n > 0)
      add_offer (self, functions[i], aip_formula_get_hint (functions[i]),
                 g_strconcat (functions[i], "(", NULL));
  offer_fields (self, folded, &n);
}

static gboolean
key_pressed_cb (AipFieldFormula *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  GtkWidget *first = gtk_widget_get_first_child (self->offers);
  gboolean is_field;
  g_autofree char *part = dup_part (self, &is_field);

  /* With nothing begun Tab goes on to the next control. */
  if (keyval != GDK_KEY_Tab || (state & GDK_SHIFT_MASK) || first == NULL
      || (!is_field && *part == '\0'))
    return GDK_EVENT_PROPAGATE;

  insert_offer (self, g_object_get_data (G_OBJECT (first), "offer"));

  return GDK_EVENT_STOP;
}

/* The result ---------------------------------------------------------------------------------- */

static void
update_result (AipFieldFormula *self)
{
  g_autofree char *typed = dup_text (self);
  g_autofree char *stored = NULL;
  g_autofree char *text = NULL;
  g_autofree char *whole = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(AipFormula) formula = NULL;
  g_auto(AipFormulaValue) value = { 0 };

  gtk_widget_remove_css_class (GTK_WIDGET (self->result), "error");
  g_strstrip (typed);
  if (*typed == '\0')
    {
      gtk_label_set_label (self->result, _("For example: {Duration} / 24, or "
                                           "IF({Status} = \"approved\", 1, 0)"));
      return;
    }

  stored = aip_shot_field_formula_from_typed (self->document, self->field, typed, &error);
  if (stored == NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->result), "error");
      gtk_label_set_label (self->result, error->message);
      return;
    }
  if (self->shot == NULL)
    {
      gtk_label_set_label (self->result, "");
      return;
    }

  formula = aip_formula_parse (stored, NULL);
  aip_shot_field_evaluate (self->document, self->shot, formula, &value);
  if (value.kind == AIP_FORMULA_ERROR)
    text = g_strdup (aip_formula_problem_get_text (value.problem));
  else if (value.kind == AIP_FORMULA_TEXT)
    text = g_strdup (value.text);
  else if (value.kind == AIP_FORMULA_BOOLEAN)
    text = g_strdup (value.number != 0 ? _("yes") : _("no"));
  else if (value.kind == AIP_FORMULA_NUMBER)
    text = aip_custom_number_to_display (value.number, -1, "");
  else
    text = g_strdup (_("nothing"));

  /* Translators: what a formula says for a shot: code of the shot, result */
  whole = g_strdup_printf (_("%s: %s"), aip_shot_get_code (self->shot), text);
  gtk_label_set_label (self->result, whole);
}

static void
buffer_changed_cb (AipFieldFormula *self)
{
  update_result (self);
  update_offers (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
aip_field_formula_dispose (GObject *object)
{
  AipFieldFormula *self = AIP_FIELD_FORMULA (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->document);
  g_clear_object (&self->field);
  g_clear_object (&self->shot);

  G_OBJECT_CLASS (aip_field_formula_parent_class)->dispose (object);
}

static void
aip_field_formula_class_init (AipFieldFormulaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_field_formula_dispose;

  signals[CHANGED] =
    g_signal_new ("changed", AIP_TYPE_FIELD_FORMULA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "fieldformula");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
aip_field_formula_init (AipFieldFormula *self)
{
  GtkWidget *frame = gtk_frame_new (NULL);
  GtkEventController *controller;

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->view = GTK_TEXT_VIEW (gtk_text_view_new ());
  self->buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_view_set_monospace (self->view, TRUE);
  gtk_text_view_set_accepts_tab (self->view, FALSE);
  gtk_text_view_set_wrap_mode (self->view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (self->view, 10);
  gtk_text_view_set_right_margin (self->view, 10);
  gtk_text_view_set_top_margin (self->view, 10);
  gtk_text_view_set_bottom_margin (self->view, 10);
  gtk_widget_set_size_request (GTK_WIDGET (self->view), -1, 72);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Formula"), -1);
  gtk_frame_set_child (GTK_FRAME (frame), GTK_WIDGET (self->view));
  gtk_box_append (GTK_BOX (self->box), frame);

  self->offers = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  {
    GtkWidget *scroller = gtk_scrolled_window_new ();

    gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_EXTERNAL,
                                    GTK_POLICY_NEVER);
    gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->offers);
    gtk_widget_set_size_request (scroller, -1, 32);
    gtk_box_append (GTK_BOX (self->box), scroller);
  }

  self->result = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->result, 0);
  gtk_label_set_wrap (self->result, TRUE);
  gtk_label_set_wrap_mode (self->result, PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (GTK_WIDGET (self->result), "caption");
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->result));

  controller = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), controller);
}

GtkWidget *
aip_field_formula_new (AipDocument    *document,
                       AipCustomField *field,
                       AipShot        *shot)
{
  AipFieldFormula *self;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);

  self = g_object_new (AIP_TYPE_FIELD_FORMULA, NULL);
  self->document = g_object_ref (document);
  g_set_object (&self->field, field);
  g_set_object (&self->shot, shot);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (buffer_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update_result (self);
  update_offers (self);

  return GTK_WIDGET (self);
}

void
aip_field_formula_set_text (AipFieldFormula *self,
                            const char      *text)
{
  g_return_if_fail (AIP_IS_FIELD_FORMULA (self));
  g_return_if_fail (text != NULL);

  gtk_text_buffer_set_text (self->buffer, text, -1);
}

char *
aip_field_formula_dup_stored (AipFieldFormula  *self,
                              GError          **error)
{
  g_autofree char *typed = NULL;

  g_return_val_if_fail (AIP_IS_FIELD_FORMULA (self), NULL);

  typed = dup_text (self);

  return aip_shot_field_formula_from_typed (self->document, self->field, typed, error);
}
