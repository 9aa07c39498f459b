/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "aip-cut-edit.h"
#include "aip-cut-picture.h"

static AipCut *
new_cut (void)
{
  AipCutSpec spec = { "Rain", "RAIN", { 24, 1, FALSE }, 86400, 1920, 1080 };

  return aip_cut_new (&spec);
}

static void
add_movie (AipCut     *cut,
           const char *id,
           gint64      duration,
           gint64      source,
           gint64      available)
{
  AipCutShot shot = {
    .id = (char *) id, .code = (char *) id, .duration = duration, .source = source,
    .available = available, .media = AIP_CUT_MOVIE,
  };

  aip_cut_add_shot (cut, &shot, 0);
}

static void
add_still (AipCut     *cut,
           const char *id,
           gint64      duration)
{
  AipCutShot shot = {
    .id = (char *) id, .code = (char *) id, .duration = duration, .available = AIP_CUT_ENDLESS,
    .media = AIP_CUT_STILL,
  };

  aip_cut_add_shot (cut, &shot, 0);
}

/* “a 0+24@0 b 24+48@10”: where each stands, how long, from which frame of its file. */
static char *
describe (AipCut *cut)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < aip_cut_get_n_shots (cut); i++)
    {
      const AipCutShot *shot = aip_cut_get_shot (cut, i);

      g_string_append_printf (text, "%s%s %d+%d@%d", i > 0 ? " " : "", shot->id,
                              (int) shot->record, (int) shot->duration, (int) shot->source);
    }

  return g_string_free_and_steal (text);
}

static void
assert_trim (AipCut     *cut,
             AipCutTrim  trim,
             guint       index,
             gint64      delta,
             gint64      possible,
             const char *expected)
{
  g_autoptr(GArray) changes = NULL;
  g_autoptr(AipCut) result = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpint (aip_cut_trim (cut, trim, index, delta, &changes), ==, possible);
  result = aip_cut_with_changes (cut, changes);
  text = describe (result);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_trim (void)
{
  g_autoptr(AipCut) cut = new_cut ();

  add_movie (cut, "a", 24, 4, 100);
  add_movie (cut, "b", 48, 10, 100);
  add_still (cut, "c", 24);

  /* A ripple moves what follows; the beginning takes its part of the file along. */
  assert_trim (cut, AIP_CUT_TRIM_END, 0, 6, 6, "a 0+30@4 b 30+48@10 c 78+24@0");
  assert_trim (cut, AIP_CUT_TRIM_END, 0, -99, -23, "a 0+1@4 b 1+48@10 c 49+24@0");
  /* Beyond its end it holds the last frame. */
  assert_trim (cut, AIP_CUT_TRIM_END, 1, 99, 99, "a 0+24@4 b 24+147@10 c 171+24@0");
  assert_trim (cut, AIP_CUT_TRIM_START, 1, 8, 8, "a 0+24@4 b 24+40@18 c 64+24@0");
  assert_trim (cut, AIP_CUT_TRIM_START, 1, -99, -10, "a 0+24@4 b 24+58@0 c 82+24@0");
  assert_trim (cut, AIP_CUT_TRIM_START, 2, -99, -99, "a 0+24@4 b 24+48@10 c 72+123@0");

  assert_trim (cut, AIP_CUT_ROLL, 1, 5, 5, "a 0+29@4 b 29+43@15 c 72+24@0");
  assert_trim (cut, AIP_CUT_ROLL, 1, -99, -10, "a 0+14@4 b 14+58@0 c 72+24@0");
  assert_trim (cut, AIP_CUT_ROLL, 0, 5, 0, "a 0+24@4 b 24+48@10 c 72+24@0");

  /* To the right shows earlier frames. */
  assert_trim (cut, AIP_CUT_SLIP, 1, 4, 4, "a 0+24@4 b 24+48@6 c 72+24@0");
  assert_trim (cut, AIP_CUT_SLIP, 1, 99, 10, "a 0+24@4 b 24+48@0 c 72+24@0");
  assert_trim (cut, AIP_CUT_SLIP, 1, -99, -42, "a 0+24@4 b 24+48@52 c 72+24@0");
  assert_trim (cut, AIP_CUT_SLIP, 2, 4, 0, "a 0+24@4 b 24+48@10 c 72+24@0");

  assert_trim (cut, AIP_CUT_SLIDE, 1, 6, 6, "a 0+30@4 b 30+48@10 c 78+18@0");
  assert_trim (cut, AIP_CUT_SLIDE, 1, -99, -23, "a 0+1@4 b 1+48@10 c 49+47@0");
  assert_trim (cut, AIP_CUT_SLIDE, 2, 6, 0, "a 0+24@4 b 24+48@10 c 72+24@0");
}

static void
test_find (void)
{
  g_autoptr(AipCut) cut = new_cut ();
  guint index = 99;

  g_assert_false (aip_cut_find_frame (cut, 0, &index));
  g_assert_cmpint (aip_cut_get_duration (cut), ==, 0);

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("s%u", i);

      add_still (cut, id, i % 7 + 1);
    }

  for (gint64 frame = 0, expected = 0; frame < aip_cut_get_duration (cut); frame++)
    {
      const AipCutShot *shot = aip_cut_get_shot (cut, (guint) expected);

      if (frame >= shot->record + shot->duration)
        expected++;
      g_assert_true (aip_cut_find_frame (cut, frame, &index));
      g_assert_cmpuint (index, ==, expected);
    }
  g_assert_false (aip_cut_find_frame (cut, -1, &index));
  g_assert_false (aip_cut_find_frame (cut, aip_cut_get_duration (cut), &index));
  g_assert_true (aip_cut_find_shot (cut, "s42", &index));
  g_assert_cmpuint (index, ==, 42);
  g_assert_false (aip_cut_find_shot (cut, "s100", &index));
}

/*
 * Whatever is dragged however far: no shot vanishes, no movie begins before its first frame, what
 * must not move does not, and what was possible is possible again from the same state.
 */
static void
test_random_trims (void)
{
  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr(AipCut) cut = new_cut ();
      g_autoptr(GArray) changes = NULL;
      g_autoptr(GArray) again = NULL;
      g_autoptr(AipCut) result = NULL;
      guint n_shots = (guint) g_test_rand_int_range (1, 6);
      AipCutTrim trim = (AipCutTrim) g_test_rand_int_range (0, AIP_CUT_SLIDE + 1);
      guint index = (guint) g_test_rand_int_range (0, (gint32) n_shots);
      gint64 delta = g_test_rand_int_range (-80, 80);
      gint64 done;
      gint64 before;
      gint64 after;

      for (guint i = 0; i < n_shots; i++)
        {
          g_autofree char *id = g_strdup_printf ("s%u", i);
          gint64 duration = g_test_rand_int_range (1, 40);

          if (g_test_rand_bit ())
            add_movie (cut, id, duration, g_test_rand_int_range (0, 30),
                       g_test_rand_bit () ? g_test_rand_int_range (1, 90) : AIP_CUT_ENDLESS);
          else
            add_still (cut, id, duration);
        }

      done = aip_cut_trim (cut, trim, index, delta, &changes);
      g_assert_cmpint (ABS (done), <=, ABS (delta));
      g_assert_true (done == 0 || (done > 0) == (delta > 0));
      g_assert_cmpint (aip_cut_trim (cut, trim, index, done, &again), ==, done);
      g_assert_cmpuint (changes->len, ==, again->len);

      result = aip_cut_with_changes (cut, changes);
      before = aip_cut_get_duration (cut);
      after = aip_cut_get_duration (result);
      if (trim == AIP_CUT_TRIM_START)
        g_assert_cmpint (after, ==, before - done);
      else if (trim == AIP_CUT_TRIM_END)
        g_assert_cmpint (after, ==, before + done);
      else
        g_assert_cmpint (after, ==, before);

      for (guint i = 0; i < n_shots; i++)
        {
          const AipCutShot *old = aip_cut_get_shot (cut, i);
          const AipCutShot *new = aip_cut_get_shot (result, i);

          g_assert_cmpint (new->duration, >=, 1);
          g_assert_cmpint (new->source, >=, 0);
          if (old->media == AIP_CUT_STILL)
            g_assert_cmpint (new->source, ==, 0);
          /* The frame that both show at a moment stays the same one, except where it is slipped. */
          if (old->media == AIP_CUT_MOVIE && trim == AIP_CUT_ROLL)
            g_assert_cmpint (new->source - new->record, ==, old->source - old->record);
          if (trim == AIP_CUT_SLIP)
            g_assert_cmpint (new->record, ==, old->record);
        }
    }
}

static void
test_handles (void)
{
  g_autoptr(AipCut) cut = new_cut ();
  gint64 head;
  gint64 tail;

  add_movie (cut, "a", 24, 4, 100);
  add_movie (cut, "b", 24, 90, 100);
  add_still (cut, "c", 24);

  aip_cut_shot_get_handles (aip_cut_get_shot (cut, 0), &head, &tail);
  g_assert_cmpint (head, ==, 4);
  g_assert_cmpint (tail, ==, 72);
  /* It holds its last frame for fourteen frames already. */
  aip_cut_shot_get_handles (aip_cut_get_shot (cut, 1), &head, &tail);
  g_assert_cmpint (head, ==, 90);
  g_assert_cmpint (tail, ==, 0);
  aip_cut_shot_get_handles (aip_cut_get_shot (cut, 2), &head, &tail);
  g_assert_cmpint (head, ==, AIP_CUT_ENDLESS);
  g_assert_cmpint (tail, ==, AIP_CUT_ENDLESS);
}

static void
test_transitions (void)
{
  static const struct {
    gint64        tail;      /* of the movie before */
    gint64        head;      /* of the movie itself */
    AipTransition transition;
    gint64        length;
    gint64        before;
    gint64        after;
  } rows[] = {
    { 100, 100, AIP_TRANSITION_DISSOLVE, 24, 12, 12 },
    { 100, 100, AIP_TRANSITION_WIPE, 25, 12, 13 },
    /* Not longer than half of a shot on either side. */
    { 100, 100, AIP_TRANSITION_DISSOLVE, 90, 24, 24 },
    /* What a movie has not got cannot be mixed in. */
    { 3, 5, AIP_TRANSITION_DISSOLVE, 24, 3, 3 },
    { 100, 5, AIP_TRANSITION_DISSOLVE, 25, 5, 6 },
    { 0, 0, AIP_TRANSITION_DISSOLVE, 24, 0, 0 },
    /* Through black nothing more is seen of either. */
    { 0, 0, AIP_TRANSITION_FADE, 24, 12, 12 },
    { 100, 100, AIP_TRANSITION_DISSOLVE, 1, 0, 0 },
    { 100, 100, AIP_TRANSITION_CUT, 24, 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(AipCut) cut = new_cut ();
      AipCutShot shot = {
        .id = (char *) "b", .code = (char *) "b", .duration = 48, .source = rows[i].head,
        .available = AIP_CUT_ENDLESS, .media = AIP_CUT_MOVIE, .transition = rows[i].transition,
      };
      const AipCutShot *made;

      add_movie (cut, "a", 48, 0, 48 + rows[i].tail);
      aip_cut_add_shot (cut, &shot, rows[i].length);
      made = aip_cut_get_shot (cut, 1);

      g_test_message ("row %zu", i);
      g_assert_cmpint (made->before, ==, rows[i].before);
      g_assert_cmpint (made->after, ==, rows[i].after);
      g_assert_cmpint (made->transition, ==,
                       rows[i].before + rows[i].after > 0 ? rows[i].transition
                                                          : AIP_TRANSITION_CUT);
      g_assert_cmpint (aip_cut_get_duration (cut), ==, 96);
    }
}

static void
test_snap (void)
{
  g_autoptr(AipCut) cut = new_cut ();
  g_autoptr(GArray) beats = g_array_new (FALSE, FALSE, sizeof (gint64));
  AipCutTrack track = { .id = (char *) "t", .name = (char *) "Music", .is_audio = TRUE };
  AipCutClip clip = { .id = (char *) "m", .record = 10, .duration = 130 };
  AipCutMarker marker = { .id = (char *) "x", .frame = 60 };
  gint64 beat = 75;

  add_still (cut, "a", 48);
  add_still (cut, "b", 48);
  aip_cut_add_clip (cut, aip_cut_add_track (cut, &track), &clip);
  aip_cut_add_marker (cut, &marker);
  g_array_append_val (beats, beat);

  g_assert_cmpint (aip_cut_snap (cut, 45, 5, NULL, G_MAXUINT), ==, 48);
  g_assert_cmpint (aip_cut_snap (cut, 42, 5, NULL, G_MAXUINT), ==, 42);
  g_assert_cmpint (aip_cut_snap (cut, 12, 5, NULL, G_MAXUINT), ==, 10);
  g_assert_cmpint (aip_cut_snap (cut, 138, 5, NULL, G_MAXUINT), ==, 140);
  g_assert_cmpint (aip_cut_snap (cut, 62, 5, NULL, G_MAXUINT), ==, 60);
  g_assert_cmpint (aip_cut_snap (cut, 73, 5, NULL, G_MAXUINT), ==, 73);
  g_assert_cmpint (aip_cut_snap (cut, 73, 5, beats, G_MAXUINT), ==, 75);
  /* The end of what is dragged is no target, but the shot before it ends there too. */
  g_assert_cmpint (aip_cut_snap (cut, 94, 5, NULL, 1), ==, 94);
  g_assert_cmpint (aip_cut_snap (cut, 47, 5, NULL, 1), ==, 48);
}

/* What the film shows around two transitions, frame by frame: shots, source frames, how much. */
static void
test_picture (void)
{
  static const char *const expected[] = {
    "a@6 1/1", "a@7 1/1", "a@8 b@3 1/5", "a@9 b@4 2/5", "a@10 b@5 3/5", "a@11 b@6 4/5", "b@7 1/1",
  };
  static const char *const faded[] = {
    "b@12 1/1", "b@13 2/3", "b@14 1/3", "c@0 1/3", "c@1 2/3", "c@2 1/1",
  };
  g_autoptr(AipCut) cut = new_cut ();
  AipCutPicture picture;
  AipCutShot shot = {
    .id = (char *) "b", .code = (char *) "b", .duration = 10, .source = 5, .available = 100,
    .media = AIP_CUT_MOVIE, .transition = AIP_TRANSITION_DISSOLVE,
  };

  add_movie (cut, "a", 10, 0, 100);
  aip_cut_add_shot (cut, &shot, 4);
  shot.id = shot.code = (char *) "c";
  shot.source = 0;
  shot.transition = AIP_TRANSITION_FADE;
  aip_cut_add_shot (cut, &shot, 4);

  for (gint64 frame = 6; frame < 24; frame++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      const char *wanted = frame < 13 ? expected[frame - 6]
                           : frame >= 17 && frame < 23 ? faded[frame - 17] : NULL;

      g_assert_true (aip_cut_get_picture (cut, frame, &picture));
      for (guint i = 0; i < picture.n_layers; i++)
        g_string_append_printf (text, "%s@%d ",
                                aip_cut_get_shot (cut, picture.layers[i].shot)->id,
                                (int) picture.layers[i].source);
      g_string_append_printf (text, "%d/%d", (int) picture.share, (int) picture.of);
      if (wanted != NULL)
        g_assert_cmpstr (text->str, ==, wanted);
    }

  g_assert_false (aip_cut_get_picture (cut, -1, &picture));
  g_assert_false (aip_cut_get_picture (cut, 30, &picture));

  /* Beyond its end a movie is held, and says so. */
  add_movie (cut, "d", 10, 0, 4);
  g_assert_true (aip_cut_get_picture (cut, 33, &picture));
  g_assert_false (picture.layers[0].held);
  g_assert_true (aip_cut_get_picture (cut, 34, &picture));
  g_assert_true (picture.layers[0].held);
}

static void
test_file_frame (void)
{
  static const struct {
    AipFrameRate film;
    gint64       numerator;
    gint64       denominator;
    gint64       source;
    gint64       expected;
  } cases[] = {
    { { 24, 1, FALSE }, 24, 1, 17, 17 },
    /* Doubled now and then, or left out. */
    { { 30, 1, FALSE }, 24, 1, 1, 0 },
    { { 30, 1, FALSE }, 24, 1, 5, 4 },
    { { 24, 1, FALSE }, 30, 1, 1, 1 },
    { { 24, 1, FALSE }, 30, 1, 4, 5 },
    { { 24, 1, FALSE }, 60, 1, 3, 7 },
    /* A thousandth slower: a frame behind after 1,001 of them, not one before. */
    { { 24, 1, FALSE }, 24000, 1001, 1000, 999 },
    { { 24, 1, FALSE }, 24000, 1001, 1001, 1000 },
    { { 24000, 1001, FALSE }, 24, 1, 999, 999 },
    { { 24000, 1001, FALSE }, 24, 1, 1000, 1001 },
    { { 24000, 1001, FALSE }, 24000, 1001, 123456, 123456 },
    /* The end is held; nothing overflows. */
    { { 24, 1, FALSE }, 24, 1, 2000000, 999999 },
    { { 24, 1, FALSE }, 1000000, 1, G_MAXINT64, 999999 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (aip_cut_get_file_frame (&cases[i].film, cases[i].source, cases[i].numerator,
                                             cases[i].denominator, 1000000), ==,
                     cases[i].expected);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/cut/find", test_find);
  g_test_add_func ("/model/cut/picture", test_picture);
  g_test_add_func ("/model/cut/file-frame", test_file_frame);
  g_test_add_func ("/model/cut/trim", test_trim);
  g_test_add_func ("/model/cut/random-trims", test_random_trims);
  g_test_add_func ("/model/cut/handles", test_handles);
  g_test_add_func ("/model/cut/transitions", test_transitions);
  g_test_add_func ("/model/cut/snap", test_snap);

  return g_test_run ();
}
