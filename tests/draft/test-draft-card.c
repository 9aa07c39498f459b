/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-draft-card.h"
#include "aip-draft-json.h"
#include "aip-draft-pixels.h"
#include "aip-draft-scene.h"
#include "aip-error.h"
#include "test-support.h"

static cairo_surface_t *
paint (const char *prompt,
       guint64     seed,
       int         width,
       int         height)
{
  g_autoptr(AipDraftScene) scene = aip_draft_scene_new (prompt, seed);

  return aip_draft_card_paint (scene, width, height);
}

static GBytes *
get_pixels (cairo_surface_t *surface)
{
  cairo_surface_flush (surface);

  return g_bytes_new (cairo_image_surface_get_data (surface),
                      (gsize) cairo_image_surface_get_stride (surface) *
                        (gsize) cairo_image_surface_get_height (surface));
}

static double
get_brightness (cairo_surface_t *surface,
                int              y0,
                int              y1)
{
  double sum = 0;
  int width = cairo_image_surface_get_width (surface);

  cairo_surface_flush (surface);
  for (int y = y0; y < y1; y++)
    {
      const guint8 *row = cairo_image_surface_get_data (surface) +
                          y * cairo_image_surface_get_stride (surface);

      for (int x = 0; x < width; x++)
        sum += row[x * 4] + row[x * 4 + 1] + row[x * 4 + 2];
    }

  return sum / (3.0 * width * (y1 - y0));
}

/* Part of the frame that somebody stands in. */
static double
get_figure_share (const char *prompt,
                  guint64     seed)
{
  g_autoptr(AipDraftScene) scene = aip_draft_scene_new (prompt, seed);
  g_autoptr(cairo_surface_t) front = NULL;
  int covered = 0;
  const int width = 320;
  const int height = 180;

  front = aip_draft_card_paint_layer (scene, width, height, AIP_DRAFT_LAYER_FRONT);
  cairo_surface_flush (front);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      covered += cairo_image_surface_get_data (front)[y * cairo_image_surface_get_stride (front) +
                                                      x * 4 + 3] > 200;

  return (double) covered / (width * height);
}

static void
test_deterministic (void)
{
  const char *prompt = "Wide shot, a woman walks through the city at dusk, rain";
  g_autoptr(cairo_surface_t) a = paint (prompt, 7, 320, 180);
  g_autoptr(cairo_surface_t) b = paint (prompt, 7, 320, 180);
  g_autoptr(cairo_surface_t) other_seed = paint (prompt, 8, 320, 180);
  g_autoptr(cairo_surface_t) other_words = paint ("A man in the desert", 7, 320, 180);
  g_autoptr(GBytes) pixels = get_pixels (a);
  g_autoptr(GBytes) same = get_pixels (b);
  g_autoptr(GBytes) seeded = get_pixels (other_seed);
  g_autoptr(GBytes) worded = get_pixels (other_words);
  g_autoptr(GBytes) png = aip_draft_pixels_to_png (a, NULL, NULL);
  g_autoptr(GBytes) same_png = aip_draft_pixels_to_png (b, NULL, NULL);

  g_assert_true (g_bytes_equal (pixels, same));
  g_assert_true (g_bytes_equal (png, same_png));
  g_assert_false (g_bytes_equal (pixels, seeded));
  g_assert_false (g_bytes_equal (pixels, worded));
}

static void
test_time_of_day (void)
{
  static const char *const places[] = { "on a beach", "in the city", "in a forest", "in a kitchen",
                                        "on a street", "in the mountains" };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *day = g_strdup_printf ("Wide shot, a man %s at noon", places[i]);
      g_autofree char *night = g_strdup_printf ("Wide shot, a man %s at night", places[i]);
      g_autoptr(cairo_surface_t) bright = paint (day, 3, 240, 135);
      g_autoptr(cairo_surface_t) dark = paint (night, 3, 240, 135);

      g_test_message ("%s", places[i]);
      g_assert_cmpfloat (get_brightness (bright, 0, 100), >, 1.4 * get_brightness (dark, 0, 100));
    }
}

/* The closer the shot, the more of the frame the figure takes, whatever the seed. */
static void
test_shot_sizes (void)
{
  static const char *const sizes[] = { "extreme wide shot", "long shot", "medium long shot",
                                       "medium shot", "medium close-up", "close-up" };

  for (guint64 seed = 1; seed <= 6; seed++)
    {
      double last = 0;

      for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
        {
          g_autofree char *prompt = g_strdup_printf ("%s of a man in the desert at day", sizes[i]);
          double share = get_figure_share (prompt, seed);

          g_test_message ("seed %" G_GUINT64_FORMAT ", %s: %.4f", seed, sizes[i], share);
          g_assert_cmpfloat (share, >, last);
          last = share;
        }
    }
  g_assert_cmpfloat (get_figure_share ("long shot, empty desert, nobody", 1), ==, 0);
  g_assert_cmpfloat (get_figure_share ("long shot, two men in the desert", 1), >,
                     get_figure_share ("long shot, a man in the desert", 1));
}

static void
test_caption (void)
{
  /* The same picture under other words: only the band at the bottom may differ. */
  g_autoptr(cairo_surface_t) a = paint ("클로즈업, 여자, 바다", 5, 480, 270);
  g_autoptr(cairo_surface_t) b = paint ("클로즈업, 여자, 바다, 다른 말", 5, 480, 270);
  int stride = cairo_image_surface_get_stride (a);
  int different = 0;

  cairo_surface_flush (a);
  cairo_surface_flush (b);
  g_assert_cmpmem (cairo_image_surface_get_data (a), (gsize) stride * 210,
                   cairo_image_surface_get_data (b), (gsize) stride * 210);
  for (int y = 210; y < 270; y++)
    for (int x = 0; x < 480; x++)
      different += memcmp (cairo_image_surface_get_data (a) + y * stride + x * 4,
                           cairo_image_surface_get_data (b) + y * stride + x * 4, 3) != 0;
  g_assert_cmpint (different, >, 100);
}

/* Nothing a prompt or a size can be makes the painter fail. */
static void
test_odd_input (void)
{
  g_autofree char *endless = g_strnfill (200000, 'x');
  const char *const prompts[] = { "", NULL, "   \n\t ", "\xff\xfe broken \xc3", endless,
                                  "🎬🎬🎬", "<b>&amp; %s %n</b>" };
  static const int sizes[][2] = { { 1, 1 }, { 2, 2000 }, { 2000, 2 }, { 16, 16 }, { 100, 300 } };

  for (guint i = 0; i < G_N_ELEMENTS (prompts); i++)
    {
      g_autoptr(cairo_surface_t) surface = paint (prompts[i], G_MAXUINT64, 128, 72);

      g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
    }
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (int place = 0; place < 3; place++)
      {
        static const char *const words[] = { "close-up, room", "crowd in a street", "forest" };
        g_autoptr(cairo_surface_t) surface = paint (words[place], 1, sizes[i][0], sizes[i][1]);

        g_assert_cmpint (cairo_image_surface_get_width (surface), ==, sizes[i][0]);
        g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
      }
}

static void
test_scene (void)
{
  static const struct
  {
    const char       *prompt;
    AipDraftShotSize  shot;
    AipDraftTime      time;
    AipDraftPlace     place;
    AipDraftWeather   weather;
    int               n_figures;
  } rows[] = {
    { "Close-up of a woman at a window, apartment, night", AIP_DRAFT_SHOT_CLOSE_UP,
      AIP_DRAFT_TIME_NIGHT, AIP_DRAFT_PLACE_ROOM, AIP_DRAFT_WEATHER_CLEAR, 1 },
    { "Extreme close-up, a man's eyes", AIP_DRAFT_SHOT_EXTREME_CLOSE_UP, AIP_DRAFT_TIME_DAY,
      AIP_DRAFT_PLACE_FIELD, AIP_DRAFT_WEATHER_CLEAR, 1 },
    { "MCU, boy, forest, dawn, mist", AIP_DRAFT_SHOT_MEDIUM_CLOSE_UP, AIP_DRAFT_TIME_DAWN,
      AIP_DRAFT_PLACE_FOREST, AIP_DRAFT_WEATHER_FOG, 1 },
    { "Two-shot in the street, rain at dusk", AIP_DRAFT_SHOT_MEDIUM, AIP_DRAFT_TIME_DUSK,
      AIP_DRAFT_PLACE_STREET, AIP_DRAFT_WEATHER_RAIN, 2 },
    { "Extreme wide shot, the desert at golden hour, nobody", AIP_DRAFT_SHOT_EXTREME_LONG,
      AIP_DRAFT_TIME_GOLDEN, AIP_DRAFT_PLACE_DESERT, AIP_DRAFT_WEATHER_CLEAR, 0 },
    { "Cowboy shot of a crowd on a snowy mountain", AIP_DRAFT_SHOT_MEDIUM_LONG, AIP_DRAFT_TIME_DAY,
      AIP_DRAFT_PLACE_MOUNTAIN, AIP_DRAFT_WEATHER_SNOW, 5 },
    { "Insert: a key on the table", AIP_DRAFT_SHOT_INSERT, AIP_DRAFT_TIME_DAY,
      AIP_DRAFT_PLACE_ROOM, AIP_DRAFT_WEATHER_CLEAR, 0 },
    { "익스트림 클로즈업, 노인의 눈, 밤", AIP_DRAFT_SHOT_EXTREME_CLOSE_UP, AIP_DRAFT_TIME_NIGHT,
      AIP_DRAFT_PLACE_FIELD, AIP_DRAFT_WEATHER_CLEAR, 1 },
    { "풀샷, 두 사람이 바닷가에 앉아 있다, 노을", AIP_DRAFT_SHOT_LONG, AIP_DRAFT_TIME_GOLDEN,
      AIP_DRAFT_PLACE_SEA, AIP_DRAFT_WEATHER_CLEAR, 2 },
    { "미디엄 숏, 새벽 골목, 비가 내린다, 소녀", AIP_DRAFT_SHOT_MEDIUM, AIP_DRAFT_TIME_DAWN,
      AIP_DRAFT_PLACE_STREET, AIP_DRAFT_WEATHER_RAIN, 1 },
    /* A thing may fill the frame of a close-up. */
    { "Close-up of a wet rope", AIP_DRAFT_SHOT_CLOSE_UP, AIP_DRAFT_TIME_DAY,
      AIP_DRAFT_PLACE_FIELD, AIP_DRAFT_WEATHER_CLEAR, 0 },
    /* As the app composes it: the cast is counted, windows and owners of rooms are not. */
    { "Wide shot at night. Two windows over a cliff. 서윤: woman of thirty, navy coat. "
      "태식: old man, white beard. 등대: a lighthouse, keeper's room",
      AIP_DRAFT_SHOT_LONG, AIP_DRAFT_TIME_NIGHT, AIP_DRAFT_PLACE_CLIFF, AIP_DRAFT_WEATHER_CLEAR,
      2 },
    { "Wide shot, two windows in the fog", AIP_DRAFT_SHOT_LONG, AIP_DRAFT_TIME_DAY,
      AIP_DRAFT_PLACE_FIELD, AIP_DRAFT_WEATHER_FOG, 1 },
    /* Words inside other words mean nothing. */
    { "Long shot, a knight in the seaside cartoon", AIP_DRAFT_SHOT_LONG, AIP_DRAFT_TIME_DAY,
      AIP_DRAFT_PLACE_FIELD, AIP_DRAFT_WEATHER_CLEAR, 1 },
    /* Seen from outside, a house is no room. */
    { "Wide shot of a house on a hill, exterior, night", AIP_DRAFT_SHOT_LONG, AIP_DRAFT_TIME_NIGHT,
      AIP_DRAFT_PLACE_MOUNTAIN, AIP_DRAFT_WEATHER_CLEAR, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(AipDraftScene) scene = aip_draft_scene_new (rows[i].prompt, i);

      g_test_message ("%s", rows[i].prompt);
      g_assert_cmpint (scene->shot, ==, rows[i].shot);
      g_assert_cmpint (scene->time, ==, rows[i].time);
      g_assert_cmpint (scene->place, ==, rows[i].place);
      g_assert_cmpint (scene->weather, ==, rows[i].weather);
      g_assert_cmpint (scene->n_figures, ==, rows[i].n_figures);
    }
}

/* The same person looks the same in another shot with another seed, and as described. */
static void
test_continuity (void)
{
  g_autoptr(AipDraftScene) first = aip_draft_scene_new (
    "Wide shot at dawn. A pier. She waits. 한서윤: woman of thirty-one, navy oilskin coat, "
    "short wet hair. 부두: a harbour.", 1);
  g_autoptr(AipDraftScene) second = aip_draft_scene_new (
    "Close-up at night. 태식's hands. 오태식: man of seventy-four, white beard, grey wool sweater. "
    "한서윤: woman of thirty-one, navy oilskin coat, short wet hair. 등대: a tower.", 2);
  const AipDraftLook *seoyun = &first->looks[0];
  const AipDraftLook *taesik = &second->looks[0];

  g_assert_cmpint (first->n_figures, ==, 1);
  g_assert_cmpint (second->n_figures, ==, 2);
  g_assert_cmpmem (seoyun, sizeof *seoyun, &second->looks[1], sizeof *seoyun);
  g_assert_true (seoyun->woman);
  g_assert_false (seoyun->old);
  g_assert_cmpint (seoyun->clothes, ==, AIP_DRAFT_CLOTHES_COAT);
  g_assert_cmphex (seoyun->cloth, ==, 0x2b3a5c);
  g_assert_cmpint (seoyun->hair, ==, AIP_DRAFT_HAIR_SHORT);
  g_assert_false (taesik->woman);
  g_assert_true (taesik->old);
  g_assert_true (taesik->beard);
  g_assert_cmphex (taesik->cloth, ==, 0x777a7e);
}

static void
test_json (void)
{
  static const struct { const char *text; const char *written; } good[] = {
    { "18446744073709551615", "18446744073709551615" },
    { "-9223372036854775809", "-9223372036854775809" },
    { "1.0", "1.0" },
    { "1e2", "100.0" },
    { "0.1", "0.1" },
    { "1e-05", "1e-05" },
    { "1e300", "1e+300" },
    { "\"\\u00e9\\ud83c\\udfac/\"", "\"\\u00e9\\ud83c\\udfac/\"" },
    { "\"컷\"", "\"\\ucef7\"" },
    { "\"\\ud800\"", "\"\\ufffd\"" },
    { " { \"b\" : 1 , \"a\" : [ ] , \"b\" : 2 } ", "{\"b\": 2, \"a\": []}" },
    { "[null,true,false,\"\\n\\\"\"]", "[null, true, false, \"\\n\\\"\"]" },
  };
  static const char *const bad[] = {
    "", "{", "[1,]", "{\"a\"}", "01", "1.", ".5", "+1", "\"", "\"\n\"", "nul", "[1] 2", "\"\\x\"",
    "\"\\u12\"", "{1: 2}", "'a'", "\xff",
  };
  g_autofree char *deep = g_strnfill (AIP_DRAFT_JSON_MAX_DEPTH + 1, '[');
  g_autoptr(AipDraftJson) too_deep = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr(AipDraftJson) json = aip_draft_json_parse (good[i].text, strlen (good[i].text),
                                                           NULL);
      g_autofree char *written = NULL;

      g_test_message ("%s", good[i].text);
      g_assert_nonnull (json);
      written = aip_draft_json_to_text (json);
      g_assert_cmpstr (written, ==, good[i].written);
    }

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(AipDraftJson) json = aip_draft_json_parse (bad[i], strlen (bad[i]), NULL);

      g_test_message ("bad %u", i);
      g_assert_null (json);
    }

  too_deep = aip_draft_json_parse (deep, strlen (deep), &error);
  g_assert_null (too_deep);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/draft/card/deterministic", test_deterministic);
  g_test_add_func ("/draft/card/time-of-day", test_time_of_day);
  g_test_add_func ("/draft/card/shot-sizes", test_shot_sizes);
  g_test_add_func ("/draft/card/caption", test_caption);
  g_test_add_func ("/draft/card/odd-input", test_odd_input);
  g_test_add_func ("/draft/card/scene", test_scene);
  g_test_add_func ("/draft/card/continuity", test_continuity);
  g_test_add_func ("/draft/json", test_json);

  return g_test_run ();
}
