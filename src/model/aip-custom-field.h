/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-entity.h"

G_BEGIN_DECLS

#define AIP_TYPE_CUSTOM_FIELD (aip_custom_field_get_type ())

/**
 * AipCustomField:
 *
 * A field that a project gave its shots. Fields: `name` s unique, `type` s nick of what its values
 * are, `options` s JSON object of what else belongs to the type or empty, `order` s.
 *
 * Its values are in the shots, see `custom` of #AipShot.
 */
G_DECLARE_FINAL_TYPE (AipCustomField, aip_custom_field, AIP, CUSTOM_FIELD, AipEntity)

const char *aip_custom_field_get_name       (AipCustomField *self);
const char *aip_custom_field_get_field_type (AipCustomField *self);
const char *aip_custom_field_get_options    (AipCustomField *self);

G_END_DECLS
