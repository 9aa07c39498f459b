/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-clip"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-clip.h"
#include "aip-entity-private.h"
#include "aip-error.h"
#include "aip-field-private.h"

struct _AipClip {
  AipEntity parent_instance;
};

G_DEFINE_FINAL_TYPE (AipClip, aip_clip, AIP_TYPE_ENTITY)

static gboolean
check_role (GVariant  *value,
            GError   **error)
{
  static const char *const words[] = { "", "music", "dialogue", "effects", NULL };
  const char *text = g_variant_get_string (value, NULL);

  if (g_strv_contains (words, text))
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("“%s” is no role of a sound. Use music, dialogue or effects, or nothing."), text);

  return FALSE;
}

enum {
  FIELD_TRACK,
  FIELD_NAME,
  FIELD_ROLE,
  FIELD_FILE,
  FIELD_START,
  FIELD_DURATION,
  FIELD_SOURCE_IN,
  FIELD_GAIN,
  FIELD_FADE_IN,
  FIELD_FADE_OUT,
  FIELD_DISABLED,
  FIELD_ANCHOR,
  FIELD_ANCHOR_FRAME,
  FIELD_AVAILABLE,
  N_FIELDS
};

static const AipField fields[N_FIELDS] = {
  [FIELD_TRACK] = { "track", "s", AIP_FIELD_LINK, "''", NULL, AIP_KIND_TRACK },
  [FIELD_NAME] = { "name", "s", AIP_FIELD_NONE, "''" },
  [FIELD_ROLE] = { "role", "s", AIP_FIELD_NONE, "''", check_role },
  [FIELD_FILE] = { "file", "s", AIP_FIELD_NONE, "''", aip_check_inside },
  [FIELD_START] = { "start", "x", AIP_FIELD_NONE, "0", aip_check_frame },
  [FIELD_DURATION] = { "duration", "x", AIP_FIELD_NONE, "1", aip_check_length },
  [FIELD_SOURCE_IN] = { "source-in", "x", AIP_FIELD_NONE, "0", aip_check_frame },
  [FIELD_GAIN] = { "gain", "d", AIP_FIELD_NONE, "0.0", aip_check_gain },
  [FIELD_FADE_IN] = { "fade-in", "x", AIP_FIELD_NONE, "0", aip_check_frame },
  [FIELD_FADE_OUT] = { "fade-out", "x", AIP_FIELD_NONE, "0", aip_check_frame },
  [FIELD_DISABLED] = { "disabled", "b", AIP_FIELD_NONE, "false" },
  /* No link: a shot that goes takes nothing along, and may come back. */
  [FIELD_ANCHOR] = { "anchor", "s", AIP_FIELD_NONE, "''" },
  [FIELD_ANCHOR_FRAME] = { "anchor-frame", "x", AIP_FIELD_NONE, "0", aip_check_frame },
  [FIELD_AVAILABLE] = { "available", "x", AIP_FIELD_NONE, "0", aip_check_frame },
};

const AipField *
aip_clip_get_fields (guint *n_fields)
{
  if (n_fields != NULL)
    *n_fields = N_FIELDS;

  return fields;
}

static void
aip_clip_class_init (AipClipClass *klass)
{
  aip_entity_class_install_fields (AIP_ENTITY_CLASS (klass), AIP_KIND_CLIP);
}

static void
aip_clip_init (AipClip *self)
{
}

const char *
aip_clip_get_track_id (AipClip *self)
{
  g_return_val_if_fail (AIP_IS_CLIP (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_TRACK);
}

const char *
aip_clip_get_name (AipClip *self)
{
  g_return_val_if_fail (AIP_IS_CLIP (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_NAME);
}

const char *
aip_clip_get_role (AipClip *self)
{
  g_return_val_if_fail (AIP_IS_CLIP (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_ROLE);
}

const char *
aip_clip_get_file (AipClip *self)
{
  g_return_val_if_fail (AIP_IS_CLIP (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_FILE);
}

gint64
aip_clip_get_start (AipClip *self)
{
  g_return_val_if_fail (AIP_IS_CLIP (self), 0);

  return aip_entity_peek_integer (AIP_ENTITY (self), FIELD_START);
}

gint64
aip_clip_get_duration (AipClip *self)
{
  g_return_val_if_fail (AIP_IS_CLIP (self), 0);

  return aip_entity_peek_integer (AIP_ENTITY (self), FIELD_DURATION);
}

gint64
aip_clip_get_source_in (AipClip *self)
{
  g_return_val_if_fail (AIP_IS_CLIP (self), 0);

  return aip_entity_peek_integer (AIP_ENTITY (self), FIELD_SOURCE_IN);
}

double
aip_clip_get_gain (AipClip *self)
{
  g_return_val_if_fail (AIP_IS_CLIP (self), 0);

  return g_variant_get_double (aip_entity_peek (AIP_ENTITY (self), FIELD_GAIN));
}

gint64
aip_clip_get_fade_in (AipClip *self)
{
  g_return_val_if_fail (AIP_IS_CLIP (self), 0);

  return aip_entity_peek_integer (AIP_ENTITY (self), FIELD_FADE_IN);
}

gint64
aip_clip_get_fade_out (AipClip *self)
{
  g_return_val_if_fail (AIP_IS_CLIP (self), 0);

  return aip_entity_peek_integer (AIP_ENTITY (self), FIELD_FADE_OUT);
}

gboolean
aip_clip_get_disabled (AipClip *self)
{
  g_return_val_if_fail (AIP_IS_CLIP (self), FALSE);

  return g_variant_get_boolean (aip_entity_peek (AIP_ENTITY (self), FIELD_DISABLED));
}

const char *
aip_clip_get_anchor (AipClip *self)
{
  g_return_val_if_fail (AIP_IS_CLIP (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_ANCHOR);
}

gint64
aip_clip_get_anchor_frame (AipClip *self)
{
  g_return_val_if_fail (AIP_IS_CLIP (self), 0);

  return aip_entity_peek_integer (AIP_ENTITY (self), FIELD_ANCHOR_FRAME);
}

gint64
aip_clip_get_available (AipClip *self)
{
  g_return_val_if_fail (AIP_IS_CLIP (self), 0);

  return aip_entity_peek_integer (AIP_ENTITY (self), FIELD_AVAILABLE);
}
