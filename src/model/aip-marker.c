/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-marker"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-entity-private.h"
#include "aip-error.h"
#include "aip-field-private.h"
#include "aip-marker.h"

struct _AipMarker {
  AipEntity parent_instance;
};

G_DEFINE_FINAL_TYPE (AipMarker, aip_marker, AIP_TYPE_ENTITY)

static gboolean
check_color (GVariant  *value,
             GError   **error)
{
  static const char *const words[] = { "red", "orange", "yellow", "green", "blue", "purple", NULL };
  const char *text = g_variant_get_string (value, NULL);

  if (g_strv_contains (words, text))
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("“%s” is no colour of a marker. Use red, orange, yellow, green, blue or purple."),
               text);

  return FALSE;
}

enum {
  FIELD_FRAME,
  FIELD_DURATION,
  FIELD_COLOR,
  FIELD_NAME,
  FIELD_COMMENT,
  N_FIELDS
};

static const AipField fields[N_FIELDS] = {
  [FIELD_FRAME] = { "frame", "x", AIP_FIELD_NONE, "0", aip_check_frame },
  [FIELD_DURATION] = { "duration", "x", AIP_FIELD_NONE, "0", aip_check_frame },
  [FIELD_COLOR] = { "color", "s", AIP_FIELD_NONE, "'blue'", check_color },
  [FIELD_NAME] = { "name", "s", AIP_FIELD_NONE, "''" },
  [FIELD_COMMENT] = { "comment", "s", AIP_FIELD_NONE, "''" },
};

const AipField *
aip_marker_get_fields (guint *n_fields)
{
  if (n_fields != NULL)
    *n_fields = N_FIELDS;

  return fields;
}

static void
aip_marker_class_init (AipMarkerClass *klass)
{
  aip_entity_class_install_fields (AIP_ENTITY_CLASS (klass), AIP_KIND_MARKER);
}

static void
aip_marker_init (AipMarker *self)
{
}

gint64
aip_marker_get_frame (AipMarker *self)
{
  g_return_val_if_fail (AIP_IS_MARKER (self), 0);

  return aip_entity_peek_integer (AIP_ENTITY (self), FIELD_FRAME);
}

gint64
aip_marker_get_duration (AipMarker *self)
{
  g_return_val_if_fail (AIP_IS_MARKER (self), 0);

  return aip_entity_peek_integer (AIP_ENTITY (self), FIELD_DURATION);
}

const char *
aip_marker_get_color (AipMarker *self)
{
  g_return_val_if_fail (AIP_IS_MARKER (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_COLOR);
}

const char *
aip_marker_get_name (AipMarker *self)
{
  g_return_val_if_fail (AIP_IS_MARKER (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_NAME);
}

const char *
aip_marker_get_comment (AipMarker *self)
{
  g_return_val_if_fail (AIP_IS_MARKER (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_COMMENT);
}
