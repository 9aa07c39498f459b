/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a drag makes of a piece of sound. */

#include "config.h"

#include "aip-clip-edit.h"
#include "test-support.h"

/* At 100, 50 frames long, from 20 of a file of 90. */
static const AipCutClip clip = {
  .id = (char *) "c", .record = 100, .duration = 50, .source = 20, .available = 90, .fade_in = 5,
  .fade_out = 10,
};

typedef struct {
  AipClipEdit edit;
  gint64      delta;
  gint64      done;
  gint64      record;
  gint64      duration;
  gint64      source;
  gint64      fade_in;
  gint64      fade_out;
} Case;

static const Case cases[] = {
  { AIP_CLIP_MOVE, 7, 7, 107, 50, 20, 5, 10 },
  { AIP_CLIP_MOVE, -200, -100, 0, 50, 20, 5, 10 },
  { AIP_CLIP_TRIM_START, 10, 10, 110, 40, 30, 5, 10 },
  { AIP_CLIP_TRIM_START, -30, -20, 80, 70, 0, 5, 10 },
  { AIP_CLIP_TRIM_START, 60, 49, 149, 1, 69, 1, 0 },
  { AIP_CLIP_TRIM_END, 15, 15, 100, 65, 20, 5, 10 },
  { AIP_CLIP_TRIM_END, 30, 20, 100, 70, 20, 5, 10 },
  { AIP_CLIP_TRIM_END, -100, -49, 100, 1, 20, 1, 0 },
  { AIP_CLIP_SLIP, 5, 5, 100, 50, 15, 5, 10 },
  { AIP_CLIP_SLIP, 30, 20, 100, 50, 0, 5, 10 },
  { AIP_CLIP_SLIP, -30, -20, 100, 50, 40, 5, 10 },
  { AIP_CLIP_FADE_IN, 3, 3, 100, 50, 20, 8, 10 },
  { AIP_CLIP_FADE_IN, 100, 35, 100, 50, 20, 40, 10 },
  { AIP_CLIP_FADE_IN, -100, -5, 100, 50, 20, 0, 10 },
  { AIP_CLIP_FADE_OUT, -3, -3, 100, 50, 20, 5, 13 },
  { AIP_CLIP_FADE_OUT, 100, 10, 100, 50, 20, 5, 0 },
  { AIP_CLIP_FADE_OUT, -100, -35, 100, 50, 20, 5, 45 },
};

static void
test_edits (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *it = &cases[i];
      AipCutClip result;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (aip_clip_edit (&clip, it->edit, it->delta, &result), ==, it->done);
      g_assert_cmpint (result.record, ==, it->record);
      g_assert_cmpint (result.duration, ==, it->duration);
      g_assert_cmpint (result.source, ==, it->source);
      g_assert_cmpint (result.fade_in, ==, it->fade_in);
      g_assert_cmpint (result.fade_out, ==, it->fade_out);
    }
}

/* Any order of edits leaves a clip that can be. */
static void
test_random (void)
{
  AipCutClip now = clip;

  for (guint i = 0; i < 20000; i++)
    {
      AipCutClip next;

      aip_clip_edit (&now, (AipClipEdit) g_test_rand_int_range (0, AIP_CLIP_FADE_OUT + 1),
                     g_test_rand_int_range (-80, 80), &next);
      now = next;
      g_assert_cmpint (now.record, >=, 0);
      g_assert_cmpint (now.source, >=, 0);
      g_assert_cmpint (now.duration, >=, 1);
      g_assert_cmpint (now.source + now.duration, <=, now.available);
      g_assert_cmpint (now.fade_in, >=, 0);
      g_assert_cmpint (now.fade_out, >=, 0);
      g_assert_cmpint (now.fade_in + now.fade_out, <=, now.duration);
    }
}

/* On another track, in its place by time, and nothing else is different. */
static void
test_preview (void)
{
  AipCutSpec spec = { "Rain", "RAIN", { 24, 1, FALSE }, 0, 1920, 1080 };
  g_autoptr(AipCut) cut = aip_cut_new (&spec);
  g_autoptr(AipCut) preview = NULL;
  AipCutTrack track = { .id = (char *) "t", .name = (char *) "A1", .is_audio = TRUE };
  AipCutClip other = clip;
  guint found;

  aip_cut_add_track (cut, &track);
  aip_cut_add_track (cut, &track);
  aip_cut_add_clip (cut, 0, &clip);
  other.id = (char *) "d";
  aip_cut_add_clip (cut, 1, &other);

  other = clip;
  other.record = 200;
  preview = aip_cut_with_clip (cut, &other, 1);
  g_assert_cmpuint (aip_cut_get_track (preview, 0)->clips->len, ==, 0);
  g_assert_cmpuint (aip_cut_get_track (preview, 1)->clips->len, ==, 2);
  g_assert_cmpint (aip_cut_find_clip (preview, "c", &found)->record, ==, 200);
  g_assert_cmpuint (found, ==, 1);
  g_assert_cmpint (aip_cut_find_clip (cut, "c", NULL)->record, ==, 100);
  g_assert_null (aip_cut_find_clip (cut, "x", NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/clip-edit/edits", test_edits);
  g_test_add_func ("/model/clip-edit/random", test_random);
  g_test_add_func ("/model/clip-edit/preview", test_preview);

  return g_test_run ();
}
