/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-ops"

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-draft-card.h"
#include "aip-draft-ops.h"
#include "aip-draft-pixels.h"

/* The longer side of a preview, as on a real server. */
#define PREVIEW_SIZE 512

/* What a sampler was asked to do, whatever class it is. */
typedef struct
{
  AipDraftValue *positive;
  AipDraftValue *latent;
  double         gigabytes;
  guint64        seed;
  int            steps;
  double         denoise;
  gboolean       fresh;      /* adds noise of its own; a second stage does not */
} Sampling;

/*
 * Weights that do not fit are partly kept in main memory by a real server, what the picture needs
 * cannot be. Crude, but it grows with the right things: pixels, frames, batch, model.
 */
static double
estimate_memory (const Sampling *sampling)
{
  double megapixels = (double) sampling->latent->width * sampling->latent->height / 1e6;
  double latent_frames = 1 + (sampling->latent->frames - 1) / 4.0;

  return 1.0 + 0.5 * sampling->gigabytes +
         megapixels * latent_frames * sampling->latent->batch * (latent_frames > 1 ? 0.8 : 2.0);
}

/* References do not change the drawing; they are pinned to it for whoever reads the card. */
static void
paint_references (cairo_t   *cr,
                  GPtrArray *references,
                  int        width,
                  int        height)
{
  double side = MIN (width, height) * 0.2;
  double x = width - side * 0.25;

  for (guint i = 0; references != NULL && i < MIN (references->len, 3); i++)
    {
      cairo_surface_t *picture =
        aip_draft_value_get_surface (g_ptr_array_index (references, i), 0);
      g_autoptr(cairo_surface_t) small = NULL;
      double aspect = (double) cairo_image_surface_get_width (picture) /
                      cairo_image_surface_get_height (picture);
      double w = side * CLAMP (aspect, 0.6, 1.8);

      small = aip_draft_pixels_scale (picture, (int) w, (int) side, TRUE);
      x -= w;

      /* Pinned up like a photograph: white border, a little askew, with a shadow. */
      cairo_save (cr);
      cairo_translate (cr, x + w / 2, side * 0.75);
      cairo_rotate (cr, (i % 2 == 0 ? 1 : -1) * 0.035);
      cairo_translate (cr, -w / 2, -side / 2);
      cairo_set_source_rgba (cr, 0, 0, 0, 0.35);
      cairo_rectangle (cr, -side * 0.03, -side * 0.03, w + side * 0.1, side * 1.14);
      cairo_fill (cr);
      cairo_set_source_rgb (cr, 0.97, 0.96, 0.93);
      cairo_rectangle (cr, -side * 0.05, -side * 0.05, w + side * 0.1, side * 1.14);
      cairo_fill (cr);
      cairo_set_source_surface (cr, small, 0, 0);
      cairo_paint (cr);
      cairo_restore (cr);
      x -= side * 0.2;
    }
}

/* The picture that a latent starts from stays the picture; the words are written on it. */
static cairo_surface_t *
paint_over (const Sampling *sampling,
            AipDraftScene  *scene,
            guint           index)
{
  AipDraftValue *latent = sampling->latent;
  cairo_surface_t *base = aip_draft_value_get_surface (
    latent, MIN (index, aip_draft_value_n_surfaces (latent) - 1));
  g_autoptr(cairo_surface_t) fitted = NULL;
  g_autoptr(cairo_surface_t) card = NULL;
  cairo_surface_t *result;
  cairo_t *cr;

  fitted = aip_draft_pixels_scale (base, latent->width, latent->height, TRUE);
  card = aip_draft_card_paint (scene, latent->width, latent->height);
  result = aip_draft_pixels_crop (fitted, 0, 0, latent->width, latent->height);
  cr = cairo_create (result);

  if (latent->mask != NULL && aip_draft_value_n_surfaces (latent->mask) > 0)
    {
      g_autoptr(cairo_surface_t) mask = aip_draft_pixels_scale (
        aip_draft_value_get_surface (latent->mask, 0), latent->width, latent->height, FALSE);

      cairo_set_source_surface (cr, card, 0, 0);
      cairo_mask_surface (cr, mask, 0, 0);
    }
  else if (latent->frames == 1)
    {
      cairo_set_source_surface (cr, card, 0, 0);
      cairo_paint_with_alpha (cr, 0.55 * CLAMP (sampling->denoise, 0.0, 1.0));
    }

  cairo_destroy (cr);
  /* What an inpainting leaves alone stays as it was, to the pixel. */
  if (latent->mask == NULL)
    aip_draft_card_finish (scene, result, 0);
  cr = cairo_create (result);
  aip_draft_card_paint_caption (scene, cr, latent->width, latent->height, TRUE);
  cairo_destroy (cr);

  return result;
}

/* One picture of the batch, as the kind of latent asks for it. */
static cairo_surface_t *
paint_picture (const Sampling *sampling,
               AipDraftScene  *scene,
               guint           index)
{
  AipDraftValue *latent = sampling->latent;
  gboolean has_base = aip_draft_value_n_surfaces (latent) > 0;
  cairo_surface_t *result;
  cairo_t *cr;

  /* An edit from a reference starts from noise, but its latent gives the size. */
  if (has_base && (sampling->denoise < 0.999 || latent->mask != NULL || latent->frames > 1))
    return paint_over (sampling, scene, index);

  result = aip_draft_card_paint (scene, latent->width, latent->height);
  cr = cairo_create (result);

  if (sampling->positive != NULL && sampling->positive->control != NULL)
    {
      g_autoptr(cairo_surface_t) guide = aip_draft_pixels_scale (
        aip_draft_value_get_surface (sampling->positive->control, 0), latent->width,
        latent->height, TRUE);

      cairo_set_operator (cr, CAIRO_OPERATOR_SOFT_LIGHT);
      cairo_set_source_surface (cr, guide, 0, 0);
      cairo_paint_with_alpha (cr, 0.5);
      cairo_set_operator (cr, CAIRO_OPERATOR_OVER);
      aip_draft_card_paint_caption (scene, cr, latent->width, latent->height, TRUE);
    }
  if (sampling->positive != NULL)
    paint_references (cr, sampling->positive->references, latent->width, latent->height);
  cairo_destroy (cr);

  return result;
}

/* The finished picture under less and less noise: what a sampler shows, at no cost. */
static GBytes *
make_preview (cairo_surface_t *small,
              int              step,
              int              steps,
              guint64          seed)
{
  g_autoptr(cairo_surface_t) noisy = NULL;
  double left = 1.0 - (double) step / steps;

  noisy = aip_draft_pixels_add_noise (small, pow (left, 1.3), seed + (guint64) step);

  return aip_draft_pixels_to_jpeg (noisy, 82, NULL);
}

/* The picture is there before the first step; the steps are what a model would take. */
static gboolean
run_steps (AipDraftCall    *call,
           const Sampling  *sampling,
           cairo_surface_t *surface)
{
  g_autoptr(cairo_surface_t) small = NULL;

  if (call->wants_preview)
    {
      int width = cairo_image_surface_get_width (surface);
      int height = cairo_image_surface_get_height (surface);
      double scale = MIN (1.0, (double) PREVIEW_SIZE / MAX (width, height));

      small = aip_draft_pixels_scale (surface, MAX (1, (int) (width * scale)),
                                      MAX (1, (int) (height * scale)), FALSE);
    }

  for (int step = 1; step <= sampling->steps; step++)
    {
      g_autoptr(GBytes) preview = NULL;

      if (small != NULL)
        preview = make_preview (small, step, sampling->steps, sampling->seed);
      if (!call->step (call, step, sampling->steps, 1, preview))
        return FALSE;
    }

  return TRUE;
}

static gboolean
sample (AipDraftCall   *call,
        const Sampling *sampling)
{
  AipDraftValue *latent = sampling->latent;
  g_autoptr(AipDraftValue) result = NULL;
  double wanted = estimate_memory (sampling);
  const char *text = sampling->positive != NULL ? sampling->positive->text : NULL;
  gboolean is_movie = latent->frames > 1;

  if (wanted > call->options->vram_gb ||
      (gint64) latent->width * latent->height * latent->batch > AIP_DRAFT_MAX_PIXELS)
    return aip_draft_call_out_of_memory (call, wanted);

  /* A second stage refines what the first one painted. */
  if (latent->painted && (!sampling->fresh || sampling->denoise < 0.999))
    {
      aip_draft_call_answer (call, aip_draft_value_ref (latent));
      aip_draft_call_answer (call, aip_draft_value_ref (latent));
      return run_steps (call, sampling, aip_draft_value_get_surface (latent, 0));
    }

  result = aip_draft_value_new_size (latent->width, latent->height, latent->frames, latent->batch);
  result->painted = TRUE;

  for (int i = 0; i < (is_movie ? 1 : latent->batch); i++)
    {
      g_autoptr(AipDraftScene) scene = aip_draft_scene_new (text, sampling->seed + (guint64) i);

      aip_draft_value_add_surface (result, paint_picture (sampling, scene, (guint) i));
      if (!is_movie)
        continue;
      result->scene = g_steal_pointer (&scene);
      for (guint k = 0; k < MIN (aip_draft_value_n_surfaces (latent), 2); k++)
        aip_draft_value_add_plate (
          result, cairo_surface_reference (aip_draft_value_get_surface (latent, k)));
    }

  if (!run_steps (call, sampling, aip_draft_value_get_surface (result, 0)))
    return FALSE;

  aip_draft_call_answer (call, aip_draft_value_ref (result));
  aip_draft_call_answer (call, g_steal_pointer (&result));

  return TRUE;
}

static guint64
get_seed (AipDraftCall *call,
          const char   *name)
{
  AipDraftValue *value = aip_draft_call_input (call, name);

  return value != NULL ? aip_draft_json_get_uint (value->literal, 0) : 0;
}

/* KSampler, KSamplerAdvanced, SamplerCustom: everything is an input of the node. */
static gboolean
run_ksampler (AipDraftCall *call)
{
  AipDraftValue *model = aip_draft_call_input (call, "model");
  AipDraftValue *sigmas = aip_draft_call_input (call, "sigmas");
  gboolean advanced = aip_draft_call_input (call, "noise_seed") != NULL;
  Sampling sampling = {
    .positive = aip_draft_call_input (call, "positive"),
    .latent = aip_draft_call_input (call, "latent_image"),
    .gigabytes = model != NULL ? model->gigabytes : 0,
    .seed = get_seed (call, advanced ? "noise_seed" : "seed"),
    .denoise = aip_draft_call_double (call, "denoise", sigmas != NULL ? sigmas->denoise : 1.0),
    .fresh = !g_str_equal (aip_draft_call_string (call, "add_noise"), "disable"),
  };
  int steps = sigmas != NULL ? sigmas->steps : (int) aip_draft_call_int (call, "steps", 20);
  int start = (int) CLAMP (aip_draft_call_int (call, "start_at_step", 0), 0, steps);
  int end = (int) CLAMP (aip_draft_call_int (call, "end_at_step", steps), start, steps);

  sampling.steps = CLAMP (end - start, 1, 10000);

  return sample (call, &sampling);
}

static gboolean
run_sampler_custom_advanced (AipDraftCall *call)
{
  AipDraftValue *guider = aip_draft_call_input (call, "guider");
  AipDraftValue *noise = aip_draft_call_input (call, "noise");
  AipDraftValue *sigmas = aip_draft_call_input (call, "sigmas");
  Sampling sampling = {
    .positive = guider->positive,
    .latent = aip_draft_call_input (call, "latent_image"),
    .gigabytes = guider->gigabytes,
    .seed = noise->seed,
    .steps = MAX (sigmas->steps, 1),
    .denoise = sigmas->denoise,
    .fresh = TRUE,
  };

  return sample (call, &sampling);
}

gboolean
aip_draft_ops_run_sampling (AipDraftCall *call,
                            gboolean     *known)
{
  *known = TRUE;

  if (g_str_equal (call->class_type, "SamplerCustomAdvanced"))
    return run_sampler_custom_advanced (call);
  if (g_str_equal (call->class_type, "KSampler") ||
      g_str_equal (call->class_type, "KSamplerAdvanced") ||
      g_str_equal (call->class_type, "SamplerCustom"))
    return run_ksampler (call);

  *known = FALSE;

  return FALSE;
}
