/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-database.h"

G_BEGIN_DECLS

#define AIP_BACKUP_FOLDER "backups"
/* Daily ones; those made before a migration are all kept. */
#define AIP_BACKUP_KEEP 7

/* A copy of the open @database, if there is none of today. */
gboolean   aip_backup_make_daily   (AipDatabase   *database,
                                    GError       **error);
/* A copy of the open @database, which is in @version. */
gboolean   aip_backup_make_before_migration
                                   (AipDatabase   *database,
                                    int            version,
                                    GError       **error);

/* (transfer full) (nullable): the newest that opens; %NULL with %AIP_ERROR_NOT_FOUND. */
char      *aip_backup_find         (const char    *folder,
                                    GDateTime    **when,
                                    GError       **error);
/* Puts a copy of @backup in place of @file; what was there is kept under another name. */
gboolean   aip_backup_restore      (const char    *file,
                                    const char    *backup,
                                    GError       **error);

G_END_DECLS
