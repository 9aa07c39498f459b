/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-entity-list"

#include "config.h"

#include <string.h>

#include "aip-entity-list-private.h"
#include "aip-entity-private.h"

/* More separate changes than this cost a view more than one long one. */
#define MAX_SPLICES 32

/*
 * A change that moves rows is reported as one splice if it spans no more than this: a view then
 * sees the same objects in other places and keeps their widgets, focus and scroll position.
 */
#define MAX_MOVE_SPAN 512

/*
 * An entity with the key that it is sorted by *in this list*. The entity's own field may be newer
 * while a transaction is open, so binary search must not look at it.
 */
typedef struct {
  AipEntity  *entity;
  GVariant   *key;
  /* What @key holds: text, or %NULL and a number. Looked at many times by every sort. */
  const char *text;
  gint64      number;
  gboolean    leaving;
} Item;

struct _AipEntityList {
  GObject parent_instance;

  AipKind     kind;
  guint       order_field;
  /* (element-type Item) sorted; owned by @by_entity */
  GPtrArray  *items;
  GHashTable *by_entity;
};

static void aip_entity_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AipEntityList, aip_entity_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      aip_entity_list_model_init))

static Item *
item_new (AipEntity *entity,
          GVariant  *key)
{
  Item *item = g_new0 (Item, 1);

  item->entity = g_object_ref (entity);
  item->key = g_variant_ref (key);
  if (g_variant_is_of_type (key, G_VARIANT_TYPE_STRING))
    item->text = g_variant_get_string (key, NULL);
  else
    item->number = g_variant_get_int64 (key);

  return item;
}

static void
item_free (Item *item)
{
  g_object_unref (item->entity);
  g_variant_unref (item->key);
  g_free (item);
}

static int
item_compare (const Item *a,
              const Item *b)
{
  int result;

  if (a->text != NULL)
    result = strcmp (a->text, b->text);
  else
    result = a->number < b->number ? -1 : a->number > b->number;

  return result != 0 ? result : strcmp (aip_entity_get_id (a->entity),
                                        aip_entity_get_id (b->entity));
}

static int
item_compare_pointers (gconstpointer a,
                       gconstpointer b)
{
  return item_compare (*(Item *const *) a, *(Item *const *) b);
}

/* Where @item is, or would be inserted. */
static guint
lower_bound (AipEntityList *self,
             const Item    *item)
{
  guint low = 0;
  guint high = self->items->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (item_compare (g_ptr_array_index (self->items, middle), item) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static GType
aip_entity_list_get_item_type (GListModel *model)
{
  return aip_kind_get_gtype (AIP_ENTITY_LIST (model)->kind);
}

static guint
aip_entity_list_get_n_items (GListModel *model)
{
  return AIP_ENTITY_LIST (model)->items->len;
}

static gpointer
aip_entity_list_get_item (GListModel *model,
                          guint       position)
{
  AipEntity *entity = aip_entity_list_peek (AIP_ENTITY_LIST (model), position);

  return entity != NULL ? g_object_ref (entity) : NULL;
}

static void
aip_entity_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = aip_entity_list_get_item_type;
  iface->get_n_items = aip_entity_list_get_n_items;
  iface->get_item = aip_entity_list_get_item;
}

static void
aip_entity_list_finalize (GObject *object)
{
  AipEntityList *self = AIP_ENTITY_LIST (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->by_entity, g_hash_table_unref);

  G_OBJECT_CLASS (aip_entity_list_parent_class)->finalize (object);
}

static void
aip_entity_list_class_init (AipEntityListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_entity_list_finalize;
}

static void
aip_entity_list_init (AipEntityList *self)
{
  self->items = g_ptr_array_new ();
  self->by_entity = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) item_free);
}

const char *
aip_kind_get_order_field (AipKind  kind,
                          guint   *index)
{
  const char *name = "order";

  if (kind == AIP_KIND_TAKE)
    name = "number";
  else if (kind == AIP_KIND_JOB)
    name = "created";
  else if (kind == AIP_KIND_PROJECT)
    name = "code";
  else if (kind == AIP_KIND_CLIP)
    name = "start";
  else if (kind == AIP_KIND_MARKER)
    name = "frame";

  if (index != NULL)
    {
      const AipField *field = aip_kind_find_field (kind, name, index);

      g_assert (field != NULL);
    }

  return name;
}

AipEntityList *
aip_entity_list_new (AipKind kind)
{
  AipEntityList *self = g_object_new (AIP_TYPE_ENTITY_LIST, NULL);

  self->kind = kind;
  aip_kind_get_order_field (kind, &self->order_field);

  return self;
}

gboolean
aip_entity_list_find (AipEntityList *self,
                      AipEntity     *entity,
                      guint         *position)
{
  Item *item;
  guint found;

  g_return_val_if_fail (AIP_IS_ENTITY_LIST (self), FALSE);
  g_return_val_if_fail (AIP_IS_ENTITY (entity), FALSE);

  item = g_hash_table_lookup (self->by_entity, entity);
  if (item == NULL)
    return FALSE;

  /* A listener of one splice of several may ask for an entity whose splice is still to come. */
  found = lower_bound (self, item);
  if (found >= self->items->len || g_ptr_array_index (self->items, found) != item)
    return FALSE;

  if (position != NULL)
    *position = found;

  return TRUE;
}

AipEntity *
aip_entity_list_peek (AipEntityList *self,
                      guint          position)
{
  Item *item;

  g_return_val_if_fail (AIP_IS_ENTITY_LIST (self), NULL);

  if (position >= self->items->len)
    return NULL;
  item = g_ptr_array_index (self->items, position);

  return item->entity;
}

guint
aip_entity_list_get_count (AipEntityList *self)
{
  g_return_val_if_fail (AIP_IS_ENTITY_LIST (self), 0);

  return self->items->len;
}

/* Replaces @n_removed items at @position by @n_added of @items and says so. */
static void
splice (AipEntityList *self,
        guint          position,
        guint          n_removed,
        Item         **added,
        guint          n_added)
{
  guint old_length = self->items->len;
  guint tail = old_length - position - n_removed;

  if (n_added > n_removed)
    g_ptr_array_set_size (self->items, (int) (old_length + n_added - n_removed));
  memmove (self->items->pdata + position + n_added, self->items->pdata + position + n_removed,
           tail * sizeof (gpointer));
  if (n_added > 0)
    memcpy (self->items->pdata + position, added, n_added * sizeof (gpointer));
  if (n_added < n_removed)
    g_ptr_array_set_size (self->items, (int) (old_length + n_added - n_removed));

  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

typedef struct {
  guint position;  /* in the list as it is when this splice is applied, first to last */
  guint n_removed;
  guint first;     /* of the new sequence of items */
  guint n_added;
} Splice;

/*
 * Walks the old items and the new ones side by side and writes the list as it will be to @result
 * and what differs to @splices.
 */
static void
merge (AipEntityList *self,
       GPtrArray     *added,
       GPtrArray     *result,
       GArray        *splices)
{
  Splice current = { 0 };
  gboolean open = FALSE;
  guint n_taken = 0;

  for (guint i = 0; i <= self->items->len; i++)
    {
      Item *old = i < self->items->len ? g_ptr_array_index (self->items, i) : NULL;
      gboolean stays = old != NULL && !old->leaving;

      while (n_taken < added->len && (old == NULL || (stays &&
             item_compare (g_ptr_array_index (added, n_taken), old) < 0)))
        {
          if (!open)
            current = (Splice) { result->len, 0, result->len, 0 };
          open = TRUE;
          current.n_added++;
          g_ptr_array_add (result, g_ptr_array_index (added, n_taken++));
        }

      if (stays || old == NULL)
        {
          if (open)
            g_array_append_val (splices, current);
          open = FALSE;
          if (stays)
            g_ptr_array_add (result, old);
        }
      else
        {
          if (!open)
            current = (Splice) { result->len, 0, result->len, 0 };
          open = TRUE;
          current.n_removed++;
        }
    }
}

/* One splice from the first difference to the last. */
static void
join_splices (GArray *splices,
              guint   old_length,
              guint   new_length)
{
  Splice first = g_array_index (splices, Splice, 0);
  Splice last = g_array_index (splices, Splice, splices->len - 1);
  guint tail = new_length - last.first - last.n_added;
  Splice joined = {
    .position = first.position,
    .n_removed = old_length - first.position - tail,
    .first = first.first,
    .n_added = new_length - first.first - tail,
  };

  g_array_set_size (splices, 0);
  g_array_append_val (splices, joined);
}

/* Rows that move far leave first and come back then, so that no row is ever there twice. */
static void
apply_in_two_passes (AipEntityList *self,
                     GArray        *splices,
                     GPtrArray     *result)
{
  guint shift = 0;

  for (guint i = 0; i < splices->len; i++)
    {
      Splice *s = &g_array_index (splices, Splice, i);

      if (s->n_removed > 0)
        splice (self, s->position - shift, s->n_removed, NULL, 0);
      shift += s->n_added;
    }

  for (guint i = 0; i < splices->len; i++)
    {
      Splice *s = &g_array_index (splices, Splice, i);

      if (s->n_added > 0)
        splice (self, s->position, 0, (Item **) result->pdata + s->first, s->n_added);
    }
}

void
aip_entity_list_update (AipEntityList *self,
                        GPtrArray     *present,
                        GPtrArray     *gone)
{
  g_autoptr(GPtrArray) added = g_ptr_array_new ();
  g_autoptr(GPtrArray) result = NULL;
  /* Old items live until the last splice is applied. */
  g_autoptr(GPtrArray) old = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  g_autoptr(GArray) splices = g_array_new (FALSE, FALSE, sizeof (Splice));
  gboolean moved = FALSE;
  guint n_leaving;

  g_return_if_fail (AIP_IS_ENTITY_LIST (self));

  for (guint i = 0; gone != NULL && i < gone->len; i++)
    {
      Item *item = g_hash_table_lookup (self->by_entity, gone->pdata[i]);

      if (item == NULL)
        continue;
      item->leaving = TRUE;
      g_hash_table_steal (self->by_entity, gone->pdata[i]);
      g_ptr_array_add (old, item);
    }

  for (guint i = 0; present != NULL && i < present->len; i++)
    {
      AipEntity *entity = present->pdata[i];
      Item *item = g_hash_table_lookup (self->by_entity, entity);
      GVariant *key = aip_entity_peek (entity, self->order_field);

      if (item != NULL && g_variant_equal (item->key, key))
        continue;

      if (item != NULL)
        {
          item->leaving = TRUE;
          moved = TRUE;
          g_hash_table_steal (self->by_entity, entity);
          g_ptr_array_add (old, item);
        }
      item = item_new (entity, key);
      g_hash_table_insert (self->by_entity, entity, item);
      g_ptr_array_add (added, item);
    }

  n_leaving = old->len;
  if (n_leaving == 0 && added->len == 0)
    return;

  g_ptr_array_sort (added, item_compare_pointers);

  /* The everyday case, without looking at every row. */
  if (n_leaving == 0 && added->len == 1)
    {
      splice (self, lower_bound (self, added->pdata[0]), 0, (Item **) added->pdata, 1);
      return;
    }

  result = g_ptr_array_new_full (self->items->len + added->len, NULL);
  merge (self, added, result, splices);

  if (splices->len > 1)
    {
      Splice *first = &g_array_index (splices, Splice, 0);
      Splice *last = &g_array_index (splices, Splice, splices->len - 1);

      if (splices->len > MAX_SPLICES ||
          (moved && last->first + last->n_added - first->first <= MAX_MOVE_SPAN))
        join_splices (splices, self->items->len, result->len);
    }

  if (moved && splices->len > 1)
    {
      apply_in_two_passes (self, splices, result);
      return;
    }

  for (guint i = 0; i < splices->len; i++)
    {
      Splice *s = &g_array_index (splices, Splice, i);

      splice (self, s->position, s->n_removed, (Item **) result->pdata + s->first, s->n_added);
    }
}
