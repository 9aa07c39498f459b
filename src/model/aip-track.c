/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-track"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-entity-private.h"
#include "aip-error.h"
#include "aip-field-private.h"
#include "aip-track.h"

struct _AipTrack {
  AipEntity parent_instance;
};

G_DEFINE_FINAL_TYPE (AipTrack, aip_track, AIP_TYPE_ENTITY)

static gboolean
check_type (GVariant  *value,
            GError   **error)
{
  static const char *const words[] = { "audio", "video", NULL };
  const char *text = g_variant_get_string (value, NULL);

  if (g_strv_contains (words, text))
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("“%s” is no kind of track. Use audio or video."), text);

  return FALSE;
}

enum {
  FIELD_NAME,
  FIELD_TYPE,
  FIELD_GAIN,
  FIELD_MUTED,
  FIELD_LOCKED,
  FIELD_ORDER,
  FIELD_SOLO,
  N_FIELDS
};

static const AipField fields[N_FIELDS] = {
  [FIELD_NAME] = { "name", "s", AIP_FIELD_NONE, "''" },
  [FIELD_TYPE] = { "type", "s", AIP_FIELD_NONE, "'audio'", check_type },
  [FIELD_GAIN] = { "gain", "d", AIP_FIELD_NONE, "0.0", aip_check_gain },
  [FIELD_MUTED] = { "muted", "b", AIP_FIELD_NONE, "false" },
  [FIELD_LOCKED] = { "locked", "b", AIP_FIELD_NONE, "false" },
  [FIELD_ORDER] = { "order", "s", AIP_FIELD_NONE, "''", aip_check_order },
  [FIELD_SOLO] = { "solo", "b", AIP_FIELD_NONE, "false" },
};

const AipField *
aip_track_get_fields (guint *n_fields)
{
  if (n_fields != NULL)
    *n_fields = N_FIELDS;

  return fields;
}

static void
aip_track_class_init (AipTrackClass *klass)
{
  aip_entity_class_install_fields (AIP_ENTITY_CLASS (klass), AIP_KIND_TRACK);
}

static void
aip_track_init (AipTrack *self)
{
}

const char *
aip_track_get_name (AipTrack *self)
{
  g_return_val_if_fail (AIP_IS_TRACK (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_NAME);
}

const char *
aip_track_get_track_type (AipTrack *self)
{
  g_return_val_if_fail (AIP_IS_TRACK (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_TYPE);
}

double
aip_track_get_gain (AipTrack *self)
{
  g_return_val_if_fail (AIP_IS_TRACK (self), 0);

  return g_variant_get_double (aip_entity_peek (AIP_ENTITY (self), FIELD_GAIN));
}

gboolean
aip_track_get_muted (AipTrack *self)
{
  g_return_val_if_fail (AIP_IS_TRACK (self), FALSE);

  return g_variant_get_boolean (aip_entity_peek (AIP_ENTITY (self), FIELD_MUTED));
}

gboolean
aip_track_get_solo (AipTrack *self)
{
  g_return_val_if_fail (AIP_IS_TRACK (self), FALSE);

  return g_variant_get_boolean (aip_entity_peek (AIP_ENTITY (self), FIELD_SOLO));
}

gboolean
aip_track_get_locked (AipTrack *self)
{
  g_return_val_if_fail (AIP_IS_TRACK (self), FALSE);

  return g_variant_get_boolean (aip_entity_peek (AIP_ENTITY (self), FIELD_LOCKED));
}
