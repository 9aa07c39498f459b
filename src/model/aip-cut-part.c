/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cut-part"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cut-part.h"
#include "aip-error.h"
#include "aip-json.h"
#include "aip-paths.h"

#define MAX_BYTES  4096

/* A day at the fastest rate there is, as for the cut itself. */
#define MAX_FRAMES (G_GINT64_CONSTANT (24) * 3600 * 240)

AipCutPart *
aip_cut_part_new (const char *take)
{
  AipCutPart *self = g_new0 (AipCutPart, 1);

  g_return_val_if_fail (take != NULL, NULL);

  self->take = g_strdup (take);
  self->file = g_strdup ("");
  self->sha256 = g_strdup ("");

  return self;
}

AipCutPart *
aip_cut_part_copy (const AipCutPart *self)
{
  AipCutPart *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->take = g_strdup (self->take);
  copy->file = g_strdup (self->file);
  copy->sha256 = g_strdup (self->sha256);

  return copy;
}

void
aip_cut_part_free (AipCutPart *self)
{
  if (self == NULL)
    return;

  g_free (self->take);
  g_free (self->file);
  g_free (self->sha256);
  g_free (self);
}

static gboolean
is_count (gint64 frames)
{
  return frames >= 0 && frames <= MAX_FRAMES;
}

AipCutPart *
aip_cut_part_read (const char *text)
{
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(AipCutPart) self = NULL;
  JsonObject *object;

  g_return_val_if_fail (text != NULL, NULL);

  node = *text != '\0' ? aip_json_parse (text, -1, MAX_BYTES, NULL) : NULL;
  object = aip_json_node_object (node);
  if (object == NULL)
    return NULL;

  self = aip_cut_part_new (aip_json_get_string (object, "take", ""));
  g_set_str (&self->file, aip_json_get_string (object, "file", ""));
  g_set_str (&self->sha256, aip_json_get_string (object, "sha256", ""));
  self->first = aip_json_get_int (object, "first", 0);
  self->frames = aip_json_get_int (object, "frames", 0);
  self->rate_numerator = aip_json_get_int (object, "rate-numerator", 0);
  self->rate_denominator = aip_json_get_int (object, "rate-denominator", 0);
  self->offset = aip_json_get_int (object, "offset", 0);

  if (*self->take == '\0' || (*self->file != '\0' && !aip_path_is_inside (self->file)) ||
      !is_count (self->first) || !is_count (self->frames) || !is_count (self->rate_numerator) ||
      !is_count (self->rate_denominator) || !is_count (self->offset))
    return NULL;

  return g_steal_pointer (&self);
}

char *
aip_cut_part_write (const AipCutPart *self)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  g_return_val_if_fail (self != NULL, NULL);

  json_object_set_string_member (object, "take", self->take);
  if (*self->file != '\0')
    {
      json_object_set_string_member (object, "file", self->file);
      json_object_set_string_member (object, "sha256", self->sha256);
    }
  json_object_set_int_member (object, "first", self->first);
  json_object_set_int_member (object, "frames", self->frames);
  json_object_set_int_member (object, "rate-numerator", self->rate_numerator);
  json_object_set_int_member (object, "rate-denominator", self->rate_denominator);
  json_object_set_int_member (object, "offset", self->offset);
  json_node_take_object (node, object);

  return aip_json_to_text (node, FALSE);
}

gboolean
aip_cut_part_check (GVariant  *value,
                    GError   **error)
{
  const char *text = g_variant_get_string (value, NULL);
  g_autoptr(AipCutPart) part = aip_cut_part_read (text);

  if (*text == '\0' || part != NULL)
    return TRUE;

  g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                       _("A job does not say clearly which part of a take it begins with."));

  return FALSE;
}
