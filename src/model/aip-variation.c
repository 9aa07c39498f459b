/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-variation"

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-json.h"
#include "aip-overrides.h"
#include "aip-variation.h"

/* 64 values of words on both axes. */
#define MAX_BYTES (64 * 1024)

AipVariation *
aip_variation_new (guint n_axes)
{
  AipVariation *self;

  g_return_val_if_fail (n_axes >= 1 && n_axes <= G_N_ELEMENTS (self->axes), NULL);

  self = g_new0 (AipVariation, 1);
  self->seed = g_strdup ("");
  self->n_axes = n_axes;

  return self;
}

void
aip_variation_free (AipVariation *self)
{
  g_free (self->sheet);
  g_free (self->seed);
  for (guint i = 0; i < self->n_axes; i++)
    {
      g_free (self->axes[i].key);
      g_strfreev (self->axes[i].values);
    }
  g_free (self);
}

/* Text --------------------------------------------------------------------------------------- */

static gboolean
read_axis (JsonNode         *node,
           AipVariationAxis *axis)
{
  JsonObject *object = aip_json_node_object (node);
  JsonArray *values = aip_json_get_array (object, "values");
  guint n = values != NULL ? json_array_get_length (values) : 0;

  axis->key = g_strdup (aip_json_get_string (object, "key", ""));
  axis->values = g_new0 (char *, MIN (n, AIP_VARIATION_MAX_VALUES) + 1);
  if (*axis->key == '\0' || n == 0 || n > AIP_VARIATION_MAX_VALUES)
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      const char *value = aip_json_node_string (json_array_get_element (values, i));

      if (value == NULL)
        return FALSE;
      axis->values[i] = g_strdup (value);
    }

  return TRUE;
}

AipVariation *
aip_variation_parse (const char *text)
{
  g_autoptr(AipVariation) self = NULL;
  g_autoptr(JsonNode) root = NULL;
  JsonObject *object;
  JsonArray *axes, *at;
  guint n_axes;

  g_return_val_if_fail (text != NULL, NULL);

  if (*text == '\0')
    return NULL;

  root = aip_json_parse (text, -1, MAX_BYTES, NULL);
  object = aip_json_node_object (root);
  axes = aip_json_get_array (object, "axes");
  at = aip_json_get_array (object, "at");
  n_axes = axes != NULL ? json_array_get_length (axes) : 0;
  if (n_axes < 1 || n_axes > G_N_ELEMENTS (self->axes) || at == NULL ||
      json_array_get_length (at) != n_axes)
    return NULL;

  self = aip_variation_new (n_axes);
  self->sheet = g_strdup (aip_json_get_string (object, "sheet", ""));
  g_set_str (&self->seed, aip_json_get_string (object, "seed", ""));
  for (guint i = 0; i < n_axes; i++)
    {
      JsonNode *index = json_array_get_element (at, i);

      if (!read_axis (json_array_get_element (axes, i), &self->axes[i]) ||
          !JSON_NODE_HOLDS_VALUE (index) || json_node_get_value_type (index) != G_TYPE_INT64 ||
          json_node_get_int (index) < 0 ||
          json_node_get_int (index) >= g_strv_length (self->axes[i].values))
        return NULL;
      self->at[i] = (guint) json_node_get_int (index);
    }
  if (!g_uuid_string_is_valid (self->sheet) ||
      aip_variation_get_n_cells (self) > AIP_VARIATION_MAX_CELLS)
    return NULL;

  return g_steal_pointer (&self);
}

char *
aip_variation_to_text (const AipVariation *self)
{
  g_autoptr(JsonNode) root = NULL;
  JsonObject *object;
  JsonArray *axes, *at;

  g_return_val_if_fail (self != NULL, NULL);

  root = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  axes = json_array_new ();
  at = json_array_new ();
  json_object_set_string_member (object, "sheet", self->sheet);
  if (*self->seed != '\0')
    json_object_set_string_member (object, "seed", self->seed);
  for (guint i = 0; i < self->n_axes; i++)
    {
      JsonObject *axis = json_object_new ();
      JsonArray *values = json_array_new ();

      for (guint j = 0; self->axes[i].values[j] != NULL; j++)
        json_array_add_string_element (values, self->axes[i].values[j]);
      json_object_set_string_member (axis, "key", self->axes[i].key);
      json_object_set_array_member (axis, "values", values);
      json_array_add_object_element (axes, axis);
      json_array_add_int_element (at, self->at[i]);
    }
  json_object_set_array_member (object, "axes", axes);
  json_object_set_array_member (object, "at", at);
  json_node_take_object (root, object);

  return aip_json_to_text (root, FALSE);
}

char *
aip_variation_dup_sheet (const char *text)
{
  g_autoptr(AipVariation) self = aip_variation_parse (text);

  return self != NULL ? g_strdup (self->sheet) : NULL;
}

/* What it says ------------------------------------------------------------------------------- */

guint
aip_variation_get_n_values (const AipVariation *self,
                            guint               axis)
{
  g_return_val_if_fail (self != NULL, 0);

  return axis < self->n_axes ? g_strv_length (self->axes[axis].values) : 1;
}

guint
aip_variation_get_n_cells (const AipVariation *self)
{
  return aip_variation_get_n_values (self, 0) * aip_variation_get_n_values (self, 1);
}

const char *
aip_variation_get_own (const AipVariation *self,
                       guint               axis)
{
  g_return_val_if_fail (self != NULL && axis < self->n_axes, NULL);

  return self->axes[axis].values[self->at[axis]];
}

const char *
aip_variation_get_value (const AipVariation *self,
                         const char         *key)
{
  g_return_val_if_fail (self != NULL && key != NULL, NULL);

  for (guint i = 0; i < self->n_axes; i++)
    if (g_str_equal (self->axes[i].key, key))
      return aip_variation_get_own (self, i);

  return g_str_equal (key, AIP_VARIATION_SEED) && *self->seed != '\0' ? self->seed : NULL;
}

char *
aip_variation_value_dup_title (const char *value)
{
  g_return_val_if_fail (value != NULL, NULL);

  return g_strndup (value, strcspn (value, "\t"));
}

const char *
aip_variation_value_get_id (const char *value)
{
  const char *tab;

  g_return_val_if_fail (value != NULL, NULL);

  tab = strchr (value, '\t');

  return tab != NULL ? tab + 1 : value;
}

gboolean
aip_variation_is_role (const char *key)
{
  g_return_val_if_fail (key != NULL, FALSE);

  return !g_str_equal (key, AIP_VARIATION_SEED) && !g_str_equal (key, AIP_VARIATION_WORDS) &&
         !g_str_has_prefix (key, AIP_VARIATION_SETUP) &&
         !g_str_has_prefix (key, AIP_VARIATION_LORA);
}

char *
aip_variation_apply (const AipVariation *self,
                     const char         *overrides)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL && overrides != NULL, NULL);

  text = g_strdup (overrides);
  for (guint i = 0; i < self->n_axes; i++)
    {
      const char *value = aip_variation_get_own (self, i);
      g_autofree char *before = NULL;
      char *end;
      double number;

      if (!aip_variation_is_role (self->axes[i].key))
        continue;
      number = g_ascii_strtod (value, &end);
      before = g_steal_pointer (&text);
      text = aip_overrides_set (before, self->axes[i].key,
                                *value != '\0' && *end == '\0' && isfinite (number)
                                  ? g_variant_new_double (number) : g_variant_new_string (value));
    }

  return g_steal_pointer (&text);
}
