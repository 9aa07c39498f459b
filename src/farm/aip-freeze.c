/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-freeze"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aip-basis.h"
#include "aip-chain-job.h"
#include "aip-cut-part.h"
#include "aip-error.h"
#include "aip-freeze.h"
#include "aip-job-input.h"
#include "aip-job-wait.h"
#include "aip-json.h"
#include "aip-lora-chain.h"
#include "aip-naming.h"
#include "aip-overrides.h"
#include "aip-variation.h"

/* Of the nodes that extend pictures. */
#define PAD_STEP 8

void
aip_frozen_job_free (AipFrozenJob *self)
{
  g_free (self->prompt_id);
  g_free (self->workflow);
  g_free (self->prompt);
  g_free (self->negative);
  g_free (self->recipe);
  g_free (self->basis);
  g_free (self->seed);
  g_free (self->prefix);
  g_clear_pointer (&self->graph, aip_graph_unref);
  g_free (self->graph_text);
  g_clear_pointer (&self->inputs, g_ptr_array_unref);
  g_strfreev (self->changes);
  g_free (self);
}

AipWorkflow *
aip_freeze_find_workflow (AipDocument       *document,
                          AipShot           *shot,
                          const char        *workflow_id,
                          AipWorkflowStore  *store,
                          GError           **error)
{
  AipWorkflow *workflow;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);
  g_return_val_if_fail (AIP_IS_WORKFLOW_STORE (store), NULL);

  if (workflow_id == NULL || *workflow_id == '\0')
    workflow_id = aip_shot_get_workflow (shot);
  if (workflow_id == NULL || *workflow_id == '\0')
    workflow_id = aip_project_get_workflow (aip_document_get_project (document));

  if (workflow_id != NULL && *workflow_id != '\0')
    {
      workflow = aip_workflow_store_get (store, workflow_id);
      if (workflow == NULL)
        g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                     _("%s asks for the workflow “%s”, which is not installed. Choose another one."),
                     aip_shot_get_code (shot), workflow_id);
      return workflow;
    }

  workflow = aip_workflow_store_get_default (store, "still");
  if (workflow == NULL)
    g_set_error_literal (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                         _("No workflow is installed, so nothing can be generated."));

  return workflow;
}

static void
want_size (AipDocument *document,
           const char  *overrides,
           int         *width,
           int         *height)
{
  AipProject *project = aip_document_get_project (document);
  double number;

  *width = (int) CLAMP (aip_project_get_width (project), 16, 65536);
  *height = (int) CLAMP (aip_project_get_height (project), 16, 65536);
  if (aip_overrides_get_number (overrides, AIP_ROLE_WIDTH, &number))
    *width = (int) CLAMP (number, 16, 65536);
  if (aip_overrides_get_number (overrides, AIP_ROLE_HEIGHT, &number))
    *height = (int) CLAMP (number, 16, 65536);
}

void
aip_freeze_get_wanted_size (AipDocument *document,
                            AipShot     *shot,
                            int         *width,
                            int         *height)
{
  g_return_if_fail (AIP_IS_DOCUMENT (document));
  g_return_if_fail (AIP_IS_SHOT (shot));

  want_size (document, aip_shot_get_overrides (shot), width, height);
}

void
aip_freeze_fit_size (AipDocument *document,
                     const char  *overrides,
                     AipWorkflow *workflow,
                     int         *width,
                     int         *height)
{
  g_return_if_fail (AIP_IS_DOCUMENT (document));
  g_return_if_fail (overrides != NULL);
  g_return_if_fail (AIP_IS_WORKFLOW (workflow));

  want_size (document, overrides, width, height);
  aip_workflow_fit_size (workflow, width, height);
}

void
aip_freeze_get_size (AipDocument *document,
                     AipShot     *shot,
                     AipWorkflow *workflow,
                     int         *width,
                     int         *height)
{
  g_return_if_fail (AIP_IS_SHOT (shot));

  aip_freeze_fit_size (document, aip_shot_get_overrides (shot), workflow, width, height);
}

static int
want_frames (AipDocument *document,
             AipShot     *shot,
             const char  *overrides,
             AipWorkflow *workflow)
{
  AipFrameRate rate;
  double frames;

  if (!aip_workflow_has_role (workflow, AIP_ROLE_FRAMES))
    return 1;
  if (aip_overrides_get_number (overrides, AIP_ROLE_FRAMES, &frames))
    return (int) CLAMP (frames, 1, 1000000);

  rate = aip_project_get_rate (aip_document_get_project (document));
  frames = (double) aip_shot_get_duration (shot);
  /* The film counts in its own rate, the model in the one it was taught. */
  if (aip_workflow_get_fps (workflow) > 0)
    frames = aip_frame_rate_to_seconds (&rate, aip_shot_get_duration (shot)) *
             aip_workflow_get_fps (workflow);

  return (int) CLAMP (frames + 0.5, 1, 1000000);
}

int
aip_freeze_get_wanted_frames (AipDocument *document,
                              AipShot     *shot,
                              AipWorkflow *workflow)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (document), 1);
  g_return_val_if_fail (AIP_IS_SHOT (shot), 1);
  g_return_val_if_fail (AIP_IS_WORKFLOW (workflow), 1);

  return want_frames (document, shot, aip_shot_get_overrides (shot), workflow);
}

int
aip_freeze_fit_frames (AipDocument *document,
                       AipShot     *shot,
                       const char  *overrides,
                       AipWorkflow *workflow)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (document), 1);
  g_return_val_if_fail (AIP_IS_SHOT (shot), 1);
  g_return_val_if_fail (overrides != NULL, 1);
  g_return_val_if_fail (AIP_IS_WORKFLOW (workflow), 1);

  return aip_workflow_has_role (workflow, AIP_ROLE_FRAMES)
           ? aip_workflow_fit_frames (workflow, want_frames (document, shot, overrides, workflow))
           : 1;
}

int
aip_freeze_get_frames (AipDocument *document,
                       AipShot     *shot,
                       AipWorkflow *workflow)
{
  g_return_val_if_fail (AIP_IS_SHOT (shot), 1);

  return aip_freeze_fit_frames (document, shot, aip_shot_get_overrides (shot), workflow);
}

guint64
aip_freeze_fit_vram (AipDocument *document,
                     AipShot     *shot,
                     const char  *overrides,
                     AipWorkflow *workflow)
{
  int width, height;

  g_return_val_if_fail (AIP_IS_SHOT (shot), 0);

  aip_freeze_fit_size (document, overrides, workflow, &width, &height);

  return aip_workflow_estimate_vram (workflow, width, height,
                                     aip_freeze_fit_frames (document, shot, overrides, workflow));
}

guint64
aip_freeze_get_vram (AipDocument *document,
                     AipShot     *shot,
                     AipWorkflow *workflow)
{
  g_return_val_if_fail (AIP_IS_SHOT (shot), 0);

  return aip_freeze_fit_vram (document, shot, aip_shot_get_overrides (shot), workflow);
}

static void
set_nothing_to_draw (AipShot  *shot,
                     GError  **error)
{
  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("%s has neither a description nor an action nor a prompt: there is nothing to "
                 "draw yet."), aip_shot_get_code (shot));
}

static gboolean
says_something (AipDocument *document,
                AipShot     *shot)
{
  static const char *const texts[] = { "description", "action", "prompt", "english" };
  AipPromptParts parts = { 0 };
  g_auto(GStrv) cast = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      parts.description = aip_entity_get_text (AIP_ENTITY (shot), texts[i]);
      if (!aip_prompt_parts_are_empty (&parts))
        return TRUE;
    }

  cast = aip_entity_dup_texts (AIP_ENTITY (shot), "characters");
  for (guint i = 0; cast != NULL && cast[i] != NULL; i++)
    if (AIP_IS_CHARACTER (aip_document_lookup (document, cast[i])))
      return TRUE;

  return AIP_IS_PLACE (aip_document_lookup (document, aip_entity_get_text (AIP_ENTITY (shot),
                                                                           "place")));
}

gboolean
aip_freeze_check_shot (AipDocument  *document,
                       AipShot      *shot,
                       AipWorkflow  *workflow,
                       GPtrArray    *coming,
                       GError      **error)
{
  g_autoptr(GPtrArray) inputs = NULL;
  g_autoptr(GError) local_error = NULL;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (AIP_IS_SHOT (shot), FALSE);
  g_return_val_if_fail (AIP_IS_WORKFLOW (workflow), FALSE);

  /* A new take could become the current one: what is locked stays as it is. */
  if (aip_shot_get_locked (shot))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _("%s is locked. Unlock it to generate it."),
                   aip_shot_get_code (shot));
      return FALSE;
    }
  if (aip_workflow_has_role (workflow, AIP_ROLE_PROMPT) && !says_something (document, shot))
    {
      set_nothing_to_draw (shot, error);
      return FALSE;
    }

  inputs = aip_job_inputs_find (document, shot, workflow, NULL, &local_error);
  if (inputs != NULL || aip_job_wait_find (document, shot, workflow, coming) != NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

gboolean
aip_freeze_check_step (AipDocument  *document,
                       AipShot      *shot,
                       AipWorkflow  *workflow,
                       GPtrArray    *coming,
                       GError      **error)
{
  g_autoptr(GError) local_error = NULL;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (AIP_IS_SHOT (shot), FALSE);
  g_return_val_if_fail (AIP_IS_WORKFLOW (workflow), FALSE);

  if (aip_workflow_has_role (workflow, AIP_ROLE_PROMPT) && !says_something (document, shot))
    {
      set_nothing_to_draw (shot, error);
      return FALSE;
    }

  if (aip_job_inputs_check (document, shot, workflow, &local_error) ||
      aip_job_wait_find (document, shot, workflow, coming) != NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

static gboolean
compose_words (AipShot        *shot,
               AipShotPrompt  *words,
               char          **prompt,
               char          **negative,
               GError        **error)
{
  g_autoptr(AipPromptComposition) composition = NULL;

  if (!aip_shot_prompt_is_empty (words))
    composition = aip_shot_prompt_compose (words);

  /* A look alone is no picture; and somebody may have taken every fragment out by hand. */
  if (composition == NULL || *composition->positive == '\0')
    {
      set_nothing_to_draw (shot, error);
      return FALSE;
    }

  if (prompt != NULL)
    *prompt = g_strdup (composition->positive);
  if (negative != NULL)
    *negative = aip_shot_prompt_dup_negative (words, composition);

  return TRUE;
}

AipShotPrompt *
aip_freeze_compose (AipDocument  *document,
                    AipShot      *shot,
                    AipCinema    *cinema,
                    AipWorkflow  *workflow,
                    char        **prompt,
                    char        **negative,
                    GError      **error)
{
  g_autoptr(AipShotPrompt) words = NULL;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);
  g_return_val_if_fail (cinema != NULL, NULL);

  words = aip_shot_prompt_new (document, shot, cinema, workflow);

  return compose_words (shot, words, prompt, negative, error) ? g_steal_pointer (&words) : NULL;
}

AipBasis *
aip_freeze_dup_basis (AipDocument      *document,
                      AipShot          *shot,
                      AipWorkflow      *workflow,
                      AipWorkflowStore *store,
                      AipShotPrompt    *words,
                      const char       *overrides,
                      GPtrArray        *inputs)
{
  g_return_val_if_fail (AIP_IS_WORKFLOW_STORE (store), NULL);

  return aip_basis_new (document, shot, workflow,
                        aip_freeze_find_workflow (document, shot, NULL, store, NULL), words,
                        overrides, inputs);
}

static gboolean
compose_prompt (AipFrozenJob   *frozen,
                AipShot        *shot,
                AipShotPrompt  *words,
                AipWorkflow    *workflow,
                AipBasis       *basis,
                GError        **error)
{
  g_clear_pointer (&frozen->prompt, g_free);
  g_clear_pointer (&frozen->negative, g_free);
  if (!aip_workflow_has_role (workflow, AIP_ROLE_PROMPT))
    {
      frozen->prompt = g_strdup ("");
      frozen->negative = g_strdup ("");
      return TRUE;
    }
  if (!compose_words (shot, words, &frozen->prompt, &frozen->negative, error))
    return FALSE;
  aip_basis_set_prompt (basis, frozen->prompt, frozen->negative);

  return TRUE;
}

/* What a job tries out is as good as what its shot says: its take is not stale for that. */
static gboolean
compose_job (AipFrozenJob        *frozen,
             AipDocument         *document,
             AipShot             *shot,
             AipWorkflow         *workflow,
             AipWorkflowStore    *store,
             AipShotPrompt       *words,
             const AipVariation  *variation,
             const char          *overrides,
             GError             **error)
{
  g_autoptr(AipBasis) basis = NULL;
  g_autoptr(AipBasis) varied = NULL;

  basis = aip_freeze_dup_basis (document, shot, workflow, store, words,
                                aip_shot_get_overrides (shot), frozen->inputs);
  if (!compose_prompt (frozen, shot, words, workflow, basis, error))
    return FALSE;

  if (variation != NULL)
    {
      aip_basis_set_seed (basis, aip_entity_get_text (AIP_ENTITY (shot), "seed"));
      aip_shot_prompt_vary (words, variation);
      varied = aip_freeze_dup_basis (document, shot, workflow, store, words, overrides,
                                     frozen->inputs);
      if (!compose_prompt (frozen, shot, words, workflow, varied, error))
        return FALSE;
      aip_basis_set_seed (varied, frozen->seed);
      aip_basis_accept (basis, varied);
    }
  else
    aip_basis_set_seed (basis, frozen->seed);
  frozen->basis = aip_basis_to_text (basis);

  return TRUE;
}

/*
 * The one that is tried; else the shot's own seed; else the one this job had when it was sent before, so that a second try makes
 * the same picture; else a new one. 63 bits, because that is what every reader of a seed can hold.
 */
static char *
choose_seed (AipShot            *shot,
             const AipVariation *variation,
             const char         *known,
             guint64            *number)
{
  const char *texts[] = {
    variation != NULL ? aip_variation_get_value (variation, AIP_VARIATION_SEED) : NULL,
    aip_entity_get_text (AIP_ENTITY (shot), "seed"), known,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i] != NULL && *texts[i] != '\0' &&
        g_ascii_string_to_unsigned (texts[i], 10, 0, G_MAXUINT64, number, NULL))
      return g_strdup (texts[i]);

  *number = ((guint64) g_random_int () << 32 | g_random_int ()) & G_MAXINT64;

  return g_strdup_printf ("%" G_GUINT64_FORMAT, *number);
}

/* (nullable): what is made of a part of a take is made with its seed, whatever the shot says by now. */
static char *
keep_seed (const AipCutPart *part,
           const char       *known,
           guint64          *number)
{
  if (part == NULL || known == NULL ||
      !g_ascii_string_to_unsigned (known, 10, 0, G_MAXUINT64, number, NULL))
    return NULL;

  return g_strdup (known);
}

/* A picture is extended to the shape of the frame, where nobody says how far. */
static void
set_paddings (AipDocument       *document,
              AipWorkflow       *workflow,
              GPtrArray         *inputs,
              AipWorkflowValues *values)
{
  const AipJobInput *picture = aip_job_inputs_get (inputs, AIP_ROLE_INIT_IMAGE);
  AipProject *project = aip_document_get_project (document);
  double wanted = (double) MAX (aip_project_get_width (project), 1) /
                  (double) MAX (aip_project_get_height (project), 1);
  double across = 0, along = 0;

  if (!aip_workflow_has_role (workflow, AIP_ROLE_PAD_LEFT) || picture == NULL ||
      picture->width <= 0 || picture->height <= 0)
    return;

  if (wanted * picture->height > picture->width)
    across = (wanted * picture->height - picture->width) / 2;
  else
    along = (picture->width / wanted - picture->height) / 2;
  /* It has the shape already: the workflow's own margin. */
  if (across + along < PAD_STEP)
    return;

  across = MIN (rint (across / PAD_STEP) * PAD_STEP, G_MAXINT16);
  along = MIN (rint (along / PAD_STEP) * PAD_STEP, G_MAXINT16);
  aip_workflow_values_set_int (values, AIP_ROLE_PAD_LEFT, (gint64) across);
  aip_workflow_values_set_int (values, AIP_ROLE_PAD_RIGHT, (gint64) across);
  aip_workflow_values_set_int (values, AIP_ROLE_PAD_TOP, (gint64) along);
  aip_workflow_values_set_int (values, AIP_ROLE_PAD_BOTTOM, (gint64) along);
}

/*
 * Frames a second of take @number. A workflow that only changes a movie does not say: it has those of
 * the movie before, maybe several times.
 */
static double
find_frame_rate (AipDocument      *document,
                 AipShot          *shot,
                 AipWorkflowStore *store,
                 gint64            number)
{
  GListModel *takes = aip_shot_get_takes (shot);
  AipFrameRate rate = aip_project_get_rate (aip_document_get_project (document));
  double factor = 1;

  for (guint i = g_list_model_get_n_items (takes); i > 0; i--)
    {
      g_autoptr(AipTake) take = g_list_model_get_item (takes, i - 1);
      AipWorkflow *made_by;

      if (aip_take_get_number (take) > number ||
          !g_str_has_prefix (aip_take_get_media_type (take), "video/"))
        continue;

      made_by = aip_workflow_store_get (store, aip_entity_get_text (AIP_ENTITY (take), "workflow"));
      if (made_by == NULL)
        break;
      if (aip_workflow_get_fps (made_by) > 0)
        return aip_workflow_get_fps (made_by) * factor;
      factor *= aip_workflow_get_default_number (made_by, AIP_ROLE_MULTIPLIER, 1);
    }

  return 1 / aip_frame_rate_to_seconds (&rate, 1);
}

/* A movie with more frames is to be as long as before. */
static void
set_frame_rate (AipDocument       *document,
                AipShot           *shot,
                const char        *overrides,
                AipWorkflow       *workflow,
                AipWorkflowStore  *store,
                GPtrArray         *inputs,
                AipWorkflowValues *values)
{
  const AipJobInput *movie = aip_job_inputs_get (inputs, AIP_ROLE_INIT_VIDEO);
  double multiplier = aip_workflow_get_default_number (workflow, AIP_ROLE_MULTIPLIER, 1);

  if (movie == NULL || !aip_workflow_has_role (workflow, AIP_ROLE_FPS))
    return;

  aip_overrides_get_number (overrides, AIP_ROLE_MULTIPLIER, &multiplier);
  aip_workflow_values_set_double (values, AIP_ROLE_FPS,
                                  find_frame_rate (document, shot, store, movie->number) *
                                  multiplier);
}

/* A part is as fast as the take it is of, and what is made in its stead is as long. */
static void
set_part (const AipCutPart  *part,
          const char        *overrides,
          AipWorkflow       *workflow,
          GPtrArray         *inputs,
          AipWorkflowValues *values)
{
  double multiplier = aip_workflow_get_default_number (workflow, AIP_ROLE_MULTIPLIER, 1);
  double frames = (double) part->frames;
  gboolean is_timed = part->rate_numerator > 0 && part->rate_denominator > 0;
  double rate = is_timed ? (double) part->rate_numerator / (double) part->rate_denominator : 0;

  if (aip_job_inputs_get (inputs, AIP_ROLE_INIT_VIDEO) != NULL && is_timed &&
      aip_workflow_has_role (workflow, AIP_ROLE_FPS))
    {
      aip_overrides_get_number (overrides, AIP_ROLE_MULTIPLIER, &multiplier);
      aip_workflow_values_set_double (values, AIP_ROLE_FPS, rate * multiplier);
    }
  if (part->frames > 0 && aip_workflow_has_role (workflow, AIP_ROLE_FRAMES))
    {
      if (is_timed && aip_workflow_get_fps (workflow) > 0)
        frames = frames * aip_workflow_get_fps (workflow) / rate;
      aip_workflow_values_set_int (values, AIP_ROLE_FRAMES,
                                   aip_workflow_fit_frames (workflow,
                                                            (int) CLAMP (rint (frames), 1, 1000000)));
    }
}

/* What the graph needs of this worker in particular. */
static gboolean
fit_to_worker (AipGraph               *graph,
               AipWorkflow            *workflow,
               AipWorkflowValues      *values,
               const AipFreezeWorker  *worker,
               GStrvBuilder           *changes,
               GError                **error)
{
  AipNodeCatalogue *catalogue = worker != NULL ? worker->catalogue : NULL;

  if (!aip_lora_chain_insert (graph, aip_workflow_get_output_node (workflow),
                              aip_workflow_values_get_loras (values), catalogue,
                              worker != NULL && worker->draft, changes, error))
    return FALSE;
  if (catalogue != NULL)
    {
      aip_node_catalogue_fit_names (catalogue, graph);
      aip_node_catalogue_fit_branches (catalogue, graph);
    }

  return TRUE;
}

static void
add_loras (AipWorkflowValues *values,
           GPtrArray         *loras)
{
  for (guint i = 0; i < loras->len; i++)
    {
      const AipLora *lora = g_ptr_array_index (loras, i);

      aip_workflow_values_add_lora (values, lora->file, lora->model, lora->clip);
    }
}

gboolean
aip_freeze_may_override (const char *role)
{
  static const char *const kept[] = {
    AIP_ROLE_PROMPT, AIP_ROLE_NEGATIVE, AIP_ROLE_SEED, AIP_ROLE_FILENAME_PREFIX, AIP_ROLE_OUTPUT,
    AIP_ROLE_INIT_IMAGE, AIP_ROLE_FIRST_FRAME, AIP_ROLE_LAST_FRAME, AIP_ROLE_MASK,
    AIP_ROLE_CONTROL_IMAGE, AIP_ROLE_CONTROL_SOURCE, AIP_ROLE_CONTROL_VIDEO, AIP_ROLE_INIT_VIDEO,
    NULL,
  };

  g_return_val_if_fail (role != NULL, FALSE);

  return !g_strv_contains (kept, role) && !g_str_has_prefix (role, AIP_ROLE_REFERENCE_IMAGE);
}

void
aip_freeze_set_overrides (AipWorkflowValues *values,
                          AipWorkflow       *workflow,
                          const char        *overrides)
{
  g_auto(GStrv) roles = NULL;

  g_return_if_fail (values != NULL);
  g_return_if_fail (AIP_IS_WORKFLOW (workflow));
  g_return_if_fail (overrides != NULL);

  roles = aip_overrides_list (overrides);
  for (guint i = 0; roles[i] != NULL; i++)
    {
      g_autofree char *text = aip_overrides_dup_string (overrides, roles[i]);
      double number;

      if (!aip_workflow_has_role (workflow, roles[i]) || !aip_freeze_may_override (roles[i]))
        continue;
      if (text != NULL)
        aip_workflow_values_set_string (values, roles[i], text);
      else if (aip_overrides_get_number (overrides, roles[i], &number))
        {
          if (number == (double) (gint64) number)
            aip_workflow_values_set_int (values, roles[i], (gint64) number);
          else
            aip_workflow_values_set_double (values, roles[i], number);
        }
    }
}

/* With what it was made from, so that the take knows it even if the program is started anew. */
static char *
dup_recipe (AipFrozenJob  *frozen,
            AipShotPrompt *words)
{
  g_autofree char *composed = aip_shot_prompt_to_recipe (words);
  g_autofree char *text = aip_job_inputs_to_recipe (frozen->inputs, composed);
  g_autoptr(JsonNode) root = aip_json_parse (text, -1, AIP_RECIPE_MAX_BYTES, NULL);
  JsonNode *basis = aip_json_parse (frozen->basis, -1, AIP_RECIPE_MAX_BYTES, NULL);

  if (aip_json_node_object (root) == NULL || basis == NULL)
    {
      g_clear_pointer (&basis, json_node_unref);
      return g_steal_pointer (&text);
    }
  json_object_set_member (aip_json_node_object (root), "basis", basis);

  return aip_json_to_text (root, FALSE);
}

static AipFrozenJob *
freeze (AipDocument            *document,
        AipShot                *shot,
        const char             *workflow_id,
        const AipVariation     *variation,
        const char             *known_seed,
        AipTake                *source,
        const AipCutPart       *part,
        AipWorkflowStore       *store,
        AipCinema              *cinema,
        const AipFreezeWorker  *worker,
        GError                **error)
{
  g_autoptr(AipFrozenJob) frozen = g_new0 (AipFrozenJob, 1);
  g_autoptr(AipShotPrompt) words = NULL;
  g_autoptr(AipWorkflowValues) values = NULL;
  g_autoptr(GError) local_error = NULL;
  g_autoptr(GStrvBuilder) changes = NULL;
  g_auto(GStrv) bound = NULL;
  g_autofree char *overrides = NULL;
  AipWorkflow *workflow;
  int wanted_width, wanted_height;
  guint64 seed;

  workflow = aip_freeze_find_workflow (document, shot, workflow_id, store, error);
  if (workflow == NULL)
    return NULL;
  if (cinema == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                   _("%s could not be prepared: the lists of cameras and models that come with the "
                     "program cannot be read. Install it again."), aip_shot_get_code (shot));
      return NULL;
    }
  frozen->inputs = aip_job_inputs_find (document, shot, workflow, source, error);
  if (frozen->inputs == NULL ||
      (part != NULL && !aip_job_inputs_use_part (frozen->inputs, document, part, error)))
    return NULL;

  words = aip_shot_prompt_new (document, shot, cinema, workflow);
  overrides = variation != NULL ? aip_variation_apply (variation, aip_shot_get_overrides (shot))
                                : g_strdup (aip_shot_get_overrides (shot));
  frozen->seed = keep_seed (part, known_seed, &seed);
  if (frozen->seed == NULL)
    frozen->seed = choose_seed (shot, variation, known_seed, &seed);
  if (!compose_job (frozen, document, shot, workflow, store, words, variation, overrides, error))
    return NULL;

  frozen->recipe = dup_recipe (frozen, words);
  frozen->prompt_id = g_uuid_string_random ();
  frozen->workflow = g_strdup (aip_workflow_get_id (workflow));
  frozen->offset = part != NULL ? part->offset : aip_job_inputs_get_offset (frozen->inputs);
  frozen->prefix = aip_naming_job_prefix (aip_project_get_code (aip_document_get_project (document)),
                                          aip_shot_get_code (shot), frozen->prompt_id);
  frozen->vram = aip_freeze_fit_vram (document, shot, overrides, workflow);
  aip_freeze_fit_size (document, overrides, workflow, &frozen->width, &frozen->height);
  want_size (document, overrides, &wanted_width, &wanted_height);

  /* What is wanted: binding makes it what the workflow can do, and says so. */
  values = aip_workflow_values_new ();
  aip_workflow_values_set_string (values, AIP_ROLE_PROMPT, frozen->prompt);
  aip_workflow_values_set_string (values, AIP_ROLE_NEGATIVE, frozen->negative);
  aip_workflow_values_set_uint64 (values, AIP_ROLE_SEED, seed);
  aip_workflow_values_set_string (values, AIP_ROLE_FILENAME_PREFIX, frozen->prefix);
  if (aip_workflow_has_role (workflow, AIP_ROLE_WIDTH))
    aip_workflow_values_set_int (values, AIP_ROLE_WIDTH, wanted_width);
  if (aip_workflow_has_role (workflow, AIP_ROLE_HEIGHT))
    aip_workflow_values_set_int (values, AIP_ROLE_HEIGHT, wanted_height);
  if (aip_workflow_has_role (workflow, AIP_ROLE_FRAMES))
    aip_workflow_values_set_int (values, AIP_ROLE_FRAMES,
                                 want_frames (document, shot, overrides, workflow));

  set_paddings (document, workflow, frozen->inputs, values);
  set_frame_rate (document, shot, overrides, workflow, store, frozen->inputs, values);
  if (part != NULL)
    set_part (part, overrides, workflow, frozen->inputs, values);
  if (aip_workflow_has_role (workflow, AIP_ROLE_PROMPT))
    add_loras (values, aip_shot_prompt_get_loras (words));
  aip_freeze_set_overrides (values, workflow, overrides);
  for (guint i = 0; i < frozen->inputs->len; i++)
    {
      const AipJobInput *input = g_ptr_array_index (frozen->inputs, i);

      aip_workflow_values_set_string (values, input->role, input->reference);
    }

  changes = g_strv_builder_new ();
  frozen->graph = aip_workflow_bind (workflow, values, &bound, &local_error);
  if (frozen->graph != NULL)
    g_strv_builder_addv (changes, (const char **) bound);
  if (frozen->graph == NULL ||
      !aip_job_inputs_apply (frozen->inputs, workflow, frozen->graph, &local_error) ||
      !fit_to_worker (frozen->graph, workflow, values, worker, changes, &local_error))
    {
      g_set_error (error, AIP_ERROR, local_error->code, _("%s could not be prepared: %s"),
                   aip_shot_get_code (shot), local_error->message);
      return NULL;
    }
  frozen->graph_text = aip_graph_to_text (frozen->graph);
  frozen->changes = g_strv_builder_end (changes);

  return g_steal_pointer (&frozen);
}

/**
 * aip_freeze_job:
 * @document: the job's document
 * @job: a waiting job
 * @shot: its shot
 * @store: the workflows
 * @cinema: (nullable): as loaded for the project; %NULL: it could not be
 * @worker: (nullable): where it is going
 * @error: return location: why it cannot be sent, in a sentence that names the shot
 */
AipFrozenJob *
aip_freeze_job (AipDocument            *document,
                AipJob                 *job,
                AipShot                *shot,
                AipWorkflowStore       *store,
                AipCinema              *cinema,
                const AipFreezeWorker  *worker,
                GError                **error)
{
  g_autoptr(AipVariation) variation = NULL;
  g_autoptr(AipCutPart) part = NULL;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_JOB (job), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);

  variation = aip_variation_parse (aip_job_get_variation (job));
  part = aip_cut_part_read (aip_entity_get_text (AIP_ENTITY (job), "part"));

  return freeze (document, shot, aip_entity_get_text (AIP_ENTITY (job), "workflow"), variation,
                 aip_entity_get_text (AIP_ENTITY (job), "seed"),
                 aip_chain_job_find_source (document, job), part, store, cinema, worker, error);
}

AipFrozenJob *
aip_freeze_shot (AipDocument            *document,
                 AipShot                *shot,
                 const char             *workflow_id,
                 AipWorkflowStore       *store,
                 AipCinema              *cinema,
                 const AipFreezeWorker  *worker,
                 GError                **error)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);

  return freeze (document, shot, workflow_id, NULL, NULL, NULL, NULL, store, cinema, worker, error);
}

GFile *
aip_freeze_get_workflow_folder (AipDocument *document)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);

  return g_file_new_build_filename (aip_document_get_folder (document), "workflows", NULL);
}
