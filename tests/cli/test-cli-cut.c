/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-json.h"
#include "cli-support.h"

static const char list[] =
  "Shot,Scene,Description,Duration\n"
  "A-1,Roof,Wide shot of a roof at night,2s\n"
  "A-2,Roof,Close-up of a hand,36\n"
  "A-3,Alley,Rain on the empty alley,3s\n";

static void
rig_set_up (CliRig        **rig,
            gconstpointer   data)
{
  *rig = cli_rig_new ();
  cli_rig_write (*rig, "list.csv", list);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "new", "film", NULL), ==, AIP_CLI_OK);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "import", "list.csv", "--into", "film", NULL),
                   ==, AIP_CLI_OK);
}

static void
rig_tear_down (CliRig        **rig,
               gconstpointer   data)
{
  cli_rig_free (*rig);
}

/* Takes that a worker made are in the cut under their names, each in its place. */
static void
test_export (CliRig        **rig,
             gconstpointer   data)
{
  g_autofree char *worker = cli_rig_add_worker (*rig, 50);
  g_autofree char *edl_path = cli_rig_path (*rig, "film.edl");
  g_autofree char *xml_path = cli_rig_path (*rig, "film.xml");
  g_autofree char *edl = NULL;
  g_autofree char *xml = NULL;
  g_autofree char *err = NULL;

  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "generate", "film", "--shots", "A-1,A-2",
                                "--worker", worker, "--wait", NULL), ==, AIP_CLI_OK);
  g_assert_cmpint (cli_rig_run (*rig, NULL, &err, "cut", "export", "film", "film.edl",
                                "--dialect", "resolve", NULL), ==, AIP_CLI_OK);
  g_assert_nonnull (strstr (err, "1 shot has no take yet"));
  g_assert_true (g_file_get_contents (edl_path, &edl, NULL, NULL));
  g_assert_nonnull (strstr (edl, "001  A-1      V     C        00:00:00:00 00:00:02:00 "
                                 "01:00:00:00 01:00:02:00\n* FROM CLIP NAME: "));
  g_assert_nonnull (strstr (edl, "002  A-2      V     C        00:00:00:00 00:00:01:12 "
                                 "01:00:02:00 01:00:03:12\n"));
  g_assert_nonnull (strstr (edl, "003  BL       V     C        00:00:00:00 00:00:03:00 "
                                 "01:00:03:12 01:00:06:12\n"));

  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "cut", "export", "film", "film.xml", NULL), ==,
                   AIP_CLI_OK);
  g_assert_true (g_file_get_contents (xml_path, &xml, NULL, NULL));
  g_assert_nonnull (strstr (xml, "<pathurl>file:///"));
}

/* What an editor did to the list comes back, once. */
static void
test_import (CliRig        **rig,
             gconstpointer   data)
{
  g_autofree char *path = cli_rig_path (*rig, "film.edl");
  g_autofree char *edl = NULL;
  g_autofree char *out = NULL;
  g_auto(GStrv) parts = NULL;
  g_autofree char *changed = NULL;

  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "cut", "export", "film", "film.edl", NULL), ==,
                   AIP_CLI_OK);
  g_assert_cmpint (cli_rig_run (*rig, &out, NULL, "cut", "import", "film.edl", "--into", "film",
                                NULL), ==, AIP_CLI_OK);
  g_assert_cmpstr (out, ==, "The cut is the same.\n");
  g_clear_pointer (&out, g_free);

  g_assert_true (g_file_get_contents (path, &edl, NULL, NULL));
  parts = g_strsplit (edl, "01:00:06:12", -1);
  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  changed = g_strjoinv ("01:00:05:00", parts);
  g_assert_true (g_file_set_contents (path, changed, -1, NULL));

  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (cli_rig_run (*rig, &out, NULL, "cut", "import", "film.edl", "--into", "film",
                                    i == 0 ? "--dry-run" : NULL, NULL), ==, AIP_CLI_OK);
      g_assert_cmpstr (out, ==, "A-3 lasts 00:00:01:12 instead of 00:00:03:00\n");
      g_clear_pointer (&out, g_free);
    }
  g_assert_cmpint (cli_rig_run (*rig, &out, NULL, "cut", "import", "film.edl", "--into", "film",
                                NULL), ==, AIP_CLI_OK);
  g_assert_cmpstr (out, ==, "The cut is the same.\n");
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "cut", "import", "list.csv", "--into", "film",
                                NULL), ==, AIP_CLI_FAILED);
}

static void
test_lint (CliRig        **rig,
           gconstpointer   data)
{
  int status;
  g_autoptr(JsonNode) node = cli_rig_run_json (*rig, &status, "cut", "lint", "film", "--format",
                                               "ale", NULL);
  JsonObject *answer = aip_json_node_object (node);

  g_assert_cmpint (status, ==, AIP_CLI_OK);
  g_assert_cmpint (aip_json_get_int (answer, "shots", -1), ==, 3);
  g_assert_cmpint (aip_json_get_int (answer, "frames", -1), ==, 48 + 36 + 72);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (answer, "losses")), ==, 1);
}

static void
test_misuse (CliRig        **rig,
             gconstpointer   data)
{
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "cut", "film", NULL), ==, AIP_CLI_USAGE);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "cut", "export", "film", NULL), ==,
                   AIP_CLI_USAGE);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "cut", "export", "film", "film.mov", NULL), ==,
                   AIP_CLI_USAGE);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "cut", "lint", "film", "--dialect", "tape", NULL),
                   ==, AIP_CLI_USAGE);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "cut", "lint", "nowhere", NULL), ==,
                   AIP_CLI_NOT_FOUND);
}

#define ADD(path, function) \
  g_test_add ("/cli/cut/" path, CliRig *, NULL, rig_set_up, function, rig_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("export", test_export);
  ADD ("import", test_import);
  ADD ("lint", test_lint);
  ADD ("misuse", test_misuse);

  return g_test_run ();
}
