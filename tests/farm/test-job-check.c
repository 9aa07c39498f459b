/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What is said about a job before it is queued. */

#include "config.h"

#include <string.h>

#include "aip-comfy-json.h"
#include "aip-job-check.h"
#include "farm-fixture.h"
#include "farm-server.h"

#define STILL "flux-dev"
#define MOVE  "wan22-5b-t2v"

/* Pairs of texts: as a worker writes its list of files, without and with those of STILL. */
static const char *const with_flux[] = {
  "\"unet_name\":[[]", "\"unet_name\":[[\"flux1-dev.safetensors\"]",
  "\"clip_name1\":[[]", "\"clip_name1\":[[\"clip_l.safetensors\"]",
  "\"clip_name2\":[[]", "\"clip_name2\":[[\"t5xxl_fp8_e4m3fn.safetensors\"]",
  "\"vae_name\":[[\"pixel_space\"]", "\"vae_name\":[[\"ae.safetensors\"]", NULL
};

/* Every node that ships is known, no model is there. @replacements: pairs of texts */
static AipNodeCatalogue *
read_catalogue (const char *const *replacements,
                int                max_steps)
{
  g_autofree char *max = g_strdup_printf ("\"max\":%d", max_steps);
  g_autofree char *path = test_data_path ("comfy/shipped_nodes.json");
  g_autofree char *contents = NULL;
  g_autoptr(GString) text = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) error = NULL;
  AipNodeCatalogue *catalogue;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  text = g_string_new (contents);
  for (guint i = 0; replacements != NULL && replacements[i] != NULL; i += 2)
    g_assert_cmpuint (g_string_replace (text, replacements[i], replacements[i + 1], 0), >, 0);
  g_string_replace (text, "\"max\":10000", max, 0);
  node = aip_comfy_json_parse (text->str, -1, G_MAXSIZE, &error);
  g_assert_no_error (error);
  catalogue = aip_node_catalogue_new_from_json (node, &error);
  g_assert_no_error (error);

  return catalogue;
}

static AipJobChecker *
checker_new (FarmFixture *fixture)
{
  return aip_job_checker_new (fixture->document,
                              aip_scheduler_get_workflows (fixture->scheduler),
                              farm_wait_cinema (fixture));
}

static void
assert_verdict (AipJobChecker      *checker,
                AipShot            *shot,
                const char         *workflow,
                AipJobCheckVerdict  verdict,
                const char         *says)
{
  g_autoptr(AipJobCheck) check = aip_job_checker_check (checker, shot, workflow, NULL);
  g_autofree char *text = aip_job_check_dup_text (check);

  g_assert_true (check->shot == shot);
  if (check->verdict != verdict || strstr (text, says) == NULL)
    g_error ("%s: “%s” (%s)", aip_job_check_verdict_to_nick (check->verdict), text, says);
}

/* Whether every worker has said what it has. */
static gboolean
are_known (FarmFixture *fixture)
{
  g_autoptr(AipJobChecker) checker = aip_scheduler_create_checker (fixture->scheduler,
                                                                   fixture->document, NULL);
  g_autoptr(AipJobCheck) check = aip_job_checker_check (checker, farm_shot (fixture, 0), NULL, NULL);

  for (guint i = 0; i < check->workers->len; i++)
    if (!((const AipJobCheckWorker *) g_ptr_array_index (check->workers, i))->known)
      return FALSE;

  return TRUE;
}

static void
set_size (FarmFixture *fixture,
          gint64       width,
          gint64       height)
{
  AipEntity *project = AIP_ENTITY (aip_document_get_project (fixture->document));
  g_autoptr(GError) error = NULL;

  aip_document_begin (fixture->document, "Size");
  aip_document_set (fixture->document, project, "width", g_variant_new_int64 (width), &error);
  g_assert_no_error (error);
  aip_document_set (fixture->document, project, "height", g_variant_new_int64 (height), &error);
  g_assert_no_error (error);
  aip_document_commit (fixture->document);
}

static void
set_duration (FarmFixture *fixture,
              gint64       frames)
{
  g_autoptr(GError) error = NULL;

  aip_document_begin (fixture->document, "Duration");
  aip_document_set (fixture->document, AIP_ENTITY (farm_shot (fixture, 0)), "duration",
                    g_variant_new_int64 (frames), &error);
  g_assert_no_error (error);
  aip_document_commit (fixture->document);
}

/* What no worker can help. */
static void
test_blocked (void)
{
  FarmFixture *fixture = farm_fixture_new (3);
  g_autoptr(AipJobChecker) checker = checker_new (fixture);
  g_autoptr(GError) error = NULL;
  AipShot *shot = farm_shot (fixture, 0);

  assert_verdict (checker, shot, "no-such", AIP_JOB_CHECK_BLOCKED, "“no-such”, which is not installed");
  assert_verdict (checker, shot, "flux-dev-i2i", AIP_JOB_CHECK_BLOCKED, "SHT-0010 has no still yet");
  assert_verdict (checker, shot, "wan22-14b-flf2v", AIP_JOB_CHECK_BLOCKED, "has no still yet");
  assert_verdict (checker, shot, "flux-fill-inpaint", AIP_JOB_CHECK_BLOCKED, "SHT-0010 has no");
  assert_verdict (checker, shot, "flux-control-pose", AIP_JOB_CHECK_BLOCKED, "no control picture");
  assert_verdict (checker, shot, "upscale-video-2x", AIP_JOB_CHECK_BLOCKED, "has no movie yet");
  assert_verdict (checker, shot, "flux-kontext", AIP_JOB_CHECK_BLOCKED, "SHT-0010");

  farm_edit_shot (fixture, 1, "description", "");
  assert_verdict (checker, farm_shot (fixture, 1), STILL, AIP_JOB_CHECK_BLOCKED,
                  "there is nothing to draw yet");

  aip_document_begin (fixture->document, "Lock");
  aip_document_set (fixture->document, AIP_ENTITY (farm_shot (fixture, 2)), "locked",
                    g_variant_new_boolean (TRUE), &error);
  g_assert_no_error (error);
  aip_document_commit (fixture->document);
  assert_verdict (checker, farm_shot (fixture, 2), STILL, AIP_JOB_CHECK_BLOCKED, "is locked");

  g_clear_pointer (&checker, aip_job_checker_free);
  farm_fixture_free (fixture);
}

/* A shot that begins where another one ends needs it to be queued, too. */
static void
test_coming (void)
{
  FarmFixture *fixture = farm_fixture_new (2);
  g_autoptr(AipJobChecker) checker = checker_new (fixture);
  g_autoptr(GPtrArray) coming = g_ptr_array_new ();
  g_autoptr(AipJobCheck) alone = NULL;
  g_autoptr(AipJobCheck) together = NULL;

  farm_edit_shot (fixture, 1, "first-frame", "previous-end");
  g_ptr_array_add (coming, farm_shot (fixture, 0));
  g_ptr_array_add (coming, farm_shot (fixture, 1));

  alone = aip_job_checker_check (checker, farm_shot (fixture, 1), "wan22-5b-i2v", NULL);
  g_assert_cmpint (alone->verdict, ==, AIP_JOB_CHECK_BLOCKED);
  together = aip_job_checker_check (checker, farm_shot (fixture, 1), "wan22-5b-i2v", coming);
  g_assert_cmpint (together->verdict, ==, AIP_JOB_CHECK_UNKNOWN);

  g_clear_pointer (&checker, aip_job_checker_free);
  farm_fixture_free (fixture);
}

/* Sizes and lengths by the rules of the models, said as people say them. */
static void
test_changes (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(AipJobChecker) checker = checker_new (fixture);
  AipShot *shot = farm_shot (fixture, 0);

  set_size (fixture, 1920, 1080);
  set_duration (fixture, 97);
  assert_verdict (checker, shot, STILL, AIP_JOB_CHECK_UNKNOWN, "1920 × 1080 becomes 1920 × 1088.");
  assert_verdict (checker, shot, MOVE, AIP_JOB_CHECK_UNKNOWN, "1920 × 1080 becomes 1248 × 704.");

  set_duration (fixture, 96);
  assert_verdict (checker, shot, MOVE, AIP_JOB_CHECK_UNKNOWN, "96 frames become 97 (4.04 s).");
  /* The model was taught 16 frames a second. */
  assert_verdict (checker, shot, "wan22-14b-t2v", AIP_JOB_CHECK_UNKNOWN,
                  "96 frames become 65 at 16 a second (4.06 s).");
  set_duration (fixture, 480);
  assert_verdict (checker, shot, MOVE, AIP_JOB_CHECK_UNKNOWN,
                  "480 frames become 121 (5.04 s).\nThe movie is 14.96 s shorter than the shot");

  farm_edit_shot (fixture, 0, "overrides", "{\"frames\": 98, \"steps\": 400}");
  assert_verdict (checker, shot, MOVE, AIP_JOB_CHECK_UNKNOWN, "98 frames become 97 (4.04 s).\n"
                  "“steps” 400 becomes 100.");

  g_clear_pointer (&checker, aip_job_checker_free);
  farm_fixture_free (fixture);
}

/* Nothing is said where nothing is changed, and one worker that can is enough. */
static void
test_workers (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(AipJobChecker) checker = checker_new (fixture);
  g_autoptr(AipNodeCatalogue) bare = read_catalogue (NULL, 10000);
  g_autoptr(AipNodeCatalogue) full = read_catalogue (with_flux, 10000);
  g_autoptr(AipJobCheck) check = NULL;
  g_autofree char *text = NULL;
  AipShot *shot = farm_shot (fixture, 0);

  set_size (fixture, 1280, 720);
  assert_verdict (checker, shot, STILL, AIP_JOB_CHECK_UNKNOWN, "");

  aip_job_checker_add_worker (checker, "bare", TRUE, bare, 0, FALSE);
  assert_verdict (checker, shot, STILL, AIP_JOB_CHECK_NOWHERE,
                  "bare: The model “flux1-dev.safetensors” is missing on the worker. Put it into "
                  "“models/diffusion_models” there; it is published at https://huggingface.co/");

  aip_job_checker_add_worker (checker, "small", TRUE, full, 8 * FARM_GIB, FALSE);
  assert_verdict (checker, shot, STILL, AIP_JOB_CHECK_NOWHERE,
                  "small: Needs 12.9 GB of graphics memory; the largest card there has 8 GB.");

  /* What cannot be reached speaks neither for nor against it, what has not answered yet does. */
  aip_job_checker_add_worker (checker, "away", FALSE, full, 0, FALSE);
  assert_verdict (checker, shot, STILL, AIP_JOB_CHECK_NOWHERE, "bare: ");

  aip_job_checker_add_worker (checker, "silent", TRUE, NULL, 0, FALSE);
  assert_verdict (checker, shot, STILL, AIP_JOB_CHECK_UNKNOWN, "");

  aip_job_checker_add_worker (checker, "large", TRUE, full, 24 * FARM_GIB, FALSE);
  check = aip_job_checker_check (checker, shot, STILL, NULL);
  text = aip_job_check_dup_text (check);
  g_assert_cmpint (check->verdict, ==, AIP_JOB_CHECK_FINE);
  g_assert_cmpstr (text, ==, "");
  g_assert_cmpuint (check->workers->len, ==, 5);

  g_clear_pointer (&checker, aip_job_checker_free);
  farm_fixture_free (fixture);
}

/* A number that the workflow would send and the worker would refuse. */
static void
test_ranges (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(AipJobChecker) checker = checker_new (fixture);
  g_autoptr(AipNodeCatalogue) catalogue = read_catalogue (with_flux, 40);
  AipShot *shot = farm_shot (fixture, 0);

  set_size (fixture, 1280, 720);
  aip_job_checker_add_worker (checker, "narrow", TRUE, catalogue, 0, FALSE);
  assert_verdict (checker, shot, STILL, AIP_JOB_CHECK_FINE, "");
  farm_edit_shot (fixture, 0, "overrides", "{\"steps\": 90}");
  assert_verdict (checker, shot, STILL, AIP_JOB_CHECK_NOWHERE,
                  "“steps” of “Sampler” (node 31) is 90, but the worker takes no more than 40.");

  g_clear_pointer (&checker, aip_job_checker_free);
  farm_fixture_free (fixture);
}

/* A LoRA of somebody who is in the picture. */
static void
test_cast (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(AipJobChecker) checker = checker_new (fixture);
  g_autoptr(AipNodeCatalogue) catalogue = read_catalogue (with_flux, 10000);
  g_autoptr(GVariant) fields = NULL;
  g_autoptr(GError) error = NULL;
  AipEntity *mina;

  fields = g_variant_ref_sink (g_variant_new_parsed (
    "{'name': <'Mina'>, 'loras': <'[{\"file\": \"mina_v2.safetensors\", \"model\": 0.8}]'>}"));
  aip_document_begin (fixture->document, "Add");
  mina = aip_document_insert (fixture->document, AIP_KIND_CHARACTER, fields, &error);
  g_assert_no_error (error);
  aip_document_set_texts (fixture->document, AIP_ENTITY (farm_shot (fixture, 0)), "characters",
                          (const char *[]) { aip_entity_get_id (mina), NULL }, &error);
  g_assert_no_error (error);
  aip_document_commit (fixture->document);

  aip_job_checker_add_worker (checker, "plain", TRUE, catalogue, 0, FALSE);
  assert_verdict (checker, farm_shot (fixture, 0), STILL, AIP_JOB_CHECK_NOWHERE,
                  "mina_v2.safetensors");

  g_clear_pointer (&checker, aip_job_checker_free);
  farm_fixture_free (fixture);
}

/* Through the scheduler, with what real workers say. */
static void
test_scheduler (void)
{
  FarmFixture *fixture = farm_fixture_new (40);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GPtrArray) checks = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  test_spin_while (!are_known (fixture));
  farm_edit_shot (fixture, 7, "description", "");
  for (guint i = 0; i < 40; i++)
    g_ptr_array_add (shots, farm_shot (fixture, i));

  aip_job_checker_check_async (aip_scheduler_create_checker (fixture->scheduler, fixture->document,
                                                             NULL),
                               shots, NULL, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  checks = aip_job_checker_check_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (checks->len, ==, 40);
  for (guint i = 0; i < 40; i++)
    {
      const AipJobCheck *check = g_ptr_array_index (checks, i);

      g_assert_true (check->shot == g_ptr_array_index (shots, i));
      if (i == 7)
        g_assert_cmpint (check->verdict, ==, AIP_JOB_CHECK_BLOCKED);
      else
        g_assert_cmpint (check->verdict, <=, AIP_JOB_CHECK_CHANGED);
    }
  g_assert_cmpuint (aip_entity_list_get_count (aip_document_get_jobs (fixture->document)), ==, 0);

  g_clear_object (&result);
  farm_fixture_free (fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/farm/job-check/blocked", test_blocked);
  g_test_add_func ("/farm/job-check/coming", test_coming);
  g_test_add_func ("/farm/job-check/changes", test_changes);
  g_test_add_func ("/farm/job-check/workers", test_workers);
  g_test_add_func ("/farm/job-check/ranges", test_ranges);
  g_test_add_func ("/farm/job-check/cast", test_cast);
  g_test_add_func ("/farm/job-check/scheduler", test_scheduler);

  return g_test_run ();
}
