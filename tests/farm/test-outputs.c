/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Everything that a graph can make comes home as what it is, and nothing else does. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "aip-picture.h"
#include "farm-fixture.h"
#include "farm-server.h"

#define TAIL "and then a good deal of bytes that nobody looks at, but that have to be there as well"

typedef struct {
  const char *name;
  const char *content;
  gsize       length;
} File;

#define FILE_OF(name, bytes) { name, bytes, sizeof bytes - 1 }

static const File files[] = {
  FILE_OF ("c.flac", "fLaC" TAIL),
  FILE_OF ("d.mp3", "ID3\x04" TAIL),
  FILE_OF ("e.opus", "OggS" TAIL),
};

/* Two frames, 1 × 1. */
static const char gif[] =
  "GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0"
  "\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
  "\x21\xf9\x04\0\x0a\0\0\0" "\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0"
  "\x21\xf9\x04\0\x0a\0\0\0" "\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x4c\x01\0;";

/* Movies that can be played. */
static GBytes *
load_clip (const char *name)
{
  g_autofree char *relative = g_build_filename ("farm", name, NULL);
  g_autofree char *path = test_data_path (relative);
  g_autoptr(GError) error = NULL;
  char *content;
  gsize length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);

  return g_bytes_new_take (content, length);
}

static TestComfyServer *
server_new (const char *output)
{
  TestComfyServer *server = farm_server_new (24);
  g_autoptr(GBytes) moving = g_bytes_new_static (gif, sizeof gif - 1);
  g_autoptr(GBytes) mp4 = load_clip ("clip.mp4");
  g_autoptr(GBytes) webm = load_clip ("clip.webm");

  test_comfy_server_add_file (server, "output", "", "clip.mp4", mp4);
  test_comfy_server_add_file (server, "output", "", "clip.webm", webm);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr(GBytes) content = g_bytes_new_static (files[i].content, files[i].length);

      test_comfy_server_add_file (server, "output", "", files[i].name, content);
    }
  test_comfy_server_add_file (server, "output", "video", "f_00001.gif", moving);
  test_comfy_server_set_output (server, "SaveImage", output);

  return server;
}

static void
make (FarmFixture     *fixture,
      TestComfyServer *server)
{
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 1);
  farm_wait_all_done (fixture);
}

static AipTake *
take_at (FarmFixture *fixture,
         guint        index)
{
  g_autoptr(AipTake) take = g_list_model_get_item (aip_shot_get_takes (farm_shot (fixture, 0)), index);

  g_assert_nonnull (take);

  return take;
}

static void
assert_take (FarmFixture *fixture,
             guint        index,
             const char  *type,
             const char  *suffix,
             const void  *content,
             gsize        length)
{
  AipTake *take = take_at (fixture, index);
  g_autofree char *path = aip_document_get_take_path (fixture->document, take);
  g_autofree char *found = NULL;
  gsize found_length;

  g_assert_cmpstr (aip_take_get_media_type (take), ==, type);
  g_assert_true (g_str_has_suffix (path, suffix));
  g_assert_true (g_file_get_contents (path, &found, &found_length, NULL));
  g_assert_cmpmem (found, found_length, content, length);
}

/* What a test ends with here: takes of a job are several, and no pictures. */
static void
finish (FarmFixture *fixture)
{
  farm_fixture_close (fixture);
  farm_fixture_free (fixture);
}

static void
test_sounds (void)
{
  static const struct {
    const char *type;
    guint       file;
  } cases[] = { { "audio/flac", 0 }, { "audio/mpeg", 1 }, { "audio/ogg", 2 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FarmFixture *fixture = farm_fixture_new (1);
      const File *file = &files[cases[i].file];
      g_autofree char *output = g_strdup_printf ("{\"audio\": [{\"filename\": \"%s\", \"subfolder\": "
                                                 "\"\", \"type\": \"output\"}]}", file->name);
      g_autoptr(TestComfyServer) server = server_new (output);

      make (fixture, server);
      g_assert_cmpuint (aip_shot_get_n_takes (farm_shot (fixture, 0)), ==, 1);
      assert_take (fixture, 0, cases[i].type, strrchr (file->name, '.'), file->content, file->length);
      /* With nothing to see, the sound is what there is. */
      g_assert_nonnull (aip_shot_get_take (farm_shot (fixture, 0)));
      finish (fixture);
    }
}

/* Under whichever name a node lists them. */
static void
test_movies (void)
{
  static const struct {
    const char *output;
    const char *type;
    const char *name;
  } cases[] = {
    { "{\"images\": [{\"filename\": \"clip.mp4\", \"subfolder\": \"\", \"type\": \"output\"}], "
      "\"animated\": [true]}", "video/mp4", "clip.mp4" },
    { "{\"video\": [{\"filename\": \"clip.mp4\", \"type\": \"output\"}]}", "video/mp4", "clip.mp4" },
    { "{\"videos\": [{\"filename\": \"clip.webm\", \"type\": \"output\"}]}", "video/webm",
      "clip.webm" },
    { "{\"gifs\": [{\"filename\": \"clip.mp4\", \"subfolder\": \"\", \"type\": \"output\", "
      "\"format\": \"video/h264-mp4\", \"workflow\": \"clip.png\"}]}", "video/mp4", "clip.mp4" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FarmFixture *fixture = farm_fixture_new (1);
      g_autoptr(TestComfyServer) server = server_new (cases[i].output);
      g_autoptr(GBytes) clip = load_clip (cases[i].name);

      make (fixture, server);
      g_assert_cmpuint (aip_shot_get_n_takes (farm_shot (fixture, 0)), ==, 1);
      assert_take (fixture, 0, cases[i].type, strrchr (cases[i].name, '.'),
                   g_bytes_get_data (clip, NULL), g_bytes_get_size (clip));
      g_assert_cmpint (aip_entity_get_integer (AIP_ENTITY (take_at (fixture, 0)), "frames"), ==, 4);
      finish (fixture);
    }
}

/* What a custom node lists under a name of its own, in a folder of its own. */
static void
test_moving_picture (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server =
    server_new ("{\"gifs\": [{\"filename\": \"f_00001.gif\", \"subfolder\": \"video\", \"type\": "
                "\"output\", \"format\": \"image/gif\", \"frame_rate\": 10.0}]}");

  make (fixture, server);
  assert_take (fixture, 0, "image/gif", ".gif", gif, sizeof gif - 1);
  g_assert_cmpint (aip_entity_get_integer (AIP_ENTITY (take_at (fixture, 0)), "frames"), ==, 2);
  /* What moves is no still that another graph could begin with. */
  g_assert_false (aip_take_is_still (take_at (fixture, 0)));
  finish (fixture);
}

/* A picture, a sound and a text of one job are three takes; what the shot shows is the picture. */
static void
test_several (void)
{
  static const char text[] = "고양이 한 마리가 \"문\" 앞에 앉아 있다.\n";
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autoptr(GBytes) sound = g_bytes_new_static (files[0].content, files[0].length);

  test_comfy_server_add_file (server, "output", "", "c.flac", sound);
  test_comfy_server_set_output (server, "VAEDecode",
                                "{\"text\": [\"고양이 한 마리가 \\\"문\\\" 앞에 앉아 있다.\\n\", \"\"]}");
  test_comfy_server_set_output (server, "KSampler",
                                "{\"audio\": [{\"filename\": \"c.flac\", \"type\": \"output\"}]}");
  make (fixture, server);

  g_assert_cmpuint (aip_shot_get_n_takes (farm_shot (fixture, 0)), ==, 3);
  g_assert_cmpstr (aip_take_get_media_type (take_at (fixture, 0)), ==, "image/png");
  assert_take (fixture, 1, "audio/flac", ".flac", files[0].content, files[0].length);
  assert_take (fixture, 2, "text/plain", ".txt", text, sizeof text - 1);
  g_assert_true (aip_shot_get_take (farm_shot (fixture, 0)) == take_at (fixture, 0));
  finish (fixture);
}

/* Names that lead elsewhere; that a file is what its name says, the download looks at. */
static void
test_refused (void)
{
  static const char *const outputs[] = {
    "{\"images\": [{\"filename\": \"../../../etc/passwd.png\", \"type\": \"output\"}]}",
    "{\"images\": [{\"filename\": \"/etc/passwd.png\", \"type\": \"output\"}]}",
    "{\"images\": [{\"filename\": \"a.png\", \"subfolder\": \"../..\", \"type\": \"output\"}]}",
    "{\"images\": [{\"filename\": \"a.png\", \"subfolder\": \"C:\\\\x\\\\..\", \"type\": "
    "\"output\"}]}",
    "{\"images\": [{\"filename\": \"a.png\", \"subfolder\": \"/root\", \"type\": \"output\"}]}",
    "{\"images\": [{\"filename\": \"a.png\", \"type\": \"../output\"}]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (outputs); i++)
    {
      FarmFixture *fixture = farm_fixture_new (1);
      g_autoptr(TestComfyServer) server = server_new (outputs[i]);

      make (fixture, server);
      g_assert_cmpint (aip_job_get_state (farm_job (fixture, 0)), ==, AIP_JOB_FAILED);
      g_assert_cmpuint (aip_shot_get_n_takes (farm_shot (fixture, 0)), ==, 0);
      /* What leads out of the worker's folders is not even asked for. */
      g_assert_cmpuint (test_comfy_server_get_n_requests (server, "GET", "/view"), ==, 0);
      farm_fixture_free (fixture);
    }
}

static guint
count_frames (const char *folder,
              const void *content,
              gsize       length)
{
  g_autofree char *path = g_build_filename (folder, "picture", NULL);
  guint n;

  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
  n = aip_picture_count_frames (path);
  g_unlink (path);

  return n;
}

static void
test_frames (void)
{
  static const char apng[] =
    "\x89PNG\r\n\x1a\n" "\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89"
    "\0\0\0\x08" "acTL\0\0\0\x05\0\0\0\0" "\0\0\0\0"
    "\0\0\0\0IDAT\0\0\0\0" "\0\0\0\0IEND\xae\x42\x60\x82";
  static const char webp[] =
    "RIFF\x2e\0\0\0WEBP" "VP8X\x0a\0\0\0\x02\0\0\0\0\0\0\0\0\0" "ANIM\x06\0\0\0\0\0\0\0\0\0"
    "ANMF\x02\0\0\0ab" "ANMF\x03\0\0\0abc\0" "ANMF\0\0\0\0";
  g_autofree char *folder = test_dir_new ();

  g_assert_cmpuint (count_frames (folder, gif, sizeof gif - 1), ==, 2);
  g_assert_cmpuint (count_frames (folder, apng, sizeof apng - 1), ==, 5);
  g_assert_cmpuint (count_frames (folder, webp, sizeof webp - 1), ==, 3);
  /* Cut anywhere, it is read without harm. */
  for (gsize n = 0; n < sizeof gif - 1; n++)
    g_assert_cmpuint (count_frames (folder, gif, n), <=, 2);
  for (gsize n = 0; n < sizeof webp - 1; n++)
    g_assert_cmpuint (count_frames (folder, webp, n), <=, 3);
  test_dir_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/outputs/frames", test_frames);
  g_test_add_func ("/outputs/sounds", test_sounds);
  g_test_add_func ("/outputs/movies", test_movies);
  g_test_add_func ("/outputs/moving-picture", test_moving_picture);
  g_test_add_func ("/outputs/several", test_several);
  g_test_add_func ("/outputs/refused", test_refused);

  return g_test_run ();
}
