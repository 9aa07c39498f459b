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
 * Fields: `name` s unique, `description` s, `order` s, `aliases` as, `role` s, `age` s, `costumes` s
 * JSON (#AipCostume), `loras` s JSON (#AipLoraFile), `negative` s words that never fit this
 * character, `references` as assets (aip-asset.h), of which the first is its picture.
 */
G_DECLARE_FINAL_TYPE (AipCharacter, aip_character, AIP, CHARACTER, AipEntity)

const char *aip_character_get_name        (AipCharacter *self);
const char *aip_character_get_description (AipCharacter *self);
/* (transfer full) (element-type AipCostume) */
GPtrArray  *aip_character_get_costumes    (AipCharacter *self) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full) (element-type AipLoraFile) */
GPtrArray  *aip_character_get_lora_files  (AipCharacter *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
