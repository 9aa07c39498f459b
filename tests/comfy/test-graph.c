/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-error.h"
#include "aip-graph.h"

static AipGraph *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  AipGraph *graph = aip_graph_parse (text, -1, &error);

  g_assert_no_error (error);

  return graph;
}

#define SMALL                                                                                  \
  "{\"a\":{\"class_type\":\"Load\",\"inputs\":{\"name\":\"x\",\"n\":3,\"f\":1.5,\"on\":true}}," \
  "\"b:1\":{\"class_type\":\"Use\",\"inputs\":{\"in\":[\"a\",1],\"again\":[\"a\",0],"          \
  "\"list\":{\"__value__\":[1,2]},\"seed\":18446744073709551615},\"_meta\":{\"title\":\"My\"}}}"

static void
test_read (void)
{
  g_autoptr(AipGraph) graph = parse (SMALL);
  g_autofree char *text = aip_graph_to_text (graph);
  g_autofree char *name = aip_graph_dup_string (graph, "a", "name", "?");
  g_autofree char *none = aip_graph_dup_string (graph, "b:1", "in", "?");
  g_auto(GStrv) inputs = aip_graph_list_inputs (graph, "b:1");
  const char *source;
  guint slot;

  g_assert_cmpstr (text, ==, SMALL);
  g_assert_cmpuint (aip_graph_get_n_nodes (graph), ==, 2);
  g_assert_cmpstr (aip_graph_get_node (graph, 1), ==, "b:1");
  g_assert_null (aip_graph_get_node (graph, 2));
  g_assert_cmpstr (aip_graph_get_class (graph, "a"), ==, "Load");
  g_assert_null (aip_graph_get_class (graph, "c"));
  g_assert_cmpstr (aip_graph_get_title (graph, "a"), ==, "Load");
  g_assert_cmpstr (aip_graph_get_title (graph, "b:1"), ==, "My");
  g_assert_cmpuint (g_strv_length (inputs), ==, 4);
  g_assert_true (aip_graph_get_link (graph, "b:1", "in", &source, &slot));
  g_assert_cmpstr (source, ==, "a");
  g_assert_cmpuint (slot, ==, 1);
  g_assert_false (aip_graph_get_link (graph, "a", "name", NULL, NULL));
  g_assert_cmpstr (name, ==, "x");
  g_assert_cmpstr (none, ==, "?");
  g_assert_cmpint (aip_graph_get_int (graph, "a", "n", 0), ==, 3);
  g_assert_cmpfloat (aip_graph_get_double (graph, "a", "f", 0), ==, 1.5);
  g_assert_cmpfloat (aip_graph_get_double (graph, "a", "n", 0), ==, 3);
  g_assert_true (aip_graph_get_boolean (graph, "a", "on", FALSE));
  g_assert_cmpuint (aip_graph_get_uint64 (graph, "b:1", "seed", 0), ==, G_MAXUINT64);
  g_assert_cmpint (aip_graph_get_int (graph, "b:1", "seed", -7), ==, -7);
}

static void
test_refused (void)
{
  static const struct {
    const char *text;
    const char *says;
  } cases[] = {
    { "[]", "not a JSON object" },
    { "{\"nodes\": [], \"links\": []}", "Export (API)" },
    { "{\"1\": 5}", "“1”" },
    { "{\"1\": {\"inputs\": {}}}", "“1”" },
    { "{\"1\": {\"class_type\": \"\", \"inputs\": {}}}", "“1”" },
    { "{\"1\": {\"class_type\": 3, \"inputs\": {}}}", "“1”" },
    { "{\"1\": {\"class_type\": \"X\"}}", "“1”" },
    { "{\"1\": {\"class_type\": \"X\", \"inputs\": []}}", "“1”" },
    { "{", "JSON" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AipGraph) graph = aip_graph_parse (cases[i].text, -1, &error);

      g_assert_null (graph);
      g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

static void
test_bounds (void)
{
  g_autoptr(GString) text = g_string_new ("{");
  g_autofree char *large = g_malloc (AIP_GRAPH_MAX_BYTES + 1);
  g_autoptr(AipGraph) graph = NULL;
  g_autoptr(GError) error = NULL;

  for (int i = 0; i <= AIP_GRAPH_MAX_NODES; i++)
    g_string_append_printf (text, "%s\"%d\":{\"class_type\":\"X\",\"inputs\":{}}", i > 0 ? "," : "",
                            i);
  g_string_append_c (text, '}');
  graph = aip_graph_parse (text->str, -1, &error);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE);
  g_clear_error (&error);

  memset (large, ' ', AIP_GRAPH_MAX_BYTES + 1);
  graph = aip_graph_parse (large, AIP_GRAPH_MAX_BYTES + 1, &error);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE);
  g_clear_error (&error);

  g_string_assign (text, "{\"1\":{\"class_type\":\"X\",\"inputs\":{\"0\":0");
  for (int i = 1; i <= 1000; i++)
    g_string_append_printf (text, ",\"%d\":0", i);
  g_string_append (text, "}}}");
  graph = aip_graph_parse (text->str, -1, &error);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE);
}

static void
test_write (void)
{
  g_autoptr(AipGraph) original = parse (SMALL);
  g_autoptr(AipGraph) graph = aip_graph_copy (original);
  g_autofree char *text = NULL;
  g_autofree char *unchanged = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (aip_graph_equal (original, graph));
  g_assert_true (aip_graph_set_string (graph, "a", "name", "\001눈\"\\", &error));
  g_assert_true (aip_graph_set_uint64 (graph, "a", "n", G_MAXUINT64, &error));
  g_assert_true (aip_graph_set_double (graph, "a", "f", 2, &error));
  g_assert_true (aip_graph_set_boolean (graph, "a", "on", FALSE, &error));
  g_assert_true (aip_graph_set_int (graph, "b:1", "new", -5, &error));
  g_assert_true (aip_graph_add_node (graph, "c", "Add", &error));
  g_assert_true (aip_graph_set_link (graph, "c", "x", "b:1", 2, &error));
  g_assert_no_error (error);
  g_assert_false (aip_graph_equal (original, graph));

  text = aip_graph_to_text (graph);
  g_assert_cmpstr (text, ==,
                   "{\"a\":{\"class_type\":\"Load\",\"inputs\":{\"name\":\"\\u0001눈\\\"\\\\\","
                   "\"n\":18446744073709551615,\"f\":2.0,\"on\":false}},\"b:1\":{\"class_type\":"
                   "\"Use\",\"inputs\":{\"in\":[\"a\",1],\"again\":[\"a\",0],\"list\":"
                   "{\"__value__\":[1,2]},\"seed\":18446744073709551615,\"new\":-5},"
                   "\"_meta\":{\"title\":\"My\"}},"
                   "\"c\":{\"class_type\":\"Add\",\"inputs\":{\"x\":[\"b:1\",2]}}}");
  unchanged = aip_graph_to_text (original);
  g_assert_cmpstr (unchanged, ==, SMALL);

  /* A link is never lost to a literal. */
  g_assert_false (aip_graph_set_string (graph, "b:1", "in", "x", &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "“My” (node b:1)"));
  g_clear_error (&error);
  g_assert_false (aip_graph_set_int (graph, "zz", "in", 1, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (aip_graph_set_double (graph, "a", "f", NAN, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (aip_graph_add_node (graph, "a", "X", &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_EXISTS);
}

static void
test_walk (void)
{
  g_autoptr(AipGraph) graph =
    parse ("{\"d\":{\"class_type\":\"D\",\"inputs\":{\"x\":[\"b\",0],\"y\":[\"c\",0]}},"
           "\"c\":{\"class_type\":\"C\",\"inputs\":{\"x\":[\"a\",1]}},"
           "\"b\":{\"class_type\":\"B\",\"inputs\":{\"x\":[\"a\",0],\"x2\":[\"a\",0]}},"
           "\"a\":{\"class_type\":\"A\",\"inputs\":{}},"
           "\"e\":{\"class_type\":\"E\",\"inputs\":{}}}");
  g_autoptr(GPtrArray) sorted = NULL;
  g_autoptr(GArray) any = aip_graph_find_consumers (graph, "a", -1);
  g_autoptr(GArray) slot = aip_graph_find_consumers (graph, "a", 1);
  g_autoptr(GHashTable) ancestors = aip_graph_find_ancestors (graph, "d");
  g_autoptr(GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (any->len, ==, 3);
  g_assert_cmpuint (slot->len, ==, 1);
  g_assert_cmpstr (g_array_index (slot, AipGraphRef, 0).node, ==, "c");
  g_assert_cmpstr (g_array_index (slot, AipGraphRef, 0).input, ==, "x");
  g_assert_cmpuint (g_hash_table_size (ancestors), ==, 4);
  g_assert_false (g_hash_table_contains (ancestors, "e"));

  sorted = aip_graph_sort (graph, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sorted->len, ==, 5);
  for (guint i = 0; i < sorted->len; i++)
    g_hash_table_insert (places, sorted->pdata[i], GUINT_TO_POINTER (i));
#define PLACE(id) GPOINTER_TO_UINT (g_hash_table_lookup (places, id))
  g_assert_cmpuint (PLACE ("a"), <, PLACE ("b"));
  g_assert_cmpuint (PLACE ("a"), <, PLACE ("c"));
  g_assert_cmpuint (PLACE ("b"), <, PLACE ("d"));
  g_assert_cmpuint (PLACE ("c"), <, PLACE ("d"));
#undef PLACE
}

static void
test_invalid_links (void)
{
  static const struct {
    const char *text;
    const char *says;
  } cases[] = {
    { "{\"1\":{\"class_type\":\"X\",\"inputs\":{\"i\":[\"1\",0]}}}", "through “X” (node 1)" },
    { "{\"0\":{\"class_type\":\"O\",\"inputs\":{\"i\":[\"1\",0]}},"
      "\"1\":{\"class_type\":\"X\",\"inputs\":{\"i\":[\"2\",0]}},"
      "\"2\":{\"class_type\":\"X\",\"inputs\":{\"i\":[\"1\",0]}}}", "circle through “X”" },
    { "{\"1\":{\"class_type\":\"X\",\"inputs\":{\"i\":[\"7\",0]}}}", "“i” of “X” (node 1)" },
    { "{\"1\":{\"class_type\":\"X\",\"inputs\":{\"i\":[1,0]}}}", "“i” of “X” (node 1)" },
    { "{\"1\":{\"class_type\":\"X\",\"inputs\":{\"i\":[]}}}", "“i” of “X” (node 1)" },
    { "{\"1\":{\"class_type\":\"X\",\"inputs\":{\"i\":[\"1\",-1]}}}", "“i” of “X” (node 1)" },
    { "{\"1\":{\"class_type\":\"X\",\"inputs\":{\"i\":[\"1\",0,0]}}}", "“i” of “X” (node 1)" },
    { "{\"1\":{\"class_type\":\"X\",\"inputs\":{\"i\":[\"1\",0.5]}}}", "“i” of “X” (node 1)" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AipGraph) graph = parse (cases[i].text);
      g_autofree char *text = aip_graph_to_text (graph);
      g_autoptr(GError) error = NULL;

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_false (aip_graph_validate (graph, &error));
      g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

/* A chain as long as a graph may be: no recursion, and no quadratic work. */
static void
test_long_chain (void)
{
  g_autoptr(AipGraph) graph = aip_graph_new ();
  g_autoptr(GPtrArray) sorted = NULL;
  g_autoptr(GHashTable) ancestors = NULL;
  g_autofree char *last = NULL;
  g_autoptr(GError) error = NULL;

  for (int i = 0; i < AIP_GRAPH_MAX_NODES; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", i);

      aip_graph_add_node (graph, id, "X", &error);
      if (i > 0)
        aip_graph_set_link (graph, id, "in", last, 0, &error);
      g_free (last);
      last = g_steal_pointer (&id);
    }
  sorted = aip_graph_sort (graph, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sorted->pdata[AIP_GRAPH_MAX_NODES - 1], ==, last);
  ancestors = aip_graph_find_ancestors (graph, last);
  g_assert_cmpuint (g_hash_table_size (ancestors), ==, AIP_GRAPH_MAX_NODES);

  aip_graph_set_link (graph, "0", "in", last, 0, &error);
  g_assert_false (aip_graph_validate (graph, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/comfy/graph/read", test_read);
  g_test_add_func ("/comfy/graph/refused", test_refused);
  g_test_add_func ("/comfy/graph/bounds", test_bounds);
  g_test_add_func ("/comfy/graph/write", test_write);
  g_test_add_func ("/comfy/graph/walk", test_walk);
  g_test_add_func ("/comfy/graph/invalid-links", test_invalid_links);
  g_test_add_func ("/comfy/graph/long-chain", test_long_chain);

  return g_test_run ();
}
