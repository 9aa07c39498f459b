/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-comfy-system-stats"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-comfy-json.h"
#include "aip-comfy-system-stats.h"
#include "aip-error.h"
#include "aip-json.h"

#define MAX_DEVICES 256

struct _AipComfySystemStats
{
  char      *os;
  char      *version;
  char      *python;
  char      *pytorch;
  guint64    ram_total;
  guint64    ram_free;
  GPtrArray *devices;
};

G_DEFINE_BOXED_TYPE (AipComfySystemStats, aip_comfy_system_stats, aip_comfy_system_stats_ref,
                     aip_comfy_system_stats_unref)

static void
device_free (gpointer data)
{
  AipComfyDevice *device = data;

  g_free (device->name);
  g_free (device->type);
  g_free (device);
}

/* "cuda:0 NVIDIA GeForce RTX 4090 : cudaMallocAsync" → "NVIDIA GeForce RTX 4090" */
static char *
clean_name (const char *name)
{
  g_autofree char *copy = g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), 200));
  char *start = copy;
  char *allocator = strstr (copy, " : ");

  if (allocator != NULL)
    *allocator = '\0';

  if (g_str_has_prefix (copy, "cuda:") || g_str_has_prefix (copy, "xpu:") ||
      g_str_has_prefix (copy, "npu:"))
    {
      char *space = strchr (copy, ' ');

      if (space != NULL)
        start = space + 1;
    }

  return g_strdup (g_strstrip (start));
}

static guint64
get_bytes (JsonObject *object,
           const char *member)
{
  guint64 value;

  return aip_comfy_json_get_uint64 (aip_json_get (object, member), &value) ? value : 0;
}

/**
 * aip_comfy_system_stats_new_from_json:
 * @root: the answer of `GET /system_stats`
 * @error: return location
 *
 * Returns: (transfer full): %NULL with %AIP_ERROR_PROTOCOL when it comes from no ComfyUI server
 */
AipComfySystemStats *
aip_comfy_system_stats_new_from_json (JsonObject  *root,
                                      GError     **error)
{
  JsonObject *system = aip_json_get_object (root, "system");
  JsonArray *devices = aip_json_get_array (root, "devices");
  AipComfySystemStats *self;

  if (system == NULL || devices == NULL)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_PROTOCOL,
                           _("There is a server at this address, but it is not ComfyUI."));
      return NULL;
    }

  self = g_atomic_rc_box_new0 (AipComfySystemStats);
  self->os = g_strdup (aip_json_get_string (system, "os", ""));
  self->version = g_strdup (aip_json_get_string (system, "comfyui_version", ""));
  self->python = g_strdup (aip_json_get_string (system, "python_version", ""));
  self->pytorch = g_strdup (aip_json_get_string (system, "pytorch_version", ""));
  self->ram_total = get_bytes (system, "ram_total");
  self->ram_free = get_bytes (system, "ram_free");
  self->devices = g_ptr_array_new_with_free_func (device_free);

  for (guint i = 0; i < MIN (json_array_get_length (devices), MAX_DEVICES); i++)
    {
      JsonObject *object = aip_json_node_object (json_array_get_element (devices, i));
      AipComfyDevice *device;
      gint64 index;

      if (object == NULL)
        continue;

      index = aip_json_get_int (object, "index", -1);
      device = g_new0 (AipComfyDevice, 1);
      device->name = clean_name (aip_json_get_string (object, "name", ""));
      device->type = g_strdup (aip_json_get_string (object, "type", ""));
      device->index = index >= 0 && index < G_MAXINT ? (int) index : -1;
      device->vram_total = get_bytes (object, "vram_total");
      device->vram_free = get_bytes (object, "vram_free");
      g_ptr_array_add (self->devices, device);
    }

  return self;
}

AipComfySystemStats *
aip_comfy_system_stats_ref (AipComfySystemStats *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
aip_comfy_system_stats_clear (gpointer data)
{
  AipComfySystemStats *self = data;

  g_free (self->os);
  g_free (self->version);
  g_free (self->python);
  g_free (self->pytorch);
  g_ptr_array_unref (self->devices);
}

void
aip_comfy_system_stats_unref (AipComfySystemStats *self)
{
  g_atomic_rc_box_release_full (self, aip_comfy_system_stats_clear);
}

const char *
aip_comfy_system_stats_get_os (AipComfySystemStats *self)
{
  g_return_val_if_fail (self != NULL, "");

  return self->os;
}

const char *
aip_comfy_system_stats_get_version (AipComfySystemStats *self)
{
  g_return_val_if_fail (self != NULL, "");

  return self->version;
}

const char *
aip_comfy_system_stats_get_python (AipComfySystemStats *self)
{
  g_return_val_if_fail (self != NULL, "");

  return self->python;
}

const char *
aip_comfy_system_stats_get_pytorch (AipComfySystemStats *self)
{
  g_return_val_if_fail (self != NULL, "");

  return self->pytorch;
}

guint64
aip_comfy_system_stats_get_ram_total (AipComfySystemStats *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->ram_total;
}

guint64
aip_comfy_system_stats_get_ram_free (AipComfySystemStats *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->ram_free;
}

guint
aip_comfy_system_stats_get_n_devices (AipComfySystemStats *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->devices->len;
}

const AipComfyDevice *
aip_comfy_system_stats_get_device (AipComfySystemStats *self,
                                   guint                index)
{
  g_return_val_if_fail (self != NULL && index < self->devices->len, NULL);

  return g_ptr_array_index (self->devices, index);
}

const AipComfyDevice *
aip_comfy_system_stats_get_largest_gpu (AipComfySystemStats *self)
{
  const AipComfyDevice *best = NULL;
  gboolean best_is_gpu = FALSE;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->devices->len; i++)
    {
      const AipComfyDevice *device = g_ptr_array_index (self->devices, i);
      gboolean is_gpu = !g_str_equal (device->type, "cpu");

      if (best == NULL || (is_gpu && !best_is_gpu) ||
          (is_gpu == best_is_gpu && device->vram_total > best->vram_total))
        {
          best = device;
          best_is_gpu = is_gpu;
        }
    }

  return best;
}
