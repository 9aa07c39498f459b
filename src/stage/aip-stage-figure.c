/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-figure"

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-stage-figure-private.h"
#include "aip-stage-raster.h"

#define TO_RADIANS (G_PI / 180)
#define NECK 1.46f
#define NEAREST 0.03f

/* Texels across the map of what the key sees. */
#define SHADOW_SIZE 224
#define EXPOSURE_STEPS 1024
#define EXPOSURE_RANGE 4.0f

/* Pixels that are shaded twice as finely as they are shown. */
#define MOST_FINE_PIXELS 160000

/* One lamp's view: which vertices it reaches, and for what that is true. */
typedef struct {
  const AipStageMesh *mesh;
  double              turn;
  double              head;
  float               direction[3];
  float               softness;
  float              *open;
} Reach;

#define MOST_SHADOWS 2

struct _AipStageFigureMemory {
  Reach reaches[MOST_SHADOWS];
};

typedef struct {
  AipStageRaster raster;
  float          right[3];
  float          up[3];
  float          toward[3];
  float          centre[3];
  float          scale;
  float          bias;
} Shadow;

AipStageFigureMemory *
aip_stage_figure_memory_new (void)
{
  return g_new0 (AipStageFigureMemory, 1);
}

void
aip_stage_figure_memory_free (AipStageFigureMemory *memory)
{
  if (memory == NULL)
    return;

  for (guint i = 0; i < MOST_SHADOWS; i++)
    g_free (memory->reaches[i].open);
  g_free (memory);
}

/* Light to the display: a shoulder like film's, then the display's gamma. */
static const float *
get_exposure_table (void)
{
  static float table[EXPOSURE_STEPS + 1];
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      for (int i = 0; i <= EXPOSURE_STEPS; i++)
        {
          /* By the square root, or the shadows would have steps. */
          double root = (double) i / EXPOSURE_STEPS, light = root * root * EXPOSURE_RANGE;

          table[i] = (float) pow (1 - exp (-1.45 * light), 1 / 2.2);
        }
      g_once_init_leave (&ready, 1);
    }

  return table;
}

void
aip_stage_figure_expose (const AipStageFigure *figure,
                         const float           linear[3],
                         AipStageColor        *color)
{
  const float *table = get_exposure_table ();
  double exposed[3];

  for (int i = 0; i < 3; i++)
    exposed[i] = table[(int) (sqrtf (CLAMP (linear[i] / EXPOSURE_RANGE, 0, 1)) * EXPOSURE_STEPS)];

  *color = aip_stage_grade_apply (figure->grade, (AipStageColor) { exposed[0], exposed[1],
                                                                   exposed[2] });
}

void
aip_stage_figure_turn (const AipStageFigure *figure,
                       const float           vector[3],
                       float                 turned[3])
{
  float s = sinf ((float) (figure->turn * TO_RADIANS));
  float c = cosf ((float) (figure->turn * TO_RADIANS));

  turned[0] = vector[0] * c - vector[2] * s;
  turned[1] = vector[1];
  turned[2] = vector[0] * s + vector[2] * c;
}

void
aip_stage_figure_place (const AipStageFigure *figure,
                        const float           point[3],
                        float                 placed[3])
{
  float p[3] = { point[0], point[1], point[2] };

  if (figure->head != 1 && p[1] > NECK)
    {
      float grow = 1 + ((float) figure->head - 1) * MIN (1, (p[1] - NECK) / 0.06f);

      p[0] *= grow;
      p[1] = NECK + (p[1] - NECK) * grow;
      p[2] *= grow;
    }

  aip_stage_figure_turn (figure, p, placed);
  placed[0] += (float) figure->x;
  placed[2] += (float) figure->z;
}

/* Shadows ------------------------------------------------------------------------------------- */

static void
cross (const float a[3],
       const float b[3],
       float       result[3])
{
  result[0] = a[1] * b[2] - a[2] * b[1];
  result[1] = a[2] * b[0] - a[0] * b[2];
  result[2] = a[0] * b[1] - a[1] * b[0];
}

static float
dot (const float a[3],
     const float b[3])
{
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static void
normalize (float a[3])
{
  float length = sqrtf (MAX (dot (a, a), 1e-12f));

  a[0] /= length;
  a[1] /= length;
  a[2] /= length;
}

static void
to_shadow (const Shadow   *shadow,
           const float     point[3],
           AipStageCorner *corner)
{
  float p[3] = { point[0] - shadow->centre[0], point[1] - shadow->centre[1],
                 point[2] - shadow->centre[2] };

  corner->x = SHADOW_SIZE / 2 + dot (p, shadow->right) * shadow->scale;
  corner->y = SHADOW_SIZE / 2 - dot (p, shadow->up) * shadow->scale;
  corner->depth = -dot (p, shadow->toward);
}

static void
shadow_init (Shadow               *shadow,
             const AipStageFigure *figure,
             const AipStageMesh   *mesh,
             const float           direction[3],
             float                 radius,
             float                 height)
{
  static const float upwards[3] = { 0, 1, 0 }, forward[3] = { 0, 0, 1 };
  g_autofree AipStageCorner *corners = g_new (AipStageCorner, mesh->n_vertices);

  memcpy (shadow->toward, direction, sizeof shadow->toward);
  cross (fabsf (direction[1]) > 0.95f ? forward : upwards, direction, shadow->right);
  normalize (shadow->right);
  cross (direction, shadow->right, shadow->up);
  shadow->centre[0] = (float) figure->x;
  shadow->centre[1] = height;
  shadow->centre[2] = (float) figure->z;
  shadow->scale = SHADOW_SIZE / (2 * radius);
  shadow->bias = 1.6f / shadow->scale + 0.0025f;

  aip_stage_raster_init (&shadow->raster, SHADOW_SIZE, SHADOW_SIZE);
  for (guint i = 0; i < mesh->n_vertices; i++)
    {
      float placed[3];

      aip_stage_figure_place (figure, mesh->vertices[i].position, placed);
      to_shadow (shadow, placed, &corners[i]);
    }
  for (guint i = 0; i < mesh->n_triangles; i++)
    aip_stage_raster_depth (&shadow->raster, &corners[mesh->indices[3 * i]],
                            &corners[mesh->indices[3 * i + 1]], &corners[mesh->indices[3 * i + 2]]);
}

/* How much of the light arrives: the mean of a few looks at the map, wider for a soft light. */
static float
shadow_look (const Shadow *shadow,
             const float   point[3],
             const float   normal[3],
             float         softness)
{
  float moved[3], sum = 0, spread = MAX (0.8f, softness * shadow->scale * 0.5f);
  AipStageCorner corner;

  for (int i = 0; i < 3; i++)
    moved[i] = point[i] + normal[i] * shadow->bias * 0.8f;
  to_shadow (shadow, moved, &corner);

  for (int j = -1; j <= 1; j++)
    for (int i = -1; i <= 1; i++)
      {
        int x = (int) (corner.x + i * spread), y = (int) (corner.y + j * spread);

        if (x < 0 || y < 0 || x >= SHADOW_SIZE || y >= SHADOW_SIZE)
          sum += 1;
        else
          {
            float behind = corner.depth - shadow->raster.depths[y * SHADOW_SIZE + x];

            sum += 1 - CLAMP ((behind - shadow->bias * 0.5f) / shadow->bias, 0, 1);
          }
      }

  return sum / 9;
}

/* Shading ------------------------------------------------------------------------------------- */

typedef struct {
  const AipStageFigure *figure;
  float                 camera[3];
  float                 albedo[AIP_STAGE_N_MATERIALS][3];
  const float          *open[AIP_STAGE_MAX_BEAMS];
  AipStageFigureMemory *own;
} Shader;

static const float gloss[AIP_STAGE_N_MATERIALS] = {
  [AIP_STAGE_SKIN] = 0.07f,     [AIP_STAGE_HAIR] = 0.12f,  [AIP_STAGE_COAT] = 0.015f,
  [AIP_STAGE_SHIRT] = 0.01f,    [AIP_STAGE_TROUSERS] = 0.01f, [AIP_STAGE_SHOES] = 0.20f,
  [AIP_STAGE_LIPS] = 0.12f,     [AIP_STAGE_EYE] = 0.3f,
};

static void
shade (const Shader *shader,
       const float   point[3],
       const float   normal[3],
       float         occlusion,
       const float   albedo[3],
       float         shine,
       gboolean      skin,
       int           vertex,
       float         linear[3])
{
  const AipStageLight *light = shader->figure->light;
  float view[3] = { shader->camera[0] - point[0], shader->camera[1] - point[1],
                    shader->camera[2] - point[2] };
  float up = 0.5f + 0.5f * normal[1], facing, edge;

  normalize (view);
  facing = MAX (0, dot (normal, view));
  edge = (1 - facing) * (1 - facing) * (1 - facing);

  for (int i = 0; i < 3; i++)
    {
      float around = light->ground[i] + (light->sky[i] - light->ground[i]) * up;

      linear[i] = albedo[i] * around * occlusion + around * edge * 0.10f * occlusion;
    }

  for (guint b = 0; b < light->n_beams; b++)
    {
      const AipStageBeam *beam = &light->beams[b];
      float cosine = dot (normal, beam->direction), lit, half[3], highlight, open = 1;
      /* Blood scatters red light past the edge of the shadow. */
      float red;

      lit = MAX (0, (cosine + beam->wrap) / (1 + beam->wrap));
      red = skin ? MAX (0, (cosine + beam->wrap + 0.18f) / (1.18f + beam->wrap)) : lit;
      if (red <= 0)
        continue;

      if (vertex >= 0 && shader->open[b] != NULL)
        open = shader->open[b][vertex];
      open *= 0.45f + 0.55f * occlusion;

      for (int i = 0; i < 3; i++)
        half[i] = beam->direction[i] + view[i];
      normalize (half);
      highlight = MAX (0, dot (normal, half));
      highlight *= highlight;
      highlight *= highlight;
      highlight *= highlight;
      highlight *= highlight;
      highlight *= shine * (1 + 6 * edge) * (lit > 0);

      linear[0] += beam->color[0] * open * (albedo[0] * (0.7f * lit + 0.3f * red) + highlight);
      linear[1] += beam->color[1] * open * (albedo[1] * lit + highlight);
      linear[2] += beam->color[2] * open * (albedo[2] * lit + highlight);
    }
}

/* Which vertices of @mesh the beam reaches, from the map of what it sees. */
static void
reach_update (Reach                *reach,
              const AipStageFigure *figure,
              const AipStageMesh   *mesh,
              const AipStageBeam   *beam,
              AipStageDetail        detail)
{
  gboolean near = detail <= AIP_STAGE_DETAIL_HEAD;
  AipStageFigure upright = *figure;
  Shadow shadow;

  if (reach->mesh == mesh && reach->turn == figure->turn && reach->head == figure->head &&
      memcmp (reach->direction, beam->direction, sizeof reach->direction) == 0 &&
      reach->softness == beam->softness)
    return;

  /* Where it stands does not matter to a lamp that is far away. */
  upright.x = upright.z = 0;
  shadow_init (&shadow, &upright,
               aip_stage_mesh_get (near ? AIP_STAGE_DETAIL_HALF : AIP_STAGE_DETAIL_FULL,
                                   figure->woman),
               beam->direction,
               (near ? 0.26f : detail == AIP_STAGE_DETAIL_HALF ? 0.62f : 0.98f) *
                 (float) figure->head,
               near ? 1.62f : detail == AIP_STAGE_DETAIL_HALF ? 1.35f : 0.9f);

  reach->mesh = mesh;
  reach->turn = figure->turn;
  reach->head = figure->head;
  reach->softness = beam->softness;
  memcpy (reach->direction, beam->direction, sizeof reach->direction);
  g_free (reach->open);
  reach->open = g_new (float, mesh->n_vertices);

  for (guint i = 0; i < mesh->n_vertices; i++)
    {
      float placed[3], normal[3];

      aip_stage_figure_turn (figure, mesh->vertices[i].normal, normal);
      reach->open[i] = 1;
      if (dot (normal, beam->direction) < -0.2f - beam->wrap)
        continue;
      aip_stage_figure_place (&upright, mesh->vertices[i].position, placed);
      reach->open[i] = shadow_look (&shadow, placed, normal, beam->softness);
    }
  aip_stage_raster_clear (&shadow.raster);
}

static void
shader_init (Shader               *shader,
             const AipStageFigure *figure,
             const AipStageMesh   *mesh,
             AipStageDetail        detail)
{
  const AipStageView *view = figure->view;
  const AipStageLight *light = figure->light;
  AipStageFigureMemory *memory = figure->memory;
  guint n_shadows = 0;

  *shader = (Shader) { .figure = figure, .camera = { 0, (float) view->height,
                                                     (float) view->camera_z } };

  for (int i = 0; i < AIP_STAGE_N_MATERIALS; i++)
    {
      shader->albedo[i][0] = powf ((float) CLAMP (figure->colors[i].red, 0, 1), 2.2f);
      shader->albedo[i][1] = powf ((float) CLAMP (figure->colors[i].green, 0, 1), 2.2f);
      shader->albedo[i][2] = powf ((float) CLAMP (figure->colors[i].blue, 0, 1), 2.2f);
    }

  if (detail == AIP_STAGE_DETAIL_SPECK)
    return;
  if (memory == NULL)
    memory = shader->own = aip_stage_figure_memory_new ();

  for (guint i = 0; i < light->n_beams && n_shadows < MOST_SHADOWS; i++)
    {
      const AipStageBeam *beam = &light->beams[i];

      if (MAX (beam->color[0], MAX (beam->color[1], beam->color[2])) < 0.12f)
        continue;

      reach_update (&memory->reaches[n_shadows], figure, mesh, beam, detail);
      shader->open[i] = memory->reaches[n_shadows++].open;
    }
}

static void
shader_clear (Shader *shader)
{
  g_clear_pointer (&shader->own, aip_stage_figure_memory_free);
}

/* Drawing ------------------------------------------------------------------------------------- */

typedef struct {
  int    x;
  int    y;
  int    width;
  int    height;
  int    fine;
  double pixels;
} Patch;

/* The part of the picture that the figure covers, in device pixels. */
static gboolean
patch_init (Patch                *patch,
            const AipStageFigure *figure,
            double                pixels)
{
  const AipStageView *view = figure->view;
  double low_x = INFINITY, low_y = INFINITY, high_x = -INFINITY, high_y = -INFINITY;
  float grow = (float) MAX (1, figure->head);
  double right, bottom;

  for (int i = 0; i < 8; i++)
    {
      const float corner[3] = { (i & 1 ? 0.36f : -0.36f), (i & 2 ? 1.80f : -0.02f),
                                (i & 4 ? 0.22f : -0.22f) };
      float placed[3];
      double x, y;

      aip_stage_figure_place (figure, corner, placed);
      if (!aip_stage_view_project (view, placed[0] * 1.0, placed[1], placed[2], &x, &y, NULL))
        {
          /* It reaches behind the camera: anything may be covered. */
          low_x = low_y = -1e6;
          high_x = high_y = 1e6;
          break;
        }
      low_x = MIN (low_x, x);
      high_x = MAX (high_x, x);
      low_y = MIN (low_y, y);
      high_y = MAX (high_y, y);
    }

  low_x -= (high_x - low_x) * (grow - 1) + 2;
  high_x += (high_x - low_x) * (grow - 1) + 2;
  low_x = MAX (low_x, 0);
  low_y = MAX (low_y - 2, 0);
  right = MIN (high_x, view->width);
  bottom = MIN (high_y + 2, view->frame_height);
  if (!(right > low_x && bottom > low_y))
    return FALSE;

  patch->pixels = pixels;
  patch->x = (int) floor (low_x * pixels);
  patch->y = (int) floor (low_y * pixels);
  patch->width = (int) ceil (right * pixels) - patch->x;
  patch->height = (int) ceil (bottom * pixels) - patch->y;
  if (patch->width <= 0 || patch->height <= 0)
    return FALSE;
  patch->fine = (double) patch->width * patch->height <= MOST_FINE_PIXELS ? 2 : 1;

  return TRUE;
}

static AipStageDetail
choose_detail (const AipStageFigure *figure,
               double                pixels)
{
  const AipStageView *view = figure->view;
  double depth = MAX (NEAREST, figure->z - view->camera_z);
  double metre = view->scale / depth * pixels * figure->head;
  gboolean face = view->scale > 0 && depth * view->delivered.height / view->focal < 0.2;

  if (face && metre > 900)
    return AIP_STAGE_DETAIL_FACE;
  if (metre > 480)
    return AIP_STAGE_DETAIL_HEAD;
  if (metre > 170)
    return AIP_STAGE_DETAIL_HALF;
  if (metre > 48)
    return AIP_STAGE_DETAIL_FULL;

  return AIP_STAGE_DETAIL_SPECK;
}

static void
set_photo_color (const Shader         *shader,
                 const AipStageVertex *vertex,
                 int                   index,
                 const float           placed[3],
                 AipStageCorner       *corner)
{
  const AipStageFigure *figure = shader->figure;
  float normal[3], albedo[3], linear[3];
  AipStageColor color;

  aip_stage_figure_turn (figure, vertex->normal, normal);
  for (int i = 0; i < 3; i++)
    albedo[i] = shader->albedo[vertex->material][i] * (1 - vertex->blend) +
                shader->albedo[vertex->other][i] * vertex->blend;
  shade (shader, placed, normal, vertex->occlusion, albedo, gloss[vertex->material],
         vertex->material == AIP_STAGE_SKIN, index, linear);
  aip_stage_figure_expose (figure, linear, &color);
  corner->color[0] = (float) (color.red * 255);
  corner->color[1] = (float) (color.green * 255);
  corner->color[2] = (float) (color.blue * 255);
}

/* A toon's pixels first hold how much light there is and what they are made of. */
static void
set_toon_color (const Shader         *shader,
                const AipStageVertex *vertex,
                int                   index,
                const float           placed[3],
                AipStageCorner       *corner)
{
  static const float white[3] = { 1, 1, 1 };
  float normal[3], linear[3];

  aip_stage_figure_turn (shader->figure, vertex->normal, normal);
  shade (shader, placed, normal, vertex->occlusion, white, 0, FALSE, index, linear);
  corner->color[0] = CLAMP ((linear[0] + linear[1] + linear[2]) / 3 * 170, 0, 255);
  /* Both materials in one byte that is the same all over a triangle, half a step from its ends. */
  corner->color[1] = (float) (vertex->material << 5 | vertex->other << 2) + 2;
  corner->color[2] = vertex->blend * 255;
}

static void
rasterize (const Shader       *shader,
           const AipStageMesh *mesh,
           const Patch        *patch,
           AipStageRaster     *raster)
{
  const AipStageFigure *figure = shader->figure;
  const AipStageView *view = figure->view;
  g_autofree AipStageCorner *corners = g_new (AipStageCorner, mesh->n_vertices);
  double zoom = patch->pixels * patch->fine;
  gboolean toon = figure->shading == AIP_STAGE_SHADING_TOON;

  for (guint i = 0; i < mesh->n_vertices; i++)
    {
      const AipStageVertex *vertex = &mesh->vertices[i];
      AipStageCorner *corner = &corners[i];
      float placed[3], normal[3], toward[3];
      double x, y, depth;

      aip_stage_figure_place (figure, vertex->position, placed);
      if (!aip_stage_view_project (view, placed[0], placed[1], placed[2], &x, &y, &depth))
        {
          corner->depth = -1;
          continue;
        }

      corner->x = (float) (x * zoom - patch->x * patch->fine);
      corner->y = (float) (y * zoom - patch->y * patch->fine);
      corner->depth = (float) depth;

      /* Light is dear: none for what is not seen. */
      for (int j = 0; j < 3; j++)
        toward[j] = shader->camera[j] - placed[j];
      aip_stage_figure_turn (figure, vertex->normal, normal);
      if (dot (normal, toward) < -0.35f * sqrtf (dot (toward, toward)) ||
          corner->x < -60 || corner->y < -60 || corner->x > raster->width + 60 ||
          corner->y > raster->height + 60)
        {
          corner->color[0] = corner->color[1] = corner->color[2] = 0;
          continue;
        }

      if (toon)
        set_toon_color (shader, vertex, (int) i, placed, corner);
      else
        set_photo_color (shader, vertex, (int) i, placed, corner);
    }

  for (guint i = 0; i < mesh->n_triangles; i++)
    {
      AipStageCorner a = corners[mesh->indices[3 * i]], b = corners[mesh->indices[3 * i + 1]];
      AipStageCorner c = corners[mesh->indices[3 * i + 2]];

      if (a.depth < NEAREST || b.depth < NEAREST || c.depth < NEAREST)
        continue;
      if (toon)
        b.color[1] = c.color[1] = a.color[1];
      aip_stage_raster_triangle (raster, &a, &b, &c);
    }
}

static inline guint
get_material (guint32 pixel)
{
  return (pixel & 255) > 120 ? pixel >> 10 & 7 : pixel >> 13 & 7;
}

/* Light and material of every pixel to flat colours, and lines where either the material or the
 * depth jumps. */
static void
ink_toon (const AipStageFigure *figure,
          AipStageRaster       *raster,
          const Patch          *patch)
{
  guint32 tones[AIP_STAGE_N_MATERIALS][256], line;
  gsize n_pixels = (gsize) raster->width * raster->height;
  g_autofree guint32 *inked = g_new0 (guint32, n_pixels);
  int reach = (int) round (figure->outline * patch->pixels * patch->fine);
  AipStageColor ink = aip_stage_grade_apply (figure->grade, figure->ink);

  line = 0xff000000u | (guint32) (ink.red * 255) << 16 | (guint32) (ink.green * 255) << 8 |
         (guint32) (ink.blue * 255);

  for (int i = 0; i < AIP_STAGE_N_MATERIALS; i++)
    for (int t = 0; t < 256; t++)
      {
        static const double levels[3][3] = { { 0.96, 0.96, 0.96 }, { 0.58, 1.0, 1.0 },
                                             { 0.48, 0.76, 1.06 } };
        guint step = figure->steps == 0 ? 0 : t > 104 ? 2 : t > 46 ? 1 : 0;
        double level = levels[MIN (figure->steps, 2)][figure->steps == 1 ? (t > 72) : step];
        AipStageColor color = aip_stage_color_scale (figure->colors[i], level);

        /* Shadows lean to blue, as they are painted. */
        if (level < 0.9)
          color = aip_stage_color_multiply (color, (AipStageColor) { 0.90, 0.92, 1.08 });
        color = aip_stage_grade_apply (figure->grade, color);
        tones[i][t] = 0xff000000u | (guint32) (color.red * 255) << 16 |
                      (guint32) (color.green * 255) << 8 | (guint32) (color.blue * 255);
      }

  for (int y = 0; y < raster->height; y++)
    for (int x = 0; x < raster->width; x++)
      {
        gsize at = (gsize) y * raster->width + x;
        guint32 pixel = raster->pixels[at];
        gboolean edge = FALSE;

        if ((pixel >> 24) == 0)
          continue;

        for (int i = 0; i < 4 && reach > 0 && !edge; i++)
          {
            int nx = x + (i == 0 ? reach : i == 1 ? -reach : 0);
            int ny = y + (i == 2 ? reach : i == 3 ? -reach : 0);
            guint32 other;
            gsize beside;

            /* The figure goes on beyond the picture. */
            if (nx < 0 || ny < 0 || nx >= raster->width || ny >= raster->height)
              continue;
            beside = (gsize) ny * raster->width + nx;
            other = raster->pixels[beside];
            edge = (other >> 24) == 0 || get_material (other) != get_material (pixel) ||
                   raster->depths[beside] - raster->depths[at] > 0.05f;
          }
        inked[at] = edge ? line : tones[get_material (pixel)][(pixel >> 16) & 255];
      }

  memcpy (raster->pixels, inked, n_pixels * sizeof (guint32));
}

/* One pixel of four, premultiplied, which is all that smooths the edges. */
static cairo_surface_t *
to_surface (const AipStageRaster *raster,
            const Patch          *patch)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, patch->width,
                                                         patch->height);
  guchar *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  if (data == NULL)
    return surface;

  for (int y = 0; y < patch->height; y++)
    {
      guint32 *row = (guint32 *) (data + (gsize) y * stride);

      if (patch->fine == 1)
        {
          memcpy (row, raster->pixels + (gsize) y * raster->width, patch->width * sizeof *row);
          continue;
        }

      for (int x = 0; x < patch->width; x++)
        {
          const guint32 *p = raster->pixels + (gsize) y * 2 * raster->width + x * 2;
          const guint32 *q = p + raster->width;
          /* Two channels at a time: four sums of a byte fit into sixteen bits. */
          guint32 even = (p[0] & 0xff00ff) + (p[1] & 0xff00ff) + (q[0] & 0xff00ff) +
                         (q[1] & 0xff00ff);
          guint32 odd = (p[0] >> 8 & 0xff00ff) + (p[1] >> 8 & 0xff00ff) + (q[0] >> 8 & 0xff00ff) +
                        (q[1] >> 8 & 0xff00ff);

          row[x] = (even >> 2 & 0xff00ff) | (odd << 6 & 0xff00ff00);
        }
    }
  cairo_surface_mark_dirty (surface);

  return surface;
}

static void
blacken (AipStageRaster       *raster,
         const AipStageFigure *figure)
{
  AipStageColor ink = aip_stage_grade_apply (figure->grade, figure->ink);
  guint32 black = 0xff000000u | (guint32) (ink.red * 255) << 16 |
                  (guint32) (ink.green * 255) << 8 | (guint32) (ink.blue * 255);
  gsize n_pixels = (gsize) raster->width * raster->height;

  for (gsize i = 0; i < n_pixels; i++)
    if (raster->pixels[i] != 0)
      raster->pixels[i] = black;
}

gboolean
aip_stage_figure_draw (const AipStageFigure *figure,
                       cairo_t              *cr,
                       double                pixels)
{
  const AipStageMesh *mesh;
  AipStageDetail detail;
  AipStageRaster raster;
  Shader shader;
  Patch patch;
  cairo_surface_t *surface;
  float eyes[2][3];

  g_return_val_if_fail (figure != NULL && cr != NULL, FALSE);

  if (!(pixels > 0) || !patch_init (&patch, figure, pixels))
    return FALSE;

  detail = choose_detail (figure, pixels);
  mesh = aip_stage_mesh_get (detail, figure->woman);
  shader_init (&shader, figure, mesh, detail);
  aip_stage_raster_init (&raster, patch.width * patch.fine, patch.height * patch.fine);
  rasterize (&shader, mesh, &patch, &raster);
  if (figure->shading == AIP_STAGE_SHADING_TOON)
    ink_toon (figure, &raster, &patch);
  else if (figure->shading == AIP_STAGE_SHADING_BLACK)
    blacken (&raster, figure);

  surface = to_surface (&raster, &patch);
  cairo_save (cr);
  cairo_scale (cr, 1 / pixels, 1 / pixels);
  cairo_set_source_surface (cr, surface, patch.x, patch.y);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (surface);
  aip_stage_raster_clear (&raster);

  for (int i = 0; i < 2; i++)
    {
      static const float white[3] = { 1, 1, 1 }, ahead[3] = { 0, 0, -1 };
      const float eye[3] = { i == 0 ? -0.032f : 0.032f, 1.632f, -0.092f };
      float placed[3], normal[3];

      aip_stage_figure_place (figure, eye, placed);
      aip_stage_figure_turn (figure, ahead, normal);
      shade (&shader, placed, normal, 0.75f, white, 0, FALSE, -1, eyes[i]);
    }
  shader_clear (&shader);

  if (detail != AIP_STAGE_DETAIL_SPECK && figure->shading != AIP_STAGE_SHADING_BLACK)
    aip_stage_figure_draw_eyes (figure, cr, (const float (*)[3]) eyes);

  return TRUE;
}

void
aip_stage_figure_draw_shadow (const AipStageFigure *figure,
                              cairo_t              *cr,
                              double                pixels)
{
  const AipStageMesh *mesh;
  const AipStageBeam *key;
  g_autofree AipStageCorner *corners = NULL;
  AipStageRaster raster;
  Patch patch;
  cairo_surface_t *surface;
  double reach;

  g_return_if_fail (figure != NULL && cr != NULL);

  if (figure->light->n_beams == 0)
    return;

  key = &figure->light->beams[0];
  /* A very low sun throws a shadow without an end. */
  if (key->direction[1] < 0.06f)
    return;

  pixels = MIN (pixels, 0.5 * pixels);
  reach = 1 / key->direction[1];
  patch = (Patch) { 0, 0, (int) ceil (figure->view->width * pixels),
                    (int) ceil (figure->view->frame_height * pixels), 1, pixels };
  if (patch.width <= 0 || patch.height <= 0)
    return;

  mesh = aip_stage_mesh_get (AIP_STAGE_DETAIL_SPECK, figure->woman);
  corners = g_new (AipStageCorner, mesh->n_vertices);
  aip_stage_raster_init (&raster, patch.width, patch.height);

  for (guint i = 0; i < mesh->n_vertices; i++)
    {
      float placed[3];
      double x, y;

      aip_stage_figure_place (figure, mesh->vertices[i].position, placed);
      if (aip_stage_view_project (figure->view,
                                  placed[0] - key->direction[0] * placed[1] * reach, 0,
                                  placed[2] - key->direction[2] * placed[1] * reach, &x, &y, NULL))
        corners[i] = (AipStageCorner) { (float) (x * pixels), (float) (y * pixels), 1 };
      else
        corners[i].depth = -1;
    }

  /* Seen from either side, so both windings. */
  for (guint i = 0; i < mesh->n_triangles; i++)
    {
      const AipStageCorner *a = &corners[mesh->indices[3 * i]];
      const AipStageCorner *b = &corners[mesh->indices[3 * i + 1]];
      const AipStageCorner *c = &corners[mesh->indices[3 * i + 2]];

      if (a->depth < 0 || b->depth < 0 || c->depth < 0)
        continue;
      aip_stage_raster_triangle (&raster, a, b, c);
      aip_stage_raster_triangle (&raster, a, c, b);
    }

  surface = to_surface (&raster, &patch);
  aip_stage_raster_clear (&raster);
  cairo_save (cr);
  cairo_scale (cr, 1 / pixels, 1 / pixels);
  cairo_set_source_rgba (cr, 0, 0, 0, key->wrap > 0.5f ? 0.16 : 0.42);
  cairo_mask_surface (cr, surface, 0, 0);
  cairo_restore (cr);
  cairo_surface_destroy (surface);
}
