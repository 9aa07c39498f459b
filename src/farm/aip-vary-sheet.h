/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-document.h"
#include "aip-variation.h"

G_BEGIN_DECLS

#define AIP_TYPE_VARY_SHEET (aip_vary_sheet_get_type ())

/**
 * AipVarySheet:
 *
 * A sheet of variations of one shot as it is now: gathered from the jobs and takes that name it, and
 * kept while they change. Columns are the values of the first axis, rows those of the second.
 *
 * Signals:
 * - `changed ()`: a cell is in another state
 */
G_DECLARE_FINAL_TYPE (AipVarySheet, aip_vary_sheet, AIP, VARY_SHEET, GObject)

/* (nullable): %NULL if nothing of that sheet is left. */
AipVarySheet *aip_vary_sheet_new          (AipDocument   *document,
                                           AipShot       *shot,
                                           const char    *sheet) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full): ids of the sheets of @shot, the newest first. */
GStrv         aip_vary_sheet_list         (AipDocument   *document,
                                           AipShot       *shot) G_GNUC_WARN_UNUSED_RESULT;

const char   *aip_vary_sheet_get_id       (AipVarySheet  *self);
AipShot      *aip_vary_sheet_get_shot     (AipVarySheet  *self);
guint         aip_vary_sheet_get_n_columns (AipVarySheet *self);
guint         aip_vary_sheet_get_n_rows   (AipVarySheet  *self);
/* Microseconds since 1970. */
gint64        aip_vary_sheet_get_created  (AipVarySheet  *self);
guint         aip_vary_sheet_get_n_open   (AipVarySheet  *self);
guint         aip_vary_sheet_get_n_takes  (AipVarySheet  *self);
/* (element-type AipJob) (transfer full): those that are not done yet. */
GPtrArray    *aip_vary_sheet_dup_open     (AipVarySheet  *self) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer full): “Steps × Guidance”. */
char         *aip_vary_sheet_dup_title    (AipVarySheet  *self) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full): of @axis 0 (across) or 1 (down); empty where there is none. */
char         *aip_vary_sheet_dup_axis     (AipVarySheet  *self,
                                           guint          axis) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full): what stands at the head of a column or row. */
char         *aip_vary_sheet_dup_value    (AipVarySheet  *self,
                                           guint          axis,
                                           guint          index) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full): “Steps 20 · Guidance 3.5”. */
char         *aip_vary_sheet_dup_label    (AipVarySheet  *self,
                                           guint          column,
                                           guint          row) G_GNUC_WARN_UNUSED_RESULT;
/* (nullable) (transfer none): the newest of a cell. */
AipTake      *aip_vary_sheet_get_take     (AipVarySheet  *self,
                                           guint          column,
                                           guint          row);
AipJob       *aip_vary_sheet_get_job      (AipVarySheet  *self,
                                           guint          column,
                                           guint          row);
/* (transfer full): why there is no picture: “Waiting”, “43 %”, the sentence of a failure; empty if
 * there is one. */
char         *aip_vary_sheet_dup_state    (AipVarySheet  *self,
                                           guint          column,
                                           guint          row) G_GNUC_WARN_UNUSED_RESULT;

/**
 * aip_vary_sheet_use:
 *
 * Makes the take of a cell the current one and what it tries what the shot says from now on, as one
 * step that can be undone: roles become overrides, a seed the shot’s seed, words and setup its own.
 */
gboolean      aip_vary_sheet_use          (AipVarySheet  *self,
                                           guint          column,
                                           guint          row,
                                           GError       **error);

G_END_DECLS
