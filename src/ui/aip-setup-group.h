/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-setup.h"

G_BEGIN_DECLS

/* Fields of a setup that a person thinks of together, in the order in which they are shown. */
typedef enum {
  AIP_SETUP_GROUP_CAMERA,
  AIP_SETUP_GROUP_LENS,
  AIP_SETUP_GROUP_EXPOSURE,
  AIP_SETUP_GROUP_LIGHT,
  AIP_SETUP_GROUP_SCENE,
  AIP_SETUP_GROUP_FRAMING,
  AIP_SETUP_GROUP_MOVEMENT,
  AIP_SETUP_GROUP_TONE,
  AIP_SETUP_GROUP_LOOK,
} AipSetupGroup;

#define AIP_N_SETUP_GROUPS (AIP_SETUP_GROUP_LOOK + 1)

/* Translated. */
const char          *aip_setup_group_get_name   (AipSetupGroup  group);
/* In the order in which they are shown. */
const AipSetupField *aip_setup_group_get_fields (AipSetupGroup  group,
                                                 guint         *n_fields);
/* The same as AIP_SETUP_BIT()s. */
guint64              aip_setup_group_get_mask   (AipSetupGroup  group);

G_END_DECLS
