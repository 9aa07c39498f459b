/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>
#include <time.h>

#include "aip-cut-diff.h"
#include "aip-document-cut.h"
#include "aip-error.h"
#include "test-support.h"

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static AipDocument *
create (const char   *folder,
        AipFrameRate  rate)
{
  AipProjectSpec spec = { .name = "비 Rain", .rate = rate, .width = 1920, .height = 1080 };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  AipDocument *document;

  aip_document_create_async (folder, &spec, NULL, created_cb, &result);
  test_spin_while (result == NULL);
  document = aip_document_create_finish (result, &error);
  g_assert_no_error (error);

  return document;
}

static void
close_document (AipDocument *document)
{
  g_autoptr(GAsyncResult) result = NULL;

  aip_document_close_async (document, created_cb, &result);
  test_spin_while (result == NULL);
  g_assert_true (aip_document_close_finish (document, result, NULL));
  g_object_unref (document);
}

static int
dice (int sides)
{
  return g_test_rand_int_range (0, sides);
}

static void
add_take (AipDocument *document,
          AipShot     *shot,
          gboolean     movie,
          int          number)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text =
    g_strdup_printf ("{'shot': <'%s'>, 'number': <int64 %d>, 'media-type': <'%s'>, "
                     "'frames': <int64 %d>, 'file': <'takes/%s_v%03d.%s'>}",
                     aip_entity_get_id (AIP_ENTITY (shot)), number,
                     movie ? "video/mp4" : "image/png", movie ? 70 + dice (60) : 0,
                     aip_shot_get_code (shot), number, movie ? "mp4" : "png");
  g_autoptr(GVariant) values = g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, &error);

  aip_document_begin_record (document, "Take");
  aip_document_insert (document, AIP_KIND_TAKE, values, &error);
  g_assert_no_error (error);
  aip_document_commit (document);
}

/* Films of cards, stills and movies, trimmed anyhow, with transitions where there is room. */
static void
fill (AipDocument *document,
      guint        n_shots)
{
  for (guint i = 0; i < n_shots; i++)
    {
      g_autoptr(GError) error = NULL;
      AipShot *shot;

      aip_document_begin (document, "Shot");
      shot = aip_document_insert_shot (document, NULL, NULL, &error);
      aip_document_set_integer (document, AIP_ENTITY (shot), "duration", 1 + dice (60), &error);
      aip_document_set_integer (document, AIP_ENTITY (shot), "source-in", dice (3) * dice (30),
                                &error);
      aip_document_set (document, AIP_ENTITY (shot), "omitted", g_variant_new_boolean (dice (8) == 0),
                        &error);
      aip_document_set_text (document, AIP_ENTITY (shot), "transition",
                             aip_transition_to_nick (dice (3) == 0 ? 1 + dice (3) : 0), &error);
      aip_document_set_integer (document, AIP_ENTITY (shot), "transition-length", dice (20), &error);
      g_assert_no_error (error);
      aip_document_commit (document);
      for (int k = 0, n = dice (3), movie = dice (2); k < n; k++)
        add_take (document, shot, movie, k + 1);
    }
}

/* What an editor could have done since. */
static void
edit (AipDocument *document)
{
  AipEntityList *shots = aip_document_get_shots (document);
  AipShot *shot = AIP_SHOT (aip_entity_list_peek (shots,
                                                  (guint) dice ((int) aip_entity_list_get_count (
                                                                  shots))));
  g_autoptr(GPtrArray) moved = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;

  aip_document_begin (document, "Edit");
  switch (dice (4))
    {
    case 0:
      aip_document_set_integer (document, AIP_ENTITY (shot), "duration", 1 + dice (60), &error);
      break;
    case 1:
      g_ptr_array_add (moved, shot);
      aip_document_move_shots (document, moved,
                               AIP_SHOT (aip_entity_list_peek (shots, (guint) dice ((int)
                                 aip_entity_list_get_count (shots)))), &error);
      break;
    case 2:
      aip_document_set (document, AIP_ENTITY (shot), "omitted",
                        g_variant_new_boolean (!aip_shot_get_omitted (shot)), &error);
      break;
    default:
      aip_document_set_integer (document, AIP_ENTITY (shot), "source-in", dice (40), &error);
      break;
    }
  g_assert_no_error (error);
  aip_document_commit (document);
}

static AipCutReading *
read_cut (const char         *text,
          const AipFrameRate *rate)
{
  g_autoptr(GError) error = NULL;
  AipCutReading *reading = aip_cut_reading_new (text, -1, rate, &error);

  g_assert_no_error (error);

  return reading;
}

static const AipCutOptions formats[] = {
  { AIP_CUT_EDL, AIP_EDL_RESOLVE, NULL },
  { AIP_CUT_EDL, AIP_EDL_GENERIC, NULL },
  { AIP_CUT_FCP7, AIP_EDL_GENERIC, "/films/비" },
  { AIP_CUT_FCPXML, AIP_EDL_GENERIC, "/films/비" },
  { AIP_CUT_OTIO, AIP_EDL_GENERIC, NULL },
};

/* Which frame of what is seen at each moment: what must be the same again. */
static char *
describe (AipDocument *document,
          gboolean     transitions)
{
  g_autoptr(AipCut) cut = aip_document_dup_cut (document);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < aip_cut_get_n_shots (cut); i++)
    {
      const AipCutShot *shot = aip_cut_get_shot (cut, i);

      g_string_append_printf (text, "%s %d+%d@%d", shot->code, (int) shot->record,
                              (int) shot->duration,
                              shot->media == AIP_CUT_MOVIE ? (int) shot->source : 0);
      if (transitions)
        g_string_append_printf (text, " %d:%d", (int) shot->transition, (int) shot->before);
      g_string_append_c (text, '\n');
    }

  return g_string_free_and_steal (text);
}

/* A cut that went out and comes back as it was changes nothing. */
static void
test_identity (void)
{
  for (guint round = 0; round < 30; round++)
    {
      g_autofree char *folder = test_dir_new ();
      g_autofree char *film = g_build_filename (folder, "film", NULL);
      guint n_rates;
      const AipFrameRate *rates = aip_frame_rate_get_all (&n_rates);
      const AipFrameRate *rate = &rates[round % n_rates];
      AipDocument *document = create (film, *rate);
      g_autoptr(AipCut) cut = NULL;

      fill (document, (guint) (1 + dice (12)));
      cut = aip_document_dup_cut (document);
      for (gsize i = 0; i < G_N_ELEMENTS (formats) && aip_cut_get_n_shots (cut) > 0; i++)
        {
          g_autofree char *text = aip_cut_write (cut, &formats[i]);
          g_autoptr(AipCutReading) reading = read_cut (text, rate);
          g_autoptr(AipCutDiff) diff = aip_cut_diff_new (document, reading);

          for (guint k = 0; k < aip_cut_diff_get_n (diff); k++)
            {
              const AipCutDifference *difference = aip_cut_diff_get (diff, k);

              /* A fade without more of the files is a cut there, and the dialog says so. */
              if (difference->kind == AIP_CUT_MIXED && formats[i].format == AIP_CUT_FCP7 &&
                  difference->transition == AIP_TRANSITION_CUT)
                continue;
              g_test_message ("%s: %s\n%s", aip_cut_format_to_nick (formats[i].format),
                              difference->text, text);
              g_assert_not_reached ();
            }
        }
      close_document (document);
      test_dir_remove (folder);
    }
}

/* Whatever was done since, taking the old cut over brings it back, as one step. */
static void
test_edits_come_back (void)
{
  for (guint round = 0; round < 40; round++)
    {
      g_autofree char *folder = test_dir_new ();
      g_autofree char *film = g_build_filename (folder, "film", NULL);
      const AipFrameRate rate = { 24, 1, FALSE };
      const AipCutOptions *format = &formats[round % G_N_ELEMENTS (formats)];
      AipDocument *document = create (film, rate);
      g_autofree char *text = NULL;
      g_autofree char *then = NULL;
      g_autofree char *between = NULL;
      g_autofree char *after = NULL;
      g_autofree char *undone = NULL;
      g_autoptr(AipCut) cut = NULL;
      g_autoptr(AipCutReading) reading = NULL;
      g_autoptr(AipCutDiff) diff = NULL;
      g_autoptr(GError) error = NULL;

      fill (document, (guint) (3 + dice (10)));
      cut = aip_document_dup_cut (document);
      if (aip_cut_get_n_shots (cut) == 0)
        {
          close_document (document);
          test_dir_remove (folder);
          continue;
        }
      text = aip_cut_write (cut, format);
      then = describe (document, FALSE);
      for (int i = 0, n = 1 + dice (8); i < n; i++)
        edit (document);
      between = describe (document, TRUE);

      reading = read_cut (text, &rate);
      diff = aip_cut_diff_new (document, reading);
      g_assert_true (aip_cut_diff_apply (diff, document, &error));
      g_assert_no_error (error);
      after = describe (document, FALSE);
      g_test_message ("%s", text);
      g_assert_cmpstr (after, ==, then);

      if (aip_cut_diff_get_n (diff) > 0)
        {
          g_assert_cmpstr (aip_document_get_undo_label (document), ==, "Import Cut");
          g_assert_true (aip_document_undo (document));
        }
      undone = describe (document, TRUE);
      g_assert_cmpstr (undone, ==, between);
      close_document (document);
      test_dir_remove (folder);
    }
}

/* A film that was cut anew from one end to the other, put back in one go. */
static void
test_many_moves (void)
{
  g_autofree char *folder = test_dir_new ();
  g_autofree char *film = g_build_filename (folder, "film", NULL);
  const AipFrameRate rate = { 24, 1, FALSE };
  const AipCutOptions options = { AIP_CUT_OTIO };
  AipDocument *document = create (film, rate);
  AipEntityList *shots = aip_document_get_shots (document);
  g_autoptr(GPtrArray) order = g_ptr_array_new ();
  g_autoptr(GHashTable) moved = g_hash_table_new (NULL, NULL);
  g_autoptr(AipCut) cut = NULL;
  g_autoptr(AipCutReading) reading = NULL;
  g_autoptr(AipCutDiff) diff = NULL;
  g_autofree char *text = NULL;
  g_autofree char *then = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;
  const guint n_shots = 5000;
  clock_t begun;

  aip_document_begin (document, "Shots");
  for (guint i = 0; i < n_shots; i++)
    aip_document_insert_shot (document, NULL, NULL, &error);
  g_assert_no_error (error);
  aip_document_commit (document);
  cut = aip_document_dup_cut (document);
  text = aip_cut_write (cut, &options);
  then = describe (document, TRUE);

  for (guint i = 0; i < n_shots; i++)
    g_ptr_array_add (order, aip_entity_list_peek (shots, i));
  for (guint i = n_shots - 1; i > 0; i--)
    {
      guint other = (guint) dice ((int) i + 1);
      gpointer swapped = order->pdata[i];

      order->pdata[i] = order->pdata[other];
      order->pdata[other] = swapped;
      g_hash_table_add (moved, swapped);
      g_hash_table_add (moved, order->pdata[i]);
    }
  aip_document_begin (document, "Shuffle");
  g_assert_true (aip_document_arrange_shots (document, order, moved, &error));
  g_assert_no_error (error);
  aip_document_commit (document);
  for (guint i = 0; i < n_shots; i++)
    g_assert_true (aip_entity_list_peek (shots, i) == order->pdata[i]);

  begun = clock ();
  reading = read_cut (text, &rate);
  diff = aip_cut_diff_new (document, reading);
  g_test_message ("%u of %u shots have moved: %.0f ms to find out", aip_cut_diff_get_n (diff), n_shots,
                  1000.0 * (double) (clock () - begun) / CLOCKS_PER_SEC);
  g_assert_cmpuint (aip_cut_diff_get_n (diff), >, n_shots / 2);

  begun = clock ();
  g_assert_true (aip_cut_diff_apply (diff, document, &error));
  g_assert_no_error (error);
  g_test_message ("%.0f ms to take it over", 1000.0 * (double) (clock () - begun) / CLOCKS_PER_SEC);
  after = describe (document, TRUE);
  g_assert_cmpstr (after, ==, then);
  g_assert_true (aip_document_undo (document));
  g_assert_true (aip_entity_list_peek (shots, 17) == order->pdata[17]);

  close_document (document);
  test_dir_remove (folder);
}

static void
test_what_is_said (void)
{
  static const char edl[] =
    "TITLE: Back from the editor\nFCM: NON-DROP FRAME\n\n"
    "001  A        V     C        00:00:00:00 00:00:01:00 01:00:00:00 01:00:01:00\n"
    "* FROM CLIP NAME: SHT-0020\n"
    "002  B        V     C        00:00:00:00 00:00:02:00 01:00:01:00 01:00:03:00\n"
    "* FROM CLIP NAME: SHT-0010\n"
    "003  C        V     C        00:00:00:00 00:00:02:00 01:00:03:00 01:00:05:00\n"
    "* FROM CLIP NAME: stock shot.mov\n"
    "004  B        V     C        00:00:00:00 00:00:02:00 01:00:05:00 01:00:07:00\n"
    "* FROM CLIP NAME: SHT-0010\n"
    "005  D        V     C        00:00:00:00 99:99:99:99 01:00:07:00 01:00:09:00\n"
    "006  what is this\n";
  g_autofree char *folder = test_dir_new ();
  g_autofree char *film = g_build_filename (folder, "film", NULL);
  const AipFrameRate rate = { 24, 1, FALSE };
  AipDocument *document = create (film, rate);
  g_autoptr(AipCutReading) reading = NULL;
  g_autoptr(AipCutDiff) diff = NULL;
  g_autofree char *problems = NULL;
  g_autoptr(GString) said = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  AipShot *shot;

  aip_document_begin (document, "Shots");
  for (guint i = 0; i < 3; i++)
    aip_document_insert_shot (document, NULL, NULL, NULL);
  aip_document_commit (document);

  reading = read_cut (edl, &rate);
  diff = aip_cut_diff_new (document, reading);
  for (guint i = 0; i < aip_cut_diff_get_n (diff); i++)
    g_string_append_printf (said, "%s\n", aip_cut_diff_get (diff, i)->text);
  g_assert_cmpstr (said->str, ==,
                   "SHT-0020 lasts 00:00:01:00 instead of 00:00:02:00\n"
                   "SHT-0020 comes first\n"
                   "SHT-0030 is not in the cut any more\n");
  problems = g_strjoinv ("\n", (char **) aip_cut_diff_get_problems (diff));
  g_assert_nonnull (strstr (problems, "“stock shot.mov” is no shot of this film"));
  g_assert_nonnull (strstr (problems, "SHT-0010 is used more than once"));
  g_assert_nonnull (strstr (problems, "“99:99:99:99” is no time code"));
  g_assert_nonnull (strstr (problems, "Line 13 is no event"));

  /* What is not accepted stays, what somebody locked stops all of it. */
  aip_cut_diff_set_accepted (diff, 2, FALSE);
  shot = aip_document_find_shot (document, "SHT-0020");
  aip_document_begin (document, "Lock");
  aip_document_set (document, AIP_ENTITY (shot), "locked", g_variant_new_boolean (TRUE), NULL);
  aip_document_commit (document);
  g_assert_false (aip_cut_diff_apply (diff, document, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_cmpint (aip_shot_get_duration (shot), ==, 48);
  g_assert_true (aip_document_undo (document));
  g_assert_true (aip_cut_diff_apply (diff, document, &error));
  g_assert_cmpint (aip_shot_get_duration (shot), ==, 24);
  g_assert_false (aip_shot_get_omitted (aip_document_find_shot (document, "SHT-0030")));

  close_document (document);
  test_dir_remove (folder);
}

static void
test_no_cut (void)
{
  static const char *const texts[] = {
    "", "hello", "{}", "{\"OTIO_SCHEMA\": \"Timeline.1\"}", "[]", "<", "<a/>", "<xmeml/>",
    "<fcpxml/>", "<!DOCTYPE x [<!ENTITY a \"b\">]><xmeml>&a;</xmeml>",
    "<xmeml><sequence><media><video><track/></video></media></sequence></xmeml>",
    "TITLE: nothing\nFCM: DROP FRAME\n", "001",
  };
  const AipFrameRate rate = { 24, 1, FALSE };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", texts[i]);
      g_assert_null (aip_cut_reading_new (texts[i], -1, &rate, &error));
      g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
    }
}

/* Damaged texts are read or refused, and never more than that. */
static void
test_damaged (void)
{
  static const char *const names[] = { "resolve.edl", "cut.xml", "cut.fcpxml", "cut.otio" };
  const AipFrameRate rate = { 24, 1, FALSE };
  guint n_rounds = g_test_slow () ? 20000 : 400;

  for (guint round = 0; round < n_rounds; round++)
    {
      g_autofree char *name = g_build_filename ("exchange", "cut", names[round % 4], NULL);
      g_autofree char *path = test_data_path (name);
      g_autofree char *text = NULL;
      g_autoptr(AipCutReading) reading = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      for (int i = 0, n = 1 + dice (6); i < n; i++)
        text[dice ((int) length)] = "0<>\"{}[]:-9\n\x80;"[dice (14)];
      if (dice (4) == 0)
        length = (gsize) dice ((int) length);

      reading = aip_cut_reading_new (text, (gssize) length, &rate, NULL);
      for (guint i = 0; reading != NULL && i < aip_cut_reading_get_n_events (reading); i++)
        {
          const AipCutEvent *event = aip_cut_reading_get_event (reading, i);

          g_assert_cmpint (event->duration, >=, 1);
          g_assert_cmpint (event->record, >=, 0);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/exchange/cut-diff/identity", test_identity);
  g_test_add_func ("/exchange/cut-diff/edits-come-back", test_edits_come_back);
  g_test_add_func ("/exchange/cut-diff/many-moves", test_many_moves);
  g_test_add_func ("/exchange/cut-diff/what-is-said", test_what_is_said);
  g_test_add_func ("/exchange/cut-diff/no-cut", test_no_cut);
  g_test_add_func ("/exchange/cut-diff/damaged", test_damaged);

  return g_test_run ();
}
