/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-field.h"

G_BEGIN_DECLS

#define AIP_TYPE_ENTITY (aip_entity_get_type ())

G_DECLARE_DERIVABLE_TYPE (AipEntity, aip_entity, AIP, ENTITY, GObject)

/**
 * AipEntityClass:
 * @kind: set by each subclass in its class_init, before aip_entity_class_install_fields()
 *
 * A thing of the film: it has an id (a UUID, never shown) and the fields of its kind. One object
 * for one thing as long as the document is open, so that lists keep focus, scroll and selection.
 *
 * Every field is a *read-only* GObject property of the same name whose notify is emitted when the
 * document changes it. Only #AipDocument changes entities (aip-entity-private.h).
 */
struct _AipEntityClass {
  GObjectClass parent_class;

  AipKind kind;
};

const char *aip_entity_get_id      (AipEntity  *self);
AipKind     aip_entity_get_kind    (AipEntity  *self);

/* (transfer none) values; the field must exist (a programmer error otherwise). */
GVariant   *aip_entity_get_value   (AipEntity  *self,
                                    const char *field);
const char *aip_entity_get_text    (AipEntity  *self,
                                    const char *field);
gint64      aip_entity_get_integer (AipEntity  *self,
                                    const char *field);
gboolean    aip_entity_get_boolean (AipEntity  *self,
                                    const char *field);
double      aip_entity_get_number  (AipEntity  *self,
                                    const char *field);
/* (transfer full) */
GStrv       aip_entity_dup_texts   (AipEntity  *self,
                                    const char *field);
/*
 * (transfer full): all values at once, in the order of aip_kind_get_fields(), for a snapshot that
 * another thread reads. Each has to be unreffed, and the array freed.
 */
GVariant  **aip_entity_dup_values  (AipEntity  *self,
                                    guint      *n_values);

/* False once the entity was removed from its document (undo may bring the same object back). */
gboolean    aip_entity_is_alive    (AipEntity  *self);

G_END_DECLS
