/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-storage"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-backup.h"
#include "aip-change-private.h"
#include "aip-error.h"
#include "aip-journal.h"
#include "aip-project-file.h"
#include "aip-storage.h"
#include "aip-value.h"
#include "aip-worker-thread.h"

/* What only the storage thread touches. Every task holds it, so that it outlives the object. */
typedef struct {
  AipProjectFile *file;
  /* The last generation in which a transaction failed, and why. */
  guint           broken;
  GError         *problem;
} Core;

struct _AipStorage {
  GObject parent_instance;

  AipWorkerThread *thread;
  Core            *core;
  char            *folder;
  gboolean         closed;
};

G_DEFINE_FINAL_TYPE (AipStorage, aip_storage, G_TYPE_OBJECT)

/* What a task needs; each kind of task uses a few of them. */
typedef struct {
  Core         *core;
  char         *folder;
  char         *id;
  char         *name;
  GVariant     *value;
  AipChangeSet *set;
  GPtrArray    *files;
  GAsyncQueue  *answers;
  guint         number;
  gint64        position;
} Job;

static void
core_clear (gpointer data)
{
  Core *core = data;

  g_clear_error (&core->problem);
}

static Job *
job_new (AipStorage *self)
{
  Job *job = g_new0 (Job, 1);

  job->core = g_atomic_rc_box_acquire (self->core);

  return job;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_atomic_rc_box_release_full (job->core, core_clear);
  g_free (job->folder);
  g_free (job->id);
  g_free (job->name);
  g_clear_pointer (&job->value, g_variant_unref);
  g_clear_pointer (&job->set, aip_change_set_unref);
  g_clear_pointer (&job->files, g_ptr_array_unref);
  g_clear_pointer (&job->answers, g_async_queue_unref);
  g_free (job);
}

static AipDatabase *
get_database (Job *job)
{
  return aip_project_file_get_database (job->core->file);
}

/*
 * The tasks have no source object: the thread may be the last to drop one, and the objects of this
 * program are finalized on the main thread. The caller keeps itself alive through its user data.
 */
static void
queue (AipStorage          *self,
       Job                 *job,
       GTaskThreadFunc      func,
       gpointer             tag,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, job_free);
  aip_worker_thread_queue (self->thread, task, func);
}

static void
close_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  Job *job = task_data;

  g_clear_pointer (&job->core->file, aip_project_file_close);
  g_task_return_boolean (task, TRUE);
}

static void
aip_storage_finalize (GObject *object)
{
  AipStorage *self = AIP_STORAGE (object);

  /* Nobody waits, but the file is still closed in its own thread, after all that was queued. */
  if (!self->closed)
    queue (self, job_new (self), close_in_thread, aip_storage_finalize, NULL, NULL, NULL);

  g_clear_object (&self->thread);
  g_atomic_rc_box_release_full (self->core, core_clear);
  g_free (self->folder);

  G_OBJECT_CLASS (aip_storage_parent_class)->finalize (object);
}

static void
aip_storage_class_init (AipStorageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_storage_finalize;
}

static void
aip_storage_init (AipStorage *self)
{
  self->core = g_atomic_rc_box_new0 (Core);
  self->thread = aip_worker_thread_new ("aip-storage");
}

AipStorage *
aip_storage_new (void)
{
  return g_object_new (AIP_TYPE_STORAGE, NULL);
}

static void
set_folder (AipStorage *self,
            const char *folder)
{
  g_autofree char *file = aip_project_file_find (folder);
  g_autofree char *parent = g_path_get_dirname (file);

  g_free (self->folder);
  self->folder = g_canonicalize_filename (parent, NULL);
}

static void
open_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Job *job = task_data;
  g_autofree char *path = aip_project_file_find (job->folder);
  AipSnapshot *snapshot = NULL;
  GError *error = NULL;

  if (job->value != NULL &&
      !aip_project_file_create (job->folder, job->id, job->value, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  job->core->file = aip_project_file_open (path, &snapshot, &error);
  if (job->core->file != NULL)
    g_task_return_pointer (task, snapshot, (GDestroyNotify) aip_snapshot_free);
  else
    g_task_return_error (task, error);
}

void
aip_storage_create_async (AipStorage          *self,
                          const char          *folder,
                          const char          *project_id,
                          GVariant            *row,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  Job *job;

  g_return_if_fail (AIP_IS_STORAGE (self));
  g_return_if_fail (folder != NULL && project_id != NULL && row != NULL);

  self->folder = g_canonicalize_filename (folder, NULL);
  job = job_new (self);
  job->folder = g_strdup (self->folder);
  job->id = g_strdup (project_id);
  job->value = g_variant_ref_sink (row);
  queue (self, job, open_in_thread, aip_storage_create_async, cancellable, callback, user_data);
}

void
aip_storage_open_async (AipStorage          *self,
                        const char          *folder,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  Job *job;

  g_return_if_fail (AIP_IS_STORAGE (self));
  g_return_if_fail (folder != NULL);

  set_folder (self, folder);
  job = job_new (self);
  job->folder = g_canonicalize_filename (folder, NULL);
  queue (self, job, open_in_thread, aip_storage_open_async, cancellable, callback, user_data);
}

AipSnapshot *
aip_storage_open_finish (AipStorage    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (AIP_IS_STORAGE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
aip_storage_get_folder (AipStorage *self)
{
  g_return_val_if_fail (AIP_IS_STORAGE (self), NULL);

  return self->folder;
}

gboolean
aip_storage_finish (AipStorage    *self,
                    GAsyncResult  *result,
                    GError       **error)
{
  g_return_val_if_fail (AIP_IS_STORAGE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
write_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  Job *job = task_data;
  Core *core = job->core;
  GError *error = NULL;

  if (core->problem != NULL && core->broken == job->number)
    {
      g_task_return_error (task, g_error_copy (core->problem));
      return;
    }

  if (aip_journal_write (get_database (job), job->set, &error))
    {
      g_clear_error (&core->problem);
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_clear_error (&core->problem);
  core->problem = g_error_copy (error);
  core->broken = job->number;
  g_task_return_error (task, error);
}

void
aip_storage_write_async (AipStorage          *self,
                         AipChangeSet        *set,
                         guint                generation,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  Job *job;

  g_return_if_fail (AIP_IS_STORAGE (self) && !self->closed);
  g_return_if_fail (set != NULL);

  job = job_new (self);
  job->set = aip_change_set_ref (set);
  job->number = generation;
  queue (self, job, write_in_thread, aip_storage_write_async, NULL, callback, user_data);
}

static void
flush_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  Job *job = task_data;

  if (job->core->problem != NULL && job->core->broken == job->number)
    g_task_return_error (task, g_error_copy (job->core->problem));
  else
    g_task_return_boolean (task, TRUE);
}

void
aip_storage_flush_async (AipStorage          *self,
                         guint                generation,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  Job *job;

  g_return_if_fail (AIP_IS_STORAGE (self) && !self->closed);

  job = job_new (self);
  job->number = generation;
  queue (self, job, flush_in_thread, aip_storage_flush_async, cancellable, callback, user_data);
}

static void
write_setting_in_thread (GTask        *task,
                         gpointer      source,
                         gpointer      task_data,
                         GCancellable *cancellable)
{
  Job *job = task_data;
  AipDatabase *database = get_database (job);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  sqlite3_stmt *statement;

  if (job->value != NULL)
    {
      text = g_variant_print (job->value, TRUE);
      statement = aip_database_prepare (database,
                                        "INSERT INTO setting (key, value) VALUES (?1, ?2) "
                                        "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                                        &error);
    }
  else
    statement = aip_database_prepare (database, "DELETE FROM setting WHERE key = ?1", &error);

  if (statement != NULL)
    {
      sqlite3_bind_text (statement, 1, job->name, -1, SQLITE_STATIC);
      if (text != NULL)
        sqlite3_bind_text (statement, 2, text, -1, SQLITE_STATIC);
      aip_database_run (database, statement, &error);
    }

  /* Losing the width of a column is nothing to stop somebody's work for. */
  if (error != NULL)
    g_debug ("Setting “%s” was not stored: %s", job->name, error->message);
  g_task_return_boolean (task, TRUE);
}

void
aip_storage_write_setting (AipStorage *self,
                           const char *key,
                           GVariant   *value)
{
  Job *job;

  g_return_if_fail (AIP_IS_STORAGE (self) && !self->closed);
  g_return_if_fail (key != NULL);

  job = job_new (self);
  job->name = g_strdup (key);
  job->value = value != NULL ? g_variant_ref_sink (value) : NULL;
  queue (self, job, write_setting_in_thread, aip_storage_write_setting, NULL, NULL, NULL);
}

static void
maintain_in_thread (GTask        *task,
                    gpointer      source,
                    gpointer      task_data,
                    GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr(GError) error = NULL;

  if (!aip_backup_make_daily (get_database (job), &error))
    g_info ("No backup was made: %s", error->message);
  g_clear_error (&error);
  if (!aip_journal_trim (get_database (job), &error))
    g_info ("The journal was not trimmed: %s", error->message);

  g_task_return_boolean (task, TRUE);
}

void
aip_storage_maintain (AipStorage *self)
{
  g_return_if_fail (AIP_IS_STORAGE (self) && !self->closed);

  queue (self, job_new (self), maintain_in_thread, aip_storage_maintain, NULL, NULL, NULL);
}

static void
read_field_in_thread (GTask        *task,
                      gpointer      source,
                      gpointer      task_data,
                      GCancellable *cancellable)
{
  Job *job = task_data;
  AipDatabase *database = get_database (job);
  GError *error = NULL;
  sqlite3_stmt *statement;
  GVariant *value = NULL;
  gboolean ok;

  statement = aip_database_prepare (database, "SELECT value FROM lazy WHERE id = ? AND field = ?",
                                    &error);
  if (statement == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  sqlite3_bind_text (statement, 1, job->id, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, job->name, -1, SQLITE_STATIC);
  if (aip_database_step (database, statement, &ok, &error))
    {
      const char *text = aip_database_column_text (statement, 0);

      value = g_variant_ref_sink (g_variant_new_string (text != NULL ? text : ""));
    }
  sqlite3_reset (statement);

  if (!ok)
    g_task_return_error (task, error);
  else if (value != NULL)
    g_task_return_pointer (task, value, (GDestroyNotify) g_variant_unref);
  else
    g_task_return_pointer (task, g_variant_ref_sink (g_variant_new_string ("")),
                           (GDestroyNotify) g_variant_unref);
}

void
aip_storage_read_field_async (AipStorage          *self,
                              const char          *id,
                              const char          *field,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  Job *job;

  g_return_if_fail (AIP_IS_STORAGE (self) && !self->closed);
  g_return_if_fail (id != NULL && field != NULL);

  job = job_new (self);
  job->id = g_strdup (id);
  job->name = g_strdup (field);
  queue (self, job, read_field_in_thread, aip_storage_read_field_async, cancellable, callback,
         user_data);
}

GVariant *
aip_storage_read_field_finish (AipStorage    *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (AIP_IS_STORAGE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
read_history_in_thread (GTask        *task,
                        gpointer      source,
                        gpointer      task_data,
                        GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  GPtrArray *sets = aip_journal_read_history (get_database (job), job->id, job->position,
                                              job->number, &error);

  if (sets != NULL)
    g_task_return_pointer (task, sets, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
aip_storage_read_history_async (AipStorage          *self,
                                const char          *id,
                                gint64               before,
                                guint                limit,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  Job *job;

  g_return_if_fail (AIP_IS_STORAGE (self) && !self->closed);

  job = job_new (self);
  job->id = g_strdup (id);
  job->position = before;
  job->number = limit;
  queue (self, job, read_history_in_thread, aip_storage_read_history_async, cancellable, callback,
         user_data);
}

GPtrArray *
aip_storage_read_history_finish (AipStorage    *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (AIP_IS_STORAGE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
read_removals_in_thread (GTask        *task,
                         gpointer      source,
                         gpointer      task_data,
                         GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  GPtrArray *sets = aip_journal_read_removals (get_database (job), job->number, &error);

  if (sets != NULL)
    g_task_return_pointer (task, sets, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
aip_storage_read_removals_async (AipStorage          *self,
                                 guint                limit,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  Job *job;

  g_return_if_fail (AIP_IS_STORAGE (self) && !self->closed);

  job = job_new (self);
  job->number = limit;
  queue (self, job, read_removals_in_thread, aip_storage_read_removals_async, cancellable,
         callback, user_data);
}

typedef struct {
  AipChangeSet *set;
  GError       *error;
} Answer;

static void
read_set_in_thread (GTask        *task,
                    gpointer      source,
                    gpointer      task_data,
                    GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  AipChangeSet *set = aip_journal_read (get_database (job), job->position, &error);

  if (set != NULL)
    g_task_return_pointer (task, set, (GDestroyNotify) aip_change_set_unref);
  else
    g_task_return_error (task, error);
}

void
aip_storage_read_set_async (AipStorage          *self,
                            gint64               position,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  Job *job;

  g_return_if_fail (AIP_IS_STORAGE (self) && !self->closed);

  job = job_new (self);
  job->position = position;
  queue (self, job, read_set_in_thread, aip_storage_read_set_async, NULL, callback, user_data);
}

AipChangeSet *
aip_storage_read_set_finish (AipStorage    *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (AIP_IS_STORAGE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
answer_set_in_thread (GTask        *task,
                      gpointer      source,
                      gpointer      task_data,
                      GCancellable *cancellable)
{
  Job *job = task_data;
  Answer *answer = g_new0 (Answer, 1);

  answer->set = aip_journal_read (get_database (job), job->position, &answer->error);
  g_async_queue_push (job->answers, answer);
  g_task_return_boolean (task, TRUE);
}

AipChangeSet *
aip_storage_read_set (AipStorage  *self,
                      gint64       position,
                      GError     **error)
{
  g_autoptr(GAsyncQueue) answers = g_async_queue_new ();
  g_autofree Answer *answer = NULL;
  Job *job;

  g_return_val_if_fail (AIP_IS_STORAGE (self) && !self->closed, NULL);

  job = job_new (self);
  job->position = position;
  job->answers = g_async_queue_ref (answers);
  queue (self, job, answer_set_in_thread, aip_storage_read_set, NULL, NULL, NULL);

  answer = g_async_queue_pop (answers);
  if (answer->error != NULL)
    g_propagate_error (error, answer->error);

  return answer->set;
}

/* Each row of an answer is a sentence of SQLite's, unless it is "ok". */
static gboolean
collect_pragma (AipDatabase  *database,
                const char   *sql,
                const char   *beginning,
                GPtrArray    *problems,
                GError      **error)
{
  sqlite3_stmt *statement = aip_database_prepare (database, sql, error);
  gboolean ok;

  if (statement == NULL)
    return FALSE;

  while (aip_database_step (database, statement, &ok, error))
    {
      g_autofree char *text =
        aip_database_clean_detail ((const char *) sqlite3_column_text (statement, 0));

      if (!g_str_equal (text, "ok"))
        g_ptr_array_add (problems, g_strconcat (beginning, " ", text, NULL));
    }

  return ok;
}

static void
check_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  GError *error = NULL;

  if (!collect_pragma (get_database (job), "PRAGMA integrity_check",
                       _("The project file is damaged:"), problems, &error) ||
      !collect_pragma (get_database (job), "PRAGMA foreign_key_check",
                       _("A line of the journal belongs to nothing:"), problems, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i + 1 < job->files->len; i += 2)
    {
      if (g_task_return_error_if_cancelled (task))
        return;
      if (!g_file_test (job->files->pdata[i + 1], G_FILE_TEST_IS_REGULAR))
        g_ptr_array_add (problems,
                         g_strdup_printf (_("The file of %s is missing: %s"),
                                          (char *) job->files->pdata[i],
                                          (char *) job->files->pdata[i + 1]));
    }

  g_task_return_pointer (task, g_steal_pointer (&problems), (GDestroyNotify) g_ptr_array_unref);
}

void
aip_storage_check_async (AipStorage          *self,
                         GPtrArray           *files,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  Job *job;

  g_return_if_fail (AIP_IS_STORAGE (self) && !self->closed);
  g_return_if_fail (files != NULL);

  job = job_new (self);
  job->files = files;
  queue (self, job, check_in_thread, aip_storage_check_async, cancellable, callback, user_data);
}

GPtrArray *
aip_storage_check_finish (AipStorage    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (AIP_IS_STORAGE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
aip_storage_close_async (AipStorage          *self,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (AIP_IS_STORAGE (self) && !self->closed);

  self->closed = TRUE;
  queue (self, job_new (self), close_in_thread, aip_storage_close_async, NULL, callback,
         user_data);
}
