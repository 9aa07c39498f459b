/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the figure is made of. */
typedef enum {
  AIP_STAGE_SKIN,
  AIP_STAGE_HAIR,
  AIP_STAGE_COAT,
  AIP_STAGE_SHIRT,
  AIP_STAGE_TROUSERS,
  AIP_STAGE_SHOES,
  AIP_STAGE_LIPS,
  AIP_STAGE_EYE,
} AipStageMaterial;

#define AIP_STAGE_N_MATERIALS (AIP_STAGE_EYE + 1)

/*
 * The person that stands in for the subject, as a signed distance in metres: negative inside. Feet
 * at 0, 0, 0, looking along -z, 1.75 m tall, eyes at 1.63 m.
 */
float            aip_stage_body_distance (const float  point[3],
                                          gboolean     woman);
/* What the surface near @point is made of; @blend: how much of @other is in it. */
AipStageMaterial aip_stage_body_material (const float  point[3],
                                          gboolean     woman,
                                          AipStageMaterial *other,
                                          float       *blend);

G_END_DECLS
