/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Takes that say what has changed since they were made. */

#include "config.h"

#include "aip-basis.h"
#include "aip-costume.h"
#include "aip-staleness.h"
#include "farm-fixture.h"
#include "farm-server.h"

typedef struct {
  FarmFixture     *farm;
  TestComfyServer *server;
  AipStaleness    *staleness;
  AipEntity       *mina;
  AipEntity       *harbour;
} Fixture;

static void
set_text (Fixture    *fixture,
          AipEntity  *entity,
          const char *field,
          const char *text)
{
  g_autoptr(GError) error = NULL;

  aip_document_begin (fixture->farm->document, "Edit");
  aip_document_set_text (fixture->farm->document, entity, field, text, &error);
  g_assert_no_error (error);
  aip_document_commit (fixture->farm->document);
}

static char *
make_costume (const char *words)
{
  g_autoptr(GPtrArray) costumes = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_costume_free);
  AipCostume *costume = aip_costume_new ();

  g_set_str (&costume->id, "11111111-1111-4111-8111-111111111111");
  g_set_str (&costume->name, "Raincoat");
  g_set_str (&costume->words, words);
  g_ptr_array_add (costumes, costume);

  return aip_costumes_to_text (costumes);
}

static void
cast (Fixture *fixture,
      guint    n_shots)
{
  AipDocument *document = fixture->farm->document;
  g_autofree char *costumes = make_costume ("a yellow raincoat");
  GVariantDict fields;
  GError *error = NULL;

  aip_document_begin (document, "Cast");
  g_variant_dict_init (&fields, NULL);
  g_variant_dict_insert (&fields, "name", "s", "Mina");
  g_variant_dict_insert (&fields, "description", "s", "a young woman");
  g_variant_dict_insert (&fields, "costumes", "s", costumes);
  fixture->mina = aip_document_insert (document, AIP_KIND_CHARACTER, g_variant_dict_end (&fields),
                                       &error);
  g_assert_no_error (error);
  g_variant_dict_init (&fields, NULL);
  g_variant_dict_insert (&fields, "name", "s", "Harbour");
  g_variant_dict_insert (&fields, "description", "s", "a fishing harbour");
  fixture->harbour = aip_document_insert (document, AIP_KIND_PLACE, g_variant_dict_end (&fields),
                                          &error);
  g_assert_no_error (error);

  for (guint i = 0; i < n_shots; i++)
    {
      const char *ids[] = { aip_entity_get_id (fixture->mina), NULL };
      AipEntity *shot = AIP_ENTITY (farm_shot (fixture->farm, i));

      aip_document_set_texts (document, shot, "characters", ids, &error);
      g_assert_no_error (error);
      aip_document_set_text (document, shot, "place", aip_entity_get_id (fixture->harbour), &error);
      g_assert_no_error (error);
      aip_document_set_text (document, shot, "setup", "{\"size\":\"close\",\"year\":1980}", &error);
      g_assert_no_error (error);
    }
  aip_document_commit (document);
}

static void
watch (Fixture *fixture)
{
  fixture->staleness = aip_staleness_new (fixture->farm->document,
                                          aip_scheduler_get_workflows (fixture->farm->scheduler));
  aip_staleness_set_cinema (fixture->staleness, farm_wait_cinema (fixture->farm));
}

static Fixture *
fixture_new (guint n_shots)
{
  Fixture *fixture = g_new0 (Fixture, 1);

  fixture->farm = farm_fixture_new (n_shots);
  fixture->server = farm_server_new (24);
  cast (fixture, n_shots);
  farm_add_ready_worker (fixture->farm, test_comfy_server_get_address (fixture->server));
  farm_wait_cinema (fixture->farm);
  farm_enqueue (fixture->farm, 0, n_shots);
  farm_wait_all_done (fixture->farm);
  watch (fixture);
  aip_staleness_settle (fixture->staleness);

  return fixture;
}

static void
fixture_free (Fixture *fixture)
{
  g_clear_object (&fixture->staleness);
  farm_fixture_free (fixture->farm);
  g_object_unref (fixture->server);
  g_free (fixture);
}

static const char *
get_stale (Fixture *fixture,
           guint    index)
{
  test_spin_while (!aip_staleness_is_settled (fixture->staleness));

  return aip_shot_get_stale (farm_shot (fixture->farm, index));
}

static AipFreshness
get_freshness (Fixture *fixture,
               guint    index)
{
  test_spin_while (!aip_staleness_is_settled (fixture->staleness));

  return aip_take_get_freshness (aip_shot_get_take (farm_shot (fixture->farm, index)));
}

static void
undo (Fixture *fixture)
{
  g_assert_true (aip_document_undo (fixture->farm->document));
}

/* What changes is named, and only where it is used; undo takes the mark away. */
static void
test_names (void)
{
  Fixture *fixture = fixture_new (2);
  AipEntity *shot = AIP_ENTITY (farm_shot (fixture->farm, 0));
  g_autofree char *costumes = make_costume ("a red raincoat");
  const struct {
    AipEntity  *entity;
    const char *field;
    const char *text;
    const char *stale;
    gboolean    both;
  } edits[] = {
    { shot, "description", "A dog runs along the quay.", "description" },
    { shot, "prompt", "heavy rain", "additions to the prompt" },
    { shot, "setup", "{\"size\":\"wide\",\"year\":1980}", "shot size" },
    { shot, "overrides", "{\"steps\":7}", "steps" },
    { shot, "overrides", "{\"width\":512,\"height\":512}", "size of the picture" },
    { shot, "seed", "4711", "seed" },
    { fixture->mina, "description", "an old woman", "Mina", TRUE },
    { fixture->mina, "costumes", costumes, "Mina’s costume “Raincoat”", TRUE },
    { fixture->harbour, "description", "a container terminal", "place “Harbour”", TRUE },
  };

  g_assert_cmpint (get_freshness (fixture, 0), ==, AIP_FRESHNESS_FRESH);
  g_assert_cmpstr (get_stale (fixture, 0), ==, "");

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      set_text (fixture, edits[i].entity, edits[i].field, edits[i].text);
      g_assert_cmpstr (get_stale (fixture, 0), ==, edits[i].stale);
      g_assert_cmpstr (get_stale (fixture, 1), ==, edits[i].both ? edits[i].stale : "");
      g_assert_cmpint (get_freshness (fixture, 0), ==, AIP_FRESHNESS_STALE);
      undo (fixture);
      g_assert_cmpstr (get_stale (fixture, 0), ==, "");
      g_assert_cmpint (get_freshness (fixture, 0), ==, AIP_FRESHNESS_FRESH);
    }

  set_text (fixture, shot, "prompt", "heavy rain");
  set_text (fixture, fixture->mina, "description", "an old woman");
  g_assert_cmpstr (get_stale (fixture, 0), ==, "additions to the prompt, Mina");

  fixture_free (fixture);
}

/* What is only said to people, or never gets into the prompt, makes no other picture. */
static void
test_what_does_not_matter (void)
{
  Fixture *fixture = fixture_new (1);
  AipEntity *shot = AIP_ENTITY (farm_shot (fixture->farm, 0));

  set_text (fixture, shot, "notes", "Call the costume department");
  set_text (fixture, shot, "dialogue", "Who is there?");
  set_text (fixture, fixture->mina, "role", "lead");
  /* A year alone says nothing to this model unless the setup has gear of it. */
  g_assert_cmpstr (get_stale (fixture, 0), ==, "");
  g_assert_cmpint (get_freshness (fixture, 0), ==, AIP_FRESHNESS_FRESH);

  /* Shorter is only cut; a still has no length at all. */
  aip_document_begin (fixture->farm->document, "Trim");
  g_assert_true (aip_document_set_integer (fixture->farm->document, shot, "duration", 300, NULL));
  aip_document_commit (fixture->farm->document);
  g_assert_cmpstr (get_stale (fixture, 0), ==, "");

  fixture_free (fixture);
}

/* What was made again is fresh, and the old take still says what is different. */
static void
test_made_again (void)
{
  Fixture *fixture = fixture_new (1);
  AipShot *shot = farm_shot (fixture->farm, 0);
  AipTake *first = aip_shot_get_take (shot);

  set_text (fixture, AIP_ENTITY (shot), "prompt", "heavy rain");
  g_assert_cmpstr (get_stale (fixture, 0), ==, "additions to the prompt");
  farm_enqueue (fixture->farm, 0, 1);
  farm_wait_all_done (fixture->farm);
  g_assert_cmpstr (get_stale (fixture, 0), ==, "");
  g_assert_true (aip_shot_get_take (shot) != first);
  g_assert_cmpint (aip_take_get_freshness (first), ==, AIP_FRESHNESS_STALE);

  /* Undo makes the first one fresh and the second one stale. */
  undo (fixture);
  g_assert_cmpstr (get_stale (fixture, 0), ==, "additions to the prompt");
  g_assert_cmpint (aip_take_get_freshness (first), ==, AIP_FRESHNESS_FRESH);

  fixture_free (fixture);
}

/* The next run of the program knows as much. */
static void
test_restart (void)
{
  Fixture *fixture = fixture_new (1);

  set_text (fixture, AIP_ENTITY (farm_shot (fixture->farm, 0)), "prompt", "heavy rain");
  g_clear_object (&fixture->staleness);
  farm_fixture_close (fixture->farm);
  farm_fixture_open (fixture->farm);
  watch (fixture);
  g_assert_cmpstr (get_stale (fixture, 0), ==, "additions to the prompt");

  fixture_free (fixture);
}

/* A take of before says nothing: that is not the same as stale. */
static void
test_unknown (void)
{
  Fixture *fixture = fixture_new (1);
  AipShot *shot = farm_shot (fixture->farm, 0);
  g_autoptr(GError) error = NULL;

  aip_document_begin_record (fixture->farm->document, "Forget");
  aip_document_set_text (fixture->farm->document, AIP_ENTITY (aip_shot_get_take (shot)), "basis", "",
                         &error);
  g_assert_no_error (error);
  aip_document_commit (fixture->farm->document);

  set_text (fixture, AIP_ENTITY (shot), "prompt", "heavy rain");
  g_assert_cmpstr (get_stale (fixture, 0), ==, "");
  g_assert_cmpint (get_freshness (fixture, 0), ==, AIP_FRESHNESS_UNKNOWN);

  fixture_free (fixture);
}

/* A picture made out of the still is stale once there is a newer still, and only then. */
static void
test_newer_still (void)
{
  Fixture *fixture = fixture_new (1);
  AipShot *shot = farm_shot (fixture->farm, 0);
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GPtrArray) jobs = NULL;
  AipTake *refined;

  g_ptr_array_add (shots, shot);
  jobs = aip_scheduler_enqueue (fixture->farm->scheduler, fixture->farm->document, shots,
                                "flux-dev-i2i", NULL);
  farm_wait_all_done (fixture->farm);
  refined = aip_shot_get_take (shot);
  g_assert_cmpint (aip_take_get_number (refined), ==, 2);
  g_assert_cmpint (get_freshness (fixture, 0), ==, AIP_FRESHNESS_FRESH);

  farm_enqueue (fixture->farm, 0, 1);
  farm_wait_all_done (fixture->farm);
  test_spin_while (!aip_staleness_is_settled (fixture->staleness));
  g_assert_cmpint (aip_take_get_freshness (refined), ==, AIP_FRESHNESS_STALE);
  g_assert_cmpstr (aip_take_get_stale_parts (refined), ==, "picture it begins with");

  fixture_free (fixture);
}

/* Another choice of workflow is named, and the shot is made with that one. */
static void
test_workflow (void)
{
  Fixture *fixture = fixture_new (1);
  AipShot *shot = farm_shot (fixture->farm, 0);

  set_text (fixture, AIP_ENTITY (shot), "workflow", "sdxl");
  g_assert_cmpstr (get_stale (fixture, 0), ==, "choice of workflow");
  g_assert_null (aip_staleness_get_workflow (fixture->staleness, shot));
  undo (fixture);
  g_assert_cmpstr (get_stale (fixture, 0), ==, "");

  fixture_free (fixture);
}

static void
test_text (void)
{
  static const char *const bad[] = {
    "", "{}", "[]", "{\"version\":1}", "{\"version\":2,\"parts\":{}}", "{\"version\":1,\"parts\":[]}",
    "nonsense",
  };
  g_autoptr(AipBasis) one = aip_basis_from_text ("{\"version\":1,\"parts\":{\"workflow\":\"aa\","
                                                 "\"setup.lens\":\"bb cc\",\"frames\":\"48\","
                                                 "\"seed\":\"- dd\",\"strange\":[1]}}");
  g_autoptr(AipBasis) two = aip_basis_from_text ("{\"version\":1,\"parts\":{\"workflow\":\"aa\","
                                                 "\"setup.lens\":\"cc\",\"frames\":\"24\"}}");
  g_autoptr(AipBasis) three = aip_basis_from_text ("{\"version\":1,\"parts\":{\"workflow\":\"ab\","
                                                   "\"frames\":\"49\",\"seed\":\"ee\"}}");
  g_auto(GStrv) same = aip_basis_compare (one, two);
  g_auto(GStrv) other = aip_basis_compare (one, three);
  g_autofree char *names = g_strjoinv (" ", other);
  g_autofree char *text = aip_basis_to_text (one);
  g_autoptr(AipBasis) again = aip_basis_from_text (text);
  g_autofree char *twice = aip_basis_to_text (again);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (aip_basis_from_text (bad[i]));
  g_assert_cmpuint (g_strv_length (same), ==, 0);
  g_assert_cmpstr (names, ==, "workflow frames seed setup.lens");
  g_assert_cmpstr (text, ==, twice);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/staleness/text", test_text);
  g_test_add_func ("/staleness/names", test_names);
  g_test_add_func ("/staleness/what-does-not-matter", test_what_does_not_matter);
  g_test_add_func ("/staleness/made-again", test_made_again);
  g_test_add_func ("/staleness/restart", test_restart);
  g_test_add_func ("/staleness/unknown", test_unknown);
  g_test_add_func ("/staleness/newer-still", test_newer_still);
  g_test_add_func ("/staleness/workflow", test_workflow);

  return g_test_run ();
}
