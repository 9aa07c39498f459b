/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-comfy-history"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-comfy-history.h"
#include "aip-error.h"
#include "aip-json.h"

struct _AipComfyHistory
{
  char             *prompt_id;
  AipComfyStatus    status;
  GPtrArray        *outputs;
  AipComfyFailure  *failure;
  char            **cached;
};

G_DEFINE_BOXED_TYPE (AipComfyHistory, aip_comfy_history, aip_comfy_history_ref,
                     aip_comfy_history_unref)

static char **
read_node_list (JsonArray *nodes)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; nodes != NULL && i < json_array_get_length (nodes); i++)
    {
      const char *node = aip_json_node_string (json_array_get_element (nodes, i));

      if (node != NULL)
        g_strv_builder_add (builder, node);
    }

  return g_strv_builder_end (builder);
}

/* Failed and interrupted prompts both say `status_str: "error"`; only the messages tell. */
static void
read_messages (AipComfyHistory *self,
               JsonArray       *messages,
               gboolean         success)
{
  gboolean interrupted = FALSE;

  for (guint i = 0; messages != NULL && i < json_array_get_length (messages); i++)
    {
      JsonArray *message = aip_json_node_array (json_array_get_element (messages, i));
      const char *type;
      JsonObject *data;

      if (message == NULL || json_array_get_length (message) < 2)
        continue;

      type = aip_json_node_string (json_array_get_element (message, 0));
      data = aip_json_node_object (json_array_get_element (message, 1));

      if (g_strcmp0 (type, "execution_cached") == 0 && self->cached == NULL)
        self->cached = read_node_list (aip_json_get_array (data, "nodes"));
      else if (g_strcmp0 (type, "execution_interrupted") == 0)
        interrupted = TRUE;
      else if (g_strcmp0 (type, "execution_error") == 0 && !success)
        {
          g_clear_pointer (&self->failure, aip_comfy_failure_unref);
          self->failure = aip_comfy_failure_new_from_json (data);
        }
    }

  if (success)
    self->status = AIP_COMFY_STATUS_SUCCESS;
  else if (interrupted && self->failure == NULL)
    self->status = AIP_COMFY_STATUS_INTERRUPTED;
  else
    {
      self->status = AIP_COMFY_STATUS_ERROR;
      if (self->failure == NULL)
        self->failure = aip_comfy_failure_new_from_json (NULL);
    }
}

/**
 * aip_comfy_history_new_from_json:
 * @prompt_id: whose entry it is
 * @entry: the value of that id in the answer of `GET /history/{id}`
 * @error: return location
 *
 * Returns: (transfer full): %NULL with %AIP_ERROR_PROTOCOL when it is no history entry
 */
AipComfyHistory *
aip_comfy_history_new_from_json (const char  *prompt_id,
                                 JsonObject  *entry,
                                 GError     **error)
{
  JsonObject *outputs = aip_json_get_object (entry, "outputs");
  JsonObject *status = aip_json_get_object (entry, "status");
  AipComfyHistory *self;
  JsonObjectIter iter;
  const char *node;
  JsonNode *member;

  g_return_val_if_fail (prompt_id != NULL, NULL);

  if (outputs == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_PROTOCOL,
                   _("The worker’s history of job %s cannot be read."), prompt_id);
      return NULL;
    }

  self = g_atomic_rc_box_new0 (AipComfyHistory);
  self->prompt_id = g_strdup (prompt_id);
  self->outputs = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_comfy_output_unref);

  json_object_iter_init_ordered (&iter, outputs);
  while (json_object_iter_next_ordered (&iter, &node, &member))
    {
      JsonObject *object = aip_json_node_object (member);

      g_ptr_array_extend_and_steal (self->outputs, aip_comfy_output_list_from_json (node, object));
    }

  /* `status` is null on servers that ran the prompt before they kept one: it did run then. */
  read_messages (self, aip_json_get_array (status, "messages"),
                 status == NULL ||
                 g_str_equal (aip_json_get_string (status, "status_str", ""), "success"));
  if (self->cached == NULL)
    self->cached = g_new0 (char *, 1);

  return self;
}

AipComfyHistory *
aip_comfy_history_ref (AipComfyHistory *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
aip_comfy_history_clear (gpointer data)
{
  AipComfyHistory *self = data;

  g_free (self->prompt_id);
  g_ptr_array_unref (self->outputs);
  g_clear_pointer (&self->failure, aip_comfy_failure_unref);
  g_strfreev (self->cached);
}

void
aip_comfy_history_unref (AipComfyHistory *self)
{
  g_atomic_rc_box_release_full (self, aip_comfy_history_clear);
}

const char *
aip_comfy_history_get_prompt_id (AipComfyHistory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->prompt_id;
}

AipComfyStatus
aip_comfy_history_get_status (AipComfyHistory *self)
{
  g_return_val_if_fail (self != NULL, AIP_COMFY_STATUS_ERROR);

  return self->status;
}

GPtrArray *
aip_comfy_history_get_outputs (AipComfyHistory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->outputs;
}

AipComfyFailure *
aip_comfy_history_get_failure (AipComfyHistory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->failure;
}

const char *const *
aip_comfy_history_get_cached (AipComfyHistory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->cached;
}
