/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-journal"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-error.h"
#include "aip-journal.h"
#include "aip-schema.h"
#include "aip-value.h"

/* Jobs move often, and nobody undoes a move. */
#define MAX_RECORDS 10000

static gboolean
bind_text (AipDatabase   *database,
           sqlite3_stmt  *statement,
           int            index,
           const char    *text,
           GError       **error)
{
  if (sqlite3_bind_text (statement, index, text, -1, SQLITE_STATIC) == SQLITE_OK)
    return TRUE;

  aip_database_set_error (database, error);

  return FALSE;
}

/*
 * A change that finds no row means that memory and file disagree: better no change than half of
 * one.
 */
static gboolean
run_on_one_row (AipDatabase   *database,
                sqlite3_stmt  *statement,
                const char    *id,
                GError       **error)
{
  if (!aip_database_run (database, statement, error))
    return FALSE;
  if (sqlite3_changes (aip_database_get_handle (database)) == 1)
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_DAMAGED,
               _("The project file “%s” has lost the row %s."), aip_database_get_path (database),
               id);

  return FALSE;
}

static gboolean
write_lazy (AipDatabase  *database,
            const char   *id,
            const char   *field,
            GVariant     *value,
            GError      **error)
{
  sqlite3_stmt *statement;

  statement = aip_database_prepare (database,
                                    "INSERT INTO lazy (id, field, value) VALUES (?, ?, ?) "
                                    "ON CONFLICT (id, field) DO UPDATE SET value = excluded.value",
                                    error);

  return statement != NULL && bind_text (database, statement, 1, id, error) &&
         bind_text (database, statement, 2, field, error) &&
         aip_value_bind (database, statement, 3, value, error) &&
         aip_database_run (database, statement, error);
}

static gboolean
write_values (AipDatabase      *database,
              const AipChange  *change,
              GVariant        **values,
              GError          **error)
{
  sqlite3_stmt *statement = aip_database_prepare (database, aip_schema_get_insert (change->kind),
                                                  error);
  const AipField *fields;
  guint n_fields;
  int column = 1;

  if (statement == NULL || !bind_text (database, statement, column++, change->id, error))
    return FALSE;

  fields = aip_kind_get_fields (change->kind, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    if (!(fields[i].flags & AIP_FIELD_LAZY) &&
        !aip_value_bind (database, statement, column++, values[i], error))
      return FALSE;

  if (!aip_database_run (database, statement, error))
    return FALSE;

  for (guint i = 0; i < n_fields; i++)
    if ((fields[i].flags & AIP_FIELD_LAZY) && *g_variant_get_string (values[i], NULL) != '\0' &&
        !write_lazy (database, change->id, fields[i].name, values[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
write_insert (AipDatabase      *database,
              const AipChange  *change,
              GError          **error)
{
  GVariant *values[AIP_VALUE_MAX_FIELDS];
  gboolean ok;

  aip_value_unpack_row (change->kind, change->new_value, values);
  ok = write_values (database, change, values, error);
  aip_value_clear_row (change->kind, values);

  return ok;
}

static gboolean
write_remove (AipDatabase      *database,
              const AipChange  *change,
              GError          **error)
{
  sqlite3_stmt *statement = aip_database_prepare (database, aip_schema_get_remove (change->kind),
                                                  error);

  if (statement == NULL || !bind_text (database, statement, 1, change->id, error) ||
      !run_on_one_row (database, statement, change->id, error))
    return FALSE;

  statement = aip_database_prepare (database, "DELETE FROM lazy WHERE id = ?", error);

  return statement != NULL && bind_text (database, statement, 1, change->id, error) &&
         aip_database_run (database, statement, error);
}

static gboolean
write_set (AipDatabase      *database,
           const AipChange  *change,
           GError          **error)
{
  sqlite3_stmt *statement;
  const AipField *field;
  guint index = 0;

  field = aip_kind_find_field (change->kind, change->field, &index);
  if (field->flags & AIP_FIELD_LAZY)
    return write_lazy (database, change->id, change->field, change->new_value, error);

  statement = aip_database_prepare (database, aip_schema_get_update (change->kind, index), error);

  return statement != NULL &&
         aip_value_bind (database, statement, 1, change->new_value, error) &&
         bind_text (database, statement, 2, change->id, error) &&
         run_on_one_row (database, statement, change->id, error);
}

static gboolean
write_row (AipDatabase      *database,
           const AipChange  *change,
           GError          **error)
{
  switch (change->op)
    {
    case AIP_CHANGE_INSERT:
      return write_insert (database, change, error);
    case AIP_CHANGE_REMOVE:
      return write_remove (database, change, error);
    case AIP_CHANGE_SET:
      return write_set (database, change, error);
    default:
      g_assert_not_reached ();
    }
}

/* The journal says that a lazy field was written, not what: it is not undone and may be huge. */
static GVariant *
without_lazy_fields (const AipChange *change,
                     GVariant        *value)
{
  GVariantDict dict;
  const AipField *fields;
  guint n_fields;
  gboolean found = FALSE;

  if (value == NULL)
    return NULL;

  fields = aip_kind_get_fields (change->kind, &n_fields);

  if (change->op == AIP_CHANGE_SET)
    {
      const AipField *field = aip_kind_find_field (change->kind, change->field, NULL);

      return field->flags & AIP_FIELD_LAZY ? NULL : g_variant_ref (value);
    }

  for (guint i = 0; i < n_fields && !found; i++)
    found = (fields[i].flags & AIP_FIELD_LAZY) != 0;
  if (!found)
    return g_variant_ref (value);

  g_variant_dict_init (&dict, value);
  for (guint i = 0; i < n_fields; i++)
    if (fields[i].flags & AIP_FIELD_LAZY)
      g_variant_dict_remove (&dict, fields[i].name);

  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

static gboolean
write_line (AipDatabase      *database,
            gint64            position,
            guint             line,
            const AipChange  *change,
            GError          **error)
{
  g_autoptr(GVariant) old_value = without_lazy_fields (change, change->old_value);
  g_autoptr(GVariant) new_value = without_lazy_fields (change, change->new_value);
  sqlite3_stmt *statement;

  statement = aip_database_prepare (database,
                                    "INSERT INTO journal_line "
                                    "(position, line, op, kind, id, field, old, new) "
                                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)", error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, position);
  sqlite3_bind_int64 (statement, 2, line);

  return bind_text (database, statement, 3, aip_change_op_to_nick (change->op), error) &&
         bind_text (database, statement, 4, aip_kind_to_nick (change->kind), error) &&
         bind_text (database, statement, 5, change->id, error) &&
         bind_text (database, statement, 6, change->field != NULL ? change->field : "", error) &&
         aip_value_bind_journal (database, statement, 7, old_value, error) &&
         aip_value_bind_journal (database, statement, 8, new_value, error) &&
         aip_database_run (database, statement, error);
}

static gboolean
write_header (AipDatabase   *database,
              AipChangeSet  *set,
              GError       **error)
{
  sqlite3_stmt *statement;
  AipTransactionKind kind = aip_change_set_get_kind (set);

  statement = aip_database_prepare (database,
                                    "INSERT INTO journal (position, kind, label, time, target) "
                                    "VALUES (?, ?, ?, ?, ?)", error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, aip_change_set_get_position (set));
  sqlite3_bind_int64 (statement, 4, aip_change_set_get_time (set));
  if (aip_change_set_get_target (set) > 0)
    sqlite3_bind_int64 (statement, 5, aip_change_set_get_target (set));

  return bind_text (database, statement, 2, aip_transaction_kind_to_nick (kind), error) &&
         bind_text (database, statement, 3, aip_change_set_get_label (set), error) &&
         aip_database_run (database, statement, error);
}

gboolean
aip_journal_write (AipDatabase   *database,
                   AipChangeSet  *set,
                   GError       **error)
{
  AipTransactionKind kind;
  gboolean with_lines;
  gboolean ok;

  g_return_val_if_fail (database != NULL && set != NULL, FALSE);

  /* The lines of an UNDO are those of its EDIT, read backwards: no need to keep them twice. */
  kind = aip_change_set_get_kind (set);
  with_lines = kind == AIP_TRANSACTION_EDIT || kind == AIP_TRANSACTION_RECORD;

  ok = aip_database_exec (database, "BEGIN IMMEDIATE", error) &&
       write_header (database, set, error);

  for (guint i = 0; ok && i < aip_change_set_get_size (set); i++)
    {
      const AipChange *change = aip_change_set_get_change (set, i);

      ok = write_row (database, change, error) &&
           (!with_lines || write_line (database, aip_change_set_get_position (set), i, change,
                                       error));
    }

  ok = ok && aip_database_exec (database, "COMMIT", error);

  /* Some errors have rolled back by themselves. */
  if (!ok && !sqlite3_get_autocommit (aip_database_get_handle (database)))
    aip_database_exec (database, "ROLLBACK", NULL);

  return ok;
}

gboolean
aip_journal_trim (AipDatabase  *database,
                  GError      **error)
{
  /* The last entry always stays: it says which position comes next. */
  return aip_database_exec (database,
                            "DELETE FROM journal WHERE kind = 'record' AND position < "
                            "(SELECT max(position) FROM journal) - "
                            G_STRINGIFY (MAX_RECORDS), error);
}
