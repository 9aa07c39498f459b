/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-project-file"

#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "aip-backup.h"
#include "aip-change-private.h"
#include "aip-document.h"
#include "aip-error.h"
#include "aip-journal.h"
#include "aip-project-file.h"
#include "aip-schema.h"

#define HEADER_BYTES 100
#define UNFINISHED_FILE "." AIP_DOCUMENT_FILE ".new"

/* The log is put into the file every 1000 pages (4 MiB); more than this is not kept in between. */
#define PRAGMAS \
  "PRAGMA synchronous = NORMAL;" \
  "PRAGMA foreign_keys = ON;" \
  "PRAGMA temp_store = MEMORY;" \
  "PRAGMA cell_size_check = ON;" \
  "PRAGMA journal_size_limit = 16777216"

struct _AipProjectFile {
  AipDatabase *database;
  char        *claim;
};

/* (element-type utf8): device and inode of the files that this process has open */
static GHashTable *claims;
G_LOCK_DEFINE_STATIC (claims);

static char *
claim_new (const char  *path,
           GError     **error)
{
  g_autofree char *claim = NULL;
  g_autofree char *shown = g_filename_display_name (path);
  GStatBuf info;
  gboolean added;

  if (g_stat (path, &info) != 0)
    {
      g_set_error (error, AIP_ERROR, errno == EACCES ? AIP_ERROR_READ_ONLY : AIP_ERROR_NOT_FOUND,
                   _("There is no project in “%s” (%s)."), shown, g_strerror (errno));
      return NULL;
    }
  if (!S_ISREG (info.st_mode))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND, _("“%s” is not a file."), shown);
      return NULL;
    }

  claim = g_strdup_printf ("%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT, (guint64) info.st_dev,
                           (guint64) info.st_ino);
  G_LOCK (claims);
  if (claims == NULL)
    claims = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  added = g_hash_table_add (claims, g_strdup (claim));
  G_UNLOCK (claims);

  if (added)
    return g_steal_pointer (&claim);

  g_set_error (error, AIP_ERROR, AIP_ERROR_IN_USE, _("The project “%s” is already open."), shown);

  return NULL;
}

static void
claim_free (char *claim)
{
  G_LOCK (claims);
  g_hash_table_remove (claims, claim);
  G_UNLOCK (claims);
  g_free (claim);
}

char *
aip_project_file_find (const char *folder)
{
  g_return_val_if_fail (folder != NULL, NULL);

  /* By its name, so that a missing file is reported as what was asked for. */
  if (g_str_has_suffix (folder, ".aip") && !g_file_test (folder, G_FILE_TEST_IS_DIR))
    return g_strdup (folder);

  return g_build_filename (folder, AIP_DOCUMENT_FILE, NULL);
}

static gboolean
set_damaged (const char  *path,
             const char  *why,
             GError     **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *detail = aip_database_clean_detail (why);

  g_set_error (error, AIP_ERROR, AIP_ERROR_DAMAGED, _("The project file “%s” is damaged (%s)."),
               shown, detail);

  return FALSE;
}

/*
 * Before SQLite sees the file. Reading it with a descriptor of our own is safe only because the
 * claim says that nobody in this process has it open.
 */
static gboolean
check_header (const char  *path,
              GError     **error)
{
  static const char magic[16] = "SQLite format 3";
  guchar header[HEADER_BYTES];
  gsize n_read;
  guint32 application_id;
  g_autofree char *shown = g_filename_display_name (path);
  FILE *file = g_fopen (path, "rbe");

  if (file == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_READ_ONLY, _("The file “%s” cannot be opened: %s."),
                   shown, g_strerror (errno));
      return FALSE;
    }
  n_read = fread (header, 1, sizeof header, file);
  fclose (file);

  if (n_read == 0)
    return set_damaged (path, _("it is empty"), error);
  if (n_read < sizeof header)
    return set_damaged (path, _("it is cut off"), error);
  if (memcmp (header, magic, sizeof magic) != 0)
    return set_damaged (path, _("it does not begin like a project"), error);

  application_id = (guint32) header[68] << 24 | (guint32) header[69] << 16 |
                   (guint32) header[70] << 8 | header[71];
  if (application_id == AIP_SCHEMA_APPLICATION_ID)
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("“%s” is a database of another program, not a project."), shown);

  return FALSE;
}

/* Asks for a setting and looks whether it was granted. */
static gboolean
set_pragma (AipDatabase  *database,
            const char   *sql,
            const char   *wanted,
            GError      **error)
{
  g_autofree char *answer = NULL;

  if (!aip_database_query_text (database, sql, &answer, error))
    return FALSE;
  if (g_ascii_strcasecmp (answer, wanted) == 0)
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_FAILED,
               _("The project file “%s” cannot be opened safely: “%s” answered “%s”."),
               aip_database_get_path (database), sql, answer);

  return FALSE;
}

/*
 * The only user of the file, with a log. Without shared memory (exclusive mode comes first) that
 * also works on the file systems through which sandboxes show folders of the host.
 */
static gboolean
take_over (AipDatabase  *database,
           GError      **error)
{
  return set_pragma (database, "PRAGMA locking_mode = EXCLUSIVE", "exclusive", error) &&
         set_pragma (database, "PRAGMA journal_mode = WAL", "wal", error) &&
         aip_database_exec (database, PRAGMAS, error);
}

static gboolean
check_version (AipDatabase  *database,
               int          *version,
               GError      **error)
{
  gint64 stored;

  if (!aip_database_query_integer (database, "PRAGMA user_version", &stored, error))
    return FALSE;

  if (stored > aip_schema_get_version ())
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_TOO_NEW,
                   _("The project “%s” was saved by a newer version of AIPipeline. Update the "
                     "program to open it."), aip_database_get_path (database));
      return FALSE;
    }
  if (stored < 1)
    return set_damaged (aip_database_get_path (database), _("its version is missing"), error);

  *version = (int) stored;

  return TRUE;
}

static gboolean
check_pages (AipDatabase  *database,
             GError      **error)
{
  g_autofree char *result = NULL;

  if (!aip_database_query_text (database, "PRAGMA quick_check(1)", &result, error))
    return FALSE;

  return g_str_equal (result, "ok") ||
         set_damaged (aip_database_get_path (database), result, error);
}

/* A file that SQLite can read but that lacks a table or column is no project we can use. */
static AipSnapshot *
read_snapshot (AipDatabase  *database,
               GError      **error)
{
  for (guint kind = 0; kind < AIP_N_KINDS; kind++)
    {
      g_autoptr(GError) local_error = NULL;

      if (aip_database_prepare (database, aip_schema_get_select ((AipKind) kind),
                                &local_error) == NULL)
        {
          set_damaged (aip_database_get_path (database),
                       sqlite3_errmsg (aip_database_get_handle (database)), error);
          return NULL;
        }
    }

  return aip_snapshot_read (database, error);
}

static AipSnapshot *
open_database (AipDatabase  *database,
               GError      **error)
{
  int version = 0;

  /* Nothing before the migration writes; the first query takes the lock. */
  if (!set_pragma (database, "PRAGMA locking_mode = EXCLUSIVE", "exclusive", error) ||
      !check_version (database, &version, error) ||
      !check_pages (database, error) ||
      !take_over (database, error))
    return NULL;

  if (version < aip_schema_get_version () &&
      (!aip_backup_make_before_migration (database, version, error) ||
       !aip_schema_migrate (database, version, error)))
    return NULL;

  return read_snapshot (database, error);
}

AipProjectFile *
aip_project_file_open (const char   *path,
                       AipSnapshot **snapshot,
                       GError      **error)
{
  AipProjectFile *self;
  g_autoptr(AipSnapshot) read = NULL;
  char *claim;
  AipDatabase *database = NULL;

  g_return_val_if_fail (path != NULL && snapshot != NULL, NULL);

  claim = claim_new (path, error);
  if (claim == NULL)
    return NULL;

  if (check_header (path, error))
    database = aip_database_open (path, AIP_DATABASE_OPEN, error);
  if (database != NULL)
    {
      read = open_database (database, error);
      if (read == NULL)
        aip_database_close_untouched (database);
    }
  if (read == NULL)
    {
      claim_free (claim);
      return NULL;
    }

  self = g_new0 (AipProjectFile, 1);
  self->database = database;
  self->claim = claim;
  *snapshot = g_steal_pointer (&read);

  return self;
}

AipDatabase *
aip_project_file_get_database (AipProjectFile *self)
{
  return self->database;
}

void
aip_project_file_close (AipProjectFile *self)
{
  g_autoptr(GError) error = NULL;

  /* Where the disk is full the log stays beside the file: nothing is lost by that. */
  if (!aip_database_exec (self->database, "PRAGMA wal_checkpoint(TRUNCATE)", &error))
    g_info ("The log was not put into the file: %s", error->message);

  aip_database_close (self->database);
  claim_free (self->claim);
  g_free (self);
}

static gboolean
make_folder (const char  *folder,
             gboolean    *made,
             GError     **error)
{
  g_autoptr(GDir) dir = NULL;
  g_autofree char *shown = g_filename_display_name (folder);

  *made = !g_file_test (folder, G_FILE_TEST_EXISTS);
  if (*made && g_mkdir_with_parents (folder, 0755) != 0)
    {
      g_set_error (error, AIP_ERROR, errno == ENOSPC ? AIP_ERROR_NO_SPACE : AIP_ERROR_READ_ONLY,
                   _("The folder “%s” cannot be made: %s."), shown, g_strerror (errno));
      return FALSE;
    }

  dir = g_dir_open (folder, 0, NULL);
  if (dir != NULL && g_dir_read_name (dir) == NULL)
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_EXISTS,
               _("“%s” exists already and is not an empty folder. Choose another name."), shown);

  return FALSE;
}

static gboolean
fill_new_file (AipDatabase  *database,
               const char   *project_id,
               GVariant     *row,
               GError      **error)
{
  g_autoptr(AipChangeSet) set = NULL;
  GArray *changes = aip_changes_new ();
  char *id = g_ref_string_new (project_id);

  aip_changes_add (changes, AIP_CHANGE_INSERT, AIP_KIND_PROJECT, id, NULL, NULL, row);
  g_ref_string_release (id);
  /* A record: making the project is not a step that somebody can undo. */
  set = aip_change_set_new (AIP_TRANSACTION_RECORD, _("New Project"), 1, g_get_real_time (), 0,
                            changes);

  return take_over (database, error) &&
         aip_schema_migrate (database, 0, error) &&
         aip_journal_write (database, set, error) &&
         aip_database_exec (database, "PRAGMA wal_checkpoint(TRUNCATE)", error);
}

gboolean
aip_project_file_create (const char  *folder,
                         const char  *project_id,
                         GVariant    *row,
                         GError     **error)
{
  g_autofree char *unfinished = NULL;
  g_autofree char *path = NULL;
  gboolean made = FALSE;
  AipDatabase *database;
  gboolean ok = FALSE;

  g_return_val_if_fail (folder != NULL && project_id != NULL && row != NULL, FALSE);

  if (!make_folder (folder, &made, error))
    return FALSE;

  /* Under its name a project is whole or not there. */
  unfinished = g_build_filename (folder, UNFINISHED_FILE, NULL);
  path = g_build_filename (folder, AIP_DOCUMENT_FILE, NULL);

  database = aip_database_open (unfinished, AIP_DATABASE_CREATE, error);
  if (database != NULL)
    {
      ok = fill_new_file (database, project_id, row, error);
      aip_database_close (database);
    }
  if (ok && g_rename (unfinished, path) != 0)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_FAILED, _("The file “%s” cannot be made: %s."), path,
                   g_strerror (errno));
      ok = FALSE;
    }

  if (!ok)
    {
      g_unlink (unfinished);
      if (made)
        g_rmdir (folder);
    }

  return ok;
}

gboolean
aip_project_file_restore (const char  *path,
                          const char  *backup,
                          GError     **error)
{
  g_autoptr(AipDatabase) database = NULL;
  g_autoptr(GError) local_error = NULL;
  char *claim = NULL;
  gboolean busy = FALSE;

  g_return_val_if_fail (path != NULL && backup != NULL, FALSE);

  /* The project file may be missing altogether: then nobody has it open. */
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      claim = claim_new (path, error);
      if (claim == NULL)
        return FALSE;

      database = aip_database_open (path, AIP_DATABASE_OPEN, NULL);
      if (database != NULL)
        {
          gint64 version;

          /* Whatever else is wrong with it is why it is replaced. */
          if (set_pragma (database, "PRAGMA locking_mode = EXCLUSIVE", "exclusive", NULL))
            aip_database_query_integer (database, "PRAGMA user_version", &version, &local_error);
          busy = g_error_matches (local_error, AIP_ERROR, AIP_ERROR_IN_USE);
          aip_database_close_untouched (g_steal_pointer (&database));
        }
    }

  if (busy)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    busy = !aip_backup_restore (path, backup, error);

  if (claim != NULL)
    claim_free (claim);

  return !busy;
}
