/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-draft-event.h"
#include "aip-draft-nodes.h"
#include "aip-draft-ops.h"

G_BEGIN_DECLS

/* Called in the main context that made the executor, in order. */
typedef void (*AipDraftEventFunc) (const AipDraftEvent *event,
                                   gpointer             user_data);

/*
 * The one thread that acts out prompts, with its node cache. It runs one prompt at a time and
 * tells the server what happens; it never touches queue, history or sockets itself.
 */
typedef struct _AipDraftExecutor AipDraftExecutor;

AipDraftExecutor *aip_draft_executor_new       (const AipDraftOptions *options,
                                                AipDraftNodes         *nodes,
                                                AipDraftStore         *store,
                                                AipDraftEventFunc      func,
                                                gpointer               user_data)
                                                G_GNUC_WARN_UNUSED_RESULT;
/* Interrupts what runs and waits for the thread. */
void              aip_draft_executor_free      (AipDraftExecutor      *self);

/* Only while nothing runs. */
void              aip_draft_executor_run       (AipDraftExecutor      *self,
                                                AipDraftPrompt        *prompt);
void              aip_draft_executor_interrupt (AipDraftExecutor      *self);
/* Before the next prompt. */
void              aip_draft_executor_forget    (AipDraftExecutor      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipDraftExecutor, aip_draft_executor_free)

G_END_DECLS
