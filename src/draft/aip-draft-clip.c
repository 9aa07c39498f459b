/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-clip"

#include "config.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <gst/app/gstappsrc.h>
#include <gst/gst.h>

#include "aip-draft-card.h"
#include "aip-draft-clip.h"
#include "aip-draft-pixels.h"
#include "aip-error.h"

/* Longer movies than this are refused; it is more than any model makes. */
#define MAX_FRAMES 4096

/* How much larger the last frame is than the first: the distance, and what stands before it. */
#define ZOOM_START 1.03
#define ZOOM_BACK 0.05
#define ZOOM_FRONT 0.12

/* Encoders in order of preference. x264enc hands mp4mux what it needs; openh264enc needs a parser;
 * the last one always works, players of MP4 just may not expect it. */
static const struct
{
  AipDraftClipFormat  format;
  const char         *needs[3];
  const char         *pipeline;
} encoders[] = {
  { AIP_DRAFT_CLIP_MP4, { "x264enc", "mp4mux", NULL },
    "x264enc speed-preset=veryfast quantizer=21 pass=qual key-int-max=24 ! "
    "video/x-h264,profile=high ! mp4mux name=mux faststart=true" },
  { AIP_DRAFT_CLIP_MP4, { "openh264enc", "h264parse", "mp4mux" },
    "openh264enc ! h264parse ! mp4mux name=mux faststart=true" },
  { AIP_DRAFT_CLIP_MP4, { "jpegenc", "qtmux", NULL },
    "jpegenc quality=90 ! qtmux name=mux faststart=true" },
  { AIP_DRAFT_CLIP_WEBM, { "vp9enc", "webmmux", NULL },
    "vp9enc deadline=1 cpu-used=8 row-mt=true end-usage=cq cq-level=28 ! webmmux name=mux" },
  { AIP_DRAFT_CLIP_WEBM, { "vp8enc", "webmmux", NULL },
    "vp8enc deadline=1 cpu-used=8 end-usage=cq cq-level=20 ! webmmux name=mux" },
};

/* A movie as it is being put together. */
typedef struct
{
  AipDraftValue   *video;
  int              width;
  int              height;
  int              n_frames;
  cairo_surface_t *back;     /* from the scene */
  cairo_surface_t *front;
  cairo_surface_t *words;
} Composer;

static void
composer_clear (Composer *self)
{
  g_clear_pointer (&self->back, cairo_surface_destroy);
  g_clear_pointer (&self->front, cairo_surface_destroy);
  g_clear_pointer (&self->words, cairo_surface_destroy);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Composer, composer_clear)

static void
composer_init (Composer      *self,
               AipDraftValue *video)
{
  self->video = video;
  /* Encoders work on blocks of two by two. */
  self->width = MAX (2, video->width & ~1);
  self->height = MAX (2, video->height & ~1);
  self->n_frames = video->frames > 1 ? video->frames
                                     : (int) MAX (1, aip_draft_value_n_surfaces (video));

  if (video->scene == NULL)
    return;

  if (video->plates == NULL)
    {
      self->back = aip_draft_card_paint_layer (video->scene, self->width, self->height,
                                               AIP_DRAFT_LAYER_BACK);
      self->front = aip_draft_card_paint_layer (video->scene, self->width, self->height,
                                                AIP_DRAFT_LAYER_FRONT);
    }

  self->words = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, self->width, self->height);
  {
    g_autoptr(cairo_t) cr = cairo_create (self->words);

    aip_draft_card_paint_caption (video->scene, cr, self->width, self->height,
                                  video->plates != NULL);
  }
}

/* @surface over the whole frame, enlarged about a point a little above the middle. */
static void
paint_zoomed (const Composer  *self,
              cairo_t         *cr,
              cairo_surface_t *surface,
              double           zoom,
              double           pan,
              double           alpha)
{
  double fit = MAX ((double) self->width / cairo_image_surface_get_width (surface),
                    (double) self->height / cairo_image_surface_get_height (surface));
  double scale = fit * zoom;

  cairo_save (cr);
  cairo_translate (cr, self->width * (0.5 + pan), self->height * 0.45);
  cairo_scale (cr, scale, scale);
  cairo_translate (cr, -0.5 * cairo_image_surface_get_width (surface),
                   -0.45 * cairo_image_surface_get_height (surface));
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend (cairo_get_source (cr),
                            cairo_image_surface_get_format (surface) == CAIRO_FORMAT_ARGB32
                              ? CAIRO_EXTEND_NONE : CAIRO_EXTEND_PAD);
  cairo_paint_with_alpha (cr, alpha);
  cairo_restore (cr);
}

/* Frame @index as a whole. The words do not move with the picture. */
static void
compose (const Composer  *self,
         cairo_surface_t *frame,
         int              index)
{
  AipDraftValue *video = self->video;
  AipDraftScene *scene = video->scene;
  double t = self->n_frames > 1 ? (double) index / (self->n_frames - 1) : 0;
  double drift = scene != NULL ? scene->light * 0.007 * (t - 0.5) : 0;
  g_autoptr(cairo_t) cr = cairo_create (frame);

  if (self->back != NULL)
    {
      paint_zoomed (self, cr, self->back, ZOOM_START + ZOOM_BACK * t, drift * 0.6, 1);
      paint_zoomed (self, cr, self->front, ZOOM_START + ZOOM_FRONT * t, -drift, 1);
    }
  else if (video->plates != NULL)
    {
      cairo_surface_t *last = g_ptr_array_index (video->plates, video->plates->len - 1);

      paint_zoomed (self, cr, g_ptr_array_index (video->plates, 0), 1 + ZOOM_BACK * t, drift, 1);
      if (video->plates->len > 1 && t > 0.55)
        paint_zoomed (self, cr, last, 1 + ZOOM_BACK * (1 - t) * 0.5, 0,
                      MIN (1, (t - 0.55) / 0.4));
    }
  else if (video->frames > 1)
    paint_zoomed (self, cr, aip_draft_value_get_surface (video, 0), 1 + ZOOM_BACK * t, 0, 1);
  else
    paint_zoomed (self, cr, aip_draft_value_get_surface (video, (guint) index), 1, 0, 1);

  if (scene != NULL)
    {
      cairo_surface_flush (frame);
      aip_draft_card_finish (scene, frame, (guint) index);
      cairo_set_source_surface (cr, self->words, 0, 0);
      cairo_paint (cr);
    }
  cairo_surface_flush (frame);
}

static gboolean
has_element (const char *name)
{
  g_autoptr(GstElementFactory) factory = name != NULL ? gst_element_factory_find (name) : NULL;

  return name == NULL || factory != NULL;
}

static GstElement *
make_pipeline (AipDraftClipFormat format,
               const char        *path,
               const char       **encoder,
               GError           **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (encoders); i++)
    {
      g_autofree char *text = NULL;
      g_autoptr(GstElement) pipeline = NULL;
      g_autoptr(GstElement) sink = NULL;

      if (encoders[i].format != format || !has_element (encoders[i].needs[0]) ||
          !has_element (encoders[i].needs[1]) || !has_element (encoders[i].needs[2]))
        continue;

      text = g_strdup_printf ("appsrc name=source format=time block=true ! videoconvert ! %s ! "
                              "filesink name=sink", encoders[i].pipeline);
      pipeline = gst_parse_launch (text, error);
      if (pipeline == NULL)
        return NULL;

      sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
      g_object_set (sink, "location", path, NULL);
      *encoder = encoders[i].needs[0];

      return g_steal_pointer (&pipeline);
    }

  g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
               "No encoder for %s is installed: GStreamer has none of the elements it needs",
               format == AIP_DRAFT_CLIP_MP4 ? "MP4" : "WebM");

  return NULL;
}

static void
set_tags (GstElement *pipeline,
          const char *encoder)
{
  g_autoptr(GstElement) mux = gst_bin_get_by_name (GST_BIN (pipeline), "mux");
  g_autofree char *comment = NULL;

  if (!GST_IS_TAG_SETTER (mux))
    return;

  comment = g_strdup_printf ("Drawn by the AIPipeline draft worker, encoded by %s", encoder);
  gst_tag_setter_add_tags (GST_TAG_SETTER (mux), GST_TAG_MERGE_REPLACE, GST_TAG_COMMENT, comment,
                           NULL);
}

/* FALSE for an error; otherwise waits up to @timeout for one of @types. */
static gboolean
check_bus (GstElement    *pipeline,
           GstClockTime   timeout,
           GstMessageType types,
           GError       **error)
{
  g_autoptr(GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr(GstMessage) message = gst_bus_timed_pop_filtered (bus, timeout,
                                                              types | GST_MESSAGE_ERROR);

  if (message != NULL && GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    {
      gst_message_parse_error (message, error, NULL);
      return FALSE;
    }

  return TRUE;
}

/* When a frame begins. From the start every time, so that nothing adds up. */
static GstClockTime
frame_time (int index,
            int numerator,
            int denominator)
{
  return gst_util_uint64_scale ((guint64) index, (guint64) denominator * GST_SECOND,
                                (guint64) numerator);
}

static gboolean
push_frames (GstElement          *pipeline,
             const Composer      *composer,
             double               fps,
             AipDraftClipProgress progress,
             gpointer             user_data,
             GError             **error)
{
  g_autoptr(GstElement) source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  g_autoptr(GstCaps) caps = NULL;
  g_autoptr(cairo_surface_t) frame = NULL;
  int numerator;
  int denominator;

  gst_util_double_to_fraction (fps, &numerator, &denominator);
  caps = gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING,
                              G_BYTE_ORDER == G_LITTLE_ENDIAN ? "BGRx" : "xRGB", "width",
                              G_TYPE_INT, composer->width, "height", G_TYPE_INT, composer->height,
                              "framerate", GST_TYPE_FRACTION, numerator, denominator, NULL);
  g_object_set (source, "caps", caps, "max-buffers", (guint64) 4, NULL);
  frame = aip_draft_pixels_new (composer->width, composer->height, 0);

  for (int i = 0; i < composer->n_frames; i++)
    {
      gsize size = (gsize) cairo_image_surface_get_stride (frame) * (gsize) composer->height;
      GstBuffer *buffer = gst_buffer_new_allocate (NULL, size, NULL);

      compose (composer, frame, i);
      gst_buffer_fill (buffer, 0, cairo_image_surface_get_data (frame), size);
      GST_BUFFER_PTS (buffer) = frame_time (i, numerator, denominator);
      GST_BUFFER_DURATION (buffer) = frame_time (i + 1, numerator, denominator) -
                                     GST_BUFFER_PTS (buffer);

      if (gst_app_src_push_buffer (GST_APP_SRC (source), buffer) != GST_FLOW_OK)
        {
          if (check_bus (pipeline, GST_SECOND, 0, error))
            g_set_error_literal (error, AIP_ERROR, AIP_ERROR_FAILED,
                                 "The encoder stopped taking frames");
          return FALSE;
        }
      if (!check_bus (pipeline, 0, 0, error))
        return FALSE;
      if (progress != NULL && !progress (i + 1, composer->n_frames, user_data))
        {
          g_set_error_literal (error, AIP_ERROR, AIP_ERROR_CANCELLED, "Interrupted");
          return FALSE;
        }
    }

  gst_app_src_end_of_stream (GST_APP_SRC (source));

  return check_bus (pipeline, GST_CLOCK_TIME_NONE, GST_MESSAGE_EOS, error);
}

GBytes *
aip_draft_clip_encode (AipDraftValue       *video,
                       double               fps,
                       AipDraftClipFormat   format,
                       const char          *folder,
                       AipDraftClipProgress progress,
                       gpointer             user_data,
                       GError             **error)
{
  static gsize ready;
  g_auto(Composer) composer = { 0 };
  g_autoptr(GstElement) pipeline = NULL;
  g_autofree char *path = g_build_filename (folder, "clip-XXXXXX", NULL);
  g_autofree char *content = NULL;
  const char *encoder = NULL;
  gboolean good;
  gsize length = 0;
  int fd;

  g_return_val_if_fail (video != NULL && fps >= 1, NULL);

  if (g_once_init_enter (&ready))
    {
      gst_init (NULL, NULL);
      g_once_init_leave (&ready, 1);
    }

  if (video->frames > MAX_FRAMES || aip_draft_value_n_surfaces (video) == 0)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE,
                   "A movie of %d frames cannot be made; at most %d are", video->frames,
                   MAX_FRAMES);
      return NULL;
    }

  /* MP4 is written back and forth, so it needs a file. */
  fd = g_mkstemp (path);
  if (fd < 0)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_READ_ONLY, "The file “%s” cannot be made: %s", path,
                   g_strerror (errno));
      return NULL;
    }
  g_close (fd, NULL);

  composer_init (&composer, video);
  pipeline = make_pipeline (format, path, &encoder, error);
  good = pipeline != NULL;
  if (good)
    {
      g_debug ("%d frames of %d×%d at %g fps with %s", composer.n_frames, composer.width,
               composer.height, fps, encoder);
      set_tags (pipeline, encoder);
      gst_element_set_state (pipeline, GST_STATE_PLAYING);
      good = push_frames (pipeline, &composer, fps, progress, user_data, error);
      gst_element_set_state (pipeline, GST_STATE_NULL);
      good = good && g_file_get_contents (path, &content, &length, error);
    }
  g_unlink (path);

  return good ? g_bytes_new_take (g_steal_pointer (&content), length) : NULL;
}
