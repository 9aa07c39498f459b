/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-backup"

#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "aip-backup.h"
#include "aip-error.h"
#include "aip-schema.h"

#define TIME_FORMAT "%Y%m%d-%H%M%S"
#define DAY_LENGTH 8
#define TIME_LENGTH 15
#define DAILY_PREFIX "project-"
#define MIGRATION_PREFIX "before-version-"
#define SUFFIX ".aip"
#define PAGES_AT_ONCE 2000

/* The names of a project's backups begin differently but all end in the time they were made. */
static gboolean
is_backup_name (const char *name)
{
  gsize length = strlen (name);
  const char *stamp;

  if ((!g_str_has_prefix (name, DAILY_PREFIX) && !g_str_has_prefix (name, MIGRATION_PREFIX)) ||
      !g_str_has_suffix (name, SUFFIX) || length < TIME_LENGTH + strlen (SUFFIX))
    return FALSE;

  stamp = name + length - strlen (SUFFIX) - TIME_LENGTH;
  for (guint i = 0; i < TIME_LENGTH; i++)
    if (i == DAY_LENGTH ? stamp[i] != '-' : !g_ascii_isdigit (stamp[i]))
      return FALSE;

  return TRUE;
}

static const char *
get_stamp (const char *name)
{
  return name + strlen (name) - strlen (SUFFIX) - TIME_LENGTH;
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  return strcmp (get_stamp (*(const char *const *) b), get_stamp (*(const char *const *) a));
}

/* (element-type utf8): names, newest first */
static GPtrArray *
list_backups (const char *folder,
              const char *prefix)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (is_backup_name (name) && g_str_has_prefix (name, prefix))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_newest_first);

  return names;
}

static gboolean
copy_database (AipDatabase  *database,
               const char   *path,
               GError      **error)
{
  g_autoptr(AipDatabase) copy = NULL;
  sqlite3_backup *backup;
  int code;

  g_unlink (path);
  copy = aip_database_open (path, AIP_DATABASE_CREATE, error);
  if (copy == NULL)
    return FALSE;

  backup = sqlite3_backup_init (aip_database_get_handle (copy), "main",
                                aip_database_get_handle (database), "main");
  if (backup != NULL)
    {
      while ((code = sqlite3_backup_step (backup, PAGES_AT_ONCE)) == SQLITE_OK)
        ;
      if (sqlite3_backup_finish (backup) == SQLITE_OK && code == SQLITE_DONE)
        return TRUE;
    }

  aip_database_set_error (copy, error);

  return FALSE;
}

static gboolean
make_backup (AipDatabase  *database,
             const char   *name,
             GError      **error)
{
  g_autofree char *project = g_path_get_dirname (aip_database_get_path (database));
  g_autofree char *folder = g_build_filename (project, AIP_BACKUP_FOLDER, NULL);
  g_autofree char *unfinished = g_build_filename (folder, ".unfinished" SUFFIX, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (g_mkdir_with_parents (folder, 0755) != 0)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_READ_ONLY,
                   _("The folder “%s” for backups cannot be made: %s."), folder,
                   g_strerror (errno));
      return FALSE;
    }

  /* A backup that is there is a whole one. */
  if (!copy_database (database, unfinished, error))
    {
      g_unlink (unfinished);
      return FALSE;
    }
  if (g_rename (unfinished, path) != 0)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_FAILED, _("The backup “%s” cannot be named: %s."),
                   path, g_strerror (errno));
      return FALSE;
    }

  g_debug ("Made backup %s", path);

  return TRUE;
}

static char *
make_stamp (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, TIME_FORMAT);
}

gboolean
aip_backup_make_daily (AipDatabase  *database,
                       GError      **error)
{
  g_autofree char *project = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *stamp = make_stamp ();
  g_autofree char *name = g_strconcat (DAILY_PREFIX, stamp, SUFFIX, NULL);
  g_autoptr(GPtrArray) names = NULL;

  g_return_val_if_fail (database != NULL, FALSE);

  project = g_path_get_dirname (aip_database_get_path (database));
  folder = g_build_filename (project, AIP_BACKUP_FOLDER, NULL);
  names = list_backups (folder, DAILY_PREFIX);
  if (names->len > 0 && strncmp (get_stamp (names->pdata[0]), stamp, DAY_LENGTH) == 0)
    return TRUE;

  if (!make_backup (database, name, error))
    return FALSE;

  /* The new one is not in @names. */
  for (guint i = AIP_BACKUP_KEEP - 1; i < names->len; i++)
    {
      g_autofree char *old = g_build_filename (folder, names->pdata[i], NULL);

      g_unlink (old);
    }

  return TRUE;
}

gboolean
aip_backup_make_before_migration (AipDatabase  *database,
                                  int           version,
                                  GError      **error)
{
  g_autofree char *stamp = make_stamp ();
  g_autofree char *name = NULL;

  g_return_val_if_fail (database != NULL, FALSE);

  name = g_strdup_printf (MIGRATION_PREFIX "%d-%s" SUFFIX, version + 1, stamp);

  return make_backup (database, name, error);
}

/* Whether @path is a project that this program could open. */
static gboolean
is_sound (const char  *path,
          GError     **error)
{
  g_autoptr(AipDatabase) database = aip_database_open (path, AIP_DATABASE_LOOK, error);
  g_autofree char *result = NULL;
  gint64 application_id, version;

  if (database == NULL ||
      !aip_database_query_integer (database, "PRAGMA application_id", &application_id, error) ||
      !aip_database_query_integer (database, "PRAGMA user_version", &version, error) ||
      !aip_database_query_text (database, "PRAGMA quick_check(1)", &result, error))
    return FALSE;

  if (application_id == AIP_SCHEMA_APPLICATION_ID && version >= 1 &&
      version <= aip_schema_get_version () && g_str_equal (result, "ok"))
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_DAMAGED, _("“%s” is not a backup that can be used."),
               path);

  return FALSE;
}

char *
aip_backup_find (const char  *folder,
                 GDateTime  **when,
                 GError     **error)
{
  g_autofree char *backups = NULL;
  g_autoptr(GPtrArray) names = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  backups = g_build_filename (folder, AIP_BACKUP_FOLDER, NULL);
  names = list_backups (backups, "");

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (backups, names->pdata[i], NULL);
      int year, month, day, hour, minute, second;

      if (!is_sound (path, NULL))
        continue;

      if (when != NULL)
        {
          *when = NULL;
          if (sscanf (get_stamp (names->pdata[i]), "%4d%2d%2d-%2d%2d%2d", &year, &month, &day,
                      &hour, &minute, &second) == 6)
            *when = g_date_time_new_local (year, month, day, hour, minute, second);
        }
      return g_steal_pointer (&path);
    }

  g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
               _("There is no backup that can be used in “%s”."), backups);

  return NULL;
}

static gboolean
rename_file (const char  *from,
             const char  *to,
             GError     **error)
{
  if (g_rename (from, to) == 0 || errno == ENOENT)
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_FAILED, _("The file “%s” cannot be moved aside: %s."),
               from, g_strerror (errno));

  return FALSE;
}

gboolean
aip_backup_restore (const char  *file,
                    const char  *backup,
                    GError     **error)
{
  /* SQLite keeps its log beside the file; it belongs to the damaged one and goes with it. */
  static const char *const companions[] = { "", "-wal", "-shm", "-journal" };
  g_autofree char *stamp = make_stamp ();
  g_autofree char *unfinished = NULL;
  g_autofree char *aside = NULL;
  g_autoptr(AipDatabase) source = NULL;

  g_return_val_if_fail (file != NULL && backup != NULL, FALSE);

  unfinished = g_strconcat (file, ".restoring", NULL);
  aside = g_strdup_printf ("%.*s-damaged-%s" SUFFIX, (int) (strlen (file) - strlen (SUFFIX)), file,
                           stamp);

  if (!is_sound (backup, error))
    return FALSE;

  source = aip_database_open (backup, AIP_DATABASE_LOOK, error);
  if (source == NULL || !copy_database (source, unfinished, error))
    {
      g_unlink (unfinished);
      return FALSE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (companions); i++)
    {
      g_autofree char *from = g_strconcat (file, companions[i], NULL);
      g_autofree char *to = g_strconcat (aside, companions[i], NULL);

      if (!rename_file (from, to, error))
        return FALSE;
    }

  if (g_rename (unfinished, file) == 0)
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_FAILED, _("The backup cannot be put in place: %s."),
               g_strerror (errno));

  return FALSE;
}
