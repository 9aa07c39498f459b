/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Files that somebody broke, by accident or not, go through everything that a file of somebody else's
 * goes through: reading, converting, the survey, binding. Nothing crashes, and what is bound in the
 * end is a whole graph that says what it was told to.
 */

#include "config.h"

#include <string.h>

#include "aip-comfy-json.h"
#include "aip-error.h"
#include "aip-graph-file.h"
#include "aip-paths.h"
#include "aip-workflow-sketch.h"
#include "editor-file.h"
#include "test-support.h"

#define N_QUICK 250
#define N_SLOW  20000

/* What a number, a text or a link may have become. */
static const char *const pieces[] = {
  "null", "true", "-1", "1e400", "18446744073709551615", "99999999999999999999", "NaN", "[]", "{}",
  "[\"1\", 0]", "[\"nowhere\", 3]", "[\"1\", -1]", "[[[[[[[[]]]]]]]]", "\"\"", "\"loras\\\\a\\\\b.safetensors\"",
  "\"..\\\\..\\\\etc\"", "\"\\ud83d\"", "\"\\u0000\"", "\"등대 🗼 {a|b} \\\"x\\\"\\n\"", "{\"class_type\": 7}",
  "{\"inputs\": []}", "\"KSampler\"", "\"SubgraphInput\"", "4",
};

static const char *const prompts[] = {
  "", "a", "“quotes” \"and\" 'more'", "{braces|and} %bars% \\back\\slashes\\", "두 줄\n등대 🗼👩‍👩‍👧", "\t\r\n",
  "\xef\xbb\xbf" "BOM", "null", "[\"1\",0]",
};

typedef struct {
  GPtrArray        *files;      /* GBytes */
  AipNodeCatalogue *catalogue;
} Corpus;

static void
add_folder (Corpus     *corpus,
            const char *folder,
            const char *name)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *child;

  g_assert_nonnull (dir);
  while ((child = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, child, name, NULL);
      char *text;
      gsize length;

      if ((name != NULL || g_str_has_suffix (path, ".json")) &&
          g_file_get_contents (path, &text, &length, NULL))
        g_ptr_array_add (corpus->files, g_bytes_new_take (text, length));
    }
}

/* The same as the editor would have saved them. */
static void
add_editor_files (Corpus *corpus)
{
  guint n = corpus->files->len;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AipGraph) graph =
        aip_graph_new_from_file (corpus->files->pdata[i], NULL, NULL, NULL, NULL);
      char *text = graph != NULL ? test_graph_to_editor_file (graph, corpus->catalogue) : NULL;

      if (text != NULL)
        g_ptr_array_add (corpus->files, g_bytes_new_take (text, strlen (text)));
    }
  g_assert_cmpuint (corpus->files->len, >, n + 20);
}

static void
corpus_init (Corpus *corpus)
{
  g_autofree char *shipped = aip_paths_data_file ("workflows");
  g_autofree char *graphs = test_data_path ("comfy/graphs");
  g_autofree char *nodes = test_data_path ("comfy/shipped_nodes.json");
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(GError) error = NULL;

  corpus->files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  add_folder (corpus, graphs, NULL);
  add_folder (corpus, shipped, "graph.json");
  g_assert_cmpuint (corpus->files->len, >, 30);

  g_file_get_contents (nodes, &text, NULL, &error);
  g_assert_no_error (error);
  root = aip_comfy_json_parse (text, -1, G_MAXSIZE, &error);
  g_assert_no_error (error);
  corpus->catalogue = aip_node_catalogue_new_from_json (root, &error);
  g_assert_no_error (error);
  add_editor_files (corpus);
}

static void
corpus_clear (Corpus *corpus)
{
  g_ptr_array_unref (corpus->files);
  aip_node_catalogue_unref (corpus->catalogue);
}

/* Where a value begins, from a random place on; the end if there is none. */
static gsize
find_value (const GString *text,
            GRand         *rand)
{
  gsize at = (gsize) g_rand_int_range (rand, 0, (int) text->len);

  while (at < text->len && text->str[at] != ':' && text->str[at] != ',' && text->str[at] != '[')
    at++;

  return MIN (at + 1, text->len);
}

static void
break_text (GString *text,
            GRand   *rand)
{
  gsize at, length;

  if (text->len == 0)
    return;

  at = (gsize) g_rand_int_range (rand, 0, (int) text->len);
  length = (gsize) g_rand_int_range (rand, 1, 60);
  length = MIN (length, text->len - at);
  switch (g_rand_int_range (rand, 0, 6))
    {
    case 0:
      text->str[at] = (char) g_rand_int_range (rand, 0, 256);
      break;
    case 1:
      g_string_erase (text, (gssize) at, (gssize) length);
      break;
    case 2:
      g_string_truncate (text, at);
      break;
    case 3:
      {
        g_autofree char *copy = g_strndup (text->str + at, length);

        g_string_insert (text, (gssize) at, copy);
        break;
      }
    default:
      /* Still JSON, mostly, and no longer what it was. */
      at = find_value (text, rand);
      for (length = 0; at + length < text->len && strchr (",]}", text->str[at + length]) == NULL;)
        length++;
      g_string_erase (text, (gssize) at, (gssize) length);
      g_string_insert (text, (gssize) at,
                       pieces[g_rand_int_range (rand, 0, (int) G_N_ELEMENTS (pieces))]);
    }
}

/* Whatever a shot says arrives as it was, and only where it belongs. */
static void
bind (AipWorkflow *workflow,
      GRand       *rand)
{
  static const char *const numbers[] = {
    AIP_ROLE_WIDTH, AIP_ROLE_HEIGHT, AIP_ROLE_FRAMES, AIP_ROLE_STEPS, AIP_ROLE_GUIDANCE,
  };
  g_autoptr(AipWorkflowValues) values = aip_workflow_values_new ();
  const char *prompt = prompts[g_rand_int_range (rand, 0, (int) G_N_ELEMENTS (prompts))];
  const GArray *refs = aip_workflow_get_bindings (workflow, AIP_ROLE_PROMPT);
  g_autoptr(AipGraph) graph = NULL;
  g_autoptr(AipGraph) again = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *sent = NULL;

  aip_workflow_values_set_string (values, AIP_ROLE_PROMPT, prompt);
  aip_workflow_values_set_uint64 (values, AIP_ROLE_SEED, G_MAXUINT64 - g_rand_int (rand));
  aip_workflow_values_set_string (values, AIP_ROLE_FILENAME_PREFIX, "a/b\\c \"d\"");
  aip_workflow_values_set_string (values, AIP_ROLE_INIT_IMAGE, "x\\y.png");
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    aip_workflow_values_set_double (values, numbers[i], g_rand_double_range (rand, -1e9, 1e9));

  graph = aip_workflow_bind (workflow, values, NULL, &error);
  if (graph == NULL)
    {
      g_assert_error (error, AIP_ERROR, error->code);
      g_assert_cmpuint (strlen (error->message), >, 0);
      return;
    }

  aip_graph_validate (graph, &error);
  g_assert_no_error (error);
  sent = aip_graph_to_text (graph);
  again = aip_graph_parse (sent, -1, &error);
  g_assert_no_error (error);
  g_assert_true (aip_graph_equal (graph, again));
  for (guint i = 0; i < refs->len; i++)
    {
      const AipGraphRef *ref = &g_array_index (refs, AipGraphRef, i);
      g_autofree char *arrived = aip_graph_dup_string (again, ref->node, ref->input, NULL);

      g_assert_cmpstr (arrived, ==, prompt);
    }
}

static void
try_bytes (Corpus *corpus,
           GBytes *bytes,
           GRand  *rand)
{
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  AipNodeCatalogue *catalogue = g_rand_int_range (rand, 0, 4) > 0 ? corpus->catalogue : NULL;
  g_autoptr(AipWorkflowSketch) sketch = NULL;
  g_autoptr(AipWorkflow) workflow = NULL;
  g_autoptr(AipGraph) graph = NULL;
  g_autoptr(GError) error = NULL;

  graph = aip_graph_new_from_file (bytes, catalogue, NULL, problems, &error);
  if (graph == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return;
    }

  sketch = aip_workflow_sketch_new (graph, catalogue, "fuzz");
  workflow = aip_workflow_sketch_build (sketch, &error);
  if (workflow != NULL)
    {
      g_auto(GStrv) said = aip_workflow_check (workflow, corpus->catalogue);

      g_assert_nonnull (said);
      bind (workflow, rand);
    }
  else
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
test_broken_files (void)
{
  guint n = g_test_slow () ? N_SLOW : N_QUICK;
  Corpus corpus;

  corpus_init (&corpus);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GRand) rand = g_rand_new_with_seed (i);
      GBytes *whole = corpus.files->pdata[g_rand_int_range (rand, 0, (int) corpus.files->len)];
      g_autoptr(GString) text = g_string_new_len (g_bytes_get_data (whole, NULL),
                                                  (gssize) g_bytes_get_size (whole));
      g_autoptr(GBytes) bytes = NULL;

      for (int j = g_rand_int_range (rand, 0, 5); j > 0; j--)
        break_text (text, rand);
      bytes = g_bytes_new (text->str, text->len);
      try_bytes (&corpus, bytes, rand);
    }
  corpus_clear (&corpus);
}

/* Descriptions are files, too. */
static void
test_broken_descriptions (void)
{
  g_autofree char *description_path = aip_paths_data_file ("workflows/flux-kontext/workflow.json");
  g_autofree char *graph_path = aip_paths_data_file ("workflows/flux-kontext/graph.json");
  g_autofree char *description = NULL;
  g_autofree char *graph = NULL;
  guint n = g_test_slow () ? N_SLOW : N_QUICK * 4;

  g_assert_true (g_file_get_contents (description_path, &description, NULL, NULL));
  g_assert_true (g_file_get_contents (graph_path, &graph, NULL, NULL));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GRand) rand = g_rand_new_with_seed (i);
      g_autoptr(GString) text = g_string_new (description);
      g_autoptr(AipWorkflow) workflow = NULL;
      g_autoptr(GError) error = NULL;

      for (int j = g_rand_int_range (rand, 1, 5); j > 0; j--)
        break_text (text, rand);
      workflow = aip_workflow_new_from_text (text->str, graph, &error);
      if (workflow != NULL)
        bind (workflow, rand);
      else
        g_assert_nonnull (error);
    }
}

/* Deeper and larger than anything that is meant. */
static void
test_enormous (void)
{
  g_autoptr(GString) deep = g_string_new ("{\"1\":{\"class_type\":\"A\",\"inputs\":{\"x\":");
  g_autoptr(GString) wide = g_string_new ("{");
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  g_autoptr(GBytes) deep_bytes = NULL;
  g_autoptr(GBytes) wide_bytes = NULL;
  Corpus corpus;

  corpus_init (&corpus);
  for (guint i = 0; i < 200000; i++)
    g_string_append_c (deep, '[');
  deep_bytes = g_bytes_new (deep->str, deep->len);
  try_bytes (&corpus, deep_bytes, rand);

  for (guint i = 0; i < AIP_GRAPH_MAX_NODES + 2; i++)
    g_string_append_printf (wide, "%s\"%u\":{\"class_type\":\"A\",\"inputs\":{\"x\":[\"%u\",0]}}",
                            i > 0 ? "," : "", i, i + 1);
  g_string_append_c (wide, '}');
  wide_bytes = g_bytes_new (wide->str, wide->len);
  try_bytes (&corpus, wide_bytes, rand);
  corpus_clear (&corpus);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/comfy/reader-fuzz/files", test_broken_files);
  g_test_add_func ("/comfy/reader-fuzz/descriptions", test_broken_descriptions);
  g_test_add_func ("/comfy/reader-fuzz/enormous", test_enormous);

  return g_test_run ();
}
