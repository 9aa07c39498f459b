/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-document.h"

G_BEGIN_DECLS

#define AIP_TYPE_SHOT_IMPORT (aip_shot_import_get_type ())

/**
 * AipShotImport:
 *
 * A shot list from a CSV or TSV file, read and understood but not yet written: encoding and delimiter are found out, the header row is matched by name
 * (English, Korean and usual synonyms), each row becomes shot fields or a problem. Immutable after loading.
 */
G_DECLARE_FINAL_TYPE (AipShotImport, aip_shot_import, AIP, SHOT_IMPORT, GObject)

void           aip_shot_import_load_async    (const char           *path,
                                              const AipFrameRate   *rate,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
AipShotImport *aip_shot_import_load_finish   (GAsyncResult         *result,
                                              GError              **error);

guint          aip_shot_import_get_n_rows    (AipShotImport        *self);
/* Sentences with row numbers as a spreadsheet shows them (header = row 1), in row order. (transfer none) */
const char *const *
               aip_shot_import_get_problems  (AipShotImport        *self);
/* Pairs column title, field name or "" (ignored). (transfer none) */
const char *const *
               aip_shot_import_get_mapping   (AipShotImport        *self);
/* (transfer none): the row's fields as `a{sv}`; @row counts good rows from 0. "scene" holds the scene's code or name as text, "place" and "characters" names. */
GVariant      *aip_shot_import_get_row       (AipShotImport        *self,
                                              guint                 row);

/*
 * Writes all good rows as one undo step, making scenes, places and characters that are new. A row whose code exists already is skipped with a problem in @problems (element-type utf8).
 * Returns the number of shots added.
 */
guint          aip_shot_import_apply         (AipShotImport        *self,
                                              AipDocument          *document,
                                              GPtrArray            *problems,
                                              GError              **error);

G_END_DECLS
