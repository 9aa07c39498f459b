/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-shot-edit"

#include "config.h"

#include "aip-error.h"
#include "aip-shot-edit.h"
#include "document-support.h"

typedef struct {
  char        *folder;
  AipDocument *document;
  AipShot     *one;
  AipShot     *two;
  GPtrArray   *first;   /* the first shot */
  GPtrArray   *both;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *project = NULL;

  fixture->folder = test_dir_new ();
  project = g_build_filename (fixture->folder, "project", NULL);
  fixture->document = test_document_create (project);
  fixture->one = test_add_shot (fixture->document, "one");
  fixture->two = test_add_shot (fixture->document, "two");
  fixture->first = g_ptr_array_new ();
  g_ptr_array_add (fixture->first, fixture->one);
  fixture->both = g_ptr_array_new ();
  g_ptr_array_add (fixture->both, fixture->one);
  g_ptr_array_add (fixture->both, fixture->two);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_ptr_array_unref (fixture->first);
  g_ptr_array_unref (fixture->both);
  test_document_close (fixture->document);
  test_dir_remove (fixture->folder);
  g_free (fixture->folder);
}

static void
type (Fixture    *fixture,
      GPtrArray  *shots,
      const char *field,
      const char *text)
{
  g_autoptr(GError) error = NULL;

  aip_shot_edit_set_text (fixture->document, shots, field, text, &error);
  g_assert_no_error (error);
}

static void
assert_reads (Fixture    *fixture,
              AipShot    *shot,
              const char *field,
              const char *expected)
{
  g_autofree char *text = aip_shot_edit_get_text (fixture->document, shot, field, FALSE);

  g_assert_cmpstr (text, ==, expected);
}

/* What is typed, and how it reads then. */
static void
test_typing (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct {
    const char *field;
    const char *typed;
    const char *reads;
  } cases[] = {
    { "description", "  부두에 비가 내린다  ", "부두에 비가 내린다" },
    { "duration", "48", "48" },
    { "duration", "2s", "48" },
    { "duration", "00:00:03:00", "72" },
    { "duration", "1,5 s", "36" },
    { "status", "ready", "Ready" },
    { "status", "review", "In Review" },
    { "status", "APPROVED", "Approved" },
    { "tags", " rain, #night,, rain ，harbour", "rain, night, harbour" },
    { "tags", "", "" },
    { "seed", "18446744073709551615", "18446744073709551615" },
    { "scene", "Rooftop", "SC-010 Rooftop" },
    { "scene", "sc-010", "SC-010 Rooftop" },
    { "scene", "", "" },
    { "place", "Old Pier", "Old Pier" },
    { "characters", "Mira, 준호", "Mira, 준호" },
    { "characters", "준호,mira", "준호, Mira" },
    { "dialogue", "JUN\nI said so.", "JUN\nI said so." },
    { "workflow", "default", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      type (fixture, fixture->first, cases[i].field, cases[i].typed);
      assert_reads (fixture, fixture->one, cases[i].field, cases[i].reads);
    }

  g_assert_cmpuint (
    aip_entity_list_get_count (aip_document_get_list (fixture->document, AIP_KIND_CHARACTER)), ==,
    2);
  g_assert_cmpuint (aip_entity_list_get_count (aip_document_get_scenes (fixture->document)), ==, 1);
}

static void
test_time_code (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *text = NULL;

  type (fixture, fixture->first, "duration", "50");
  text = aip_shot_edit_get_text (fixture->document, fixture->one, "duration", TRUE);
  g_assert_cmpstr (text, ==, "00:00:02:02");
}

/* What cannot be taken changes nothing, leaves no undo step and says what would be right. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct {
    const char *field;
    const char *typed;
    const char *says;
  } cases[] = {
    { "duration", "soon", "soon" },
    { "duration", "", NULL },
    { "status", "aproved", "Approved" },
    { "status", "approved", "It can become: Ready." },
    { "code", "SHT-0020", "SHT-0020" },
    { "code", "", NULL },
    { "seed", "-1", NULL },
    { "seed", "18446744073709551616", NULL },
    { "workflow", "no such thing", "no such thing" },
    { "created", "1", "created" },
  };
  g_autofree char *before = aip_document_dump (fixture->document);
  g_autofree char *label = g_strdup (aip_document_get_undo_label (fixture->document));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *after = NULL;

      g_assert_false (aip_shot_edit_set_text (fixture->document, fixture->first, cases[i].field,
                                              cases[i].typed, &error));
      g_assert_nonnull (error);
      g_assert_true (error->domain == AIP_ERROR);
      if (cases[i].says != NULL)
        g_assert_nonnull (strstr (error->message, cases[i].says));
      after = aip_document_dump (fixture->document);
      g_assert_cmpstr (after, ==, before);
      g_assert_cmpstr (aip_document_get_undo_label (fixture->document), ==, label);
    }
}

static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *before = aip_document_dump (fixture->document);
  g_autofree char *after = NULL;

  type (fixture, fixture->both, "scene", "Tunnel");
  g_assert_cmpstr (aip_document_get_undo_label (fixture->document), ==, "Change Scene of 2 Shots");
  assert_reads (fixture, fixture->two, "scene", "SC-010 Tunnel");

  /* The new scene goes with the step that made it. */
  g_assert_true (aip_document_undo (fixture->document));
  after = aip_document_dump (fixture->document);
  g_assert_cmpstr (after, ==, before);

  type (fixture, fixture->first, "description", "Wide");
  g_assert_cmpstr (aip_document_get_undo_label (fixture->document), ==,
                   "Change Description of SHT-0010");
}

static void
test_nothing_new (Fixture       *fixture,
                  gconstpointer  data)
{
  gint64 position = aip_document_get_position (fixture->document);

  type (fixture, fixture->both, "status", "draft");
  type (fixture, fixture->first, "description", "one");
  g_assert_cmpint (aip_document_get_position (fixture->document), ==, position);
}

static void
assert_codes (Fixture    *fixture,
              const char *expected)
{
  g_autofree char *codes = test_codes (fixture->document);

  g_assert_cmpstr (codes, ==, expected);
}

static void
test_rows (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GPtrArray) copies = NULL;
  AipShot *between, *above;

  type (fixture, fixture->first, "scene", "Rooftop");
  type (fixture, fixture->both, "status", "ready");

  between = aip_shot_edit_insert (fixture->document, fixture->one, TRUE, NULL);
  assert_codes (fixture, "SHT-0010 SHT-0015 SHT-0020");
  assert_reads (fixture, between, "scene", "SC-010 Rooftop");

  /* Above the first of a scene belongs to that scene, not to the one before. */
  above = aip_shot_edit_insert (fixture->document, fixture->two, FALSE, NULL);
  assert_reads (fixture, above, "scene", "");
  g_assert_nonnull (aip_shot_edit_insert (fixture->document, NULL, TRUE, NULL));

  copies = aip_shot_edit_duplicate (fixture->document, fixture->both, NULL);
  g_assert_cmpuint (copies->len, ==, 2);
  g_assert_cmpstr (aip_document_get_undo_label (fixture->document), ==, "Duplicate 2 Shots");
  assert_reads (fixture, g_ptr_array_index (copies, 1), "status", "Ready");

  g_assert_true (aip_shot_edit_remove (fixture->document, copies, NULL));
  g_assert_cmpstr (aip_document_get_undo_label (fixture->document), ==, "Delete 2 Shots");
  for (guint i = 0; i < 6; i++)
    g_assert_true (aip_document_undo (fixture->document));
  assert_codes (fixture, "SHT-0010 SHT-0020");
}

static void
test_move (Fixture       *fixture,
           gconstpointer  data)
{
  AipShot *three = test_add_shot (fixture->document, "three");
  AipShot *four = test_add_shot (fixture->document, "four");
  g_autoptr(GPtrArray) pair = g_ptr_array_new ();
  gint64 position;

  g_ptr_array_add (pair, fixture->one);
  g_ptr_array_add (pair, three);
  type (fixture, fixture->first, "scene", "Rooftop");

  g_assert_true (aip_shot_edit_move (fixture->document, pair, four, TRUE, TRUE, NULL));
  assert_codes (fixture, "SHT-0020 SHT-0040 SHT-0010 SHT-0030");
  g_assert_cmpstr (aip_document_get_undo_label (fixture->document), ==, "Move 2 Shots");
  assert_reads (fixture, fixture->one, "scene", "");
  g_assert_true (aip_document_undo (fixture->document));
  assert_codes (fixture, "SHT-0010 SHT-0020 SHT-0030 SHT-0040");
  assert_reads (fixture, fixture->one, "scene", "SC-010 Rooftop");

  /* After the first of two that are moved themselves comes the next that is not. */
  g_assert_true (aip_shot_edit_move (fixture->document, pair, fixture->two, TRUE, FALSE, NULL));
  assert_codes (fixture, "SHT-0020 SHT-0010 SHT-0030 SHT-0040");

  position = aip_document_get_position (fixture->document);
  g_assert_true (aip_shot_edit_move (fixture->document, pair, three, TRUE, FALSE, NULL));
  g_assert_cmpint (aip_document_get_position (fixture->document), ==, position);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/shot-edit/typing", Fixture, NULL, set_up, test_typing, tear_down);
  g_test_add ("/shot-edit/time-code", Fixture, NULL, set_up, test_time_code, tear_down);
  g_test_add ("/shot-edit/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/shot-edit/many", Fixture, NULL, set_up, test_many, tear_down);
  g_test_add ("/shot-edit/nothing-new", Fixture, NULL, set_up, test_nothing_new, tear_down);
  g_test_add ("/shot-edit/rows", Fixture, NULL, set_up, test_rows, tear_down);
  g_test_add ("/shot-edit/move", Fixture, NULL, set_up, test_move, tear_down);

  return g_test_run ();
}
