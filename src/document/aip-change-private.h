/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-change.h"

G_BEGIN_DECLS

/* For src/document itself: change sets are made by a commit and read back from the journal. */

/*
 * @changes: (transfer full): see aip_changes_new(). @target: of UNDO and REDO: the EDIT it is
 * about, else 0.
 */
AipChangeSet *aip_change_set_new         (AipTransactionKind  kind,
                                          const char         *label,
                                          gint64              position,
                                          gint64              time,
                                          gint64              target,
                                          GArray             *changes);
/* The changes that take @self back, newest first. */
AipChangeSet *aip_change_set_new_inverse (AipChangeSet       *self,
                                          AipTransactionKind  kind,
                                          gint64              position,
                                          gint64              time,
                                          gint64              target);
/* The changes of @self once more. */
AipChangeSet *aip_change_set_new_again   (AipChangeSet       *self,
                                          AipTransactionKind  kind,
                                          gint64              position,
                                          gint64              time,
                                          gint64              target);
gint64        aip_change_set_get_target  (AipChangeSet       *self);

const char   *aip_transaction_kind_to_nick   (AipTransactionKind   kind);
gboolean      aip_transaction_kind_from_nick (const char          *nick,
                                              AipTransactionKind  *kind);
const char   *aip_change_op_to_nick          (AipChangeOp          op);
gboolean      aip_change_op_from_nick        (const char          *nick,
                                              AipChangeOp         *op);

/* An array that owns what its changes point to; @id of a change is a #GRefString. */
GArray       *aip_changes_new            (void);
/* Values are referenced, floating ones sunk; @id: a #GRefString, referenced. */
void          aip_changes_add            (GArray             *changes,
                                          AipChangeOp         op,
                                          AipKind             kind,
                                          char               *id,
                                          const char         *field,
                                          GVariant           *old_value,
                                          GVariant           *new_value);

G_END_DECLS
