/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define AIP_TYPE_COMFY_FAILURE (aip_comfy_failure_get_type ())

/* Why a prompt failed on a worker, from `execution_error` (socket or history). Immutable. */
typedef struct _AipComfyFailure AipComfyFailure;

GType            aip_comfy_failure_get_type           (void) G_GNUC_CONST;

AipComfyFailure *aip_comfy_failure_new_from_json      (JsonObject      *data)
  G_GNUC_WARN_UNUSED_RESULT;
AipComfyFailure *aip_comfy_failure_ref                (AipComfyFailure *self);
void             aip_comfy_failure_unref              (AipComfyFailure *self);

/* AIP_ERROR_OUT_OF_MEMORY, AIP_ERROR_INVALID (a model or an input file is missing or unusable
 * there: the same job would fail on that worker again) or AIP_ERROR_EXECUTION. */
int              aip_comfy_failure_get_code           (AipComfyFailure *self);
/* A whole sentence for the user. */
const char      *aip_comfy_failure_get_message        (AipComfyFailure *self);
/* All of these may be "" but never NULL. */
const char      *aip_comfy_failure_get_node_id        (AipComfyFailure *self);
const char      *aip_comfy_failure_get_node_type      (AipComfyFailure *self);
const char      *aip_comfy_failure_get_exception_type (AipComfyFailure *self);
const char      *aip_comfy_failure_get_exception      (AipComfyFailure *self);
const char      *aip_comfy_failure_get_traceback      (AipComfyFailure *self);

GError          *aip_comfy_failure_to_error           (AipComfyFailure *self)
  G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipComfyFailure, aip_comfy_failure_unref)

G_END_DECLS
