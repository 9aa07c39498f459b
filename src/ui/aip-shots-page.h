/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-session.h"
#include "aip-shot-filter.h"

G_BEGIN_DECLS

#define AIP_TYPE_SHOTS_PAGE (aip_shots_page_get_type ())

/**
 * AipShotsPage:
 *
 * The shot table with what belongs around it: the states without shots and without a match, and
 * the line that says what is hidden or sorted. It gives the session its `selection` and follows
 * `reveal-shot`.
 *
 * Everything a person can do here is an action of aip_shots_page_get_actions(), which the window
 * inserts as `shots`:
 *
 * - rows: `new`, `new-in-group` s (the path of a group), `insert-above`, `insert-below`, `duplicate`, `delete`, `move-up`, `move-down`,
 *   `select-all`, `clear-selection`, `edit`, `rename-scene`
 * - cells: `copy`, `copy-with-titles`, `cut`, `paste`, `clear-cells`, `fill-down`, `fill-right`
 * - figures of the selection: `copy-figure` s, see aip_selection_bar_copy()
 * - filter: `edit-filter`, `filter-by-cell`, `exclude-cell`, `clear-search`
 * - words: `replace`
 * - generation: `generate`, `generate-all`, `vary`, `show-sheet`, `regenerate-stale` (s: selection, view or
 *   project), `cancel`, `retry`, `open-take`, `show-take`
 * - view, with state: `sort` s (`film` or a column), `sort-descending` b, `group` b,
 *   `duration-display` s (`frames` or `timecode`), `column-ID` b for every column
 * - how it is drawn, with state: `frozen` s (a number), `row-height` s (`short`, `medium`, `tall`,
 *   `extra`), `board` s (a column), `picture-size` i; `freeze-up-to` s and `fit-column` s (a column),
 *   `row-colors`
 * - saved views: `view` s (with state: an id), `view-next`, `view-previous`, `view-number` i,
 *   `view-new` s (`table`, `gallery` or `board`), `view-rename`, `view-duplicate`, `view-delete`,
 *   `view-locked` b, `view-left`, `view-right`, `view-place` (ss) (an id, and the one before which it
 *   goes), `view-reset`, `view-save-copy`
 * - for scripts: `select` as (codes), `set` (sss) (code, field or column of a setup, value as it
 *   would be typed)
 *
 * Properties: `session` (construct only), `search` s.
 */
G_DECLARE_FINAL_TYPE (AipShotsPage, aip_shots_page, AIP, SHOTS_PAGE, GtkWidget)

GtkWidget    *aip_shots_page_new         (AipSession   *session);
/* (transfer none) */
GActionGroup *aip_shots_page_get_actions (AipShotsPage *self);
/* (transfer none): what the secondary button offers for a row. */
GMenuModel   *aip_shots_page_get_row_menu (AipShotsPage *self);
/* Shows only the shots that aip_query_parse() makes of it; %NULL or empty shows all. */
void          aip_shots_page_set_search  (AipShotsPage *self,
                                          const char   *text);
const char   *aip_shots_page_get_search  (AipShotsPage *self);
/* The same, also in the search entry of the window: for filters that were made otherwise. */
void          aip_shots_page_apply_search (AipShotsPage *self,
                                           const char   *text);
/* @n_all: (out) (optional): with those that the search hides. */
guint         aip_shots_page_count_shown (AipShotsPage *self,
                                          guint        *n_all);
/* See aip_shot_filter_collect(); of the shots that are shown. */
GPtrArray    *aip_shots_page_collect_values (AipShotsPage *self,
                                             AipQueryKey   key);
/* The same of a field of the project, by its name. */
GPtrArray    *aip_shots_page_collect_field_values
                                          (AipShotsPage *self,
                                           const char   *field);
/* (transfer none) */
AipDocument  *aip_shots_page_get_document (AipShotsPage *self);
/* Puts the keyboard focus on the current row, for Escape and Down in the search entry. */
void          aip_shots_page_focus_table (AipShotsPage *self);
/* Writes what was changed of the saved view, so that undo finds it as a step. */
void          aip_shots_page_flush       (AipShotsPage *self);

G_END_DECLS
