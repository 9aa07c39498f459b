/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "aip-comfy-failure.h"

G_BEGIN_DECLS

/* Private to this room: one message of the socket, checked. */

typedef enum {
  AIP_COMFY_EVENT_STATUS,
  AIP_COMFY_EVENT_EXECUTION_START,
  AIP_COMFY_EVENT_EXECUTION_CACHED,
  AIP_COMFY_EVENT_EXECUTING,
  AIP_COMFY_EVENT_FINISHED,
  AIP_COMFY_EVENT_PROGRESS,
  AIP_COMFY_EVENT_PROGRESS_STATE,
  AIP_COMFY_EVENT_EXECUTED,
  AIP_COMFY_EVENT_EXECUTION_ERROR,
  AIP_COMFY_EVENT_EXECUTION_SUCCESS,
  AIP_COMFY_EVENT_INTERRUPTED,
  AIP_COMFY_EVENT_PREVIEW,
  AIP_COMFY_EVENT_TEXT,
} AipComfyEventType;

/* Only the members of its type are set. */
typedef struct {
  AipComfyEventType  type;
  char              *prompt_id;       /* all but STATUS and TEXT; PREVIEW: nullable */
  char              *node;            /* EXECUTING, PROGRESS, EXECUTED, TEXT, PREVIEW (nullable) */
  double             value;           /* PROGRESS: 0 … max */
  double             max;             /* PROGRESS: over 0 */
  guint              queue_remaining; /* STATUS */
  char              *credential_key;  /* STATUS, the first one of newer servers; nullable */
  char             **nodes;           /* EXECUTION_CACHED */
  JsonObject        *object;          /* PROGRESS_STATE: nodes; EXECUTED: output, nullable */
  AipComfyFailure   *failure;         /* EXECUTION_ERROR */
  GBytes            *image;           /* PREVIEW */
  const char        *mime;            /* PREVIEW */
  char              *text;            /* TEXT */
} AipComfyEvent;

AipComfyEvent *aip_comfy_event_new_from_text   (GBytes        *frame) G_GNUC_WARN_UNUSED_RESULT;
AipComfyEvent *aip_comfy_event_new_from_binary (GBytes        *frame) G_GNUC_WARN_UNUSED_RESULT;
void           aip_comfy_event_free            (AipComfyEvent *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipComfyEvent, aip_comfy_event_free)

G_END_DECLS
