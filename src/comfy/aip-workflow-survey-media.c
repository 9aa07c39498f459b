/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-workflow-survey"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-workflow-survey-private.h"
#include "aip-workflow.h"

/* Size -------------------------------------------------------------------------------------- */

static gboolean
is_name (const char        *name,
         const char *const *names)
{
  return g_strv_contains (names, name);
}

/*
 * Backwards from what is sampled: through whatever changes a latent or a picture, to the node that
 * says how large it is. A picture that nothing scales keeps its own size.
 */
static const char *
find_source_of_size (AipWorkflowSurvey *self,
                     const char        *sampler)
{
  static const char *const ways[] = {
    "latent_image", "latent", "video_latent", "av_latent", "samples", "latents", "pixels", "image",
    NULL,
  };
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const char *node = sampler;

  while (node != NULL && g_hash_table_add (seen, (gpointer) node))
    {
      const char *next = NULL;

      if (node != sampler && aip_graph_has_input (self->graph, node, "width") &&
          aip_graph_has_input (self->graph, node, "height"))
        return node;

      for (guint i = 0; next == NULL && ways[i] != NULL; i++)
        aip_graph_get_link (self->graph, node, ways[i], &next, NULL);
      node = next;
    }

  return NULL;
}

static void
conclude_size (AipWorkflowSurvey *self,
               const char        *name,
               guint              n_linked,
               guint              n_sources)
{
  AipSurveyRole *role = _aip_workflow_survey_ensure (self, name);

  if (role->refs->len > 0 && n_sources <= 1)
    _aip_workflow_survey_set (role, AIP_SURVEY_FOUND, _("What the sampler begins with."));
  else if (role->refs->len > 0)
    _aip_workflow_survey_set (role, AIP_SURVEY_AMBIGUOUS,
                              _("The samplers begin with %u different sizes. Choose."), n_sources);
  else if (n_linked > 0)
    _aip_workflow_survey_set (role, AIP_SURVEY_LINKED,
                              _("The value is computed by other nodes and cannot be set."));
  else
    _aip_workflow_survey_set (role, AIP_SURVEY_MISSING,
                              _("It follows from a picture, or there is no place for it."));
}

void
_aip_workflow_survey_find_size (AipWorkflowSurvey *self)
{
  static const char *const lengths[] = { "length", "frames", "num_frames", "video_frames" };
  AipSurveyRole *width = _aip_workflow_survey_ensure (self, AIP_ROLE_WIDTH);
  AipSurveyRole *height = _aip_workflow_survey_ensure (self, AIP_ROLE_HEIGHT);
  AipSurveyRole *frames = _aip_workflow_survey_ensure (self, AIP_ROLE_FRAMES);
  g_autoptr(GHashTable) sources = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_linked = 0;

  for (guint i = 0; i < self->samplers->len; i++)
    {
      AipGraphSides *sides = g_ptr_array_index (self->samplers, i);
      const char *source = find_source_of_size (self, sides->sampler);

      if (source == NULL || !g_hash_table_add (sources, (gpointer) source))
        continue;

      if (!_aip_workflow_survey_resolve (self, width, source, "width") ||
          !_aip_workflow_survey_resolve (self, height, source, "height"))
        n_linked++;
      for (guint j = 0; j < G_N_ELEMENTS (lengths); j++)
        if (aip_graph_has_input (self->graph, source, lengths[j]))
          _aip_workflow_survey_resolve (self, frames, source, lengths[j]);
    }

  /* These shift the noise by the size of the picture: they have to be told the same. */
  for (guint i = 0; width->refs->len > 0 && i < aip_graph_get_n_nodes (self->graph); i++)
    {
      const char *node = aip_graph_get_node (self->graph, i);

      if (g_hash_table_contains (self->needed, node) &&
          g_str_equal (aip_graph_get_class (self->graph, node), "ModelSamplingFlux"))
        {
          _aip_workflow_survey_resolve (self, width, node, "width");
          _aip_workflow_survey_resolve (self, height, node, "height");
        }
    }

  /* What is heard is as long as what is seen. */
  for (guint i = 0; frames->refs->len > 0 && i < aip_graph_get_n_nodes (self->graph); i++)
    {
      const char *node = aip_graph_get_node (self->graph, i);

      if (g_hash_table_contains (self->needed, node) &&
          g_str_equal (aip_graph_get_class (self->graph, node), "LTXVEmptyLatentAudio"))
        _aip_workflow_survey_resolve (self, frames, node, "frames_number");
    }

  conclude_size (self, AIP_ROLE_WIDTH, n_linked, g_hash_table_size (sources));
  conclude_size (self, AIP_ROLE_HEIGHT, n_linked, g_hash_table_size (sources));
  conclude_size (self, AIP_ROLE_FRAMES, 0, g_hash_table_size (sources));
}

/* Pictures ---------------------------------------------------------------------------------- */

/* What a picture is for, by the input that it ends up in. NULL: it goes on from there. */
static const char *
role_of_use (const char *class_type,
             const char *input)
{
  static const struct {
    const char *class_prefix;    /* "" any */
    const char *input;
    const char *role;
  } uses[] = {
    { "", "start_image", AIP_ROLE_FIRST_FRAME },
    { "", "first_frame", AIP_ROLE_FIRST_FRAME },
    { "LTXVImgToVideo", "image", AIP_ROLE_FIRST_FRAME },
    { "", "end_image", AIP_ROLE_LAST_FRAME },
    { "", "last_frame", AIP_ROLE_LAST_FRAME },
    { "ControlNetApply", "image", AIP_ROLE_CONTROL_IMAGE },
    { "", "control_image", AIP_ROLE_CONTROL_IMAGE },
    { "", "control_video", AIP_ROLE_CONTROL_IMAGE },
    { "", "pose_video", AIP_ROLE_CONTROL_IMAGE },
    { "", "face_video", "face-image" },
    { "", "background_video", "background-image" },
    { "", "character_mask", AIP_ROLE_MASK },
    { "TextEncodeQwenImageEdit", "image", AIP_ROLE_REFERENCE_IMAGE },
    { "TextEncodeQwenImageEdit", "image1", AIP_ROLE_REFERENCE_IMAGE },
    { "TextEncodeQwenImageEdit", "image2", AIP_ROLE_REFERENCE_IMAGE },
    { "TextEncodeQwenImageEdit", "image3", AIP_ROLE_REFERENCE_IMAGE },
    { "", "reference_image", AIP_ROLE_REFERENCE_IMAGE },
    { "CLIPVisionEncode", "image", AIP_ROLE_REFERENCE_IMAGE },
    { "ReferenceLatent", "latent", AIP_ROLE_REFERENCE_IMAGE },
    { "", "mask", AIP_ROLE_MASK },
    { "InpaintModelConditioning", "pixels", AIP_ROLE_INIT_IMAGE },
    { "", "latent_image", AIP_ROLE_INIT_IMAGE },
    { "ImageUpscaleWithModel", "image", AIP_ROLE_INIT_IMAGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (uses); i++)
    if (g_str_has_prefix (class_type, uses[i].class_prefix) && g_str_equal (input, uses[i].input))
      return uses[i].role;

  return NULL;
}

typedef struct {
  const char *node;
  int         slot;
} Place;

/* Forwards from a picture, breadth first: the nearest use says what it is for. */
static const char *
find_use (AipWorkflowSurvey *self,
          const char        *loader,
          int                slot)
{
  g_autoptr(GArray) queue = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  Place first = { loader, slot };
  gboolean referenced = FALSE, begun = FALSE, masked = FALSE;

  g_array_append_val (queue, first);
  for (guint at = 0; at < queue->len; at++)
    {
      Place place = g_array_index (queue, Place, at);
      g_autoptr(GArray) consumers = aip_graph_find_consumers (self->graph, place.node, place.slot);

      for (guint i = 0; i < consumers->len; i++)
        {
          const AipGraphRef *ref = &g_array_index (consumers, AipGraphRef, i);
          const char *role = role_of_use (aip_graph_get_class (self->graph, ref->node), ref->input);
          Place next = { ref->node, -1 };

          if (!g_hash_table_contains (self->needed, ref->node))
            continue;
          /* A picture that is both shown to the model and begun with (Kontext) is a reference. */
          if (g_strcmp0 (role, AIP_ROLE_REFERENCE_IMAGE) == 0)
            referenced = TRUE;
          else if (g_strcmp0 (role, AIP_ROLE_INIT_IMAGE) == 0)
            begun = TRUE;
          /* Of a picture that is painted over, the mask is a part. */
          else if (g_strcmp0 (role, AIP_ROLE_MASK) == 0)
            masked = TRUE;
          else if (role != NULL)
            return role;
          else if (g_hash_table_add (seen, (gpointer) ref->node))
            g_array_append_val (queue, next);
        }
    }

  if (referenced)
    return AIP_ROLE_REFERENCE_IMAGE;
  if (begun)
    return AIP_ROLE_INIT_IMAGE;

  return masked ? AIP_ROLE_MASK : NULL;
}

static void
add_picture (AipWorkflowSurvey *self,
             const char        *role_name,
             const char        *node,
             const char        *input)
{
  g_autofree char *name = g_strdup (role_name);
  g_autofree char *title = _aip_workflow_survey_name (self, node);
  AipSurveyRole *role = _aip_workflow_survey_ensure (self, name);

  /* References are told apart by number; of everything else a graph takes one. */
  for (guint n = 2; role->refs->len > 0 && g_str_equal (role_name, AIP_ROLE_REFERENCE_IMAGE); n++)
    {
      g_free (name);
      name = g_strdup_printf ("%s-%u", role_name, n);
      role = _aip_workflow_survey_ensure (self, name);
    }

  _aip_workflow_survey_add_ref (role, node, input);
  if (role->refs->len == 1)
    _aip_workflow_survey_set (role, AIP_SURVEY_FOUND, _("The picture that %s loads."), title);
  else
    _aip_workflow_survey_set (role, AIP_SURVEY_AMBIGUOUS,
                              _("%u nodes load pictures for this. Choose."), role->refs->len);
}

/* What a movie is for, where a picture would be for @role. */
static const char *
role_of_movie (AipWorkflowSurvey *self,
               const char        *role)
{
  if (g_strcmp0 (role, AIP_ROLE_CONTROL_IMAGE) == 0)
    return AIP_ROLE_CONTROL_VIDEO;
  /* What samples nothing changes the movie itself. */
  if (self->samplers->len == 0 && (role == NULL || g_str_equal (role, AIP_ROLE_INIT_IMAGE)))
    return AIP_ROLE_INIT_VIDEO;

  return role;
}

void
_aip_workflow_survey_find_pictures (AipWorkflowSurvey *self)
{
  static const char *const loaders[] = {
    "LoadImage", "LoadImageMask", "LoadImageOutput", "LoadVideo", "VHS_LoadVideo",
    "VHS_LoadImages", NULL,
  };
  static const char *const movies[] = { "LoadVideo", "VHS_LoadVideo", NULL };
  static const char *const inputs[] = { "image", "file", "video" };

  for (guint i = 0; i < aip_graph_get_n_nodes (self->graph); i++)
    {
      const char *node = aip_graph_get_node (self->graph, i);
      const char *class_type = aip_graph_get_class (self->graph, node);
      gboolean only_mask = g_str_equal (class_type, "LoadImageMask");
      const char *image_role, *mask_role = NULL;

      if (!is_name (class_type, loaders) || !g_hash_table_contains (self->needed, node))
        continue;

      image_role = find_use (self, node, 0);
      if (g_strv_contains (movies, class_type))
        image_role = role_of_movie (self, image_role);
      if (g_str_equal (class_type, "LoadImage"))
        mask_role = find_use (self, node, 1);

      for (guint j = 0; j < G_N_ELEMENTS (inputs); j++)
        {
          if (aip_graph_get_literal (self->graph, node, inputs[j]) == NULL)
            continue;

          if (only_mask)
            add_picture (self, AIP_ROLE_MASK, node, inputs[j]);
          else if (image_role != NULL)
            add_picture (self, image_role, node, inputs[j]);
          /* The mask is the transparency of the same file: one picture, one upload. */
          else if (mask_role != NULL)
            add_picture (self, AIP_ROLE_MASK, node, inputs[j]);
          break;
        }
    }
}

void
_aip_workflow_survey_find_loras (AipWorkflowSurvey *self)
{
  AipSurveyRole *role = NULL;

  for (guint i = 0; i < aip_graph_get_n_nodes (self->graph); i++)
    {
      const char *node = aip_graph_get_node (self->graph, i);

      if (!g_hash_table_contains (self->needed, node) ||
          aip_graph_get_literal (self->graph, node, "lora_name") == NULL)
        continue;

      role = _aip_workflow_survey_ensure (self, AIP_ROLE_LORA);
      _aip_workflow_survey_add_ref (role, node, "lora_name");
    }

  if (role != NULL)
    _aip_workflow_survey_set (role, AIP_SURVEY_FOUND,
                              _("LoRA files that the graph always loads: %u."), role->refs->len);
}

/* Models ------------------------------------------------------------------------------------ */

void
_aip_workflow_survey_find_models (AipWorkflowSurvey *self)
{
  static const char *const endings[] = {
    ".safetensors", ".sft", ".ckpt", ".pt", ".pth", ".bin", ".gguf", ".onnx",
  };

  for (guint i = 0; i < aip_graph_get_n_nodes (self->graph); i++)
    {
      const char *node = aip_graph_get_node (self->graph, i);
      g_auto(GStrv) inputs = aip_graph_list_inputs (self->graph, node);

      for (guint j = 0; inputs[j] != NULL; j++)
        {
          g_autofree char *value = aip_graph_dup_string (self->graph, node, inputs[j], "");
          g_autofree char *lower = g_ascii_strdown (value, -1);

          for (guint k = 0; k < G_N_ELEMENTS (endings); k++)
            if (g_str_has_suffix (lower, endings[k]))
              {
                AipSurveyModel *model = g_new0 (AipSurveyModel, 1);

                model->node = node;
                model->input = g_intern_string (inputs[j]);
                model->file = g_steal_pointer (&value);
                g_ptr_array_add (self->models, model);
                break;
              }
        }
    }
}

/* Trust ------------------------------------------------------------------------------------- */

static gboolean
leads_out (const char *value)
{
  return *value == '/' || *value == '\\' || strstr (value, "../") != NULL ||
         strstr (value, "..\\") != NULL ||
         (g_ascii_isalpha (value[0]) && value[1] == ':' && (value[2] == '\\' || value[2] == '/'));
}

static gboolean
is_address (const char *value)
{
  static const char *const schemes[] = { "http://", "https://", "ws://", "wss://", "ftp://" };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (value, schemes[i], strlen (schemes[i])) == 0)
      return TRUE;

  return FALSE;
}

static AipSurveyTrust
judge (AipWorkflowSurvey  *self,
       const char         *node,
       const char        **what)
{
  static const char *const file_inputs[] = {
    "path", "file_path", "directory", "folder", "folder_path", "output_path", "directory_path", NULL,
  };
  static const char *const network_inputs[] = { "url", "api_key", "webhook", "endpoint", NULL };
  const char *class_type = aip_graph_get_class (self->graph, node);
  const AipNodeClass *class = NULL;
  g_auto(GStrv) inputs = aip_graph_list_inputs (self->graph, node);
  AipSurveyTrust trust = 0;

  if (self->catalogue != NULL)
    class = aip_node_catalogue_lookup (self->catalogue, class_type);

  if (class == NULL || *aip_node_class_get_module (class) == '\0')
    trust |= AIP_SURVEY_UNKNOWN;
  else if (g_str_has_prefix (aip_node_class_get_module (class), "comfy_api_nodes"))
    trust |= AIP_SURVEY_NETWORK;
  else if (!g_str_equal (aip_node_class_get_module (class), "nodes") &&
           !g_str_has_prefix (aip_node_class_get_module (class), "comfy_extras"))
    trust |= AIP_SURVEY_NOT_CORE;

  for (guint i = 0; inputs[i] != NULL; i++)
    {
      g_autofree char *value = aip_graph_dup_string (self->graph, node, inputs[i], "");

      if (is_name (inputs[i], network_inputs) || is_address (value))
        {
          trust |= AIP_SURVEY_NETWORK;
          *what = g_intern_string (inputs[i]);
        }
      else if (is_name (inputs[i], file_inputs) ||
               (leads_out (value) && !g_str_has_prefix (inputs[i], "text") &&
                !g_str_equal (inputs[i], "prompt")))
        {
          trust |= AIP_SURVEY_FILES;
          *what = g_intern_string (inputs[i]);
        }
    }

  return trust;
}

void
_aip_workflow_survey_find_concerns (AipWorkflowSurvey *self)
{
  for (guint i = 0; i < aip_graph_get_n_nodes (self->graph); i++)
    {
      const char *node = aip_graph_get_node (self->graph, i);
      const char *class_type = aip_graph_get_class (self->graph, node);
      const char *what = "";
      AipSurveyTrust trust = judge (self, node, &what);
      g_autofree char *name = NULL;
      AipSurveyConcern *concern;

      if (trust == 0)
        continue;

      name = _aip_workflow_survey_name (self, node);
      concern = g_new0 (AipSurveyConcern, 1);
      concern->node = node;
      concern->class_type = class_type;
      concern->trust = trust;
      if (trust & AIP_SURVEY_NETWORK && *what == '\0')
        concern->reason = g_strdup_printf (_("%s asks a service on the network."), name);
      else if (trust & AIP_SURVEY_NETWORK)
        concern->reason = g_strdup_printf (_("%s may talk to the network: it takes “%s”."), name,
                                           what);
      else if (trust & AIP_SURVEY_FILES)
        concern->reason = g_strdup_printf (_("%s may read or write outside the worker’s folders: "
                                             "see its “%s”."), name, what);
      else if (trust & AIP_SURVEY_NOT_CORE)
        concern->reason = g_strdup_printf (_("%s does not come with ComfyUI."), name);
      else
        concern->reason = g_strdup_printf (_("Where “%s” of %s comes from is not known: no worker "
                                             "was asked, or it does not have it."), class_type,
                                           name);
      g_ptr_array_add (self->concerns, concern);
    }
}
