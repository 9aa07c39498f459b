/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-render-preset"

#include "config.h"

#include <glib/gi18n.h>
#include <gst/gst.h>
#include <string.h>

#include "aip-error.h"
#include "aip-render-preset.h"

#define AAC "avenc_aac bitrate=256000 ! aacparse", "fdkaacenc bitrate=256000 ! aacparse", \
            "voaacenc bitrate=256000 ! aacparse"
#define PCM "audio/x-raw,format=S24LE"
#define BT709 "bt709"
/* What a JPEG is taken for wherever it is read. */
#define JFIF "1:4:5:1"

/*
 * Every part is encoded by itself and begins with a key frame; so groups of frames are closed, and
 * quality is kept constant instead of a bit rate, which would have to be found anew in each part.
 */
static const AipRenderPreset presets[] = {
  {
    .id = "h264", .title = "H.264", .summary = N_("To look at and to send; plays everywhere"),
    .kind = AIP_RENDER_MOVIE, .suffix = ".mp4", .format = "I420", .colorimetry = BT709,
    .encoders = {
      "x264enc pass=qual quantizer=18 speed-preset=veryfast key-int-max=48 "
        "option-string=open-gop=0 ! h264parse ! video/x-h264,stream-format=avc,alignment=au",
      "openh264enc rate-control=quality complexity=high bitrate=20000000 gop-size=48 "
        "! h264parse ! video/x-h264,stream-format=avc,alignment=au",
    },
    .muxer = "mp4mux", .sounds = { AAC },
  },
  {
    .id = "h265", .title = "H.265", .summary = N_("Half the size of H.264, slower to make"),
    .kind = AIP_RENDER_MOVIE, .suffix = ".mp4", .format = "I420", .colorimetry = BT709,
    .encoders = {
      "x265enc speed-preset=fast key-int-max=48 log-level=none "
        "option-string=crf=20:open-gop=0:repeat-headers=0 ! h265parse "
        "! video/x-h265,stream-format=hvc1,alignment=au",
    },
    .muxer = "mp4mux", .sounds = { AAC },
  },
  {
    .id = "prores-hq", .title = "ProRes 422 HQ",
    .summary = N_("To go on working with, in every editor; large"),
    .kind = AIP_RENDER_MOVIE, .suffix = ".mov", .format = "I422_10LE", .colorimetry = BT709,
    .encoders = { "avenc_prores_ks profile=hq threads=auto" },
    .muxer = "qtmux", .sounds = { PCM },
  },
  {
    .id = "dnxhr-hq", .title = "DNxHR HQ", .summary = N_("For Avid; 1080p and 720p only"),
    .kind = AIP_RENDER_MOVIE, .suffix = ".mxf", .format = "Y42B", .colorimetry = BT709,
    .encoders = { "avenc_dnxhd profile=dnxhr_hq" },
    .muxer = "mxfmux", .sounds = { PCM },
    .widths = { 1920, 1280 },
  },
  {
    .id = "vp9", .title = "VP9", .summary = N_("For web pages, free of patents"),
    .kind = AIP_RENDER_MOVIE, .suffix = ".webm", .format = "I420", .colorimetry = BT709,
    .encoders = {
      "vp9enc end-usage=cq cq-level=24 target-bitrate=0 deadline=1 cpu-used=5 row-mt=true "
        "threads=8 keyframe-max-dist=96 ! vp9parse",
    },
    .muxer = "webmmux", .sounds = { "opusenc bitrate=192000" },
  },
  {
    .id = "av1", .title = "AV1", .summary = N_("The smallest files, for new devices"),
    .kind = AIP_RENDER_MOVIE, .suffix = ".mp4", .format = "I420", .colorimetry = BT709,
    .encoders = {
      "svtav1enc preset=9 crf=28 intra-period-length=96 intra-refresh-type=IDR ! av1parse "
        "! video/x-av1,stream-format=obu-stream,alignment=tu",
    },
    .muxer = "mp4mux", .sounds = { AAC },
  },
  {
    .id = "mjpeg", .title = N_("Motion JPEG"),
    .summary = N_("Every frame by itself; needs no special plugin"),
    .kind = AIP_RENDER_MOVIE, .suffix = ".mov", .format = "Y42B", .colorimetry = JFIF,
    .encoders = { "jpegenc quality=95" },
    .muxer = "qtmux", .sounds = { "audio/x-raw,format=S16LE" },
  },
  {
    .id = "png", .title = N_("PNG Pictures"),
    .summary = N_("A folder with every frame, nothing lost"),
    .kind = AIP_RENDER_IMAGES, .suffix = ".png", .format = "RGB", .colorimetry = NULL,
    .encoders = { "pngenc compression-level=3" },
  },
  {
    .id = "jpeg", .title = N_("JPEG Pictures"), .summary = N_("A folder with every frame, small"),
    .kind = AIP_RENDER_IMAGES, .suffix = ".jpg", .format = "Y42B", .colorimetry = JFIF,
    .encoders = { "jpegenc quality=95" },
  },
  {
    .id = "wav", .title = N_("WAV Sound"), .summary = N_("The mix alone, 48 kHz, 24 bit"),
    .kind = AIP_RENDER_SOUND, .suffix = ".wav",
    .muxer = "wavenc", .sounds = { PCM },
  },
};

/* What the encoders of AAC begin with, at 48 kHz; Opus says so itself and its file hides it. */
static const struct {
  const char *element;
  guint       n_samples;
} delays[] = {
  { "avenc_aac", 1024 }, { "fdkaacenc", 2048 }, { "voaacenc", 1600 },
};

/* Where Debian has what others call by other names. */
static const struct {
  const char *element;
  const char *package;
} packages[] = {
  { "x264enc", "gstreamer1.0-plugins-ugly" },
  { "openh264enc", "gstreamer1.0-plugins-bad" },
  { "h264parse", "gstreamer1.0-plugins-bad" },
  { "h265parse", "gstreamer1.0-plugins-bad" },
  { "av1parse", "gstreamer1.0-plugins-bad" },
  { "vp9parse", "gstreamer1.0-plugins-bad" },
  { "x265enc", "gstreamer1.0-plugins-bad" },
  { "svtav1enc", "gstreamer1.0-plugins-bad" },
  { "mxfmux", "gstreamer1.0-plugins-bad" },
  { "fdkaacenc", "gstreamer1.0-plugins-bad" },
  { "voaacenc", "gstreamer1.0-plugins-bad" },
  { "avenc_aac", "gstreamer1.0-libav" },
  { "avenc_prores_ks", "gstreamer1.0-libav" },
  { "avenc_dnxhd", "gstreamer1.0-libav" },
  { "opusenc", "gstreamer1.0-plugins-base" },
};

const AipRenderPreset *
aip_render_presets_get_all (guint *n_presets)
{
  g_return_val_if_fail (n_presets != NULL, NULL);

  *n_presets = G_N_ELEMENTS (presets);

  return presets;
}

const AipRenderPreset *
aip_render_preset_find (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    if (g_str_equal (presets[i].id, id))
      return &presets[i];

  return NULL;
}

/* What there is ------------------------------------------------------------------------------- */

/* (transfer full) (nullable): the first element of @pipeline that is not installed. */
static char *
find_missing (const char *pipeline)
{
  g_auto(GStrv) links = g_strsplit (pipeline, "!", -1);

  for (guint i = 0; links[i] != NULL; i++)
    {
      char *name = g_strstrip (links[i]);
      gsize length = strcspn (name, " ");
      g_autofree char *element = g_strndup (name, length);
      g_autoptr(GstElementFactory) factory = NULL;

      /* Caps between elements. */
      if (strchr (element, '/') != NULL || *element == '\0')
        continue;
      factory = gst_element_factory_find (element);
      if (factory == NULL)
        return g_steal_pointer (&element);
    }

  return NULL;
}

/* (nullable): the first that can be used; @missing: (out) (nullable): of the first otherwise. */
static const char *
find_usable (const char *const  *pipelines,
             guint               n_pipelines,
             char              **missing)
{
  char *first = NULL;

  for (guint i = 0; i < n_pipelines && pipelines[i] != NULL; i++)
    {
      g_autofree char *lacks = find_missing (pipelines[i]);

      if (lacks == NULL)
        {
          g_free (first);
          return pipelines[i];
        }
      if (first == NULL)
        first = g_steal_pointer (&lacks);
    }
  if (missing != NULL)
    *missing = first;
  else
    g_free (first);

  return NULL;
}

static const char *
get_package (const char *element)
{
  for (guint i = 0; i < G_N_ELEMENTS (packages); i++)
    if (g_str_equal (packages[i].element, element))
      return packages[i].package;

  return "gstreamer1.0-plugins-good";
}

static gboolean
check_pipelines (const AipRenderPreset  *self,
                 const char *const      *pipelines,
                 guint                   n_pipelines,
                 GError                **error)
{
  g_autofree char *missing = NULL;

  if (pipelines[0] == NULL || find_usable (pipelines, n_pipelines, &missing) != NULL)
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
               _("%s cannot be written here: the GStreamer element “%s” is missing. On Debian it "
                 "is in the package %s."), _(self->title), missing, get_package (missing));

  return FALSE;
}

static gboolean
check_size (const AipRenderPreset  *self,
            int                     width,
            int                     height,
            GError                **error)
{
  if (self->widths[0] == 0)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (self->widths) && self->widths[i] != 0; i++)
    if (width == self->widths[i] && height == width * 9 / 16)
      return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("%s cannot be written at %d × %d, only at 1920 × 1080 and 1280 × 720."),
               _(self->title), width, height);

  return FALSE;
}

gboolean
aip_render_preset_check (const AipRenderPreset  *self,
                         int                     width,
                         int                     height,
                         GError                **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!gst_init_check (NULL, NULL, NULL))
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_FAILED,
                           _("Nothing can be rendered: GStreamer does not start."));
      return FALSE;
    }

  return check_pipelines (self, self->encoders, G_N_ELEMENTS (self->encoders), error) &&
         check_pipelines (self, &self->muxer, 1, error) &&
         check_pipelines (self, self->sounds, G_N_ELEMENTS (self->sounds), error) &&
         check_size (self, width, height, error);
}

const char *
aip_render_preset_get_encoder (const AipRenderPreset *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return find_usable (self->encoders, G_N_ELEMENTS (self->encoders), NULL);
}

const char *
aip_render_preset_get_sound (const AipRenderPreset *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return find_usable (self->sounds, G_N_ELEMENTS (self->sounds), NULL);
}

guint
aip_render_preset_get_delay (const AipRenderPreset *self)
{
  const char *sound = aip_render_preset_get_sound (self);

  for (guint i = 0; sound != NULL && i < G_N_ELEMENTS (delays); i++)
    if (g_str_has_prefix (sound, delays[i].element))
      return delays[i].n_samples;

  return 0;
}
