/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-frame-paint"

#include "config.h"

#include <math.h>

#include "aip-cut-card.h"
#include "aip-cut-paint.h"
#include "aip-frame-paint.h"

static cairo_user_data_key_t pixels_key;

static cairo_surface_t *
borrow_surface (AipFrame *frame)
{
  gpointer pixels = (gpointer) g_bytes_get_data (frame->pixels, NULL);

  return cairo_image_surface_create_for_data (pixels, CAIRO_FORMAT_ARGB32, frame->width,
                                              frame->height, (int) frame->stride);
}

/* Black, and drawn on by the caller until end_frame(). */
static cairo_t *
begin_frame (int width,
             int height)
{
  gsize stride = (gsize) width * 4;
  guchar *pixels = g_malloc (stride * (gsize) height);
  cairo_surface_t *surface = cairo_image_surface_create_for_data (pixels, CAIRO_FORMAT_ARGB32,
                                                                  width, height, (int) stride);
  cairo_t *cr = cairo_create (surface);

  cairo_surface_set_user_data (surface, &pixels_key, pixels, NULL);
  cairo_surface_destroy (surface);
  cairo_set_operator (cr, CAIRO_OPERATOR_SOURCE);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_paint (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_OVER);

  return cr;
}

static AipFrame *
end_frame (cairo_t *cr)
{
  cairo_surface_t *surface = cairo_get_target (cr);
  guchar *pixels = cairo_surface_get_user_data (surface, &pixels_key);
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);

  cairo_surface_flush (surface);
  cairo_destroy (cr);

  return aip_frame_new (width, height, (gsize) width * 4, pixels);
}

static void
set_source_frame (cairo_t  *cr,
                  AipFrame *frame)
{
  cairo_surface_t *surface = borrow_surface (frame);

  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_surface_destroy (surface);
}

AipFrame *
aip_frame_fit (AipFrame *frame,
               int       width,
               int       height)
{
  double scale;
  cairo_t *cr;
  int shown_width;
  int shown_height;

  g_return_val_if_fail (frame != NULL, NULL);
  g_return_val_if_fail (width > 0 && height > 0, NULL);

  if (frame->width == width && frame->height == height)
    return aip_frame_ref (frame);

  /* On whole pixels: an edge that is half black flickers from frame to frame. */
  scale = MIN ((double) width / frame->width, (double) height / frame->height);
  shown_width = CLAMP ((int) lround (frame->width * scale), 1, width);
  shown_height = CLAMP ((int) lround (frame->height * scale), 1, height);

  cr = begin_frame (width, height);
  cairo_translate (cr, (width - shown_width) / 2, (height - shown_height) / 2);
  cairo_rectangle (cr, 0, 0, shown_width, shown_height);
  cairo_clip (cr);
  cairo_scale (cr, (double) shown_width / frame->width, (double) shown_height / frame->height);
  set_source_frame (cr, frame);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);

  return end_frame (cr);
}

AipFrame *
aip_frame_mix (AipFrame      *back,
               AipFrame      *front,
               AipTransition  transition,
               gint64         share,
               gint64         of)
{
  cairo_surface_t *surfaces[2];
  cairo_t *cr;

  g_return_val_if_fail (back != NULL, NULL);
  g_return_val_if_fail (front == NULL ||
                        (front->width == back->width && front->height == back->height), NULL);
  g_return_val_if_fail (of > 0, NULL);

  if (front == NULL && share >= of)
    return aip_frame_ref (back);

  surfaces[0] = borrow_surface (back);
  surfaces[1] = front != NULL ? borrow_surface (front) : NULL;
  cr = begin_frame (back->width, back->height);
  aip_cut_paint_transition (cr, transition, share, of, surfaces[0], surfaces[1], back->width,
                            back->height);
  cairo_surface_destroy (surfaces[0]);
  g_clear_pointer (&surfaces[1], cairo_surface_destroy);

  return end_frame (cr);
}

AipFrame *
aip_frame_new_card (AipCut     *cut,
                    guint       shot,
                    const char *sentence,
                    int         width,
                    int         height)
{
  cairo_t *cr;

  g_return_val_if_fail (cut != NULL, NULL);
  g_return_val_if_fail (width > 0 && height > 0, NULL);

  cr = begin_frame (width, height);
  aip_cut_card_draw (cr, aip_cut_get_shot (cut, shot), aip_cut_get_rate (cut), width, height,
                     sentence);

  return end_frame (cr);
}
