/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-stage-grade.h"
#include "aip-stage-light.h"
#include "aip-stage-mesh.h"
#include "aip-stage-view.h"

G_BEGIN_DECLS

/* How the figure's surface is rendered: as a photograph or drawn in flat colours with outlines. */
typedef enum {
  AIP_STAGE_SHADING_PHOTO,
  AIP_STAGE_SHADING_TOON,
  AIP_STAGE_SHADING_BLACK,
} AipStageShading;

/*
 * What the lamps see of a figure, which stays the same while only the camera moves. Belongs to one
 * thread at a time.
 */
typedef struct _AipStageFigureMemory AipStageFigureMemory;

AipStageFigureMemory *aip_stage_figure_memory_new  (void);
void                  aip_stage_figure_memory_free (AipStageFigureMemory *memory);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipStageFigureMemory, aip_stage_figure_memory_free)

/**
 * AipStageFigure:
 * @x, @z: where it stands, metres
 * @turn: degrees it is turned to the right of the frame, 180 is its back
 * @head: how much larger than life the head is
 * @colors: of the materials, before light and grade
 * @steps: of light that a toon has: 0 flat, 1 two tones, 2 three
 * @outline: width of outlines in units of the picture, 0 for none
 * @eyes: size of the eyes, 1 is life
 * @memory: (nullable): kept from one drawing to the next
 *
 * One person in front of the camera.
 */
typedef struct {
  const AipStageView  *view;
  const AipStageLight *light;
  const AipStageGrade *grade;
  gboolean             woman;
  double               x;
  double               z;
  double               turn;
  double               head;
  double               eyes;
  AipStageColor        colors[AIP_STAGE_N_MATERIALS];
  AipStageShading      shading;
  guint                steps;
  double               outline;
  AipStageColor        ink;
  AipStageFigureMemory *memory;
} AipStageFigure;

/*
 * @pixels: device pixels per unit of @cr, in which the picture lies at 0, 0. Returns FALSE if
 * nothing of it can be seen.
 */
gboolean aip_stage_figure_draw        (const AipStageFigure *figure,
                                       cairo_t              *cr,
                                       double                pixels);
/* What it throws on the ground, away from the key. */
void     aip_stage_figure_draw_shadow (const AipStageFigure *figure,
                                       cairo_t              *cr,
                                       double                pixels);

G_END_DECLS
