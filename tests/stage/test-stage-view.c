/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "aip-stage-view.h"

#define WIDTH 1600.0
#define HEIGHT 900.0

static const AipMode super_35 = { "s35", "Super 35", 24.89, 14.0, 60, 3 };
static const AipBody camera = { .modes = &super_35, .n_modes = 1 };
static const AipLens squeezing = { .squeeze = 2 };

static AipSetup
make_setup (double focal,
            double stop)
{
  return (AipSetup) {
    .given = AIP_SETUP_BIT (AIP_SETUP_BODY) | AIP_SETUP_BIT (AIP_SETUP_FOCAL) |
             AIP_SETUP_BIT (AIP_SETUP_STOP),
    .body = &camera,
    .focal = focal,
    .stop = stop,
  };
}

static double
get_figure_height (const AipStageView *view)
{
  double x, top, bottom;

  g_assert_true (aip_stage_view_project (view, view->subject_x, AIP_STAGE_FIGURE_HEIGHT, 0, &x,
                                         &top, NULL));
  g_assert_true (aip_stage_view_project (view, view->subject_x, 0, 0, &x, &bottom, NULL));

  return bottom - top;
}

/* A shot size names the metres that fill the frame; the figure takes its share of them. */
static void
test_size (void)
{
  for (AipShotSize size = AIP_SIZE_EXTREME_WIDE; size <= AIP_SIZE_INSERT; size++)
    for (double focal = 18; focal < 150; focal *= 1.5)
      {
        AipSetup setup = make_setup (focal, 2.8);
        double wanted, height;
        AipStageView view;

        setup.size = size;
        setup.given |= AIP_SETUP_BIT (AIP_SETUP_SIZE) | AIP_SETUP_BIT (AIP_SETUP_HEIGHT);
        /* A level camera, so that nothing is foreshortened. */
        aip_stage_view_init (&view, &setup, WIDTH, HEIGHT);
        setup.height = view.centre;
        aip_stage_view_init (&view, &setup, WIDTH, HEIGHT);

        wanted = HEIGHT * AIP_STAGE_FIGURE_HEIGHT / aip_shot_size_get_field_height (size);
        height = get_figure_height (&view);
        /* The lens's own length is part of the distance. */
        wanted /= 1 + super_35.height / 1000 / aip_shot_size_get_field_height (size);
        g_assert_cmpfloat_with_epsilon (height / wanted, 1, 1e-3);
      }
}

/* Head and feet of a standing person are in a full shot, the head and not the waist in a close-up. */
static void
test_framing (void)
{
  static const struct {
    AipShotSize size;
    double      visible;
    double      hidden;
  } cases[] = {
    { AIP_SIZE_WIDE, 0.0, -1 },        { AIP_SIZE_FULL, 0.0, -1 },
    { AIP_SIZE_COWBOY, 1.74, 0.3 },    { AIP_SIZE_MEDIUM, 1.74, 0.6 },
    { AIP_SIZE_MEDIUM_CLOSE, 1.74, 1.0 }, { AIP_SIZE_CLOSE, 1.50, 1.25 },
    { AIP_SIZE_EXTREME_CLOSE, 1.63, 1.50 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AipSetup setup = make_setup (50, 2.8);
      AipStageView view;
      double x, y;

      setup.size = cases[i].size;
      setup.given |= AIP_SETUP_BIT (AIP_SETUP_SIZE);
      aip_stage_view_init (&view, &setup, WIDTH, HEIGHT);

      g_assert_true (aip_stage_view_project (&view, 0, cases[i].visible, 0, &x, &y, NULL));
      g_assert_cmpfloat (y, >=, 0);
      g_assert_cmpfloat (y, <=, HEIGHT);
      g_assert_true (aip_stage_view_project (&view, 0, AIP_STAGE_FIGURE_EYES, 0, &x, &y, NULL));
      g_assert_cmpfloat (y, >=, 0);
      g_assert_cmpfloat (y, <=, HEIGHT);
      if (cases[i].hidden >= 0)
        {
          g_assert_true (aip_stage_view_project (&view, 0, cases[i].hidden, 0, &x, &y, NULL));
          g_assert_cmpfloat (y, >, HEIGHT);
        }
    }
}

/* At the same size a lens twice as long brings what is far behind twice as near. */
static void
test_background (void)
{
  double last = 0;

  for (double focal = 25; focal <= 200; focal *= 2)
    {
      AipSetup setup = make_setup (focal, 2.8);
      AipStageView view;
      double left, right, y, width;

      setup.size = AIP_SIZE_MEDIUM;
      setup.given |= AIP_SETUP_BIT (AIP_SETUP_SIZE);
      aip_stage_view_init (&view, &setup, WIDTH, HEIGHT);
      g_assert_true (aip_stage_view_project (&view, -10, 2, 4000, &left, &y, NULL));
      g_assert_true (aip_stage_view_project (&view, 10, 2, 4000, &right, &y, NULL));
      width = right - left;
      if (last > 0)
        g_assert_cmpfloat_with_epsilon (width / last, 2, 0.03);
      last = width;
    }
}

/* The disc on the picture is the disc on the sensor, enlarged as the sensor is. */
static void
test_blur (void)
{
  for (double stop = 1.4; stop < 16; stop *= 2)
    for (double point = 0.8; point < 400; point *= 3)
      {
        AipSetup setup = make_setup (50, stop);
        AipStageView view;
        double wanted;

        setup.focus = 3;
        setup.given |= AIP_SETUP_BIT (AIP_SETUP_FOCUS);
        aip_stage_view_init (&view, &setup, WIDTH, HEIGHT);
        wanted = aip_optics_blur (50, stop, 3, point) / super_35.height * HEIGHT;
        g_assert_cmpfloat_with_epsilon (aip_stage_view_get_blur_at (&view, point), wanted, 1e-6);
      }
}

/* What is at the edge of the field of view is at the edge of the picture. */
static void
test_edge (void)
{
  for (int anamorphic = 0; anamorphic < 2; anamorphic++)
    for (double focal = 18; focal < 200; focal *= 2)
      {
        AipSetup setup = make_setup (focal, 2.8);
        AipStageView view;
        double half, x, y, depth;

        if (anamorphic)
          {
            setup.lens = &squeezing;
            setup.given |= AIP_SETUP_BIT (AIP_SETUP_LENS);
          }
        setup.focus = 4;
        setup.aspect = 2.39;
        setup.given |= AIP_SETUP_BIT (AIP_SETUP_FOCUS) | AIP_SETUP_BIT (AIP_SETUP_ASPECT);
        aip_stage_view_init (&view, &setup, WIDTH, WIDTH / 2.39);
        setup.height = view.centre;
        setup.given |= AIP_SETUP_BIT (AIP_SETUP_HEIGHT);
        aip_stage_view_init (&view, &setup, WIDTH, WIDTH / 2.39);

        half = aip_optics_angle_horizontal (&view.delivered, focal) / 2 * G_PI / 180;
        g_assert_true (aip_stage_view_project (&view, 4 * tan (half), view.height, 0, &x, &y,
                                               &depth));
        g_assert_cmpfloat_with_epsilon (depth, 4, 1e-6);
        g_assert_cmpfloat_with_epsilon (x, WIDTH, 0.5);
      }
}

static void
test_angles (void)
{
  static const struct {
    AipAngle angle;
    double   low;
    double   high;
  } cases[] = {
    { AIP_ANGLE_EYE_LEVEL, -8, 8 }, { AIP_ANGLE_LOW, 8, 40 },    { AIP_ANGLE_HIGH, -60, -15 },
    { AIP_ANGLE_GROUND, 8, 60 },    { AIP_ANGLE_OVERHEAD, -90, -70 },
  };
  AipStageView view;
  AipSetup setup;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      setup = make_setup (35, 2.8);
      setup.size = AIP_SIZE_MEDIUM;
      setup.angle = cases[i].angle;
      setup.given |= AIP_SETUP_BIT (AIP_SETUP_SIZE) | AIP_SETUP_BIT (AIP_SETUP_ANGLE);
      aip_stage_view_init (&view, &setup, WIDTH, HEIGHT);
      g_assert_cmpfloat (view.pitch, >=, cases[i].low);
      g_assert_cmpfloat (view.pitch, <=, cases[i].high);
    }

  setup.angle = AIP_ANGLE_DUTCH;
  aip_stage_view_init (&view, &setup, WIDTH, HEIGHT);
  g_assert_cmpfloat (fabs (view.roll), >, 5);

  /* A height that is given is where the camera stands. */
  setup.angle = AIP_ANGLE_EYE_LEVEL;
  setup.height = 0.9;
  setup.given |= AIP_SETUP_BIT (AIP_SETUP_HEIGHT);
  aip_stage_view_init (&view, &setup, WIDTH, HEIGHT);
  g_assert_cmpfloat_with_epsilon (view.height, 0.9, 1e-6);
}

static void
test_size_for (void)
{
  for (AipShotSize size = AIP_SIZE_EXTREME_WIDE; size <= AIP_SIZE_EXTREME_CLOSE; size++)
    g_assert_cmpint (aip_stage_view_size_for (aip_shot_size_get_field_height (size) * 1.05), ==,
                     size);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stage/view/figure-has-the-height-of-its-shot-size", test_size);
  g_test_add_func ("/stage/view/framing", test_framing);
  g_test_add_func ("/stage/view/long-lens-brings-background-nearer", test_background);
  g_test_add_func ("/stage/view/blur-is-the-circle-of-confusion", test_blur);
  g_test_add_func ("/stage/view/field-of-view-ends-at-the-edge", test_edge);
  g_test_add_func ("/stage/view/angles", test_angles);
  g_test_add_func ("/stage/view/size-for-field", test_size_for);

  return g_test_run ();
}
