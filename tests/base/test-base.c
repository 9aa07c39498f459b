/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include "aip-error.h"
#include "aip-json.h"
#include "aip-paths.h"
#include "test-support.h"

static void
test_json_bounds (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *deep = g_strnfill (AIP_JSON_MAX_DEPTH + 1, '[');

  node = aip_json_parse (deep, -1, G_MAXSIZE, &error);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
  g_assert_null (node);
  g_clear_error (&error);

  node = aip_json_parse ("[1,2,3]", -1, 3, &error);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE);
  g_clear_error (&error);

  node = aip_json_parse ("{\"a\":\"\xff\"}", -1, 100, &error);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
  g_clear_error (&error);

  node = aip_json_parse ("", -1, 100, &error);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
}

/* What json-glib takes unless it is told to be strict; on the first it aborts. */
static void
test_json_strict (void)
{
  static const char *const texts[] = {
    "{\"a\": {\"b\": [1]}}[\"a\", 5]", "{}{}", "[][]", "{} 5", "[1] \"x\"", "5 [1]", "\"x\" {}",
    "{\"a\": 1}}", "'x'", "/* x */ 5", "['\"', [[[", "[\"\\x\"]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) node = aip_json_parse (texts[i], -1, 100, &error);

      g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
      g_assert_null (node);
    }
}

/* What is taken for an object at a glance is one for the reader too, whatever was done to it. */
static void
test_json_plain (void)
{
  static const struct { const char *text; gboolean plain; } rows[] = {
    { "{}", TRUE },
    { " { \"a\" : [ 1 , -2.5 , true , null , \"x\\n\" , { } , [ ] ] , \"b\" : { \"c\" : 0 } } ", TRUE },
    { "{\"한글\":\"값\"}", TRUE },
    { "", FALSE }, { "[]", FALSE }, { "1", FALSE }, { "{", FALSE }, { "{}}", FALSE },
    { "{} {}", FALSE }, { "{\"a\":1,}", FALSE }, { "{\"a\":}", FALSE }, { "{\"a\" 1}", FALSE },
    { "{\"\":1}", FALSE }, { "{\"a\":01}", FALSE }, { "{\"a\":1.}", FALSE },
    { "{\"a\":\"\\ud800\"}", FALSE }, { "{'a':1}", FALSE }, { "{\"a\":[1}", FALSE },
    { "{\"a\":tru}", FALSE }, { "{\"a\":\"\n\"}", FALSE },
  };
  static const char letters[] = "{}[]:,\"\\ 01-.enltruafs\n/";
  g_autoptr(GRand) random = g_rand_new_with_seed (7);
  guint n_plain = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (aip_json_is_plain_object (rows[i].text, strlen (rows[i].text)), ==,
                     rows[i].plain);

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *text = g_strdup (rows[1].text);
      g_autoptr(JsonNode) node = NULL;
      gsize length = strlen (text);

      for (gint32 n = g_rand_int_range (random, 0, 4); n > 0; n--)
        text[g_rand_int_range (random, 0, (gint32) length)] =
          letters[g_rand_int_range (random, 0, sizeof letters - 1)];
      if (!aip_json_is_plain_object (text, length))
        continue;

      n_plain++;
      node = aip_json_parse (text, -1, 1000, NULL);
      if (aip_json_node_object (node) == NULL)
        g_error ("Not an object: %s", text);
    }
  g_assert_cmpuint (n_plain, >, 100);
}

static void
test_json_load (void)
{
  g_autofree char *folder = test_dir_new ();
  g_autofree char *path = g_build_filename (folder, "a.json", NULL);
  g_autofree char *pipe = g_build_filename (folder, "pipe", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = NULL;

  g_assert_null (aip_json_load (path, 100, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, "{\"밤\": [1]}", -1, NULL));
  g_assert_null (aip_json_load (path, 5, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE);
  g_clear_error (&error);
  node = aip_json_load (path, 100, &error);
  g_assert_no_error (error);
  g_assert_nonnull (aip_json_get_array (aip_json_node_object (node), "밤"));

  /* Neither waits for somebody who writes into it. */
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_null (aip_json_load (pipe, 100, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (aip_json_load (folder, 100, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);

  test_dir_remove (folder);
}

static void
test_json_numbers (void)
{
  static const struct { const char *json; const char *text; } cases[] = {
    { "[2.8]", "[2.8]" },
    { "[0.1, -0.3, 1e300, 2.5e-7]", "[0.1,-0.3,1e+300,2.5e-07]" },
    { "[28.25, 3.0]", "[28.25,3.0]" },
    { "[9223372036854775807, -9007199254740993]", "[9223372036854775807,-9007199254740993]" },
    { "{\"2.7999999999999998\":\"\\\"2.7999999999999998\\\\\"}",
      "{\"2.7999999999999998\":\"\\\"2.7999999999999998\\\\\"}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) node = aip_json_parse (cases[i].json, -1, 1000, &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = aip_json_to_text (node, FALSE);
      g_assert_cmpstr (text, ==, cases[i].text);
    }

  /* Whatever the number: it is the same when it is read again. */
  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr(JsonNode) node = json_node_alloc ();
      g_autoptr(JsonNode) again = NULL;
      g_autofree char *text = NULL;
      union { guint64 bits; double number; } any;

      any.bits = (guint64) (guint32) g_test_rand_int () << 32 | (guint32) g_test_rand_int ();
      if (!isfinite (any.number))
        continue;
      if (i % 2 == 0)
        any.number = g_test_rand_int_range (-100000, 100000) / 100.0;
      json_node_init_double (node, any.number);
      text = aip_json_to_text (node, FALSE);
      again = aip_json_parse (text, -1, 1000, NULL);
      g_assert_nonnull (again);
      g_assert_true (json_node_get_double (again) == any.number ||
                     (double) json_node_get_int (again) == any.number);
      if (i % 2 == 0)
        g_assert_cmpuint (strlen (text), <=, 9);
    }
}

static void
test_json_getters_never_trust (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = NULL;
  JsonObject *object;

  node = aip_json_parse ("{\"text\":5,\"number\":\"5\",\"whole\":104857600.0,\"part\":0.5,"
                         "\"huge\":1e300,\"list\":{},\"null\":null}", -1, 1000, &error);
  g_assert_no_error (error);
  object = aip_json_node_object (node);

  g_assert_cmpstr (aip_json_get_string (object, "text", "none"), ==, "none");
  g_assert_cmpint (aip_json_get_int (object, "number", -1), ==, -1);
  g_assert_cmpint (aip_json_get_int (object, "whole", -1), ==, 104857600);
  g_assert_cmpint (aip_json_get_int (object, "part", -1), ==, -1);
  g_assert_cmpint (aip_json_get_int (object, "huge", -1), ==, -1);
  g_assert_cmpfloat (aip_json_get_double (object, "part", 0), ==, 0.5);
  g_assert_null (aip_json_get_array (object, "list"));
  g_assert_cmpstr (aip_json_get_string (object, "null", "none"), ==, "none");
  g_assert_cmpint (aip_json_get_int (NULL, "x", 7), ==, 7);
}

static void
test_paths_stay_inside (void)
{
  static const char *const out[] = {
    "", "/etc/passwd", "..", "../x", "a/../../x", "a/..", "a\\..\\b", ".", "./", "//",
  };
  static const char *const in[] = { "a", "a/b.png", "./a", "컷/테이크.png", "a..b", "..a" };

  for (guint i = 0; i < G_N_ELEMENTS (out); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *path = aip_path_join_inside ("/project", out[i], &error);

      g_assert_null (path);
      g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
    }

  for (guint i = 0; i < G_N_ELEMENTS (in); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *path = aip_path_join_inside ("/project", in[i], &error);

      g_assert_no_error (error);
      g_assert_true (g_str_has_prefix (path, "/project/"));
    }
}

static void
test_paths_safe_name (void)
{
  static const struct { const char *name; const char *safe; } rows[] = {
    { "리나", "리나" },
    { "\xe1\x84\x85\xe1\x85\xb5", "\xeb\xa6\xac" }, /* NFD from a Mac becomes NFC */
    { "a/b\\c", "a_b_c" },
    { "..hidden", "hidden" },
    { "a..b", "a.b" },
    { "dots...", "dots" },
    { "what?: \"yes\"", "what__ _yes_" },
    { "\x01\n", "fallback" },
    { NULL, "fallback" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *safe = aip_path_safe_name (rows[i].name, "fallback");

      g_assert_cmpstr (safe, ==, rows[i].safe);
    }
}

static void
test_error_nicks (void)
{
  for (int code = AIP_ERROR_FAILED; code <= AIP_ERROR_UNBOUND; code++)
    g_assert_cmpint (aip_error_from_nick (aip_error_to_nick (code)), ==, code);

  g_assert_cmpint (aip_error_from_nick ("nonsense"), ==, -1);
  g_assert_cmpint (aip_error_from_nick (NULL), ==, -1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/json/bounds", test_json_bounds);
  g_test_add_func ("/base/json/strict", test_json_strict);
  g_test_add_func ("/base/json/plain", test_json_plain);
  g_test_add_func ("/base/json/load", test_json_load);
  g_test_add_func ("/base/json/numbers", test_json_numbers);
  g_test_add_func ("/base/json/getters-never-trust", test_json_getters_never_trust);
  g_test_add_func ("/base/paths/stay-inside", test_paths_stay_inside);
  g_test_add_func ("/base/paths/safe-name", test_paths_safe_name);
  g_test_add_func ("/base/error/nicks", test_error_nicks);

  return g_test_run ();
}
