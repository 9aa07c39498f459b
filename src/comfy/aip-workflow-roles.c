/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-workflow"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-error.h"
#include "aip-workflow-private.h"

/*
 * Which text reaches which side of a sampler. A graph says so only by its links: neither the order
 * of its keys nor the titles mean anything. So we go backwards from each sampler's positive and
 * negative through whatever changes a conditioning, until we come to the nodes that hold texts.
 */

/* What one sampler gets: sets of ids of nodes whose text has an effect. */
typedef struct {
  const char *sampler;
  GHashTable *positive;
  GHashTable *negative;
} Sides;

static void
sides_free (gpointer data)
{
  Sides *sides = data;

  g_hash_table_unref (sides->positive);
  g_hash_table_unref (sides->negative);
  g_free (sides);
}

static gboolean
is_linked (AipGraph   *graph,
           const char *node,
           const char *input)
{
  return aip_graph_get_link (graph, node, input, NULL, NULL);
}

/* Inputs that carry no text and no conditioning, whatever the node is. */
static gboolean
carries_other (const char *input)
{
  static const char *const prefixes[] = {
    "model", "clip", "vae", "image", "latent", "samples", "mask", "pixels", "control_net",
    "style_model", "audio", "video", "sigmas", "noise", "sampler", "gligen",
  };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (input, prefixes[i]))
      return TRUE;

  return FALSE;
}

/* An encoder and the nodes that its texts come from. */
static void
add_texts (AipGraph   *graph,
           const char *encoder,
           GHashTable *found)
{
  g_autoptr(GPtrArray) stack = g_ptr_array_new ();

  g_ptr_array_add (stack, (gpointer) encoder);
  while (stack->len > 0)
    {
      const char *node = g_ptr_array_steal_index (stack, stack->len - 1);
      g_auto(GStrv) inputs = NULL;

      if (!aip_graph_has_node (graph, node) || !g_hash_table_add (found, g_strdup (node)))
        continue;

      inputs = aip_graph_list_inputs (graph, node);
      for (guint i = 0; inputs[i] != NULL; i++)
        {
          const char *source;

          if (!carries_other (inputs[i]) &&
              aip_graph_get_link (graph, node, inputs[i], &source, NULL))
            g_ptr_array_add (stack, (gpointer) source);
        }
    }
}

typedef struct {
  const char *node;
  guint       slot;
} Step;

static void
push_link (AipGraph   *graph,
           GArray     *stack,
           const char *node,
           const char *input)
{
  Step step;

  if (aip_graph_get_link (graph, node, input, &step.node, &step.slot))
    g_array_append_val (stack, step);
}

/* Everything that could be a conditioning. Nodes that we do not know may name it as they like. */
static void
push_conditionings (AipGraph   *graph,
                    GArray     *stack,
                    const char *node)
{
  g_auto(GStrv) inputs = aip_graph_list_inputs (graph, node);
  gboolean any_named = FALSE;

  for (guint i = 0; inputs[i] != NULL; i++)
    if (g_str_has_prefix (inputs[i], "cond") && is_linked (graph, node, inputs[i]))
      {
        push_link (graph, stack, node, inputs[i]);
        any_named = TRUE;
      }

  for (guint i = 0; !any_named && inputs[i] != NULL; i++)
    if (!carries_other (inputs[i]))
      push_link (graph, stack, node, inputs[i]);
}

static void
collect (AipGraph   *graph,
         const char *node,
         const char *input,
         GHashTable *found)
{
  g_autoptr(GArray) stack = g_array_new (FALSE, FALSE, sizeof (Step));
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  push_link (graph, stack, node, input);
  while (stack->len > 0)
    {
      Step step = g_array_index (stack, Step, stack->len - 1);
      const char *class_type = aip_graph_get_class (graph, step.node);

      g_array_set_size (stack, stack->len - 1);
      if (class_type == NULL ||
          !g_hash_table_add (seen, g_strdup_printf ("%u %s", step.slot, step.node)))
        continue;

      /* Multiplied by nothing: whatever text comes in there has no effect. */
      if (g_str_equal (class_type, "ConditioningZeroOut"))
        continue;

      if (is_linked (graph, step.node, "clip"))
        add_texts (graph, step.node, found);
      else if (is_linked (graph, step.node, "positive") && is_linked (graph, step.node, "negative"))
        {
          /* Control nets, image-to-video and the like hand both sides through, in this order. */
          if (step.slot == 0)
            push_link (graph, stack, step.node, "positive");
          else if (step.slot == 1)
            push_link (graph, stack, step.node, "negative");
        }
      else
        push_conditionings (graph, stack, step.node);
    }
}

/* Samplers have both sides and something to sample with; a control net has only the first. */
static gboolean
is_sampler (AipGraph   *graph,
            const char *node)
{
  return is_linked (graph, node, "positive") && is_linked (graph, node, "negative") &&
         (aip_graph_has_input (graph, node, "sampler_name") ||
          aip_graph_has_input (graph, node, "sampler") ||
          aip_graph_has_input (graph, node, "sigmas"));
}

static GPtrArray *
find_sides (AipGraph *graph)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (sides_free);

  for (guint i = 0; i < aip_graph_get_n_nodes (graph); i++)
    {
      const char *node = aip_graph_get_node (graph, i);
      const char *guide = node;
      Sides *sides;

      if (!is_sampler (graph, node) && !aip_graph_get_link (graph, node, "guider", &guide, NULL))
        continue;

      sides = g_new0 (Sides, 1);
      sides->sampler = node;
      sides->positive = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      sides->negative = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      collect (graph, guide, "positive", sides->positive);
      collect (graph, guide, "negative", sides->negative);
      /* Guiders: BasicGuider has one conditioning, DualCFGGuider two. */
      collect (graph, guide, "conditioning", sides->positive);
      collect (graph, guide, "cond1", sides->positive);
      collect (graph, guide, "cond2", sides->positive);
      g_ptr_array_add (list, sides);
    }

  return list;
}

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
      Sides *sides = g_ptr_array_index (samplers, i);

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
      Sides *sides = g_ptr_array_index (samplers, i);
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

  samplers = find_sides (self->graph);
  needed = aip_graph_find_ancestors (self->graph, output);
  for (guint i = 0; i < samplers->len; i++)
    has_sampler |= g_hash_table_contains (needed,
                                          ((Sides *) g_ptr_array_index (samplers, i))->sampler);

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
