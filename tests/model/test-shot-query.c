/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-shot-query"

#include "config.h"

#include <math.h>

#include "aip-query-date.h"
#include "aip-shot-query.h"
#include "aip-text.h"

typedef struct {
  const char *texts[AIP_N_QUERY_KEYS];
  double      numbers[AIP_N_QUERY_KEYS];
} Shot;

static Shot shots[] = {
  { .texts = { [AIP_QUERY_TEXT] = "sht-0010\nrina waits at the harbour", [AIP_QUERY_SCENE] = "sc-003\n3\nharbour",
               [AIP_QUERY_STATUS] = "review\nin review\n검토 중", [AIP_QUERY_TAG] = "vfx\nnight",
               [AIP_QUERY_LENS] = "cooke s4/i\ncooke s4/i · 50 mm",
               [AIP_QUERY_CAMERA] = "arri alexa mini", [AIP_QUERY_SIZE] = "close\nclose-up",
               [AIP_QUERY_FINDING] = "anachronism\nimpossible in 1962" },
    .numbers = { [AIP_QUERY_DURATION] = 48, [AIP_QUERY_TAKES] = 2, [AIP_QUERY_FOCAL] = 50 } },
  { .texts = { [AIP_QUERY_TEXT] = "sht-0020\n비 오는 밤 골목", [AIP_QUERY_SCENE] = "sc-030\n30\n골목",
               [AIP_QUERY_STATUS] = "ready", [AIP_QUERY_CAMERA] = "arri alexa mini lf",
               [AIP_QUERY_SIZE] = "medium-close\nmedium close-up",
               [AIP_QUERY_FINDING] = "possible" },
    .numbers = { [AIP_QUERY_DURATION] = 120, [AIP_QUERY_TAKES] = 0, [AIP_QUERY_FOCAL] = NAN } },
};

/* The first is due today and has the priority 3, the second was due on a Saturday long ago. */
static const char *
read_field (const Shot *shot,
            const char *field,
            double     *number)
{
  static char today[16];
  gboolean first = shot == &shots[0];
  GDate date;

  *number = NAN;
  if (g_str_equal (field, "Priority"))
    {
      *number = first ? 3 : 13;
      return first ? "3" : "13";
    }
  if (g_str_equal (field, "Due date") && first)
    {
      g_date_clear (&date, 1);
      g_date_set_julian (&date, aip_query_date_get_today ());
      g_date_strftime (today, sizeof today, "%Y-%m-%d", &date);
      return today;
    }
  if (g_str_equal (field, "Due date"))
    return "2001-02-03";
  if (g_str_equal (field, "팀"))
    return first ? "second unit\nvfx" : "";

  return "";
}

static const char *
read_shot (gpointer     shot,
           AipQueryKey  key,
           const char  *field,
           double      *number,
           gpointer     user_data)
{
  if (key == AIP_QUERY_FIELD)
    return read_field (shot, field, number);

  *number = ((Shot *) shot)->numbers[key];

  return ((Shot *) shot)->texts[key] != NULL ? ((Shot *) shot)->texts[key] : "";
}

static gboolean
matches (const char *text,
         guint       index)
{
  g_autoptr(AipQueryNode) query = aip_query_parse (text);

  return aip_query_matches (query, &shots[index], read_shot, NULL, 24);
}

static void
test_matches (void)
{
  static const struct {
    const char *text;
    gboolean    first;
    gboolean    second;
  } rows[] = {
    { "", TRUE, TRUE },
    { "   ", TRUE, TRUE },
    { "rina", TRUE, FALSE },
    { "RINA Harbour", TRUE, FALSE },
    { "harbour rina", TRUE, FALSE },
    { "-rina", FALSE, TRUE },
    { "ㅂ 골목", FALSE, TRUE },
    { "\"waits at\"", TRUE, FALSE },
    { "scene:3", TRUE, FALSE },
    { "scene:30", FALSE, TRUE },
    { "scene:harb", TRUE, FALSE },
    { "씬:골목", FALSE, TRUE },
    { "status:review", TRUE, FALSE },
    { "status:rev", TRUE, FALSE },
    { "상태:검토", TRUE, FALSE },
    { "status:review,ready", TRUE, TRUE },
    { "-status:review", FALSE, TRUE },
    { "lens:\"Cooke S4\"", TRUE, FALSE },
    { "lens:\"cooke", TRUE, FALSE },
    { "lens:none", FALSE, TRUE },
    { "-lens:none", TRUE, FALSE },
    { "lens:", TRUE, TRUE },
    { "{Priority}:3", TRUE, FALSE },
    { "{Priority}>3", FALSE, TRUE },
    { "{Priority}>=3", TRUE, TRUE },
    { "{ Priority }:1..5", TRUE, FALSE },
    { "{Priority}=\"13 points\"", FALSE, TRUE },
    { "{Priority}:none", FALSE, FALSE },
    { "{Due date}=today", TRUE, FALSE },
    { "{Due date}<오늘", FALSE, TRUE },
    { "{Due date}>today-1", TRUE, FALSE },
    { "{Due date}:thisweek", TRUE, FALSE },
    { "{Due date}:2001", FALSE, TRUE },
    { "{Due date}:2001-02", FALSE, TRUE },
    { "{Due date}<=2001-02-03", FALSE, TRUE },
    { "{Due date}:2001-01-30..2001-02-03", FALSE, TRUE },
    { "{Due date}:yesterday..tomorrow", TRUE, FALSE },
    { "{Due date}:2001-02-30", FALSE, FALSE },
    { "{팀}:unit", TRUE, FALSE },
    { "{팀}=VFX", TRUE, FALSE },
    { "{팀}^=sec", TRUE, FALSE },
    { "{팀}:none", FALSE, TRUE },
    { "{Nobody}:none", TRUE, TRUE },
    { "{Nobody}:x", FALSE, FALSE },
    { "{open", FALSE, FALSE },
    { "camera:alexa", TRUE, TRUE },
    { "camera^=arri", TRUE, TRUE },
    { "camera^=alexa", FALSE, FALSE },
    { "lens^=\"Cooke S4/i · 5\"", TRUE, FALSE },
    { "scene^=3", TRUE, TRUE },
    { "-scene^=골", TRUE, FALSE },
    { "tag:\"none\"", FALSE, FALSE },
    { "camera=\"ARRI ALEXA Mini\"", TRUE, FALSE },
    { "size:close", TRUE, FALSE },
    { "size:close-up", TRUE, FALSE },
    { "finding:possible", FALSE, TRUE },
    { "finding:impossible", TRUE, FALSE },
    { "-tag:vfx", FALSE, TRUE },
    { "duration:48", TRUE, FALSE },
    { "duration:2s", TRUE, FALSE },
    { "duration>48", FALSE, TRUE },
    { "duration:>=48", TRUE, TRUE },
    { "길이<2초", FALSE, FALSE },
    { "duration:50..130", FALSE, TRUE },
    { "duration:..100", TRUE, FALSE },
    { "takes:0", FALSE, TRUE },
    { "focal:35..85", TRUE, FALSE },
    { "focal:none", FALSE, TRUE },
    { "focal:wide", FALSE, FALSE },
    { "rina OR 골목", TRUE, TRUE },
    { "rina | 골목", TRUE, TRUE },
    { "rina 또는 골목", TRUE, TRUE },
    { "(rina OR 골목) status:ready", FALSE, TRUE },
    { "-(rina OR ferry)", FALSE, TRUE },
    { "rina AND harbour", TRUE, FALSE },
    { "unknown:key", FALSE, FALSE },
    { "-", TRUE, TRUE },
    { "()", TRUE, TRUE },
    { ")) (rina", TRUE, FALSE },
    { "scene:3 status:review lens:\"Cooke S4\" -tag:vfx", FALSE, FALSE },
    { "scene:3 status:review lens:\"Cooke S4\" -tag:day", TRUE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (matches (rows[i].text, 0) != rows[i].first || matches (rows[i].text, 1) != rows[i].second)
      g_error ("“%s” matches %d and %d", rows[i].text, matches (rows[i].text, 0),
               matches (rows[i].text, 1));
}

static void
test_text (void)
{
  static const char *const rows[][2] = {
    { "  scene:3   lens:\"Cooke S4\" ", "scene:3 lens:\"Cooke S4\"" },
    { "장면:3 -태그:vfx", "scene:3 -tag:vfx" },
    { "duration:>48", "duration>48" },
    { "a OR (b c) OR -d", "a OR (b c) OR -d" },
    { "{ Due date }:<today", "{Due date}<today" },
    { "-{팀}=a,\"b c\"", "-{팀}=a,\"b c\"" },
    { "{n}:3..5", "{n}:3..5" },
    { "{n}:\"3 kg..5 kg\"", "{n}:\"3 kg..5 kg\"" },
    { "\"{n}:3\"", "\"{n}:3\"" },
    { "{}:3", "\"{}:3\"" },
    { "-(a OR b)", "-(a OR b)" },
    { "x (a OR b)", "x (a OR b)" },
    { "code^=SHT,\"A B\"", "code^=SHT,\"A B\"" },
    { "tag:\"none\"", "tag:\"none\"" },
    { "x^2", "x^2" },
    { "\"code^=1\"", "\"code^=1\"" },
    { "lens:none", "lens:none" },
    { "\"scene:3\"", "\"scene:3\"" },
    { "tag:a,\"b c\"", "tag:a,\"b c\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(AipQueryNode) query = aip_query_parse (rows[i][0]);
      g_autofree char *text = aip_query_to_text (query);

      g_assert_cmpstr (text, ==, rows[i][1]);
    }
}

/* Whatever is typed: it is understood somehow, and what it is written as means the same. */
static void
test_any_text (void)
{
  static const char *const parts[] = {
    "scene", ":", "=", ">", "<=", "-", "(", ")", "|", " OR ", " AND ", " ", "\"", "\\", ",", "3",
    "rina", "골목", "lens", "duration", "..", "2s", "none", "상태", "\t", "^=", "\"none\"", "　", "{", "}",
    "{Due date}", "today",
  };

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      g_autoptr(AipQueryNode) query = NULL;
      g_autoptr(AipQueryNode) again = NULL;
      g_autofree char *written = NULL;
      g_autofree char *twice = NULL;
      int n = g_test_rand_int_range (0, 14);

      for (int j = 0; j < n; j++)
        g_string_append (text, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
      query = aip_query_parse (text->str);
      written = aip_query_to_text (query);
      again = aip_query_parse (written);
      twice = aip_query_to_text (again);
      if (!g_str_equal (written, twice))
        g_error ("“%s” is written “%s” and then “%s”", text->str, written, twice);
      for (guint j = 0; j < G_N_ELEMENTS (shots); j++)
        g_assert_cmpint (aip_query_matches (query, &shots[j], read_shot, NULL, 24), ==,
                         aip_query_matches (again, &shots[j], read_shot, NULL, 24));
    }
}

static AipQueryNode *
new_random_node (guint depth)
{
  static const char *const values[] = {
    "a", "b c", "none", "d,e", "\"", "골목", "OR", "-x", ">5", "scene:3", "2s", "(", "^=", "a　b",
  };
  AipQueryNode *node;
  int n;

  if (depth >= 4 || g_test_rand_int_range (0, 3) > 0)
    {
      AipQueryKey key = (AipQueryKey) g_test_rand_int_range (0, AIP_QUERY_FIELD + 1);
      AipQueryOp op = (AipQueryOp) g_test_rand_int_range (0, AIP_N_QUERY_OPS);

      if (key == AIP_QUERY_TEXT || (op == AIP_QUERY_BETWEEN && key != AIP_QUERY_FIELD
                                      && !aip_query_key_is_number (key)))
        op = AIP_QUERY_HAS;
      if (op == AIP_QUERY_HAS && aip_query_key_is_number (key))
        op = AIP_QUERY_IS;
      node = key == AIP_QUERY_FIELD ? aip_query_node_new_field ("Due date", op, NULL)
                                    : aip_query_node_new_term (key, op, NULL);
      n = op == AIP_QUERY_EMPTY ? 0 : key == AIP_QUERY_TEXT || op == AIP_QUERY_BETWEEN
          ? 1 : g_test_rand_int_range (1, 4);
      for (int i = 0; i < n; i++)
        aip_query_node_add_value (node, op == AIP_QUERY_BETWEEN
                                        ? "3..5"
                                        : values[g_test_rand_int_range (0, G_N_ELEMENTS (values))]);
    }
  else
    {
      node = aip_query_node_new_group (g_test_rand_bit () ? AIP_QUERY_NODE_ALL
                                                          : AIP_QUERY_NODE_ANY);
      /* A group of one is that one, so it has at least two. */
      n = g_test_rand_int_range (2, 5);
      for (int i = 0; i < n; i++)
        g_ptr_array_add (node->children, new_random_node (depth + 1));
    }
  node->negated = g_test_rand_bit ();

  return node;
}

static void
assert_same (const AipQueryNode *a,
             const AipQueryNode *b,
             const char         *text)
{
  if (a->kind != b->kind || a->negated != b->negated)
    g_error ("“%s” is read as another tree", text);
  if (a->kind != AIP_QUERY_NODE_TERM)
    {
      g_assert_cmpuint (a->children->len, ==, b->children->len);
      for (guint i = 0; i < a->children->len; i++)
        assert_same (g_ptr_array_index (a->children, i), g_ptr_array_index (b->children, i), text);
      return;
    }

  if (a->key != b->key || a->op != b->op || g_strcmp0 (a->field, b->field) != 0 || a->values->len != b->values->len)
    g_error ("“%s” has another term", text);
  for (guint i = 0; i < a->values->len; i++)
    g_assert_cmpstr (g_ptr_array_index (a->values, i), ==, g_ptr_array_index (b->values, i));
}

/* What can be built can be typed: any tree is read again from its text. */
static void
test_any_tree (void)
{
  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr(AipQueryNode) query = aip_query_node_new_group (AIP_QUERY_NODE_ALL);
      g_autoptr(AipQueryNode) again = NULL;
      g_autoptr(AipQueryNode) copy = NULL;
      g_autofree char *text = NULL;
      g_autofree char *twice = NULL;

      /* Two, for a group of one may be left out. */
      g_ptr_array_add (query->children, new_random_node (0));
      g_ptr_array_add (query->children, new_random_node (0));
      text = aip_query_to_text (query);
      again = aip_query_parse (text);
      twice = aip_query_to_text (again);
      copy = aip_query_node_copy (query);
      assert_same (query, again, text);
      assert_same (query, copy, text);
      g_assert_cmpstr (text, ==, twice);
    }
}

static void
test_values (void)
{
  static const char *const rows[][2] = {
    { "", "" },
    { " , ,", "" },
    { "new york,b", "new york, b" },
    { "\"a, b\", c", "\"a, b\", c" },
    { "5\\\" lens", "\"5\\\" lens\"" },
    { "새벽, 부두", "새벽, 부두" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GPtrArray) values = aip_query_values_from_text (rows[i][0]);
      g_autofree char *text = aip_query_values_to_text (values);
      g_autoptr(GPtrArray) again = aip_query_values_from_text (text);

      g_assert_cmpstr (text, ==, rows[i][1]);
      g_assert_cmpuint (values->len, ==, again->len);
    }
}

static void
test_endless (void)
{
  g_autoptr(GString) deep = g_string_new (NULL);
  g_autoptr(AipQueryNode) query = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, i % 2 == 0 ? "(" : "-(a ");
  query = aip_query_parse (deep->str);
  g_assert_false (aip_query_is_empty (query));
}

static void
test_choices (void)
{
  g_autoptr(AipQueryNode) query = aip_query_parse ("rina");
  g_autofree char *two = NULL;
  g_autofree char *none = NULL;

  aip_query_set_choice (query, AIP_QUERY_CAMERA, "ARRI ALEXA Mini", TRUE);
  aip_query_set_choice (query, AIP_QUERY_CAMERA, "VENICE 2", TRUE);
  aip_query_set_choice (query, AIP_QUERY_CAMERA, "VENICE 2", TRUE);
  two = aip_query_to_text (query);
  g_assert_cmpstr (two, ==, "rina camera=\"ARRI ALEXA Mini\",\"VENICE 2\"");
  g_assert_true (aip_query_has_choice (query, AIP_QUERY_CAMERA, "venice 2"));
  g_assert_false (aip_query_has_choice (query, AIP_QUERY_LENS, "venice 2"));

  aip_query_set_choice (query, AIP_QUERY_CAMERA, "ARRI ALEXA Mini", FALSE);
  aip_query_set_choice (query, AIP_QUERY_CAMERA, "venice 2", FALSE);
  none = aip_query_to_text (query);
  g_assert_cmpstr (none, ==, "rina");
  g_assert_true (aip_query_uses (query, 1u << AIP_QUERY_TEXT));
  g_assert_false (aip_query_uses (query, 1u << AIP_QUERY_CAMERA));
}

static void
test_completion (void)
{
  static const struct {
    const char  *text;
    AipQueryKey  key;
    guint        start;
    const char  *part;
  } rows[] = {
    { "", AIP_QUERY_TEXT, 0, "" },
    { "rina le", AIP_QUERY_TEXT, 5, "le" },
    { "-ta", AIP_QUERY_TEXT, 1, "ta" },
    { "lens:", AIP_QUERY_LENS, 5, "" },
    { "밤 렌즈:coo", AIP_QUERY_LENS, 5, "coo" },
    { "lens:\"Cooke S", AIP_QUERY_LENS, 5, "Cooke S" },
    { "status:review,re", AIP_QUERY_STATUS, 14, "re" },
    { "(size=clo", AIP_QUERY_SIZE, 6, "clo" },
    { "a {Due date}:to", AIP_QUERY_FIELD, 13, "to" },
    { "a {Due d", AIP_QUERY_TEXT, 2, "{Due d" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *part = NULL;
      g_autofree char *field = NULL;
      AipQueryKey key;
      guint start;

      aip_query_at_cursor (rows[i].text, (guint) g_utf8_strlen (rows[i].text, -1), &key, &field,
                           &start,
                           &part);
      g_assert_cmpint (key, ==, rows[i].key);
      g_assert_cmpstr (field, ==, key == AIP_QUERY_FIELD ? "Due date" : NULL);
      g_assert_cmpuint (start, ==, rows[i].start);
      g_assert_cmpstr (part, ==, rows[i].part);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/shot-query/matches", test_matches);
  g_test_add_func ("/model/shot-query/text", test_text);
  g_test_add_func ("/model/shot-query/any-text", test_any_text);
  g_test_add_func ("/model/shot-query/any-tree", test_any_tree);
  g_test_add_func ("/model/shot-query/values", test_values);
  g_test_add_func ("/model/shot-query/endless", test_endless);
  g_test_add_func ("/model/shot-query/choices", test_choices);
  g_test_add_func ("/model/shot-query/completion", test_completion);

  return g_test_run ();
}
