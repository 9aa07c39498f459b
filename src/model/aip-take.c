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
  [FIELD_BASIS] = { "basis", "s", AIP_FIELD_NONE, "''" },
  [FIELD_OFFSET] = { "offset", "x", AIP_FIELD_NONE, "0", aip_check_frame },
};

const AipField *
aip_take_get_fields (guint *n_fields)
{
  if (n_fields != NULL)
    *n_fields = N_FIELDS;

  return fields;
}

static void
aip_take_class_init (AipTakeClass *klass)
{
  aip_entity_class_install_fields (AIP_ENTITY_CLASS (klass), AIP_KIND_TAKE);
}

static void
aip_take_init (AipTake *self)
{
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
