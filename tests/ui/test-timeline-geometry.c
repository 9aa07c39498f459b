/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-timeline-geometry"

#include "config.h"

#include "aip-timeline-actions.h"
#include "aip-timeline-commands.h"
#include "aip-timeline-geometry.h"
#include "aip-timeline-trim-drag.h"

static const double scales[] = { 0.0005, 0.013, 0.37, 1, 3.3, 17.25, 120 };

static void
test_there_and_back (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    for (gint64 offset = -24; offset < 90000; offset += 7919)
      {
        AipTimelineGeometry geometry = { scales[i], offset, 1000 };

        for (gint64 frame = 0; frame < 200000; frame += 1237)
          {
            gint64 x = aip_timeline_geometry_get_x (&geometry, frame);
            gint64 next = aip_timeline_geometry_get_x (&geometry, frame + 1);

            g_assert_cmpint (next, >=, x);
            /* Whatever is drawn at a pixel is what is found there. */
            if (next > x)
              {
                g_assert_cmpint (aip_timeline_geometry_get_frame (&geometry, (double) x), ==, frame);
                g_assert_cmpint (aip_timeline_geometry_get_frame (&geometry, (double) next - 0.5),
                                 ==, frame);
                g_assert_cmpint (aip_timeline_geometry_get_edge (&geometry, (double) x), >=,
                                 frame - 1);
              }
          }
      }
}

static void
test_scrolling_moves_by_pixels (void)
{
  AipTimelineGeometry a = { 0.731, 100, 800 };
  AipTimelineGeometry b = { 0.731, 173, 800 };

  for (gint64 frame = 0; frame < 5000; frame++)
    g_assert_cmpint (aip_timeline_geometry_get_x (&a, frame) -
                     aip_timeline_geometry_get_x (&b, frame), ==, 73);
}

static void
test_zoom (void)
{
  for (double x = 0; x <= 1000; x += 125)
    {
      AipTimelineGeometry geometry = { 2, 4000, 1000 };
      gint64 frame = aip_timeline_geometry_get_edge (&geometry, x);

      aip_timeline_geometry_zoom (&geometry, 3, x);
      g_assert_cmpfloat (geometry.scale, ==, 6);
      g_assert_cmpint (ABS (aip_timeline_geometry_get_x (&geometry, frame) - (gint64) x), <=, 6);
    }

  {
    AipTimelineGeometry geometry = { 100, 0, 1000 };

    aip_timeline_geometry_zoom (&geometry, 1000, 10);
    g_assert_cmpfloat (geometry.scale, ==, AIP_TIMELINE_MAX_SCALE);
    aip_timeline_geometry_zoom (&geometry, 1e-12, 10);
    g_assert_cmpfloat (geometry.scale, ==, AIP_TIMELINE_MIN_SCALE);
  }
}

static void
test_fit_reveal_limit (void)
{
  AipTimelineGeometry geometry = { 1, 0, 1000 };

  aip_timeline_geometry_fit (&geometry, 240, 1200, 20);
  g_assert_cmpint (aip_timeline_geometry_get_x (&geometry, 240), ==, 20);
  g_assert_cmpint (aip_timeline_geometry_get_x (&geometry, 1200), ==, 980);

  aip_timeline_geometry_reveal (&geometry, 100, 50);
  g_assert_cmpint (aip_timeline_geometry_get_x (&geometry, 100), ==, 50);
  aip_timeline_geometry_reveal (&geometry, 100, 50);
  g_assert_cmpint (aip_timeline_geometry_get_x (&geometry, 100), ==, 50);
  aip_timeline_geometry_reveal (&geometry, 5000, 50);
  g_assert_cmpint (aip_timeline_geometry_get_x (&geometry, 5000), ==, 950);

  geometry.offset = -5000;
  aip_timeline_geometry_limit (&geometry, 2000, 20);
  g_assert_cmpint (geometry.offset, ==, -20);
  geometry.offset = 900000;
  aip_timeline_geometry_limit (&geometry, 2000, 20);
  g_assert_cmpint (aip_timeline_geometry_get_x (&geometry, 2000), ==, 500);
}

static void
test_ticks (void)
{
  guint n_rates;
  const AipFrameRate *rates = aip_frame_rate_get_all (&n_rates);

  for (guint r = 0; r < n_rates; r++)
    for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
      {
        AipTimelineGeometry geometry = { scales[i], 0, 1000 };
        gint64 nominal = aip_frame_rate_get_nominal (&rates[r]);
        AipTimelineTicks ticks;

        aip_timeline_geometry_get_ticks (&geometry, &rates[r], 90, &ticks);
        g_assert_cmpint (ticks.minor, >, 0);
        g_assert_cmpint (ticks.major % ticks.minor, ==, 0);
        /* Time codes never touch, but at the largest step there is. */
        g_assert_true ((double) ticks.major * scales[i] >= 90 || ticks.major == 36000 * nominal);
        /* They are even: parts of a second that it has, or whole seconds. */
        g_assert_true (ticks.major % nominal == 0 || nominal % ticks.major == 0);
      }
}

static AipCut *
create_cut (void)
{
  AipCutSpec spec = { "Film", "FILM", { 24, 1, FALSE }, 86400, 1920, 1080 };
  AipCut *cut = aip_cut_new (&spec);

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      AipCutShot shot = {
        .id = id, .code = id, .duration = 100, .available = AIP_CUT_ENDLESS, .source = 10,
        .media = AIP_CUT_MOVIE,
      };

      aip_cut_add_shot (cut, &shot, 0);
    }

  return cut;
}

static void
test_place (void)
{
  static const struct {
    const char *text;
    gint64      position;
    gint64      frame;      /* -1: refused */
  } places[] = {
    { "01:00:02:05", 0, 53 },  { "2:05", 0, 53 },    { "17", 5, 17 },     { "+12", 100, 112 },
    { "-1:00", 100, 76 },      { "−1:00", 100, 76 }, { "-500", 100, 0 },  { "+9000", 100, 400 },
    { " 00:00:01:00 ", 0, 24 }, { "soon", 0, -1 },   { "", 0, -1 },       { "1:99", 0, -1 },
    { "+", 0, -1 },
  };
  g_autoptr(AipCut) cut = create_cut ();

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr(GError) error = NULL;
      gint64 frame = -1;

      g_test_message ("“%s”", places[i].text);
      g_assert_cmpint (aip_timeline_parse_place (cut, places[i].position, places[i].text, &frame,
                                                 &error), ==, places[i].frame >= 0);
      g_assert_cmpint (frame, ==, places[i].frame);
      g_assert_true ((error != NULL) == (places[i].frame < 0));
    }
}

static void
test_two_up (void)
{
  g_autoptr(AipCut) cut = create_cut ();
  static const struct {
    AipCutTrim trim;
    guint      index;
    gint64     left;
    gint64     right;
  } edits[] = {
    { AIP_CUT_TRIM_END, 1, 199, 200 }, { AIP_CUT_TRIM_END, 3, 399, -1 },
    { AIP_CUT_TRIM_START, 1, 99, 100 }, { AIP_CUT_TRIM_START, 0, -1, 0 },
    { AIP_CUT_ROLL, 2, 199, 200 },     { AIP_CUT_SLIP, 1, 100, 199 },
    { AIP_CUT_SLIDE, 1, 99, 200 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      gint64 left, right;

      aip_timeline_trim_get_two_up (cut, edits[i].trim, edits[i].index, &left, &right);
      g_assert_cmpint (left, ==, edits[i].left);
      g_assert_cmpint (right, ==, edits[i].right);
    }
}

/* No key does two things, and each is one that can be pressed. */
static void
test_keys (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_commands;
  const AipTimelineCommand *commands = aip_timeline_commands_get_all (&n_commands);

  for (guint i = 0; i < n_commands; i++)
    {
      g_autofree char *name = NULL;
      g_autoptr(GVariant) target = NULL;

      g_assert_true (g_action_parse_detailed_name (commands[i].action, &name, &target, NULL));
      g_assert_true (g_str_has_prefix (name, "timeline."));
      for (guint k = 0; k < AIP_TIMELINE_MAX_ACCELS && commands[i].accels[k] != NULL; k++)
        {
          guint key;
          GdkModifierType modifiers;

          g_assert_true (gtk_accelerator_parse (commands[i].accels[k], &key, &modifiers));
          g_assert_cmpuint (key, !=, 0);
          g_assert_true (g_hash_table_add (seen, gtk_accelerator_name (key, modifiers)));
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/timeline-geometry/there-and-back", test_there_and_back);
  g_test_add_func ("/timeline-geometry/scrolling", test_scrolling_moves_by_pixels);
  g_test_add_func ("/timeline-geometry/zoom", test_zoom);
  g_test_add_func ("/timeline-geometry/fit-reveal-limit", test_fit_reveal_limit);
  g_test_add_func ("/timeline-geometry/ticks", test_ticks);
  g_test_add_func ("/timeline-geometry/place", test_place);
  g_test_add_func ("/timeline-geometry/two-up", test_two_up);
  g_test_add_func ("/timeline-geometry/keys", test_keys);

  return g_test_run ();
}
