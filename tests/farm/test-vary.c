/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Variations of a shot, and the sheets that they make. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-comfy-json.h"
#include "aip-error.h"
#include "aip-json.h"
#include "aip-overrides.h"
#include "aip-staleness.h"
#include "aip-vary-sheet.h"
#include "aip-vary.h"
#include "farm-fixture.h"
#include "farm-server.h"

/* Lists as they are typed -------------------------------------------------------------------- */

static char *
parse (const AipVaryParameter *parameter,
       const char             *text)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) values = aip_vary_parse (parameter, text, &error);

  if (values == NULL)
    {
      g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
      return g_strdup ("-");
    }

  return g_strjoinv ("|", values);
}

static void
test_lists (void)
{
  AipVaryParameter whole = { .key = (char *) "steps", .title = (char *) "Steps", .whole = TRUE,
                             .kind = AIP_VARY_NUMBER, .min = 1, .max = 100, .current = (char *) "20" };
  AipVaryParameter part = { .key = (char *) "cfg", .title = (char *) "CFG", .kind = AIP_VARY_NUMBER,
                            .min = 0, .max = 30, .current = (char *) "3.5" };
  AipVaryParameter seed = { .key = (char *) "seed", .title = (char *) "Seed", .kind = AIP_VARY_SEED,
                            .current = (char *) "" };
  AipVaryParameter words = { .key = (char *) "words", .title = (char *) "Words",
                             .kind = AIP_VARY_TEXT, .current = (char *) "" };
  const char *options[] = { "Close-up\tclose", "Wide shot\twide", "Wide angle\twide-angle", NULL };
  AipVaryParameter choice = { .key = (char *) "setup.size", .title = (char *) "Size",
                              .kind = AIP_VARY_CHOICE, .current = (char *) "",
                              .options = (GStrv) options };
  const struct {
    const AipVaryParameter *parameter;
    const char             *text;
    const char             *values;
  } cases[] = {
    { &whole, "1, 2, 5", "1|2|5" },
    { &whole, " 10;20 ; 10,", "10|20" },
    { &whole, "1…5", "1|2|3|4|5" },
    { &whole, "5..1 step 2", "5|3|1" },
    { &whole, "10...50 step 20, 7", "10|30|50|7" },
    { &whole, "2.5", "-" },
    { &whole, "0, 5", "-" },
    { &whole, "99…101", "-" },
    { &whole, "1…100", "-" },
    { &whole, "ten", "-" },
    { &whole, "", "-" },
    { &whole, "1…", "-" },
    { &whole, "1…9 step 0", "-" },
    { &whole, "1…9 step", "-" },
    { &whole, "1 2", "-" },
    { &whole, "nan", "-" },
    { &whole, "1e400", "-" },
    { &part, "0.2…1.0 step 0.2", "0.2|0.4|0.6|0.8|1" },
    { &part, "0…1", "0|0.25|0.5|0.75|1" },
    { &part, "3.5,3.5", "3.5" },
    { &part, "1…2 step 1e-9", "-" },
    { &seed, "42, 18446744073709551615", "42|18446744073709551615" },
    { &seed, "18446744073709551616", "-" },
    { &seed, "-1", "-" },
    { &seed, "4 old", "-" },
    { &seed, "65 new", "-" },
    { &words, "rain, \"snow, at night\"", "rain|snow, at night" },
    { &choice, "wide shot, close", "Wide shot\twide|Close-up\tclose" },
    { &choice, "wide", "Wide shot\twide" },
    { &choice, "wid", "-" },
    { &choice, "long", "-" },
  };
  g_auto(GStrv) fresh = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *values = parse (cases[i].parameter, cases[i].text);

      g_assert_cmpstr (values, ==, cases[i].values);
    }

  fresh = aip_vary_parse (&seed, "7, 4 new", NULL);
  g_assert_cmpuint (g_strv_length (fresh), ==, 5);
  g_assert_cmpstr (fresh[0], ==, "7");
}

/* Whatever is typed, it ends as a list within its bounds or as a sentence. */
static void
test_random_lists (void)
{
  static const char *const pieces[] = {
    "1", "20", "0.5", "…", "..", "...", "step", ",", ";", " ", "-", "e9", "\"", "x", "new", "가",
  };
  AipVaryParameter parameter = { .key = (char *) "steps", .title = (char *) "Steps",
                                 .kind = AIP_VARY_NUMBER, .min = 0.25, .max = 21,
                                 .current = (char *) "20" };

  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      g_autoptr(GError) error = NULL;
      g_auto(GStrv) values = NULL;

      for (int j = g_test_rand_int_range (1, 12); j > 0; j--)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      values = aip_vary_parse (&parameter, text->str, &error);
      if (values == NULL)
        {
          g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
          continue;
        }
      g_assert_cmpuint (g_strv_length (values), <=, AIP_VARIATION_MAX_VALUES);
      for (guint j = 0; values[j] != NULL; j++)
        {
          double number = g_ascii_strtod (values[j], NULL);

          g_assert_cmpfloat (number, >=, parameter.min);
          g_assert_cmpfloat (number, <=, parameter.max);
        }
    }
}

/* A variation is text in a project file, and that can say anything. */
static void
test_text (void)
{
  static const char *const bad[] = {
    "", "{}", "[]", "null", "{\"sheet\":\"x\",\"axes\":[],\"at\":[]}",
    "{\"sheet\":\"2f0c1f7e-6c1f-4c53-9d5b-0a3c3f7f1a11\",\"axes\":[{\"key\":\"a\",\"values\":[]}],"
    "\"at\":[0]}",
    "{\"sheet\":\"2f0c1f7e-6c1f-4c53-9d5b-0a3c3f7f1a11\",\"axes\":[{\"key\":\"a\",\"values\":[\"1\"]}],"
    "\"at\":[1]}",
    "{\"sheet\":\"2f0c1f7e-6c1f-4c53-9d5b-0a3c3f7f1a11\",\"axes\":[{\"key\":\"a\",\"values\":[\"1\"]}],"
    "\"at\":[-1]}",
    "{\"sheet\":\"2f0c1f7e-6c1f-4c53-9d5b-0a3c3f7f1a11\",\"axes\":[{\"key\":\"a\",\"values\":[1]}],"
    "\"at\":[0]}",
    "{\"sheet\":\"2f0c1f7e-6c1f-4c53-9d5b-0a3c3f7f1a11\",\"axes\":[1,2,3],\"at\":[0,0,0]}",
  };
  const char *good = "{\"sheet\":\"2f0c1f7e-6c1f-4c53-9d5b-0a3c3f7f1a11\",\"seed\":\"7\",\"axes\":["
                     "{\"key\":\"steps\",\"values\":[\"1\",\"2\"]},"
                     "{\"key\":\"sampler\",\"values\":[\"euler\",\"heun\",\"dpm\"]}],\"at\":[1,2]}";
  g_autoptr(AipVariation) variation = aip_variation_parse (good);
  g_autofree char *again = NULL;
  g_autofree char *overrides = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (aip_variation_parse (bad[i]));

  g_assert_nonnull (variation);
  again = aip_variation_to_text (variation);
  g_assert_cmpstr (again, ==, good);
  g_assert_cmpuint (aip_variation_get_n_cells (variation), ==, 6);
  g_assert_cmpstr (aip_variation_get_value (variation, "seed"), ==, "7");
  overrides = aip_variation_apply (variation, "{\"steps\":30,\"cfg\":4}");
  g_assert_cmpstr (overrides, ==, "{\"steps\":2,\"cfg\":4,\"sampler\":\"dpm\"}");
}

/* Sheets ------------------------------------------------------------------------------------- */

static AipWorkflow *
get_workflow (FarmFixture *farm)
{
  AipWorkflow *workflow = aip_workflow_store_get (aip_scheduler_get_workflows (farm->scheduler),
                                                  "flux-dev");

  g_assert_nonnull (workflow);

  return workflow;
}

static GPtrArray *
make_cells (FarmFixture *farm,
            const char  *key,
            const char  *values,
            const char  *other_key,
            const char  *other_values)
{
  g_autoptr(GPtrArray) parameters = aip_vary_list (farm->document, farm_shot (farm, 0),
                                                   get_workflow (farm), farm_wait_cinema (farm),
                                                   aip_scheduler_get_catalogue (farm->scheduler, NULL));
  const char *keys[] = { key, other_key };
  GStrv lists[2] = { NULL };
  g_autoptr(GError) error = NULL;
  GPtrArray *cells;

  for (guint i = 0; i < (other_key != NULL ? 2 : 1); i++)
    {
      const AipVaryParameter *parameter = aip_vary_find (parameters, keys[i]);

      g_assert_nonnull (parameter);
      lists[i] = aip_vary_parse (parameter, i == 0 ? values : other_values, &error);
      g_assert_no_error (error);
    }
  cells = aip_vary_make (farm_shot (farm, 0), keys, lists, other_key != NULL ? 2 : 1, &error);
  g_assert_no_error (error);
  g_strfreev (lists[0]);
  g_strfreev (lists[1]);

  return cells;
}

static AipVarySheet *
make_sheet (FarmFixture *farm,
            GPtrArray   *cells)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) jobs = aip_scheduler_enqueue_sheet (farm->scheduler, farm->document,
                                                           farm_shot (farm, 0), NULL, cells, &error);
  AipVarySheet *sheet;

  g_assert_no_error (error);
  g_assert_cmpuint (jobs->len, ==, cells->len);
  sheet = aip_vary_sheet_new (farm->document, farm_shot (farm, 0),
                              ((AipVariation *) g_ptr_array_index (cells, 0))->sheet);
  g_assert_nonnull (sheet);

  return sheet;
}

/* What was posted @index-th: steps and seed. */
static void
read_post (TestComfyServer *server,
           guint            index,
           gint64          *steps,
           gint64          *seed)
{
  g_autoptr(JsonNode) body = aip_comfy_json_parse (test_comfy_server_get_post_body (server, index),
                                                   -1, G_MAXSIZE, NULL);
  JsonObject *graph = aip_json_get_object (aip_json_node_object (body), "prompt");
  g_autoptr(GList) nodes = json_object_get_values (graph);

  *steps = *seed = -1;
  for (GList *l = nodes; l != NULL; l = l->next)
    {
      JsonObject *inputs = aip_json_get_object (aip_json_node_object (l->data), "inputs");

      *steps = MAX (*steps, aip_json_get_int (inputs, "steps", -1));
      *seed = MAX (*seed, aip_json_get_int (inputs, "noise_seed", -1));
      *seed = MAX (*seed, aip_json_get_int (inputs, "seed", -1));
    }
}

static void
test_sheet (void)
{
  FarmFixture *farm = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  AipShot *shot = farm_shot (farm, 0);
  g_autoptr(GPtrArray) cells = NULL;
  g_autoptr(AipVarySheet) sheet = NULL;
  g_autoptr(AipStaleness) staleness = NULL;
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;
  g_autofree char *before = NULL;
  g_autofree char *id = NULL;
  g_auto(GStrv) sheets = NULL;
  g_autoptr(GError) error = NULL;
  AipTake *first;
  double steps;

  farm_add_ready_worker (farm, test_comfy_server_get_address (server));
  farm_enqueue (farm, 0, 1);
  farm_wait_all_done (farm);
  first = aip_shot_get_take (shot);

  cells = make_cells (farm, "steps", "5, 9", "seed", "11, 22, 33");
  g_assert_cmpuint (cells->len, ==, 6);
  sheet = make_sheet (farm, cells);
  g_assert_cmpuint (aip_vary_sheet_get_n_columns (sheet), ==, 2);
  g_assert_cmpuint (aip_vary_sheet_get_n_rows (sheet), ==, 3);
  g_assert_cmpuint (aip_vary_sheet_get_n_open (sheet), ==, 6);
  farm_wait_all_done (farm);

  /* Each was posted with what stands at its column and row. */
  g_assert_cmpuint (aip_vary_sheet_get_n_takes (sheet), ==, 6);
  g_assert_cmpuint (aip_vary_sheet_get_n_open (sheet), ==, 0);
  for (guint i = 0; i < 6; i++)
    {
      static const gint64 seeds[] = { 11, 22, 33 };
      gint64 posted_steps, posted_seed;

      read_post (server, i + 1, &posted_steps, &posted_seed);
      g_assert_cmpint (posted_steps, ==, i % 2 == 0 ? 5 : 9);
      g_assert_cmpint (posted_seed, ==, seeds[i / 2]);
      g_assert_cmpint (g_ascii_strtoll (aip_entity_get_text (AIP_ENTITY (
                         aip_vary_sheet_get_take (sheet, i % 2, i / 2)), "seed"), NULL, 10), ==,
                       seeds[i / 2]);
    }
  title = aip_vary_sheet_dup_title (sheet);
  label = aip_vary_sheet_dup_label (sheet, 1, 2);
  g_assert_cmpstr (title, ==, "Steps × Seed");
  g_assert_cmpstr (label, ==, "Steps 9 · Seed 33");

  /* What is only tried does not get into the film by itself, and is not stale for being other. */
  g_assert_true (aip_shot_get_take (shot) == first);
  staleness = aip_staleness_new (farm->document, aip_scheduler_get_workflows (farm->scheduler));
  aip_staleness_set_cinema (staleness, farm_wait_cinema (farm));
  aip_staleness_settle (staleness);
  g_assert_cmpint (aip_take_get_freshness (aip_vary_sheet_get_take (sheet, 1, 2)), ==,
                   AIP_FRESHNESS_FRESH);

  /* Chosen, the shot would be made like that again; and all of it is one step. */
  before = aip_document_dump (farm->document);
  g_assert_true (aip_vary_sheet_use (sheet, 1, 2, &error));
  g_assert_no_error (error);
  g_assert_true (aip_shot_get_take (shot) == aip_vary_sheet_get_take (sheet, 1, 2));
  g_assert_true (aip_overrides_get_number (aip_shot_get_overrides (shot), "steps", &steps));
  g_assert_cmpfloat (steps, ==, 9);
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (shot), "seed"), ==, "33");
  aip_staleness_settle (staleness);
  g_assert_cmpstr (aip_shot_get_stale (shot), ==, "");
  g_assert_true (aip_document_undo (farm->document));
  {
    g_autofree char *after = aip_document_dump (farm->document);

    g_assert_cmpstr (after, ==, before);
  }
  g_clear_object (&staleness);

  /* It is there again after a restart. */
  id = g_strdup (aip_vary_sheet_get_id (sheet));
  g_clear_object (&sheet);
  farm_fixture_close (farm);
  farm_fixture_open (farm);
  sheets = aip_vary_sheet_list (farm->document, farm_shot (farm, 0));
  g_assert_cmpuint (g_strv_length (sheets), ==, 1);
  g_assert_cmpstr (sheets[0], ==, id);
  sheet = aip_vary_sheet_new (farm->document, farm_shot (farm, 0), id);
  g_assert_cmpuint (aip_vary_sheet_get_n_takes (sheet), ==, 6);
  g_assert_null (aip_vary_sheet_new (farm->document, farm_shot (farm, 0),
                                     "2f0c1f7e-6c1f-4c53-9d5b-0a3c3f7f1a11"));

  g_clear_object (&sheet);
  farm_fixture_free (farm);
}

/* With one axis of something else all pictures have the same seed: only that may be different. */
static void
test_one_seed (void)
{
  FarmFixture *farm = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autoptr(GPtrArray) cells = NULL;
  g_autoptr(AipVarySheet) sheet = NULL;
  gint64 seeds[3], steps;

  farm_add_ready_worker (farm, test_comfy_server_get_address (server));
  cells = make_cells (farm, "words", "rain, snow, fog", NULL, NULL);
  sheet = make_sheet (farm, cells);
  farm_wait_all_done (farm);
  for (guint i = 0; i < 3; i++)
    {
      static const char *const words[] = { "rain", "snow", "fog" };
      AipTake *take = aip_vary_sheet_get_take (sheet, i, 0);

      read_post (server, i, &steps, &seeds[i]);
      g_assert_cmpint (seeds[i], ==, seeds[0]);
      g_assert_nonnull (strstr (aip_entity_get_text (AIP_ENTITY (take), "prompt"), words[i]));
    }
  /* Where there is no other take, one of them is better than none. */
  g_assert_nonnull (aip_shot_get_take (farm_shot (farm, 0)));

  g_clear_object (&sheet);
  farm_fixture_free (farm);
}

/* A part of the setup is said in the prompt, and becomes the shot’s own when it is chosen. */
static void
test_setup (void)
{
  FarmFixture *farm = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  AipShot *shot = farm_shot (farm, 0);
  g_autoptr(GPtrArray) cells = NULL;
  g_autoptr(AipVarySheet) sheet = NULL;
  g_autoptr(GError) error = NULL;
  const char *one, *two;

  farm_add_ready_worker (farm, test_comfy_server_get_address (server));
  cells = make_cells (farm, "setup.time", "dawn, night", NULL, NULL);
  sheet = make_sheet (farm, cells);
  farm_wait_all_done (farm);
  one = aip_entity_get_text (AIP_ENTITY (aip_vary_sheet_get_take (sheet, 0, 0)), "prompt");
  two = aip_entity_get_text (AIP_ENTITY (aip_vary_sheet_get_take (sheet, 1, 0)), "prompt");
  g_assert_cmpstr (one, !=, two);
  g_assert_cmpstr (aip_shot_get_setup (shot), ==, "");

  g_assert_true (aip_vary_sheet_use (sheet, 1, 0, &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (aip_shot_get_setup (shot), "\"time\":\"night\""));

  g_clear_object (&sheet);
  farm_fixture_free (farm);
}

/* What fails or is cancelled leaves a cell that says so; nothing is queued for a locked shot. */
static void
test_missing (void)
{
  FarmFixture *farm = farm_fixture_new (1);
  AipShot *shot = farm_shot (farm, 0);
  g_autoptr(GPtrArray) cells = NULL;
  g_autoptr(AipVarySheet) sheet = NULL;
  g_autoptr(GPtrArray) open = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *waiting = NULL;
  g_autofree char *cancelled = NULL;

  cells = make_cells (farm, "steps", "5, 9", NULL, NULL);
  sheet = make_sheet (farm, cells);
  waiting = aip_vary_sheet_dup_state (sheet, 0, 0);
  g_assert_cmpstr (waiting, !=, "");
  open = aip_vary_sheet_dup_open (sheet);
  g_assert_cmpuint (open->len, ==, 2);
  for (guint i = 0; i < open->len; i++)
    aip_scheduler_cancel (farm->scheduler, farm->document, g_ptr_array_index (open, i));
  cancelled = aip_vary_sheet_dup_state (sheet, 1, 0);
  g_assert_cmpstr (cancelled, ==, "Cancelled");
  g_assert_cmpuint (aip_vary_sheet_get_n_open (sheet), ==, 0);

  aip_document_begin (farm->document, "Lock");
  g_assert_true (aip_document_set (farm->document, AIP_ENTITY (shot), "locked",
                                   g_variant_new_boolean (TRUE), NULL));
  aip_document_commit (farm->document);
  g_assert_null (aip_scheduler_enqueue_sheet (farm->scheduler, farm->document, shot, NULL, cells,
                                              &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_LOCKED);

  g_clear_object (&sheet);
  farm_fixture_free (farm);
}

/* The worker's own ranges count as much as those of the workflow. */
static void
test_ranges (void)
{
  FarmFixture *farm = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autoptr(GPtrArray) parameters = NULL;
  const AipVaryParameter *steps, *seed;
  g_autoptr(GError) error = NULL;

  farm_add_ready_worker (farm, test_comfy_server_get_address (server));
  parameters = aip_vary_list (farm->document, farm_shot (farm, 0), get_workflow (farm),
                              farm_wait_cinema (farm),
                              aip_scheduler_get_catalogue (farm->scheduler, NULL));
  steps = aip_vary_find (parameters, "steps");
  seed = aip_vary_find (parameters, "seed");
  g_assert_nonnull (steps);
  g_assert_nonnull (seed);
  g_assert_true (isfinite (steps->max));
  g_assert_true (steps->whole);
  g_assert_null (aip_vary_parse (steps, "1000000", &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
  g_assert_null (aip_vary_find (parameters, "prompt"));
  g_assert_null (aip_vary_find (parameters, "output"));
  g_assert_nonnull (aip_vary_find (parameters, "setup.lens"));

  farm_fixture_free (farm);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/vary/lists", test_lists);
  g_test_add_func ("/vary/random-lists", test_random_lists);
  g_test_add_func ("/vary/text", test_text);
  g_test_add_func ("/vary/ranges", test_ranges);
  g_test_add_func ("/vary/sheet", test_sheet);
  g_test_add_func ("/vary/one-seed", test_one_seed);
  g_test_add_func ("/vary/setup", test_setup);
  g_test_add_func ("/vary/missing", test_missing);

  return g_test_run ();
}
