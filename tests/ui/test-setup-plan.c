/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-setup-plan"

#include "config.h"

#include <time.h>

#include <string.h>

#include "aip-cinema.h"
#include "aip-paths.h"
#include "aip-setup-number.h"
#include "aip-setup-plan.h"
#include "aip-shot-setup.h"
#include "document-support.h"

#define N_MANY 10000
/* What one frame may take, with room for a slow machine: the slices are half of it. */
#define MAX_SLICE_MS 40

typedef struct {
  char         *folder;
  AipDocument  *document;
  AipCinema    *cinema;
  GPtrArray    *shots;
  AipSetupPlan *plan;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *project = NULL;
  g_autofree char *shipped = aip_paths_data_file ("presets");
  const AipRuleContext context = AIP_RULE_CONTEXT_INIT;
  g_autoptr(GError) error = NULL;

  fixture->cinema = aip_cinema_load (shipped, NULL, NULL, &error);
  g_assert_no_error (error);
  fixture->folder = test_dir_new ();
  project = g_build_filename (fixture->folder, "project", NULL);
  fixture->document = test_document_create (project);
  fixture->shots = g_ptr_array_new ();
  fixture->plan = aip_setup_plan_new (fixture->document, fixture->cinema->catalogue, &context);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->plan);
  g_ptr_array_unref (fixture->shots);
  aip_cinema_unref (fixture->cinema);
  test_document_close (fixture->document);
  test_dir_remove (fixture->folder);
  g_free (fixture->folder);
}

static void
add_shot (Fixture    *fixture,
          const char *setup)
{
  AipShot *shot = test_add_shot (fixture->document, "shot");

  if (*setup != '\0')
    test_set_text (fixture->document, shot, "setup", setup);
  g_ptr_array_add (fixture->shots, shot);
}

static AipSetup
read_setup (Fixture    *fixture,
            const char *text)
{
  AipSetup setup;
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  aip_shot_setup_parse (text, aip_document_get_project (fixture->document),
                        fixture->cinema->catalogue, &setup, problems);
  g_assert_cmpuint (problems->len, ==, 0);

  return setup;
}

static AipSetup
setup_of (Fixture *fixture,
          guint    index)
{
  return read_setup (fixture, aip_shot_get_setup (g_ptr_array_index (fixture->shots, index)));
}

static void
apply (Fixture *fixture,
       guint    expected)
{
  g_autoptr(GError) error = NULL;
  guint n_changed;

  aip_setup_plan_apply (fixture->plan, &n_changed, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_changed, ==, expected);
}

/* Only lens and light of one shot into two others, in one step. */
static void
test_groups (Fixture       *fixture,
             gconstpointer  data)
{
  const guint64 fields = AIP_SETUP_BIT (AIP_SETUP_LENS) | AIP_SETUP_BIT (AIP_SETUP_FOCAL)
                         | AIP_SETUP_BIT (AIP_SETUP_KEY);
  AipSetup from;
  g_autoptr(AipSetupChange) change = NULL;

  add_shot (fixture, "{\"body\":\"arri_alexa_mini\",\"lens\":\"cooke_s4\",\"focal\":32}");
  add_shot (fixture, "");
  add_shot (fixture, "{\"lens\":\"cooke_s4\",\"focal\":50,\"mood\":\"serene\"}");
  from = read_setup (fixture, "{\"lens\":\"cooke_s4\",\"focal\":50,\"stop\":4,\"mood\":\"tense\"}");

  aip_setup_plan_set_shots (fixture->plan, fixture->shots);
  aip_setup_plan_set_change (fixture->plan, &from, fields);
  g_assert_true (aip_setup_plan_is_complete (fixture->plan));
  g_assert_cmpuint (aip_setup_plan_get_n_shots (fixture->plan), ==, 3);
  g_assert_cmpuint (aip_setup_plan_get_n_changed (fixture->plan), ==, 2);
  g_assert_cmpuint (aip_setup_plan_get_fields (fixture->plan), ==,
                    AIP_SETUP_BIT (AIP_SETUP_LENS) | AIP_SETUP_BIT (AIP_SETUP_FOCAL));

  /* The first of the list is the first that changes, with what it says now and then. */
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->plan)), ==, 2);
  change = g_list_model_get_item (G_LIST_MODEL (fixture->plan), 0);
  g_assert_true (aip_setup_change_get_shot (change) == g_ptr_array_index (fixture->shots, 0));
  g_assert_cmpuint (aip_setup_change_get_fields (change), ==, AIP_SETUP_BIT (AIP_SETUP_FOCAL));
  g_assert_cmpfloat (aip_setup_change_get_before (change)->focal, ==, 32);
  g_assert_cmpfloat (aip_setup_change_get_after (change)->focal, ==, 50);

  apply (fixture, 2);
  g_assert_cmpstr (aip_document_get_undo_label (fixture->document), ==, "Change Setup of 2 Shots");
  g_assert_cmpfloat (setup_of (fixture, 0).focal, ==, 50);
  g_assert_cmpstr (setup_of (fixture, 0).body->gear.id, ==, "arri_alexa_mini");
  g_assert_cmpstr (setup_of (fixture, 1).lens->gear.id, ==, "cooke_s4");
  g_assert_cmpuint (setup_of (fixture, 1).given & AIP_SETUP_BIT (AIP_SETUP_STOP), ==, 0);
  g_assert_cmpint (setup_of (fixture, 2).mood, ==, AIP_MOOD_SERENE);

  /* One step back and all of it is gone. */
  aip_document_undo (fixture->document);
  g_assert_cmpfloat (setup_of (fixture, 0).focal, ==, 32);
  g_assert_cmpstr (aip_shot_get_setup (g_ptr_array_index (fixture->shots, 1)), ==, "");

  /* And nothing to change leaves no step. */
  aip_setup_plan_set_change (fixture->plan, &from, 0);
  g_assert_cmpuint (aip_setup_plan_get_n_changed (fixture->plan), ==, 0);
  apply (fixture, 0);
  g_assert_cmpstr (aip_document_get_undo_label (fixture->document), !=, "Change Setup of 2 Shots");
}

/* A recording mode is one of its camera, a focal length one of its lens. */
static void
test_merge (Fixture       *fixture,
            gconstpointer  data)
{
  AipSetup alexa = read_setup (fixture, "{\"body\":\"arri_alexa_studio\",\"mode\":\"16_9\","
                                        "\"lens\":\"cooke_s4\",\"focal\":32}");
  AipSetup d21 = read_setup (fixture, "{\"body\":\"arri_d21\",\"mode\":\"4_3\","
                                      "\"lens\":\"arri_signature_prime\",\"focal\":29}");
  AipSetup bare = { 0, };
  AipSetup setup;

  setup = alexa;
  aip_setup_merge (&setup, &d21, AIP_SETUP_BIT (AIP_SETUP_MODE));
  g_assert_true (aip_setup_equal (&setup, &alexa));
  setup = bare;
  aip_setup_merge (&setup, &d21, AIP_SETUP_BIT (AIP_SETUP_MODE));
  g_assert_true (aip_setup_equal (&setup, &bare));

  setup = alexa;
  aip_setup_merge (&setup, &d21, AIP_SETUP_BIT (AIP_SETUP_BODY));
  g_assert_cmpstr (setup.body->gear.id, ==, "arri_d21");
  g_assert_true (aip_setup_has (&setup, AIP_SETUP_MODE));
  g_assert_cmpstr (setup.body->modes[setup.mode].id, ==, "16_9");

  setup = alexa;
  aip_setup_merge (&setup, &bare, AIP_SETUP_BIT (AIP_SETUP_BODY));
  g_assert_false (aip_setup_has (&setup, AIP_SETUP_BODY));
  g_assert_false (aip_setup_has (&setup, AIP_SETUP_MODE));

  setup = alexa;
  aip_setup_merge (&setup, &d21, AIP_SETUP_BIT (AIP_SETUP_LENS));
  g_assert_cmpstr (setup.lens->gear.id, ==, "arri_signature_prime");
  g_assert_cmpfloat (setup.focal, ==, 29);
  setup = alexa;
  aip_setup_merge (&setup, &d21, AIP_SETUP_BIT (AIP_SETUP_FOCAL));
  g_assert_cmpstr (setup.lens->gear.id, ==, "cooke_s4");
  g_assert_cmpfloat (setup.focal, ==, aip_lens_get_nearest_focal (alexa.lens, 29));

  setup = alexa;
  aip_setup_merge (&setup, &d21, AIP_ALL_FIELDS);
  g_assert_true (aip_setup_equal (&setup, &d21));
}

/* What was impossible before is no objection; what becomes so is one, counted by shot. */
static void
test_objections (Fixture       *fixture,
                 gconstpointer  data)
{
  AipSetup modern = read_setup (fixture, "{\"body\":\"arri_alexa_mini\",\"mood\":\"tense\"}");
  g_auto(GStrv) first = NULL;
  g_auto(GStrv) second = NULL;
  guint n_shots;

  add_shot (fixture, "{\"year\":1962}");
  add_shot (fixture, "{\"year\":1962,\"body\":\"arri_alexa_mini\"}");
  add_shot (fixture, "{\"year\":2020}");
  aip_setup_plan_set_shots (fixture->plan, fixture->shots);
  aip_setup_plan_set_change (fixture->plan, &modern, AIP_SETUP_BIT (AIP_SETUP_BODY)
                                                     | AIP_SETUP_BIT (AIP_SETUP_MOOD));
  g_assert_cmpuint (aip_setup_plan_get_n_changed (fixture->plan), ==, 3);
  first = aip_setup_plan_dup_objections (fixture->plan, &n_shots);
  g_assert_cmpuint (n_shots, ==, 1);
  g_assert_cmpuint (g_strv_length (first), ==, 1);
  g_assert_nonnull (strstr (first[0], "ALEXA Mini"));

  aip_setup_plan_set_change (fixture->plan, &modern, AIP_SETUP_BIT (AIP_SETUP_MOOD));
  second = aip_setup_plan_dup_objections (fixture->plan, &n_shots);
  g_assert_cmpuint (n_shots, ==, 0);
  g_assert_cmpuint (g_strv_length (second), ==, 0);
}

/* Somebody else edits while the dialog is open: their work stays. */
static void
test_meanwhile (Fixture       *fixture,
                gconstpointer  data)
{
  AipSetup setup = read_setup (fixture, "{\"mood\":\"tense\"}");

  add_shot (fixture, "{\"tone\":\"sepia\"}");
  aip_setup_plan_set_shots (fixture->plan, fixture->shots);
  aip_setup_plan_set_change (fixture->plan, &setup, AIP_SETUP_BIT (AIP_SETUP_MOOD));
  test_set_text (fixture->document, g_ptr_array_index (fixture->shots, 0), "setup",
                 "{\"tone\":\"sepia\",\"time\":\"night\"}");

  apply (fixture, 1);
  g_assert_cmpstr (aip_document_get_undo_label (fixture->document), ==,
                   "Change Setup of SHT-0010");
  g_assert_cmpint (setup_of (fixture, 0).time, ==, AIP_NIGHT);
  g_assert_cmpint (setup_of (fixture, 0).mood, ==, AIP_MOOD_TENSE);
}

/* By what this thread did: the machine has others to serve. */
static double
thread_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
}

/* Ten thousand different setups never hold up a frame. */
static void
test_slices (Fixture       *fixture,
             gconstpointer  data)
{
  AipSetup setup = read_setup (fixture, "{\"mood\":\"tense\"}");
  double before;
  double longest = 0;

  aip_document_begin (fixture->document, "Fill");
  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"body\":\"arri_alexa_mini\",\"focus\":%.3f}",
                                               1 + i / 1000.0);
      GVariantDict dict;

      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert (&dict, "setup", "s", text);
      g_ptr_array_add (fixture->shots, aip_document_insert_shot (fixture->document, NULL,
                                                                 g_variant_dict_end (&dict),
                                                                 NULL));
    }
  aip_document_commit (fixture->document);

  before = thread_ms ();
  aip_setup_plan_set_shots (fixture->plan, fixture->shots);
  aip_setup_plan_set_change (fixture->plan, &setup, AIP_SETUP_BIT (AIP_SETUP_MOOD));
  longest = thread_ms () - before;
  g_assert_false (aip_setup_plan_is_complete (fixture->plan));

  while (!aip_setup_plan_is_complete (fixture->plan))
    {
      before = thread_ms ();
      g_main_context_iteration (NULL, TRUE);
      longest = MAX (longest, thread_ms () - before);
    }
  g_test_message ("longest slice: %.2f ms", longest);
  g_assert_cmpfloat (longest, <, MAX_SLICE_MS);
  g_assert_cmpuint (aip_setup_plan_get_n_changed (fixture->plan), ==, N_MANY);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->plan)), ==, N_MANY);

  before = g_get_monotonic_time ();
  apply (fixture, N_MANY);
  g_test_message ("applied in %.0f ms", (double) (g_get_monotonic_time () - before) / 1000.0);
  g_assert_cmpint (setup_of (fixture, N_MANY - 1).mood, ==, AIP_MOOD_TENSE);
  aip_document_undo (fixture->document);
  g_assert_false (strstr (aip_shot_get_setup (g_ptr_array_index (fixture->shots, 0)), "tense")
                  != NULL);
}

static void
test_numbers (void)
{
  static const struct {
    const char *text;
    double      number;
  } numbers[] = {
    { "50", 50 },       { "50 mm", 50 },    { "2,8", 2.8 },       { "T2.8", 2.8 },
    { "2.39:1", 2.39 }, { "16:9", 16.0 / 9 }, { "1:1.85", 1 / 1.85 }, { "180 cm", 1.8 },
    { "6 ft", 1.8288 }, { "-1 stops", -1 }, { "EI 800", 800 },    { "+1", 1 },
  };
  static const char *const refused[] = { "", "mm", "wide", "4:0", "4:" };
  double number;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_assert_true (aip_setup_number_parse (numbers[i].text, &number));
      g_assert_cmpfloat_with_epsilon (number, numbers[i].number, 1e-9);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_false (aip_setup_number_parse (refused[i], &number));
}

#define ADD(path, function) \
  g_test_add ("/setup-plan/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("groups", test_groups);
  ADD ("merge", test_merge);
  ADD ("objections", test_objections);
  ADD ("meanwhile", test_meanwhile);
  ADD ("slices", test_slices);
  g_test_add_func ("/setup-plan/numbers", test_numbers);

  return g_test_run ();
}
