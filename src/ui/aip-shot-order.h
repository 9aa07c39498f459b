/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-document.h"
#include "aip-shot-column.h"
#include "aip-shot-setups.h"

G_BEGIN_DECLS

/* A row is found again in three steps; a table of more levels is a tree that nobody reads. */
#define AIP_MAX_GROUP_KEYS 3
#define AIP_MAX_SORT_KEYS 8

/**
 * AipSortKey:
 *
 * One of the columns that shots are sorted or grouped by, the most important first.
 */
typedef struct {
  AipShotColumn column;
  gboolean      descending;
} AipSortKey;

/**
 * AipGroupValue:
 * @id: what a group is remembered by: of a scene its id, of a status its nick, else the text
 * @text: how the cell reads, and what is written to make a shot belong here
 * @empty: what the shots of the group have in common is that they say nothing
 *
 * What all shots of a group have in one column.
 */
typedef struct {
  char     *id;
  char     *text;
  gboolean  empty;
} AipGroupValue;

/**
 * AipShotOrder:
 * @shots: (element-type AipShot): all that were given, in their order
 * @n_levels: how many columns they are grouped by
 *
 * Shots sorted by some columns within groups by others. Shots of one group stand together. The
 * same #AipGroupValue stands for the same value everywhere in an order.
 */
typedef struct {
  GPtrArray      *shots;
  guint           n_levels;
  AipGroupValue **values;                         /* of all levels for the first shot, … */
  GHashTable     *known[AIP_MAX_GROUP_KEYS];      /* id → AipGroupValue */
} AipShotOrder;

/**
 * AipShotReader:
 * @generation: of the cached texts, see aip-shot-text.h
 *
 * What shots are read with.
 */
typedef struct {
  AipDocument   *document;
  AipShotSetups *setups;
  guint          generation;
} AipShotReader;

gboolean             aip_shot_order_can_sort  (AipShotColumn        column);
/* What a few shots have in common, not what each has of its own. */
gboolean             aip_shot_order_can_group (AipShotColumn        column);

/*
 * @shots: (element-type AipShot): in film order, which also says what comes first where everything
 * else is equal. Numbers in texts count as numbers, and empty cells come last in either direction.
 * By nothing but scenes (not descending) and in film order, a group is a run of neighbours of one scene, so that
 * what is next in the table is next in the film even where scenes are intercut.
 */
AipShotOrder        *aip_shot_order_new       (const AipShotReader *reader,
                                               GPtrArray           *shots,
                                               const AipSortKey    *group_keys,
                                               guint                n_group_keys,
                                               const AipSortKey    *sort_keys,
                                               guint                n_sort_keys);
void                 aip_shot_order_free      (AipShotOrder        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipShotOrder, aip_shot_order_free)

const AipGroupValue *aip_shot_order_get_value (const AipShotOrder  *self,
                                               guint                index,
                                               guint                level);
/*
 * Puts those of @held (set of AipShot) that @before has, too, back beside the shot that they stood
 * behind there, and into the group they were in. Answers how many would stand elsewhere by
 * themselves.
 */
guint                aip_shot_order_hold      (AipShotOrder        *self,
                                               const AipShotOrder  *before,
                                               GHashTable          *held);

G_END_DECLS
