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

/*
 * The values of a row `a{sv}` in the order of the table of fields; defaults for what is missing or
 * of another type. @values: room for all fields; the caller owns what is put there.
 */
void      aip_value_unpack_row   (AipKind          kind,
                                  GVariant        *row,
                                  GVariant       **values);
/* The other way round: a floating `a{sv}`. */
GVariant *aip_value_pack_row     (AipKind          kind,
                                  GVariant       **values,
                                  gboolean         with_lazy);
void      aip_value_clear_row    (AipKind          kind,
                                  GVariant       **values);

/* The most fields that a kind may have. */
#define AIP_VALUE_MAX_FIELDS 64

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
