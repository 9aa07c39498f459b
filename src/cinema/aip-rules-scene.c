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

#define WATER_INDEX 1.33
#define LARGE_PERFORATIONS 15
#define FOG_METRES 30

static gboolean
scene_housing (const AipRuleCase *c,
               AipFinding        *f)
{
  f->names[0] = &c->setup->support->gear;

  return c->setup->underwater && !c->setup->support->water;
}

static gboolean
scene_no_housing (const AipRuleCase *c,
                  AipFinding        *f)
{
  f->names[0] = &c->setup->body->gear;

  return c->setup->underwater && !HAS (SUPPORT);
}

static gboolean
scene_dry_housing (const AipRuleCase *c,
                   AipFinding        *f)
{
  f->names[0] = &c->setup->support->gear;

  return c->setup->support->water && !(HAS (UNDERWATER) && c->setup->underwater);
}

static gboolean
scene_water_zoom (const AipRuleCase *c,
                  AipFinding        *f)
{
  f->names[0] = &c->setup->lens->gear;

  return c->setup->underwater && c->setup->lens->zoom;
}

static gboolean
scene_water_angle (const AipRuleCase *c,
                   AipFinding        *f)
{
  double half = c->angle / 2 * G_PI / 180;

  f->numbers[0] = c->angle;
  f->numbers[1] = 2 * asin (sin (half) / WATER_INDEX) * 180 / G_PI;

  return c->setup->underwater && c->angle > 0;
}

static gboolean
scene_water_red (const AipRuleCase *c,
                 AipFinding        *f)
{
  f->numbers[0] = c->setup->tone;

  return c->setup->underwater && (c->setup->tone == AIP_TONE_WARM_SATURATED ||
                                  c->setup->tone == AIP_TONE_WARM_MUTED);
}

static gboolean
scene_water_long (const AipRuleCase *c,
                  AipFinding        *f)
{
  f->numbers[0] = c->subject;

  return c->setup->underwater && c->subject > 6;
}

static gboolean
scene_water_flame (const AipRuleCase *c,
                   AipFinding        *f)
{
  f->names[0] = &c->setup->key.light->gear;

  return c->setup->underwater && c->setup->key.light->role == AIP_ROLE_FLAME;
}

static gboolean
scene_water_dialogue (const AipRuleCase *c,
                      AipFinding        *f)
{
  return c->setup->underwater && c->context->dialogue;
}

static gboolean
scene_cold_film (const AipRuleCase *c,
                 AipFinding        *f)
{
  return c->setup->weather == AIP_WEATHER_SNOW && c->setup->body->film &&
         !(HAS (INTERIOR) && c->setup->interior);
}

static gboolean
scene_cold_battery (const AipRuleCase *c,
                    AipFinding        *f)
{
  return c->setup->weather == AIP_WEATHER_SNOW && !c->setup->body->film &&
         !(HAS (INTERIOR) && c->setup->interior);
}

static gboolean
scene_rain_flame (const AipRuleCase *c,
                  AipFinding        *f)
{
  f->names[0] = &c->setup->key.light->gear;
  f->numbers[0] = c->setup->weather;

  return (c->setup->weather == AIP_WEATHER_RAIN || c->setup->weather == AIP_WEATHER_STORM) &&
         c->setup->key.light->role == AIP_ROLE_FLAME && HAS (INTERIOR) && !c->setup->interior;
}

static gboolean
scene_weather_indoors (const AipRuleCase *c,
                       AipFinding        *f)
{
  f->numbers[0] = c->setup->weather;

  return c->setup->interior && c->setup->weather >= AIP_WEATHER_RAIN &&
         c->setup->weather <= AIP_WEATHER_SNOW;
}

static gboolean
scene_storm_in_air (const AipRuleCase *c,
                    AipFinding        *f)
{
  f->names[0] = &c->setup->support->gear;
  f->numbers[0] = c->setup->weather;

  return c->setup->support->air &&
         (c->setup->weather == AIP_WEATHER_STORM || c->setup->weather == AIP_WEATHER_RAIN ||
          c->setup->weather == AIP_WEATHER_SNOW);
}

static gboolean
scene_fog_depth (const AipRuleCase *c,
                 AipFinding        *f)
{
  f->numbers[0] = c->subject;
  f->numbers[1] = c->setup->weather;

  return c->setup->weather == AIP_WEATHER_FOG && c->subject > FOG_METRES;
}

static gboolean
scene_dust_lens (const AipRuleCase *c,
                 AipFinding        *f)
{
  return c->setup->weather == AIP_WEATHER_DUST && c->setup->lens->zoom;
}

static gboolean
scene_large_format_noise (const AipRuleCase *c,
                          AipFinding        *f)
{
  f->names[0] = &c->setup->body->gear;

  return c->mode->perforations == LARGE_PERFORATIONS && c->context->dialogue &&
         c->setup->body->sync;
}

static gboolean
scene_large_format_hand (const AipRuleCase *c,
                         AipFinding        *f)
{
  f->names[0] = &c->setup->body->gear;
  f->numbers[0] = c->weight;

  return c->mode->perforations == LARGE_PERFORATIONS && c->setup->support->hand;
}

static gboolean
scene_large_format_load (const AipRuleCase *c,
                         AipFinding        *f)
{
  if (c->mode->perforations != LARGE_PERFORATIONS)
    return FALSE;

  f->numbers[0] = aip_optics_film_run_time (1000, 65, LARGE_PERFORATIONS, c->fps);

  return TRUE;
}

static gboolean
scene_animation_camera (const AipRuleCase *c,
                        AipFinding        *f)
{
  f->names[0] = &c->setup->body->gear;

  return TRUE;
}

/* What the model can do --------------------------------------------------------------------- */

static gboolean
target_still (const AipRuleCase *c,
              AipFinding        *f)
{
  f->names[0] = &c->setup->move->gear;

  return c->context->target != NULL && !aip_target_is_video (c->context->target) &&
         !(c->setup->move->still && c->setup->move->axes == 0);
}

static gboolean
target_length (const AipRuleCase *c,
               AipFinding        *f)
{
  const AipTarget *target = c->context->target;

  if (target == NULL || target->fps <= 0 || target->max_frames <= 0)
    return FALSE;

  f->numbers[0] = c->context->seconds;
  f->numbers[1] = target->max_frames / target->fps;

  return f->numbers[0] > f->numbers[1] * 1.02;
}

static gboolean
target_frame_rate (const AipRuleCase *c,
                   AipFinding        *f)
{
  const AipTarget *target = c->context->target;

  if (target == NULL || target->fps <= 0)
    return FALSE;

  f->numbers[0] = c->setup->fps;
  f->numbers[1] = target->fps;

  return fabs (c->setup->fps - target->fps) > 0.05;
}

static gboolean
target_whip (const AipRuleCase *c,
             AipFinding        *f)
{
  return c->context->target != NULL && aip_target_is_video (c->context->target) &&
         c->setup->pace == AIP_PACE_WHIP;
}

static gboolean
target_aspect (const AipRuleCase *c,
               AipFinding        *f)
{
  int width, height;

  if (c->context->target == NULL || c->context->target->n_sizes == 0)
    return FALSE;

  aip_target_get_size (c->context->target, c->setup->aspect, &width, &height);
  f->numbers[0] = c->setup->aspect;
  f->numbers[1] = width;
  f->numbers[2] = height;
  f->numbers[3] = width / (double) height;

  return fabs (log (f->numbers[3] / c->setup->aspect)) > 0.12;
}

static const AipRule rules[] = {
  { "scene.housing", AIP_SEVERITY_IMPOSSIBLE, B (UNDERWATER) | B (SUPPORT), 0, B (SUPPORT),
    scene_housing, N_ ("{a} under water: the camera drowns without a housing."),
    { CHANGE (SUPPORT), CHANGE (UNDERWATER) } },
  { "scene.no-housing", AIP_SEVERITY_NOTE, B (UNDERWATER) | B (BODY), B (SUPPORT), B (SUPPORT),
    scene_no_housing, N_ ("Under water the {a} needs a housing."), { CHANGE (SUPPORT) } },
  { "scene.dry-housing", AIP_SEVERITY_UNUSUAL, B (SUPPORT), B (UNDERWATER),
    B (SUPPORT) | B (UNDERWATER), scene_dry_housing,
    N_ ("{a} on dry land is only weight."), { CHANGE (UNDERWATER), CHANGE (SUPPORT) } },
  { "scene.water-zoom", AIP_SEVERITY_UNUSUAL, B (UNDERWATER) | B (LENS), 0, B (LENS),
    scene_water_zoom,
    N_ ("Behind a dome {a} cannot focus through its whole range; divers take primes."),
    { CHANGE (LENS) } },
  { "scene.water-angle", AIP_SEVERITY_NOTE, B (UNDERWATER) | B (BODY) | B (FOCAL),
    DELIVERED_INPUTS, B (FOCAL), scene_water_angle,
    N_ ("Behind a flat port water narrows the view from {0}° to {1}°."), { { 0 } } },
  { "scene.water-red", AIP_SEVERITY_UNUSUAL, B (UNDERWATER) | B (TONE), 0, B (TONE),
    scene_water_red,
    N_ ("Water takes away red within five metres: “{0|tone}” needs lamps close to the subject."),
    { CHANGE (TONE) } },
  { "scene.water-long", AIP_SEVERITY_UNUSUAL, B (UNDERWATER) | B (BODY) | B (FOCAL) | B (SIZE),
    SUBJECT_INPUTS, B (FOCAL) | B (SIZE), scene_water_long,
    N_ ("{0} m of water between lens and subject: even clear water is a wall of haze by then."),
    { CHANGE (FOCAL), CHANGE (SIZE) } },
  { "scene.water-flame", AIP_SEVERITY_IMPOSSIBLE, B (UNDERWATER) | B (KEY), 0, B (KEY),
    scene_water_flame, N_ ("{a} does not burn under water."),
    { CHANGE (KEY), CHANGE (UNDERWATER) } },
  { "scene.water-dialogue", AIP_SEVERITY_UNUSUAL, B (UNDERWATER), 0, B (UNDERWATER),
    scene_water_dialogue, N_ ("Nobody speaks under water; the words come from above, later."),
    { CHANGE (UNDERWATER) } },
  { "scene.cold-film", AIP_SEVERITY_NOTE, B (WEATHER) | B (BODY), B (INTERIOR), B (WEATHER),
    scene_cold_film,
    N_ ("In the cold film turns brittle and sparks: thread gently and keep magazines warm."),
    { { 0 } } },
  { "scene.cold-battery", AIP_SEVERITY_NOTE, B (WEATHER) | B (BODY), B (INTERIOR), B (WEATHER),
    scene_cold_battery, N_ ("In the cold batteries last half as long."), { { 0 } } },
  { "scene.rain-flame", AIP_SEVERITY_UNUSUAL, B (WEATHER) | B (KEY), B (INTERIOR), B (KEY),
    scene_rain_flame, N_ ("{a} outdoors in this weather ({0|weather}) goes out."),
    { CHANGE (KEY), CHANGE (WEATHER) } },
  { "scene.weather-indoors", AIP_SEVERITY_NOTE, B (WEATHER) | B (INTERIOR), 0, B (WEATHER),
    scene_weather_indoors, N_ ("{0|weather} is outside; indoors one hears it and sees it through "
                               "windows."), { { 0 } } },
  { "scene.storm-in-air", AIP_SEVERITY_UNUSUAL, B (WEATHER) | B (SUPPORT), 0, B (SUPPORT),
    scene_storm_in_air, N_ ("{a} does not fly in this weather ({0|weather})."),
    { CHANGE (SUPPORT), CHANGE (WEATHER) } },
  { "scene.fog-depth", AIP_SEVERITY_UNUSUAL, B (WEATHER) | B (BODY) | B (FOCAL) | B (SIZE),
    SUBJECT_INPUTS, B (WEATHER) | B (SIZE), scene_fog_depth,
    N_ ("The subject is {0} m away in fog: it will hardly be seen."),
    { CHANGE (FOCAL), CHANGE (WEATHER), CHANGE (SIZE) } },
  { "scene.dust-zoom", AIP_SEVERITY_NOTE, B (WEATHER) | B (LENS), 0, B (WEATHER),
    scene_dust_lens, N_ ("A zoom pumps dust into itself; wrap it, or take primes."), { { 0 } } },
  { "scene.large-format-noise", AIP_SEVERITY_UNUSUAL, B (BODY), B (MODE), B (BODY),
    scene_large_format_noise,
    N_ ("Fifteen perforations a frame are loud even in the {a}; dialogue is often recorded again."),
    { CHANGE (BODY) } },
  { "scene.large-format-hand", AIP_SEVERITY_UNUSUAL, B (BODY) | B (SUPPORT), B (MODE) | B (LENS),
    B (SUPPORT), scene_large_format_hand,
    N_ ("The {a} by hand: about {0} kg, for a few seconds at a time."), { CHANGE (SUPPORT) } },
  { "scene.large-format-load", AIP_SEVERITY_NOTE, B (BODY), B (MODE) | B (FPS), B (BODY),
    scene_large_format_load, N_ ("A magazine of 1000 ft lasts {0} s; changing it takes longer."),
    { { 0 } } },
  { "scene.animation-camera", AIP_SEVERITY_NOTE, B (LOOK) | B (BODY), 0, B (LOOK) | B (BODY),
    scene_animation_camera,
    N_ ("An animation look is drawn or modelled: the {a} only lends it angle of view and depth."),
    { DROP (BODY), DROP (LOOK) } },
  { "target.still", AIP_SEVERITY_UNUSUAL, B (MOVE), 0, B (MOVE), target_still,
    N_ ("The model makes still pictures: “{a}” is left out of its prompt."), { CHANGE (MOVE) } },
  { "target.length", AIP_SEVERITY_UNUSUAL, B (MOVE), 0, B (MOVE), target_length,
    N_ ("The shot lasts {0:1} s, the model makes {1:1} s in one go: it will be made in pieces."),
    { { 0 } } },
  { "target.frame-rate", AIP_SEVERITY_NOTE, B (FPS), 0, B (FPS), target_frame_rate,
    N_ ("The model makes {1} frames a second; for {0:2} they are interpolated or dropped."),
    { CHANGE (FPS) } },
  { "target.whip", AIP_SEVERITY_UNUSUAL, B (MOVE) | B (PACE), 0, B (PACE), target_whip,
    N_ ("Video models rarely manage a whip: the picture dissolves. Cut in the blur instead."),
    { CHANGE (PACE) } },
  { "target.aspect", AIP_SEVERITY_NOTE, B (ASPECT), 0, B (ASPECT), target_aspect,
    N_ ("The model is good at certain sizes; the nearest to {0|ratio} is {1} × {2} ({3|ratio}), "
        "the rest is cropped."), { CHANGE (ASPECT) } },
};

const AipRuleGroup aip_rules_scene = { rules, G_N_ELEMENTS (rules) };
