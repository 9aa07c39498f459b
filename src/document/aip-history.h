/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-document.h"

G_BEGIN_DECLS

/**
 * AipHistoryStep:
 * @label: (transfer none): until the next change
 * @time: microseconds since 1970
 * @undone: whether it is taken back and could be done again
 *
 * One step that can be undone or done again.
 */
typedef struct {
  const char *label;
  gint64      position;
  gint64      time;
  gboolean    undone;
} AipHistoryStep;

/* The steps in the order in which they were done first; those that are undone come last. */
guint      aip_document_get_n_steps    (AipDocument     *self);
void       aip_document_get_step       (AipDocument     *self,
                                        guint            index,
                                        AipHistoryStep  *step);
/* How many are done and not undone. */
guint      aip_document_get_n_done     (AipDocument     *self);

/*
 * What @entity was right after the transaction @position, from what it is now and @sets (see
 * aip_document_read_history_async(), of this entity, newest first, back to @position):
 * (transfer full): an `a{sv}` without lazy fields, or %NULL if it did not exist then.
 */
GVariant  *aip_document_rewind         (AipDocument     *self,
                                        AipEntity       *entity,
                                        GPtrArray       *sets,
                                        gint64           position);
/*
 * Sets all of @fields in the open transaction but where the entity stands. What is not possible any
 * more stays as it is and leaves a sentence in @notes (element-type utf8). Returns: how many fields
 * changed; -1 with @error if it is locked or was removed.
 */
int        aip_document_restore_fields (AipDocument     *self,
                                        AipEntity       *entity,
                                        GVariant        *fields,
                                        GPtrArray       *notes,
                                        GError         **error);

G_END_DECLS
