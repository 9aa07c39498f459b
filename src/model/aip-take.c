/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-take"

#include "config.h"

#include "aip-entity-private.h"
#include "aip-field-private.h"
#include "aip-take.h"

struct _AipTake {
  AipEntity parent_instance;

  AipFreshness  freshness;
  char         *stale_parts;
};

G_DEFINE_FINAL_TYPE (AipTake, aip_take, AIP_TYPE_ENTITY)

enum {
  FIELD_SHOT,
  FIELD_NUMBER,
  FIELD_FILE,
  FIELD_MEDIA_TYPE,
  FIELD_WIDTH,
  FIELD_HEIGHT,
  FIELD_FRAMES,
  FIELD_BYTES,
  FIELD_SHA256,
  FIELD_JOB,
  FIELD_WORKFLOW,
  FIELD_SEED,
  FIELD_PROMPT,
  FIELD_NEGATIVE,
  FIELD_WORKER,
  FIELD_WORKER_NAME,
  FIELD_SECONDS,
  FIELD_CREATED,
  FIELD_POSITION,
  FIELD_RECIPE,
  FIELD_RATE_NUMERATOR,
  FIELD_RATE_DENOMINATOR,
  FIELD_BASIS,
  FIELD_OFFSET,
  FIELD_VARIATION,
  N_FIELDS
};

static const AipField fields[N_FIELDS] = {
  [FIELD_SHOT] = { "shot", "s", AIP_FIELD_LINK, "''", NULL, AIP_KIND_SHOT },
  [FIELD_NUMBER] = { "number", "x", AIP_FIELD_NONE, "1", aip_check_positive },
  [FIELD_FILE] = { "file", "s", AIP_FIELD_NONE, "''", aip_check_inside },
  [FIELD_MEDIA_TYPE] = { "media-type", "s", AIP_FIELD_NONE, "''" },
  [FIELD_WIDTH] = { "width", "x", AIP_FIELD_NONE, "0", aip_check_not_negative },
  [FIELD_HEIGHT] = { "height", "x", AIP_FIELD_NONE, "0", aip_check_not_negative },
  [FIELD_FRAMES] = { "frames", "x", AIP_FIELD_NONE, "0", aip_check_not_negative },
  [FIELD_BYTES] = { "bytes", "x", AIP_FIELD_NONE, "0", aip_check_not_negative },
  [FIELD_SHA256] = { "sha256", "s", AIP_FIELD_NONE, "''" },
  [FIELD_JOB] = { "job", "s", AIP_FIELD_LINK, "''", NULL, AIP_KIND_JOB },
  [FIELD_WORKFLOW] = { "workflow", "s", AIP_FIELD_NONE, "''" },
  [FIELD_SEED] = { "seed", "s", AIP_FIELD_NONE, "''", aip_check_seed },
  [FIELD_PROMPT] = { "prompt", "s", AIP_FIELD_NONE, "''" },
  [FIELD_NEGATIVE] = { "negative", "s", AIP_FIELD_NONE, "''" },
  [FIELD_WORKER] = { "worker", "s", AIP_FIELD_NONE, "''" },
  [FIELD_WORKER_NAME] = { "worker-name", "s", AIP_FIELD_NONE, "''" },
  [FIELD_SECONDS] = { "seconds", "d", AIP_FIELD_NONE, "0.0" },
  [FIELD_CREATED] = { "created", "x", AIP_FIELD_NONE, "0" },
  [FIELD_POSITION] = { "position", "x", AIP_FIELD_NONE, "0" },
  [FIELD_RECIPE] = { "recipe", "s", AIP_FIELD_LAZY, "''" },
  [FIELD_RATE_NUMERATOR] = { "rate-numerator", "x", AIP_FIELD_NONE, "0", aip_check_not_negative },
  [FIELD_RATE_DENOMINATOR] = { "rate-denominator", "x", AIP_FIELD_NONE, "0",
                               aip_check_not_negative },
  [FIELD_BASIS] = { "basis", "s", AIP_FIELD_NONE, "''", aip_check_json_object },
  [FIELD_OFFSET] = { "offset", "x", AIP_FIELD_NONE, "0", aip_check_frame },
  [FIELD_VARIATION] = { "variation", "s", AIP_FIELD_NONE, "''", aip_check_json_object },
};

enum {
  PROP_FRESHNESS = N_FIELDS + 1,
  PROP_STALE_PARTS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

const AipField *
aip_take_get_fields (guint *n_fields)
{
  if (n_fields != NULL)
    *n_fields = N_FIELDS;

  return fields;
}

static void
aip_take_finalize (GObject *object)
{
  g_free (AIP_TAKE (object)->stale_parts);

  G_OBJECT_CLASS (aip_take_parent_class)->finalize (object);
}

static void
aip_take_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  AipTake *self = AIP_TAKE (object);

  switch (prop_id)
    {
    case PROP_FRESHNESS:
      g_value_set_uint (value, self->freshness);
      break;
    case PROP_STALE_PARTS:
      g_value_set_string (value, self->stale_parts);
      break;
    default:
      G_OBJECT_CLASS (aip_take_parent_class)->get_property (object, prop_id, value, pspec);
    }
}

static void
aip_take_class_init (AipTakeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = aip_take_finalize;
  object_class->get_property = aip_take_get_property;

  aip_entity_class_install_fields (AIP_ENTITY_CLASS (klass), AIP_KIND_TAKE);

  properties[PROP_FRESHNESS] = g_param_spec_uint ("freshness", NULL, NULL, 0, AIP_FRESHNESS_STALE,
                                                  0, flags);
  properties[PROP_STALE_PARTS] = g_param_spec_string ("stale-parts", NULL, NULL, "", flags);
  for (guint i = PROP_FRESHNESS; i < N_PROPS; i++)
    g_object_class_install_property (object_class, i, properties[i]);
}

static void
aip_take_init (AipTake *self)
{
  self->stale_parts = g_strdup ("");
}

gint64
aip_take_get_number (AipTake *self)
{
  g_return_val_if_fail (AIP_IS_TAKE (self), 0);

  return aip_entity_peek_integer (AIP_ENTITY (self), FIELD_NUMBER);
}

const char *
aip_take_get_file (AipTake *self)
{
  g_return_val_if_fail (AIP_IS_TAKE (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_FILE);
}

const char *
aip_take_get_worker (AipTake *self)
{
  g_return_val_if_fail (AIP_IS_TAKE (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_WORKER);
}

const char *
aip_take_get_shot_id (AipTake *self)
{
  g_return_val_if_fail (AIP_IS_TAKE (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_SHOT);
}

const char *
aip_take_get_media_type (AipTake *self)
{
  g_return_val_if_fail (AIP_IS_TAKE (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_MEDIA_TYPE);
}

gint64
aip_take_get_offset (AipTake *self)
{
  g_return_val_if_fail (AIP_IS_TAKE (self), 0);

  return aip_entity_peek_integer (AIP_ENTITY (self), FIELD_OFFSET);
}

double
aip_take_get_seconds (AipTake *self)
{
  g_return_val_if_fail (AIP_IS_TAKE (self), 0.0);

  return g_variant_get_double (aip_entity_peek (AIP_ENTITY (self), FIELD_SECONDS));
}

const char *
aip_take_get_basis (AipTake *self)
{
  g_return_val_if_fail (AIP_IS_TAKE (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_BASIS);
}

const char *
aip_take_get_variation (AipTake *self)
{
  g_return_val_if_fail (AIP_IS_TAKE (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_VARIATION);
}

AipFreshness
aip_take_get_freshness (AipTake *self)
{
  g_return_val_if_fail (AIP_IS_TAKE (self), AIP_FRESHNESS_UNKNOWN);

  return self->freshness;
}

const char *
aip_take_get_stale_parts (AipTake *self)
{
  g_return_val_if_fail (AIP_IS_TAKE (self), NULL);

  return self->stale_parts;
}

void
aip_take_set_freshness (AipTake      *self,
                        AipFreshness  freshness,
                        const char   *parts)
{
  g_return_if_fail (AIP_IS_TAKE (self));
  g_return_if_fail (parts != NULL);

  g_object_freeze_notify (G_OBJECT (self));
  if (g_set_str (&self->stale_parts, parts))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STALE_PARTS]);
  if (self->freshness != freshness)
    {
      self->freshness = freshness;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRESHNESS]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

gboolean
aip_take_is_still (AipTake *self)
{
  g_return_val_if_fail (AIP_IS_TAKE (self), FALSE);

  return g_str_has_prefix (aip_take_get_media_type (self), "image/") &&
         aip_entity_peek_integer (AIP_ENTITY (self), FIELD_FRAMES) <= 1;
}

gboolean
aip_take_is_movie (AipTake *self)
{
  g_return_val_if_fail (AIP_IS_TAKE (self), FALSE);

  return g_str_has_prefix (aip_take_get_media_type (self), "video/");
}
