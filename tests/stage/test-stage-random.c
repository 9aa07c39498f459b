/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Anything that a setup can hold is drawn, at any size, by every drawing.
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-catalogue.h"
#include "aip-paths.h"
#include "aip-stage-frame.h"
#include "aip-stage-lamps.h"
#include "aip-stage-plan.h"
#include "aip-stage-sensor.h"
#include "aip-stage-tone.h"

#define DRAWINGS 140

static gconstpointer
pick_gear (AipCatalogue *catalogue,
           AipGearKind   kind,
           GRand        *random)
{
  guint n_rows;
  const AipGear *const *rows = aip_catalogue_get_rows (catalogue, kind, &n_rows);

  return rows[g_rand_int_range (random, 0, (int) n_rows)];
}

static double
pick_number (GRand  *random,
             double  low,
             double  high)
{
  static const double odd[] = { 0, -1, 1e-9, 1e9, INFINITY, NAN };

  return g_rand_int_range (random, 0, 12) == 0
           ? odd[g_rand_int_range (random, 0, G_N_ELEMENTS (odd))]
           : g_rand_double_range (random, low, high);
}

static void
pick_lamp (AipLamp      *lamp,
           AipCatalogue *catalogue,
           GRand        *random)
{
  lamp->light = g_rand_int_range (random, 0, 8) == 0
                  ? NULL : pick_gear (catalogue, AIP_GEAR_LIGHT, random);
  lamp->azimuth = pick_number (random, -720, 720);
  lamp->elevation = pick_number (random, -90, 90);
  lamp->stops = pick_number (random, -12, 4);
}

static void
pick_setup (AipSetup     *setup,
            AipCatalogue *catalogue,
            GRand        *random)
{
  static const char *looks[] = { "akira", "claymation", "nothing" };

  memset (setup, 0, sizeof *setup);
  for (AipSetupField field = 0; field < AIP_N_SETUP_FIELDS; field++)
    if (g_rand_boolean (random))
      setup->given |= AIP_SETUP_BIT (field);
  if (g_rand_int_range (random, 0, 3) > 0)
    setup->given &= ~AIP_SETUP_BIT (AIP_SETUP_LOOK);

  setup->year = g_rand_int_range (random, 1890, 2040);
  setup->body = pick_gear (catalogue, AIP_GEAR_BODY, random);
  setup->mode = (guint) g_rand_int_range (random, 0, (int) MAX (1, setup->body->n_modes));
  setup->lens = pick_gear (catalogue, AIP_GEAR_LENS, random);
  setup->focal = pick_number (random, 6, 600);
  setup->stop = pick_number (random, 0.7, 45);
  setup->focus = pick_number (random, 0.05, 400);
  setup->stock = pick_gear (catalogue, AIP_GEAR_STOCK, random);
  setup->push = pick_number (random, -3, 4);
  setup->exposure_index = pick_number (random, 6, 25600);
  setup->white_balance = pick_number (random, 1500, 15000);
  setup->aspect = pick_number (random, 0.5, 4);
  setup->support = pick_gear (catalogue, AIP_GEAR_SUPPORT, random);
  setup->move = pick_gear (catalogue, AIP_GEAR_MOVE, random);
  setup->pace = (AipPace) g_rand_int_range (random, 0, AIP_N_PACES);
  pick_lamp (&setup->key, catalogue, random);
  pick_lamp (&setup->fill, catalogue, random);
  setup->n_practicals = (guint) g_rand_int_range (random, 0, AIP_MAX_PRACTICALS + 1);
  for (guint i = 0; i < AIP_MAX_PRACTICALS; i++)
    pick_lamp (&setup->practicals[i], catalogue, random);
  setup->style = (AipLightStyle) g_rand_int_range (random, 0, (int) aip_words_get_count (AIP_WORDS_STYLE));
  setup->time = (AipTimeOfDay) g_rand_int_range (random, 0, AIP_N_TIMES_OF_DAY);
  setup->weather = (AipWeather) g_rand_int_range (random, 0, (int) aip_words_get_count (AIP_WORDS_WEATHER));
  setup->interior = g_rand_boolean (random);
  setup->underwater = g_rand_int_range (random, 0, 6) == 0;
  setup->size = (AipShotSize) g_rand_int_range (random, 0, (int) aip_words_get_count (AIP_WORDS_SIZE));
  setup->height = pick_number (random, 0, 60);
  setup->angle = (AipAngle) g_rand_int_range (random, 0, (int) aip_words_get_count (AIP_WORDS_ANGLE));
  setup->composition = (AipComposition) g_rand_int_range (
    random, 0, (int) aip_words_get_count (AIP_WORDS_COMPOSITION));
  setup->mood = (AipMood) g_rand_int_range (random, 0, (int) aip_words_get_count (AIP_WORDS_MOOD));
  setup->tone = (AipTone) g_rand_int_range (random, 0, (int) aip_words_get_count (AIP_WORDS_TONE));
  setup->fps = pick_number (random, 1, 1000);
  setup->shutter = pick_number (random, 1, 360);
  setup->filters = g_rand_int (random) & 0xfff;
  setup->look = looks[g_rand_int_range (random, 0, G_N_ELEMENTS (looks))];
}

static void
pick_size (GRand *random,
           guint  turn,
           int   *width,
           int   *height)
{
  static const int sizes[][2] = {
    { 1, 1 }, { 2, 1 }, { 1, 300 }, { 300, 1 }, { 3, 5 }, { 112, 63 }, { 17, 400 },
  };

  if (turn == 0)
    {
      *width = 4000;
      *height = 3000;
    }
  else if (turn <= G_N_ELEMENTS (sizes))
    {
      *width = sizes[turn - 1][0];
      *height = sizes[turn - 1][1];
    }
  else
    {
      *width = g_rand_int_range (random, 1, 260);
      *height = g_rand_int_range (random, 1, 200);
    }
}

static void
draw_diagrams (cairo_t        *cr,
               const AipSetup *setup,
               GRand          *random,
               int             width,
               int             height)
{
  const AipStagePalette *palette = g_rand_boolean (random) ? aip_stage_palette_get_light ()
                                                           : aip_stage_palette_get_dark ();
  AipStageLabels labels;
  AipStageSensor sensor;
  AipStageLamps lamps;
  AipStagePlan plan;
  AipSetup out;

  aip_stage_plan_layout (&plan, setup, width, height, NULL, AIP_STAGE_PLAN_NONE);
  aip_stage_plan_draw (&plan, cr, setup, palette, AIP_STAGE_PLAN_FOCAL);
  aip_stage_plan_get_labels (&plan, &labels);
  for (AipStagePlanHandle handle = 0; handle < AIP_STAGE_N_PLAN_HANDLES; handle++)
    {
      aip_stage_plan_drag (&plan, setup, handle, pick_number (random, -50, 600),
                           pick_number (random, -50, 600), &out);
      aip_stage_plan_layout (&plan, &out, width, height, &plan, handle);
    }
  aip_stage_plan_pick (&plan, width / 2, height / 2, 20);

  aip_stage_lamps_layout (&lamps, setup, width, height);
  aip_stage_lamps_draw (&lamps, cr, palette, 1);
  aip_stage_lamps_get_labels (&lamps, &labels);
  for (int handle = -1; handle <= AIP_STAGE_N_LAMPS_HANDLES; handle++)
    aip_stage_lamps_drag (&lamps, setup, handle, pick_number (random, -50, 600),
                          pick_number (random, -50, 600), &out);

  aip_stage_sensor_layout (&sensor, setup, width, height);
  aip_stage_sensor_draw (&sensor, cr, palette);
  aip_stage_sensor_get_labels (&sensor, &labels);
  aip_stage_tone_draw (cr, setup, width, height);
}

static void
test_random (void)
{
  g_autofree char *shipped = aip_paths_data_file ("presets");
  g_autoptr(GError) error = NULL;
  g_autoptr(AipCatalogue) catalogue = aip_catalogue_load (shipped, NULL, &error);
  g_autoptr(AipStageFrameCache) cache = aip_stage_frame_cache_new ();
  g_autoptr(GRand) random = g_rand_new_with_seed (20260107);

  g_assert_no_error (error);

  for (guint turn = 0; turn < DRAWINGS; turn++)
    {
      cairo_surface_t *surface;
      AipStageScene scene;
      AipSetup setup;
      int width, height;
      cairo_t *cr;

      pick_setup (&setup, catalogue, random);
      pick_size (random, turn, &width, &height);
      surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
      cr = cairo_create (surface);

      aip_stage_scene_init (&scene);
      scene.seed = g_rand_int (random);
      scene.woman = g_rand_boolean (random);
      scene.arrow = g_rand_boolean (random);
      scene.look = g_rand_boolean (random) ? "ink, screentone; black ink manga with hatching" : NULL;

      aip_stage_frame_draw_cached (cache, cr, &setup, &scene, width, height);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      draw_diagrams (cr, &setup, random, width, height);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);

      cairo_destroy (cr);
      g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
      cairo_surface_destroy (surface);
    }
}

static void
test_nothing (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 64, 36);
  cairo_t *cr = cairo_create (surface);
  const AipSetup setup = { 0 };
  AipStageScene scene;

  aip_stage_scene_init (&scene);
  aip_stage_frame_draw (cr, &setup, &scene, 64, 36);
  aip_stage_frame_draw (cr, &setup, &scene, 0, 36);
  aip_stage_frame_draw (cr, &setup, &scene, -5, NAN);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stage/random/nothing-is-chosen", test_nothing);
  g_test_add_func ("/stage/random/anything-is-drawn", test_random);

  return g_test_run ();
}
