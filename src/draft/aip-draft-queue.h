/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-draft-json.h"

G_BEGIN_DECLS

/**
 * AipDraftPrompt:
 * @number: what the client sees; an integer, or a float if it gave one itself
 * @order: the same as a number
 * @client_id: (nullable): whom the messages go to
 *
 * One item of the queue. Immutable, shared between the server and the thread that runs it.
 */
typedef struct
{
  gatomicrefcount  ref_count;
  AipDraftJson    *number;
  double           order;
  char            *id;
  AipDraftJson    *graph;
  AipDraftJson    *extra_data;
  AipDraftJson    *outputs;
  char            *client_id;
} AipDraftPrompt;

/* Takes all but @id and @client_id. */
AipDraftPrompt *aip_draft_prompt_new     (AipDraftJson   *number,
                                          const char     *id,
                                          AipDraftJson   *graph,
                                          AipDraftJson   *extra_data,
                                          AipDraftJson   *outputs,
                                          const char     *client_id) G_GNUC_WARN_UNUSED_RESULT;
AipDraftPrompt *aip_draft_prompt_ref     (AipDraftPrompt *self);
void            aip_draft_prompt_unref   (AipDraftPrompt *self);

/* [number, id, graph, extra_data, outputs], as in /queue and /history. @secrets: keep API keys. */
AipDraftJson   *aip_draft_prompt_to_json (AipDraftPrompt *self,
                                          gboolean        secrets) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The prompts that wait. A binary heap kept exactly as Python's heapq keeps it, since GET /queue
 * shows the heap and not the order in which it will be run.
 */
typedef struct _AipDraftQueue AipDraftQueue;

AipDraftQueue  *aip_draft_queue_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void            aip_draft_queue_free       (AipDraftQueue  *self);
/* Takes @prompt. */
void            aip_draft_queue_push       (AipDraftQueue  *self,
                                            AipDraftPrompt *prompt);
AipDraftPrompt *aip_draft_queue_pop        (AipDraftQueue  *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean        aip_draft_queue_remove     (AipDraftQueue  *self,
                                            const char     *id);
void            aip_draft_queue_clear      (AipDraftQueue  *self);
guint           aip_draft_queue_get_length (AipDraftQueue  *self);
AipDraftJson   *aip_draft_queue_to_json    (AipDraftQueue  *self) G_GNUC_WARN_UNUSED_RESULT;

/*
 * What has been run: entries by prompt id in the order in which they ended.
 */
typedef struct _AipDraftHistory AipDraftHistory;

AipDraftHistory *aip_draft_history_new     (void) G_GNUC_WARN_UNUSED_RESULT;
void             aip_draft_history_free    (AipDraftHistory *self);
/* Takes @entry. */
void             aip_draft_history_add     (AipDraftHistory *self,
                                            const char      *id,
                                            AipDraftJson    *entry);
void             aip_draft_history_remove  (AipDraftHistory *self,
                                            const char      *id);
void             aip_draft_history_clear   (AipDraftHistory *self);
/* {id: entry}, or {} for an unknown id. */
AipDraftJson    *aip_draft_history_lookup  (AipDraftHistory *self,
                                            const char      *id) G_GNUC_WARN_UNUSED_RESULT;
/* @max_items: -1 for all. @offset: from the oldest, -1 for "the newest max_items". */
AipDraftJson    *aip_draft_history_to_json (AipDraftHistory *self,
                                            gint64           max_items,
                                            gint64           offset) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipDraftPrompt, aip_draft_prompt_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipDraftQueue, aip_draft_queue_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipDraftHistory, aip_draft_history_free)

G_END_DECLS
