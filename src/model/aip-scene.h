/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-entity.h"

G_BEGIN_DECLS

#define AIP_TYPE_SCENE (aip_scene_get_type ())

/**
 * AipScene:
 *
 * Fields: `code` s unique (`SC-010`), `name` s, `description` s, `order` s.
 */
G_DECLARE_FINAL_TYPE (AipScene, aip_scene, AIP, SCENE, AipEntity)

const char *aip_scene_get_code  (AipScene *self);
const char *aip_scene_get_name  (AipScene *self);
const char *aip_scene_get_order (AipScene *self);

G_END_DECLS
