/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-custom-field"

#include "config.h"

#include "aip-custom-field.h"
#include "aip-entity-private.h"
#include "aip-field-private.h"

struct _AipCustomField {
  AipEntity parent_instance;
};

G_DEFINE_FINAL_TYPE (AipCustomField, aip_custom_field, AIP_TYPE_ENTITY)

enum {
  FIELD_NAME,
  FIELD_TYPE,
  FIELD_OPTIONS,
  FIELD_ORDER,
  N_FIELDS
};

static const AipField fields[N_FIELDS] = {
  [FIELD_NAME] = { "name", "s", AIP_FIELD_UNIQUE, "''", aip_check_name },
  [FIELD_TYPE] = { "type", "s", AIP_FIELD_NONE, "'text'" },
  [FIELD_OPTIONS] = { "options", "s", AIP_FIELD_NONE, "''", aip_check_json_object },
  [FIELD_ORDER] = { "order", "s", AIP_FIELD_NONE, "''", aip_check_order },
};

const AipField *
aip_custom_field_get_fields (guint *n_fields)
{
  if (n_fields != NULL)
    *n_fields = N_FIELDS;

  return fields;
}

static void
aip_custom_field_class_init (AipCustomFieldClass *klass)
{
  aip_entity_class_install_fields (AIP_ENTITY_CLASS (klass), AIP_KIND_FIELD);
}

static void
aip_custom_field_init (AipCustomField *self)
{
}

const char *
aip_custom_field_get_name (AipCustomField *self)
{
  g_return_val_if_fail (AIP_IS_CUSTOM_FIELD (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_NAME);
}

const char *
aip_custom_field_get_field_type (AipCustomField *self)
{
  g_return_val_if_fail (AIP_IS_CUSTOM_FIELD (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_TYPE);
}

const char *
aip_custom_field_get_options (AipCustomField *self)
{
  g_return_val_if_fail (AIP_IS_CUSTOM_FIELD (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_OPTIONS);
}
