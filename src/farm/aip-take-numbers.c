/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-take-numbers"

#include "config.h"

#include "aip-take-numbers.h"

typedef struct {
  gint64 first;
  guint  n;
} Range;

struct _AipTakeNumbers
{
  GObject      parent_instance;

  AipDocument *document;
  GHashTable  *reserved;   /* shot id → GArray of Range */
};

G_DEFINE_FINAL_TYPE (AipTakeNumbers, aip_take_numbers, G_TYPE_OBJECT)

static void
aip_take_numbers_finalize (GObject *object)
{
  AipTakeNumbers *self = AIP_TAKE_NUMBERS (object);

  g_object_unref (self->document);
  g_hash_table_unref (self->reserved);

  G_OBJECT_CLASS (aip_take_numbers_parent_class)->finalize (object);
}

static void
aip_take_numbers_class_init (AipTakeNumbersClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_take_numbers_finalize;
}

static void
aip_take_numbers_init (AipTakeNumbers *self)
{
  self->reserved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) g_array_unref);
}

AipTakeNumbers *
aip_take_numbers_new (AipDocument *document)
{
  AipTakeNumbers *self = g_object_new (AIP_TYPE_TAKE_NUMBERS, NULL);

  self->document = g_object_ref (document);

  return self;
}

/* A shot that was deleted meanwhile keeps its takes: undo may bring it back. */
static GListModel *
find_takes (AipTakeNumbers *self,
            const char     *shot_id,
            gboolean       *all_of_shot)
{
  AipEntity *shot = aip_document_lookup (self->document, shot_id);

  *all_of_shot = AIP_IS_SHOT (shot);

  return *all_of_shot ? aip_shot_get_takes (AIP_SHOT (shot))
                      : G_LIST_MODEL (aip_document_get_list (self->document, AIP_KIND_TAKE));
}

gint64
aip_take_numbers_reserve (AipTakeNumbers *self,
                          const char     *shot_id,
                          guint           n)
{
  gboolean all_of_shot;
  GListModel *takes;
  GArray *ranges;
  Range range = { .n = n };
  gint64 last = 0;

  g_return_val_if_fail (AIP_IS_TAKE_NUMBERS (self), 1);

  takes = find_takes (self, shot_id, &all_of_shot);
  for (guint i = g_list_model_get_n_items (takes); i > 0; i--)
    {
      g_autoptr(AipTake) take = g_list_model_get_item (takes, i - 1);

      if (!g_str_equal (aip_take_get_shot_id (take), shot_id))
        continue;
      last = MAX (last, aip_take_get_number (take));
      /* A shot's own list is sorted by number. */
      if (all_of_shot)
        break;
    }

  ranges = g_hash_table_lookup (self->reserved, shot_id);
  if (ranges == NULL)
    {
      ranges = g_array_new (FALSE, FALSE, sizeof (Range));
      g_hash_table_insert (self->reserved, g_strdup (shot_id), ranges);
    }
  for (guint i = 0; i < ranges->len; i++)
    {
      const Range *other = &g_array_index (ranges, Range, i);

      last = MAX (last, other->first + other->n - 1);
    }

  range.first = last + 1;
  g_array_append_val (ranges, range);

  return range.first;
}

void
aip_take_numbers_release (AipTakeNumbers *self,
                          const char     *shot_id,
                          gint64          first)
{
  GArray *ranges;

  g_return_if_fail (AIP_IS_TAKE_NUMBERS (self));

  ranges = g_hash_table_lookup (self->reserved, shot_id);
  for (guint i = 0; ranges != NULL && i < ranges->len; i++)
    if (g_array_index (ranges, Range, i).first == first)
      {
        g_array_remove_index_fast (ranges, i);
        break;
      }
  if (ranges != NULL && ranges->len == 0)
    g_hash_table_remove (self->reserved, shot_id);
}

GStrv
aip_take_numbers_files (AipTakeNumbers *self,
                        const char     *shot_id)
{
  g_autoptr(GStrvBuilder) files = g_strv_builder_new ();
  gboolean all_of_shot;
  GListModel *takes;

  g_return_val_if_fail (AIP_IS_TAKE_NUMBERS (self), NULL);

  takes = find_takes (self, shot_id, &all_of_shot);
  for (guint i = 0; i < g_list_model_get_n_items (takes); i++)
    {
      g_autoptr(AipTake) take = g_list_model_get_item (takes, i);

      g_strv_builder_add (files, aip_take_get_file (take));
    }

  return g_strv_builder_end (files);
}
