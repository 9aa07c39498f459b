/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "aip-json.h"
#include "cli-support.h"
#include "test-support.h"

/* A film of cards, long enough to be caught in the middle. */
static const char list[] =
  "Shot,Scene,Description,Duration\n"
  "A-1,Roof,Wide shot of a roof at night,30s\n"
  "A-2,Roof,Close-up of a hand,30s\n"
  "A-3,Alley,Rain on the empty alley,30s\n"
  "A-4,Alley,The rain stops,30s\n";

#define N_FRAMES (4 * 30 * 24)

static void
rig_set_up (CliRig        **rig,
            gconstpointer   data)
{
  *rig = cli_rig_new ();
  cli_rig_write (*rig, "list.csv", list);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "new", "film", "--size", "320x180", NULL), ==,
                   AIP_CLI_OK);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "import", "list.csv", "--into", "film", NULL),
                   ==, AIP_CLI_OK);
}

static void
rig_tear_down (CliRig        **rig,
               gconstpointer   data)
{
  cli_rig_free (*rig);
}

/* The documents of the lines that a render prints; the last says how it went. */
static JsonNode *
read_lines (const char *out,
            guint      *n_progress)
{
  g_auto(GStrv) lines = g_strsplit (out, "\n", -1);
  JsonNode *last = NULL;
  gint64 before = 0;

  *n_progress = 0;
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) node = aip_json_parse (lines[i], -1, 1 << 20, &error);
      JsonObject *object = aip_json_node_object (node);

      g_assert_no_error (error);
      if (g_str_equal (aip_json_get_string (object, "event", ""), "progress"))
        {
          *n_progress += 1;
          if (g_str_equal (aip_json_get_string (object, "stage", ""), "pictures"))
            {
              g_assert_cmpint (aip_json_get_int (object, "frame", -1), >=, before);
              before = aip_json_get_int (object, "frame", -1);
            }
        }
      g_clear_pointer (&last, json_node_unref);
      last = g_steal_pointer (&node);
    }

  return last;
}

/* Files whose names end in @suffix, in @name or in folders beside it that are hidden. */
static guint
count_files (CliRig     *rig,
             const char *name,
             const char *suffix)
{
  g_autofree char *path = cli_rig_path (rig, name);
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *entry;
  guint n = 0;

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    n += g_str_has_suffix (entry, suffix);

  return n;
}

static void
make_folder (CliRig     *rig,
             const char *name)
{
  g_autofree char *path = cli_rig_path (rig, name);

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
}

static void
test_movie (CliRig        **rig,
            gconstpointer   data)
{
  g_autofree char *out = NULL;
  g_autoptr(JsonNode) last = NULL;
  JsonObject *answer;
  guint n_progress;

  make_folder (*rig, "out");
  g_assert_cmpint (cli_rig_run (*rig, &out, NULL, "render", "film", "out/film.mov", "--preset",
                                "mjpeg", "--range", "A-2..A-3", "--slate", "--text", "검토용",
                                "--burn-in", "code,record,text", "--ratio", "2.39", "--json",
                                NULL), ==, AIP_CLI_OK);
  last = read_lines (out, &n_progress);
  answer = aip_json_node_object (last);
  g_assert_true (aip_json_get_boolean (answer, "ok", FALSE));
  g_assert_cmpint (aip_json_get_int (answer, "frames", 0), ==, 2 * 30 * 24 + 48);
  g_assert_cmpint (aip_json_get_int (answer, "kept-parts", -1), ==, 0);
  g_assert_cmpuint (n_progress, >, 0);
  g_assert_cmpuint (count_files (*rig, "out", ""), ==, 1);
  /* The project is free again. */
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "shots", "film", NULL), ==, AIP_CLI_OK);
}

static void
test_says_what_is_wrong (CliRig        **rig,
                         gconstpointer   data)
{
  static const char *const wrong[][2] = {
    { "--preset", "h266" }, { "--burn-in", "logo" }, { "--ratio", "wide" }, { "--size", "big" },
  };
  g_autofree char *err = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "render", "film", "film.mov", wrong[i][0],
                                  wrong[i][1], NULL), ==, AIP_CLI_USAGE);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "render", "film", NULL), ==, AIP_CLI_USAGE);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "render", "nothing", "a.mov", NULL), ==,
                   AIP_CLI_NOT_FOUND);
  g_assert_cmpint (cli_rig_run (*rig, NULL, &err, "render", "film", "a.mov", "--preset", "mjpeg",
                                "--range", "A-7", NULL), ==, AIP_CLI_FAILED);
  g_assert_nonnull (strstr (err, "A-7"));
  g_clear_pointer (&err, g_free);
  g_assert_cmpint (cli_rig_run (*rig, NULL, &err, "render", "film", "no/such/a.mov", "--preset",
                                "mjpeg", NULL), ==, AIP_CLI_NOT_FOUND);
  g_clear_pointer (&err, g_free);
  g_assert_cmpint (cli_rig_run (*rig, NULL, &err, "render", "film", "a.wav", "--preset", "wav",
                                NULL), ==, AIP_CLI_FAILED);
  g_assert_nonnull (strstr (err, "no sound"));
}

/* Waits until a render has parts to lose, or is over. */
static void
wait_for_parts (CliRig      *rig,
                GSubprocess *process,
                const char  *work)
{
  test_spin_while (count_files (rig, work, ".part") < 2 &&
                   g_subprocess_get_identifier (process) != NULL);
}

/* A render that was killed goes on with what it had, and nobody sees that in the pictures. */
static void
test_kill_and_resume (CliRig        **rig,
                      gconstpointer   data)
{
  g_autofree char *out = NULL;
  g_autoptr(JsonNode) last = NULL;
  g_autoptr(GSubprocess) process = NULL;
  JsonObject *answer;
  guint n_progress;

  make_folder (*rig, "out");
  process = cli_rig_start (*rig, "render", "film", "out/frames", "--preset", "jpeg", "--burn-in",
                           "frame,record", "--json", NULL);
  wait_for_parts (*rig, process, "out/.frames.parts");
  g_subprocess_send_signal (process, SIGKILL);
  g_assert_cmpint (cli_rig_finish (process, NULL, NULL), ==, 128 + SIGKILL);
  g_assert_cmpuint (count_files (*rig, "out/.frames.parts", ".part"), >=, 2);
  g_assert_cmpuint (count_files (*rig, "out/frames", ".jpg"), ==, 0);

  g_assert_cmpint (cli_rig_run (*rig, &out, NULL, "render", "film", "out/frames", "--preset",
                                "jpeg", "--burn-in", "frame,record", "--json", NULL), ==,
                   AIP_CLI_OK);
  last = read_lines (out, &n_progress);
  answer = aip_json_node_object (last);
  g_assert_cmpint (aip_json_get_int (answer, "kept-parts", 0), >=, 2);
  g_assert_cmpint (aip_json_get_int (answer, "kept-parts", 0), <,
                   aip_json_get_int (answer, "parts", 0));
  g_assert_cmpuint (count_files (*rig, "out/frames", ".jpg"), ==, N_FRAMES);
  g_assert_cmpuint (count_files (*rig, "out", ""), ==, 1);

  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "render", "film", "out/whole", "--preset",
                                "jpeg", "--burn-in", "frame,record", NULL), ==, AIP_CLI_OK);
  for (int i = 0; i < N_FRAMES; i++)
    {
      g_autofree char *name = g_strdup_printf ("out/frames/frames_%06d.jpg", i);
      g_autofree char *other = g_strdup_printf ("out/whole/whole_%06d.jpg", i);
      g_autofree char *path = cli_rig_path (*rig, name);
      g_autofree char *other_path = cli_rig_path (*rig, other);
      g_autofree char *contents = NULL;
      g_autofree char *other_contents = NULL;
      gsize length;
      gsize other_length;

      g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
      g_assert_true (g_file_get_contents (other_path, &other_contents, &other_length, NULL));
      g_assert_cmpmem (contents, length, other_contents, other_length);
    }
}

static void
test_interrupt (CliRig        **rig,
                gconstpointer   data)
{
  static const int signals[] = { SIGTERM, SIGINT };
  g_autofree char *path = NULL;

  make_folder (*rig, "out");
  cli_rig_write (*rig, "out/film.mov", "what was here before");
  path = cli_rig_path (*rig, "out/film.mov");
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      g_autoptr(GSubprocess) process =
        cli_rig_start (*rig, "render", "film", "out/film.mov", "--preset", "mjpeg", "--burn-in",
                       "frame", NULL);
      g_autofree char *contents = NULL;
      g_autofree char *err = NULL;

      wait_for_parts (*rig, process, "out/.film.mov.parts");
      g_subprocess_send_signal (process, signals[i]);
      g_assert_cmpint (cli_rig_finish (process, NULL, &err), ==, AIP_CLI_INTERRUPTED);
      g_assert_nonnull (strstr (err, "stopped"));
      g_assert_cmpuint (count_files (*rig, "out", ""), ==, 1);
      g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
      g_assert_cmpstr (contents, ==, "what was here before");
    }
}

/* A shot that was made and lost is a card that says so, and so does the command. */
static void
test_missing_take (CliRig        **rig,
                   gconstpointer   data)
{
  g_autofree char *worker = cli_rig_add_worker (*rig, 50);
  g_autofree char *folder = cli_rig_path (*rig, "film/takes/A-1");
  g_autofree char *take = NULL;
  g_autofree char *err = NULL;
  g_autoptr(GDir) dir = NULL;

  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "generate", "film", "--shots", "A-1,A-2",
                                "--worker", worker, "--wait", NULL), ==, AIP_CLI_OK);
  dir = g_dir_open (folder, 0, NULL);
  take = g_build_filename (folder, g_dir_read_name (dir), NULL);
  g_assert_cmpint (g_unlink (take), ==, 0);
  g_assert_cmpint (cli_rig_run (*rig, NULL, &err, "render", "film", "film.mov", "--preset",
                                "mjpeg", "--range", "0-1000", NULL), ==, AIP_CLI_PARTLY);
  g_assert_nonnull (strstr (err, "A-1: "));
  g_assert_null (strstr (err, "A-2: "));
}

/* What the project looks like to a process that has no project. */
static void
test_cut_file (CliRig        **rig,
               gconstpointer   data)
{
  g_autofree char *path = cli_rig_path (*rig, "film.json");
  g_autofree char *err = NULL;
  GStatBuf status;

  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "cut", "export", "film", "film.json", "--format",
                                "json", NULL), ==, AIP_CLI_OK);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "render", "--cut", "film.json", "film.mov",
                                "--preset", "mjpeg", "--range", "0-48", NULL), ==, AIP_CLI_OK);

  cli_rig_write (*rig, "bad.json", "{\"format\":\"aipipeline-cut\"}");
  g_assert_cmpint (cli_rig_run (*rig, NULL, &err, "render", "--cut", "bad.json", "film.mov",
                                NULL), ==, AIP_CLI_FAILED);
  g_assert_nonnull (strstr (err, "no cut"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) \
  g_test_add ("/cli/render/" path, CliRig *, NULL, rig_set_up, func, rig_tear_down)

  ADD ("movie", test_movie);
  ADD ("says-what-is-wrong", test_says_what_is_wrong);
  ADD ("kill-and-resume", test_kill_and_resume);
  ADD ("interrupt", test_interrupt);
  ADD ("missing-take", test_missing_take);
  ADD ("cut-file", test_cut_file);

#undef ADD

  return g_test_run ();
}
