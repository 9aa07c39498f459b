/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "aip-optics.h"

static const AipFrameArea full_frame = { 36, 24, 1 };
static const AipFrameArea super_35 = { 24.89, 18.66, 1 };
static const AipFrameArea scope = { 21.95, 18.59, 2 };

static void
assert_near (double value,
             double expected,
             double tolerance)
{
  g_assert_cmpfloat_with_epsilon (value, expected, tolerance);
}

/*
 * Makers' tables for 36 × 24 mm: horizontal 24 mm 73.7°, 35 mm 54.4°, 50 mm 39.6°, 85 mm 23.9°,
 * 135 mm 15.2°.
 */
static void
test_angles (void)
{
  static const struct { double focal, angle; } rows[] = {
    { 24, 73.7 }, { 35, 54.4 }, { 50, 39.6 }, { 85, 23.9 }, { 135, 15.2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_near (aip_optics_angle_horizontal (&full_frame, rows[i].focal), rows[i].angle, 0.06);

  assert_near (aip_optics_angle_vertical (&full_frame, 50), 27.0, 0.06);
  /* A 50 mm anamorphic sees as wide as a 25 mm spherical on the same aperture. */
  assert_near (aip_optics_angle_horizontal (&scope, 50),
               aip_optics_angle_horizontal (&(AipFrameArea) { 21.95, 18.59, 1 }, 25), 1e-9);
}

static void
test_crop_and_equivalent (void)
{
  assert_near (aip_optics_crop (&full_frame), 1.0, 1e-6);
  assert_near (aip_optics_crop (&super_35), 1.39, 0.005);
  assert_near (aip_optics_equivalent_focal (&super_35, 50), 72.3, 0.05);
  assert_near (aip_optics_aspect (&scope), 2.36, 0.005);
}

/*
 * Published depth of field tables (36 × 24 mm, c = 0.030 mm): hyperfocal of 50 mm at f/8 10.5 m
 * and of 35 mm at f/2.8 14.6 m; 85 mm at f/2.8, 3 m: 2.90 to 3.10 m; 50 mm at f/2.8, 3 m: 2.73 to
 * 3.33 m.
 */
static void
test_depth_of_field (void)
{
  double near_limit, far_limit;

  assert_near (aip_optics_hyperfocal (50, 8, 0.03), 10.47, 0.02);
  assert_near (aip_optics_hyperfocal (35, 2.8, 0.03), 14.62, 0.02);

  aip_optics_depth_of_field (85, 2.8, 0.03, 3, &near_limit, &far_limit);
  assert_near (near_limit, 2.90, 0.01);
  assert_near (far_limit, 3.10, 0.01);

  aip_optics_depth_of_field (50, 2.8, 0.03, 3, &near_limit, &far_limit);
  assert_near (near_limit, 2.73, 0.01);
  assert_near (far_limit, 3.33, 0.01);

  /* Focused at the hyperfocal distance everything from half of it on is sharp. */
  aip_optics_depth_of_field (50, 8, 0.03, 10.467, &near_limit, &far_limit);
  assert_near (near_limit, 5.25, 0.03);
  g_assert_true (isinf (far_limit));

  aip_optics_depth_of_field (50, 8, 0.03, INFINITY, &near_limit, &far_limit);
  assert_near (near_limit, 10.42, 0.02);
  g_assert_true (isinf (far_limit));
}

/* A point at either limit of the field blurs to exactly the circle of confusion. */
static void
test_blur_meets_depth_of_field (void)
{
  static const double focals[] = { 18, 35, 50, 100 };
  static const double stops[] = { 1.4, 2.8, 5.6, 11 };
  static const double distances[] = { 1, 2.5, 4, 8 };
  double circle = aip_optics_circle (&full_frame);

  for (guint f = 0; f < G_N_ELEMENTS (focals); f++)
    for (guint n = 0; n < G_N_ELEMENTS (stops); n++)
      for (guint s = 0; s < G_N_ELEMENTS (distances); s++)
        {
          double near_limit, far_limit;

          aip_optics_depth_of_field (focals[f], stops[n], circle, distances[s], &near_limit,
                                     &far_limit);
          assert_near (aip_optics_blur (focals[f], stops[n], distances[s], near_limit), circle,
                       circle * 0.002);
          if (!isinf (far_limit))
            assert_near (aip_optics_blur (focals[f], stops[n], distances[s], far_limit), circle,
                         circle * 0.002);
          g_assert_cmpfloat (aip_optics_blur (focals[f], stops[n], distances[s], distances[s]), ==,
                             0);
        }

  assert_near (aip_optics_blur (50, 2, 3, INFINITY), aip_optics_blur (50, 2, 3, 1e7), 1e-5);
  assert_near (aip_optics_blur (50, 2, INFINITY, 3), aip_optics_blur (50, 2, 1e7, 3), 1e-5);
}

static void
test_framing (void)
{
  double distance = aip_optics_subject_distance (&super_35, 50, 1.8);

  assert_near (aip_optics_field_height (&super_35, 50, distance), 1.8, 1e-9);
  assert_near (distance, 4.87, 0.01);
  assert_near (aip_optics_field_width (&full_frame, 50, 10), 7.16, 0.01);
}

static void
test_extraction (void)
{
  AipFrameArea part;

  /* 1.85 out of Academy 1.37 (21.95 × 16): 74 % of the negative. */
  assert_near (aip_optics_extract (&(AipFrameArea) { 21.95, 16.0, 1 }, 1.85, &part), 0.742, 0.001);
  assert_near (aip_optics_aspect (&part), 1.85, 1e-9);
  assert_near (part.width, 21.95, 1e-9);

  /* 16:9 out of a scope frame loses its sides. */
  assert_near (aip_optics_extract (&scope, 16.0 / 9, &part), 0.753, 0.001);
  assert_near (part.height, 18.59, 1e-9);
  assert_near (aip_optics_aspect (&part), 16.0 / 9, 1e-9);
}

/*
 * Sunny 16: f/16 at 1/EI needs about 64,000 lx with C = 250; tables say f/2.8, 1/50, EI 100 needs
 * 980 lx (91 fc).
 */
static void
test_exposure (void)
{
  assert_near (aip_optics_needed_lux (16, 1.0 / 100, 100), 64000, 1);
  assert_near (aip_optics_needed_lux (2.8, 1.0 / 50, 100), 980, 1);
  assert_near (aip_optics_exposure_time (180, 24), 1.0 / 48, 1e-12);
  assert_near (aip_optics_exposure_time (172.8, 24), 1.0 / 50, 1e-12);
  assert_near (aip_optics_stops_over (64000, 16000), 2, 1e-12);
  assert_near (aip_optics_neutral_density (3), 0.9, 0.005);
  g_assert_cmpfloat (aip_optics_neutral_density (-1), ==, 0);
}

static void
test_motion (void)
{
  /* At the limit of the 7-second rule the blur is 1/336 of the frame. */
  assert_near (aip_optics_motion_blur (7, 180, 24), 1.0 / 336, 1e-9);
  assert_near (aip_optics_pan_limit (&full_frame, 50, 24), 39.6 / 7, 0.01);
  assert_near (aip_optics_pan_limit (&full_frame, 50, 48), 39.6 / 7 * 2, 0.02);
}

/*
 * Kodak's running time tables: 400 ft of 35 mm 4-perf 4 min 26 s, 1000 ft 11 min 6 s, 3-perf a
 * third longer; 400 ft of 16 mm 11 min 6 s; 1000 ft of 65 mm 15-perf 2 min 58 s.
 */
static void
test_film_run_time (void)
{
  assert_near (aip_optics_film_run_time (400, 35, 4, 24), 266.7, 0.5);
  assert_near (aip_optics_film_run_time (1000, 35, 4, 24), 666.7, 0.5);
  assert_near (aip_optics_film_run_time (400, 35, 3, 24), 355.6, 0.5);
  assert_near (aip_optics_film_run_time (400, 16, 1, 24), 666.7, 0.5);
  assert_near (aip_optics_film_run_time (1000, 65, 15, 24), 177.8, 0.5);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cinema/optics/angles", test_angles);
  g_test_add_func ("/cinema/optics/crop-and-equivalent", test_crop_and_equivalent);
  g_test_add_func ("/cinema/optics/depth-of-field", test_depth_of_field);
  g_test_add_func ("/cinema/optics/blur-meets-depth-of-field", test_blur_meets_depth_of_field);
  g_test_add_func ("/cinema/optics/framing", test_framing);
  g_test_add_func ("/cinema/optics/extraction", test_extraction);
  g_test_add_func ("/cinema/optics/exposure", test_exposure);
  g_test_add_func ("/cinema/optics/motion", test_motion);
  g_test_add_func ("/cinema/optics/film-run-time", test_film_run_time);

  return g_test_run ();
}
