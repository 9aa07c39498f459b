/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* From a shot with its setup to the prompt that a worker gets, and that the take remembers. */

#include "config.h"

#include <string.h>

#include "aip-comfy-json.h"
#include "aip-freeze.h"
#include "aip-json.h"
#include "aip-shot-prompt.h"
#include "aip-shot-setup.h"
#include "farm-fixture.h"
#include "farm-server.h"

#define KOREAN "비 오는 골목을 리나가 걷는다"
#define ENGLISH "Lina walks through an alley in the rain"
#define SETUP                                                                                      \
  "{\"body\": \"arri_alexa_mini\", \"lens\": \"cooke_s4\", \"focal\": 35, \"size\": \"close-up\", "    \
  "\"time\": \"dusk\"}"

static void
edit_project (FarmFixture *fixture,
              const char  *field,
              GVariant    *value)
{
  g_autoptr(GError) error = NULL;

  aip_document_begin (fixture->document, "Project");
  aip_document_set (fixture->document, AIP_ENTITY (aip_document_get_project (fixture->document)),
                    field, value, &error);
  g_assert_no_error (error);
  aip_document_commit (fixture->document);
}

static AipWorkflow *
get_workflow (FarmFixture *fixture)
{
  return aip_workflow_store_get (aip_scheduler_get_workflows (fixture->scheduler), "flux-dev");
}

static AipShotPrompt *
get_prompt (FarmFixture *fixture,
            AipWorkflow *workflow)
{
  return aip_shot_prompt_new (fixture->document, farm_shot (fixture, 0),
                              farm_wait_cinema (fixture), workflow);
}

static JsonObject *
read_recipe (FarmFixture  *fixture,
             AipEntity    *take,
             JsonNode    **root)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GVariant) value = NULL;
  g_autoptr(GError) error = NULL;

  aip_document_read_field_async (fixture->document, take, "recipe", NULL, test_store_result_cb,
                                 &result);
  test_spin_while (result == NULL);
  value = aip_document_read_field_finish (fixture->document, result, &error);
  g_assert_no_error (error);
  *root = aip_comfy_json_parse (g_variant_get_string (value, NULL), -1, G_MAXSIZE, &error);
  g_assert_no_error (error);

  return aip_json_node_object (*root);
}

static void
set_up_shot (FarmFixture *fixture)
{
  farm_edit_shot (fixture, 0, "description", KOREAN);
  farm_edit_shot (fixture, 0, "english", ENGLISH);
  farm_edit_shot (fixture, 0, "setup", SETUP);
  farm_edit_shot (fixture, 0, "negative", "text, watermark");
}

/* What is shown is what is posted is what the job and the take remember, to the byte. */
static void
test_shown_is_sent (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autofree char *prompt = NULL;
  g_autofree char *negative = NULL;
  g_autoptr(JsonNode) body = NULL;
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(GError) error = NULL;
  JsonObject *graph;
  JsonObject *recipe;
  AipEntity *take;

  set_up_shot (fixture);
  farm_wait_cinema (fixture);
  g_assert_true (aip_scheduler_preview_prompt (fixture->scheduler, fixture->document,
                                               farm_shot (fixture, 0), &prompt, &negative,
                                               &error));
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (prompt, ENGLISH "."));
  g_assert_null (strstr (prompt, "골목"));
  g_assert_nonnull (strstr (prompt, "lose-up"));
  g_assert_nonnull (strstr (prompt, "dusk"));
  g_assert_nonnull (strstr (prompt, "Cooke S4"));
  g_assert_null (strchr (prompt, '_'));
  g_assert_cmpstr (negative, ==, "text, watermark");

  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 1);
  farm_wait_all_done (fixture);

  body = aip_comfy_json_parse (test_comfy_server_get_post_body (server, 0), -1, G_MAXSIZE, &error);
  g_assert_no_error (error);
  graph = aip_json_get_object (aip_json_node_object (body), "prompt");
  g_assert_cmpstr (aip_json_get_string (aip_json_get_object (aip_json_get_object (graph, "20"),
                                                             "inputs"), "text", NULL), ==, prompt);
  g_assert_cmpstr (aip_json_get_string (aip_json_get_object (aip_json_get_object (graph, "21"),
                                                             "inputs"), "text", NULL), ==,
                   negative);

  take = AIP_ENTITY (aip_shot_get_take (farm_shot (fixture, 0)));
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (farm_job (fixture, 0)), "prompt"), ==, prompt);
  g_assert_cmpstr (aip_entity_get_text (take, "prompt"), ==, prompt);
  g_assert_cmpstr (aip_entity_get_text (take, "negative"), ==, negative);

  recipe = read_recipe (fixture, take, &root);
  g_assert_cmpstr (aip_json_get_string (recipe, "target", NULL), ==, "flux-dev");
  g_assert_cmpstr (aip_json_get_string (aip_json_get_object (recipe, "setup"), "lens", NULL), ==,
                   "cooke_s4");
  g_assert_cmpstr (aip_json_get_string (recipe, "prompt", NULL), ==, prompt);
  g_assert_null (aip_json_get (recipe, "prompt-edits"));

  farm_fixture_free (fixture);
}

/* The program was closed while the worker painted, and the setup was changed before it was done. */
static void
test_recipe_survives_a_restart (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autoptr(JsonNode) root = NULL;
  JsonObject *recipe;

  set_up_shot (fixture);
  farm_edit_shot (fixture, 0, "prompt-edits", "{\"target\": \"sdxl\"}");
  test_comfy_server_hold (server, TEST_COMFY_POINT_RUNNING);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 1);
  farm_wait_state (fixture, 0, AIP_JOB_RUNNING);
  farm_fixture_close (fixture);

  farm_fixture_open (fixture);
  farm_edit_shot (fixture, 0, "setup", "{\"lens\": \"zeiss_super_speed\"}");
  farm_edit_shot (fixture, 0, "prompt-edits", "");
  farm_add_worker (fixture, test_comfy_server_get_address (server));
  test_comfy_server_release (server, TEST_COMFY_POINT_RUNNING);
  farm_wait_all_done (fixture);

  recipe = read_recipe (fixture, AIP_ENTITY (aip_shot_get_take (farm_shot (fixture, 0))), &root);
  g_assert_cmpstr (aip_json_get_string (recipe, "target", NULL), ==, "sdxl");
  g_assert_cmpstr (aip_json_get_string (aip_json_get_object (recipe, "setup"), "lens", NULL), ==,
                   "cooke_s4");
  g_assert_nonnull (aip_json_get_object (recipe, "prompt-edits"));
  g_assert_nonnull (aip_json_get_object (recipe, "graph"));

  farm_fixture_free (fixture);
}

/* Nothing is sent before prompts can be composed, however ready the worker is. */
static void
test_jobs_wait_for_the_cinema (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(GError) error = NULL;

  /* In this iteration it cannot be there yet. */
  g_assert_null (aip_scheduler_get_cinema (fixture->scheduler, fixture->document));
  g_assert_false (aip_scheduler_preview_prompt (fixture->scheduler, fixture->document,
                                                farm_shot (fixture, 0), NULL, NULL, &error));
  g_assert_nonnull (error);
  farm_enqueue (fixture, 0, 1);
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 0)), ==, AIP_JOB_WAITING);
  farm_wait_cinema (fixture);

  farm_fixture_free (fixture);
}

/* The year of the project is the year of every shot that has none. */
static void
test_year_and_period (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(AipShotPrompt) open = NULL;
  g_autoptr(AipShotPrompt) dated = NULL;
  g_autofree char *text = NULL;
  g_autofree char *bare = NULL;
  AipSetup setup;

  set_up_shot (fixture);
  open = get_prompt (fixture, get_workflow (fixture));
  g_assert_false (aip_setup_has (aip_shot_prompt_get_setup (open), AIP_SETUP_YEAR));
  g_assert_false (aip_shot_prompt_get_context (open)->loose);

  edit_project (fixture, "year", g_variant_new_int64 (1962));
  edit_project (fixture, "period", g_variant_new_string ("loose"));
  dated = get_prompt (fixture, get_workflow (fixture));
  g_assert_cmpint (aip_shot_prompt_get_setup (dated)->year, ==, 1962);
  g_assert_true (aip_shot_prompt_get_context (dated)->loose);

  /* It is not stored again: changing it later changes the shot. */
  setup = *aip_shot_prompt_get_setup (dated);
  text = aip_shot_setup_to_text (&setup, aip_document_get_project (fixture->document));
  g_assert_null (strstr (text, "1962"));
  g_assert_nonnull (strstr (text, "cooke_s4"));
  setup.year = 1963;
  g_free (text);
  text = aip_shot_setup_to_text (&setup, aip_document_get_project (fixture->document));
  g_assert_nonnull (strstr (text, "1963"));

  aip_shot_setup_parse ("", aip_document_get_project (fixture->document),
                        farm_wait_cinema (fixture)->catalogue, &setup, NULL);
  bare = aip_shot_setup_to_text (&setup, aip_document_get_project (fixture->document));
  g_assert_cmpstr (bare, ==, "");

  farm_fixture_free (fixture);
}

static void
test_context (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(AipShotPrompt) prompt = NULL;
  g_autoptr(GError) error = NULL;
  const char *cast[] = { NULL, NULL, NULL };
  const AipRuleContext *context;

  aip_document_begin (fixture->document, "Cast");
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("Actor %u", i);
      GVariantDict fields;
      AipEntity *actor;

      g_variant_dict_init (&fields, NULL);
      g_variant_dict_insert (&fields, "name", "s", name);
      actor = aip_document_insert (fixture->document, AIP_KIND_CHARACTER,
                                   g_variant_dict_end (&fields), &error);
      cast[i] = aip_entity_get_id (actor);
    }
  aip_document_set_texts (fixture->document, AIP_ENTITY (farm_shot (fixture, 0)), "characters",
                          cast, &error);
  aip_document_set_integer (fixture->document, AIP_ENTITY (farm_shot (fixture, 0)), "duration", 60,
                            &error);
  g_assert_no_error (error);
  aip_document_commit (fixture->document);
  farm_edit_shot (fixture, 0, "dialogue", "“Stay.”");

  prompt = get_prompt (fixture, get_workflow (fixture));
  context = aip_shot_prompt_get_context (prompt);
  g_assert_cmpint (context->subjects, ==, 2);
  g_assert_true (context->dialogue);
  g_assert_cmpfloat (context->seconds, ==, 2.5);
  g_assert_cmpstr (context->target->id, ==, "flux-dev");

  farm_fixture_free (fixture);
}

/* A movie is as long as the shot, counted in the rate of its model. */
static void
test_frames (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  AipWorkflowStore *store = aip_scheduler_get_workflows (fixture->scheduler);
  AipShot *shot = farm_shot (fixture, 0);

  /* Two seconds at 24; at 16 that is 32, and the model makes 4 n + 1. */
  g_assert_cmpint (aip_shot_get_duration (shot), ==, 48);
  g_assert_cmpint (aip_freeze_get_frames (fixture->document, shot,
                                          aip_workflow_store_get (store, "wan21-1.3b-t2v")), ==,
                   33);
  g_assert_cmpint (aip_freeze_get_frames (fixture->document, shot,
                                          aip_workflow_store_get (store, "wan22-5b-t2v")), ==, 49);
  g_assert_cmpint (aip_freeze_get_frames (fixture->document, shot,
                                          aip_workflow_store_get (store, "flux-dev")), ==, 1);

  farm_fixture_free (fixture);
}

/* What cannot be understood costs only itself, and is said. */
static void
test_bad_setup_costs_itself (void)
{
  static const struct { const char *field; const char *text; } cases[] = {
    { "setup", "{\"lens\": \"no-such-lens\", \"size\": \"close-up\"}" },
    { "setup", "{\"size\": \"close-up\", \"focal\": \"wide\", \"nonsense\": [1]}" },
    { "setup", "{\"size\": \"close-up\", \"year\": 1e99}" },
    { "prompt-edits", "{\"target\": \"no-such-model\"}" },
    { "prompt-edits", "{\"fragments\": [{\"text\": 5}]}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FarmFixture *fixture = farm_fixture_new (1);
      g_autoptr(AipShotPrompt) prompt = NULL;
      g_autoptr(AipPromptComposition) composition = NULL;

      g_test_message ("%s", cases[i].text);
      farm_edit_shot (fixture, 0, "setup", "{\"size\": \"close-up\"}");
      farm_edit_shot (fixture, 0, cases[i].field, cases[i].text);
      prompt = get_prompt (fixture, get_workflow (fixture));
      g_assert_nonnull (aip_shot_prompt_get_problems (prompt)[0]);

      composition = aip_shot_prompt_compose (prompt);
      g_assert_nonnull (strstr (composition->positive, "A ferry in the rain"));
      g_assert_nonnull (strstr (composition->positive, "lose-up"));
      g_assert_cmpstr (aip_shot_prompt_get_target (prompt)->id, ==, "flux-dev");

      farm_fixture_free (fixture);
    }
}

static void
test_targets (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(AipShotPrompt) any = NULL;
  g_autoptr(AipShotPrompt) chosen = NULL;
  g_autoptr(AipShotPrompt) copied = NULL;
  g_autoptr(AipPromptComposition) composition = NULL;
  g_autofree char *negative = NULL;

  set_up_shot (fixture);

  /* Without a workflow: for any model, which may read Korean. */
  any = get_prompt (fixture, NULL);
  g_assert_cmpstr (aip_shot_prompt_get_target (any)->id, ==, "generic");
  composition = aip_shot_prompt_compose (any);
  g_assert_nonnull (strstr (composition->positive, "골목"));

  farm_edit_shot (fixture, 0, "prompt-edits", "{\"target\": \"wan-2.2-t2v\"}");
  chosen = get_prompt (fixture, get_workflow (fixture));
  g_assert_cmpstr (aip_shot_prompt_get_target (chosen)->id, ==, "wan-2.2-t2v");
  g_clear_pointer (&composition, aip_prompt_composition_free);
  composition = aip_shot_prompt_compose (chosen);

  /* A model with a negative of its makers gets both. */
  negative = aip_shot_prompt_dup_negative (chosen, composition);
  g_assert_cmpstr (negative, ==, composition->negative);
  g_assert_true (g_str_has_prefix (negative, "text, watermark"));

  aip_shot_prompt_set_target (chosen, aip_targets_find (farm_wait_cinema (fixture)->targets,
                                                        "sdxl"));
  g_assert_cmpstr (aip_shot_prompt_get_context (chosen)->target->id, ==, "sdxl");

  /* A prompt for copying out is none for a worker. */
  farm_edit_shot (fixture, 0, "prompt-edits", "{\"target\": \"midjourney\"}");
  copied = get_prompt (fixture, get_workflow (fixture));
  g_assert_true (aip_shot_prompt_get_target (copied) ==
                 aip_shot_prompt_get_workflow_target (copied));

  farm_fixture_free (fixture);
}

/* English alone is enough; a look alone is no picture. */
static void
test_what_is_enough (void)
{
  FarmFixture *fixture = farm_fixture_new (2);
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) jobs = NULL;
  g_autofree char *prompt = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      farm_edit_shot (fixture, i, "description", "");
      farm_edit_shot (fixture, i, "setup", SETUP);
      g_ptr_array_add (shots, farm_shot (fixture, i));
    }
  farm_edit_shot (fixture, 0, "english", ENGLISH);
  farm_wait_cinema (fixture);

  jobs = aip_scheduler_enqueue (fixture->scheduler, fixture->document, shots, NULL, problems);
  g_assert_cmpuint (jobs->len, ==, 1);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_true (aip_scheduler_preview_prompt (fixture->scheduler, fixture->document,
                                               farm_shot (fixture, 0), &prompt, NULL, &error));
  g_assert_true (g_str_has_prefix (prompt, ENGLISH "."));
  g_assert_false (aip_scheduler_preview_prompt (fixture->scheduler, fixture->document,
                                                farm_shot (fixture, 1), NULL, NULL, &error));

  farm_fixture_free (fixture);
}

/* Gear of the project's own, and a mistake in it. */
static void
test_gear_of_the_project (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autofree char *folder = g_build_filename (fixture->project, "presets", NULL);
  g_autofree char *bodies = g_build_filename (folder, "bodies.json", NULL);
  g_autofree char *lenses = g_build_filename (folder, "lenses.json", NULL);
  g_autoptr(AipShotPrompt) prompt = NULL;
  g_autoptr(AipPromptComposition) composition = NULL;

  farm_fixture_close (fixture);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_assert_true (g_file_set_contents (
    bodies,
    "{\"table\": \"bodies\", \"rows\": [{\"id\": \"ours\", \"name\": \"Hanbando One\", "
    "\"type\": \"digital\", \"modes\": [{\"id\": \"f\", \"name\": \"Full\", \"width\": 36, "
    "\"height\": 24, \"fps\": 60}], \"mounts\": [\"pl\"], \"shutter\": \"global\", "
    "\"confidence\": \"high\"}]}", -1, NULL));
  g_assert_true (g_file_set_contents (lenses, "{]", -1, NULL));
  farm_fixture_open (fixture);
  farm_edit_shot (fixture, 0, "setup", "{\"body\": \"ours\"}");

  prompt = get_prompt (fixture, get_workflow (fixture));
  g_assert_null (aip_shot_prompt_get_problems (prompt)[0]);
  composition = aip_shot_prompt_compose (prompt);
  g_assert_nonnull (strstr (composition->positive, "hot on Hanbando One"));
  g_assert_true (farm_log_contains (fixture, "lenses.json"));

  farm_fixture_free (fixture);
}

static void
cinema_loaded_cb (AipScheduler *scheduler,
                  AipDocument  *document,
                  guint        *n_loaded)
{
  g_assert_nonnull (aip_scheduler_get_cinema (scheduler, document));
  (*n_loaded)++;
}

/* A project may be closed while its cinema is read. */
static void
test_closed_meanwhile (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  guint n_loaded = 0;

  g_signal_connect (fixture->scheduler, "cinema-loaded", G_CALLBACK (cinema_loaded_cb), &n_loaded);
  farm_fixture_close (fixture);
  g_assert_cmpuint (n_loaded, ==, 0);

  farm_fixture_open (fixture);
  g_signal_connect (fixture->scheduler, "cinema-loaded", G_CALLBACK (cinema_loaded_cb), &n_loaded);
  farm_wait_cinema (fixture);
  g_assert_cmpuint (n_loaded, ==, 1);

  farm_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/farm/prompt/shown-is-sent", test_shown_is_sent);
  g_test_add_func ("/farm/prompt/recipe-survives-a-restart", test_recipe_survives_a_restart);
  g_test_add_func ("/farm/prompt/jobs-wait-for-the-cinema", test_jobs_wait_for_the_cinema);
  g_test_add_func ("/farm/prompt/year-and-period", test_year_and_period);
  g_test_add_func ("/farm/prompt/context", test_context);
  g_test_add_func ("/farm/prompt/bad-setup-costs-itself", test_bad_setup_costs_itself);
  g_test_add_func ("/farm/prompt/frames", test_frames);
  g_test_add_func ("/farm/prompt/targets", test_targets);
  g_test_add_func ("/farm/prompt/what-is-enough", test_what_is_enough);
  g_test_add_func ("/farm/prompt/gear-of-the-project", test_gear_of_the_project);
  g_test_add_func ("/farm/prompt/closed-meanwhile", test_closed_meanwhile);

  return g_test_run ();
}
