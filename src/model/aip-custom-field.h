/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-custom-value.h"
#include "aip-entity.h"
#include "aip-formula.h"

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

/* (transfer none): what type and options mean; until one of them changes. */
const AipCustomFormat *
            aip_custom_field_get_format     (AipCustomField *self);
/* (transfer none) (nullable): of a formula; %NULL when it cannot be read. */
const AipFormula *
            aip_custom_field_get_formula    (AipCustomField *self);

G_END_DECLS
