/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The optics that a setup follows from. Pure functions. Lengths on the sensor and focal lengths are
 * in millimetres, distances in front of the camera in metres, angles in degrees. A distance of
 * infinity is INFINITY.
 *
 * Sources. Geometry and depth of field: S. F. Ray, "Applied Photographic Optics", 3rd ed., ch. 22
 * (thin lens). Exposure: ISO 2720:1974, incident light with C = 250 lx·s. Circle of confusion:
 * diagonal / 1500, the usual cinema and full-frame (0.029 mm) convention. Judder: the 7-second rule
 * of the American Cinematographer Manual, 24 fps at 180°.
 */

/* The diagonal of 36 × 24 mm. */
#define AIP_OPTICS_FULL_FRAME_DIAGONAL 43.2666153

/**
 * AipFrameArea:
 * @width: mm across the sensor that is used
 * @height: mm
 * @squeeze: 1 spherical, 2 for classic anamorphic …: how much wider the picture is shown
 */
typedef struct {
  double width;
  double height;
  double squeeze;
} AipFrameArea;

double       aip_optics_diagonal          (const AipFrameArea *area);
/* Shown width / height, squeeze included. */
double       aip_optics_aspect            (const AipFrameArea *area);
/* 2·atan (width·squeeze / 2f) */
double       aip_optics_angle_horizontal  (const AipFrameArea *area,
                                           double              focal);
/* 2·atan (height / 2f) */
double       aip_optics_angle_vertical    (const AipFrameArea *area,
                                           double              focal);
/* Full-frame diagonal / diagonal of the unsqueezed area. */
double       aip_optics_crop              (const AipFrameArea *area);
/* The focal length with the same horizontal angle on 36 × 24 mm: f·36 / (width·squeeze). */
double       aip_optics_equivalent_focal  (const AipFrameArea *area,
                                           double              focal);

/* diagonal / 1500, of the area on the sensor. */
double       aip_optics_circle            (const AipFrameArea *area);
/*
 * f² / (N·c) + f; metres. @stop: f-number (a T-stop is close enough, and slower: the field is a
 * little shallower).
 */
double       aip_optics_hyperfocal        (double              focal,
                                           double              stop,
                                           double              circle);
/* s·(H − f) / (H + s − 2f) and s·(H − f) / (H − s), infinite from the hyperfocal distance on. */
void         aip_optics_depth_of_field    (double              focal,
                                           double              stop,
                                           double              circle,
                                           double              distance,
                                           double             *near_limit,
                                           double             *far_limit);
/*
 * Diameter in mm of the blur disc on the sensor of a point at @point when focused at @distance:
 * f²·|p − s| / (N·p·(s − f)).
 */
double       aip_optics_blur              (double              focal,
                                           double              stop,
                                           double              distance,
                                           double              point);
/* How far away something @subject_height metres tall fills the frame's height: H·f / h (+ f). */
double       aip_optics_subject_distance  (const AipFrameArea *area,
                                           double              focal,
                                           double              subject_height);
/* The height in metres of what fills the frame at @distance. */
double       aip_optics_field_height      (const AipFrameArea *area,
                                           double              focal,
                                           double              distance);
/* The width in metres, squeeze included. */
double       aip_optics_field_width       (const AipFrameArea *area,
                                           double              focal,
                                           double              distance);

/**
 * aip_optics_extract:
 * @area: the sensor mode
 * @aspect: delivery ratio, for example 2.39
 * @extracted: (out): the part of the sensor that is delivered
 *
 * Frame lines: the largest centred rectangle of @area whose shown ratio is @aspect.
 *
 * Returns: its share of the sensor area, 0…1
 */
double       aip_optics_extract           (const AipFrameArea *area,
                                           double              aspect,
                                           AipFrameArea       *extracted);

/* 250·N² / (t·EI) lux, incident. @exposure: seconds. */
double       aip_optics_needed_lux        (double              stop,
                                           double              exposure,
                                           double              exposure_index);
/* Shutter angle to seconds: angle / (360·fps). */
double       aip_optics_exposure_time     (double              angle,
                                           double              fps);
/* log2 (have / need): positive is too much light. */
double       aip_optics_stops_over        (double              have_lux,
                                           double              need_lux);
/* Neutral density for that many stops: 0.3 a stop. */
double       aip_optics_neutral_density   (double              stops);

/*
 * Width of the blur of something that crosses the frame in @seconds_across, as a share of the
 * frame's width.
 */
double       aip_optics_motion_blur       (double              seconds_across,
                                           double              angle,
                                           double              fps);
/*
 * The quickest pan in degrees a second that does not judder: one frame width in 7 s at 24 fps,
 * proportionally quicker with more frames.
 */
double       aip_optics_pan_limit         (const AipFrameArea *area,
                                           double              focal,
                                           double              fps);

/*
 * Film: seconds that a length of film runs. @perforations a frame: 4, 3 or 2 (35 mm), 1 (16 mm), 5
 * or 15 (65 mm). @gauge: 16, 35 or 65.
 */
double       aip_optics_film_run_time     (double              feet,
                                           int                 gauge,
                                           int                 perforations,
                                           double              fps);

G_END_DECLS
