/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-view-definition"

#include "config.h"

#include <string.h>

#include "aip-json.h"
#include "aip-view-definition.h"

static const char full[] =
  "{\"columns\":[{\"id\":\"code\",\"width\":90,\"shown\":true},"
  "{\"id\":\"lens\",\"width\":200,\"shown\":false,\"later\":[1,2]},"
  "{\"id\":\"gone-field\",\"shown\":true}],"
  "\"frozen\":3,\"sort\":[{\"id\":\"status\",\"descending\":true},{\"id\":\"code\"}],"
  "\"groups\":[],\"collapsed\":[\"scene=1\"],\"filter\":\"status:review\","
  "\"row-height\":\"tall\",\"colors\":[{\"query\":\"status:final\",\"color\":\"green\","
  "\"note\":\"x\"}],\"picture\":220,\"board\":\"scene\",\"timecode\":true,"
  "\"calendar\":{\"from\":\"monday\"}}";

static void
test_defaults (void)
{
  static const char *const nothing[] = { NULL, "", "[]", "{", "{}", "null", "{\"columns\":4}" };
  g_autoptr(AipViewDefinition) fresh = aip_view_definition_new ();
  g_autofree char *expected = aip_view_definition_to_text (fresh);

  g_assert_cmpuint (fresh->columns->len, ==, 0);
  g_assert_cmpuint (fresh->n_frozen, ==, 2);
  g_assert_cmpuint (fresh->sort->len, ==, 0);
  g_assert_cmpuint (fresh->groups->len, ==, 1);
  g_assert_cmpstr (fresh->board, ==, "status");

  for (guint i = 0; i < G_N_ELEMENTS (nothing); i++)
    {
      g_autoptr(AipViewDefinition) read = aip_view_definition_parse (nothing[i]);
      g_autofree char *text = aip_view_definition_to_text (read);

      g_assert_cmpstr (text, ==, expected);
    }
}

static void
test_round_trip (void)
{
  g_autoptr(AipViewDefinition) read = aip_view_definition_parse (full);
  g_autoptr(AipViewDefinition) again = NULL;
  g_autoptr(AipViewDefinition) copy = NULL;
  g_autofree char *text = aip_view_definition_to_text (read);
  g_autofree char *text_again = NULL;
  const AipViewColumn *column;
  const AipViewKey *key;
  const AipViewRule *rule;

  g_assert_cmpuint (read->columns->len, ==, 3);
  column = g_ptr_array_index (read->columns, 1);
  g_assert_cmpstr (column->id, ==, "lens");
  g_assert_cmpint (column->width, ==, 200);
  g_assert_false (column->shown);
  g_assert_cmpuint (read->n_frozen, ==, 3);
  key = g_ptr_array_index (read->sort, 0);
  g_assert_cmpstr (key->id, ==, "status");
  g_assert_true (key->descending);
  g_assert_cmpuint (read->groups->len, ==, 0);
  g_assert_cmpstr (read->collapsed[0], ==, "scene=1");
  g_assert_cmpstr (read->filter, ==, "status:review");
  g_assert_cmpint (read->row_height, ==, AIP_ROW_HEIGHT_TALL);
  rule = g_ptr_array_index (read->rules, 0);
  g_assert_cmpint (rule->color, ==, AIP_ROW_COLOR_GREEN);
  g_assert_cmpint (read->picture, ==, 220);
  g_assert_cmpstr (read->board, ==, "scene");
  g_assert_true (read->timecode);

  again = aip_view_definition_parse (text);
  text_again = aip_view_definition_to_text (again);
  g_assert_cmpstr (text_again, ==, text);

  copy = aip_view_definition_copy (read);
  g_set_str (&copy->filter, "");
  g_assert_cmpstr (read->filter, ==, "status:review");
}

/* A newer version will have more to say; saving with this one must not cost it. */
static void
test_unknown_is_kept (void)
{
  g_autoptr(AipViewDefinition) read = aip_view_definition_parse (full);
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *text = NULL;
  GPtrArray *columns = aip_view_columns_new ();
  JsonObject *object, *lens;

  /* The table knows neither the column of a field that was removed nor the member `later`. */
  aip_view_columns_add (columns, "lens", 150, TRUE);
  aip_view_columns_add (columns, "code", 90, TRUE);
  aip_view_definition_set_columns (read, columns);

  text = aip_view_definition_to_text (read);
  node = aip_json_parse (text, -1, G_MAXSIZE, NULL);
  object = aip_json_node_object (node);
  g_assert_cmpstr (aip_json_get_string (aip_json_get_object (object, "calendar"), "from", NULL),
                   ==, "monday");
  lens = aip_json_node_object (json_array_get_element (aip_json_get_array (object, "columns"), 0));
  g_assert_cmpstr (aip_json_get_string (lens, "id", NULL), ==, "lens");
  g_assert_cmpint (aip_json_get_int (lens, "width", 0), ==, 150);
  g_assert_cmpuint (json_array_get_length (aip_json_get_array (lens, "later")), ==, 2);
  g_assert_cmpuint (read->columns->len, ==, 3);
  g_assert_cmpstr (((AipViewColumn *) g_ptr_array_index (read->columns, 2))->id, ==, "gone-field");
}

static void
test_bad_parts (void)
{
  g_autoptr(AipViewDefinition) read = NULL;

  read = aip_view_definition_parse (
    "{\"columns\":[7,{\"width\":3},{\"id\":\"\"},{\"id\":\"code\",\"width\":-5},"
    "{\"id\":\"code\",\"width\":80},{\"id\":\"tags\",\"width\":99999999999}],"
    "\"frozen\":1000,\"sort\":[{\"id\":\"a\"},{\"id\":\"a\"},{\"id\":\"b\",\"descending\":\"yes\"}],"
    "\"groups\":\"scene\",\"collapsed\":[1,\"x\",null],\"filter\":[],\"row-height\":\"enormous\","
    "\"colors\":[{\"query\":\"a\",\"color\":\"ultraviolet\"},{\"query\":\"b\",\"color\":\"red\"}],"
    "\"picture\":1,\"board\":\"\",\"timecode\":1}");

  g_assert_cmpuint (read->columns->len, ==, 2);
  g_assert_cmpint (((AipViewColumn *) g_ptr_array_index (read->columns, 0))->width, ==, 0);
  g_assert_cmpint (((AipViewColumn *) g_ptr_array_index (read->columns, 1))->width, ==, 1600);
  g_assert_cmpuint (read->n_frozen, ==, AIP_VIEW_MAX_FROZEN);
  g_assert_cmpuint (read->sort->len, ==, 2);
  g_assert_false (((AipViewKey *) g_ptr_array_index (read->sort, 1))->descending);
  g_assert_cmpuint (read->groups->len, ==, 1);
  g_assert_cmpuint (g_strv_length (read->collapsed), ==, 1);
  g_assert_cmpstr (read->filter, ==, "");
  g_assert_cmpint (read->row_height, ==, AIP_ROW_HEIGHT_SHORT);
  g_assert_cmpuint (read->rules->len, ==, 1);
  g_assert_cmpint (read->picture, ==, AIP_VIEW_MIN_PICTURE);
  g_assert_cmpstr (read->board, ==, "status");
}

static void
test_fuzz (void)
{
  static const char alphabet[] = "{}[]\":,0123456789-.eE+ truefalsnx\\u00";
  gsize length = strlen (full);

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *text = g_strdup (full);
      guint n = (guint) g_test_rand_int_range (1, 6);
      g_autoptr(AipViewDefinition) read = NULL;
      g_autoptr(AipViewDefinition) again = NULL;
      g_autofree char *once = NULL;
      g_autofree char *twice = NULL;

      for (guint j = 0; j < n; j++)
        {
          gsize at = (gsize) g_test_rand_int_range (0, (int) length);

          text[at] = alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)];
        }
      if (g_test_rand_bit ())
        text[g_test_rand_int_range (0, (int) length)] = '\0';

      read = aip_view_definition_parse (text);
      g_assert_cmpuint (read->n_frozen, <=, AIP_VIEW_MAX_FROZEN);
      g_assert_cmpint (read->picture, >=, AIP_VIEW_MIN_PICTURE);
      g_assert_cmpint (read->picture, <=, AIP_VIEW_MAX_PICTURE);
      once = aip_view_definition_to_text (read);
      again = aip_view_definition_parse (once);
      twice = aip_view_definition_to_text (again);
      g_assert_cmpstr (once, ==, twice);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/view-definition/defaults", test_defaults);
  g_test_add_func ("/view-definition/round-trip", test_round_trip);
  g_test_add_func ("/view-definition/unknown-is-kept", test_unknown_is_kept);
  g_test_add_func ("/view-definition/bad-parts", test_bad_parts);
  g_test_add_func ("/view-definition/fuzz", test_fuzz);

  return g_test_run ();
}
