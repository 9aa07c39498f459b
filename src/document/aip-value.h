/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-database.h"
#include "aip-field.h"

G_BEGIN_DECLS

/* How values stand in rows and in journal lines. Both directions belong to the storage thread. */

/* Binds @value to the parameter @index (from 1). */
gboolean  aip_value_bind         (AipDatabase     *database,
                                  sqlite3_stmt    *statement,
                                  int              index,
                                  GVariant        *value,
                                  GError         **error);
/*
 * (transfer full) (nullable): the value of a column as @field wants it, already checked. %NULL
 * with a sentence in @error if the file holds something else.
 */
GVariant *aip_value_read         (sqlite3_stmt    *statement,
                                  int              column,
                                  AipKind          kind,
                                  const AipField  *field,
                                  GError         **error);

/*
 * Journal values: self-describing, the same bytes on every machine. @value: (nullable): NULL is
 * NULL.
 */
gboolean  aip_value_bind_journal (AipDatabase     *database,
                                  sqlite3_stmt    *statement,
                                  int              index,
                                  GVariant        *value,
                                  GError         **error);
/* FALSE if the bytes are no value. */
gboolean  aip_value_read_journal (sqlite3_stmt    *statement,
                                  int              column,
                                  GVariant       **value);

G_END_DECLS
