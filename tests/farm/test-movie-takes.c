/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A movie that a draft worker made says how long it is, and so does one that an earlier version of
 * the program fetched. DRAFT_WORKER names the program.
 */

#include "config.h"

#include <string.h>

#include "aip-document-cut.h"
#include "aip-take-survey.h"
#include "farm-fixture.h"

static char *
read_address (GSubprocess *process)
{
  g_autoptr(GDataInputStream) stream = NULL;
  g_autofree char *line = NULL;

  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (stream), FALSE);
  line = g_data_input_stream_read_line_utf8 (stream, NULL, NULL, NULL);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "Listening on "));

  return g_strdup (line + strlen ("Listening on "));
}

static gint64
take_field (AipTake    *take,
            const char *field)
{
  return aip_entity_get_integer (AIP_ENTITY (take), field);
}

static void
forget (AipDocument *document,
        AipTake     *take)
{
  static const char *const fields[] = { "frames", "rate-numerator", "rate-denominator", "width" };

  aip_document_begin_record (document, "Forget");
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    g_assert_true (aip_document_set_integer (document, AIP_ENTITY (take), fields[i], 0, NULL));
  aip_document_commit (document);
}

static void
test_frames (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(GSubprocess) worker = NULL;
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GPtrArray) jobs = NULL;
  g_autoptr(AipCut) cut = NULL;
  g_autoptr(AipCut) before = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *address = NULL;
  const AipCutShot *shot;
  AipTake *take;
  gint64 frames, width, tail;
  guint n_takes;

  worker = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                             g_getenv ("DRAFT_WORKER"), "--port", "0", "--speed", "60",
                             "--quit-with-parent", NULL);
  g_assert_no_error (error);
  address = read_address (worker);

  aip_document_begin (fixture->document, "Shorten");
  g_assert_true (aip_document_set_integer (fixture->document, AIP_ENTITY (farm_shot (fixture, 0)),
                                           "duration", 24, NULL));
  aip_document_commit (fixture->document);
  farm_add_ready_worker (fixture, address);
  g_ptr_array_add (shots, farm_shot (fixture, 0));
  jobs = aip_scheduler_enqueue (fixture->scheduler, fixture->document, shots, "ltx-video", NULL);
  g_assert_cmpuint (jobs->len, ==, 1);
  farm_wait_all_done (fixture);

  take = aip_shot_get_take (farm_shot (fixture, 0));
  g_assert_nonnull (take);
  g_assert_true (g_str_has_prefix (aip_take_get_media_type (take), "video/"));
  frames = take_field (take, "frames");
  width = take_field (take, "width");
  g_test_message ("%" G_GINT64_FORMAT " frames of %" G_GINT64_FORMAT " pixels at %" G_GINT64_FORMAT
                  "/%" G_GINT64_FORMAT, frames, width, take_field (take, "rate-numerator"),
                  take_field (take, "rate-denominator"));
  /* The model makes one frame more than a multiple of eight. */
  g_assert_cmpint (frames, ==, 25);
  g_assert_cmpint (take_field (take, "rate-numerator"), ==,
                   24 * take_field (take, "rate-denominator"));
  g_assert_cmpint (width, >, 0);

  cut = aip_document_dup_cut (fixture->document);
  shot = aip_cut_get_shot (cut, 0);
  g_assert_cmpint (shot->media, ==, AIP_CUT_MOVIE);
  g_assert_cmpint (shot->available, ==, 25);
  aip_cut_shot_get_handles (shot, NULL, &tail);
  g_assert_cmpint (tail, ==, 1);

  /* As a project of an earlier version would say it. */
  forget (fixture->document, take);
  before = aip_document_dup_cut (fixture->document);
  g_assert_cmpint (aip_cut_get_shot (before, 0)->available, ==, AIP_CUT_ENDLESS);
  aip_take_survey_async (fixture->document, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  g_assert_true (aip_take_survey_finish (result, &n_takes, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_takes, ==, 1);
  g_clear_object (&result);
  g_assert_cmpint (take_field (take, "frames"), ==, frames);
  g_assert_cmpint (take_field (take, "width"), ==, width);

  /* And by itself, when the project is opened. */
  forget (fixture->document, take);
  farm_fixture_close (fixture);
  farm_fixture_open (fixture);
  take = aip_shot_get_take (farm_shot (fixture, 0));
  test_spin_while (take_field (take, "frames") == 0);
  g_assert_cmpint (take_field (take, "frames"), ==, frames);

  farm_fixture_free (fixture);
  g_subprocess_force_exit (worker);
  g_subprocess_wait (worker, NULL, NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/movie-takes/frames", test_frames);

  return g_test_run ();
}
