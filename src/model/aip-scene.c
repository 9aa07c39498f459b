/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-scene"

#include "config.h"

#include "aip-entity-private.h"
#include "aip-field-private.h"
#include "aip-scene.h"

struct _AipScene {
  AipEntity parent_instance;
};

G_DEFINE_FINAL_TYPE (AipScene, aip_scene, AIP_TYPE_ENTITY)

enum {
  FIELD_CODE,
  FIELD_NAME,
  FIELD_DESCRIPTION,
  FIELD_ORDER,
  N_FIELDS
};

static const AipField fields[N_FIELDS] = {
  [FIELD_CODE] = { "code", "s", AIP_FIELD_UNIQUE, "''", aip_check_code },
  [FIELD_NAME] = { "name", "s", AIP_FIELD_NONE, "''" },
  [FIELD_DESCRIPTION] = { "description", "s", AIP_FIELD_NONE, "''" },
  [FIELD_ORDER] = { "order", "s", AIP_FIELD_NONE, "''", aip_check_order },
};

const AipField *
aip_scene_get_fields (guint *n_fields)
{
  if (n_fields != NULL)
    *n_fields = N_FIELDS;

  return fields;
}

static void
aip_scene_class_init (AipSceneClass *klass)
{
  aip_entity_class_install_fields (AIP_ENTITY_CLASS (klass), AIP_KIND_SCENE);
}

static void
aip_scene_init (AipScene *self)
{
}

const char *
aip_scene_get_code (AipScene *self)
{
  g_return_val_if_fail (AIP_IS_SCENE (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_CODE);
}

const char *
aip_scene_get_name (AipScene *self)
{
  g_return_val_if_fail (AIP_IS_SCENE (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_NAME);
}

const char *
aip_scene_get_order (AipScene *self)
{
  g_return_val_if_fail (AIP_IS_SCENE (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_ORDER);
}
