/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-frame"

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-stage-figure.h"
#include "aip-stage-finish.h"
#include "aip-stage-frame.h"
#include "aip-stage-front.h"
#include "aip-stage-layer.h"
#include "aip-stage-paint.h"
#include "aip-stage-setup.h"

#define MOST_PIXELS 3200000.0
#define MOST_KEYS 160
#define DEFAULT_SHUTTER 180.0
#define DEFAULT_FPS 24.0

/* What a kept part depends on, as numbers. */
typedef struct {
  double values[MOST_KEYS];
  guint  n_values;
} Key;

struct _AipStageFrameCache {
  AipStageLayer    sky;
  AipStageLayer    far;
  AipStageLayer    middle;
  AipStageLayer    front;
  Key              sky_key;
  Key              far_key;
  Key              middle_key;
  Key              front_key;
  GArray          *far_sparks;
  GArray          *middle_sparks;
  cairo_surface_t *subject;
  Key              subject_key;
  AipStageFigureMemory *memory;
  cairo_surface_t *picture;
};

/* One drawing: everything that follows from setup and scene. */
typedef struct {
  AipStageFrameCache  *cache;
  const AipSetup      *setup;
  const AipStageScene *scene;
  AipSetup             clean;
  AipStageView         view;
  AipStageLight        light;
  AipStageGrade        grade;
  AipStageWorld        world;
  AipStageLook         look;
  AipStageFigure       figure;
  double               pixels;
  double               motion_x;
  double               motion_y;
  gboolean             insert;
} Drawing;

AipStageFrameCache *
aip_stage_frame_cache_new (void)
{
  AipStageFrameCache *cache = g_new0 (AipStageFrameCache, 1);

  cache->far_sparks = g_array_new (FALSE, FALSE, sizeof (AipStageSpark));
  cache->middle_sparks = g_array_new (FALSE, FALSE, sizeof (AipStageSpark));
  cache->memory = aip_stage_figure_memory_new ();

  return cache;
}

void
aip_stage_frame_cache_free (AipStageFrameCache *cache)
{
  if (cache == NULL)
    return;

  aip_stage_layer_clear (&cache->sky);
  aip_stage_layer_clear (&cache->far);
  aip_stage_layer_clear (&cache->middle);
  aip_stage_layer_clear (&cache->front);
  g_array_unref (cache->far_sparks);
  g_array_unref (cache->middle_sparks);
  aip_stage_figure_memory_free (cache->memory);
  g_clear_pointer (&cache->subject, cairo_surface_destroy);
  g_clear_pointer (&cache->picture, cairo_surface_destroy);
  g_free (cache);
}

/* Keys ---------------------------------------------------------------------------------------- */

static void
key_add (Key    *key,
         double  value)
{
  g_assert (key->n_values < MOST_KEYS);

  key->values[key->n_values++] = value;
}

static void
key_add_color (Key           *key,
               AipStageColor  color)
{
  key_add (key, color.red);
  key_add (key, color.green);
  key_add (key, color.blue);
}

/* A ratio counts, not a difference: 2 % are not seen. */
static void
key_add_coarse (Key    *key,
                double  value,
                double  share)
{
  key_add (key, value > 0 ? round (log (value) / share) : value);
}

/* Place, look and grade: what nobody drags. */
static void
key_begin (Key           *key,
           const Drawing *drawing)
{
  const AipStageWorld *world = &drawing->world;
  const AipStageGrade *grade = &drawing->grade;
  const AipStageLook *look = &drawing->look;

  key->n_values = 0;
  key_add (key, (double) (world->seed & 0xffffffff));
  key_add (key, (double) (world->seed >> 32));
  key_add (key, world->place);
  key_add (key, world->time);
  key_add (key, world->weather);
  key_add (key, world->modern);
  key_add_color (key, world->sky_top);
  key_add_color (key, world->sky_low);
  key_add_color (key, world->ambient);
  key_add_color (key, world->lamp);
  key_add (key, world->fog);
  key_add (key, round (world->sun_x / 20));
  key_add (key, grade->saturation);
  key_add (key, grade->contrast);
  key_add (key, grade->lift);
  key_add (key, grade->monochrome);
  key_add (key, grade->two_colour);
  key_add_color (key, grade->shadows);
  key_add_color (key, grade->highlights);
  key_add_color (key, grade->tint);
  key_add_color (key, grade->weights);
  key_add (key, look->technique);
  key_add (key, look->outline);
  key_add (key, look->colourless);
  key_add (key, drawing->view.width);
  key_add (key, drawing->view.frame_height);
  key_add (key, drawing->pixels);
  key_add (key, drawing->insert);
}

/* Where the camera is, to @share of a distance of @depth. */
static void
key_add_view (Key           *key,
              const Drawing *drawing,
              double         depth,
              double         share)
{
  const AipStageView *view = &drawing->view;

  key_add_coarse (key, view->scale, 0.002);
  key_add (key, round (view->pitch * view->scale / 57.3 * drawing->pixels * 2));
  key_add (key, view->roll);
  key_add_coarse (key, MAX (0.01, depth - view->camera_z), share);
  key_add_coarse (key, MAX (0.01, view->height), share);
}

static gboolean
key_take (Key       *kept,
          const Key *now)
{
  if (kept->n_values == now->n_values &&
      memcmp (kept->values, now->values, now->n_values * sizeof (double)) == 0)
    return FALSE;

  *kept = *now;

  return TRUE;
}

/* Preparation --------------------------------------------------------------------------------- */

/* What a move of the camera does to everything but the subject that it follows. */
static void
init_motion (Drawing *drawing)
{
  static const double seconds[AIP_N_PACES] = {
    [AIP_PACE_STATIC] = 0,   [AIP_PACE_VERY_SLOW] = 30, [AIP_PACE_SLOW] = 15,
    [AIP_PACE_MODERATE] = 7, [AIP_PACE_FAST] = 2,       [AIP_PACE_WHIP] = 0.35,
  };
  const AipSetup *setup = drawing->setup;
  AipPace pace = aip_setup_has (setup, AIP_SETUP_PACE) && setup->pace < AIP_N_PACES
                   ? setup->pace : AIP_PACE_MODERATE;
  double shutter = aip_setup_has (setup, AIP_SETUP_SHUTTER) ? setup->shutter : DEFAULT_SHUTTER;
  double fps = aip_setup_has (setup, AIP_SETUP_FPS) ? setup->fps : DEFAULT_FPS, share;

  if (!aip_setup_has (setup, AIP_SETUP_MOVE) || seconds[pace] <= 0)
    return;

  share = MIN (0.16, aip_optics_motion_blur (seconds[pace], shutter, fps));
  if ((setup->move->axes & (AIP_AXIS_PAN | AIP_AXIS_LATERAL | AIP_AXIS_ARC)) != 0)
    drawing->motion_x = share * drawing->view.width;
  else if ((setup->move->axes & (AIP_AXIS_TILT | AIP_AXIS_VERTICAL)) != 0)
    drawing->motion_y = share * drawing->view.width;
}

static void
init_figure (Drawing *drawing)
{
  static const guint skins[] = { 0xe0b094, 0xd19c7c, 0xb9825f, 0x8a5a3e, 0xe6bfa4, 0xc68f6c };
  static const guint hairs[] = { 0x2a1e16, 0x15110f, 0x4a3020, 0x7a5432, 0x39302c, 0x1d1a1a };
  static const guint coats[] = { 0x3d4a5e, 0x5a4636, 0x6a2f2b, 0x3e4a3c, 0x8a7a5e, 0x2e3036,
                                 0x7d6b7a, 0x4f6670 };
  static const guint irises[] = { 0x5b4028, 0x6b8fa8, 0x5d7350, 0x3f2c1c };
  AipStageFigure *figure = &drawing->figure;
  const AipStageLook *look = &drawing->look;
  const AipStageView *view = &drawing->view;
  AipStageRandom random = aip_stage_random_begin (drawing->world.seed, "figure");
  double field = view->distance * view->delivered.height / view->focal;

  *figure = (AipStageFigure) {
    .view = view,
    .light = &drawing->light,
    .grade = &drawing->grade,
    .woman = drawing->scene->woman,
    .x = view->subject_x,
    .head = look->head,
    .eyes = look->eyes,
    .steps = look->steps,
    .outline = look->outline * view->frame_height,
    .ink = look->ink,
    .memory = drawing->cache->memory,
  };

  figure->colors[AIP_STAGE_SKIN] = AIP_STAGE_RGB (skins[aip_stage_random_pick (&random, 6)]);
  figure->colors[AIP_STAGE_HAIR] = AIP_STAGE_RGB (hairs[aip_stage_random_pick (&random, 6)]);
  figure->colors[AIP_STAGE_COAT] = AIP_STAGE_RGB (coats[aip_stage_random_pick (&random, 8)]);
  figure->colors[AIP_STAGE_SHIRT] = AIP_STAGE_RGB (0xd8d4ca);
  figure->colors[AIP_STAGE_TROUSERS] = AIP_STAGE_RGB (0x3a3a42);
  figure->colors[AIP_STAGE_SHOES] = AIP_STAGE_RGB (0x2a1f18);
  figure->colors[AIP_STAGE_LIPS] = aip_stage_color_multiply (figure->colors[AIP_STAGE_SKIN],
                                                             (AipStageColor) { 0.92, 0.62, 0.62 });
  figure->colors[AIP_STAGE_EYE] = AIP_STAGE_RGB (irises[aip_stage_random_pick (&random, 4)]);
  figure->turn = aip_stage_random_range (&random, -24, 24);
  /* Small figures sometimes look where the audience looks. */
  if (field > 3.5 && aip_stage_random_pick (&random, 4) == 0)
    figure->turn += 180;
  if (aip_setup_has (drawing->setup, AIP_SETUP_COMPOSITION) &&
      (drawing->setup->composition == AIP_COMPOSITION_SYMMETRICAL ||
       drawing->setup->composition == AIP_COMPOSITION_CENTRED))
    figure->turn *= 0.25;

  switch (look->technique)
    {
    case AIP_STAGE_TECHNIQUE_CEL:
    case AIP_STAGE_TECHNIQUE_FLAT:
    case AIP_STAGE_TECHNIQUE_WASH:
      figure->shading = AIP_STAGE_SHADING_TOON;
      for (int i = 0; i < AIP_STAGE_N_MATERIALS; i++)
        figure->colors[i] = aip_stage_color_mix (figure->colors[i], AIP_STAGE_RGB (0xffffff), 0.12);
      break;

    case AIP_STAGE_TECHNIQUE_INK:
      figure->shading = AIP_STAGE_SHADING_TOON;
      figure->colors[AIP_STAGE_SKIN] = figure->colors[AIP_STAGE_SHIRT] = AIP_STAGE_RGB (0xffffff);
      figure->colors[AIP_STAGE_LIPS] = AIP_STAGE_RGB (0xd0d0d0);
      figure->colors[AIP_STAGE_HAIR] = AIP_STAGE_RGB (0x1a1a1a);
      figure->colors[AIP_STAGE_COAT] = AIP_STAGE_RGB (0x8a8a8a);
      break;

    case AIP_STAGE_TECHNIQUE_MODEL:
    case AIP_STAGE_TECHNIQUE_CLAY:
      for (int i = 0; i < AIP_STAGE_N_MATERIALS; i++)
        figure->colors[i] = aip_stage_color_scale (figure->colors[i], 1.12);
      break;

    case AIP_STAGE_TECHNIQUE_PHOTO:
    case AIP_STAGE_TECHNIQUE_OIL:
    default:
      break;
    }
}

static void
drawing_init (Drawing             *drawing,
              AipStageFrameCache  *cache,
              const AipSetup      *setup,
              const AipStageScene *scene,
              double               width,
              double               height,
              double               pixels)
{
  *drawing = (Drawing) { .cache = cache, .scene = scene, .pixels = pixels };
  aip_stage_setup_clean (setup, &drawing->clean);
  setup = drawing->setup = &drawing->clean;

  aip_stage_view_init (&drawing->view, setup, width, height);
  aip_stage_light_init (&drawing->light, setup);
  aip_stage_grade_init (&drawing->grade, setup);
  aip_stage_world_init (&drawing->world, setup, scene, &drawing->light);
  aip_stage_look_init (&drawing->look, scene->look, aip_setup_has (setup, AIP_SETUP_LOOK));

  if (drawing->look.colourless)
    drawing->grade.monochrome = TRUE;
  else if (drawing->look.technique != AIP_STAGE_TECHNIQUE_PHOTO)
    drawing->grade.saturation *= 1.25;

  drawing->insert = aip_setup_has (setup, AIP_SETUP_SIZE) && setup->size == AIP_SIZE_INSERT;
  init_figure (drawing);
  init_motion (drawing);
}

static AipStagePaint
get_paint (const Drawing *drawing,
           cairo_t       *cr,
           double         pixels,
           GArray        *sparks)
{
  return (AipStagePaint) {
    .cr = cr,
    .view = &drawing->view,
    .world = &drawing->world,
    .light = &drawing->light,
    .grade = &drawing->grade,
    .look = &drawing->look,
    .pixels = pixels,
    .sparks = sparks,
  };
}

/* Layers -------------------------------------------------------------------------------------- */

static void
update_sky (const Drawing *drawing)
{
  AipStageFrameCache *cache = drawing->cache;
  double height = drawing->view.frame_height;
  Key key;

  key_begin (&key, drawing);
  /* The sky is endlessly far: only where the camera looks counts. */
  key_add_coarse (&key, drawing->view.scale, 0.01);
  key_add (&key, round (drawing->view.pitch * drawing->view.scale / 57.3 / height * 60));
  key_add (&key, drawing->view.roll);
  if (drawing->insert || drawing->world.interior)
    key_add_coarse (&key, drawing->view.subject_x + 100, 0.001);
  key_add (&key, round (drawing->light.beams[0].direction[0] * 20));

  if (key_take (&cache->sky_key, &key) || cache->sky.surface == NULL)
    {
      /* Soft as it is, half of the pixels are enough. */
      double pixels = drawing->insert ? drawing->pixels : drawing->pixels / 2;
      cairo_t *cr = aip_stage_layer_begin (&cache->sky, drawing->view.width, height, pixels, 0, 0);
      AipStagePaint paint = get_paint (drawing, cr, pixels, NULL);

      if (drawing->insert)
        aip_stage_front_insert (&paint);
      else
        {
          aip_stage_paint_sky (&paint);
          aip_stage_paint_ground (&paint);
        }
      aip_stage_layer_end (&cache->sky, cr);
    }
}

static double
get_blur (const Drawing *drawing,
          double         z,
          double         motion)
{
  double blur = aip_stage_view_get_blur_at (&drawing->view, z - drawing->view.camera_z);

  return hypot (MIN (blur, drawing->view.frame_height * 0.25), motion);
}

static void
update_place (const Drawing *drawing,
              gboolean       far)
{
  AipStageFrameCache *cache = drawing->cache;
  const AipStageView *view = &drawing->view;
  AipStageLayer *layer = far ? &cache->far : &cache->middle;
  GArray *sparks = far ? cache->far_sparks : cache->middle_sparks;
  gboolean inside = drawing->world.interior && drawing->world.place != AIP_STAGE_PLACE_HALL;
  double depth = far ? (inside ? 3.4 : 60) : (inside ? 2.4 : 9);
  double squeeze = MAX (1, view->recorded.squeeze);
  double blur = get_blur (drawing, depth, 0);
  double blur_x = hypot (blur / squeeze, drawing->motion_x);
  double blur_y = hypot (blur, drawing->motion_y);
  Key key;

  key_begin (&key, drawing);
  key_add_view (&key, drawing, depth, far && !inside ? 0.004 : 0.0008);
  key_add_coarse (&key, MAX (0.4, blur_x * drawing->pixels), 0.04);
  key_add_coarse (&key, MAX (0.4, blur_y * drawing->pixels), 0.04);
  key_add (&key, round (drawing->light.beams[0].direction[0] * 12));
  if (!far)
    {
      key_add (&key, aip_setup_has (drawing->setup, AIP_SETUP_COMPOSITION)
                       ? (int) drawing->setup->composition : -1);
      key_add_coarse (&key, view->subject_x + 100, 0.0001);
    }

  if (key_take (far ? &cache->far_key : &cache->middle_key, &key) || layer->surface == NULL)
    {
      cairo_t *cr = aip_stage_layer_begin (layer, view->width, view->frame_height, drawing->pixels,
                                           blur_x, blur_y);
      AipStagePaint paint;

      g_array_set_size (sparks, 0);
      paint = get_paint (drawing, cr, layer->pixels, sparks);
      if (far)
        aip_stage_paint_far (&paint);
      else
        {
          if (aip_setup_has (drawing->setup, AIP_SETUP_COMPOSITION) &&
              drawing->setup->composition == AIP_COMPOSITION_LEADING_LINES)
            aip_stage_front_lines (&paint);
          aip_stage_paint_middle (&paint);
        }
      aip_stage_layer_end (layer, cr);
    }
}

static void
update_front (const Drawing *drawing)
{
  AipStageFrameCache *cache = drawing->cache;
  double distance, blur;
  Key key;

  if (!aip_stage_front_needed (drawing->setup, &drawing->view, &distance))
    {
      aip_stage_layer_clear (&cache->front);
      cache->front_key.n_values = 0;
      return;
    }

  blur = MIN (aip_stage_view_get_blur_at (&drawing->view, distance),
              drawing->view.frame_height * 0.2);
  key_begin (&key, drawing);
  key_add_view (&key, drawing, 0, 0.01);
  key_add_coarse (&key, MAX (0.4, blur * drawing->pixels), 0.05);
  key_add (&key, drawing->setup->composition);
  key_add (&key, drawing->setup->angle);
  for (guint i = 0; i < MIN (drawing->light.n_beams, 2); i++)
    for (int j = 0; j < 3; j++)
      key_add (&key, round (drawing->light.beams[i].direction[j] * 20));

  if (key_take (&cache->front_key, &key) || cache->front.surface == NULL)
    {
      cairo_t *cr = aip_stage_layer_begin (&cache->front, drawing->view.width,
                                           drawing->view.frame_height, drawing->pixels, blur, blur);
      AipStagePaint paint = get_paint (drawing, cr, cache->front.pixels, NULL);

      aip_stage_front_paint (&paint, drawing->setup, &drawing->figure);
      aip_stage_layer_end (&cache->front, cr);
    }
}

static void
update_subject (const Drawing *drawing)
{
  AipStageFrameCache *cache = drawing->cache;
  const AipStageView *view = &drawing->view;
  const AipStageLight *light = &drawing->light;
  Key key;

  key_begin (&key, drawing);
  key_add (&key, view->scale);
  key_add (&key, view->pitch);
  key_add (&key, view->roll);
  key_add (&key, view->height);
  key_add (&key, view->camera_z);
  key_add (&key, view->subject_x);
  key_add (&key, drawing->figure.woman);
  key_add (&key, drawing->figure.turn);
  for (guint i = 0; i < light->n_beams; i++)
    for (int j = 0; j < 3; j++)
      {
        key_add (&key, light->beams[i].direction[j]);
        key_add (&key, light->beams[i].color[j]);
      }
  for (int j = 0; j < 3; j++)
    {
      key_add (&key, light->sky[j]);
      key_add (&key, light->ground[j]);
    }

  if (key_take (&cache->subject_key, &key) || cache->subject == NULL)
    {
      cairo_t *cr;

      g_clear_pointer (&cache->subject, cairo_surface_destroy);
      cache->subject = cairo_image_surface_create (CAIRO_FORMAT_ARGB32,
                                                   (int) ceil (view->width * drawing->pixels),
                                                   (int) ceil (view->frame_height * drawing->pixels));
      cr = cairo_create (cache->subject);
      cairo_scale (cr, drawing->pixels, drawing->pixels);
      if (view->distance * view->delivered.height / view->focal > 1.5 &&
          drawing->world.place != AIP_STAGE_PLACE_SEA)
        aip_stage_figure_draw_shadow (&drawing->figure, cr, drawing->pixels);
      aip_stage_figure_draw (&drawing->figure, cr, drawing->pixels);
      cairo_destroy (cr);
    }
}

/* The whole ----------------------------------------------------------------------------------- */

static void
paint_surface (cairo_t         *cr,
               cairo_surface_t *surface,
               double           pixels,
               cairo_filter_t   filter)
{
  cairo_save (cr);
  cairo_scale (cr, 1 / pixels, 1 / pixels);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), filter);
  cairo_paint (cr);
  cairo_restore (cr);
}

static void
compose (const Drawing *drawing)
{
  AipStageFrameCache *cache = drawing->cache;
  const AipSetup *setup = drawing->setup;
  int width = MAX (1, (int) ceil (drawing->view.width * drawing->pixels));
  int height = MAX (1, (int) ceil (drawing->view.frame_height * drawing->pixels));
  double shutter = aip_setup_has (setup, AIP_SETUP_SHUTTER) ? setup->shutter : DEFAULT_SHUTTER;
  double fps = aip_setup_has (setup, AIP_SETUP_FPS) ? setup->fps : DEFAULT_FPS;
  AipStagePaint paint;
  cairo_t *cr;

  if (cache->picture == NULL || cairo_image_surface_get_width (cache->picture) != width ||
      cairo_image_surface_get_height (cache->picture) != height)
    {
      g_clear_pointer (&cache->picture, cairo_surface_destroy);
      cache->picture = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
    }

  cr = cairo_create (cache->picture);
  cairo_scale (cr, drawing->pixels, drawing->pixels);

  update_sky (drawing);
  aip_stage_layer_paint (&cache->sky, cr, 1);

  if (!drawing->insert)
    {
      update_place (drawing, TRUE);
      aip_stage_layer_paint (&cache->far, cr, 1);
      paint = get_paint (drawing, cr, drawing->pixels, cache->far_sparks);
      aip_stage_finish_sparks (&paint, setup);

      update_place (drawing, FALSE);
      aip_stage_layer_paint (&cache->middle, cr, 1);
      paint.sparks = cache->middle_sparks;
      aip_stage_finish_sparks (&paint, setup);

      /* On paper what is behind the figure is only hinted. */
      if (drawing->look.technique == AIP_STAGE_TECHNIQUE_INK ||
          drawing->look.technique == AIP_STAGE_TECHNIQUE_WASH)
        {
          aip_stage_paint_set (&paint, drawing->look.sheet, 0.5);
          cairo_paint (cr);
        }

      update_subject (drawing);
      paint_surface (cr, cache->subject, drawing->pixels, CAIRO_FILTER_NEAREST);
    }

  update_front (drawing);
  aip_stage_layer_paint (&cache->front, cr, 1);

  paint = get_paint (drawing, cr, drawing->pixels, NULL);
  aip_stage_finish_veil (&paint, setup);
  if (!drawing->insert)
    aip_stage_front_weather (&paint, aip_optics_exposure_time (shutter, fps));
  cairo_surface_flush (cache->picture);
  aip_stage_finish_bloom (&paint, setup, cache->picture);
  aip_stage_finish_look (&paint, cache->picture);
  if (drawing->scene->grain)
    aip_stage_finish_grain (&paint, setup);
  cairo_destroy (cr);
}

/* Corners of what the camera records beyond what is delivered. */
static void
draw_frame_lines (const Drawing *drawing,
                  cairo_t       *cr,
                  double         room_x,
                  double         room_y)
{
  const AipStageView *view = &drawing->view;
  double across = view->width * view->recorded.width / view->delivered.width;
  double up = view->frame_height * view->recorded.height / view->delivered.height;
  double x = MIN ((across - view->width) / 2, room_x - 2);
  double y = MIN ((up - view->frame_height) / 2, room_y - 2);
  double tick = MIN (view->width, view->frame_height) * 0.06;

  if (x < 1 && y < 1)
    return;

  x = MAX (x, 0);
  y = MAX (y, 0);
  cairo_set_line_width (cr, 1);
  cairo_set_source_rgba (cr, 1, 1, 1, 0.35);
  for (int i = 0; i < 4; i++)
    {
      double sx = i % 2 == 0 ? 1 : -1, sy = i < 2 ? 1 : -1;
      double px = i % 2 == 0 ? -x + 0.5 : view->width + x - 0.5;
      double py = i < 2 ? -y + 0.5 : view->frame_height + y - 0.5;

      cairo_move_to (cr, px + sx * tick, py);
      cairo_line_to (cr, px, py);
      cairo_line_to (cr, px, py + sy * MIN (tick, MAX (y, 3)));
    }
  cairo_stroke (cr);
}

void
aip_stage_frame_get_picture (const AipSetup *setup,
                             double          width,
                             double          height,
                             double         *x,
                             double         *y,
                             double         *picture_width,
                             double         *picture_height)
{
  double aspect;

  g_return_if_fail (setup != NULL);

  aspect = aip_stage_view_get_aspect (setup);
  *picture_width = MIN (width, height * aspect);
  *picture_height = MIN (height, width / aspect);
  *x = (width - *picture_width) / 2;
  *y = (height - *picture_height) / 2;
}

void
aip_stage_frame_draw (cairo_t             *cr,
                      const AipSetup      *setup,
                      const AipStageScene *scene,
                      double               width,
                      double               height)
{
  g_autoptr(AipStageFrameCache) cache = aip_stage_frame_cache_new ();

  aip_stage_frame_draw_cached (cache, cr, setup, scene, width, height);
}

/* How many pixels of the surface behind it a unit of @cr has. */
static double
get_pixels (cairo_t *cr)
{
  double x = 1, y = 0, scale_x = 1, scale_y = 1;

  cairo_user_to_device_distance (cr, &x, &y);
  cairo_surface_get_device_scale (cairo_get_group_target (cr), &scale_x, &scale_y);

  return CLAMP (hypot (x * scale_x, y * scale_y), 0.05, 16);
}

void
aip_stage_frame_draw_cached (AipStageFrameCache  *cache,
                             cairo_t             *cr,
                             const AipSetup      *setup,
                             const AipStageScene *scene,
                             double               width,
                             double               height)
{
  double x, y, picture_width, picture_height, pixels;
  Drawing drawing;

  g_return_if_fail (cache != NULL && cr != NULL && setup != NULL && scene != NULL);

  if (!(width > 0 && height > 0) || !isfinite (width * height))
    return;

  aip_stage_frame_get_picture (setup, width, height, &x, &y, &picture_width, &picture_height);
  pixels = get_pixels (cr);
  /* A wall of screens gets the same picture, enlarged. */
  pixels = MIN (pixels, sqrt (MOST_PIXELS / MAX (1, picture_width * picture_height)));
  drawing_init (&drawing, cache, setup, scene, picture_width, picture_height, pixels);
  compose (&drawing);

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_paint (cr);
  cairo_translate (cr, x, y);
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, picture_width, picture_height);
  cairo_clip (cr);
  paint_surface (cr, cache->picture, pixels, CAIRO_FILTER_BILINEAR);
  if (scene->arrow)
    aip_stage_finish_arrow (cr, setup, &scene->palette, picture_width, picture_height);
  cairo_restore (cr);
  if (scene->frame_lines)
    draw_frame_lines (&drawing, cr, x, y);
  cairo_restore (cr);
}
