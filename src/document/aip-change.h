/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-entity.h"

G_BEGIN_DECLS

typedef enum {
  AIP_CHANGE_INSERT,
  AIP_CHANGE_REMOVE,
  AIP_CHANGE_SET,
} AipChangeOp;

/**
 * AipChange:
 * @field: for SET the name, otherwise %NULL
 * @old_value: SET: before; REMOVE: all fields as an `a{sv}`; INSERT: %NULL
 * @new_value: SET: after; INSERT: all fields as an `a{sv}`; REMOVE: %NULL
 *
 * One line of the journal. Of a lazy field neither value is known, except that the transaction that
 * writes it carries the new one.
 */
typedef struct {
  AipChangeOp  op;
  AipKind      kind;
  char        *id;
  const char  *field;
  GVariant    *old_value;
  GVariant    *new_value;
} AipChange;

/**
 * AipTransactionKind:
 * @AIP_TRANSACTION_EDIT: a gesture of a person; can be undone
 * @AIP_TRANSACTION_RECORD: something that happened (a job moved, a take arrived); touches only
 *   jobs and takes and is never undone
 * @AIP_TRANSACTION_UNDO: the inverse of an earlier EDIT
 * @AIP_TRANSACTION_REDO: an EDIT once more
 */
typedef enum {
  AIP_TRANSACTION_EDIT,
  AIP_TRANSACTION_RECORD,
  AIP_TRANSACTION_UNDO,
  AIP_TRANSACTION_REDO,
} AipTransactionKind;

#define AIP_TYPE_CHANGE_SET (aip_change_set_get_type ())

/**
 * AipChangeSet:
 *
 * A committed transaction: immutable, reference counted, safe to hand to another thread.
 */
typedef struct _AipChangeSet AipChangeSet;

GType              aip_change_set_get_type     (void);
AipChangeSet      *aip_change_set_ref          (AipChangeSet *self);
void               aip_change_set_unref        (AipChangeSet *self);

AipTransactionKind aip_change_set_get_kind     (AipChangeSet *self);
const char        *aip_change_set_get_label    (AipChangeSet *self);
/* The number of the transaction: grows by one with each; the journal position after it. */
gint64             aip_change_set_get_position (AipChangeSet *self);
/* Microseconds since 1970. */
gint64             aip_change_set_get_time     (AipChangeSet *self);
guint              aip_change_set_get_size     (AipChangeSet *self);
const AipChange   *aip_change_set_get_change   (AipChangeSet *self,
                                                guint         index);
/* Whether any change touches @field of @kind (%NULL: any field; inserts and removals count). */
gboolean           aip_change_set_touches      (AipChangeSet *self,
                                                AipKind       kind,
                                                const char   *field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipChangeSet, aip_change_set_unref)

G_END_DECLS
