/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-view"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-entity-private.h"
#include "aip-error.h"
#include "aip-field-private.h"
#include "aip-view.h"

struct _AipView {
  AipEntity parent_instance;
};

G_DEFINE_FINAL_TYPE (AipView, aip_view, AIP_TYPE_ENTITY)

static gboolean
check_type (GVariant  *value,
            GError   **error)
{
  static const char *const types[] = { "table", "gallery", "board", NULL };
  const char *type = g_variant_get_string (value, NULL);

  if (g_strv_contains (types, type))
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("“%s” is no kind of view. Use table, gallery or board."), type);

  return FALSE;
}

enum {
  FIELD_NAME,
  FIELD_TYPE,
  FIELD_DEFINITION,
  FIELD_LOCKED,
  FIELD_ORDER,
  N_FIELDS
};

static const AipField fields[N_FIELDS] = {
  [FIELD_NAME] = { "name", "s", AIP_FIELD_UNIQUE, "''", aip_check_name },
  [FIELD_TYPE] = { "type", "s", AIP_FIELD_NONE, "'table'", check_type },
  [FIELD_DEFINITION] = { "definition", "s", AIP_FIELD_NONE, "''", aip_check_json_object },
  [FIELD_LOCKED] = { "locked", "b", AIP_FIELD_NONE, "false" },
  [FIELD_ORDER] = { "order", "s", AIP_FIELD_NONE, "''", aip_check_order },
};

const AipField *
aip_view_get_fields (guint *n_fields)
{
  if (n_fields != NULL)
    *n_fields = N_FIELDS;

  return fields;
}

static void
aip_view_class_init (AipViewClass *klass)
{
  aip_entity_class_install_fields (AIP_ENTITY_CLASS (klass), AIP_KIND_VIEW);
}

static void
aip_view_init (AipView *self)
{
}

const char *
aip_view_get_name (AipView *self)
{
  g_return_val_if_fail (AIP_IS_VIEW (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_NAME);
}

const char *
aip_view_get_view_type (AipView *self)
{
  g_return_val_if_fail (AIP_IS_VIEW (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_TYPE);
}

const char *
aip_view_get_definition (AipView *self)
{
  g_return_val_if_fail (AIP_IS_VIEW (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_DEFINITION);
}

gboolean
aip_view_get_locked (AipView *self)
{
  g_return_val_if_fail (AIP_IS_VIEW (self), FALSE);

  return g_variant_get_boolean (aip_entity_peek (AIP_ENTITY (self), FIELD_LOCKED));
}
