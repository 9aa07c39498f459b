/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What characters, places and the pictures of a shot become in the graph that a worker gets. */

#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <string.h>

#include "aip-asset-import.h"
#include "aip-asset.h"
#include "aip-casting.h"
#include "aip-comfy-client.h"
#include "aip-comfy-json.h"
#include "aip-costume.h"
#include "aip-json.h"
#include "farm-fixture.h"
#include "farm-server.h"

#define STILL "flux-dev"
#define MOVE  "wan22-5b-i2v"

static AipEntity *
add_entity (FarmFixture *fixture,
            AipKind      kind,
            const char  *fields)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) values = g_variant_parse (G_VARIANT_TYPE_VARDICT, fields, NULL, NULL, &error);
  AipEntity *entity;

  aip_document_begin (fixture->document, "Add");
  entity = aip_document_insert (fixture->document, kind, values, &error);
  g_assert_no_error (error);
  aip_document_commit (fixture->document);

  return entity;
}

static void
set_texts (FarmFixture *fixture,
           AipEntity   *entity,
           const char  *field,
           const char  *text)
{
  g_autoptr(GError) error = NULL;

  aip_document_begin (fixture->document, "Set");
  aip_document_set_texts (fixture->document, entity, field, (const char *[]) { text, NULL }, &error);
  g_assert_no_error (error);
  aip_document_commit (fixture->document);
}

/* (transfer full): a picture of one colour in the project */
static char *
add_picture (FarmFixture *fixture,
             guint32      color)
{
  g_autoptr(GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 16, 16);
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *png = NULL;
  gsize length;
  char *file;

  gdk_pixbuf_fill (pixbuf, color);
  gdk_pixbuf_save_to_buffer (pixbuf, &png, &length, "png", &error, NULL);
  g_assert_no_error (error);
  stream = g_memory_input_stream_new_from_data (png, (gssize) length, NULL);
  file = aip_asset_import (aip_document_get_folder (fixture->document), stream, "test", NULL, &error);
  g_assert_no_error (error);

  return file;
}

static JsonObject *
get_graph (TestComfyServer  *server,
           guint             post,
           JsonNode        **body)
{
  g_autoptr(GError) error = NULL;

  *body = aip_comfy_json_parse (test_comfy_server_get_post_body (server, post), -1, G_MAXSIZE,
                                &error);
  g_assert_no_error (error);

  return aip_json_get_object (aip_json_node_object (*body), "prompt");
}

/* (nullable): the inputs of the only node of a class */
static JsonObject *
find_inputs (JsonObject *graph,
             const char *class_type,
             guint      *n_found)
{
  JsonObjectIter iter;
  JsonNode *node;
  JsonObject *inputs = NULL;
  guint n = 0;

  json_object_iter_init (&iter, graph);
  while (json_object_iter_next (&iter, NULL, &node))
    if (g_str_equal (aip_json_get_string (aip_json_node_object (node), "class_type", ""),
                     class_type))
      {
        inputs = aip_json_get_object (aip_json_node_object (node), "inputs");
        n++;
      }
  if (n_found != NULL)
    *n_found = n;

  return inputs;
}

static guint
enqueue (FarmFixture *fixture,
         const char  *workflow,
         guint        first,
         guint        n_shots,
         GPtrArray   *problems)
{
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GPtrArray) jobs = NULL;

  for (guint i = 0; i < n_shots; i++)
    g_ptr_array_add (shots, farm_shot (fixture, first + i));
  jobs = aip_scheduler_enqueue (fixture->scheduler, fixture->document, shots, workflow, problems);

  return jobs->len;
}

static void
wait_ended (FarmFixture *fixture)
{
  test_spin_while (aip_scheduler_get_n_open (fixture->scheduler, fixture->document) > 0);
}

static void
cast_mina (FarmFixture *fixture)
{
  AipEntity *mina;
  AipEntity *harbour;
  g_autoptr(AipCasting) casting = aip_casting_new ();
  g_autofree char *text = NULL;

  mina = add_entity (fixture, AIP_KIND_CHARACTER,
                     "{'name': <'Mina'>, 'description': <'a tall woman'>, 'age': <'34'>,"
                     " 'negative': <'beard, blond hair'>,"
                     " 'costumes': <'[{\"id\":\"a\",\"name\":\"Coat\",\"words\":\"a red coat\"},"
                     "{\"id\":\"b\",\"name\":\"Suit\",\"words\":\"a grey suit\"}]'>,"
                     " 'loras': <'[{\"file\":\"mina.safetensors\",\"model\":0.8,\"clip\":0.6,"
                     "\"triggers\":[\"m1na\",\"film look\"]}]'>}");
  harbour = add_entity (fixture, AIP_KIND_PLACE,
                        "{'name': <'Harbour'>, 'description': <'wet cobblestones'>,"
                        " 'location': <'Busan'>, 'time': <'dusk'>, 'setting': <'exterior'>}");
  g_set_str (&casting->costume, "b");
  g_set_str (&casting->action, "she lights a lantern");
  casting->weight = 0.5;
  text = aip_casting_write ("", aip_entity_get_id (mina), casting);

  farm_edit_shot (fixture, 0, "description", "Fog on the pier");
  farm_edit_shot (fixture, 0, "negative", "text, beard");
  farm_edit_shot (fixture, 0, "casting", text);
  farm_edit_shot (fixture, 0, "place", aip_entity_get_id (harbour));
  farm_edit_shot (fixture, 0, "overrides", "{\"steps\":31,\"guidance\":99,\"prompt\":\"nothing\"}");
  set_texts (fixture, AIP_ENTITY (farm_shot (fixture, 0)), "characters", aip_entity_get_id (mina));
}

static void
test_what_is_posted (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autoptr(JsonNode) body = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GVariant) recipe = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *shown = NULL;
  JsonObject *graph;
  JsonObject *inputs;
  const char *recipe_text;

  cast_mina (fixture);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_wait_cinema (fixture);
  g_assert_true (aip_scheduler_preview_prompt (fixture->scheduler, fixture->document,
                                               farm_shot (fixture, 0), &shown, NULL, &error));
  g_assert_cmpuint (enqueue (fixture, STILL, 0, 1, NULL), ==, 1);
  wait_ended (fixture);

  graph = get_graph (server, 0, &body);
  inputs = aip_json_get_object (aip_json_get_object (graph, "20"), "inputs");
  g_assert_cmpstr (aip_json_get_string (inputs, "text", ""), ==,
                   "m1na, film look. Fog on the pier. Mina: a tall woman, 34 years old, wearing a "
                   "grey suit, she lights a lantern. Harbour: wet cobblestones, Busan, exterior, "
                   "dusk.");
  g_assert_cmpstr (aip_json_get_string (inputs, "text", ""), ==, shown);
  inputs = aip_json_get_object (aip_json_get_object (graph, "21"), "inputs");
  g_assert_cmpstr (aip_json_get_string (inputs, "text", ""), ==, "text, beard, blond hair");

  inputs = find_inputs (graph, "LoraLoader", NULL);
  g_assert_cmpstr (aip_json_get_string (inputs, "lora_name", ""), ==, "mina.safetensors");
  g_assert_cmpfloat_with_epsilon (aip_json_get_double (inputs, "strength_model", 0), 0.4, 1e-9);
  g_assert_cmpfloat_with_epsilon (aip_json_get_double (inputs, "strength_clip", 0), 0.3, 1e-9);
  inputs = find_inputs (graph, "KSampler", NULL);
  g_assert_cmpint (aip_json_get_int (inputs, "steps", 0), ==, 31);
  /* As far as the workflow goes, and no further. */
  inputs = find_inputs (graph, "FluxGuidance", NULL);
  g_assert_cmpfloat (aip_json_get_double (inputs, "guidance", 0), ==, 30);

  aip_document_read_field_async (fixture->document,
                                 AIP_ENTITY (aip_shot_get_take (farm_shot (fixture, 0))), "recipe",
                                 NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  recipe = aip_document_read_field_finish (fixture->document, result, &error);
  g_assert_no_error (error);
  recipe_text = g_variant_get_string (recipe, NULL);
  g_assert_nonnull (strstr (recipe_text, "\"mina.safetensors\""));
  g_assert_nonnull (strstr (recipe_text, "\"people\""));
  g_assert_nonnull (strstr (recipe_text, "\"overrides\""));

  g_clear_object (&result);
  farm_fixture_free (fixture);
}

/* Whose weight is nothing brings neither a file nor its words. */
static void
test_no_weight (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autoptr(JsonNode) body = NULL;
  g_autofree char *casting = NULL;
  g_autofree char *text = NULL;
  g_auto(GStrv) cast = NULL;
  JsonObject *graph;

  cast_mina (fixture);
  cast = aip_entity_dup_texts (AIP_ENTITY (farm_shot (fixture, 0)), "characters");
  casting = g_strdup_printf ("{\"%s\":{\"weight\":0}}", cast[0]);
  farm_edit_shot (fixture, 0, "casting", casting);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  g_assert_cmpuint (enqueue (fixture, STILL, 0, 1, NULL), ==, 1);
  wait_ended (fixture);

  graph = get_graph (server, 0, &body);
  g_assert_null (find_inputs (graph, "LoraLoader", NULL));
  text = g_strdup (aip_json_get_string (aip_json_get_object (aip_json_get_object (graph, "20"),
                                                             "inputs"), "text", ""));
  g_assert_true (g_str_has_prefix (text, "Fog on the pier. Mina: a tall woman, 34 years old, "
                                         "wearing a red coat."));

  farm_fixture_free (fixture);
}

static void
test_first_frame_given (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autofree char *file = add_picture (fixture, 0x336699ff);
  g_autofree char *path = g_build_filename (aip_document_get_folder (fixture->document), file, NULL);
  g_autofree char *data = NULL;
  g_autoptr(JsonNode) body = NULL;
  g_autoptr(GBytes) sent = NULL;
  const char *name;
  gsize length;

  farm_edit_shot (fixture, 0, "first-frame", file);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  g_assert_cmpuint (enqueue (fixture, MOVE, 0, 1, NULL), ==, 1);
  wait_ended (fixture);

  name = aip_json_get_string (find_inputs (get_graph (server, 0, &body), "LoadImage", NULL), "image",
                              "");
  g_assert_true (test_comfy_server_has_upload (server, name, &sent));
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  g_assert_cmpmem (g_bytes_get_data (sent, NULL), g_bytes_get_size (sent), data, length);

  /* Gone meanwhile: nothing is sent, and it is said. */
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpuint (enqueue (fixture, MOVE, 0, 1, NULL), ==, 1);
  wait_ended (fixture);
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 0)), ==, AIP_JOB_FAILED);
  g_assert_nonnull (strstr (aip_entity_get_text (AIP_ENTITY (farm_job (fixture, 0)), "error-text"),
                            "a picture for SHT-0010"));

  farm_fixture_free (fixture);
}

/* The second of two shots begins where the first ends, and both are asked for at once. */
static void
test_previous_end (void)
{
  FarmFixture *fixture = farm_fixture_new (2);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(JsonNode) body = NULL;
  g_autofree char *wanted = NULL;
  AipTake *take;

  farm_edit_shot (fixture, 1, "workflow", MOVE);
  farm_edit_shot (fixture, 1, "first-frame", "previous-end");
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));

  /* Alone it cannot be made: what it begins with is neither there nor coming. */
  g_assert_cmpuint (enqueue (fixture, NULL, 1, 1, problems), ==, 0);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_nonnull (strstr (problems->pdata[0], "SHT-0010"));

  g_assert_cmpuint (enqueue (fixture, NULL, 0, 2, problems), ==, 2);
  g_assert_cmpuint (problems->len, ==, 1);
  wait_ended (fixture);

  g_assert_cmpuint (test_comfy_server_get_n_posts (server), ==, 2);
  take = aip_shot_get_take (farm_shot (fixture, 0));
  wanted = aip_comfy_client_get_upload_name (aip_entity_get_text (AIP_ENTITY (take), "sha256"),
                                             aip_take_get_file (take));
  g_assert_cmpstr (aip_json_get_string (find_inputs (get_graph (server, 1, &body), "LoadImage",
                                                     NULL), "image", ""), ==, wanted);

  /* The first shot of all has nothing before it. */
  farm_edit_shot (fixture, 0, "first-frame", "previous-end");
  g_assert_cmpuint (enqueue (fixture, MOVE, 0, 1, problems), ==, 0);
  g_assert_nonnull (strstr (problems->pdata[1], "no shot is before it"));

  farm_fixture_free (fixture);
}

/* The shot that is waited for fails: so does the one that waits, with a sentence. */
static void
test_previous_fails (void)
{
  FarmFixture *fixture = farm_fixture_new (2);
  g_autoptr(TestComfyServer) server = farm_server_new (24);

  farm_edit_shot (fixture, 1, "workflow", MOVE);
  farm_edit_shot (fixture, 1, "first-frame", "previous-end");
  g_assert_cmpuint (enqueue (fixture, NULL, 0, 2, NULL), ==, 2);
  aip_scheduler_cancel (fixture->scheduler, fixture->document, farm_job (fixture, 0));
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  wait_ended (fixture);

  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 1)), ==, AIP_JOB_FAILED);
  g_assert_nonnull (strstr (aip_entity_get_text (AIP_ENTITY (farm_job (fixture, 1)), "error-text"),
                            "has no take yet"));
  g_assert_cmpuint (test_comfy_server_get_n_posts (server), ==, 0);

  farm_fixture_free (fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/farm/cast/what-is-posted", test_what_is_posted);
  g_test_add_func ("/farm/cast/no-weight", test_no_weight);
  g_test_add_func ("/farm/cast/first-frame-given", test_first_frame_given);
  g_test_add_func ("/farm/cast/previous-end", test_previous_end);
  g_test_add_func ("/farm/cast/previous-fails", test_previous_fails);

  return g_test_run ();
}
