/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "aip-cut-format.h"
#include "aip-error.h"
#include "test-support.h"

static void
add (AipCut        *cut,
     const char    *code,
     AipCutMedia    media,
     gint64         duration,
     gint64         source,
     gint64         available,
     AipTransition  transition,
     gint64         length)
{
  g_autofree char *id = g_strdup_printf ("id-%s", code);
  g_autofree char *file = g_strdup_printf ("takes/%s/RAIN_%s_v002.%s", code, code,
                                           media == AIP_CUT_STILL ? "png" : "mp4");
  AipCutShot shot = {
    .id = id, .code = (char *) code, .name = (char *) "비가 내린다, “rain” <&>",
    .notes = (char *) "two\nlines", .scene = (char *) "SC-010", .status = AIP_STATUS_APPROVED,
    .duration = duration, .source = source, .available = available, .media = media,
    .transition = transition, .seed = (char *) "18446744073709551615",
    .prompt = (char *) "a \"red\" door\x01", .width = 1280, .height = 720,
  };

  if (media != AIP_CUT_CARD)
    {
      shot.take = (char *) "take";
      shot.take_number = 2;
      shot.file = file;
      shot.media_type = (char *) (media == AIP_CUT_STILL ? "image/png" : "video/mp4");
    }
  aip_cut_add_shot (cut, &shot, length);
}

static void
add_sound (AipCut     *cut,
           guint       track,
           const char *name,
           gint64      record,
           gint64      duration)
{
  g_autofree char *id = g_strdup_printf ("clip-%s", name);
  g_autofree char *file = g_strdup_printf ("sound/%s.wav", name);
  AipCutClip clip = {
    .id = id, .name = (char *) name, .role = (char *) "music", .file = file, .record = record,
    .duration = duration, .source = 48, .gain = -6.0, .fade_in = 12,
  };

  aip_cut_add_clip (cut, track, &clip);
}

/* A film with everything that can be said about it. */
static AipCut *
make_cut (AipFrameRate rate)
{
  AipCutSpec spec = { "비 Rain", "RAIN", rate, 0, 1920, 1080 };
  AipCutTrack music = { .id = (char *) "t1", .name = (char *) "Music", .is_audio = TRUE };
  AipCutMarker late = { NULL, 130, 0, (char *) "red", (char *) "Check", (char *) "hands & face" };
  AipCutMarker early = { NULL, 12, 24, (char *) "green", (char *) "Title", (char *) "" };
  AipCut *cut;
  guint track;

  spec.start = aip_frame_rate_get_nominal (&rate) * 3600;
  if (rate.drop_frame)
    spec.start -= 108 * (rate.numerator / 30000);
  cut = aip_cut_new (&spec);

  add (cut, "SHT-0010", AIP_CUT_STILL, 48, 0, AIP_CUT_ENDLESS, AIP_TRANSITION_CUT, 0);
  add (cut, "SHT-0020", AIP_CUT_MOVIE, 60, 24, 121, AIP_TRANSITION_DISSOLVE, 24);
  add (cut, "SHT-0030", AIP_CUT_MOVIE, 72, 10, 70, AIP_TRANSITION_CUT, 0);
  add (cut, "SHT-0040", AIP_CUT_CARD, 30, 0, AIP_CUT_ENDLESS, AIP_TRANSITION_CUT, 0);
  add (cut, "SHT-0050", AIP_CUT_STILL, 40, 0, AIP_CUT_ENDLESS, AIP_TRANSITION_FADE, 20);
  add (cut, "SHT-0060", AIP_CUT_STILL, 40, 0, AIP_CUT_ENDLESS, AIP_TRANSITION_WIPE, 10);
  track = aip_cut_add_track (cut, &music);
  add_sound (cut, track, "노래", 0, 100);
  add_sound (cut, track, "storm", 150, 200);
  aip_cut_add_marker (cut, &late);
  aip_cut_add_marker (cut, &early);

  return cut;
}

/*
 * The texts as they were when OpenTimelineIO's own readers and the eyes of a person found them
 * right. AIPIPELINE_MAKE_GOLDEN writes them again.
 */
static void
test_golden (void)
{
  static const struct {
    const char    *name;
    AipFrameRate   rate;
    AipCutOptions  options;
  } rows[] = {
    { "generic.edl", { 24, 1, FALSE }, { AIP_CUT_EDL, AIP_EDL_GENERIC, NULL } },
    { "premiere.edl", { 30000, 1001, TRUE }, { AIP_CUT_EDL, AIP_EDL_PREMIERE, NULL } },
    { "resolve.edl", { 25, 1, FALSE }, { AIP_CUT_EDL, AIP_EDL_RESOLVE, NULL } },
    { "avid.edl", { 24000, 1001, FALSE }, { AIP_CUT_EDL, AIP_EDL_AVID, NULL } },
    { "cut.xml", { 24000, 1001, FALSE }, { AIP_CUT_FCP7, AIP_EDL_GENERIC, "/films/rain" } },
    { "cut.fcpxml", { 24000, 1001, FALSE }, { AIP_CUT_FCPXML, AIP_EDL_GENERIC, "/films/rain" } },
    { "cut.otio", { 24, 1, FALSE }, { AIP_CUT_OTIO, AIP_EDL_GENERIC, NULL } },
    { "cut.ale", { 25, 1, FALSE }, { AIP_CUT_ALE, AIP_EDL_GENERIC, NULL } },
    { "cut.csv", { 24, 1, FALSE }, { AIP_CUT_CSV, AIP_EDL_GENERIC, NULL } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(AipCut) cut = make_cut (rows[i].rate);
      g_autofree char *name = g_build_filename ("exchange", "cut", rows[i].name, NULL);
      g_autofree char *path = test_data_path (name);
      g_autofree char *text = aip_cut_write (cut, &rows[i].options);
      g_autofree char *expected = NULL;

      g_test_message ("%s", rows[i].name);
      if (g_getenv ("AIPIPELINE_MAKE_GOLDEN") != NULL)
        g_assert_true (g_file_set_contents (path, text, -1, NULL));
      g_assert_true (g_file_get_contents (path, &expected, NULL, NULL));
      g_assert_cmpstr (text, ==, expected);
    }
}

static char *
join_lint (AipCut              *cut,
           const AipCutOptions *options)
{
  g_auto(GStrv) sentences = aip_cut_lint (cut, options);

  return g_strjoinv ("\n", sentences);
}

static void
test_lint (void)
{
  g_autoptr(AipCut) cut = make_cut ((AipFrameRate) { 24, 1, FALSE });
  AipCutOptions options = { AIP_CUT_EDL, AIP_EDL_GENERIC, NULL };
  g_autofree char *edl = join_lint (cut, &options);
  g_autofree char *list = NULL;
  g_autofree char *otio = NULL;

  g_assert_nonnull (strstr (edl, "SHT-0030 is 12 frames longer"));
  g_assert_nonnull (strstr (edl, "1 shot has no take yet"));
  g_assert_nonnull (strstr (edl, "letters that this EDL cannot hold"));
  g_assert_nonnull (strstr (edl, "How loud the sound is"));
  g_assert_nonnull (strstr (edl, "The fades of 2 clips are lost"));

  options.format = AIP_CUT_ALE;
  list = join_lint (cut, &options);
  g_assert_nonnull (strstr (list, "no sound"));
  g_assert_nonnull (strstr (list, "SHT-0050"));

  options.format = AIP_CUT_OTIO;
  otio = join_lint (cut, &options);
  g_assert_null (strstr (otio, "fades of"));
}

/* Reels are eight letters and digits at most, and no two shots share one. */
static void
test_reels (void)
{
  AipCutSpec spec = { "Rain", "RAIN", { 24, 1, FALSE }, 0, 1920, 1080 };
  g_autoptr(AipCut) cut = aip_cut_new (&spec);
  g_autoptr(GHashTable) reels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  guint n_events = 0;

  for (guint i = 0; i < 120; i++)
    {
      g_autofree char *code = g_strdup_printf ("%s_장면_%03u_long", i % 2 == 0 ? "A" : "B", i / 2);

      add (cut, code, AIP_CUT_MOVIE, 24, 0, 48, AIP_TRANSITION_CUT, 0);
    }

  text = aip_cut_write_edl (cut, &(AipCutOptions) { AIP_CUT_EDL, AIP_EDL_GENERIC, NULL });
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto(GStrv) words = NULL;

      if (!g_ascii_isdigit (lines[i][0]))
        continue;
      words = g_strsplit (lines[i], "  ", 3);
      n_events++;
      g_strstrip (words[1]);
      words[1][strcspn (words[1], " ")] = '\0';
      g_assert_cmpuint (strlen (words[1]), <=, 8);
      g_assert_true (g_hash_table_add (reels, g_strdup (words[1])));
    }
  g_assert_cmpuint (n_events, ==, 120);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_files (void)
{
  g_autofree char *folder = test_dir_new ();
  g_autofree char *path = g_build_filename (folder, "film.otio", NULL);
  g_autofree char *lost = g_build_filename (folder, "no", "film.otio", NULL);
  g_autoptr(AipCut) cut = make_cut ((AipFrameRate) { 24, 1, FALSE });
  AipCutOptions options = { AIP_CUT_OTIO, AIP_EDL_GENERIC, NULL };
  g_autofree char *expected = aip_cut_write (cut, &options);
  g_autofree char *text = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  AipCutFormat format;

  aip_cut_export_async (cut, path, &options, NULL, exported_cb, &result);
  test_spin_while (result == NULL);
  g_assert_true (aip_cut_export_finish (result, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
  g_clear_object (&result);

  aip_cut_export_async (cut, lost, &options, NULL, exported_cb, &result);
  test_spin_while (result == NULL);
  g_assert_false (aip_cut_export_finish (result, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND);

  g_assert_true (aip_cut_format_from_path ("/a/b.FCPXML", &format));
  g_assert_cmpint (format, ==, AIP_CUT_FCPXML);
  g_assert_false (aip_cut_format_from_path ("/a/b.mov", &format));
  g_assert_false (aip_cut_format_from_path ("/a/b", &format));

  test_dir_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/exchange/cut-format/golden", test_golden);
  g_test_add_func ("/exchange/cut-format/lint", test_lint);
  g_test_add_func ("/exchange/cut-format/reels", test_reels);
  g_test_add_func ("/exchange/cut-format/files", test_files);

  return g_test_run ();
}
