/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-ops"

#include "config.h"

#include "aip-draft-movie.h"
#include "aip-draft-ops.h"

/* The nodes that take movies in, change their length, or carry sound beside them: sound is silence here. */

static void
answer_input (AipDraftCall *call,
              const char   *name)
{
  AipDraftValue *value = aip_draft_call_input (call, name);

  aip_draft_call_answer (call, value != NULL ? aip_draft_value_ref (value)
                                             : aip_draft_value_new ());
}

static gboolean
run_load_video (AipDraftCall *call)
{
  const char *name = aip_draft_call_string (call, "file");
  g_autofree char *path = aip_draft_store_find_input (call->store, name);
  g_autoptr(GError) error = NULL;
  AipDraftValue *video;

  if (path == NULL)
    return aip_draft_call_fail (call, "FileNotFoundError",
                                "[Errno 2] No such file or directory: '%s'\n", name);

  video = aip_draft_movie_load (path, &error);
  if (video == NULL)
    return aip_draft_call_fail (call, "av.error.InvalidDataError",
                                "Invalid data found when processing input: '%s'\n", name);
  aip_draft_call_answer (call, video);

  return TRUE;
}

static gboolean
run_video_components (AipDraftCall *call)
{
  AipDraftValue *video = aip_draft_call_input (call, "video");
  g_autoptr(AipDraftJson) fps = aip_draft_json_float (video->fps > 0 ? video->fps : 24);

  aip_draft_call_answer (call, aip_draft_value_ref (video));
  aip_draft_call_answer (call, aip_draft_value_new ());
  aip_draft_call_answer (call, aip_draft_value_new_literal (fps));

  return TRUE;
}

/* A frame or more between each two: the same movement, more finely. */
static gboolean
run_interpolate (AipDraftCall *call)
{
  AipDraftValue *frames = aip_draft_call_input (call, "frames");
  AipDraftValue *more = aip_draft_value_copy (frames);
  gint64 multiplier = CLAMP (aip_draft_call_int (call, "multiplier", 2), 1, 64);

  more->frames = (int) MIN ((gint64) frames->frames * multiplier, 16384);
  aip_draft_call_answer (call, more);

  return call->step (call, 1, 1, 3, NULL);
}

static gboolean
run_nothing (AipDraftCall *call)
{
  aip_draft_call_answer (call, aip_draft_value_new ());

  return TRUE;
}

static gboolean
run_concat_av (AipDraftCall *call)
{
  answer_input (call, "video_latent");

  return TRUE;
}

static gboolean
run_separate_av (AipDraftCall *call)
{
  answer_input (call, "av_latent");
  aip_draft_call_answer (call, aip_draft_value_new ());

  return TRUE;
}

static gboolean
run_preprocess (AipDraftCall *call)
{
  answer_input (call, "image");

  return TRUE;
}

static gboolean
run_picture_in_place (AipDraftCall *call)
{
  AipDraftValue *latent = aip_draft_value_copy (aip_draft_call_input (call, "latent"));
  AipDraftValue *image = aip_draft_call_input (call, "image");

  g_clear_pointer (&latent->surfaces, g_ptr_array_unref);
  if (aip_draft_value_n_surfaces (image) > 0)
    aip_draft_value_add_surface (latent,
                                 cairo_surface_reference (aip_draft_value_get_surface (image, 0)));
  aip_draft_call_answer (call, latent);

  return TRUE;
}

/* Its latent comes second, after the one side that it has. */
static gboolean
run_hunyuan_picture (AipDraftCall *call)
{
  AipDraftValue *image = aip_draft_call_input (call, "start_image");
  AipDraftValue *latent;

  latent = aip_draft_value_new_size ((int) CLAMP (aip_draft_call_int (call, "width", 848), 1, 16384),
                                     (int) CLAMP (aip_draft_call_int (call, "height", 480), 1, 16384),
                                     (int) CLAMP (aip_draft_call_int (call, "length", 53), 1, 16384),
                                     1);
  if (aip_draft_value_n_surfaces (image) > 0)
    aip_draft_value_add_surface (latent,
                                 cairo_surface_reference (aip_draft_value_get_surface (image, 0)));
  answer_input (call, "positive");
  aip_draft_call_answer (call, latent);

  return TRUE;
}

static const struct
{
  const char  *class_type;
  gboolean   (*run) (AipDraftCall *call);
} handlers[] = {
  { "LoadVideo", run_load_video },
  { "GetVideoComponents", run_video_components },
  { "RIFE VFI", run_interpolate },
  { "HunyuanImageToVideo", run_hunyuan_picture },
  { "LTXAVTextEncoderLoader", run_nothing },
  { "LTXVAudioVAELoader", run_nothing },
  { "LTXVEmptyLatentAudio", run_nothing },
  { "LTXVAudioVAEDecode", run_nothing },
  { "LTXVConcatAVLatent", run_concat_av },
  { "LTXVSeparateAVLatent", run_separate_av },
  { "LTXVPreprocess", run_preprocess },
  { "LTXVImgToVideoInplace", run_picture_in_place },
};

gboolean
aip_draft_ops_run_movie (AipDraftCall *call,
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
