/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-repeat-cache"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-error.h"
#include "aip-repeat-cache.h"

struct _AipRepeatCache
{
  GObject       parent_instance;

  AipDocument  *document;
  GCancellable *cancellable;
  GHashTable   *entries;      /* AipJob → Entry */
};

/* Of a job that is being read, neither is there. */
typedef struct {
  AipRepeat *repeat;
  GError    *error;
} Entry;

typedef struct {
  AipRepeatCache *cache;
  AipJob         *job;
} Loading;

static guint loaded_signal;

G_DEFINE_FINAL_TYPE (AipRepeatCache, aip_repeat_cache, G_TYPE_OBJECT)

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->repeat, aip_repeat_unref);
  g_clear_error (&entry->error);
  g_free (entry);
}

static void
aip_repeat_cache_finalize (GObject *object)
{
  AipRepeatCache *self = AIP_REPEAT_CACHE (object);

  g_hash_table_unref (self->entries);
  g_object_unref (self->cancellable);
  g_object_unref (self->document);

  G_OBJECT_CLASS (aip_repeat_cache_parent_class)->finalize (object);
}

static void
aip_repeat_cache_class_init (AipRepeatCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_repeat_cache_finalize;

  loaded_signal = g_signal_new ("loaded", AIP_TYPE_REPEAT_CACHE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, AIP_TYPE_JOB);
}

static void
aip_repeat_cache_init (AipRepeatCache *self)
{
  self->cancellable = g_cancellable_new ();
  self->entries = g_hash_table_new_full (NULL, NULL, g_object_unref, entry_free);
}

AipRepeatCache *
aip_repeat_cache_new (AipDocument *document)
{
  AipRepeatCache *self;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);

  self = g_object_new (AIP_TYPE_REPEAT_CACHE, NULL);
  self->document = g_object_ref (document);

  return self;
}

void
aip_repeat_cache_close (AipRepeatCache *self)
{
  g_return_if_fail (AIP_IS_REPEAT_CACHE (self));

  g_cancellable_cancel (self->cancellable);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Loading *loading = user_data;
  g_autoptr(AipRepeatCache) self = loading->cache;
  g_autoptr(AipJob) job = loading->job;
  Entry *entry = g_hash_table_lookup (self->entries, job);
  g_autoptr(GError) error = NULL;
  g_autoptr(AipRepeat) repeat = aip_repeat_load_finish (result, &error);

  g_free (loading);
  if (entry == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;

  entry->repeat = g_steal_pointer (&repeat);
  entry->error = g_steal_pointer (&error);
  g_signal_emit (self, loaded_signal, 0, job);
}

static Entry *
load (AipRepeatCache *self,
      AipJob         *job)
{
  AipEntity *take = aip_document_lookup (self->document,
                                         aip_entity_get_text (AIP_ENTITY (job), "repeats"));
  Entry *entry = g_new0 (Entry, 1);
  Loading *loading;

  g_hash_table_insert (self->entries, g_object_ref (job), entry);
  if (!AIP_IS_TAKE (take))
    {
      entry->error = g_error_new_literal (AIP_ERROR, AIP_ERROR_NOT_FOUND,
                                          _("The take that should be made again does not exist any "
                                            "more."));
      return entry;
    }

  loading = g_new0 (Loading, 1);
  loading->cache = g_object_ref (self);
  loading->job = g_object_ref (job);
  aip_repeat_load_async (self->document, AIP_TAKE (take), self->cancellable, loaded_cb, loading);

  return entry;
}

gboolean
aip_repeat_cache_look (AipRepeatCache  *self,
                       AipJob          *job,
                       AipRepeat      **repeat,
                       GError         **error)
{
  Entry *entry;

  g_return_val_if_fail (AIP_IS_REPEAT_CACHE (self), FALSE);
  g_return_val_if_fail (AIP_IS_JOB (job), FALSE);

  entry = g_hash_table_lookup (self->entries, job);
  if (entry == NULL)
    entry = load (self, job);
  if (repeat != NULL)
    *repeat = entry->repeat != NULL ? aip_repeat_ref (entry->repeat) : NULL;
  if (error != NULL && entry->error != NULL)
    *error = g_error_copy (entry->error);

  return entry->repeat != NULL || entry->error != NULL;
}

void
aip_repeat_cache_forget (AipRepeatCache *self,
                         AipJob         *job)
{
  g_return_if_fail (AIP_IS_REPEAT_CACHE (self));
  g_return_if_fail (AIP_IS_JOB (job));

  g_hash_table_remove (self->entries, job);
}
