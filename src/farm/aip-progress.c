/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-progress"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-progress.h"

typedef struct {
  double   weight;
  double   done;     /* 0 … 1 */
  char    *stage;
} Node;

struct _AipProgress
{
  GHashTable *nodes;     /* id → Node; empty when the graph is not known */
  double      total;
  char       *current;
  double      fraction;
  char       *stage;
};

/*
 * What the classes of nodes do, by a part of their name; the first that matches counts. The weights
 * are rough times of a Flux graph on one card: only their proportions matter.
 */
static const struct {
  const char *part;
  double      weight;
  const char *stage;
} classes[] = {
  { "Select", 0.1, NULL },          /* KSamplerSelect samples nothing */
  { "ModelSampling", 0.1, NULL },
  { "Sampler", 40, N_("Sampling") },
  { "Loader", 3, N_("Loading models") },
  { "TextEncode", 1, N_("Reading the prompt") },
  { "VAEDecode", 2, N_("Decoding") },
  { "VAEEncode", 2, N_("Encoding") },
  { "Upscale", 5, N_("Enlarging") },
  { "Save", 0.5, N_("Saving") },
  { "LoadImage", 0.5, N_("Loading pictures") },
  { "CreateVideo", 1, N_("Making the movie") },
};

static void
node_free (Node *node)
{
  g_free (node->stage);
  g_free (node);
}

static Node *
node_new (AipGraph   *graph,
          const char *id)
{
  Node *node = g_new0 (Node, 1);
  const char *class_type = aip_graph_get_class (graph, id);

  node->weight = 0.1;
  for (gsize i = 0; class_type != NULL && i < G_N_ELEMENTS (classes); i++)
    if (strstr (class_type, classes[i].part) != NULL)
      {
        node->weight = classes[i].weight;
        node->stage = g_strdup (classes[i].stage != NULL ? _(classes[i].stage) : NULL);
        break;
      }

  return node;
}

AipProgress *
aip_progress_new (AipGraph *graph)
{
  AipProgress *self = g_new0 (AipProgress, 1);

  self->nodes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) node_free);
  self->fraction = -1;
  self->stage = g_strdup ("");

  for (guint i = 0; graph != NULL && i < aip_graph_get_n_nodes (graph); i++)
    {
      const char *id = aip_graph_get_node (graph, i);
      Node *node = node_new (graph, id);

      self->total += node->weight;
      g_hash_table_insert (self->nodes, g_strdup (id), node);
    }

  return self;
}

void
aip_progress_free (AipProgress *self)
{
  g_hash_table_unref (self->nodes);
  g_free (self->current);
  g_free (self->stage);
  g_free (self);
}

/* @node came from @old to @done: O(1), since a fast worker says so thousands of times a second. */
static void
advance (AipProgress *self,
         Node        *node,
         double       done)
{
  if (done <= node->done || self->total <= 0)
    return;

  self->fraction = MAX (self->fraction, 0) + node->weight * (done - node->done) / self->total;
  self->fraction = MIN (self->fraction, 1);
  node->done = done;
}

void
aip_progress_skip (AipProgress *self,
                   const char  *id)
{
  Node *node;

  g_return_if_fail (self != NULL && id != NULL);

  node = g_hash_table_lookup (self->nodes, id);
  if (node != NULL)
    advance (self, node, 1);
}

void
aip_progress_enter (AipProgress *self,
                    const char  *id)
{
  Node *node;

  g_return_if_fail (self != NULL && id != NULL);

  if (self->current != NULL && !g_str_equal (self->current, id))
    aip_progress_skip (self, self->current);
  g_set_str (&self->current, id);

  node = g_hash_table_lookup (self->nodes, id);
  if (node != NULL)
    self->fraction = MAX (self->fraction, 0);
  if (node != NULL && node->stage != NULL)
    g_set_str (&self->stage, node->stage);
}

void
aip_progress_step (AipProgress *self,
                   const char  *id,
                   double       value,
                   double       max)
{
  Node *node;
  double part;

  g_return_if_fail (self != NULL);

  /* Also false for anything that is no number. */
  if (!(max > 0 && value >= 0))
    return;
  part = MIN (value / max, 1);

  node = id != NULL ? g_hash_table_lookup (self->nodes, id) : NULL;
  if (node != NULL)
    {
      if (g_strcmp0 (self->current, id) != 0)
        aip_progress_enter (self, id);
      /* The node itself ends only when the next one begins: there may be a second bar. */
      advance (self, node, MIN (part, 0.99));
    }
  else if (g_hash_table_size (self->nodes) == 0)
    self->fraction = MAX (self->fraction, part);
}

double
aip_progress_get_fraction (AipProgress *self)
{
  g_return_val_if_fail (self != NULL, -1);

  return self->fraction;
}

const char *
aip_progress_get_stage (AipProgress *self)
{
  g_return_val_if_fail (self != NULL, "");

  return self->stage;
}
