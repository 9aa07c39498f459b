/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-character"

#include "config.h"

#include "aip-entity-private.h"
#include "aip-field-private.h"
#include "aip-character.h"

struct _AipCharacter {
  AipEntity parent_instance;
};

G_DEFINE_FINAL_TYPE (AipCharacter, aip_character, AIP_TYPE_ENTITY)

enum {
  FIELD_NAME,
  FIELD_DESCRIPTION,
  FIELD_ORDER,
  N_FIELDS
};

static const AipField fields[N_FIELDS] = {
  [FIELD_NAME] = { "name", "s", AIP_FIELD_UNIQUE, "''", aip_check_name },
  [FIELD_DESCRIPTION] = { "description", "s", AIP_FIELD_NONE, "''" },
  [FIELD_ORDER] = { "order", "s", AIP_FIELD_NONE, "''", aip_check_order },
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
