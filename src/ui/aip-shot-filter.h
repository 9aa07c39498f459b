/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-shot-query.h"
#include "aip-shot-setups.h"

G_BEGIN_DECLS

/**
 * AipShotFilter:
 * @generation: of the cached texts, see aip-shot-text.h
 * @text: what was read last
 *
 * Reads shots for the terms of a query.
 */
typedef struct {
  AipDocument   *document;
  AipShotSetups *setups;
  guint          generation;
  GString       *text;
  /* The field that was asked for last, by the name that it was asked for by. */
  char           *field_name;
  AipCustomField *field;
} AipShotFilter;

/**
 * AipFilterValue:
 * @value: as it stands in a query
 * @count: shots that have it
 *
 * What shots have under one key.
 */
typedef struct {
  char  *value;
  guint  count;
} AipFilterValue;

AipShotFilter *aip_shot_filter_new     (AipDocument        *document,
                                        AipShotSetups      *setups);
void           aip_shot_filter_free    (AipShotFilter      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipShotFilter, aip_shot_filter_free)

gboolean       aip_shot_filter_matches (AipShotFilter      *self,
                                        const AipQueryNode *query,
                                        AipShot            *shot);
/**
 * aip_shot_filter_collect:
 * @field: (nullable): the name of a field of the project, with %AIP_QUERY_FIELD
 * @query: (nullable): only shots that match it, but for what it says of @key itself
 *
 * The values of a key that can be chosen from, in their natural order. (transfer full)
 * (element-type AipFilterValue)
 */
GPtrArray     *aip_shot_filter_collect (AipShotFilter      *self,
                                        AipQueryKey         key,
                                        const char         *field,
                                        const AipQueryNode *query);
/* (nullable) (transfer none): the field of the project that a filter names. */
AipCustomField *aip_shot_filter_find_field
                                       (AipDocument        *document,
                                        const char         *name);

G_END_DECLS
