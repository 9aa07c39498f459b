/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-shot-grouping.h"
#include "aip-shot-view.h"

G_BEGIN_DECLS

struct _AipShotView
{
  GObject parent_instance;

  AipDocument       *document;
  AipShotSetups     *setups;
  AipShotList       *list;
  GtkSelectionModel *selection;   /* of the list */
  AipTableRows       *rows;

  char              *search;
  AipQueryNode      *query;       /* NULL shows all */
  AipShotFilter     *filter;
  GArray            *sort_keys;   /* AipSortKey */
  GArray            *group_keys;
  AipShotOrder      *order;
  AipShotGrouping   *grouping;
  /* Shots that stay where they are although their order says otherwise, until they are left. */
  GHashTable        *held;
  guint              n_held;

  AipShot           *cursor;
  AipShotGroup      *cursor_group;
  /* Selected shots that a search hides: they are selected again when it lets them back in. */
  GHashTable        *remembered;
  guint              generation;  /* of the cached texts, see aip-shot-text.h */
  gboolean           refreshing;
  guint              refresh_source;
  guint              warm_up_source;
  guint              n_warm;
};

static inline const AipSortKey *
_aip_shot_view_get_keys (GArray *keys)
{
  return (const AipSortKey *) (gpointer) keys->data;
}

/* aip-shot-view.c */

/* Reads, filters and sorts all shots again. */
void _aip_shot_view_refresh    (AipShotView *self);
/* Shows the order as it is, with the groups that are expanded now. */
void _aip_shot_view_show_order (AipShotView *self);
/* After the keys have changed: nothing is held back any more, and everybody is told. */
void _aip_shot_view_arrange    (AipShotView *self);
void _aip_shot_view_arranged   (AipShotView *self);

G_END_DECLS
