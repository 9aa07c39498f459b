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

/**
 * AipDraftRunHost:
 * @cache: from aip_draft_run_cache_new(); what nodes of earlier prompts left behind
 * @emit: takes the event
 * @wait: waits @weight times as long as one step takes (0: not at all); %FALSE when interrupted
 *
 * Whoever lets a prompt be run. Everything is called in the thread that runs it.
 */
typedef struct
{
  const AipDraftOptions *options;
  AipDraftNodes         *nodes;
  AipDraftStore         *store;
  GHashTable            *cache;
  void                 (*emit) (AipDraftEvent *event,
                                gpointer       user_data);
  gboolean             (*wait) (double         weight,
                                gpointer       user_data);
  gpointer               user_data;
} AipDraftRunHost;

GHashTable *aip_draft_run_cache_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* Runs one prompt from its first message to %AIP_DRAFT_EVENT_DONE. Blocks. */
void        aip_draft_run_prompt    (const AipDraftRunHost *host,
                                     AipDraftPrompt        *prompt);

G_END_DECLS
