/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-workflow"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aip-comfy-json.h"
#include "aip-workflow-private.h"

/* Checking against a worker */

static void
check_model (AipWorkflow        *self,
             const AipNodeInput *input,
             const char         *value,
             const char         *node,
             GStrvBuilder       *problems)
{
  for (guint i = 0; i < self->models->len; i++)
    {
      const AipWorkflowModel *model = g_ptr_array_index (self->models, i);

      /* Of a graph of somebody else's only the file is known. */
      if (!g_str_equal (model->file, value) || *model->folder == '\0')
        continue;

      g_strv_builder_take (problems,
                           *model->url != '\0'
                             ? g_strdup_printf (_("The model “%s” is missing on the worker. Put it "
                                                  "into “models/%s” there; it is published at %s."),
                                                value, model->folder, model->url)
                             : g_strdup_printf (_("The model “%s” is missing on the worker. Put it "
                                                  "into “models/%s” there."), value,
                                                model->folder));
      return;
    }

  g_strv_builder_take (problems,
                       g_strdup_printf (_("The worker does not have “%s”, which “%s” (node %s) "
                                          "needs as “%s”."), value,
                                        aip_graph_get_title (self->graph, node), node,
                                        aip_node_input_get_name (input)));
}

/* The same comparison as the worker's own, which refuses the whole graph. */
static void
check_range (AipWorkflow        *self,
             const char         *node,
             const AipNodeInput *input,
             double              value,
             GStrvBuilder       *problems)
{
  const char *name = aip_node_input_get_name (input);
  const char *title = aip_graph_get_title (self->graph, node);
  double bound;

  if (aip_node_input_get_minimum (input, &bound, NULL) && value < bound)
    g_strv_builder_take (problems,
                         g_strdup_printf (_("“%s” of “%s” (node %s) is %.15g, but the worker takes "
                                            "no less than %.15g."), name, title, node, value,
                                          bound));
  else if (aip_node_input_get_maximum (input, &bound, NULL) && value > bound)
    g_strv_builder_take (problems,
                         g_strdup_printf (_("“%s” of “%s” (node %s) is %.15g, but the worker takes "
                                            "no more than %.15g."), name, title, node, value,
                                          bound));
}

static void
check_input (AipWorkflow        *self,
             const char         *node,
             const AipNodeInput *input,
             GStrvBuilder       *problems)
{
  const char *name = aip_node_input_get_name (input);
  g_autofree char *value = NULL;
  double number;

  if (!aip_graph_has_input (self->graph, node, name))
    {
      if (aip_node_input_is_required (input))
        g_strv_builder_take (problems,
                             g_strdup_printf (_("The worker’s “%s” wants “%s”, which node %s of "
                                                "the workflow does not give."),
                                              aip_graph_get_class (self->graph, node), name,
                                              node));
      return;
    }

  value = aip_graph_dup_string (self->graph, node, name, NULL);
  if (value != NULL && aip_node_input_get_options (input) != NULL &&
      aip_node_input_find_option (input, value) == NULL)
    check_model (self, input, value, node, problems);
  else if (aip_comfy_json_get_number (aip_graph_get_literal (self->graph, node, name), &number))
    check_range (self, node, input, number, problems);
}

static gboolean
is_bound (AipWorkflow *self,
          const char  *node,
          const char  *input)
{
  GHashTableIter iter;
  gpointer refs;

  g_hash_table_iter_init (&iter, self->bindings);
  while (g_hash_table_iter_next (&iter, NULL, &refs))
    for (guint i = 0; i < ((GArray *) refs)->len; i++)
      {
        const AipGraphRef *ref = &g_array_index ((GArray *) refs, AipGraphRef, i);

        if (g_str_equal (ref->node, node) && g_str_equal (ref->input, input))
          return TRUE;
      }

  return FALSE;
}

static char *
describe_missing_node (AipWorkflow *self,
                       const char  *class_type)
{
  for (guint i = 0; i < self->packages->len; i++)
    {
      const AipWorkflowPackage *package = g_ptr_array_index (self->packages, i);

      if (g_str_equal (package->class_type, class_type))
        return g_strdup_printf (_("The worker does not have the node “%s”. Install “%s” there; it is "
                                  "published at %s."), class_type, package->package, package->url);
    }

  return g_strdup_printf (_("The worker does not have the node “%s”. Update ComfyUI there or install "
                            "what brings it."), class_type);
}

char **
aip_workflow_check (AipWorkflow      *self,
                    AipNodeCatalogue *catalogue)
{
  g_autoptr(GStrvBuilder) problems = g_strv_builder_new ();

  g_return_val_if_fail (AIP_IS_WORKFLOW (self), NULL);
  g_return_val_if_fail (catalogue != NULL, NULL);

  for (guint i = 0; i < aip_graph_get_n_nodes (self->graph); i++)
    {
      const char *node = aip_graph_get_node (self->graph, i);
      const char *name = aip_graph_get_class (self->graph, node);
      const AipNodeClass *class = aip_node_catalogue_lookup (catalogue, name);

      if (class == NULL)
        {
          g_strv_builder_take (problems, describe_missing_node (self, name));
          continue;
        }

      /* What a job sets (an uploaded picture) is not there yet. */
      for (guint j = 0; j < aip_node_class_get_n_inputs (class); j++)
        {
          const AipNodeInput *input = aip_node_class_get_input (class, j);

          if (!is_bound (self, node, aip_node_input_get_name (input)))
            check_input (self, node, input, problems);
        }
    }

  return g_strv_builder_end (problems);
}

/* What a role would set at one place. */
static void
check_value (AipWorkflow        *self,
             AipWorkflowValues  *values,
             const char         *role,
             const AipGraphRef  *ref,
             const AipNodeInput *input,
             GStrvBuilder       *problems)
{
  double number = aip_workflow_values_get_number (values, role, NAN);
  g_autofree char *text = NULL;

  if (!isnan (number))
    {
      check_range (self, ref->node, input, number, problems);
      return;
    }

  text = aip_workflow_values_dup_string (values, role);
  if (aip_node_input_get_options (input) != NULL && aip_node_input_find_option (input, text) == NULL)
    check_model (self, input, text, ref->node, problems);
}

char **
aip_workflow_check_values (AipWorkflow       *self,
                           AipWorkflowValues *values,
                           AipNodeCatalogue  *catalogue)
{
  g_autoptr(GStrvBuilder) problems = g_strv_builder_new ();
  g_auto(GStrv) roles = NULL;

  g_return_val_if_fail (AIP_IS_WORKFLOW (self), NULL);
  g_return_val_if_fail (values != NULL, NULL);
  g_return_val_if_fail (catalogue != NULL, NULL);

  roles = aip_workflow_values_list_roles (values);
  for (guint i = 0; roles[i] != NULL; i++)
    {
      const GArray *refs = aip_workflow_get_bindings (self, roles[i]);

      for (guint j = 0; refs != NULL && j < refs->len; j++)
        {
          const AipGraphRef *ref = &g_array_index (refs, AipGraphRef, j);
          const AipNodeClass *class =
            aip_node_catalogue_lookup (catalogue, aip_graph_get_class (self->graph, ref->node));
          const AipNodeInput *input =
            class != NULL ? aip_node_class_find_input (class, ref->input) : NULL;

          /* A node that is missing is said by aip_workflow_check(). */
          if (input != NULL)
            check_value (self, values, roles[i], ref, input, problems);
        }
    }

  return g_strv_builder_end (problems);
}
