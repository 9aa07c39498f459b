/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-renumber-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-code.h"
#include "aip-renumber-dialog.h"
#include "aip-shot-rows-edit.h"

struct _AipRenumberDialog
{
  AdwDialog parent_instance;

  AipSession   *session;
  GPtrArray    *selected;
  GPtrArray    *lines;
  guint         update_source;
  guint         n_problems;

  AdwComboRow  *scope_row;
  AdwEntryRow  *pattern_row;
  AdwSpinRow   *start_row;
  AdwSpinRow   *step_row;
  AdwSpinRow   *digits_row;
  AdwSwitchRow *scene_row;
  GtkLabel     *summary_label;
  GtkListView  *preview;
};

G_DEFINE_FINAL_TYPE (AipRenumberDialog, aip_renumber_dialog, ADW_TYPE_DIALOG)

enum {
  SCOPE_SELECTED,
  SCOPE_ALL,
};

static AipDocument *
get_document (AipRenumberDialog *self)
{
  return aip_session_get_document (self->session);
}

static GPtrArray *
dup_shots (AipRenumberDialog *self)
{
  AipEntityList *list = aip_document_get_shots (get_document (self));
  gboolean all = adw_combo_row_get_selected (self->scope_row) == SCOPE_ALL;
  GPtrArray *shots = g_ptr_array_new ();

  for (guint i = 0; all && i < aip_entity_list_get_count (list); i++)
    g_ptr_array_add (shots, aip_entity_list_peek (list, i));
  for (guint i = 0; !all && i < self->selected->len; i++)
    if (aip_entity_is_alive (self->selected->pdata[i]))
      g_ptr_array_add (shots, self->selected->pdata[i]);

  return shots;
}

static char *
dup_note (const AipRenumberLine *line)
{
  guint n_takes = aip_shot_get_n_takes (line->shot);

  switch (line->problem)
    {
    case AIP_RENUMBER_TAKEN:
      return g_strdup_printf (_("%s has that code"), aip_shot_get_code (line->other));
    case AIP_RENUMBER_INVALID:
      return g_strdup (_("cannot be a code"));
    case AIP_RENUMBER_LOCKED:
      return g_strdup (_("locked, stays"));
    case AIP_RENUMBER_SAME:
      return g_strdup (_("stays"));
    case AIP_RENUMBER_FINE:
    default:
      /* The names of files that were made keep the old code. */
      return n_takes > 0
             ? g_strdup_printf (ngettext ("%u take keeps the old name",
                                          "%u takes keep the old name", n_takes), n_takes)
             : g_strdup ("");
    }
}

static void
update_summary (AipRenumberDialog *self)
{
  g_autofree char *text = NULL;
  guint n_changed = 0;

  self->n_problems = 0;
  for (guint i = 0; i < self->lines->len; i++)
    {
      const AipRenumberLine *line = self->lines->pdata[i];

      n_changed += line->problem == AIP_RENUMBER_FINE;
      self->n_problems += line->problem == AIP_RENUMBER_TAKEN ||
                          line->problem == AIP_RENUMBER_INVALID;
    }

  if (self->n_problems > 0)
    text = g_strdup_printf (ngettext ("%u code cannot be given. Choose another pattern or number.",
                                      "%u codes cannot be given. Choose another pattern or number.",
                                      self->n_problems), self->n_problems);
  else
    text = g_strdup_printf (ngettext ("%u shot gets a new code.", "%u shots get new codes.",
                                      n_changed), n_changed);
  gtk_label_set_label (self->summary_label, text);
  if (self->n_problems > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->summary_label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->summary_label), "error");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.renumber",
                                 self->n_problems == 0 && n_changed > 0);
}

static void
plan (AipRenumberDialog *self)
{
  g_autoptr(GPtrArray) shots = dup_shots (self);
  g_autoptr(GtkStringList) rows = gtk_string_list_new (NULL);
  g_autoptr(GtkSelectionModel) model = NULL;
  AipRenumberRule rule = {
    .pattern = gtk_editable_get_text (GTK_EDITABLE (self->pattern_row)),
    .start = (gint64) adw_spin_row_get_value (self->start_row),
    .step = (gint64) adw_spin_row_get_value (self->step_row),
    .digits = (guint) adw_spin_row_get_value (self->digits_row),
    .per_scene = adw_switch_row_get_active (self->scene_row),
  };

  g_clear_pointer (&self->lines, g_ptr_array_unref);
  self->lines = aip_document_plan_renumbering (get_document (self), shots, &rule);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const AipRenumberLine *line = self->lines->pdata[i];
      g_autofree char *note = dup_note (line);
      /* Translators: an old code, a new code and a remark */
      g_autofree char *row = g_strdup_printf (_("%s → %s   %s"), aip_shot_get_code (line->shot),
                                              line->code, note);

      gtk_string_list_append (rows, g_strchomp (row));
    }
  model = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&rows))));
  gtk_list_view_set_model (self->preview, model);
  update_summary (self);
}

static gboolean
update_source_cb (gpointer user_data)
{
  AipRenumberDialog *self = user_data;

  self->update_source = 0;
  plan (self);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (AipRenumberDialog *self)
{
  if (self->session != NULL && self->update_source == 0)
    self->update_source = g_idle_add (update_source_cb, self);
}

static void
setup_row_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_end (label, 12);
  gtk_widget_set_margin_top (label, 3);
  gtk_widget_set_margin_bottom (label, 3);
  gtk_list_item_set_child (item, label);
}

static void
bind_row_cb (AipRenumberDialog        *self,
             GtkListItem              *item,
             GtkSignalListItemFactory *factory)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  const AipRenumberLine *line = self->lines->pdata[gtk_list_item_get_position (item)];
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));
  gboolean wrong = line->problem == AIP_RENUMBER_TAKEN || line->problem == AIP_RENUMBER_INVALID;
  gboolean stays = line->problem == AIP_RENUMBER_SAME || line->problem == AIP_RENUMBER_LOCKED;

  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_widget_remove_css_class (label, "error");
  gtk_widget_remove_css_class (label, "dimmed");
  if (wrong)
    gtk_widget_add_css_class (label, "error");
  else if (stays)
    gtk_widget_add_css_class (label, "dimmed");
}

static void
renumber_activated_cb (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  AipRenumberDialog *self = AIP_RENUMBER_DIALOG (widget);
  g_autoptr(GError) error = NULL;

  /* What is done is what is shown, or nothing. */
  if (self->update_source != 0)
    {
      g_clear_handle_id (&self->update_source, g_source_remove);
      plan (self);
      if (self->n_problems > 0)
        return;
    }

  if (!aip_shot_rows_renumber (get_document (self), self->lines, &error))
    aip_session_toast_error (self->session, error);
  else
    adw_dialog_close (ADW_DIALOG (self));
}

static void
cancel_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
aip_renumber_dialog_dispose (GObject *object)
{
  AipRenumberDialog *self = AIP_RENUMBER_DIALOG (object);

  g_clear_handle_id (&self->update_source, g_source_remove);
  g_clear_pointer (&self->selected, g_ptr_array_unref);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_RENUMBER_DIALOG);
  g_clear_pointer (&self->lines, g_ptr_array_unref);

  G_OBJECT_CLASS (aip_renumber_dialog_parent_class)->dispose (object);
}

static void
aip_renumber_dialog_class_init (AipRenumberDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_renumber_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-renumber-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AipRenumberDialog, scope_row);
  gtk_widget_class_bind_template_child (widget_class, AipRenumberDialog, pattern_row);
  gtk_widget_class_bind_template_child (widget_class, AipRenumberDialog, start_row);
  gtk_widget_class_bind_template_child (widget_class, AipRenumberDialog, step_row);
  gtk_widget_class_bind_template_child (widget_class, AipRenumberDialog, digits_row);
  gtk_widget_class_bind_template_child (widget_class, AipRenumberDialog, scene_row);
  gtk_widget_class_bind_template_child (widget_class, AipRenumberDialog, summary_label);
  gtk_widget_class_bind_template_child (widget_class, AipRenumberDialog, preview);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_install_action (widget_class, "dialog.renumber", NULL, renumber_activated_cb);
  gtk_widget_class_install_action (widget_class, "dialog.cancel", NULL, cancel_activated_cb);
}

static void
aip_renumber_dialog_init (AipRenumberDialog *self)
{
  const char *const scopes[] = { _("Selected Shots"), _("All Shots"), NULL };
  g_autoptr(GtkStringList) list = gtk_string_list_new (scopes);
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_model (self->scope_row, G_LIST_MODEL (list));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->preview, factory);
}

/* It begins in the style that the codes have already. */
static void
find_start (AipRenumberDialog *self)
{
  g_autoptr(GPtrArray) shots = dup_shots (self);
  g_autofree char *prefix = NULL;
  guint width = 4;

  if (shots->len == 0 ||
      !aip_code_find_style (aip_shot_get_code (shots->pdata[0]), &prefix, &width))
    prefix = g_strdup ("SHT-");
  gtk_editable_set_text (GTK_EDITABLE (self->pattern_row), prefix);
  adw_spin_row_set_value (self->digits_row, width);
  adw_spin_row_set_value (self->start_row, 10);
  adw_spin_row_set_value (self->step_row, 10);
}

void
aip_renumber_dialog_present (AipSession *session,
                             GPtrArray  *shots,
                             GtkWidget  *parent)
{
  AipRenumberDialog *self;

  g_return_if_fail (AIP_IS_SESSION (session));
  g_return_if_fail (shots != NULL);

  self = g_object_new (AIP_TYPE_RENUMBER_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->selected = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < shots->len; i++)
    g_ptr_array_add (self->selected, g_object_ref (shots->pdata[i]));
  adw_combo_row_set_selected (self->scope_row, shots->len > 1 ? SCOPE_SELECTED : SCOPE_ALL);
  find_start (self);
  plan (self);
  g_signal_connect_object (get_document (self), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (self), parent);
}
