/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-journal"

#include "config.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "aip-error.h"
#include "aip-journal.h"
#include "aip-schema.h"
#include "aip-value.h"

/*
 * Undo and redo take entries too: enough to find AIP_JOURNAL_MAX_STEPS steps that are still done.
 */
#define MAX_ENTRIES 5000

/*
 * Steps whose lines are read when the project is opened; older ones are read when they are
 * undone.
 */
#define MAX_EAGER_STEPS 100
#define MAX_EAGER_LINES 2000

#define MAX_POSITION (G_GINT64_CONSTANT (1) << 62)

/* Jobs move often, and nobody undoes a move. */
#define MAX_RECORDS 10000

AipStep *
aip_step_new (gint64        position,
              const char   *label,
              AipChangeSet *set)
{
  AipStep *self = g_new0 (AipStep, 1);

  self->position = position;
  self->label = g_strdup (label);
  self->set = set != NULL ? aip_change_set_ref (set) : NULL;

  return self;
}

void
aip_step_free (AipStep *self)
{
  g_clear_pointer (&self->set, aip_change_set_unref);
  g_free (self->label);
  g_free (self);
}

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

static gboolean
set_line_error (AipDatabase  *database,
                gint64        position,
                GError      **error)
{
  g_set_error (error, AIP_ERROR, AIP_ERROR_DAMAGED,
               _("Entry %" PRIi64 " of the journal in “%s” cannot be read."), position,
               aip_database_get_path (database));

  return FALSE;
}

gboolean
aip_journal_get_position (AipDatabase  *database,
                          gint64       *position,
                          GError      **error)
{
  if (!aip_database_query_integer (database, "SELECT max(position) FROM journal", position,
                                   error))
    return FALSE;

  /* Counting on from a number that somebody made up must not overflow. */
  return (*position >= 0 && *position < MAX_POSITION) || set_line_error (database, *position,
                                                                         error);
}

/* What a field may hold, or its default: the same rule as for rows. */
static GVariant *
clean_value (AipKind   kind,
             guint     index,
             GVariant *value)
{
  const AipField *field = &aip_kind_get_fields (kind, NULL)[index];

  if (value == NULL || !aip_field_check (kind, field, value, NULL))
    value = aip_kind_get_default (kind, index);

  return g_variant_ref (value);
}

static GVariant *
clean_row (AipKind   kind,
           GVariant *row)
{
  GVariant *values[AIP_VALUE_MAX_FIELDS];
  GVariant *clean;
  guint n_fields;

  aip_value_unpack_row (kind, row, values);
  aip_kind_get_fields (kind, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      GVariant *value = clean_value (kind, i, values[i]);

      g_variant_unref (values[i]);
      values[i] = value;
    }
  clean = aip_value_pack_row (kind, values, FALSE);
  aip_value_clear_row (kind, values);

  return clean;
}

static gboolean
read_line (sqlite3_stmt *statement,
           GArray       *changes)
{
  const char *op_nick = aip_database_column_text (statement, 0);
  const char *kind_nick = aip_database_column_text (statement, 1);
  const char *id = aip_database_column_text (statement, 2);
  const char *field_name = aip_database_column_text (statement, 3);
  g_autoptr(GVariant) old_value = NULL;
  g_autoptr(GVariant) new_value = NULL;
  g_autoptr(GVariant) old_clean = NULL;
  g_autoptr(GVariant) new_clean = NULL;
  const AipField *field = NULL;
  char *ref_id;
  AipChangeOp op;
  AipKind kind;
  guint index = 0;

  if (!aip_change_op_from_nick (op_nick, &op) || !aip_kind_from_nick (kind_nick, &kind) ||
      id == NULL || field_name == NULL || !g_uuid_string_is_valid (id) ||
      !aip_value_read_journal (statement, 4, &old_value) ||
      !aip_value_read_journal (statement, 5, &new_value))
    return FALSE;

  if (op == AIP_CHANGE_SET)
    {
      field = aip_kind_find_field (kind, field_name, &index);
      if (field == NULL)
        return FALSE;
      if (!(field->flags & AIP_FIELD_LAZY))
        {
          old_clean = clean_value (kind, index, old_value);
          new_clean = clean_value (kind, index, new_value);
        }
    }
  else
    {
      GVariant *row = op == AIP_CHANGE_INSERT ? new_value : old_value;

      if (row == NULL || !g_variant_is_of_type (row, G_VARIANT_TYPE_VARDICT))
        return FALSE;
      row = g_variant_ref_sink (clean_row (kind, row));
      if (op == AIP_CHANGE_INSERT)
        new_clean = row;
      else
        old_clean = row;
    }

  ref_id = g_ref_string_new (id);
  aip_changes_add (changes, op, kind, ref_id, field != NULL ? field->name : NULL, old_clean,
                   new_clean);
  g_ref_string_release (ref_id);

  return TRUE;
}

static GArray *
read_lines (AipDatabase  *database,
            gint64        position,
            GError      **error)
{
  g_autoptr(GArray) changes = aip_changes_new ();
  sqlite3_stmt *statement;
  gboolean ok;

  statement = aip_database_prepare (database,
                                    "SELECT op, kind, id, field, old, new FROM journal_line "
                                    "WHERE position = ? ORDER BY line", error);
  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, position);
  while (aip_database_step (database, statement, &ok, error))
    if (!read_line (statement, changes))
      {
        sqlite3_reset (statement);
        set_line_error (database, position, error);
        return NULL;
      }

  return ok ? g_steal_pointer (&changes) : NULL;
}

typedef struct {
  gint64              position;
  AipTransactionKind  kind;
  char               *label;
  gint64              time;
  gint64              target;
} Header;

static void
header_clear (gpointer data)
{
  g_free (((Header *) data)->label);
}

/* Columns position, kind, label, time, target. An entry of an unknown kind is passed over. */
static GArray *
read_headers (AipDatabase   *database,
              sqlite3_stmt  *statement,
              GError       **error)
{
  g_autoptr(GArray) headers = g_array_new (FALSE, FALSE, sizeof (Header));
  gboolean ok;

  g_array_set_clear_func (headers, header_clear);

  while (aip_database_step (database, statement, &ok, error))
    {
      const char *label = aip_database_column_text (statement, 2);
      Header header = {
        .position = sqlite3_column_int64 (statement, 0),
        .time = sqlite3_column_int64 (statement, 3),
        .target = sqlite3_column_int64 (statement, 4),
      };

      if (!aip_transaction_kind_from_nick (aip_database_column_text (statement, 1), &header.kind))
        continue;
      header.label = g_strdup (label != NULL ? label : "");
      g_array_append_val (headers, header);
    }

  return ok ? g_steal_pointer (&headers) : NULL;
}

static AipChangeSet *
set_from_header (AipDatabase   *database,
                 const Header  *header,
                 GError       **error)
{
  gboolean again = header->kind == AIP_TRANSACTION_UNDO || header->kind == AIP_TRANSACTION_REDO;
  GArray *changes = read_lines (database, again ? header->target : header->position, error);
  g_autoptr(AipChangeSet) set = NULL;

  if (changes == NULL)
    return NULL;

  set = aip_change_set_new (header->kind, header->label, header->position, header->time,
                            header->target, changes);
  if (header->kind != AIP_TRANSACTION_UNDO)
    return g_steal_pointer (&set);

  return aip_change_set_new_inverse (set, header->kind, header->position, header->time,
                                     header->target);
}

AipChangeSet *
aip_journal_read (AipDatabase  *database,
                  gint64        position,
                  GError      **error)
{
  g_autoptr(GArray) headers = NULL;
  sqlite3_stmt *statement;

  statement = aip_database_prepare (database,
                                    "SELECT position, kind, label, time, target FROM journal "
                                    "WHERE position = ?", error);
  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, position);
  headers = read_headers (database, statement, error);
  if (headers == NULL)
    return NULL;
  if (headers->len == 0)
    {
      set_line_error (database, position, error);
      return NULL;
    }

  return set_from_header (database, &g_array_index (headers, Header, 0), error);
}

/* Takes the step of @position out of @from; if it is older than what was read, makes it anew. */
static AipStep *
take_step (GPtrArray  *from,
           gint64      position,
           const char *label)
{
  for (guint i = from->len; i > 0; i--)
    {
      AipStep *step = from->pdata[i - 1];

      if (step->position == position)
        return g_ptr_array_steal_index (from, i - 1);
    }

  return aip_step_new (position, label, NULL);
}

static gboolean
count_lines (AipDatabase  *database,
             gint64        position,
             guint        *n_lines,
             GError      **error)
{
  sqlite3_stmt *statement;
  gboolean ok;

  statement = aip_database_prepare (database,
                                    "SELECT max(line) FROM journal_line WHERE position = ?", error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, position);
  if (aip_database_step (database, statement, &ok, error))
    *n_lines = (guint) CLAMP (sqlite3_column_int64 (statement, 0) + 1, 0, G_MAXINT);
  sqlite3_reset (statement);

  return ok;
}

/* Reads the lines of the steps that are undone or redone first. */
static gboolean
read_newest_steps (AipDatabase  *database,
                   GPtrArray    *steps,
                   GError      **error)
{
  guint n_total = 0;

  for (guint i = steps->len; i > 0; i--)
    {
      AipStep *step = steps->pdata[i - 1];
      g_autoptr(GError) local_error = NULL;
      guint n_lines = 0;

      if (!count_lines (database, step->position, &n_lines, error))
        return FALSE;
      n_total += n_lines;
      if (steps->len - i >= MAX_EAGER_STEPS || n_total > MAX_EAGER_LINES)
        return TRUE;

      step->set = aip_journal_read (database, step->position, &local_error);
      if (step->set == NULL)
        {
          if (!g_error_matches (local_error, AIP_ERROR, AIP_ERROR_DAMAGED))
            {
              g_propagate_error (error, g_steal_pointer (&local_error));
              return FALSE;
            }
          /* What came before cannot be undone without this one. */
          g_debug ("%s", local_error->message);
          g_ptr_array_remove_range (steps, 0, i);
          return TRUE;
        }
    }

  return TRUE;
}

gboolean
aip_journal_recover (AipDatabase  *database,
                     GPtrArray    *undo,
                     GPtrArray    *redo,
                     GError      **error)
{
  g_autoptr(GArray) headers = NULL;
  sqlite3_stmt *statement;

  statement = aip_database_prepare (database,
                                    "SELECT position, kind, label, time, target FROM journal "
                                    "WHERE kind <> 'record' ORDER BY position DESC LIMIT "
                                    G_STRINGIFY (MAX_ENTRIES), error);
  if (statement == NULL)
    return FALSE;
  headers = read_headers (database, statement, error);
  if (headers == NULL)
    return FALSE;

  for (guint i = headers->len; i > 0; i--)
    {
      const Header *header = &g_array_index (headers, Header, i - 1);

      if (header->kind == AIP_TRANSACTION_EDIT)
        {
          g_ptr_array_set_size (redo, 0);
          g_ptr_array_add (undo, aip_step_new (header->position, header->label, NULL));
        }
      else if (header->kind == AIP_TRANSACTION_UNDO)
        g_ptr_array_add (redo, take_step (undo, header->target, header->label));
      else if (header->kind == AIP_TRANSACTION_REDO)
        g_ptr_array_add (undo, take_step (redo, header->target, header->label));
    }

  if (undo->len > AIP_JOURNAL_MAX_STEPS)
    g_ptr_array_remove_range (undo, 0, undo->len - AIP_JOURNAL_MAX_STEPS);

  return read_newest_steps (database, undo, error) && read_newest_steps (database, redo, error);
}

GPtrArray *
aip_journal_read_history (AipDatabase  *database,
                          const char   *id,
                          guint         limit,
                          GError      **error)
{
  g_autoptr(GPtrArray) sets = NULL;
  g_autoptr(GArray) headers = NULL;
  sqlite3_stmt *statement;

  if (id == NULL)
    statement = aip_database_prepare (database,
                                      "SELECT position, kind, label, time, target FROM journal "
                                      "ORDER BY position DESC LIMIT ?1", error);
  else
    statement = aip_database_prepare (database,
                                      "WITH touched AS "
                                      "(SELECT position FROM journal_line WHERE id = ?2) "
                                      "SELECT position, kind, label, time, target FROM journal "
                                      "WHERE position IN touched UNION "
                                      "SELECT position, kind, label, time, target FROM journal "
                                      "WHERE target IN touched "
                                      "ORDER BY position DESC LIMIT ?1", error);
  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, limit);
  if (id != NULL && !bind_text (database, statement, 2, id, error))
    return NULL;
  headers = read_headers (database, statement, error);
  if (headers == NULL)
    return NULL;

  sets = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_change_set_unref);
  for (guint i = 0; i < headers->len; i++)
    {
      g_autoptr(GError) local_error = NULL;
      AipChangeSet *set = set_from_header (database, &g_array_index (headers, Header, i),
                                           &local_error);

      if (set != NULL)
        g_ptr_array_add (sets, set);
      else
        g_debug ("%s", local_error->message);
    }

  return g_steal_pointer (&sets);
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
