/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-stage-body.h"

G_BEGIN_DECLS

/**
 * AipStageVertex:
 * @occlusion: how much of the light from all sides arrives, 0…1
 */
typedef struct {
  float  position[3];
  float  normal[3];
  float  occlusion;
  float  blend;
  guint8 material;
  guint8 other;
} AipStageVertex;

/* How finely the figure is meshed: for the eyes alone, a face, half the body, a figure, a speck. */
typedef enum {
  AIP_STAGE_DETAIL_FACE,
  AIP_STAGE_DETAIL_HEAD,
  AIP_STAGE_DETAIL_HALF,
  AIP_STAGE_DETAIL_FULL,
  AIP_STAGE_DETAIL_SPECK,
} AipStageDetail;

#define AIP_STAGE_N_DETAILS (AIP_STAGE_DETAIL_SPECK + 1)

/**
 * AipStageMesh:
 * @indices: three a triangle, all turning the same way seen from outside
 *
 * The figure's surface. Immutable.
 */
typedef struct {
  AipStageVertex *vertices;
  guint           n_vertices;
  guint32        *indices;
  guint           n_triangles;
} AipStageMesh;

/*
 * Made when first asked for (up to some ten milliseconds), then kept for the life of the program.
 * (transfer none); any thread.
 */
const AipStageMesh *aip_stage_mesh_get (AipStageDetail detail,
                                        gboolean       woman);

G_END_DECLS
