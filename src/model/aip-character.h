/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-entity.h"

G_BEGIN_DECLS

#define AIP_TYPE_CHARACTER (aip_character_get_type ())

/**
 * AipCharacter:
 *
 * Fields: `name` s unique, `description` s, `order` s.
 */
G_DECLARE_FINAL_TYPE (AipCharacter, aip_character, AIP, CHARACTER, AipEntity)

const char *aip_character_get_name        (AipCharacter *self);
const char *aip_character_get_description (AipCharacter *self);

G_END_DECLS
