/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "aip-stage-lamps.h"
#include "aip-stage-plan.h"
#include "aip-stage-sensor.h"

#define WIDTH 520.0
#define HEIGHT 340.0

static const AipMode super_35 = { "s35", "Super 35", 24.89, 18.66, 60, 4 };
static const AipBody camera = { .modes = &super_35, .n_modes = 1 };
static const double focals[] = { 18, 25, 35, 50, 75, 100 };
static const AipLens primes = {
  .squeeze = 1, .stop = 2, .circle = 31.1, .focals = focals, .n_focals = G_N_ELEMENTS (focals),
};
static const AipLens small = { .squeeze = 1, .stop = 2, .circle = 14.5 };
static const AipLight fresnel = { .cct = 3200, .hard = TRUE };

static AipSetup
make_setup (void)
{
  return (AipSetup) {
    .given = AIP_SETUP_BIT (AIP_SETUP_BODY) | AIP_SETUP_BIT (AIP_SETUP_FOCAL) |
             AIP_SETUP_BIT (AIP_SETUP_STOP) | AIP_SETUP_BIT (AIP_SETUP_FOCUS) |
             AIP_SETUP_BIT (AIP_SETUP_HEIGHT),
    .body = &camera,
    .focal = 50,
    .stop = 4,
    .focus = 3,
    .height = 1.5,
  };
}

static void
lay_out (AipStagePlan   *plan,
         const AipSetup *setup)
{
  aip_stage_plan_layout (plan, setup, WIDTH, HEIGHT, NULL, AIP_STAGE_PLAN_NONE);
}

/* What is dragged stays under the pointer: position to value to position, for every handle. */
static void
test_round_trip (void)
{
  static const struct {
    AipStagePlanHandle handle;
    AipSetupField      field;
    double             dx;
    double             dy;
  } drags[] = {
    { AIP_STAGE_PLAN_SUBJECT, AIP_SETUP_FOCUS, 60, 0 },
    { AIP_STAGE_PLAN_SUBJECT, AIP_SETUP_FOCUS, -90, 0 },
    { AIP_STAGE_PLAN_CAMERA, AIP_SETUP_FOCUS, 55, 0 },
    { AIP_STAGE_PLAN_CAMERA, AIP_SETUP_FOCUS, -15, 0 },
    { AIP_STAGE_PLAN_NEAR, AIP_SETUP_STOP, -40, 0 },
    { AIP_STAGE_PLAN_NEAR, AIP_SETUP_STOP, 12, 0 },
    { AIP_STAGE_PLAN_FAR, AIP_SETUP_STOP, 60, 0 },
    { AIP_STAGE_PLAN_FAR, AIP_SETUP_STOP, -12, 0 },
    { AIP_STAGE_PLAN_FOCAL, AIP_SETUP_FOCAL, 0, 20 },
    { AIP_STAGE_PLAN_FOCAL, AIP_SETUP_FOCAL, 0, -15 },
    { AIP_STAGE_PLAN_HEIGHT, AIP_SETUP_HEIGHT, 0, -25 },
    { AIP_STAGE_PLAN_HEIGHT, AIP_SETUP_HEIGHT, 0, 30 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (drags); i++)
    {
      AipSetup setup = make_setup (), dragged;
      AipStagePlan plan, after;
      double x, y, new_x, new_y;
      guint64 changed;

      lay_out (&plan, &setup);
      g_assert_true (aip_stage_plan_get_handle (&plan, drags[i].handle, &x, &y));
      g_assert_cmpint (aip_stage_plan_pick (&plan, x + 2, y - 2, 12), ==, drags[i].handle);

      changed = aip_stage_plan_drag (&plan, &setup, drags[i].handle, x + drags[i].dx,
                                     y + drags[i].dy, &dragged);
      g_assert_cmphex (changed, ==, AIP_SETUP_BIT (drags[i].field));
      g_assert_false (aip_setup_equal (&setup, &dragged));

      aip_stage_plan_layout (&after, &dragged, WIDTH, HEIGHT, &plan, drags[i].handle);
      g_assert_true (aip_stage_plan_get_handle (&after, drags[i].handle, &new_x, &new_y));
      if (drags[i].dx != 0)
        g_assert_cmpfloat_with_epsilon (new_x, x + drags[i].dx, 1.0);
      if (drags[i].handle == AIP_STAGE_PLAN_HEIGHT)
        g_assert_cmpfloat_with_epsilon (new_y, y + drags[i].dy, 1.0);
      if (drags[i].handle == AIP_STAGE_PLAN_FOCAL)
        {
          double wanted = atan2 (plan.axis_y - (y + drags[i].dy), x - plan.camera_x);
          double angle = atan2 (after.axis_y - new_y, new_x - after.camera_x);

          g_assert_cmpfloat_with_epsilon (angle, wanted, 0.01);
        }

      /* A second drag to the same place changes nothing. */
      changed = aip_stage_plan_drag (&plan, &dragged, drags[i].handle, x + drags[i].dx,
                                     y + drags[i].dy, &setup);
      g_assert_cmphex (changed, ==, 0);
    }
}

static void
test_wedge (void)
{
  for (double focal = 18; focal < 200; focal *= 1.4)
    {
      AipSetup setup = make_setup ();
      AipStagePlan plan;
      double x, y;

      setup.focal = focal;
      lay_out (&plan, &setup);
      g_assert_true (aip_stage_plan_get_handle (&plan, AIP_STAGE_PLAN_FOCAL, &x, &y));
      g_assert_cmpfloat_with_epsilon (
        2 * atan2 (plan.axis_y - y, x - plan.camera_x) * 180 / G_PI,
        aip_optics_angle_horizontal (&(AipFrameArea) { 24.89, 18.66, 1 }, focal), 0.1);
    }
}

/* The scale is one of a few steps, and a drag does not change it. */
static void
test_scale (void)
{
  AipSetup setup = make_setup ();
  AipStagePlan plan, frozen;
  g_autoptr(GHashTable) scales = g_hash_table_new_full (g_double_hash, g_double_equal, g_free, NULL);

  for (setup.focus = 0.4; setup.focus < 300; setup.focus *= 1.01)
    {
      double x, y;

      lay_out (&plan, &setup);
      g_assert_true (aip_stage_plan_get_handle (&plan, AIP_STAGE_PLAN_SUBJECT, &x, &y));
      g_assert_cmpfloat (x, <, WIDTH * 0.7);
      g_assert_cmpfloat (x, >, WIDTH * 0.25);
      g_hash_table_add (scales, g_memdup2 (&plan.scale, sizeof plan.scale));
      g_assert_cmpfloat (plan.scale_bar * plan.scale, <=, WIDTH * 0.2);
    }
  g_assert_cmpuint (g_hash_table_size (scales), <, 24);

  frozen = plan;
  setup.focus = 2;
  aip_stage_plan_layout (&plan, &setup, WIDTH, HEIGHT, &frozen, AIP_STAGE_PLAN_SUBJECT);
  g_assert_cmpfloat (plan.scale, ==, frozen.scale);
}

/* A drag gives what the gear has. */
static void
test_gear (void)
{
  AipSetup setup = make_setup (), dragged;
  AipStagePlan plan;
  double x, y;

  setup.lens = &primes;
  setup.size = AIP_SIZE_MEDIUM;
  setup.given |= AIP_SETUP_BIT (AIP_SETUP_LENS) | AIP_SETUP_BIT (AIP_SETUP_SIZE);
  lay_out (&plan, &setup);

  g_assert_true (aip_stage_plan_get_handle (&plan, AIP_STAGE_PLAN_FOCAL, &x, &y));
  for (double at = 4; at < plan.axis_y; at += 3)
    {
      gboolean found = FALSE;

      aip_stage_plan_drag (&plan, &setup, AIP_STAGE_PLAN_FOCAL, x, plan.axis_y - at, &dragged);
      for (guint i = 0; i < G_N_ELEMENTS (focals); i++)
        found = found || dragged.focal == focals[i];
      g_assert_true (found);
    }

  aip_stage_plan_drag (&plan, &setup, AIP_STAGE_PLAN_NEAR,
                       plan.camera_x + plan.view.distance * plan.scale - 0.1, 0, &dragged);
  g_assert_cmpfloat (dragged.stop, >=, 2);

  /* Going nearer makes the shot closer. */
  g_assert_true (aip_stage_plan_get_handle (&plan, AIP_STAGE_PLAN_SUBJECT, &x, &y));
  aip_stage_plan_drag (&plan, &setup, AIP_STAGE_PLAN_SUBJECT, plan.camera_x + plan.scale * 0.9, y,
                       &dragged);
  g_assert_cmpint (dragged.size, >, AIP_SIZE_MEDIUM);
}

static void
test_lamps (void)
{
  AipSetup setup = {
    .given = AIP_SETUP_BIT (AIP_SETUP_KEY) | AIP_SETUP_BIT (AIP_SETUP_FILL) |
             AIP_SETUP_BIT (AIP_SETUP_PRACTICALS),
    .key = { &fresnel, 45, 30, 0 },
    .fill = { &fresnel, 300, 10, -2 },
    .practicals = { { &fresnel, 150, -20, -1 } },
    .n_practicals = 1,
  };

  for (int handle = 0; handle < AIP_STAGE_LAMPS_AROUND (3); handle++)
    for (int degrees = 0; degrees < 360; degrees += 7)
      {
        AipStageLamps lamps, after;
        double x, y, new_x, new_y, angle = degrees * G_PI / 180;
        AipSetup dragged;

        aip_stage_lamps_layout (&lamps, &setup, WIDTH, HEIGHT);
        if (handle % 2 == 0)
          {
            g_assert_true (aip_stage_lamps_get_handle (&lamps, handle, &x, &y));
            g_assert_cmpint (aip_stage_lamps_pick (&lamps, x, y, 8), ==, handle);
            x = lamps.x + sin (angle) * lamps.radius * 0.7;
            y = lamps.y + cos (angle) * lamps.radius * 0.7;
          }
        else
          {
            x = lamps.arc_x + fabs (cos (angle)) * lamps.arc_radius;
            y = lamps.arc_y - sin (angle) * lamps.arc_radius;
          }

        aip_stage_lamps_drag (&lamps, &setup, handle, x, y, &dragged);
        aip_stage_lamps_layout (&after, &dragged, WIDTH, HEIGHT);
        g_assert_true (aip_stage_lamps_get_handle (&after, handle, &new_x, &new_y));
        g_assert_cmpfloat_with_epsilon (new_x, x, 2);
        g_assert_cmpfloat_with_epsilon (new_y, y, 2);
      }

  /* 90° is to the right of the frame, which is to the right of the camera below. */
  {
    AipStageLamps lamps;
    double x, y;

    setup.key.azimuth = 90;
    aip_stage_lamps_layout (&lamps, &setup, WIDTH, HEIGHT);
    g_assert_true (aip_stage_lamps_get_handle (&lamps, 0, &x, &y));
    g_assert_cmpfloat (x, >, lamps.x + 10);
    g_assert_false (aip_stage_lamps_get_handle (&lamps, AIP_STAGE_LAMPS_AROUND (4), &x, &y));
    g_assert_cmpint (aip_stage_lamps_pick (&lamps, -200, -200, 8), ==, AIP_STAGE_LAMPS_NONE);
  }
}

static void
test_sensor (void)
{
  AipSetup setup = make_setup ();
  AipStageSensor sensor;
  AipStageLabels labels;
  gboolean warned = FALSE;

  setup.aspect = 2.39;
  setup.lens = &primes;
  setup.given |= AIP_SETUP_BIT (AIP_SETUP_ASPECT) | AIP_SETUP_BIT (AIP_SETUP_LENS);
  aip_stage_sensor_layout (&sensor, &setup, 300, 220);
  g_assert_true (sensor.known);
  g_assert_true (sensor.covers);
  g_assert_cmpfloat_with_epsilon (sensor.extracted.width / sensor.extracted.height, 2.39, 1e-6);
  g_assert_cmpfloat_with_epsilon (sensor.share, 18.66 / (18.66 * 18.66 / (24.89 / 2.39)), 1e-3);

  setup.lens = &small;
  aip_stage_sensor_layout (&sensor, &setup, 300, 220);
  g_assert_false (sensor.covers);
  aip_stage_sensor_get_labels (&sensor, &labels);
  for (guint i = 0; i < labels.n_items; i++)
    warned = warned || labels.items[i].role == AIP_STAGE_LABEL_WARNING;
  g_assert_true (warned);

  setup.given = 0;
  aip_stage_sensor_layout (&sensor, &setup, 300, 220);
  g_assert_false (sensor.known);
  aip_stage_sensor_get_labels (&sensor, &labels);
  g_assert_cmpuint (labels.n_items, ==, 1);
}

static void
test_labels (void)
{
  AipSetup setup = make_setup ();
  AipStageLabels labels = { 0 };
  AipStagePlan plan;
  gboolean distance = FALSE, focal = FALSE;

  lay_out (&plan, &setup);
  aip_stage_plan_get_labels (&plan, &labels);
  for (guint i = 0; i < labels.n_items; i++)
    {
      g_assert_true (g_utf8_validate (labels.items[i].text, -1, NULL));
      distance = distance || g_str_equal (labels.items[i].text, "3.00 m");
      focal = focal || g_str_has_prefix (labels.items[i].text, "50 mm");
    }
  g_assert_true (distance);
  g_assert_true (focal);

  /* What does not fit is cut where a letter ends. */
  labels.n_items = 0;
  aip_stage_labels_add (&labels, 0, 0, AIP_STAGE_ANCHOR_TOP, AIP_STAGE_LABEL_DIM, "%s",
                        "가나다라마바사아자차카타파하가나다라마바사아자차카타파하가나다라마바사");
  g_assert_true (g_utf8_validate (labels.items[0].text, -1, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stage/plan/handles-stay-under-the-pointer", test_round_trip);
  g_test_add_func ("/stage/plan/wedge-is-the-angle-of-view", test_wedge);
  g_test_add_func ("/stage/plan/scale-has-steps", test_scale);
  g_test_add_func ("/stage/plan/drags-give-what-the-gear-has", test_gear);
  g_test_add_func ("/stage/lamps/handles-stay-under-the-pointer", test_lamps);
  g_test_add_func ("/stage/sensor/frame-lines-and-circle", test_sensor);
  g_test_add_func ("/stage/labels", test_labels);

  return g_test_run ();
}
