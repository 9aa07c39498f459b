/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-costume"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-asset.h"
#include "aip-costume.h"
#include "aip-error.h"
#include "aip-json-list.h"
#include "aip-json.h"

AipCostume *
aip_costume_new (void)
{
  AipCostume *self = g_new0 (AipCostume, 1);

  self->id = g_uuid_string_random ();
  self->name = g_strdup ("");
  self->words = g_strdup ("");
  self->reference = g_strdup ("");

  return self;
}

void
aip_costume_free (AipCostume *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self->words);
  g_free (self->reference);
  g_free (self);
}

/* (nullable) */
static AipCostume *
read_costume (JsonNode *node)
{
  JsonObject *object = aip_json_node_object (node);
  const char *id = aip_json_get_string (object, "id", "");
  const char *reference = aip_json_get_string (object, "reference", "");
  AipCostume *self;

  if (*id == '\0' || (*reference != '\0' && !aip_asset_is_file (reference)))
    return NULL;

  self = g_new0 (AipCostume, 1);
  self->id = g_strdup (id);
  self->name = g_strdup (aip_json_get_string (object, "name", ""));
  self->words = g_strdup (aip_json_get_string (object, "words", ""));
  self->reference = g_strdup (reference);

  return self;
}

GPtrArray *
aip_costumes_parse (const char *text)
{
  GPtrArray *costumes = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_costume_free);
  g_autoptr(JsonNode) node = NULL;
  JsonArray *array;

  g_return_val_if_fail (text != NULL, costumes);

  array = aip_json_list_parse (text, &node);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      AipCostume *costume = read_costume (json_array_get_element (array, i));

      if (costume != NULL && aip_costumes_find (costumes, costume->id) != NULL)
        aip_costume_free (costume);
      else if (costume != NULL)
        g_ptr_array_add (costumes, costume);
    }

  return costumes;
}

char *
aip_costumes_to_text (GPtrArray *costumes)
{
  JsonArray *array;

  g_return_val_if_fail (costumes != NULL, NULL);

  array = json_array_new ();
  for (guint i = 0; i < costumes->len; i++)
    {
      const AipCostume *costume = g_ptr_array_index (costumes, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "id", costume->id);
      json_object_set_string_member (object, "name", costume->name);
      if (*costume->words != '\0')
        json_object_set_string_member (object, "words", costume->words);
      if (*costume->reference != '\0')
        json_object_set_string_member (object, "reference", costume->reference);
      json_array_add_object_element (array, object);
    }

  return aip_json_list_to_text (array);
}

const AipCostume *
aip_costumes_find (GPtrArray  *costumes,
                   const char *id)
{
  g_return_val_if_fail (costumes != NULL && id != NULL, NULL);

  for (guint i = 0; i < costumes->len; i++)
    {
      const AipCostume *costume = g_ptr_array_index (costumes, i);

      if (g_str_equal (costume->id, id))
        return costume;
    }

  return NULL;
}

gboolean
aip_costumes_check (GVariant  *value,
                    GError   **error)
{
  const char *text = g_variant_get_string (value, NULL);
  g_autoptr(GPtrArray) costumes = aip_costumes_parse (text);

  if (aip_json_list_is_whole (text, costumes->len, AIP_MAX_COSTUMES))
    return TRUE;

  if (costumes->len > AIP_MAX_COSTUMES)
    g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _("A character has at most %d costumes."),
                 AIP_MAX_COSTUMES);
  else
    g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                         _("That is not a list of costumes."));

  return FALSE;
}
