/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-character"

#include "config.h"

#include "aip-asset.h"
#include "aip-character.h"
#include "aip-costume.h"
#include "aip-entity-private.h"
#include "aip-field-private.h"
#include "aip-lora-file.h"

struct _AipCharacter {
  AipEntity parent_instance;
};

G_DEFINE_FINAL_TYPE (AipCharacter, aip_character, AIP_TYPE_ENTITY)

enum {
  FIELD_NAME,
  FIELD_DESCRIPTION,
  FIELD_ORDER,
  FIELD_ALIASES,
  FIELD_ROLE,
  FIELD_AGE,
  FIELD_COSTUMES,
  FIELD_LORAS,
  FIELD_NEGATIVE,
  FIELD_REFERENCES,
  N_FIELDS
};

static const AipField fields[N_FIELDS] = {
  [FIELD_NAME] = { "name", "s", AIP_FIELD_UNIQUE, "''", aip_check_name },
  [FIELD_DESCRIPTION] = { "description", "s", AIP_FIELD_NONE, "''" },
  [FIELD_ORDER] = { "order", "s", AIP_FIELD_NONE, "''", aip_check_order },
  [FIELD_ALIASES] = { "aliases", "as", AIP_FIELD_NONE, "[]" },
  [FIELD_ROLE] = { "role", "s", AIP_FIELD_NONE, "''" },
  [FIELD_AGE] = { "age", "s", AIP_FIELD_NONE, "''" },
  [FIELD_COSTUMES] = { "costumes", "s", AIP_FIELD_NONE, "''", aip_costumes_check },
  [FIELD_LORAS] = { "loras", "s", AIP_FIELD_NONE, "''", aip_lora_files_check },
  [FIELD_NEGATIVE] = { "negative", "s", AIP_FIELD_NONE, "''" },
  [FIELD_REFERENCES] = { "references", "as", AIP_FIELD_NONE, "[]", aip_asset_check_list },
};

const AipField *
aip_character_get_fields (guint *n_fields)
{
  if (n_fields != NULL)
    *n_fields = N_FIELDS;

  return fields;
}

static void
aip_character_class_init (AipCharacterClass *klass)
{
  aip_entity_class_install_fields (AIP_ENTITY_CLASS (klass), AIP_KIND_CHARACTER);
}

static void
aip_character_init (AipCharacter *self)
{
}

const char *
aip_character_get_name (AipCharacter *self)
{
  g_return_val_if_fail (AIP_IS_CHARACTER (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_NAME);
}

const char *
aip_character_get_description (AipCharacter *self)
{
  g_return_val_if_fail (AIP_IS_CHARACTER (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_DESCRIPTION);
}

GPtrArray *
aip_character_get_costumes (AipCharacter *self)
{
  g_return_val_if_fail (AIP_IS_CHARACTER (self), NULL);

  return aip_costumes_parse (aip_entity_peek_text (AIP_ENTITY (self), FIELD_COSTUMES));
}

GPtrArray *
aip_character_get_lora_files (AipCharacter *self)
{
  g_return_val_if_fail (AIP_IS_CHARACTER (self), NULL);

  return aip_lora_files_parse (aip_entity_peek_text (AIP_ENTITY (self), FIELD_LORAS));
}
