/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-database.h"
#include "aip-field.h"

G_BEGIN_DECLS

/* "AIPF": says in the file's header that it is a project of ours. */
#define AIP_SCHEMA_APPLICATION_ID 0x41495046

/* The user_version of files that this program writes. */
int       aip_schema_get_version (void);

/*
 * Runs the steps that lead from @version (0: an empty file) to the newest, each in a transaction.
 */
gboolean  aip_schema_migrate     (AipDatabase  *database,
                                  int           version,
                                  GError      **error);

/* SQL texts that follow from the tables of fields; (transfer none), made once. */
/* id and every field that is not lazy, in the order of the table */
const char *aip_schema_get_select (AipKind        kind);
const char *aip_schema_get_insert (AipKind        kind);
const char *aip_schema_get_remove (AipKind        kind);
const char *aip_schema_get_update (AipKind        kind,
                                   guint          field_index);

G_END_DECLS
