/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-project-properties-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-format.h"
#include "aip-project-properties-dialog.h"
#include "aip-shot-workflow.h"
#include "aip-workflow.h"
#include "aip-year-row.h"

struct _AipProjectPropertiesDialog
{
  AdwDialog parent_instance;

  AipDocument  *document;
  GPtrArray    *workflows;   /* ids, in the order of the list */

  AdwEntryRow  *name_row;
  AdwActionRow *code_row;
  AdwActionRow *format_row;
  AipYearRow   *year_row;
  AdwComboRow  *workflow_row;
  AdwSwitchRow *moves_row;
  GtkLabel     *problem_label;
  GtkWidget    *problem_group;
};

G_DEFINE_FINAL_TYPE (AipProjectPropertiesDialog, aip_project_properties_dialog, ADW_TYPE_DIALOG)

static gboolean
set_all (AipProjectPropertiesDialog  *self,
         GError                     **error)
{
  AipEntity *project = AIP_ENTITY (aip_document_get_project (self->document));
  guint workflow = MIN (adw_combo_row_get_selected (self->workflow_row),
                        self->workflows->len - 1);

  return aip_document_set_text (self->document, project, "name",
                                gtk_editable_get_text (GTK_EDITABLE (self->name_row)), error) &&
         aip_document_set_integer (self->document, project, "year",
                                   aip_year_row_get_year (self->year_row), error) &&
         aip_document_set_text (self->document, project, "period",
                                aip_year_row_get_period (self->year_row), error) &&
         aip_document_set_text (self->document, project, "status-moves",
                                adw_switch_row_get_active (self->moves_row)
                                ? AIP_PROJECT_MOVES_STRICT : AIP_PROJECT_MOVES_FREE, error) &&
         aip_document_set_text (self->document, project, "workflow",
                                g_ptr_array_index (self->workflows, workflow), error);
}

static void
apply_cb (GtkWidget  *widget,
          const char *action_name,
          GVariant   *parameter)
{
  AipProjectPropertiesDialog *self = AIP_PROJECT_PROPERTIES_DIALOG (widget);
  g_autoptr(GError) error = NULL;

  aip_document_begin (self->document, _("Change Project Properties"));
  if (set_all (self, &error))
    {
      aip_document_commit (self->document);
      adw_dialog_close (ADW_DIALOG (self));
      return;
    }

  aip_document_rollback (self->document);
  gtk_label_set_label (self->problem_label, error->message);
  gtk_widget_set_visible (self->problem_group, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), error->message,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
cancel_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
name_changed_cb (AipProjectPropertiesDialog *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row)));

  gtk_widget_set_visible (self->problem_group, FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.apply", *g_strstrip (name) != '\0');
}

static void
name_applied_cb (AipProjectPropertiesDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "dialog.apply", NULL);
}

/* A workflow that is not installed here stays what it is until another one is chosen. */
static void
fill_workflows (AipProjectPropertiesDialog *self,
                const char                 *current)
{
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);
  GListModel *all = aip_shot_workflow_get_all ();
  guint selected = 0;

  g_ptr_array_add (self->workflows, g_strdup (""));
  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr(AipWorkflow) workflow = g_list_model_get_item (all, i);

      g_ptr_array_add (self->workflows, g_strdup (aip_workflow_get_id (workflow)));
    }
  if (!g_ptr_array_find_with_equal_func (self->workflows, current, g_str_equal, &selected))
    {
      selected = self->workflows->len;
      g_ptr_array_add (self->workflows, g_strdup (current));
    }

  for (guint i = 0; i < self->workflows->len; i++)
    gtk_string_list_append (titles,
                            aip_shot_workflow_get_title (g_ptr_array_index (self->workflows, i)));
  adw_combo_row_set_model (self->workflow_row, G_LIST_MODEL (titles));
  adw_combo_row_set_selected (self->workflow_row, selected);
}

static void
show_project (AipProjectPropertiesDialog *self)
{
  AipProject *project = aip_document_get_project (self->document);
  AipFrameRate rate = aip_project_get_rate (project);
  g_autofree char *rate_text = aip_format_rate (&rate);
  g_autofree char *format = NULL;

  gtk_editable_set_text (GTK_EDITABLE (self->name_row), aip_project_get_name (project));
  adw_action_row_set_subtitle (self->code_row, aip_project_get_code (project));
  /* Translators: width × height of a picture, its ratio and its frame rate. */
  format = g_strdup_printf (_("%d × %d, %s, %s"), (int) aip_project_get_width (project),
                            (int) aip_project_get_height (project),
                            aip_entity_get_text (AIP_ENTITY (project), "aspect"), rate_text);
  adw_action_row_set_subtitle (self->format_row, format);
  aip_year_row_set (self->year_row, aip_project_get_year (project),
                    aip_project_get_period (project));
  adw_switch_row_set_active (self->moves_row,
                             g_str_equal (aip_entity_get_text (AIP_ENTITY (project),
                                                               "status-moves"),
                                          AIP_PROJECT_MOVES_STRICT));
  fill_workflows (self, aip_project_get_workflow (project));
}

static void
aip_project_properties_dialog_dispose (GObject *object)
{
  AipProjectPropertiesDialog *self = AIP_PROJECT_PROPERTIES_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_PROJECT_PROPERTIES_DIALOG);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (aip_project_properties_dialog_parent_class)->dispose (object);
}

static void
aip_project_properties_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (AIP_PROJECT_PROPERTIES_DIALOG (object)->workflows);

  G_OBJECT_CLASS (aip_project_properties_dialog_parent_class)->finalize (object);
}

static void
aip_project_properties_dialog_class_init (AipProjectPropertiesDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_project_properties_dialog_dispose;
  object_class->finalize = aip_project_properties_dialog_finalize;

  g_type_ensure (AIP_TYPE_YEAR_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-project-properties-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AipProjectPropertiesDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, AipProjectPropertiesDialog, code_row);
  gtk_widget_class_bind_template_child (widget_class, AipProjectPropertiesDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, AipProjectPropertiesDialog, year_row);
  gtk_widget_class_bind_template_child (widget_class, AipProjectPropertiesDialog, workflow_row);
  gtk_widget_class_bind_template_child (widget_class, AipProjectPropertiesDialog, moves_row);
  gtk_widget_class_bind_template_child (widget_class, AipProjectPropertiesDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, AipProjectPropertiesDialog, problem_group);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_applied_cb);

  gtk_widget_class_install_action (widget_class, "dialog.apply", NULL, apply_cb);
  gtk_widget_class_install_action (widget_class, "dialog.cancel", NULL, cancel_cb);
}

static void
aip_project_properties_dialog_init (AipProjectPropertiesDialog *self)
{
  self->workflows = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
aip_project_properties_dialog_new (AipSession *session)
{
  AipProjectPropertiesDialog *self;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);

  self = g_object_new (AIP_TYPE_PROJECT_PROPERTIES_DIALOG, NULL);
  self->document = g_object_ref (aip_session_get_document (session));
  show_project (self);

  return ADW_DIALOG (self);
}
