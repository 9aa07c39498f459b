/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-leftovers"

#include "config.h"

#include "aip-leftovers.h"

/* A graph that was posted without an answer may arrive late; after this it will not. */
#define LATE_USEC   (30 * G_USEC_PER_SEC)
/* Beyond this the worker is beyond help, and what it makes is ignored anyhow. */
#define MAX_ENTRIES 200

typedef struct {
  gint64   since;        /* monotonic */
  gboolean certain;
  gboolean cancelling;
  gboolean cancel_again; /* what is under way may have come before the prompt */
} Entry;

struct _AipLeftovers
{
  GObject         parent_instance;

  AipComfyClient *client;
  GHashTable     *entries;   /* prompt id → Entry */
};

enum {
  SIGNAL_RELEASED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AipLeftovers, aip_leftovers, G_TYPE_OBJECT)

static void
aip_leftovers_finalize (GObject *object)
{
  AipLeftovers *self = AIP_LEFTOVERS (object);

  g_object_unref (self->client);
  g_hash_table_unref (self->entries);

  G_OBJECT_CLASS (aip_leftovers_parent_class)->finalize (object);
}

static void
aip_leftovers_class_init (AipLeftoversClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_leftovers_finalize;

  signals[SIGNAL_RELEASED] = g_signal_new ("released", AIP_TYPE_LEFTOVERS, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
aip_leftovers_init (AipLeftovers *self)
{
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

AipLeftovers *
aip_leftovers_new (AipComfyClient *client)
{
  AipLeftovers *self = g_object_new (AIP_TYPE_LEFTOVERS, NULL);

  self->client = g_object_ref (client);

  return self;
}

static void
release (AipLeftovers *self,
         const char   *prompt_id)
{
  g_autofree char *id = g_strdup (prompt_id);

  if (g_hash_table_remove (self->entries, id))
    g_signal_emit (self, signals[SIGNAL_RELEASED], 0, id);
}

typedef struct {
  AipLeftovers *leftovers;
  char         *prompt_id;
} Cancel;

static void cancel_there (AipLeftovers *self,
                          const char   *prompt_id,
                          Entry        *entry);

static void
cancel_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Cancel *cancel = user_data;
  g_autoptr(AipLeftovers) self = cancel->leftovers;
  g_autofree char *prompt_id = cancel->prompt_id;
  g_autoptr(GError) error = NULL;
  gboolean still_running = FALSE;
  Entry *entry;
  gboolean good;

  g_free (cancel);
  good = aip_comfy_client_cancel_finish (AIP_COMFY_CLIENT (source), result, &still_running, &error);
  entry = g_hash_table_lookup (self->entries, prompt_id);
  if (entry == NULL)
    return;

  entry->cancelling = FALSE;
  if (entry->cancel_again)
    {
      entry->cancel_again = FALSE;
      cancel_there (self, prompt_id, entry);
    }
  else if (!good)
    g_info ("cancelling on %s: %s", aip_comfy_client_get_address (self->client), error->message);
  else if (!still_running && entry->certain)
    release (self, prompt_id);
}

static void
cancel_there (AipLeftovers *self,
              const char   *prompt_id,
              Entry        *entry)
{
  Cancel *cancel;

  if (entry->cancelling || aip_comfy_client_get_state (self->client) != AIP_COMFY_STATE_ONLINE)
    return;

  entry->cancelling = TRUE;
  cancel = g_new0 (Cancel, 1);
  cancel->leftovers = g_object_ref (self);
  cancel->prompt_id = g_strdup (prompt_id);
  aip_comfy_client_cancel_async (self->client, prompt_id, NULL, cancel_cb, cancel);
}

void
aip_leftovers_add (AipLeftovers *self,
                   const char   *prompt_id,
                   gboolean      certain)
{
  Entry *entry;

  g_return_if_fail (AIP_IS_LEFTOVERS (self));
  g_return_if_fail (prompt_id != NULL);

  if (g_hash_table_size (self->entries) >= MAX_ENTRIES ||
      g_hash_table_contains (self->entries, prompt_id))
    return;

  entry = g_new0 (Entry, 1);
  entry->since = g_get_monotonic_time ();
  entry->certain = certain;
  g_hash_table_insert (self->entries, g_strdup (prompt_id), entry);
  cancel_there (self, prompt_id, entry);
}

void
aip_leftovers_settle (AipLeftovers *self,
                      const char   *prompt_id,
                      gboolean      queued)
{
  Entry *entry;

  g_return_if_fail (AIP_IS_LEFTOVERS (self));
  g_return_if_fail (prompt_id != NULL);

  entry = g_hash_table_lookup (self->entries, prompt_id);
  if (entry == NULL)
    return;

  if (!queued)
    {
      release (self, prompt_id);
      return;
    }

  entry->certain = TRUE;
  entry->cancel_again = entry->cancelling;
  cancel_there (self, prompt_id, entry);
}

void
aip_leftovers_check (AipLeftovers  *self,
                     AipComfyQueue *queue)
{
  gint64 now = g_get_monotonic_time ();
  g_auto(GStrv) ids = NULL;

  g_return_if_fail (AIP_IS_LEFTOVERS (self));
  g_return_if_fail (queue != NULL);

  ids = aip_leftovers_dup_ids (self);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      Entry *entry = g_hash_table_lookup (self->entries, ids[i]);

      if (entry == NULL)
        continue;

      if (aip_comfy_queue_contains (queue, ids[i]))
        {
          entry->certain = TRUE;
          cancel_there (self, ids[i], entry);
        }
      else if (entry->certain || now - entry->since > LATE_USEC)
        release (self, ids[i]);
    }
}

void
aip_leftovers_finished (AipLeftovers *self,
                        const char   *prompt_id)
{
  g_return_if_fail (AIP_IS_LEFTOVERS (self));
  g_return_if_fail (prompt_id != NULL);

  release (self, prompt_id);
}

gboolean
aip_leftovers_is_empty (AipLeftovers *self)
{
  g_return_val_if_fail (AIP_IS_LEFTOVERS (self), TRUE);

  return g_hash_table_size (self->entries) == 0;
}

GStrv
aip_leftovers_dup_ids (AipLeftovers *self)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer id;

  g_return_val_if_fail (AIP_IS_LEFTOVERS (self), NULL);

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_strv_builder_add (ids, id);

  return g_strv_builder_end (ids);
}
