/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-comfy-failure.h"
#include "aip-comfy-output.h"

G_BEGIN_DECLS

#define AIP_TYPE_COMFY_HISTORY (aip_comfy_history_get_type ())

/**
 * AipComfyStatus:
 * @AIP_COMFY_STATUS_SUCCESS: it ran to the end
 * @AIP_COMFY_STATUS_ERROR: it failed; see aip_comfy_history_get_failure()
 * @AIP_COMFY_STATUS_INTERRUPTED: somebody interrupted it
 */
typedef enum {
  AIP_COMFY_STATUS_SUCCESS,
  AIP_COMFY_STATUS_ERROR,
  AIP_COMFY_STATUS_INTERRUPTED,
} AipComfyStatus;

/* What a worker's history says about one finished prompt. Immutable. */
typedef struct _AipComfyHistory AipComfyHistory;

GType            aip_comfy_history_get_type      (void) G_GNUC_CONST;

AipComfyHistory *aip_comfy_history_new_from_json (const char      *prompt_id,
                                                  JsonObject      *entry,
                                                  GError         **error) G_GNUC_WARN_UNUSED_RESULT;
AipComfyHistory *aip_comfy_history_ref           (AipComfyHistory *self);
void             aip_comfy_history_unref         (AipComfyHistory *self);

const char      *aip_comfy_history_get_prompt_id (AipComfyHistory *self);
AipComfyStatus   aip_comfy_history_get_status    (AipComfyHistory *self);
/* (element-type AipComfyOutput), in the server's order; outputs finished before a failure are
 * listed too. A success without any output happens (a blocked branch): the job made nothing. */
GPtrArray       *aip_comfy_history_get_outputs   (AipComfyHistory *self);
/* NULL unless the status is ERROR. */
AipComfyFailure *aip_comfy_history_get_failure   (AipComfyHistory *self);
/* The nodes that were taken from the server's cache; never NULL. */
const char *const *
                 aip_comfy_history_get_cached    (AipComfyHistory *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipComfyHistory, aip_comfy_history_unref)

G_END_DECLS
