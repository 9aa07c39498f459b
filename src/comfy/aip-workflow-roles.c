/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-workflow"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-error.h"
#include "aip-graph-sides.h"
#include "aip-workflow-private.h"

static gboolean
fail (AipWorkflow  *self,
      const char   *format,
      const char   *role,
      const char   *node,
      GError      **error)
{
  g_autofree char *sentence = NULL;
  g_autofree char *place = g_strdup_printf ("%s (node %s)", aip_graph_get_title (self->graph, node),
                                            node);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  sentence = g_strdup_printf (format, self->title, role, place);
#pragma GCC diagnostic pop
  g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID, sentence);

  return FALSE;
}

static gboolean
reaches (GPtrArray  *samplers,
         const char *node,
         gboolean    negative)
{
  for (guint i = 0; i < samplers->len; i++)
    {
      AipGraphSides *sides = g_ptr_array_index (samplers, i);

      if (g_hash_table_contains (negative ? sides->negative : sides->positive, node))
        return TRUE;
    }

  return FALSE;
}

static gboolean
verify_side (AipWorkflow  *self,
             GPtrArray    *samplers,
             const char   *role,
             gboolean      negative,
             GError      **error)
{
  const GArray *refs = aip_workflow_get_bindings (self, role);

  for (guint i = 0; i < refs->len; i++)
    {
      const char *node = g_array_index (refs, AipGraphRef, i).node;

      /* Translators: title of a workflow, "prompt" or "negative", a node */
      if (reaches (samplers, node, !negative))
        return fail (self, negative
                             ? _("In the workflow “%s” the text of “%s” would go to %s, which is "
                                 "wired to a sampler’s positive side.")
                             : _("In the workflow “%s” the text of “%s” would go to %s, which is "
                                 "wired to a sampler’s negative side."), role, node, error);
      if (!reaches (samplers, node, negative))
        return fail (self, _("In the workflow “%s” the text of “%s” would go to %s, which reaches "
                             "no sampler."), role, node, error);
    }

  return TRUE;
}

/* Every sampler that the result depends on must get the prompt. */
static gboolean
verify_samplers (AipWorkflow  *self,
                 GPtrArray    *samplers,
                 GHashTable   *needed,
                 GError      **error)
{
  const GArray *prompts = aip_workflow_get_bindings (self, AIP_ROLE_PROMPT);

  for (guint i = 0; i < samplers->len; i++)
    {
      AipGraphSides *sides = g_ptr_array_index (samplers, i);
      gboolean prompted = FALSE;

      if (!g_hash_table_contains (needed, sides->sampler))
        continue;

      for (guint j = 0; j < prompts->len; j++)
        if (g_hash_table_contains (sides->positive, g_array_index (prompts, AipGraphRef, j).node))
          prompted = TRUE;
      if (!prompted)
        return fail (self, _("In the workflow “%s” the text of “%s” does not reach the sampler "
                             "%s."), AIP_ROLE_PROMPT, sides->sampler, error);
    }

  return TRUE;
}

gboolean
aip_workflow_verify_roles (AipWorkflow  *self,
                           GError      **error)
{
  g_autoptr(GPtrArray) samplers = NULL;
  g_autoptr(GHashTable) needed = NULL;
  const char *output;
  gboolean has_sampler = FALSE;

  g_return_val_if_fail (AIP_IS_WORKFLOW (self), FALSE);

  output = aip_workflow_get_output_node (self);
  if (output == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_UNBOUND,
                   _("The workflow “%s” does not say which node makes its result."), self->title);
      return FALSE;
    }

  samplers = aip_graph_find_sides (self->graph, NULL);
  needed = aip_graph_find_ancestors (self->graph, output);
  for (guint i = 0; i < samplers->len; i++)
    has_sampler |= g_hash_table_contains (needed,
                                          ((AipGraphSides *) g_ptr_array_index (samplers, i))->sampler);

  self->samples = has_sampler;
  if (!aip_workflow_has_role (self, AIP_ROLE_PROMPT) &&
      !aip_workflow_has_role (self, AIP_ROLE_NEGATIVE))
    return TRUE;

  if (!has_sampler)
    return fail (self, _("In the workflow “%s” no sampler that could take the text of “%s” leads "
                         "to the result %s."), AIP_ROLE_PROMPT, output, error);

  return verify_side (self, samplers, AIP_ROLE_PROMPT, FALSE, error) &&
         verify_side (self, samplers, AIP_ROLE_NEGATIVE, TRUE, error) &&
         verify_samplers (self, samplers, needed, error);
}
