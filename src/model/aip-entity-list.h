/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-entity.h"

G_BEGIN_DECLS

#define AIP_TYPE_ENTITY_LIST (aip_entity_list_get_type ())

/**
 * AipEntityList:
 *
 * A #GListModel of one kind of entities in the order of their `order` field (jobs by `created`,
 * takes by `number`; ties by id). Kept by the document: all changes of a transaction arrive
 * as the fewest contiguous `items-changed` when it is committed. A change of a field that does not
 * move the entity emits no `items-changed`; listen to the entity's notify or to
 * #AipDocument::changed.
 */
G_DECLARE_FINAL_TYPE (AipEntityList, aip_entity_list, AIP, ENTITY_LIST, GObject)

/* @position: where @entity is; FALSE if it is not in the list. O(log n). */
gboolean   aip_entity_list_find      (AipEntityList *self,
                                      AipEntity     *entity,
                                      guint         *position);
/* (transfer none) (nullable) */
AipEntity *aip_entity_list_peek      (AipEntityList *self,
                                      guint          position);
guint      aip_entity_list_get_count (AipEntityList *self);

G_END_DECLS
