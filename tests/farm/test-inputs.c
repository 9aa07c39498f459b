/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Workflows that begin with a picture of the film. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "aip-comfy-json.h"
#include "aip-freeze.h"
#include "aip-job-input.h"
#include "aip-json.h"
#include "farm-fixture.h"
#include "farm-server.h"

#define REFINE "flux-dev-i2i"

static guint
enqueue (FarmFixture *fixture,
         const char  *workflow,
         GPtrArray   *problems)
{
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GPtrArray) jobs = NULL;

  g_ptr_array_add (shots, farm_shot (fixture, 0));
  jobs = aip_scheduler_enqueue (fixture->scheduler, fixture->document, shots, workflow, problems);

  return jobs->len;
}

static void
make_still (FarmFixture *fixture)
{
  farm_enqueue (fixture, 0, 1);
  farm_wait_all_done (fixture);
  g_assert_cmpuint (aip_shot_get_n_takes (farm_shot (fixture, 0)), ==, 1);
}

static void
wait_ended (FarmFixture *fixture)
{
  test_spin_while (aip_scheduler_get_n_open (fixture->scheduler, fixture->document) > 0);
}

/* The text that the last posted graph gave to the node that loads the picture. */
static char *
get_posted_picture (TestComfyServer *server)
{
  guint last = test_comfy_server_get_n_posts (server) - 1;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) body = aip_comfy_json_parse (test_comfy_server_get_post_body (server, last),
                                                   -1, G_MAXSIZE, &error);
  JsonObject *graph = aip_json_get_object (aip_json_node_object (body), "prompt");
  JsonObject *node = aip_json_get_object (graph, "50");

  g_assert_no_error (error);

  return g_strdup (aip_json_get_string (aip_json_get_object (node, "inputs"), "image", "none"));
}

static GVariant *
read_recipe (FarmFixture *fixture,
             AipTake     *take)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GVariant *recipe;

  aip_document_read_field_async (fixture->document, AIP_ENTITY (take), "recipe", NULL,
                                 test_store_result_cb, &result);
  test_spin_while (result == NULL);
  recipe = aip_document_read_field_finish (fixture->document, result, &error);
  g_assert_no_error (error);

  return recipe;
}

static void
test_still_is_sent_first (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autofree char *path = NULL;
  g_autofree char *picture = NULL;
  g_autofree char *still = NULL;
  g_autoptr(GBytes) sent = NULL;
  g_autoptr(GVariant) recipe = NULL;
  AipTake *take;
  gsize length;

  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  make_still (fixture);
  path = aip_document_get_take_path (fixture->document,
                                     aip_shot_get_take (farm_shot (fixture, 0)));
  g_assert_true (g_file_get_contents (path, &still, &length, NULL));

  g_assert_cmpuint (enqueue (fixture, REFINE, NULL), ==, 1);
  wait_ended (fixture);

  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 0)), ==, AIP_JOB_DONE);
  picture = get_posted_picture (server);
  if (!test_comfy_server_has_upload (server, picture, &sent))
    g_error ("the graph asks for “%s”, which was not sent", picture);
  g_assert_cmpmem (g_bytes_get_data (sent, NULL), g_bytes_get_size (sent), still, length);

  take = aip_shot_get_take (farm_shot (fixture, 0));
  g_assert_cmpint (aip_take_get_number (take), ==, 2);
  recipe = read_recipe (fixture, take);
  g_assert_nonnull (strstr (g_variant_get_string (recipe, NULL), "\"init-image\""));

  farm_fixture_free (fixture);
}

/* It is told before anything is queued. */
static void
test_no_still (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  g_assert_cmpuint (enqueue (fixture, REFINE, problems), ==, 0);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_nonnull (strstr (problems->pdata[0], "SHT-0010 has no still yet"));
  g_assert_null (aip_shot_get_active_job (farm_shot (fixture, 0)));

  farm_fixture_free (fixture);
}

static void
test_still_is_gone (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autofree char *path = NULL;
  g_autofree char *still = NULL;
  gsize length;
  guint n_posts;

  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  make_still (fixture);
  n_posts = test_comfy_server_get_n_posts (server);
  path = aip_document_get_take_path (fixture->document,
                                     aip_shot_get_take (farm_shot (fixture, 0)));
  g_assert_true (g_file_get_contents (path, &still, &length, NULL));
  g_assert_cmpint (g_unlink (path), ==, 0);

  g_assert_cmpuint (enqueue (fixture, REFINE, NULL), ==, 1);
  wait_ended (fixture);
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 0)), ==, AIP_JOB_FAILED);
  g_assert_nonnull (strstr (aip_entity_get_text (AIP_ENTITY (farm_job (fixture, 0)), "error-text"),
                            "take 1 of SHT-0010"));
  g_assert_cmpuint (test_comfy_server_get_n_posts (server), ==, n_posts);

  /* As the fixture wants to find it. */
  g_assert_true (g_file_set_contents (path, still, (gssize) length, NULL));
  farm_fixture_free (fixture);
}

/* Found without a worker: what would be sent. */
static AipFrozenJob *
freeze (FarmFixture  *fixture,
        guint         index,
        const char   *workflow,
        GError      **error)
{
  AipWorkflowStore *store = aip_scheduler_get_workflows (fixture->scheduler);
  AipShot *shot = farm_shot (fixture, index);
  g_autoptr(AipEntity) job = NULL;
  GVariantDict fields;

  farm_wait_cinema (fixture);
  g_variant_dict_init (&fields, NULL);
  g_variant_dict_insert (&fields, "shot", "s", aip_entity_get_id (AIP_ENTITY (shot)));
  g_variant_dict_insert (&fields, "workflow", "s", workflow);
  g_variant_dict_insert (&fields, "kind", "s", "still");
  g_variant_dict_insert (&fields, "state", "s", "failed");
  aip_document_begin_record (fixture->document, "Job");
  job = g_object_ref (aip_document_insert (fixture->document, AIP_KIND_JOB,
                                           g_variant_dict_end (&fields), NULL));
  aip_document_commit (fixture->document);

  return aip_freeze_job (fixture->document, AIP_JOB (job), shot, store,
                         aip_scheduler_get_cinema (fixture->scheduler, fixture->document), NULL,
                         error);
}

/* A take that was not fetched: only what the project says of it. */
static AipTake *
add_take (FarmFixture *fixture,
          guint        index,
          const char  *media_type,
          const char  *file,
          int          width,
          int          height)
{
  AipShot *shot = farm_shot (fixture, index);
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, file, -1);
  GVariantDict fields;
  AipEntity *take;
  g_autoptr(GError) error = NULL;

  g_variant_dict_init (&fields, NULL);
  g_variant_dict_insert (&fields, "shot", "s", aip_entity_get_id (AIP_ENTITY (shot)));
  g_variant_dict_insert (&fields, "number", "x", (gint64) aip_shot_get_n_takes (shot) + 1);
  g_variant_dict_insert (&fields, "file", "s", file);
  g_variant_dict_insert (&fields, "media-type", "s", media_type);
  g_variant_dict_insert (&fields, "sha256", "s", sha256);
  g_variant_dict_insert (&fields, "width", "x", (gint64) width);
  g_variant_dict_insert (&fields, "height", "x", (gint64) height);
  g_variant_dict_insert (&fields, "workflow", "s", "wan22-14b-i2v");
  aip_document_begin_record (fixture->document, "Take");
  take = aip_document_insert (fixture->document, AIP_KIND_TAKE, g_variant_dict_end (&fields),
                              &error);
  aip_document_commit (fixture->document);
  g_assert_no_error (error);

  return AIP_TAKE (take);
}

/* The fixture looks for their files. */
static void
forget_takes (FarmFixture *fixture,
              guint        index)
{
  GListModel *takes = aip_shot_get_takes (farm_shot (fixture, index));

  aip_document_begin_record (fixture->document, "Forget");
  for (guint i = g_list_model_get_n_items (takes); i > 0; i--)
    {
      g_autoptr(AipEntity) take = g_list_model_get_item (takes, i - 1);

      aip_document_remove (fixture->document, take, NULL);
    }
  aip_document_commit (fixture->document);
}

#define ASSET "assets/ab/ab00000000000000000000000000000000000000000000000000000000000000.png"

/* What a workflow wants and a shot lacks is said in a sentence, before anything is queued. */
static void
test_refused_without (void)
{
  static const struct {
    const char *workflow;
    const char *says;
  } cases[] = {
    { "flux-fill-inpaint", "no mask" },
    { "flux-control-pose", "no control picture" },
    { "flux-control-canny", "no still yet" },
    { "flux-kontext", "reference picture" },
    { "rife-2x", "no movie yet" },
    { "wan22-animate", "no movie yet" },
  };
  FarmFixture *fixture = farm_fixture_new (1);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AipFrozenJob) frozen = NULL;

      if (g_str_equal (cases[i].workflow, "flux-fill-inpaint"))
        add_take (fixture, 0, "image/png", "takes/x/a.png", 640, 360);
      frozen = freeze (fixture, 0, cases[i].workflow, &error);
      if (g_str_equal (cases[i].says, "no still yet") || strstr (cases[i].says, "reference") != NULL)
        {
          g_assert_nonnull (frozen);
          continue;
        }
      g_assert_null (frozen);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }

  farm_edit_shot (fixture, 0, "control", ASSET);
  farm_edit_shot (fixture, 0, "control-kind", "depth");
  {
    g_autoptr(GError) error = NULL;
    g_autoptr(AipFrozenJob) frozen = freeze (fixture, 0, "flux-control-pose", &error);

    g_assert_null (frozen);
    g_assert_nonnull (strstr (error->message, "“depth”"));
    g_clear_error (&error);
    /* Nor can a pose be found in a picture of depths. */
    frozen = freeze (fixture, 0, "flux-control-pose-of", &error);
    g_assert_null (frozen);
    g_assert_nonnull (strstr (error->message, "“depth”"));
    g_clear_error (&error);
    frozen = freeze (fixture, 0, "flux-control-depth", &error);
    g_assert_no_error (error);
    g_assert_nonnull (strstr (frozen->graph_text, "aipipeline/ab0000"));
  }

  forget_takes (fixture, 0);
  farm_fixture_free (fixture);
}

/* A shot begins where the one before it ends: the frame is taken on the worker. */
static void
test_end_of_previous (void)
{
  FarmFixture *fixture = farm_fixture_new (2);
  g_autoptr(AipFrozenJob) frozen = NULL;
  g_autoptr(GError) error = NULL;
  const AipJobInput *input;
  const char *source;

  farm_edit_shot (fixture, 1, "first-frame", "previous-end");
  frozen = freeze (fixture, 1, "wan22-14b-i2v", &error);
  g_assert_null (frozen);
  g_assert_nonnull (strstr (error->message, "SHT-0010 has no take yet"));
  g_clear_error (&error);

  add_take (fixture, 0, "video/mp4", "takes/x/a.mp4", 1280, 720);
  frozen = freeze (fixture, 1, "wan22-14b-i2v", &error);
  g_assert_no_error (error);
  input = aip_job_inputs_get (frozen->inputs, AIP_ROLE_FIRST_FRAME);
  g_assert_cmpint (input->part, ==, AIP_JOB_INPUT_LAST_FRAME);
  g_assert_cmpstr (input->shot, ==, "SHT-0010");

  /* No picture is loaded any more; the last frame of the movie takes its place. */
  g_assert_null (strstr (frozen->graph_text, "LoadImage\""));
  g_assert_true (aip_graph_get_link (frozen->graph, "30", "start_image", &source, NULL));
  g_assert_cmpstr (aip_graph_get_class (frozen->graph, source), ==, "ImageFromBatch");
  g_assert_cmpint (aip_graph_get_int (frozen->graph, source, "batch_index", 0), ==, 4095);
  g_assert_true (aip_graph_validate (frozen->graph, &error));
  g_assert_nonnull (strstr (frozen->recipe, "\"frame\""));

  forget_takes (fixture, 0);
  farm_fixture_free (fixture);
}

/* A square still in a wide film grows sideways; twice the frames keep the length. */
static void
test_numbers_from_inputs (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(AipFrozenJob) wide = NULL;
  g_autoptr(AipFrozenJob) smooth = NULL;
  g_autoptr(GError) error = NULL;

  add_take (fixture, 0, "image/png", "takes/x/a.png", 720, 720);
  wide = freeze (fixture, 0, "flux-fill-outpaint", &error);
  g_assert_no_error (error);
  g_assert_cmpint (aip_graph_get_int (wide->graph, "51", "left", 0), ==, 280);
  g_assert_cmpint (aip_graph_get_int (wide->graph, "51", "right", 0), ==, 280);
  g_assert_cmpint (aip_graph_get_int (wide->graph, "51", "top", -1), ==, 0);

  add_take (fixture, 0, "video/mp4", "takes/x/a.mp4", 1280, 720);
  smooth = freeze (fixture, 0, "rife-2x", &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (aip_graph_get_double (smooth->graph, "41", "fps", 0), ==, 32);

  forget_takes (fixture, 0);
  farm_fixture_free (fixture);
}

/* The still is changed; what a person picked shows what is meant, and the rest is taken out. */
static void
test_references (void)
{
  static const char *const references[] = { ASSET, NULL };
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(AipFrozenJob) frozen = NULL;
  g_autoptr(GError) error = NULL;

  add_take (fixture, 0, "image/png", "takes/x/a.png", 720, 720);
  aip_document_begin (fixture->document, "Reference");
  aip_document_set_texts (fixture->document, AIP_ENTITY (farm_shot (fixture, 0)), "references",
                          references, &error);
  aip_document_commit (fixture->document);
  g_assert_no_error (error);

  frozen = freeze (fixture, 0, "qwen-image-edit", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (frozen->inputs->len, ==, 2);
  g_assert_true (aip_graph_has_input (frozen->graph, "20", "image2"));
  g_assert_false (aip_graph_has_input (frozen->graph, "20", "image3"));
  g_assert_false (aip_graph_has_node (frozen->graph, "70"));

  forget_takes (fixture, 0);
  farm_fixture_free (fixture);
}

static void
test_refused_by_worker (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  guint n_posts;

  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  make_still (fixture);
  n_posts = test_comfy_server_get_n_posts (server);
  test_comfy_server_set_fault (server, TEST_COMFY_FAULT_UPLOAD_500, -1);

  g_assert_cmpuint (enqueue (fixture, REFINE, NULL), ==, 1);
  wait_ended (fixture);
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 0)), ==, AIP_JOB_FAILED);
  g_assert_cmpuint (test_comfy_server_get_n_posts (server), ==, n_posts);

  farm_fixture_free (fixture);
}

/* The program ends while the picture is on its way: once more, and one take. */
static void
test_closed_while_sending (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  guint n_posts;

  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  make_still (fixture);
  n_posts = test_comfy_server_get_n_posts (server);

  test_comfy_server_hold (server, TEST_COMFY_POINT_UPLOAD);
  g_assert_cmpuint (enqueue (fixture, REFINE, NULL), ==, 1);
  test_spin_while (test_comfy_server_get_n_waiting (server, TEST_COMFY_POINT_UPLOAD) == 0);
  g_assert_cmpuint (test_comfy_server_get_n_posts (server), ==, n_posts);
  farm_fixture_close (fixture);
  test_comfy_server_release (server, TEST_COMFY_POINT_UPLOAD);

  farm_fixture_open (fixture);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  wait_ended (fixture);
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 0)), ==, AIP_JOB_DONE);
  g_assert_cmpuint (aip_shot_get_n_takes (farm_shot (fixture, 0)), ==, 2);
  g_assert_cmpuint (farm_server_get_n_runs (server), ==, 2);

  farm_fixture_free (fixture);
}

static void
test_cancelled_while_sending (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  guint n_posts;

  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  make_still (fixture);
  n_posts = test_comfy_server_get_n_posts (server);

  test_comfy_server_hold (server, TEST_COMFY_POINT_UPLOAD);
  g_assert_cmpuint (enqueue (fixture, REFINE, NULL), ==, 1);
  test_spin_while (test_comfy_server_get_n_waiting (server, TEST_COMFY_POINT_UPLOAD) == 0);
  aip_scheduler_cancel (fixture->scheduler, fixture->document, farm_job (fixture, 0));
  test_comfy_server_release (server, TEST_COMFY_POINT_UPLOAD);
  wait_ended (fixture);
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 0)), ==, AIP_JOB_CANCELLED);

  /* Nothing of it is left in the way of the next. */
  farm_enqueue (fixture, 0, 1);
  farm_wait_all_done (fixture);
  g_assert_cmpuint (test_comfy_server_get_n_posts (server), ==, n_posts + 1);

  farm_fixture_free (fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/farm/inputs/still-is-sent-first", test_still_is_sent_first);
  g_test_add_func ("/farm/inputs/no-still", test_no_still);
  g_test_add_func ("/farm/inputs/still-is-gone", test_still_is_gone);
  g_test_add_func ("/farm/inputs/refused-without", test_refused_without);
  g_test_add_func ("/farm/inputs/end-of-previous", test_end_of_previous);
  g_test_add_func ("/farm/inputs/numbers", test_numbers_from_inputs);
  g_test_add_func ("/farm/inputs/references", test_references);
  g_test_add_func ("/farm/inputs/refused-by-worker", test_refused_by_worker);
  g_test_add_func ("/farm/inputs/closed-while-sending", test_closed_while_sending);
  g_test_add_func ("/farm/inputs/cancelled-while-sending", test_cancelled_while_sending);

  return g_test_run ();
}
