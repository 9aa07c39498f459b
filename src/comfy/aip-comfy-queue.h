/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define AIP_TYPE_COMFY_QUEUE (aip_comfy_queue_get_type ())

/* A worker's queue at one moment: prompt ids of everybody's prompts. Immutable. */
typedef struct _AipComfyQueue AipComfyQueue;

GType              aip_comfy_queue_get_type      (void) G_GNUC_CONST;

AipComfyQueue     *aip_comfy_queue_new_from_json (JsonObject    *root,
                                                  GError       **error) G_GNUC_WARN_UNUSED_RESULT;
AipComfyQueue     *aip_comfy_queue_ref           (AipComfyQueue *self);
void               aip_comfy_queue_unref         (AipComfyQueue *self);

const char *const *aip_comfy_queue_get_running   (AipComfyQueue *self);
/* In the order in which they will run, whatever order the server listed them in. */
const char *const *aip_comfy_queue_get_pending   (AipComfyQueue *self);
gboolean           aip_comfy_queue_is_running    (AipComfyQueue *self,
                                                  const char    *prompt_id);
gboolean           aip_comfy_queue_is_pending    (AipComfyQueue *self,
                                                  const char    *prompt_id);
gboolean           aip_comfy_queue_contains      (AipComfyQueue *self,
                                                  const char    *prompt_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipComfyQueue, aip_comfy_queue_unref)

G_END_DECLS
