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
  "Shot,Scene,Description,Characters,Duration\n"
  "A-1,옥상,Wide shot of a roof at night,민아,2s\n"
  "A-2,옥상,Close-up of a hand,민아,36\n"
  "A-3,골목,Rain on the empty alley,도진,3s\n";

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

static gint64
get_count (JsonNode   *node,
           const char *member)
{
  return aip_json_get_int (aip_json_get_object (aip_json_node_object (node), "diff"), member, -1);
}

/* Replaces @from by @to in a file, as a person with an editor would. */
static void
replace (CliRig     *rig,
         const char *name,
         const char *from,
         const char *to)
{
  g_autofree char *path = cli_rig_path (rig, name);
  g_autofree char *text = NULL;
  g_auto(GStrv) parts = NULL;
  g_autofree char *changed = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  parts = g_strsplit (text, from, -1);
  g_assert_cmpuint (g_strv_length (parts), >, 1);
  changed = g_strjoinv (to, parts);
  g_assert_true (g_file_set_contents (path, changed, -1, NULL));
}

static void
test_round_trip (CliRig        **rig,
                 gconstpointer   data)
{
  static const char *const files[] = { "full.xlsx", "full.csv", "full.json" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr(JsonNode) exported = NULL;
      g_autoptr(JsonNode) compared = NULL;
      JsonArray *read;
      int status;

      exported = cli_rig_run_json (*rig, &status, "export", "film", files[i], NULL);
      g_assert_cmpint (status, ==, AIP_CLI_OK);
      g_assert_cmpint (aip_json_get_int (aip_json_node_object (exported), "rows", 0), ==, 3);

      compared = cli_rig_run_json (*rig, &status, "import", files[i], "--into", "film",
                                   "--dry-run", NULL);
      g_assert_cmpint (status, ==, AIP_CLI_OK);
      g_assert_cmpint (get_count (compared, "rows-changed"), ==, 0);
      g_assert_cmpint (get_count (compared, "rows-added"), ==, 0);
      g_assert_cmpint (get_count (compared, "rows-removed"), ==, 0);
      g_assert_cmpint (get_count (compared, "conflicts"), ==, 0);
      read = aip_json_get_array (aip_json_node_object (compared), "read");
      g_assert_cmpuint (json_array_get_length (read), >=, 3);
    }
}

static void
test_accept (CliRig        **rig,
             gconstpointer   data)
{
  g_autoptr(JsonNode) compared = NULL;
  g_autofree char *out = NULL;
  JsonObject *changed;
  JsonObject *cell;
  int status;

  cli_rig_run (*rig, NULL, NULL, "export", "film", "full.json", NULL);
  replace (*rig, "full.json", "Close-up of a hand", "A hand, close");
  replace (*rig, "full.json", "\"duration\" : 36", "\"duration\" : 0");

  compared = cli_rig_run_json (*rig, &status, "import", "full.json", "--into", "film", "--dry-run",
                               NULL);
  g_assert_cmpint (status, ==, AIP_CLI_PARTLY);
  g_assert_cmpint (get_count (compared, "cells-changed"), ==, 1);
  changed = json_array_get_object_element (
    aip_json_get_array (aip_json_get_object (aip_json_node_object (compared), "diff"), "changed"),
    0);
  g_assert_cmpstr (aip_json_get_string (changed, "name", ""), ==, "A-2");
  cell = json_array_get_object_element (aip_json_get_array (changed, "cells"), 0);
  g_assert_cmpstr (aip_json_get_string (cell, "field", ""), ==, "description");
  g_assert_cmpstr (aip_json_get_string (cell, "theirs", ""), ==, "A hand, close");
  g_assert_cmpuint (json_array_get_length (aip_json_get_array (aip_json_node_object (compared),
                                                               "defects")), ==, 1);

  /* Without rules nothing is written; what is left is said, and the exit status says so, too. */
  g_assert_cmpint (cli_rig_run (*rig, &out, NULL, "import", "full.json", "--into", "film", NULL),
                   ==, AIP_CLI_PARTLY);
  g_clear_pointer (&out, g_free);
  cli_rig_run (*rig, &out, NULL, "shots", "film", NULL);
  g_assert_nonnull (strstr (out, "Close-up of a hand"));
  g_clear_pointer (&out, g_free);

  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "import", "full.json", "--into", "film",
                                "--accept", "nonsense", NULL), ==, AIP_CLI_FAILED);
  cli_rig_run (*rig, NULL, NULL, "import", "full.json", "--into", "film", "--accept", "all", NULL);
  cli_rig_run (*rig, &out, NULL, "shots", "film", NULL);
  g_assert_nonnull (strstr (out, "A hand, close"));
}

/* A list of somebody else's, with titles that nobody knows; what they mean is remembered. */
static void
test_foreign (CliRig        **rig,
              gconstpointer   data)
{
  g_autoptr(JsonNode) compared = NULL;
  g_autoptr(JsonNode) added = NULL;
  int status;

  cli_rig_write (*rig, "theirs.csv",
                 "Take ref;Beat;Remarks\nA-1;Wide shot of a roof at dawn;new\nB-1;A new beat;\n");
  compared = cli_rig_run_json (*rig, &status, "import", "theirs.csv", "--into", "film",
                               "--dry-run", "--map", "Take ref=code", "--map", "Beat=description",
                               NULL);
  g_assert_cmpint (status, ==, AIP_CLI_OK);
  g_assert_cmpint (get_count (compared, "rows-changed"), ==, 1);
  g_assert_cmpint (get_count (compared, "rows-added"), ==, 1);

  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "import", "theirs.csv", "--into", "film",
                                "--accept", "all", "--map", "Take ref=code", "--map",
                                "Beat=description", NULL), ==, AIP_CLI_OK);
  added = cli_rig_run_json (*rig, &status, "import", "theirs.csv", "--into", "film", "--dry-run",
                            NULL);
  g_assert_cmpint (status, ==, AIP_CLI_OK);
  g_assert_cmpint (get_count (added, "rows-unchanged"), ==, 2);
}

static void
test_refused (CliRig        **rig,
              gconstpointer   data)
{
  static const struct { const char *arguments[6]; int status; } rows[] = {
    { { "export", "film", "list.doc" }, AIP_CLI_USAGE },
    { { "export", "film", "a.xlsx", "--purpose", "fun" }, AIP_CLI_USAGE },
    { { "export", "film", "a.xlsx", "--encoding", "cp949" }, AIP_CLI_USAGE },
    { { "export", "film", "없음/a.xlsx" }, AIP_CLI_NOT_FOUND },
    { { "export", "film" }, AIP_CLI_USAGE },
    { { "import", "list.csv", "--into", "film", "--map", "Beat" }, AIP_CLI_USAGE },
    { { "import", "list.csv", "--into", "film", "--sheet", "Nope" }, AIP_CLI_NOT_FOUND },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *const *a = rows[i].arguments;
      g_autofree char *err = NULL;

      g_assert_cmpint (cli_rig_run (*rig, NULL, &err, a[0], a[1], a[2], a[3], a[4], a[5], NULL), ==,
                       rows[i].status);
      g_assert_true (g_str_has_prefix (err, "aipipeline: "));
    }
}

static void
test_pages (CliRig        **rig,
            gconstpointer   data)
{
  g_autofree char *path = cli_rig_path (*rig, "pages.out");
  g_autofree char *err = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "export", "film", "pages.out", "--format", "pdf",
                                "--paper", "letter", "--per-row", "2", NULL), ==, AIP_CLI_OK);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "%PDF-"));
  g_assert_cmpint (cli_rig_run (*rig, NULL, &err, "export", "film", "x.pdf", "--per-row", "9",
                                NULL), ==, AIP_CLI_USAGE);
  g_assert_true (g_str_has_prefix (err, "aipipeline: "));
  g_clear_pointer (&err, g_free);
  g_assert_cmpint (cli_rig_run (*rig, NULL, &err, "export", "film", "x.pdf", "--paper", "a5",
                                NULL), ==, AIP_CLI_USAGE);
  g_clear_pointer (&err, g_free);
  g_assert_cmpint (cli_rig_run (*rig, NULL, &err, "export", "film", "x", "--format", "doc", NULL),
                   ==, AIP_CLI_USAGE);
}

static void
test_replace (CliRig        **rig,
              gconstpointer   data)
{
  g_autoptr(JsonNode) dry = NULL;
  g_autoptr(JsonNode) done = NULL;
  g_autoptr(JsonNode) clash = NULL;
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  JsonArray *hits;
  int status;

  /* Says what it would do, and does not. */
  dry = cli_rig_run_json (*rig, &status, "replace", "film", "(\\w+) alley", "narrow $1 lane",
                          "--regex", "--dry-run", NULL);
  g_assert_cmpint (status, ==, AIP_CLI_OK);
  hits = aip_json_get_array (aip_json_node_object (dry), "hits");
  g_assert_cmpuint (json_array_get_length (hits), ==, 1);
  g_assert_cmpstr (aip_json_get_string (json_array_get_object_element (hits, 0), "after", ""), ==,
                   "narrow empty lane");
  g_assert_cmpint (cli_rig_run (*rig, &out, NULL, "replace", "film", "night", "밤", "--dry-run",
                                NULL), ==, AIP_CLI_OK);
  g_assert_nonnull (strstr (out, "[night → 밤]"));

  done = cli_rig_run_json (*rig, &status, "replace", "film", "night", "밤", "--fields",
                           "description,notes", NULL);
  g_assert_cmpint (status, ==, AIP_CLI_OK);
  g_assert_cmpint (aip_json_get_int (aip_json_node_object (done), "replaced", 0), ==, 1);
  g_clear_pointer (&out, g_free);
  g_assert_cmpint (cli_rig_run (*rig, &out, NULL, "shots", "film", NULL), ==, AIP_CLI_OK);
  g_assert_nonnull (strstr (out, "Wide shot of a roof at 밤"));

  /* A code that two shots would have is one too many. */
  clash = cli_rig_run_json (*rig, &status, "replace", "film", "A-.", "B", "--regex", "--fields",
                            "code", NULL);
  g_assert_cmpint (status, ==, AIP_CLI_PARTLY);
  g_assert_cmpint (aip_json_get_int (aip_json_node_object (clash), "refused", 0), ==, 2);

  g_assert_cmpint (cli_rig_run (*rig, NULL, &err, "replace", "film", "(", "x", "--regex", NULL), ==,
                   AIP_CLI_USAGE);
  g_assert_true (g_str_has_prefix (err, "aipipeline: "));
  g_clear_pointer (&err, g_free);
  g_assert_cmpint (cli_rig_run (*rig, NULL, &err, "replace", "film", "a", "b", "--fields", "lens",
                                NULL), ==, AIP_CLI_USAGE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/cli-sheet/round-trip", CliRig *, NULL, rig_set_up, test_round_trip, rig_tear_down);
  g_test_add ("/cli-sheet/accept", CliRig *, NULL, rig_set_up, test_accept, rig_tear_down);
  g_test_add ("/cli-sheet/foreign", CliRig *, NULL, rig_set_up, test_foreign, rig_tear_down);
  g_test_add ("/cli-sheet/pages", CliRig *, NULL, rig_set_up, test_pages, rig_tear_down);
  g_test_add ("/cli-sheet/replace", CliRig *, NULL, rig_set_up, test_replace, rig_tear_down);
  g_test_add ("/cli-sheet/refused", CliRig *, NULL, rig_set_up, test_refused, rig_tear_down);

  return g_test_run ();
}
