/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-render-painter"

#include "config.h"

#include <cairo.h>
#include <glib/gi18n.h>
#include <gst/video/video.h>

#include "aip-cut-card.h"
#include "aip-cut-paint.h"
#include "aip-cut-picture.h"
#include "aip-error.h"
#include "aip-movie-reader.h"
#include "aip-picture-file.h"
#include "aip-picture-paint.h"
#include "aip-render-painter.h"

#define MAX_THREADS 4

/* A shot while it is on. */
typedef struct {
  AipMovieReader  *reader;   /* (nullable): of a movie that can be read so far */
  cairo_surface_t *surface;  /* (nullable): its picture for composing */
  gint64           source;   /* which frame @surface is, of a movie */
  GstBuffer       *buffer;   /* (nullable): its picture as it is encoded, if it does not move */
  char            *trouble;  /* (nullable): why it is a card, or shows a frame too long */
  gboolean         is_told;  /* @trouble, for this part of the film */
} Layer;

struct _AipRenderPainter
{
  AipCut                 *cut;
  char                   *folder;
  const AipRenderOptions *options;
  gint64                  n_slate;

  GstVideoInfo            encoded;
  GstVideoInfo            drawn;
  GstVideoConverter      *to_encoded;
  GstVideoConverter      *to_drawn;
  GstBufferPool          *pool;
  cairo_surface_t        *canvas;
  GstBuffer              *slate;

  GHashTable             *layers;    /* index of the shot + 1 → Layer */
  GStrvBuilder           *problems;
};

static void
layer_free (gpointer data)
{
  Layer *layer = data;

  g_clear_pointer (&layer->reader, aip_movie_reader_free);
  g_clear_pointer (&layer->surface, cairo_surface_destroy);
  g_clear_pointer (&layer->buffer, gst_buffer_unref);
  g_free (layer->trouble);
  g_free (layer);
}

/* Making one ---------------------------------------------------------------------------------- */

static GstVideoConverter *
new_converter (GstVideoInfo *from,
               GstVideoInfo *to)
{
  GstStructure *config =
    gst_structure_new ("converter", GST_VIDEO_CONVERTER_OPT_THREADS, G_TYPE_UINT,
                       MIN (g_get_num_processors (), MAX_THREADS), NULL);

  return gst_video_converter_new (from, to, config);
}

static void
make_pool (AipRenderPainter *self)
{
  g_autoptr(GstCaps) caps = gst_video_info_to_caps (&self->encoded);
  GstStructure *config;

  self->pool = gst_video_buffer_pool_new ();
  config = gst_buffer_pool_get_config (self->pool);
  gst_buffer_pool_config_set_params (config, caps, (guint) self->encoded.size, 0, 0);
  gst_buffer_pool_set_config (self->pool, config);
  gst_buffer_pool_set_active (self->pool, TRUE);
}

AipRenderPainter *
aip_render_painter_new (AipCut                 *cut,
                        const char             *folder,
                        const AipRenderOptions *options)
{
  const AipFrameRate *rate;
  AipRenderPainter *self;
  guint width;
  guint height;

  g_return_val_if_fail (cut != NULL && folder != NULL && options != NULL, NULL);
  g_return_val_if_fail (options->preset->format != NULL, NULL);

  self = g_new0 (AipRenderPainter, 1);
  self->cut = aip_cut_ref (cut);
  self->folder = g_strdup (folder);
  self->options = options;
  rate = aip_cut_get_rate (cut);
  self->n_slate = aip_render_options_get_slate (options, rate);
  self->layers = g_hash_table_new_full (NULL, NULL, NULL, layer_free);
  self->problems = g_strv_builder_new ();

  width = (guint) options->width;
  height = (guint) options->height;
  gst_video_info_set_format (&self->encoded,
                             gst_video_format_from_string (options->preset->format), width,
                             height);
  if (options->preset->colorimetry != NULL)
    gst_video_colorimetry_from_string (&self->encoded.colorimetry, options->preset->colorimetry);
  self->encoded.fps_n = (int) rate->numerator;
  self->encoded.fps_d = (int) rate->denominator;
  gst_video_info_set_format (&self->drawn, GST_VIDEO_FORMAT_BGRx, width, height);
  self->drawn.fps_n = self->encoded.fps_n;
  self->drawn.fps_d = self->encoded.fps_d;
  self->to_encoded = new_converter (&self->drawn, &self->encoded);
  self->to_drawn = new_converter (&self->encoded, &self->drawn);
  self->canvas = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, (int) height);
  make_pool (self);

  return self;
}

void
aip_render_painter_free (AipRenderPainter *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->layers);
  g_clear_pointer (&self->slate, gst_buffer_unref);
  gst_buffer_pool_set_active (self->pool, FALSE);
  g_object_unref (self->pool);
  gst_video_converter_free (self->to_encoded);
  gst_video_converter_free (self->to_drawn);
  cairo_surface_destroy (self->canvas);
  g_strv_builder_unref (self->problems);
  aip_cut_unref (self->cut);
  g_free (self->folder);
  g_free (self);
}

GstCaps *
aip_render_painter_get_caps (AipRenderPainter *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return gst_video_info_to_caps (&self->encoded);
}

GStrv
aip_render_painter_take_problems (AipRenderPainter *self)
{
  GHashTableIter iter;
  gpointer value;
  GStrv problems;

  g_return_val_if_fail (self != NULL, NULL);

  problems = g_strv_builder_unref_to_strv (g_steal_pointer (&self->problems));
  self->problems = g_strv_builder_new ();

  /* The next part tells again what it shows: parts are kept and dropped one by one. */
  g_hash_table_iter_init (&iter, self->layers);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((Layer *) value)->is_told = FALSE;

  return problems;
}

/* Between cairo and GStreamer ----------------------------------------------------------------- */

/* Beside @surface, which must outlive it. */
static GstBuffer *
wrap_surface (AipRenderPainter *self,
              cairo_surface_t  *surface)
{
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  gsize size = stride * (gsize) self->options->height;
  gsize offsets[GST_VIDEO_MAX_PLANES] = { 0 };
  gint strides[GST_VIDEO_MAX_PLANES] = { (gint) stride };
  GstBuffer *buffer;

  cairo_surface_flush (surface);
  buffer = gst_buffer_new_wrapped_full (0, cairo_image_surface_get_data (surface), size, 0, size,
                                        NULL, NULL);
  gst_buffer_add_video_meta_full (buffer, GST_VIDEO_FRAME_FLAG_NONE, GST_VIDEO_FORMAT_BGRx,
                                  (guint) self->options->width, (guint) self->options->height, 1,
                                  offsets, strides);

  return buffer;
}

static gboolean
convert (GstVideoConverter *converter,
         GstVideoInfo      *from_info,
         GstBuffer         *from,
         GstVideoInfo      *to_info,
         GstBuffer         *to)
{
  GstVideoFrame source;
  GstVideoFrame target;

  if (!gst_video_frame_map (&source, from_info, from, GST_MAP_READ))
    return FALSE;
  if (gst_video_frame_map (&target, to_info, to, GST_MAP_WRITE))
    {
      gst_video_converter_frame (converter, &source, &target);
      gst_video_frame_unmap (&target);
      gst_video_frame_unmap (&source);
      return TRUE;
    }
  gst_video_frame_unmap (&source);

  return FALSE;
}

static GstBuffer *
encode_surface (AipRenderPainter *self,
                cairo_surface_t  *surface)
{
  g_autoptr(GstBuffer) from = wrap_surface (self, surface);
  GstBuffer *to = NULL;

  if (gst_buffer_pool_acquire_buffer (self->pool, &to, NULL) == GST_FLOW_OK)
    convert (self->to_encoded, &self->drawn, from, &self->encoded, to);

  return to;
}

static void
draw_sample (AipRenderPainter *self,
             GstSample        *sample,
             cairo_surface_t  *surface)
{
  g_autoptr(GstBuffer) to = wrap_surface (self, surface);

  convert (self->to_drawn, &self->encoded, gst_sample_get_buffer (sample), &self->drawn, to);
  cairo_surface_mark_dirty (surface);
}

static cairo_surface_t *
new_surface (AipRenderPainter *self)
{
  return cairo_image_surface_create (CAIRO_FORMAT_RGB24, self->options->width,
                                     self->options->height);
}

/* Shots --------------------------------------------------------------------------------------- */

static void
draw_card (AipRenderPainter *self,
           guint             index,
           Layer            *layer)
{
  cairo_t *cr;

  if (layer->surface == NULL)
    layer->surface = new_surface (self);
  cr = cairo_create (layer->surface);
  aip_cut_card_draw (cr, aip_cut_get_shot (self->cut, index), aip_cut_get_rate (self->cut),
                     self->options->width, self->options->height, layer->trouble);
  cairo_destroy (cr);
}

/* As large as it fits, in the middle of black. */
static gboolean
draw_still (AipRenderPainter  *self,
            const char        *path,
            Layer             *layer,
            GCancellable      *cancellable,
            GError           **error)
{
  g_autoptr(GdkPixbuf) pixbuf =
    aip_picture_file_decode (path, MAX (self->options->width, self->options->height), cancellable,
                             error);
  cairo_t *cr;

  if (pixbuf == NULL)
    return FALSE;

  layer->surface = new_surface (self);
  cr = cairo_create (layer->surface);
  aip_picture_paint (cr, pixbuf, 0, 0, self->options->width, self->options->height);
  cairo_destroy (cr);

  return TRUE;
}

/* From here on the shot is a card with the reason; takes @error. */
static void
give_up (AipRenderPainter *self,
         guint             index,
         Layer            *layer,
         GError           *error)
{
  g_free (layer->trouble);
  layer->trouble = g_strdup (error->message);
  layer->is_told = FALSE;
  g_error_free (error);
  g_clear_pointer (&layer->reader, aip_movie_reader_free);
  g_clear_pointer (&layer->buffer, gst_buffer_unref);
  draw_card (self, index, layer);
}

static Layer *
begin_layer (AipRenderPainter  *self,
             guint              index,
             GCancellable      *cancellable,
             GError           **error)
{
  const AipCutShot *shot = aip_cut_get_shot (self->cut, index);
  Layer *layer = g_new0 (Layer, 1);
  g_autofree char *path = NULL;
  GError *trouble = NULL;

  g_hash_table_insert (self->layers, GUINT_TO_POINTER (index + 1), layer);
  layer->source = -1;
  if (shot->file != NULL && shot->media != AIP_CUT_CARD)
    path = g_build_filename (self->folder, shot->file, NULL);

  if (path == NULL)
    draw_card (self, index, layer);
  else if (shot->media == AIP_CUT_MOVIE)
    layer->reader = aip_movie_reader_new (path, aip_cut_get_rate (self->cut),
                                          self->options->preset->format, self->options->width,
                                          self->options->height,
                                          self->options->preset->colorimetry);
  else if (!draw_still (self, path, layer, cancellable, &trouble))
    {
      if (g_error_matches (trouble, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, trouble);
          return NULL;
        }
      give_up (self, index, layer, trouble);
    }

  return layer;
}

static void
tell_trouble (AipRenderPainter *self,
              guint             index,
              Layer            *layer)
{
  if (layer->trouble == NULL || layer->is_told)
    return;

  g_strv_builder_take (self->problems,
                       g_strdup_printf ("%s: %s", aip_cut_get_shot (self->cut, index)->code,
                                        layer->trouble));
  layer->is_told = TRUE;
}

/* (nullable): when cancelled. */
static Layer *
get_layer (AipRenderPainter  *self,
           guint              index,
           GCancellable      *cancellable,
           GError           **error)
{
  Layer *layer = g_hash_table_lookup (self->layers, GUINT_TO_POINTER (index + 1));

  if (layer == NULL)
    layer = begin_layer (self, index, cancellable, error);
  if (layer != NULL)
    tell_trouble (self, index, layer);

  return layer;
}

/* The frame of a movie; %NULL with @layer having become a card, or with @error when cancelled. */
static GstSample *
read_movie (AipRenderPainter   *self,
            const AipCutLayer  *place,
            Layer              *layer,
            GCancellable       *cancellable,
            GError            **error)
{
  const AipCutShot *shot = aip_cut_get_shot (self->cut, place->shot);
  GError *trouble = NULL;
  gboolean held;
  GstSample *sample = aip_movie_reader_read (layer->reader, place->source, &held, cancellable,
                                             &trouble);

  if (sample != NULL)
    {
      /* Where the film says that the file goes on, somebody cut it short since. */
      if (held && layer->trouble == NULL && shot->available != AIP_CUT_ENDLESS &&
          place->source < shot->available)
        {
          layer->trouble = g_strdup_printf (_("The file “%s” is shorter than it was; its last "
                                              "frame is held."), shot->file);
          tell_trouble (self, place->shot, layer);
        }
      return sample;
    }

  if (g_error_matches (trouble, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, trouble);
  else
    {
      give_up (self, place->shot, layer, trouble);
      tell_trouble (self, place->shot, layer);
    }

  return NULL;
}

/* (transfer full) (nullable) */
static GstBuffer *
get_encoded (AipRenderPainter   *self,
             const AipCutLayer  *place,
             GCancellable       *cancellable,
             GError            **error)
{
  Layer *layer = get_layer (self, place->shot, cancellable, error);

  if (layer == NULL)
    return NULL;

  if (layer->reader != NULL)
    {
      g_autoptr(GError) local_error = NULL;
      g_autoptr(GstSample) sample = read_movie (self, place, layer, cancellable, &local_error);

      if (sample != NULL)
        return gst_buffer_ref (gst_sample_get_buffer (sample));
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }

  if (layer->buffer == NULL)
    layer->buffer = encode_surface (self, layer->surface);

  return layer->buffer != NULL ? gst_buffer_ref (layer->buffer) : NULL;
}

/* (transfer none) (nullable) */
static cairo_surface_t *
get_drawn (AipRenderPainter   *self,
           const AipCutLayer  *place,
           GCancellable       *cancellable,
           GError            **error)
{
  Layer *layer = get_layer (self, place->shot, cancellable, error);
  g_autoptr(GError) local_error = NULL;
  g_autoptr(GstSample) sample = NULL;

  if (layer == NULL || layer->reader == NULL || layer->source == place->source)
    return layer != NULL ? layer->surface : NULL;

  sample = read_movie (self, place, layer, cancellable, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (sample != NULL)
    {
      if (layer->surface == NULL)
        layer->surface = new_surface (self);
      draw_sample (self, sample, layer->surface);
      layer->source = place->source;
    }

  return layer->surface;
}

/* Frames -------------------------------------------------------------------------------------- */

static GstBuffer *
compose (AipRenderPainter     *self,
         const AipCutPicture  *picture,
         gint64                frame,
         GCancellable         *cancellable,
         GError              **error)
{
  cairo_surface_t *layers[2] = { NULL, NULL };
  cairo_t *cr;

  for (guint i = 0; i < picture->n_layers; i++)
    {
      layers[i] = get_drawn (self, &picture->layers[i], cancellable, error);
      if (layers[i] == NULL)
        return NULL;
    }

  cr = cairo_create (self->canvas);
  aip_cut_paint_transition (cr, picture->transition, picture->share, picture->of, layers[0],
                            layers[1], self->options->width, self->options->height);
  aip_cut_overlay_draw (cr, &self->options->overlay, self->cut, frame, self->options->width,
                        self->options->height);
  cairo_destroy (cr);

  return encode_surface (self, self->canvas);
}

static GstBuffer *
get_slate (AipRenderPainter *self)
{
  if (self->slate == NULL)
    {
      const AipRenderOptions *options = self->options;
      cairo_t *cr = cairo_create (self->canvas);

      aip_cut_slate_draw (cr, self->cut, options->first, options->n_frames, options->note,
                          options->date, options->width, options->height);
      cairo_destroy (cr);
      self->slate = encode_surface (self, self->canvas);
    }

  return self->slate != NULL ? gst_buffer_ref (self->slate) : NULL;
}

/* Movies stay open while their shot is on. */
static void
drop_past (AipRenderPainter *self,
           guint             first)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->layers);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (GPOINTER_TO_UINT (key) < first + 1)
      g_hash_table_iter_remove (&iter);
}

GstBuffer *
aip_render_painter_paint (AipRenderPainter  *self,
                          gint64             frame,
                          GCancellable      *cancellable,
                          GError           **error)
{
  const AipCutOverlay *overlay;
  g_autoptr(GError) local_error = NULL;
  AipCutPicture picture;
  GstBuffer *buffer;
  gint64 film;

  g_return_val_if_fail (self != NULL && frame >= 0, NULL);

  overlay = &self->options->overlay;
  film = frame - self->n_slate + self->options->first;
  if (frame < self->n_slate)
    buffer = get_slate (self);
  else if (!aip_cut_get_picture (self->cut, film, &picture))
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID, _("The film is shorter than that."));
      return NULL;
    }
  else
    {
      drop_past (self, picture.layers[0].shot);
      if (picture.transition == AIP_TRANSITION_CUT && overlay->parts == AIP_CUT_OVERLAY_NONE &&
          overlay->ratio == 0)
        buffer = get_encoded (self, &picture.layers[0], cancellable, &local_error);
      else
        buffer = compose (self, &picture, film, cancellable, &local_error);
    }

  if (buffer == NULL)
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_set_error_literal (error, AIP_ERROR, AIP_ERROR_FAILED,
                             _("There is not enough memory for the picture."));
      return NULL;
    }

  /* The pixels are shared with whoever else shows this frame; the times are its own. */
  return gst_buffer_make_writable (buffer);
}
