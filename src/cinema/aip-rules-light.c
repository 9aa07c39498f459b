/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-rules"

#include "config.h"

#include <math.h>

#include <glib/gi18n.h>

#include "aip-rules-private.h"

#define LAMPS (B (KEY) | B (FILL) | B (PRACTICALS))
/* Two colours of light differ visibly from about 60 mired, disturbingly from 130. */
#define MIRED_OFF 130.0
#define MIRED_MIXED 170.0
#define SUN_LUX 100000

/* Calls on every lamp of the setup until one is found; says in the finding which. */
typedef gboolean (*LampTest) (const AipRuleCase *c,
                              const AipLamp     *lamp);

static gboolean
find_lamp (const AipRuleCase *c,
           AipFinding        *f,
           LampTest           test)
{
  const AipSetup *setup = c->setup;
  const AipLamp *found = NULL;
  AipSetupField field = AIP_SETUP_KEY;

  if (HAS (KEY) && test (c, &setup->key))
    found = &setup->key;
  else if (HAS (FILL) && test (c, &setup->fill))
    {
      found = &setup->fill;
      field = AIP_SETUP_FILL;
    }
  else
    for (guint i = 0; HAS (PRACTICALS) && i < setup->n_practicals && found == NULL; i++)
      if (test (c, &setup->practicals[i]))
        {
          found = &setup->practicals[i];
          field = AIP_SETUP_PRACTICALS;
        }

  if (found == NULL)
    return FALSE;

  f->names[0] = &found->light->gear;
  f->fields = (f->fields & ~LAMPS) | AIP_SETUP_BIT (field);

  return TRUE;
}

static gboolean
is_sun (const AipLight *light)
{
  return light->role == AIP_ROLE_SUN || light->role == AIP_ROLE_LOW_SUN;
}

static gboolean
sun_is_down (const AipRuleCase *c)
{
  return c->setup->time == AIP_NIGHT || c->setup->time == AIP_BLUE_HOUR;
}

static gboolean
is_day (const AipRuleCase *c)
{
  return c->setup->time == AIP_MORNING || c->setup->time == AIP_MIDDAY ||
         c->setup->time == AIP_AFTERNOON;
}

/* Night made in sunlight: underexposed, and the colour says so. */
static gboolean
is_day_for_night (const AipRuleCase *c)
{
  return sun_is_down (c) && HAS (KEY) && is_sun (c->setup->key.light) && HAS (TONE) &&
         aip_rule_case_filter (c, AIP_FILTER_ND) &&
         (c->setup->tone == AIP_TONE_COOL_SATURATED || c->setup->tone == AIP_TONE_COOL_MUTED ||
          c->setup->tone >= AIP_TONE_MONOCHROME);
}

static gboolean
sun_after_dark (const AipRuleCase *c,
                const AipLamp     *lamp)
{
  return is_sun (lamp->light) && sun_is_down (c);
}

static gboolean
light_sun_after_dark (const AipRuleCase *c,
                      AipFinding        *f)
{
  f->numbers[0] = c->setup->time;

  return !is_day_for_night (c) && find_lamp (c, f, sun_after_dark);
}

static gboolean
light_day_for_night (const AipRuleCase *c,
                     AipFinding        *f)
{
  return is_day_for_night (c);
}

static gboolean
high_sun (const AipRuleCase *c,
          const AipLamp     *lamp)
{
  return lamp->light->role == AIP_ROLE_SUN && !sun_is_down (c) && !is_day (c);
}

static gboolean
light_high_sun (const AipRuleCase *c,
                AipFinding        *f)
{
  f->numbers[0] = c->setup->time;

  return find_lamp (c, f, high_sun);
}

static gboolean
low_sun_by_day (const AipRuleCase *c,
                const AipLamp     *lamp)
{
  return lamp->light->role == AIP_ROLE_LOW_SUN && is_day (c);
}

static gboolean
light_low_sun (const AipRuleCase *c,
               AipFinding        *f)
{
  f->numbers[0] = c->setup->time;
  if (c->setup->time == AIP_MIDDAY)
    f->severity = AIP_SEVERITY_IMPOSSIBLE;
  else
    f->severity = AIP_SEVERITY_UNUSUAL;

  return find_lamp (c, f, low_sun_by_day);
}

static gboolean
moon_by_day (const AipRuleCase *c,
             const AipLamp     *lamp)
{
  return (lamp->light->role == AIP_ROLE_MOON || lamp->light->role == AIP_ROLE_STARS) &&
         (is_day (c) || c->setup->time == AIP_GOLDEN_HOUR);
}

static gboolean
light_moon_by_day (const AipRuleCase *c,
                   AipFinding        *f)
{
  f->numbers[0] = c->setup->time;

  return find_lamp (c, f, moon_by_day);
}

static gboolean
sky_at_night (const AipRuleCase *c,
              const AipLamp     *lamp)
{
  AipLightRole role = lamp->light->role;

  return (role == AIP_ROLE_SKY || role == AIP_ROLE_OVERCAST || role == AIP_ROLE_TWILIGHT) &&
         c->setup->time == AIP_NIGHT;
}

static gboolean
light_sky_at_night (const AipRuleCase *c,
                    AipFinding        *f)
{
  return find_lamp (c, f, sky_at_night);
}

static gboolean
twilight_by_day (const AipRuleCase *c,
                 const AipLamp     *lamp)
{
  return lamp->light->role == AIP_ROLE_TWILIGHT && is_day (c);
}

static gboolean
light_twilight_by_day (const AipRuleCase *c,
                       AipFinding        *f)
{
  f->numbers[0] = c->setup->time;

  return find_lamp (c, f, twilight_by_day);
}

static gboolean
overcast_golden (const AipRuleCase *c,
                 const AipLamp     *lamp)
{
  return lamp->light->role == AIP_ROLE_OVERCAST && c->setup->time == AIP_GOLDEN_HOUR;
}

static gboolean
light_overcast_golden (const AipRuleCase *c,
                       AipFinding        *f)
{
  return find_lamp (c, f, overcast_golden);
}

static gboolean
window_at_night (const AipRuleCase *c,
                 const AipLamp     *lamp)
{
  return lamp->light->role == AIP_ROLE_WINDOW && c->setup->time == AIP_NIGHT;
}

static gboolean
light_window_at_night (const AipRuleCase *c,
                       AipFinding        *f)
{
  return find_lamp (c, f, window_at_night);
}

static gboolean
light_window_outside (const AipRuleCase *c,
                      AipFinding        *f)
{
  f->names[0] = &c->setup->key.light->gear;

  return c->setup->key.light->role == AIP_ROLE_WINDOW && !c->setup->interior;
}

static gboolean
sun_in_weather (const AipRuleCase *c,
                const AipLamp     *lamp)
{
  return is_sun (lamp->light) &&
         (c->setup->weather == AIP_WEATHER_OVERCAST || c->setup->weather == AIP_WEATHER_STORM ||
          c->setup->weather == AIP_WEATHER_FOG || c->setup->weather == AIP_WEATHER_SNOW ||
          c->setup->weather == AIP_WEATHER_RAIN);
}

static gboolean
light_sun_in_weather (const AipRuleCase *c,
                      AipFinding        *f)
{
  f->numbers[0] = c->setup->weather;

  return find_lamp (c, f, sun_in_weather);
}

static gboolean
moon_in_weather (const AipRuleCase *c,
                 const AipLamp     *lamp)
{
  return (lamp->light->role == AIP_ROLE_MOON || lamp->light->role == AIP_ROLE_STARS) &&
         c->setup->weather >= AIP_WEATHER_OVERCAST && c->setup->weather <= AIP_WEATHER_FOG;
}

static gboolean
light_moon_in_weather (const AipRuleCase *c,
                       AipFinding        *f)
{
  f->numbers[0] = c->setup->weather;

  return find_lamp (c, f, moon_in_weather);
}

static gboolean
light_clear_overcast (const AipRuleCase *c,
                      AipFinding        *f)
{
  f->names[0] = &c->setup->key.light->gear;

  return c->setup->key.light->role == AIP_ROLE_OVERCAST &&
         c->setup->weather == AIP_WEATHER_CLEAR;
}

static gboolean
light_lightning_weather (const AipRuleCase *c,
                         AipFinding        *f)
{
  f->numbers[0] = c->setup->weather;

  return c->setup->key.light->role == AIP_ROLE_LIGHTNING &&
         c->setup->weather != AIP_WEATHER_STORM && c->setup->weather != AIP_WEATHER_RAIN;
}

static gboolean
in_direct_sun (const AipRuleCase *c)
{
  return !c->setup->interior && is_day (c) &&
         c->setup->key.light->source != AIP_LIGHT_NATURAL && c->setup->key.light->lux > 0 &&
         !(HAS (WEATHER) && c->setup->weather >= AIP_WEATHER_OVERCAST);
}

static gboolean
light_lost_in_daylight (const AipRuleCase *c,
                        AipFinding        *f)
{
  f->names[0] = &c->setup->key.light->gear;
  f->numbers[0] = c->setup->key.light->lux;
  f->numbers[1] = SUN_LUX;

  return in_direct_sun (c) && c->setup->key.light->lux < 2000;
}

static gboolean
light_weak_in_daylight (const AipRuleCase *c,
                        AipFinding        *f)
{
  f->names[0] = &c->setup->key.light->gear;
  f->numbers[0] = aip_optics_stops_over (SUN_LUX, c->setup->key.light->lux);

  return in_direct_sun (c) && c->setup->key.light->lux >= 2000 &&
         c->setup->key.light->lux < 20000;
}

static gboolean
too_early (const AipRuleCase *c,
           const AipLamp     *lamp)
{
  return lamp->light->gear.year > c->setup->year;
}

static gboolean
light_year (const AipRuleCase *c,
            AipFinding        *f)
{
  if (!find_lamp (c, f, too_early))
    return FALSE;

  f->numbers[0] = f->names[0]->year;
  f->numbers[1] = c->setup->year;
  if (f->names[0]->year == c->setup->year + 1)
    f->severity = AIP_SEVERITY_UNUSUAL;

  return TRUE;
}

static gboolean
too_late (const AipRuleCase *c,
          const AipLamp     *lamp)
{
  return lamp->light->gear.year_end > 0 && c->setup->year > lamp->light->gear.year_end;
}

static gboolean
light_year_end (const AipRuleCase *c,
                AipFinding        *f)
{
  if (!find_lamp (c, f, too_late))
    return FALSE;

  f->numbers[0] = f->names[0]->year_end;

  return TRUE;
}

static double
mired (double kelvin)
{
  return 1e6 / kelvin;
}

static gboolean
light_balance (const AipRuleCase *c,
               AipFinding        *f)
{
  int cct = c->setup->key.light->cct;
  double off;

  if (cct <= 0 || c->setup->key.light->cct_low > 0)
    {
      /* What can be set is set right, if white lies within its range. */
      const AipLight *light = c->setup->key.light;

      if (cct <= 0 || (light->source == AIP_LIGHT_ARTIFICIAL &&
                       c->setup->white_balance >= light->cct_low * 0.95 &&
                       c->setup->white_balance <= light->cct_high * 1.05))
        return FALSE;
    }

  off = mired (cct) - mired (c->setup->white_balance);
  f->names[0] = &c->setup->key.light->gear;
  f->numbers[0] = cct;
  f->numbers[1] = c->setup->white_balance;

  return off > MIRED_OFF && !(HAS (BODY) && c->setup->body->film);
}

static gboolean
light_balance_cold (const AipRuleCase *c,
                    AipFinding        *f)
{
  int cct = c->setup->key.light->cct;

  f->names[0] = &c->setup->key.light->gear;
  f->numbers[0] = cct;
  f->numbers[1] = c->setup->white_balance;

  return cct > 0 && mired (c->setup->white_balance) - mired (cct) > MIRED_OFF &&
         !(HAS (BODY) && c->setup->body->film);
}

static gboolean
tone_is_cool (const AipRuleCase *c)
{
  return c->setup->tone == AIP_TONE_COOL_SATURATED || c->setup->tone == AIP_TONE_COOL_MUTED;
}

static gboolean
light_warm_in_cool (const AipRuleCase *c,
                    AipFinding        *f)
{
  int cct = c->setup->key.light->cct;

  f->names[0] = &c->setup->key.light->gear;
  f->numbers[0] = cct;
  f->numbers[1] = c->setup->tone;

  return cct > 0 && cct < 2500 && tone_is_cool (c);
}

static gboolean
light_cool_in_warm (const AipRuleCase *c,
                    AipFinding        *f)
{
  int cct = c->setup->key.light->cct;

  for (guint i = 0; HAS (PRACTICALS) && i < c->setup->n_practicals; i++)
    if (c->setup->practicals[i].light->cct > 0 && c->setup->practicals[i].light->cct < 3500)
      return FALSE;

  f->names[0] = &c->setup->key.light->gear;
  f->numbers[0] = cct;
  f->numbers[1] = c->setup->tone;

  return cct > 7000 && (c->setup->tone == AIP_TONE_WARM_SATURATED ||
                        c->setup->tone == AIP_TONE_WARM_MUTED || c->setup->tone == AIP_TONE_SEPIA);
}

static gboolean
light_mixed (const AipRuleCase *c,
             AipFinding        *f)
{
  int key = c->setup->key.light->cct;
  int fill = c->setup->fill.light->cct;

  f->names[0] = &c->setup->key.light->gear;
  f->names[1] = &c->setup->fill.light->gear;
  f->numbers[0] = key;
  f->numbers[1] = fill;

  return key > 0 && fill > 0 && fabs (mired (key) - mired (fill)) > MIRED_MIXED;
}

static gboolean
is_whole (double number)
{
  return fabs (number - round (number)) < 0.02 && number > 0.5;
}

/*
 * Whether every frame gets the same light from lamps that pulse twice a period: the exposure is a
 * whole number of pulses, or the frame rate divides them.
 */
static gboolean
is_steady (double mains,
           double exposure,
           double fps)
{
  return is_whole (2 * mains * exposure) || is_whole (2 * mains / fps);
}

static gboolean
flickers (const AipRuleCase *c,
          const AipLamp     *lamp)
{
  return lamp->light->flickers && lamp->light->role != AIP_ROLE_CRT;
}

static gboolean
light_flicker (const AipRuleCase *c,
               AipFinding        *f)
{
  double exposure = aip_optics_exposure_time (HAS (SHUTTER) ? c->setup->shutter : 180, c->fps);
  int mains = c->context->mains;

  f->numbers[0] = c->fps;
  f->numbers[1] = mains != 0 ? mains : 50;
  /* The angle that lets through one or two pulses whole. */
  f->numbers[2] = 360 * c->fps * ceil (f->numbers[1] / 60) / (2 * f->numbers[1]);
  while (f->numbers[2] < 120)
    f->numbers[2] += 360 * c->fps / (2 * f->numbers[1]);

  if (mains != 0 ? is_steady (mains, exposure, c->fps)
                 : is_steady (50, exposure, c->fps) || is_steady (60, exposure, c->fps))
    return FALSE;

  return find_lamp (c, f, flickers);
}

static gboolean
is_crt (const AipRuleCase *c,
        const AipLamp     *lamp)
{
  return lamp->light->role == AIP_ROLE_CRT;
}

static gboolean
light_crt (const AipRuleCase *c,
           AipFinding        *f)
{
  f->numbers[0] = c->fps;

  /* 29.97, 30 and 25 frames a second stand still against a tube. */
  return fabs (c->fps - 25) > 0.01 && fabs (c->fps - 30) > 0.04 && find_lamp (c, f, is_crt);
}

static gboolean
light_volume_outside (const AipRuleCase *c,
                      AipFinding        *f)
{
  f->names[0] = &c->setup->key.light->gear;

  return c->setup->key.light->role == AIP_ROLE_VOLUME && !c->setup->interior;
}

static gboolean
light_sun_indoors (const AipRuleCase *c,
                   AipFinding        *f)
{
  f->names[0] = &c->setup->key.light->gear;

  return is_sun (c->setup->key.light) && c->setup->interior;
}

static const AipRule rules[] = {
  { "light.sun-after-dark", AIP_SEVERITY_IMPOSSIBLE, B (TIME), LAMPS | B (TONE) | B (FILTERS),
    LAMPS | B (TIME), light_sun_after_dark,
    N_ ("{a} at “{0|time}”: the sun is below the horizon. Day for night needs neutral density and "
        "a "
        "cool or black-and-white tone."), { CHANGE (KEY), CHANGE (TIME), CHANGE (FILL) } },
  { "light.day-for-night", AIP_SEVERITY_NOTE, B (TIME) | B (KEY), B (TONE) | B (FILTERS),
    B (KEY) | B (TIME), light_day_for_night,
    N_ ("Day for night: shoot two to three stops under, keep the sky out of the frame, light the "
        "windows."), { { 0 } } },
  { "light.high-sun", AIP_SEVERITY_UNUSUAL, B (TIME), LAMPS, LAMPS | B (TIME), light_high_sun,
    N_ ("{a} at “{0|time}”: the sun stands low then, weaker and warmer."),
    { CHANGE (KEY), CHANGE (TIME) } },
  { "light.low-sun", AIP_SEVERITY_IMPOSSIBLE, B (TIME), LAMPS, LAMPS | B (TIME), light_low_sun,
    N_ ("{a} at “{0|time}”: the sun stands too high for it."), { CHANGE (KEY), CHANGE (TIME) } },
  { "light.moon-by-day", AIP_SEVERITY_IMPOSSIBLE, B (TIME), LAMPS, LAMPS | B (TIME),
    light_moon_by_day, N_ ("{a} at “{0|time}”: daylight is half a million times brighter."),
    { CHANGE (TIME), CHANGE (KEY) } },
  { "light.sky-at-night", AIP_SEVERITY_IMPOSSIBLE, B (TIME), LAMPS, LAMPS | B (TIME),
    light_sky_at_night, N_ ("{a} at night: the sky gives no light then."),
    { CHANGE (TIME), CHANGE (KEY) } },
  { "light.twilight-by-day", AIP_SEVERITY_IMPOSSIBLE, B (TIME), LAMPS, LAMPS | B (TIME),
    light_twilight_by_day, N_ ("{a} at “{0|time}”: twilight is over or has not begun."),
    { CHANGE (TIME), CHANGE (KEY) } },
  { "light.overcast-golden", AIP_SEVERITY_UNUSUAL, B (TIME), LAMPS, LAMPS | B (TIME),
    light_overcast_golden,
    N_ ("{a} in the golden hour: behind cloud there is nothing golden about it."),
    { CHANGE (KEY), CHANGE (TIME) } },
  { "light.window-at-night", AIP_SEVERITY_UNUSUAL, B (TIME), LAMPS, LAMPS | B (TIME),
    light_window_at_night,
    N_ ("{a} at night: only street lamps or the moon come through it."),
    { CHANGE (KEY), CHANGE (TIME) } },
  { "light.window-outside", AIP_SEVERITY_UNUSUAL, B (KEY) | B (INTERIOR), 0, B (KEY),
    light_window_outside, N_ ("{a} lights a room; this is an exterior."),
    { CHANGE (KEY), CHANGE (INTERIOR) } },
  { "light.sun-in-weather", AIP_SEVERITY_UNUSUAL, B (WEATHER), LAMPS, LAMPS | B (WEATHER),
    light_sun_in_weather,
    N_ ("{a} in this weather ({0|weather}): no direct sun comes through."),
    { CHANGE (KEY), CHANGE (WEATHER) } },
  { "light.moon-in-weather", AIP_SEVERITY_UNUSUAL, B (WEATHER), LAMPS, LAMPS | B (WEATHER),
    light_moon_in_weather, N_ ("{a} in this weather ({0|weather}): it is behind the clouds."),
    { CHANGE (WEATHER), CHANGE (KEY) } },
  { "light.clear-overcast", AIP_SEVERITY_UNUSUAL, B (KEY) | B (WEATHER), 0,
    B (KEY) | B (WEATHER), light_clear_overcast, N_ ("{a} under a clear sky: one of the two."),
    { CHANGE (WEATHER), CHANGE (KEY) } },
  { "light.lightning-weather", AIP_SEVERITY_UNUSUAL, B (KEY) | B (WEATHER), 0,
    B (KEY) | B (WEATHER), light_lightning_weather,
    N_ ("Lightning without a storm ({0|weather})."), { CHANGE (WEATHER) } },
  { "light.lost-in-daylight", AIP_SEVERITY_IMPOSSIBLE, B (KEY) | B (TIME) | B (INTERIOR),
    B (WEATHER), B (KEY), light_lost_in_daylight,
    N_ ("{a} gives about {0} lux, the sun {1}: outdoors by day nobody will see it."),
    { CHANGE (KEY), CHANGE (TIME), CHANGE (INTERIOR) } },
  { "light.weak-in-daylight", AIP_SEVERITY_UNUSUAL, B (KEY) | B (TIME) | B (INTERIOR),
    B (WEATHER), B (KEY), light_weak_in_daylight,
    N_ ("{a} is {0:1} stops weaker than the sun: it fills shadows, it is not the key."),
    { CHANGE (KEY), CHANGE (TIME) } },
  { "light.year", AIP_SEVERITY_ANACHRONISM, B (YEAR), LAMPS, LAMPS, light_year,
    N_ ("{a} exists since {0|year}; this is {1|year}."), { CHANGE (KEY), CHANGE (FILL) } },
  { "light.year-end", AIP_SEVERITY_UNUSUAL, B (YEAR), LAMPS, LAMPS, light_year_end,
    N_ ("{a} went out of use about {0|year}."), { CHANGE (KEY), CHANGE (FILL) } },
  { "light.balance-warm", AIP_SEVERITY_UNUSUAL, B (KEY) | B (WHITE_BALANCE), B (BODY),
    B (WHITE_BALANCE), light_balance,
    N_ ("{a} has {0} K, white is set to {1} K: the picture turns orange."),
    { CHANGE (WHITE_BALANCE), CHANGE (KEY) } },
  { "light.balance-cold", AIP_SEVERITY_UNUSUAL, B (KEY) | B (WHITE_BALANCE), B (BODY),
    B (WHITE_BALANCE), light_balance_cold,
    N_ ("{a} has {0} K, white is set to {1} K: the picture turns blue."),
    { CHANGE (WHITE_BALANCE), CHANGE (KEY) } },
  { "light.warm-in-cool", AIP_SEVERITY_UNUSUAL, B (KEY) | B (TONE), 0, B (TONE) | B (KEY),
    light_warm_in_cool,
    N_ ("{a} glows at {0} K; “{1|tone}” works against everything it lights."),
    { CHANGE (TONE), CHANGE (KEY) } },
  { "light.cool-in-warm", AIP_SEVERITY_UNUSUAL, B (KEY) | B (TONE), B (PRACTICALS),
    B (TONE) | B (KEY), light_cool_in_warm,
    N_ ("{a} is blue ({0} K); “{1|tone}” wants a warm lamp somewhere in the picture."),
    { CHANGE (PRACTICALS), CHANGE (TONE), CHANGE (KEY) } },
  { "light.mixed", AIP_SEVERITY_NOTE, B (KEY) | B (FILL), 0, B (FILL), light_mixed,
    N_ ("Mixed light: {a} ({0} K) and {b} ({1} K) cannot both be white."),
    { CHANGE (FILL) } },
  { "light.flicker", AIP_SEVERITY_UNUSUAL, 0, LAMPS | B (FPS) | B (SHUTTER),
    LAMPS | B (SHUTTER), light_flicker,
    N_ ("{a} pulses with the mains: at {0} frames a second and {1} Hz it flickers. {2:1}° are "
        "steady."), { CHANGE (SHUTTER), CHANGE (FPS), CHANGE (KEY) } },
  { "light.crt", AIP_SEVERITY_UNUSUAL, 0, LAMPS | B (FPS), LAMPS | B (FPS), light_crt,
    N_ ("At {0:2} frames a second a bar rolls through the tube ({a})."),
    { CHANGE (FPS) } },
  { "light.volume-outside", AIP_SEVERITY_UNUSUAL, B (KEY) | B (INTERIOR), 0, B (KEY),
    light_volume_outside,
    N_ ("{a} stands in a studio: the place may be outdoors, the light is not."),
    { CHANGE (INTERIOR), CHANGE (KEY) } },
  { "light.sun-indoors", AIP_SEVERITY_NOTE, B (KEY) | B (INTERIOR), 0, B (KEY),
    light_sun_indoors, N_ ("{a} in an interior comes through a window or a gap: say which."),
    { { 0 } } },
};

const AipRuleGroup aip_rules_light = { rules, G_N_ELEMENTS (rules) };
