/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define AIP_TYPE_COMFY_SUBMISSION (aip_comfy_submission_get_type ())

/**
 * AipComfyOutcome:
 * @AIP_COMFY_OUTCOME_QUEUED: the whole graph is in the worker's queue
 * @AIP_COMFY_OUTCOME_PARTIAL: it is queued, but not as asked (some outputs were refused and will
 *   silently be skipped, or the worker gave it another id): cancel
 *   aip_comfy_submission_get_prompt_id() there
 * @AIP_COMFY_OUTCOME_NOT_QUEUED: nothing was queued
 * @AIP_COMFY_OUTCOME_UNKNOWN: it may or may not be queued: look into the worker's queue and history
 *   for the prompt id before anything is posted again. Posting it again blindly can kill a worker.
 */
typedef enum {
  AIP_COMFY_OUTCOME_QUEUED,
  AIP_COMFY_OUTCOME_PARTIAL,
  AIP_COMFY_OUTCOME_NOT_QUEUED,
  AIP_COMFY_OUTCOME_UNKNOWN,
} AipComfyOutcome;

/* What came of posting a graph. Immutable. */
typedef struct _AipComfySubmission AipComfySubmission;

GType               aip_comfy_submission_get_type      (void) G_GNUC_CONST;

AipComfySubmission *aip_comfy_submission_new           (AipComfyOutcome     outcome,
                                                        const char         *prompt_id,
                                                        double              number)
  G_GNUC_WARN_UNUSED_RESULT;
AipComfySubmission *aip_comfy_submission_new_from_answer
                                                       (guint               http_status,
                                                        const char         *prompt_id,
                                                        GBytes             *body,
                                                        GError            **error)
  G_GNUC_WARN_UNUSED_RESULT;
AipComfySubmission *aip_comfy_submission_ref           (AipComfySubmission *self);
void                aip_comfy_submission_unref         (AipComfySubmission *self);

AipComfyOutcome     aip_comfy_submission_get_outcome   (AipComfySubmission *self);
const char         *aip_comfy_submission_get_prompt_id (AipComfySubmission *self);
/* The place in the worker's order: the smallest runs first. */
double              aip_comfy_submission_get_number    (AipComfySubmission *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipComfySubmission, aip_comfy_submission_unref)

G_END_DECLS
