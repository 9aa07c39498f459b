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
#include "aip-shot-setups.h"

G_BEGIN_DECLS

#define AIP_TYPE_SHOT_VIEW (aip_shot_view_get_type ())

/**
 * AipShotView:
 *
 * The shots of a document as somebody looks at them: filtered by a search, in film order or sorted
 * by a column, in sections by scene. The rows are the very same #AipShot objects; they are seen
 * through one #GtkMultiSelection.
 *
 * In film order a section is a run of neighbouring shots of one scene, so that what is next in the
 * table is next in the film even where scenes are intercut. Sorted by a column, each scene is one
 * section, in the order of the scenes.
 *
 * Signals:
 *
 * - `refreshed`: after every look at the document, also when no row came or went: counts and sums
 *   may be different
 * - `cursor-lost (AipShot *neighbour)`: the cursor's shot is not in the view any more; emitted in
 *   the same iteration. @neighbour (nullable) is the nearest that still is.
 */
G_DECLARE_FINAL_TYPE (AipShotView, aip_shot_view, AIP, SHOT_VIEW, GObject)

AipShotView       *aip_shot_view_new            (AipDocument   *document,
                                                 AipShotSetups *setups);

/* All transfer none. */
AipDocument       *aip_shot_view_get_document   (AipShotView   *self);
AipShotList       *aip_shot_view_get_list       (AipShotView   *self);
GtkSelectionModel *aip_shot_view_get_selection  (AipShotView   *self);

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
/* What can be chosen from under @key, see aip_shot_filter_collect(). */
GPtrArray         *aip_shot_view_collect_values (AipShotView   *self,
                                                 AipQueryKey    key);

/* %AIP_SHOT_COLUMN_NONE: film order. */
AipShotColumn      aip_shot_view_get_sort       (AipShotView   *self,
                                                 gboolean      *descending);
void               aip_shot_view_set_sort       (AipShotView   *self,
                                                 AipShotColumn  column,
                                                 gboolean       descending);
gboolean           aip_shot_view_get_grouped    (AipShotView   *self);
void               aip_shot_view_set_grouped    (AipShotView   *self,
                                                 gboolean       grouped);

/* The shot that has the keyboard focus. @shot: (nullable) */
AipShot           *aip_shot_view_get_cursor     (AipShotView   *self);
void               aip_shot_view_set_cursor     (AipShotView   *self,
                                                 AipShot       *shot);

G_END_DECLS
