/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-workflow-store"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-paths.h"
#include "aip-workflow-store.h"

#define MAX_WORKFLOWS 1000

/* On a workflow: the folder that was added. */
#define FOLDER_KEY "aip-workflow-folder"

struct _AipWorkflowStore
{
  GObject     parent_instance;

  GPtrArray  *workflows;
  GPtrArray  *problems;
};

static GType
aip_workflow_store_get_item_type (GListModel *model)
{
  return AIP_TYPE_WORKFLOW;
}

static guint
aip_workflow_store_get_n_items (GListModel *model)
{
  return AIP_WORKFLOW_STORE (model)->workflows->len;
}

static gpointer
aip_workflow_store_get_item (GListModel *model,
                             guint       position)
{
  AipWorkflowStore *self = AIP_WORKFLOW_STORE (model);

  if (position >= self->workflows->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->workflows, position));
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = aip_workflow_store_get_item_type;
  iface->get_n_items = aip_workflow_store_get_n_items;
  iface->get_item = aip_workflow_store_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AipWorkflowStore, aip_workflow_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
aip_workflow_store_finalize (GObject *object)
{
  AipWorkflowStore *self = AIP_WORKFLOW_STORE (object);

  g_ptr_array_unref (self->workflows);
  g_ptr_array_unref (self->problems);

  G_OBJECT_CLASS (aip_workflow_store_parent_class)->finalize (object);
}

static void
aip_workflow_store_class_init (AipWorkflowStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = aip_workflow_store_finalize;
}

static void
aip_workflow_store_init (AipWorkflowStore *self)
{
  self->workflows = g_ptr_array_new_with_free_func (g_object_unref);
  self->problems = g_ptr_array_new_null_terminated (4, g_free, TRUE);
}

static int
compare_workflows (gconstpointer a,
                   gconstpointer b)
{
  return g_strcmp0 (aip_workflow_get_id ((AipWorkflow *) a),
                    aip_workflow_get_id ((AipWorkflow *) b));
}

static gboolean
is_under (AipWorkflow *workflow,
          GFile       *folder)
{
  GFile *from = g_object_get_data (G_OBJECT (workflow), FOLDER_KEY);

  return from == folder || (from != NULL && folder != NULL && g_file_equal (from, folder));
}

/* @added: (nullable): the folder to mark them with */
static void
read_folder (AipWorkflowStore *self,
             GFile            *folder,
             GFile            *added)
{
  g_autoptr(GFileEnumerator) children = NULL;
  g_autoptr(GError) error = NULL;

  children = g_file_enumerate_children (folder, G_FILE_ATTRIBUTE_STANDARD_NAME,
                                        G_FILE_QUERY_INFO_NONE, NULL, &error);
  while (children != NULL && self->workflows->len < MAX_WORKFLOWS)
    {
      g_autoptr(GFile) description = NULL;
      g_autoptr(AipWorkflow) workflow = NULL;
      g_autoptr(GError) load_error = NULL;
      GFile *child = NULL;

      if (!g_file_enumerator_iterate (children, NULL, &child, NULL, &error) || child == NULL)
        break;

      description = g_file_get_child (child, "workflow.json");
      if (!g_file_query_exists (description, NULL))
        continue;

      workflow = aip_workflow_load (child, &load_error);
      if (workflow == NULL)
        g_ptr_array_add (self->problems, g_strdup (load_error->message));
      else if (aip_workflow_store_get (self, aip_workflow_get_id (workflow)) != NULL)
        g_ptr_array_add (self->problems,
                         g_strdup_printf (_("The workflow in “%s” is left out: there is another one "
                                            "with the id “%s”."), g_file_peek_path (child),
                                          aip_workflow_get_id (workflow)));
      else
        {
          if (added != NULL)
            g_object_set_data_full (G_OBJECT (workflow), FOLDER_KEY, g_object_ref (added),
                                    g_object_unref);
          g_ptr_array_add (self->workflows, g_steal_pointer (&workflow));
        }
    }
  /* A project need not have any. */
  if (error != NULL &&
      !(added != NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)))
    g_ptr_array_add (self->problems, g_strdup (error->message));

  g_ptr_array_sort_values (self->workflows, compare_workflows);
}

/**
 * aip_workflow_store_new_for_folder:
 * @folder: a folder of folders; those without a `workflow.json` are passed over
 *
 * Reads the folder at once: it is small and local.
 */
AipWorkflowStore *
aip_workflow_store_new_for_folder (GFile *folder)
{
  AipWorkflowStore *self = g_object_new (AIP_TYPE_WORKFLOW_STORE, NULL);

  g_return_val_if_fail (G_IS_FILE (folder), self);

  read_folder (self, folder, NULL);

  return self;
}

static void
drop_folder (AipWorkflowStore *self,
             GFile            *folder)
{
  for (guint i = self->workflows->len; i > 0; i--)
    if (is_under (g_ptr_array_index (self->workflows, i - 1), folder))
      g_ptr_array_remove_index (self->workflows, i - 1);
}

void
aip_workflow_store_add_folder (AipWorkflowStore *self,
                               GFile            *folder)
{
  guint n_before;

  g_return_if_fail (AIP_IS_WORKFLOW_STORE (self));
  g_return_if_fail (G_IS_FILE (folder));

  n_before = self->workflows->len;
  drop_folder (self, folder);
  read_folder (self, folder, folder);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->workflows->len);
}

void
aip_workflow_store_remove_folder (AipWorkflowStore *self,
                                  GFile            *folder)
{
  guint n_before;

  g_return_if_fail (AIP_IS_WORKFLOW_STORE (self));
  g_return_if_fail (G_IS_FILE (folder));

  n_before = self->workflows->len;
  drop_folder (self, folder);
  if (self->workflows->len < n_before)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->workflows->len);
}

GFile *
aip_workflow_store_get_folder (AipWorkflowStore *self,
                               AipWorkflow      *workflow)
{
  g_return_val_if_fail (AIP_IS_WORKFLOW_STORE (self), NULL);
  g_return_val_if_fail (AIP_IS_WORKFLOW (workflow), NULL);

  return g_object_get_data (G_OBJECT (workflow), FOLDER_KEY);
}

/* The workflows that ship with the program. */
AipWorkflowStore *
aip_workflow_store_new (void)
{
  g_autofree char *path = aip_paths_data_file ("workflows");
  g_autoptr(GFile) folder = g_file_new_for_path (path);

  return aip_workflow_store_new_for_folder (folder);
}

AipWorkflow *
aip_workflow_store_get (AipWorkflowStore *self,
                        const char       *id)
{
  g_return_val_if_fail (AIP_IS_WORKFLOW_STORE (self), NULL);

  for (guint i = 0; id != NULL && i < self->workflows->len; i++)
    {
      AipWorkflow *workflow = g_ptr_array_index (self->workflows, i);

      if (g_str_equal (aip_workflow_get_id (workflow), id))
        return workflow;
    }

  return NULL;
}

/* Whether a shot needs nothing but words for it. */
static gboolean
begins_with_words (AipWorkflow *workflow)
{
  static const char *const pictures[] = {
    AIP_ROLE_INIT_IMAGE,      AIP_ROLE_FIRST_FRAME,    AIP_ROLE_LAST_FRAME,
    AIP_ROLE_REFERENCE_IMAGE, AIP_ROLE_MASK,           AIP_ROLE_CONTROL_IMAGE,
    AIP_ROLE_CONTROL_SOURCE,  AIP_ROLE_CONTROL_VIDEO,  AIP_ROLE_INIT_VIDEO,
  };

  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    if (aip_workflow_has_role (workflow, pictures[i]))
      return FALSE;

  return TRUE;
}

/**
 * aip_workflow_store_get_default:
 * @kind: (nullable): "still", "video" …; %NULL for any
 *
 * The first of its kind that needs no picture.
 */
AipWorkflow *
aip_workflow_store_get_default (AipWorkflowStore *self,
                                const char       *kind)
{
  AipWorkflow *first = NULL;

  g_return_val_if_fail (AIP_IS_WORKFLOW_STORE (self), NULL);

  for (guint i = 0; i < self->workflows->len; i++)
    {
      AipWorkflow *workflow = g_ptr_array_index (self->workflows, i);

      if (kind != NULL && !g_str_equal (aip_workflow_get_kind (workflow), kind))
        continue;
      if (begins_with_words (workflow))
        return workflow;
      if (first == NULL)
        first = workflow;
    }

  return first;
}

const char *const *
aip_workflow_store_get_problems (AipWorkflowStore *self)
{
  g_return_val_if_fail (AIP_IS_WORKFLOW_STORE (self), NULL);

  return (const char *const *) self->problems->pdata;
}
