/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "aip-error.h"
#include "aip-frame-rate.h"

static const AipFrameRate ntsc24 = { 24000, 1001, FALSE };
static const AipFrameRate film = { 24, 1, FALSE };
static const AipFrameRate pal = { 25, 1, FALSE };
static const AipFrameRate ntsc30 = { 30000, 1001, FALSE };
static const AipFrameRate drop30 = { 30000, 1001, TRUE };
static const AipFrameRate drop60 = { 60000, 1001, TRUE };

/* The 29.97 values are those of SMPTE ST 12-1: ten minutes are 17,982 frames, an hour 107,892. */
static void
test_timecode_tables (void)
{
  static const struct {
    const AipFrameRate *rate;
    gint64              frame;
    const char         *text;
  } rows[] = {
    { &film, 0, "00:00:00:00" },
    { &film, 23, "00:00:00:23" },
    { &film, 24, "00:00:01:00" },
    { &film, 86400, "01:00:00:00" },
    { &film, -24, "-00:00:01:00" },
    { &ntsc24, 86400, "01:00:00:00" },
    { &pal, 90000, "01:00:00:00" },
    { &ntsc30, 1800, "00:01:00:00" },
    { &ntsc30, 108000, "01:00:00:00" },
    { &drop30, 0, "00:00:00;00" },
    { &drop30, 1799, "00:00:59;29" },
    { &drop30, 1800, "00:01:00;02" },
    { &drop30, 3597, "00:01:59;29" },
    { &drop30, 3598, "00:02:00;02" },
    { &drop30, 17981, "00:09:59;29" },
    { &drop30, 17982, "00:10:00;00" },
    { &drop30, 19782, "00:11:00;02" },
    { &drop30, 107892, "01:00:00;00" },
    { &drop30, 2589407, "23:59:59;29" },
    { &drop30, -1800, "-00:01:00;02" },
    { &drop60, 3599, "00:00:59;59" },
    { &drop60, 3600, "00:01:00;04" },
    { &drop60, 35964, "00:10:00;00" },
    { &drop60, 215784, "01:00:00;00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *text = aip_timecode_format (rows[i].frame, rows[i].rate);
      gint64 frame = -1;

      g_assert_cmpstr (text, ==, rows[i].text);
      g_assert_true (aip_timecode_parse (rows[i].text, rows[i].rate, &frame, &error));
      g_assert_no_error (error);
      g_assert_cmpint (frame, ==, rows[i].frame);
    }
}

static void
test_timecode_round_trip (void)
{
  guint n_rates;
  const AipFrameRate *rates = aip_frame_rate_get_all (&n_rates);

  g_assert_cmpuint (n_rates, ==, 11);

  for (guint i = 0; i < n_rates; i++)
    {
      g_autofree char *last = NULL;

      for (gint64 frame = 0; frame < 220000; frame += frame < 40000 ? 1 : 97)
        {
          g_autofree char *text = aip_timecode_format (frame, &rates[i]);
          gint64 parsed = -1;

          g_assert_true (aip_timecode_parse (text, &rates[i], &parsed, NULL));
          g_assert_cmpint (parsed, ==, frame);
          /* Time code only ever grows, whatever is dropped. */
          g_assert_cmpstr (last != NULL ? last : "", <, text);
          g_free (last);
          last = g_steal_pointer (&text);
        }
    }
}

static void
test_timecode_refused (void)
{
  static const struct {
    const AipFrameRate *rate;
    const char         *text;
  } rows[] = {
    { &film, "" }, { &film, "12" }, { &film, "00:00:00:24" }, { &film, "00:00:60:00" },
    { &film, "00:60:00:00" }, { &film, "1:2:3:4:5" }, { &film, "00:00:00:" }, { &film, "a:b" },
    { &film, "00:00:00:-1" }, { &film, "99999999:00" },
    { &drop30, "00:01:00;00" }, { &drop30, "00:01:00;01" }, { &drop60, "00:02:00;03" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      gint64 frame = 4711;

      g_assert_false (aip_timecode_parse (rows[i].text, rows[i].rate, &frame, &error));
      g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
      g_assert_cmpint (frame, ==, 4711);
    }
}

static void
test_rate_texts (void)
{
  static const struct {
    const char *text;
    gint64      numerator, denominator;
    gboolean    drop;
    const char *canonical;
  } rows[] = {
    { "23.976", 24000, 1001, FALSE, "23.976" },
    { "23.98", 24000, 1001, FALSE, "23.976" },
    { "23,976", 24000, 1001, FALSE, "23.976" },
    { "24000/1001", 24000, 1001, FALSE, "23.976" },
    { "24", 24, 1, FALSE, "24" },
    { " 24 fps ", 24, 1, FALSE, "24" },
    { "25.00", 25, 1, FALSE, "25" },
    { "29.97", 30000, 1001, FALSE, "29.97" },
    { "29.97 DF", 30000, 1001, TRUE, "29.97 DF" },
    { "29.97df", 30000, 1001, TRUE, "29.97 DF" },
    { "59.94 DF", 60000, 1001, TRUE, "59.94 DF" },
    { "60", 60, 1, FALSE, "60" },
    { "12.5", 25, 2, FALSE, "25/2" },
  };
  static const char *const refused[] = { "", "fps", "0", "-24", "24 DF", "1/0", "5000", "24x",
                                         "0.5", "99999999999999999999" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *canonical = NULL;
      AipFrameRate rate = { 0 };

      g_assert_true (aip_frame_rate_parse (rows[i].text, &rate, &error));
      g_assert_no_error (error);
      g_assert_cmpint (rate.numerator, ==, rows[i].numerator);
      g_assert_cmpint (rate.denominator, ==, rows[i].denominator);
      g_assert_cmpint (rate.drop_frame, ==, rows[i].drop);
      canonical = aip_frame_rate_to_text (&rate);
      g_assert_cmpstr (canonical, ==, rows[i].canonical);
    }

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr(GError) error = NULL;
      AipFrameRate rate = { 0 };

      g_assert_false (aip_frame_rate_parse (refused[i], &rate, &error));
      g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
    }
}

static void
test_seconds (void)
{
  g_assert_cmpint (aip_frame_rate_from_seconds (&film, 2.0), ==, 48);
  g_assert_cmpint (aip_frame_rate_from_seconds (&ntsc24, 2.0), ==, 48);
  g_assert_cmpint (aip_frame_rate_from_seconds (&pal, 0.5), ==, 13);
  g_assert_cmpint (aip_frame_rate_from_seconds (&film, 1e300), >, 0);
  g_assert_cmpfloat_with_epsilon (aip_frame_rate_to_seconds (&ntsc24, 24000), 1001.0, 1e-9);
}

static void
test_durations (void)
{
  static const struct {
    const AipFrameRate *rate;
    const char         *text;
    gint64              frames;
  } rows[] = {
    { &film, "48", 48 }, { &film, " 48 f ", 48 }, { &film, "48 frames", 48 },
    { &film, "2s", 48 }, { &film, "2.5 s", 60 }, { &film, "2,5s", 60 }, { &film, "2 sec", 48 },
    { &film, "1m30s", 2160 }, { &film, "1 min 30 sec", 2160 }, { &film, "0.5m", 720 },
    { &film, "2s 12f", 60 }, { &film, "0.001s", 1 }, { &film, "3초", 72 }, { &film, "1분 2초", 1488 },
    { &film, "00:00:02:00", 48 }, { &film, "2:00", 48 }, { &film, "1:30:12", 2172 },
    { &film, "90:00", 2160 }, { &film, "24h", 2073600 },
    { &ntsc24, "2s", 48 }, { &pal, "2:12", 62 }, { &drop30, "00:01:00;02", 1800 },
  };
  static const char *const refused[] = { "", "0", "0s", "-5", "-2:00", "abc", "2.5", "2s 12",
                                         "12 2s", "25h", "2x", "2:24", "1.2.3s",
                                         "99999999999999999999", "s" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      gint64 frames = 0;

      g_assert_true (aip_duration_parse (rows[i].text, rows[i].rate, &frames, &error));
      g_assert_no_error (error);
      g_assert_cmpint (frames, ==, rows[i].frames);
    }

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr(GError) error = NULL;
      gint64 frames = 0;

      g_assert_false (aip_duration_parse (refused[i], &film, &frames, &error));
      g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/timecode/tables", test_timecode_tables);
  g_test_add_func ("/base/timecode/round-trip", test_timecode_round_trip);
  g_test_add_func ("/base/timecode/refused", test_timecode_refused);
  g_test_add_func ("/base/frame-rate/texts", test_rate_texts);
  g_test_add_func ("/base/frame-rate/seconds", test_seconds);
  g_test_add_func ("/base/duration", test_durations);

  return g_test_run ();
}
