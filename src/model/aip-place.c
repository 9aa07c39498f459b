/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-place"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-asset.h"
#include "aip-entity-private.h"
#include "aip-error.h"
#include "aip-field-private.h"
#include "aip-place.h"

struct _AipPlace {
  AipEntity parent_instance;
};

G_DEFINE_FINAL_TYPE (AipPlace, aip_place, AIP_TYPE_ENTITY)

enum {
  FIELD_NAME,
  FIELD_DESCRIPTION,
  FIELD_ORDER,
  FIELD_LOCATION,
  FIELD_SETTING,
  FIELD_TIME,
  FIELD_WEATHER,
  FIELD_REFERENCES,
  N_FIELDS
};

static gboolean
check_setting (GVariant  *value,
               GError   **error)
{
  const char *text = g_variant_get_string (value, NULL);

  if (g_str_equal (text, "") || g_str_equal (text, AIP_PLACE_INTERIOR) ||
      g_str_equal (text, AIP_PLACE_EXTERIOR))
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("A place is “interior” or “exterior”, not “%s”."), text);

  return FALSE;
}

static const AipField fields[N_FIELDS] = {
  [FIELD_NAME] = { "name", "s", AIP_FIELD_UNIQUE, "''", aip_check_name },
  [FIELD_DESCRIPTION] = { "description", "s", AIP_FIELD_NONE, "''" },
  [FIELD_ORDER] = { "order", "s", AIP_FIELD_NONE, "''", aip_check_order },
  [FIELD_LOCATION] = { "location", "s", AIP_FIELD_NONE, "''" },
  [FIELD_SETTING] = { "setting", "s", AIP_FIELD_NONE, "''", check_setting },
  [FIELD_TIME] = { "time", "s", AIP_FIELD_NONE, "''" },
  [FIELD_WEATHER] = { "weather", "s", AIP_FIELD_NONE, "''" },
  [FIELD_REFERENCES] = { "references", "as", AIP_FIELD_NONE, "[]", aip_asset_check_list },
};

const AipField *
aip_place_get_fields (guint *n_fields)
{
  if (n_fields != NULL)
    *n_fields = N_FIELDS;

  return fields;
}

static void
aip_place_class_init (AipPlaceClass *klass)
{
  aip_entity_class_install_fields (AIP_ENTITY_CLASS (klass), AIP_KIND_PLACE);
}

static void
aip_place_init (AipPlace *self)
{
}

const char *
aip_place_get_name (AipPlace *self)
{
  g_return_val_if_fail (AIP_IS_PLACE (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_NAME);
}

const char *
aip_place_get_description (AipPlace *self)
{
  g_return_val_if_fail (AIP_IS_PLACE (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_DESCRIPTION);
}
