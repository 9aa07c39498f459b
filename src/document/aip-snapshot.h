/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-contents.h"
#include "aip-database.h"
#include "aip-project.h"

G_BEGIN_DECLS

/**
 * AipSnapshot:
 * @contents: everything, lists and derived state included
 * @project: (transfer none): the one project entity
 * @settings: (element-type utf8 GVariant)
 * @undo: (element-type AipStep): oldest first
 * @redo: (element-type AipStep): the last one is redone first
 * @problems: (element-type utf8): a sentence for each stored value that could not be used
 *
 * What a project file holds, as the storage thread hands it over.
 */
typedef struct {
  AipContents *contents;
  AipProject  *project;
  GHashTable  *settings;
  GPtrArray   *undo;
  GPtrArray   *redo;
  GPtrArray   *problems;
  gint64       position;
} AipSnapshot;

/*
 * Reads everything but lazy fields. The file may come from anywhere: a row with an impossible id
 * is passed over, a value that its field does not allow is replaced by the default *in memory*;
 * what is stored stays until somebody edits it. Both leave a sentence. %AIP_ERROR_DAMAGED when
 * SQLite cannot read the file or the project itself is missing.
 */
AipSnapshot *aip_snapshot_read (AipDatabase  *database,
                                GError      **error);
void         aip_snapshot_free (AipSnapshot  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipSnapshot, aip_snapshot_free)

G_END_DECLS
