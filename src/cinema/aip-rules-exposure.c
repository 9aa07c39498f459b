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

#define STOPS_OFF 3.0
/* The densest neutral filter that is usual, ND 2.4, and two of them. */
#define STRONGEST_ND 4.8
#define MECHANICAL_DEGREES 200
#define THIN_METRES 0.05

static gboolean
exposure_dark (const AipRuleCase *c,
               AipFinding        *f)
{
  f->names[0] = &c->setup->key.light->gear;
  f->numbers[0] = -c->over;
  f->numbers[1] = c->setup->stop;
  f->numbers[2] = aip_setup_get_sensitivity (c->setup);
  f->numbers[3] = c->setup->key.light->lux;

  return c->has_exposure && c->over < -STOPS_OFF;
}

static gboolean
exposure_thin (const AipRuleCase *c,
               AipFinding        *f)
{
  f->names[0] = &c->setup->key.light->gear;
  f->numbers[0] = -c->over;

  return c->has_exposure && c->over <= -1.5 && c->over >= -STOPS_OFF;
}

static gboolean
exposure_nd (const AipRuleCase *c,
             AipFinding        *f)
{
  f->names[0] = &c->setup->key.light->gear;
  f->numbers[0] = c->over;
  f->numbers[1] = aip_optics_neutral_density (c->over);

  return c->has_exposure && c->over > STOPS_OFF && !aip_rule_case_filter (c, AIP_FILTER_ND);
}

static gboolean
exposure_nd_strength (const AipRuleCase *c,
                      AipFinding        *f)
{
  f->numbers[0] = aip_optics_neutral_density (c->over);
  f->numbers[1] = c->setup->stop;

  return c->has_exposure && c->over > 0.5 && f->numbers[0] <= STRONGEST_ND &&
         aip_rule_case_filter (c, AIP_FILTER_ND);
}

static gboolean
exposure_nd_dark (const AipRuleCase *c,
                  AipFinding        *f)
{
  f->names[0] = &c->setup->key.light->gear;
  f->numbers[0] = MAX (0, -c->over);

  return c->has_exposure && c->over <= 0 && aip_rule_case_filter (c, AIP_FILTER_ND);
}

static gboolean
exposure_too_bright (const AipRuleCase *c,
                     AipFinding        *f)
{
  f->numbers[0] = aip_optics_neutral_density (c->over);
  f->numbers[1] = c->over;

  return c->has_exposure && f->numbers[0] > STRONGEST_ND;
}

static gboolean
exposure_push_bright (const AipRuleCase *c,
                      AipFinding        *f)
{
  f->numbers[0] = c->setup->push;
  f->numbers[1] = c->over;

  return c->has_exposure && c->setup->push >= 1 && c->over > c->setup->push + 1;
}

static gboolean
exposure_shutter_film (const AipRuleCase *c,
                       AipFinding        *f)
{
  f->names[0] = &c->setup->body->gear;
  f->numbers[0] = c->setup->shutter;
  f->numbers[1] = MECHANICAL_DEGREES;

  return c->setup->body->film && c->setup->shutter > MECHANICAL_DEGREES;
}

static gboolean
exposure_open_shutter (const AipRuleCase *c,
                       AipFinding        *f)
{
  f->numbers[0] = c->setup->shutter;

  return c->setup->shutter >= 270 && !(HAS (BODY) && c->setup->body->film);
}

static gboolean
exposure_staccato (const AipRuleCase *c,
                   AipFinding        *f)
{
  f->numbers[0] = c->setup->shutter;
  f->numbers[1] = 1 / aip_optics_exposure_time (c->setup->shutter, c->fps);

  return c->setup->shutter <= 90;
}

static gboolean
exposure_fast_film_speed (const AipRuleCase *c,
                          AipFinding        *f)
{
  f->numbers[0] = c->setup->fps;
  f->numbers[1] = log2 (c->setup->fps / 24);

  return c->setup->fps >= 96;
}

static gboolean
exposure_polariser (const AipRuleCase *c,
                    AipFinding        *f)
{
  return aip_rule_case_filter (c, AIP_FILTER_POLARISER) && c->setup->time == AIP_NIGHT;
}

static gboolean
exposure_star_daylight (const AipRuleCase *c,
                        AipFinding        *f)
{
  AipLightRole role = c->setup->key.light->role;
  guint filter = aip_rule_case_filter (c, AIP_FILTER_STAR) ? AIP_FILTER_STAR : AIP_FILTER_STREAK;

  f->numbers[0] = filter;

  return aip_rule_case_filter (c, filter) && !HAS (PRACTICALS) &&
         (role == AIP_ROLE_OVERCAST || role == AIP_ROLE_SKY || role == AIP_ROLE_WINDOW);
}

static gboolean
exposure_double_diffusion (const AipRuleCase *c,
                           AipFinding        *f)
{
  guint soft = 0;

  soft += aip_rule_case_filter (c, AIP_FILTER_DIFFUSION);
  soft += aip_rule_case_filter (c, AIP_FILTER_PROMIST);
  soft += aip_rule_case_filter (c, AIP_FILTER_FOG);
  f->numbers[0] = soft;

  return soft > 1;
}

static gboolean
exposure_streak_anamorphic (const AipRuleCase *c,
                            AipFinding        *f)
{
  f->names[0] = &c->setup->lens->gear;

  return aip_rule_case_filter (c, AIP_FILTER_STREAK) && c->setup->lens->squeeze > 1;
}

static gboolean
focus_layers (const AipRuleCase *c,
              AipFinding        *f)
{
  f->numbers[0] = c->far_limit - c->near_limit;
  f->numbers[1] = c->distance;
  f->numbers[2] = c->setup->stop;

  return c->has_depth && c->setup->composition == AIP_COMPOSITION_LAYERED &&
         c->far_limit - c->near_limit < c->distance * 0.35 &&
         !aip_rule_case_filter (c, AIP_FILTER_SPLIT_DIOPTRE);
}

static gboolean
focus_everything (const AipRuleCase *c,
                  AipFinding        *f)
{
  f->numbers[0] = c->near_limit;

  return c->has_depth && isinf (c->far_limit) && c->near_limit < 4;
}

static gboolean
focus_thin (const AipRuleCase *c,
            AipFinding        *f)
{
  f->numbers[0] = (c->far_limit - c->near_limit) * 100;
  f->numbers[1] = c->distance;

  return c->has_depth && c->far_limit - c->near_limit < THIN_METRES;
}

static gboolean
focus_thin_moving (const AipRuleCase *c,
                   AipFinding        *f)
{
  f->numbers[0] = (c->far_limit - c->near_limit) * 100;
  f->names[0] = &c->setup->move->gear;

  return c->has_depth && c->far_limit - c->near_limit < THIN_METRES * 3 &&
         (c->setup->move->axes & (AIP_AXIS_FORWARD | AIP_AXIS_FREE)) != 0;
}

static gboolean
focus_missed (const AipRuleCase *c,
              AipFinding        *f)
{
  f->numbers[0] = c->setup->focus;
  f->numbers[1] = c->subject;
  f->numbers[2] = c->near_limit;
  f->numbers[3] = c->far_limit;

  return c->has_depth && c->subject > 0 && !isinf (c->far_limit) &&
         (c->subject < c->near_limit * 0.95 || c->subject > c->far_limit * 1.05);
}

static gboolean
focus_nothing_near (const AipRuleCase *c,
                    AipFinding        *f)
{
  f->numbers[0] = c->setup->focus;
  f->numbers[1] = c->subject;

  return c->has_depth && c->subject > 0 && isinf (c->far_limit) &&
         c->subject < c->near_limit * 0.95;
}

static gboolean
focus_split_unneeded (const AipRuleCase *c,
                      AipFinding        *f)
{
  f->numbers[0] = c->near_limit;

  return c->has_depth && aip_rule_case_filter (c, AIP_FILTER_SPLIT_DIOPTRE) &&
         isinf (c->far_limit);
}

static gboolean
focus_split_moving (const AipRuleCase *c,
                    AipFinding        *f)
{
  f->names[0] = &c->setup->move->gear;

  return aip_rule_case_filter (c, AIP_FILTER_SPLIT_DIOPTRE) && !c->setup->move->still;
}

static gboolean
focus_rack (const AipRuleCase *c,
            AipFinding        *f)
{
  f->numbers[0] = c->near_limit;

  /* A move that stands still and yet has a pace moves the focus. */
  return c->has_depth && c->setup->move->still &&
         (c->setup->move->paces & ~(1u << AIP_PACE_STATIC)) != 0 && isinf (c->far_limit);
}

static const AipRule rules[] = {
  { "exposure.dark", AIP_SEVERITY_UNUSUAL, B (KEY) | B (STOP), EXPOSURE_INPUTS,
    B (STOP) | B (KEY), exposure_dark,
    N_ ("{a} gives about {3} lux: at T{1:1} and EI {2} the picture is {0:1} stops too dark."),
    { CHANGE (STOP), CHANGE (EXPOSURE_INDEX), CHANGE (STOCK), CHANGE (KEY) } },
  { "exposure.thin", AIP_SEVERITY_NOTE, B (KEY) | B (STOP), EXPOSURE_INPUTS, B (STOP),
    exposure_thin, N_ ("{a} leaves the picture {0:1} stops under: dark, but within reach."),
    { CHANGE (STOP) } },
  { "exposure.nd", AIP_SEVERITY_NOTE, B (KEY) | B (STOP), EXPOSURE_INPUTS, B (FILTERS),
    exposure_nd, N_ ("{a} is {0:1} stops too bright for this: take about ND {1:1}, or close the "
                     "lens."), { CHANGE (FILTERS), CHANGE (STOP) } },
  { "exposure.nd-strength", AIP_SEVERITY_NOTE, B (KEY) | B (STOP) | B (FILTERS),
    EXPOSURE_INPUTS, B (FILTERS), exposure_nd_strength,
    N_ ("For T{1:1} take about ND {0:1}."), { { 0 } } },
  { "exposure.nd-dark", AIP_SEVERITY_UNUSUAL, B (KEY) | B (STOP) | B (FILTERS), EXPOSURE_INPUTS,
    B (FILTERS), exposure_nd_dark,
    N_ ("Neutral density with {a}: the picture is {0:1} stops too dark without it already."),
    { CHANGE (FILTERS) } },
  { "exposure.too-bright", AIP_SEVERITY_UNUSUAL, B (KEY) | B (STOP), EXPOSURE_INPUTS,
    B (STOP) | B (KEY), exposure_too_bright,
    N_ ("{1:1} stops too bright: ND {0:1} is more than two strong filters."),
    { CHANGE (STOP), CHANGE (STOCK), CHANGE (EXPOSURE_INDEX) } },
  { "exposure.push-bright", AIP_SEVERITY_UNUSUAL, B (KEY) | B (STOP) | B (PUSH), EXPOSURE_INPUTS,
    B (PUSH), exposure_push_bright,
    N_ ("Pushed {0:1} stops although there are {1:1} stops more light than needed."),
    { DROP (PUSH) } },
  { "exposure.shutter-film", AIP_SEVERITY_IMPOSSIBLE, B (BODY) | B (SHUTTER), 0, B (SHUTTER),
    exposure_shutter_film,
    N_ ("The {a} has to pull down its film in the dark: {0}° are more than the {1}° that a turning "
        "shutter can open."), { CHANGE (SHUTTER) } },
  { "exposure.open-shutter", AIP_SEVERITY_NOTE, B (SHUTTER), B (BODY), B (SHUTTER),
    exposure_open_shutter, N_ ("{0}°: movement smears as in video."), { CHANGE (SHUTTER) } },
  { "exposure.staccato", AIP_SEVERITY_NOTE, B (SHUTTER), B (FPS), B (SHUTTER),
    exposure_staccato, N_ ("{0}° is 1/{1} s: movement becomes crisp and nervous."),
    { CHANGE (SHUTTER) } },
  { "exposure.fast-frames", AIP_SEVERITY_NOTE, B (FPS), 0, B (FPS), exposure_fast_film_speed,
    N_ ("{0} frames a second take {1:1} stops more light than 24."), { CHANGE (FPS) } },
  { "exposure.polariser-night", AIP_SEVERITY_UNUSUAL, B (FILTERS) | B (TIME), 0, B (FILTERS),
    exposure_polariser,
    N_ ("A polariser darkens skies and takes away reflections of daylight; at night it only costs "
        "a "
        "stop and a half."), { CHANGE (FILTERS) } },
  { "exposure.star-without-points", AIP_SEVERITY_UNUSUAL, B (FILTERS) | B (KEY), B (PRACTICALS),
    B (FILTERS), exposure_star_daylight,
    N_ ("The filter “{0|filter}” draws on bright points; this light has none."),
    { CHANGE (FILTERS), CHANGE (PRACTICALS) } },
  { "exposure.double-diffusion", AIP_SEVERITY_UNUSUAL, B (FILTERS), 0, B (FILTERS),
    exposure_double_diffusion,
    N_ ("{0} softening filters at once turn the picture to milk."), { CHANGE (FILTERS) } },
  { "exposure.streak-anamorphic", AIP_SEVERITY_NOTE, B (FILTERS) | B (LENS), 0, B (FILTERS),
    exposure_streak_anamorphic,
    N_ ("{a} streaks by itself; the filter doubles it."), { CHANGE (FILTERS) } },
  { "focus.layers", AIP_SEVERITY_UNUSUAL, B (BODY) | B (FOCAL) | B (STOP) | B (COMPOSITION),
    DEPTH_INPUTS | B (FILTERS), B (STOP) | B (COMPOSITION), focus_layers,
    N_ ("At T{2:1} and {1:1} m only {0:2} m are sharp: layers in depth will be blurred."),
    { CHANGE (STOP), CHANGE (FOCAL), CHANGE (FILTERS) } },
  { "focus.everything", AIP_SEVERITY_NOTE, B (BODY) | B (FOCAL) | B (STOP), DEPTH_INPUTS,
    B (STOP), focus_everything, N_ ("Everything from {0:1} m to the horizon is sharp."),
    { { 0 } } },
  { "focus.thin", AIP_SEVERITY_UNUSUAL, B (BODY) | B (FOCAL) | B (STOP), DEPTH_INPUTS, B (STOP),
    focus_thin, N_ ("{0:1} cm are sharp: with one eye in focus the other is not."),
    { CHANGE (STOP), CHANGE (FOCAL), CHANGE (SIZE) } },
  { "focus.thin-moving", AIP_SEVERITY_UNUSUAL, B (BODY) | B (FOCAL) | B (STOP) | B (MOVE),
    DEPTH_INPUTS, B (STOP) | B (MOVE), focus_thin_moving,
    N_ ("{a} with {0:1} cm of sharpness: the focus will be lost and found."),
    { CHANGE (STOP), CHANGE (FOCAL), CHANGE (MOVE) } },
  { "focus.missed", AIP_SEVERITY_UNUSUAL, B (BODY) | B (FOCAL) | B (STOP) | B (FOCUS) | B (SIZE),
    DEPTH_INPUTS, B (FOCUS), focus_missed,
    N_ ("Focused at {0:1} m ({2:1} to {3:1} m is sharp), but for this shot size the person stands "
        "at {1:1} m."), { DROP (FOCUS), CHANGE (STOP), CHANGE (SIZE) } },
  { "focus.beyond", AIP_SEVERITY_UNUSUAL, B (BODY) | B (FOCAL) | B (STOP) | B (FOCUS) | B (SIZE),
    DEPTH_INPUTS, B (FOCUS), focus_nothing_near,
    N_ ("Focused at {0:1} m, far behind the person at {1:1} m."),
    { DROP (FOCUS), CHANGE (STOP), CHANGE (SIZE) } },
  { "focus.split-unneeded", AIP_SEVERITY_NOTE, B (BODY) | B (FOCAL) | B (STOP) | B (FILTERS),
    DEPTH_INPUTS, B (FILTERS), focus_split_unneeded,
    N_ ("Everything from {0:1} m on is sharp: the split dioptre has nothing to do."),
    { CHANGE (FILTERS), CHANGE (STOP) } },
  { "focus.split-moving", AIP_SEVERITY_UNUSUAL, B (FILTERS) | B (MOVE), 0,
    B (FILTERS) | B (MOVE), focus_split_moving,
    N_ ("The edge of a split dioptre wanders through the picture when the camera moves ({a})."),
    { CHANGE (MOVE), CHANGE (FILTERS) } },
  { "focus.rack", AIP_SEVERITY_UNUSUAL, B (BODY) | B (FOCAL) | B (STOP) | B (MOVE), DEPTH_INPUTS,
    B (MOVE) | B (STOP), focus_rack,
    N_ ("Everything from {0:1} m on is sharp: there is nothing to rack between."),
    { CHANGE (STOP), CHANGE (FOCAL), CHANGE (MOVE) } },
};

const AipRuleGroup aip_rules_exposure = { rules, G_N_ELEMENTS (rules) };
