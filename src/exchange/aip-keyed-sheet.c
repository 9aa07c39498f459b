/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-keyed-sheet"

#include "config.h"

#include <string.h>

#include "aip-keyed-sheet.h"
#include "aip-sheet-base.h"

/* Somebody may put a heading above the table. */
#define MAX_KEY_ROW 30

void
aip_keyed_sheet_free (AipKeyedSheet *self)
{
  g_object_unref (self->table);
  g_free (self->columns);
  g_free (self);
}

static AipKeyedSheet *
keyed_sheet_alloc (AipTable *table,
                   AipKind   kind,
                   guint     title_row,
                   guint     n_columns)
{
  AipKeyedSheet *self = g_new0 (AipKeyedSheet, 1);

  self->table = g_object_ref (table);
  self->kind = kind;
  self->title_row = title_row;
  self->id_column = -1;
  self->n_columns = n_columns;
  self->columns = g_new0 (const AipSheetColumn *, n_columns);

  return self;
}

/* A column that stands there twice counts once: a copy says nothing new. */
static void
set_column (AipKeyedSheet  *self,
            AipSheetSource *source,
            guint           index,
            const char     *key)
{
  const AipSheetColumn *column;

  if (g_str_equal (key, AIP_SHEET_KEY_ID))
    {
      if (self->id_column < 0)
        self->id_column = (int) index;
      return;
    }

  column = aip_sheet_source_find_column (source, self->kind, key);
  if (column != NULL && aip_keyed_sheet_find (self, key) < 0)
    self->columns[index] = column;
}

/* “aip:shot:description” → the kind, and the key behind it; %NULL if it is no key. */
static const char *
parse_key (const char *text,
           AipKind    *kind)
{
  g_autofree char *nick = NULL;
  const char *colon;

  if (!g_str_has_prefix (text, AIP_SHEET_KEY_PREFIX))
    return NULL;
  text += strlen (AIP_SHEET_KEY_PREFIX);
  colon = strchr (text, ':');
  if (colon == NULL)
    return NULL;
  nick = g_strndup (text, (gsize) (colon - text));

  return aip_kind_from_nick (nick, kind) ? colon + 1 : NULL;
}

static AipKeyedSheet *
read_keys (AipTable       *table,
           AipSheetSource *source)
{
  for (guint row = 0; row < MIN (aip_table_get_n_rows (table), MAX_KEY_ROW); row++)
    {
      AipKeyedSheet *self = NULL;
      guint n_columns = aip_table_get_n_cells (table, row);

      for (guint i = 0; i < n_columns; i++)
        {
          AipKind kind;
          const char *key = parse_key (aip_table_get_cell (table, row, i), &kind);

          if (key == NULL)
            continue;
          if (self == NULL)
            self = keyed_sheet_alloc (table, kind, row + 1, n_columns);
          if (kind == self->kind)
            set_column (self, source, i, key);
        }
      if (self != NULL)
        return self;
    }

  return NULL;
}

/* A field that the project got since is not in the list. @title: (nullable) */
static guint
skip_new_fields (const AipSheetPlan *plan,
                 guint               index,
                 const char         *title)
{
  while (plan->columns[index] != NULL && plan->columns[index]->format != NULL
         && (title == NULL || !aip_sheet_column_is_called (plan->columns[index], title)))
    index++;

  return index;
}

/* Exactly the titles of one of our lists: a list of somebody else's reads otherwise. */
static AipKeyedSheet *
read_titles (AipTable           *table,
             const AipSheetPlan *plan)
{
  g_autoptr(AipKeyedSheet) self = NULL;
  guint n_columns = aip_table_get_n_cells (table, 0);
  guint next = 0;

  self = keyed_sheet_alloc (table, plan->kind, 0, n_columns);
  for (guint i = 0; i < n_columns; i++)
    {
      const char *title = aip_table_get_cell (table, 0, i);

      next = skip_new_fields (plan, next, title);
      if (plan->columns[next] == NULL || !aip_sheet_column_is_called (plan->columns[next], title))
        return NULL;
      self->columns[i] = plan->columns[next++];
    }

  next = skip_new_fields (plan, next, NULL);

  return n_columns > 0 && plan->columns[next] == NULL ? g_steal_pointer (&self) : NULL;
}

/* A list of a JSON file that we wrote is named after what is in it, and its members are keys. */
static AipKeyedSheet *
read_json (AipTable       *table,
           AipSheetSource *source)
{
  const char *name = aip_table_get_name (table);
  g_autofree char *nick = g_strndup (name, strlen (name) > 0 ? strlen (name) - 1 : 0);
  AipKeyedSheet *self;
  AipKind kind;

  if (!g_str_has_suffix (name, "s") || !aip_kind_from_nick (nick, &kind))
    return NULL;

  self = keyed_sheet_alloc (table, kind, 0, aip_table_get_n_cells (table, 0));
  for (guint i = 0; i < self->n_columns; i++)
    set_column (self, source, i, aip_table_get_cell (table, 0, i));

  return self;
}

AipKeyedSheet *
aip_keyed_sheet_new (AipWorkbook    *workbook,
                     AipTable       *table,
                     AipSheetSource *source)
{
  AipKeyedSheet *self;

  g_return_val_if_fail (AIP_IS_WORKBOOK (workbook), NULL);
  g_return_val_if_fail (AIP_IS_TABLE (table), NULL);

  if (aip_workbook_get_format (workbook) == AIP_WORKBOOK_JSON)
    return g_strcmp0 (aip_workbook_get_property (workbook, "format"), AIP_SHEET_JSON_FORMAT) == 0
           ? read_json (table, source) : NULL;

  self = read_keys (table, source);
  for (guint purpose = 0; self == NULL && purpose < AIP_N_SHEET_PURPOSES; purpose++)
    {
      guint n_plans;
      const AipSheetPlan *plans = aip_sheet_source_get_plans (source, purpose, &n_plans);

      for (guint i = 0; self == NULL && i < n_plans; i++)
        self = read_titles (table, &plans[i]);
    }

  return self;
}

int
aip_keyed_sheet_find (const AipKeyedSheet *self,
                      const char          *key)
{
  g_return_val_if_fail (self != NULL && key != NULL, -1);

  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i] != NULL && g_str_equal (self->columns[i]->key, key))
      return (int) i;

  return -1;
}
