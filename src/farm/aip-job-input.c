/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-job-input"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-comfy-client.h"
#include "aip-error.h"
#include "aip-job-input.h"
#include "aip-json.h"

#define MAX_RECIPE_BYTES (1024 * 1024)

static void
input_free (gpointer data)
{
  AipJobInput *input = data;

  g_free (input->shot);
  g_free (input->path);
  g_free (input->sha256);
  g_free (input->reference);
  g_free (input);
}

static gboolean
is_still (AipTake *take)
{
  return take != NULL && g_str_has_prefix (aip_take_get_media_type (take), "image/") &&
         aip_entity_get_integer (AIP_ENTITY (take), "frames") <= 1;
}

/* (nullable) */
static AipTake *
find_still (AipShot *shot)
{
  GListModel *takes = aip_shot_get_takes (shot);

  if (is_still (aip_shot_get_take (shot)))
    return aip_shot_get_take (shot);

  for (guint i = g_list_model_get_n_items (takes); i > 0; i--)
    {
      g_autoptr(AipTake) take = g_list_model_get_item (takes, i - 1);

      /* The list holds it on. */
      if (is_still (take))
        return take;
    }

  return NULL;
}

/* (nullable) */
static AipShot *
find_next (AipDocument *document,
           AipShot     *shot)
{
  GListModel *shots = G_LIST_MODEL (aip_document_get_shots (document));
  guint n_shots = g_list_model_get_n_items (shots);

  for (guint i = 0; i + 1 < n_shots; i++)
    {
      g_autoptr(AipShot) at = g_list_model_get_item (shots, i);

      if (at == shot)
        {
          g_autoptr(AipShot) next = g_list_model_get_item (shots, i + 1);

          return next;
        }
    }

  return NULL;
}

static AipJobInput *
input_new (AipDocument  *document,
           AipShot      *shot,
           AipTake      *take,
           const char   *role,
           GError      **error)
{
  g_autofree char *path = aip_document_get_take_path (document, take);
  const char *sha256 = aip_entity_get_text (AIP_ENTITY (take), "sha256");
  AipJobInput *input;

  if (path == NULL || *sha256 == '\0')
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                   _("The picture of take %d of %s cannot be used: the project does not say where "
                     "it is. Generate the still again."), (int) aip_take_get_number (take),
                   aip_shot_get_code (shot));
      return NULL;
    }

  input = g_new0 (AipJobInput, 1);
  input->role = g_intern_string (role);
  input->shot = g_strdup (aip_shot_get_code (shot));
  input->number = aip_take_get_number (take);
  input->path = g_steal_pointer (&path);
  input->sha256 = g_strdup (sha256);
  input->reference = aip_comfy_client_get_upload_name (sha256, aip_take_get_file (take));

  return input;
}

GPtrArray *
aip_job_inputs_find (AipDocument  *document,
                     AipShot      *shot,
                     AipWorkflow  *workflow,
                     GError      **error)
{
  static const char *const roles[] = {
    AIP_ROLE_INIT_IMAGE, AIP_ROLE_FIRST_FRAME, AIP_ROLE_REFERENCE_IMAGE, AIP_ROLE_LAST_FRAME,
  };
  g_autoptr(GPtrArray) inputs = g_ptr_array_new_with_free_func (input_free);

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);
  g_return_val_if_fail (AIP_IS_WORKFLOW (workflow), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      gboolean last = g_str_equal (roles[i], AIP_ROLE_LAST_FRAME);
      AipShot *from = shot;
      AipJobInput *input;
      AipTake *take;

      if (!aip_workflow_has_role (workflow, roles[i]))
        continue;

      if (last)
        from = find_next (document, shot);
      if (from == NULL)
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                       _("“%s” goes to the still of the next shot, but no shot follows %s. Choose "
                         "another workflow."), aip_workflow_get_title (workflow),
                       aip_shot_get_code (shot));
          return NULL;
        }

      take = find_still (from);
      if (take == NULL)
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                       _("%s has no still yet, and “%s” begins with one. Generate a still of it "
                         "first."), aip_shot_get_code (from), aip_workflow_get_title (workflow));
          return NULL;
        }

      input = input_new (document, from, take, roles[i], error);
      if (input == NULL)
        return NULL;
      g_ptr_array_add (inputs, input);
    }

  return g_steal_pointer (&inputs);
}

char *
aip_job_inputs_to_recipe (GPtrArray  *inputs,
                          const char *recipe)
{
  g_autoptr(JsonNode) root = aip_json_parse (recipe, -1, MAX_RECIPE_BYTES, NULL);
  JsonArray *array;

  g_return_val_if_fail (inputs != NULL, NULL);

  if (inputs->len == 0 || aip_json_node_object (root) == NULL)
    return g_strdup (recipe);

  array = json_array_new ();
  for (guint i = 0; i < inputs->len; i++)
    {
      const AipJobInput *input = g_ptr_array_index (inputs, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "role", input->role);
      json_object_set_string_member (object, "shot", input->shot);
      json_object_set_int_member (object, "take", input->number);
      json_object_set_string_member (object, "sha256", input->sha256);
      json_array_add_object_element (array, object);
    }
  json_object_set_array_member (aip_json_node_object (root), "inputs", array);

  return aip_json_to_text (root, FALSE);
}
