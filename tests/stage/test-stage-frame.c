/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * What a person would notice about the preview frame, measured on its pixels.
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-catalogue.h"
#include "aip-paths.h"
#include "aip-stage-frame.h"
#include "aip-stage-thumbnail.h"
#include "aip-stage-tone.h"
#include "aip-stage-view.h"

#define WIDTH 320
#define HEIGHT 180

typedef struct {
  AipCatalogue *catalogue;
} Fixture;

typedef struct {
  double red;
  double green;
  double blue;
  double luma;
  double chroma;
  double spread;
} Mean;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *shipped = aip_paths_data_file ("presets");
  g_autoptr(GError) error = NULL;

  fixture->catalogue = aip_catalogue_load (shipped, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->catalogue);
}

static AipSetup
read_setup (Fixture    *fixture,
            const char *json)
{
  g_autoptr(JsonNode) node = json_from_string (json, NULL);
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  AipSetup setup = { 0 };

  g_assert_nonnull (node);
  aip_setup_from_json (&setup, fixture->catalogue, json_node_get_object (node), problems);
  g_assert_cmpuint (problems->len, ==, 0);

  return setup;
}

static cairo_surface_t *
draw (const AipSetup *setup,
      gboolean        grain)
{
  AipStageScene scene;

  aip_stage_scene_init (&scene);
  scene.seed = 5;
  scene.grain = grain;
  scene.frame_lines = FALSE;

  return aip_stage_thumbnail (setup, &scene, WIDTH, HEIGHT, 1);
}

/* Over a rectangle in shares of the picture. */
static Mean
measure (cairo_surface_t *surface,
         double           left,
         double           top,
         double           right,
         double           bottom)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  const guchar *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  Mean mean = { 0 };
  double squares = 0;
  guint n = 0;

  for (int y = (int) (top * height); y < (int) (bottom * height); y++)
    for (int x = (int) (left * width); x < (int) (right * width); x++)
      {
        guint32 pixel = ((const guint32 *) (data + y * stride))[x];
        double red = pixel >> 16 & 255, green = pixel >> 8 & 255, blue = pixel & 255;
        double luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;

        mean.red += red;
        mean.green += green;
        mean.blue += blue;
        mean.luma += luma;
        mean.chroma = MAX (mean.chroma, MAX (red, MAX (green, blue)) - MIN (red, MIN (green, blue)));
        squares += luma * luma;
        n++;
      }

  mean.red /= n;
  mean.green /= n;
  mean.blue /= n;
  mean.luma /= n;
  mean.spread = sqrt (MAX (0, squares / n - mean.luma * mean.luma));

  return mean;
}

static Mean
draw_and_measure (const AipSetup *setup,
                  gboolean        grain,
                  double          left,
                  double          top,
                  double          right,
                  double          bottom)
{
  cairo_surface_t *surface = draw (setup, grain);
  Mean mean = measure (surface, left, top, right, bottom);

  cairo_surface_destroy (surface);

  return mean;
}

#define PORTRAIT "\"size\": \"close\", \"focal\": 75, \"stop\": 2, \"body\": \"arri_alexa_mini\", " \
                 "\"aspect\": 1.78, \"composition\": \"centred\", \"interior\": true, " \
                 "\"style\": \"low-key\""

/* The face is in the middle; its two halves are left and right of it. */
static void
test_key_side (Fixture       *fixture,
               gconstpointer  data)
{
  AipSetup right = read_setup (fixture, "{" PORTRAIT ", \"key\": {\"light\": \"tungsten_halogen\","
                                        " \"azimuth\": 75, \"elevation\": 20}}");
  AipSetup left = right;
  Mean lit, dark;

  left.key.azimuth = 285;

  lit = draw_and_measure (&left, FALSE, 0.42, 0.35, 0.48, 0.6);
  dark = draw_and_measure (&left, FALSE, 0.52, 0.35, 0.58, 0.6);
  g_assert_cmpfloat (lit.luma, >, dark.luma * 1.5);

  dark = draw_and_measure (&right, FALSE, 0.42, 0.35, 0.48, 0.6);
  lit = draw_and_measure (&right, FALSE, 0.52, 0.35, 0.58, 0.6);
  g_assert_cmpfloat (lit.luma, >, dark.luma * 1.5);
}

/* More fill, less contrast. */
static void
test_fill (Fixture       *fixture,
           gconstpointer  data)
{
  AipSetup setup = read_setup (
    fixture, "{" PORTRAIT ", \"key\": {\"light\": \"tungsten_halogen\", \"azimuth\": 80,"
             " \"elevation\": 20}, \"fill\": {\"light\": \"kino_flo\", \"azimuth\": 290,"
             " \"elevation\": 10, \"stops\": -5}}");
  Mean little, much;

  little = draw_and_measure (&setup, FALSE, 0.42, 0.35, 0.48, 0.6);
  setup.fill.stops = -1;
  much = draw_and_measure (&setup, FALSE, 0.42, 0.35, 0.48, 0.6);
  g_assert_cmpfloat (much.luma, >, little.luma * 1.3);
}

static void
test_monochrome (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char *tones[] = { "monochrome", "monochrome-hard", "monochrome-soft" };

  for (guint i = 0; i < G_N_ELEMENTS (tones); i++)
    for (int interior = 0; interior < 2; interior++)
      for (int night = 0; night < 2; night++)
        {
          g_autofree char *json = g_strdup_printf (
            "{\"tone\": \"%s\", \"time\": \"%s\", \"interior\": %s, \"size\": \"medium\","
            " \"body\": \"arri_alexa_mini\", \"exposure-index\": 3200, \"stop\": 1.4}",
            tones[i], night ? "night" : "midday", interior ? "true" : "false");
          AipSetup setup = read_setup (fixture, json);
          Mean mean = draw_and_measure (&setup, TRUE, 0, 0, 1, 1);

          g_assert_cmpfloat (mean.chroma, <=, 4);
          g_assert_cmpfloat (mean.spread, >, 3);
        }
}

/* Sepia is of one hue, and that is warm. */
static void
test_sepia (Fixture       *fixture,
            gconstpointer  data)
{
  AipSetup setup = read_setup (fixture, "{\"tone\": \"sepia\", \"size\": \"wide\"}");
  Mean mean = draw_and_measure (&setup, FALSE, 0, 0.1, 1, 0.9);

  g_assert_cmpfloat (mean.red, >, mean.green);
  g_assert_cmpfloat (mean.green, >, mean.blue);
}

static void
test_times (Fixture       *fixture,
            gconstpointer  data)
{
  AipSetup noon = read_setup (fixture, "{\"time\": \"midday\", \"size\": \"wide\"}");
  AipSetup night = read_setup (fixture, "{\"time\": \"night\", \"size\": \"wide\"}");
  AipSetup golden = read_setup (fixture, "{\"time\": \"golden-hour\", \"size\": \"wide\"}");
  Mean bright = draw_and_measure (&noon, FALSE, 0, 0, 1, 1);
  Mean dark = draw_and_measure (&night, FALSE, 0, 0, 1, 1);
  Mean warm = draw_and_measure (&golden, FALSE, 0, 0, 1, 1);

  g_assert_cmpfloat (dark.luma, <, bright.luma * 0.5);
  g_assert_cmpfloat (warm.red - warm.blue, >, bright.red - bright.blue + 20);
}

/* Black above and below, and the picture between as high as its ratio says. */
static void
test_letterbox (Fixture       *fixture,
                gconstpointer  data)
{
  AipSetup setup = read_setup (fixture, "{\"aspect\": 2.39, \"time\": \"midday\"}");
  double x, y, width, height;

  aip_stage_frame_get_picture (&setup, WIDTH, HEIGHT, &x, &y, &width, &height);
  g_assert_cmpfloat_with_epsilon (width / height, 2.39, 1e-3);
  g_assert_cmpfloat_with_epsilon (x, 0, 1e-6);

  g_assert_cmpfloat (draw_and_measure (&setup, FALSE, 0, 0, 1, (y - 1) / HEIGHT).luma, ==, 0);
  g_assert_cmpfloat (draw_and_measure (&setup, FALSE, 0, (y + height + 1) / HEIGHT, 1, 1).luma, ==,
                     0);
  g_assert_cmpfloat (draw_and_measure (&setup, FALSE, 0, (y + 1) / HEIGHT, 1,
                                       (y + height - 1) / HEIGHT).luma, >, 30);

  setup.aspect = 1.19;
  g_assert_cmpfloat (draw_and_measure (&setup, FALSE, 0, 0, 0.1, 1).luma, ==, 0);
}

static void
test_silhouette (Fixture       *fixture,
                 gconstpointer  data)
{
  AipSetup setup = read_setup (fixture, "{\"style\": \"silhouette\", \"size\": \"medium\","
                                        " \"time\": \"golden-hour\", \"composition\": \"centred\","
                                        " \"angle\": \"low\"}");
  Mean figure = draw_and_measure (&setup, FALSE, 0.46, 0.5, 0.54, 0.9);
  Mean background = draw_and_measure (&setup, FALSE, 0.05, 0.1, 0.25, 0.6);

  g_assert_cmpfloat (figure.luma * 2, <, background.luma);
}

/* From pixel to pixel, within a rectangle in shares of the picture. */
static double
get_roughness (const AipSetup *setup,
               double          left,
               double          top,
               double          right,
               double          bottom)
{
  cairo_surface_t *surface = draw (setup, TRUE);
  const guchar *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  double sum = 0;
  guint n = 0;

  for (int y = (int) (top * HEIGHT); y < (int) (bottom * HEIGHT); y++)
    {
      const guint32 *row = (const guint32 *) (data + y * stride);

      for (int x = (int) (left * WIDTH); x < (int) (right * WIDTH); x++, n++)
        sum += abs ((int) (row[x] >> 8 & 255) - (int) (row[x + 1] >> 8 & 255));
    }
  cairo_surface_destroy (surface);

  return sum / n;
}

/* Measured in the flat sky, where nothing else is. */
static void
test_grain (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *stocks[] = { "exr_50d", "vision_500t" };
  AipSetup setup = read_setup (fixture, "{\"size\": \"wide\", \"weather\": \"overcast\","
                                        " \"angle\": \"ground\"}");
  double last = 0;

  /* From digital noise at 200 to that at 12800 … */
  for (setup.exposure_index = 200; setup.exposure_index <= 12800; setup.exposure_index *= 8)
    {
      double roughness;

      setup.given |= AIP_SETUP_BIT (AIP_SETUP_EXPOSURE_INDEX);
      roughness = get_roughness (&setup, 0.4, 0.05, 0.6, 0.2);
      g_assert_cmpfloat (roughness, >, last);
      last = roughness;
    }

  /* … from a slow stock to a fast one … */
  setup.given &= ~AIP_SETUP_BIT (AIP_SETUP_EXPOSURE_INDEX);
  setup.given |= AIP_SETUP_BIT (AIP_SETUP_STOCK);
  last = 0;
  for (guint i = 0; i < G_N_ELEMENTS (stocks); i++)
    {
      double roughness;

      setup.stock = aip_catalogue_find_stock (fixture->catalogue, stocks[i]);
      g_assert_nonnull (setup.stock);
      roughness = get_roughness (&setup, 0.4, 0.05, 0.6, 0.2);
      g_assert_cmpfloat (roughness, >, last);
      last = roughness;
    }

  /* … and pushed. */
  setup.push = 2;
  setup.given |= AIP_SETUP_BIT (AIP_SETUP_PUSH);
  g_assert_cmpfloat (get_roughness (&setup, 0.4, 0.05, 0.6, 0.2), >, last);
}

/* Fine detail behind the subject: gone with an open iris, there with a closed one. */
static double
get_sharpness (cairo_surface_t *surface)
{
  const guchar *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  double sum = 0;

  for (int y = 10; y < HEIGHT - 10; y++)
    {
      const guint32 *row = (const guint32 *) (data + y * stride);

      for (int x = 4; x < WIDTH / 4; x++)
        sum += abs ((int) (row[x] >> 8 & 255) - (int) (row[x + 1] >> 8 & 255));
    }

  return sum;
}

static void
test_depth_of_field (Fixture       *fixture,
                     gconstpointer  data)
{
  AipSetup setup = read_setup (fixture, "{\"size\": \"close\", \"focal\": 85, \"stop\": 1.4,"
                                        " \"body\": \"arri_alexa_mini\", \"time\": \"midday\","
                                        " \"mood\": \"gritty\"}");
  cairo_surface_t *open = draw (&setup, FALSE), *closed;

  setup.stop = 22;
  closed = draw (&setup, FALSE);
  g_assert_cmpfloat (get_sharpness (closed), >, get_sharpness (open) * 1.5);
  cairo_surface_destroy (open);
  cairo_surface_destroy (closed);
}

/* A short lens shows more of the place behind: the picture far from the figure differs. */
static void
test_deterministic (Fixture       *fixture,
                    gconstpointer  data)
{
  AipSetup setup = read_setup (fixture, "{\"size\": \"medium\", \"time\": \"night\","
                                        " \"weather\": \"rain\", \"focal\": 35}");
  g_autoptr(AipStageFrameCache) cache = aip_stage_frame_cache_new ();
  cairo_surface_t *first = draw (&setup, TRUE), *second = draw (&setup, TRUE);
  gsize n_bytes = (gsize) cairo_image_surface_get_stride (first) * HEIGHT;
  AipStageScene scene;
  cairo_t *cr;

  g_assert_cmpint (memcmp (cairo_image_surface_get_data (first),
                           cairo_image_surface_get_data (second), n_bytes), ==, 0);

  /* And what a cache has kept from other setups does not show. */
  aip_stage_scene_init (&scene);
  scene.seed = 5;
  scene.frame_lines = FALSE;
  cr = cairo_create (second);
  for (double focal = 35; focal < 100; focal += 20)
    {
      AipSetup other = setup;

      other.focal = focal;
      aip_stage_frame_draw_cached (cache, cr, &other, &scene, WIDTH, HEIGHT);
    }
  aip_stage_frame_draw_cached (cache, cr, &setup, &scene, WIDTH, HEIGHT);
  cairo_destroy (cr);
  g_assert_cmpint (memcmp (cairo_image_surface_get_data (first),
                           cairo_image_surface_get_data (second), n_bytes), ==, 0);

  cairo_surface_destroy (first);
  cairo_surface_destroy (second);
}

static void
test_scale (Fixture       *fixture,
            gconstpointer  data)
{
  AipSetup setup = read_setup (fixture, "{\"size\": \"medium\", \"time\": \"midday\"}");
  cairo_surface_t *surface = aip_stage_thumbnail (&setup, NULL, 112, 63, 2);
  double x, y;

  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 224);
  g_assert_cmpint (cairo_image_surface_get_height (surface), ==, 126);
  cairo_surface_get_device_scale (surface, &x, &y);
  g_assert_cmpfloat (x, ==, 2);
  g_assert_cmpfloat (measure (surface, 0, 0, 1, 1).spread, >, 5);
  cairo_surface_destroy (surface);
}

static void
test_swatches (Fixture       *fixture,
               gconstpointer  data)
{
  AipStageColor plain[AIP_STAGE_N_SWATCHES], grey[AIP_STAGE_N_SWATCHES];
  AipSetup setup = { 0 };

  aip_stage_tone_get_swatches (&setup, plain);
  setup.tone = AIP_TONE_MONOCHROME;
  setup.given = AIP_SETUP_BIT (AIP_SETUP_TONE);
  aip_stage_tone_get_swatches (&setup, grey);
  for (guint i = 0; i < AIP_STAGE_N_SWATCHES; i++)
    {
      g_assert_cmpfloat_with_epsilon (grey[i].red, grey[i].green, 1e-9);
      g_assert_cmpfloat_with_epsilon (grey[i].red, grey[i].blue, 1e-9);
      if (i > 0)
        g_assert_cmpfloat (fabs (plain[i].red - plain[i].blue), >, 0.01);
    }
}

#define TEST(path, func) \
  g_test_add ("/stage/frame/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TEST ("key-lights-its-side", test_key_side);
  TEST ("fill-lifts-the-other-side", test_fill);
  TEST ("monochrome-has-no-colour", test_monochrome);
  TEST ("sepia-is-warm", test_sepia);
  TEST ("night-is-dark-and-evening-warm", test_times);
  TEST ("letterbox", test_letterbox);
  TEST ("silhouette-is-darker-than-what-is-behind", test_silhouette);
  TEST ("grain-grows-with-sensitivity", test_grain);
  TEST ("open-iris-blurs-what-is-behind", test_depth_of_field);
  TEST ("same-setup-same-picture", test_deterministic);
  TEST ("thumbnail-has-its-scale", test_scale);
  TEST ("swatches", test_swatches);

  return g_test_run ();
}
