/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-custom-field"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-custom-field.h"
#include "aip-entity-private.h"
#include "aip-error.h"
#include "aip-field-private.h"

struct _AipCustomField {
  AipEntity parent_instance;

  /* What is read of `type` and `options`, and what it was read of. */
  AipCustomFormat *format;
  AipFormula      *formula;
  GVariant        *type;
  GVariant        *options;
};

G_DEFINE_FINAL_TYPE (AipCustomField, aip_custom_field, AIP_TYPE_ENTITY)

static gboolean
check_type (GVariant  *value,
            GError   **error)
{
  const char *nick = g_variant_get_string (value, NULL);

  if (aip_custom_type_from_nick (nick) != AIP_CUSTOM_UNKNOWN)
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _("“%s” is not a type of field."), nick);

  return FALSE;
}

enum {
  FIELD_NAME,
  FIELD_TYPE,
  FIELD_OPTIONS,
  FIELD_ORDER,
  N_FIELDS
};

static const AipField fields[N_FIELDS] = {
  [FIELD_NAME] = { "name", "s", AIP_FIELD_UNIQUE, "''", aip_check_name },
  [FIELD_TYPE] = { "type", "s", AIP_FIELD_NONE, "'text'", check_type },
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
forget (AipCustomField *self)
{
  g_clear_pointer (&self->format, aip_custom_format_free);
  g_clear_pointer (&self->formula, aip_formula_free);
  g_clear_pointer (&self->type, g_variant_unref);
  g_clear_pointer (&self->options, g_variant_unref);
}

static void
aip_custom_field_finalize (GObject *object)
{
  forget (AIP_CUSTOM_FIELD (object));

  G_OBJECT_CLASS (aip_custom_field_parent_class)->finalize (object);
}

static void
aip_custom_field_class_init (AipCustomFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_custom_field_finalize;

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

const AipCustomFormat *
aip_custom_field_get_format (AipCustomField *self)
{
  GVariant *type, *options;

  g_return_val_if_fail (AIP_IS_CUSTOM_FIELD (self), NULL);

  type = aip_entity_peek (AIP_ENTITY (self), FIELD_TYPE);
  options = aip_entity_peek (AIP_ENTITY (self), FIELD_OPTIONS);
  /* Values are immutable: another value is another pointer. */
  if (self->format == NULL || self->type != type || self->options != options)
    {
      forget (self);
      self->type = g_variant_ref (type);
      self->options = g_variant_ref (options);
      self->format = aip_custom_format_parse (g_variant_get_string (type, NULL),
                                              g_variant_get_string (options, NULL));
      if (self->format->type == AIP_CUSTOM_FORMULA)
        self->formula = aip_formula_parse (self->format->formula, NULL);
    }

  return self->format;
}

const AipFormula *
aip_custom_field_get_formula (AipCustomField *self)
{
  g_return_val_if_fail (AIP_IS_CUSTOM_FIELD (self), NULL);

  aip_custom_field_get_format (self);

  return self->formula;
}
