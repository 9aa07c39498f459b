/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-cinema-json.h"
#include "aip-json.h"
#include "aip-paths.h"

#include "cinema-fixture.h"

static AipCinema *cinema;

static JsonNode *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  JsonNode *node = aip_json_parse (text, -1, 100000, &error);

  g_assert_no_error (error);

  return node;
}

/* A fix is a patch: laid over the setup, the finding is gone. */
static void
test_check_and_fix (void)
{
  g_autoptr(JsonNode) input = parse ("{\"year\":1960,\"stock\":\"Vision3 500T\"}");
  JsonObject *setup = json_node_get_object (input);
  g_autoptr(JsonObject) answer = aip_cinema_check (cinema, setup, NULL);
  g_autoptr(JsonObject) after = NULL;
  JsonObject *finding = json_array_get_object_element (
    json_object_get_array_member (answer, "findings"), 0);
  JsonObject *fix, *set;
  JsonObjectIter iter;
  const char *member;
  JsonNode *value;

  g_assert_cmpstr (json_object_get_string_member (answer, "state"), ==, "anachronism");
  g_assert_cmpstr (json_object_get_string_member (finding, "rule"), ==, "stock.early");
  fix = json_array_get_object_element (json_object_get_array_member (finding, "fixes"), 0);
  set = json_object_get_object_member (fix, "set");
  json_object_iter_init (&iter, set);
  while (json_object_iter_next (&iter, &member, &value))
    json_object_set_member (setup, member, json_node_copy (value));

  after = aip_cinema_check (cinema, setup, NULL);
  g_assert_cmpstr (json_object_get_string_member (after, "state"), !=, "anachronism");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (after, "problems")), ==,
                    0);
}

static void
test_loose (void)
{
  g_autoptr(JsonNode) input = parse ("{\"period\":\"loose\",\"setup\":{\"year\":1960,"
                                     "\"body\":\"arri_alexa_mini\"}}");
  g_autoptr(JsonObject) answer = aip_cinema_check (cinema, json_node_get_object (input), NULL);

  g_assert_cmpstr (json_object_get_string_member (answer, "state"), ==, "note");
}

static void
test_options (void)
{
  g_autoptr(JsonNode) input = parse ("{\"key\":\"sun_noon\",\"time\":\"midday\"}");
  JsonObject *setup = json_node_get_object (input);
  g_autoptr(JsonObject) answer = aip_cinema_options (cinema, setup, "time", NULL);
  g_autoptr(GError) error = NULL;
  JsonArray *options = json_object_get_array_member (answer, "options");
  JsonObject *midday = json_array_get_object_element (options, AIP_MIDDAY);
  JsonObject *night = json_array_get_object_element (options, AIP_NIGHT);

  g_assert_cmpuint (json_array_get_length (options), ==, AIP_N_TIMES_OF_DAY);
  g_assert_true (json_object_get_boolean_member (midday, "chosen"));
  g_assert_false (json_object_has_member (midday, "worst"));
  g_assert_cmpstr (json_object_get_string_member (night, "worst"), ==, "impossible");

  g_assert_null (aip_cinema_options (cinema, setup, "nothing", &error));
  g_assert_nonnull (error);
}

static void
test_optics (void)
{
  g_autoptr(JsonNode) input = parse ("{\"body\":\"sony_venice\",\"focal\":50,\"stop\":8,"
                                     "\"focus\":20,\"fps\":24,\"shutter\":180}");
  g_autoptr(JsonObject) answer = aip_cinema_optics (cinema, json_node_get_object (input), NULL);

  /* 36.2 mm at 50 mm. */
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (answer,
                                                                 "angle-horizontal-degrees"),
                                  39.8, 0.1);
  g_assert_cmpstr (json_object_get_string_member (answer, "sharp-to-m"), ==, "infinite");
}

static void
test_prompt (void)
{
  g_autoptr(JsonNode) input = parse (
    "{\"shot\":{\"description\":\"Mina waits\",\"negative\":\"cars\",\"seconds\":3,"
    "\"characters\":[{\"name\":\"Mina\",\"description\":\"a woman in a red coat\"}, 7],"
    "\"place\":{\"name\":\"Pier\"}},\"setup\":{\"size\":\"close\",\"look\":\"ukiyo_e\"}}");
  JsonObject *object = json_node_get_object (input);
  g_autoptr(JsonObject) answer = aip_cinema_prompt (cinema, object, "Wan 2.2 text to video", NULL);
  g_autoptr(GError) error = NULL;
  const char *positive = json_object_get_string_member (answer, "positive");

  g_assert_nonnull (strstr (positive, "Close-up. Mina waits."));
  g_assert_nonnull (strstr (positive, "Mina: a woman in a red coat."));
  g_assert_nonnull (strstr (positive, "woodblock print"));
  g_assert_cmpint (json_object_get_int_member (answer, "frames"), ==, 49);
  g_assert_true (g_str_has_prefix (json_object_get_string_member (answer, "negative"), "cars, "));
  g_assert_cmpint (json_object_get_int_member (answer, "tokens"), >, 10);

  g_assert_null (aip_cinema_prompt (cinema, object, "nobody", &error));
  g_assert_nonnull (error);
}

/* What a person did to the prompt counts here as well, the model included. */
static void
test_edited_prompt (void)
{
  g_autoptr(JsonNode) input = parse (
    "{\"shot\":{\"description\":\"Mina waits\"},\"setup\":{\"size\":\"close\",\"mood\":\"tense\"},"
    "\"prompt-edits\":{\"version\":1,\"target\":\"sdxl\",\"fragments\":["
    "{\"of\":\"shot/size\",\"text\":\"two-shot\",\"instead-of\":\"wide shot\",\"locked\":true},"
    "{\"of\":\"mood/mood\",\"left-out\":true},{}]}}");
  g_autoptr(JsonObject) answer = aip_cinema_prompt (cinema, json_node_get_object (input), NULL,
                                                    NULL);
  JsonArray *fragments = json_object_get_array_member (answer, "fragments");
  JsonObject *size = json_array_get_object_element (fragments, 1);
  JsonObject *mood = json_array_get_object_element (fragments, 2);

  g_assert_cmpstr (json_object_get_string_member (answer, "target"), ==, "sdxl");
  g_assert_cmpstr (json_object_get_string_member (answer, "positive"), ==, "Mina waits, two-shot");
  g_assert_cmpstr (json_object_get_string_member (size, "key"), ==, "shot/size");
  g_assert_cmpstr (json_object_get_string_member (size, "instead-of"), ==, "close-up");
  g_assert_true (json_object_get_boolean_member (size, "differs"));
  g_assert_true (json_object_get_boolean_member (size, "locked"));
  g_assert_cmpstr (json_object_get_string_member (mood, "why"), ==, "left-out");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (answer, "problems")), ==,
                    1);
}

static void
test_list (void)
{
  static const struct { const char *what; guint least; } cases[] = {
    { "bodies", 149 }, { "lenses", 140 }, { "stocks", 85 },  { "lights", 50 }, { "supports", 30 },
    { "moves", 30 },   { "films", 136 },  { "looks", 61 }, { "targets", 19 }, { "presets", 0 },
  };
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonObject) answer = aip_cinema_list (cinema, cases[i].what, NULL);

      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (answer, "rows")), >=,
                        cases[i].least);
    }

  g_assert_null (aip_cinema_list (cinema, "everything", &error));
  g_assert_nonnull (error);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *shipped = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  shipped = aip_paths_data_file ("presets");
  cinema = aip_cinema_load (shipped, NULL, NULL, &error);
  g_assert_no_error (error);

  g_test_add_func ("/cinema/json/check-and-fix", test_check_and_fix);
  g_test_add_func ("/cinema/json/loose", test_loose);
  g_test_add_func ("/cinema/json/options", test_options);
  g_test_add_func ("/cinema/json/optics", test_optics);
  g_test_add_func ("/cinema/json/prompt", test_prompt);
  g_test_add_func ("/cinema/json/edited-prompt", test_edited_prompt);
  g_test_add_func ("/cinema/json/list", test_list);

  status = g_test_run ();
  aip_cinema_unref (cinema);

  return status;
}
