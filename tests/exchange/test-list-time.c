/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "aip-error.h"
#include "aip-list-time.h"

#define FILM { 24, 1, FALSE }
#define VIDEO { 30, 1, FALSE }
#define NTSC { 30000, 1001, TRUE }

static void
test_lengths (void)
{
  static const struct {
    const char  *text;
    AipListUnit  unit;
    AipListClock clock;
    gint64       frames;
  } rows[] = {
    { "48", AIP_LIST_UNIT_UNKNOWN, { FILM, FILM }, 48 },
    { "48", AIP_LIST_UNIT_FRAMES, { FILM, FILM }, 48 },
    { "4", AIP_LIST_UNIT_SECONDS, { FILM, FILM }, 96 },
    { "2.5", AIP_LIST_UNIT_SECONDS, { FILM, FILM }, 60 },
    { "2,5", AIP_LIST_UNIT_SECONDS, { FILM, FILM }, 60 },
    { "0.5", AIP_LIST_UNIT_MINUTES, { FILM, FILM }, 720 },
    { "4s", AIP_LIST_UNIT_UNKNOWN, { FILM, FILM }, 96 },
    { "4 s", AIP_LIST_UNIT_FRAMES, { FILM, FILM }, 96 },
    { "~4 sec.", AIP_LIST_UNIT_UNKNOWN, { FILM, FILM }, 96 },
    { "4.5 Seconds", AIP_LIST_UNIT_UNKNOWN, { FILM, FILM }, 108 },
    { "1m30s", AIP_LIST_UNIT_UNKNOWN, { FILM, FILM }, 2160 },
    { "1'30\"", AIP_LIST_UNIT_UNKNOWN, { FILM, FILM }, 2160 },
    { "1′30″", AIP_LIST_UNIT_UNKNOWN, { FILM, FILM }, 2160 },
    { "4초", AIP_LIST_UNIT_UNKNOWN, { FILM, FILM }, 96 },
    { "약 2분 30초", AIP_LIST_UNIT_UNKNOWN, { FILM, FILM }, 3600 },
    { "４秒", AIP_LIST_UNIT_UNKNOWN, { FILM, FILM }, 96 },
    { "500 ms", AIP_LIST_UNIT_UNKNOWN, { FILM, FILM }, 12 },
    { "1h", AIP_LIST_UNIT_UNKNOWN, { FILM, FILM }, 86400 },
    { "96f", AIP_LIST_UNIT_SECONDS, { FILM, FILM }, 96 },
    { "96 프레임", AIP_LIST_UNIT_SECONDS, { FILM, FILM }, 96 },
    { "96コマ", AIP_LIST_UNIT_SECONDS, { FILM, FILM }, 96 },
    { "0:04", AIP_LIST_UNIT_UNKNOWN, { FILM, FILM }, 96 },
    { "1:30", AIP_LIST_UNIT_UNKNOWN, { FILM, FILM }, 2160 },
    { "90:00", AIP_LIST_UNIT_UNKNOWN, { FILM, FILM }, 129600 },
    { "0:00:04", AIP_LIST_UNIT_UNKNOWN, { FILM, FILM }, 96 },
    { "00:00:04.5", AIP_LIST_UNIT_UNKNOWN, { FILM, FILM }, 108 },
    { "00:00:04,500", AIP_LIST_UNIT_UNKNOWN, { FILM, FILM }, 108 },
    { "00:00:04:12", AIP_LIST_UNIT_UNKNOWN, { FILM, FILM }, 108 },
    { "00：00：04：12", AIP_LIST_UNIT_UNKNOWN, { FILM, FILM }, 108 },
    /* A list at 30 in a project at 24: 1 s + 15/30 s are 36 frames, 1/30 s is rounded to one. */
    { "00:00:01:15", AIP_LIST_UNIT_UNKNOWN, { FILM, VIDEO }, 36 },
    { "00:00:00:01", AIP_LIST_UNIT_UNKNOWN, { FILM, VIDEO }, 1 },
    { "4s", AIP_LIST_UNIT_UNKNOWN, { NTSC, NTSC }, 120 },
    { "0:00-0:04", AIP_LIST_UNIT_UNKNOWN, { FILM, FILM }, 96 },
    { "1:52–1:56", AIP_LIST_UNIT_UNKNOWN, { FILM, FILM }, 96 },
    { "0:08 ～ 0:18", AIP_LIST_UNIT_UNKNOWN, { FILM, FILM }, 240 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      gint64 frames = -1;

      if (!aip_list_time_parse_length (rows[i].text, rows[i].unit, &rows[i].clock, &frames, &error))
        g_error ("“%s”: %s", rows[i].text, error->message);
      if (frames != rows[i].frames)
        g_error ("“%s” is %d frames, not %d", rows[i].text, (int) frames, (int) rows[i].frames);
    }
}

static void
test_no_lengths (void)
{
  static const char *const texts[] = {
    "", "-", "x", "four", "4 stops", "4 5", "-4", "4-6", "0", "0s", "25h", "9999999999", "1:99",
    "0:00:61", "1:2:3:4:5", "00:00:04:24", "00:00:04:12.5", "2.5", "1e3", "4s 12f", "0:04-0:00",
    "0:04-0:04", "99999999999999999999s", "999999999h", "⬜",
  };
  static const AipListClock clock = { FILM, FILM };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      gint64 frames;

      if (aip_list_time_parse_length (texts[i], AIP_LIST_UNIT_UNKNOWN, &clock, &frames, &error))
        g_error ("“%s” was read as %d frames", texts[i], (int) frames);
      g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
    }
}

static void
test_in_out (void)
{
  static const AipListClock film = { FILM, FILM };
  static const AipListClock converted = { FILM, VIDEO };
  g_autoptr(GError) error = NULL;
  gint64 frames;

  g_assert_true (aip_list_time_parse_in_out ("00:00:02:03", "00:00:08:19", AIP_LIST_UNIT_UNKNOWN,
                                             &film, &frames, &error));
  g_assert_cmpint (frames, ==, 160);

  /*
   * 6 s and 16 of 30 frames are 156.8 frames of 24: the difference is rounded once, not each end.
   */
  g_assert_true (aip_list_time_parse_in_out ("00:00:02:03", "00:00:08:19", AIP_LIST_UNIT_UNKNOWN,
                                             &converted, &frames, &error));
  g_assert_cmpint (frames, ==, 157);

  g_assert_true (aip_list_time_parse_in_out ("1.5", "2", AIP_LIST_UNIT_SECONDS, &film, &frames,
                                             &error));
  g_assert_cmpint (frames, ==, 12);

  g_assert_false (aip_list_time_parse_in_out ("00:00:02:03", "00:00:02:03", AIP_LIST_UNIT_UNKNOWN,
                                              &film, &frames, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_false (aip_list_time_parse_in_out ("00:00:02:03", "", AIP_LIST_UNIT_UNKNOWN, &film,
                                              &frames, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
}

static void
test_frame_part (void)
{
  g_assert_cmpint (aip_list_time_get_frame_part ("00:00:02:29"), ==, 29);
  g_assert_cmpint (aip_list_time_get_frame_part ("00:00:02;05"), ==, 5);
  g_assert_cmpint (aip_list_time_get_frame_part ("00:00:02:03-00:00:04:27"), ==, 27);
  g_assert_cmpint (aip_list_time_get_frame_part ("00:00:02"), ==, -1);
  g_assert_cmpint (aip_list_time_get_frame_part ("a:b:c:d"), ==, -1);
  g_assert_cmpint (aip_list_time_get_frame_part ("29"), ==, -1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/exchange/time/lengths", test_lengths);
  g_test_add_func ("/exchange/time/no-lengths", test_no_lengths);
  g_test_add_func ("/exchange/time/in-out", test_in_out);
  g_test_add_func ("/exchange/time/frame-part", test_frame_part);

  return g_test_run ();
}
