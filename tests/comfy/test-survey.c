/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-comfy-json.h"
#include "aip-workflow-store.h"
#include "aip-workflow-survey.h"
#include "test-support.h"

static AipNodeCatalogue *
load_catalogue (void)
{
  g_autofree char *path = test_data_path ("comfy/shipped_nodes.json");
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(GError) error = NULL;
  AipNodeCatalogue *catalogue;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  root = aip_comfy_json_parse (text, -1, G_MAXSIZE, &error);
  g_assert_no_error (error);
  catalogue = aip_node_catalogue_new_from_json (root, &error);
  g_assert_no_error (error);

  return catalogue;
}

static AipGraph *
load_graph (const char *name)
{
  g_autofree char *relative = g_strdup_printf ("comfy/graphs/%s.json", name);
  g_autofree char *path = test_data_path (relative);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  AipGraph *graph;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  graph = aip_graph_parse (text, -1, &error);
  g_assert_no_error (error);

  return graph;
}

/* "4.text 5.text", a "?" before what a person has to choose; "" for a role that is not there. */
static char *
role_to_text (AipWorkflowSurvey *survey,
              const char        *name)
{
  const AipSurveyRole *role = aip_workflow_survey_find_role (survey, name);
  GString *text = g_string_new (NULL);

  if (role == NULL)
    return g_string_free_and_steal (text);

  g_assert_nonnull (role->reason);
  g_assert_cmpint (*role->reason, !=, '\0');
  if (role->state == AIP_SURVEY_AMBIGUOUS)
    g_string_append_c (text, '?');
  if (role->state == AIP_SURVEY_LINKED)
    g_string_append_c (text, '>');
  for (guint i = 0; i < role->refs->len; i++)
    {
      const AipGraphRef *ref = &g_array_index (role->refs, AipGraphRef, i);

      g_string_append_printf (text, "%s%s%s%s", i > 0 ? " " : "", ref->node,
                              *ref->input != '\0' ? "." : "", ref->input);
    }

  return g_string_free_and_steal (text);
}

typedef struct {
  const char *graph;
  const char *kind;
  struct {
    const char *role;
    const char *places;
  } roles[12];
} SurveyCase;

/* Graphs that a real server has run; the places were found by reading them. */
static const SurveyCase cases[] = {
  { "flux-t2i", "still",
    { { "prompt", "4.text" }, { "negative", "" }, { "seed", "10.noise_seed" },
      { "steps", "8.steps" }, { "guidance", "5.guidance" }, { "width", "11.width 6.width" },
      { "height", "11.height 6.height" }, { "output", "14" },
      { "filename-prefix", "14.filename_prefix" }, { "lora", "20.lora_name" } } },
  { "flux-controlnet", "still",
    { { "prompt", "4.text" }, { "control-image", "32.image" }, { "init-image", "" },
      { "seed", "10.noise_seed" } } },
  { "flux-kontext", "still",
    { { "prompt", "4.text" }, { "reference-image", "40.image" }, { "init-image", "" },
      { "width", "" } } },
  { "flux-fill-outpaint", "still",
    { { "prompt", "4.text" }, { "init-image", "40.image" }, { "mask", "" } } },
  { "sdxl-inpaint", "still",
    { { "prompt", "3.text" }, { "negative", "4.text" }, { "init-image", "9.image" },
      { "guidance", "6.cfg" } } },
  { "sdxl-lora", "still",
    { { "prompt", "3.text" }, { "negative", "4.text" }, { "seed", "6.seed" },
      { "width", "5.width" }, { "lora", "2.lora_name" } } },
  { "sd35", "still", { { "prompt", "4.text" }, { "negative", "5.text" }, { "frames", "" } } },
  { "qwen-edit-plus", "still",
    { { "prompt", "6.prompt" }, { "negative", "7.prompt" }, { "reference-image", "4.image" } } },
  { "upscale", "still",
    { { "prompt", "" }, { "init-image", "1.image" }, { "output", "4" } } },
  { "hunyuan-t2v", "video",
    { { "prompt", "4.text" }, { "negative", "" }, { "seed", "10.noise_seed" },
      { "guidance", "5.guidance" }, { "frames", "11.length" }, { "fps", "90.fps" } } },
  { "ltxv-i2v", "video",
    { { "prompt", "4.text" }, { "negative", "5.text" }, { "first-frame", "6.image" },
      { "frames", "7.length" }, { "fps", "8.frame_rate 90.fps" }, { "guidance", "14.cfg" } } },
  { "wan22-5b-ti2v", "video",
    { { "first-frame", "6.image" }, { "fps", "12.fps" }, { "output", "12" } } },
  { "wan22-i2v", "video",
    { { "prompt", "4.text" }, { "seed", "9.noise_seed" }, { "steps", "?9.steps 10.steps" },
      { "guidance", "9.cfg 10.cfg" }, { "first-frame", "6.image" } } },
  { "wan-animate", "video", { { "reference-image", "6.image" }, { "frames", "7.length" } } },
};

static void
test_recorded (gconstpointer data)
{
  const SurveyCase *expected = data;
  g_autoptr(AipGraph) graph = load_graph (expected->graph);
  g_autoptr(AipWorkflowSurvey) survey = aip_workflow_survey_new (graph, NULL);

  g_assert_cmpstr (aip_workflow_survey_get_kind (survey), ==, expected->kind);
  g_assert_null (aip_workflow_survey_get_problems (survey)[0]);
  for (gsize i = 0; i < G_N_ELEMENTS (expected->roles) && expected->roles[i].role != NULL; i++)
    {
      g_autofree char *places = role_to_text (survey, expected->roles[i].role);

      if (!g_str_equal (places, expected->roles[i].places))
        g_error ("%s of %s goes to “%s”, not “%s”", expected->roles[i].role, expected->graph,
                 expected->roles[i].places, places);
    }
}

/* What ships is described by hand; reading its graph must come to the same. */
static void
test_shipped (void)
{
  static const char *const roles[] = {
    AIP_ROLE_PROMPT, AIP_ROLE_NEGATIVE, AIP_ROLE_SEED, AIP_ROLE_WIDTH, AIP_ROLE_HEIGHT,
    AIP_ROLE_FRAMES, AIP_ROLE_GUIDANCE, AIP_ROLE_FILENAME_PREFIX, AIP_ROLE_INIT_IMAGE,
    AIP_ROLE_FIRST_FRAME, AIP_ROLE_LAST_FRAME, AIP_ROLE_REFERENCE_IMAGE,
  };
  g_autoptr(AipWorkflowStore) store = aip_workflow_store_new ();
  g_autoptr(AipNodeCatalogue) catalogue = load_catalogue ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr(AipWorkflow) workflow = g_list_model_get_item (G_LIST_MODEL (store), i);
      g_autoptr(AipWorkflowSurvey) survey =
        aip_workflow_survey_new (aip_workflow_get_graph (workflow), catalogue);

      g_assert_cmpstr (aip_workflow_survey_get_kind (survey), ==, aip_workflow_get_kind (workflow));
      g_assert_null (aip_workflow_survey_get_problems (survey)[0]);
      /* Some say themselves that they need a node from elsewhere. */
      g_assert_cmpuint (aip_workflow_survey_get_concerns (survey)->len, ==,
                        g_str_has_suffix (aip_workflow_get_id (workflow), "-of") ||
                        g_str_has_prefix (aip_workflow_get_id (workflow), "rife") ? 1 : 0);
      g_assert_cmpuint (aip_workflow_survey_get_models (survey)->len, >=,
                        aip_workflow_get_n_models (workflow));

      for (gsize j = 0; j < G_N_ELEMENTS (roles); j++)
        {
          const GArray *bound = aip_workflow_get_bindings (workflow, roles[j]);
          const AipSurveyRole *found = aip_workflow_survey_find_role (survey, roles[j]);

          for (guint k = 0; k < bound->len; k++)
            {
              const AipGraphRef *ref = &g_array_index (bound, AipGraphRef, k);
              g_autofree char *place = g_strdup_printf ("%s.%s", ref->node, ref->input);
              g_autofree char *places = role_to_text (survey, roles[j]);

              /* The second half adds no noise; giving it the seed too does no harm. */
              if (g_str_equal (place, "32.noise_seed"))
                continue;
              g_assert_cmpint (found->state, ==, AIP_SURVEY_FOUND);
              if (strstr (places, place) == NULL)
                g_error ("%s: %s is bound to %s, found at “%s”", aip_workflow_get_id (workflow),
                         roles[j], place, places);
            }
        }
    }
}

static AipWorkflowSurvey *
survey_text (const char        *text,
             AipNodeCatalogue  *catalogue,
             AipGraph         **graph)
{
  g_autoptr(GError) error = NULL;

  *graph = aip_graph_parse (text, -1, &error);
  g_assert_no_error (error);

  return aip_workflow_survey_new (*graph, catalogue);
}

#define SAMPLER(id, positive, negative, seed, latent) \
  "\"" id "\": {\"class_type\": \"KSampler\", \"inputs\": {\"model\": [\"1\", 0], \"positive\": [\"" \
  positive "\", 0], \"negative\": [\"" negative "\", 0], \"latent_image\": [\"" latent "\", 0], " \
  "\"seed\": " seed ", \"steps\": 20, \"cfg\": 7, \"sampler_name\": \"euler\", " \
  "\"scheduler\": \"normal\", \"denoise\": 1}}, "
#define TEXT(id, text) \
  "\"" id "\": {\"class_type\": \"CLIPTextEncode\", \"inputs\": {\"clip\": [\"1\", 1], \"text\": " \
  text "}}, "
#define REST \
  "\"1\": {\"class_type\": \"CheckpointLoaderSimple\", \"inputs\": {\"ckpt_name\": " \
  "\"a.safetensors\"}}, " \
  "\"5\": {\"class_type\": \"EmptyLatentImage\", \"inputs\": {\"width\": 512, \"height\": 512, " \
  "\"batch_size\": 1}}, " \
  "\"8\": {\"class_type\": \"VAEDecode\", \"inputs\": {\"samples\": [\"6\", 0], \"vae\": " \
  "[\"1\", 2]}}, " \
  "\"9\": {\"class_type\": \"SaveImage\", \"inputs\": {\"images\": [\"8\", 0], " \
  "\"filename_prefix\": \"x\"}}}"

/* The seed and the text come by link from primitives: that is where they are set. */
static void
test_primitives (void)
{
  g_autoptr(AipGraph) graph = NULL;
  g_autoptr(AipWorkflowSurvey) survey = survey_text (
    "{" TEXT ("2", "[\"20\", 0]") TEXT ("3", "\"bad\"") SAMPLER ("6", "2", "3", "[\"21\", 0]", "5")
    "\"20\": {\"class_type\": \"PrimitiveStringMultiline\", \"inputs\": {\"value\": \"a cat\"}}, "
    "\"21\": {\"class_type\": \"PrimitiveInt\", \"inputs\": {\"value\": 7, "
    "\"control_after_generate\": \"fixed\"}}, " REST, NULL, &graph);
  g_autofree char *prompt = role_to_text (survey, AIP_ROLE_PROMPT);
  g_autofree char *seed = role_to_text (survey, AIP_ROLE_SEED);

  g_assert_null (aip_workflow_survey_get_problems (survey)[0]);
  g_assert_cmpstr (prompt, ==, "20.value");
  g_assert_cmpstr (aip_workflow_survey_find_role (survey, AIP_ROLE_PROMPT)->value, ==, "a cat");
  g_assert_cmpstr (seed, ==, "21.value");
}

/* A seed that another node computes is nothing that we may overwrite. */
static void
test_computed (void)
{
  g_autoptr(AipGraph) graph = NULL;
  g_autoptr(AipWorkflowSurvey) survey = survey_text (
    "{" TEXT ("2", "\"a cat\"") TEXT ("3", "\"\"") SAMPLER ("6", "2", "3", "[\"21\", 0]", "5")
    "\"21\": {\"class_type\": \"MathExpression\", \"inputs\": {\"a\": 7, \"b\": 2}}, " REST,
    NULL, &graph);

  g_assert_cmpint (aip_workflow_survey_find_role (survey, AIP_ROLE_SEED)->state, ==,
                   AIP_SURVEY_LINKED);
  g_assert_nonnull (strstr (aip_workflow_survey_get_problems (survey)[0], "seed"));
}

static void
test_shared_encoder (void)
{
  g_autoptr(AipGraph) graph = NULL;
  g_autoptr(AipWorkflowSurvey) survey = survey_text (
    "{" TEXT ("2", "\"a cat\"") SAMPLER ("6", "2", "2", "1", "5") REST, NULL, &graph);

  g_assert_nonnull (strstr (aip_workflow_survey_get_problems (survey)[0], "node 2"));
}

static void
test_two_texts (void)
{
  g_autoptr(AipGraph) graph = NULL;
  g_autoptr(AipWorkflowSurvey) survey = survey_text (
    "{" TEXT ("2", "\"a cat\"") TEXT ("4", "\"a dog\"") TEXT ("3", "\"\"")
    "\"7\": {\"class_type\": \"ConditioningCombine\", \"inputs\": {\"conditioning_1\": [\"2\", 0], "
    "\"conditioning_2\": [\"4\", 0]}}, " SAMPLER ("6", "7", "3", "1", "5") REST, NULL, &graph);
  g_autofree char *prompt = role_to_text (survey, AIP_ROLE_PROMPT);

  g_assert_cmpstr (prompt, ==, "?2.text 4.text");
}

static void
test_no_output (void)
{
  g_autoptr(AipGraph) graph = NULL;
  g_autoptr(AipWorkflowSurvey) survey = survey_text (
    "{\"1\": {\"class_type\": \"LoadImage\", \"inputs\": {\"image\": \"a.png\"}}}", NULL, &graph);

  g_assert_nonnull (strstr (aip_workflow_survey_get_problems (survey)[0], "saves"));
}

/* A circle is told by the graph's own check, and nothing is followed for ever. */
static void
test_circle (void)
{
  g_autoptr(AipGraph) graph = NULL;
  g_autoptr(AipWorkflowSurvey) survey = survey_text (
    "{\"1\": {\"class_type\": \"A\", \"inputs\": {\"x\": [\"2\", 0]}}, "
    "\"2\": {\"class_type\": \"B\", \"inputs\": {\"x\": [\"1\", 0]}}}", NULL, &graph);

  g_assert_nonnull (aip_workflow_survey_get_problems (survey)[0]);
}

static void
test_trust (void)
{
  g_autoptr(AipNodeCatalogue) catalogue = load_catalogue ();
  g_autoptr(AipGraph) graph = NULL;
  g_autoptr(AipWorkflowSurvey) survey = survey_text (
    "{" TEXT ("2", "\"see http://x or ../y\"") TEXT ("3", "\"\"") SAMPLER ("6", "2", "3", "1", "5")
    "\"30\": {\"class_type\": \"SaveAnywhere\", \"inputs\": {\"images\": [\"8\", 0], "
    "\"path\": \"/etc/x\"}}, "
    "\"31\": {\"class_type\": \"PostPicture\", \"inputs\": {\"images\": [\"8\", 0], "
    "\"target\": \"https://example.org\"}}, "
    "\"32\": {\"class_type\": \"ImageScale\", \"inputs\": {\"image\": [\"8\", 0]}}, " REST,
    catalogue, &graph);
  GPtrArray *concerns = aip_workflow_survey_get_concerns (survey);
  AipSurveyTrust files = 0, network = 0;

  for (guint i = 0; i < concerns->len; i++)
    {
      const AipSurveyConcern *concern = g_ptr_array_index (concerns, i);

      /* A prompt may say what it likes. */
      g_assert_cmpstr (concern->node, !=, "2");
      if (g_str_equal (concern->node, "30"))
        files = concern->trust;
      if (g_str_equal (concern->node, "31"))
        network = concern->trust;
    }
  g_assert_cmpint (files, ==, AIP_SURVEY_FILES | AIP_SURVEY_UNKNOWN);
  g_assert_cmpint (network, ==, AIP_SURVEY_NETWORK | AIP_SURVEY_UNKNOWN);
}

/* Whatever links run where: no crash, no endless way, every place exists in the graph. */
static void
test_random_graphs (void)
{
  static const char *const names[] = {
    "flux-controlnet", "wan22-i2v", "qwen-edit-plus", "ltxv-i2v", "sdxl-inpaint",
  };

  for (guint round = 0; round < 400; round++)
    {
      g_autoptr(AipGraph) graph =
        load_graph (names[g_test_rand_int_range (0, G_N_ELEMENTS (names))]);
      guint n_nodes = aip_graph_get_n_nodes (graph);
      g_autoptr(AipWorkflowSurvey) survey = NULL;
      GPtrArray *roles;

      for (guint change = 0; change < 4; change++)
        {
          const char *node =
            aip_graph_get_node (graph, (guint) g_test_rand_int_range (0, (int) n_nodes));
          const char *source =
            aip_graph_get_node (graph, (guint) g_test_rand_int_range (0, (int) n_nodes));
          g_auto(GStrv) inputs = aip_graph_list_inputs (graph, node);
          guint n_inputs = g_strv_length (inputs);

          if (n_inputs > 0)
            aip_graph_set_link (graph, node,
                                inputs[g_test_rand_int_range (0, (int) n_inputs)], source,
                                (guint) g_test_rand_int_range (0, 3), NULL);
        }

      survey = aip_workflow_survey_new (graph, NULL);
      roles = aip_workflow_survey_get_roles (survey);
      for (guint i = 0; i < roles->len; i++)
        {
          const AipSurveyRole *role = g_ptr_array_index (roles, i);

          for (guint j = 0; j < role->refs->len; j++)
            {
              const AipGraphRef *ref = &g_array_index (role->refs, AipGraphRef, j);

              g_assert_true (aip_graph_has_node (graph, ref->node));
              if (*ref->input != '\0')
                g_assert_nonnull (aip_graph_get_literal (graph, ref->node, ref->input));
            }
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/comfy/survey/recorded/%s", cases[i].graph);

      g_test_add_data_func (path, &cases[i], test_recorded);
    }
  g_test_add_func ("/comfy/survey/shipped", test_shipped);
  g_test_add_func ("/comfy/survey/primitives", test_primitives);
  g_test_add_func ("/comfy/survey/computed", test_computed);
  g_test_add_func ("/comfy/survey/shared-encoder", test_shared_encoder);
  g_test_add_func ("/comfy/survey/two-texts", test_two_texts);
  g_test_add_func ("/comfy/survey/no-output", test_no_output);
  g_test_add_func ("/comfy/survey/circle", test_circle);
  g_test_add_func ("/comfy/survey/trust", test_trust);
  g_test_add_func ("/comfy/survey/random-graphs", test_random_graphs);

  return g_test_run ();
}
