/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-snapshot"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-error.h"
#include "aip-journal.h"
#include "aip-order.h"
#include "aip-schema.h"
#include "aip-snapshot.h"
#include "aip-value.h"

/* Enough to see what is wrong with a file in which everything is wrong. */
#define MAX_PROBLEMS 200
#define MAX_SETTINGS 1000

/* A row as it was read, before it is known to be the only one with its id and order. */
typedef struct {
  char      *id;
  GVariant **values;
} Row;

/*
 * What the rows of one field have said so far. Many shots share scene, setup, status, tags: one
 * value, understood once, serves them all.
 */
typedef struct {
  GHashTable *values;   /* (element-type utf8 GVariant): by what is stored; NULL: not worth it */
  guint       n_found;
} Seen;

/* So many different texts, each seen hardly more than once, are prose. */
#define MAX_DIFFERENT 256

typedef struct {
  AipKind         kind;
  const AipField *fields;
  guint           n_fields;
  GPtrArray      *rows;
  Seen           *seen;
} Table;

static void
add_problem (AipSnapshot *self,
             const char  *format,
             ...) G_GNUC_PRINTF (2, 3);

static void
add_problem (AipSnapshot *self,
             const char  *format,
             ...)
{
  va_list args;

  if (self->problems->len >= MAX_PROBLEMS)
    return;

  va_start (args, format);
  g_ptr_array_add (self->problems, g_strdup_vprintf (format, args));
  va_end (args);
}

static Row *
row_new (const Table *table,
         const char  *id)
{
  Row *row = g_new0 (Row, 1);

  row->id = g_strdup (id);
  row->values = g_new0 (GVariant *, table->n_fields);

  return row;
}

static void
row_free (Row    *row,
          guint   n_fields)
{
  for (guint i = 0; i < n_fields; i++)
    g_clear_pointer (&row->values[i], g_variant_unref);
  g_free (row->values);
  g_free (row->id);
  g_free (row);
}

static void
table_free (Table *table)
{
  for (guint i = 0; i < table->rows->len; i++)
    row_free (table->rows->pdata[i], table->n_fields);
  for (guint i = 0; i < table->n_fields; i++)
    g_clear_pointer (&table->seen[i].values, g_hash_table_unref);
  g_free (table->seen);
  g_ptr_array_unref (table->rows);
  g_free (table);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Table, table_free)

/* What a person calls the thing in a sentence. */
static const char *
get_name (const Table *table,
          const Row   *row)
{
  for (guint i = 0; i < table->n_fields; i++)
    if ((table->fields[i].flags & AIP_FIELD_UNIQUE) && row->values[i] != NULL &&
        *g_variant_get_string (row->values[i], NULL) != '\0')
      return g_variant_get_string (row->values[i], NULL);

  return row->id;
}

static GVariant *
read_value (Table         *table,
            guint          index,
            sqlite3_stmt  *statement,
            int            column,
            GError       **error)
{
  Seen *seen = &table->seen[index];
  const AipField *field = &table->fields[index];
  const char *text;
  GVariant *value;

  if (seen->values == NULL || sqlite3_column_type (statement, column) != SQLITE_TEXT)
    return aip_value_read (statement, column, table->kind, field, error);

  /* With a NUL inside it would be found as something else. */
  text = (const char *) sqlite3_column_text (statement, column);
  if (text == NULL || strlen (text) != (gsize) sqlite3_column_bytes (statement, column))
    return aip_value_read (statement, column, table->kind, field, error);

  value = g_hash_table_lookup (seen->values, text);
  if (value != NULL)
    {
      seen->n_found++;
      return g_variant_ref (value);
    }

  value = aip_value_read (statement, column, table->kind, field, error);
  if (value != NULL)
    g_hash_table_insert (seen->values, g_strdup (text), g_variant_ref (value));
  if (g_hash_table_size (seen->values) > MAX_DIFFERENT
      && seen->n_found < g_hash_table_size (seen->values))
    g_clear_pointer (&seen->values, g_hash_table_unref);

  return value;
}

static Row *
read_row (AipSnapshot  *self,
          Table        *table,
          sqlite3_stmt *statement)
{
  const char *id = aip_database_column_text (statement, 0);
  Row *row;
  int column = 1;

  if (id == NULL || !g_uuid_string_is_valid (id))
    {
      add_problem (self, _("A %s without a valid identity was passed over."),
                   aip_kind_get_title (table->kind));
      return NULL;
    }

  row = row_new (table, id);
  for (guint i = 0; i < table->n_fields; i++)
    {
      const AipField *field = &table->fields[i];
      GVariant *fallback = aip_kind_get_default (table->kind, i);
      g_autoptr(GError) error = NULL;

      if (field->flags & AIP_FIELD_LAZY)
        {
          row->values[i] = g_variant_ref (fallback);
          continue;
        }

      row->values[i] = read_value (table, i, statement, column++, &error);

      if (row->values[i] != NULL)
        continue;

      add_problem (self, _("“%s” of %s %s cannot be used and reads as its default: %s"),
                   field->name, aip_kind_get_title (table->kind), get_name (table, row),
                   error->message);

      /* Something unique has to stay so; the beginning of the id is. */
      if (field->flags & AIP_FIELD_UNIQUE)
        row->values[i] = g_variant_ref_sink (g_variant_new_take_string (g_strndup (id, 8)));
      else
        row->values[i] = g_variant_ref (fallback);
    }

  return row;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  const Row *row_a = *(Row *const *) a;
  const Row *row_b = *(Row *const *) b;
  guint field = GPOINTER_TO_UINT (user_data);
  const char *order_a = g_variant_get_string (row_a->values[field], NULL);
  const char *order_b = g_variant_get_string (row_b->values[field], NULL);
  int result;

  /* Rows whose key could not be used come last. */
  if (!*order_a != !*order_b)
    return *order_a ? -1 : 1;
  result = strcmp (order_a, order_b);

  return result != 0 ? result : strcmp (row_a->id, row_b->id);
}

/* Keys that are missing or there twice get new ones, so that there is room between any two rows. */
static void
repair_order (AipSnapshot *self,
              Table       *table)
{
  const char *last = NULL;
  guint field;

  if (!g_str_equal (aip_kind_get_order_field (table->kind, &field), "order"))
    return;

  g_ptr_array_sort_with_data (table->rows, compare_rows, GUINT_TO_POINTER (field));

  for (guint i = 0; i < table->rows->len; i++)
    {
      Row *row = table->rows->pdata[i];
      const char *order = g_variant_get_string (row->values[field], NULL);

      if (*order == '\0' || (last != NULL && strcmp (order, last) <= 0))
        {
          const char *next = NULL;

          for (guint k = i + 1; k < table->rows->len && next == NULL; k++)
            {
              Row *later = table->rows->pdata[k];
              const char *later_order = g_variant_get_string (later->values[field], NULL);

              if (last == NULL || strcmp (later_order, last) > 0)
                next = later_order;
            }
          add_problem (self, _("The place of %s %s in the order was not clear."),
                       aip_kind_get_title (table->kind), get_name (table, row));
          g_variant_unref (row->values[field]);
          row->values[field] =
            g_variant_ref_sink (g_variant_new_take_string (aip_order_between (last, next)));
        }
      last = g_variant_get_string (row->values[field], NULL);
    }
}

static Table *
read_table (AipSnapshot  *self,
            AipDatabase  *database,
            AipKind       kind,
            GError      **error)
{
  g_autoptr(Table) table = g_new0 (Table, 1);
  sqlite3_stmt *statement;
  gboolean ok;

  table->kind = kind;
  table->fields = aip_kind_get_fields (kind, &table->n_fields);
  table->rows = g_ptr_array_new ();
  table->seen = g_new0 (Seen, table->n_fields);
  for (guint i = 0; i < table->n_fields; i++)
    if (!(table->fields[i].flags & AIP_FIELD_UNIQUE))
      table->seen[i].values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                     (GDestroyNotify) g_variant_unref);

  statement = aip_database_prepare (database, aip_schema_get_select (kind), error);
  if (statement == NULL)
    return NULL;

  while (aip_database_step (database, statement, &ok, error))
    {
      Row *row = read_row (self, table, statement);

      if (row != NULL)
        g_ptr_array_add (table->rows, row);
    }
  if (!ok)
    return NULL;

  repair_order (self, table);

  return g_steal_pointer (&table);
}

static void
add_table (AipSnapshot *self,
           Table       *table)
{
  for (guint i = 0; i < table->rows->len; i++)
    {
      Row *row = table->rows->pdata[i];

      if (aip_contents_lookup_any (self->contents, row->id) != NULL)
        add_problem (self, _("A second thing with the identity of %s %s was passed over."),
                     aip_kind_get_title (table->kind), get_name (table, row));
      else if (table->kind == AIP_KIND_PROJECT && self->project != NULL)
        add_problem (self, _("A second project in the file was passed over."));
      else
        {
          AipEntity *entity = aip_contents_insert (self->contents, table->kind, row->id,
                                                   row->values);

          if (table->kind == AIP_KIND_PROJECT)
            self->project = AIP_PROJECT (entity);
        }
    }
}

static gboolean
read_settings (AipSnapshot  *self,
               AipDatabase  *database,
               GError      **error)
{
  sqlite3_stmt *statement = aip_database_prepare (database, "SELECT key, value FROM setting "
                                                  "LIMIT " G_STRINGIFY (MAX_SETTINGS), error);
  gboolean ok;

  if (statement == NULL)
    return FALSE;

  while (aip_database_step (database, statement, &ok, error))
    {
      const char *key = aip_database_column_text (statement, 0);
      const char *text = aip_database_column_text (statement, 1);
      GVariant *value = NULL;

      if (key != NULL && text != NULL)
        value = g_variant_parse (NULL, text, NULL, NULL, NULL);
      if (value != NULL)
        g_hash_table_insert (self->settings, g_strdup (key), value);
    }

  return ok;
}

AipSnapshot *
aip_snapshot_read (AipDatabase  *database,
                   GError      **error)
{
  g_autoptr(AipSnapshot) self = g_new0 (AipSnapshot, 1);

  g_return_val_if_fail (database != NULL, NULL);

  self->contents = aip_contents_new ();
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) g_variant_unref);
  self->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_step_free);
  self->redo = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_step_free);
  self->problems = g_ptr_array_new_with_free_func (g_free);

  for (guint kind = 0; kind < AIP_N_KINDS; kind++)
    {
      g_autoptr(Table) table = read_table (self, database, (AipKind) kind, error);

      if (table == NULL)
        return NULL;
      add_table (self, table);
    }

  if (self->project == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_DAMAGED,
                   _("The project file “%s” is damaged (it holds no project)."),
                   aip_database_get_path (database));
      return NULL;
    }

  if (!read_settings (self, database, error) ||
      !aip_journal_get_position (database, &self->position, error) ||
      !aip_journal_recover (database, self->undo, self->redo, error))
    return NULL;

  aip_contents_publish (self->contents);

  for (guint i = 0; i < self->problems->len; i++)
    g_debug ("%s: %s", aip_database_get_path (database), (char *) self->problems->pdata[i]);

  return g_steal_pointer (&self);
}

void
aip_snapshot_free (AipSnapshot *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->undo, g_ptr_array_unref);
  g_clear_pointer (&self->redo, g_ptr_array_unref);
  g_clear_pointer (&self->settings, g_hash_table_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->contents, aip_contents_free);
  g_free (self);
}
