/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What a table holds at most; what lies outside is a problem and costs only itself. */
#define AIP_TABLE_MAX_ROWS 200000
#define AIP_TABLE_MAX_COLUMNS 1000
#define AIP_TABLE_MAX_CELL_BYTES (1024 * 1024)

/**
 * AipCellKind:
 * @AIP_CELL_NUMBER: the text is the number in the C locale, as short as it can be read back
 * @AIP_CELL_BOOLEAN: the text is `TRUE` or `FALSE`
 * @AIP_CELL_DATE: a date, a time or both: `2026-03-01`, `14:30:00`, `2026-03-01 14:30:00`
 * @AIP_CELL_ERROR: a formula that failed; the text is its code, such as `#REF!`
 *
 * What a cell holds. A text file knows only texts.
 */
typedef enum {
  AIP_CELL_EMPTY,
  AIP_CELL_TEXT,
  AIP_CELL_NUMBER,
  AIP_CELL_BOOLEAN,
  AIP_CELL_DATE,
  AIP_CELL_ERROR,
} AipCellKind;

#define AIP_TYPE_TABLE (aip_table_get_type ())

/**
 * AipTable:
 *
 * The cells of one sheet, whatever kind of file they came from. Rows and columns count from 0 and
 * are those of the file: an empty row is a row. Filled by one reader, immutable afterwards: any
 * thread may read it.
 */
G_DECLARE_FINAL_TYPE (AipTable, aip_table, AIP, TABLE, GObject)

/* (nullable) for a text file, which has no sheets. */
const char  *aip_table_get_name       (AipTable    *self);
gboolean     aip_table_is_hidden      (AipTable    *self);
guint        aip_table_get_n_rows     (AipTable    *self);
/* Up to the last cell of the row that is not empty. */
guint        aip_table_get_n_cells    (AipTable    *self,
                                       guint        row);
/*
 * Never %NULL: a cell that is not there is empty. Cells that are merged downwards all say what the
 * first of them says; merged sideways, only the first does.
 */
const char  *aip_table_get_cell       (AipTable    *self,
                                       guint        row,
                                       guint        column);
AipCellKind  aip_table_get_kind       (AipTable    *self,
                                       guint        row,
                                       guint        column);
gboolean     aip_table_is_row_hidden  (AipTable    *self,
                                       guint        row);
gboolean     aip_table_is_column_hidden
                                      (AipTable    *self,
                                       guint        column);
/* (nullable): part of a sentence when the row cannot be trusted. */
const char  *aip_table_get_problem    (AipTable    *self,
                                       guint        row);
/* (nullable): a sentence when cells outside of what is read were left out. */
const char  *aip_table_get_left_out   (AipTable    *self);

/* “D5”, as a spreadsheet calls it. */
char        *aip_table_address        (guint        row,
                                       guint        column) G_GNUC_WARN_UNUSED_RESULT;

/* For readers, before anybody else sees the table -------------------------------------------- */

/**
 * AipTextStore:
 *
 * Where the texts of cells live, shared by all sheets of a workbook: a text that a thousand cells
 * say is kept once.
 */
typedef struct _AipTextStore AipTextStore;

AipTextStore *aip_text_store_new      (void);
/* @buffer: (transfer full): a text that cells point into. */
AipTextStore *aip_text_store_new_take (char         *buffer);
AipTextStore *aip_text_store_ref      (AipTextStore *self);
void          aip_text_store_unref    (AipTextStore *self);
const char   *aip_text_store_add      (AipTextStore *self,
                                       const char   *text,
                                       gsize         length);
gsize         aip_text_store_get_size (AipTextStore *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipTextStore, aip_text_store_unref)

AipTable     *aip_table_new               (const char   *name,
                                           gboolean      hidden,
                                           AipTextStore *store);
/*
 * Rows and the cells in them come in order; a row that was passed or a column that is not behind
 * the last one is ignored. @text: in the store, or static. Empty texts are no cells.
 */
void          aip_table_add_cell          (AipTable     *self,
                                           guint         row,
                                           guint         column,
                                           AipCellKind   kind,
                                           const char   *text);
/* The empty cells below @row of @column, up to @last_row, say what that one says. */
void          aip_table_merge             (AipTable     *self,
                                           guint         row,
                                           guint         column,
                                           guint         last_row);
/* Makes sure that the rows up to and with @row exist. */
void          aip_table_reach_row         (AipTable     *self,
                                           guint         row);
void          aip_table_hide_row          (AipTable     *self,
                                           guint         row);
void          aip_table_hide_column       (AipTable     *self,
                                           guint         column);
/* @problem: static. */
void          aip_table_set_problem       (AipTable     *self,
                                           guint         row,
                                           const char   *problem);
void          aip_table_set_left_out      (AipTable     *self,
                                           const char   *problem);
/* Rows without cells at the end go. */
void          aip_table_trim              (AipTable     *self);

G_END_DECLS
