/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-workflow-matrix"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-workflow-matrix.h"

#define CELL_WIDTH 96

struct _AipWorkflowMatrix
{
  AdwDialog    parent_instance;

  AipSession  *session;
  guint        fill_id;
  guint        next;       /* workflow to be added */

  GtkListBox  *list;
  GtkStack    *stack;
};

G_DEFINE_FINAL_TYPE (AipWorkflowMatrix, aip_workflow_matrix, ADW_TYPE_DIALOG)

typedef enum {
  CELL_FINE,
  CELL_MISSING,
  CELL_SMALL,
  CELL_UNKNOWN,
} Cell;

static const struct {
  const char *icon_name;
  const char *style;
  const char *word;
} cells[] = {
  [CELL_FINE] = { "object-select-symbolic", "success", N_("runs here") },
  [CELL_MISSING] = { "dialog-warning-symbolic", "warning", N_("something is missing") },
  [CELL_SMALL] = { "dialog-warning-symbolic", "warning", N_("too little memory") },
  [CELL_UNKNOWN] = { "dialog-question-symbolic", "dim-label", N_("not known") },
};

static char *
dup_gigabytes (guint64 bytes)
{
  return g_strdup_printf ("%.1f GB", (double) bytes / 1e9);
}

/* @text: (out): what to know, in whole sentences */
static Cell
judge (AipWorkflowMatrix  *self,
       AipWorkflow        *workflow,
       AipWorker          *worker,
       char              **text)
{
  AipNodeCatalogue *catalogue =
    aip_scheduler_get_catalogue (aip_session_get_scheduler (self->session), worker);
  guint64 there = aip_worker_get_vram_total (worker);
  g_auto(GStrv) problems = NULL;
  g_autofree char *need_text = NULL;
  g_autofree char *there_text = NULL;
  AipProject *project;
  guint64 need;
  int width, height;

  if (catalogue == NULL)
    {
      *text = g_strdup (_("It is not known yet what this worker has."));
      return CELL_UNKNOWN;
    }

  problems = aip_workflow_check (workflow, catalogue);
  if (problems[0] != NULL)
    {
      *text = g_strjoinv ("\n", problems);
      return CELL_MISSING;
    }

  project = aip_document_get_project (aip_session_get_document (self->session));
  width = (int) CLAMP (aip_project_get_width (project), 16, 65536);
  height = (int) CLAMP (aip_project_get_height (project), 16, 65536);
  aip_workflow_fit_size (workflow, &width, &height);
  need = aip_workflow_estimate_vram (workflow, width, height,
                                     aip_workflow_fit_frames (workflow,
                                                              (int) aip_workflow_get_default_number (
                                                                workflow, AIP_ROLE_FRAMES, 1)));
  need_text = dup_gigabytes (need);
  there_text = dup_gigabytes (there);
  if (there > 0 && need > there)
    {
      /* Translators: two sizes of pixels, two amounts of memory */
      *text = g_strdup_printf (_("%d × %d takes about %s of graphics memory; the largest card here has "
                                 "%s."), width, height, need_text, there_text);
      return CELL_SMALL;
    }

  *text = need > 0 ? g_strdup_printf (_("Everything is there. %d × %d takes about %s."), width, height,
                                      need_text)
                   : g_strdup (_("Everything is there."));

  return CELL_FINE;
}

static void
add_workflow (AipWorkflowMatrix *self,
              AipWorkflow       *workflow)
{
  GListModel *workers = aip_scheduler_get_workers (aip_session_get_scheduler (self->session));
  GtkWidget *row = adw_expander_row_new ();
  g_autoptr(GString) summary = g_string_new (NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), aip_workflow_get_title (workflow));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), aip_workflow_get_id (workflow));

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

static gboolean
fill_cb (gpointer user_data)
{
  AipWorkflowMatrix *self = user_data;
  AipScheduler *scheduler = aip_session_get_scheduler (self->session);
  GListModel *workflows = G_LIST_MODEL (aip_scheduler_get_workflows (scheduler));
  gboolean any = g_list_model_get_n_items (aip_scheduler_get_workers (scheduler)) > 0;
  g_autoptr(AipWorkflow) workflow = NULL;

  if (self->next == 0)
    {
      gtk_stack_set_visible_child_name (self->stack, any ? "matrix" : "empty");
      gtk_list_box_remove_all (self->list);
      add_heads (self);
    }

  /* One at a time: what a row is made of takes longer than what it says. */
  workflow = any ? g_list_model_get_item (workflows, self->next++) : NULL;
  if (workflow != NULL)
    {
      add_workflow (self, workflow);
      return G_SOURCE_CONTINUE;
    }
  self->fill_id = 0;

  return G_SOURCE_REMOVE;
}

/* Workers tell a lot; what they have changes seldom. */
static void
fill_soon (AipWorkflowMatrix *self)
{
  self->next = 0;
  if (self->fill_id == 0)
    self->fill_id = g_idle_add (fill_cb, self);
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
aip_workflow_matrix_class_init (AipWorkflowMatrixClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_workflow_matrix_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-workflow-matrix.ui");
  gtk_widget_class_bind_template_child (widget_class, AipWorkflowMatrix, list);
  gtk_widget_class_bind_template_child (widget_class, AipWorkflowMatrix, stack);
}

static void
aip_workflow_matrix_init (AipWorkflowMatrix *self)
{
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
  g_signal_connect_object (aip_scheduler_get_workflows (scheduler), "items-changed",
                           G_CALLBACK (fill_soon), self, G_CONNECT_SWAPPED);
  fill_soon (self);

  return ADW_DIALOG (self);
}
