/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What the command line knows of cameras: the questions, and a shot from its setup to its picture. */

#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#include "aip-database.h"
#include "aip-document.h"
#include "aip-json.h"
#include "cli-support.h"
#include "test-support.h"

#define KOREAN "비 오는 골목을 리나가 걷는다"
#define ENGLISH "Lina walks through an alley in the rain"

static const char by_name[] =
  "{\"body\": \"ALEXA Mini\", \"lens\": \"Cooke S4/i\", \"focal\": 35, \"stop\": 2.8, "
  "\"size\": \"Close-up\", \"time\": \"Dusk\", \"year\": 1962}";
static const char by_id[] =
  "{\"body\": \"arri_alexa_mini\", \"lens\": \"cooke_s4\", \"focal\": 35, \"stop\": 2.8, "
  "\"size\": \"close-up\", \"time\": \"dusk\", \"year\": 1962}";
static const char with_shot[] =
  "{\"setup\": {\"size\": \"close-up\", \"move\": \"push_in\", \"time\": \"dusk\"}, "
  "\"shot\": {\"description\": \"" KOREAN "\", \"english\": \"" ENGLISH "\", "
  "\"negative\": \"text\", \"seconds\": 4}, \"period\": \"loose\"}";
static const char own_body[] =
  "{\"table\": \"bodies\", \"rows\": [{\"id\": \"ours\", \"name\": \"Hanbando One\", "
  "\"type\": \"digital\", \"modes\": [{\"id\": \"f\", \"name\": \"Full\", \"width\": 36, "
  "\"height\": 24, \"fps\": 60}], \"mounts\": [\"pl\"], \"shutter\": \"global\", "
  "\"confidence\": \"high\"}]}";

static void
rig_set_up (CliRig        **rig,
            gconstpointer   data)
{
  *rig = cli_rig_new ();
  cli_rig_write (*rig, "by-name.json", by_name);
  cli_rig_write (*rig, "by-id.json", by_id);
  cli_rig_write (*rig, "with-shot.json", with_shot);
}

static void
rig_tear_down (CliRig        **rig,
               gconstpointer   data)
{
  cli_rig_free (*rig);
}

static JsonObject *
find_finding (JsonObject *answer,
              const char *rule)
{
  JsonArray *findings = aip_json_get_array (answer, "findings");

  for (guint i = 0; i < json_array_get_length (findings); i++)
    {
      JsonObject *finding = json_array_get_object_element (findings, i);

      if (g_strcmp0 (aip_json_get_string (finding, "rule", NULL), rule) == 0)
        return finding;
    }

  return NULL;
}

static void
test_check (CliRig        **rig,
            gconstpointer   data)
{
  g_autofree char *out = NULL;
  g_autofree char *same = NULL;
  g_autoptr(JsonNode) node = NULL;
  JsonObject *finding;
  int status;

  g_assert_cmpint (cli_rig_run (*rig, &out, NULL, "cinema", "check", "by-name.json", NULL), ==, 0);
  g_assert_nonnull (strstr (out, "came out in 2015; this is 1962"));
  g_assert_cmpint (cli_rig_run (*rig, &same, NULL, "cinema", "check", "by-id.json", NULL), ==, 0);
  g_assert_cmpstr (same, ==, out);

  node = cli_rig_run_json (*rig, &status, "cinema", "check", "by-id.json", NULL);
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpstr (aip_json_get_string (aip_json_node_object (node), "state", NULL), ==,
                   "anachronism");
  finding = find_finding (aip_json_node_object (node), "camera.year");
  g_assert_nonnull (finding);
  g_assert_cmpstr (aip_json_get_string (finding, "severity", NULL), ==, "anachronism");
  g_assert_cmpstr (json_array_get_string_element (aip_json_get_array (finding, "fields"), 0), ==,
                   "body");
  g_assert_cmpuint (json_array_get_length (aip_json_get_array (finding, "fixes")), >, 0);
}

static void
test_options (CliRig        **rig,
              gconstpointer   data)
{
  g_autoptr(JsonNode) node = NULL;
  JsonArray *options;
  guint n_chosen = 0;
  guint n_worse = 0;
  int status;

  node = cli_rig_run_json (*rig, &status, "cinema", "options", "by-name.json", "body", NULL);
  g_assert_cmpint (status, ==, 0);
  options = aip_json_get_array (aip_json_node_object (node), "options");
  g_assert_cmpuint (json_array_get_length (options), >, 100);
  for (guint i = 0; i < json_array_get_length (options); i++)
    {
      JsonObject *option = json_array_get_object_element (options, i);

      n_chosen += aip_json_get_boolean (option, "chosen", FALSE);
      n_worse += json_array_get_length (aip_json_get_array (option, "adds")) > 0;
      if (aip_json_get_boolean (option, "chosen", FALSE))
        g_assert_cmpstr (aip_json_get_string (option, "id", NULL), ==, "arri_alexa_mini");
    }
  g_assert_cmpuint (n_chosen, ==, 1);
  g_assert_cmpuint (n_worse, >, 0);
}

static void
test_optics (CliRig        **rig,
             gconstpointer   data)
{
  g_autoptr(JsonNode) node = NULL;
  JsonObject *answer;
  int status;

  node = cli_rig_run_json (*rig, &status, "cinema", "optics", "by-name.json", NULL);
  g_assert_cmpint (status, ==, 0);
  answer = aip_json_node_object (node);
  /* 2 atan (28.25 / 70) */
  g_assert_cmpfloat_with_epsilon (aip_json_get_double (answer, "angle-horizontal-degrees", 0),
                                  43.955, 0.01);
  g_assert_cmpfloat (aip_json_get_double (answer, "hyperfocal-m", 0), >, 10);
}

static void
test_prompt (CliRig        **rig,
             gconstpointer   data)
{
  g_autoptr(JsonNode) still = NULL;
  g_autoptr(JsonNode) movie = NULL;
  JsonObject *answer;
  const char *positive;
  JsonArray *fragments;
  int status;

  still = cli_rig_run_json (*rig, &status, "cinema", "prompt", "with-shot.json", "--target",
                            "flux-dev", NULL);
  g_assert_cmpint (status, ==, 0);
  answer = aip_json_node_object (still);
  positive = aip_json_get_string (answer, "positive", "");
  g_assert_true (g_str_has_prefix (positive, ENGLISH ". "));
  g_assert_null (strstr (positive, "push"));
  g_assert_cmpstr (aip_json_get_string (answer, "negative", NULL), ==, "");
  g_assert_cmpint (aip_json_get_int (answer, "tokens", 0), >, 5);
  g_assert_cmpint (aip_json_get_int (answer, "max-tokens", 0), ==, 512);

  /* Every fragment stands where it says. */
  fragments = aip_json_get_array (answer, "fragments");
  g_assert_cmpuint (json_array_get_length (fragments), >, 2);
  for (guint i = 0; i < json_array_get_length (fragments); i++)
    {
      JsonObject *fragment = json_array_get_object_element (fragments, i);
      gint64 start = aip_json_get_int (fragment, "start", -1);
      const char *text = aip_json_get_string (fragment, "text", "");

      if (aip_json_get_int (fragment, "end", 0) > 0)
        g_assert_true (g_str_has_prefix (positive + start, text));
    }

  movie = cli_rig_run_json (*rig, &status, "cinema", "prompt", "with-shot.json", "--target",
                            "Wan 2.2 text to video", NULL);
  g_assert_cmpint (status, ==, 0);
  answer = aip_json_node_object (movie);
  g_assert_nonnull (strstr (aip_json_get_string (answer, "positive", ""), "push"));
  g_assert_true (g_str_has_prefix (aip_json_get_string (answer, "negative", ""), "text, "));
  g_assert_cmpint (aip_json_get_int (answer, "frames", 0) % 4, ==, 1);
}

static void
test_list (CliRig        **rig,
           gconstpointer   data)
{
  static const struct { const char *what; guint least; const char *has; } lists[] = {
    { "bodies", 140, "arri_alexa_mini" }, { "lenses", 140, "cooke_s4" },
    { "stocks", 80, "Kodak" }, { "lights", 50, "" }, { "supports", 30, "" }, { "moves", 30, "" },
    { "films", 136, "blade_runner" }, { "looks", 61, "" }, { "targets", 20, "flux-dev" },
    { "presets", 0, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *out = NULL;
      g_autoptr(JsonNode) node = NULL;
      int status;

      node = cli_rig_run_json (*rig, &status, "cinema", "list", lists[i].what, NULL);
      g_assert_cmpint (status, ==, 0);
      g_assert_cmpuint (json_array_get_length (aip_json_get_array (aip_json_node_object (node),
                                                                   "rows")), >=, lists[i].least);
      g_assert_cmpint (cli_rig_run (*rig, &out, NULL, "cinema", "list", lists[i].what, NULL), ==,
                       0);
      g_assert_nonnull (strstr (out, lists[i].has));
    }
}

static void
test_bad_input (CliRig        **rig,
                gconstpointer   data)
{
  static const struct { const char *words[5]; int status; } cases[] = {
    { { "cinema" }, AIP_CLI_USAGE },
    { { "cinema", "frobnicate", "by-id.json" }, AIP_CLI_USAGE },
    { { "cinema", "options", "by-id.json" }, AIP_CLI_USAGE },
    { { "cinema", "check", "missing.json" }, AIP_CLI_NOT_FOUND },
    { { "cinema", "check", "broken.json" }, AIP_CLI_FAILED },
    { { "cinema", "check", "array.json" }, AIP_CLI_FAILED },
    { { "cinema", "check", "deep.json" }, AIP_CLI_FAILED },
    { { "cinema", "options", "by-id.json", "nothing" }, AIP_CLI_FAILED },
    { { "cinema", "prompt", "by-id.json", "--target=nobody" }, AIP_CLI_FAILED },
    { { "cinema", "list", "everything" }, AIP_CLI_FAILED },
    { { "cinema", "list", "bodies", "--project=nowhere" }, AIP_CLI_NOT_FOUND },
    { { "cinema", "check", "unknown.json" }, AIP_CLI_PARTLY },
  };
  g_autofree char *deep = g_strnfill (100000, '[');

  cli_rig_write (*rig, "broken.json", "{\"body\": ");
  cli_rig_write (*rig, "array.json", "[1, 2]");
  cli_rig_write (*rig, "deep.json", deep);
  cli_rig_write (*rig, "unknown.json", "{\"stock\": \"no such film\", \"focal\": \"long\", "
                                       "\"size\": \"close-up\"}");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const *w = cases[i].words;
      g_autofree char *err = NULL;

      g_assert_cmpint (cli_rig_run (*rig, NULL, &err, w[0], w[1], w[2], w[3], w[4], NULL), ==,
                       cases[i].status);
      g_assert_true (g_str_has_prefix (err, "aipipeline: "));
    }
}

/* Gear of the user's own, of the project's own, and a mistake in each. */
static void
test_own_gear (CliRig        **rig,
               gconstpointer   data)
{
  g_autofree char *own = cli_rig_path (*rig, "home/data/aipipeline/presets");
  g_autofree char *theirs = cli_rig_path (*rig, "film/presets");
  g_autofree char *out = NULL;
  g_autofree char *project = NULL;
  g_autofree char *err = NULL;

  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "new", "film", NULL), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (own, 0755), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (theirs, 0755), ==, 0);
  cli_rig_write (*rig, "film/presets/bodies.json", own_body);
  cli_rig_write (*rig, "home/data/aipipeline/presets/stocks.json", "{]");

  g_assert_cmpint (cli_rig_run (*rig, &out, &err, "cinema", "list", "bodies", NULL), ==,
                   AIP_CLI_PARTLY);
  g_assert_null (strstr (out, "Hanbando One"));
  g_assert_nonnull (strstr (err, "stocks.json"));

  g_assert_cmpint (cli_rig_run (*rig, &project, NULL, "cinema", "list", "bodies", "--project",
                                "film/project.aip", NULL), ==, AIP_CLI_PARTLY);
  g_assert_nonnull (strstr (project, "Hanbando One"));
}

/* Projects --------------------------------------------------------------------------------------- */

static void
test_new (CliRig        **rig,
          gconstpointer   data)
{
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *err = NULL;
  JsonObject *answer;

  node = cli_rig_run_json (*rig, NULL, "new", "film", "--year", "1962", "--loose", NULL);
  answer = aip_json_node_object (node);
  g_assert_cmpint (aip_json_get_int (answer, "year", 0), ==, 1962);
  g_assert_cmpstr (aip_json_get_string (answer, "period", NULL), ==, "loose");

  g_assert_cmpint (cli_rig_run (*rig, NULL, &err, "new", "other", "--year", "1066", NULL), ==,
                   AIP_CLI_USAGE);
  g_assert_nonnull (strstr (err, "1066"));
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "new", "x", "--sample", "--year", "1962", NULL),
                   ==, AIP_CLI_USAGE);
}

static AipDocument *
open_film (CliRig *rig)
{
  g_autofree char *folder = cli_rig_path (rig, "film");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  AipDocument *document;

  aip_document_open_async (folder, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  document = aip_document_open_finish (result, &error);
  g_assert_no_error (error);

  return document;
}

static void
set_text (AipDocument *document,
          const char  *code,
          const char  *field,
          const char  *text)
{
  g_autoptr(GError) error = NULL;

  aip_document_begin (document, "Edit");
  aip_document_set_text (document, AIP_ENTITY (aip_document_find_shot (document, code)), field,
                         text, &error);
  g_assert_no_error (error);
  aip_document_commit (document);
}

static void
close_film (AipDocument *document)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  aip_document_close_async (document, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  g_assert_true (aip_document_close_finish (document, result, &error));
  g_object_unref (document);
}

static void
run_sql (CliRig     *rig,
         const char *sql)
{
  g_autofree char *path = cli_rig_path (rig, "film/project.aip");
  g_autoptr(GError) error = NULL;
  g_autoptr(AipDatabase) database = aip_database_open (path, AIP_DATABASE_OPEN, &error);

  g_assert_no_error (error);
  g_assert_true (aip_database_exec (database, sql, &error));
  g_assert_no_error (error);
}

static JsonObject *
find_row (JsonNode   *node,
          const char *member,
          const char *key,
          const char *code)
{
  JsonArray *rows = aip_json_get_array (aip_json_node_object (node), member);

  for (guint i = 0; i < json_array_get_length (rows); i++)
    if (g_strcmp0 (aip_json_get_string (json_array_get_object_element (rows, i), key, ""),
                   code) == 0)
      return json_array_get_object_element (rows, i);
  g_assert_not_reached ();
}

static void
make_film (CliRig *rig)
{
  AipDocument *document;

  cli_rig_write (rig, "list.csv",
                 "Shot,Description,영문 프롬프트,Negative,Duration\n"
                 "A-1," KOREAN "," ENGLISH ",\"text, logo\",2s\n"
                 "A-2,A taxi stops in the rain,,,2s\n"
                 "A-3,A ferry at night,,,2s\n");
  g_assert_cmpint (cli_rig_run (rig, NULL, NULL, "new", "film", "--size", "640x360", "--year",
                                "1962", NULL), ==, 0);
  g_assert_cmpint (cli_rig_run (rig, NULL, NULL, "import", "list.csv", "--into", "film", NULL), ==,
                   0);
  document = open_film (rig);
  set_text (document, "A-1", "setup",
            "{\"lens\": \"cooke_s4\", \"focal\": 35, \"size\": \"close-up\", \"time\": \"dusk\"}");
  set_text (document, "A-2", "setup", "{\"lens\": \"no-such-lens\", \"size\": \"close-up\"}");
  close_film (document);
}

/*
 * From the setup to the picture: what the worker was told stands in the file that it made. What
 * cannot be understood costs only itself.
 */
static void
test_setup_reaches_the_picture (CliRig        **rig,
                                gconstpointer   data)
{
  g_autofree char *worker = NULL;
  g_autofree char *file = NULL;
  g_autofree char *err = NULL;
  g_autoptr(JsonNode) shots = NULL;
  g_autoptr(JsonNode) takes = NULL;
  g_autoptr(GdkPixbuf) picture = NULL;
  g_autoptr(GError) error = NULL;
  JsonObject *shot;
  const char *prompt;
  const char *posted;

  make_film (*rig);
  /* Another program wrote nonsense over the setup of the third. */
  run_sql (*rig, "UPDATE shot SET setup = '{\"lens\": ' WHERE code = 'A-3'");

  shots = cli_rig_run_json (*rig, NULL, "shots", "film", NULL);
  shot = find_row (shots, "shots", "code", "A-1");
  g_assert_cmpstr (aip_json_get_string (shot, "english", NULL), ==, ENGLISH);
  g_assert_cmpstr (aip_json_get_string (aip_json_get_object (shot, "setup"), "lens", NULL), ==,
                   "cooke_s4");
  g_assert_true (json_object_get_null_member (find_row (shots, "shots", "code", "A-3"), "setup"));

  g_assert_cmpint (cli_rig_run (*rig, NULL, &err, "check", "film", NULL), ==, AIP_CLI_DAMAGED);
  g_assert_nonnull (strstr (err, "A-2: "));
  g_assert_nonnull (strstr (err, "no-such-lens"));
  g_assert_nonnull (strstr (err, "A-3"));
  g_assert_null (strstr (err, "A-1"));

  worker = cli_rig_add_worker (*rig, 100);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "generate", "film", "--all", "--worker", worker,
                                "--wait", "--timeout", "120", NULL), ==, 0);

  takes = cli_rig_run_json (*rig, NULL, "takes", "film", NULL);
  prompt = aip_json_get_string (find_row (takes, "takes", "shot", "A-1"), "prompt", "");
  g_assert_true (g_str_has_prefix (prompt, ENGLISH "."));
  g_assert_nonnull (strstr (prompt, "lose-up"));
  g_assert_nonnull (strstr (prompt, "dusk"));
  g_assert_nonnull (strstr (prompt, "1960s"));
  g_assert_null (strstr (prompt, "골목"));
  g_assert_nonnull (strstr (aip_json_get_string (find_row (takes, "takes", "shot", "A-2"),
                                                 "prompt", ""), "lose-up"));
  g_assert_true (g_str_has_prefix (aip_json_get_string (find_row (takes, "takes", "shot", "A-3"),
                                                        "prompt", ""), "A ferry at night."));

  /* Workers write the graph that they were sent into their pictures. */
  file = g_build_filename ((*rig)->folder, "film",
                           aip_json_get_string (find_row (takes, "takes", "shot", "A-1"), "file",
                                                NULL), NULL);
  picture = gdk_pixbuf_new_from_file (file, &error);
  g_assert_no_error (error);
  posted = gdk_pixbuf_get_option (picture, "tEXt::prompt");
  g_assert_nonnull (posted);
  g_assert_nonnull (strstr (posted, prompt));
  g_assert_nonnull (strstr (posted, "text, logo"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                      \
  g_test_add ("/cli/cinema/" path, CliRig *, NULL, rig_set_up, function, rig_tear_down)
  ADD ("check", test_check);
  ADD ("options", test_options);
  ADD ("optics", test_optics);
  ADD ("prompt", test_prompt);
  ADD ("list", test_list);
  ADD ("bad-input", test_bad_input);
  ADD ("own-gear", test_own_gear);
  ADD ("new", test_new);
  ADD ("setup-reaches-the-picture", test_setup_reaches_the_picture);

  return g_test_run ();
}
