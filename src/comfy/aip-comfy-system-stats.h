/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define AIP_TYPE_COMFY_SYSTEM_STATS (aip_comfy_system_stats_get_type ())

/* One device of a worker; memory in bytes. */
typedef struct {
  char    *name;        /* "NVIDIA GeForce RTX 4090", "cpu" …: without torch's "cuda:0" around it */
  char    *type;        /* "cuda", "cpu", "mps" … */
  int      index;       /* -1 when the server gives none */
  guint64  vram_total;
  guint64  vram_free;
} AipComfyDevice;

/* What `GET /system_stats` says. Immutable. */
typedef struct _AipComfySystemStats AipComfySystemStats;

GType                aip_comfy_system_stats_get_type        (void) G_GNUC_CONST;

AipComfySystemStats *aip_comfy_system_stats_new_from_json   (JsonObject          *root,
                                                             GError             **error)
  G_GNUC_WARN_UNUSED_RESULT;
AipComfySystemStats *aip_comfy_system_stats_ref             (AipComfySystemStats *self);
void                 aip_comfy_system_stats_unref           (AipComfySystemStats *self);

/* These are "" when the server does not say. */
const char          *aip_comfy_system_stats_get_os          (AipComfySystemStats *self);
const char          *aip_comfy_system_stats_get_version     (AipComfySystemStats *self);
const char          *aip_comfy_system_stats_get_python      (AipComfySystemStats *self);
const char          *aip_comfy_system_stats_get_pytorch     (AipComfySystemStats *self);
guint64              aip_comfy_system_stats_get_ram_total   (AipComfySystemStats *self);
guint64              aip_comfy_system_stats_get_ram_free    (AipComfySystemStats *self);
guint                aip_comfy_system_stats_get_n_devices   (AipComfySystemStats *self);
const AipComfyDevice *
                     aip_comfy_system_stats_get_device      (AipComfySystemStats *self,
                                                             guint                index);
/* The single device with the most memory, a GPU before a CPU; NULL when there is none. A model has
 * to fit on one device: memory of several is never added up. */
const AipComfyDevice *
                     aip_comfy_system_stats_get_largest_gpu (AipComfySystemStats *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipComfySystemStats, aip_comfy_system_stats_unref)

G_END_DECLS
