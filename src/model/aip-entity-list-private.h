/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-entity-list.h"

G_BEGIN_DECLS

/* For src/model itself and for src/document, which is the only writer. */

AipEntityList *aip_entity_list_new    (AipKind        kind);

/*
 * @present: (element-type AipEntity) (nullable): entities that belong in the list from now on:
 *   new ones are inserted, those that are there already go where their order says now
 * @gone: (element-type AipEntity) (nullable): entities to take out
 *
 * Entities in neither array keep their places. Cost grows with the change, beside one pass over
 * the pointers.
 */
void           aip_entity_list_update (AipEntityList *self,
                                       GPtrArray     *present,
                                       GPtrArray     *gone);

/* The field that a list of @kind is sorted by; its place in the table is @index. */
const char    *aip_kind_get_order_field (AipKind  kind,
                                         guint   *index);

G_END_DECLS
