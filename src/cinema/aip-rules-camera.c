/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-rules"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-rules-private.h"

/* Cameras older than this beyond their end are a choice that one should be aware of. */
#define VINTAGE_YEARS 25
#define NATIVE_STOPS 2.0
#define SYNC_FPS 36
#define HIGH_SPEED_FPS 150
#define LOW_FPS 20
#define ARCHIVE_FPS_YEAR 1928

static gboolean
camera_year (const AipRuleCase *c,
             AipFinding        *f)
{
  const AipGear *gear = &c->setup->body->gear;

  if (gear->year <= c->setup->year)
    return FALSE;

  f->names[0] = gear;
  f->numbers[0] = gear->year;
  f->numbers[1] = c->setup->year;
  /* Prototypes are lent to films before they are sold. */
  if (gear->year == c->setup->year + 1)
    f->severity = AIP_SEVERITY_UNUSUAL;

  return TRUE;
}

static gboolean
camera_vintage (const AipRuleCase *c,
                AipFinding        *f)
{
  const AipGear *gear = &c->setup->body->gear;

  f->names[0] = gear;
  f->numbers[0] = gear->year_end;
  f->numbers[1] = c->setup->year - gear->year_end;

  return gear->year_end > 0 && gear->year_end + VINTAGE_YEARS < c->setup->year;
}

static double
fastest_mode (const AipBody *body)
{
  double fastest = 0;

  for (guint i = 0; i < body->n_modes; i++)
    fastest = MAX (fastest, body->modes[i].max_fps);

  return fastest;
}

static gboolean
camera_speed (const AipRuleCase *c,
              AipFinding        *f)
{
  double fastest = fastest_mode (c->setup->body);

  f->names[0] = &c->setup->body->gear;
  f->numbers[0] = fastest;
  f->numbers[1] = c->setup->fps;

  return fastest > 0 && c->setup->fps > fastest;
}

static gboolean
camera_mode_speed (const AipRuleCase *c,
                   AipFinding        *f)
{
  double most = c->mode->max_fps;

  f->names[0] = &c->setup->body->gear;
  f->numbers[0] = most;
  f->numbers[1] = c->setup->fps;
  /* Nobody has asked for the large mode yet. */
  if (!HAS (MODE))
    f->severity = AIP_SEVERITY_UNUSUAL;

  return most > 0 && c->setup->fps > most && c->setup->fps <= fastest_mode (c->setup->body);
}

static gboolean
camera_sync_speed (const AipRuleCase *c,
                   AipFinding        *f)
{
  f->names[0] = &c->setup->body->gear;
  f->numbers[0] = c->setup->fps;

  return c->setup->body->film && c->setup->body->sync && c->setup->fps > SYNC_FPS &&
         c->context->dialogue;
}

static gboolean
camera_high_speed_film (const AipRuleCase *c,
                        AipFinding        *f)
{
  const AipBody *body = c->setup->body;

  if (!body->film || c->setup->fps <= HIGH_SPEED_FPS || c->mode->perforations == 0 ||
      (body->gauge != 16 && body->gauge != 35))
    return FALSE;

  f->numbers[0] = c->setup->fps;
  f->numbers[1] = aip_optics_film_run_time (1000, body->gauge, c->mode->perforations,
                                            c->setup->fps);

  return TRUE;
}

static gboolean
camera_undercranked (const AipRuleCase *c,
                     AipFinding        *f)
{
  f->numbers[0] = c->setup->fps;
  f->numbers[1] = 24 / c->setup->fps;

  return c->setup->fps < LOW_FPS && (!HAS (YEAR) || c->setup->year > ARCHIVE_FPS_YEAR);
}

static gboolean
camera_noise (const AipRuleCase *c,
              AipFinding        *f)
{
  f->names[0] = &c->setup->body->gear;

  return !c->setup->body->sync && c->context->dialogue;
}

static gboolean
camera_sensitivity_range (const AipRuleCase *c,
                          AipFinding        *f)
{
  const AipBody *body = c->setup->body;
  double low, high;

  if (body->film || body->n_bases == 0)
    return FALSE;

  low = high = body->bases[0];
  for (guint i = 1; i < body->n_bases; i++)
    {
      low = MIN (low, body->bases[i]);
      high = MAX (high, body->bases[i]);
    }
  /* Two stops either side of the bases stay within what the makers publish. */
  low /= 4;
  high *= 4;

  f->names[0] = &body->gear;
  f->numbers[0] = c->setup->exposure_index;
  f->numbers[1] = low;
  f->numbers[2] = high;

  return c->setup->exposure_index < low * 0.99 || c->setup->exposure_index > high * 1.01;
}

static gboolean
camera_sensitivity_base (const AipRuleCase *c,
                         AipFinding        *f)
{
  const AipBody *body = c->setup->body;
  double nearest = 0;

  if (body->film || body->n_bases == 0)
    return FALSE;

  for (guint i = 0; i < body->n_bases; i++)
    {
      double ratio = c->setup->exposure_index / body->bases[i];

      if (ratio > 0.49 && ratio < 2.05)
        return FALSE;
      if (nearest == 0 || ABS (body->bases[i] - c->setup->exposure_index) <
                            ABS (nearest - c->setup->exposure_index))
        nearest = body->bases[i];
    }

  f->numbers[0] = c->setup->exposure_index;
  f->numbers[1] = nearest;

  return TRUE;
}

static gboolean
camera_index_of_film (const AipRuleCase *c,
                      AipFinding        *f)
{
  f->numbers[0] = c->setup->exposure_index;

  return c->setup->body->film;
}

static gboolean
camera_balance_of_film (const AipRuleCase *c,
                        AipFinding        *f)
{
  f->numbers[0] = c->setup->white_balance;

  return c->setup->body->film;
}

static gboolean
whips (const AipRuleCase *c)
{
  return (c->setup->move->axes & (AIP_AXIS_PAN | AIP_AXIS_TILT)) != 0 &&
         c->setup->pace == AIP_PACE_WHIP;
}

static gboolean
camera_rolling_whip (const AipRuleCase *c,
                     AipFinding        *f)
{
  f->names[0] = &c->setup->body->gear;

  return c->setup->body->shutter == AIP_SHUTTER_ROLLING && whips (c);
}

static gboolean
camera_global_whip (const AipRuleCase *c,
                    AipFinding        *f)
{
  f->names[0] = &c->setup->body->gear;

  return c->setup->body->shutter == AIP_SHUTTER_GLOBAL && whips (c);
}

static gboolean
flashes (const AipLamp *lamp)
{
  return lamp->light->role == AIP_ROLE_FLASH || lamp->light->role == AIP_ROLE_LIGHTNING;
}

static gboolean
camera_rolling_flash (const AipRuleCase *c,
                      AipFinding        *f)
{
  const AipSetup *setup = c->setup;
  gboolean found = FALSE;

  if (HAS (KEY) && flashes (&setup->key))
    f->names[0] = &setup->key.light->gear;
  for (guint i = 0; HAS (PRACTICALS) && i < setup->n_practicals; i++)
    if (flashes (&setup->practicals[i]))
      f->names[0] = &setup->practicals[i].light->gear;
  found = f->names[0] != NULL;

  return found && setup->body->shutter == AIP_SHUTTER_ROLLING;
}

static gboolean
has_mount (const AipMount *const *mounts,
           guint                  n_mounts,
           const char            *id)
{
  for (guint i = 0; i < n_mounts; i++)
    if (g_str_equal (mounts[i]->gear.id, id))
      return TRUE;

  return FALSE;
}

static gboolean
camera_fixed_lens (const AipRuleCase *c,
                   AipFinding        *f)
{
  const AipBody *body = c->setup->body;
  const AipLens *lens = c->setup->lens;

  f->names[0] = &body->gear;
  f->names[1] = &lens->gear;

  return body->n_mounts == 1 && has_mount (body->mounts, 1, "fixed") &&
         !has_mount (lens->mounts, lens->n_mounts, "fixed");
}

static gboolean
camera_built_into_aircraft (const AipRuleCase *c,
                            AipFinding        *f)
{
  f->names[0] = &c->setup->body->gear;
  f->names[1] = &c->setup->support->gear;

  return c->setup->body->flies && !c->setup->support->air;
}

static gboolean
camera_carried (const AipRuleCase *c,
                AipFinding        *f)
{
  const AipSupport *support = c->setup->support;

  f->names[0] = &support->gear;
  f->names[1] = &c->setup->body->gear;

  return support->bodies != NULL && !g_strv_contains (support->bodies, c->setup->body->gear.id);
}

static gboolean
camera_spring (const AipRuleCase *c,
               AipFinding        *f)
{
  f->names[0] = &c->setup->body->gear;
  f->numbers[0] = c->setup->body->spring_seconds;
  f->numbers[1] = c->context->seconds;

  return c->setup->body->spring_seconds > 0 &&
         c->context->seconds > c->setup->body->spring_seconds;
}

/* Seconds that @feet of this camera's film run, 0 for digital and for gauges sold otherwise. */
static double
run_time (const AipRuleCase *c,
          double             feet)
{
  const AipBody *body = c->setup->body;

  if (!body->film || c->mode->perforations == 0 ||
      (body->gauge != 16 && body->gauge != 35 && body->gauge != 65))
    return 0;

  return aip_optics_film_run_time (feet, body->gauge, c->mode->perforations, c->fps);
}

static gboolean
camera_magazine (const AipRuleCase *c,
                 AipFinding        *f)
{
  double longest = run_time (c, c->setup->body->gauge == 16 ? 400 : 1000);

  f->names[0] = &c->setup->body->gear;
  f->numbers[0] = longest;
  f->numbers[1] = c->context->seconds;

  return longest > 0 && c->context->seconds > longest;
}

static gboolean
camera_short_magazine (const AipRuleCase *c,
                       AipFinding        *f)
{
  double shorter;

  if (c->setup->body->gauge == 16)
    return FALSE;

  shorter = run_time (c, 400);
  f->names[0] = &c->setup->support->gear;
  f->numbers[0] = shorter;
  f->numbers[1] = c->context->seconds;

  return c->setup->support->hand && shorter > 0 && c->context->seconds > shorter &&
         c->context->seconds <= run_time (c, 1000);
}

static gboolean
camera_strips (const AipRuleCase *c,
               AipFinding        *f)
{
  f->names[0] = &c->setup->body->gear;
  f->numbers[0] = c->weight;

  return c->setup->body->strips > 1 && c->setup->support->hand;
}

static const AipRule rules[] = {
  { "camera.year", AIP_SEVERITY_ANACHRONISM, B (YEAR) | B (BODY), 0, B (BODY), camera_year,
    N_ ("The {a} came out in {0|year}; this is {1|year}."), { CHANGE (BODY) } },
  { "camera.vintage", AIP_SEVERITY_NOTE, B (YEAR) | B (BODY), 0, B (BODY), camera_vintage,
    N_ ("The {a} was last made in {0|year}, {1} years earlier: a vintage choice. Somebody has to "
        "have kept one running."), { CHANGE (BODY) } },
  { "camera.speed", AIP_SEVERITY_IMPOSSIBLE, B (BODY) | B (FPS), 0, B (FPS) | B (BODY),
    camera_speed, N_ ("The {a} runs at up to {0} frames a second, not at {1}."),
    { CHANGE (FPS), CHANGE (BODY) } },
  { "camera.mode-speed", AIP_SEVERITY_IMPOSSIBLE, B (BODY) | B (FPS), B (MODE),
    B (FPS) | B (MODE), camera_mode_speed,
    N_ ("In this recording mode the {a} stops at {0} frames a second. {1} need a smaller part of "
        "its sensor."), { CHANGE (MODE), CHANGE (FPS) } },
  { "camera.sync-speed", AIP_SEVERITY_UNUSUAL, B (BODY) | B (FPS), 0, B (FPS),
    camera_sync_speed,
    N_ ("At {0} frames a second the {a} is no longer quiet, and the words would play in slow "
        "motion."), { CHANGE (FPS) } },
  { "camera.high-speed-film", AIP_SEVERITY_NOTE, B (BODY) | B (FPS), B (MODE), B (FPS),
    camera_high_speed_film,
    N_ ("At {0} frames a second 1000 ft of film are gone after {1} s, and the motor needs part of "
        "that to reach speed."), { CHANGE (FPS) } },
  { "camera.undercranked", AIP_SEVERITY_NOTE, B (FPS), B (YEAR), B (FPS), camera_undercranked,
    N_ ("At {0} frames a second everything plays {1:1} times as fast."), { CHANGE (FPS) } },
  { "camera.noise", AIP_SEVERITY_UNUSUAL, B (BODY), 0, B (BODY), camera_noise,
    N_ ("The {a} is too loud for a shot with dialogue; the words would be recorded afterwards."),
    { CHANGE (BODY) } },
  { "camera.sensitivity-range", AIP_SEVERITY_UNUSUAL, B (BODY) | B (EXPOSURE_INDEX), 0,
    B (EXPOSURE_INDEX), camera_sensitivity_range,
    N_ ("EI {0} is outside of what the {a} is made for, about {1} to {2}."),
    { CHANGE (EXPOSURE_INDEX) } },
  { "camera.sensitivity-base", AIP_SEVERITY_NOTE, B (BODY) | B (EXPOSURE_INDEX), 0,
    B (EXPOSURE_INDEX), camera_sensitivity_base,
    N_ ("EI {0} is more than a stop from the sensor's own {1}: range moves between shadows and "
        "highlights."), { CHANGE (EXPOSURE_INDEX) } },
  { "camera.index-of-film", AIP_SEVERITY_UNUSUAL, B (BODY) | B (EXPOSURE_INDEX), 0,
    B (EXPOSURE_INDEX), camera_index_of_film,
    N_ ("EI {0} cannot be set on a film camera: it belongs to the stock, and to pushing it."),
    { DROP (EXPOSURE_INDEX) } },
  { "camera.balance-of-film", AIP_SEVERITY_UNUSUAL, B (BODY) | B (WHITE_BALANCE), 0,
    B (WHITE_BALANCE), camera_balance_of_film,
    N_ ("{0} K cannot be set on a film camera: the stock is balanced in the factory, and a filter "
        "does the rest."), { DROP (WHITE_BALANCE) } },
  { "camera.rolling-whip", AIP_SEVERITY_UNUSUAL, B (BODY) | B (MOVE) | B (PACE), 0,
    B (PACE) | B (BODY), camera_rolling_whip,
    N_ ("The {a} reads its sensor line by line: a whip makes upright things lean."),
    { CHANGE (PACE), CHANGE (BODY) } },
  { "camera.global-whip", AIP_SEVERITY_NOTE, B (BODY) | B (MOVE) | B (PACE), 0, B (PACE),
    camera_global_whip,
    N_ ("The {a} exposes all lines at once, so that the whip does not bend anything."), { { 0 } } },
  { "camera.rolling-flash", AIP_SEVERITY_UNUSUAL, B (BODY), B (KEY) | B (PRACTICALS),
    B (BODY) | B (KEY) | B (PRACTICALS), camera_rolling_flash,
    N_ ("{a} is shorter than the sensor is read: it would light only a band of the picture."),
    { CHANGE (BODY) } },
  { "camera.fixed-lens", AIP_SEVERITY_IMPOSSIBLE, B (BODY) | B (LENS), 0, B (BODY) | B (LENS),
    camera_fixed_lens, N_ ("The lens of the {a} cannot be changed, so there is no place for {b}."),
    { DROP (LENS), CHANGE (LENS), CHANGE (BODY) } },
  { "camera.built-into-aircraft", AIP_SEVERITY_IMPOSSIBLE, B (BODY) | B (SUPPORT), 0,
    B (BODY) | B (SUPPORT), camera_built_into_aircraft,
    N_ ("The {a} is part of its drone and cannot be put on: {b}."),
    { CHANGE (SUPPORT), CHANGE (BODY) } },
  { "camera.carried", AIP_SEVERITY_IMPOSSIBLE, B (BODY) | B (SUPPORT), 0,
    B (BODY) | B (SUPPORT), camera_carried,
    N_ ("{a} carries only the camera that is made for it, not the {b}."),
    { CHANGE (SUPPORT), CHANGE (BODY) } },
  { "camera.spring", AIP_SEVERITY_UNUSUAL, B (BODY), 0, B (BODY), camera_spring,
    N_ ("The spring of the {a} is run down after {0} s; the shot takes {1} s and needs a motor."),
    { CHANGE (BODY) } },
  { "camera.magazine", AIP_SEVERITY_IMPOSSIBLE, B (BODY), B (MODE) | B (FPS), B (BODY) | B (FPS),
    camera_magazine,
    N_ ("The usual magazine of the {a} is empty after {0} s; the shot takes {1} s."),
    { CHANGE (BODY), CHANGE (FPS) } },
  { "camera.short-magazine", AIP_SEVERITY_UNUSUAL, B (BODY) | B (SUPPORT), B (MODE) | B (FPS),
    B (SUPPORT), camera_short_magazine,
    N_ ("400 ft, what one likes to carry, last {0} s; for {1} s the operator has to carry 1000 "
        "ft."),
    { CHANGE (SUPPORT) } },
  { "camera.strips", AIP_SEVERITY_IMPOSSIBLE, B (BODY) | B (SUPPORT), B (LENS),
    B (BODY) | B (SUPPORT), camera_strips,
    N_ ("Nobody lifts the {a}: with its blimp it weighs {0} kg."),
    { CHANGE (SUPPORT), CHANGE (BODY) } },
};

const AipRuleGroup aip_rules_camera = { rules, G_N_ELEMENTS (rules) };
