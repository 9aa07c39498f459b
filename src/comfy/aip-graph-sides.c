/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-graph-sides"

#include "config.h"

#include "aip-graph-sides.h"

/*
 * Which text reaches which side of a sampler. A graph says so only by its links: neither the order
 * of its keys nor the titles mean anything. So we go backwards from each sampler's positive and
 * negative through whatever changes a conditioning, until we come to the nodes that hold texts.
 */

static void
sides_free (gpointer data)
{
  AipGraphSides *sides = data;

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

GPtrArray *
aip_graph_find_sides (AipGraph   *graph,
                      GHashTable *among)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (sides_free);

  g_return_val_if_fail (graph != NULL, list);

  for (guint i = 0; i < aip_graph_get_n_nodes (graph); i++)
    {
      const char *node = aip_graph_get_node (graph, i);
      const char *guide = node;
      AipGraphSides *sides;

      if (among != NULL && !g_hash_table_contains (among, node))
        continue;
      if (!is_sampler (graph, node) && !aip_graph_get_link (graph, node, "guider", &guide, NULL))
        continue;

      sides = g_new0 (AipGraphSides, 1);
      sides->sampler = node;
      sides->guide = guide;
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
