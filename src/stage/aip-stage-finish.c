/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-finish"

#include "config.h"

#include <math.h>

#include "aip-stage-finish.h"
#include "aip-stage-layer.h"

#define TILE 256
#define N_GRAINS 12

static gboolean
has_filter (const AipSetup *setup,
            AipFilter       filter)
{
  return aip_setup_has (setup, AIP_SETUP_FILTERS) && (setup->filters & (1u << filter)) != 0;
}

/* Points of light ----------------------------------------------------------------------------- */

static void
add_disc (cairo_t *cr,
          double   x,
          double   y,
          double   rx,
          double   ry,
          double   stop)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, rx, ry);
  if (stop < 4.5)
    cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  else
    /* Stopped down, the blades of the iris show. */
    for (int i = 0; i < 7; i++)
      {
        double angle = i * 2 * G_PI / 7 - G_PI / 2;

        if (i == 0)
          cairo_move_to (cr, cos (angle), sin (angle));
        else
          cairo_line_to (cr, cos (angle), sin (angle));
      }
  cairo_close_path (cr);
  cairo_restore (cr);
}

static void
draw_streak (const AipStagePaint *paint,
             double               x,
             double               y,
             double               power)
{
  double half = paint->view->width * 0.30 * power, thick = MAX (0.6, paint->view->frame_height * 0.004);
  AipStageColor blue = aip_stage_paint_ink (paint, AIP_STAGE_RGB (0x6aa8ff));
  cairo_pattern_t *line = cairo_pattern_create_linear (x - half, y, x + half, y);

  cairo_pattern_add_color_stop_rgba (line, 0, blue.red, blue.green, blue.blue, 0);
  cairo_pattern_add_color_stop_rgba (line, 0.5, blue.red, blue.green, blue.blue, 0.55 * power);
  cairo_pattern_add_color_stop_rgba (line, 1, blue.red, blue.green, blue.blue, 0);
  cairo_rectangle (paint->cr, x - half, y - thick / 2, 2 * half, thick);
  cairo_set_source (paint->cr, line);
  cairo_fill (paint->cr);
  cairo_pattern_destroy (line);
}

static void
draw_star (const AipStagePaint *paint,
           double               x,
           double               y,
           double               power,
           AipStageColor        color)
{
  double reach = paint->view->frame_height * 0.09 * power;

  aip_stage_color_set (paint->cr, color, 0.6 * power);
  cairo_set_line_width (paint->cr, MAX (0.5, paint->view->frame_height * 0.003));
  for (int i = 0; i < 4; i++)
    {
      double angle = G_PI / 8 + i * G_PI / 4;

      cairo_move_to (paint->cr, x - cos (angle) * reach, y - sin (angle) * reach);
      cairo_line_to (paint->cr, x + cos (angle) * reach, y + sin (angle) * reach);
    }
  cairo_stroke (paint->cr);
}

void
aip_stage_finish_sparks (const AipStagePaint *paint,
                         const AipSetup      *setup)
{
  const AipStageView *view = paint->view;
  double squeeze = MAX (1, view->recorded.squeeze), height = view->frame_height;
  gboolean streak = squeeze > 1.2 || has_filter (setup, AIP_FILTER_STREAK);
  gboolean star = has_filter (setup, AIP_FILTER_STAR);
  gboolean film = aip_setup_has (setup, AIP_SETUP_STOCK);
  AipStageColor halo = aip_stage_paint_ink (paint, AIP_STAGE_RGB (0xff5a2a));

  cairo_save (paint->cr);
  cairo_set_operator (paint->cr, CAIRO_OPERATOR_ADD);

  for (guint i = 0; i < paint->sparks->len; i++)
    {
      const AipStageSpark *spark = &g_array_index (paint->sparks, AipStageSpark, i);
      double x, y, depth, blur, size, across, alpha, seen;
      AipStageColor color;

      if (!aip_stage_view_project (view, spark->x, spark->y, spark->z, &x, &y, &depth) ||
          depth < 0.4)
        continue;

      blur = aip_stage_view_get_blur_at (view, depth);
      blur = MIN (blur, height * 0.4);
      size = spark->size * aip_stage_view_get_scale_at (view, depth);
      across = sqrt (blur * blur + size * size);
      if (!(across > 0.02) || x < -across || x > view->width + across || y < -across || y > height + across)
        continue;

      seen = exp (-paint->world->fog * depth * 0.6);
      color = aip_stage_paint_ink (paint, spark->color);
      /* The same light on a larger disc is dimmer; what blinds stays white for longer. */
      alpha = spark->power * seen * CLAMP (1.25 * sqrt (size * 2.2 / MAX (across, 0.1)), 0.10, 0.9);

      if (blur * paint->pixels > 3 && blur > size * 0.35)
        {
          add_disc (paint->cr, x, y, across / 2 / squeeze, across / 2, view->stop);
          aip_stage_color_set (paint->cr, color, alpha * 0.62);
          if (across * paint->pixels > 9)
            {
              cairo_fill_preserve (paint->cr);
              /* Most lenses draw the rim a little brighter. */
              aip_stage_color_set (paint->cr, color, alpha * 0.25);
              cairo_set_line_width (paint->cr, across * 0.05);
              cairo_stroke (paint->cr);
            }
          else
            cairo_fill (paint->cr);
        }
      else if (spark->power > 0.45)
        {
          double reach = MAX (size * 1.6, height * 0.012) * spark->power;

          aip_stage_paint_glow (paint, x, y, reach * 2, reach * 2, color, 0.45 * seen);
          if (film && !paint->grade->monochrome)
            aip_stage_paint_glow (paint, x, y, reach * 3, reach * 3, halo, 0.12 * seen);
        }

      if (spark->power * seen > 0.7)
        {
          if (streak)
            draw_streak (paint, x, y, spark->power * seen * CLAMP (10 / depth + 0.35, 0.3, 1));
          if (star)
            draw_star (paint, x, y, spark->power * seen, color);
        }
    }

  cairo_restore (paint->cr);
}

/* Over the whole picture ---------------------------------------------------------------------- */

void
aip_stage_finish_bloom (const AipStagePaint *paint,
                        const AipSetup      *setup,
                        cairo_surface_t     *picture)
{
  double amount = paint->look->glow * 0.4, wide = 0.035, height = paint->view->frame_height;
  cairo_surface_t *small;
  double shrink = 6;
  cairo_t *cr;

  if (has_filter (setup, AIP_FILTER_PROMIST))
    amount = MAX (amount, 0.28);
  if (has_filter (setup, AIP_FILTER_DIFFUSION))
    amount = MAX (amount, 0.38);
  if (has_filter (setup, AIP_FILTER_FOG))
    {
      amount = MAX (amount, 0.42);
      wide = 0.07;
    }
  if (amount <= 0.07)
    return;

  small = cairo_image_surface_create (CAIRO_FORMAT_ARGB32,
                                      MAX (1, (int) (paint->view->width * paint->pixels / shrink)),
                                      MAX (1, (int) (height * paint->pixels / shrink)));
  cr = cairo_create (small);
  cairo_scale (cr, 1 / shrink, 1 / shrink);
  cairo_set_source_surface (cr, picture, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_paint (cr);
  /* What is dark does not spread. */
  cairo_identity_matrix (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_MULTIPLY);
  cairo_set_source_surface (cr, small, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  aip_stage_blur (small, height * paint->pixels / shrink * wide * 2,
                  height * paint->pixels / shrink * wide * 2);

  cairo_save (paint->cr);
  cairo_scale (paint->cr, shrink / paint->pixels, shrink / paint->pixels);
  cairo_set_source_surface (paint->cr, small, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (paint->cr), CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend (cairo_get_source (paint->cr), CAIRO_EXTEND_PAD);
  cairo_set_operator (paint->cr, CAIRO_OPERATOR_SCREEN);
  cairo_paint_with_alpha (paint->cr, amount);
  cairo_restore (paint->cr);
  cairo_surface_destroy (small);
}

void
aip_stage_finish_veil (const AipStagePaint *paint,
                       const AipSetup      *setup)
{
  const AipStageView *view = paint->view;
  const AipStageWorld *world = paint->world;
  double w = view->width, h = view->frame_height;
  double mist = CLAMP (1 - exp (-world->fog * MIN (view->distance, 40)), 0, 0.8);
  /* Fast and wide lenses fall off at the corners. */
  double dark = 0.16 + CLAMP (0.5 / view->stop, 0, 0.22);
  AipStageColor haze = aip_stage_paint_ink (paint, world->haze);
  cairo_surface_t *small;
  cairo_pattern_t *shade;
  cairo_t *cr;

  if (has_filter (setup, AIP_FILTER_FOG))
    mist = MAX (mist, 0.18);
  if (paint->look->technique != AIP_STAGE_TECHNIQUE_PHOTO)
    dark = 0.08;

  if (mist > 0.01)
    {
      aip_stage_color_set (paint->cr, haze, mist * 0.8);
      cairo_paint (paint->cr);
    }

  /* Drawn small and stretched: a gradient has no pixels to lose. */
  small = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 48, 48);
  cr = cairo_create (small);
  shade = cairo_pattern_create_radial (24, 24, 14, 24, 24, 36);
  cairo_pattern_add_color_stop_rgba (shade, 0, 0, 0, 0, 0);
  cairo_pattern_add_color_stop_rgba (shade, 1, 0, 0, 0, dark);
  cairo_set_source (cr, shade);
  cairo_paint (cr);
  cairo_pattern_destroy (shade);
  cairo_destroy (cr);

  cairo_save (paint->cr);
  cairo_scale (paint->cr, w / 48, h / 48);
  cairo_set_source_surface (paint->cr, small, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (paint->cr), CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend (cairo_get_source (paint->cr), CAIRO_EXTEND_PAD);
  cairo_paint (paint->cr);
  cairo_restore (paint->cr);
  cairo_surface_destroy (small);
}

/* Grain --------------------------------------------------------------------------------------- */

double
aip_stage_finish_get_grain (const AipSetup *setup)
{
  double sensitivity, gauge = 1, amount;

  g_return_val_if_fail (setup != NULL, 0);

  sensitivity = aip_setup_get_sensitivity (setup);
  if (!(sensitivity > 0) || aip_setup_has (setup, AIP_SETUP_LOOK))
    return 0;

  if (!aip_setup_has (setup, AIP_SETUP_STOCK))
    return CLAMP (0.010 * sqrt (sensitivity / 800), 0.002, 0.14);

  /* The smaller the negative, the more it is enlarged. */
  if (aip_setup_has (setup, AIP_SETUP_BODY) && setup->body->gauge > 0)
    gauge = 35.0 / setup->body->gauge;
  amount = 0.030 * pow (CLAMP (sensitivity, 1, 12800) / 100, 0.45) * pow (gauge, 0.8);
  if (aip_setup_has (setup, AIP_SETUP_PUSH) && setup->push > 0)
    amount *= 1 + 0.15 * MIN (setup->push, 4);
  /* Emulsions became finer. */
  amount *= setup->stock->gear.year > 1985 ? 0.72 : setup->stock->gear.year < 1935 ? 1.35 : 1;

  return CLAMP (amount, 0.006, 0.22);
}

/* A tile of specks, black or white, as strong as chance has it. */
static cairo_surface_t *
get_tile (guint level,
          guint size)
{
  static GMutex mutex;
  static cairo_surface_t *tiles[N_GRAINS][3];
  cairo_surface_t *tile;

  g_mutex_lock (&mutex);
  if (tiles[level][size] == NULL)
    {
      AipStageRandom random = aip_stage_random_begin (level * 3 + size, "grain");
      double strength = 0.22 * (level + 1) / N_GRAINS;
      guchar *data;
      int stride;

      tile = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, TILE, TILE);
      data = cairo_image_surface_get_data (tile);
      stride = cairo_image_surface_get_stride (tile);
      for (int y = 0; y < TILE; y++)
        for (int x = 0; x < TILE; x++)
          {
            /* Three throws make a bell. */
            double value = (aip_stage_random_range (&random, -1, 1) +
                            aip_stage_random_range (&random, -1, 1) +
                            aip_stage_random_range (&random, -1, 1)) * 0.75;
            guint32 alpha = (guint32) CLAMP (fabs (value) * strength * 255, 0, 255);
            guint32 white = value > 0 ? alpha : 0;

            ((guint32 *) (data + (gsize) y * stride))[x] = alpha << 24 | white << 16 | white << 8 |
                                                           white;
          }
      cairo_surface_mark_dirty (tile);
      if (size > 0)
        aip_stage_blur (tile, size * 1.9, size * 1.9);
      tiles[level][size] = tile;
    }
  tile = tiles[level][size];
  g_mutex_unlock (&mutex);

  return tile;
}

void
aip_stage_finish_grain (const AipStagePaint *paint,
                        const AipSetup      *setup)
{
  double amount = aip_stage_finish_get_grain (setup);
  double rows = paint->view->frame_height * paint->pixels;
  gboolean small = aip_setup_has (setup, AIP_SETUP_STOCK) &&
                   aip_setup_has (setup, AIP_SETUP_BODY) && setup->body->gauge > 0 &&
                   setup->body->gauge <= 16;
  guint size = rows < 160 ? 0 : small || rows > 900 ? 1 : 0;
  int level;
  cairo_t *cr = paint->cr;

  /* In a thumbnail a grain is far below a pixel; a hint of it remains. */
  amount *= CLAMP (rows / 240, 0.45, 1) * (size > 0 ? 2.2 : 1);
  level = (int) round (amount / 0.22 * N_GRAINS) - 1;
  if (level < 0)
    return;

  cairo_save (cr);
  cairo_scale (cr, 1 / paint->pixels, 1 / paint->pixels);
  cairo_set_source_surface (cr, get_tile (MIN ((guint) level, N_GRAINS - 1), size),
                            (double) (paint->world->seed % 97), (double) (paint->world->seed % 61));
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_REPEAT);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_restore (cr);
}

/* Drawn looks --------------------------------------------------------------------------------- */

static void
draw_strokes (const AipStagePaint *paint,
              cairo_surface_t     *picture)
{
  AipStageRandom random = aip_stage_random_begin (paint->world->seed, "strokes");
  int width = cairo_image_surface_get_width (picture);
  int height = cairo_image_surface_get_height (picture);
  int stride = cairo_image_surface_get_stride (picture);
  double w = paint->view->width, h = paint->view->frame_height;
  const guchar *data;

  cairo_surface_flush (picture);
  data = cairo_image_surface_get_data (picture);
  if (data == NULL || width <= 0 || height <= 0)
    return;

  cairo_set_line_cap (paint->cr, CAIRO_LINE_CAP_ROUND);
  for (int i = 0; i < 900; i++)
    {
      double size = i < 300 ? 1 : 0.5;
      double x = aip_stage_random_range (&random, 0, 1), y = aip_stage_random_range (&random, 0, 1);
      double turn = 0.5 + sin (x * 5 + y * 3) * 1.4;
      double length = h * 0.045 * size * aip_stage_random_range (&random, 0.6, 1.4);
      guint32 pixel = ((const guint32 *) (data + (gsize) (int) (y * (height - 1)) * stride))
                        [(int) (x * (width - 1))];
      double light = aip_stage_random_range (&random, 0.93, 1.07);

      cairo_set_source_rgba (paint->cr, (pixel >> 16 & 255) / 255.0 * light,
                             (pixel >> 8 & 255) / 255.0 * light, (pixel & 255) / 255.0 * light,
                             i < 300 ? 0.55 : 0.75);
      cairo_set_line_width (paint->cr, h * 0.017 * size);
      cairo_move_to (paint->cr, x * w - cos (turn) * length / 2, y * h - sin (turn) * length / 2);
      cairo_rel_line_to (paint->cr, cos (turn) * length, sin (turn) * length);
      cairo_stroke (paint->cr);
    }
}

static void
draw_dots (const AipStagePaint *paint)
{
  double step = MAX (3 / paint->pixels, paint->view->frame_height * 0.014);
  double w = paint->view->width, h = paint->view->frame_height;
  int row = 0;

  for (double y = 0; y < h; y += step * 0.7, row++)
    for (double x = (row % 2) * step / 2; x < w; x += step)
      {
        cairo_new_sub_path (paint->cr);
        cairo_arc (paint->cr, x, y, step * 0.20, 0, 2 * G_PI);
      }
  aip_stage_paint_set (paint, paint->look->ink, 0.20);
  cairo_fill (paint->cr);
}

static void
draw_hatching (const AipStagePaint *paint)
{
  AipStageRandom random = aip_stage_random_begin (paint->world->seed, "hatching");
  double w = paint->view->width, h = paint->view->frame_height;

  /* From the side that the light does not reach. */
  double side = paint->light->n_beams > 0 && paint->light->beams[0].direction[0] > 0 ? 0 : 1;

  for (int i = 0; i < 190; i++)
    {
      double t = aip_stage_random_range (&random, 0, 1);
      double x = w * (side + (side > 0.5 ? -1 : 1) * 0.45 * t * t);
      double y = h * aip_stage_random_range (&random, 0, 1);
      double length = h * aip_stage_random_range (&random, 0.03, 0.09);

      cairo_move_to (paint->cr, x - length / 2, y + length / 2);
      cairo_line_to (paint->cr, x + length / 2, y - length / 2);
    }
  aip_stage_paint_set (paint, paint->look->ink, 0.5);
  cairo_set_line_width (paint->cr, h * 0.0028);
  cairo_stroke (paint->cr);
}

void
aip_stage_finish_look (const AipStagePaint *paint,
                       cairo_surface_t     *picture)
{
  const AipStageLook *look = paint->look;

  if (look->technique == AIP_STAGE_TECHNIQUE_OIL)
    draw_strokes (paint, picture);
  if (look->dots)
    draw_dots (paint);
  if (look->hatch)
    draw_hatching (paint);

  if (look->paper > 0)
    {
      double wet = look->technique == AIP_STAGE_TECHNIQUE_WASH ? 1 : 0;

      /* The fibres of the sheet; a wash leaves its rim white. */
      cairo_save (paint->cr);
      cairo_scale (paint->cr, 1 / paint->pixels, 1 / paint->pixels);
      cairo_set_source_surface (paint->cr, get_tile (7, 1), 0, 0);
      cairo_pattern_set_extend (cairo_get_source (paint->cr), CAIRO_EXTEND_REPEAT);
      cairo_paint_with_alpha (paint->cr, look->paper * 0.7);
      cairo_restore (paint->cr);

      if (wet > 0)
        {
          AipStageColor sheet = aip_stage_paint_ink (paint, look->sheet);
          double w = paint->view->width, h = paint->view->frame_height;
          cairo_pattern_t *rim = cairo_pattern_create_radial (0, 0, 0.62, 0, 0, 1.25);

          cairo_pattern_add_color_stop_rgba (rim, 0, sheet.red, sheet.green, sheet.blue, 0.16);
          cairo_pattern_add_color_stop_rgba (rim, 0.45, sheet.red, sheet.green, sheet.blue, 0.35);
          cairo_pattern_add_color_stop_rgba (rim, 1, sheet.red, sheet.green, sheet.blue, 1);
          cairo_save (paint->cr);
          cairo_translate (paint->cr, w / 2, h / 2);
          cairo_scale (paint->cr, w / 2, h / 2);
          cairo_set_source (paint->cr, rim);
          cairo_paint (paint->cr);
          cairo_restore (paint->cr);
          cairo_pattern_destroy (rim);
        }
    }
}
