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
/* @value: of the field's type and already checked; floating references are sunk. Notifies. */
void       aip_entity_apply                (AipEntity      *self,
                                            guint           field_index,
                                            GVariant       *value);
void       aip_entity_set_alive            (AipEntity      *self,
                                            gboolean        alive);

G_END_DECLS
