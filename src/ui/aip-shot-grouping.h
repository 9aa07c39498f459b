/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-shot-group.h"

G_BEGIN_DECLS

/**
 * AipShotGrouping:
 * @collapsed: set of paths, see aip_shot_group_get_path(); of groups that are not there now, too,
 *   for they may come back
 * @groups: path and number → AipShotGroup, of those that are there
 *
 * The groups of an order, and which of them are collapsed. Where scenes are intercut, several
 * groups have the same path: they are collapsed and expanded together.
 */
typedef struct {
  GHashTable *collapsed;
  GHashTable *groups;
} AipShotGrouping;

AipShotGrouping *aip_shot_grouping_new      (void);
void             aip_shot_grouping_free     (AipShotGrouping    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipShotGrouping, aip_shot_grouping_free)

/*
 * @keys: as many as @order has levels
 * @rows: (out) (transfer full): groups and the shots that are not in a collapsed one
 * @shots: (out) (transfer full): those shots alone
 */
void             aip_shot_grouping_build    (AipShotGrouping    *self,
                                             const AipShotOrder *order,
                                             const AipSortKey   *keys,
                                             GPtrArray         **rows,
                                             GPtrArray         **shots);
/* The innermost group of the shot at @index of the order. (transfer none) (nullable) */
AipShotGroup    *aip_shot_grouping_find     (AipShotGrouping    *self,
                                             guint               index);

G_END_DECLS
