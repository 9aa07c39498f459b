/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "aip-comfy-json.h"
#include "aip-error.h"
#include "aip-json.h"
#include "aip-paths.h"
#include "test-client-support.h"

#define PROMPT   "wide shot, a red fox in the snow, “동트기 전”"
#define NEGATIVE "blurry, text"

static char *
read_shipped (const char *name)
{
  g_autofree char *relative = g_build_filename ("workflows/flux-dev", name, NULL);
  g_autofree char *path = aip_paths_data_file (relative);
  g_autoptr(GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static AipWorkflow *
shipped (void)
{
  g_autofree char *description = read_shipped ("workflow.json");
  g_autofree char *graph = read_shipped ("graph.json");
  g_autoptr(GError) error = NULL;
  AipWorkflow *workflow = aip_workflow_new_from_text (description, graph, &error);

  g_assert_no_error (error);

  return workflow;
}

static AipWorkflowValues *
usual_values (void)
{
  AipWorkflowValues *values = aip_workflow_values_new ();

  aip_workflow_values_set_string (values, AIP_ROLE_PROMPT, PROMPT);
  aip_workflow_values_set_string (values, AIP_ROLE_NEGATIVE, NEGATIVE);
  aip_workflow_values_set_uint64 (values, AIP_ROLE_SEED, 42);
  aip_workflow_values_set_string (values, AIP_ROLE_FILENAME_PREFIX, "aip/job");

  return values;
}

/* Key orders */

/* The members of @object in the order of @order. */
static JsonObject *
reorder (JsonObject  *object,
         const guint *order)
{
  g_autoptr(GList) names = json_object_get_members (object);
  JsonObject *result = json_object_new ();

  for (guint i = 0; i < json_object_get_size (object); i++)
    {
      const char *name = g_list_nth_data (names, order[i]);

      json_object_set_member (result, name, json_node_ref (json_object_get_member (object, name)));
    }

  return result;
}

static void
shuffle (guint *order,
         guint  n,
         GRand *random)
{
  for (guint i = 0; i < n; i++)
    order[i] = i;
  for (guint i = n - 1; i > 0; i--)
    {
      guint j = (guint) g_rand_int_range (random, 0, (gint32) i + 1);
      guint other = order[i];

      order[i] = order[j];
      order[j] = other;
    }
}

/* @order: of the nodes; the inputs of each are shuffled with @random. */
static char *
reorder_graph (const char  *text,
               const guint *order,
               GRand       *random)
{
  g_autoptr(JsonNode) original = aip_comfy_json_parse (text, -1, G_MAXSIZE, NULL);
  g_autoptr(JsonNode) result = json_node_new (JSON_NODE_OBJECT);
  JsonObject *nodes = reorder (aip_json_node_object (original), order);
  g_autoptr(GList) names = json_object_get_members (nodes);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonObject *node = json_object_get_object_member (nodes, l->data);
      JsonObject *inputs = json_object_get_object_member (node, "inputs");
      JsonObject *changed = json_object_new ();
      guint input_order[32];

      shuffle (input_order, json_object_get_size (inputs), random);
      json_object_set_object_member (changed, "inputs", reorder (inputs, input_order));
      json_object_set_member (changed, "class_type",
                              json_node_ref (json_object_get_member (node, "class_type")));
      json_object_set_object_member (nodes, l->data, changed);
    }
  json_node_take_object (result, nodes);

  return aip_comfy_json_to_text (result);
}

/* What reaches a side of the sampler in a graph that was posted, going by its links alone. */
static char *
text_at (AipGraph   *graph,
         const char *side)
{
  const char *sampler = NULL, *encoder;

  for (guint i = 0; i < aip_graph_get_n_nodes (graph); i++)
    if (g_str_equal (aip_graph_get_class (graph, aip_graph_get_node (graph, i)), "KSampler"))
      sampler = aip_graph_get_node (graph, i);

  g_assert_true (aip_graph_get_link (graph, sampler, side, &encoder, NULL));
  if (g_str_equal (aip_graph_get_class (graph, encoder), "FluxGuidance"))
    g_assert_true (aip_graph_get_link (graph, encoder, "conditioning", &encoder, NULL));
  g_assert_cmpstr (aip_graph_get_class (graph, encoder), ==, "CLIPTextEncode");

  return aip_graph_dup_string (graph, encoder, "text", NULL);
}

static AipGraph *
expected_graph (void)
{
  g_autofree char *text = read_shipped ("graph.json");
  AipGraph *graph = aip_graph_parse (text, -1, NULL);

  aip_graph_set_string (graph, "20", "text", PROMPT, NULL);
  aip_graph_set_string (graph, "21", "text", NEGATIVE, NULL);
  aip_graph_set_uint64 (graph, "31", "seed", 42, NULL);
  aip_graph_set_string (graph, "41", "filename_prefix", "aip/job", NULL);

  return graph;
}

static void
post_and_check (Fixture     *self,
                AipGraph    *expected,
                const char  *description,
                const char  *graph_text,
                const guint *order,
                GRand       *random)
{
  g_autofree char *reordered = reorder_graph (graph_text, order, random);
  g_autoptr(AipWorkflowValues) values = usual_values ();
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr(AipComfySubmission) submission = NULL;
  g_autoptr(AipWorkflow) workflow = NULL;
  g_autoptr(AipGraph) posted = NULL;
  g_autoptr(JsonNode) body = NULL;
  g_autofree char *positive = NULL;
  g_autofree char *negative = NULL;
  g_autoptr(GError) error = NULL;
  guint n = test_comfy_server_get_n_posts (self->server);

  workflow = aip_workflow_new_from_text (description, reordered, &error);
  g_assert_no_error (error);
  g_clear_pointer (&self->graph, aip_graph_unref);
  self->graph = aip_workflow_bind (workflow, values, NULL, &error);
  g_assert_no_error (error);
  submission = fixture_submit (self, id, &error);
  g_assert_no_error (error);

  body = aip_comfy_json_parse (test_comfy_server_get_post_body (self->server, n), -1, G_MAXSIZE,
                               &error);
  g_assert_no_error (error);
  posted = aip_graph_new_from_json (aip_json_get (aip_json_node_object (body), "prompt"), &error);
  g_assert_no_error (error);
  positive = text_at (posted, "positive");
  negative = text_at (posted, "negative");
  g_assert_cmpstr (positive, ==, PROMPT);
  g_assert_cmpstr (negative, ==, NEGATIVE);
  g_assert_true (aip_graph_equal (posted, expected));
}

/* Every order of the four nodes that could be confused, the others around them anyhow. */
static void
test_key_orders (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *description = read_shipped ("workflow.json");
  g_autofree char *graph_text = read_shipped ("graph.json");
  g_autoptr(AipGraph) expected = expected_graph ();
  g_autoptr(GRand) random = g_rand_new_with_seed (4);
  /* Places in graph.json: prompt, negative, guidance, sampler. */
  static const guint confusable[] = { 3, 4, 5, 7 };
  guint n_orders = 0;

  g_assert_cmpstr (aip_graph_get_node (expected, 3), ==, "20");
  g_assert_cmpstr (aip_graph_get_node (expected, 7), ==, "31");
  test_comfy_server_hold (self->server, TEST_COMFY_POINT_START);

  for (guint a = 0; a < 4; a++)
    for (guint b = 0; b < 4; b++)
      for (guint c = 0; c < 4; c++)
        for (guint others = 0; others < 8; others++)
          {
            guint order[10], places[4], picked[4], n = 0;
            guint d = 6 - a - b - c;

            if (a == b || a == c || b == c)
              continue;

            picked[0] = confusable[a];
            picked[1] = confusable[b];
            picked[2] = confusable[c];
            picked[3] = confusable[d];
            shuffle (order, G_N_ELEMENTS (order), random);
            for (guint i = 0; i < G_N_ELEMENTS (order); i++)
              if (order[i] == 3 || order[i] == 4 || order[i] == 5 || order[i] == 7)
                places[n++] = i;
            for (guint i = 0; i < 4; i++)
              order[places[i]] = picked[i];
            post_and_check (self, expected, description, graph_text, order, random);
            n_orders++;
          }

  g_assert_cmpuint (n_orders, ==, 24 * 8);
}

/* Roles and links */

/* One node a line: id class input=@source.slot … or input (an empty text). */
static char *
graph_of (const char *lines)
{
  g_autoptr(GString) text = g_string_new ("{");
  g_auto(GStrv) list = g_strsplit (lines, "\n", -1);

  for (guint i = 0; list[i] != NULL; i++)
    {
      g_auto(GStrv) words = g_strsplit (list[i], " ", -1);

      g_string_append_printf (text, "%s\"%s\":{\"class_type\":\"%s\",\"inputs\":{",
                              i > 0 ? "," : "", words[0], words[1]);
      for (guint j = 2; words[j] != NULL; j++)
        {
          char *at = strstr (words[j], "=@");
          char *dot = at != NULL ? strrchr (at, '.') : NULL;

          g_string_append (text, j > 2 ? "," : "");
          if (at != NULL)
            g_string_append_printf (text, "\"%.*s\":[\"%.*s\",%s]", (int) (at - words[j]), words[j],
                                    (int) (dot - at - 2), at + 2, dot + 1);
          else
            g_string_append_printf (text, "\"%s\":\"\"", words[j]);
        }
      g_string_append (text, "}}");
    }
  g_string_append_c (text, '}');

  return g_string_free_and_steal (g_steal_pointer (&text));
}

#define LOADERS   "m Load\np CLIPTextEncode clip=@m.1 text\nn CLIPTextEncode clip=@m.1 text\n"
#define K(p, n)   "k KSampler model=@m.0 positive=" p " negative=" n " latent_image=@m.2 " \
                  "sampler_name seed\n"
#define SAVE      "d VAEDecode samples=@k.0 vae=@m.2\ns SaveImage images=@d.0 filename_prefix"
#define CUSTOM    "k SamplerCustomAdvanced noise=@m.3 guider=@g.0 sampler=@m.4 sigmas=@m.5 " \
                  "latent_image=@m.2\n"

typedef struct {
  const char *name;
  const char *lines;
  const char *prompt;      /* node.input */
  const char *negative;    /* NULL: not bound */
  const char *output;
  const char *says;        /* NULL: fine */
} RoleCase;

static const RoleCase role_cases[] = {
  { "direct", LOADERS K ("@p.0", "@n.0") SAVE, "p.text", "n.text", "s", NULL },
  { "swapped", LOADERS K ("@n.0", "@p.0") SAVE, "p.text", "n.text", "s",
    "“prompt” would go to CLIPTextEncode (node p), which is wired to a sampler’s negative" },
  { "swapped-negative", LOADERS K ("@p.0", "@n.0") SAVE, "p.text", "p.text", "s",
    "“negative” would go to CLIPTextEncode (node p), which is wired to a sampler’s positive" },
  { "one-for-both", LOADERS K ("@p.0", "@p.0") SAVE, "p.text", NULL, "s", "node p" },
  { "unwired", LOADERS "x CLIPTextEncode clip=@m.1 text\n" K ("@p.0", "@n.0") SAVE, "x.text", NULL,
    "s", "(node x), which reaches no sampler" },
  { "no-negative", LOADERS K ("@p.0", "@n.0") SAVE, "p.text", NULL, "s", NULL },
  { "guidance", LOADERS "f FluxGuidance conditioning=@p.0 guidance\n" K ("@f.0", "@n.0") SAVE,
    "p.text", "n.text", "s", NULL },
  { "control-net",
    LOADERS "c ControlNetApplyAdvanced positive=@p.0 negative=@n.0 control_net=@m.6 image=@m.7\n"
    K ("@c.0", "@c.1") SAVE, "p.text", "n.text", "s", NULL },
  { "control-net-crossed",
    LOADERS "c ControlNetApplyAdvanced positive=@p.0 negative=@n.0 control_net=@m.6 image=@m.7\n"
    K ("@c.1", "@c.0") SAVE, "p.text", "n.text", "s", "(node p)" },
  { "control-net-crossed-twice",
    LOADERS "c ControlNetApplyAdvanced positive=@n.0 negative=@p.0 control_net=@m.6 image=@m.7\n"
    K ("@c.1", "@c.0") SAVE, "p.text", "n.text", "s", NULL },
  { "two-control-nets",
    LOADERS "b ControlNetApplyAdvanced positive=@p.0 negative=@n.0 control_net=@m.6 image=@m.7\n"
    "c ControlNetApplySD3 positive=@b.0 negative=@b.1 control_net=@m.6 vae=@m.2 image=@m.7\n"
    K ("@c.0", "@c.1") SAVE, "p.text", "n.text", "s", NULL },
  { "combine",
    LOADERS "q CLIPTextEncode clip=@m.1 text\n"
    "c ConditioningCombine conditioning_1=@q.0 conditioning_2=@p.0\n" K ("@c.0", "@n.0") SAVE,
    "p.text", "n.text", "s", NULL },
  { "combined-into-negative",
    LOADERS "c ConditioningCombine conditioning_1=@n.0 conditioning_2=@p.0\n"
    K ("@p.0", "@c.0") SAVE, "p.text", "n.text", "s", "(node p)" },
  { "zero-out", LOADERS "z ConditioningZeroOut conditioning=@p.0\n" K ("@p.0", "@z.0") SAVE,
    "p.text", NULL, "s", NULL },
  { "zeroed-negative", LOADERS "z ConditioningZeroOut conditioning=@n.0\n" K ("@p.0", "@z.0") SAVE,
    "p.text", "n.text", "s", "(node n), which reaches no sampler" },
  { "zeroed-prompt", LOADERS "z ConditioningZeroOut conditioning=@p.0\n" K ("@z.0", "@n.0") SAVE,
    "p.text", "n.text", "s", "(node p), which reaches no sampler" },
  { "basic-guider", LOADERS "g BasicGuider model=@m.0 conditioning=@p.0\n" CUSTOM SAVE, "p.text",
    NULL, "s", NULL },
  { "basic-guider-negative", LOADERS "g BasicGuider model=@m.0 conditioning=@p.0\n" CUSTOM SAVE,
    "p.text", "n.text", "s", "(node n), which reaches no sampler" },
  { "cfg-guider", LOADERS "g CFGGuider model=@m.0 positive=@p.0 negative=@n.0 cfg\n" CUSTOM SAVE,
    "p.text", "n.text", "s", NULL },
  { "cfg-guider-swapped",
    LOADERS "g CFGGuider model=@m.0 positive=@n.0 negative=@p.0 cfg\n" CUSTOM SAVE, "p.text",
    "n.text", "s", "(node p)" },
  { "dual-guider",
    LOADERS "q CLIPTextEncode clip=@m.1 text\n"
    "g DualCFGGuider model=@m.0 cond1=@p.0 cond2=@q.0 negative=@n.0\n" CUSTOM SAVE, "q.text",
    "n.text", "s", NULL },
  { "advanced",
    LOADERS "h KSamplerAdvanced model=@m.0 positive=@p.0 negative=@n.0 latent_image=@m.2 "
    "sampler_name noise_seed\nk KSamplerAdvanced model=@m.0 positive=@p.0 negative=@n.0 "
    "latent_image=@h.0 sampler_name noise_seed\n" SAVE, "p.text", "n.text", "s", NULL },
  { "second-sampler-without-prompt",
    LOADERS "q CLIPTextEncode clip=@m.1 text\n"
    "h KSamplerAdvanced model=@m.0 positive=@p.0 negative=@n.0 latent_image=@m.2 sampler_name "
    "noise_seed\nk KSamplerAdvanced model=@m.0 positive=@q.0 negative=@n.0 latent_image=@h.0 "
    "sampler_name noise_seed\n" SAVE, "p.text", "n.text", "s",
    "does not reach the sampler KSamplerAdvanced (node k)" },
  { "image-to-video",
    LOADERS "w WanImageToVideo positive=@p.0 negative=@n.0 vae=@m.2 start_image=@m.7 width\n"
    "k KSampler model=@m.0 positive=@w.0 negative=@w.1 latent_image=@w.2 sampler_name\n" SAVE,
    "p.text", "n.text", "s", NULL },
  { "text-from-a-node",
    "m Load\nt PrimitiveString value\np CLIPTextEncode clip=@m.1 text=@t.0\n"
    "n CLIPTextEncode clip=@m.1 text\n" K ("@p.0", "@n.0") SAVE, "t.value", "n.text", "s", NULL },
  { "text-node-for-both",
    "m Load\nt PrimitiveString value\np CLIPTextEncode clip=@m.1 text=@t.0\n"
    "n CLIPTextEncode clip=@m.1 text=@t.0\n" K ("@p.0", "@n.0") SAVE, "t.value", NULL, "s",
    "(node t)" },
  { "reroute", LOADERS "r Reroute any=@p.0\n" K ("@r.0", "@n.0") SAVE, "p.text", "n.text", "s",
    NULL },
  { "prompt-into-image-edit",
    "m Load\np TextEncodeQwenImageEdit clip=@m.1 vae=@m.2 image=@m.7 prompt\n"
    "n TextEncodeQwenImageEdit clip=@m.1 vae=@m.2 image=@m.7 prompt\n" K ("@p.0", "@n.0") SAVE,
    "p.prompt", "n.prompt", "s", NULL },
  { "output-without-sampler", LOADERS K ("@p.0", "@n.0") SAVE "\ny SaveImage images=@m.7", "p.text",
    "n.text", "y", "no sampler" },
  { "output-missing", LOADERS K ("@p.0", "@n.0") SAVE, "p.text", "n.text", "zz", "node zz" },
  { "output-unbound", LOADERS K ("@p.0", "@n.0") SAVE, "p.text", "n.text", NULL, "its result" },
  { "bound-to-a-link", LOADERS K ("@p.0", "@n.0") SAVE, "k.positive", "n.text", "s",
    "“positive” of node k" },
  { "bound-to-nothing", LOADERS K ("@p.0", "@n.0") SAVE, "p.words", "n.text", "s",
    "“words” of node p" },
};

static void
append_binding (GString    *text,
                const char *role,
                const char *where)
{
  g_auto(GStrv) parts = where != NULL ? g_strsplit (where, ".", 2) : NULL;

  if (where != NULL)
    g_string_append_printf (text, "%s\"%s\":[{\"node\":\"%s\",\"input\":\"%s\"}]",
                            text->str[text->len - 1] == '{' ? "" : ",", role, parts[0],
                            parts[1] != NULL ? parts[1] : "");
}

static void
test_roles (gconstpointer data)
{
  const RoleCase *c = data;
  g_autofree char *graph = graph_of (c->lines);
  g_autoptr(GString) description = g_string_new ("{\"id\":\"t\",\"title\":\"T\",\"bindings\":{");
  g_autoptr(AipWorkflow) workflow = NULL;
  g_autoptr(GError) error = NULL;

  append_binding (description, "prompt", c->prompt);
  append_binding (description, "negative", c->negative);
  append_binding (description, "output", c->output);
  g_string_append (description, "}}");
  workflow = aip_workflow_new_from_text (description->str, graph, &error);
  if (c->says == NULL)
    {
      g_assert_no_error (error);
      g_assert_true (aip_workflow_verify_roles (workflow, &error));
      return;
    }

  g_assert_null (workflow);
  g_assert_nonnull (error);
  g_assert_true (error->domain == AIP_ERROR);
  if (strstr (error->message, c->says) == NULL)
    g_error ("%s: says “%s”", c->name, error->message);
}

/* Binding */

static void
test_bind (void)
{
  g_autoptr(AipWorkflow) workflow = shipped ();
  g_autoptr(AipWorkflowValues) values = usual_values ();
  g_autoptr(AipGraph) graph = NULL;
  g_autoptr(AipGraph) expected = expected_graph ();
  g_auto(GStrv) changes = NULL;
  g_autofree char *before = aip_graph_to_text (aip_workflow_get_graph (workflow));
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  graph = aip_workflow_bind (workflow, values, &changes, &error);
  g_assert_no_error (error);
  g_assert_true (aip_graph_equal (graph, expected));
  g_assert_cmpuint (g_strv_length (changes), ==, 0);
  after = aip_graph_to_text (aip_workflow_get_graph (workflow));
  g_assert_cmpstr (before, ==, after);

  g_assert_cmpstr (aip_workflow_get_output_node (workflow), ==, "41");
  g_assert_cmpstr (aip_workflow_get_kind (workflow), ==, "still");
  g_assert_cmpuint (aip_workflow_get_n_models (workflow), ==, 4);
  g_assert_cmpfloat (aip_workflow_get_default_number (workflow, AIP_ROLE_STEPS, 0), ==, 20);
}

/* Nothing meant is nothing sent: not what the author left in the graph, and never the prompt. */
static void
test_no_negative (void)
{
  g_autofree char *graph_text = graph_of (LOADERS K ("@p.0", "@n.0") SAVE);
  g_autoptr(AipGraph) left = aip_graph_parse (graph_text, -1, NULL);
  g_autofree char *left_text = NULL;
  g_autoptr(AipWorkflow) workflow = NULL;
  g_autoptr(AipWorkflowValues) values = aip_workflow_values_new ();
  g_autoptr(AipGraph) graph = NULL;
  g_autofree char *negative = NULL;
  g_autoptr(GError) error = NULL;

  aip_graph_set_string (left, "n", "text", "left by the author", NULL);
  left_text = aip_graph_to_text (left);
  workflow = aip_workflow_new_from_text (
    "{\"id\":\"t\",\"bindings\":{\"prompt\":[{\"node\":\"p\",\"input\":\"text\"}],\"negative\":"
    "[{\"node\":\"n\",\"input\":\"text\"}],\"seed\":[{\"node\":\"k\",\"input\":\"seed\"}],"
    "\"filename-prefix\":[{\"node\":\"s\",\"input\":\"filename_prefix\"}],\"output\":"
    "[{\"node\":\"s\"}]}}", left_text, &error);
  g_assert_no_error (error);
  aip_workflow_values_set_string (values, AIP_ROLE_PROMPT, PROMPT);
  aip_workflow_values_set_uint64 (values, AIP_ROLE_SEED, 0);
  aip_workflow_values_set_string (values, AIP_ROLE_FILENAME_PREFIX, "x");
  graph = aip_workflow_bind (workflow, values, NULL, &error);
  g_assert_no_error (error);
  negative = aip_graph_dup_string (graph, "n", "text", NULL);
  g_assert_cmpstr (negative, ==, "");
  g_assert_cmpuint (aip_graph_get_uint64 (graph, "k", "seed", 5), ==, 0);
}

static void
test_seeds (void)
{
  static const guint64 seeds[] = { 0, 1, 9007199254740993, G_MAXINT64,
                                   (guint64) G_MAXINT64 + 1, G_MAXUINT64 };
  g_autoptr(AipWorkflow) workflow = shipped ();

  for (gsize i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      g_autoptr(AipWorkflowValues) values = usual_values ();
      g_autoptr(AipGraph) graph = NULL;
      g_autofree char *text = NULL;
      g_autofree char *member = g_strdup_printf ("\"seed\":%" G_GUINT64_FORMAT ",", seeds[i]);
      g_autoptr(GError) error = NULL;

      aip_workflow_values_set_uint64 (values, AIP_ROLE_SEED, seeds[i]);
      graph = aip_workflow_bind (workflow, values, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (aip_graph_get_uint64 (graph, "31", "seed", 7), ==, seeds[i]);
      text = aip_graph_to_text (graph);
      g_assert_nonnull (strstr (text, member));
    }
}

static void
test_limits (void)
{
  g_autoptr(AipWorkflow) workflow = shipped ();
  g_autoptr(AipWorkflowValues) values = usual_values ();
  g_autoptr(AipGraph) graph = NULL;
  g_auto(GStrv) changes = NULL;
  g_autofree char *sentences = NULL;
  g_autoptr(GError) error = NULL;

  aip_workflow_values_set_int (values, AIP_ROLE_WIDTH, 1998);
  aip_workflow_values_set_int (values, AIP_ROLE_HEIGHT, 1080);
  aip_workflow_values_set_int (values, AIP_ROLE_STEPS, 5000);
  aip_workflow_values_set_int (values, AIP_ROLE_GUIDANCE, 4);
  aip_workflow_values_set_string (values, "lora", "x.safetensors");
  graph = aip_workflow_bind (workflow, values, &changes, &error);
  g_assert_no_error (error);
  g_assert_cmpint (aip_graph_get_int (graph, "31", "steps", 0), ==, 100);
  g_assert_cmpint (aip_graph_get_int (graph, "30", "width", 0) % 16, ==, 0);
  sentences = g_strjoinv ("\n", changes);
  g_assert_nonnull (strstr (sentences, "instead of 1998 × 1080"));
  g_assert_nonnull (strstr (sentences, "100 as “steps” instead of 5000"));
  g_assert_nonnull (strstr (sentences, "no use for “lora”"));
  g_assert_cmpuint (g_strv_length (changes), ==, 3);

  /* A whole number given for a number with a fraction stays one for the worker. */
  {
    g_autofree char *text = aip_graph_to_text (graph);

    g_assert_nonnull (strstr (text, "\"guidance\":4.0"));
  }
}

static void
test_missing_values (void)
{
  static const char *const roles[] = { AIP_ROLE_PROMPT, AIP_ROLE_SEED, AIP_ROLE_FILENAME_PREFIX };
  g_autoptr(AipWorkflow) workflow = shipped ();

  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autoptr(AipWorkflowValues) values = aip_workflow_values_new ();
      g_autoptr(AipGraph) graph = NULL;
      g_autoptr(GError) error = NULL;

      for (gsize j = 0; j < G_N_ELEMENTS (roles); j++)
        if (i != j)
          aip_workflow_values_set_string (values, roles[j], "1");
      graph = aip_workflow_bind (workflow, values, NULL, &error);
      g_assert_null (graph);
      g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, roles[i]));
    }
}

static void
test_unbound_role (void)
{
  g_autofree char *graph_text = graph_of (LOADERS K ("@p.0", "@n.0") SAVE);
  g_autoptr(AipWorkflow) workflow = NULL;
  g_autoptr(AipWorkflowValues) values = usual_values ();
  g_autoptr(AipGraph) graph = NULL;
  g_autoptr(GError) error = NULL;

  workflow = aip_workflow_new_from_text (
    "{\"id\":\"t\",\"bindings\":{\"prompt\":[{\"node\":\"p\",\"input\":\"text\"}],"
    "\"filename-prefix\":[{\"node\":\"s\",\"input\":\"filename_prefix\"}],\"output\":"
    "[{\"node\":\"s\"}]}}", graph_text, &error);
  g_assert_no_error (error);
  graph = aip_workflow_bind (workflow, values, NULL, &error);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_UNBOUND);
  g_assert_nonnull (strstr (error->message, "“seed”"));
}

static void
test_sizes (void)
{
  static const struct {
    int      width, height, fitted_width, fitted_height;
  } cases[] = {
    { 1280, 720, 1280, 720 },
    { 1920, 1080, 1920, 1088 },
    { 1998, 1080, 1968, 1056 },
    { 2048, 858, 2048, 864 },
    { 3840, 2160, 1920, 1088 },
    { 4096, 1716, 2048, 864 },
    { 100, 100, 256, 256 },
    { 1, 1, 256, 256 },
    { 1080, 1920, 1088, 1920 },
    { 65536, 16, 2048, 256 },
  };
  g_autoptr(AipWorkflow) workflow = shipped ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int width = cases[i].width;
      int height = cases[i].height;
      gboolean changed = aip_workflow_fit_size (workflow, &width, &height);

      g_test_message ("%d × %d → %d × %d", cases[i].width, cases[i].height, width, height);
      g_assert_cmpint (width, ==, cases[i].fitted_width);
      g_assert_cmpint (height, ==, cases[i].fitted_height);
      g_assert_true (changed == (width != cases[i].width || height != cases[i].height));
      g_assert_false (aip_workflow_fit_size (workflow, &width, &height));
    }
}

/* Whatever is asked for: on the grid, within the limits, and fitting again changes nothing. */
static void
test_all_sizes (void)
{
  g_autoptr(AipWorkflow) workflow = shipped ();
  g_autoptr(GRand) random = g_rand_new_with_seed (9);

  for (int i = 0; i < 20000; i++)
    {
      int width = g_rand_int_range (random, 1, 9000);
      int height = g_rand_int_range (random, 1, 9000);

      aip_workflow_fit_size (workflow, &width, &height);
      g_assert_cmpint (width % 16, ==, 0);
      g_assert_cmpint (height % 16, ==, 0);
      g_assert_cmpint (MIN (width, height), >=, 256);
      g_assert_cmpint (MAX (width, height), <=, 2048);
      g_assert_cmpint (width * height, <=, 2097152);
      g_assert_false (aip_workflow_fit_size (workflow, &width, &height));
    }
}

static void
test_memory (void)
{
  g_autoptr(AipWorkflow) workflow = shipped ();

  g_assert_cmpuint (aip_workflow_estimate_vram (workflow, 256, 256, 1), ==, 12900000000);
  g_assert_cmpuint (aip_workflow_estimate_vram (workflow, 1024, 1024, 1), ==, 14000000000);
  g_assert_cmpuint (aip_workflow_estimate_vram (workflow, 2048, 1024, 1), ==, 15600000000);
  g_assert_cmpuint (aip_workflow_estimate_vram (workflow, 1536, 1024, 1), ==, 14800000000);
  g_assert_cmpuint (aip_workflow_estimate_vram (workflow, 2048, 1536, 1), ==, 17200000000);
  g_assert_cmpuint (aip_workflow_estimate_vram (workflow, 1024, 1024, 240), ==, 14000000000);
}

static AipNodeCatalogue *
read_catalogue (const char *from,
                const char *to)
{
  g_autofree char *path = test_data_path ("comfy/object_info.json");
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *contents = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) error = NULL;
  AipNodeCatalogue *catalogue;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_string_assign (text, contents);
  g_assert_cmpuint (g_string_replace (text, from, to, 0), >, 0);
  node = aip_comfy_json_parse (text->str, -1, G_MAXSIZE, &error);
  g_assert_no_error (error);
  catalogue = aip_node_catalogue_new_from_json (node, &error);
  g_assert_no_error (error);

  return catalogue;
}

static void
test_check (void)
{
  static const struct {
    const char *from, *to, *says;
  } cases[] = {
    { "\"flux1-dev.safetensors\"", "\"other.safetensors\"", "models/diffusion_models" },
    { "\"UNETLoader\": {", "\"Other\": {", "does not have the node “UNETLoader”" },
    { "\"euler\"", "\"oiler\"", "does not have “euler”, which “Sampler” (node 31)" },
    { "\"denoise\"", "\"noise_off\"", "“KSampler” wants “noise_off”" },
  };
  g_autoptr(AipWorkflow) workflow = shipped ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AipNodeCatalogue) catalogue = read_catalogue (cases[i].from, cases[i].to);
      g_auto(GStrv) problems = aip_workflow_check (workflow, catalogue);

      g_assert_cmpuint (g_strv_length (problems), ==, 1);
      if (strstr (problems[0], cases[i].says) == NULL)
        g_error ("says: %s", problems[0]);
    }
}

/* Of a graph of somebody else's nobody knows where its files are published. */
static void
test_check_own (void)
{
  g_autoptr(AipNodeCatalogue) catalogue = read_catalogue ("\"flux1-dev.safetensors\"",
                                                          "\"other.safetensors\"");
  g_autoptr(GString) description = g_string_new (NULL);
  g_autofree char *shipped_text = read_shipped ("workflow.json");
  g_autofree char *graph = read_shipped ("graph.json");
  g_autoptr(AipWorkflow) workflow = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) problems = NULL;

  g_string_assign (description, shipped_text);
  g_string_replace (description, "\"diffusion_models\"", "\"\"", 0);
  workflow = aip_workflow_new_from_text (description->str, graph, &error);
  g_assert_no_error (error);
  problems = aip_workflow_check (workflow, catalogue);
  g_assert_cmpuint (g_strv_length (problems), ==, 1);
  g_assert_true (g_str_has_prefix (problems[0], "The worker does not have “flux1-dev.safetensors”"));
}

/* A bad workflow hides no good one. */
static void
test_store (void)
{
  g_autofree char *folder = test_dir_new ();
  g_autoptr(GFile) file = g_file_new_for_path (folder);
  g_autofree char *description = read_shipped ("workflow.json");
  g_autofree char *graph = read_shipped ("graph.json");
  g_autoptr(AipWorkflowStore) store = NULL;
  g_autoptr(AipWorkflowStore) none = NULL;
  g_autoptr(GFile) nowhere = NULL;
  static const char *const names[] = { "good", "bad", "empty" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *sub = g_build_filename (folder, names[i], NULL);
      g_autofree char *a = g_build_filename (sub, "workflow.json", NULL);
      g_autofree char *b = g_build_filename (sub, "graph.json", NULL);

      g_assert_cmpint (g_mkdir (sub, 0755), ==, 0);
      if (i < 2)
        {
          g_assert_true (g_file_set_contents (a, i == 0 ? description : "{", -1, NULL));
          g_assert_true (g_file_set_contents (b, graph, -1, NULL));
        }
    }

  store = aip_workflow_store_new_for_folder (file);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 1);
  g_assert_nonnull (aip_workflow_store_get (store, "flux-dev"));
  g_assert_null (aip_workflow_store_get (store, "bad"));
  g_assert_null (aip_workflow_store_get (store, NULL));
  g_assert_true (aip_workflow_store_get_default (store, "still") ==
                 aip_workflow_store_get (store, "flux-dev"));
  g_assert_null (aip_workflow_store_get_default (store, "video"));
  g_assert_cmpuint (g_strv_length ((char **) aip_workflow_store_get_problems (store)), ==, 1);

  nowhere = g_file_get_child (file, "nowhere");
  none = aip_workflow_store_new_for_folder (nowhere);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (none)), ==, 0);
  g_assert_cmpuint (g_strv_length ((char **) aip_workflow_store_get_problems (none)), ==, 1);
  test_dir_remove (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/comfy/workflow/key-orders", Fixture, NULL, fixture_set_up, test_key_orders,
              fixture_tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (role_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/comfy/workflow/roles/%s", role_cases[i].name);

      g_test_add_data_func (path, &role_cases[i], test_roles);
    }
  g_test_add_func ("/comfy/workflow/bind", test_bind);
  g_test_add_func ("/comfy/workflow/no-negative", test_no_negative);
  g_test_add_func ("/comfy/workflow/seeds", test_seeds);
  g_test_add_func ("/comfy/workflow/limits", test_limits);
  g_test_add_func ("/comfy/workflow/missing-values", test_missing_values);
  g_test_add_func ("/comfy/workflow/unbound-role", test_unbound_role);
  g_test_add_func ("/comfy/workflow/sizes", test_sizes);
  g_test_add_func ("/comfy/workflow/all-sizes", test_all_sizes);
  g_test_add_func ("/comfy/workflow/memory", test_memory);
  g_test_add_func ("/comfy/workflow/check", test_check);
  g_test_add_func ("/comfy/workflow/check-own", test_check_own);
  g_test_add_func ("/comfy/workflow/store", test_store);

  return g_test_run ();
}
