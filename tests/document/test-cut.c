/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-document-cut.h"
#include "aip-error.h"
#include "document-support.h"

static void
set (AipDocument *document,
     AipShot     *shot,
     const char  *field,
     GVariant    *value)
{
  g_autoptr(GError) error = NULL;

  aip_document_begin (document, "Set");
  aip_document_set (document, AIP_ENTITY (shot), field, value, &error);
  g_assert_no_error (error);
  aip_document_commit (document);
}

/* The picture of the cut is the shot list: order, lengths, what is left out, what was made. */
static void
test_from_shots (void)
{
  g_autofree char *folder = test_dir_new ();
  AipDocument *document = test_document_create (folder);
  AipShot *first = test_add_shot (document, "Rain");
  AipShot *second = test_add_shot (document, "Street");
  AipShot *third = test_add_shot (document, "Door");
  AipEntity *track = test_add (document, AIP_KIND_TRACK, "'name': <'Music'>");
  g_autofree char *clip = NULL;
  g_autofree char *take = NULL;
  g_autoptr(AipCut) cut = NULL;
  g_autoptr(AipCut) shorter = NULL;
  const AipCutShot *shot;

  set (document, first, "duration", g_variant_new_int64 (24));
  set (document, third, "source-in", g_variant_new_int64 (8));
  /* 81 frames at 16 a second are five seconds and one sixteenth: 121 whole frames of the film. */
  take = g_strdup_printf ("'shot': <'%s'>, 'number': <int64 1>, 'frames': <int64 81>, "
                          "'rate-numerator': <int64 16>, 'rate-denominator': <int64 1>, "
                          "'media-type': <'video/mp4'>, 'file': <'takes/a.mp4'>",
                          aip_entity_get_id (AIP_ENTITY (third)));
  test_record (document, AIP_KIND_TAKE, take);
  clip = g_strdup_printf ("'track': <'%s'>, 'name': <'song'>, 'start': <int64 12>, "
                          "'duration': <int64 100>", aip_entity_get_id (track));
  test_add (document, AIP_KIND_CLIP, clip);
  test_add (document, AIP_KIND_MARKER, "'frame': <int64 30>, 'name': <'later'>");
  test_add (document, AIP_KIND_MARKER, "'frame': <int64 5>, 'name': <'early'>");

  cut = aip_document_dup_cut (document);
  g_assert_cmpint (aip_cut_get_start (cut), ==, 24 * 3600);
  g_assert_cmpuint (aip_cut_get_n_shots (cut), ==, 3);
  shot = aip_cut_get_shot (cut, 1);
  g_assert_cmpstr (shot->code, ==, "SHT-0020");
  g_assert_cmpint (shot->record, ==, 24);
  g_assert_cmpint (shot->media, ==, AIP_CUT_CARD);
  shot = aip_cut_get_shot (cut, 2);
  g_assert_cmpint (shot->media, ==, AIP_CUT_MOVIE);
  g_assert_cmpint (shot->source, ==, 8);
  g_assert_cmpint (shot->available, ==, 121);
  g_assert_cmpstr (shot->file, ==, "takes/a.mp4");
  g_assert_cmpuint (aip_cut_get_n_tracks (cut), ==, 1);
  g_assert_cmpuint (aip_cut_get_track (cut, 0)->clips->len, ==, 1);
  g_assert_cmpstr (aip_cut_get_marker (cut, 0)->name, ==, "early");

  set (document, second, "omitted", g_variant_new_boolean (TRUE));
  shorter = aip_document_dup_cut (document);
  g_assert_cmpuint (aip_cut_get_n_shots (shorter), ==, 2);
  g_assert_cmpint (aip_cut_get_shot (shorter, 1)->record, ==, 24);
  /* Who holds the cut of before still has it. */
  g_assert_cmpuint (aip_cut_get_n_shots (cut), ==, 3);

  test_document_close (document);
  test_dir_remove (folder);
}

/* A take of which only a part was made stands in for the whole one: the same frames stay in the cut. */
static void
test_part (void)
{
  g_autofree char *folder = test_dir_new ();
  AipDocument *document = test_document_create (folder);
  AipShot *item = test_add_shot (document, "Rain");
  const char *id = aip_entity_get_id (AIP_ENTITY (item));
  g_autofree char *whole = NULL;
  g_autofree char *part = NULL;
  g_autoptr(AipCut) before = NULL;
  g_autoptr(AipCut) after = NULL;
  g_autoptr(GArray) changes = NULL;
  g_autoptr(GError) error = NULL;
  AipEntity *take;
  const AipCutShot *shot;
  gint64 head, tail;

  whole = g_strdup_printf ("'shot': <'%s'>, 'number': <int64 1>, 'frames': <int64 120>, "
                           "'rate-numerator': <int64 24>, 'rate-denominator': <int64 1>, "
                           "'media-type': <'video/mp4'>, 'file': <'takes/a.mp4'>", id);
  take = test_record (document, AIP_KIND_TAKE, whole);
  set (document, item, "source-in", g_variant_new_int64 (30));
  before = aip_document_dup_cut (document);
  g_assert_cmpint (aip_cut_get_shot (before, 0)->source, ==, 30);

  /* Frames 22 to 85 of it, at twice the rate: 48 that are used and 8 on both sides. */
  part = g_strdup_printf ("'shot': <'%s'>, 'number': <int64 2>, 'frames': <int64 128>, "
                          "'rate-numerator': <int64 48>, 'rate-denominator': <int64 1>, "
                          "'media-type': <'video/mp4'>, 'file': <'takes/b.mp4'>, "
                          "'offset': <int64 22>", id);
  test_record (document, AIP_KIND_TAKE, part);
  after = aip_document_dup_cut (document);
  shot = aip_cut_get_shot (after, 0);
  g_assert_cmpstr (shot->file, ==, "takes/b.mp4");
  g_assert_cmpint (shot->source, ==, 8);
  g_assert_cmpint (shot->duration, ==, aip_cut_get_shot (before, 0)->duration);
  aip_cut_shot_get_handles (shot, &head, &tail);
  g_assert_cmpint (head, ==, 8);
  g_assert_cmpint (tail, ==, 8);

  /* A trim goes as far as the new take does, and means the same frame of the old one. */
  g_assert_cmpint (aip_cut_trim (after, AIP_CUT_TRIM_START, 0, -20, &changes), ==, -8);
  aip_document_begin (document, "Trim");
  g_assert_true (aip_document_apply_trim (document, after, changes, &error));
  g_assert_no_error (error);
  aip_document_commit (document);
  g_assert_cmpint (aip_shot_get_source_in (item), ==, 22);
  g_assert_cmpint (aip_shot_get_duration (item), ==, 56);

  set (document, item, "current-take", g_variant_new_string (aip_entity_get_id (take)));
  g_clear_pointer (&before, aip_cut_unref);
  before = aip_document_dup_cut (document);
  g_assert_cmpint (aip_cut_get_shot (before, 0)->source, ==, 22);

  test_document_close (document);
  test_dir_remove (folder);
}

static void
test_trim (void)
{
  g_autofree char *folder = test_dir_new ();
  AipDocument *document = test_document_create (folder);
  AipShot *first = test_add_shot (document, "Rain");
  AipShot *second = test_add_shot (document, "Street");
  g_autoptr(AipCut) cut = aip_document_dup_cut (document);
  g_autoptr(GArray) changes = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (aip_cut_trim (cut, AIP_CUT_ROLL, 1, 12, &changes), ==, 12);
  aip_document_begin (document, "Roll");
  g_assert_true (aip_document_apply_trim (document, cut, changes, &error));
  g_assert_no_error (error);
  aip_document_commit (document);
  g_assert_cmpint (aip_shot_get_duration (first), ==, 60);
  g_assert_cmpint (aip_shot_get_duration (second), ==, 36);

  g_assert_true (aip_document_undo (document));
  g_assert_cmpint (aip_shot_get_duration (first), ==, 48);
  g_assert_cmpint (aip_shot_get_duration (second), ==, 48);

  /* A drag that ends after somebody locked one of the two changes neither. */
  set (document, second, "locked", g_variant_new_boolean (TRUE));
  aip_document_begin (document, "Roll");
  g_assert_false (aip_document_apply_trim (document, cut, changes, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_LOCKED);
  aip_document_rollback (document);
  g_assert_cmpint (aip_shot_get_duration (first), ==, 48);

  test_document_close (document);
  test_dir_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/cut/from-shots", test_from_shots);
  g_test_add_func ("/document/cut/part", test_part);
  g_test_add_func ("/document/cut/trim", test_trim);

  return g_test_run ();
}
