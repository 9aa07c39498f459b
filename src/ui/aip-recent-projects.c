/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-recent-projects"

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "aip-document.h"
#include "aip-json.h"
#include "aip-recent-projects.h"
#include "aip-task.h"

#define MAX_FILE_BYTES (1024 * 1024)

struct _AipRecentProjects
{
  GObject parent_instance;

  char      *file;
  GPtrArray *projects;
  gboolean   loaded;
  guint      scan;      /* the newest look at the disk; older answers are dropped */
  gboolean   saving;
  gboolean   dirty;
  GPtrArray *flushes;   /* GTask */
};

enum {
  PROP_0,
  PROP_LOADED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AipRecentProjects, aip_recent_projects, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static GType
get_item_type (GListModel *model)
{
  return AIP_TYPE_RECENT_PROJECT;
}

static guint
get_n_items (GListModel *model)
{
  return AIP_RECENT_PROJECTS (model)->projects->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  AipRecentProjects *self = AIP_RECENT_PROJECTS (model);

  return position < self->projects->len
           ? g_object_ref (g_ptr_array_index (self->projects, position))
           : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean
find_folder (AipRecentProjects *self,
             const char        *folder,
             guint             *position)
{
  for (guint i = 0; i < self->projects->len; i++)
    {
      if (g_str_equal (aip_recent_project_get_folder (g_ptr_array_index (self->projects, i)),
                       folder))
        {
          *position = i;
          return TRUE;
        }
    }

  return FALSE;
}

static void save (AipRecentProjects *self);

/* Reading -------------------------------------------------------------------------------------- */

static gboolean
is_missing (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, AIP_DOCUMENT_FILE, NULL);

  return !g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static GPtrArray *
parse_projects (const char *text,
                gsize       length)
{
  g_autoptr(JsonNode) node = aip_json_parse (text, (gssize) length, MAX_FILE_BYTES, NULL);
  JsonArray *array = aip_json_get_array (aip_json_node_object (node), "projects");
  GPtrArray *projects = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = aip_json_node_object (json_array_get_element (array, i));
      const char *folder = aip_json_get_string (object, "folder", "");
      const char *name = aip_json_get_string (object, "name", "");

      if (!g_path_is_absolute (folder) || *name == '\0' ||
          projects->len >= AIP_RECENT_PROJECTS_LENGTH)
        continue;
      g_ptr_array_add (projects,
                       aip_recent_project_new (folder, name, aip_json_get_int (object, "opened", 0),
                                               aip_json_get_string (object, "picture", NULL),
                                               is_missing (folder)));
    }

  return projects;
}

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  const char *file = task_data;
  g_autofree char *text = NULL;
  gsize length = 0;

  /* No file yet, or one that cannot be read, is a machine without recent projects. */
  g_file_get_contents (file, &text, &length, NULL);
  g_task_return_pointer (task, parse_projects (text != NULL ? text : "", length),
                         (GDestroyNotify) g_ptr_array_unref);
}

static void
read_done_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  AipRecentProjects *self = AIP_RECENT_PROJECTS (source);
  g_autoptr(GPtrArray) read = g_task_propagate_pointer (G_TASK (result), NULL);
  guint before = self->projects->len;

  /* Opened while the file was being read: stays first. */
  for (guint i = 0; i < read->len; i++)
    {
      AipRecentProject *project = g_ptr_array_index (read, i);
      guint position;

      if (!find_folder (self, aip_recent_project_get_folder (project), &position))
        g_ptr_array_add (self->projects, g_object_ref (project));
    }

  self->loaded = TRUE;
  g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->projects->len - before);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);

  if (self->dirty)
    save (self);
}

/* Writing -------------------------------------------------------------------------------------- */

static char *
projects_to_json (AipRecentProjects *self)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->projects->len; i++)
    {
      AipRecentProject *project = g_ptr_array_index (self->projects, i);
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "folder", aip_recent_project_get_folder (project));
      json_object_set_string_member (item, "name", aip_recent_project_get_name (project));
      json_object_set_int_member (item, "opened", aip_recent_project_get_opened (project));
      if (aip_recent_project_get_picture (project) != NULL)
        json_object_set_string_member (item, "picture", aip_recent_project_get_picture (project));
      json_array_add_object_element (array, item);
    }
  json_object_set_array_member (object, "projects", array);
  json_node_take_object (root, object);

  return aip_json_to_text (root, TRUE);
}

static void
write_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  AipRecentProjects *self = source;
  g_autofree char *folder = g_path_get_dirname (self->file);
  g_autoptr(GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  if (!g_file_set_contents_full (self->file, task_data, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                 &error))
    g_message ("The list of recent projects was not saved: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

static void
write_done_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  AipRecentProjects *self = AIP_RECENT_PROJECTS (source);

  self->saving = FALSE;
  if (self->dirty)
    {
      save (self);
      return;
    }

  for (guint i = 0; i < self->flushes->len; i++)
    g_task_return_boolean (g_ptr_array_index (self->flushes, i), TRUE);
  g_ptr_array_set_size (self->flushes, 0);
}

static void
save (AipRecentProjects *self)
{
  g_autoptr(GTask) task = NULL;

  /* Written before the old list is read, the new one would replace it. */
  self->dirty = self->saving || !self->loaded;
  if (self->dirty)
    return;

  self->saving = TRUE;
  task = g_task_new (self, NULL, write_done_cb, NULL);
  g_task_set_source_tag (task, save);
  g_task_set_task_data (task, projects_to_json (self), g_free);
  aip_task_run_in_thread (task, write_in_thread);
}

/* The object ----------------------------------------------------------------------------------- */

static void
aip_recent_projects_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_LOADED:
      g_value_set_boolean (value, AIP_RECENT_PROJECTS (object)->loaded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_recent_projects_finalize (GObject *object)
{
  AipRecentProjects *self = AIP_RECENT_PROJECTS (object);

  g_clear_pointer (&self->file, g_free);
  g_clear_pointer (&self->projects, g_ptr_array_unref);
  g_clear_pointer (&self->flushes, g_ptr_array_unref);

  G_OBJECT_CLASS (aip_recent_projects_parent_class)->finalize (object);
}

static void
aip_recent_projects_class_init (AipRecentProjectsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = aip_recent_projects_finalize;
  object_class->get_property = aip_recent_projects_get_property;

  properties[PROP_LOADED] =
    g_param_spec_boolean ("loaded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
aip_recent_projects_init (AipRecentProjects *self)
{
  self->projects = g_ptr_array_new_with_free_func (g_object_unref);
  self->flushes = g_ptr_array_new_with_free_func (g_object_unref);
}

AipRecentProjects *
aip_recent_projects_new (const char *file)
{
  AipRecentProjects *self;
  g_autoptr(GTask) task = NULL;

  g_return_val_if_fail (file != NULL, NULL);

  self = g_object_new (AIP_TYPE_RECENT_PROJECTS, NULL);
  self->file = g_strdup (file);

  task = g_task_new (self, NULL, read_done_cb, NULL);
  g_task_set_source_tag (task, aip_recent_projects_new);
  g_task_set_task_data (task, g_strdup (file), g_free);
  aip_task_run_in_thread (task, read_in_thread);

  return self;
}

void
aip_recent_projects_remember (AipRecentProjects *self,
                              const char        *folder,
                              const char        *name,
                              const char        *picture)
{
  guint removed = 0;
  guint position;

  g_return_if_fail (AIP_IS_RECENT_PROJECTS (self));
  g_return_if_fail (folder != NULL);
  g_return_if_fail (name != NULL);

  if (find_folder (self, folder, &position))
    {
      g_ptr_array_remove_index (self->projects, position);
      g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
    }

  g_ptr_array_insert (
    self->projects, 0,
    aip_recent_project_new (folder, name, g_get_real_time () / G_USEC_PER_SEC, picture, FALSE));
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, 1);

  if (self->projects->len > AIP_RECENT_PROJECTS_LENGTH)
    {
      removed = self->projects->len - AIP_RECENT_PROJECTS_LENGTH;
      g_ptr_array_set_size (self->projects, AIP_RECENT_PROJECTS_LENGTH);
      g_list_model_items_changed (G_LIST_MODEL (self), AIP_RECENT_PROJECTS_LENGTH, removed, 0);
    }

  save (self);
}

void
aip_recent_projects_forget (AipRecentProjects *self,
                            const char        *folder)
{
  guint position;

  g_return_if_fail (AIP_IS_RECENT_PROJECTS (self));
  g_return_if_fail (folder != NULL);

  if (!find_folder (self, folder, &position))
    return;

  g_ptr_array_remove_index (self->projects, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  save (self);
}

gboolean
aip_recent_projects_get_loaded (AipRecentProjects *self)
{
  g_return_val_if_fail (AIP_IS_RECENT_PROJECTS (self), FALSE);

  return self->loaded;
}

static void
look_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  GPtrArray *folders = task_data;
  GArray *missing = g_array_new (FALSE, FALSE, sizeof (gboolean));

  for (guint i = 0; i < folders->len; i++)
    {
      gboolean is = is_missing (g_ptr_array_index (folders, i));

      g_array_append_val (missing, is);
    }
  g_task_return_pointer (task, missing, (GDestroyNotify) g_array_unref);
}

static void
look_done_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  AipRecentProjects *self = AIP_RECENT_PROJECTS (source);
  g_autoptr(GArray) missing = g_task_propagate_pointer (G_TASK (result), NULL);
  GPtrArray *folders = g_task_get_task_data (G_TASK (result));

  if (GPOINTER_TO_UINT (user_data) != self->scan)
    return;

  for (guint i = 0; i < folders->len; i++)
    {
      AipRecentProject *project;
      guint position;

      if (!find_folder (self, g_ptr_array_index (folders, i), &position))
        continue;
      project = g_ptr_array_index (self->projects, position);
      if (aip_recent_project_get_missing (project) == g_array_index (missing, gboolean, i))
        continue;

      self->projects->pdata[position] =
        aip_recent_project_new (aip_recent_project_get_folder (project),
                                aip_recent_project_get_name (project),
                                aip_recent_project_get_opened (project),
                                aip_recent_project_get_picture (project),
                                g_array_index (missing, gboolean, i));
      g_object_unref (project);
      g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
    }
}

void
aip_recent_projects_refresh (AipRecentProjects *self)
{
  g_autoptr(GTask) task = NULL;
  GPtrArray *folders;

  g_return_if_fail (AIP_IS_RECENT_PROJECTS (self));

  if (!self->loaded)
    return;

  folders = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->projects->len; i++)
    g_ptr_array_add (folders, g_strdup (aip_recent_project_get_folder (
                                g_ptr_array_index (self->projects, i))));

  task = g_task_new (self, NULL, look_done_cb, GUINT_TO_POINTER (++self->scan));
  g_task_set_source_tag (task, aip_recent_projects_refresh);
  g_task_set_task_data (task, folders, (GDestroyNotify) g_ptr_array_unref);
  aip_task_run_in_thread (task, look_in_thread);
}

void
aip_recent_projects_flush_async (AipRecentProjects   *self,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (AIP_IS_RECENT_PROJECTS (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, aip_recent_projects_flush_async);
  if (self->saving || self->dirty)
    g_ptr_array_add (self->flushes, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

gboolean
aip_recent_projects_flush_finish (AipRecentProjects  *self,
                                  GAsyncResult       *result,
                                  GError            **error)
{
  g_return_val_if_fail (AIP_IS_RECENT_PROJECTS (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
