/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-graph"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-error.h"
#include "aip-graph-private.h"
#include "aip-json.h"

GArray *
aip_graph_find_consumers (AipGraph   *self,
                          const char *node,
                          int         slot)
{
  GArray *consumers = g_array_new (FALSE, FALSE, sizeof (AipGraphRef));

  g_return_val_if_fail (self != NULL && node != NULL, consumers);

  for (guint i = 0; i < self->nodes->len; i++)
    {
      AipGraphNode *reader = g_ptr_array_index (self->nodes, i);

      for (guint j = 0; j < reader->inputs->len; j++)
        {
          AipGraphInput *input = g_ptr_array_index (reader->inputs, j);

          if (g_strcmp0 (input->source, node) == 0 && (slot < 0 || input->slot == (guint) slot))
            {
              AipGraphRef ref = { reader->id, input->name };

              g_array_append_val (consumers, ref);
            }
        }
    }

  return consumers;
}

GHashTable *
aip_graph_find_ancestors (AipGraph   *self,
                          const char *node)
{
  GHashTable *found = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) stack = g_ptr_array_new ();
  AipGraphNode *start;

  g_return_val_if_fail (self != NULL && node != NULL, found);

  start = aip_graph_lookup (self, node);
  if (start != NULL)
    {
      g_hash_table_add (found, start->id);
      g_ptr_array_add (stack, start);
    }

  while (stack->len > 0)
    {
      AipGraphNode *reader = g_ptr_array_steal_index (stack, stack->len - 1);

      for (guint i = 0; i < reader->inputs->len; i++)
        {
          AipGraphInput *input = g_ptr_array_index (reader->inputs, i);
          AipGraphNode *source = aip_graph_lookup (self, input->source);

          if (source != NULL && g_hash_table_add (found, source->id))
            g_ptr_array_add (stack, source);
        }
    }

  return found;
}

/* One node of a circle among those that aip_graph_sort() could not place: going backwards through
 * unplaced nodes for as many steps as there are nodes must end up inside a circle. */
static const char *
find_node_in_circle (AipGraph    *self,
                     const guint *n_open)
{
  AipGraphNode *at = NULL;

  for (guint i = 0; at == NULL && i < self->nodes->len; i++)
    if (n_open[i] > 0)
      at = g_ptr_array_index (self->nodes, i);

  for (guint step = 0; step < self->nodes->len; step++)
    for (guint i = 0; i < at->inputs->len; i++)
      {
        AipGraphInput *input = g_ptr_array_index (at->inputs, i);
        AipGraphNode *source = aip_graph_lookup (self, input->source);

        if (source != NULL && n_open[source->position] > 0)
          {
            at = source;
            break;
          }
      }

  return at->id;
}

GPtrArray *
aip_graph_sort (AipGraph  *self,
                GError   **error)
{
  g_autoptr(GPtrArray) sorted = g_ptr_array_new ();
  g_autofree guint *n_open = NULL;
  g_autofree GArray **readers = NULL;
  gboolean whole = TRUE;

  g_return_val_if_fail (self != NULL, NULL);

  /* How many of its sources are not placed yet, and who waits for it, by position. */
  n_open = g_new0 (guint, self->nodes->len + 1);
  readers = g_new0 (GArray *, self->nodes->len + 1);

  for (guint i = 0; whole && i < self->nodes->len; i++)
    {
      AipGraphNode *node = g_ptr_array_index (self->nodes, i);

      for (guint j = 0; j < node->inputs->len; j++)
        {
          AipGraphInput *input = g_ptr_array_index (node->inputs, j);
          AipGraphNode *source = aip_graph_lookup (self, input->source);

          if (source != NULL)
            {
              if (readers[source->position] == NULL)
                readers[source->position] = g_array_new (FALSE, FALSE, sizeof (guint));
              g_array_append_val (readers[source->position], i);
              n_open[i]++;
            }
          else if (input->source != NULL || aip_json_node_array (input->literal) != NULL)
            {
              g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                           _("“%s” of “%s” (node %s) is a link that leads nowhere."), input->name,
                           aip_graph_get_title (self, node->id), node->id);
              whole = FALSE;
              break;
            }
        }
    }

  for (guint i = 0; whole && i < self->nodes->len; i++)
    if (n_open[i] == 0)
      g_ptr_array_add (sorted, g_ptr_array_index (self->nodes, i));

  for (guint i = 0; i < sorted->len; i++)
    {
      GArray *waiting = readers[((AipGraphNode *) g_ptr_array_index (sorted, i))->position];

      for (guint j = 0; waiting != NULL && j < waiting->len; j++)
        {
          guint reader = g_array_index (waiting, guint, j);

          if (--n_open[reader] == 0)
            g_ptr_array_add (sorted, g_ptr_array_index (self->nodes, reader));
        }
    }

  for (guint i = 0; i < self->nodes->len; i++)
    g_clear_pointer (&readers[i], g_array_unref);

  if (!whole)
    return NULL;

  if (sorted->len < self->nodes->len)
    {
      const char *id = find_node_in_circle (self, n_open);

      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("The links of the graph run in a circle through “%s” (node %s)."),
                   aip_graph_get_title (self, id), id);
      return NULL;
    }

  for (guint i = 0; i < sorted->len; i++)
    sorted->pdata[i] = ((AipGraphNode *) g_ptr_array_index (sorted, i))->id;

  return g_steal_pointer (&sorted);
}

/**
 * aip_graph_validate:
 *
 * Returns: whether every link leads to a node and none run in a circle; %AIP_ERROR_INVALID naming
 *   the node otherwise
 */
gboolean
aip_graph_validate (AipGraph  *self,
                    GError   **error)
{
  g_autoptr(GPtrArray) sorted = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  sorted = aip_graph_sort (self, error);

  return sorted != NULL;
}
