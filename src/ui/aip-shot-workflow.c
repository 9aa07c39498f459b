/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-workflow"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-shot-workflow.h"
#include "aip-text.h"
#include "aip-workflow-store.h"

static AipWorkflowStore *store;

void
aip_shot_workflow_set_store (AipWorkflowStore *workflows)
{
  g_return_if_fail (AIP_IS_WORKFLOW_STORE (workflows));

  g_set_object (&store, workflows);
}

static AipWorkflowStore *
get_store (void)
{
  if (store == NULL)
    store = aip_workflow_store_new ();

  return store;
}

GListModel *
aip_shot_workflow_get_all (void)
{
  return G_LIST_MODEL (get_store ());
}

const char *
aip_shot_workflow_get_title (const char *id)
{
  AipWorkflow *workflow;

  g_return_val_if_fail (id != NULL, "");

  if (*id == '\0')
    return C_("workflow", "Default");

  workflow = aip_workflow_store_get (get_store (), id);

  return workflow != NULL ? aip_workflow_get_title (workflow) : id;
}

const char *
aip_shot_workflow_find (const char *text)
{
  g_autofree char *wanted = NULL;
  g_autofree char *none = NULL;
  GListModel *all = aip_shot_workflow_get_all ();

  g_return_val_if_fail (text != NULL, NULL);

  wanted = aip_text_fold (text);
  none = aip_text_fold (aip_shot_workflow_get_title (""));
  if (*wanted == '\0' || g_str_equal (wanted, none))
    return "";

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr(AipWorkflow) workflow = g_list_model_get_item (all, i);
      g_autofree char *id = aip_text_fold (aip_workflow_get_id (workflow));
      g_autofree char *title = aip_text_fold (aip_workflow_get_title (workflow));

      /* The store keeps it alive. */
      if (g_str_equal (id, wanted) || g_str_equal (title, wanted))
        return aip_workflow_get_id (workflow);
    }

  return NULL;
}
