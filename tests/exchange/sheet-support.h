/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-sheet-export.h"
#include "aip-sheet-merge.h"

G_BEGIN_DECLS

/*
 * A small film in a project of its own, and workbooks of it that can be taken apart, changed like a
 * person does it, and put together again.
 */
typedef struct {
  char        *folder;
  AipDocument *document;
} SheetRig;

SheetRig      *sheet_rig_new     (guint              n_shots);
void           sheet_rig_free    (SheetRig          *rig);
/* (transfer full): a path below the folder of the rig. */
char          *sheet_rig_path    (SheetRig          *rig,
                                  const char        *name) G_GNUC_WARN_UNUSED_RESULT;
void           sheet_rig_export  (SheetRig          *rig,
                                  const char        *path,
                                  AipSheetPurpose    purpose,
                                  AipSheetFormat     format);
AipSheetMerge *sheet_rig_merge   (SheetRig          *rig,
                                  const char        *path);
/* Changes a field of a shot as a person would. */
void           sheet_rig_edit    (SheetRig          *rig,
                                  const char        *code,
                                  const char        *field,
                                  const char        *text);
void           sheet_rig_assert_unchanged
                                 (SheetRig          *rig,
                                  const char        *path);

/* A cell is a text or a number; rows are as long as they have to be. */
typedef struct {
  char     *text;
  gboolean  number;
} GridCell;

typedef struct {
  char      *name;
  gboolean   hidden;
  GPtrArray *rows; /* GArray of GridCell */
} GridSheet;

typedef struct {
  GPtrArray *sheets;
} Grid;

Grid       *grid_load          (const char *path);
Grid       *grid_copy          (const Grid *grid);
void        grid_free          (Grid       *grid);
void        grid_save          (const Grid *grid,
                                const char *path);
GridSheet  *grid_get_sheet     (const Grid *grid,
                                const char *name);
/* Never %NULL. */
const char *grid_sheet_get     (GridSheet  *sheet,
                                guint       row,
                                guint       column);
void        grid_sheet_set     (GridSheet  *sheet,
                                guint       row,
                                guint       column,
                                const char *text,
                                gboolean    number);
/* A row without cells before @row. */
void        grid_sheet_insert  (GridSheet  *sheet,
                                guint       row);
/* The column with this key in the first row; the test fails if there is none. */
guint       grid_sheet_find    (GridSheet  *sheet,
                                const char *key);
guint       grid_sheet_width   (GridSheet  *sheet);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Grid, grid_free)

G_END_DECLS
