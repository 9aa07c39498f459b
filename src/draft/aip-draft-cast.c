/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-cast"

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-draft-figure.h"

/*
 * Who stands where. A shot size is a head of a certain size at a certain height, as camera crews
 * think of it; the rest of the body follows and is cut by the frame.
 */

/* Where the framing puts a standing person: the size of the head, and the crown's height. */
static const struct { double head; double top; } framings[] = {
  [AIP_DRAFT_SHOT_INSERT] = { 0.3, 0.1 },
  [AIP_DRAFT_SHOT_EXTREME_CLOSE_UP] = { 1.42, -0.30 },
  [AIP_DRAFT_SHOT_CLOSE_UP] = { 0.60, 0.10 },
  [AIP_DRAFT_SHOT_MEDIUM_CLOSE_UP] = { 0.37, 0.14 },
  [AIP_DRAFT_SHOT_MEDIUM] = { 0.235, 0.15 },
  [AIP_DRAFT_SHOT_MEDIUM_LONG] = { 0.152, 0.17 },
  [AIP_DRAFT_SHOT_LONG] = { 0.086, 0.20 },
  [AIP_DRAFT_SHOT_EXTREME_LONG] = { 0.0235, 0.585 },
};

static void
dress (const AipDraftStage *stage,
       AipDraftRandom      *random,
       AipDraftFigure      *figure,
       int                  index)
{
  const AipDraftScene *scene = stage->scene;
  const AipDraftLook *look = &scene->looks[index % AIP_DRAFT_MAX_LOOKS];

  figure->woman = look->woman;
  figure->child = look->child;
  figure->old = look->old;
  figure->beard = look->beard;
  figure->hair = look->hair;
  figure->clothes = look->clothes;
  figure->skin = AIP_DRAFT_RGB (look->skin);
  figure->hair_color = AIP_DRAFT_RGB (look->hair_color);
  figure->cloth = AIP_DRAFT_RGB (look->cloth);
  figure->trousers = AIP_DRAFT_RGB (look->trousers);

  /* How somebody stands belongs to the shot, not to the person. */
  figure->pose = (AipDraftPose) aip_draft_random_pick (random, AIP_DRAFT_N_POSES);
  figure->stride = scene->walking ? aip_draft_random_range (random, 0.7, 1.1)
                                  : aip_draft_random_range (random, 0, 0.16);
  if (scene->walking)
    figure->pose = AIP_DRAFT_POSE_HANGING;
  figure->from_behind = scene->from_behind;
  figure->seated = scene->seated;
}

/* @scale: below 1 for people further back. Angles squash, as a lens looking down does. */
static void
place (const AipDraftStage *stage,
       AipDraftFigure      *figure,
       double               x,
       double               scale)
{
  const AipDraftScene *scene = stage->scene;
  double unit = MIN (1.0, stage->aspect / 1.2);
  double head = framings[scene->shot].head * unit * scale;
  double top = framings[scene->shot].top;
  double feet = top + framings[scene->shot].head * unit * 7.4;

  figure->squash = 1;
  if (scene->angle == AIP_DRAFT_ANGLE_LOW && scene->shot >= AIP_DRAFT_SHOT_MEDIUM)
    {
      figure->squash = 1.07;
      top -= 0.04;
    }
  else if (scene->angle == AIP_DRAFT_ANGLE_HIGH)
    {
      figure->squash = 0.86;
      top += scene->shot >= AIP_DRAFT_SHOT_MEDIUM_LONG ? 0.1 : 0.03;
    }

  if (figure->child)
    {
      /* Heads of children are large for their height: five and a half of them. */
      top += head * (scene->shot >= AIP_DRAFT_SHOT_MEDIUM_LONG ? 1.3 : 0.2);
      head *= 0.86;
    }
  if (figure->seated)
    top += head * (scene->shot >= AIP_DRAFT_SHOT_MEDIUM_LONG ? 1.0 : 0.25);

  figure->x = x;
  figure->y = top;
  figure->head = head;

  /* Where feet can be seen they stand on one floor, the farther the higher. */
  if (scene->shot >= AIP_DRAFT_SHOT_LONG)
    figure->y = feet - MAX (0, 1 - scale) * 0.28 -
                head * figure->squash * (figure->seated ? 5.9 : 7.4);

  /* The surface's own scale tells how much can be seen. */
  {
    double dx = 0;
    double dy = head;

    cairo_user_to_device_distance (stage->cr, &dx, &dy);
    figure->detail = dy;
  }
}

static void
paint_umbrella (const AipDraftStage  *stage,
                const AipDraftFigure *figure)
{
  AipDraftColor cloth = aip_draft_color_times (AIP_DRAFT_RGB (0x9a3b34), stage->palette.ambient);
  cairo_t *cr = stage->cr;

  cairo_save (cr);
  cairo_translate (cr, figure->x, figure->y);
  cairo_scale (cr, figure->head, figure->head);
  aip_draft_set_color (cr, stage->palette.dark, 1);
  cairo_set_line_width (cr, 0.06);
  cairo_move_to (cr, 0.7, 2.6);
  cairo_line_to (cr, 0.4, -1.1);
  cairo_stroke (cr);
  cairo_move_to (cr, -1.5, -0.1);
  cairo_curve_to (cr, -1.3, -1.5, 1.9, -1.7, 2.2, -0.4);
  cairo_curve_to (cr, 1.7, -0.6, 1.3, -0.5, 1.0, -0.3);
  cairo_curve_to (cr, 0.6, -0.5, 0.1, -0.45, -0.2, -0.2);
  cairo_curve_to (cr, -0.6, -0.4, -1.1, -0.35, -1.5, -0.1);
  aip_draft_fill_gradient (cr, -stage->scene->light * 1.6, 0, aip_draft_color_shade (cloth, 0.5), 1,
                           stage->scene->light * 1.6, 0,
                           aip_draft_color_mix (cloth, stage->palette.light, 0.3), 1);
  cairo_restore (cr);
}

/* Seen from straight above, people are shoulders, hair and a long shadow. */
static void
paint_from_above (const AipDraftStage *stage,
                  AipDraftRandom      *random,
                  int                  n_figures)
{
  double size = stage->scene->shot >= AIP_DRAFT_SHOT_EXTREME_LONG ? 0.04
                : stage->scene->shot >= AIP_DRAFT_SHOT_LONG       ? 0.08
                                                                  : 0.15;
  cairo_t *cr = stage->cr;

  for (int i = 0; i < n_figures; i++)
    {
      AipDraftFigure figure = { 0 };
      double spread = n_figures > 1 ? 0.25 : 0.1;
      double x = stage->aspect * (0.5 + aip_draft_random_range (random, -spread, spread));
      double y = 0.46 + aip_draft_random_range (random, -0.16, 0.12) * (n_figures > 1 ? 1.3 : 0.5);

      dress (stage, random, &figure, i);
      cairo_save (cr);
      cairo_translate (cr, x, y);
      cairo_save (cr);
      cairo_rotate (cr, stage->scene->light > 0 ? 2.7 : 0.45);
      aip_draft_glow (cr, size * 2.2, 0, size * 2.6, size * 0.7, stage->palette.dark, 0.75);
      cairo_restore (cr);
      cairo_rotate (cr, aip_draft_random_range (random, -0.6, 0.6));
      cairo_scale (cr, size, size);
      aip_draft_set_color (cr, aip_draft_color_times (figure.cloth, stage->palette.ambient), 1);
      cairo_save (cr);
      cairo_scale (cr, 1, 0.45);
      cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
      cairo_restore (cr);
      cairo_fill (cr);
      cairo_arc (cr, 0, 0.02, 0.42, 0, 2 * G_PI);
      aip_draft_fill_gradient (cr, -stage->scene->light * 0.4, 0,
                               aip_draft_color_times (figure.hair_color, stage->palette.ambient), 1,
                               stage->scene->light * 0.4, -0.2,
                               aip_draft_color_mix (figure.hair_color, stage->palette.light, 0.45),
                               1);
      cairo_restore (cr);
    }
}

/* Somebody's dark head and shoulder at the edge, too near to be in focus: painted small, then
 * stretched. */
static void
paint_shoulder (const AipDraftStage *stage,
                AipDraftRandom      *random)
{
  const double scale = 54;
  cairo_surface_t *surface;
  AipDraftFigure figure = { 0 };
  AipDraftStage dark = *stage;
  cairo_t *cr = stage->cr;

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) (stage->aspect * scale),
                                        (int) scale);
  dark.cr = cairo_create (surface);
  cairo_scale (dark.cr, scale, scale);
  dark.palette.ambient = aip_draft_color_shade (stage->palette.ambient, 0.5);

  dress (stage, random, &figure, 1);
  figure.from_behind = TRUE;
  figure.seated = FALSE;
  figure.pose = AIP_DRAFT_POSE_HANGING;
  figure.squash = 1;
  figure.head = 0.6 * MIN (1.0, stage->aspect / 1.2);
  figure.x = stage->aspect * (stage->scene->light > 0 ? 0.14 : 0.86);
  figure.y = 0.17;
  aip_draft_figure_paint (&dark, &figure);
  cairo_destroy (dark.cr);

  cairo_save (cr);
  cairo_scale (cr, 1 / scale, 1 / scale);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (surface);
}

void
aip_draft_paint_figures (const AipDraftStage *stage)
{
  const AipDraftScene *scene = stage->scene;
  AipDraftRandom random = aip_draft_random_new (scene->seed, "figures");
  gboolean close = scene->shot <= AIP_DRAFT_SHOT_CLOSE_UP;
  int n_figures = scene->n_figures;
  double head = framings[scene->shot].head * MIN (1.0, stage->aspect / 1.2);
  gboolean umbrella = strstr (scene->prompt, "mbrella") != NULL ||
                      strstr (scene->prompt, "우산") != NULL;

  if (scene->object)
    {
      aip_draft_paint_insert (stage);
      return;
    }
  if (scene->angle == AIP_DRAFT_ANGLE_TOP && !close)
    {
      paint_from_above (stage, &random, n_figures);
      return;
    }

  if (close)
    n_figures = MIN (n_figures, scene->shot == AIP_DRAFT_SHOT_EXTREME_CLOSE_UP ? 1 : 2);
  if (scene->over_shoulder)
    n_figures = 1;

  /* From the back to the front: first the second rank, then the first. */
  for (int k = 0; k < n_figures; k++)
    {
      int n_back = n_figures > 2 ? n_figures / 2 : 0;
      int i = n_figures <= 2 ? n_figures - 1 - k : (k < n_back ? 2 * k + 1 : 2 * (k - n_back));
      AipDraftFigure figure = { 0 };
      double offset = aip_draft_random_range (&random, 0.03, 0.11) * (close ? 0.5 : 1);
      double x;
      double scale = 1;

      dress (stage, &random, &figure, i);
      if (n_figures == 1)
        {
          /* Off the middle, looking into the larger part of the frame. */
          double side = scene->over_shoulder ? -scene->light : scene->light;

          x = stage->aspect * (0.5 - (side > 0 ? 1 : -1) *
                               (scene->over_shoulder ? 0.13 : offset));
          figure.turn = (side > 0 ? 1 : -1) * aip_draft_random_range (&random, 0.25, 0.8);
        }
      else if (n_figures == 2)
        {
          double gap = MAX (head * 1.35, stage->aspect * 0.13);

          x = stage->aspect / 2 + (i == 0 ? -gap : gap);
          figure.turn = i == 0 ? 0.75 : -0.75;
          scale = i == 0 ? 1 : aip_draft_random_range (&random, 0.93, 1);
        }
      else
        {
          double spread = ((double) i / (n_figures - 1) - 0.5) * 2;

          /* Two ranks: the even ones in front, everybody turned towards the middle. */
          x = stage->aspect / 2 + spread * MIN (stage->aspect * 0.33, head * 1.25 * n_figures) +
              aip_draft_random_range (&random, -0.55, 0.55) * head;
          figure.turn = -spread * 0.7 + aip_draft_random_range (&random, -0.2, 0.2);
          scale = i % 2 == 0 ? aip_draft_random_range (&random, 0.96, 1.04)
                             : aip_draft_random_range (&random, 0.8, 0.9);
        }

      place (stage, &figure, x, scale);
      aip_draft_figure_paint (stage, &figure);
      if (umbrella && !close && i == 0)
        paint_umbrella (stage, &figure);
    }

  if (scene->over_shoulder)
    paint_shoulder (stage, &random);
}

/* Something dark and near at the edge gives depth to a wide frame. */
void
aip_draft_paint_foreground (const AipDraftStage *stage)
{
  const AipDraftScene *scene = stage->scene;
  AipDraftRandom random = aip_draft_random_new (scene->seed, "foreground");
  AipDraftColor dark = aip_draft_color_shade (stage->palette.dark, 0.75);
  double side = scene->light > 0 ? 0 : stage->aspect;
  double in = scene->light > 0 ? 1 : -1;
  cairo_t *cr = stage->cr;

  if (scene->shot < AIP_DRAFT_SHOT_MEDIUM_LONG || scene->over_shoulder ||
      scene->angle == AIP_DRAFT_ANGLE_TOP || aip_draft_random_pick (&random, 5) < 2)
    return;

  if (scene->interior)
    {
      cairo_rectangle (cr, MIN (side, side + in * 0.075), 0, 0.075, 1);
      aip_draft_fill_gradient (cr, side, 0, dark, 1, side + in * 0.09, 0, dark, 0.75);
      return;
    }

  if (scene->place == AIP_DRAFT_PLACE_STREET || scene->place == AIP_DRAFT_PLACE_CITY)
    {
      cairo_rectangle (cr, side + in * 0.05, 0, in * 0.028, 1);
      aip_draft_set_color (cr, dark, 0.95);
      cairo_fill (cr);
      cairo_rectangle (cr, side + in * 0.03, 0.2, in * 0.22, 0.13);
      cairo_fill (cr);
      return;
    }

  if (scene->place != AIP_DRAFT_PLACE_FOREST && scene->place != AIP_DRAFT_PLACE_FIELD &&
      scene->place != AIP_DRAFT_PLACE_MOUNTAIN)
    return;

  aip_draft_set_color (cr, dark, 0.93);
  for (int branch = 0; branch < 3; branch++)
    {
      double y0 = aip_draft_random_range (&random, -0.06, 0.05);
      double length = aip_draft_random_range (&random, 0.22, 0.42);
      double droop = aip_draft_random_range (&random, 0.04, 0.15);

      cairo_set_line_width (cr, 0.006);
      cairo_move_to (cr, side - in * 0.02, y0);
      cairo_curve_to (cr, side + in * length * 0.4, y0, side + in * length * 0.7, y0 + droop * 0.5,
                      side + in * length, y0 + droop);
      cairo_stroke (cr);

      for (int i = 0; i < 16; i++)
        {
          double t = aip_draft_random_range (&random, 0.1, 1.05);
          double size = aip_draft_random_range (&random, 0.02, 0.04);

          cairo_save (cr);
          cairo_translate (cr, side + in * length * t, y0 + droop * t * t);
          cairo_rotate (cr, aip_draft_random_range (&random, 0.3, 2.2) * in + (in < 0 ? G_PI : 0));
          cairo_scale (cr, size, size);
          cairo_move_to (cr, 0, 0);
          cairo_curve_to (cr, 0.35, -0.3, 0.8, -0.22, 1.15, 0);
          cairo_curve_to (cr, 0.8, 0.2, 0.35, 0.26, 0, 0);
          cairo_fill (cr);
          cairo_restore (cr);
        }
    }
}

void
aip_draft_paint_weather (const AipDraftStage *stage)
{
  const AipDraftScene *scene = stage->scene;
  AipDraftRandom random = aip_draft_random_new (scene->seed, "weather");
  cairo_t *cr = stage->cr;

  if (scene->interior)
    return;

  if (scene->weather == AIP_DRAFT_WEATHER_RAIN)
    for (int i = 0; i < 420; i++)
      {
        double depth = aip_draft_random_range (&random, 0, 1);
        double length = 0.02 + 0.07 * depth;
        double x = aip_draft_random_range (&random, -0.1, stage->aspect + 0.1);
        double y = fmod (aip_draft_random_range (&random, 0, 1.1) +
                         stage->frame * 0.055 * (0.6 + depth), 1.1) - 0.1;

        aip_draft_set_color (cr, aip_draft_color_mix (stage->palette.sky_low,
                                                      AIP_DRAFT_RGB (0xffffff), 0.5),
                             0.1 + 0.2 * depth);
        cairo_set_line_width (cr, 0.0009 + 0.0016 * depth);
        cairo_move_to (cr, x, y);
        cairo_line_to (cr, x - length * 0.22 * scene->light, y + length);
        cairo_stroke (cr);
      }
  else if (scene->weather == AIP_DRAFT_WEATHER_SNOW)
    for (int i = 0; i < 330; i++)
      {
        double depth = pow (aip_draft_random_range (&random, 0, 1), 2);
        double size = 0.0016 + 0.008 * depth;

        double phase = aip_draft_random_range (&random, 0, 2 * G_PI);
        double x = aip_draft_random_range (&random, 0, stage->aspect) +
                   0.01 * sin (phase + stage->frame * 0.09);
        double y = fmod (aip_draft_random_range (&random, 0, 1) +
                         stage->frame * 0.0035 * (0.5 + depth), 1);

        aip_draft_glow (cr, x, y, size * 1.5, size * 1.5, AIP_DRAFT_RGB (0xffffff),
                        0.85 - 0.45 * depth);
      }
  else if (scene->weather == AIP_DRAFT_WEATHER_FOG)
    for (int i = 0; i < 9; i++)
      aip_draft_glow (cr, aip_draft_random_range (&random, 0, stage->aspect) +
                            stage->frame * 0.0012,
                      stage->horizon + aip_draft_random_range (&random, -0.18, 0.25),
                      aip_draft_random_range (&random, 0.5, 1.1),
                      aip_draft_random_range (&random, 0.05, 0.16),
                      aip_draft_color_mix (stage->palette.haze, AIP_DRAFT_RGB (0xffffff), 0.25),
                      0.42);
}
