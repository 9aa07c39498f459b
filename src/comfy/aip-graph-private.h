/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-graph.h"

G_BEGIN_DECLS

typedef struct {
  char     *name;
  char     *source;     /* NULL: a literal */
  guint     slot;
  JsonNode *literal;    /* immutable; NULL: a link */
} AipGraphInput;

typedef struct {
  guint      position;
  char      *id;
  char      *class_type;
  JsonNode  *meta;      /* `_meta` as it came, NULL if there was none */
  GPtrArray *inputs;
} AipGraphNode;

struct _AipGraph
{
  gatomicrefcount  ref_count;
  GPtrArray       *nodes;
  GHashTable      *by_id;     /* borrowed id → borrowed AipGraphNode */
};

static inline AipGraphNode *
aip_graph_lookup (AipGraph   *self,
                  const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}

static inline AipGraphInput *
aip_graph_find_input (AipGraphNode *node,
                      const char   *name)
{
  for (guint i = 0; node != NULL && i < node->inputs->len; i++)
    {
      AipGraphInput *input = g_ptr_array_index (node->inputs, i);

      if (g_str_equal (input->name, name))
        return input;
    }

  return NULL;
}

G_END_DECLS
