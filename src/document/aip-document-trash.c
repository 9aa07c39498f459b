/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-document-trash"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-document-private.h"
#include "aip-error.h"
#include "aip-order.h"
#include "aip-trash.h"

/* More gestures than a person looks through. */
#define MAX_GESTURES 2000

/* (element-type utf8 uint): how many takes each shot has, alive or not. */
static GHashTable *
count_takes (AipDocument *self)
{
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);
  AipEntityList *takes = aip_document_get_list (self, AIP_KIND_TAKE);

  for (guint i = 0; i < aip_entity_list_get_count (takes); i++)
    {
      const char *shot = aip_take_get_shot_id (AIP_TAKE (aip_entity_list_peek (takes, i)));
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, shot));

      g_hash_table_insert (counts, (gpointer) shot, GUINT_TO_POINTER (n + 1));
    }

  return counts;
}

static GPtrArray *
list_removed (AipDocument *self,
              GPtrArray   *sets)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) n_takes = count_takes (self);

  for (guint i = 0; i < sets->len; i++)
    for (guint k = 0; k < aip_change_set_get_size (sets->pdata[i]); k++)
      {
        const AipChange *change = aip_change_set_get_change (sets->pdata[i], k);

        if (change->op != AIP_CHANGE_REMOVE || change->kind == AIP_KIND_TAKE ||
            change->kind == AIP_KIND_JOB || change->kind == AIP_KIND_PROJECT ||
            aip_contents_lookup (self->contents, change->id) != NULL ||
            !g_hash_table_add (seen, change->id))
          continue;
        g_ptr_array_add (items, aip_removed_new (sets->pdata[i], k, GPOINTER_TO_UINT (
                                                   g_hash_table_lookup (n_takes, change->id))));
      }

  return items;
}

static void
removals_read_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  AipDocument *self = g_task_get_source_object (task);
  g_autoptr(GPtrArray) sets = NULL;
  GError *error = NULL;

  sets = aip_storage_read_history_finish (self->storage, result, &error);
  if (sets != NULL)
    g_task_return_pointer (task, list_removed (self, sets), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
aip_document_read_trash_async (AipDocument         *self,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (AIP_IS_DOCUMENT (self) && !self->closed);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_document_read_trash_async);
  aip_storage_read_removals_async (self->storage, MAX_GESTURES, cancellable, removals_read_cb,
                                   g_steal_pointer (&task));
}

GPtrArray *
aip_document_read_trash_finish (AipDocument   *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static const AipField *
find_unique_field (AipKind kind)
{
  const AipField *fields;
  guint n_fields;

  fields = aip_kind_get_fields (kind, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    if (fields[i].flags & AIP_FIELD_UNIQUE)
      return &fields[i];

  return NULL;
}

static char *
make_free_name (AipDocument *self,
                AipKind      kind,
                const char  *name)
{
  for (guint i = 2;; i++)
    {
      g_autofree char *other = g_strdup_printf ("%s (%u)", name, i);

      if (aip_contents_find (self->contents, kind, other) == NULL)
        return g_steal_pointer (&other);
    }
}

/* Its place, which may have gone to another meanwhile, and a code or name that nobody has. */
static void
find_place_and_name (AipDocument  *self,
                     AipRemoved   *removed,
                     GVariantDict *dict,
                     GPtrArray    *notes)
{
  AipKind kind = aip_removed_get_kind (removed);
  const char *name = aip_removed_get_name (removed);
  const AipField *unique = find_unique_field (kind);
  AipEntity *previous, *next;
  g_autofree char *order = NULL;
  g_autofree char *free_name = NULL;

  if (!g_variant_dict_lookup (dict, "order", "s", &order))
    return;
  aip_contents_find_place (self->contents, kind, order, &previous, &next);
  if (previous != NULL && g_str_equal (aip_entity_get_text (previous, "order"), order))
    {
      g_autofree char *key = aip_order_between (order, next != NULL
                                                       ? aip_entity_get_text (next, "order")
                                                       : NULL);

      g_variant_dict_insert (dict, "order", "s", key);
    }

  if (unique == NULL || aip_contents_find (self->contents, kind, name) == NULL)
    return;
  free_name = g_str_equal (unique->name, "code")
              ? aip_document_make_code (self, kind, previous, next)
              : make_free_name (self, kind, name);
  g_variant_dict_insert (dict, unique->name, "s", free_name);
  g_ptr_array_add (notes, g_strdup_printf (_("%s is taken by another now: what is restored is "
                                             "called %s."), name, free_name));
}

/* What was linked to it when it went, and could be linked to it again. */
static void
restore_link (AipDocument     *self,
              const AipChange *change,
              const char      *id)
{
  AipEntity *entity = aip_contents_lookup (self->contents, change->id);
  const AipField *field = aip_kind_find_field (change->kind, change->field, NULL);

  if (entity == NULL || field == NULL || !(field->flags & AIP_FIELD_LINK) ||
      change->old_value == NULL)
    return;

  /* A shot that was locked meanwhile refuses, and nothing is lost by that. */
  if (field->type[0] == 's')
    {
      if (g_str_equal (g_variant_get_string (change->old_value, NULL), id) &&
          *aip_entity_get_text (entity, field->name) == '\0')
        aip_document_set_text (self, entity, field->name, id, NULL);
    }
  else
    {
      g_autofree const char **before = g_variant_get_strv (change->old_value, NULL);
      g_auto(GStrv) now = aip_entity_dup_texts (entity, field->name);
      g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
      g_auto(GStrv) all = NULL;

      if (!g_strv_contains (before, id) || g_strv_contains ((const char *const *) now, id))
        return;
      /* In front of those that it stood in front of. */
      for (guint i = 0; before[i] != NULL; i++)
        if (g_str_equal (before[i], id) || g_strv_contains ((const char *const *) now, before[i]))
          g_strv_builder_add (builder, before[i]);
      for (guint i = 0; now[i] != NULL; i++)
        if (!g_strv_contains (before, now[i]))
          g_strv_builder_add (builder, now[i]);
      all = g_strv_builder_end (builder);

      aip_document_set_texts (self, entity, field->name, (const char *const *) all, NULL);
    }
}

static void
restore_links (AipDocument *self,
               AipRemoved  *removed)
{
  AipChangeSet *set = aip_removed_get_set (removed);

  for (guint i = 0; i < aip_change_set_get_size (set); i++)
    {
      const AipChange *change = aip_change_set_get_change (set, i);

      if (change->op == AIP_CHANGE_SET)
        restore_link (self, change, aip_removed_get_id (removed));
    }
}

AipEntity *
aip_document_restore (AipDocument  *self,
                      AipRemoved   *removed,
                      GPtrArray    *notes,
                      GError      **error)
{
  AipKind kind;
  AipEntity *known;
  AipEntity *entity;
  GVariantDict dict;
  guint n_dropped;

  g_return_val_if_fail (AIP_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (AIP_IS_REMOVED (removed), NULL);
  g_return_val_if_fail (notes != NULL && self->depth > 0, NULL);

  kind = aip_removed_get_kind (removed);
  known = aip_contents_lookup_any (self->contents, aip_removed_get_id (removed));
  if (known != NULL && (aip_entity_is_alive (known) || aip_entity_get_kind (known) != kind))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_EXISTS, _("%s is in the project already."),
                   aip_removed_get_name (removed));
      return NULL;
    }

  g_variant_dict_init (&dict, aip_removed_get_row (removed));
  n_dropped = aip_document_drop_dead_links (self, kind, &dict);
  find_place_and_name (self, removed, &dict, notes);

  entity = aip_document_insert_as (self, kind, aip_removed_get_id (removed),
                                   g_variant_dict_end (&dict), error);
  if (entity == NULL)
    return NULL;
  restore_links (self, removed);

  if (n_dropped > 0)
    g_ptr_array_add (notes, g_strdup_printf (
                       ngettext ("%s has lost %u link to something that is gone.",
                                 "%s has lost %u links to things that are gone.", n_dropped),
                       aip_removed_get_name (removed), n_dropped));

  return entity;
}
