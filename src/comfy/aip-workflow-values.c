/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-workflow-values"

#include "config.h"

#include <math.h>

#include "aip-comfy-json.h"
#include "aip-workflow-values.h"

struct _AipWorkflowValues
{
  gatomicrefcount  ref_count;
  GHashTable      *nodes;      /* role → JsonNode as aip-comfy-json.h keeps it */
  GPtrArray       *loras;      /* AipLora */
};

G_DEFINE_BOXED_TYPE (AipWorkflowValues, aip_workflow_values, aip_workflow_values_ref,
                     aip_workflow_values_unref)

AipWorkflowValues *
aip_workflow_values_new (void)
{
  AipWorkflowValues *self = g_new0 (AipWorkflowValues, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->nodes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) json_node_unref);
  self->loras = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_lora_free);

  return self;
}

AipWorkflowValues *
aip_workflow_values_ref (AipWorkflowValues *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
aip_workflow_values_unref (AipWorkflowValues *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->nodes);
  g_ptr_array_unref (self->loras);
  g_free (self);
}

void
aip_workflow_values_set_string (AipWorkflowValues *self,
                                const char        *role,
                                const char        *value)
{
  g_return_if_fail (self != NULL && role != NULL && value != NULL);

  g_hash_table_replace (self->nodes, g_strdup (role), aip_comfy_json_new_string (value));
}

void
aip_workflow_values_set_int (AipWorkflowValues *self,
                             const char        *role,
                             gint64             value)
{
  g_return_if_fail (self != NULL && role != NULL);

  g_hash_table_replace (self->nodes, g_strdup (role), json_node_init_int (json_node_alloc (),
                                                                          value));
}

void
aip_workflow_values_set_uint64 (AipWorkflowValues *self,
                                const char        *role,
                                guint64            value)
{
  g_return_if_fail (self != NULL && role != NULL);

  g_hash_table_replace (self->nodes, g_strdup (role), aip_comfy_json_new_uint64 (value));
}

void
aip_workflow_values_set_double (AipWorkflowValues *self,
                                const char        *role,
                                double             value)
{
  g_return_if_fail (self != NULL && role != NULL && isfinite (value));

  g_hash_table_replace (self->nodes, g_strdup (role), json_node_init_double (json_node_alloc (),
                                                                             value));
}

void
aip_workflow_values_add_lora (AipWorkflowValues *self,
                              const char        *file,
                              double             model,
                              double             clip)
{
  g_return_if_fail (self != NULL && file != NULL && isfinite (model) && isfinite (clip));

  for (guint i = 0; i < self->loras->len; i++)
    {
      const AipLora *lora = g_ptr_array_index (self->loras, i);

      if (g_str_equal (lora->file, file))
        return;
    }

  g_ptr_array_add (self->loras, aip_lora_new (file, model, clip));
}

GPtrArray *
aip_workflow_values_get_loras (AipWorkflowValues *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->loras;
}

gboolean
aip_workflow_values_has (AipWorkflowValues *self,
                         const char        *role)
{
  g_return_val_if_fail (self != NULL && role != NULL, FALSE);

  return g_hash_table_contains (self->nodes, role);
}

char *
aip_workflow_values_dup_string (AipWorkflowValues *self,
                                const char        *role)
{
  char *text;

  g_return_val_if_fail (self != NULL && role != NULL, NULL);

  text = aip_comfy_json_dup_string (g_hash_table_lookup (self->nodes, role));

  return text != NULL ? text : g_strdup ("");
}

double
aip_workflow_values_get_number (AipWorkflowValues *self,
                                const char        *role,
                                double             fallback)
{
  double value;

  g_return_val_if_fail (self != NULL && role != NULL, fallback);

  return aip_comfy_json_get_number (g_hash_table_lookup (self->nodes, role), &value) ? value
                                                                                     : fallback;
}

char **
aip_workflow_values_list_roles (AipWorkflowValues *self)
{
  g_autoptr(GPtrArray) roles = NULL;
  char **list;

  g_return_val_if_fail (self != NULL, NULL);

  roles = g_hash_table_get_keys_as_ptr_array (self->nodes);
  g_ptr_array_sort_values (roles, (GCompareFunc) g_strcmp0);
  list = g_new0 (char *, roles->len + 1);
  for (guint i = 0; i < roles->len; i++)
    list[i] = g_strdup (g_ptr_array_index (roles, i));

  return list;
}

gboolean
aip_workflow_values_apply (AipWorkflowValues  *self,
                           const char         *role,
                           AipGraph           *graph,
                           const char         *node,
                           const char         *input,
                           GError            **error)
{
  JsonNode *value, *present;
  g_autofree char *text = NULL;
  guint64 whole;
  double number;

  g_return_val_if_fail (self != NULL && role != NULL && graph != NULL, FALSE);

  value = g_hash_table_lookup (self->nodes, role);
  g_return_val_if_fail (value != NULL, FALSE);

  text = aip_comfy_json_dup_string (value);
  if (text != NULL)
    return aip_graph_set_string (graph, node, input, text, error);

  present = aip_graph_get_literal (graph, node, input);
  if (present != NULL && JSON_NODE_HOLDS_VALUE (present) &&
      json_node_get_value_type (present) == G_TYPE_DOUBLE &&
      aip_comfy_json_get_number (value, &number))
    return aip_graph_set_double (graph, node, input, number, error);

  if (aip_comfy_json_get_uint64 (value, &whole))
    return aip_graph_set_uint64 (graph, node, input, whole, error);

  if (json_node_get_value_type (value) == G_TYPE_INT64)
    return aip_graph_set_int (graph, node, input, json_node_get_int (value), error);

  return aip_graph_set_double (graph, node, input, json_node_get_double (value), error);
}
