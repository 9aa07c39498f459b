/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-graph-edit"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-error.h"
#include "aip-graph-edit.h"
#include "aip-graph-private.h"

/* `ImageFromBatch` goes to the last frame from anything behind it; this is the most it accepts. */
#define LAST_FRAME 4095

void
aip_graph_bypass_node (AipGraph             *graph,
                       const AipGraphBypass *bypass)
{
  AipGraphNode *node;

  g_return_if_fail (graph != NULL && bypass != NULL);

  node = aip_graph_lookup (graph, bypass->node);
  if (node == NULL)
    return;

  for (guint i = 0; i < graph->nodes->len; i++)
    {
      AipGraphNode *reader = g_ptr_array_index (graph->nodes, i);

      for (guint j = reader->inputs->len; j > 0; j--)
        {
          AipGraphInput *input = g_ptr_array_index (reader->inputs, j - 1);
          AipGraphInput *before = NULL;

          if (reader == node || g_strcmp0 (input->source, node->id) != 0)
            continue;
          if (input->slot < bypass->n_through)
            before = aip_graph_find_input (node, bypass->through[input->slot]);
          if (before != NULL && before->source != NULL)
            {
              g_set_str (&input->source, before->source);
              input->slot = before->slot;
            }
          else
            g_ptr_array_remove_index (reader->inputs, j - 1);
        }
    }

  g_hash_table_remove (graph->by_id, node->id);
  for (guint i = node->position + 1; i < graph->nodes->len; i++)
    ((AipGraphNode *) g_ptr_array_index (graph->nodes, i))->position--;
  g_ptr_array_remove_index (graph->nodes, node->position);
}

void
aip_graph_remove_node (AipGraph   *graph,
                       const char *node)
{
  AipGraphBypass bypass = { node, NULL, 0 };

  g_return_if_fail (graph != NULL && node != NULL);

  aip_graph_bypass_node (graph, &bypass);
}

static char *
add_node (AipGraph    *graph,
          const char  *stem,
          const char  *class_type)
{
  char *id = NULL;
  guint n = 0;

  do
    {
      g_free (id);
      id = g_strdup_printf ("%s-%u", stem, ++n);
    }
  while (aip_graph_has_node (graph, id));
  aip_graph_add_node (graph, id, class_type, NULL);

  return id;
}

gboolean
aip_graph_load_frame (AipGraph     *graph,
                      const char   *node,
                      const char   *movie,
                      gboolean      last,
                      GError      **error)
{
  g_autoptr(GArray) readers = NULL;
  g_autofree char *title = NULL;
  g_autofree char *load = NULL;
  g_autofree char *frames = NULL;
  g_autofree char *frame = NULL;

  g_return_val_if_fail (graph != NULL && node != NULL && movie != NULL, FALSE);

  readers = aip_graph_find_consumers (graph, node, -1);
  for (guint i = 0; i < readers->len; i++)
    {
      const AipGraphRef *ref = &g_array_index (readers, AipGraphRef, i);
      guint slot;

      aip_graph_get_link (graph, ref->node, ref->input, NULL, &slot);
      if (slot == 0 && g_strcmp0 (aip_graph_get_class (graph, node), "LoadImage") == 0)
        continue;
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("“%s” (node %s) cannot begin with a frame of a movie: “%s” needs more of it than "
                     "the picture."), aip_graph_get_title (graph, node), node,
                   aip_graph_get_title (graph, ref->node));
      return FALSE;
    }

  title = g_strdup (aip_graph_get_title (graph, node));
  load = add_node (graph, "movie", "LoadVideo");
  frames = add_node (graph, "frames", "GetVideoComponents");
  frame = add_node (graph, "frame", "ImageFromBatch");
  aip_graph_set_title (graph, frame, title, NULL);
  aip_graph_set_string (graph, load, "file", movie, NULL);
  aip_graph_set_link (graph, frames, "video", load, 0, NULL);
  aip_graph_set_link (graph, frame, "image", frames, 0, NULL);
  aip_graph_set_int (graph, frame, "batch_index", last ? LAST_FRAME : 0, NULL);
  aip_graph_set_int (graph, frame, "length", 1, NULL);

  for (guint i = 0; i < readers->len; i++)
    {
      const AipGraphRef *ref = &g_array_index (readers, AipGraphRef, i);

      aip_graph_set_link (graph, ref->node, ref->input, frame, 0, NULL);
    }
  aip_graph_remove_node (graph, node);

  return TRUE;
}
