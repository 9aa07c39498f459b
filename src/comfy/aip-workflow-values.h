/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-graph.h"
#include "aip-lora.h"

G_BEGIN_DECLS

#define AIP_TYPE_WORKFLOW_VALUES (aip_workflow_values_get_type ())

/* What a job wants, by role. Numbers are given in the type that fits; the graph gets it exactly. */
typedef struct _AipWorkflowValues AipWorkflowValues;

GType              aip_workflow_values_get_type   (void) G_GNUC_CONST;
AipWorkflowValues *aip_workflow_values_new        (void) G_GNUC_WARN_UNUSED_RESULT;
AipWorkflowValues *aip_workflow_values_ref        (AipWorkflowValues *self);
void               aip_workflow_values_unref      (AipWorkflowValues *self);
void               aip_workflow_values_set_string (AipWorkflowValues *self,
                                                   const char        *role,
                                                   const char        *value);
void               aip_workflow_values_set_int    (AipWorkflowValues *self,
                                                   const char        *role,
                                                   gint64             value);
void               aip_workflow_values_set_uint64 (AipWorkflowValues *self,
                                                   const char        *role,
                                                   guint64            value);
void               aip_workflow_values_set_double (AipWorkflowValues *self,
                                                   const char        *role,
                                                   double             value);

/* At the end of the chain of LoRA loaders. A file is there once: the same again changes nothing. */
void               aip_workflow_values_add_lora   (AipWorkflowValues *self,
                                                   const char        *file,
                                                   double             model,
                                                   double             clip);
/* (transfer none) (element-type AipLora): in the order of the chain. */
GPtrArray         *aip_workflow_values_get_loras  (AipWorkflowValues *self);

/* "" and the fallback for a role that is not given or of another type. */
gboolean           aip_workflow_values_has        (AipWorkflowValues *self,
                                                   const char        *role);
char              *aip_workflow_values_dup_string (AipWorkflowValues *self,
                                                   const char        *role)
  G_GNUC_WARN_UNUSED_RESULT;
double             aip_workflow_values_get_number (AipWorkflowValues *self,
                                                   const char        *role,
                                                   double             fallback);
char             **aip_workflow_values_list_roles (AipWorkflowValues *self)
  G_GNUC_WARN_UNUSED_RESULT;
/* Writes the value of @role into an input of @graph, numbers in the type that the input has. */
gboolean           aip_workflow_values_apply      (AipWorkflowValues *self,
                                                   const char        *role,
                                                   AipGraph          *graph,
                                                   const char        *node,
                                                   const char        *input,
                                                   GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipWorkflowValues, aip_workflow_values_unref)

G_END_DECLS
