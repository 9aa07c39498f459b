/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-rules"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-rules-private.h"

#define TIRING_KG 8
#define HEAVY_KG 14
#define UNLIFTABLE_KG 25
#define NEARLY_FULL 0.8
#define LONG_FULL_FRAME_MM 100
#define RULE_SECONDS 7.0
#define SLIDER_METRES 2

/* How long something takes to cross the frame at each pace of a pan, in seconds. */
static const double crossing_seconds[AIP_N_PACES] = {
  [AIP_PACE_VERY_SLOW] = 20, [AIP_PACE_SLOW] = 12, [AIP_PACE_MODERATE] = 7, [AIP_PACE_FAST] = 3,
  [AIP_PACE_WHIP] = 0.4,
};

static gboolean
is_still (const AipMove *move)
{
  return move->axes == 0 && !move->zoom;
}

static gboolean
move_static (const AipRuleCase *c,
             AipFinding        *f)
{
  f->names[0] = &c->setup->move->gear;
  f->numbers[0] = c->setup->pace;

  return c->setup->move->paces == 1u << AIP_PACE_STATIC && c->setup->pace != AIP_PACE_STATIC;
}

static gboolean
move_without_pace (const AipRuleCase *c,
                   AipFinding        *f)
{
  f->names[0] = &c->setup->move->gear;

  return c->setup->pace == AIP_PACE_STATIC &&
         (c->setup->move->paces & 1u << AIP_PACE_STATIC) == 0;
}

static gboolean
move_pace (const AipRuleCase *c,
           AipFinding        *f)
{
  guint paces = c->setup->move->paces;

  f->names[0] = &c->setup->move->gear;
  f->numbers[0] = c->setup->pace;

  return paces != 0 && paces != 1u << AIP_PACE_STATIC && c->setup->pace != AIP_PACE_STATIC &&
         (paces & 1u << c->setup->pace) == 0;
}

static gboolean
move_axes (const AipRuleCase *c,
           AipFinding        *f)
{
  f->names[0] = &c->setup->support->gear;
  f->names[1] = &c->setup->move->gear;

  return (c->setup->move->axes & ~c->setup->support->axes) != 0 && !c->setup->move->array;
}

static gboolean
move_array (const AipRuleCase *c,
            AipFinding        *f)
{
  f->names[0] = &c->setup->support->gear;
  f->names[1] = &c->setup->move->gear;

  return c->setup->move->array != c->setup->support->array;
}

static gboolean
move_payload (const AipRuleCase *c,
              AipFinding        *f)
{
  double most = c->setup->support->max_payload;

  f->names[0] = &c->setup->support->gear;
  f->numbers[0] = c->weight;
  f->numbers[1] = most;

  return !c->setup->support->hand && most > 0 && c->setup->support->bodies == NULL &&
         c->weight > most;
}

static gboolean
move_payload_near (const AipRuleCase *c,
                   AipFinding        *f)
{
  double most = c->setup->support->max_payload;

  f->names[0] = &c->setup->support->gear;
  f->numbers[0] = c->weight;
  f->numbers[1] = most;

  return !c->setup->support->hand && most > 0 && c->setup->support->bodies == NULL &&
         c->weight > most * NEARLY_FULL && c->weight <= most;
}

static gboolean
move_payload_light (const AipRuleCase *c,
                    AipFinding        *f)
{
  f->names[0] = &c->setup->support->gear;
  f->numbers[0] = c->weight;
  f->numbers[1] = c->setup->support->min_payload;

  return c->weight > 0 && c->weight < c->setup->support->min_payload &&
         c->setup->support->bodies == NULL;
}

static gboolean
carried_by_hand (const AipRuleCase *c,
                 AipFinding        *f,
                 double             more_than,
                 double             at_most)
{
  f->numbers[0] = c->weight;

  return c->setup->support->hand && c->weight > more_than && c->weight <= at_most;
}

static gboolean
move_hand_tiring (const AipRuleCase *c,
                  AipFinding        *f)
{
  return carried_by_hand (c, f, TIRING_KG, HEAVY_KG);
}

static gboolean
move_hand_heavy (const AipRuleCase *c,
                 AipFinding        *f)
{
  return carried_by_hand (c, f, HEAVY_KG, UNLIFTABLE_KG);
}

static gboolean
move_hand_impossible (const AipRuleCase *c,
                      AipFinding        *f)
{
  return carried_by_hand (c, f, UNLIFTABLE_KG, G_MAXDOUBLE);
}

static gboolean
support_is_later (const AipRuleCase *c,
                  AipFinding        *f)
{
  const AipGear *gear = &c->setup->support->gear;

  f->names[0] = gear;
  f->numbers[0] = gear->year;
  f->numbers[1] = c->setup->year;
  if (gear->year == c->setup->year + 1)
    f->severity = AIP_SEVERITY_UNUSUAL;

  return gear->year > c->setup->year;
}

static gboolean
move_support_year (const AipRuleCase *c,
                   AipFinding        *f)
{
  return !c->setup->support->air && support_is_later (c, f);
}

static gboolean
move_air_year (const AipRuleCase *c,
               AipFinding        *f)
{
  return c->setup->support->air && support_is_later (c, f);
}

static gboolean
move_year (const AipRuleCase *c,
           AipFinding        *f)
{
  const AipGear *gear = &c->setup->move->gear;

  f->names[0] = gear;
  f->numbers[0] = gear->year;
  f->numbers[1] = c->setup->year;
  if (gear->year == c->setup->year + 1)
    f->severity = AIP_SEVERITY_UNUSUAL;

  return gear->year > c->setup->year && !c->setup->move->zoom;
}

static gboolean
move_zoom_year (const AipRuleCase *c,
                AipFinding        *f)
{
  f->names[0] = &c->setup->move->gear;
  f->numbers[0] = c->setup->move->gear.year;
  f->numbers[1] = c->setup->year;

  return c->setup->move->zoom && c->setup->move->gear.year > c->setup->year;
}

static gboolean
move_long_handheld (const AipRuleCase *c,
                    AipFinding        *f)
{
  f->numbers[0] = c->equivalent;

  return c->setup->support->hand && c->equivalent > LONG_FULL_FRAME_MM;
}

static gboolean
move_judder (const AipRuleCase *c,
             AipFinding        *f)
{
  double seconds;

  if ((c->setup->move->axes & AIP_AXIS_PAN) == 0 || c->setup->pace == AIP_PACE_STATIC ||
      c->setup->pace == AIP_PACE_WHIP)
    return FALSE;

  seconds = crossing_seconds[c->setup->pace];
  f->numbers[0] = seconds;
  f->numbers[1] = RULE_SECONDS * 24 / c->fps;
  f->numbers[2] = c->fps;

  return seconds < f->numbers[1] * 0.95;
}

static gboolean
move_whip_blur (const AipRuleCase *c,
                AipFinding        *f)
{
  double shutter = HAS (SHUTTER) ? c->setup->shutter : 180;

  f->numbers[0] = 100 * aip_optics_motion_blur (crossing_seconds[AIP_PACE_WHIP], shutter, c->fps);

  return (c->setup->move->axes & (AIP_AXIS_PAN | AIP_AXIS_TILT)) != 0 &&
         c->setup->pace == AIP_PACE_WHIP;
}

static gboolean
move_worn_zoom (const AipRuleCase *c,
                AipFinding        *f)
{
  f->names[0] = &c->setup->support->gear;
  f->names[1] = &c->setup->lens->gear;

  return c->setup->support->worn && c->setup->lens->zoom;
}

static gboolean
move_slider_reach (const AipRuleCase *c,
                   AipFinding        *f)
{
  f->numbers[0] = SLIDER_METRES;
  f->numbers[1] = c->setup->size;

  return g_str_equal (c->setup->support->gear.id, "slider") &&
         (c->setup->move->axes & (AIP_AXIS_FORWARD | AIP_AXIS_LATERAL)) != 0 &&
         c->setup->size <= AIP_SIZE_WIDE;
}

static gboolean
move_air_indoors (const AipRuleCase *c,
                  AipFinding        *f)
{
  f->names[0] = &c->setup->support->gear;

  /* What carries five kilograms at least has rotors that clear a room. */
  if (c->setup->support->min_payload >= 5)
    f->severity = AIP_SEVERITY_IMPOSSIBLE;
  else
    f->severity = AIP_SEVERITY_UNUSUAL;

  return c->setup->support->air && c->setup->interior;
}

static gboolean
move_car_indoors (const AipRuleCase *c,
                  AipFinding        *f)
{
  static const char *const cars[] = {
    "process_trailer", "russian_arm", "insert_car", NULL,
  };

  f->names[0] = &c->setup->support->gear;

  return c->setup->interior && g_strv_contains (cars, c->setup->support->gear.id);
}

static gboolean
move_high (const AipRuleCase *c,
           AipFinding        *f)
{
  f->numbers[0] = c->setup->height;
  f->names[0] = &c->setup->support->gear;

  return !c->setup->support->air && c->setup->height > 15;
}

static gboolean
move_hand_high (const AipRuleCase *c,
                AipFinding        *f)
{
  f->numbers[0] = c->setup->height;

  return c->setup->support->hand && c->setup->height > 2.4 && c->setup->height <= 15;
}

static gboolean
move_too_short (const AipRuleCase *c,
                AipFinding        *f)
{
  f->names[0] = &c->setup->move->gear;
  f->numbers[0] = c->context->seconds;
  f->numbers[1] = c->setup->pace;

  return !is_still (c->setup->move) && c->context->seconds > 0 && c->context->seconds < 2 &&
         (c->setup->pace == AIP_PACE_VERY_SLOW || c->setup->pace == AIP_PACE_SLOW);
}

static gboolean
move_dolly_zoom_range (const AipRuleCase *c,
                       AipFinding        *f)
{
  double range = 0;

  if (!c->setup->move->zoom || (c->setup->move->axes & AIP_AXIS_FORWARD) == 0)
    return FALSE;

  for (guint i = 0; i < c->setup->lens->n_zooms; i++)
    range = MAX (range, c->setup->lens->zooms[i].longest / c->setup->lens->zooms[i].shortest);

  f->names[0] = &c->setup->lens->gear;
  f->numbers[0] = range;

  return range > 0 && range < 2.5;
}

static gboolean
move_fast_long (const AipRuleCase *c,
                AipFinding        *f)
{
  f->numbers[0] = c->angle;
  f->numbers[1] = c->angle / crossing_seconds[AIP_PACE_FAST];

  return (c->setup->move->axes & AIP_AXIS_FREE) != 0 && c->angle > 0 && c->angle < 15 &&
         c->setup->pace >= AIP_PACE_FAST;
}

static gboolean
move_still_by_hand (const AipRuleCase *c,
                   AipFinding        *f)
{
  f->names[0] = &c->setup->support->gear;

  return c->setup->move->still && c->setup->support->hand && HAS (PACE) &&
         c->setup->pace == AIP_PACE_STATIC;
}

static const AipRule rules[] = {
  { "move.static", AIP_SEVERITY_IMPOSSIBLE, B (MOVE) | B (PACE), 0, B (PACE), move_static,
    N_ ("{a}: the camera stands still, so it cannot be “{0|pace}”."),
    { CHANGE (PACE), CHANGE (MOVE) } },
  { "move.without-pace", AIP_SEVERITY_IMPOSSIBLE, B (MOVE) | B (PACE), 0, B (PACE),
    move_without_pace, N_ ("{a} is a movement; it needs a pace."),
    { CHANGE (PACE), CHANGE (MOVE) } },
  { "move.pace", AIP_SEVERITY_IMPOSSIBLE, B (MOVE) | B (PACE), 0, B (PACE), move_pace,
    N_ ("{a} is never “{0|pace}”: at that pace it would be something else."),
    { CHANGE (PACE), CHANGE (MOVE) } },
  { "move.axes", AIP_SEVERITY_IMPOSSIBLE, B (MOVE) | B (SUPPORT), 0, B (MOVE) | B (SUPPORT),
    move_axes, N_ ("{a} cannot move that way ({b})."), { CHANGE (SUPPORT), CHANGE (MOVE) } },
  { "move.array", AIP_SEVERITY_IMPOSSIBLE, B (MOVE) | B (SUPPORT), 0, B (MOVE) | B (SUPPORT),
    move_array, N_ ("Frozen time comes from many cameras around the subject: {a} and {b} do not go "
                    "together."), { CHANGE (MOVE), CHANGE (SUPPORT) } },
  { "move.payload", AIP_SEVERITY_IMPOSSIBLE, B (BODY) | B (SUPPORT), B (LENS),
    B (SUPPORT) | B (BODY), move_payload,
    N_ ("The camera weighs about {0:1} kg with lens and kit; {a} carries {1:1} kg."),
    { CHANGE (SUPPORT), CHANGE (BODY), CHANGE (LENS) } },
  { "move.payload-near", AIP_SEVERITY_UNUSUAL, B (BODY) | B (SUPPORT), B (LENS), B (SUPPORT),
    move_payload_near,
    N_ ("The camera weighs about {0:1} kg with lens and kit, close to the {1:1} kg that {a} "
        "carries."), { CHANGE (SUPPORT), CHANGE (LENS) } },
  { "move.payload-light", AIP_SEVERITY_UNUSUAL, B (BODY) | B (SUPPORT), B (LENS), B (SUPPORT),
    move_payload_light,
    N_ ("The camera weighs about {0:1} kg; {a} is balanced for {1:1} kg and more."),
    { CHANGE (SUPPORT) } },
  { "move.hand-tiring", AIP_SEVERITY_UNUSUAL, B (BODY) | B (SUPPORT), B (LENS), B (SUPPORT),
    move_hand_tiring,
    N_ ("About {0:1} kg on the shoulder: good for short takes with rests between them."),
    { CHANGE (SUPPORT), CHANGE (BODY), CHANGE (LENS) } },
  { "move.hand-heavy", AIP_SEVERITY_UNUSUAL, B (BODY) | B (SUPPORT), B (LENS), B (SUPPORT),
    move_hand_heavy,
    N_ ("About {0:1} kg by hand: it has been done, for seconds and with a strong operator."),
    { CHANGE (SUPPORT), CHANGE (BODY), CHANGE (LENS) } },
  { "move.hand-impossible", AIP_SEVERITY_IMPOSSIBLE, B (BODY) | B (SUPPORT), B (LENS),
    B (SUPPORT) | B (BODY), move_hand_impossible,
    N_ ("Nobody films with {0:1} kg in their hands."), { CHANGE (SUPPORT), CHANGE (BODY) } },
  { "move.support-year", AIP_SEVERITY_ANACHRONISM, B (YEAR) | B (SUPPORT), 0, B (SUPPORT),
    move_support_year, N_ ("{a} exists since {0|year}; this is {1|year}."),
    { CHANGE (SUPPORT) } },
  { "move.air-year", AIP_SEVERITY_ANACHRONISM, B (YEAR) | B (SUPPORT), 0, B (SUPPORT),
    move_air_year,
    N_ ("{a} flies since {0|year}; in {1|year} one would take a helicopter, a crane or a tower."),
    { CHANGE (SUPPORT) } },
  { "move.year", AIP_SEVERITY_ANACHRONISM, B (YEAR) | B (MOVE), 0, B (MOVE), move_year,
    N_ ("{a} is seen since {0|year}; this is {1|year}."), { CHANGE (MOVE) } },
  { "move.zoom-year", AIP_SEVERITY_ANACHRONISM, B (YEAR) | B (MOVE), 0, B (MOVE),
    move_zoom_year,
    N_ ("{a} needs a zoom lens that could do it in a take, from {0|year}; this is {1|year}. A "
        "track "
        "does something like it."), { CHANGE (MOVE) } },
  { "move.long-handheld", AIP_SEVERITY_UNUSUAL, B (BODY) | B (FOCAL) | B (SUPPORT),
    DELIVERED_INPUTS, B (FOCAL) | B (SUPPORT), move_long_handheld,
    N_ ("{0} mm in full frame by hand: every heartbeat shows."),
    { CHANGE (FOCAL), CHANGE (SUPPORT) } },
  { "move.judder", AIP_SEVERITY_UNUSUAL, B (MOVE) | B (PACE), B (FPS), B (PACE), move_judder,
    N_ ("Things cross the frame in {0} s; below {1:1} s a pan at {2} frames a second judders."),
    { CHANGE (PACE), CHANGE (FPS) } },
  { "move.whip-blur", AIP_SEVERITY_NOTE, B (MOVE) | B (PACE), B (FPS) | B (SHUTTER), B (PACE),
    move_whip_blur,
    N_ ("During the whip everything is smeared over {0:1} percent of the frame: a good place for "
        "a cut."),
    { { 0 } } },
  { "move.worn-zoom", AIP_SEVERITY_UNUSUAL, B (LENS) | B (SUPPORT), 0, B (LENS) | B (SUPPORT),
    move_worn_zoom, N_ ("{a} hangs on the actor: {b} is too heavy, and nobody can reach it."),
    { CHANGE (LENS), CHANGE (SUPPORT) } },
  { "move.slider-reach", AIP_SEVERITY_UNUSUAL, B (SUPPORT) | B (MOVE) | B (SIZE), 0, B (SUPPORT),
    move_slider_reach,
    N_ ("A slider travels less than {0} m: in a {1|size} one hardly sees it."),
    { CHANGE (SUPPORT), CHANGE (SIZE) } },
  { "move.air-indoors", AIP_SEVERITY_IMPOSSIBLE, B (SUPPORT) | B (INTERIOR), 0, B (SUPPORT),
    move_air_indoors, N_ ("{a} in a room: the wind moves everything, and nobody is safe."),
    { CHANGE (SUPPORT), CHANGE (INTERIOR) } },
  { "move.car-indoors", AIP_SEVERITY_UNUSUAL, B (SUPPORT) | B (INTERIOR), 0, B (SUPPORT),
    move_car_indoors, N_ ("{a} needs a road; this is an interior."),
    { CHANGE (SUPPORT), CHANGE (INTERIOR) } },
  { "move.high", AIP_SEVERITY_UNUSUAL, B (SUPPORT) | B (HEIGHT), 0, B (HEIGHT) | B (SUPPORT),
    move_high, N_ ("{0} m above the ground {a} has to stand on a roof or a tower."),
    { CHANGE (SUPPORT), CHANGE (HEIGHT) } },
  { "move.hand-high", AIP_SEVERITY_UNUSUAL, B (SUPPORT) | B (HEIGHT), 0, B (HEIGHT),
    move_hand_high, N_ ("{0:1} m high by hand: the operator stands on something."),
    { CHANGE (HEIGHT), CHANGE (SUPPORT) } },
  { "move.too-short", AIP_SEVERITY_UNUSUAL, B (MOVE) | B (PACE), 0, B (PACE), move_too_short,
    N_ ("In {0:1} s a movement that is “{1|pace}” cannot be seen."),
    { CHANGE (PACE), CHANGE (MOVE) } },
  { "move.dolly-zoom-range", AIP_SEVERITY_UNUSUAL, B (LENS) | B (MOVE), 0, B (LENS),
    move_dolly_zoom_range,
    N_ ("{a} zooms {0:1} times; for a dolly zoom that one feels take three times and more."),
    { CHANGE (LENS), CHANGE (MOVE) } },
  { "move.fast-long", AIP_SEVERITY_UNUSUAL, B (BODY) | B (FOCAL) | B (MOVE) | B (PACE),
    DELIVERED_INPUTS, B (PACE) | B (FOCAL), move_fast_long,
    N_ ("Flying fast with {0} degrees of view loses every subject; {1:1} degrees a second cross "
        "the "
        "frame."), { CHANGE (FOCAL), CHANGE (PACE) } },
  { "move.still-by-hand", AIP_SEVERITY_NOTE, B (MOVE) | B (SUPPORT), B (PACE), B (SUPPORT),
    move_still_by_hand,
    N_ ("{a} is never quite still: the frame breathes. For a locked frame take a tripod."),
    { CHANGE (SUPPORT) } },
};

const AipRuleGroup aip_rules_movement = { rules, G_N_ELEMENTS (rules) };
