/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-ops"

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-draft-nodes.h"
#include "aip-draft-ops.h"

AipDraftValue *
aip_draft_call_input (AipDraftCall *call,
                      const char   *name)
{
  return g_hash_table_lookup (call->inputs, name);
}

static AipDraftJson *
literal (AipDraftCall *call,
         const char   *name)
{
  AipDraftValue *value = aip_draft_call_input (call, name);

  return value != NULL ? value->literal : NULL;
}

gint64
aip_draft_call_int (AipDraftCall *call,
                    const char   *name,
                    gint64        fallback)
{
  return aip_draft_json_get_int (literal (call, name), fallback);
}

double
aip_draft_call_double (AipDraftCall *call,
                       const char   *name,
                       double        fallback)
{
  return aip_draft_json_get_double (literal (call, name), fallback);
}

const char *
aip_draft_call_string (AipDraftCall *call,
                       const char   *name)
{
  const char *text = aip_draft_json_get_string (literal (call, name));

  return text != NULL ? text : "";
}

/* Takes @value: the next output slot. */
void
aip_draft_call_answer (AipDraftCall  *call,
                       AipDraftValue *value)
{
  g_ptr_array_add (call->outputs, value);
}

gboolean
aip_draft_call_fail (AipDraftCall *call,
                     const char   *type,
                     const char   *format,
                     ...)
{
  va_list args;

  va_start (args, format);
  call->exception_type = type;
  g_free (call->exception_message);
  call->exception_message = g_strdup_vprintf (format, args);
  va_end (args);

  return FALSE;
}

gboolean
aip_draft_call_out_of_memory (AipDraftCall *call,
                              double        wanted_gb)
{
  return aip_draft_call_fail (call, "torch.OutOfMemoryError",
                              "CUDA out of memory. Tried to allocate %.2f GiB. GPU 0 of this draft "
                              "worker has a total capacity of %.2f GiB.\n"
                              "This error means you ran out of memory on your GPU.\n\n"
                              "TIPS: If the workflow worked before you might have accidentally "
                              "set the batch_size to a large number.",
                              wanted_gb, call->options->vram_gb);
}

/* A value for a slot that carries nothing the draft worker looks at. */
static void
answer_nothing (AipDraftCall *call,
                guint         n_slots)
{
  for (guint i = 0; i < n_slots; i++)
    aip_draft_call_answer (call, aip_draft_value_new ());
}

/* The input itself, handed on. */
static void
answer_input (AipDraftCall *call,
              const char   *name)
{
  AipDraftValue *value = aip_draft_call_input (call, name);

  aip_draft_call_answer (call, value != NULL ? aip_draft_value_ref (value)
                                             : aip_draft_value_new ());
}

/* fp8 weights are half the size, which decides whether a graph fits. */
static gboolean
run_load_model (AipDraftCall *call)
{
  static const char *const inputs[] = { "ckpt_name", "unet_name" };
  AipDraftValue *model = aip_draft_value_new ();

  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    if (aip_draft_call_input (call, inputs[i]) != NULL)
      model->gigabytes = aip_draft_nodes_model_size (aip_draft_call_string (call, inputs[i]));
  if (g_str_has_prefix (aip_draft_call_string (call, "weight_dtype"), "fp8"))
    model->gigabytes /= 2;

  aip_draft_call_answer (call, model);
  answer_nothing (call, 2);

  return TRUE;
}

/* V3 combos are not checked when a graph is posted, so a missing file shows only here. */
static gboolean
run_load_upscaler (AipDraftCall *call)
{
  const char *name = aip_draft_call_string (call, "model_name");
  AipDraftValue *model = aip_draft_value_new ();

  if (strstr (name, "x2") != NULL)
    model->steps = 2;
  else if (strstr (name, "4x") != NULL || strstr (name, "x4") != NULL)
    model->steps = 4;
  else
    {
      aip_draft_value_unref (model);
      return aip_draft_call_fail (call, "FileNotFoundError",
                                  "Model in folder 'upscale_models' with filename '%s' not "
                                  "found.\n", name);
    }

  aip_draft_call_answer (call, model);

  return TRUE;
}

/* Models pass through what patches them; a CLIP may follow in the second slot. */
static gboolean
run_patch_model (AipDraftCall *call)
{
  answer_input (call, "model");
  answer_nothing (call, 1);

  return TRUE;
}

static gboolean
run_nothing (AipDraftCall *call)
{
  answer_nothing (call, 3);

  return TRUE;
}

static void
add_reference (AipDraftValue *conditioning,
               AipDraftValue *picture)
{
  if (picture == NULL || aip_draft_value_n_surfaces (picture) == 0)
    return;

  if (conditioning->references == NULL)
    conditioning->references =
      g_ptr_array_new_with_free_func ((GDestroyNotify) aip_draft_value_unref);
  g_ptr_array_add (conditioning->references, aip_draft_value_ref (picture));
}

static gboolean
run_encode_text (AipDraftCall *call)
{
  /* The inputs of the encoders that carry words; the first that is there and not empty counts. */
  static const char *const texts[] = { "text", "prompt", "t5xxl", "text_g", "clip_l", "text_l",
                                       "clip_g" };
  static const char *const pictures[] = { "image", "image1", "image2", "image3" };
  AipDraftValue *conditioning = aip_draft_value_new ();
  const char *text = "";

  for (guint i = 0; i < G_N_ELEMENTS (texts) && *text == '\0'; i++)
    text = aip_draft_call_string (call, texts[i]);
  conditioning->text = g_strdup (text);
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    add_reference (conditioning, aip_draft_call_input (call, pictures[i]));

  aip_draft_call_answer (call, conditioning);

  return TRUE;
}

static gboolean
run_pass_conditioning (AipDraftCall *call)
{
  answer_input (call, "conditioning");

  return TRUE;
}

/* What stands for "no negative prompt" in graphs of models that know none. */
static gboolean
run_zero_out (AipDraftCall *call)
{
  AipDraftValue *empty = aip_draft_value_new ();

  empty->text = g_strdup ("");
  aip_draft_call_answer (call, empty);

  return TRUE;
}

static gboolean
run_reference_latent (AipDraftCall *call)
{
  AipDraftValue *conditioning = aip_draft_call_input (call, "conditioning");
  AipDraftValue *copy = aip_draft_value_copy (conditioning);

  add_reference (copy, aip_draft_call_input (call, "latent"));
  aip_draft_call_answer (call, copy);

  return TRUE;
}

/* Several prompts become one text; the painter reads them all anyway. */
static gboolean
run_combine (AipDraftCall *call)
{
  static const char *const firsts[] = { "conditioning_1", "conditioning_to" };
  static const char *const seconds[] = { "conditioning_2", "conditioning_from" };
  AipDraftValue *copy = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (firsts); i++)
    {
      AipDraftValue *first = aip_draft_call_input (call, firsts[i]);
      AipDraftValue *second = aip_draft_call_input (call, seconds[i]);

      if (first == NULL || second == NULL)
        continue;
      copy = aip_draft_value_copy (first);
      g_free (copy->text);
      copy->text = g_strdup_printf ("%s, %s", first->text != NULL ? first->text : "",
                                    second->text != NULL ? second->text : "");
    }

  aip_draft_call_answer (call, copy != NULL ? copy : aip_draft_value_new ());

  return TRUE;
}

static gboolean
run_pass_both (AipDraftCall *call)
{
  answer_input (call, "positive");
  answer_input (call, "negative");

  return TRUE;
}

/* The picture hangs on the positive side only: that is the side that is drawn. */
static gboolean
run_control (AipDraftCall *call)
{
  AipDraftValue *positive = aip_draft_value_copy (aip_draft_call_input (call, "positive"));
  AipDraftValue *image = aip_draft_call_input (call, "image");

  g_clear_pointer (&positive->control, aip_draft_value_unref);
  if (image != NULL && aip_draft_value_n_surfaces (image) > 0 &&
      aip_draft_call_double (call, "strength", 1) > 0)
    positive->control = aip_draft_value_ref (image);

  aip_draft_call_answer (call, positive);
  answer_input (call, "negative");

  return TRUE;
}

/* A linked number is not checked against the bounds of the input when a graph is posted. */
static int
get_extent (AipDraftCall *call,
            const char   *name,
            int           fallback)
{
  return (int) CLAMP (aip_draft_call_int (call, name, fallback), 1, 16384);
}

static gboolean
run_empty_latent (AipDraftCall *call)
{
  aip_draft_call_answer (call, aip_draft_value_new_size (get_extent (call, "width", 512),
                                                         get_extent (call, "height", 512),
                                                         get_extent (call, "length", 1),
                                                         get_extent (call, "batch_size", 1)));

  return TRUE;
}

/* The nodes that make a movie latent of a size, and put its first and last picture into it. */
static AipDraftValue *
new_movie_latent (AipDraftCall *call)
{
  static const char *const starts[] = { "start_image", "image", "reference_image", "end_image" };
  AipDraftValue *latent;

  latent = aip_draft_value_new_size (get_extent (call, "width", 832),
                                     get_extent (call, "height", 480),
                                     get_extent (call, "length", 81), 1);

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      AipDraftValue *picture = aip_draft_call_input (call, starts[i]);

      if (picture != NULL && aip_draft_value_n_surfaces (picture) > 0)
        aip_draft_value_add_surface (
          latent, cairo_surface_reference (aip_draft_value_get_surface (picture, 0)));
    }

  return latent;
}

static gboolean
run_movie_latent (AipDraftCall *call)
{
  aip_draft_call_answer (call, new_movie_latent (call));

  return TRUE;
}

static gboolean
run_picture_to_movie (AipDraftCall *call)
{
  g_autoptr(AipDraftJson) zero = aip_draft_json_int (0);

  answer_input (call, "positive");
  answer_input (call, "negative");
  aip_draft_call_answer (call, new_movie_latent (call));

  /* WanAnimateToVideo counts what to trim in its last three slots: nothing here. */
  for (guint i = 0; i < 3; i++)
    aip_draft_call_answer (call, aip_draft_value_new_literal (zero));

  return TRUE;
}

/* The links that count what to trim carry literals, like typed numbers. */
static gboolean
run_trim_latent (AipDraftCall *call)
{
  AipDraftValue *copy = aip_draft_value_copy (aip_draft_call_input (call, "samples"));
  gint64 trim = aip_draft_call_int (call, "trim_amount", 0);

  copy->frames = (int) CLAMP (copy->frames - trim, 1, copy->frames);
  aip_draft_call_answer (call, copy);

  return TRUE;
}

static gboolean
run_random_noise (AipDraftCall *call)
{
  AipDraftValue *noise = aip_draft_value_new ();

  noise->seed = aip_draft_json_get_uint (literal (call, "noise_seed"), 0);
  aip_draft_call_answer (call, noise);

  return TRUE;
}

/* Less denoising is fewer steps here, where a sampler is given the steps that remain. */
static gboolean
run_scheduler (AipDraftCall *call)
{
  AipDraftValue *sigmas = aip_draft_value_new ();

  sigmas->steps = (int) CLAMP (aip_draft_call_int (call, "steps", 20), 1, 10000);
  sigmas->denoise = aip_draft_call_double (call, "denoise", 1.0);
  sigmas->steps = MAX (1, (int) round (sigmas->steps * CLAMP (sigmas->denoise, 0.0, 1.0)));
  aip_draft_call_answer (call, sigmas);

  return TRUE;
}

/* Carries the model along, since a sampler that has a guider has no model input. */
static gboolean
run_guider (AipDraftCall *call)
{
  AipDraftValue *guider = aip_draft_value_new ();
  AipDraftValue *model = aip_draft_call_input (call, "model");
  AipDraftValue *positive = aip_draft_call_input (call, "positive");
  AipDraftValue *negative = aip_draft_call_input (call, "negative");

  if (positive == NULL)
    positive = aip_draft_call_input (call, "conditioning");

  guider->gigabytes = model != NULL ? model->gigabytes : 0;
  guider->positive = positive != NULL ? aip_draft_value_ref (positive) : NULL;
  guider->negative = negative != NULL ? aip_draft_value_ref (negative) : NULL;
  aip_draft_call_answer (call, guider);

  return TRUE;
}

static gboolean
run_primitive (AipDraftCall *call)
{
  answer_input (call, "value");

  return TRUE;
}

static const struct
{
  const char  *class_type;
  gboolean   (*run) (AipDraftCall *call);
} handlers[] = {
  { "CheckpointLoaderSimple", run_load_model },
  { "UNETLoader", run_load_model },
  { "CLIPLoader", run_nothing },
  { "DualCLIPLoader", run_nothing },
  { "TripleCLIPLoader", run_nothing },
  { "VAELoader", run_nothing },
  { "ControlNetLoader", run_nothing },
  { "SetUnionControlNetType", run_nothing },
  { "CLIPVisionLoader", run_nothing },
  { "CLIPVisionEncode", run_nothing },
  { "CLIPSetLastLayer", run_nothing },
  { "KSamplerSelect", run_nothing },
  { "UpscaleModelLoader", run_load_upscaler },
  { "LoraLoader", run_patch_model },
  { "LoraLoaderModelOnly", run_patch_model },
  { "ModelSamplingFlux", run_patch_model },
  { "ModelSamplingSD3", run_patch_model },
  { "ModelSamplingAuraFlow", run_patch_model },
  { "DifferentialDiffusion", run_patch_model },
  { "CFGNorm", run_patch_model },
  { "CLIPTextEncode", run_encode_text },
  { "CLIPTextEncodeFlux", run_encode_text },
  { "CLIPTextEncodeSDXL", run_encode_text },
  { "CLIPTextEncodeSD3", run_encode_text },
  { "TextEncodeQwenImageEdit", run_encode_text },
  { "TextEncodeQwenImageEditPlus", run_encode_text },
  { "TextEncodeHunyuanVideo_ImageToVideo", run_encode_text },
  { "FluxGuidance", run_pass_conditioning },
  { "ConditioningSetTimestepRange", run_pass_conditioning },
  { "ConditioningZeroOut", run_zero_out },
  { "ConditioningCombine", run_combine },
  { "ConditioningConcat", run_combine },
  { "ConditioningAverage", run_combine },
  { "ReferenceLatent", run_reference_latent },
  { "ControlNetApplyAdvanced", run_control },
  { "ControlNetApplySD3", run_control },
  { "LTXVConditioning", run_pass_both },
  { "EmptyLatentImage", run_empty_latent },
  { "EmptySD3LatentImage", run_empty_latent },
  { "EmptyHunyuanLatentVideo", run_empty_latent },
  { "EmptyLTXVLatentVideo", run_empty_latent },
  { "Wan22ImageToVideoLatent", run_movie_latent },
  { "WanImageToVideo", run_picture_to_movie },
  { "WanFirstLastFrameToVideo", run_picture_to_movie },
  { "WanAnimateToVideo", run_picture_to_movie },
  { "LTXVImgToVideo", run_picture_to_movie },
  { "TrimVideoLatent", run_trim_latent },
  { "RandomNoise", run_random_noise },
  { "BasicScheduler", run_scheduler },
  { "LTXVScheduler", run_scheduler },
  { "BasicGuider", run_guider },
  { "CFGGuider", run_guider },
  { "PrimitiveInt", run_primitive },
  { "PrimitiveFloat", run_primitive },
  { "PrimitiveString", run_primitive },
  { "PrimitiveStringMultiline", run_primitive },
  { "PrimitiveBoolean", run_primitive },
};

gboolean
aip_draft_ops_run (AipDraftCall *call)
{
  gboolean known = TRUE;
  gboolean good;

  for (guint i = 0; i < G_N_ELEMENTS (handlers); i++)
    if (g_str_equal (handlers[i].class_type, call->class_type))
      return handlers[i].run (call);

  good = aip_draft_ops_run_sampling (call, &known);
  if (known)
    return good;

  good = aip_draft_ops_run_image (call, &known);
  if (known)
    return good;

  good = aip_draft_ops_run_movie (call, &known);
  if (known)
    return good;

  return aip_draft_call_fail (call, "NotImplementedError",
                              "The draft worker does not know how to act out %s.\n",
                              call->class_type);
}
