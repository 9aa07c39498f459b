/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-merge-apply"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-error.h"
#include "aip-field-edit.h"
#include "aip-order.h"
#include "aip-sheet-merge-private.h"
#include "aip-sheet-value.h"
#include "aip-shot-links.h"
#include "aip-shot-words.h"
#include "aip-text.h"

typedef struct {
  AipSheetMerge  *merge;
  AipDocument    *document;
  AipShotLinks   *links;
  AipSheetSource *now;    /* what it says here at this moment */
  AipSheetTexts  *texts;  /* of it */
  AipSheetSetups *setups;
  GPtrArray      *problems;
  guint           n_changed;
} Apply;

static void
add_problem (Apply             *self,
             const AipMergeRow *row,
             const char        *message)
{
  g_autofree char *bare = g_strdup (message);

  if (self->problems == NULL)
    return;
  if (g_str_has_suffix (bare, "."))
    bare[strlen (bare) - 1] = '\0';
  g_ptr_array_add (self->problems,
                   *row->name != '\0'
                   ? g_strdup_printf (_("“%s” was left as it is: %s."), row->name, bare)
                   : g_strdup_printf (_("Row %u was skipped: %s."), row->number, bare));
}

/* The ids of the things that a text names; those that are new are made. */
static GVariant *
make_links (Apply                *self,
            const AipSheetColumn *column,
            const char           *text,
            GError              **error)
{
  AipKind target = aip_kind_find_field (column->kind, column->key, NULL)->target;
  g_auto(GStrv) names = aip_shot_words_split (text);
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      AipEntity *entity = aip_shot_links_get_named (self->links, target, names[i], NULL, error);

      if (entity == NULL)
        return NULL;
      g_ptr_array_add (ids, (gpointer) aip_entity_get_id (entity));
    }

  return g_variant_ref_sink (g_variant_new_strv ((const char *const *) ids->pdata,
                                                 (gssize) ids->len));
}

static GVariant *
make_link (Apply                *self,
           const AipSheetColumn *column,
           const char           *text,
           GError              **error)
{
  AipKind target = aip_kind_find_field (column->kind, column->key, NULL)->target;
  AipEntity *entity;

  if (*text == '\0')
    return g_variant_ref_sink (g_variant_new_string (""));

  entity = target == AIP_KIND_SCENE
           ? aip_shot_links_get_scene (self->links, text, NULL, error)
           : aip_shot_links_get_named (self->links, target, text, NULL, error);

  return entity != NULL ? g_variant_ref_sink (g_variant_new_string (aip_entity_get_id (entity)))
                        : NULL;
}

/* @custom: of the shot so far. A choice that the field does not offer yet is made. */
static GVariant *
make_custom (Apply                *self,
             const AipSheetColumn *column,
             const char           *text,
             const char           *custom,
             GError              **error)
{
  const char *id = column->key + strlen (AIP_SHEET_CUSTOM_PREFIX);
  AipEntity *field = aip_document_lookup (self->document, id);
  g_autoptr(GVariant) value = NULL;

  if (!AIP_IS_CUSTOM_FIELD (field))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND, _("the field “%s” was deleted here"),
                   column->title);
      return NULL;
    }
  if (!aip_field_edit_read_text (self->document, AIP_CUSTOM_FIELD (field), text, TRUE, &value,
                                 error))
    return NULL;

  return g_variant_ref_sink (g_variant_new_take_string (aip_custom_values_set (custom, id, value)));
}

/* @setup, @custom: of the shot so far. @field: (out): what the value is for. */
static GVariant *
make_value (Apply                *self,
            const AipSheetColumn *column,
            const char           *text,
            const char           *setup,
            const char           *custom,
            const char          **field,
            GError              **error)
{
  g_autofree char *json = NULL;

  *field = column->key;
  switch (column->type)
    {
    case AIP_SHEET_LINK:
      return make_link (self, column, text, error);
    case AIP_SHEET_LINKS:
      return make_links (self, column, text, error);
    case AIP_SHEET_SETUP:
      *field = "setup";
      json = aip_sheet_setups_set_text (self->setups, setup, column->detail, text, error);
      return json != NULL ? g_variant_ref_sink (g_variant_new_string (json)) : NULL;
    case AIP_SHEET_CUSTOM:
      *field = "custom";
      return make_custom (self, column, text, custom, error);
    case AIP_SHEET_TEXT:
    case AIP_SHEET_CODE:
    case AIP_SHEET_FRAMES:
    case AIP_SHEET_STATUS:
    case AIP_SHEET_TAGS:
    case AIP_SHEET_INFO:
    default:
      return aip_sheet_value_parse (column, text, error);
    }
}

/* Removed ----------------------------------------------------------------------------------- */

static void
remove_row (Apply             *self,
            const AipMergeRow *row)
{
  AipEntity *entity = aip_document_lookup (self->document, row->id);
  g_autoptr(GError) error = NULL;

  if (entity == NULL)
    return;
  if (aip_document_remove (self->document, entity, &error))
    self->n_changed++;
  else
    add_problem (self, row, error->message);
}

static void
remove_rows (Apply    *self,
             gboolean  shots)
{
  for (guint i = 0; i < self->merge->rows->len; i++)
    {
      const AipMergeRow *row = g_ptr_array_index (self->merge->rows, i);

      if (row->change == AIP_MERGE_REMOVED && row->decision == AIP_MERGE_TAKE_THEIRS &&
          (row->kind == AIP_KIND_SHOT) == shots)
        remove_row (self, row);
    }
}

/* Changed ----------------------------------------------------------------------------------- */

static gboolean
is_unique (const AipMergeCell *cell)
{
  return (aip_kind_find_field (cell->column->kind, cell->column->key, NULL) != NULL &&
          (aip_kind_find_field (cell->column->kind, cell->column->key, NULL)->flags &
           AIP_FIELD_UNIQUE) != 0);
}

/* Whether the project still says what the list was compared with. */
static gboolean
is_as_compared (Apply              *self,
                const AipMergeRow  *row,
                const AipMergeCell *cell)
{
  const AipSheetItem *item = aip_sheet_source_lookup (self->now, row->id);
  g_autofree char *text = NULL;
  g_autofree char *now = NULL;

  if (item == NULL)
    return FALSE;
  if (aip_sheet_source_get_position (self->now) ==
      aip_sheet_source_get_position (self->merge->source))
    return TRUE;

  text = aip_sheet_texts_dup (self->texts, item, cell->column);
  now = aip_sheet_value_normalize (cell->column, text);

  return strcmp (now, cell->mine) == 0 || cell->column->type == AIP_SHEET_SETUP;
}

static void
free_name (Apply             *self,
           const AipMergeRow *row,
           const char        *field)
{
  AipEntity *entity = aip_document_lookup (self->document, row->id);
  g_autofree char *between = g_uuid_string_random ();

  if (entity != NULL)
    aip_document_set_text (self->document, entity, field, between, NULL);
}

/*
 * Codes and names that change places would meet half way, so all that get a new one give theirs
 * back first; so do the scenes, people and places that go, which they do last.
 */
static void
free_codes (Apply *self)
{
  for (guint i = 0; i < self->merge->rows->len; i++)
    {
      const AipMergeRow *row = g_ptr_array_index (self->merge->rows, i);

      if (row->change == AIP_MERGE_REMOVED && row->decision == AIP_MERGE_TAKE_THEIRS &&
          row->kind != AIP_KIND_SHOT)
        free_name (self, row, row->kind == AIP_KIND_SCENE ? "code" : "name");
      if (row->change != AIP_MERGE_CHANGED)
        continue;
      for (guint c = 0; c < row->cells->len; c++)
        {
          const AipMergeCell *cell = &g_array_index (row->cells, AipMergeCell, c);

          if (cell->decision == AIP_MERGE_TAKE_THEIRS && cell->state != AIP_MERGE_MINE &&
              is_unique (cell) && is_as_compared (self, row, cell))
            free_name (self, row, cell->column->key);
        }
    }
}

static void
change_row (Apply             *self,
            const AipMergeRow *row)
{
  AipEntity *entity = aip_document_lookup (self->document, row->id);
  gboolean changed = FALSE;

  for (guint i = 0; i < row->cells->len; i++)
    {
      const AipMergeCell *cell = &g_array_index (row->cells, AipMergeCell, i);
      g_autoptr(GVariant) value = NULL;
      g_autoptr(GError) error = NULL;
      const char *field;

      if (cell->decision != AIP_MERGE_TAKE_THEIRS || cell->state == AIP_MERGE_MINE)
        continue;
      if (entity == NULL || !is_as_compared (self, row, cell))
        {
          add_problem (self, row, _("it was changed here while the list was looked at"));
          continue;
        }
      value = make_value (self, cell->column, cell->theirs,
                          row->kind == AIP_KIND_SHOT ? aip_entity_get_text (entity, "setup") : "",
                          row->kind == AIP_KIND_SHOT ? aip_entity_get_text (entity, "custom") : "",
                          &field, &error);
      if (value != NULL && aip_document_set (self->document, entity, field, value, &error))
        changed = TRUE;
      else
        {
          add_problem (self, row, error->message);
          /* It gave its own code back; nobody else can have got it. */
          if (is_unique (cell))
            aip_document_set_text (self->document, entity, field, cell->mine, NULL);
        }
    }

  self->n_changed += changed ? 1 : 0;
}

static void
change_rows (Apply    *self,
             gboolean  shots)
{
  for (guint i = 0; i < self->merge->rows->len; i++)
    {
      const AipMergeRow *row = g_ptr_array_index (self->merge->rows, i);

      if (row->change == AIP_MERGE_CHANGED && (row->kind == AIP_KIND_SHOT) == shots)
        change_row (self, row);
    }
}

/* Added ------------------------------------------------------------------------------------- */

/* Where a new shot goes: behind the row that it stood below, or behind @previous (nullable). */
static char *
make_order (Apply             *self,
            const AipMergeRow *row,
            const char        *previous)
{
  AipEntityList *shots = aip_document_get_shots (self->document);
  AipEntity *above = row->after != NULL ? aip_document_lookup (self->document, row->after) : NULL;
  AipEntity *below = NULL;
  guint position;

  if (above == NULL || !aip_entity_list_find (shots, above, &position))
    return NULL;
  if (position + 1 < aip_entity_list_get_count (shots))
    below = aip_entity_list_peek (shots, position + 1);

  return aip_order_between (previous != NULL ? previous : aip_entity_get_text (above, "order"),
                            below != NULL ? aip_entity_get_text (below, "order") : NULL);
}

static void
add_row (Apply             *self,
         const AipMergeRow *row,
         const char        *order)
{
  g_autoptr(GVariantDict) fields = NULL;
  g_autofree char *setup = g_strdup ("");
  g_autofree char *custom = g_strdup ("");
  g_autoptr(GError) insert_error = NULL;
  AipEntity *entity;

  /* A list of somebody else's may also describe the people and places that it names. */
  if (row->fields != NULL)
    {
      entity = aip_shot_links_insert_shot (self->links, row->fields, order, &insert_error);
      if (entity != NULL)
        self->n_changed++;
      else
        add_problem (self, row, insert_error->message);
      return;
    }

  fields = g_variant_dict_new (NULL);
  if (order != NULL)
    g_variant_dict_insert (fields, "order", "s", order);
  for (guint i = 0; i < row->cells->len; i++)
    {
      const AipMergeCell *cell = &g_array_index (row->cells, AipMergeCell, i);
      g_autoptr(GVariant) value = NULL;
      g_autoptr(GError) error = NULL;
      const char *field;

      value = make_value (self, cell->column, cell->theirs, setup, custom, &field, &error);
      if (value == NULL)
        {
          add_problem (self, row, error->message);
          continue;
        }
      if (g_str_equal (field, "setup"))
        g_set_str (&setup, g_variant_get_string (value, NULL));
      else if (g_str_equal (field, "custom"))
        g_set_str (&custom, g_variant_get_string (value, NULL));
      g_variant_dict_insert_value (fields, field, value);
    }

  entity = aip_document_insert (self->document, row->kind, g_variant_dict_end (fields),
                                &insert_error);
  if (entity != NULL)
    self->n_changed++;
  else
    add_problem (self, row, insert_error->message);
}

/* New rows that stood one below the other stay so. */
static void
add_rows (Apply    *self,
          gboolean  shots)
{
  GPtrArray *rows = self->merge->rows;
  g_autofree char *last_order = NULL;
  const char *last_after = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const AipMergeRow *row = g_ptr_array_index (rows, i);
      g_autofree char *order = NULL;

      if (row->change != AIP_MERGE_ADDED || row->decision != AIP_MERGE_TAKE_THEIRS ||
          (row->kind == AIP_KIND_SHOT) != shots)
        continue;
      if (shots)
        order = make_order (self, row,
                            g_strcmp0 (last_after, row->after) == 0 ? last_order : NULL);
      g_set_str (&last_order, order);
      last_after = row->after;
      add_row (self, row, order);
    }
}

static guint
count_decided (AipSheetMerge *self)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const AipMergeRow *row = g_ptr_array_index (self->rows, i);
      gboolean decided = row->change != AIP_MERGE_CHANGED &&
                         row->decision == AIP_MERGE_TAKE_THEIRS;

      for (guint c = 0; row->change == AIP_MERGE_CHANGED && c < row->cells->len; c++)
        decided = decided || (g_array_index (row->cells, AipMergeCell, c).state != AIP_MERGE_MINE &&
                              g_array_index (row->cells, AipMergeCell, c).decision ==
                              AIP_MERGE_TAKE_THEIRS);
      n += decided ? 1 : 0;
    }

  return n;
}

guint
aip_sheet_merge_apply (AipSheetMerge *self,
                       AipDocument   *document,
                       GPtrArray     *problems)
{
  g_autofree char *label = NULL;
  Apply apply;
  guint n_decided;

  g_return_val_if_fail (AIP_IS_SHEET_MERGE (self), 0);
  g_return_val_if_fail (AIP_IS_DOCUMENT (document), 0);

  n_decided = count_decided (self);
  if (n_decided == 0)
    return 0;

  label = g_strdup_printf (ngettext ("Take Over %u Change from “%s”",
                                     "Take Over %u Changes from “%s”", n_decided), n_decided,
                           aip_workbook_get_name (self->workbook));
  apply = (Apply) { self, document, .problems = problems };
  apply.now = aip_sheet_source_new (document);
  apply.texts = aip_sheet_texts_new (apply.now);
  apply.setups = aip_sheet_setups_new (aip_document_get_folder (document));

  aip_document_begin (document, label);
  remove_rows (&apply, TRUE);
  free_codes (&apply);
  /* What shots are linked to comes before them, under its new name. */
  change_rows (&apply, FALSE);
  add_rows (&apply, FALSE);
  apply.links = aip_shot_links_new (document);
  change_rows (&apply, TRUE);
  add_rows (&apply, TRUE);
  remove_rows (&apply, FALSE);
  aip_document_end (document, apply.n_changed > 0);

  aip_shot_links_free (apply.links);
  aip_sheet_texts_free (apply.texts);
  aip_sheet_setups_free (apply.setups);
  aip_sheet_source_unref (apply.now);

  return apply.n_changed;
}
