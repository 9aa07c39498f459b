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
 * @set: (nullable): the EDIT; %NULL until it is read from the journal
 *
 * One entry of the undo or redo stack.
 */
typedef struct {
  gint64        position;
  char         *label;
  AipChangeSet *set;
} AipStep;

AipStep      *aip_step_new             (gint64            position,
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
/* (element-type AipChangeSet): newest first; transactions that cannot be read are left out. */
GPtrArray    *aip_journal_read_history (AipDatabase      *database,
                                        const char       *id,
                                        guint             limit,
                                        GError          **error);
/* Edits are kept for ever, news of jobs only for a while. */
gboolean      aip_journal_trim         (AipDatabase      *database,
                                        GError          **error);

G_END_DECLS
