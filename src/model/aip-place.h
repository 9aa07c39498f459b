/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-entity.h"

G_BEGIN_DECLS

#define AIP_TYPE_PLACE (aip_place_get_type ())

#define AIP_PLACE_INTERIOR "interior"
#define AIP_PLACE_EXTERIOR "exterior"

/**
 * AipPlace:
 *
 * Fields: `name` s unique, `description` s, `order` s, `location` s, `setting` s (interior, exterior
 * or empty), `time` s and `weather` s for shots whose setup says nothing else, `references` as
 * assets (aip-asset.h), of which the first is its picture.
 */
G_DECLARE_FINAL_TYPE (AipPlace, aip_place, AIP, PLACE, AipEntity)

const char *aip_place_get_name        (AipPlace *self);
const char *aip_place_get_description (AipPlace *self);

G_END_DECLS
