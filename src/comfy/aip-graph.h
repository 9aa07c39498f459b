/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define AIP_TYPE_GRAPH (aip_graph_get_type ())

#define AIP_GRAPH_MAX_NODES 10000
#define AIP_GRAPH_MAX_BYTES (32 * 1024 * 1024)

/*
 * A graph in ComfyUI's API format: nodes by id, each with a class and inputs; an input is a literal
 * or a link to an output slot of another node. The order of nodes and inputs is kept but means
 * nothing. Whole numbers from -2^63 to 2^64-1 are kept exactly (see aip-comfy-json.h).
 *
 * Reference-counted and, until it is shared, mutable; copy it before changing one that others hold.
 */
typedef struct _AipGraph AipGraph;

/* An input of a node. */
typedef struct {
  const char *node;
  const char *input;
} AipGraphRef;

GType       aip_graph_get_type       (void) G_GNUC_CONST;

AipGraph   *aip_graph_new            (void) G_GNUC_WARN_UNUSED_RESULT;
AipGraph   *aip_graph_parse          (const char  *text,
                                      gssize       length,
                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;
AipGraph   *aip_graph_new_from_json  (JsonNode    *node,
                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;
AipGraph   *aip_graph_copy           (AipGraph    *self) G_GNUC_WARN_UNUSED_RESULT;
AipGraph   *aip_graph_ref            (AipGraph    *self);
void        aip_graph_unref          (AipGraph    *self);

JsonNode   *aip_graph_to_json        (AipGraph    *self) G_GNUC_WARN_UNUSED_RESULT;
char       *aip_graph_to_text        (AipGraph    *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean    aip_graph_equal          (AipGraph    *a,
                                      AipGraph    *b);

guint       aip_graph_get_n_nodes    (AipGraph    *self);
const char *aip_graph_get_node       (AipGraph    *self,
                                      guint        position);
gboolean    aip_graph_has_node       (AipGraph    *self,
                                      const char  *node);
/* NULL if there is no such node. */
const char *aip_graph_get_class      (AipGraph    *self,
                                      const char  *node);
/* The title a person gave the node, or its class, or the id. Never NULL. */
const char *aip_graph_get_title      (AipGraph    *self,
                                      const char  *node);
char      **aip_graph_list_inputs    (AipGraph    *self,
                                      const char  *node) G_GNUC_WARN_UNUSED_RESULT;
gboolean    aip_graph_has_input      (AipGraph    *self,
                                      const char  *node,
                                      const char  *input);

/* Reading inputs. The fallback is answered for a missing input, a link and another type. */
gboolean    aip_graph_get_link       (AipGraph    *self,
                                      const char  *node,
                                      const char  *input,
                                      const char **source,
                                      guint       *slot);
JsonNode   *aip_graph_get_literal    (AipGraph    *self,
                                      const char  *node,
                                      const char  *input);
char       *aip_graph_dup_string     (AipGraph    *self,
                                      const char  *node,
                                      const char  *input,
                                      const char  *fallback) G_GNUC_WARN_UNUSED_RESULT;
gint64      aip_graph_get_int        (AipGraph    *self,
                                      const char  *node,
                                      const char  *input,
                                      gint64       fallback);
guint64     aip_graph_get_uint64     (AipGraph    *self,
                                      const char  *node,
                                      const char  *input,
                                      guint64      fallback);
double      aip_graph_get_double     (AipGraph    *self,
                                      const char  *node,
                                      const char  *input,
                                      double       fallback);
gboolean    aip_graph_get_boolean    (AipGraph    *self,
                                      const char  *node,
                                      const char  *input,
                                      gboolean     fallback);

/* Writing inputs. A literal never replaces a link: AIP_ERROR_INVALID, naming the node. */
gboolean    aip_graph_set_string     (AipGraph    *self,
                                      const char  *node,
                                      const char  *input,
                                      const char  *value,
                                      GError     **error);
gboolean    aip_graph_set_int        (AipGraph    *self,
                                      const char  *node,
                                      const char  *input,
                                      gint64       value,
                                      GError     **error);
gboolean    aip_graph_set_uint64     (AipGraph    *self,
                                      const char  *node,
                                      const char  *input,
                                      guint64      value,
                                      GError     **error);
gboolean    aip_graph_set_double     (AipGraph    *self,
                                      const char  *node,
                                      const char  *input,
                                      double       value,
                                      GError     **error);
gboolean    aip_graph_set_boolean    (AipGraph    *self,
                                      const char  *node,
                                      const char  *input,
                                      gboolean     value,
                                      GError     **error);
gboolean    aip_graph_add_node       (AipGraph    *self,
                                      const char  *node,
                                      const char  *class_type,
                                      GError     **error);
/* What people call it; the server does not read it. */
gboolean    aip_graph_set_title      (AipGraph    *self,
                                      const char  *node,
                                      const char  *title,
                                      GError     **error);
gboolean    aip_graph_set_link       (AipGraph    *self,
                                      const char  *node,
                                      const char  *input,
                                      const char  *source,
                                      guint        slot,
                                      GError     **error);

/* The inputs that read @node's output @slot (any slot for -1): (element-type AipGraphRef); the
 * names belong to the graph. */
GArray     *aip_graph_find_consumers (AipGraph    *self,
                                      const char  *node,
                                      int          slot) G_GNUC_WARN_UNUSED_RESULT;
/* Every node that @node needs, itself included: a set of ids that belong to the graph. */
GHashTable *aip_graph_find_ancestors (AipGraph    *self,
                                      const char  *node) G_GNUC_WARN_UNUSED_RESULT;
/* All ids, each after the nodes it reads: (element-type utf8), ids belong to the graph. NULL with
 * AIP_ERROR_INVALID naming a node when the links run in a circle or lead nowhere. */
GPtrArray  *aip_graph_sort           (AipGraph    *self,
                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    aip_graph_validate       (AipGraph    *self,
                                      GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipGraph, aip_graph_unref)

G_END_DECLS
