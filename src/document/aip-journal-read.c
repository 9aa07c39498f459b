/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-journal-read"

#include "config.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "aip-error.h"
#include "aip-journal.h"
#include "aip-value.h"

#define MAX_POSITION (G_GINT64_CONSTANT (1) << 62)

/*
 * Undo and redo take entries too: enough to find AIP_JOURNAL_MAX_STEPS steps that are still done.
 */
#define MAX_ENTRIES 5000

/*
 * Steps that are read while the project is opened. Older and larger ones are read when it is open,
 * or at the latest when somebody gets there.
 */
#define MAX_EAGER_STEPS 100
#define MAX_EAGER_LINES 2000

AipStep *
aip_step_new (gint64        position,
              gint64        time,
              const char   *label,
              AipChangeSet *set)
{
  AipStep *self = g_new0 (AipStep, 1);

  self->position = position;
  self->time = time;
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

/* @id: (nullable): only the lines about it; a gesture may be about ten thousand others as well. */
static GArray *
read_lines (AipDatabase  *database,
            gint64        position,
            const char   *id,
            GError      **error)
{
  g_autoptr(GArray) changes = aip_changes_new ();
  sqlite3_stmt *statement;
  gboolean ok;

  statement = aip_database_prepare (database,
                                    id == NULL
                                    ? "SELECT op, kind, id, field, old, new FROM journal_line "
                                      "WHERE position = ?1 ORDER BY line"
                                    : "SELECT op, kind, id, field, old, new FROM journal_line "
                                      "WHERE position = ?1 AND id = ?2 ORDER BY line", error);
  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, position);
  if (id != NULL)
    sqlite3_bind_text (statement, 2, id, -1, SQLITE_STATIC);
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
                 const char    *id,
                 GError       **error)
{
  gboolean again = header->kind == AIP_TRANSACTION_UNDO || header->kind == AIP_TRANSACTION_REDO;
  GArray *changes = read_lines (database, again ? header->target : header->position, id, error);
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

  return set_from_header (database, &g_array_index (headers, Header, 0), NULL, error);
}

/* Takes the step of @position out of @from; if it is older than what was read, makes it anew. */
static AipStep *
take_step (GPtrArray  *from,
           gint64      position,
           gint64      time,
           const char *label)
{
  for (guint i = from->len; i > 0; i--)
    {
      AipStep *step = from->pdata[i - 1];

      if (step->position == position)
        return g_ptr_array_steal_index (from, i - 1);
    }

  return aip_step_new (position, time, label, NULL);
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
          g_ptr_array_add (undo, aip_step_new (header->position, header->time, header->label,
                                              NULL));
        }
      else if (header->kind == AIP_TRANSACTION_UNDO)
        g_ptr_array_add (redo, take_step (undo, header->target, header->time,
                                            header->label));
      else if (header->kind == AIP_TRANSACTION_REDO)
        g_ptr_array_add (undo, take_step (redo, header->target, header->time,
                                            header->label));
    }

  if (undo->len > AIP_JOURNAL_MAX_STEPS)
    g_ptr_array_remove_range (undo, 0, undo->len - AIP_JOURNAL_MAX_STEPS);

  return read_newest_steps (database, undo, error) && read_newest_steps (database, redo, error);
}

GPtrArray *
aip_journal_read_history (AipDatabase  *database,
                          const char   *id,
                          gint64        before,
                          guint         limit,
                          GError      **error)
{
  g_autoptr(GPtrArray) sets = NULL;
  g_autoptr(GArray) headers = NULL;
  sqlite3_stmt *statement;

  if (id == NULL)
    statement = aip_database_prepare (database,
                                      "SELECT position, kind, label, time, target FROM journal "
                                      "WHERE position < ?3 "
                                      "ORDER BY position DESC LIMIT ?1", error);
  else
    statement = aip_database_prepare (database,
                                      "WITH touched AS "
                                      "(SELECT position FROM journal_line WHERE id = ?2) "
                                      "SELECT position, kind, label, time, target FROM journal "
                                      "WHERE position IN touched AND position < ?3 UNION "
                                      "SELECT position, kind, label, time, target FROM journal "
                                      "WHERE target IN touched AND position < ?3 "
                                      "ORDER BY position DESC LIMIT ?1", error);
  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, limit);
  if (id != NULL)
    sqlite3_bind_text (statement, 2, id, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 3, before > 0 ? before : MAX_POSITION);
  headers = read_headers (database, statement, error);
  if (headers == NULL)
    return NULL;

  sets = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_change_set_unref);
  for (guint i = 0; i < headers->len; i++)
    {
      g_autoptr(GError) local_error = NULL;
      AipChangeSet *set = set_from_header (database, &g_array_index (headers, Header, i),
                                           id, &local_error);

      if (set != NULL)
        g_ptr_array_add (sets, set);
      else
        g_debug ("%s", local_error->message);
    }

  return g_steal_pointer (&sets);
}

/* Whether the edit at @position is done and not undone; @time: when that became so. */
static gboolean
is_in_effect (AipDatabase  *database,
              gint64        position,
              gint64       *time,
              gboolean     *in_effect,
              GError      **error)
{
  sqlite3_stmt *statement;
  gboolean ok;

  statement = aip_database_prepare (database,
                                    "SELECT kind, time FROM journal WHERE target = ? "
                                    "ORDER BY position DESC LIMIT 1", error);
  if (statement == NULL)
    return FALSE;

  *in_effect = TRUE;
  sqlite3_bind_int64 (statement, 1, position);
  if (aip_database_step (database, statement, &ok, error))
    {
      *in_effect = g_strcmp0 (aip_database_column_text (statement, 0), "redo") == 0;
      *time = sqlite3_column_int64 (statement, 1);
      sqlite3_reset (statement);
    }

  return ok;
}

GPtrArray *
aip_journal_read_removals (AipDatabase  *database,
                           guint         limit,
                           GError      **error)
{
  g_autoptr(GPtrArray) sets = NULL;
  g_autoptr(GArray) headers = NULL;
  sqlite3_stmt *statement;

  statement = aip_database_prepare (database,
                                    "SELECT position, kind, label, time, target FROM journal "
                                    "WHERE kind = 'edit' AND position IN "
                                    "(SELECT position FROM journal_line WHERE op = 'remove') "
                                    "ORDER BY position DESC", error);
  if (statement == NULL)
    return NULL;
  headers = read_headers (database, statement, error);
  if (headers == NULL)
    return NULL;

  sets = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_change_set_unref);
  for (guint i = 0; i < headers->len && sets->len < limit; i++)
    {
      Header *header = &g_array_index (headers, Header, i);
      g_autoptr(GError) local_error = NULL;
      gboolean in_effect;
      AipChangeSet *set;

      if (!is_in_effect (database, header->position, &header->time, &in_effect, error))
        return NULL;
      if (!in_effect)
        continue;

      set = set_from_header (database, header, NULL, &local_error);
      if (set != NULL)
        g_ptr_array_add (sets, set);
      else
        g_debug ("%s", local_error->message);
    }

  return g_steal_pointer (&sets);
}
