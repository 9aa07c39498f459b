/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-comfy-event.h"
#include "aip-comfy-json.h"
#include "aip-error.h"
#include "aip-graph.h"
#include "aip-json.h"

static JsonNode *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  JsonNode *node = aip_comfy_json_parse (text, -1, G_MAXSIZE, &error);

  g_assert_no_error (error);

  return node;
}

/* Reading and writing again gives @text, or @other. */
static void
assert_round_trip (const char *text,
                   const char *other)
{
  g_autoptr(JsonNode) node = parse (text);
  g_autofree char *written = aip_comfy_json_to_text (node);

  g_assert_cmpstr (written, ==, other != NULL ? other : text);
}

static void
test_numbers (void)
{
  static const struct {
    const char *text;
    const char *other;
  } cases[] = {
    { "[0,1,-1,9007199254740993,-9007199254740993]", NULL },
    { "[9223372036854775807,9223372036854775808,18446744073709551615]", NULL },
    { "[-9223372036854775808]", NULL },
    { "{\"seed\":18446744073709551614,\"a\":[{\"b\":18446744073709551613}]}", NULL },
    { "[1.0,0.5,-2.25]", NULL },
    { "[18446744073709551616]", "[1.8446744073709552e+19]" },
    { "[-9223372036854775809]", "[-9.223372036854776e+18]" },
    { "[1e400,-1e400,NaN,Infinity,-Infinity]", "[null,null,null,null,null]" },
    { "{\"NaN\":\"NaN\",\"Infinity\":NaN}", "{\"NaN\":\"NaN\",\"Infinity\":null}" },
    { "[\"18446744073709551615\",\"-Infinity\"]", NULL },
    { "[\"\\u0001u64:5\",\"\\u0001\",\"\\u0001\\u0001\",\"a\\u0001u64:5\"]", NULL },
    { "{\"\\u0001u64:5\":\"\\u0001u64:18446744073709551615\"}", NULL },
    { "[\"\\ud83d\\ude00 \\ud83d\",\"\\udc00\",\"a\\u0000b\",\"\\\\ud83d\"]",
      "[\"😀 \357\277\275\",\"\357\277\275\",\"a\357\277\275b\",\"\\\\ud83d\"]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_round_trip (cases[i].text, cases[i].other);
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "", "Nan", "Inf", "nan", "[1,]", "[-]", "[--1]", "[1.2.3]", "[0x10]", "{\"a\":}", "\"open",
    "[\"\\u12\"", "[1] 2", "[-Infinit]", "[\"a\\", "[NaNa]", "{NaN:1}", "[\"\xff\"]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) node = aip_comfy_json_parse (texts[i], -1, G_MAXSIZE, &error);

      if (node != NULL)
        g_error ("taken: %s", texts[i]);
      g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
    }
}

static void
test_values (void)
{
  g_autoptr(JsonNode) node = parse ("[18446744073709551615, -1, 5.0, 5.5, 1e300, \"7\", true, "
                                    "\"\\u0001x\", null, 9223372036854775808]");
  JsonArray *array = aip_json_node_array (node);
  g_autofree char *text = NULL;
  guint64 whole;
  double number;

#define AT(i) json_array_get_element (array, i)
  g_assert_true (aip_comfy_json_get_uint64 (AT (0), &whole));
  g_assert_cmpuint (whole, ==, G_MAXUINT64);
  g_assert_true (aip_comfy_json_get_number (AT (0), &number));
  g_assert_cmpfloat (number, ==, 18446744073709551615.0);
  g_assert_null (aip_comfy_json_dup_string (AT (0)));
  g_assert_false (aip_comfy_json_get_uint64 (AT (1), &whole));
  g_assert_true (aip_comfy_json_get_uint64 (AT (2), &whole));
  g_assert_cmpuint (whole, ==, 5);
  g_assert_false (aip_comfy_json_get_uint64 (AT (3), &whole));
  g_assert_false (aip_comfy_json_get_uint64 (AT (4), &whole));
  g_assert_false (aip_comfy_json_get_uint64 (AT (5), &whole));
  g_assert_false (aip_comfy_json_get_number (AT (5), &number));
  g_assert_false (aip_comfy_json_get_number (AT (6), &number));
  text = aip_comfy_json_dup_string (AT (7));
  g_assert_cmpstr (text, ==, "\001x");
  g_assert_false (aip_comfy_json_get_number (AT (8), &number));
  g_assert_false (aip_comfy_json_get_uint64 (NULL, &whole));
  g_assert_true (aip_comfy_json_get_uint64 (AT (9), &whole));
  g_assert_cmpuint (whole, ==, (guint64) G_MAXINT64 + 1);
#undef AT
}

/* Every boundary, in both directions. */
static void
test_uint64_sweep (void)
{
  for (int bit = 0; bit < 64; bit++)
    for (int offset = -2; offset <= 2; offset++)
      {
        guint64 value = ((guint64) 1 << bit) + (guint64) offset;
        g_autofree char *text = g_strdup_printf ("[%" G_GUINT64_FORMAT "]", value);
        g_autoptr(JsonNode) made = aip_comfy_json_new_uint64 (value);
        g_autoptr(JsonNode) read = parse (text);
        guint64 back;

        assert_round_trip (text, NULL);
        g_assert_true (aip_comfy_json_get_uint64 (made, &back));
        g_assert_cmpuint (back, ==, value);
        g_assert_true (aip_comfy_json_get_uint64 (
          json_array_get_element (aip_json_node_array (read), 0), &back));
        g_assert_cmpuint (back, ==, value);
      }
}

/* Bounded and seeded: the same inputs in every run, more of them with a larger number of rounds.
 * Nothing is asserted but that it ends without a complaint of the sanitizers, and that what was
 * taken can be written and taken again. */

static const char *const seeds[] = {
  "{\"type\": \"progress\", \"data\": {\"value\": 4, \"max\": 8, \"prompt_id\": \"p\", \"node\": "
  "\"3\"}}",
  "{\"type\": \"executing\", \"data\": {\"node\": null, \"prompt_id\": \"p\"}}",
  "{\"type\": \"execution_error\", \"data\": {\"prompt_id\": \"p\", \"exception_message\": \"CUDA "
  "out of memory\\n\", \"traceback\": [\"a\", 5], \"node_id\": \"2\"}}",
  "{\"type\": \"progress_state\", \"data\": {\"prompt_id\": \"p\", \"nodes\": {\"3\": {\"value\": "
  "1.0, \"max\": NaN}}}}",
  "{\"type\": \"execution_cached\", \"data\": {\"nodes\": [\"1\", \"2\"], \"prompt_id\": \"p\"}}",
  "{\"3\": {\"class_type\": \"KSampler\", \"inputs\": {\"seed\": 18446744073709551615, \"model\": "
  "[\"4\", 0], \"cfg\": 1.5, \"t\": \"\\ud83d\\ude00\\u0001\"}, \"_meta\": {\"title\": \"x\"}}, "
  "\"4\": {\"class_type\": \"L\", \"inputs\": {\"a\": [\"3\", -1], \"b\": {\"__value__\": [1]}}}}",
};

static void
mutate (GByteArray *bytes,
        GRand      *random)
{
  static const char alphabet[] = "{}[]\"',:/*\\0123456789-.eENaInfu\001\0\xff\xc3 ";
  int n = g_rand_int_range (random, 1, 8);

  for (int i = 0; i < n && bytes->len > 1; i++)
    {
      guint at = (guint) g_rand_int_range (random, 0, (gint32) bytes->len);
      guint8 c = (guint8) alphabet[g_rand_int_range (random, 0, sizeof alphabet - 1)];

      switch (g_rand_int_range (random, 0, 4))
        {
        case 0:
          bytes->data[at] = c;
          break;

        case 1:
          g_byte_array_remove_index (bytes, at);
          break;

        case 2:
          g_byte_array_set_size (bytes, at + 1);
          break;

        default:
          {
            guint wanted = (guint) g_rand_int_range (random, 1, 20);
            guint length = MIN (bytes->len - at, wanted);
            g_autofree guint8 *piece = g_memdup2 (bytes->data + at, length);

            g_byte_array_append (bytes, piece, length);
          }
        }
    }
}

static void
check_text (GByteArray *bytes)
{
  g_autoptr(GBytes) frame = g_bytes_new (bytes->data, bytes->len);
  g_autoptr(AipComfyEvent) event = aip_comfy_event_new_from_text (frame);
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(JsonNode) again = NULL;
  g_autoptr(AipGraph) graph = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  node = aip_comfy_json_parse_bytes (frame, 1 << 20, NULL);
  if (node == NULL)
    return;

  text = aip_comfy_json_to_text (node);
  again = aip_comfy_json_parse (text, -1, G_MAXSIZE, &error);
  g_assert_no_error (error);
  g_assert_true (json_node_equal (node, again));

  graph = aip_graph_new_from_json (node, NULL);
  if (graph != NULL)
    {
      g_autofree char *written = aip_graph_to_text (graph);
      g_autoptr(AipGraph) copy = aip_graph_parse (written, -1, &error);
      g_autoptr(GPtrArray) sorted = aip_graph_sort (graph, NULL);

      g_assert_no_error (error);
      g_assert_true (aip_graph_equal (graph, copy));
      if (sorted != NULL)
        g_assert_cmpuint (sorted->len, ==, aip_graph_get_n_nodes (graph));
    }
}

static void
test_fuzz_texts (gconstpointer data)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (20261);

  for (guint round = 0; round < GPOINTER_TO_UINT (data); round++)
    {
      const char *seed = seeds[g_rand_int_range (random, 0, G_N_ELEMENTS (seeds))];
      g_autoptr(GByteArray) bytes = g_byte_array_new ();

      g_byte_array_append (bytes, (const guint8 *) seed, (guint) strlen (seed));
      mutate (bytes, random);
      check_text (bytes);
    }
}

static void
test_fuzz_frames (gconstpointer data)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (20262);

  for (guint round = 0; round < GPOINTER_TO_UINT (data); round++)
    {
      guint8 bytes[64];
      gsize size = (gsize) g_rand_int_range (random, 0, sizeof bytes);
      g_autoptr(GBytes) frame = NULL;
      g_autoptr(AipComfyEvent) event = NULL;

      for (gsize i = 0; i < size; i++)
        bytes[i] = (guint8) g_rand_int_range (random, 0, 256);
      /* Mostly a kind that exists, with a length that is nearly right. */
      if (size > 8 && g_rand_int_range (random, 0, 8) > 0)
        {
          memset (bytes, 0, 8);
          bytes[3] = (guint8) g_rand_int_range (random, 0, 6);
          bytes[7] = (guint8) g_rand_int_range (random, 0, 70);
        }

      /* On the heap and exactly as long, so that a step too far is seen. */
      frame = g_bytes_new_take (g_memdup2 (bytes, size), size);
      event = aip_comfy_event_new_from_binary (frame);
      if (event != NULL && event->text != NULL)
        g_assert_true (g_utf8_validate (event->text, -1, NULL));
    }
}

int
main (int    argc,
      char **argv)
{
  gpointer rounds;

  g_test_init (&argc, &argv, NULL);
  rounds = GUINT_TO_POINTER (g_test_slow () ? 500000 : 20000);

  g_test_add_func ("/comfy/json/numbers", test_numbers);
  g_test_add_func ("/comfy/json/refused", test_refused);
  g_test_add_func ("/comfy/json/values", test_values);
  g_test_add_func ("/comfy/json/uint64-sweep", test_uint64_sweep);
  g_test_add_data_func ("/comfy/json/fuzz-texts", rounds, test_fuzz_texts);
  g_test_add_data_func ("/comfy/json/fuzz-frames", rounds, test_fuzz_frames);

  return g_test_run ();
}
