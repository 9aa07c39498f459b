/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-draft-stage.h"

G_BEGIN_DECLS

typedef enum {
  AIP_DRAFT_POSE_HANGING,
  AIP_DRAFT_POSE_POCKETS,
  AIP_DRAFT_POSE_CROSSED,
  AIP_DRAFT_POSE_HOLDING,
  AIP_DRAFT_N_POSES,
} AipDraftPose;

/**
 * AipDraftFigure:
 * @head: height of the head in picture heights; everything else follows from it
 * @turn: -1 looks to the left, 1 to the right, 0 into the camera
 * @detail: height of the head in pixels, to know what can be seen of it
 *
 * One person. Drawn in units of its own head: the crown at the origin, the chin at 1, the soles
 * at about 7.5.
 */
typedef struct
{
  double           x;
  double           y;
  double           head;
  double           squash;    /* vertical, for high and low angles */
  double           turn;
  double           detail;
  double           stride;    /* how far apart the feet are */
  gboolean         from_behind;
  gboolean         seated;
  gboolean         woman;
  gboolean         child;
  gboolean         old;
  gboolean         beard;
  AipDraftPose     pose;
  AipDraftHair     hair;
  AipDraftClothes  clothes;
  AipDraftColor    skin;
  AipDraftColor    hair_color;
  AipDraftColor    cloth;
  AipDraftColor    trousers;
} AipDraftFigure;

void aip_draft_figure_paint      (const AipDraftStage  *stage,
                                  const AipDraftFigure *figure);
/* Hair and face, in head units, inside the figure's own group. */
void aip_draft_figure_paint_head (const AipDraftStage  *stage,
                                  const AipDraftFigure *figure);
void aip_draft_figure_paint_hair_behind (const AipDraftStage  *stage,
                                         const AipDraftFigure *figure);

G_END_DECLS
