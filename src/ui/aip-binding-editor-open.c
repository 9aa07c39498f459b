/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-binding-editor"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-binding-editor.h"
#include "aip-error.h"
#include "aip-graph-file.h"
#include "aip-task.h"

/* What the editor is opened with: a file from anywhere, or a workflow of the project. */

#define MAX_FILE_BYTES ((gsize) 256 * 1024 * 1024)

typedef struct {
  char             *path;
  AipNodeCatalogue *catalogue;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_free (reading->path);
  g_clear_pointer (&reading->catalogue, aip_node_catalogue_unref);
  g_free (reading);
}

static void
read_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Reading *reading = task_data;
  g_autoptr(GFile) file = g_file_new_for_path (reading->path);
  g_autoptr(GFileInfo) info = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  AipGraph *graph = NULL;
  GError *error = NULL;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL,
                            &error);
  if (info != NULL && (gsize) g_file_info_get_size (info) > MAX_FILE_BYTES)
    g_set_error (&error, AIP_ERROR, AIP_ERROR_TOO_LARGE,
                 _("“%s” is no file that could hold a workflow."), reading->path);
  if (error == NULL)
    bytes = g_file_load_bytes (file, NULL, NULL, &error);
  if (bytes != NULL)
    graph = aip_graph_new_from_file (bytes, reading->catalogue, NULL, problems, &error);

  if (graph != NULL)
    g_task_return_pointer (task, graph, (GDestroyNotify) aip_graph_unref);
  else
    g_task_return_error (task, error);
}

typedef struct {
  AipSession *session;
  GtkWidget  *parent;
} Opening;

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Opening *opening = user_data;
  Reading *reading = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  g_autoptr(AipGraph) graph = g_task_propagate_pointer (G_TASK (result), &error);

  if (graph == NULL)
    aip_session_toast_error (opening->session, error);
  /* The project may have been closed meanwhile. */
  else if (gtk_widget_get_root (opening->parent) != NULL)
    {
      g_autofree char *title = aip_graph_file_dup_title (reading->path);

      adw_dialog_present (aip_binding_editor_new (opening->session,
                                                  aip_workflow_sketch_new (graph, reading->catalogue,
                                                                           title)),
                          opening->parent);
    }

  g_object_unref (opening->session);
  g_object_unref (opening->parent);
  g_free (opening);
}

void
aip_binding_editor_open (AipSession *session,
                         const char *path,
                         GtkWidget  *parent)
{
  g_autoptr(GTask) task = NULL;
  AipNodeCatalogue *catalogue;
  Reading *reading;
  Opening *opening;

  g_return_if_fail (AIP_IS_SESSION (session));
  g_return_if_fail (path != NULL);
  g_return_if_fail (GTK_IS_WIDGET (parent));

  catalogue = aip_scheduler_get_catalogue (aip_session_get_scheduler (session), NULL);
  reading = g_new0 (Reading, 1);
  reading->path = g_strdup (path);
  reading->catalogue = catalogue != NULL ? aip_node_catalogue_ref (catalogue) : NULL;
  opening = g_new0 (Opening, 1);
  opening->session = g_object_ref (session);
  opening->parent = g_object_ref (parent);

  task = g_task_new (NULL, NULL, read_cb, opening);
  g_task_set_source_tag (task, aip_binding_editor_open);
  g_task_set_task_data (task, reading, reading_free);
  aip_task_run_in_thread (task, read_thread);
}

void
aip_binding_editor_edit (AipSession  *session,
                         AipWorkflow *workflow,
                         GtkWidget   *parent)
{
  AipNodeCatalogue *catalogue;
  AipWorkflowSketch *sketch;

  g_return_if_fail (AIP_IS_SESSION (session));
  g_return_if_fail (AIP_IS_WORKFLOW (workflow));
  g_return_if_fail (GTK_IS_WIDGET (parent));

  catalogue = aip_scheduler_get_catalogue (aip_session_get_scheduler (session), NULL);
  sketch = aip_workflow_sketch_new_for_workflow (workflow, catalogue);
  adw_dialog_present (aip_binding_editor_new (session, sketch), parent);
}
