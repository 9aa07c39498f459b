/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-frame-source"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-frame-paint.h"
#include "aip-frame-source.h"
#include "aip-lru.h"
#include "aip-proxy-file.h"
#include "aip-task.h"

/* Proxies that are held open: each is a file descriptor and a few KB. */
#define MAX_OPEN 64

struct _AipFrameSource
{
  GObject parent_instance;

  AipProxies  *proxies;
  GThreadPool *pool;
  gulong       changed_handler;

  /* Shared with the pool. */
  GMutex       mutex;
  AipLru      *frames;    /* AipFrame, of one shot each */
  AipLru      *files;     /* AipProxyFile by path */
  guint        n_decoded; /* atomic */
};

G_DEFINE_FINAL_TYPE (AipFrameSource, aip_frame_source, G_TYPE_OBJECT)

/* What one shot contributes, as the main thread knew it when it was asked. */
typedef struct {
  AipCutLayer  layer;
  char        *proxy;    /* %NULL: a card */
  char        *sentence; /* on the card */
  gboolean     is_damaged;
} Part;

typedef struct {
  AipCut        *cut;
  int            width;
  int            height;
  AipCutPicture  picture;
  Part           parts[2];
} Request;

static void
request_free (Request *request)
{
  for (guint i = 0; i < G_N_ELEMENTS (request->parts); i++)
    {
      g_free (request->parts[i].proxy);
      g_free (request->parts[i].sentence);
    }
  aip_cut_unref (request->cut);
  g_free (request);
}

/* In the pool ---------------------------------------------------------------------------------- */

static AipFrame *
look_up_frame (AipFrameSource *self,
               const char     *key)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  AipFrame *frame = aip_lru_lookup (self->frames, key);

  return frame != NULL ? aip_frame_ref (frame) : NULL;
}

static void
keep_frame (AipFrameSource *self,
            const char     *key,
            AipFrame       *frame)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  aip_lru_insert (self->frames, key, aip_frame_ref (frame), aip_frame_get_size (frame));
}

static AipProxyFile *
open_file (AipFrameSource *self,
           const char     *path)
{
  g_autoptr(AipProxyFile) file = NULL;
  g_autoptr(GError) error = NULL;

  g_mutex_lock (&self->mutex);
  file = aip_lru_lookup (self->files, path);
  if (file != NULL)
    aip_proxy_file_ref (file);
  g_mutex_unlock (&self->mutex);
  if (file != NULL)
    return g_steal_pointer (&file);

  /* Two threads may open the same one: the later stays. */
  file = aip_proxy_file_open (path, &error);
  if (file == NULL)
    {
      g_debug ("%s", error->message);
      return NULL;
    }

  g_mutex_lock (&self->mutex);
  aip_lru_insert (self->files, path, aip_proxy_file_ref (file), 1);
  g_mutex_unlock (&self->mutex);

  return g_steal_pointer (&file);
}

static AipFrame *
decode_part (AipFrameSource *self,
             Request        *request,
             Part           *part)
{
  g_autoptr(AipProxyFile) file = open_file (self, part->proxy);
  g_autoptr(AipFrame) decoded = NULL;
  g_autoptr(AipFrame) fitted = NULL;
  g_autofree char *key = NULL;
  gint64 frame;

  if (file == NULL)
    return NULL;

  frame = aip_cut_get_file_frame (aip_cut_get_rate (request->cut), part->layer.source,
                                  file->numerator, file->denominator, file->n_frames);
  key = g_strdup_printf ("%" G_GINT64_FORMAT " %dx%d %s", frame, request->width, request->height,
                         part->proxy);
  fitted = look_up_frame (self, key);
  if (fitted != NULL)
    return g_steal_pointer (&fitted);

  g_atomic_int_inc (&self->n_decoded);
  decoded = aip_proxy_file_decode (file, frame, request->width, request->height);
  if (decoded == NULL)
    return NULL;
  fitted = aip_frame_fit (decoded, request->width, request->height);
  keep_frame (self, key, fitted);

  return g_steal_pointer (&fitted);
}

static AipFrame *
draw_card (AipFrameSource *self,
           Request        *request,
           Part           *part)
{
  const AipCutShot *shot = aip_cut_get_shot (request->cut, part->layer.shot);
  g_autofree char *key = NULL;
  AipFrame *frame;

  /* Everything that a card may say. */
  key = g_strdup_printf ("card %dx%d %" G_GINT64_FORMAT " %d\n%s\n%s\n%s\n%s\n%s\n%s",
                         request->width, request->height, shot->duration, (int) shot->status,
                         shot->id, shot->code, shot->name, shot->scene, shot->setup, part->sentence);
  frame = look_up_frame (self, key);
  if (frame != NULL)
    return frame;

  frame = aip_frame_new_card (request->cut, part->layer.shot, part->sentence, request->width,
                              request->height);
  keep_frame (self, key, frame);

  return frame;
}

static AipFrame *
make_part (AipFrameSource *self,
           Request        *request,
           Part           *part)
{
  AipFrame *frame;

  if (part->proxy == NULL)
    return draw_card (self, request, part);

  frame = decode_part (self, request, part);
  if (frame != NULL)
    return frame;

  part->is_damaged = TRUE;
  g_set_str (&part->sentence, _("Being prepared for playing…"));

  return draw_card (self, request, part);
}

static AipFrame *
make_black (Request *request)
{
  gsize stride = (gsize) request->width * 4;
  guint32 *pixels = g_malloc (stride * (gsize) request->height);

  for (gsize i = 0; i < stride / 4 * (gsize) request->height; i++)
    pixels[i] = 0xff000000;

  return aip_frame_new (request->width, request->height, stride, (guchar *) pixels);
}

static AipFrame *
make_frame (AipFrameSource *self,
            Request        *request)
{
  const AipCutPicture *picture = &request->picture;
  g_autoptr(AipFrame) back = NULL;
  g_autoptr(AipFrame) front = NULL;

  if (picture->n_layers == 0)
    return make_black (request);

  back = make_part (self, request, &request->parts[0]);
  if (picture->n_layers > 1)
    front = make_part (self, request, &request->parts[1]);

  return aip_frame_mix (back, front, picture->transition, picture->share, picture->of);
}

static void
make_in_pool (gpointer data,
              gpointer user_data)
{
  g_autoptr(GTask) task = data;
  AipFrameSource *self = g_task_get_source_object (task);

  if (g_task_return_error_if_cancelled (task))
    return;

  g_task_return_pointer (task, make_frame (self, g_task_get_task_data (task)),
                         (GDestroyNotify) aip_frame_unref);
}

/* The object ----------------------------------------------------------------------------------- */

/* A file may get another proxy under the same path: after it was damaged. */
static void
changed_cb (AipProxies *proxies,
            const char *file,
            gpointer    user_data)
{
  AipFrameSource *self = user_data;
  const char *path = aip_proxies_get_path (proxies, file);

  if (path == NULL)
    return;

  g_mutex_lock (&self->mutex);
  aip_lru_remove (self->files, path);
  g_mutex_unlock (&self->mutex);
}

static void
aip_frame_source_finalize (GObject *object)
{
  AipFrameSource *self = AIP_FRAME_SOURCE (object);

  /* Every request holds a reference, so the pool is idle by now. */
  g_thread_pool_free (self->pool, TRUE, TRUE);
  g_clear_signal_handler (&self->changed_handler, self->proxies);
  g_clear_object (&self->proxies);
  g_clear_pointer (&self->frames, aip_lru_free);
  g_clear_pointer (&self->files, aip_lru_free);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (aip_frame_source_parent_class)->finalize (object);
}

static void
aip_frame_source_class_init (AipFrameSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_frame_source_finalize;
}

static void
aip_frame_source_init (AipFrameSource *self)
{
  g_mutex_init (&self->mutex);
  self->files = aip_lru_new (MAX_OPEN, (GDestroyNotify) aip_proxy_file_unref);
  self->pool = g_thread_pool_new (make_in_pool, NULL, (int) MAX (2, g_get_num_processors ()),
                                  FALSE, NULL);
}

AipFrameSource *
aip_frame_source_new (AipProxies *proxies,
                      gsize       bytes)
{
  AipFrameSource *self;

  g_return_val_if_fail (AIP_IS_PROXIES (proxies), NULL);

  self = g_object_new (AIP_TYPE_FRAME_SOURCE, NULL);
  self->proxies = g_object_ref (proxies);
  self->frames = aip_lru_new (bytes, (GDestroyNotify) aip_frame_unref);
  self->changed_handler = g_signal_connect (proxies, "changed", G_CALLBACK (changed_cb), self);

  return self;
}

AipProxies *
aip_frame_source_get_proxies (AipFrameSource *self)
{
  g_return_val_if_fail (AIP_IS_FRAME_SOURCE (self), NULL);

  return self->proxies;
}

static void
fill_part (AipFrameSource    *self,
           AipCut            *cut,
           const AipCutLayer *layer,
           Part              *part)
{
  const AipCutShot *shot = aip_cut_get_shot (cut, layer->shot);
  const char *sentence;
  double fraction;

  part->layer = *layer;
  if (shot->media == AIP_CUT_CARD || shot->file == NULL)
    return;

  switch (aip_proxies_get_state (self->proxies, shot->file, &fraction, &sentence))
    {
    case AIP_PROXY_READY:
      part->proxy = g_strdup (aip_proxies_get_path (self->proxies, shot->file));
      break;

    case AIP_PROXY_WAITING:
    case AIP_PROXY_MAKING:
      aip_proxies_hurry (self->proxies, shot->file);
      part->sentence = g_strdup (_("Being prepared for playing…"));
      break;

    case AIP_PROXY_MISSING:
    case AIP_PROXY_FAILED:
    default:
      part->sentence = g_strdup (sentence);
      break;
    }
}

static Request *
new_request (AipCut *cut,
             int     width,
             int     height)
{
  Request *request = g_new0 (Request, 1);

  request->cut = aip_cut_ref (cut);
  request->width = width;
  request->height = height;

  return request;
}

static void
begin (AipFrameSource      *self,
       Request             *request,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  for (guint i = 0; i < request->picture.n_layers; i++)
    fill_part (self, request->cut, &request->picture.layers[i], &request->parts[i]);

  g_task_set_source_tag (task, begin);
  /* A frame on which somebody waits comes before whatever else is idle. */
  g_task_set_priority (task, G_PRIORITY_DEFAULT);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  aip_task_finalize_at_home (task);
  g_thread_pool_push (self->pool, task, NULL);
}

void
aip_frame_source_get_async (AipFrameSource      *self,
                            AipCut              *cut,
                            gint64               frame,
                            int                  width,
                            int                  height,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  Request *request;

  g_return_if_fail (AIP_IS_FRAME_SOURCE (self));
  g_return_if_fail (cut != NULL);
  g_return_if_fail (width > 0 && height > 0);

  request = new_request (cut, width, height);
  aip_cut_get_picture (cut, frame, &request->picture);
  begin (self, request, cancellable, callback, user_data);
}

void
aip_frame_source_get_shot_async (AipFrameSource      *self,
                                 AipCut              *cut,
                                 guint                shot,
                                 gint64               source,
                                 int                  width,
                                 int                  height,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  Request *request;

  g_return_if_fail (AIP_IS_FRAME_SOURCE (self));
  g_return_if_fail (cut != NULL && shot < aip_cut_get_n_shots (cut));
  g_return_if_fail (width > 0 && height > 0);

  request = new_request (cut, width, height);
  request->picture = (AipCutPicture) {
    .layers = { { .shot = shot, .source = MAX (0, source) } }, .n_layers = 1, .share = 1, .of = 1,
  };
  begin (self, request, cancellable, callback, user_data);
}

AipFrame *
aip_frame_source_get_finish (AipFrameSource  *self,
                             GAsyncResult    *result,
                             GError         **error)
{
  Request *request;
  AipFrame *frame;

  g_return_val_if_fail (AIP_IS_FRAME_SOURCE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  request = g_task_get_task_data (G_TASK (result));
  frame = g_task_propagate_pointer (G_TASK (result), error);

  for (guint i = 0; frame != NULL && i < request->picture.n_layers; i++)
    if (request->parts[i].is_damaged)
      aip_proxies_discard (self->proxies,
                           aip_cut_get_shot (request->cut, request->parts[i].layer.shot)->file);

  return frame;
}

guint
aip_frame_source_get_n_decoded (AipFrameSource *self)
{
  g_return_val_if_fail (AIP_IS_FRAME_SOURCE (self), 0);

  return (guint) g_atomic_int_get ((int *) &self->n_decoded);
}
