/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Finishing only what the cut shows: which frames reach the worker, and that the same ones are in the
 * cut when what it made of them is back.
 */

#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#include "aip-comfy-json.h"
#include "aip-document-cut.h"
#include "aip-error.h"
#include "aip-finishing.h"
#include "aip-json.h"
#include "farm-fixture.h"
#include "farm-server.h"
#include "media-files.h"

#define SEED "12345678901234567"

/* The classes of upscale-2x and upscale-video-2x. */
#define CATALOGUE                                                                                  \
  "{\"UpscaleModelLoader\":{\"input\":{\"required\":{\"model_name\":[[\"4x-UltraSharp.pth\"],"     \
  "{}]}},\"output\":[\"UPSCALE_MODEL\"]},"                                                         \
  "\"LoadVideo\":{\"input\":{\"required\":{}},\"output\":[\"VIDEO\"]},"                            \
  "\"LoadImage\":{\"input\":{\"required\":{}},\"output\":[\"IMAGE\",\"MASK\"]},"                   \
  "\"GetVideoComponents\":{\"input\":{\"required\":{}},\"output\":[\"IMAGE\",\"AUDIO\",\"FLOAT\"]}," \
  "\"ImageUpscaleWithModel\":{\"input\":{\"required\":{}},\"output\":[\"IMAGE\"]},"                \
  "\"ImageScaleBy\":{\"input\":{\"required\":{}},\"output\":[\"IMAGE\"]},"                         \
  "\"CreateVideo\":{\"input\":{\"required\":{}},\"output\":[\"VIDEO\"]},"                          \
  "\"SaveVideo\":{\"input\":{\"required\":{}},\"output\":[],\"output_node\":true},"                \
  "\"SaveImage\":{\"input\":{\"required\":{}},\"output\":[],\"output_node\":true}}"

static FarmFixture *
fixture_new (guint             n_shots,
             TestComfyServer **server)
{
  FarmFixture *fixture = farm_fixture_new (n_shots);

  *server = farm_server_new (24);
  test_comfy_server_set_answer (*server, "/object_info", 200, "application/json", CATALOGUE, -1);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (*server));

  return fixture;
}

static void
set (FarmFixture *fixture,
     guint        index,
     const char  *field,
     gint64       value)
{
  g_autoptr(GError) error = NULL;

  aip_document_begin (fixture->document, "Set");
  aip_document_set_integer (fixture->document, AIP_ENTITY (farm_shot (fixture, index)), field, value,
                            &error);
  g_assert_no_error (error);
  aip_document_commit (fixture->document);
}

/* Take 1 of a shot: @file is there already. */
static AipTake *
record_take (FarmFixture *fixture,
             guint        index,
             const char  *file,
             const char  *fields)
{
  g_autofree char *path = g_build_filename (aip_document_get_folder (fixture->document), file, NULL);
  g_autofree char *content = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GVariant) values = NULL;
  g_autoptr(GError) error = NULL;
  AipEntity *take;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, &error));
  sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guchar *) content, length);
  text = g_strdup_printf ("{'shot': <'%s'>, 'number': <int64 1>, 'file': <'%s'>, 'sha256': <'%s'>, "
                          "'bytes': <int64 %d>, 'seed': <'" SEED "'>, 'job': <'made-by-hand-%u'>, %s}",
                          aip_entity_get_id (AIP_ENTITY (farm_shot (fixture, index))), file, sha256,
                          (int) length, index, fields);
  values = g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, &error);
  g_assert_no_error (error);
  aip_document_begin_record (fixture->document, "Take");
  take = aip_document_insert (fixture->document, AIP_KIND_TAKE, values, &error);
  g_assert_no_error (error);
  aip_document_commit (fixture->document);

  return AIP_TAKE (take);
}

/* (nullable): 96 frames at 24 a second, of which the cut shows 24 from the thirtieth on. */
static AipTake *
add_movie (FarmFixture *fixture,
           guint        index)
{
  g_autofree char *file = g_strdup_printf ("takes/movie-%u.mov", index);
  g_autofree char *path = g_build_filename (aip_document_get_folder (fixture->document), file, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_mkdir_with_parents (folder, 0777);
  if (!media_make ("videotestsrc pattern=ball num-buffers=96 ! "
                   "video/x-raw,format=I420,width=128,height=72,framerate=24/1 ! jpegenc ! qtmux ! "
                   "filesink name=sink", path))
    return NULL;

  set (fixture, index, "duration", 24);
  set (fixture, index, "source-in", 30);

  return record_take (fixture, index, file, "'media-type': <'video/quicktime'>, 'width': <int64 128>, "
                      "'height': <int64 72>, 'frames': <int64 96>, 'rate-numerator': <int64 24>, "
                      "'rate-denominator': <int64 1>");
}

static AipFinishing *
plan (FarmFixture *fixture,
      gint64       handles)
{
  AipWorkflowStore *store = aip_scheduler_get_workflows (fixture->scheduler);
  const AipFinishingOptions options = {
    aip_workflow_store_get (store, AIP_FINISHING_MOVIES),
    aip_workflow_store_get (store, AIP_FINISHING_STILLS), handles,
  };

  return aip_finishing_new (fixture->document, NULL, &options);
}

static guint
run (FarmFixture  *fixture,
     AipFinishing *finishing)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) jobs = NULL;
  g_autoptr(GError) error = NULL;
  guint position;

  aip_finishing_run_async (finishing, fixture->scheduler, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  jobs = aip_finishing_run_finish (finishing, result, &error);
  g_assert_no_error (error);
  g_object_get (finishing, "position", &position, NULL);
  g_assert_cmpuint (position, ==, aip_finishing_get_n_jobs (finishing));

  return jobs->len;
}

/* (transfer full): an input of a node in the last graph that was posted. */
static char *
posted (TestComfyServer *server,
        const char      *node,
        const char      *input)
{
  guint last = test_comfy_server_get_n_posts (server) - 1;
  g_autoptr(JsonNode) body = aip_comfy_json_parse (test_comfy_server_get_post_body (server, last), -1,
                                                   G_MAXSIZE, NULL);
  JsonObject *graph = aip_json_get_object (aip_json_node_object (body), "prompt");

  return g_strdup (aip_json_get_string (aip_json_get_object (aip_json_get_object (graph, node),
                                                             "inputs"), input, "none"));
}

/* The worker has the movie that it was sent; it gives the same back. */
static GBytes *
echo_movie (TestComfyServer *server)
{
  g_autofree char *name = NULL;
  GBytes *sent;

  test_spin_while (test_comfy_server_get_n_waiting (server, TEST_COMFY_POINT_START) == 0);
  name = posted (server, "54", "file");
  if (!test_comfy_server_has_upload (server, name, &sent))
    g_error ("the graph asks for “%s”, which was not sent", name);
  test_comfy_server_set_output (server, "SaveVideo",
                                "{\"images\": [{\"filename\": \"big.mkv\", \"subfolder\": \"\", "
                                "\"type\": \"output\"}], \"animated\": [true]}");
  test_comfy_server_add_file (server, "output", "", "big.mkv", sent);
  test_comfy_server_release (server, TEST_COMFY_POINT_START);

  return sent;
}

static const AipCutShot *
shown (AipCut **cut,
       FarmFixture *fixture,
       guint        index)
{
  g_clear_pointer (cut, aip_cut_unref);
  *cut = aip_document_dup_cut (fixture->document);

  return aip_cut_get_shot (*cut, index);
}

static GPtrArray *
frames_of (FarmFixture *fixture,
           const char  *file)
{
  g_autofree char *path = g_build_filename (aip_document_get_folder (fixture->document), file, NULL);

  return media_decode (path, "videoconvert ! video/x-raw,format=I420");
}

/* What is seen of the shot in @now is to the last bit what was seen of it in @before. */
static void
assert_same_picture (FarmFixture      *fixture,
                     const AipCutShot *before,
                     const AipCutShot *now)
{
  g_autoptr(GPtrArray) old = frames_of (fixture, before->file);
  g_autoptr(GPtrArray) fresh = frames_of (fixture, now->file);

  g_assert_cmpint (now->record, ==, before->record);
  g_assert_cmpint (now->duration, ==, before->duration);
  for (gint64 i = 0; i < now->duration; i++)
    g_assert_true (g_bytes_equal (old->pdata[before->source + i], fresh->pdata[now->source + i]));
}

static void
test_movie (void)
{
  g_autoptr(TestComfyServer) server = NULL;
  FarmFixture *fixture = fixture_new (2, &server);
  AipTake *take = add_movie (fixture, 0);
  g_autoptr(AipCut) before = NULL;
  g_autoptr(AipCut) after = NULL;
  g_autoptr(AipFinishing) finishing = NULL;
  g_autoptr(AipFinishing) again = NULL;
  g_autoptr(AipFinishing) longer = NULL;
  g_autoptr(GBytes) sent = NULL;
  const AipCutShot *old;
  gint64 head, tail;
  AipTake *made;

  if (take == NULL)
    {
      farm_fixture_free (fixture);
      return;
    }
  old = shown (&before, fixture, 0);

  finishing = plan (fixture, 8);
  g_assert_cmpuint (aip_finishing_get_n_jobs (finishing), ==, 1);
  g_assert_cmpint (aip_finishing_get_n_frames (finishing), ==, 24 + 2 * 8);
  g_assert_cmpuint (aip_finishing_get_n_empty (finishing), ==, 1);
  g_assert_cmpuint (aip_finishing_get_bytes (finishing), >, 0);
  g_assert_cmpfloat (aip_finishing_get_seconds (finishing, fixture->scheduler), >, 0);

  test_comfy_server_hold (server, TEST_COMFY_POINT_START);
  g_assert_cmpuint (run (fixture, finishing), ==, 1);
  g_assert_cmpuint (aip_finishing_get_problems (finishing)->len, ==, 0);
  sent = echo_movie (server);
  farm_wait_all_done (fixture);

  made = aip_shot_get_take (farm_shot (fixture, 0));
  g_assert_true (made != take);
  g_assert_cmpint (aip_take_get_offset (made), ==, 22);
  g_assert_cmpint (aip_entity_get_integer (AIP_ENTITY (made), "frames"), ==, 40);
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (made), "seed"), ==, SEED);
  assert_same_picture (fixture, old, shown (&after, fixture, 0));
  aip_cut_shot_get_handles (aip_cut_get_shot (after, 0), &head, &tail);
  g_assert_cmpint (head, ==, 8);
  g_assert_cmpint (tail, ==, 8);

  /* It is finished now, as long as the cut shows no more of it. */
  again = plan (fixture, 8);
  g_assert_cmpuint (aip_finishing_get_n_jobs (again), ==, 0);
  g_assert_cmpuint (aip_finishing_get_n_finished (again), ==, 1);
  set (fixture, 0, "duration", 40);
  longer = plan (fixture, 8);
  g_assert_cmpuint (aip_finishing_get_n_jobs (longer), ==, 1);
  g_assert_cmpint (aip_finishing_get_n_frames (longer), ==, 40 + 2 * 8);

  /* It holds the project. */
  g_clear_object (&finishing);
  g_clear_object (&again);
  g_clear_object (&longer);
  farm_fixture_free (fixture);
}

/* A shot that shows a certain take shows the finished one; one step back shows the other again. */
static void
test_pinned (void)
{
  g_autoptr(TestComfyServer) server = NULL;
  FarmFixture *fixture = fixture_new (1, &server);
  AipTake *take = add_movie (fixture, 0);
  AipShot *shot = farm_shot (fixture, 0);
  g_autoptr(AipFinishing) finishing = NULL;
  g_autoptr(AipCut) cut = NULL;
  g_autoptr(GBytes) sent = NULL;
  g_autoptr(GError) error = NULL;

  if (take == NULL)
    {
      farm_fixture_free (fixture);
      return;
    }
  aip_document_begin (fixture->document, "Pin");
  aip_document_set_text (fixture->document, AIP_ENTITY (shot), "current-take",
                         aip_entity_get_id (AIP_ENTITY (take)), &error);
  g_assert_no_error (error);
  aip_document_commit (fixture->document);

  finishing = plan (fixture, 8);
  test_comfy_server_hold (server, TEST_COMFY_POINT_START);
  g_assert_cmpuint (run (fixture, finishing), ==, 1);
  sent = echo_movie (server);
  farm_wait_all_done (fixture);

  g_assert_true (aip_shot_get_take (shot) != take);
  g_assert_cmpint (shown (&cut, fixture, 0)->source, ==, 8);
  g_assert_true (aip_document_undo (fixture->document));
  g_assert_true (aip_shot_get_take (shot) == take);
  g_assert_cmpint (shown (&cut, fixture, 0)->source, ==, 30);

  /* It holds the project. */
  g_clear_object (&finishing);
  farm_fixture_free (fixture);
}

static void
test_still (void)
{
  g_autoptr(TestComfyServer) server = NULL;
  FarmFixture *fixture = fixture_new (1, &server);
  g_autofree char *path = g_build_filename (aip_document_get_folder (fixture->document), "takes",
                                            "still.png", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr(GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 32, 18);
  g_autoptr(AipFinishing) finishing = NULL;
  g_autofree char *picture = NULL;
  AipTake *take;

  g_mkdir_with_parents (folder, 0777);
  gdk_pixbuf_fill (pixbuf, 0x204060ff);
  g_assert_true (gdk_pixbuf_save (pixbuf, path, "png", NULL, NULL));
  take = record_take (fixture, 0, "takes/still.png", "'media-type': <'image/png'>, 'width': <int64 32>, "
                      "'height': <int64 18>");

  finishing = plan (fixture, 8);
  g_assert_cmpuint (aip_finishing_get_n_jobs (finishing), ==, 1);
  g_assert_cmpint (aip_finishing_get_n_frames (finishing), ==, 1);
  g_assert_cmpuint (run (fixture, finishing), ==, 1);
  farm_wait_all_done (fixture);

  picture = posted (server, "50", "image");
  g_assert_true (test_comfy_server_has_upload (server, picture, NULL));
  g_assert_true (aip_shot_get_take (farm_shot (fixture, 0)) != take);
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (farm_job (fixture, 0)), "seed"), ==, SEED);

  /* It holds the project. */
  g_clear_object (&finishing);
  farm_fixture_free (fixture);
}

/* Each says what is in its way, before or while it is prepared, and costs only itself. */
static void
test_problems (void)
{
  g_autoptr(TestComfyServer) server = NULL;
  FarmFixture *fixture = fixture_new (4, &server);
  g_autoptr(AipFinishing) finishing = NULL;
  g_autofree char *path = NULL;
  g_autofree char *content = NULL;
  g_autoptr(GBytes) sent = NULL;
  GPtrArray *problems;
  gsize length;

  for (guint i = 0; i < 4; i++)
    if (add_movie (fixture, i) == NULL)
      {
        farm_fixture_free (fixture);
        return;
      }
  aip_document_begin (fixture->document, "Lock");
  aip_document_set (fixture->document, AIP_ENTITY (farm_shot (fixture, 0)), "locked",
                    g_variant_new_boolean (TRUE), NULL);
  aip_document_commit (fixture->document);
  set (fixture, 1, "source-in", 200);
  path = aip_document_get_take_path (fixture->document,
                                     aip_shot_get_take (farm_shot (fixture, 2)));
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_true (g_file_set_contents (path, "no movie", -1, NULL));

  finishing = plan (fixture, 8);
  problems = aip_finishing_get_problems (finishing);
  g_assert_cmpuint (aip_finishing_get_n_jobs (finishing), ==, 2);
  g_assert_cmpuint (problems->len, ==, 2);
  g_assert_nonnull (strstr (problems->pdata[0], "SHT-0010 is locked"));
  g_assert_nonnull (strstr (problems->pdata[1], "SHT-0020 shows nothing that is in take 1"));

  test_comfy_server_hold (server, TEST_COMFY_POINT_START);
  g_assert_cmpuint (run (fixture, finishing), ==, 1);
  g_assert_cmpuint (problems->len, ==, 3);
  g_assert_nonnull (strstr (problems->pdata[2], "SHT-0030"));
  sent = echo_movie (server);
  farm_wait_all_done (fixture);
  g_assert_cmpuint (aip_shot_get_n_takes (farm_shot (fixture, 3)), ==, 2);
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));

  /* It holds the project. */
  g_clear_object (&finishing);
  farm_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/farm/finishing/movie", test_movie);
  g_test_add_func ("/farm/finishing/pinned", test_pinned);
  g_test_add_func ("/farm/finishing/still", test_still);
  g_test_add_func ("/farm/finishing/problems", test_problems);

  return g_test_run ();
}
