/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-draft-json.h"

G_BEGIN_DECLS

/*
 * The node classes and model files that the draft worker says it has. The classes are those whose
 * meaning it can act out (nodes.json, in the form of /object_info); the models are names only
 * (models.json): the usual ones, so that a graph made for a real server validates here too.
 *
 * Read only after aip_draft_nodes_new(), so threads may share it.
 */
typedef struct _AipDraftNodes AipDraftNodes;

AipDraftNodes *aip_draft_nodes_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void           aip_draft_nodes_free        (AipDraftNodes  *self);

/* The /object_info entry of a class, or NULL. File lists of the input folder are empty in it. */
AipDraftJson  *aip_draft_nodes_lookup      (AipDraftNodes  *self,
                                            const char     *class_type);
gboolean       aip_draft_nodes_is_output   (AipDraftNodes  *self,
                                            const char     *class_type);

/* The document of GET /object_info (@class_type NULL) and GET /object_info/{class}. */
AipDraftJson  *aip_draft_nodes_to_document (AipDraftNodes  *self,
                                            const char     *class_type,
                                            AipDraftJson   *input_files) G_GNUC_WARN_UNUSED_RESULT;

AipDraftJson  *aip_draft_nodes_get_models  (AipDraftNodes  *self);

/* Gigabytes that a real model of this file name takes on a GPU, by its family and precision. */
double         aip_draft_nodes_model_size  (const char     *file_name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipDraftNodes, aip_draft_nodes_free)

G_END_DECLS
