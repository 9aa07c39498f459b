/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-workflow-matrix"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-format.h"
#include "aip-workflow-matrix.h"

#define CELL_WIDTH 96

struct _AipWorkflowMatrix
{
  AdwDialog    parent_instance;

  AipSession  *session;
  guint        fill_id;
  char        *known;      /* what the workers had when it was filled */
  GHashTable  *expanded;   /* ids of rows that are open */
  guint        next;       /* workflow to be added */

  GtkListBox  *list;
};

G_DEFINE_FINAL_TYPE (AipWorkflowMatrix, aip_workflow_matrix, ADW_TYPE_DIALOG)

typedef enum {
  CELL_FINE,
  CELL_LACKING,
  CELL_UNKNOWN,
} Cell;

static const struct {
  const char *icon_name;
  const char *style;
  const char *word;
} cells[] = {
  [CELL_FINE] = { "object-select-symbolic", "success", N_("runs here") },
  [CELL_LACKING] = { "dialog-warning-symbolic", "warning", N_("cannot run here") },
  [CELL_UNKNOWN] = { "dialog-question-symbolic", "dim-label", N_("not known") },
};

/* @text: (out): what to know, in whole sentences */
static Cell
judge (AipWorkflowMatrix  *self,
       AipWorkflow        *workflow,
       AipWorker          *worker,
       char              **text)
{
  AipNodeCatalogue *catalogue =
    aip_scheduler_get_catalogue (aip_session_get_scheduler (self->session), worker);
  AipProject *project = aip_document_get_project (aip_session_get_document (self->session));
  int width = (int) CLAMP (aip_project_get_width (project), 16, 65536);
  int height = (int) CLAMP (aip_project_get_height (project), 16, 65536);
  int frames = (int) aip_workflow_get_default_number (workflow, AIP_ROLE_FRAMES, 1);
  g_auto(GStrv) problems = NULL;
  g_autofree char *memory = NULL;
  guint64 need;

  if (catalogue == NULL)
    {
      *text = g_strdup (_("It is not known yet what this worker has."));
      return CELL_UNKNOWN;
    }

  problems = aip_job_check_workflow (workflow, catalogue, aip_worker_get_vram_total (worker), width,
                                     height, frames);
  if (problems[0] != NULL)
    {
      *text = g_strjoinv ("\n", problems);
      return CELL_LACKING;
    }

  aip_workflow_fit_size (workflow, &width, &height);
  need = aip_workflow_estimate_vram (workflow, width, height,
                                     aip_workflow_fit_frames (workflow, frames));
  memory = aip_format_memory (need);
  *text = need > 0 ? g_strdup_printf (_("Everything is there. %d × %d takes about %s."), width, height,
                                      memory)
                   : g_strdup (_("Everything is there."));

  return CELL_FINE;
}

static void
row_expanded_cb (AipWorkflowMatrix *self,
                 GParamSpec        *pspec,
                 AdwExpanderRow    *row)
{
  const char *id = g_object_get_data (G_OBJECT (row), "id");

  if (adw_expander_row_get_expanded (row))
    g_hash_table_add (self->expanded, g_strdup (id));
  else
    g_hash_table_remove (self->expanded, id);
}

/* Those of the project can be opened again. */
static GtkWidget *
edit_button_new (AipWorkflow *workflow)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("document-edit-symbolic");
  g_autofree char *name = g_strdup_printf (_("Change “%s”"), aip_workflow_get_title (workflow));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Change Where Values Go"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.edit-workflow");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", aip_workflow_get_id (workflow));

  return button;
}

static void
add_workflow (AipWorkflowMatrix *self,
              AipWorkflow       *workflow)
{
  AipScheduler *scheduler = aip_session_get_scheduler (self->session);
  GListModel *workers = aip_scheduler_get_workers (scheduler);
  GtkWidget *row = adw_expander_row_new ();
  g_autoptr(GString) summary = g_string_new (NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), aip_workflow_get_title (workflow));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), aip_workflow_get_id (workflow));
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (aip_workflow_get_id (workflow)), g_free);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row),
                                 g_hash_table_contains (self->expanded,
                                                        aip_workflow_get_id (workflow)));
  g_signal_connect_object (row, "notify::expanded", G_CALLBACK (row_expanded_cb), self,
                           G_CONNECT_SWAPPED);
  if (aip_workflow_store_get_folder (aip_scheduler_get_workflows (scheduler), workflow) != NULL)
    adw_expander_row_add_suffix (ADW_EXPANDER_ROW (row), edit_button_new (workflow));

  for (guint i = 0; i < g_list_model_get_n_items (workers); i++)
    {
      g_autoptr(AipWorker) worker = g_list_model_get_item (workers, i);
      GtkWidget *detail = adw_action_row_new ();
      g_autofree char *text = NULL;
      g_autofree char *tooltip = NULL;
      Cell cell = judge (self, workflow, worker, &text);
      GtkWidget *icon = gtk_image_new_from_icon_name (cells[cell].icon_name);

      gtk_widget_set_size_request (icon, CELL_WIDTH, -1);
      gtk_widget_add_css_class (icon, cells[cell].style);
      tooltip = g_strdup_printf ("%s: %s", aip_worker_get_name (worker), _(cells[cell].word));
      gtk_widget_set_tooltip_text (icon, tooltip);
      gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                      -1);
      adw_expander_row_add_suffix (ADW_EXPANDER_ROW (row), icon);
      g_string_append_printf (summary, "%s%s", i > 0 ? ", " : "", tooltip);

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (detail), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (detail), aip_worker_get_name (worker));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (detail), text);
      adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (detail), TRUE);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (row), detail);
    }

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  summary->str, -1);
  gtk_list_box_append (self->list, row);
}

/* The names of the workers over their columns. */
static void
add_heads (AipWorkflowMatrix *self)
{
  GListModel *workers = aip_scheduler_get_workers (aip_session_get_scheduler (self->session));
  GtkWidget *row = adw_action_row_new ();
  /* As wide as the arrow of the rows below. */
  GtkWidget *arrow = gtk_image_new_from_icon_name ("pan-down-symbolic");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Workflow"));
  gtk_widget_add_css_class (row, "heading");
  if (g_list_model_get_n_items (workers) == 0)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                                 _("Add a worker to see which workflows run there."));
  for (guint i = 0; i < g_list_model_get_n_items (workers); i++)
    {
      g_autoptr(AipWorker) worker = g_list_model_get_item (workers, i);
      GtkWidget *label = gtk_label_new (aip_worker_get_name (worker));

      gtk_widget_set_size_request (label, CELL_WIDTH, -1);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 12);
      gtk_widget_set_tooltip_text (label, aip_worker_get_name (worker));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }
  gtk_widget_set_opacity (arrow, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_append (self->list, row);
}

/* Everything of the workers that shows. */
static char *
dup_known (AipWorkflowMatrix *self)
{
  AipScheduler *scheduler = aip_session_get_scheduler (self->session);
  GListModel *workers = aip_scheduler_get_workers (scheduler);
  GString *known = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (workers); i++)
    {
      g_autoptr(AipWorker) worker = g_list_model_get_item (workers, i);

      g_string_append_printf (known, "%s %p %" G_GUINT64_FORMAT "\n", aip_worker_get_name (worker),
                              (gpointer) aip_scheduler_get_catalogue (scheduler, worker),
                              aip_worker_get_vram_total (worker));
    }

  return g_string_free_and_steal (known);
}

static gboolean
fill_cb (gpointer user_data)
{
  AipWorkflowMatrix *self = user_data;
  AipScheduler *scheduler = aip_session_get_scheduler (self->session);
  GListModel *workflows = G_LIST_MODEL (aip_scheduler_get_workflows (scheduler));
  g_autoptr(AipWorkflow) workflow = NULL;

  if (self->next == 0)
    {
      g_free (self->known);
      self->known = dup_known (self);
      gtk_list_box_remove_all (self->list);
      add_heads (self);
    }

  /* One at a time: what a row is made of takes longer than what it says. */
  workflow = g_list_model_get_item (workflows, self->next++);
  if (workflow != NULL)
    {
      add_workflow (self, workflow);
      return G_SOURCE_CONTINUE;
    }
  self->fill_id = 0;

  return G_SOURCE_REMOVE;
}

static void
fill_soon (AipWorkflowMatrix *self)
{
  self->next = 0;
  if (self->fill_id == 0)
    self->fill_id = g_idle_add (fill_cb, self);
}

/* Workers tell a lot; what they have changes seldom. */
static void
worker_changed_cb (AipWorkflowMatrix *self)
{
  g_autofree char *known = dup_known (self);

  if (g_strcmp0 (known, self->known) != 0)
    fill_soon (self);
}

static void
aip_workflow_matrix_dispose (GObject *object)
{
  AipWorkflowMatrix *self = AIP_WORKFLOW_MATRIX (object);

  g_clear_handle_id (&self->fill_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_WORKFLOW_MATRIX);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_workflow_matrix_parent_class)->dispose (object);
}

static void
aip_workflow_matrix_finalize (GObject *object)
{
  AipWorkflowMatrix *self = AIP_WORKFLOW_MATRIX (object);

  g_hash_table_unref (self->expanded);
  g_free (self->known);

  G_OBJECT_CLASS (aip_workflow_matrix_parent_class)->finalize (object);
}

static void
aip_workflow_matrix_class_init (AipWorkflowMatrixClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_workflow_matrix_dispose;
  G_OBJECT_CLASS (klass)->finalize = aip_workflow_matrix_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-workflow-matrix.ui");
  gtk_widget_class_bind_template_child (widget_class, AipWorkflowMatrix, list);
}

static void
aip_workflow_matrix_init (AipWorkflowMatrix *self)
{
  self->expanded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
aip_workflow_matrix_new (AipSession *session)
{
  AipWorkflowMatrix *self;
  AipScheduler *scheduler;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);

  self = g_object_new (AIP_TYPE_WORKFLOW_MATRIX, NULL);
  self->session = g_object_ref (session);
  scheduler = aip_session_get_scheduler (session);
  g_signal_connect_object (aip_scheduler_get_workers (scheduler), "items-changed",
                           G_CALLBACK (fill_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scheduler, "worker-changed", G_CALLBACK (worker_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (aip_scheduler_get_workflows (scheduler), "items-changed",
                           G_CALLBACK (fill_soon), self, G_CONNECT_SWAPPED);
  fill_soon (self);

  return ADW_DIALOG (self);
}
