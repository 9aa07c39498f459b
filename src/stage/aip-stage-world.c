/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-world"

#include "config.h"

#include <math.h>

#include "aip-stage-random.h"
#include "aip-stage-world.h"

static const struct {
  guint         top;
  guint         middle;
  guint         low;
  AipStageColor ambient;
  guint         sun;
  double        lamps;
  double        sun_y;
} times[AIP_N_TIMES_OF_DAY] = {
  [AIP_DAWN] = { 0x6a87b0, 0xd0abb0, 0xf6cfa6, { 0.62, 0.58, 0.62 }, 0xffd9a8, 0.35, 30 },
  [AIP_MORNING] = { 0x5f98d0, 0xa2c8e6, 0xe4edf0, { 1.06, 1.05, 1.04 }, 0xfff2d8, 0.0, 520 },
  [AIP_MIDDAY] = { 0x3f80c8, 0x86b8e2, 0xd4e6f0, { 1.16, 1.15, 1.12 }, 0xffffff, 0.0, 1600 },
  [AIP_AFTERNOON] = { 0x4c88c8, 0x98c0e0, 0xe8e8e0, { 1.13, 1.09, 1.01 }, 0xfff4dc, 0.0, 760 },
  [AIP_GOLDEN_HOUR] = { 0x6384ae, 0xe2ba8e, 0xffd592, { 1.08, 0.84, 0.60 }, 0xffd07c, 0.15, 95 },
  [AIP_DUSK] = { 0x33416e, 0x9b6c82, 0xf29c64, { 0.56, 0.45, 0.49 }, 0xff9a58, 0.65, 12 },
  [AIP_BLUE_HOUR] = { 0x14294f, 0x305488, 0x6f92b8, { 0.30, 0.38, 0.54 }, 0x6184ac, 0.9, -80 },
  [AIP_NIGHT] = { 0x070d1c, 0x101d33, 0x2a3a58, { 0.20, 0.235, 0.33 }, 0xdfe8f5, 1.0, -200 },
};

/* Mood, weather and period make a place; gear, light and framing never move it. */
static guint64
get_seed (const AipSetup      *setup,
          const AipStageScene *scene)
{
  guint64 seed = scene->seed;

  if (seed == 0)
    {
      seed = 0x51a9e;
      if (aip_setup_has (setup, AIP_SETUP_MOOD))
        seed = seed * 31 + setup->mood + 1;
      if (aip_setup_has (setup, AIP_SETUP_YEAR))
        seed = seed * 31 + (guint64) (setup->year / 5 + 1);
    }

  return seed;
}

static AipStagePlace
choose_place (const AipSetup *setup,
              guint64         seed,
              gboolean        interior)
{
  static const AipStagePlace indoors[] = { AIP_STAGE_PLACE_ROOM, AIP_STAGE_PLACE_ROOM,
                                           AIP_STAGE_PLACE_BAR, AIP_STAGE_PLACE_HALL };
  static const AipStagePlace outdoors[] = {
    AIP_STAGE_PLACE_STREET, AIP_STAGE_PLACE_FIELD, AIP_STAGE_PLACE_STREET, AIP_STAGE_PLACE_FOREST,
    AIP_STAGE_PLACE_MOUNTAINS, AIP_STAGE_PLACE_SHORE,
  };
  AipStageRandom random = aip_stage_random_begin (seed, "place");
  guint pick = aip_stage_random_pick (&random, 12);

  if (aip_setup_has (setup, AIP_SETUP_UNDERWATER) && setup->underwater)
    return AIP_STAGE_PLACE_SEA;
  if (interior)
    return indoors[pick % G_N_ELEMENTS (indoors)];

  if (aip_setup_has (setup, AIP_SETUP_WEATHER) && setup->weather == AIP_WEATHER_DUST)
    return AIP_STAGE_PLACE_DESERT;
  if (aip_setup_has (setup, AIP_SETUP_TIME) && setup->time >= AIP_BLUE_HOUR && pick < 9)
    return AIP_STAGE_PLACE_STREET;

  if (aip_setup_has (setup, AIP_SETUP_MOOD))
    switch (setup->mood)
      {
      case AIP_MOOD_DESOLATE:
        return pick < 8 ? AIP_STAGE_PLACE_DESERT : AIP_STAGE_PLACE_SHORE;

      case AIP_MOOD_EPIC:
      case AIP_MOOD_TRIUMPHANT:
        return pick < 5 ? AIP_STAGE_PLACE_MOUNTAINS
                        : pick < 9 ? AIP_STAGE_PLACE_DESERT : AIP_STAGE_PLACE_FIELD;

      case AIP_MOOD_GRITTY:
      case AIP_MOOD_ENERGETIC:
      case AIP_MOOD_CHAOTIC:
      case AIP_MOOD_TENSE:
        return pick < 10 ? AIP_STAGE_PLACE_STREET : AIP_STAGE_PLACE_FOREST;

      case AIP_MOOD_SERENE:
      case AIP_MOOD_CONTEMPLATIVE:
        return pick < 4 ? AIP_STAGE_PLACE_SHORE
                        : pick < 8 ? AIP_STAGE_PLACE_FIELD : AIP_STAGE_PLACE_FOREST;

      case AIP_MOOD_MYSTERIOUS:
      case AIP_MOOD_TERRIFYING:
      case AIP_MOOD_OMINOUS:
        return pick < 6 ? AIP_STAGE_PLACE_FOREST
                        : pick < 9 ? AIP_STAGE_PLACE_STREET : AIP_STAGE_PLACE_MOUNTAINS;

      default:
        break;
      }

  return outdoors[pick % G_N_ELEMENTS (outdoors)];
}

static AipStageColor
to_grey (AipStageColor color,
         double        amount,
         double        level)
{
  double luma = aip_stage_color_luma (color) * level;

  return aip_stage_color_mix (aip_stage_color_scale (color, level),
                              (AipStageColor) { luma * 0.97, luma, luma * 1.04 }, amount);
}

static void
apply_weather (AipStageWorld *world)
{
  double grey = 0, level = 1;

  switch (world->weather)
    {
    case AIP_WEATHER_CLOUDY:
      grey = 0.25;
      level = 0.97;
      break;

    case AIP_WEATHER_OVERCAST:
      grey = 0.85;
      level = 0.92;
      break;

    case AIP_WEATHER_RAIN:
      grey = 0.85;
      level = 0.68;
      world->shine = 0.8;
      world->fog = MAX (world->fog, 0.006);
      break;

    case AIP_WEATHER_STORM:
      grey = 0.8;
      level = 0.42;
      world->shine = 0.9;
      world->fog = MAX (world->fog, 0.005);
      break;

    case AIP_WEATHER_SNOW:
      grey = 0.8;
      level = 1.0;
      world->fog = MAX (world->fog, 0.009);
      world->ground = AIP_STAGE_RGB (0xe9edf2);
      break;

    case AIP_WEATHER_FOG:
      grey = 0.9;
      level = 0.98;
      world->fog = 0.055;
      break;

    case AIP_WEATHER_HAZE:
      grey = 0.3;
      world->fog = 0.012;
      break;

    case AIP_WEATHER_DUST:
      world->fog = 0.022;
      break;

    case AIP_WEATHER_CLEAR:
    default:
      return;
    }

  world->sky_top = to_grey (world->sky_top, grey, level);
  world->sky_middle = to_grey (world->sky_middle, grey, level);
  world->sky_low = to_grey (world->sky_low, grey, level);
  world->ambient = to_grey (world->ambient, grey * 0.8, level);

  if (grey > 0.5)
    {
      /* Clouds lie on everything: hardly a gradient, no sun. */
      world->sky_top = aip_stage_color_mix (world->sky_top, world->sky_low, 0.55);
      world->sky_middle = aip_stage_color_mix (world->sky_middle, world->sky_low, 0.5);
      world->sun_y = -1000;
    }
  if (world->weather == AIP_WEATHER_DUST)
    {
      AipStageColor dust = aip_stage_color_multiply (AIP_STAGE_RGB (0xd8ad72), world->sky_low);

      world->sky_top = aip_stage_color_mix (world->sky_top, dust, 0.7);
      world->sky_middle = aip_stage_color_mix (world->sky_middle, dust, 0.85);
      world->sky_low = aip_stage_color_mix (world->sky_low, dust, 0.9);
    }
}

void
aip_stage_world_init (AipStageWorld       *world,
                      const AipSetup      *setup,
                      const AipStageScene *scene,
                      const AipStageLight *light)
{
  static const guint grounds[] = {
    [AIP_STAGE_PLACE_STREET] = 0x5b5a5c, [AIP_STAGE_PLACE_FIELD] = 0x87954f,
    [AIP_STAGE_PLACE_FOREST] = 0x54523a, [AIP_STAGE_PLACE_MOUNTAINS] = 0x8a8a5c,
    [AIP_STAGE_PLACE_DESERT] = 0xc89e68, [AIP_STAGE_PLACE_SHORE] = 0xbfae8c,
    [AIP_STAGE_PLACE_ROOM] = 0x6e5440,   [AIP_STAGE_PLACE_HALL] = 0x77706a,
    [AIP_STAGE_PLACE_BAR] = 0x3c2c26,    [AIP_STAGE_PLACE_SEA] = 0x3a6a70,
  };
  AipTimeOfDay time = aip_setup_has (setup, AIP_SETUP_TIME) && setup->time < AIP_N_TIMES_OF_DAY
                        ? setup->time : AIP_AFTERNOON;
  double azimuth;

  g_return_if_fail (world != NULL && setup != NULL && scene != NULL && light != NULL);

  *world = (AipStageWorld) {
    .seed = get_seed (setup, scene),
    .time = time,
    .weather = aip_setup_has (setup, AIP_SETUP_WEATHER) ? setup->weather : AIP_WEATHER_CLEAR,
    .interior = aip_setup_has (setup, AIP_SETUP_INTERIOR) && setup->interior,
    .modern = !aip_setup_has (setup, AIP_SETUP_YEAR) || setup->year >= 1958,
    .sky_top = AIP_STAGE_RGB (times[time].top),
    .sky_middle = AIP_STAGE_RGB (times[time].middle),
    .sky_low = AIP_STAGE_RGB (times[time].low),
    .ambient = times[time].ambient,
    .sun = AIP_STAGE_RGB (times[time].sun),
    .lamp = AIP_STAGE_RGB (0xffc87a),
    .lamps = times[time].lamps,
    .sun_y = times[time].sun_y,
    .fog = 0.0018,
    .level = light->background,
  };
  world->place = choose_place (setup, world->seed, world->interior);
  world->ground = AIP_STAGE_RGB (grounds[world->place]);

  apply_weather (world);
  world->haze = aip_stage_color_mix (world->sky_low, world->sky_middle, 0.35);

  /* The sun that lights the subject is the one in the sky, where it can be seen. */
  world->sun_x = 260;
  if (light->n_beams > 0 && light->beams[0].direction[2] > 0.2f)
    {
      azimuth = atan2 (light->beams[0].direction[0], light->beams[0].direction[2]);
      world->sun_x = CLAMP (tan (azimuth) * 1000, -900, 900);
    }

  if (world->interior)
    {
      /* Lamps make the room; what comes in by the window is painted as the window. */
      double dark = CLAMP (light->background, 0.3, 1.3);
      double day = time >= AIP_DUSK ? 0.70 : 0.88;

      world->ambient = (AipStageColor) { dark * day, dark * day * 0.98, dark * day * 0.95 };
      world->fog = world->weather == AIP_WEATHER_HAZE || world->weather == AIP_WEATHER_FOG ? 0.03
                                                                                            : 0.0;
      world->lamps = MAX (world->lamps, 0.5);
      world->shine = 0;
    }
  else
    {
      double dark = CLAMP (light->background, 0.45, 1.25);

      world->ambient = aip_stage_color_scale (world->ambient, dark);
      dark = 0.5 + dark / 2;
      world->sky_top = aip_stage_color_scale (world->sky_top, dark);
      world->sky_middle = aip_stage_color_scale (world->sky_middle, dark);
      world->sky_low = aip_stage_color_scale (world->sky_low, dark);
      world->haze = aip_stage_color_scale (world->haze, dark);
    }

  world->sky_top = aip_stage_color_multiply (world->sky_top, light->cast);
  world->sky_middle = aip_stage_color_multiply (world->sky_middle, light->cast);
  world->sky_low = aip_stage_color_multiply (world->sky_low, light->cast);
  world->haze = aip_stage_color_multiply (world->haze, light->cast);
  world->ambient = aip_stage_color_multiply (world->ambient, light->cast);
  world->sun = aip_stage_color_multiply (world->sun, light->cast);
  world->lamp = aip_stage_color_multiply (world->lamp,
                                          aip_stage_color_mix (light->cast,
                                                               (AipStageColor) { 1, 1, 1 }, 0.5));
}
