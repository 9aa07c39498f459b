/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-document.h"
#include "aip-json.h"
#include "cli-support.h"
#include "test-support.h"

static const char list[] =
  "Shot,Scene,Description,Characters,Duration\n"
  "A-1,옥상,Wide shot of a roof at night,민아,2s\n"
  "A-2,옥상,Close-up of a hand,민아,36\n"
  "A-3,골목,Rain,도진,soon\n";

static void
rig_set_up (CliRig        **rig,
            gconstpointer   data)
{
  *rig = cli_rig_new ();
}

static void
rig_tear_down (CliRig        **rig,
               gconstpointer   data)
{
  cli_rig_free (*rig);
}

static void
test_help (CliRig        **rig,
           gconstpointer   data)
{
  static const char *const verbs[] = {
    "new", "import", "export", "shots", "generate", "takes", "workers", "check", "cinema",
  };
  g_autofree char *all = NULL;

  g_assert_cmpint (cli_rig_run (*rig, &all, NULL, "--help", NULL), ==, AIP_CLI_OK);
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      g_autofree char *out = NULL;
      g_autofree char *err = NULL;
      g_autofree char *usage = g_strdup_printf ("aipipeline %s ", verbs[i]);

      g_assert_nonnull (strstr (all, verbs[i]));
      g_assert_cmpint (cli_rig_run (*rig, &out, &err, verbs[i], "--help", NULL), ==, AIP_CLI_OK);
      g_assert_nonnull (strstr (out, usage));
      g_assert_nonnull (strstr (out, "--json"));
      g_assert_nonnull (strstr (out, "Exit status"));
      g_assert_cmpstr (err, ==, "");
    }
}

static void
test_usage (CliRig        **rig,
            gconstpointer   data)
{
  static const char *const lines[][6] = {
    { "shots" },
    { "shots", "a", "b" },
    { "shots", "a", "--frobnicate" },
    { "new" },
    { "new", "x", "--rate", "fast" },
    { "new", "x", "--size", "0x0" },
    { "new", "x", "--size", "1920x1080x3" },
    { "new", "x", "--sample", "--name", "y" },
    { "new", "x", "--name", "\xff\xfe" },
    { "import", "list.csv" },
    { "generate", "x", "--all", "--shots", "A" },
    { "generate", "x", "--again" },
    { "generate", "x", "--timeout", "never" },
    { "generate", "x", "--timeout", "-3" },
    { "workers", "--worker", "not an address" },
    { "workers", "--worker", "ftp://127.0.0.1:1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      const char *const *a = lines[i];
      g_autofree char *out = NULL;
      g_autofree char *err = NULL;
      g_autoptr(JsonNode) json = NULL;
      JsonObject *error;
      int status;

      g_assert_cmpint (cli_rig_run (*rig, &out, &err, a[0], a[1], a[2], a[3], a[4], NULL), ==,
                       AIP_CLI_USAGE);
      g_assert_cmpstr (out, ==, "");
      g_assert_true (g_str_has_prefix (err, "aipipeline: "));
      g_assert_nonnull (strstr (err, "--help"));

      /* A script gets its document even then. */
      json = a[4] != NULL ? cli_rig_run_json (*rig, &status, a[0], a[1], a[2], a[3], a[4], NULL)
             : a[3] != NULL ? cli_rig_run_json (*rig, &status, a[0], a[1], a[2], a[3], NULL)
             : a[2] != NULL ? cli_rig_run_json (*rig, &status, a[0], a[1], a[2], NULL)
             : a[1] != NULL ? cli_rig_run_json (*rig, &status, a[0], a[1], NULL)
                            : cli_rig_run_json (*rig, &status, a[0], NULL);
      g_assert_cmpint (status, ==, AIP_CLI_USAGE);
      error = aip_json_get_object (aip_json_node_object (json), "error");
      g_assert_cmpstr (aip_json_get_string (error, "code", ""), ==, "usage");
      g_assert_cmpstr (aip_json_get_string (error, "message", ""), !=, "");
    }
}

static void
test_new (CliRig        **rig,
          gconstpointer   data)
{
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *file = cli_rig_path (*rig, "비 오는 밤/project.aip");
  g_autofree char *err = NULL;
  JsonObject *root;

  node = cli_rig_run_json (*rig, NULL, "new", "비 오는 밤", "--rate", "29.97", "--size", "1280×720",
                           NULL);
  root = aip_json_node_object (node);
  g_assert_cmpstr (aip_json_get_string (root, "name", ""), ==, "비 오는 밤");
  g_assert_cmpstr (aip_json_get_string (root, "rate", ""), ==, "29.97");
  g_assert_cmpint (aip_json_get_int (root, "width", 0), ==, 1280);
  g_assert_cmpint (aip_json_get_int (root, "height", 0), ==, 720);
  g_assert_cmpint (aip_json_get_int (root, "shots", -1), ==, 0);
  g_assert_true (g_file_test (file, G_FILE_TEST_IS_REGULAR));

  /* What is there is never written over. */
  g_assert_cmpint (cli_rig_run (*rig, NULL, &err, "new", "비 오는 밤", NULL), ==, AIP_CLI_FAILED);
  g_assert_nonnull (strstr (err, "비 오는 밤"));
}

/* A name is a name: it never leads out of the folder for projects. */
static void
test_new_by_name (CliRig        **rig,
                  gconstpointer   data)
{
  static const char *const names[] = { "../../밖으로", "a/b\\c", "..", "CON: <x>", "한밤" };
  g_autofree char *projects = cli_rig_path (*rig, "home/Videos/AIPipeline");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(JsonNode) node = cli_rig_run_json (*rig, NULL, "new", "--name", names[i], NULL);
      JsonObject *root = aip_json_node_object (node);
      const char *folder = aip_json_get_string (root, "project", "");
      g_autofree char *parent = g_path_get_dirname (folder);

      g_assert_cmpstr (parent, ==, projects);
      g_assert_cmpstr (aip_json_get_string (root, "name", ""), ==, names[i]);
    }
}

static void
test_import_and_shots (CliRig        **rig,
                       gconstpointer   data)
{
  g_autoptr(JsonNode) imported = NULL;
  g_autoptr(JsonNode) shots_node = NULL;
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  JsonObject *root;
  JsonObject *shot;
  JsonArray *shots;
  JsonArray *problems;
  int status;

  cli_rig_write (*rig, "목록.csv", list);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "new", "film", "--name", "비 오는 밤", NULL), ==, 0);

  imported = cli_rig_run_json (*rig, &status, "import", "목록.csv", "--into", "film", NULL);
  root = aip_json_node_object (imported);
  g_assert_cmpint (status, ==, AIP_CLI_PARTLY);
  g_assert_cmpint (aip_json_get_int (root, "added", -1), ==, 2);
  g_assert_cmpint (aip_json_get_int (root, "skipped", -1), ==, 1);
  problems = aip_json_get_array (root, "problems");
  g_assert_cmpuint (json_array_get_length (problems), ==, 1);
  g_assert_nonnull (strstr (json_array_get_string_element (problems, 0), "Row 4"));

  shots_node = cli_rig_run_json (*rig, NULL, "shots", "film/project.aip", NULL);
  shots = aip_json_get_array (aip_json_node_object (shots_node), "shots");
  g_assert_cmpuint (json_array_get_length (shots), ==, 2);
  shot = json_array_get_object_element (shots, 0);
  g_assert_cmpstr (aip_json_get_string (shot, "code", ""), ==, "A-1");
  g_assert_cmpstr (aip_json_get_string (shot, "description", ""), ==,
                   "Wide shot of a roof at night");
  g_assert_cmpint (aip_json_get_int (shot, "duration", 0), ==, 48);
  g_assert_cmpint (aip_json_get_int (shot, "takes", -1), ==, 0);
  g_assert_cmpstr (json_array_get_string_element (aip_json_get_array (shot, "characters"), 0), ==,
                   "민아");
  g_assert_cmpint (aip_json_get_int (aip_json_node_object (shots_node), "frames", 0), ==, 84);

  /* For a person: a table, and Hangul also where the locale knows none. */
  g_subprocess_launcher_setenv ((*rig)->launcher, "LC_ALL", "C", TRUE);
  g_assert_cmpint (cli_rig_run (*rig, &out, &err, "check", "film", NULL), ==, AIP_CLI_OK);
  g_assert_nonnull (strstr (out, "비 오는 밤"));
  g_assert_cmpstr (err, ==, "");
}

/* The same list a second time adds nothing and says so. */
static void
test_import_twice (CliRig        **rig,
                   gconstpointer   data)
{
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autoptr(JsonNode) node = NULL;

  cli_rig_write (*rig, "list.csv", list);
  cli_rig_run (*rig, NULL, NULL, "new", "film", NULL);
  cli_rig_run (*rig, NULL, NULL, "import", "list.csv", "--into", "film", NULL);
  g_assert_cmpint (cli_rig_run (*rig, &out, &err, "import", "list.csv", "--into=film", NULL), ==,
                   AIP_CLI_PARTLY);
  g_assert_nonnull (strstr (err, "Row 2"));
  g_assert_nonnull (strstr (err, "A-1"));
  g_assert_nonnull (strstr (out, "Added 0 shots"));

  node = cli_rig_run_json (*rig, NULL, "shots", "film", NULL);
  g_assert_cmpuint (json_array_get_length (aip_json_get_array (aip_json_node_object (node),
                                                               "shots")), ==, 2);
}

static void
test_not_there (CliRig        **rig,
                gconstpointer   data)
{
  g_autofree char *err = NULL;
  g_autoptr(JsonNode) node = NULL;
  int status;

  cli_rig_run (*rig, NULL, NULL, "new", "film", NULL);
  cli_rig_write (*rig, "book.xlsx", "PK\x03\x04");

  g_assert_cmpint (cli_rig_run (*rig, NULL, &err, "shots", "없는 영화", NULL), ==,
                   AIP_CLI_NOT_FOUND);
  g_assert_nonnull (strstr (err, "없는 영화"));
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "import", "없음.csv", "--into", "film", NULL), ==,
                   AIP_CLI_NOT_FOUND);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "import", "book.xlsx", "--into", "film", NULL),
                   ==, AIP_CLI_FAILED);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "import", "book.xlsx", "--into", "x", NULL), ==,
                   AIP_CLI_NOT_FOUND);

  node = cli_rig_run_json (*rig, &status, "takes", "film", "--shots", "SHT-9999", NULL);
  g_assert_cmpint (status, ==, AIP_CLI_NOT_FOUND);
  g_assert_cmpstr (aip_json_get_string (aip_json_get_object (aip_json_node_object (node), "error"),
                                        "code", ""), ==, "not-found");
}

static void
test_sample (CliRig        **rig,
             gconstpointer   data)
{
  g_autoptr(JsonNode) node = cli_rig_run_json (*rig, NULL, "new", "--sample", "film", NULL);
  g_autofree char *out = NULL;

  g_assert_cmpint (aip_json_get_int (aip_json_node_object (node), "shots", 0), >=, 24);
  g_assert_cmpint (cli_rig_run (*rig, &out, NULL, "shots", "film", NULL), ==, AIP_CLI_OK);
  g_assert_nonnull (strstr (out, "SHT-0010"));
}

static void
test_damaged (CliRig        **rig,
              gconstpointer   data)
{
  g_autofree char *err = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *path = cli_rig_path (*rig, "film/project.aip");
  gsize length_before;
  gsize length_after;

  cli_rig_run (*rig, NULL, NULL, "new", "film", NULL);
  cli_rig_write (*rig, "film/project.aip", "This is a diary and no database at all.\n");
  g_file_get_contents (path, &before, &length_before, NULL);

  g_assert_cmpint (cli_rig_run (*rig, NULL, &err, "check", "film", NULL), ==, AIP_CLI_DAMAGED);
  g_assert_true (g_str_has_prefix (err, "aipipeline: "));
  g_file_get_contents (path, &after, &length_after, NULL);
  g_assert_cmpmem (before, length_before, after, length_after);
}

#define TEST(path, function) \
  g_test_add (path, CliRig *, NULL, rig_set_up, function, rig_tear_down)

/* As somebody does it in the window, days before. */
static void
delete_shots (const char        *folder,
              const char *const *codes)
{
  g_autoptr(GAsyncResult) opened = NULL;
  g_autoptr(GAsyncResult) closed = NULL;
  g_autoptr(AipDocument) document = NULL;
  g_autoptr(GError) error = NULL;

  aip_document_open_async (folder, NULL, test_store_result_cb, &opened);
  test_spin_while (opened == NULL);
  document = aip_document_open_finish (opened, &error);
  g_assert_no_error (error);

  for (guint i = 0; codes[i] != NULL; i++)
    {
      aip_document_begin (document, "Delete");
      g_assert_true (aip_document_remove (document,
                                          AIP_ENTITY (aip_document_find_shot (document, codes[i])),
                                          &error));
      aip_document_commit (document);
    }

  aip_document_close_async (document, test_store_result_cb, &closed);
  test_spin_while (closed == NULL);
  g_assert_true (aip_document_close_finish (document, closed, &error));
}

static void
test_trash (CliRig        **rig,
            gconstpointer   data)
{
  static const char *const codes[] = { "SHT-0010", "SHT-0030", NULL };
  g_autofree char *folder = cli_rig_path (*rig, "film");
  g_autoptr(JsonNode) before = NULL;
  g_autoptr(JsonNode) trash = NULL;
  g_autoptr(JsonNode) after = NULL;
  g_autoptr(JsonNode) shots = NULL;
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  JsonArray *items;
  JsonObject *item;
  int status;

  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "new", "film", "--sample", NULL), ==, AIP_CLI_OK);
  before = cli_rig_run_json (*rig, NULL, "trash", "list", "film", NULL);
  g_assert_cmpuint (json_array_get_length (aip_json_get_array (aip_json_node_object (before),
                                                               "trash")), ==, 0);
  delete_shots (folder, codes);

  trash = cli_rig_run_json (*rig, NULL, "trash", "list", "film", NULL);
  items = aip_json_get_array (aip_json_node_object (trash), "trash");
  g_assert_cmpuint (json_array_get_length (items), ==, 2);
  item = json_array_get_object_element (items, 0);
  g_assert_cmpstr (aip_json_get_string (item, "name", ""), ==, "SHT-0030");
  g_assert_cmpstr (aip_json_get_string (item, "kind", ""), ==, "shot");
  g_assert_cmpint (cli_rig_run (*rig, &out, NULL, "trash", "list", "film", NULL), ==, AIP_CLI_OK);
  g_assert_nonnull (strstr (out, "SHT-0010"));

  /* One by its code; what is not there is said and costs only itself. */
  g_clear_pointer (&out, g_free);
  g_assert_cmpint (cli_rig_run (*rig, &out, &err, "trash", "restore", "film",
                                "sht-0010, SHT-9999", NULL), ==, AIP_CLI_PARTLY);
  g_assert_nonnull (strstr (out, "SHT-0010"));
  g_assert_nonnull (strstr (err, "SHT-9999"));

  /* The other by its id. */
  after = cli_rig_run_json (*rig, &status, "trash", "restore", "film",
                            aip_json_get_string (item, "id", ""), NULL);
  g_assert_cmpint (status, ==, AIP_CLI_OK);
  g_assert_cmpuint (json_array_get_length (aip_json_get_array (aip_json_node_object (after),
                                                               "restored")), ==, 1);
  shots = cli_rig_run_json (*rig, NULL, "shots", "film", NULL);
  item = json_array_get_object_element (aip_json_get_array (aip_json_node_object (shots), "shots"),
                                        2);
  g_assert_cmpstr (aip_json_get_string (item, "code", ""), ==, "SHT-0030");

  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "trash", "empty", "film", NULL), ==,
                   AIP_CLI_USAGE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TEST ("/cli/help", test_help);
  TEST ("/cli/usage", test_usage);
  TEST ("/cli/new", test_new);
  TEST ("/cli/new-by-name", test_new_by_name);
  TEST ("/cli/import-and-shots", test_import_and_shots);
  TEST ("/cli/import-twice", test_import_twice);
  TEST ("/cli/not-there", test_not_there);
  TEST ("/cli/sample", test_sample);
  TEST ("/cli/damaged", test_damaged);
  TEST ("/cli/trash", test_trash);

  return g_test_run ();
}
