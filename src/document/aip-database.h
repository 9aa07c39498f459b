/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/*
 * One SQLite connection. It belongs to the thread that opened it: nothing here locks. Messages
 * are sentences that name the file.
 */
typedef struct _AipDatabase AipDatabase;

/**
 * AipDatabaseMode:
 * @AIP_DATABASE_CREATE: a new file
 * @AIP_DATABASE_OPEN: an existing file, for reading and writing by nobody else
 * @AIP_DATABASE_LOOK: a file that nobody writes (a backup): read without locks and without
 *   leaving a trace
 */
typedef enum {
  AIP_DATABASE_CREATE,
  AIP_DATABASE_OPEN,
  AIP_DATABASE_LOOK,
} AipDatabaseMode;

AipDatabase  *aip_database_open          (const char       *path,
                                          AipDatabaseMode   mode,
                                          GError          **error);
void          aip_database_close         (AipDatabase      *self);
/* Closing a connection normally tidies the file up; a file that is refused must stay as it is. */
void          aip_database_close_untouched (AipDatabase    *self);

sqlite3      *aip_database_get_handle    (AipDatabase      *self);
const char   *aip_database_get_path      (AipDatabase      *self);

gboolean      aip_database_exec          (AipDatabase      *self,
                                          const char       *sql,
                                          GError          **error);
/* The first column of the first row; an empty text or 0 if there is none. */
gboolean      aip_database_query_integer (AipDatabase      *self,
                                          const char       *sql,
                                          gint64           *value,
                                          GError          **error);
gboolean      aip_database_query_text    (AipDatabase      *self,
                                          const char       *sql,
                                          char            **value,
                                          GError          **error);

/*
 * (transfer none): prepared once for each text, kept by the connection; reset and without
 * bindings.
 */
sqlite3_stmt *aip_database_prepare       (AipDatabase      *self,
                                          const char       *sql,
                                          GError          **error);
/* Runs @statement to its end, for statements that return no rows, and resets it. */
gboolean      aip_database_run           (AipDatabase      *self,
                                          sqlite3_stmt     *statement,
                                          GError          **error);
/* TRUE while there is a row; @ok tells the end from an error. */
gboolean      aip_database_step          (AipDatabase      *self,
                                          sqlite3_stmt     *statement,
                                          gboolean         *ok,
                                          GError          **error);

/* Turns the connection's last problem into an #AipError. */
void          aip_database_set_error     (AipDatabase      *self,
                                          GError          **error);

/* (transfer full): what SQLite says, which may quote bytes of the file, as one line of UTF-8. */
char         *aip_database_clean_detail  (const char       *text) G_GNUC_WARN_UNUSED_RESULT;

/*
 * (nullable): the text of a column if it is one: valid UTF-8 without NUL. Lives until the next
 * step.
 */
const char   *aip_database_column_text   (sqlite3_stmt     *statement,
                                          int               column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipDatabase, aip_database_close)

G_END_DECLS
