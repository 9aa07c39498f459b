/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-lru"

#include "config.h"

#include "aip-lru.h"

typedef struct {
  GList     link;      /* in AipLru.order; data points back to the entry */
  char     *key;
  gpointer  value;
  gsize     bytes;
} Entry;

struct _AipLru
{
  GHashTable     *entries;   /* key (owned by the entry) → Entry */
  GQueue          order;     /* most recently used first */
  gsize           bytes;
  gsize           max_bytes;
  GDestroyNotify  value_free;
};

static void
drop_entry (AipLru *self,
            Entry  *entry)
{
  g_queue_unlink (&self->order, &entry->link);
  g_hash_table_remove (self->entries, entry->key);
  self->bytes -= entry->bytes;

  if (self->value_free != NULL)
    self->value_free (entry->value);
  g_free (entry->key);
  g_free (entry);
}

AipLru *
aip_lru_new (gsize          max_bytes,
             GDestroyNotify value_free)
{
  AipLru *self = g_new0 (AipLru, 1);

  self->entries = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&self->order);
  self->max_bytes = max_bytes;
  self->value_free = value_free;

  return self;
}

void
aip_lru_free (AipLru *self)
{
  g_return_if_fail (self != NULL);

  aip_lru_clear (self);
  g_hash_table_unref (self->entries);
  g_free (self);
}

gboolean
aip_lru_insert (AipLru     *self,
                const char *key,
                gpointer    value,
                gsize       bytes)
{
  Entry *entry;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  aip_lru_remove (self, key);

  if (bytes > self->max_bytes)
    {
      if (self->value_free != NULL)
        self->value_free (value);
      return FALSE;
    }

  while (self->bytes > self->max_bytes - bytes)
    drop_entry (self, g_queue_peek_tail (&self->order));

  entry = g_new0 (Entry, 1);
  entry->link.data = entry;
  entry->key = g_strdup (key);
  entry->value = value;
  entry->bytes = bytes;
  self->bytes += bytes;
  g_queue_push_head_link (&self->order, &entry->link);
  g_hash_table_insert (self->entries, entry->key, entry);

  return TRUE;
}

gpointer
aip_lru_lookup (AipLru     *self,
                const char *key)
{
  Entry *entry;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  entry = g_hash_table_lookup (self->entries, key);
  if (entry == NULL)
    return NULL;

  g_queue_unlink (&self->order, &entry->link);
  g_queue_push_head_link (&self->order, &entry->link);

  return entry->value;
}

gboolean
aip_lru_remove (AipLru     *self,
                const char *key)
{
  Entry *entry;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  entry = g_hash_table_lookup (self->entries, key);
  if (entry == NULL)
    return FALSE;

  drop_entry (self, entry);

  return TRUE;
}

void
aip_lru_clear (AipLru *self)
{
  g_return_if_fail (self != NULL);

  while (!g_queue_is_empty (&self->order))
    drop_entry (self, g_queue_peek_tail (&self->order));
}

gsize
aip_lru_get_bytes (AipLru *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->bytes;
}

guint
aip_lru_get_count (AipLru *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return g_hash_table_size (self->entries);
}
