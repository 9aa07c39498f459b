/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-sheet-source"

#include "config.h"

#include "aip-sheet-source.h"

/* The kinds that lists speak of. */
static const AipKind kinds[] = {
  AIP_KIND_SCENE, AIP_KIND_SHOT, AIP_KIND_CHARACTER, AIP_KIND_PLACE,
};

struct _AipSheetSource {
  GPtrArray    *items[AIP_N_KINDS];
  GHashTable   *by_id;
  char         *folder;
  char         *project;
  char         *name;
  gint64        position;
  AipFrameRate  rate;
};

static void
item_free (gpointer data)
{
  AipSheetItem *self = data;
  guint n_fields;

  aip_kind_get_fields (self->kind, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    g_variant_unref (self->values[i]);
  g_free (self->values);
  g_free (self->id);
  g_free (self->file);
  g_free (self);
}

static void
source_clear (gpointer data)
{
  AipSheetSource *self = data;

  g_hash_table_unref (self->by_id);
  for (guint i = 0; i < AIP_N_KINDS; i++)
    g_clear_pointer (&self->items[i], g_ptr_array_unref);
  g_free (self->folder);
  g_free (self->project);
  g_free (self->name);
}

static AipSheetItem *
add_item (AipSheetSource *self,
          AipEntity      *entity)
{
  AipSheetItem *item = g_new0 (AipSheetItem, 1);
  GPtrArray *items;
  guint n_fields;
  const AipField *fields;

  item->kind = aip_entity_get_kind (entity);
  items = self->items[item->kind];
  fields = aip_kind_get_fields (item->kind, &n_fields);
  item->id = g_strdup (aip_entity_get_id (entity));
  item->place = items->len;
  item->values = g_new (GVariant *, n_fields);
  for (guint i = 0; i < n_fields; i++)
    item->values[i] = g_variant_ref (aip_entity_get_value (entity, fields[i].name));
  g_ptr_array_add (items, item);
  g_hash_table_insert (self->by_id, item->id, item);

  return item;
}

static void
count_shot (AipSheetSource *self,
            const char     *id)
{
  AipSheetItem *item = *id != '\0' ? g_hash_table_lookup (self->by_id, id) : NULL;

  if (item != NULL)
    item->n_shots++;
}

static void
describe_shot (AipSheetSource *self,
               AipSheetItem   *item,
               AipShot        *shot,
               gint64          start)
{
  AipTake *take = aip_shot_get_take (shot);
  GVariantIter people;
  const char *id;

  item->start = start;
  item->n_takes = aip_shot_get_n_takes (shot);
  if (take != NULL)
    {
      item->take_number = aip_take_get_number (take);
      item->width = aip_entity_get_integer (AIP_ENTITY (take), "width");
      item->height = aip_entity_get_integer (AIP_ENTITY (take), "height");
      item->file = g_strdup (aip_take_get_file (take));
    }

  count_shot (self, aip_sheet_item_get_text (item, "scene"));
  count_shot (self, aip_sheet_item_get_text (item, "place"));
  g_variant_iter_init (&people, aip_sheet_item_get_value (item, "characters"));
  while (g_variant_iter_next (&people, "&s", &id))
    count_shot (self, id);
}

AipSheetSource *
aip_sheet_source_new (AipDocument *document)
{
  AipSheetSource *self;
  AipProject *project;
  AipEntityList *shots;
  gint64 start = 0;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);

  project = aip_document_get_project (document);
  self = g_atomic_rc_box_new0 (AipSheetSource);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->folder = g_strdup (aip_document_get_folder (document));
  self->project = g_strdup (aip_entity_get_id (AIP_ENTITY (project)));
  self->name = g_strdup (aip_project_get_name (project));
  self->position = aip_document_get_position (document);
  self->rate = aip_project_get_rate (project);

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      AipEntityList *list = aip_document_get_list (document, kinds[k]);

      self->items[kinds[k]] = g_ptr_array_new_with_free_func (item_free);
      for (guint i = 0; i < aip_entity_list_get_count (list); i++)
        add_item (self, aip_entity_list_peek (list, i));
    }

  shots = aip_document_get_shots (document);
  for (guint i = 0; i < aip_entity_list_get_count (shots); i++)
    {
      AipShot *shot = AIP_SHOT (aip_entity_list_peek (shots, i));

      describe_shot (self, g_ptr_array_index (self->items[AIP_KIND_SHOT], i), shot, start);
      start += aip_shot_get_duration (shot);
    }

  return self;
}

AipSheetSource *
aip_sheet_source_ref (AipSheetSource *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
aip_sheet_source_unref (AipSheetSource *self)
{
  g_atomic_rc_box_release_full (self, source_clear);
}

guint
aip_sheet_source_get_n_items (AipSheetSource *self,
                              AipKind         kind)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (kind < AIP_N_KINDS && self->items[kind] != NULL, 0);

  return self->items[kind]->len;
}

const AipSheetItem *
aip_sheet_source_get_item (AipSheetSource *self,
                           AipKind         kind,
                           guint           index)
{
  g_return_val_if_fail (index < aip_sheet_source_get_n_items (self, kind), NULL);

  return g_ptr_array_index (self->items[kind], index);
}

const AipSheetItem *
aip_sheet_source_lookup (AipSheetSource *self,
                         const char     *id)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return g_hash_table_lookup (self->by_id, id);
}

const char *
aip_sheet_source_get_folder (AipSheetSource *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->folder;
}

const char *
aip_sheet_source_get_project (AipSheetSource *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->project;
}

const char *
aip_sheet_source_get_name (AipSheetSource *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

gint64
aip_sheet_source_get_position (AipSheetSource *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->position;
}

AipFrameRate
aip_sheet_source_get_rate (AipSheetSource *self)
{
  g_return_val_if_fail (self != NULL, (AipFrameRate) { 0 });

  return self->rate;
}

GVariant *
aip_sheet_item_get_value (const AipSheetItem *self,
                          const char         *field)
{
  guint index = 0;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (aip_kind_find_field (self->kind, field, &index) != NULL, NULL);

  return self->values[index];
}

const char *
aip_sheet_item_get_text (const AipSheetItem *self,
                         const char         *field)
{
  GVariant *value = aip_sheet_item_get_value (self, field);

  return value != NULL ? g_variant_get_string (value, NULL) : "";
}
