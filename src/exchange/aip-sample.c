/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-sample"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-error.h"
#include "aip-paths.h"
#include "aip-sample.h"
#include "aip-shot-import.h"

#define GROUP "Film"

char *
aip_sample_get_path (void)
{
  g_autofree char *installed = aip_paths_data_file ("sample");

  /* In the source tree the folder lies with everything that is installed as data. */
  if (!g_file_test (installed, G_FILE_TEST_IS_DIR))
    {
      g_autofree char *source = aip_paths_data_file ("data/sample");

      if (g_file_test (source, G_FILE_TEST_IS_DIR))
        return g_steal_pointer (&source);
    }

  return g_steal_pointer (&installed);
}

static GKeyFile *
load_film (GError **error)
{
  g_autoptr(GKeyFile) film = g_key_file_new ();
  g_autofree char *folder = aip_sample_get_path ();
  g_autofree char *path = g_build_filename (folder, "film.ini", NULL);

  if (!g_key_file_load_from_file (film, path, G_KEY_FILE_NONE, error))
    {
      g_prefix_error (error, _("The sample film is not installed (%s): "), path);
      return NULL;
    }

  return g_steal_pointer (&film);
}

char *
aip_sample_get_name (void)
{
  g_autoptr(GKeyFile) film = load_film (NULL);
  g_autofree char *name = NULL;

  if (film != NULL)
    name = g_key_file_get_string (film, GROUP, "Name", NULL);

  return name != NULL ? g_steal_pointer (&name) : g_strdup (_("Sample Film"));
}

typedef struct {
  AipDocument   *document;
  AipShotImport *import;
} CreateData;

static void
create_data_free (gpointer data)
{
  CreateData *create = data;

  g_clear_object (&create->document);
  g_clear_object (&create->import);
  g_free (create);
}

static void
sample_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  CreateData *data = g_task_get_task_data (task);
  GError *error = NULL;

  data->import = aip_shot_import_load_finish (result, &error);
  if (data->import == NULL ||
      (aip_shot_import_apply (data->import, data->document, NULL, &error) == 0 && error != NULL))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&data->document), g_object_unref);
}

static void
sample_created_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  CreateData *data = g_task_get_task_data (task);
  g_autofree char *folder = aip_sample_get_path ();
  g_autofree char *path = g_build_filename (folder, "shots.csv", NULL);
  AipFrameRate rate;
  GError *error = NULL;

  data->document = aip_document_create_finish (result, &error);
  if (data->document == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  rate = aip_project_get_rate (aip_document_get_project (data->document));
  aip_shot_import_load_async (path, NULL, &rate, g_task_get_cancellable (task), sample_loaded_cb,
                              g_object_ref (task));
}

void
aip_sample_create_async (const char          *folder,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GKeyFile) film = NULL;
  g_autofree char *name = NULL;
  g_autofree char *code = NULL;
  g_autofree char *rate = NULL;
  g_autofree char *aspect = NULL;
  AipProjectSpec spec = { 0 };
  GError *error = NULL;

  g_return_if_fail (folder != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_sample_create_async);
  g_task_set_task_data (task, g_new0 (CreateData, 1), create_data_free);

  film = load_film (&error);
  if (film == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  spec.name = name = g_key_file_get_string (film, GROUP, "Name", NULL);
  spec.code = code = g_key_file_get_string (film, GROUP, "Code", NULL);
  spec.aspect = aspect = g_key_file_get_string (film, GROUP, "Aspect", NULL);
  spec.width = g_key_file_get_integer (film, GROUP, "Width", NULL);
  spec.height = g_key_file_get_integer (film, GROUP, "Height", NULL);
  rate = g_key_file_get_string (film, GROUP, "Rate", NULL);
  if (name == NULL || spec.width <= 0 || spec.height <= 0 || rate == NULL ||
      !aip_frame_rate_parse (rate, &spec.rate, NULL))
    {
      g_task_return_new_error (task, AIP_ERROR, AIP_ERROR_INVALID,
                               _("The sample film's film.ini is incomplete"));
      return;
    }

  aip_document_create_async (folder, &spec, cancellable, sample_created_cb, g_object_ref (task));
}

AipDocument *
aip_sample_create_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
