/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-schema"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-error.h"
#include "aip-schema.h"

/*
 * Each step leads from the version before it to its own number, and is never edited once a program
 * with it has been released: files in that version exist. A new field is a new step with ALTER
 * TABLE … ADD COLUMN, and a fixture of the version before it in tests/data/document.
 */
static const char *const steps[] = {
  /* 1: the first project file. */
  "CREATE TABLE project ("
  "  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, code TEXT NOT NULL,"
  "  rate_numerator INTEGER NOT NULL, rate_denominator INTEGER NOT NULL,"
  "  drop_frame INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,"
  "  aspect TEXT NOT NULL, workflow TEXT NOT NULL) STRICT;"
  "CREATE TABLE scene ("
  "  id TEXT PRIMARY KEY NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL,"
  "  description TEXT NOT NULL, \"order\" TEXT NOT NULL) STRICT;"
  "CREATE TABLE shot ("
  "  id TEXT PRIMARY KEY NOT NULL, code TEXT NOT NULL, \"order\" TEXT NOT NULL,"
  "  scene TEXT NOT NULL, description TEXT NOT NULL, action TEXT NOT NULL,"
  "  dialogue TEXT NOT NULL, duration INTEGER NOT NULL, status TEXT NOT NULL,"
  "  tags TEXT NOT NULL, notes TEXT NOT NULL, workflow TEXT NOT NULL, seed TEXT NOT NULL,"
  "  prompt TEXT NOT NULL, negative TEXT NOT NULL, characters TEXT NOT NULL,"
  "  place TEXT NOT NULL, current_take TEXT NOT NULL) STRICT;"
  "CREATE TABLE \"character\" ("
  "  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL,"
  "  \"order\" TEXT NOT NULL) STRICT;"
  "CREATE TABLE place ("
  "  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL,"
  "  \"order\" TEXT NOT NULL) STRICT;"
  "CREATE TABLE take ("
  "  id TEXT PRIMARY KEY NOT NULL, shot TEXT NOT NULL, number INTEGER NOT NULL,"
  "  file TEXT NOT NULL, media_type TEXT NOT NULL, width INTEGER NOT NULL,"
  "  height INTEGER NOT NULL, frames INTEGER NOT NULL, bytes INTEGER NOT NULL,"
  "  sha256 TEXT NOT NULL, job TEXT NOT NULL, workflow TEXT NOT NULL, seed TEXT NOT NULL,"
  "  prompt TEXT NOT NULL, negative TEXT NOT NULL, worker TEXT NOT NULL,"
  "  worker_name TEXT NOT NULL, seconds REAL NOT NULL, created INTEGER NOT NULL,"
  "  position INTEGER NOT NULL) STRICT;"
  "CREATE TABLE job ("
  "  id TEXT PRIMARY KEY NOT NULL, shot TEXT NOT NULL, workflow TEXT NOT NULL,"
  "  kind TEXT NOT NULL, state TEXT NOT NULL, prompt_id TEXT NOT NULL, worker TEXT NOT NULL,"
  "  worker_name TEXT NOT NULL, seed TEXT NOT NULL, prompt TEXT NOT NULL,"
  "  negative TEXT NOT NULL, prefix TEXT NOT NULL, created INTEGER NOT NULL,"
  "  submitted INTEGER NOT NULL, started INTEGER NOT NULL, finished INTEGER NOT NULL,"
  "  attempts INTEGER NOT NULL, excluded TEXT NOT NULL, error_code TEXT NOT NULL,"
  "  error_text TEXT NOT NULL, take TEXT NOT NULL, vram INTEGER NOT NULL,"
  "  priority INTEGER NOT NULL, position INTEGER NOT NULL) STRICT;"
  /* Large values apart, so that reading every job does not read every graph. */
  "CREATE TABLE lazy ("
  "  id TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (id, field)) STRICT;"
  "CREATE TABLE setting (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT;"
  "CREATE TABLE journal ("
  "  position INTEGER PRIMARY KEY NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL,"
  "  time INTEGER NOT NULL, target INTEGER) STRICT;"
  "CREATE INDEX journal_edits ON journal (position) WHERE kind <> 'record';"
  "CREATE INDEX journal_targets ON journal (target) WHERE target IS NOT NULL;"
  "CREATE TABLE journal_line ("
  "  position INTEGER NOT NULL REFERENCES journal (position) ON DELETE CASCADE,"
  "  line INTEGER NOT NULL, op TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,"
  "  field TEXT NOT NULL, old BLOB, new BLOB, PRIMARY KEY (position, line))"
  "  STRICT, WITHOUT ROWID;"
  "CREATE INDEX journal_line_ids ON journal_line (id);",
  /* 2: the camera of a shot, English beside its description, and the year of the film. */
  "ALTER TABLE shot ADD COLUMN setup TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE shot ADD COLUMN prompt_edits TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE shot ADD COLUMN english TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE project ADD COLUMN year INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE project ADD COLUMN period TEXT NOT NULL DEFAULT 'strict';",
  /* 3: fields and views of a project's own, and shots that nobody may change by accident. */
  "CREATE TABLE field ("
  "  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL,"
  "  options TEXT NOT NULL, \"order\" TEXT NOT NULL) STRICT;"
  "CREATE TABLE view ("
  "  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL,"
  "  definition TEXT NOT NULL, locked INTEGER NOT NULL, \"order\" TEXT NOT NULL) STRICT;"
  "ALTER TABLE shot ADD COLUMN custom TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE shot ADD COLUMN locked INTEGER NOT NULL DEFAULT 0;"
  /* 3, too: who and what is in the pictures. */
  "ALTER TABLE \"character\" ADD COLUMN aliases TEXT NOT NULL DEFAULT '[]';"
  "ALTER TABLE \"character\" ADD COLUMN role TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE \"character\" ADD COLUMN age TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE \"character\" ADD COLUMN costumes TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE \"character\" ADD COLUMN loras TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE \"character\" ADD COLUMN negative TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE \"character\" ADD COLUMN \"references\" TEXT NOT NULL DEFAULT '[]';"
  "ALTER TABLE place ADD COLUMN location TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE place ADD COLUMN setting TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE place ADD COLUMN time TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE place ADD COLUMN weather TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE place ADD COLUMN \"references\" TEXT NOT NULL DEFAULT '[]';"
  "ALTER TABLE shot ADD COLUMN casting TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE shot ADD COLUMN \"references\" TEXT NOT NULL DEFAULT '[]';"
  "ALTER TABLE shot ADD COLUMN first_frame TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE shot ADD COLUMN last_frame TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE shot ADD COLUMN mask TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE shot ADD COLUMN control TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE shot ADD COLUMN control_kind TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE shot ADD COLUMN overrides TEXT NOT NULL DEFAULT '';"
  /* The cut: the shots are its picture, the rest stands beside them. */
  "ALTER TABLE project ADD COLUMN start TEXT NOT NULL DEFAULT '01:00:00:00';"
  "ALTER TABLE take ADD COLUMN rate_numerator INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE take ADD COLUMN rate_denominator INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE shot ADD COLUMN source_in INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE shot ADD COLUMN omitted INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE shot ADD COLUMN transition TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE shot ADD COLUMN transition_length INTEGER NOT NULL DEFAULT 0;"
  "CREATE TABLE track ("
  "  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, gain REAL NOT NULL,"
  "  muted INTEGER NOT NULL, locked INTEGER NOT NULL, \"order\" TEXT NOT NULL) STRICT;"
  "CREATE TABLE clip ("
  "  id TEXT PRIMARY KEY NOT NULL, track TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL,"
  "  file TEXT NOT NULL, start INTEGER NOT NULL, duration INTEGER NOT NULL,"
  "  source_in INTEGER NOT NULL, gain REAL NOT NULL, fade_in INTEGER NOT NULL,"
  "  fade_out INTEGER NOT NULL, disabled INTEGER NOT NULL) STRICT;"
  "CREATE TABLE marker ("
  "  id TEXT PRIMARY KEY NOT NULL, frame INTEGER NOT NULL, duration INTEGER NOT NULL,"
  "  color TEXT NOT NULL, name TEXT NOT NULL, comment TEXT NOT NULL) STRICT;"
  /* One take in several shots, how statuses move, and what is in the trash. */
  "ALTER TABLE shot ADD COLUMN shared_takes TEXT NOT NULL DEFAULT '[]';"
  "ALTER TABLE project ADD COLUMN status_moves TEXT NOT NULL DEFAULT 'strict';"
  "CREATE INDEX journal_line_removals ON journal_line (position) WHERE op = 'remove';",
  /* 4: what a take was made of, so that it can be told when that is no longer what the film says. */
  "ALTER TABLE take ADD COLUMN basis TEXT NOT NULL DEFAULT '';"
  /* A take of the part of a shot that the cut uses. */
  "ALTER TABLE take ADD COLUMN \"offset\" INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE job ADD COLUMN \"offset\" INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE job ADD COLUMN part TEXT NOT NULL DEFAULT '';"
  /* Sound that belongs to what is seen. */
  "ALTER TABLE track ADD COLUMN solo INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE clip ADD COLUMN anchor TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE clip ADD COLUMN anchor_frame INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE clip ADD COLUMN available INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE project ADD COLUMN sound_follows INTEGER NOT NULL DEFAULT 1;"
  /* What a job tries out, apart from what its shot says. */
  "ALTER TABLE take ADD COLUMN variation TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE job ADD COLUMN variation TEXT NOT NULL DEFAULT '';"
  /* Jobs that wait for others or for a person, and takes that are made again. */
  "ALTER TABLE shot ADD COLUMN approved_takes TEXT NOT NULL DEFAULT '[]';"
  "ALTER TABLE job ADD COLUMN chain TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE job ADD COLUMN step INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE job ADD COLUMN approval INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE job ADD COLUMN source TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE job ADD COLUMN repeats TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE job ADD COLUMN only_worker TEXT NOT NULL DEFAULT '';",
};

typedef struct {
  char *select;
  char *insert;
  char *remove;
  char **updates;
} Texts;

int
aip_schema_get_version (void)
{
  return G_N_ELEMENTS (steps);
}

gboolean
aip_schema_migrate (AipDatabase  *database,
                    int           version,
                    GError      **error)
{
  g_return_val_if_fail (database != NULL, FALSE);
  g_return_val_if_fail (version >= 0, FALSE);

  for (guint i = (guint) version; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *finish =
        g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %u; COMMIT",
                         AIP_SCHEMA_APPLICATION_ID, i + 1);

      g_debug ("Migrating %s to version %u", aip_database_get_path (database), i + 1);

      if (!aip_database_exec (database, "BEGIN IMMEDIATE", error) ||
          !aip_database_exec (database, steps[i], error) ||
          !aip_database_exec (database, finish, error))
        {
          aip_database_exec (database, "ROLLBACK", NULL);
          g_prefix_error (error, _("The project file could not be brought to version %u. "), i + 1);
          return FALSE;
        }
    }

  return TRUE;
}

static void
append_column (GString        *sql,
               const AipField *field)
{
  g_string_append_c (sql, '"');
  for (const char *p = field->name; *p != '\0'; p++)
    g_string_append_c (sql, *p == '-' ? '_' : *p);
  g_string_append_c (sql, '"');
}

static Texts *
texts_new (AipKind kind)
{
  Texts *texts = g_new0 (Texts, 1);
  g_autoptr(GString) columns = g_string_new ("id");
  g_autoptr(GString) marks = g_string_new ("?");
  const char *nick = aip_kind_to_nick (kind);
  const AipField *fields;
  guint n_fields;

  fields = aip_kind_get_fields (kind, &n_fields);
  texts->updates = g_new0 (char *, n_fields + 1);

  for (guint i = 0; i < n_fields; i++)
    {
      g_autoptr(GString) update = NULL;

      if (fields[i].flags & AIP_FIELD_LAZY)
        continue;

      g_string_append (columns, ", ");
      append_column (columns, &fields[i]);
      g_string_append (marks, ", ?");

      update = g_string_new (NULL);
      g_string_printf (update, "UPDATE \"%s\" SET ", nick);
      append_column (update, &fields[i]);
      g_string_append (update, " = ? WHERE id = ?");
      texts->updates[i] = g_string_free_and_steal (g_steal_pointer (&update));
    }

  texts->select = g_strdup_printf ("SELECT %s FROM \"%s\"", columns->str, nick);
  texts->insert = g_strdup_printf ("INSERT INTO \"%s\" (%s) VALUES (%s)", nick, columns->str,
                                   marks->str);
  texts->remove = g_strdup_printf ("DELETE FROM \"%s\" WHERE id = ?", nick);

  return texts;
}

static const Texts *
get_texts (AipKind kind)
{
  /* Several projects, each with a thread of its own, share them. */
  static Texts *made[AIP_N_KINDS];

  if (g_once_init_enter_pointer (&made[kind]))
    g_once_init_leave_pointer (&made[kind], texts_new (kind));

  return made[kind];
}

const char *
aip_schema_get_select (AipKind kind)
{
  return get_texts (kind)->select;
}

const char *
aip_schema_get_insert (AipKind kind)
{
  return get_texts (kind)->insert;
}

const char *
aip_schema_get_remove (AipKind kind)
{
  return get_texts (kind)->remove;
}

const char *
aip_schema_get_update (AipKind kind,
                       guint   field_index)
{
  return get_texts (kind)->updates[field_index];
}
