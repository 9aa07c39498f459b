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
  "Shot,Description\n"
  "A-1,Wide shot of a roof at night\n"
  "A-2,Close-up of a hand\n"
  "A-3,Rain on the empty alley\n";

/* One field of each type, what is written into it, and as what JSON a list that goes out has it. */
static const struct {
  const char *name;
  const char *type;
  const char *detail;
  const char *typed;
  const char *said;
} fields[] = {
  { "Remark", "text", "What the director said", "Again, darker", "\"Again, darker\"" },
  { "Story", "long-text", NULL, "First line\nsecond line",
    "\"First line\\nsecond line\"" },
  { "Price", "number", "USD", "1,250.5 usd", "1250.5" },
  { "Approved", "checkbox", NULL, "yes", "\"yes\"" },
  { "Crew", "select", "Red,Blue", "blue", "\"Blue\"" },
  { "Needs", "multi-select", "Rain,Crane", "crane, Rain", "\"Crane, Rain\"" },
  { "Day", "date", NULL, "2026-3-9", "\"2026-03-09\"" },
  { "Wish", "rating", NULL, "4", "4" },
  { "Reference", "url", NULL, "https://example.org/roof",
    "\"https://example.org/roof\"" },
  { "Twice", "formula", "{Price} * 2", NULL, "\"2501\"" },
};

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

static void
add_fields (CliRig *rig)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_assert_cmpint (cli_rig_run (rig, NULL, NULL, "field", "add", "film", fields[i].name,
                                  fields[i].type, fields[i].detail, NULL), ==, AIP_CLI_OK);
}

static JsonNode *
list_fields (CliRig     *rig,
             JsonArray **array)
{
  int status;
  JsonNode *node = cli_rig_run_json (rig, &status, "field", "list", "film", NULL);

  g_assert_cmpint (status, ==, AIP_CLI_OK);
  *array = json_object_get_array_member (aip_json_node_object (node), "fields");

  return node;
}

/* What a whole list of the shots says, as JSON text. (transfer full) */
static char *
export_list (CliRig *rig)
{
  g_autofree char *path = cli_rig_path (rig, "out.json");
  char *text = NULL;

  g_assert_cmpint (cli_rig_run (rig, NULL, NULL, "export", "film", "out.json", NULL), ==,
                   AIP_CLI_OK);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  return text;
}

static void
test_types (CliRig        **rig,
            gconstpointer   data)
{
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(JsonNode) exported = NULL;
  g_autofree char *text = NULL;
  JsonArray *array;
  JsonObject *object;
  JsonArray *choices;

  add_fields (*rig);
  node = list_fields (*rig, &array);
  g_assert_cmpuint (json_array_get_length (array), ==, G_N_ELEMENTS (fields));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      object = json_array_get_object_element (array, i);
      g_assert_cmpstr (json_object_get_string_member (object, "name"), ==, fields[i].name);
      g_assert_cmpstr (json_object_get_string_member (object, "type"), ==, fields[i].type);
    }
  object = json_array_get_object_element (array, 0);
  g_assert_cmpstr (json_object_get_string_member (object, "description"), ==, fields[0].detail);
  object = json_array_get_object_element (array, 2);
  g_assert_cmpstr (json_object_get_string_member (object, "unit"), ==, "USD");
  choices = json_object_get_array_member (json_array_get_object_element (array, 4), "choices");
  g_assert_cmpuint (json_array_get_length (choices), ==, 2);
  g_assert_cmpstr (json_array_get_string_element (choices, 1), ==, "Blue");
  object = json_array_get_object_element (array, 9);
  g_assert_cmpstr (json_object_get_string_member (object, "formula"), ==, "{Price} * 2");

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].typed != NULL)
      g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "field", "set", "film", fields[i].name,
                                    fields[i].typed, "--shots", "A-2", NULL), ==, AIP_CLI_OK);
  text = export_list (*rig);
  exported = aip_json_parse (text, -1, strlen (text), NULL);
  object = json_array_get_object_element (
    json_object_get_array_member (aip_json_node_object (exported), "shots"), 1);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      JsonObject *field = json_array_get_object_element (array, i);
      g_autofree char *name =
        g_strconcat ("custom.", json_object_get_string_member (field, "id"), NULL);
      g_autofree char *said = json_to_string (json_object_get_member (object, name), FALSE);

      g_assert_cmpstr (said, ==, fields[i].said);
    }

  /* A project with fields is whole. */
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "check", "film", NULL), ==, AIP_CLI_OK);
}

/* All shots, a choice that there was not, and nothing again. */
static void
test_set (CliRig        **rig,
          gconstpointer   data)
{
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *out = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  JsonArray *array;
  int status;
  g_autoptr(JsonNode) answer = NULL;

  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "field", "add", "film", "Crew", "select", "Red",
                                NULL), ==, AIP_CLI_OK);
  answer = cli_rig_run_json (*rig, &status, "field", "set", "film", "crew", "Violet", "--all",
                             NULL);
  g_assert_cmpint (status, ==, AIP_CLI_OK);
  g_assert_cmpint (aip_json_get_int (aip_json_node_object (answer), "shots", -1), ==, 3);
  node = list_fields (*rig, &array);
  array = json_object_get_array_member (json_array_get_object_element (array, 0), "choices");
  g_assert_cmpstr (json_array_get_string_element (array, 1), ==, "Violet");

  before = export_list (*rig);
  g_assert_cmpint (cli_rig_run (*rig, &out, NULL, "field", "set", "film", "Crew", "", "--all",
                                NULL), ==, AIP_CLI_OK);
  g_assert_cmpstr (out, ==, "Wrote “Crew” of 3 shots.\n");
  after = export_list (*rig);
  g_assert_nonnull (strstr (before, "Violet"));
  g_assert_null (strstr (after, "Violet"));
}

static void
test_remove (CliRig        **rig,
             gconstpointer   data)
{
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *text = NULL;
  JsonArray *array;

  add_fields (*rig);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "field", "set", "film", "Remark",
                                "Gone with its field", "--all", NULL), ==, AIP_CLI_OK);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "field", "remove", "film", "remark", NULL), ==,
                   AIP_CLI_OK);
  node = list_fields (*rig, &array);
  g_assert_cmpuint (json_array_get_length (array), ==, G_N_ELEMENTS (fields) - 1);
  text = export_list (*rig);
  g_assert_null (strstr (text, "Gone with its field"));

  /* What its values say stays in the shots for undo; that is nothing to complain of. */
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "check", "film", NULL), ==, AIP_CLI_OK);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "field", "remove", "film", "remark", NULL), ==,
                   AIP_CLI_NOT_FOUND);
}

static void
test_misuse (CliRig        **rig,
             gconstpointer   data)
{
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *err = NULL;
  g_autofree char *text = NULL;
  JsonArray *array;

  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "field", "film", NULL), ==, AIP_CLI_USAGE);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "field", "rename", "film", NULL), ==,
                   AIP_CLI_USAGE);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "field", "add", "film", "Price", NULL), ==,
                   AIP_CLI_USAGE);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "field", "set", "film", "Price", NULL), ==,
                   AIP_CLI_USAGE);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "field", "list", "nowhere", NULL), ==,
                   AIP_CLI_NOT_FOUND);
  g_assert_cmpint (cli_rig_run (*rig, NULL, &err, "field", "add", "film", "Price", "money", NULL),
                   ==, AIP_CLI_FAILED);
  g_assert_nonnull (strstr (err, "There is no type “money”"));
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "field", "add", "film", "Twice", "formula",
                                "{Nobody} * 2", NULL), !=, AIP_CLI_OK);

  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "field", "add", "film", "Price", "number", NULL),
                   ==, AIP_CLI_OK);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "field", "add", "film", "PRICE", "text", NULL),
                   ==, AIP_CLI_FAILED);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "field", "set", "film", "Price", "7", NULL), ==,
                   AIP_CLI_FAILED);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "field", "set", "film", "Price", "cheap",
                                "--all", NULL), ==, AIP_CLI_FAILED);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "field", "set", "film", "Cost", "7", "--all",
                                NULL), ==, AIP_CLI_NOT_FOUND);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "field", "set", "film", "Price", "7777",
                                "--shots", "A-1,B-9", NULL), !=, AIP_CLI_OK);

  /* None of that left anything behind. */
  node = list_fields (*rig, &array);
  g_assert_cmpuint (json_array_get_length (array), ==, 1);
  text = export_list (*rig);
  g_assert_null (strstr (text, "7777"));
}

#define ADD(path, function) \
  g_test_add ("/cli/field/" path, CliRig *, NULL, rig_set_up, function, rig_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("types", test_types);
  ADD ("set", test_set);
  ADD ("remove", test_remove);
  ADD ("misuse", test_misuse);

  return g_test_run ();
}
