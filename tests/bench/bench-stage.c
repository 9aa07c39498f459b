/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <time.h>

#include "aip-stage-frame.h"
#include "aip-stage-lamps.h"
#include "aip-stage-plan.h"
#include "aip-stage-thumbnail.h"
#include "bench-stage.h"
#include "bench-support.h"

#define WIDTH 640
#define HEIGHT 360
#define FRAMES 240

/*
 * Milliseconds of this thread's own, so that a busy machine does not count. Drawing is all
 * computing: on an idle one it takes as long.
 */
static double
get_clock (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
}

typedef void (*DragFunc) (AipSetup *setup,
                          double    t);

static void
report (const char *name,
        GArray     *samples)
{
  g_print ("%-44s p50 %9.2f ms   p99 %9.2f ms   max %9.2f   (%u)\n", name,
           bench_quantile (samples, 0.5),
           bench_quantile (samples, 0.99),
           bench_quantile (samples, 1), samples->len);
  g_array_set_size (samples, 0);
}

static void
drag_distance (AipSetup *setup,
               double    t)
{
  setup->focus = 1.2 * pow (6, t);
  setup->given |= AIP_SETUP_BIT (AIP_SETUP_FOCUS);
}

static void
drag_focal (AipSetup *setup,
            double    t)
{
  setup->focal = 20 * pow (6, t);
}

static void
drag_stop (AipSetup *setup,
           double    t)
{
  setup->stop = 1.4 * pow (10, t);
}

static void
drag_azimuth (AipSetup *setup,
              double    t)
{
  setup->key.azimuth = 360 * t;
}

static void
drag_height (AipSetup *setup,
             double    t)
{
  setup->height = 0.3 + 3 * t;
  setup->given |= AIP_SETUP_BIT (AIP_SETUP_HEIGHT);
}

/* A person drags one thing to and fro; the first picture, which has nothing to keep, is not counted. */
static void
bench_drag (const AipSetup *begin,
            const char     *place,
            const char     *name,
            DragFunc        drag,
            GArray         *samples)
{
  g_autoptr(AipStageFrameCache) cache = aip_stage_frame_cache_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  g_autofree char *title = g_strdup_printf ("frame %d × %d, %s, drag %s", WIDTH, HEIGHT, place, name);
  AipStageScene scene;

  aip_stage_scene_init (&scene);
  scene.seed = 3;

  for (guint i = 0; i <= FRAMES; i++)
    {
      AipSetup setup = *begin;
      double since;
      cairo_t *cr;
      double took;

      drag (&setup, 0.5 + 0.5 * sin (i * 2 * G_PI / FRAMES));
      since = get_clock ();
      cr = cairo_create (surface);
      aip_stage_frame_draw_cached (cache, cr, &setup, &scene, WIDTH, HEIGHT);
      cairo_destroy (cr);
      took = get_clock () - since;
      if (i > 0)
        g_array_append_val (samples, took);
    }

  cairo_surface_destroy (surface);
  report (title, samples);
}

static void
bench_thumbnails (AipCinema *cinema,
                  int        width,
                  int        height,
                  GArray    *samples)
{
  g_autofree char *title = g_strdup_printf ("thumbnail %d × %d, every preset", width, height);
  const AipPreset *const *presets;
  guint n_presets;

  presets = aip_presets_get_all (cinema->presets, &n_presets);
  for (guint i = 0; i < n_presets; i++)
    {
      double since = get_clock ();
      g_autofree char *look = g_strdup_printf ("%s; %s", presets[i]->gear, presets[i]->words);
      AipStageScene scene;
      double took;

      aip_stage_scene_init (&scene);
      scene.seed = g_str_hash (presets[i]->id);
      scene.look = look;
      cairo_surface_destroy (aip_stage_thumbnail (&presets[i]->setup, &scene, width, height, 1));
      took = get_clock () - since;
      g_array_append_val (samples, took);
    }

  report (title, samples);
}

static void
bench_diagrams (const AipSetup *setup,
                GArray         *samples)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 480, 320);
  cairo_t *cr = cairo_create (surface);

  for (guint i = 0; i < FRAMES; i++)
    {
      double since = get_clock ();
      AipStagePlan plan;
      AipStageLamps lamps;
      double took;

      aip_stage_plan_layout (&plan, setup, 480, 320, NULL, AIP_STAGE_PLAN_NONE);
      aip_stage_plan_draw (&plan, cr, setup, aip_stage_palette_get_dark (), AIP_STAGE_PLAN_NONE);
      aip_stage_lamps_layout (&lamps, setup, 480, 320);
      aip_stage_lamps_draw (&lamps, cr, aip_stage_palette_get_dark (), AIP_STAGE_LAMPS_NONE);
      took = get_clock () - since;
      g_array_append_val (samples, took);
    }

  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  report ("plan and light diagram 480 × 320", samples);
}

void
bench_stage (AipCinema *cinema)
{
  g_autoptr(GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));
  static const struct {
    const char *preset;
    const char *place;
  } places[] = { { "blade_runner", "night street" }, { "casablanca", "room" } };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const AipPreset *preset = aip_presets_find (cinema->presets, places[i].preset);

      g_assert (preset != NULL);
      bench_drag (&preset->setup, places[i].place, "focus distance", drag_distance, samples);
      bench_drag (&preset->setup, places[i].place, "focal length", drag_focal, samples);
      bench_drag (&preset->setup, places[i].place, "stop", drag_stop, samples);
      bench_drag (&preset->setup, places[i].place, "light azimuth", drag_azimuth, samples);
      bench_drag (&preset->setup, places[i].place, "camera height", drag_height, samples);
      if (i == 0)
        bench_diagrams (&preset->setup, samples);
    }

  bench_thumbnails (cinema, 112, 63, samples);
  bench_thumbnails (cinema, 224, 126, samples);
}
