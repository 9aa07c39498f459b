/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-take-fetch"

#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "aip-error.h"
#include "aip-media-info.h"
#include "aip-paths.h"
#include "aip-picture.h"
#include "aip-take-fetch.h"
#include "aip-task.h"

/* Another file may appear under the chosen name while the download runs, but not again and again. */
#define MAX_TRIES      4
#define MAX_CANDIDATES 1000
#define TAKES_FOLDER   "takes"
#define PART_SUFFIX    ".part"

typedef struct {
  AipComfyClient *client;
  AipComfyOutput *output;
  char           *folder;
  char           *relative;
  char          **taken;
  char           *target;       /* relative: where the download goes */
  GPtrArray      *candidates;   /* relative: names before it that exist */
  char           *sha256;
  guint64         bytes;
  guint           n_tries;
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  g_object_unref (fetch->client);
  aip_comfy_output_unref (fetch->output);
  g_free (fetch->folder);
  g_free (fetch->relative);
  g_strfreev (fetch->taken);
  g_free (fetch->target);
  g_ptr_array_unref (fetch->candidates);
  g_free (fetch->sha256);
  g_free (fetch);
}

void
aip_take_file_free (AipTakeFile *self)
{
  g_free (self->file);
  g_free (self->media_type);
  g_free (self->sha256);
  g_free (self);
}

static const char *
suffix_of (const char *path)
{
  const char *dot = strrchr (path, '.');

  return dot != NULL ? dot : path + strlen (path);
}

/* "a_v001.png", "a_v001-2.png", "a_v001-3.png" … */
static char *
candidate_name (const char *relative,
                guint       index)
{
  const char *suffix = suffix_of (relative);

  if (index == 0)
    return g_strdup (relative);

  return g_strdup_printf ("%.*s-%u%s", (int) (suffix - relative), relative, index + 1, suffix);
}

static GError *
folder_error (const char *path,
              int         saved_errno)
{
  int code = saved_errno == ENOSPC || saved_errno == EDQUOT ? AIP_ERROR_NO_SPACE
             : saved_errno == EROFS || saved_errno == EACCES || saved_errno == EPERM
               ? AIP_ERROR_READ_ONLY
               : AIP_ERROR_FAILED;

  return g_error_new (AIP_ERROR, code, _("The folder “%s” for the results cannot be made: %s."), path,
                      g_strerror (saved_errno));
}

static void
choose_target_thread (GTask        *task,
                      gpointer      source,
                      gpointer      task_data,
                      GCancellable *cancellable)
{
  Fetch *fetch = task_data;
  g_autofree char *path = g_build_filename (fetch->folder, fetch->relative, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  if (g_mkdir_with_parents (parent, 0755) != 0)
    {
      g_task_return_error (task, folder_error (parent, errno));
      return;
    }

  g_ptr_array_set_size (fetch->candidates, 0);
  for (guint i = 0; i < MAX_CANDIDATES; i++)
    {
      g_autofree char *name = candidate_name (fetch->relative, i);
      g_autofree char *full = g_build_filename (fetch->folder, name, NULL);

      if (!g_file_test (full, G_FILE_TEST_EXISTS) && !g_file_test (full, G_FILE_TEST_IS_SYMLINK))
        {
          g_set_str (&fetch->target, name);
          g_task_return_boolean (task, TRUE);
          return;
        }
      g_ptr_array_add (fetch->candidates, g_steal_pointer (&name));
    }

  g_task_return_new_error (task, AIP_ERROR, AIP_ERROR_EXISTS,
                           _("There are too many files named like “%s” already."), path);
}

char *
aip_take_file_hash (const char *path)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *buffer = g_malloc (64 * 1024);
  FILE *file = fopen (path, "rbe");
  gboolean failed;
  gsize n_read;

  if (file == NULL)
    return NULL;

  while ((n_read = fread (buffer, 1, 64 * 1024, file)) > 0)
    g_checksum_update (checksum, buffer, (gssize) n_read);
  failed = ferror (file) != 0;
  fclose (file);

  return failed ? NULL : g_strdup (g_checksum_get_string (checksum));
}

/* A file that an earlier, interrupted fetch of the same result has left. */
static const char *
find_same (Fetch *fetch)
{
  for (guint i = 0; i < fetch->candidates->len; i++)
    {
      const char *name = g_ptr_array_index (fetch->candidates, i);
      g_autofree char *path = g_build_filename (fetch->folder, name, NULL);
      g_autofree char *hash = NULL;
      GStatBuf info;

      if (fetch->taken != NULL && g_strv_contains ((const char *const *) fetch->taken, name))
        continue;
      if (g_lstat (path, &info) != 0 || !S_ISREG (info.st_mode) ||
          (guint64) info.st_size != fetch->bytes)
        continue;

      hash = aip_take_file_hash (path);
      if (g_strcmp0 (hash, fetch->sha256) == 0)
        return name;
    }

  return NULL;
}

/* A movie that cannot be read here is still the result: another machine may play it. */
static void
inspect_movie (AipTakeFile *file,
               const char  *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AipMediaInfo) info = aip_media_info_read (path, NULL, &error);

  if (info == NULL)
    {
      g_message ("%s", error->message);
      return;
    }

  file->width = info->width;
  file->height = info->height;
  file->frames = info->frames;
  file->rate_numerator = info->rate_numerator;
  file->rate_denominator = info->rate_denominator;
}

static void
inspect_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Fetch *fetch = task_data;
  g_autofree char *path = g_build_filename (fetch->folder, fetch->target, NULL);
  g_autoptr(AipTakeFile) file = g_new0 (AipTakeFile, 1);
  GError *error = NULL;
  const char *same;

  if (!aip_picture_probe (path, &file->width, &file->height, &error))
    {
      g_unlink (path);
      g_task_return_error (task, error);
      return;
    }

  same = find_same (fetch);
  if (same != NULL)
    g_unlink (path);

  file->file = g_strdup (same != NULL ? same : fetch->target);
  file->media_type = g_strdup (aip_picture_get_media_type (suffix_of (file->file) + 1));
  file->sha256 = g_strdup (fetch->sha256);
  file->bytes = fetch->bytes;
  if (g_str_has_prefix (file->media_type, "image/"))
    {
      g_autofree char *kept = g_build_filename (fetch->folder, file->file, NULL);

      file->frames = aip_picture_count_frames (kept);
    }
  if (g_str_has_prefix (file->media_type, "video/"))
    {
      g_autofree char *kept = g_build_filename (fetch->folder, file->file, NULL);

      inspect_movie (file, kept);
    }

  g_task_return_pointer (task, g_steal_pointer (&file), (GDestroyNotify) aip_take_file_free);
}

static void choose_target (GTask *task);

static void
inspect_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  AipTakeFile *file = g_task_propagate_pointer (G_TASK (result), &error);

  if (file != NULL)
    g_task_return_pointer (task, file, (GDestroyNotify) aip_take_file_free);
  else
    g_task_return_error (task, error);
}

static void
download_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr(GTask) inspection = NULL;
  GError *error = NULL;

  if (!aip_comfy_client_download_finish (AIP_COMFY_CLIENT (source), result, &fetch->bytes,
                                         &fetch->sha256, &error))
    {
      if (g_error_matches (error, AIP_ERROR, AIP_ERROR_EXISTS) && ++fetch->n_tries < MAX_TRIES)
        {
          g_error_free (error);
          choose_target (g_steal_pointer (&task));
          return;
        }
      g_task_return_error (task, error);
      return;
    }

  /* No cancellable from here on: the file is there, and what is left is only to look at it. */
  inspection = g_task_new (NULL, NULL, inspect_cb, g_object_ref (task));
  g_task_set_source_tag (inspection, download_cb);
  g_task_set_task_data (inspection, fetch, NULL);
  aip_task_run_in_thread (inspection, inspect_thread);
}

/* What the worker has said instead of making a file. Durable like a download. */
static void
write_text_thread (GTask        *task,
                   gpointer      source,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  Fetch *fetch = task_data;
  const char *text = aip_comfy_output_get_text (fetch->output);
  g_autofree char *path = g_build_filename (fetch->folder, fetch->target, NULL);
  g_autoptr(AipTakeFile) file = g_new0 (AipTakeFile, 1);
  g_autoptr(GError) error = NULL;
  const char *same;

  fetch->bytes = strlen (text);
  fetch->sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  same = find_same (fetch);
  if (same == NULL &&
      !g_file_set_contents_full (path, text, (gssize) fetch->bytes,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644,
                                 &error))
    {
      g_task_return_new_error (task, AIP_ERROR, AIP_ERROR_FAILED, _("“%s” cannot be written: %s."),
                               path, error->message);
      return;
    }

  file->file = g_strdup (same != NULL ? same : fetch->target);
  file->media_type = g_strdup ("text/plain");
  file->sha256 = g_strdup (fetch->sha256);
  file->bytes = fetch->bytes;
  g_task_return_pointer (task, g_steal_pointer (&file), (GDestroyNotify) aip_take_file_free);
}

/* (transfer full) @task */
static void
write_text (GTask *task)
{
  g_autoptr(GTask) writing = g_task_new (NULL, NULL, inspect_cb, task);

  g_task_set_source_tag (writing, write_text);
  g_task_set_task_data (writing, g_task_get_task_data (task), NULL);
  aip_task_run_in_thread (writing, write_text_thread);
}

static void
choose_target_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autofree char *path = NULL;
  g_autoptr(GFile) destination = NULL;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  if (aip_comfy_output_get_text (fetch->output) != NULL)
    {
      write_text (g_steal_pointer (&task));
      return;
    }

  path = g_build_filename (fetch->folder, fetch->target, NULL);
  destination = g_file_new_for_path (path);
  aip_comfy_client_download_async (fetch->client, fetch->output, destination, 0,
                                   g_task_get_cancellable (task), download_cb, g_object_ref (task));
}

/* (transfer full) @task */
static void
choose_target (GTask *task)
{
  g_autoptr(GTask) choice = NULL;

  choice = g_task_new (NULL, g_task_get_cancellable (task), choose_target_cb, task);
  g_task_set_source_tag (choice, choose_target);
  g_task_set_task_data (choice, g_task_get_task_data (task), NULL);
  aip_task_run_in_thread (choice, choose_target_thread);
}

/**
 * aip_take_fetch_async:
 * @client: the worker that has it
 * @output: the result
 * @folder: the project folder
 * @relative: where it should lie in there
 * @taken: (nullable): paths that belong to takes
 * @cancellable: (nullable): stops the download; a file that is whole by then stays
 * @callback: for aip_take_fetch_finish()
 * @user_data: for @callback
 */
void
aip_take_fetch_async (AipComfyClient      *client,
                      AipComfyOutput      *output,
                      const char          *folder,
                      const char          *relative,
                      const char *const   *taken,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  GTask *task;
  Fetch *fetch;

  g_return_if_fail (AIP_IS_COMFY_CLIENT (client));
  g_return_if_fail (output != NULL);
  g_return_if_fail (aip_path_is_inside (relative));

  fetch = g_new0 (Fetch, 1);
  fetch->client = g_object_ref (client);
  fetch->output = aip_comfy_output_ref (output);
  fetch->folder = g_strdup (folder);
  fetch->relative = g_strdup (relative);
  fetch->taken = g_strdupv ((char **) taken);
  fetch->candidates = g_ptr_array_new_with_free_func (g_free);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_take_fetch_async);
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);
  /* What the callback hears must be what became of the file, not that somebody lost interest. */
  g_task_set_check_cancellable (task, FALSE);
  choose_target (task);
}

AipTakeFile *
aip_take_fetch_finish (GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * aip_take_fetch_clean:
 * @folder: the project folder, open in this process and so in no other
 *
 * Returns: how many leftovers were removed
 */
guint
aip_take_fetch_clean (const char *folder)
{
  g_autofree char *takes_path = g_build_filename (folder, TAKES_FOLDER, NULL);
  g_autoptr(GDir) takes = NULL;
  const char *shot_name;
  guint n_removed = 0;

  if (!g_file_test (takes_path, G_FILE_TEST_IS_SYMLINK))
    takes = g_dir_open (takes_path, 0, NULL);

  while (takes != NULL && (shot_name = g_dir_read_name (takes)) != NULL)
    {
      g_autofree char *shot_path = g_build_filename (takes_path, shot_name, NULL);
      g_autoptr(GDir) shot = NULL;
      const char *name;

      /* A project may come from anybody: what a link points at is none of ours. */
      if (!g_file_test (shot_path, G_FILE_TEST_IS_SYMLINK))
        shot = g_dir_open (shot_path, 0, NULL);

      while (shot != NULL && (name = g_dir_read_name (shot)) != NULL)
        {
          g_autofree char *path = g_build_filename (shot_path, name, NULL);

          if (g_str_has_suffix (name, PART_SUFFIX) && g_unlink (path) == 0)
            n_removed++;
        }
    }

  return n_removed;
}
