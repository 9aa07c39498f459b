/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-thumbnailer"

#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>
#include <utime.h>

#include "aip-disk-cache.h"
#include "aip-lru.h"
#include "aip-paths.h"
#include "aip-picture-file.h"
#include "aip-task.h"
#include "aip-thumbnailer.h"

#define JPEG_QUALITY    "88"
#define DISK_MAX_BYTES  (512LL * 1024 * 1024)

/* Everybody who wants the same file at the same size waits for the same request. */
typedef struct {
  gatomicrefcount  ref_count;
  AipThumbnailer  *self;
  char            *key;
  char            *path;
  int              size;
  guint64          serial;
  GPtrArray       *tasks;        /* main thread only */
  GCancellable    *cancellable;  /* cancelled when nobody wants it any more */
  GdkPixbuf       *pixbuf;
  GError          *error;
} Request;

struct _AipThumbnailer
{
  GObject parent_instance;

  AipLru      *memory;
  GHashTable  *requests;  /* key → Request */
  GThreadPool *pool;
  char        *folder;
  guint64      serial;
  guint        n_decoded; /* atomic */
};

G_DEFINE_FINAL_TYPE (AipThumbnailer, aip_thumbnailer, G_TYPE_OBJECT)

static void
request_unref (Request *request)
{
  if (!g_atomic_ref_count_dec (&request->ref_count))
    return;

  g_clear_pointer (&request->key, g_free);
  g_clear_pointer (&request->path, g_free);
  g_clear_pointer (&request->tasks, g_ptr_array_unref);
  g_clear_object (&request->cancellable);
  g_clear_object (&request->pixbuf);
  g_clear_error (&request->error);
  g_clear_object (&request->self);
  g_free (request);
}

static int
round_up_size (int size)
{
  static const int sizes[] = { 128, 256, 512, 1024 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      if (size <= sizes[i])
        return sizes[i];
    }

  return sizes[G_N_ELEMENTS (sizes) - 1];
}

static char *
make_key (const char *path,
          int         size)
{
  return g_strdup_printf ("%d %s", size, path);
}

/* On disk -------------------------------------------------------------------------------------- */

static char *
disk_path (AipThumbnailer *self,
           const char     *path,
           int             size)
{
  g_autofree char *salt = g_strdup_printf ("%d", size);
  g_autofree char *key = aip_disk_cache_name (path, salt);
  g_autofree char *name = NULL;

  if (key == NULL)
    return NULL;
  name = g_strconcat (key, ".jpg", NULL);

  return g_build_filename (self->folder, name, NULL);
}

/* Written under another name and renamed: half a thumbnail is never found. */
static void
save_to_disk (GdkPixbuf  *pixbuf,
              const char *path)
{
  g_autofree char *temporary = g_strconcat (path, ".XXXXXX", NULL);
  g_autofree char *data = NULL;
  g_autoptr(GError) error = NULL;
  gsize length = 0;
  int fd;

  if (!gdk_pixbuf_save_to_buffer (pixbuf, &data, &length, "jpeg", &error, "quality", JPEG_QUALITY,
                                  NULL))
    {
      g_debug ("No thumbnail was kept: %s", error->message);
      return;
    }

  fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0)
    return;
  if (write (fd, data, length) != (gssize) length || g_close (fd, NULL) == FALSE ||
      g_rename (temporary, path) != 0)
    g_unlink (temporary);
}

/* In the pool ---------------------------------------------------------------------------------- */

static gboolean
request_done_cb (gpointer user_data)
{
  Request *request = user_data;
  AipThumbnailer *self = request->self;
  g_autoptr(GPtrArray) tasks = g_steal_pointer (&request->tasks);

  /* A callback may cancel its own wish or another's: from here on that is too late to matter. */
  request->tasks = g_ptr_array_new_with_free_func (g_object_unref);

  if (g_hash_table_lookup (self->requests, request->key) == request)
    g_hash_table_steal (self->requests, request->key);

  if (request->pixbuf != NULL)
    aip_lru_insert (self->memory, request->key, g_object_ref (request->pixbuf),
                    gdk_pixbuf_get_byte_length (request->pixbuf));

  for (guint i = 0; i < tasks->len; i++)
    {
      GTask *task = g_ptr_array_index (tasks, i);

      if (request->pixbuf != NULL)
        g_task_return_pointer (task, g_object_ref (request->pixbuf), g_object_unref);
      else
        g_task_return_error (task, g_error_copy (request->error));
    }

  /* The table's reference and the pool's. */
  request_unref (request);
  request_unref (request);

  return G_SOURCE_REMOVE;
}

static void
decode_in_pool (gpointer data,
                gpointer user_data)
{
  Request *request = data;
  AipThumbnailer *self = request->self;
  g_autofree char *cached = NULL;

  if (!g_cancellable_set_error_if_cancelled (request->cancellable, &request->error))
    {
      cached = disk_path (self, request->path, request->size);
      if (cached != NULL && g_file_test (cached, G_FILE_TEST_EXISTS))
        {
          request->pixbuf = gdk_pixbuf_new_from_file (cached, NULL);
          /* What was looked at lately is what is kept when the folder is cleaned up. */
          if (request->pixbuf != NULL)
            g_utime (cached, NULL);
        }
      if (request->pixbuf == NULL)
        {
          g_atomic_int_inc (&self->n_decoded);
          request->pixbuf = aip_picture_file_decode (request->path, request->size,
                                                     request->cancellable, &request->error);
          if (request->pixbuf != NULL && cached != NULL)
            save_to_disk (request->pixbuf, cached);
        }
    }

  g_idle_add_full (G_PRIORITY_DEFAULT, request_done_cb, request, NULL);
}

static int
newest_first (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  const Request *first = a;
  const Request *second = b;

  return (first->serial < second->serial) - (first->serial > second->serial);
}

static void
prune_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  const char *folder = task_data;

  g_mkdir_with_parents (folder, 0700);
  aip_disk_cache_prune (folder, DISK_MAX_BYTES);
  g_task_return_boolean (task, TRUE);
}

/* The object ----------------------------------------------------------------------------------- */

static void
aip_thumbnailer_finalize (GObject *object)
{
  AipThumbnailer *self = AIP_THUMBNAILER (object);

  /* Every request holds a reference, so the pool is idle by now. */
  g_thread_pool_free (self->pool, TRUE, TRUE);
  g_clear_pointer (&self->requests, g_hash_table_unref);
  g_clear_pointer (&self->memory, aip_lru_free);
  g_clear_pointer (&self->folder, g_free);

  G_OBJECT_CLASS (aip_thumbnailer_parent_class)->finalize (object);
}

static void
aip_thumbnailer_class_init (AipThumbnailerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_thumbnailer_finalize;
}

static void
aip_thumbnailer_init (AipThumbnailer *self)
{
  g_autoptr(GTask) task = NULL;
  int n_threads = MAX (1, (int) g_get_num_processors () / 2);

  self->requests = g_hash_table_new (g_str_hash, g_str_equal);
  self->folder = aip_paths_cache ("thumbnails");
  g_mkdir_with_parents (self->folder, 0700);

  self->pool = g_thread_pool_new (decode_in_pool, NULL, n_threads, FALSE, NULL);
  g_thread_pool_set_sort_function (self->pool, newest_first, NULL);

  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_task_data (task, g_strdup (self->folder), g_free);
  aip_task_run_in_thread (task, prune_in_thread);
}

AipThumbnailer *
aip_thumbnailer_new (gsize memory_bytes)
{
  AipThumbnailer *self = g_object_new (AIP_TYPE_THUMBNAILER, NULL);

  self->memory = aip_lru_new (memory_bytes, g_object_unref);

  return self;
}

GdkPixbuf *
aip_thumbnailer_peek (AipThumbnailer *self,
                      const char     *path,
                      int             size)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (AIP_IS_THUMBNAILER (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  key = make_key (path, round_up_size (size));

  return aip_lru_lookup (self->memory, key);
}

/* One caller has lost interest; the others go on waiting. */
static void
task_cancelled_cb (GCancellable *cancellable,
                   gpointer      user_data)
{
  GTask *task = user_data;
  Request *request = g_task_get_task_data (task);

  if (!g_ptr_array_find (request->tasks, task, NULL))
    return;

  g_object_ref (task);
  g_ptr_array_remove (request->tasks, task);
  if (request->tasks->len == 0)
    {
      g_cancellable_cancel (request->cancellable);
      /* The next wish for the same picture must not join a request that gives up. */
      if (g_hash_table_lookup (request->self->requests, request->key) == request)
        g_hash_table_steal (request->self->requests, request->key);
    }
  g_task_return_error_if_cancelled (task);
  g_object_unref (task);
}

void
aip_thumbnailer_load_async (AipThumbnailer      *self,
                            const char          *path,
                            int                  size,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autofree char *key = NULL;
  Request *request;
  GdkPixbuf *ready;

  g_return_if_fail (AIP_IS_THUMBNAILER (self));
  g_return_if_fail (path != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_thumbnailer_load_async);

  if (g_task_return_error_if_cancelled (task))
    return;

  size = round_up_size (size);
  key = make_key (path, size);
  ready = aip_lru_lookup (self->memory, key);
  if (ready != NULL)
    {
      g_task_return_pointer (task, g_object_ref (ready), g_object_unref);
      return;
    }

  request = g_hash_table_lookup (self->requests, key);
  if (request == NULL)
    {
      request = g_new0 (Request, 1);
      g_atomic_ref_count_init (&request->ref_count);
      g_atomic_ref_count_inc (&request->ref_count);
      request->self = g_object_ref (self);
      request->key = g_steal_pointer (&key);
      request->path = g_strdup (path);
      request->size = size;
      request->serial = ++self->serial;
      request->tasks = g_ptr_array_new_with_free_func (g_object_unref);
      request->cancellable = g_cancellable_new ();
      g_hash_table_insert (self->requests, request->key, request);
      g_ptr_array_add (request->tasks, g_object_ref (task));
      g_thread_pool_push (self->pool, request, NULL);
    }
  else
    g_ptr_array_add (request->tasks, g_object_ref (task));

  g_atomic_ref_count_inc (&request->ref_count);
  g_task_set_task_data (task, request, (GDestroyNotify) request_unref);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (task_cancelled_cb), task,
                             G_CONNECT_DEFAULT);
}

GdkPixbuf *
aip_thumbnailer_load_finish (AipThumbnailer  *self,
                             GAsyncResult    *result,
                             GError         **error)
{
  g_return_val_if_fail (AIP_IS_THUMBNAILER (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

guint
aip_thumbnailer_get_n_decoded (AipThumbnailer *self)
{
  g_return_val_if_fail (AIP_IS_THUMBNAILER (self), 0);

  return (guint) g_atomic_int_get ((int *) &self->n_decoded);
}
