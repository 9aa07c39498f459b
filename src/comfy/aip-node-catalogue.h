/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-graph.h"

G_BEGIN_DECLS

#define AIP_TYPE_NODE_CATALOGUE (aip_node_catalogue_get_type ())

/* What `GET /object_info` says: the node classes a worker knows. Immutable, so it may be parsed in
 * a thread and handed over. */
typedef struct _AipNodeCatalogue AipNodeCatalogue;
typedef struct _AipNodeClass AipNodeClass;
typedef struct _AipNodeInput AipNodeInput;

GType             aip_node_catalogue_get_type      (void) G_GNUC_CONST;

AipNodeCatalogue *aip_node_catalogue_new_from_json (JsonNode         *root,
                                                    GError          **error)
  G_GNUC_WARN_UNUSED_RESULT;
AipNodeCatalogue *aip_node_catalogue_ref           (AipNodeCatalogue *self);
void              aip_node_catalogue_unref         (AipNodeCatalogue *self);

guint             aip_node_catalogue_get_n_classes (AipNodeCatalogue *self);
/* NULL when the worker has no such class. Everything below belongs to the catalogue. */
const AipNodeClass *
                  aip_node_catalogue_lookup        (AipNodeCatalogue *self,
                                                    const char       *class_type);

/* Spells the files in @graph as this worker's lists do, where only the path separators differ. */
void              aip_node_catalogue_fit_names     (AipNodeCatalogue *self,
                                                    AipGraph         *graph);

/* Says what newer workers ask for: inputs that a choice brings along (“format.codec”), with what the
 * graph calls “codec”, else with what a new node would have. */
void              aip_node_catalogue_fit_branches  (AipNodeCatalogue *self,
                                                    AipGraph         *graph);

const char       *aip_node_class_get_name          (const AipNodeClass *self);
const char       *aip_node_class_get_display_name  (const AipNodeClass *self);
/* The Python module it comes from, "" if the worker does not say: "nodes" and "comfy_extras.…" come
 * with ComfyUI, "custom_nodes.…" do not, "comfy_api_nodes.…" ask services on the network. */
const char       *aip_node_class_get_module        (const AipNodeClass *self);
gboolean          aip_node_class_is_output         (const AipNodeClass *self);
const char *const *
                  aip_node_class_get_output_types  (const AipNodeClass *self);
guint             aip_node_class_get_n_inputs      (const AipNodeClass *self);
const AipNodeInput *
                  aip_node_class_get_input         (const AipNodeClass *self,
                                                    guint               index);
const AipNodeInput *
                  aip_node_class_find_input        (const AipNodeClass *self,
                                                    const char         *name);

const char       *aip_node_input_get_name          (const AipNodeInput *self);
/* "INT", "FLOAT", "STRING", "BOOLEAN", "COMBO" (of either form), "MODEL", "INT,FLOAT", "*" … */
const char       *aip_node_input_get_type_name     (const AipNodeInput *self);
gboolean          aip_node_input_is_required       (const AipNodeInput *self);
/* The values a combo offers, as text; NULL for anything else and for a combo whose list the worker
 * fetches elsewhere (`remote`). */
const char *const *
                  aip_node_input_get_options       (const AipNodeInput *self);
gboolean          aip_node_input_has_option        (const AipNodeInput *self,
                                                    const char         *value);
/* (nullable): how the list spells @value: as it is, or with the path separators of the other system. */
const char       *aip_node_input_find_option       (const AipNodeInput *self,
                                                    const char         *value);
/* (nullable): the option that @value resembles most, for “did you mean”. */
const char       *aip_node_input_find_nearest      (const AipNodeInput *self,
                                                    const char         *value);
/* FALSE when the worker gives no bound. Whole bounds up to 2^64-1 are exact in @exact. */
gboolean          aip_node_input_get_minimum       (const AipNodeInput *self,
                                                    double             *value,
                                                    gint64             *exact);
gboolean          aip_node_input_get_maximum       (const AipNodeInput *self,
                                                    double             *value,
                                                    guint64            *exact);

/* (nullable) (element-type AipNodeInput): what the choice @key of a combo asks for, called
 * “combo.input”; %NULL for a combo whose choices ask for nothing. */
GPtrArray        *aip_node_input_get_branch        (const AipNodeInput *self,
                                                    const char         *key);
/* Whether the editor shows it as a field of the node, not only as a socket. */
gboolean          aip_node_input_is_widget         (const AipNodeInput *self);
/* What the editor puts into a new node; NULL if nothing. */
JsonNode         *aip_node_input_get_default       (const AipNodeInput *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipNodeCatalogue, aip_node_catalogue_unref)

G_END_DECLS
