/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-document.h"
#include "aip-shot-column.h"
#include "aip-shot-filter.h"
#include "aip-shot-list.h"
#include "aip-shot-order.h"
#include "aip-table-rows.h"
#include "aip-shot-setups.h"

G_BEGIN_DECLS

#define AIP_TYPE_SHOT_VIEW (aip_shot_view_get_type ())

/**
 * AipShotView:
 *
 * The shots of a document as somebody looks at them: filtered by a search, in film order or sorted
 * by some columns, within groups by others. The rows are the very same #AipShot objects; they are
 * seen through one #GtkMultiSelection.
 *
 * There are three looks at them: all that match the search, in their order
 * (aip_shot_view_get_shots()); those of them that are in no collapsed group, and their selection
 * (aip_shot_view_get_list()); and what the table shows, which is these with the rows of the groups
 * between them (aip_shot_view_get_rows()).
 *
 * In film order under scenes a group is a run of neighbouring shots of one scene, so that what is
 * next in the table is next in the film even where scenes are intercut. Otherwise all shots of a
 * group are together, groups are in the order of their values, and film order breaks ties.
 *
 * Signals:
 *
 * - `refreshed`: after every look at the document, also when no row came or went: counts and sums
 *   may be different
 * - `arranged`: sort keys, group keys or what is collapsed are others
 * - `cursor-lost (AipShot *neighbour)`: the row of the cursor is not in the view any more; emitted
 *   in the same iteration. @neighbour (nullable) is the nearest shot that still is.
 */
G_DECLARE_FINAL_TYPE (AipShotView, aip_shot_view, AIP, SHOT_VIEW, GObject)

AipShotView       *aip_shot_view_new            (AipDocument   *document,
                                                 AipShotSetups *setups);

/* Marks of takes are others (#AipStaleness::changed): whatever is filtered or sorted by them moves. */
void               aip_shot_view_marks_changed  (AipShotView   *self);

/* All transfer none. */
AipDocument       *aip_shot_view_get_document   (AipShotView   *self);
AipShotList       *aip_shot_view_get_list       (AipShotView   *self);
GtkSelectionModel *aip_shot_view_get_selection  (AipShotView   *self);
AipTableRows       *aip_shot_view_get_rows       (AipShotView   *self);
/* (element-type AipShot): not to be changed. */
GPtrArray         *aip_shot_view_get_shots      (AipShotView   *self);

/* While rows come and go: what happens to focus and selection now is nobody's wish. */
gboolean           aip_shot_view_is_refreshing  (AipShotView   *self);
/* Shots of the document that the search leaves out. */
guint              aip_shot_view_get_n_hidden   (AipShotView   *self);

/* (transfer full) (element-type AipShot): in the order of the view. */
GPtrArray         *aip_shot_view_dup_selected   (AipShotView   *self);
void               aip_shot_view_select         (AipShotView   *self,
                                                 GPtrArray     *shots);

const char        *aip_shot_view_get_search     (AipShotView   *self);
/* As aip_query_parse() reads it. */
void               aip_shot_view_set_search     (AipShotView   *self,
                                                 const char    *text);
/* Whether @query is true of a shot, whatever is searched for. */
gboolean           aip_shot_view_matches        (AipShotView   *self,
                                                 const AipQueryNode *query,
                                                 AipShot       *shot);
/* What can be chosen from under @key, see aip_shot_filter_collect(). */
GPtrArray         *aip_shot_view_collect_values (AipShotView   *self,
                                                 AipQueryKey    key,
                                                 const char    *field);

/* (transfer none): the most important first; none: film order. */
const AipSortKey  *aip_shot_view_get_sort_keys  (AipShotView   *self,
                                                 guint         *n_keys);
/* A column that is there twice or cannot be sorted by is left out. */
void               aip_shot_view_set_sort_keys  (AipShotView   *self,
                                                 const AipSortKey *keys,
                                                 guint          n_keys);
/* (transfer none): the outermost first. */
const AipSortKey  *aip_shot_view_get_group_keys (AipShotView   *self,
                                                 guint         *n_keys);
void               aip_shot_view_set_group_keys (AipShotView   *self,
                                                 const AipSortKey *keys,
                                                 guint          n_keys);
/* Every row is where it is in the film: sorted by nothing, and under scenes or nothing. */
gboolean           aip_shot_view_is_film_order  (AipShotView   *self);

/* The first sort key alone. %AIP_SHOT_COLUMN_NONE: film order. */
AipShotColumn      aip_shot_view_get_sort       (AipShotView   *self,
                                                 gboolean      *descending);
void               aip_shot_view_set_sort       (AipShotView   *self,
                                                 AipShotColumn  column,
                                                 gboolean       descending);
/* Whether there are groups; to switch them on is to group by scene. */
gboolean           aip_shot_view_get_grouped    (AipShotView   *self);
void               aip_shot_view_set_grouped    (AipShotView   *self,
                                                 gboolean       grouped);

/* See aip_shot_group_get_path(); also of groups that are not there now. (transfer full) */
GStrv              aip_shot_view_dup_collapsed  (AipShotView   *self);
/* @paths: (nullable) */
void               aip_shot_view_set_collapsed  (AipShotView   *self,
                                                 const char *const *paths);
void               aip_shot_view_set_expanded   (AipShotView   *self,
                                                 AipShotGroup  *group,
                                                 gboolean       expanded);
/* All groups of @level; -1: of all levels. */
void               aip_shot_view_set_level_expanded (AipShotView *self,
                                                     int          level,
                                                     gboolean     expanded);
/* The innermost group of @shot. (transfer none) (nullable) */
AipShotGroup      *aip_shot_view_get_group      (AipShotView   *self,
                                                 AipShot       *shot);
/* The first group of that path. (transfer none) (nullable) */
AipShotGroup      *aip_shot_view_find_group     (AipShotView   *self,
                                                 const char    *path);
/* (transfer full) (element-type AipShot): also when it is collapsed. */
GPtrArray         *aip_shot_view_dup_group_shots (AipShotView  *self,
                                                  AipShotGroup *group);
/* Expands what @shot is in. %FALSE if the search hides it. */
gboolean           aip_shot_view_reveal         (AipShotView   *self,
                                                 AipShot       *shot);

/*
 * What is about to be edited in place: where the rows are sorted or grouped by what is changed, these
 * shots stay where they are until the cursor goes to a row that is none of them. A row that jumped
 * away from under the hands would take the next key to another place.
 */
void               aip_shot_view_hold           (AipShotView   *self,
                                                 GPtrArray     *shots);
void               aip_shot_view_release        (AipShotView   *self);
/* How many stand elsewhere than they belong because of it. */
guint              aip_shot_view_get_n_held     (AipShotView   *self);

/* The shot that has the keyboard focus. @shot: (nullable) */
AipShot           *aip_shot_view_get_cursor     (AipShotView   *self);
void               aip_shot_view_set_cursor     (AipShotView   *self,
                                                 AipShot       *shot);
/* The group whose row has the focus; then there is no such shot. (nullable) */
AipShotGroup      *aip_shot_view_get_cursor_group (AipShotView *self);
void               aip_shot_view_set_cursor_group (AipShotView  *self,
                                                   AipShotGroup *group);

G_END_DECLS
