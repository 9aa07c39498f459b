/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-casting"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aip-casting.h"
#include "aip-error.h"
#include "aip-json.h"

#define MAX_BYTES (64 * 1024)

AipCasting *
aip_casting_new (void)
{
  AipCasting *self = g_new0 (AipCasting, 1);

  self->action = g_strdup ("");
  self->position = g_strdup ("");
  self->costume = g_strdup ("");
  self->weight = 1;

  return self;
}

void
aip_casting_free (AipCasting *self)
{
  if (self == NULL)
    return;

  g_free (self->action);
  g_free (self->position);
  g_free (self->costume);
  g_free (self);
}

/* (nullable) */
static JsonNode *
parse (const char *text)
{
  JsonNode *node = *text != '\0' ? aip_json_parse (text, -1, MAX_BYTES, NULL) : NULL;

  if (node != NULL && aip_json_node_object (node) == NULL)
    g_clear_pointer (&node, json_node_unref);

  return node;
}

static gboolean
is_weight (double weight)
{
  return isfinite (weight) && weight >= 0 && weight <= AIP_MAX_CAST_WEIGHT;
}

AipCasting *
aip_casting_read (const char *text,
                  const char *character)
{
  g_autoptr(JsonNode) node = NULL;
  JsonObject *object;
  AipCasting *self;
  double weight;

  g_return_val_if_fail (text != NULL && character != NULL, NULL);

  node = parse (text);
  object = aip_json_get_object (aip_json_node_object (node), character);
  weight = aip_json_get_double (object, "weight", 1);

  self = g_new0 (AipCasting, 1);
  self->action = g_strdup (aip_json_get_string (object, "action", ""));
  self->position = g_strdup (aip_json_get_string (object, "position", ""));
  self->costume = g_strdup (aip_json_get_string (object, "costume", ""));
  self->weight = is_weight (weight) ? weight : 1;

  return self;
}

static void
set_text (JsonObject *object,
          const char *member,
          const char *text)
{
  if (*text != '\0')
    json_object_set_string_member (object, member, text);
}

char *
aip_casting_write (const char *text,
                   const char *character,
                   AipCasting *casting)
{
  g_autoptr(JsonNode) node = NULL;
  JsonObject *all;
  JsonObject *object;

  g_return_val_if_fail (text != NULL && character != NULL && casting != NULL, NULL);

  node = parse (text);
  if (node == NULL)
    {
      node = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (node, json_object_new ());
    }
  all = aip_json_node_object (node);

  object = json_object_new ();
  set_text (object, "action", casting->action);
  set_text (object, "position", casting->position);
  set_text (object, "costume", casting->costume);
  /* A whole number of percent: what a hand can set, and the same text for the same value. */
  if (fabs (casting->weight - 1) > 0.001)
    json_object_set_double_member (object, "weight", round (casting->weight * 100) / 100);

  if (json_object_get_size (object) > 0)
    json_object_set_object_member (all, character, object);
  else
    {
      json_object_unref (object);
      if (json_object_has_member (all, character))
        json_object_remove_member (all, character);
    }

  return json_object_get_size (all) > 0 ? aip_json_to_text (node, FALSE) : g_strdup ("");
}

gboolean
aip_casting_check (GVariant  *value,
                   GError   **error)
{
  const char *text = g_variant_get_string (value, NULL);
  g_autoptr(JsonNode) node = NULL;
  JsonObjectIter iter;
  const char *id;
  JsonNode *member;

  if (*text == '\0')
    return TRUE;

  node = parse (text);
  if (node == NULL)
    goto invalid;

  json_object_iter_init_ordered (&iter, aip_json_node_object (node));
  while (json_object_iter_next_ordered (&iter, &id, &member))
    {
      JsonObject *object = aip_json_node_object (member);

      if (object == NULL || !g_uuid_string_is_valid (id) ||
          !is_weight (aip_json_get_double (object, "weight", 1)))
        goto invalid;
    }

  return TRUE;

invalid:
  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("That does not say how characters appear in a shot; a weight is a number from 0 to "
                 "%g."), AIP_MAX_CAST_WEIGHT);

  return FALSE;
}
