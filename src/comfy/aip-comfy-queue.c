/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-comfy-queue"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-comfy-json.h"
#include "aip-comfy-queue.h"
#include "aip-error.h"
#include "aip-json.h"

/* Per list. A server that says more is not believed; it would only fill our memory. */
#define MAX_ITEMS 100000

typedef struct {
  double      number;
  const char *prompt_id;
} QueueItem;

struct _AipComfyQueue
{
  char       **running;
  char       **pending;
  GHashTable  *running_ids;
  GHashTable  *pending_ids;
};

G_DEFINE_BOXED_TYPE (AipComfyQueue, aip_comfy_queue, aip_comfy_queue_ref, aip_comfy_queue_unref)

/* The server runs equal numbers in the order of their ids. */
static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  const QueueItem *x = a;
  const QueueItem *y = b;

  if (x->number != y->number)
    return x->number < y->number ? -1 : 1;

  return g_strcmp0 (x->prompt_id, y->prompt_id);
}

static char **
read_items (JsonArray   *array,
            GHashTable **ids)
{
  g_autoptr(GArray) items = g_array_new (FALSE, FALSE, sizeof (QueueItem));
  char **list;

  for (guint i = 0; i < MIN (json_array_get_length (array), MAX_ITEMS); i++)
    {
      JsonArray *fields = aip_json_node_array (json_array_get_element (array, i));
      QueueItem item = { 0 };

      if (fields == NULL || json_array_get_length (fields) < 2)
        continue;

      item.prompt_id = aip_json_node_string (json_array_get_element (fields, 1));
      if (item.prompt_id != NULL &&
          aip_comfy_json_get_number (json_array_get_element (fields, 0), &item.number))
        g_array_append_val (items, item);
    }

  /* The server lists what waits in the order of its heap, which is not the order of running. */
  g_array_sort (items, compare_items);

  list = g_new0 (char *, items->len + 1);
  *ids = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < items->len; i++)
    {
      list[i] = g_strdup (g_array_index (items, QueueItem, i).prompt_id);
      g_hash_table_add (*ids, list[i]);
    }

  return list;
}

/**
 * aip_comfy_queue_new_from_json:
 * @root: the answer of `GET /queue`
 * @error: return location
 *
 * Returns: (transfer full): %NULL with %AIP_ERROR_PROTOCOL when it is no queue
 */
AipComfyQueue *
aip_comfy_queue_new_from_json (JsonObject  *root,
                               GError     **error)
{
  JsonArray *running = aip_json_get_array (root, "queue_running");
  JsonArray *pending = aip_json_get_array (root, "queue_pending");
  AipComfyQueue *self;

  if (running == NULL || pending == NULL)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_PROTOCOL,
                           _("The worker’s queue cannot be read."));
      return NULL;
    }

  self = g_atomic_rc_box_new0 (AipComfyQueue);
  self->running = read_items (running, &self->running_ids);
  self->pending = read_items (pending, &self->pending_ids);

  return self;
}

AipComfyQueue *
aip_comfy_queue_ref (AipComfyQueue *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
aip_comfy_queue_clear (gpointer data)
{
  AipComfyQueue *self = data;

  g_hash_table_unref (self->running_ids);
  g_hash_table_unref (self->pending_ids);
  g_strfreev (self->running);
  g_strfreev (self->pending);
}

void
aip_comfy_queue_unref (AipComfyQueue *self)
{
  g_atomic_rc_box_release_full (self, aip_comfy_queue_clear);
}

const char *const *
aip_comfy_queue_get_running (AipComfyQueue *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->running;
}

const char *const *
aip_comfy_queue_get_pending (AipComfyQueue *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->pending;
}

gboolean
aip_comfy_queue_is_running (AipComfyQueue *self,
                            const char    *prompt_id)
{
  g_return_val_if_fail (self != NULL && prompt_id != NULL, FALSE);

  return g_hash_table_contains (self->running_ids, prompt_id);
}

gboolean
aip_comfy_queue_is_pending (AipComfyQueue *self,
                            const char    *prompt_id)
{
  g_return_val_if_fail (self != NULL && prompt_id != NULL, FALSE);

  return g_hash_table_contains (self->pending_ids, prompt_id);
}

gboolean
aip_comfy_queue_contains (AipComfyQueue *self,
                          const char    *prompt_id)
{
  return aip_comfy_queue_is_running (self, prompt_id) ||
         aip_comfy_queue_is_pending (self, prompt_id);
}
