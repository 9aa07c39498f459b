/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-draft-queue.h"

G_BEGIN_DECLS

/**
 * AipDraftEventKind:
 * @AIP_DRAFT_EVENT_MESSAGE: @text for the client of the prompt; nobody's if it has none
 * @AIP_DRAFT_EVENT_BROADCAST: @text for the client of the prompt, or for all if it has none
 * @AIP_DRAFT_EVENT_PROGRESS: @text, then @progress and @preview in the order the client's
 *   feature flags ask for; addressed like a broadcast
 * @AIP_DRAFT_EVENT_DONE: the prompt ended; @entry belongs into the history
 */
typedef enum {
  AIP_DRAFT_EVENT_MESSAGE,
  AIP_DRAFT_EVENT_BROADCAST,
  AIP_DRAFT_EVENT_PROGRESS,
  AIP_DRAFT_EVENT_DONE,
} AipDraftEventKind;

typedef struct
{
  AipDraftEventKind  kind;
  AipDraftPrompt    *prompt;
  char              *text;
  char              *progress;
  GBytes            *preview;   /* JPEG */
  char              *node_id;   /* of a preview, and of each `executing` */
  AipDraftJson      *entry;
} AipDraftEvent;

void aip_draft_event_free (AipDraftEvent *event);

G_END_DECLS
