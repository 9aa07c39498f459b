/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-entity.h"

G_BEGIN_DECLS

/* For src/model itself and for src/document, which is the only writer. */

void       aip_entity_class_install_fields (AipEntityClass *klass,
                                            AipKind         kind);
AipEntity *aip_entity_new                  (AipKind         kind,
                                            const char     *id);
/* Like aip_entity_apply() for all fields at once, for an entity that nobody listens to yet. */
void       aip_entity_init_values          (AipEntity      *self,
                                            GVariant      **values);
/* (transfer none): the value of a field whose place in the table the caller knows. */
GVariant  *aip_entity_peek                 (AipEntity      *self,
                                            guint           field_index);
const char *aip_entity_peek_text           (AipEntity      *self,
                                            guint           field_index);
gint64     aip_entity_peek_integer         (AipEntity      *self,
                                            guint           field_index);
/* (transfer none): the id as a #GRefString, so that journals can share it. */
char      *aip_entity_peek_ref_id          (AipEntity      *self);
/* @value: of the field's type and already checked; floating references are sunk. Notifies. */
void       aip_entity_apply                (AipEntity      *self,
                                            guint           field_index,
                                            GVariant       *value);
void       aip_entity_set_alive            (AipEntity      *self,
                                            gboolean        alive);

G_END_DECLS
