/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-stage-look.h"
#include "aip-stage-random.h"
#include "aip-stage-world.h"

G_BEGIN_DECLS

/* A point of light in the set, which a lens out of focus makes a disc of. */
typedef struct {
  double        x;
  double        y;
  double        z;
  double        size;     /* metres */
  double        power;    /* 1: a lamp that blinds a little */
  AipStageColor color;
} AipStageSpark;

/**
 * AipStagePaint:
 * @cr: in the units of the view's picture
 * @pixels: device pixels per unit
 * @look: how an animation draws; its technique is PHOTO for a film
 * @sparks: (nullable): where painters leave their points of light
 *
 * What every painter of a part of the place has in hand. Colours go through aip_stage_paint_ink():
 * haze, tone and stock are in them before they touch the picture.
 */
typedef struct {
  cairo_t             *cr;
  const AipStageView  *view;
  const AipStageWorld *world;
  const AipStageLight *light;
  const AipStageGrade *grade;
  const AipStageLook  *look;
  double               pixels;
  GArray              *sparks;
} AipStagePaint;

/* The colour of a light, or of something that glows. */
AipStageColor aip_stage_paint_ink       (const AipStagePaint *paint,
                                         AipStageColor        color);
/* The colour of a thing in the ambient light at @distance metres from the camera. */
AipStageColor aip_stage_paint_lit       (const AipStagePaint *paint,
                                         AipStageColor        color,
                                         double               distance);
/* Metres from the camera to the plane at @z behind the subject. */
double        aip_stage_paint_distance  (const AipStagePaint *paint,
                                         double               z);
void          aip_stage_paint_set       (const AipStagePaint *paint,
                                         AipStageColor        color,
                                         double               alpha);
/* Adds a flat polygon to the path, cut off at the camera. */
void          aip_stage_paint_add_face  (const AipStagePaint *paint,
                                         const double        (*points)[3],
                                         guint                n_points);
/* An upright rectangle that faces the camera, from its lower left. */
void          aip_stage_paint_add_front (const AipStagePaint *paint,
                                         double               x,
                                         double               y,
                                         double               z,
                                         double               width,
                                         double               height);
/* An upright rectangle along the line of sight at @x. */
void          aip_stage_paint_add_side  (const AipStagePaint *paint,
                                         double               x,
                                         double               y,
                                         double               height,
                                         double               from_z,
                                         double               to_z);
/* A horizontal rectangle at the height @y. */
void          aip_stage_paint_add_floor (const AipStagePaint *paint,
                                         double               y,
                                         double               from_x,
                                         double               to_x,
                                         double               from_z,
                                         double               to_z);
/* Fills the path; with the outline of the look where it has one. */
void          aip_stage_paint_fill      (const AipStagePaint *paint,
                                         AipStageColor        inked);
/* A soft ellipse of light, in units of the picture. */
void          aip_stage_paint_glow      (const AipStagePaint *paint,
                                         double               x,
                                         double               y,
                                         double               rx,
                                         double               ry,
                                         AipStageColor        inked,
                                         double               alpha);
void          aip_stage_paint_add_spark (const AipStagePaint *paint,
                                         double               x,
                                         double               y,
                                         double               z,
                                         double               size,
                                         double               power,
                                         AipStageColor        color);
/* A smooth random curve, 0…1. */
double        aip_stage_paint_noise     (guint64              seed,
                                         double               x);
/* Where the horizon is at the left and the right edge, in units; far outside if it cannot be seen. */
void          aip_stage_paint_horizon   (const AipStagePaint *paint,
                                         double              *left,
                                         double              *right);

/* The parts, from the back to the front. */
void          aip_stage_paint_sky       (const AipStagePaint *paint);
void          aip_stage_paint_ground    (const AipStagePaint *paint);
void          aip_stage_paint_far       (const AipStagePaint *paint);
void          aip_stage_paint_middle    (const AipStagePaint *paint);

void          aip_stage_paint_town_far      (const AipStagePaint *paint);
void          aip_stage_paint_town_middle   (const AipStagePaint *paint);
void          aip_stage_paint_nature_far    (const AipStagePaint *paint);
void          aip_stage_paint_nature_middle (const AipStagePaint *paint);
void          aip_stage_paint_room_far      (const AipStagePaint *paint);
void          aip_stage_paint_room_middle   (const AipStagePaint *paint);
void          aip_stage_paint_sea           (const AipStagePaint *paint);

G_END_DECLS
