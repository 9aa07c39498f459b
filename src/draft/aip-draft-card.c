/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-card"

#include "config.h"

#include <math.h>

#include <pango/pangocairo.h>

#include "aip-draft-card.h"
#include "aip-draft-pixels.h"
#include "aip-draft-stage.h"

/* What a face is written in: fonts with Hangul stand behind the one with the nicer Latin. */
#define CAPTION_FONT "Cantarell, NanumSquareRound, NanumGothic, Noto Sans CJK KR, Sans"

/* The smallest picture that is painted as it is. */
#define MIN_SIDE 16

static double
find_horizon (const AipDraftScene *scene)
{
  static const double by_angle[] = { 0.56, 0.80, 0.27, -0.05 };
  double horizon = by_angle[scene->angle];

  if (scene->angle == AIP_DRAFT_ANGLE_EYE)
    {
      if (scene->shot >= AIP_DRAFT_SHOT_EXTREME_LONG)
        horizon = 0.64;
      else if (scene->shot <= AIP_DRAFT_SHOT_CLOSE_UP)
        horizon = 0.62;
    }
  else if (scene->angle == AIP_DRAFT_ANGLE_LOW && scene->shot >= AIP_DRAFT_SHOT_MEDIUM_LONG)
    horizon = 0.74;

  return horizon;
}

static void
stage_init (AipDraftStage       *stage,
            const AipDraftScene *scene,
            cairo_t             *cr,
            int                  width,
            int                  height)
{
  static const double sun_heights[] = { -0.03, 0.0, -0.045, 0.02, 0.0 };

  stage->cr = cr;
  stage->frame = 0;
  stage->scene = scene;
  stage->aspect = (double) width / height;
  stage->horizon = find_horizon (scene);
  aip_draft_palette_init (&stage->palette, scene);
  stage->sun_x = stage->aspect * (0.5 + 0.3 * scene->light);
  if (scene->time == AIP_DRAFT_TIME_DAY || scene->time == AIP_DRAFT_TIME_NIGHT)
    stage->sun_y = stage->horizon * 0.3;
  else
    stage->sun_y = stage->horizon + sun_heights[scene->time];
}

/* The closer the shot, the less of the distance is in focus. */
static cairo_surface_t *
defocus (cairo_surface_t *surface,
         AipDraftShotSize shot)
{
  static const int steps[] = { 4, 5, 4, 3, 2, 1, 0, 0 };
  cairo_surface_t *current = cairo_surface_reference (surface);
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  int wanted = steps[shot];

  /* A small picture holds less detail to lose. */
  if (height < 400)
    wanted -= 1;
  if (wanted <= 0)
    return current;

  for (int i = 0; i < wanted; i++)
    {
      cairo_surface_t *half = aip_draft_pixels_scale (current, MAX (2, width >> (i + 1)),
                                                      MAX (2, height >> (i + 1)), FALSE);

      cairo_surface_destroy (current);
      current = half;
    }
  for (int i = wanted - 1; i >= 0; i--)
    {
      cairo_surface_t *twice = aip_draft_pixels_scale (current, width >> i, height >> i, FALSE);

      cairo_surface_destroy (current);
      current = twice;
    }

  return current;
}

cairo_surface_t *
aip_draft_card_paint_layer (AipDraftScene *scene,
                            int            width,
                            int            height,
                            AipDraftLayer  layer)
{
  cairo_surface_t *surface = cairo_image_surface_create (layer == AIP_DRAFT_LAYER_BACK
                                                           ? CAIRO_FORMAT_RGB24
                                                           : CAIRO_FORMAT_ARGB32,
                                                         width, height);
  g_autoptr(cairo_t) cr = NULL;
  AipDraftStage stage;

  /* On a few pixels matrices become singular; cairo gives up on those, and leaks. */
  if (width < MIN_SIDE || height < MIN_SIDE)
    {
      g_autoptr(cairo_surface_t) larger = NULL;

      larger = aip_draft_card_paint_layer (scene, MAX (width, MIN_SIDE), MAX (height, MIN_SIDE),
                                           layer);
      cairo_surface_destroy (surface);
      return aip_draft_pixels_scale (larger, width, height, FALSE);
    }

  cr = cairo_create (surface);
  stage_init (&stage, scene, cr, width, height);
  cairo_scale (cr, height, height);

  if (layer == AIP_DRAFT_LAYER_FRONT)
    {
      aip_draft_paint_figures (&stage);
      aip_draft_paint_foreground (&stage);
      return surface;
    }

  if (scene->interior && scene->angle != AIP_DRAFT_ANGLE_TOP)
    aip_draft_paint_interior (&stage);
  else
    {
      aip_draft_paint_sky (&stage);
      aip_draft_paint_landscape (&stage);
    }
  cairo_surface_flush (surface);

  {
    cairo_surface_t *soft = defocus (surface, scene->shot);

    cairo_surface_destroy (surface);
    return soft;
  }
}

/* Over everything: the light's own colour from its side, and corners that fall off. */
static void
paint_light (const AipDraftStage *stage)
{
  const AipDraftScene *scene = stage->scene;
  double side = scene->light > 0 ? stage->aspect : 0;
  cairo_t *cr = stage->cr;
  cairo_pattern_t *vignette;
  double half = hypot (stage->aspect, 1) / 2;

  aip_draft_glow (cr, side, 0.25, stage->aspect * 0.8, 0.9, stage->palette.light,
                  scene->time == AIP_DRAFT_TIME_NIGHT ? 0.08 : 0.2);

  vignette = cairo_pattern_create_radial (stage->aspect / 2, 0.47, half * 0.55, stage->aspect / 2,
                                          0.47, half * 1.12);
  cairo_pattern_add_color_stop_rgba (vignette, 0, 0, 0, 0, 0);
  cairo_pattern_add_color_stop_rgba (vignette, 1, 0.02, 0.015, 0.03, 0.55);
  cairo_set_source (cr, vignette);
  cairo_paint (cr);
  cairo_pattern_destroy (vignette);
}

/* Grain and the tooth of the paper, straight on the pixels. */
static void
add_grain (cairo_surface_t *surface,
           guint64          seed,
           guint            frame)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);
  guint8 *data = cairo_image_surface_get_data (surface);
  AipDraftRandom random = aip_draft_random_new (seed + frame, "grain");

  cairo_surface_flush (surface);
  for (int y = 0; y < height; y++)
    {
      guint8 *row = data + (gsize) y * (gsize) stride;
      guint64 bits = 0;

      for (int x = 0; x < width; x++)
        {
          int grain;

          if (x % 8 == 0)
            bits = aip_draft_random_next (&random);
          /* Two small numbers added are nearly a bell. */
          grain = (int) (bits & 15) + (int) ((bits >> 4) & 15) - 15;
          bits >>= 8;
          grain = grain * 5 / 8;
          for (int c = 0; c < 3; c++)
            row[x * 4 + c] = (guint8) CLAMP (row[x * 4 + c] + grain, 0, 255);
        }
    }
  cairo_surface_mark_dirty (surface);
}

/**
 * aip_draft_card_finish:
 * @scene: what is on it
 * @surface: a composed picture of RGB24
 * @frame: number of the frame in a movie, so that the grain lives
 *
 * Puts over a picture what lies over everything: weather, light, grain.
 */
void
aip_draft_card_finish (AipDraftScene   *scene,
                       cairo_surface_t *surface,
                       guint            frame)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  cairo_t *cr = cairo_create (surface);
  AipDraftStage stage;

  stage_init (&stage, scene, cr, width, height);
  stage.frame = frame;
  cairo_scale (cr, height, height);
  aip_draft_paint_weather (&stage);
  paint_light (&stage);
  cairo_destroy (cr);

  add_grain (surface, scene->seed, frame);
}

/* @size: of the font, in pixels */
static PangoLayout *
new_layout (cairo_t    *cr,
            const char *text,
            double      size,
            gboolean    bold)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string (CAPTION_FONT);

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_MEDIUM);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  pango_font_description_free (font);

  return layout;
}

/* "DRAFT", the size of the shot and the seed: nobody shall take a card for a rendering. */
static void
paint_mark (AipDraftScene *scene,
            cairo_t       *cr,
            double         unit,
            gboolean       covering)
{
  g_autofree char *text = NULL;
  g_autoptr(PangoLayout) mark = new_layout (cr, "DRAFT", unit * 0.85, TRUE);
  g_autoptr(PangoLayout) about = NULL;
  double margin = unit * 1.15;
  double pad = unit * 0.42;
  int width;
  int height;

  text = g_strdup_printf ("%s  ·  %" G_GUINT64_FORMAT, aip_draft_shot_size_label (scene->shot),
                          scene->seed);
  about = new_layout (cr, text, unit * 0.85, FALSE);

  pango_layout_get_pixel_size (mark, &width, &height);
  if (covering)
    {
      int about_width;

      pango_layout_get_pixel_size (about, &about_width, NULL);
      cairo_rectangle (cr, 0, 0, margin + width + about_width + 6 * pad, 2 * margin + height + pad);
      cairo_set_source_rgb (cr, 0.03, 0.025, 0.035);
      cairo_fill (cr);
    }
  cairo_rectangle (cr, margin, margin, width + 2 * pad, height + pad);
  cairo_set_source_rgba (cr, 0.97, 0.94, 0.87, 0.92);
  cairo_fill (cr);
  cairo_move_to (cr, margin + pad, margin + pad / 2);
  cairo_set_source_rgb (cr, 0.12, 0.1, 0.1);
  pango_cairo_show_layout (cr, mark);

  cairo_move_to (cr, margin + width + 3 * pad + unit * 0.05, margin + pad / 2 + unit * 0.05);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.6);
  pango_cairo_show_layout (cr, about);
  cairo_move_to (cr, margin + width + 3 * pad, margin + pad / 2);
  cairo_set_source_rgba (cr, 0.98, 0.96, 0.92, 0.95);
  pango_cairo_show_layout (cr, about);
}

/**
 * aip_draft_card_paint_caption:
 * @scene: whose prompt is written
 * @cr: a context in pixels
 * @covering: hide what is below
 *
 * The words over a band that darkens towards the bottom, and the mark that says that this is a
 * draft. Nothing on pictures too small to read on.
 */
void
aip_draft_card_paint_caption (AipDraftScene *scene,
                              cairo_t       *cr,
                              int            width,
                              int            height,
                              gboolean       covering)
{
  double unit = MIN (height / 24.0, width / 26.0);
  double margin = unit * 1.2;
  g_autoptr(PangoLayout) layout = NULL;
  cairo_pattern_t *band;
  int text_height;
  double top;

  if (height < 96 || width < 96)
    return;

  layout = new_layout (cr, scene->prompt, unit, FALSE);
  pango_layout_set_width (layout, (int) ((width - 2 * margin) * PANGO_SCALE));
  pango_layout_set_height (layout, -2);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_get_pixel_size (layout, NULL, &text_height);

  top = height - text_height - margin * 0.85;
  band = cairo_pattern_create_linear (0, top - unit * 2.6, 0, height);
  cairo_pattern_add_color_stop_rgba (band, 0, 0.03, 0.025, 0.035, 0);
  cairo_pattern_add_color_stop_rgba (band, 0.5, 0.03, 0.025, 0.035, covering ? 1 : 0.58);
  cairo_pattern_add_color_stop_rgba (band, 1, 0.03, 0.025, 0.035, covering ? 1 : 0.86);
  cairo_rectangle (cr, 0, top - unit * 2.6, width, height);
  cairo_set_source (cr, band);
  cairo_fill (cr);
  cairo_pattern_destroy (band);

  cairo_move_to (cr, margin, top);
  cairo_set_source_rgba (cr, 0.98, 0.955, 0.9, 0.97);
  pango_cairo_show_layout (cr, layout);

  paint_mark (scene, cr, unit, covering);
}

cairo_surface_t *
aip_draft_card_paint (AipDraftScene *scene,
                      int            width,
                      int            height)
{
  cairo_surface_t *surface = aip_draft_card_paint_layer (scene, width, height,
                                                         AIP_DRAFT_LAYER_BACK);
  g_autoptr(cairo_surface_t) front = aip_draft_card_paint_layer (scene, width, height,
                                                                 AIP_DRAFT_LAYER_FRONT);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_surface (cr, front, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);

  aip_draft_card_finish (scene, surface, 0);

  cr = cairo_create (surface);
  aip_draft_card_paint_caption (scene, cr, width, height, FALSE);
  cairo_destroy (cr);

  return surface;
}
