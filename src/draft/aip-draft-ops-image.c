/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-ops"

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-draft-clip.h"
#include "aip-draft-ops.h"
#include "aip-draft-pixels.h"

/* The nodes that take pictures in or give them out. All resampling is cairo's own. */

/* The size that Kontext was trained on, about one megapixel. */
#define KONTEXT_PIXELS (1024.0 * 1024.0)

static gboolean
check_size (AipDraftCall *call,
            gint64        width,
            gint64        height,
            gint64        batch)
{
  if (width < 1 || height < 1 || batch < 1 || width > 32767 || height > 32767 ||
      width * height > AIP_DRAFT_MAX_PIXELS / batch)
    return aip_draft_call_out_of_memory (call, (double) width * (double) height * (double) batch *
                                                 12 / (1 << 30));

  return TRUE;
}

/* A value of the same kind with every picture replaced; a movie loses its layers. */
static AipDraftValue *
replace_pictures (AipDraftValue *value,
                  int            width,
                  int            height)
{
  AipDraftValue *copy = aip_draft_value_copy (value);

  g_clear_pointer (&copy->surfaces, g_ptr_array_unref);
  if (width != value->width || height != value->height)
    g_clear_pointer (&copy->mask, aip_draft_value_unref);
  copy->width = width;
  copy->height = height;

  return copy;
}

static gboolean
answer_scaled (AipDraftCall  *call,
               AipDraftValue *value,
               gint64         width,
               gint64         height,
               gboolean       cover)
{
  AipDraftValue *copy;

  if (!check_size (call, width, height, MAX (1, (gint64) aip_draft_value_n_surfaces (value))))
    return FALSE;

  /* The layers of a movie are painted again at the new size, sharper than any scaling. */
  copy = replace_pictures (value, (int) width, (int) height);
  for (guint i = 0; i < aip_draft_value_n_surfaces (value); i++)
    aip_draft_value_add_surface (copy,
                                 aip_draft_pixels_scale (aip_draft_value_get_surface (value, i),
                                                         (int) width, (int) height, cover));
  aip_draft_call_answer (call, copy);

  return TRUE;
}

static gboolean
run_load_image (AipDraftCall *call)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AipDraftValue) mask = NULL;
  g_autofree char *path = NULL;
  AipDraftValue *image;
  cairo_surface_t *surface;
  cairo_surface_t *alpha = NULL;

  path = aip_draft_store_find_input (call->store, aip_draft_call_string (call, "image"));
  if (path == NULL)
    return aip_draft_call_fail (call, "FileNotFoundError",
                                "[Errno 2] No such file or directory: '%s'\n",
                                aip_draft_call_string (call, "image"));

  surface = aip_draft_pixels_load (path, &alpha, &error);
  if (surface == NULL)
    return aip_draft_call_fail (call, "PIL.UnidentifiedImageError",
                                "cannot identify image file '%s'\n",
                                aip_draft_call_string (call, "image"));

  image = aip_draft_value_new_size (cairo_image_surface_get_width (surface),
                                    cairo_image_surface_get_height (surface), 1, 1);
  aip_draft_value_add_surface (image, surface);

  mask = aip_draft_value_new_size (alpha != NULL ? image->width : 64,
                                   alpha != NULL ? image->height : 64, 1, 1);
  if (alpha == NULL)
    alpha = cairo_image_surface_create (CAIRO_FORMAT_A8, 64, 64);
  aip_draft_value_add_surface (mask, alpha);

  if (g_str_equal (call->class_type, "LoadImageMask"))
    {
      /* Its one output is a channel as a mask; alpha is the only one worth drawing with. */
      aip_draft_value_unref (image);
      aip_draft_call_answer (call, g_steal_pointer (&mask));
      return TRUE;
    }

  aip_draft_call_answer (call, image);
  aip_draft_call_answer (call, g_steal_pointer (&mask));

  return TRUE;
}

static gboolean
run_empty_image (AipDraftCall *call)
{
  gint64 width = aip_draft_call_int (call, "width", 512);
  gint64 height = aip_draft_call_int (call, "height", 512);
  gint64 batch = aip_draft_call_int (call, "batch_size", 1);
  AipDraftValue *image;
  cairo_surface_t *surface;

  if (!check_size (call, width, height, batch))
    return FALSE;

  image = aip_draft_value_new_size ((int) width, (int) height, 1, (int) batch);
  surface = aip_draft_pixels_new ((int) width, (int) height,
                                  (guint32) aip_draft_call_int (call, "color", 0));
  for (gint64 i = 0; i < batch; i++)
    aip_draft_value_add_surface (image, cairo_surface_reference (surface));
  cairo_surface_destroy (surface);
  aip_draft_call_answer (call, image);

  return TRUE;
}

static gboolean
run_scale (AipDraftCall *call)
{
  AipDraftValue *image = aip_draft_call_input (call, "image");
  gint64 width = aip_draft_call_int (call, "width", 0);
  gint64 height = aip_draft_call_int (call, "height", 0);

  /* Zero means: from the other side, in the same aspect. */
  if (width == 0)
    width = MAX (1, (gint64) round ((double) image->width * (double) height / image->height));
  if (height == 0)
    height = MAX (1, (gint64) round ((double) image->height * (double) width / image->width));

  return answer_scaled (call, image, width, height,
                        g_str_equal (aip_draft_call_string (call, "crop"), "center"));
}

static gboolean
run_scale_by (AipDraftCall *call)
{
  gboolean latent = g_str_equal (call->class_type, "LatentUpscaleBy");
  AipDraftValue *image = aip_draft_call_input (call, latent ? "samples" : "image");
  double factor = aip_draft_call_double (call, "scale_by", 1.0);

  return answer_scaled (call, image, (gint64) round (image->width * factor),
                        (gint64) round (image->height * factor), FALSE);
}

static gboolean
run_scale_to_pixels (AipDraftCall *call)
{
  AipDraftValue *image = aip_draft_call_input (call, "image");
  double pixels = aip_draft_call_double (call, "megapixels", 1.0) * KONTEXT_PIXELS;
  double factor = sqrt (pixels / ((double) image->width * image->height));
  int multiple = 1;

  if (g_str_equal (call->class_type, "FluxKontextImageScale"))
    {
      factor = sqrt (KONTEXT_PIXELS / ((double) image->width * image->height));
      multiple = 16;
    }

  return answer_scaled (call, image,
                        MAX (1, (gint64) round (image->width * factor / multiple)) * multiple,
                        MAX (1, (gint64) round (image->height * factor / multiple)) * multiple,
                        multiple > 1);
}

static gboolean
run_upscale_latent (AipDraftCall *call)
{
  AipDraftValue *latent = aip_draft_call_input (call, "samples");
  gint64 width = aip_draft_call_int (call, "width", latent->width);
  gint64 height = aip_draft_call_int (call, "height", latent->height);

  return answer_scaled (call, latent, width > 0 ? width : latent->width,
                        height > 0 ? height : latent->height, FALSE);
}

/* Reports tiles, as the real node does, though nothing is tiled. */
static gboolean
run_upscale_with_model (AipDraftCall *call)
{
  AipDraftValue *image = aip_draft_call_input (call, "image");
  AipDraftValue *model = aip_draft_call_input (call, "upscale_model");
  const int tiles = 2;

  if (!answer_scaled (call, image, (gint64) image->width * model->steps,
                      (gint64) image->height * model->steps, FALSE))
    return FALSE;

  for (int tile = 1; tile <= tiles; tile++)
    if (!call->step (call, tile, tiles, 3, NULL))
      return FALSE;

  return TRUE;
}

static gboolean
run_invert (AipDraftCall *call)
{
  gboolean is_mask = g_str_equal (call->class_type, "InvertMask");
  AipDraftValue *image = aip_draft_call_input (call, is_mask ? "mask" : "image");
  AipDraftValue *copy = replace_pictures (image, image->width, image->height);

  aip_draft_value_flatten (copy);
  for (guint i = 0; i < aip_draft_value_n_surfaces (image); i++)
    aip_draft_value_add_surface (copy,
                                 aip_draft_pixels_invert (aip_draft_value_get_surface (image, i)));
  aip_draft_call_answer (call, copy);

  return TRUE;
}

/* What a control picture is made of: lines of the picture, or how light it is. */
static gboolean
run_make_control (AipDraftCall *call)
{
  gboolean depth = g_str_equal (call->class_type, "DepthAnythingV2Preprocessor");
  double low = aip_draft_call_double (call, "low_threshold", 0.1);
  AipDraftValue *image = aip_draft_call_input (call, "image");
  AipDraftValue *copy = replace_pictures (image, image->width, image->height);

  aip_draft_value_flatten (copy);
  for (guint i = 0; i < aip_draft_value_n_surfaces (image); i++)
    {
      cairo_surface_t *surface = aip_draft_value_get_surface (image, i);

      aip_draft_value_add_surface (copy, depth ? aip_draft_pixels_grey (surface)
                                               : aip_draft_pixels_edges (surface, low));
    }
  aip_draft_call_answer (call, copy);

  return TRUE;
}

static gboolean
run_crop (AipDraftCall *call)
{
  AipDraftValue *image = aip_draft_call_input (call, "image");
  int x = (int) CLAMP (aip_draft_call_int (call, "x", 0), 0, image->width - 1);
  int y = (int) CLAMP (aip_draft_call_int (call, "y", 0), 0, image->height - 1);
  int width = (int) CLAMP (aip_draft_call_int (call, "width", 1), 1, image->width - x);
  int height = (int) CLAMP (aip_draft_call_int (call, "height", 1), 1, image->height - y);
  AipDraftValue *copy = replace_pictures (image, width, height);

  aip_draft_value_flatten (copy);
  for (guint i = 0; i < aip_draft_value_n_surfaces (image); i++)
    aip_draft_value_add_surface (copy,
                                 aip_draft_pixels_crop (aip_draft_value_get_surface (image, i), x,
                                                        y, width, height));
  aip_draft_call_answer (call, copy);

  return TRUE;
}

/* The border is grey and the mask says so; what fills it is the sampler's work. */
static gboolean
run_pad (AipDraftCall *call)
{
  AipDraftValue *image = aip_draft_call_input (call, "image");
  gint64 left = aip_draft_call_int (call, "left", 0);
  gint64 top = aip_draft_call_int (call, "top", 0);
  gint64 width = image->width + left + aip_draft_call_int (call, "right", 0);
  gint64 height = image->height + top + aip_draft_call_int (call, "bottom", 0);
  g_autoptr(cairo_t) cr = NULL;
  AipDraftValue *padded;
  AipDraftValue *mask;
  cairo_surface_t *hole;

  if (!check_size (call, width, height, MAX (1, (gint64) aip_draft_value_n_surfaces (image))))
    return FALSE;

  padded = replace_pictures (image, (int) width, (int) height);
  aip_draft_value_flatten (padded);
  for (guint i = 0; i < aip_draft_value_n_surfaces (image); i++)
    {
      cairo_surface_t *canvas = aip_draft_pixels_new ((int) width, (int) height, 0x808080);
      g_autoptr(cairo_t) onto = cairo_create (canvas);

      cairo_set_source_surface (onto, aip_draft_value_get_surface (image, i), (double) left,
                                (double) top);
      cairo_paint (onto);
      aip_draft_value_add_surface (padded, canvas);
    }

  hole = cairo_image_surface_create (CAIRO_FORMAT_A8, (int) width, (int) height);
  cr = cairo_create (hole);
  cairo_paint (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_CLEAR);
  cairo_rectangle (cr, (double) left, (double) top, image->width, image->height);
  cairo_fill (cr);
  mask = aip_draft_value_new_size ((int) width, (int) height, 1, 1);
  aip_draft_value_add_surface (mask, hole);

  aip_draft_call_answer (call, padded);
  aip_draft_call_answer (call, mask);

  return TRUE;
}

static gboolean
run_batch (AipDraftCall *call)
{
  AipDraftValue *first = aip_draft_call_input (call, "image1");
  AipDraftValue *second = aip_draft_call_input (call, "image2");
  guint total = aip_draft_value_n_surfaces (first) + aip_draft_value_n_surfaces (second);
  AipDraftValue *batch;

  if (!check_size (call, first->width, first->height, MAX (total, 1)))
    return FALSE;

  batch = aip_draft_value_copy (first);
  for (guint i = 0; i < aip_draft_value_n_surfaces (second); i++)
    aip_draft_value_add_surface (batch,
                                 aip_draft_pixels_scale (aip_draft_value_get_surface (second, i),
                                                         first->width, first->height, TRUE));
  batch->batch = (int) total;
  aip_draft_call_answer (call, batch);

  return TRUE;
}

static gboolean
run_from_batch (AipDraftCall *call)
{
  AipDraftValue *image = aip_draft_call_input (call, "image");
  AipDraftValue *part = replace_pictures (image, image->width, image->height);
  guint n_surfaces = aip_draft_value_n_surfaces (image);
  guint start = (guint) CLAMP (aip_draft_call_int (call, "batch_index", 0), 0,
                               (gint64) n_surfaces - 1);
  guint length = (guint) CLAMP (aip_draft_call_int (call, "length", 1), 1,
                                (gint64) (n_surfaces - start));

  for (guint i = start; i < start + length; i++)
    aip_draft_value_add_surface (part,
                                 cairo_surface_reference (aip_draft_value_get_surface (image, i)));
  part->batch = (int) length;
  part->frames = 1;
  aip_draft_call_answer (call, part);

  return TRUE;
}

static gboolean
run_repeat_latent (AipDraftCall *call)
{
  AipDraftValue *copy = aip_draft_value_copy (aip_draft_call_input (call, "samples"));

  copy->batch = (int) CLAMP (copy->batch * CLAMP (aip_draft_call_int (call, "amount", 1), 1, 64), 1,
                             4096);
  aip_draft_call_answer (call, copy);

  return TRUE;
}

/* Between latents and images nothing changes here but the name. */
static gboolean
run_decode (AipDraftCall *call)
{
  AipDraftValue *latent = aip_draft_call_input (call, "samples");
  AipDraftValue *image = aip_draft_value_copy (latent);

  g_clear_pointer (&image->mask, aip_draft_value_unref);
  if (aip_draft_value_n_surfaces (image) == 0)
    {
      if (!check_size (call, image->width, image->height, 1))
        {
          aip_draft_value_unref (image);
          return FALSE;
        }

      /* A latent that no sampler touched decodes to a flat grey. */
      aip_draft_value_add_surface (image, aip_draft_pixels_new (image->width, image->height,
                                                                0x7f7f7f));
    }
  aip_draft_call_answer (call, image);

  return TRUE;
}

/* A picture that becomes a latent again is a picture to start from, not one half done. */
static AipDraftValue *
encode (AipDraftValue *pixels)
{
  AipDraftValue *latent = aip_draft_value_copy (pixels);

  latent->painted = FALSE;
  aip_draft_value_flatten (latent);

  return latent;
}

static void
set_mask (AipDraftValue *latent,
          AipDraftValue *mask)
{
  g_clear_pointer (&latent->mask, aip_draft_value_unref);
  if (mask != NULL)
    latent->mask = aip_draft_value_ref (mask);
}

static gboolean
run_encode (AipDraftCall *call)
{
  AipDraftValue *latent = encode (aip_draft_call_input (call, "pixels"));

  set_mask (latent, aip_draft_call_input (call, "mask"));
  aip_draft_call_answer (call, latent);

  return TRUE;
}

static gboolean
run_noise_mask (AipDraftCall *call)
{
  AipDraftValue *latent = aip_draft_value_copy (aip_draft_call_input (call, "samples"));

  set_mask (latent, aip_draft_call_input (call, "mask"));
  aip_draft_call_answer (call, latent);

  return TRUE;
}

static gboolean
run_inpaint_conditioning (AipDraftCall *call)
{
  AipDraftValue *latent = encode (aip_draft_call_input (call, "pixels"));

  set_mask (latent, aip_draft_call_input (call, "mask"));
  aip_draft_call_answer (call, aip_draft_value_ref (aip_draft_call_input (call, "positive")));
  aip_draft_call_answer (call, aip_draft_value_ref (aip_draft_call_input (call, "negative")));
  aip_draft_call_answer (call, latent);

  return TRUE;
}

static gboolean
run_solid_mask (AipDraftCall *call)
{
  gint64 width = aip_draft_call_int (call, "width", 512);
  gint64 height = aip_draft_call_int (call, "height", 512);
  AipDraftValue *mask;
  cairo_surface_t *surface;
  g_autoptr(cairo_t) cr = NULL;

  if (!check_size (call, width, height, 1))
    return FALSE;

  surface = cairo_image_surface_create (CAIRO_FORMAT_A8, (int) width, (int) height);
  cr = cairo_create (surface);
  cairo_paint_with_alpha (cr, aip_draft_call_double (call, "value", 1.0));
  mask = aip_draft_value_new_size ((int) width, (int) height, 1, 1);
  aip_draft_value_add_surface (mask, surface);
  aip_draft_call_answer (call, mask);

  return TRUE;
}

/* A few pixels more or less do not show at the size of a card. */
static gboolean
run_grow_mask (AipDraftCall *call)
{
  aip_draft_call_answer (call, aip_draft_value_ref (aip_draft_call_input (call, "mask")));

  return TRUE;
}

static gboolean
run_convert_mask (AipDraftCall *call)
{
  gboolean to_mask = g_str_equal (call->class_type, "ImageToMask");
  AipDraftValue *source = aip_draft_call_input (call, to_mask ? "image" : "mask");
  AipDraftValue *copy = replace_pictures (source, source->width, source->height);

  for (guint i = 0; i < aip_draft_value_n_surfaces (source); i++)
    {
      cairo_surface_t *surface = aip_draft_value_get_surface (source, i);

      aip_draft_value_add_surface (copy, to_mask ? aip_draft_pixels_to_mask (surface)
                                                 : aip_draft_pixels_from_mask (surface));
    }
  aip_draft_call_answer (call, copy);

  return TRUE;
}

/* What a real server replaces in a prefix; everything else stays as it is. */
static char *
expand_prefix (const char    *prefix,
               AipDraftValue *image)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GString) text = g_string_new (prefix);
  const struct { const char *name; int value; int digits; } marks[] = {
    { "%width%", image->width, 1 },
    { "%height%", image->height, 1 },
    { "%year%", g_date_time_get_year (now), 1 },
    { "%month%", g_date_time_get_month (now), 2 },
    { "%day%", g_date_time_get_day_of_month (now), 2 },
    { "%hour%", g_date_time_get_hour (now), 2 },
    { "%minute%", g_date_time_get_minute (now), 2 },
    { "%second%", g_date_time_get_second (now), 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      char number[16];

      g_snprintf (number, sizeof number, "%0*d", marks[i].digits, marks[i].value);
      g_string_replace (text, marks[i].name, number, 0);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What goes into the file itself, so that a picture can be traced back to its graph. */
static AipDraftJson *
make_texts (AipDraftCall *call)
{
  AipDraftJson *texts = aip_draft_json_object ();
  AipDraftJson *extra = aip_draft_json_get (call->extra_data, "extra_pnginfo");

  aip_draft_json_set (texts, "prompt", aip_draft_json_ref (call->graph));
  for (guint i = 0; aip_draft_json_is_object (extra) && i < aip_draft_json_get_length (extra); i++)
    aip_draft_json_set (texts, aip_draft_json_get_key (extra, i),
                        aip_draft_json_ref (aip_draft_json_get_element (extra, i)));

  return texts;
}

static gboolean
save_one (AipDraftCall  *call,
          AipDraftFolder folder,
          const char    *prefix,
          const char    *extension,
          GBytes        *content,
          AipDraftJson  *files)
{
  g_autoptr(GError) error = NULL;
  AipDraftJson *entry = aip_draft_store_add_result (call->store, folder, prefix, extension, content,
                                                    &error);

  if (entry == NULL)
    return aip_draft_call_fail (call, "Exception", "%s\n", error->message);
  aip_draft_json_append (files, entry);

  return TRUE;
}

static gboolean
run_save_image (AipDraftCall *call)
{
  gboolean preview = g_str_equal (call->class_type, "PreviewImage");
  AipDraftValue *images = aip_draft_call_input (call, "images");
  g_autoptr(AipDraftJson) files = aip_draft_json_array ();
  g_autoptr(AipDraftJson) texts = make_texts (call);
  g_autofree char *prefix = NULL;

  prefix = preview ? g_strdup ("ComfyUI_temp_draft")
                   : expand_prefix (aip_draft_call_string (call, "filename_prefix"), images);

  for (guint i = 0; i < aip_draft_value_n_surfaces (images); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GString) numbered = g_string_new (prefix);
      g_autoptr(GBytes) png = NULL;
      char number[16];

      g_snprintf (number, sizeof number, "%u", i);
      g_string_replace (numbered, "%batch_num%", number, 0);

      png = aip_draft_pixels_to_png (aip_draft_value_get_surface (images, i), texts, &error);
      if (png == NULL)
        return aip_draft_call_fail (call, "OSError", "%s\n", error->message);
      if (!save_one (call, preview ? AIP_DRAFT_FOLDER_TEMP : AIP_DRAFT_FOLDER_OUTPUT,
                     numbered->str, "png", png, files))
        return FALSE;
    }

  call->ui = aip_draft_json_object ();
  aip_draft_json_set (call->ui, "images", g_steal_pointer (&files));

  return TRUE;
}

/* A movie stays a recipe until it is saved: painting frames twice would be wasted. */
static gboolean
run_create_video (AipDraftCall *call)
{
  AipDraftValue *images = aip_draft_call_input (call, "images");
  AipDraftValue *video = aip_draft_value_copy (images);

  video->fps = CLAMP (aip_draft_call_double (call, "fps", 24), 1, 240);
  aip_draft_call_answer (call, video);

  return TRUE;
}

static gboolean
clip_progress_cb (int      frame,
                  int      n_frames,
                  gpointer user_data)
{
  AipDraftCall *call = user_data;

  return call->step (call, frame, n_frames, 0, NULL);
}

static gboolean
run_save_video (AipDraftCall *call)
{
  gboolean webm = g_str_equal (call->class_type, "SaveWEBM");
  AipDraftValue *video = aip_draft_call_input (call, webm ? "images" : "video");
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) content = NULL;
  g_autoptr(AipDraftJson) files = aip_draft_json_array ();
  AipDraftJson *animated;
  g_autofree char *prefix = NULL;
  double fps = webm ? CLAMP (aip_draft_call_double (call, "fps", 24), 1, 240) : video->fps;

  prefix = expand_prefix (aip_draft_call_string (call, "filename_prefix"), video);
  content = aip_draft_clip_encode (video, fps, webm ? AIP_DRAFT_CLIP_WEBM : AIP_DRAFT_CLIP_MP4,
                                   aip_draft_store_get_folder (call->store, AIP_DRAFT_FOLDER_TEMP),
                                   clip_progress_cb, call, &error);
  if (content == NULL)
    return call->interrupted ? FALSE
                             : aip_draft_call_fail (call, "RuntimeError", "%s\n", error->message);

  if (!save_one (call, AIP_DRAFT_FOLDER_OUTPUT, prefix, webm ? "webm" : "mp4", content, files))
    return FALSE;

  animated = aip_draft_json_array ();
  aip_draft_json_append (animated, aip_draft_json_bool (TRUE));
  call->ui = aip_draft_json_object ();
  aip_draft_json_set (call->ui, "images", g_steal_pointer (&files));
  aip_draft_json_set (call->ui, "animated", animated);

  return TRUE;
}

static const struct
{
  const char  *class_type;
  gboolean   (*run) (AipDraftCall *call);
} handlers[] = {
  { "LoadImage", run_load_image },
  { "LoadImageMask", run_load_image },
  { "EmptyImage", run_empty_image },
  { "ImageScale", run_scale },
  { "ImageScaleBy", run_scale_by },
  { "LatentUpscaleBy", run_scale_by },
  { "ImageScaleToTotalPixels", run_scale_to_pixels },
  { "FluxKontextImageScale", run_scale_to_pixels },
  { "LatentUpscale", run_upscale_latent },
  { "ImageUpscaleWithModel", run_upscale_with_model },
  { "ImageInvert", run_invert },
  { "InvertMask", run_invert },
  { "ImageCrop", run_crop },
  { "Canny", run_make_control },
  { "DWPreprocessor", run_make_control },
  { "DepthAnythingV2Preprocessor", run_make_control },
  { "ImagePadForOutpaint", run_pad },
  { "ImageBatch", run_batch },
  { "ImageFromBatch", run_from_batch },
  { "RepeatLatentBatch", run_repeat_latent },
  { "VAEDecode", run_decode },
  { "VAEDecodeTiled", run_decode },
  { "VAEEncode", run_encode },
  { "VAEEncodeForInpaint", run_encode },
  { "SetLatentNoiseMask", run_noise_mask },
  { "InpaintModelConditioning", run_inpaint_conditioning },
  { "SolidMask", run_solid_mask },
  { "GrowMask", run_grow_mask },
  { "ImageToMask", run_convert_mask },
  { "MaskToImage", run_convert_mask },
  { "SaveImage", run_save_image },
  { "PreviewImage", run_save_image },
  { "CreateVideo", run_create_video },
  { "SaveVideo", run_save_video },
  { "SaveWEBM", run_save_video },
};

gboolean
aip_draft_ops_run_image (AipDraftCall *call,
                         gboolean     *known)
{
  for (guint i = 0; i < G_N_ELEMENTS (handlers); i++)
    if (g_str_equal (handlers[i].class_type, call->class_type))
      {
        *known = TRUE;
        return handlers[i].run (call);
      }

  *known = FALSE;

  return FALSE;
}
