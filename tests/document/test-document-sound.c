/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Sound beside the shots: it stays where its picture is, whatever is done to the shots. */

#include "config.h"

#include <string.h>

#include "aip-clip.h"
#include "aip-document-cut.h"
#include "aip-error.h"
#include "aip-order.h"
#include "aip-track.h"
#include "document-support.h"

/* Three shots of 48 frames, a line at frame 10 of the second and music from the beginning. */
typedef struct {
  char        *folder;
  AipDocument *document;
  AipShot     *shots[3];
  AipEntity   *track;
  AipEntity   *line;
  AipEntity   *music;
} Fixture;

static AipEntity *
add_clip (Fixture *fixture,
          gint64   start)
{
  g_autofree char *fields =
    g_strdup_printf ("'track': <'%s'>, 'start': <int64 %" G_GINT64_FORMAT ">, "
                     "'duration': <int64 20>, 'file': <'assets/a.wav'>",
                     aip_entity_get_id (fixture->track), start);

  return test_add (fixture->document, AIP_KIND_CLIP, fields);
}

static void
set_up (Fixture *fixture)
{
  fixture->folder = test_dir_new ();
  fixture->document = test_document_create (fixture->folder);
  for (guint i = 0; i < G_N_ELEMENTS (fixture->shots); i++)
    fixture->shots[i] = test_add_shot (fixture->document, "Shot");
  aip_document_begin (fixture->document, "Lengths");
  for (guint i = 0; i < G_N_ELEMENTS (fixture->shots); i++)
    {
      AipEntity *shot = AIP_ENTITY (fixture->shots[i]);

      g_assert_true (aip_document_set_integer (fixture->document, shot, "duration", 48, NULL));
      g_assert_true (aip_document_set_integer (fixture->document, shot, "source-in", 100, NULL));
    }
  aip_document_commit (fixture->document);
  fixture->track = test_add (fixture->document, AIP_KIND_TRACK, "'name': <'Dialogue'>");
  fixture->line = add_clip (fixture, 58);
  fixture->music = add_clip (fixture, 0);
}

static void
tear_down (Fixture *fixture)
{
  test_document_close (fixture->document);
  test_dir_remove (fixture->folder);
  g_free (fixture->folder);
}

static void
set (Fixture    *fixture,
     gpointer    entity,
     const char *field,
     GVariant   *value)
{
  g_autoptr(GError) error = NULL;

  aip_document_begin (fixture->document, "Set");
  aip_document_set (fixture->document, entity, field, value, &error);
  g_assert_no_error (error);
  aip_document_commit (fixture->document);
}

static void
move_first (Fixture *fixture,
            AipShot *shot)
{
  AipEntity *first = AIP_ENTITY (fixture->shots[0]);

  set (fixture, shot, "order",
       g_variant_new_take_string (aip_order_between (NULL, aip_entity_get_text (first, "order"))));
}

static gint64
start_of (AipEntity *clip)
{
  return aip_clip_get_start (AIP_CLIP (clip));
}

static gint64
drift_of (Fixture   *fixture,
          AipEntity *entity)
{
  g_autoptr(AipCut) cut = aip_document_dup_cut (fixture->document);
  GPtrArray *clips = aip_cut_get_track (cut, 0)->clips;

  for (guint i = 0; i < clips->len; i++)
    {
      const AipCutClip *clip = clips->pdata[i];

      if (g_str_equal (clip->id, aip_entity_get_id (entity)))
        return aip_cut_get_drift (cut, clip);
    }

  g_assert_not_reached ();
}

/* A length typed in the table, a head that is trimmed, another order: one step each, back in one. */
static void
test_follows (void)
{
  Fixture fixture;
  AipEntity *line;

  set_up (&fixture);
  line = fixture.line;
  g_assert_cmpstr (aip_clip_get_anchor (AIP_CLIP (line)), ==,
                   aip_entity_get_id (AIP_ENTITY (fixture.shots[1])));
  g_assert_cmpint (aip_clip_get_anchor_frame (AIP_CLIP (line)), ==, 110);

  set (&fixture, fixture.shots[0], "duration", g_variant_new_int64 (60));
  g_assert_cmpint (start_of (line), ==, 70);
  g_assert_cmpint (start_of (fixture.music), ==, 0);
  g_assert_true (aip_document_undo (fixture.document));
  g_assert_cmpint (start_of (line), ==, 58);
  g_assert_true (aip_document_redo (fixture.document));
  g_assert_cmpint (start_of (line), ==, 70);
  g_assert_true (aip_document_undo (fixture.document));

  /* Four frames less at the head of the shot itself: what is seen with it comes earlier. */
  aip_document_begin (fixture.document, "Trim");
  g_assert_true (aip_document_set_integer (fixture.document, AIP_ENTITY (fixture.shots[1]),
                                           "source-in", 104, NULL));
  g_assert_true (aip_document_set_integer (fixture.document, AIP_ENTITY (fixture.shots[1]),
                                           "duration", 44, NULL));
  aip_document_commit (fixture.document);
  g_assert_cmpint (start_of (line), ==, 54);
  g_assert_cmpint (drift_of (&fixture, line), ==, 0);
  g_assert_true (aip_document_undo (fixture.document));

  /* The shot goes to the front; the music stays with what it began with. */
  move_first (&fixture, fixture.shots[1]);
  g_assert_cmpint (start_of (line), ==, 10);
  g_assert_cmpint (start_of (fixture.music), ==, 48);
  g_assert_true (aip_document_undo (fixture.document));
  g_assert_cmpint (start_of (line), ==, 58);
  g_assert_cmpint (start_of (fixture.music), ==, 0);

  /* Left out and back in. */
  set (&fixture, fixture.shots[0], "omitted", g_variant_new_boolean (TRUE));
  g_assert_cmpint (start_of (line), ==, 10);
  g_assert_cmpint (start_of (fixture.music), ==, 0);
  set (&fixture, fixture.shots[0], "omitted", g_variant_new_boolean (FALSE));
  g_assert_cmpint (start_of (line), ==, 58);
  g_assert_cmpint (start_of (fixture.music), ==, 0);

  tear_down (&fixture);
}

/* Where it is put by hand is where it belongs from then on. */
static void
test_put (void)
{
  Fixture fixture;

  set_up (&fixture);
  set (&fixture, fixture.line, "start", g_variant_new_int64 (100));
  g_assert_cmpstr (aip_clip_get_anchor (AIP_CLIP (fixture.line)), ==,
                   aip_entity_get_id (AIP_ENTITY (fixture.shots[2])));
  set (&fixture, fixture.shots[1], "duration", g_variant_new_int64 (40));
  g_assert_cmpint (start_of (fixture.line), ==, 92);

  /* Beyond the film there is nothing to belong to. */
  set (&fixture, fixture.line, "start", g_variant_new_int64 (10000));
  g_assert_cmpstr (aip_clip_get_anchor (AIP_CLIP (fixture.line)), ==, "");
  set (&fixture, fixture.shots[1], "duration", g_variant_new_int64 (48));
  g_assert_cmpint (start_of (fixture.line), ==, 10000);

  tear_down (&fixture);
}

/* Switched off, sound stays where it is on the tracks, and how far it is off can be seen. */
static void
test_stays (void)
{
  Fixture fixture;
  AipEntity *project;

  set_up (&fixture);
  project = AIP_ENTITY (aip_document_get_project (fixture.document));
  set (&fixture, project, "sound-follows", g_variant_new_boolean (FALSE));
  set (&fixture, fixture.shots[0], "duration", g_variant_new_int64 (60));
  g_assert_cmpint (start_of (fixture.line), ==, 58);
  g_assert_cmpint (drift_of (&fixture, fixture.line), ==, -12);
  g_assert_cmpint (drift_of (&fixture, fixture.music), ==, 0);

  /* What was off stays off by as much when sound moves again. */
  set (&fixture, project, "sound-follows", g_variant_new_boolean (TRUE));
  set (&fixture, fixture.shots[0], "duration", g_variant_new_int64 (70));
  g_assert_cmpint (start_of (fixture.line), ==, 68);
  g_assert_cmpint (drift_of (&fixture, fixture.line), ==, -12);

  tear_down (&fixture);
}

/* The part of a shot that became a shot of its own takes its sound along. */
static void
test_split (void)
{
  Fixture fixture;
  AipShot *rest;

  set_up (&fixture);
  aip_document_begin (fixture.document, "Split");
  rest = aip_document_split_shot (fixture.document, fixture.shots[1], 8, NULL);
  aip_document_commit (fixture.document);
  g_assert_cmpint (start_of (fixture.line), ==, 58);
  g_assert_cmpstr (aip_clip_get_anchor (AIP_CLIP (fixture.line)), ==,
                   aip_entity_get_id (AIP_ENTITY (rest)));
  move_first (&fixture, rest);
  g_assert_cmpint (start_of (fixture.line), ==, 2);

  tear_down (&fixture);
}

static void
expect_locked (Fixture  *fixture,
               gboolean  done,
               GError  **error)
{
  g_assert_false (done);
  g_assert_error (*error, AIP_ERROR, AIP_ERROR_LOCKED);
  g_assert_nonnull (strstr ((*error)->message, "Dialogue"));
  g_clear_error (error);
  aip_document_rollback (fixture->document);
}

static void
test_locked (void)
{
  Fixture fixture;
  g_autoptr(GError) error = NULL;
  AipEntity *other;
  AipEntity *loose;
  AipDocument *document;
  const char *id;
  GVariantDict fields;

  set_up (&fixture);
  document = fixture.document;
  id = aip_entity_get_id (fixture.track);
  other = test_add (document, AIP_KIND_TRACK, "'name': <'Music'>");
  loose = add_clip (&fixture, 30);
  set (&fixture, loose, "track", g_variant_new_string (aip_entity_get_id (other)));
  set (&fixture, fixture.track, "locked", g_variant_new_boolean (TRUE));

  aip_document_begin (document, "Move");
  expect_locked (&fixture, aip_document_set_integer (document, fixture.line, "start", 1, &error),
                 &error);
  aip_document_begin (document, "Delete");
  expect_locked (&fixture, aip_document_remove (document, fixture.line, &error), &error);
  aip_document_begin (document, "Delete");
  expect_locked (&fixture, aip_document_remove (document, fixture.track, &error), &error);
  aip_document_begin (document, "Move");
  expect_locked (&fixture, aip_document_set_text (document, loose, "track", id, &error), &error);
  aip_document_begin (document, "Add");
  g_variant_dict_init (&fields, NULL);
  g_variant_dict_insert (&fields, "track", "s", id);
  expect_locked (&fixture, aip_document_insert (document, AIP_KIND_CLIP,
                                                g_variant_dict_end (&fields), &error) != NULL,
                 &error);
  aip_document_begin (document, "Rename");
  expect_locked (&fixture, aip_document_set_text (document, fixture.track, "name", "x", &error),
                 &error);

  /* It may still be heard or not; and it does not follow the shots. */
  set (&fixture, fixture.track, "muted", g_variant_new_boolean (TRUE));
  set (&fixture, fixture.shots[0], "duration", g_variant_new_int64 (58));
  g_assert_cmpint (start_of (fixture.line), ==, 58);
  g_assert_cmpint (drift_of (&fixture, fixture.line), ==, -10);
  g_assert_cmpint (start_of (loose), ==, 30);

  tear_down (&fixture);
}

/* What a drag shows while it goes on is what letting go makes. */
static void
test_preview (void)
{
  Fixture fixture;
  g_autoptr(AipCut) cut = NULL;
  g_autoptr(AipCut) preview = NULL;
  g_autoptr(GArray) changes = NULL;
  const AipCutClip *clip;

  set_up (&fixture);
  cut = aip_document_dup_cut (fixture.document);
  aip_cut_trim (cut, AIP_CUT_TRIM_END, 0, -20, &changes);
  preview = aip_cut_with_changes (cut, changes);
  clip = aip_cut_get_track (preview, 0)->clips->pdata[1];
  g_assert_cmpint (clip->record, ==, 38);

  aip_document_begin (fixture.document, "Trim");
  g_assert_true (aip_document_apply_trim (fixture.document, cut, changes, NULL));
  aip_document_commit (fixture.document);
  g_assert_cmpint (start_of (fixture.line), ==, clip->record);

  tear_down (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/sound/follows", test_follows);
  g_test_add_func ("/document/sound/put", test_put);
  g_test_add_func ("/document/sound/stays", test_stays);
  g_test_add_func ("/document/sound/split", test_split);
  g_test_add_func ("/document/sound/locked", test_locked);
  g_test_add_func ("/document/sound/preview", test_preview);

  return g_test_run ();
}
