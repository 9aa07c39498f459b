/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-database"

#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "aip-database.h"
#include "aip-error.h"
#include "aip-text.h"

/*
 * Another program that only looks (a backup tool) is gone after a moment; a second window is not.
 */
#define BUSY_TIMEOUT_MS 300

#define MAX_DETAIL_CHARS 200

struct _AipDatabase {
  sqlite3    *handle;
  char       *path;
  /* (element-type utf8 sqlite3_stmt) */
  GHashTable *statements;
};

char *
aip_database_clean_detail (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *clean = aip_text_clean (valid);

  g_strdelimit (clean, "\n\t", ' ');

  return g_utf8_strlen (clean, -1) <= MAX_DETAIL_CHARS
         ? g_steal_pointer (&clean) : g_utf8_substring (clean, 0, MAX_DETAIL_CHARS);
}

static void
set_error (GError     **error,
           int          code,
           int          system_errno,
           const char  *file,
           const char  *message)
{
  g_autofree char *path = g_filename_display_name (file);
  g_autofree char *detail = aip_database_clean_detail (message);

  switch (code & 0xff)
    {
    case SQLITE_FULL:
      system_errno = ENOSPC;
      break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      system_errno = EACCES;
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, AIP_ERROR, AIP_ERROR_IN_USE,
                   _("The project “%s” is open in another program. Close it there first."), path);
      return;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      g_set_error (error, AIP_ERROR, AIP_ERROR_DAMAGED,
                   _("The project file “%s” is damaged (%s)."), path, detail);
      return;
    case SQLITE_TOOBIG:
      g_set_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE,
                   _("A value is too large for the project file “%s”."), path);
      return;
    default:
      break;
    }

  switch (system_errno)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      g_set_error (error, AIP_ERROR, AIP_ERROR_NO_SPACE,
                   _("There is no space left on the disk for “%s”."), path);
      return;
    case EACCES:
    case EPERM:
    case EROFS:
      g_set_error (error, AIP_ERROR, AIP_ERROR_READ_ONLY,
                   _("The file “%s” cannot be written: the folder or the file is read-only."),
                   path);
      return;
    case ENOENT:
      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND, _("The file “%s” is not there."), path);
      return;
    default:
      g_set_error (error, AIP_ERROR, AIP_ERROR_FAILED,
                   _("The project file “%s” cannot be read or written (%s)."), path, detail);
    }
}

void
aip_database_set_error (AipDatabase  *self,
                        GError      **error)
{
  set_error (error, sqlite3_extended_errcode (self->handle), sqlite3_system_errno (self->handle),
             self->path, sqlite3_errmsg (self->handle));
}

static void
finalize_statement (gpointer data)
{
  sqlite3_finalize (data);
}

/**
 * aip_database_open:
 * @path: the file
 * @mode: what for
 * @error: return location
 *
 * Opens without reading: whether the file is a database shows at the first query. Triggers, views
 * and functions with side effects that a file from outside may carry are switched off.
 *
 * Returns: (transfer full): the connection, or %NULL
 */
AipDatabase *
aip_database_open (const char       *path,
                   AipDatabaseMode   mode,
                   GError          **error)
{
  AipDatabase *self;
  g_autofree char *uri = NULL;
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE;
  int code;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (AipDatabase, 1);
  self->path = g_strdup (path);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, finalize_statement);

  if (mode == AIP_DATABASE_LOOK)
    {
      g_autofree char *escaped = g_uri_escape_string (path, "/", FALSE);

      uri = g_strconcat ("file:", escaped, "?immutable=1", NULL);
      flags |= SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
    }
  else
    flags |= SQLITE_OPEN_READWRITE | (mode == AIP_DATABASE_CREATE ? SQLITE_OPEN_CREATE : 0);

  code = sqlite3_open_v2 (uri != NULL ? uri : path, &self->handle, flags, NULL);
  if (code != SQLITE_OK)
    {
      set_error (error, code, self->handle != NULL ? sqlite3_system_errno (self->handle) : 0, path,
                 sqlite3_errstr (code));
      aip_database_close (self);
      return NULL;
    }

  /* SQLite opens a file that cannot be written for reading and says nothing. */
  if (mode != AIP_DATABASE_LOOK && sqlite3_db_readonly (self->handle, "main") == 1)
    {
      set_error (error, SQLITE_READONLY, 0, path, "");
      aip_database_close (self);
      return NULL;
    }

  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);

  return self;
}

void
aip_database_close (AipDatabase *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->statements, g_hash_table_unref);
  if (sqlite3_close (self->handle) != SQLITE_OK)
    g_critical ("The connection to “%s” was closed while in use", self->path);
  g_free (self->path);
  g_free (self);
}

void
aip_database_close_untouched (AipDatabase *self)
{
  g_autofree char *wal = NULL;
  GStatBuf info;

  g_return_if_fail (self != NULL);

  /*
   * The last connection that closes copies the log into the file and deletes it. An empty log,
   * which opening has made, has nothing to copy and may go.
   */
  wal = g_strconcat (self->path, "-wal", NULL);
  if (g_stat (wal, &info) == 0 && info.st_size > 0)
    sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);

  aip_database_close (self);
}

sqlite3 *
aip_database_get_handle (AipDatabase *self)
{
  return self->handle;
}

const char *
aip_database_get_path (AipDatabase *self)
{
  return self->path;
}

gboolean
aip_database_exec (AipDatabase  *self,
                   const char   *sql,
                   GError      **error)
{
  g_return_val_if_fail (self != NULL && sql != NULL, FALSE);

  if (sqlite3_exec (self->handle, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;

  aip_database_set_error (self, error);

  return FALSE;
}

sqlite3_stmt *
aip_database_prepare (AipDatabase  *self,
                      const char   *sql,
                      GError      **error)
{
  sqlite3_stmt *statement;

  g_return_val_if_fail (self != NULL && sql != NULL, NULL);

  statement = g_hash_table_lookup (self->statements, sql);
  if (statement != NULL)
    {
      sqlite3_reset (statement);
      sqlite3_clear_bindings (statement);
      return statement;
    }

  if (sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement,
                          NULL) != SQLITE_OK)
    {
      aip_database_set_error (self, error);
      return NULL;
    }

  /* The key lives as long as the statement that it belongs to. */
  g_hash_table_insert (self->statements, (gpointer) sqlite3_sql (statement), statement);

  return statement;
}

gboolean
aip_database_step (AipDatabase   *self,
                   sqlite3_stmt  *statement,
                   gboolean      *ok,
                   GError       **error)
{
  int code = sqlite3_step (statement);

  *ok = code == SQLITE_ROW || code == SQLITE_DONE;
  if (code == SQLITE_ROW)
    return TRUE;

  if (!*ok)
    aip_database_set_error (self, error);
  sqlite3_reset (statement);

  return FALSE;
}

gboolean
aip_database_run (AipDatabase   *self,
                  sqlite3_stmt  *statement,
                  GError       **error)
{
  gboolean ok;

  while (aip_database_step (self, statement, &ok, error))
    ;

  return ok;
}

gboolean
aip_database_query_text (AipDatabase  *self,
                         const char   *sql,
                         char        **value,
                         GError      **error)
{
  sqlite3_stmt *statement = aip_database_prepare (self, sql, error);
  gboolean ok;

  if (statement == NULL)
    return FALSE;

  *value = NULL;
  if (aip_database_step (self, statement, &ok, error))
    *value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);
  if (ok && *value == NULL)
    *value = g_strdup ("");

  return ok;
}

gboolean
aip_database_query_integer (AipDatabase  *self,
                            const char   *sql,
                            gint64       *value,
                            GError      **error)
{
  sqlite3_stmt *statement = aip_database_prepare (self, sql, error);
  gboolean ok;

  if (statement == NULL)
    return FALSE;

  *value = 0;
  if (aip_database_step (self, statement, &ok, error))
    *value = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);

  return ok;
}

const char *
aip_database_column_text (sqlite3_stmt *statement,
                          int           column)
{
  const char *text;
  int length;

  if (sqlite3_column_type (statement, column) != SQLITE_TEXT)
    return NULL;

  text = (const char *) sqlite3_column_text (statement, column);
  length = sqlite3_column_bytes (statement, column);

  /* With a length, a NUL inside is invalid too. */
  return text != NULL && g_utf8_validate (text, length, NULL) ? text : NULL;
}
