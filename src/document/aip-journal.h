/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-change-private.h"
#include "aip-database.h"

G_BEGIN_DECLS

/**
 * AipStep:
 * @time: microseconds since 1970
 * @set: (nullable): the EDIT; %NULL until it is read from the journal
 *
 * One entry of the undo or redo stack.
 */
typedef struct {
  gint64        position;
  gint64        time;
  char         *label;
  AipChangeSet *set;
} AipStep;

AipStep      *aip_step_new             (gint64            position,
                                        gint64            time,
                                        const char       *label,
                                        AipChangeSet     *set);
void          aip_step_free            (AipStep          *self);

/* How many steps are kept for undo. */
#define AIP_JOURNAL_MAX_STEPS 1000

/* Rows and journal lines of one transaction, all or nothing. */
gboolean      aip_journal_write        (AipDatabase      *database,
                                        AipChangeSet     *set,
                                        GError          **error);

/* The number of the last transaction. */
gboolean      aip_journal_get_position (AipDatabase      *database,
                                        gint64           *position,
                                        GError          **error);
/* (element-type AipStep): fills both stacks, oldest step first, from what was done so far. */
gboolean      aip_journal_recover      (AipDatabase      *database,
                                        GPtrArray        *undo,
                                        GPtrArray        *redo,
                                        GError          **error);
/* %AIP_ERROR_DAMAGED if a line is not what it must be. */
AipChangeSet *aip_journal_read         (AipDatabase      *database,
                                        gint64            position,
                                        GError          **error);
/*
 * (element-type AipChangeSet): newest first; transactions that cannot be read are left out. @id:
 * (nullable): only the changes of that one. @before: 0, or the position before which to go on.
 */
GPtrArray    *aip_journal_read_history (AipDatabase      *database,
                                        const char       *id,
                                        gint64            before,
                                        guint             limit,
                                        GError          **error);
/*
 * (element-type AipChangeSet): the last @limit edits, newest first, that removed something and are
 * not undone.
 */
GPtrArray    *aip_journal_read_removals (AipDatabase     *database,
                                        guint             limit,
                                        GError          **error);
/* Edits are kept for ever, news of jobs only for a while. */
gboolean      aip_journal_trim         (AipDatabase      *database,
                                        GError          **error);

G_END_DECLS
