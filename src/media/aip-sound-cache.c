/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-sound-cache"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>
#include <utime.h>

#include "aip-disk-cache.h"
#include "aip-error.h"
#include "aip-paths.h"
#include "aip-sound-cache.h"
#include "aip-sound-decode.h"
#include "aip-task.h"

#define DISK_MAX_BYTES (G_GINT64_CONSTANT (4) << 30)
#define SALT           "sound 1"
/* Whoever plays a cut with broken sounds asks for them all the time. */
#define RETRY_USEC     (5 * G_USEC_PER_SEC)
#define HASH_LENGTH    64

typedef struct {
  char           *file;
  AipSoundState   state;
  AipSound       *sound;
  GError         *problem;
  /* What the file was when it was found broken: (nullable) it was missing. */
  char           *broken_as;
  gint64          tried;       /* monotonic */
  GPtrArray      *tasks;
} Entry;

struct _AipSoundCache
{
  GObject parent_instance;

  char         *folder;
  char         *cache;
  GHashTable   *entries;       /* file → Entry */
  GQueue        waiting;       /* Entry: the first is next */
  Entry        *running;
  GCancellable *cancellable;   /* of what is running */
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AipSoundCache, aip_sound_cache, G_TYPE_OBJECT)

static void start_next (AipSoundCache *self);

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->file);
  g_clear_pointer (&entry->sound, aip_sound_unref);
  g_clear_error (&entry->problem);
  g_free (entry->broken_as);
  g_ptr_array_unref (entry->tasks);
  g_free (entry);
}

/* In the thread --------------------------------------------------------------------------------- */

typedef struct {
  char     *folder;
  char     *cache;
  char     *file;
  char     *broken_as;
  gboolean  is_retry;
  GWeakRef  self;
  /* Answers. */
  AipSound *sound;
  char     *found_as;
  gboolean  is_same;     /* as broken as before */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->folder);
  g_free (job->cache);
  g_free (job->file);
  g_free (job->broken_as);
  g_free (job->found_as);
  g_clear_pointer (&job->sound, aip_sound_unref);
  g_weak_ref_clear (&job->self);
  g_free (job);
}

/* (transfer full) (nullable): the hash that a file is named after. */
static char *
find_hash (const char *file)
{
  g_autofree char *base = g_path_get_basename (file);
  gsize length = strspn (base, "0123456789abcdef");

  if (!g_str_has_prefix (file, "assets/") || length != HASH_LENGTH ||
      (base[length] != '\0' && base[length] != '.'))
    return NULL;

  return g_strndup (base, length);
}

/*
 * What is there may be another file of the same name, so even a name that says the content only
 * counts with the length and time of the file where it was found broken.
 */
static void
decode_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  Job *job = task_data;
  g_autofree char *path = NULL;
  g_autofree char *hash = find_hash (job->file);
  g_autofree char *name = NULL;
  g_autofree char *target = NULL;
  g_autoptr(GError) error = NULL;

  path = aip_path_join_inside (job->folder, job->file, &error);
  if (path == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  job->found_as = aip_disk_cache_name (path, SALT);
  if (job->is_retry && g_strcmp0 (job->found_as, job->broken_as) == 0)
    {
      job->is_same = TRUE;
      g_task_return_boolean (task, FALSE);
      return;
    }

  name = g_strconcat (hash != NULL ? hash : job->found_as != NULL ? job->found_as : "none", ".pcm",
                      NULL);
  target = g_build_filename (job->cache, name, NULL);
  if (job->found_as != NULL)
    job->sound = aip_sound_open (target, NULL);
  if (job->sound != NULL)
    utime (target, NULL);
  else if (aip_sound_decode (path, target, cancellable, &error))
    job->sound = aip_sound_open (target, &error);

  if (job->sound != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Coming back ----------------------------------------------------------------------------------- */

static void
answer (Entry *entry)
{
  g_autoptr(GPtrArray) tasks = g_steal_pointer (&entry->tasks);

  /* A callback may ask again. */
  entry->tasks = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < tasks->len; i++)
    if (entry->sound != NULL)
      g_task_return_pointer (tasks->pdata[i], aip_sound_ref (entry->sound),
                             (GDestroyNotify) aip_sound_unref);
    else
      g_task_return_error (tasks->pdata[i], g_error_copy (entry->problem));
}

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr(AipSoundCache) self = g_weak_ref_get (&job->self);
  g_autoptr(GError) error = NULL;
  g_autofree char *file = NULL;
  Entry *entry;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (self == NULL)
    return;

  entry = g_steal_pointer (&self->running);
  file = g_strdup (entry->file);
  if (job->is_same)
    entry->state = AIP_SOUND_BROKEN;
  else
    {
      g_clear_error (&entry->problem);
      g_free (entry->broken_as);
      entry->broken_as = g_steal_pointer (&job->found_as);
      entry->sound = g_steal_pointer (&job->sound);
      entry->problem = g_steal_pointer (&error);
      entry->state = entry->sound == NULL ? AIP_SOUND_BROKEN
                     : aip_sound_get_n_samples (entry->sound) == 0 ? AIP_SOUND_NONE
                     : AIP_SOUND_READY;
    }
  entry->tried = g_get_monotonic_time ();

  answer (entry);
  start_next (self);
  if (!job->is_same)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, file);
}

static void
start_next (AipSoundCache *self)
{
  g_autoptr(GTask) task = NULL;
  Entry *entry;
  Job *job;

  if (self->running != NULL || self->waiting.length == 0)
    return;

  entry = self->running = g_queue_pop_head (&self->waiting);
  job = g_new0 (Job, 1);
  job->folder = g_strdup (self->folder);
  job->cache = g_strdup (self->cache);
  job->file = g_strdup (entry->file);
  job->broken_as = g_strdup (entry->broken_as);
  job->is_retry = entry->problem != NULL;
  g_weak_ref_init (&job->self, self);

  task = g_task_new (NULL, self->cancellable, decoded_cb, NULL);
  g_task_set_source_tag (task, start_next);
  g_task_set_task_data (task, job, job_free);
  aip_task_run_in_thread (task, decode_in_thread);
}

/* Asking ---------------------------------------------------------------------------------------- */

static Entry *
request (AipSoundCache *self,
         const char    *file,
         gboolean       first)
{
  Entry *entry = g_hash_table_lookup (self->entries, file);

  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      entry->file = g_strdup (file);
      entry->tasks = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (self->entries, entry->file, entry);
    }

  if (entry->state == AIP_SOUND_UNKNOWN ||
      (entry->state == AIP_SOUND_BROKEN &&
       (first || g_get_monotonic_time () - entry->tried > RETRY_USEC)))
    {
      entry->state = AIP_SOUND_READING;
      g_queue_push_tail (&self->waiting, entry);
    }
  if (first && g_queue_remove (&self->waiting, entry))
    g_queue_push_head (&self->waiting, entry);
  start_next (self);

  return entry;
}

AipSoundState
aip_sound_cache_request (AipSoundCache *self,
                         const char    *file)
{
  g_return_val_if_fail (AIP_IS_SOUND_CACHE (self), AIP_SOUND_UNKNOWN);
  g_return_val_if_fail (file != NULL, AIP_SOUND_UNKNOWN);

  return request (self, file, FALSE)->state;
}

AipSoundState
aip_sound_cache_get_state (AipSoundCache *self,
                           const char    *file)
{
  Entry *entry;

  g_return_val_if_fail (AIP_IS_SOUND_CACHE (self), AIP_SOUND_UNKNOWN);
  g_return_val_if_fail (file != NULL, AIP_SOUND_UNKNOWN);

  entry = g_hash_table_lookup (self->entries, file);

  return entry != NULL ? entry->state : AIP_SOUND_UNKNOWN;
}

const char *
aip_sound_cache_get_problem (AipSoundCache *self,
                             const char    *file)
{
  Entry *entry;

  g_return_val_if_fail (AIP_IS_SOUND_CACHE (self), NULL);
  g_return_val_if_fail (file != NULL, NULL);

  entry = g_hash_table_lookup (self->entries, file);

  return entry != NULL && entry->problem != NULL ? entry->problem->message : NULL;
}

AipSound *
aip_sound_cache_lookup (AipSoundCache *self,
                        const char    *file)
{
  Entry *entry;

  g_return_val_if_fail (AIP_IS_SOUND_CACHE (self), NULL);
  g_return_val_if_fail (file != NULL, NULL);

  entry = request (self, file, FALSE);

  return entry->state == AIP_SOUND_READY ? aip_sound_ref (entry->sound) : NULL;
}

guint
aip_sound_cache_get_n_reading (AipSoundCache *self)
{
  g_return_val_if_fail (AIP_IS_SOUND_CACHE (self), 0);

  return self->waiting.length + (self->running != NULL ? 1 : 0);
}

void
aip_sound_cache_load_async (AipSoundCache       *self,
                            const char          *file,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Entry *entry;

  g_return_if_fail (AIP_IS_SOUND_CACHE (self));
  g_return_if_fail (file != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_sound_cache_load_async);
  entry = request (self, file, TRUE);
  if (entry->sound != NULL)
    g_task_return_pointer (task, aip_sound_ref (entry->sound), (GDestroyNotify) aip_sound_unref);
  else
    g_ptr_array_add (entry->tasks, g_steal_pointer (&task));
}

AipSound *
aip_sound_cache_load_finish (AipSoundCache  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The object ------------------------------------------------------------------------------------ */

static void
prune_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  aip_disk_cache_prune (task_data, DISK_MAX_BYTES);
  g_task_return_boolean (task, TRUE);
}

static void
aip_sound_cache_finalize (GObject *object)
{
  AipSoundCache *self = AIP_SOUND_CACHE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_queue_clear (&self->waiting);
  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->cache, g_free);

  G_OBJECT_CLASS (aip_sound_cache_parent_class)->finalize (object);
}

static void
aip_sound_cache_class_init (AipSoundCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_sound_cache_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
aip_sound_cache_init (AipSoundCache *self)
{
  g_autoptr(GTask) task = NULL;

  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  self->cancellable = g_cancellable_new ();
  self->cache = aip_paths_cache ("sound");
  g_queue_init (&self->waiting);

  /* Before anything of this project is looked up; what another one has mapped stays readable. */
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_source_tag (task, prune_in_thread);
  g_task_set_task_data (task, g_strdup (self->cache), g_free);
  aip_task_run_in_thread (task, prune_in_thread);
}

AipSoundCache *
aip_sound_cache_new (const char *folder)
{
  AipSoundCache *self;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (AIP_TYPE_SOUND_CACHE, NULL);
  self->folder = g_strdup (folder);

  return self;
}
