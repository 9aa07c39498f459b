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
  GHashTable   *by_id; /* made by get_ids() */
  char         *folder;
  char         *project;
  char         *name;
  gint64        position;
  AipFrameRate  rate;
  gint64        year;
  char         *period;
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

  g_clear_pointer (&self->by_id, g_hash_table_unref);
  for (guint i = 0; i < AIP_N_KINDS; i++)
    g_clear_pointer (&self->items[i], g_ptr_array_unref);
  g_free (self->folder);
  g_free (self->project);
  g_free (self->name);
  g_free (self->period);
}

static AipSheetItem *
add_item (AipSheetSource *self,
          AipEntity      *entity)
{
  AipSheetItem *item = g_new0 (AipSheetItem, 1);
  guint n_values;

  item->kind = aip_entity_get_kind (entity);
  item->id = g_strdup (aip_entity_get_id (entity));
  item->place = self->items[item->kind]->len;
  item->values = aip_entity_dup_values (entity, &n_values);
  g_ptr_array_add (self->items[item->kind], item);

  return item;
}

static void
describe_take (AipSheetItem *item,
               AipShot      *shot)
{
  AipTake *take = aip_shot_get_take (shot);

  item->n_takes = aip_shot_get_n_takes (shot);
  if (take == NULL)
    return;

  item->take_number = aip_take_get_number (take);
  item->width = aip_entity_get_integer (AIP_ENTITY (take), "width");
  item->height = aip_entity_get_integer (AIP_ENTITY (take), "height");
  item->file = g_strdup (aip_take_get_file (take));
}

AipSheetSource *
aip_sheet_source_new (AipDocument *document)
{
  AipSheetSource *self;
  AipProject *project;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);

  project = aip_document_get_project (document);
  self = g_atomic_rc_box_new0 (AipSheetSource);
  self->folder = g_strdup (aip_document_get_folder (document));
  self->project = g_strdup (aip_entity_get_id (AIP_ENTITY (project)));
  self->name = g_strdup (aip_project_get_name (project));
  self->position = aip_document_get_position (document);
  self->rate = aip_project_get_rate (project);
  self->year = aip_project_get_year (project);
  self->period = g_strdup (aip_project_get_period (project));

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      AipEntityList *list = aip_document_get_list (document, kinds[k]);
      guint n = aip_entity_list_get_count (list);

      self->items[kinds[k]] = g_ptr_array_new_full (n, item_free);
      for (guint i = 0; i < n; i++)
        {
          AipEntity *entity = aip_entity_list_peek (list, i);
          AipSheetItem *item = add_item (self, entity);

          if (kinds[k] == AIP_KIND_SHOT)
            describe_take (item, AIP_SHOT (entity));
        }
    }

  return self;
}

/* What follows from the values is worked out by the thread that asks for it first. */

static void
count_shot (GHashTable *by_id,
            const char *id)
{
  AipSheetItem *item = *id != '\0' ? g_hash_table_lookup (by_id, id) : NULL;

  if (item != NULL)
    item->n_shots++;
}

static void
derive (AipSheetSource *self,
        GHashTable     *by_id)
{
  GPtrArray *shots = self->items[AIP_KIND_SHOT];
  gint64 start = 0;

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint i = 0; i < self->items[kinds[k]]->len; i++)
      {
        AipSheetItem *item = g_ptr_array_index (self->items[kinds[k]], i);

        g_hash_table_insert (by_id, item->id, item);
      }

  for (guint i = 0; i < shots->len; i++)
    {
      AipSheetItem *shot = g_ptr_array_index (shots, i);
      GVariantIter people;
      const char *id;

      shot->start = start;
      start += g_variant_get_int64 (aip_sheet_item_get_value (shot, "duration"));
      count_shot (by_id, aip_sheet_item_get_text (shot, "scene"));
      count_shot (by_id, aip_sheet_item_get_text (shot, "place"));
      g_variant_iter_init (&people, aip_sheet_item_get_value (shot, "characters"));
      while (g_variant_iter_next (&people, "&s", &id))
        count_shot (by_id, id);
    }
}

static GHashTable *
get_ids (AipSheetSource *self)
{
  if (g_once_init_enter_pointer (&self->by_id))
    {
      GHashTable *by_id = g_hash_table_new (g_str_hash, g_str_equal);

      derive (self, by_id);
      g_once_init_leave_pointer (&self->by_id, by_id);
    }

  return self->by_id;
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

  get_ids (self);

  return g_ptr_array_index (self->items[kind], index);
}

const AipSheetItem *
aip_sheet_source_lookup (AipSheetSource *self,
                         const char     *id)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return g_hash_table_lookup (get_ids (self), id);
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

gint64
aip_sheet_source_get_year (AipSheetSource *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->year;
}

const char *
aip_sheet_source_get_period (AipSheetSource *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->period;
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
