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
  gboolean      free_moves;

  /* Of the project's own fields, and the plans of the full list with them. */
  GPtrArray      *columns;      /* AipSheetColumn */
  AipSheetPlan   *plans;
  guint           n_plans;
  const AipSheetColumn **shot_columns;
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
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_free (self->plans);
  g_free (self->shot_columns);
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

static void
column_free (gpointer data)
{
  AipSheetColumn *self = data;

  g_free ((char *) self->key);
  g_free ((char *) self->title);
  aip_custom_format_free ((AipCustomFormat *) self->format);
  aip_formula_free ((AipFormula *) self->formula);
  g_free (self);
}

static void
add_column (AipSheetSource *self,
            AipCustomField *field)
{
  const AipCustomFormat *format = aip_custom_field_get_format (field);
  AipSheetColumn *column = g_new0 (AipSheetColumn, 1);

  column->key = g_strconcat (AIP_SHEET_CUSTOM_PREFIX, aip_entity_get_id (AIP_ENTITY (field)), NULL);
  column->title = g_strdup (aip_custom_field_get_name (field));
  column->kind = AIP_KIND_SHOT;
  column->type = AIP_SHEET_CUSTOM;
  column->width = format->type == AIP_CUSTOM_LONG_TEXT ? 32 : 14;
  column->format = aip_custom_format_copy (format);
  /* What is worked out, or of a newer version, can only be read. */
  if (format->type == AIP_CUSTOM_FORMULA || format->type == AIP_CUSTOM_UNKNOWN)
    {
      column->type = AIP_SHEET_INFO;
      column->detail = AIP_SHEET_INFO_FORMULA;
      column->formula = aip_formula_parse (format->formula, NULL);
    }
  g_ptr_array_add (self->columns, column);
}

static void
add_columns (AipSheetSource *self,
             AipDocument    *document)
{
  AipEntityList *list = aip_document_get_list (document, AIP_KIND_FIELD);
  const AipSheetPlan *plans = aip_sheet_purpose_get_plans (AIP_SHEET_FULL, &self->n_plans);
  AipEntity *field;
  guint n = 0;

  self->columns = g_ptr_array_new_with_free_func (column_free);
  for (guint i = 0; (field = aip_entity_list_peek (list, i)) != NULL; i++)
    add_column (self, AIP_CUSTOM_FIELD (field));

  while (plans[0].columns[n] != NULL)
    n++;
  self->shot_columns = g_new0 (const AipSheetColumn *, n + self->columns->len + 1);
  for (guint i = 0; i < n; i++)
    self->shot_columns[i] = plans[0].columns[i];
  for (guint i = 0; i < self->columns->len; i++)
    self->shot_columns[n + i] = g_ptr_array_index (self->columns, i);

  self->plans = g_memdup2 (plans, sizeof (AipSheetPlan) * self->n_plans);
  self->plans[0].columns = self->shot_columns;
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
  self->free_moves = g_str_equal (aip_entity_get_text (AIP_ENTITY (project), "status-moves"),
                                  AIP_PROJECT_MOVES_FREE);
  add_columns (self, document);

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

const AipSheetPlan *
aip_sheet_source_get_plans (AipSheetSource  *self,
                            AipSheetPurpose  purpose,
                            guint           *n_plans)
{
  g_return_val_if_fail (self != NULL && n_plans != NULL, NULL);

  if (purpose != AIP_SHEET_FULL)
    return aip_sheet_purpose_get_plans (purpose, n_plans);

  *n_plans = self->n_plans;

  return self->plans;
}

const AipSheetColumn *
aip_sheet_source_find_column (AipSheetSource *self,
                              AipKind         kind,
                              const char     *key)
{
  g_return_val_if_fail (self != NULL && key != NULL, NULL);

  for (guint i = 0; kind == AIP_KIND_SHOT && i < self->columns->len; i++)
    {
      const AipSheetColumn *column = g_ptr_array_index (self->columns, i);

      if (g_str_equal (column->key, key))
        return column;
    }

  return aip_sheet_column_find (kind, key);
}

const AipSheetColumn *
aip_sheet_source_find_title (AipSheetSource *self,
                             AipKind         kind,
                             const char     *title)
{
  g_return_val_if_fail (self != NULL && title != NULL, NULL);

  for (guint i = 0; kind == AIP_KIND_SHOT && i < self->columns->len; i++)
    if (aip_sheet_column_is_called (g_ptr_array_index (self->columns, i), title))
      return g_ptr_array_index (self->columns, i);

  return aip_sheet_column_from_title (kind, title);
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

gboolean
aip_sheet_source_may_move (AipSheetSource *self,
                           AipStatus       from,
                           AipStatus       to)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->free_moves || aip_status_may_move (from, to);
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
