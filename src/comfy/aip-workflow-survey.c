/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-workflow-survey"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aip-comfy-json.h"
#include "aip-workflow-survey-private.h"
#include "aip-workflow.h"

/* Links of links of primitives: more than any graph that a person drew. */
#define MAX_HOPS 16

static void
role_free (gpointer data)
{
  AipSurveyRole *role = data;

  g_array_unref (role->refs);
  g_free (role->value);
  g_free (role->reason);
  g_free (role);
}

static void
model_free (gpointer data)
{
  AipSurveyModel *model = data;

  g_free (model->file);
  g_free (model);
}

static void
concern_free (gpointer data)
{
  AipSurveyConcern *concern = data;

  g_free (concern->reason);
  g_free (concern);
}

AipSurveyRole *
_aip_workflow_survey_ensure (AipWorkflowSurvey *self,
                             const char        *role)
{
  AipSurveyRole *made;

  for (guint i = 0; i < self->roles->len; i++)
    {
      AipSurveyRole *there = g_ptr_array_index (self->roles, i);

      if (g_str_equal (there->role, role))
        return there;
    }

  made = g_new0 (AipSurveyRole, 1);
  made->role = g_intern_string (role);
  made->state = AIP_SURVEY_MISSING;
  made->refs = g_array_new (FALSE, FALSE, sizeof (AipGraphRef));
  g_ptr_array_add (self->roles, made);

  return made;
}

void
_aip_workflow_survey_add_ref (AipSurveyRole *role,
                              const char    *node,
                              const char    *input)
{
  AipGraphRef ref = { node, g_intern_string (input) };

  for (guint i = 0; i < role->refs->len; i++)
    {
      const AipGraphRef *there = &g_array_index (role->refs, AipGraphRef, i);

      if (g_str_equal (there->node, node) && g_str_equal (there->input, input))
        return;
    }

  g_array_append_val (role->refs, ref);
}

void
_aip_workflow_survey_set (AipSurveyRole  *role,
                          AipSurveyState  state,
                          const char     *format,
                          ...)
{
  va_list args;

  va_start (args, format);
  role->state = state;
  g_free (role->reason);
  role->reason = g_strdup_vprintf (format, args);
  va_end (args);
}

char *
_aip_workflow_survey_name (AipWorkflowSurvey *self,
                           const char        *node)
{
  /* Translators: the title of a node and its number in the graph */
  return g_strdup_printf (_("“%s” (node %s)"), aip_graph_get_title (self->graph, node), node);
}

gboolean
_aip_workflow_survey_resolve (AipWorkflowSurvey *self,
                              AipSurveyRole     *role,
                              const char        *node,
                              const char        *input)
{
  for (guint hop = 0; hop < MAX_HOPS; hop++)
    {
      const char *source;
      const char *only = NULL;
      g_auto(GStrv) inputs = NULL;

      if (!aip_graph_get_link (self->graph, node, input, &source, NULL))
        {
          if (aip_graph_get_literal (self->graph, node, input) == NULL)
            return FALSE;
          _aip_workflow_survey_add_ref (role, node, input);
          return TRUE;
        }

      /* A primitive, or something that hands one value through: it has one input. */
      inputs = aip_graph_list_inputs (self->graph, source);
      if (inputs == NULL)
        return FALSE;
      for (guint i = 0; inputs[i] != NULL; i++)
        {
          /* What the editor adds to numbers: not a value. */
          if (g_str_equal (inputs[i], "control_after_generate"))
            continue;
          if (only != NULL)
            return FALSE;
          only = inputs[i];
        }
      if (only == NULL)
        return FALSE;

      node = source;
      input = g_intern_string (only);
    }

  return FALSE;
}

/* Outputs ----------------------------------------------------------------------------------- */

typedef enum {
  OUTPUT_NONE,
  OUTPUT_PREVIEW,
  OUTPUT_STILL,
  OUTPUT_VIDEO,
} OutputKind;

static OutputKind
get_output_kind (AipWorkflowSurvey *self,
                 const char        *node)
{
  static const struct {
    const char *class_type;
    OutputKind  kind;
  } known[] = {
    { "SaveImage", OUTPUT_STILL },         { "SaveImageWebsocket", OUTPUT_STILL },
    { "SaveAnimatedPNG", OUTPUT_VIDEO },   { "SaveAnimatedWEBP", OUTPUT_VIDEO },
    { "SaveVideo", OUTPUT_VIDEO },         { "SaveWEBM", OUTPUT_VIDEO },
    { "VHS_VideoCombine", OUTPUT_VIDEO },  { "PreviewImage", OUTPUT_PREVIEW },
    { "PreviewVideo", OUTPUT_PREVIEW },    { "MaskPreview", OUTPUT_PREVIEW },
  };
  const char *class_type = aip_graph_get_class (self->graph, node);
  const AipNodeClass *class = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].class_type, class_type))
      return known[i].kind;

  if (self->catalogue != NULL)
    class = aip_node_catalogue_lookup (self->catalogue, class_type);
  if (class != NULL ? !aip_node_class_is_output (class)
                    : !aip_graph_has_input (self->graph, node, "filename_prefix"))
    return OUTPUT_NONE;
  if (!aip_graph_has_input (self->graph, node, "filename_prefix"))
    return OUTPUT_PREVIEW;

  return aip_graph_has_input (self->graph, node, "fps") ||
         aip_graph_has_input (self->graph, node, "frame_rate") ||
         aip_graph_has_input (self->graph, node, "video") ? OUTPUT_VIDEO : OUTPUT_STILL;
}

static void
find_output (AipWorkflowSurvey *self)
{
  AipSurveyRole *role = _aip_workflow_survey_ensure (self, AIP_ROLE_OUTPUT);
  AipSurveyRole *prefix = _aip_workflow_survey_ensure (self, AIP_ROLE_FILENAME_PREFIX);
  OutputKind best = OUTPUT_NONE;

  for (guint i = 0; i < aip_graph_get_n_nodes (self->graph); i++)
    best = MAX (best, MIN (get_output_kind (self, aip_graph_get_node (self->graph, i)),
                           OUTPUT_STILL));

  for (guint i = 0; best != OUTPUT_NONE && i < aip_graph_get_n_nodes (self->graph); i++)
    {
      const char *node = aip_graph_get_node (self->graph, i);
      OutputKind kind = get_output_kind (self, node);
      g_autoptr(GHashTable) needed = NULL;
      GHashTableIter iter;
      gpointer id;

      if (MIN (kind, OUTPUT_STILL) != best)
        continue;

      _aip_workflow_survey_add_ref (role, node, "");
      if (aip_graph_get_literal (self->graph, node, "filename_prefix") != NULL)
        _aip_workflow_survey_add_ref (prefix, node, "filename_prefix");
      self->video |= kind == OUTPUT_VIDEO;

      needed = aip_graph_find_ancestors (self->graph, node);
      g_hash_table_iter_init (&iter, needed);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        g_hash_table_add (self->needed, id);
    }

  if (role->refs->len == 0)
    {
      _aip_workflow_survey_set (role, AIP_SURVEY_MISSING, _("No node of the graph makes a result."));
      g_ptr_array_add (self->problems,
                       g_strdup (_("No node of the graph saves a picture or a movie.")));
    }
  else if (role->refs->len == 1)
    {
      g_autofree char *name =
        _aip_workflow_survey_name (self, g_array_index (role->refs, AipGraphRef, 0).node);

      _aip_workflow_survey_set (role, AIP_SURVEY_FOUND, _("Only %s makes a result."), name);
    }
  else
    _aip_workflow_survey_set (role, AIP_SURVEY_AMBIGUOUS,
                              _("%u nodes make results. Choose the one that is the take."),
                              role->refs->len);

  if (prefix->refs->len > 0)
    _aip_workflow_survey_set (prefix, role->state, _("The names of the files of the result."));
  else
    _aip_workflow_survey_set (prefix, AIP_SURVEY_MISSING,
                              _("The result has no “filename_prefix” that can be set."));
}

/* Texts ------------------------------------------------------------------------------------- */

/* Whether @input of @node holds a text that a person wrote, not a choice from a list. */
static gboolean
is_text (AipWorkflowSurvey *self,
         const char        *node,
         const char        *input)
{
  static const char *const names[] = {
    "text", "text_g", "text_l", "clip_l", "clip_g", "t5xxl", "llama", "bert", "mt5xl", "prompt",
    "positive", "negative", "string", "value", "positive_prompt", "negative_prompt", "wildcard_text",
    "user_prompt",
  };
  const AipNodeClass *class = NULL;
  const AipNodeInput *known;
  JsonNode *literal = aip_graph_get_literal (self->graph, node, input);
  g_autofree char *text = literal != NULL ? aip_comfy_json_dup_string (literal) : NULL;

  if (text == NULL)
    return FALSE;

  if (self->catalogue != NULL)
    class = aip_node_catalogue_lookup (self->catalogue, aip_graph_get_class (self->graph, node));
  if (class != NULL)
    {
      known = aip_node_class_find_input (class, input);
      if (known != NULL && !g_str_equal (aip_node_input_get_type_name (known), "STRING"))
        return FALSE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], input))
      return TRUE;

  return FALSE;
}

/* The same text at all places of the role, or nothing at some of them. */
static gboolean
texts_agree (AipWorkflowSurvey *self,
             AipSurveyRole     *role)
{
  g_autofree char *first = NULL;

  for (guint i = 0; i < role->refs->len; i++)
    {
      const AipGraphRef *ref = &g_array_index (role->refs, AipGraphRef, i);
      g_autofree char *text = aip_graph_dup_string (self->graph, ref->node, ref->input, "");

      if (*text == '\0')
        continue;
      if (first == NULL)
        first = g_steal_pointer (&text);
      else if (!g_str_equal (first, text))
        return FALSE;
    }

  return TRUE;
}

static gboolean
all_of_one_node (AipSurveyRole *role)
{
  for (guint i = 1; i < role->refs->len; i++)
    if (!g_str_equal (g_array_index (role->refs, AipGraphRef, i).node,
                      g_array_index (role->refs, AipGraphRef, 0).node))
      return FALSE;

  return TRUE;
}

static void
find_side (AipWorkflowSurvey *self,
           const char        *name,
           gboolean           negative)
{
  AipSurveyRole *role = _aip_workflow_survey_ensure (self, name);
  guint n_nodes = 0;

  /* In the order of the graph, so that the answer does not depend on a hash. */
  for (guint i = 0; i < aip_graph_get_n_nodes (self->graph); i++)
    {
      const char *node = aip_graph_get_node (self->graph, i);
      gboolean reaches = FALSE;
      g_auto(GStrv) inputs = NULL;

      for (guint j = 0; j < self->samplers->len; j++)
        {
          AipGraphSides *sides = g_ptr_array_index (self->samplers, j);

          reaches |= g_hash_table_contains (negative ? sides->negative : sides->positive, node);
        }
      if (!reaches)
        continue;

      n_nodes++;
      inputs = aip_graph_list_inputs (self->graph, node);
      for (guint j = 0; inputs[j] != NULL; j++)
        if (is_text (self, node, inputs[j]))
          _aip_workflow_survey_add_ref (role, node, inputs[j]);
    }

  if (role->refs->len == 0 && n_nodes > 0)
    _aip_workflow_survey_set (role, AIP_SURVEY_LINKED,
                              _("The text comes from nodes whose text cannot be set."));
  else if (role->refs->len == 0)
    _aip_workflow_survey_set (role, AIP_SURVEY_MISSING,
                              negative ? _("No text reaches the negative side of a sampler.")
                                       : _("No text reaches the positive side of a sampler."));
  else if (role->refs->len == 1 || all_of_one_node (role))
    _aip_workflow_survey_set (role, AIP_SURVEY_FOUND,
                              negative ? _("The only text that reaches the negative side.")
                                       : _("The only text that reaches the positive side."));
  else if (texts_agree (self, role))
    _aip_workflow_survey_set (role, AIP_SURVEY_FOUND,
                              _("%u places that hold the same text."), role->refs->len);
  else
    _aip_workflow_survey_set (role, AIP_SURVEY_AMBIGUOUS,
                              _("%u different texts reach this side. Choose where the shot’s text "
                                "goes."), role->refs->len);
}

/* One encoder on both sides would make the prompt what is to be avoided. */
static void
find_shared_encoders (AipWorkflowSurvey *self)
{
  for (guint i = 0; i < self->samplers->len; i++)
    {
      AipGraphSides *sides = g_ptr_array_index (self->samplers, i);

      for (guint j = 0; j < aip_graph_get_n_nodes (self->graph); j++)
        {
          const char *node = aip_graph_get_node (self->graph, j);
          g_autofree char *text = NULL;
          g_autofree char *sampler = NULL;

          if (!g_hash_table_contains (sides->positive, node) ||
              !g_hash_table_contains (sides->negative, node))
            continue;

          text = _aip_workflow_survey_name (self, node);
          sampler = _aip_workflow_survey_name (self, sides->sampler);
          g_ptr_array_add (self->problems,
                           g_strdup_printf (_("%s goes to both sides of %s, so the prompt would "
                                              "also be what is to be avoided. Give the negative "
                                              "side a text of its own, or “ConditioningZeroOut”."),
                                            text, sampler));
          return;
        }
    }
}

/* Numbers ----------------------------------------------------------------------------------- */

static void
conclude_number (AipWorkflowSurvey *self,
                 AipSurveyRole     *role,
                 guint              n_linked)
{
  double first = NAN;
  gboolean agree = TRUE;

  for (guint i = 0; i < role->refs->len; i++)
    {
      const AipGraphRef *ref = &g_array_index (role->refs, AipGraphRef, i);
      double number = aip_graph_get_double (self->graph, ref->node, ref->input, NAN);

      if (i == 0)
        first = number;
      else if (number != first)
        agree = FALSE;
    }

  if (role->refs->len == 0 && n_linked > 0)
    _aip_workflow_survey_set (role, AIP_SURVEY_LINKED,
                              _("The value is computed by other nodes and cannot be set."));
  else if (role->refs->len == 0)
    _aip_workflow_survey_set (role, AIP_SURVEY_MISSING, _("The graph has no place for it."));
  else if (role->refs->len == 1)
    _aip_workflow_survey_set (role, AIP_SURVEY_FOUND, _("The only place."));
  /* Every sampler's noise may begin with the same number whatever stands there now. */
  else if (agree || g_str_equal (role->role, AIP_ROLE_SEED))
    _aip_workflow_survey_set (role, AIP_SURVEY_FOUND, _("%u places that get the same."),
                              role->refs->len);
  else
    _aip_workflow_survey_set (role, AIP_SURVEY_AMBIGUOUS,
                              _("%u places hold different values. Choose."), role->refs->len);
}

static gboolean
adds_no_noise (AipWorkflowSurvey *self,
               const char        *node)
{
  g_autofree char *add = aip_graph_dup_string (self->graph, node, "add_noise", "");

  return g_str_equal (add, "disable") ||
         (aip_graph_has_input (self->graph, node, "add_noise") &&
          !aip_graph_get_boolean (self->graph, node, "add_noise", TRUE));
}

static void
find_seed (AipWorkflowSurvey *self)
{
  AipSurveyRole *role = _aip_workflow_survey_ensure (self, AIP_ROLE_SEED);
  guint n_linked = 0;

  for (guint i = 0; i < self->samplers->len; i++)
    {
      const char *node = ((AipGraphSides *) g_ptr_array_index (self->samplers, i))->sampler;
      const char *input = "seed";

      if (adds_no_noise (self, node) && self->samplers->len > 1)
        continue;

      if (aip_graph_get_link (self->graph, node, "noise", &node, NULL) ||
          aip_graph_has_input (self->graph, node, "noise_seed"))
        input = "noise_seed";
      if (aip_graph_has_input (self->graph, node, input) &&
          !_aip_workflow_survey_resolve (self, role, node, input))
        n_linked++;
    }

  conclude_number (self, role, n_linked);
}

/* Samplers that share one way between them: the number of steps is a plan, not a number. */
static gboolean
steps_are_split (AipWorkflowSurvey *self)
{
  for (guint i = 0; i < self->samplers->len; i++)
    {
      const char *node = ((AipGraphSides *) g_ptr_array_index (self->samplers, i))->sampler;

      if (aip_graph_get_int (self->graph, node, "start_at_step", 0) > 0)
        return TRUE;
    }

  return FALSE;
}

static void
find_steps (AipWorkflowSurvey *self)
{
  AipSurveyRole *role = _aip_workflow_survey_ensure (self, AIP_ROLE_STEPS);
  guint n_linked = 0;

  for (guint i = 0; i < self->samplers->len; i++)
    {
      const char *node = ((AipGraphSides *) g_ptr_array_index (self->samplers, i))->sampler;

      aip_graph_get_link (self->graph, node, "sigmas", &node, NULL);
      if (aip_graph_has_input (self->graph, node, "steps") &&
          !_aip_workflow_survey_resolve (self, role, node, "steps"))
        n_linked++;
    }

  conclude_number (self, role, n_linked);
  if (steps_are_split (self) && role->refs->len > 0)
    _aip_workflow_survey_set (role, AIP_SURVEY_AMBIGUOUS,
                              _("Several samplers share the steps, so they belong to the graph."));
}

/* FLUX and its kin have their guidance in the conditioning; then cfg is 1 and stays. */
static void
find_guidance (AipWorkflowSurvey *self)
{
  AipSurveyRole *role = _aip_workflow_survey_ensure (self, AIP_ROLE_GUIDANCE);
  guint n_linked = 0;

  for (guint i = 0; i < aip_graph_get_n_nodes (self->graph); i++)
    {
      const char *node = aip_graph_get_node (self->graph, i);

      if (g_hash_table_contains (self->needed, node) &&
          aip_graph_has_input (self->graph, node, "guidance") &&
          !_aip_workflow_survey_resolve (self, role, node, "guidance"))
        n_linked++;
    }

  for (guint i = 0; role->refs->len == 0 && n_linked == 0 && i < self->samplers->len; i++)
    {
      AipGraphSides *sides = g_ptr_array_index (self->samplers, i);

      if (aip_graph_has_input (self->graph, sides->guide, "cfg") &&
          !_aip_workflow_survey_resolve (self, role, sides->guide, "cfg"))
        n_linked++;
    }
  /* All samplers, not only the first. */
  for (guint i = 0; role->refs->len > 0 && i < self->samplers->len; i++)
    {
      AipGraphSides *sides = g_ptr_array_index (self->samplers, i);

      if (g_str_equal (g_array_index (role->refs, AipGraphRef, 0).input, "cfg") &&
          aip_graph_has_input (self->graph, sides->guide, "cfg"))
        _aip_workflow_survey_resolve (self, role, sides->guide, "cfg");
    }

  conclude_number (self, role, n_linked);
}

static void
find_fps (AipWorkflowSurvey *self)
{
  static const char *const inputs[] = { "fps", "frame_rate" };
  AipSurveyRole *role;
  guint n_linked = 0;

  if (!self->video)
    return;

  role = _aip_workflow_survey_ensure (self, AIP_ROLE_FPS);
  for (guint i = 0; i < aip_graph_get_n_nodes (self->graph); i++)
    for (guint j = 0; j < G_N_ELEMENTS (inputs); j++)
      {
        const char *node = aip_graph_get_node (self->graph, i);

        if (g_hash_table_contains (self->needed, node) &&
            aip_graph_has_input (self->graph, node, inputs[j]) &&
            !_aip_workflow_survey_resolve (self, role, node, inputs[j]))
          n_linked++;
      }

  conclude_number (self, role, n_linked);
}

/* All of it --------------------------------------------------------------------------------- */

static void
find_samplers (AipWorkflowSurvey *self)
{
  self->samplers = aip_graph_find_sides (self->graph, self->needed);}

static void
keep_values (AipWorkflowSurvey *self)
{
  for (guint i = 0; i < self->roles->len; i++)
    {
      AipSurveyRole *role = g_ptr_array_index (self->roles, i);
      const AipGraphRef *ref;
      JsonNode *literal;

      if (role->refs->len == 0)
        continue;

      ref = &g_array_index (role->refs, AipGraphRef, 0);
      literal = *ref->input != '\0' ? aip_graph_get_literal (self->graph, ref->node, ref->input)
                                    : NULL;
      if (literal == NULL)
        continue;
      role->value = aip_comfy_json_dup_string (literal);
      if (role->value == NULL)
        role->value = aip_comfy_json_to_text (literal);
    }
}

static void
require (AipWorkflowSurvey *self,
         const char        *name,
         const char        *sentence)
{
  const AipSurveyRole *role = aip_workflow_survey_find_role (self, name);

  if (role->state == AIP_SURVEY_MISSING || role->state == AIP_SURVEY_LINKED)
    g_ptr_array_add (self->problems, g_strdup_printf ("%s %s", sentence, role->reason));
}

AipWorkflowSurvey *
aip_workflow_survey_new (AipGraph         *graph,
                         AipNodeCatalogue *catalogue)
{
  AipWorkflowSurvey *self;
  g_autoptr(GError) error = NULL;

  g_return_val_if_fail (graph != NULL, NULL);

  self = g_new0 (AipWorkflowSurvey, 1);
  self->graph = aip_graph_ref (graph);
  if (catalogue != NULL)
    self->catalogue = aip_node_catalogue_ref (catalogue);
  self->roles = g_ptr_array_new_with_free_func (role_free);
  self->models = g_ptr_array_new_with_free_func (model_free);
  self->concerns = g_ptr_array_new_with_free_func (concern_free);
  self->problems = g_ptr_array_new_null_terminated (4, g_free, TRUE);
  self->needed = g_hash_table_new (g_str_hash, g_str_equal);

  _aip_workflow_survey_find_models (self);
  _aip_workflow_survey_find_concerns (self);

  if (!aip_graph_validate (graph, &error))
    {
      g_ptr_array_add (self->problems, g_strdup (error->message));
      self->samplers = g_ptr_array_new ();
      return self;
    }

  /* In the order in which they are shown. */
  for (guint i = 0; i < 8; i++)
    {
      static const char *const usual[] = {
        AIP_ROLE_PROMPT, AIP_ROLE_NEGATIVE, AIP_ROLE_SEED, AIP_ROLE_STEPS,
        AIP_ROLE_GUIDANCE, AIP_ROLE_WIDTH, AIP_ROLE_HEIGHT, AIP_ROLE_FRAMES,
      };

      _aip_workflow_survey_ensure (self, usual[i]);
    }

  find_output (self);
  find_samplers (self);
  find_side (self, AIP_ROLE_PROMPT, FALSE);
  find_side (self, AIP_ROLE_NEGATIVE, TRUE);
  find_shared_encoders (self);
  find_seed (self);
  find_steps (self);
  find_guidance (self);
  _aip_workflow_survey_find_size (self);
  find_fps (self);
  _aip_workflow_survey_find_pictures (self);
  _aip_workflow_survey_find_loras (self);
  keep_values (self);

  /* Something that only changes a picture needs no words. */
  if (self->samplers->len == 0 && g_hash_table_size (self->needed) > 0 &&
      aip_workflow_survey_find_role (self, AIP_ROLE_INIT_IMAGE) == NULL &&
      aip_workflow_survey_find_role (self, AIP_ROLE_INIT_VIDEO) == NULL)
    g_ptr_array_add (self->problems,
                     g_strdup (_("No sampler and no picture leads to the result: there is no place "
                                 "for a prompt.")));

  if (self->samplers->len > 0)
    {
      require (self, AIP_ROLE_PROMPT, _("There is no place for the prompt."));
      require (self, AIP_ROLE_SEED, _("There is no place for the seed."));
      require (self, AIP_ROLE_FILENAME_PREFIX, _("There is no place for the file’s name."));
    }

  return self;
}

void
aip_workflow_survey_free (AipWorkflowSurvey *self)
{
  g_clear_pointer (&self->roles, g_ptr_array_unref);
  g_clear_pointer (&self->models, g_ptr_array_unref);
  g_clear_pointer (&self->concerns, g_ptr_array_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->samplers, g_ptr_array_unref);
  g_clear_pointer (&self->needed, g_hash_table_unref);
  g_clear_pointer (&self->catalogue, aip_node_catalogue_unref);
  g_clear_pointer (&self->graph, aip_graph_unref);
  g_free (self);
}

GPtrArray *
aip_workflow_survey_get_roles (AipWorkflowSurvey *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->roles;
}

const AipSurveyRole *
aip_workflow_survey_find_role (AipWorkflowSurvey *self,
                               const char        *role)
{
  g_return_val_if_fail (self != NULL && role != NULL, NULL);

  for (guint i = 0; i < self->roles->len; i++)
    {
      AipSurveyRole *there = g_ptr_array_index (self->roles, i);

      if (g_str_equal (there->role, role))
        return there;
    }

  return NULL;
}

GPtrArray *
aip_workflow_survey_get_models (AipWorkflowSurvey *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->models;
}

GPtrArray *
aip_workflow_survey_get_concerns (AipWorkflowSurvey *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->concerns;
}

const char *const *
aip_workflow_survey_get_problems (AipWorkflowSurvey *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->problems->pdata;
}

const char *
aip_workflow_survey_get_kind (AipWorkflowSurvey *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->video ? "video" : "still";
}
