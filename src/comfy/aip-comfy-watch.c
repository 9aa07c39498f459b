/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-comfy-watch"

#include "config.h"

#include "aip-comfy-client-private.h"
#include "aip-comfy-watch.h"

struct _AipComfyWatch
{
  AipComfyClient   *client;        /* not owned: the client owns this */
  guint             deaf_ms;
  AipComfyDeafFunc  func;
  gpointer          user_data;

  GCancellable     *cancellable;
  guint             poll_id;
  guint             deaf_id;
  gboolean          polling;
  gboolean          verifying;     /* that poll is the second look */

  gboolean          any_status;
  guint             last_status;
  guint64           n_statuses;
  guint64           n_then;        /* n_statuses at the first look */
};

/* A poll in flight; once @cancellable is cancelled @watch is no more. */
typedef struct {
  AipComfyWatch *watch;
  GCancellable  *cancellable;
} Poll;

static gboolean deaf_timeout_cb (gpointer user_data);

static void
polled_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autofree Poll *poll = user_data;
  g_autoptr(GCancellable) cancellable = poll->cancellable;
  int remaining = aip_comfy_client_poll_finish (AIP_COMFY_CLIENT (source), result, NULL);
  AipComfyWatch *self = poll->watch;
  gboolean verifying;

  if (g_cancellable_is_cancelled (cancellable))
    return;

  verifying = self->verifying;
  self->polling = FALSE;
  self->verifying = FALSE;

  /* A server too busy for HTTP is not deaf, and a dead one fails the keepalive. */
  if (remaining < 0 || !self->any_status || (guint) remaining == self->last_status)
    return;

  if (!verifying)
    {
      self->n_then = self->n_statuses;
      self->deaf_id = g_timeout_add (self->deaf_ms, deaf_timeout_cb, self);
    }
  else if (self->n_statuses == self->n_then)
    self->func (remaining, self->user_data);
}

static void
poll_now (AipComfyWatch *self)
{
  Poll *poll = g_new0 (Poll, 1);

  poll->watch = self;
  poll->cancellable = g_object_ref (self->cancellable);
  self->polling = TRUE;
  aip_comfy_client_poll_async (self->client, self->cancellable, polled_cb, poll);
}

static gboolean
deaf_timeout_cb (gpointer user_data)
{
  AipComfyWatch *self = user_data;

  self->deaf_id = 0;
  if (self->n_statuses == self->n_then)
    {
      self->verifying = TRUE;
      poll_now (self);
    }

  return G_SOURCE_REMOVE;
}

static gboolean
poll_interval_cb (gpointer user_data)
{
  AipComfyWatch *self = user_data;

  if (!self->polling && self->deaf_id == 0)
    poll_now (self);

  return G_SOURCE_CONTINUE;
}

/**
 * aip_comfy_watch_new:
 * @poll_ms: between two looks
 * @deaf_ms: how long a `status` message may lag behind what HTTP says
 */
AipComfyWatch *
aip_comfy_watch_new (AipComfyClient   *client,
                     guint             poll_ms,
                     guint             deaf_ms,
                     AipComfyDeafFunc  func,
                     gpointer          user_data)
{
  AipComfyWatch *self = g_new0 (AipComfyWatch, 1);

  self->client = client;
  self->deaf_ms = deaf_ms;
  self->func = func;
  self->user_data = user_data;
  self->cancellable = g_cancellable_new ();
  /* A little sooner, never the same: two hundred workers must not be asked in the same instant. */
  self->poll_id = g_timeout_add (poll_ms - (guint) g_random_int_range (0, (gint32) poll_ms / 4 + 1),
                                 poll_interval_cb, self);

  return self;
}

/* Tells that a `status` message came. */
void
aip_comfy_watch_status (AipComfyWatch *self,
                        guint          queue_remaining)
{
  self->any_status = TRUE;
  self->last_status = queue_remaining;
  self->n_statuses++;
}

void
aip_comfy_watch_free (AipComfyWatch *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->poll_id, g_source_remove);
  g_clear_handle_id (&self->deaf_id, g_source_remove);
  g_free (self);
}
