/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-comfy-event"

#include "config.h"

#include <string.h>

#include "aip-comfy-event.h"
#include "aip-comfy-json.h"
#include "aip-json.h"

#define MAX_FRAME      (64 * 1024 * 1024)
#define MAX_ID         512
#define MAX_TEXT       65536
#define MAX_CACHED     20000

/* The first four bytes of a binary frame; all its numbers are big-endian. */
#define BINARY_PREVIEW               1
#define BINARY_TEXT                  3
#define BINARY_PREVIEW_WITH_METADATA 4

void
aip_comfy_event_free (AipComfyEvent *self)
{
  g_free (self->prompt_id);
  g_free (self->node);
  g_free (self->credential_key);
  g_strfreev (self->nodes);
  g_clear_pointer (&self->object, json_object_unref);
  g_clear_pointer (&self->failure, aip_comfy_failure_unref);
  g_clear_pointer (&self->image, g_bytes_unref);
  g_free (self->text);
  g_free (self);
}

/* An id that is a text, or a number as some custom nodes send it; NULL for anything else. */
static char *
dup_id (JsonObject *data,
        const char *member)
{
  JsonNode *node = aip_json_get (data, member);
  const char *text = aip_json_node_string (node);
  guint64 number;

  if (text != NULL)
    return *text != '\0' && strlen (text) <= MAX_ID ? g_strdup (text) : NULL;

  if (aip_comfy_json_get_uint64 (node, &number))
    return g_strdup_printf ("%" G_GUINT64_FORMAT, number);

  return NULL;
}

static gboolean
read_status (AipComfyEvent *self,
             JsonObject    *data)
{
  JsonObject *status = aip_json_get_object (data, "status");
  JsonObject *info = aip_json_get_object (status, "exec_info");
  gint64 remaining = aip_json_get_int (info, "queue_remaining", -1);
  const char *key = aip_json_get_string (data, "credential_key", NULL);

  if (remaining < 0 || remaining > G_MAXINT)
    return FALSE;

  self->queue_remaining = (guint) remaining;
  if (key != NULL && strlen (key) <= MAX_ID)
    self->credential_key = g_strdup (key);

  return TRUE;
}

static gboolean
read_executing (AipComfyEvent *self,
                JsonObject    *data)
{
  JsonNode *node = aip_json_get (data, "node");

  /* After a reconnect the server names only the node that runs; whose it is tells the queue. */
  if (self->prompt_id == NULL || node == NULL)
    return FALSE;

  if (JSON_NODE_HOLDS_NULL (node))
    {
      self->type = AIP_COMFY_EVENT_FINISHED;
      return TRUE;
    }

  self->node = dup_id (data, "node");

  return self->node != NULL;
}

static gboolean
read_progress (AipComfyEvent *self,
               JsonObject    *data)
{
  self->node = dup_id (data, "node");

  if (self->prompt_id == NULL || self->node == NULL ||
      !aip_comfy_json_get_number (aip_json_get (data, "value"), &self->value) ||
      !aip_comfy_json_get_number (aip_json_get (data, "max"), &self->max) || self->max <= 0)
    return FALSE;

  self->value = CLAMP (self->value, 0, self->max);

  return TRUE;
}

static gboolean
read_cached (AipComfyEvent *self,
             JsonObject    *data)
{
  JsonArray *array = aip_json_get_array (data, "nodes");
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  if (self->prompt_id == NULL || array == NULL || json_array_get_length (array) > MAX_CACHED)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *node = aip_json_node_string (json_array_get_element (array, i));

      if (node != NULL)
        g_strv_builder_add (builder, node);
    }
  self->nodes = g_strv_builder_end (builder);

  return TRUE;
}

static gboolean
read_executed (AipComfyEvent *self,
               JsonObject    *data)
{
  JsonObject *output = aip_json_get_object (data, "output");

  self->node = dup_id (data, "node");
  if (output != NULL)
    self->object = json_object_ref (output);

  return self->prompt_id != NULL && self->node != NULL;
}

static gboolean
read_progress_state (AipComfyEvent *self,
                     JsonObject    *data)
{
  JsonObject *nodes = aip_json_get_object (data, "nodes");

  if (nodes != NULL)
    self->object = json_object_ref (nodes);

  return self->prompt_id != NULL && nodes != NULL;
}

static gboolean
read_failure (AipComfyEvent *self,
              JsonObject    *data)
{
  self->failure = aip_comfy_failure_new_from_json (data);

  return self->prompt_id != NULL;
}

static gboolean
read_plain (AipComfyEvent *self,
            JsonObject    *data)
{
  return self->prompt_id != NULL;
}

static const struct {
  const char         *name;
  AipComfyEventType   type;
  gboolean          (*read) (AipComfyEvent *self, JsonObject *data);
} kinds[] = {
  { "status",                AIP_COMFY_EVENT_STATUS,            read_status },
  { "execution_start",       AIP_COMFY_EVENT_EXECUTION_START,   read_plain },
  { "execution_cached",      AIP_COMFY_EVENT_EXECUTION_CACHED,  read_cached },
  { "executing",             AIP_COMFY_EVENT_EXECUTING,         read_executing },
  { "progress",              AIP_COMFY_EVENT_PROGRESS,          read_progress },
  { "progress_state",        AIP_COMFY_EVENT_PROGRESS_STATE,    read_progress_state },
  { "executed",              AIP_COMFY_EVENT_EXECUTED,          read_executed },
  { "execution_error",       AIP_COMFY_EVENT_EXECUTION_ERROR,   read_failure },
  { "execution_success",     AIP_COMFY_EVENT_EXECUTION_SUCCESS, read_plain },
  { "execution_interrupted", AIP_COMFY_EVENT_INTERRUPTED,       read_plain },
};

/**
 * aip_comfy_event_new_from_text:
 * @frame: a text frame
 *
 * May be called in any thread.
 *
 * Returns: (transfer full) (nullable): %NULL for everything that is not understood: unknown types
 *   (custom nodes send their own), wrong types of members, text that is no JSON. Such a message
 *   costs only itself.
 */
AipComfyEvent *
aip_comfy_event_new_from_text (GBytes *frame)
{
  g_autoptr(AipComfyEvent) self = NULL;
  g_autoptr(JsonNode) node = NULL;
  JsonObject *root, *data;
  const char *type;

  g_return_val_if_fail (frame != NULL, NULL);

  node = aip_comfy_json_parse_bytes (frame, MAX_FRAME, NULL);
  root = aip_json_node_object (node);
  type = aip_json_get_string (root, "type", NULL);
  data = aip_json_get_object (root, "data");
  if (type == NULL || data == NULL)
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (type, kinds[i].name))
      {
        self = g_new0 (AipComfyEvent, 1);
        self->type = kinds[i].type;
        self->prompt_id = dup_id (data, "prompt_id");

        return kinds[i].read (self, data) ? g_steal_pointer (&self) : NULL;
      }

  return NULL;
}

static guint32
read_be32 (const guint8 *data)
{
  guint32 value;

  memcpy (&value, data, sizeof value);

  return GUINT32_FROM_BE (value);
}

/* The bytes decide what a picture is, whatever the frame says; anything else is no preview. */
static const char *
sniff_preview (const guint8 *data,
               gsize         size)
{
  if (size >= 3 && memcmp (data, "\xff\xd8\xff", 3) == 0)
    return "image/jpeg";
  if (size >= 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0)
    return "image/png";

  return NULL;
}

static gboolean
read_preview (AipComfyEvent *self,
              GBytes        *frame,
              gsize          offset)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (frame, &size);

  if (offset > size)
    return FALSE;

  self->type = AIP_COMFY_EVENT_PREVIEW;
  self->mime = sniff_preview (data + offset, size - offset);
  if (self->mime == NULL)
    return FALSE;

  self->image = g_bytes_new_from_bytes (frame, offset, size - offset);

  return TRUE;
}

static gboolean
read_text (AipComfyEvent *self,
           const guint8  *data,
           gsize          size)
{
  guint32 n = size >= 8 ? read_be32 (data + 4) : 0;

  if (size < 8 || n > MAX_ID || n > size - 8 || size - 8 - n > MAX_TEXT)
    return FALSE;

  self->type = AIP_COMFY_EVENT_TEXT;
  self->node = g_utf8_make_valid ((const char *) data + 8, n);
  self->text = g_utf8_make_valid ((const char *) data + 8 + n, (gssize) (size - 8 - n));

  return TRUE;
}

static gboolean
read_preview_with_metadata (AipComfyEvent *self,
                            GBytes        *frame,
                            const guint8  *data,
                            gsize          size)
{
  guint32 n = size >= 8 ? read_be32 (data + 4) : 0;
  g_autoptr(JsonNode) node = NULL;
  JsonObject *metadata;

  if (size < 8 || n > MAX_TEXT || n > size - 8)
    return FALSE;

  node = aip_comfy_json_parse ((const char *) data + 8, n, MAX_TEXT, NULL);
  metadata = aip_json_node_object (node);
  self->prompt_id = dup_id (metadata, "prompt_id");
  self->node = dup_id (metadata, "node_id");

  return self->prompt_id != NULL && self->node != NULL && read_preview (self, frame, 8 + n);
}

/**
 * aip_comfy_event_new_from_binary:
 * @frame: a binary frame; the event keeps a reference to its bytes
 *
 * Returns: (transfer full) (nullable): %NULL for unknown events and for frames that are cut short
 */
AipComfyEvent *
aip_comfy_event_new_from_binary (GBytes *frame)
{
  g_autoptr(AipComfyEvent) self = NULL;
  const guint8 *data;
  gboolean well_formed = FALSE;
  gsize size;

  g_return_val_if_fail (frame != NULL, NULL);

  data = g_bytes_get_data (frame, &size);
  if (size < 4)
    return NULL;

  self = g_new0 (AipComfyEvent, 1);
  switch (read_be32 (data))
    {
    case BINARY_PREVIEW:
      well_formed = read_preview (self, frame, 8);
      break;

    case BINARY_TEXT:
      well_formed = read_text (self, data, size);
      break;

    case BINARY_PREVIEW_WITH_METADATA:
      well_formed = read_preview_with_metadata (self, frame, data, size);
      break;

    default:
      break;
    }

  return well_formed ? g_steal_pointer (&self) : NULL;
}
