/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-light"

#include "config.h"

#include <math.h>

#include "aip-stage-light.h"

#define TO_RADIANS (G_PI / 180)
#define DAYLIGHT 5600.0
#define TUNGSTEN 3200.0
#define DISPLAY_GAMMA 2.2

/* How much of a colour cast is taken back when a picture is graded or printed. */
#define GRADED 0.35

/*
 * How a gaffer begins: where the key stands when nobody says, how many stops the other side is
 * below it when there is no fill, how bright the set is beside the subject.
 */
static const struct {
  double azimuth;
  double elevation;
  double fill;
  double background;
  double wrap;
} styles[] = {
  [AIP_STYLE_NATURALISTIC] = { 42, 35, -2.0, 1.00, 0.10 },
  [AIP_STYLE_HIGH_KEY] = { 30, 32, -0.8, 1.30, 0.30 },
  [AIP_STYLE_LOW_KEY] = { 58, 35, -4.0, 0.55, 0.00 },
  [AIP_STYLE_SOFT] = { 45, 25, -1.7, 0.95, 0.45 },
  [AIP_STYLE_HARD] = { 50, 40, -3.2, 0.90, -0.20 },
  [AIP_STYLE_REMBRANDT] = { 48, 42, -3.4, 0.70, 0.00 },
  [AIP_STYLE_SPLIT] = { 90, 8, -5.0, 0.55, 0.00 },
  [AIP_STYLE_RIM] = { 155, 25, -3.6, 0.60, 0.00 },
  [AIP_STYLE_SILHOUETTE] = { 180, 12, -6.5, 1.15, 0.00 },
  [AIP_STYLE_CHIAROSCURO] = { 66, 40, -5.0, 0.45, 0.00 },
  [AIP_STYLE_MOTIVATED] = { 75, 20, -2.7, 0.75, 0.10 },
  [AIP_STYLE_AVAILABLE] = { 60, 40, -1.7, 1.00, 0.20 },
  [AIP_STYLE_FLAT] = { 8, 14, -0.5, 1.10, 0.30 },
};

/* The sun, or what is left of it, by the time of day. */
static const struct {
  double azimuth;
  double elevation;
  double kelvin;
  double level;
} suns[AIP_N_TIMES_OF_DAY] = {
  [AIP_DAWN] = { 110, 4, 3600, 0.75 },       [AIP_MORNING] = { 55, 28, 5000, 1.0 },
  [AIP_MIDDAY] = { 35, 62, 5600, 1.08 },     [AIP_AFTERNOON] = { 300, 40, 5300, 1.0 },
  [AIP_GOLDEN_HOUR] = { 235, 9, 3300, 1.0 }, [AIP_DUSK] = { 215, 3, 3000, 0.55 },
  [AIP_BLUE_HOUR] = { 320, 40, 8500, 0.42 }, [AIP_NIGHT] = { 300, 45, 6800, 0.40 },
};

/* Kelvin that the picture shows as white, correction filters in front of the lens included. */
static double
get_balance (const AipSetup *setup,
             double          otherwise)
{
  double balance = aip_setup_get_balance (setup);
  guint filters = aip_setup_has (setup, AIP_SETUP_FILTERS) ? setup->filters : 0;

  if (!(balance > 0))
    return otherwise;

  if ((filters & (1u << AIP_FILTER_85)) != 0 && balance < 4200)
    return DAYLIGHT;
  if ((filters & (1u << AIP_FILTER_80A)) != 0 && balance > 4200)
    return TUNGSTEN;

  return CLAMP (balance, 1700, 20000);
}

static AipStageColor
soften (AipStageColor color,
        double        amount)
{
  return aip_stage_color_mix (color, (AipStageColor) { 1, 1, 1 }, amount);
}

/* Neon, lasers and screens have no colour temperature. */
static AipStageColor
get_lamp_color (const AipLight *light,
                double          balance)
{
  if (light->cct > 0)
    return soften (aip_stage_color_from_kelvin (light->cct, balance), GRADED);

  if (g_str_has_prefix (light->gear.id, "neon"))
    return (AipStageColor) { 1.0, 0.46, 0.66 };
  if (g_str_has_prefix (light->gear.id, "laser"))
    return (AipStageColor) { 0.45, 1.0, 0.60 };

  return (AipStageColor) { 1, 1, 1 };
}

static void
add_beam (AipStageLight *light,
          double         azimuth,
          double         elevation,
          AipStageColor  color,
          double         level,
          double         wrap,
          double         softness)
{
  AipStageBeam *beam;
  double a = azimuth * TO_RADIANS, e = elevation * TO_RADIANS;

  if (light->n_beams == AIP_STAGE_MAX_BEAMS)
    return;

  beam = &light->beams[light->n_beams++];
  beam->direction[0] = (float) (sin (a) * cos (e));
  beam->direction[1] = (float) sin (e);
  beam->direction[2] = (float) (-cos (a) * cos (e));
  beam->color[0] = (float) (pow (CLAMP (color.red, 0, 1), DISPLAY_GAMMA) * level);
  beam->color[1] = (float) (pow (CLAMP (color.green, 0, 1), DISPLAY_GAMMA) * level);
  beam->color[2] = (float) (pow (CLAMP (color.blue, 0, 1), DISPLAY_GAMMA) * level);
  beam->wrap = (float) CLAMP (wrap, 0, 0.95);
  beam->softness = (float) softness;
}

/* Beside the key, which is 1. */
static double
get_level (const AipLamp *lamp)
{
  return exp2 (CLAMP (lamp->stops, -10, 2.5));
}

static void
add_lamp (AipStageLight *light,
          const AipLamp *lamp,
          double         balance,
          double         level,
          double         wrap)
{
  gboolean hard = lamp->light->hard;

  /* Off the neutral axis a lamp loses what the balance takes away. */
  add_beam (light, lamp->azimuth, lamp->elevation, get_lamp_color (lamp->light, balance), level,
            (hard ? 0.04 : 0.34) + wrap, hard ? 0.003 : 0.022);
}

static gboolean
is_grey (const AipSetup *setup)
{
  return aip_setup_has (setup, AIP_SETUP_WEATHER) && setup->weather != AIP_WEATHER_CLEAR;
}

void
aip_stage_light_init (AipStageLight  *light,
                      const AipSetup *setup)
{
  AipLightStyle style = aip_setup_has (setup, AIP_SETUP_STYLE) && setup->style < G_N_ELEMENTS (styles)
                          ? setup->style : AIP_STYLE_NATURALISTIC;
  AipTimeOfDay time = aip_setup_has (setup, AIP_SETUP_TIME) && setup->time < AIP_N_TIMES_OF_DAY
                        ? setup->time : AIP_AFTERNOON;
  gboolean interior = aip_setup_has (setup, AIP_SETUP_INTERIOR) && setup->interior;
  gboolean has_key = aip_setup_has (setup, AIP_SETUP_KEY) && setup->key.light != NULL;
  gboolean has_fill = aip_setup_has (setup, AIP_SETUP_FILL) && setup->fill.light != NULL;
  gboolean night = time >= AIP_BLUE_HOUR;
  double kelvin, balance, fill, level = 1;
  AipStageColor ambient;

  g_return_if_fail (light != NULL && setup != NULL);

  *light = (AipStageLight) { .background = styles[style].background };
  light->silhouette = style == AIP_STYLE_SILHOUETTE ||
                      (aip_setup_has (setup, AIP_SETUP_COMPOSITION) &&
                       setup->composition == AIP_COMPOSITION_SILHOUETTE);

  kelvin = interior ? (has_key && setup->key.light->cct > 0 ? setup->key.light->cct : TUNGSTEN)
                    : DAYLIGHT;
  balance = get_balance (setup, kelvin);
  light->cast = soften (aip_stage_color_from_kelvin (kelvin, balance), GRADED);

  if (!interior && is_grey (setup))
    level = 0.62;

  if (has_key)
    add_lamp (light, &setup->key, balance, level, styles[style].wrap + (level < 1 ? 0.4 : 0));
  else if (interior || aip_setup_has (setup, AIP_SETUP_STYLE))
    add_beam (light, styles[style].azimuth, styles[style].elevation,
              soften (aip_stage_color_from_kelvin (interior ? kelvin : suns[time].kelvin, balance), 0.2),
              interior ? 1 : suns[time].level * level,
              0.15 + styles[style].wrap + (level < 1 ? 0.5 : 0),
              style == AIP_STYLE_HARD ? 0.003 : 0.012);
  else
    add_beam (light, suns[time].azimuth, suns[time].elevation,
              soften (aip_stage_color_from_kelvin (suns[time].kelvin, balance), 0.2),
              suns[time].level * level,
              level < 1 ? 0.8 : 0.05, level < 1 ? 0.04 : 0.003);

  fill = styles[style].fill;
  if (!interior && level < 1)
    fill = MAX (fill, fill * 0.5);
  if (has_fill)
    {
      add_lamp (light, &setup->fill, balance, get_level (&setup->fill), 0.2);
      fill = MIN (fill, -4.2);
    }
  light->contrast = has_fill ? -log2 (get_level (&setup->fill)) : -fill;

  if (aip_setup_has (setup, AIP_SETUP_PRACTICALS))
    for (guint i = 0; i < MIN (setup->n_practicals, AIP_MAX_PRACTICALS); i++)
      if (setup->practicals[i].light != NULL)
        add_lamp (light, &setup->practicals[i], balance,
                  get_level (&setup->practicals[i]), 0.2);

  /* Light without a direction: the sky outside, the walls inside. */
  ambient = interior ? aip_stage_color_from_kelvin (kelvin * 1.12, balance)
                     : aip_stage_color_from_kelvin (night ? 11000 : level < 1 ? 6300 : 7800, balance);
  ambient = soften (ambient, 0.4);
  for (int i = 0; i < 3; i++)
    {
      double channel = pow (i == 0 ? ambient.red : i == 1 ? ambient.green : ambient.blue,
                            DISPLAY_GAMMA);
      double dim = MAX (0.045, exp2 (fill));

      light->sky[i] = (float) (channel * dim * 1.15);
      light->ground[i] = (float) (channel * dim * 0.62);
    }

  if (light->silhouette)
    {
      for (guint i = 0; i < light->n_beams; i++)
        for (int j = 0; j < 3; j++)
          light->beams[i].color[j] *= light->beams[i].direction[2] > 0.2f ? 0.22f : 0.015f;
      for (int j = 0; j < 3; j++)
        {
          light->sky[j] *= 0.08f;
          light->ground[j] *= 0.05f;
        }
      light->background = MAX (light->background, 1.05);
    }
}
