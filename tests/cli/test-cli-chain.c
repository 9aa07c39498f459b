/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Chains, approval and takes that are made again, with a draft worker and from the command line. */

#include "config.h"

#include <string.h>

#include "aip-json.h"
#include "cli-support.h"
#include "test-support.h"

static void
rig_set_up (CliRig        **rig,
            gconstpointer   data)
{
  *rig = cli_rig_new ();
  cli_rig_write (*rig, "list.csv", "Shot,Description,Duration\n"
                                   "SHT-0010,Wide shot of a harbour at dawn,1s\n"
                                   "SHT-0020,Close on a gull on a post,1s\n");
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "new", "film", "--name", "새벽", "--code", "DAWN",
                                "--size", "320x192", NULL), ==, AIP_CLI_OK);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "import", "list.csv", "--into", "film", NULL), ==,
                   AIP_CLI_OK);
}

static void
rig_tear_down (CliRig        **rig,
               gconstpointer   data)
{
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "check", "film", NULL), ==, AIP_CLI_OK);
  cli_rig_free (*rig);
}

static int
count (JsonNode   *result,
       const char *member)
{
  return (int) aip_json_get_int (aip_json_node_object (result), member, -1);
}

/* The takes of a shot, as a row of media types. */
static char *
list_types (CliRig     *rig,
            const char *shot)
{
  g_autoptr(JsonNode) result = cli_rig_run_json (rig, NULL, "takes", "film", "--shots", shot, NULL);
  JsonArray *takes = aip_json_get_array (aip_json_node_object (result), "takes");
  g_autoptr(GString) types = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (takes); i++)
    {
      const char *file = aip_json_get_string (json_array_get_object_element (takes, i), "file", "");

      g_string_append_printf (types, "%s%s", i > 0 ? " " : "", strrchr (file, '.'));
    }

  return g_string_free_and_steal (g_steal_pointer (&types));
}

/* Two stills, a person in between, and the movie begins with what was approved. */
static void
test_approval (CliRig        **rig,
               gconstpointer   data)
{
  g_autofree char *worker = cli_rig_add_worker (*rig, 50);
  g_autoptr(JsonNode) queued = NULL;
  g_autoptr(JsonNode) approved = NULL;
  g_autoptr(JsonNode) gone_on = NULL;
  g_autoptr(JsonNode) listed = NULL;
  JsonArray *takes;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  queued = cli_rig_run_json (*rig, NULL, "generate", "film", "--shots", "SHT-0010", "--chain",
                             "flux-schnell*2,approve,wan22-5b-i2v", "--worker", worker, "--wait",
                             NULL);
  g_assert_cmpint (count (queued, "queued"), ==, 3);
  g_assert_cmpint (count (queued, "done"), ==, 2);
  g_assert_cmpint (count (queued, "waiting"), ==, 1);
  before = list_types (*rig, "SHT-0010");
  g_assert_cmpstr (before, ==, ".png .png");

  approved = cli_rig_run_json (*rig, NULL, "approve", "film", "SHT-0010:v001", NULL);
  g_assert_cmpuint (json_array_get_length (aip_json_get_array (aip_json_node_object (approved),
                                                               "approved")), ==, 1);
  listed = cli_rig_run_json (*rig, NULL, "takes", "film", "--shots", "SHT-0010", NULL);
  takes = aip_json_get_array (aip_json_node_object (listed), "takes");
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (aip_json_get_boolean (json_array_get_object_element (takes, i), "approved", FALSE),
                     ==, i == 0);
  gone_on = cli_rig_run_json (*rig, NULL, "generate", "film", "--worker", worker, "--wait", NULL);
  g_assert_cmpint (count (gone_on, "done"), ==, 1);
  after = list_types (*rig, "SHT-0010");
  g_assert_cmpstr (after, ==, ".png .png .mp4");
}

/* All the way for two shots at once. */
static void
test_three_steps (CliRig        **rig,
                  gconstpointer   data)
{
  g_autofree char *worker = cli_rig_add_worker (*rig, 50);
  g_autoptr(JsonNode) made = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  made = cli_rig_run_json (*rig, NULL, "generate", "film", "--all", "--chain",
                           "flux-schnell, wan22-5b-i2v, upscale-video-2x", "--worker", worker,
                           "--wait", NULL);
  g_assert_cmpint (count (made, "done"), ==, 6);
  first = list_types (*rig, "SHT-0010");
  second = list_types (*rig, "SHT-0020");
  g_assert_cmpstr (first, ==, ".png .mp4 .mp4");
  g_assert_cmpstr (second, ==, ".png .mp4 .mp4");
}

static void
test_repeat (CliRig        **rig,
             gconstpointer   data)
{
  g_autofree char *worker = cli_rig_add_worker (*rig, 50);
  g_autoptr(JsonNode) again = NULL;
  g_autofree char *types = NULL;
  g_autofree char *err = NULL;
  JsonObject *there;

  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "generate", "film", "--shots", "SHT-0020",
                                "--worker", worker, "--wait", NULL), ==, AIP_CLI_OK);
  again = cli_rig_run_json (*rig, NULL, "generate", "film", "--repeat", "SHT-0020:v001", "--worker",
                            worker, "--wait", NULL);
  g_assert_cmpint (count (again, "done"), ==, 1);
  there = json_array_get_object_element (aip_json_get_array (aip_json_node_object (again), "workers"),
                                         0);
  g_assert_true (json_object_get_boolean_member (there, "possible"));
  g_assert_cmpuint (json_array_get_length (aip_json_get_array (there, "differences")), ==, 0);
  types = list_types (*rig, "SHT-0020");
  g_assert_cmpstr (types, ==, ".png .png");

  g_assert_cmpint (cli_rig_run (*rig, NULL, &err, "generate", "film", "--repeat", "SHT-0020:v009",
                                "--worker", worker, NULL), ==, AIP_CLI_NOT_FOUND);
  g_assert_nonnull (strstr (err, "There is no take “SHT-0020:v009” in the project."));
}

static void
test_refused (CliRig        **rig,
              gconstpointer   data)
{
  static const struct {
    const char   *option;
    const char   *value;
    AipCliStatus  status;
    const char   *sentence;
  } cases[] = {
    { "--chain", "flux-schnell,approve", AIP_CLI_USAGE, "A chain cannot end with “approve”" },
    { "--chain", "wan22-5b-i2v,flux-schnell", AIP_CLI_PARTLY, "it does not begin with a movie" },
    { "--repeat", "SHT-0010", AIP_CLI_USAGE, "leave out --shots" },
  };
  g_autofree char *worker = cli_rig_add_worker (*rig, 50);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *err = NULL;

      g_assert_cmpint (cli_rig_run (*rig, NULL, &err, "generate", "film", "--shots", "SHT-0010",
                                    cases[i].option, cases[i].value, "--worker", worker, "--wait",
                                    NULL), ==, cases[i].status);
      if (strstr (err, cases[i].sentence) == NULL)
        g_error ("%s %s: %s", cases[i].option, cases[i].value, err);
    }
}

static void
add (const char *path,
     void (*function) (CliRig **, gconstpointer))
{
  g_test_add (path, CliRig *, NULL, rig_set_up, function, rig_tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/cli/chain/approval", test_approval);
  add ("/cli/chain/three-steps", test_three_steps);
  add ("/cli/chain/repeat", test_repeat);
  add ("/cli/chain/refused", test_refused);

  return g_test_run ();
}
