/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-stage-color.h"

G_BEGIN_DECLS

typedef enum {
  AIP_STAGE_TECHNIQUE_PHOTO,
  AIP_STAGE_TECHNIQUE_CEL,
  AIP_STAGE_TECHNIQUE_FLAT,
  AIP_STAGE_TECHNIQUE_INK,
  AIP_STAGE_TECHNIQUE_WASH,
  AIP_STAGE_TECHNIQUE_OIL,
  AIP_STAGE_TECHNIQUE_MODEL,
  AIP_STAGE_TECHNIQUE_CLAY,
} AipStageTechnique;

/**
 * AipStageLook:
 * @technique: PHOTO for a film; CEL painted cels, FLAT shapes, INK on white paper, WASH of
 *   watercolour, OIL brush strokes, MODEL three-dimensional animation, CLAY puppets
 * @steps: tones of light, see #AipStageFigure.steps
 * @outline: width of lines as a share of the picture's height
 * @head, @eyes: larger than life
 * @paper: how much of the paper shows, 0…1
 * @dots: halftone or screentone; @hatch: pen hatching; @scribble: loose second lines
 * @colourless: only ink
 * @glow: how much lights bloom
 *
 * How an animation look is drawn, found in its technique and words.
 */
typedef struct {
  AipStageTechnique technique;
  guint             steps;
  double            outline;
  double            head;
  double            eyes;
  double            paper;
  double            glow;
  gboolean          dots;
  gboolean          hatch;
  gboolean          scribble;
  gboolean          colourless;
  AipStageColor     ink;
  AipStageColor     sheet;
} AipStageLook;

/* @words: (nullable): see #AipStageScene.look; @animated: whether the setup names a look at all. */
void aip_stage_look_init (AipStageLook *look,
                          const char   *words,
                          gboolean      animated);

G_END_DECLS
