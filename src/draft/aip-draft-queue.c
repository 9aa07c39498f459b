/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-queue"

#include "config.h"

#include <string.h>

#include "aip-draft-queue.h"

/* Older entries are forgotten, as on a real server. */
#define MAX_HISTORY 10000

struct _AipDraftQueue
{
  GPtrArray *heap; /* AipDraftPrompt */
};

struct _AipDraftHistory
{
  GQueue      ids;      /* char *, oldest first */
  GHashTable *entries;  /* id → AipDraftJson */
};

AipDraftPrompt *
aip_draft_prompt_new (AipDraftJson *number,
                      const char   *id,
                      AipDraftJson *graph,
                      AipDraftJson *extra_data,
                      AipDraftJson *outputs,
                      const char   *client_id)
{
  AipDraftPrompt *self = g_new0 (AipDraftPrompt, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->number = number;
  self->order = aip_draft_json_get_double (number, 0);
  self->id = g_strdup (id);
  self->graph = graph;
  self->extra_data = extra_data;
  self->outputs = outputs;
  self->client_id = g_strdup (client_id);

  return self;
}

AipDraftPrompt *
aip_draft_prompt_ref (AipDraftPrompt *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
aip_draft_prompt_unref (AipDraftPrompt *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  aip_draft_json_unref (self->number);
  g_free (self->id);
  aip_draft_json_unref (self->graph);
  aip_draft_json_unref (self->extra_data);
  aip_draft_json_unref (self->outputs);
  g_free (self->client_id);
  g_free (self);
}

AipDraftJson *
aip_draft_prompt_to_json (AipDraftPrompt *self,
                          gboolean        secrets)
{
  static const char *const secret_names[] = { "auth_token_comfy_org", "api_key_comfy_org" };
  AipDraftJson *item = aip_draft_json_array ();
  AipDraftJson *extra = aip_draft_json_ref (self->extra_data);

  if (!secrets && aip_draft_json_is_object (extra))
    {
      aip_draft_json_unref (extra);
      extra = aip_draft_json_object ();
      for (guint i = 0; i < aip_draft_json_get_length (self->extra_data); i++)
        aip_draft_json_set (extra, aip_draft_json_get_key (self->extra_data, i),
                            aip_draft_json_ref (aip_draft_json_get_element (self->extra_data, i)));
      for (guint i = 0; i < G_N_ELEMENTS (secret_names); i++)
        aip_draft_json_remove (extra, secret_names[i]);
    }

  aip_draft_json_append (item, aip_draft_json_ref (self->number));
  aip_draft_json_append (item, aip_draft_json_string (self->id));
  aip_draft_json_append (item, aip_draft_json_ref (self->graph));
  aip_draft_json_append (item, extra);
  aip_draft_json_append (item, aip_draft_json_ref (self->outputs));

  return item;
}

AipDraftQueue *
aip_draft_queue_new (void)
{
  AipDraftQueue *self = g_new0 (AipDraftQueue, 1);

  self->heap = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_draft_prompt_unref);

  return self;
}

void
aip_draft_queue_free (AipDraftQueue *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->heap);
  g_free (self);
}

/* Python compares tuples: the number first, then the id as text. */
static gboolean
runs_before (AipDraftPrompt *a,
             AipDraftPrompt *b)
{
  if (a->order != b->order)
    return a->order < b->order;

  return strcmp (a->id, b->id) < 0;
}

/* Moves the item at @position towards the root as far as it belongs, not above @start. */
static void
sift_towards_root (gpointer *heap,
                   guint     start,
                   guint     position)
{
  gpointer item = heap[position];

  while (position > start)
    {
      guint parent = (position - 1) / 2;

      if (!runs_before (item, heap[parent]))
        break;
      heap[position] = heap[parent];
      position = parent;
    }
  heap[position] = item;
}

/* Python lets the hole sink to a leaf first and then moves the item up; the result differs from
 * the textbook's where items are equal, and the order shows. */
static void
sift_towards_leaf (gpointer *heap,
                   guint     length,
                   guint     position)
{
  gpointer item = heap[position];
  guint start = position;

  for (guint child = 2 * position + 1; child < length; child = 2 * position + 1)
    {
      if (child + 1 < length && !runs_before (heap[child], heap[child + 1]))
        child++;
      heap[position] = heap[child];
      position = child;
    }
  heap[position] = item;
  sift_towards_root (heap, start, position);
}

void
aip_draft_queue_push (AipDraftQueue  *self,
                      AipDraftPrompt *prompt)
{
  g_return_if_fail (self != NULL && prompt != NULL);

  g_ptr_array_add (self->heap, prompt);
  sift_towards_root (self->heap->pdata, 0, self->heap->len - 1);
}

AipDraftPrompt *
aip_draft_queue_pop (AipDraftQueue *self)
{
  AipDraftPrompt *last;
  AipDraftPrompt *first;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->heap->len == 0)
    return NULL;

  last = g_ptr_array_steal_index (self->heap, self->heap->len - 1);
  if (self->heap->len == 0)
    return last;

  first = self->heap->pdata[0];
  self->heap->pdata[0] = last;
  sift_towards_leaf (self->heap->pdata, self->heap->len, 0);

  return first;
}

gboolean
aip_draft_queue_remove (AipDraftQueue *self,
                        const char    *id)
{
  g_return_val_if_fail (self != NULL && id != NULL, FALSE);

  for (guint i = 0; i < self->heap->len; i++)
    if (g_str_equal (((AipDraftPrompt *) self->heap->pdata[i])->id, id))
      {
        g_ptr_array_remove_index (self->heap, i);
        for (guint k = self->heap->len / 2; k > 0; k--)
          sift_towards_leaf (self->heap->pdata, self->heap->len, k - 1);
        return TRUE;
      }

  return FALSE;
}

void
aip_draft_queue_clear (AipDraftQueue *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_set_size (self->heap, 0);
}

guint
aip_draft_queue_get_length (AipDraftQueue *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->heap->len;
}

AipDraftJson *
aip_draft_queue_to_json (AipDraftQueue *self)
{
  AipDraftJson *items = aip_draft_json_array ();

  g_return_val_if_fail (self != NULL, items);

  for (guint i = 0; i < self->heap->len; i++)
    aip_draft_json_append (items, aip_draft_prompt_to_json (self->heap->pdata[i], TRUE));

  return items;
}

AipDraftHistory *
aip_draft_history_new (void)
{
  AipDraftHistory *self = g_new0 (AipDraftHistory, 1);

  g_queue_init (&self->ids);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                         (GDestroyNotify) aip_draft_json_unref);

  return self;
}

void
aip_draft_history_free (AipDraftHistory *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->entries);
  g_queue_clear_full (&self->ids, g_free);
  g_free (self);
}

void
aip_draft_history_add (AipDraftHistory *self,
                       const char      *id,
                       AipDraftJson    *entry)
{
  gpointer known;

  g_return_if_fail (self != NULL && id != NULL && entry != NULL);

  /* A prompt id used twice keeps its first place and gets the later entry. */
  if (g_hash_table_lookup_extended (self->entries, id, &known, NULL))
    {
      g_hash_table_insert (self->entries, known, entry);
      return;
    }

  if (g_queue_get_length (&self->ids) >= MAX_HISTORY)
    {
      g_autofree char *oldest = g_queue_pop_head (&self->ids);

      g_hash_table_remove (self->entries, oldest);
    }

  g_queue_push_tail (&self->ids, g_strdup (id));
  g_hash_table_insert (self->entries, g_queue_peek_tail (&self->ids), entry);
}

void
aip_draft_history_remove (AipDraftHistory *self,
                          const char      *id)
{
  GList *link;

  g_return_if_fail (self != NULL && id != NULL);

  link = g_queue_find_custom (&self->ids, id, (GCompareFunc) strcmp);
  if (link == NULL)
    return;

  g_hash_table_remove (self->entries, id);
  g_free (link->data);
  g_queue_delete_link (&self->ids, link);
}

void
aip_draft_history_clear (AipDraftHistory *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_remove_all (self->entries);
  g_queue_clear_full (&self->ids, g_free);
}

AipDraftJson *
aip_draft_history_lookup (AipDraftHistory *self,
                          const char      *id)
{
  AipDraftJson *document = aip_draft_json_object ();
  AipDraftJson *entry;

  g_return_val_if_fail (self != NULL && id != NULL, document);

  entry = g_hash_table_lookup (self->entries, id);
  if (entry != NULL)
    aip_draft_json_set (document, id, aip_draft_json_ref (entry));

  return document;
}

AipDraftJson *
aip_draft_history_to_json (AipDraftHistory *self,
                           gint64           max_items,
                           gint64           offset)
{
  AipDraftJson *document = aip_draft_json_object ();
  gint64 length;
  gint64 position = 0;

  g_return_val_if_fail (self != NULL, document);

  length = g_queue_get_length (&self->ids);
  if (offset < 0)
    offset = max_items < 0 ? 0 : MAX (0, length - max_items);

  for (GList *link = self->ids.head; link != NULL; link = link->next, position++)
    {
      if (position < offset || (max_items >= 0 && position >= offset + max_items))
        continue;
      aip_draft_json_set (document, link->data,
                          aip_draft_json_ref (g_hash_table_lookup (self->entries, link->data)));
    }

  return document;
}
