/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-field-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-field-choices.h"
#include "aip-field-dialog.h"
#include "aip-field-edit.h"
#include "aip-field-formula.h"
#include "aip-shot-fields.h"

#define WIDTH 480
#define HEIGHT 620

struct _AipFieldDialog
{
  AdwDialog parent_instance;

  AipDocument         *document;
  AipCustomField      *field;       /* nullable */

  GtkWidget           *apply;
  AdwEntryRow         *name_row;
  AdwComboRow         *type_row;
  AdwEntryRow         *description_row;
  AdwPreferencesGroup *details;
  AdwEntryRow         *initial_row;
  AdwEntryRow         *unit_row;
  AdwComboRow         *decimals_row;
  AdwSpinRow          *rating_row;
  AipFieldChoices     *choices;
  AdwPreferencesGroup *formula_group;
  AipFieldFormula     *formula;
  GtkLabel            *losses;
  GtkLabel            *problem;
};

G_DEFINE_FINAL_TYPE (AipFieldDialog, aip_field_dialog, ADW_TYPE_DIALOG)

static AipCustomType
get_type (AipFieldDialog *self)
{
  return (AipCustomType) adw_combo_row_get_selected (self->type_row);
}

/* What the rows say; NULL with a sentence. */
static AipCustomFormat *
read_format (AipFieldDialog  *self,
             GError         **error)
{
  g_autoptr(AipCustomFormat) format = aip_custom_format_new (get_type (self));

  g_set_str (&format->description, gtk_editable_get_text (GTK_EDITABLE (self->description_row)));
  if (format->type != AIP_CUSTOM_FORMULA)
    g_set_str (&format->initial, gtk_editable_get_text (GTK_EDITABLE (self->initial_row)));
  g_set_str (&format->unit, gtk_editable_get_text (GTK_EDITABLE (self->unit_row)));
  format->decimals = (int) adw_combo_row_get_selected (self->decimals_row) - 1;
  format->max_rating = (int) adw_spin_row_get_value (self->rating_row);

  if (aip_custom_type_has_choices (format->type)
      && !aip_field_choices_read (self->choices, format, error))
    return NULL;
  if (format->type == AIP_CUSTOM_FORMULA)
    {
      g_free (format->formula);
      format->formula = aip_field_formula_dup_stored (self->formula, error);
      if (format->formula == NULL)
        return NULL;
    }

  return g_steal_pointer (&format);
}

/* What another type or fewer choices would cost. */
static void
update_losses (AipFieldDialog *self)
{
  g_autoptr(AipCustomFormat) format = self->field != NULL ? read_format (self, NULL) : NULL;
  g_auto(AipFieldLosses) losses = { 0 };
  g_autoptr(GString) text = g_string_new (NULL);

  if (format != NULL)
    aip_field_edit_preview (self->document, self->field, format, &losses);
  gtk_widget_set_visible (GTK_WIDGET (self->losses), losses.n_lost > 0);
  if (losses.n_lost == 0)
    return;

  g_string_printf (text, ngettext ("%u of %u value would be lost:", "%u of %u values would be lost:",
                                   losses.n_values), losses.n_lost, losses.n_values);
  for (guint i = 0; i < losses.examples->len; i++)
    g_string_append_printf (text, "\n%s", (char *) losses.examples->pdata[i]);
  if (losses.n_lost > losses.examples->len)
    g_string_append (text, "\n…");
  gtk_label_set_label (self->losses, text->str);
}

static void
changed_cb (AipFieldDialog *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row)));

  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_set_sensitive (self->apply, *g_strstrip (name) != '\0');
  update_losses (self);
}

static void
type_changed_cb (AipFieldDialog *self)
{
  AipCustomType type = get_type (self);
  gboolean number = type == AIP_CUSTOM_NUMBER || type == AIP_CUSTOM_FORMULA;

  gtk_widget_set_visible (GTK_WIDGET (self->initial_row), type != AIP_CUSTOM_FORMULA);
  gtk_widget_set_visible (GTK_WIDGET (self->unit_row), number);
  gtk_widget_set_visible (GTK_WIDGET (self->decimals_row), number);
  gtk_widget_set_visible (GTK_WIDGET (self->rating_row), type == AIP_CUSTOM_RATING);
  gtk_widget_set_visible (GTK_WIDGET (self->choices), aip_custom_type_has_choices (type));
  gtk_widget_set_visible (GTK_WIDGET (self->formula_group), type == AIP_CUSTOM_FORMULA);
  changed_cb (self);
}

static void
apply_cb (AipFieldDialog *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AipCustomFormat) format = read_format (self, &error);
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name_row));
  gboolean ok = format != NULL;

  if (ok && self->field == NULL)
    ok = aip_field_edit_add (self->document, name, format, &error) != NULL;
  else if (ok)
    ok = aip_field_edit_change (self->document, self->field, name, format, &error);

  if (ok)
    {
      adw_dialog_close (ADW_DIALOG (self));
      return;
    }

  gtk_label_set_label (self->problem, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), error->message,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
cancel_cb (AipFieldDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
aip_field_dialog_dispose (GObject *object)
{
  AipFieldDialog *self = AIP_FIELD_DIALOG (object);

  g_clear_object (&self->document);
  g_clear_object (&self->field);

  G_OBJECT_CLASS (aip_field_dialog_parent_class)->dispose (object);
}

static void
aip_field_dialog_class_init (AipFieldDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aip_field_dialog_dispose;
}

static void
aip_field_dialog_init (AipFieldDialog *self)
{
}

static AdwEntryRow *
new_entry (AipFieldDialog *self,
           const char     *title,
           const char     *text)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return ADW_ENTRY_ROW (row);
}

static AdwComboRow *
new_combo (const char        *title,
           const char *const *titles,
           guint              selected)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr(GtkStringList) model = gtk_string_list_new (titles);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);

  return ADW_COMBO_ROW (row);
}

static GtkLabel *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_visible (label, FALSE);

  return GTK_LABEL (label);
}

static AdwPreferencesGroup *
add_main_group (AipFieldDialog        *self,
                const AipCustomFormat *format)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  const char *types[AIP_N_CUSTOM_TYPES + 1] = { NULL };

  for (guint i = 0; i < AIP_N_CUSTOM_TYPES; i++)
    types[i] = aip_custom_type_get_title ((AipCustomType) i);

  self->name_row = new_entry (self, _("Name"), self->field != NULL
                                               ? aip_custom_field_get_name (self->field) : "");
  self->type_row = new_combo (_("Type"), types,
                              format->type != AIP_CUSTOM_UNKNOWN ? format->type : AIP_CUSTOM_TEXT);
  self->description_row = new_entry (self, _("Description"), format->description);
  adw_preferences_group_add (group, GTK_WIDGET (self->name_row));
  adw_preferences_group_add (group, GTK_WIDGET (self->type_row));
  adw_preferences_group_add (group, GTK_WIDGET (self->description_row));
  g_signal_connect_object (self->name_row, "entry-activated", G_CALLBACK (apply_cb), self,
                           G_CONNECT_SWAPPED);

  return group;
}

static AdwPreferencesGroup *
add_details (AipFieldDialog        *self,
             const AipCustomFormat *format)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  const char *decimals[AIP_CUSTOM_MAX_DECIMALS + 3] = { _("As many as there are") };
  char digits[AIP_CUSTOM_MAX_DECIMALS + 1][2];

  for (int i = 0; i <= AIP_CUSTOM_MAX_DECIMALS; i++)
    {
      digits[i][0] = (char) ('0' + i);
      digits[i][1] = '\0';
      decimals[i + 1] = digits[i];
    }

  self->unit_row = new_entry (self, _("Unit"), format->unit);
  self->decimals_row = new_combo (_("Decimals"), decimals, (guint) (format->decimals + 1));
  self->rating_row = ADW_SPIN_ROW (adw_spin_row_new_with_range (1, AIP_CUSTOM_MAX_RATING, 1));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rating_row), _("Stars"));
  adw_spin_row_set_value (self->rating_row, format->max_rating);
  g_signal_connect_object (self->rating_row, "notify::value", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->initial_row = new_entry (self, _("New Shots Have"), format->initial);
  adw_preferences_group_add (group, GTK_WIDGET (self->unit_row));
  adw_preferences_group_add (group, GTK_WIDGET (self->decimals_row));
  adw_preferences_group_add (group, GTK_WIDGET (self->rating_row));
  adw_preferences_group_add (group, GTK_WIDGET (self->initial_row));

  return group;
}

static void
add_formula (AipFieldDialog        *self,
             const AipCustomFormat *format,
             AipShot               *shot)
{
  g_autofree char *typed = aip_shot_field_formula_to_typed (self->document, format->formula);

  self->formula_group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->formula_group, _("Formula"));
  self->formula = AIP_FIELD_FORMULA (aip_field_formula_new (self->document, self->field, shot));
  aip_field_formula_set_text (self->formula, typed);
  g_signal_connect_object (self->formula, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->formula_group, GTK_WIDGET (self->formula));
}

static void
build (AipFieldDialog *self,
       AipShot        *shot)
{
  g_autoptr(AipCustomFormat) empty = aip_custom_format_new (AIP_CUSTOM_TEXT);
  const AipCustomFormat *format =
    self->field != NULL ? aip_custom_field_get_format (self->field) : empty;
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));
  AdwPreferencesGroup *messages = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  self->apply = gtk_button_new_with_mnemonic (self->field != NULL ? _("_Change") : _("_Add"));
  gtk_widget_add_css_class (self->apply, "suggested-action");
  g_signal_connect_object (self->apply, "clicked", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (cancel_cb), self, G_CONNECT_SWAPPED);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->apply);

  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), add_main_group (self, format));
  add_formula (self, format, shot);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), self->formula_group);
  self->choices = AIP_FIELD_CHOICES (aip_field_choices_new (format));
  g_signal_connect_object (self->choices, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (self->choices));
  self->details = add_details (self, format);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), self->details);
  self->losses = new_label ("warning");
  self->problem = new_label ("error");
  adw_preferences_group_add (messages, GTK_WIDGET (self->losses));
  adw_preferences_group_add (messages, GTK_WIDGET (self->problem));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), messages);

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->name_row));

  g_signal_connect_object (self->type_row, "notify::selected", G_CALLBACK (type_changed_cb), self,
                           G_CONNECT_SWAPPED);
  type_changed_cb (self);
}

AdwDialog *
aip_field_dialog_new (AipSession     *session,
                      AipCustomField *field,
                      AipShot        *shot)
{
  AipFieldDialog *self;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);

  self = g_object_new (AIP_TYPE_FIELD_DIALOG, "title",
                       field != NULL ? _("Edit Field") : _("Add Field"), "content-width", WIDTH,
                       "content-height", HEIGHT, NULL);
  self->document = g_object_ref (aip_session_get_document (session));
  g_set_object (&self->field, field);
  build (self, shot);

  return ADW_DIALOG (self);
}
