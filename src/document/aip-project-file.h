/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-database.h"
#include "aip-snapshot.h"

G_BEGIN_DECLS

/*
 * Making and opening project files, on the storage thread: what has to be true before a
 * connection may be used. A file that is refused is left exactly as it was.
 */

/**
 * AipProjectFile:
 *
 * An open project file: the connection, and the claim that keeps this process from opening it
 * twice (closing any descriptor of a file drops all of a process's locks on it).
 */
typedef struct _AipProjectFile AipProjectFile;

/* (transfer full): where the project file of @folder is, which may also be the file itself. */
char           *aip_project_file_find         (const char    *folder);

/* Makes @folder, which must be absent or empty, and a project with one row of `project` in it. */
gboolean        aip_project_file_create       (const char    *folder,
                                               const char    *project_id,
                                               GVariant      *row,
                                               GError       **error);
AipProjectFile *aip_project_file_open         (const char    *path,
                                               AipSnapshot  **snapshot,
                                               GError       **error);
AipDatabase    *aip_project_file_get_database (AipProjectFile *self);
/* Puts the log into the file, so that the folder can be copied. */
void            aip_project_file_close        (AipProjectFile *self);

/* Puts @backup in the place of the file at @path, unless that is open somewhere. */
gboolean        aip_project_file_restore      (const char    *path,
                                               const char    *backup,
                                               GError       **error);

G_END_DECLS
