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

/* An adapter is a piece of metal: it needs room. */
#define ADAPTER_MM 1.4
#define VINTAGE_YEARS 40
#define WIDE_DEGREES 65
#define VERY_WIDE_DEGREES 100
#define LONG_DEGREES 6
#define ROOM_METRES 12
#define WAVELENGTH_MM 0.00055

typedef enum {
  FIT_SAME,
  FIT_KNOWN_ADAPTER,
  FIT_ROOM_FOR_ADAPTER,
  FIT_UNKNOWN,
  FIT_TOO_DEEP,
} Fit;

static gboolean
is_among (const AipMount        *mount,
          const AipMount *const *mounts,
          guint                  n_mounts)
{
  for (guint i = 0; i < n_mounts; i++)
    if (mounts[i] == mount)
      return TRUE;

  return FALSE;
}

/* The best way to put @lens on @body; @on_lens and @on_body are the mounts that meet. */
static Fit
find_fit (const AipBody   *body,
          const AipLens   *lens,
          const AipMount **on_lens,
          const AipMount **on_body)
{
  Fit best = FIT_TOO_DEEP;

  *on_lens = lens->mounts[0];
  *on_body = body->mounts[0];

  for (guint i = 0; i < lens->n_mounts; i++)
    {
      const AipMount *mount = lens->mounts[i];

      if (is_among (mount, body->mounts, body->n_mounts))
        return FIT_SAME;

      if (is_among (mount, body->adapts, body->n_adapts))
        {
          best = FIT_KNOWN_ADAPTER;
          *on_lens = mount;
          continue;
        }

      for (guint j = 0; j < body->n_mounts; j++)
        {
          const AipMount *other = body->mounts[j];
          Fit fit = mount->flange <= 0 || other->flange <= 0            ? FIT_UNKNOWN
                    : mount->flange >= other->flange + ADAPTER_MM ? FIT_ROOM_FOR_ADAPTER
                                                                         : FIT_TOO_DEEP;

          if (fit < best)
            {
              best = fit;
              *on_lens = mount;
              *on_body = other;
            }
        }
    }

  return best;
}

static gboolean
fits_as (const AipRuleCase *c,
         AipFinding        *f,
         Fit                wanted)
{
  const AipMount *on_lens, *on_body;
  Fit fit = find_fit (c->setup->body, c->setup->lens, &on_lens, &on_body);

  f->names[0] = &on_lens->gear;
  f->names[1] = &on_body->gear;
  f->numbers[0] = on_lens->flange;
  f->numbers[1] = on_body->flange;

  return fit == wanted;
}

static gboolean
lens_mount (const AipRuleCase *c,
            AipFinding        *f)
{
  return fits_as (c, f, FIT_TOO_DEEP);
}

static gboolean
lens_adapter (const AipRuleCase *c,
              AipFinding        *f)
{
  return fits_as (c, f, FIT_KNOWN_ADAPTER);
}

static gboolean
lens_no_known_adapter (const AipRuleCase *c,
                       AipFinding        *f)
{
  return fits_as (c, f, FIT_ROOM_FOR_ADAPTER);
}

static gboolean
lens_unknown_mount (const AipRuleCase *c,
                    AipFinding        *f)
{
  return fits_as (c, f, FIT_UNKNOWN);
}

static gboolean
lens_mirror (const AipRuleCase *c,
             AipFinding        *f)
{
  f->names[0] = &c->setup->lens->gear;
  f->names[1] = &c->setup->body->gear;

  return c->setup->lens->deep && c->setup->body->shutter == AIP_SHUTTER_MIRROR;
}

/* Share of the diagonal of what is delivered that the lens lights; 0 if not known. */
static double
coverage (const AipRuleCase *c)
{
  return c->setup->lens->circle / aip_optics_diagonal (&c->delivered);
}

static gboolean
lens_coverage (const AipRuleCase *c,
               AipFinding        *f)
{
  double share = coverage (c);

  f->names[0] = &c->setup->lens->gear;
  f->numbers[0] = c->setup->lens->circle;
  f->numbers[1] = aip_optics_diagonal (&c->delivered);

  return share > 0 && share < 0.95;
}

static gboolean
lens_falloff (const AipRuleCase *c,
              AipFinding        *f)
{
  double share = coverage (c);

  f->names[0] = &c->setup->lens->gear;
  f->numbers[0] = c->setup->lens->circle;
  f->numbers[1] = aip_optics_diagonal (&c->delivered);

  return share >= 0.95 && share < 1;
}

static gboolean
lens_cropped_corners (const AipRuleCase *c,
                      AipFinding        *f)
{
  f->numbers[0] = c->setup->lens->circle;
  f->numbers[1] = c->diagonal;
  f->numbers[2] = c->setup->aspect;

  return coverage (c) >= 1 && c->setup->lens->circle < c->diagonal * 0.95;
}

static gboolean
lens_focal (const AipRuleCase *c,
            AipFinding        *f)
{
  const AipLens *lens = c->setup->lens;
  double nearest = 0;

  for (guint i = 0; i < lens->n_focals; i++)
    if (nearest == 0 || fabs (lens->focals[i] - c->setup->focal) < fabs (nearest - c->setup->focal))
      nearest = lens->focals[i];

  for (guint i = 0; i < lens->n_zooms; i++)
    {
      double inside = CLAMP (c->setup->focal, lens->zooms[i].shortest, lens->zooms[i].longest);

      if (nearest == 0 || fabs (inside - c->setup->focal) < fabs (nearest - c->setup->focal))
        nearest = inside;
    }

  f->names[0] = &lens->gear;
  f->numbers[0] = c->setup->focal;
  f->numbers[1] = nearest;

  /* 50 and 50.8 mm (two inches) are one lens. */
  return nearest > 0 && fabs (nearest - c->setup->focal) > c->setup->focal * 0.02;
}

static gboolean
lens_stop (const AipRuleCase *c,
           AipFinding        *f)
{
  f->names[0] = &c->setup->lens->gear;
  f->numbers[0] = c->setup->lens->stop;
  f->numbers[1] = c->setup->stop;

  return c->setup->lens->stop > 0 && c->setup->stop < c->setup->lens->stop * 0.97;
}

static gboolean
lens_year (const AipRuleCase *c,
           AipFinding        *f)
{
  const AipGear *gear = &c->setup->lens->gear;

  f->names[0] = gear;
  f->numbers[0] = gear->year;
  f->numbers[1] = c->setup->year;
  if (gear->year == c->setup->year + 1)
    f->severity = AIP_SEVERITY_UNUSUAL;

  return gear->year > c->setup->year;
}

static gboolean
lens_vintage (const AipRuleCase *c,
              AipFinding        *f)
{
  const AipGear *gear = &c->setup->lens->gear;

  f->names[0] = gear;
  f->numbers[0] = gear->year;

  return gear->year > 0 && gear->year + VINTAGE_YEARS < c->setup->year;
}

static gboolean
lens_squeeze_crop (const AipRuleCase *c,
                   AipFinding        *f)
{
  f->numbers[0] = c->setup->lens->squeeze;
  f->numbers[1] = aip_optics_aspect (&c->area);
  f->numbers[2] = c->setup->aspect;
  f->numbers[3] = (1 - c->share) * 100;

  return c->setup->lens->squeeze > 1 && c->share < 0.7 &&
         aip_optics_aspect (&c->area) > c->setup->aspect;
}

static gboolean
lens_squeeze_narrow (const AipRuleCase *c,
                     AipFinding        *f)
{
  f->numbers[0] = c->setup->lens->squeeze;
  f->numbers[1] = aip_optics_aspect (&c->area);
  f->numbers[2] = c->setup->aspect;

  return c->setup->lens->squeeze > 1 &&
         aip_optics_aspect (&c->area) < c->setup->aspect * 0.97;
}

static gboolean
lens_anamorphic_year (const AipRuleCase *c,
                      AipFinding        *f)
{
  f->numbers[0] = c->setup->year;

  return c->setup->lens->squeeze > 1 && c->setup->year < 1953;
}

static gboolean
lens_zoom_move (const AipRuleCase *c,
                AipFinding        *f)
{
  f->names[0] = &c->setup->lens->gear;
  f->names[1] = &c->setup->move->gear;

  return c->setup->move->zoom && !c->setup->lens->zoom;
}

/*
 * Where a lens of this kind usually stops focusing, in metres; the catalogue does not have it for
 * each. Ten focal lengths for spherical primes, about twice as far for anamorphic ones and zooms.
 */
static double
close_focus (const AipRuleCase *c)
{
  double focal = c->setup->focal / 1000;

  if (c->setup->lens->probe)
    return 0.02;
  if (c->setup->lens->squeeze > 1 || c->setup->lens->zoom)
    return MAX (0.6, focal * 16);

  return MAX (0.2, focal * 8);
}

static gboolean
lens_close (const AipRuleCase *c,
            AipFinding        *f)
{
  double closest = close_focus (c);

  f->names[0] = &c->setup->lens->gear;
  f->numbers[0] = c->distance;
  f->numbers[1] = closest;

  return c->distance > 0 && c->distance < closest * 0.9;
}

static gboolean
lens_wide_portrait (const AipRuleCase *c,
                    AipFinding        *f)
{
  f->numbers[0] = c->angle;
  f->numbers[1] = c->subject;

  return c->angle > WIDE_DEGREES && c->setup->size >= AIP_SIZE_CLOSE &&
         c->setup->size <= AIP_SIZE_EXTREME_CLOSE;
}

static gboolean
lens_very_wide (const AipRuleCase *c,
                AipFinding        *f)
{
  f->numbers[0] = c->angle;

  return c->angle > VERY_WIDE_DEGREES;
}

static gboolean
lens_very_long (const AipRuleCase *c,
                AipFinding        *f)
{
  f->numbers[0] = c->angle;
  f->numbers[1] = c->equivalent;

  return c->angle > 0 && c->angle < LONG_DEGREES;
}

static gboolean
lens_room (const AipRuleCase *c,
           AipFinding        *f)
{
  f->numbers[0] = c->subject;
  f->numbers[1] = c->setup->focal;
  f->numbers[2] = c->setup->size;

  return c->setup->interior && c->subject > ROOM_METRES;
}

static gboolean
lens_far_camera (const AipRuleCase *c,
                 AipFinding        *f)
{
  f->numbers[0] = c->subject;

  return (!HAS (INTERIOR) || !c->setup->interior) && c->subject > 120;
}

static gboolean
lens_wide_open (const AipRuleCase *c,
                AipFinding        *f)
{
  f->names[0] = &c->setup->lens->gear;
  f->numbers[0] = c->setup->stop;

  return c->setup->lens->stop > 0 && c->setup->stop < 1.5 &&
         c->setup->stop <= c->setup->lens->stop * 1.03;
}

static gboolean
lens_diffraction (const AipRuleCase *c,
                  AipFinding        *f)
{
  /* Diameter of the Airy disc in green light. */
  double disc = 2.44 * WAVELENGTH_MM * c->setup->stop;

  f->numbers[0] = c->setup->stop;
  f->numbers[1] = disc * 1000;
  f->numbers[2] = c->circle * 1000;

  return disc > c->circle * 1.15;
}

static gboolean
lens_probe (const AipRuleCase *c,
            AipFinding        *f)
{
  f->names[0] = &c->setup->lens->gear;
  f->numbers[0] = c->setup->lens->stop;

  return c->setup->lens->probe && c->setup->key.light->lux < 5000;
}

static gboolean
lens_probe_far (const AipRuleCase *c,
                AipFinding        *f)
{
  f->names[0] = &c->setup->lens->gear;
  f->numbers[0] = c->setup->size;

  return c->setup->lens->probe && c->setup->size <= AIP_SIZE_FULL;
}

static gboolean
lens_big_zoom_handheld (const AipRuleCase *c,
                        AipFinding        *f)
{
  double longest = 0;

  for (guint i = 0; i < c->setup->lens->n_zooms; i++)
    longest = MAX (longest, c->setup->lens->zooms[i].longest / c->setup->lens->zooms[i].shortest);

  f->names[0] = &c->setup->lens->gear;
  f->numbers[0] = longest;

  return c->setup->support->hand && c->setup->lens->n_zooms == 1 && longest >= 8;
}

static const AipRule rules[] = {
  { "lens.mount", AIP_SEVERITY_IMPOSSIBLE, B (BODY) | B (LENS), 0, B (LENS), lens_mount,
    N_ ("The lens sits {0:1} mm from the film in its {a} mount, the camera's {b} mount is {1:1} mm "
        "deep: there is no room for an adapter, it would not focus far away."),
    { CHANGE (LENS), CHANGE (BODY) } },
  { "lens.adapter", AIP_SEVERITY_NOTE, B (BODY) | B (LENS), 0, B (LENS), lens_adapter,
    N_ ("The lens needs an adapter for the {a} mount."), { { 0 } } },
  { "lens.no-known-adapter", AIP_SEVERITY_UNUSUAL, B (BODY) | B (LENS), 0, B (LENS),
    lens_no_known_adapter,
    N_ ("There is room for an adapter from {a} ({0:1} mm) to {b} ({1:1} mm), but none that we know "
        "of: it would have to be made."), { CHANGE (LENS), CHANGE (BODY) } },
  { "lens.unknown-mount", AIP_SEVERITY_UNUSUAL, B (BODY) | B (LENS), 0, B (LENS),
    lens_unknown_mount,
    N_ ("The lens has the mount {a}, the camera {b}. We do not know that anybody has joined them."),
    { CHANGE (LENS), CHANGE (BODY) } },
  { "lens.mirror", AIP_SEVERITY_IMPOSSIBLE, B (BODY) | B (LENS), 0, B (LENS), lens_mirror,
    N_ ("{a} reaches so far into the camera that the turning mirror of the {b} hits it."),
    { CHANGE (LENS), CHANGE (BODY) } },
  { "lens.coverage", AIP_SEVERITY_IMPOSSIBLE, B (BODY) | B (LENS),
    DELIVERED_INPUTS, B (LENS) | B (MODE), lens_coverage,
    N_ ("{a} draws a circle of {0:1} mm; the picture is {1:1} mm from corner to corner. The "
        "corners "
        "stay black."), { CHANGE (MODE), CHANGE (LENS), CHANGE (BODY) } },
  { "lens.falloff", AIP_SEVERITY_UNUSUAL, B (BODY) | B (LENS), DELIVERED_INPUTS, B (LENS),
    lens_falloff,
    N_ ("The circle of {a} ({0:1} mm) just misses the corners of the picture ({1:1} mm): they go "
        "dark and soft."), { CHANGE (MODE), CHANGE (LENS) } },
  { "lens.cropped-corners", AIP_SEVERITY_NOTE, B (BODY) | B (LENS) | B (ASPECT),
    DELIVERED_INPUTS, B (LENS), lens_cropped_corners,
    N_ ("The circle of {0:1} mm does not fill the sensor ({1:1} mm), but the {2|ratio} frame lies "
        "inside it. There is no room to reframe."), { { 0 } } },
  { "lens.focal", AIP_SEVERITY_IMPOSSIBLE, B (LENS) | B (FOCAL), 0, B (FOCAL), lens_focal,
    N_ ("There is no {0} mm in {a}; the nearest is {1} mm."), { CHANGE (FOCAL), CHANGE (LENS) } },
  { "lens.stop", AIP_SEVERITY_IMPOSSIBLE, B (LENS) | B (STOP), 0, B (STOP), lens_stop,
    N_ ("{a} opens to T{0:1} at best, not to T{1:1}."), { CHANGE (STOP), CHANGE (LENS) } },
  { "lens.year", AIP_SEVERITY_ANACHRONISM, B (YEAR) | B (LENS), 0, B (LENS), lens_year,
    N_ ("{a} came out in {0|year}; this is {1|year}."), { CHANGE (LENS) } },
  { "lens.vintage", AIP_SEVERITY_NOTE, B (YEAR) | B (LENS), 0, B (LENS), lens_vintage,
    N_ ("{a} is a design of {0|year}: expect lower contrast and more flare than from a lens of "
        "today."), { { 0 } } },
  { "lens.squeeze-crop", AIP_SEVERITY_UNUSUAL, B (BODY) | B (LENS) | B (ASPECT),
    DELIVERED_INPUTS, B (ASPECT) | B (MODE), lens_squeeze_crop,
    N_ ("{0:2}× squeeze on this mode makes {1|ratio}. For {2|ratio} {3} percent of the picture "
        "are cut "
        "away; a taller mode wastes less."), { CHANGE (MODE), CHANGE (ASPECT), CHANGE (LENS) } },
  { "lens.squeeze-narrow", AIP_SEVERITY_UNUSUAL, B (BODY) | B (LENS) | B (ASPECT),
    DELIVERED_INPUTS, B (ASPECT) | B (LENS), lens_squeeze_narrow,
    N_ ("{0:2}× squeeze on this mode makes only {1|ratio}; {2|ratio} loses the top and bottom of "
        "an "
        "anamorphic picture."), { CHANGE (ASPECT), CHANGE (MODE), CHANGE (LENS) } },
  { "lens.anamorphic-year", AIP_SEVERITY_ANACHRONISM, B (YEAR) | B (LENS), 0, B (LENS),
    lens_anamorphic_year,
    N_ ("Anamorphic features begin with CinemaScope in 1953; this is {0|year}."),
    { CHANGE (LENS) } },
  { "lens.zoom-move", AIP_SEVERITY_IMPOSSIBLE, B (LENS) | B (MOVE), 0, B (MOVE) | B (LENS),
    lens_zoom_move, N_ ("{a} has fixed focal lengths: it cannot do this move ({b})."),
    { CHANGE (LENS), CHANGE (MOVE) } },
  { "lens.close", AIP_SEVERITY_UNUSUAL, B (BODY) | B (LENS) | B (FOCAL), DISTANCE_INPUTS,
    B (FOCUS) | B (SIZE), lens_close,
    N_ ("The subject is {0:2} m away. A lens like {a} usually focuses no closer than about {1:2} m "
        "without a dioptre."), { CHANGE (FOCAL), CHANGE (SIZE), CHANGE (FOCUS) } },
  { "lens.wide-portrait", AIP_SEVERITY_UNUSUAL, B (BODY) | B (FOCAL) | B (SIZE),
    SUBJECT_INPUTS, B (FOCAL) | B (SIZE), lens_wide_portrait,
    N_ ("With {0}° of view the camera is {1:2} m from the face: noses grow, ears vanish."),
    { CHANGE (FOCAL), CHANGE (SIZE) } },
  { "lens.very-wide", AIP_SEVERITY_NOTE, B (BODY) | B (FOCAL), DELIVERED_INPUTS, B (FOCAL),
    lens_very_wide,
    N_ ("{0}° of view stretch whatever comes near the edges, and lights and crew are hard to "
        "hide."),
    { CHANGE (FOCAL) } },
  { "lens.very-long", AIP_SEVERITY_NOTE, B (BODY) | B (FOCAL), DELIVERED_INPUTS, B (FOCAL),
    lens_very_long,
    N_ ("{0:1}° of view ({1} mm in full frame): distance is flattened, heat haze and every tremor "
        "show."), { CHANGE (FOCAL) } },
  { "lens.room", AIP_SEVERITY_UNUSUAL, B (BODY) | B (FOCAL) | B (SIZE) | B (INTERIOR),
    SUBJECT_INPUTS, B (FOCAL) | B (SIZE), lens_room,
    N_ ("{2|size} at {1} mm needs the camera {0:1} m away: few rooms are that deep."),
    { CHANGE (FOCAL), CHANGE (SIZE) } },
  { "lens.far-camera", AIP_SEVERITY_NOTE, B (BODY) | B (FOCAL) | B (SIZE),
    SUBJECT_INPUTS | B (INTERIOR), B (FOCAL) | B (SIZE), lens_far_camera,
    N_ ("The camera has to stand {0} m away."), { CHANGE (FOCAL), CHANGE (SIZE) } },
  { "lens.wide-open", AIP_SEVERITY_NOTE, B (LENS) | B (STOP), 0, B (STOP), lens_wide_open,
    N_ ("{a} is wide open at T{0:1}: softer, dreamier, with more fall-off to the corners."),
    { CHANGE (STOP) } },
  { "lens.diffraction", AIP_SEVERITY_NOTE, B (BODY) | B (STOP), DELIVERED_INPUTS, B (STOP),
    lens_diffraction,
    N_ ("At T{0} diffraction spreads a point over {1} µm, more than the {2} µm that count as sharp "
        "here."), { CHANGE (STOP) } },
  { "lens.probe", AIP_SEVERITY_UNUSUAL, B (LENS) | B (KEY), 0, B (LENS) | B (KEY), lens_probe,
    N_ ("{a} starts at T{0}: it needs far more light than this."),
    { CHANGE (KEY), CHANGE (LENS) } },
  { "lens.probe-far", AIP_SEVERITY_UNUSUAL, B (LENS) | B (SIZE), 0, B (LENS) | B (SIZE),
    lens_probe_far,
    N_ ("{a} is made to crawl between small things; {0|size} does not show what it can do."),
    { CHANGE (SIZE), CHANGE (LENS) } },
  { "lens.big-zoom-handheld", AIP_SEVERITY_UNUSUAL, B (LENS) | B (SUPPORT), 0,
    B (LENS) | B (SUPPORT), lens_big_zoom_handheld,
    N_ ("{a} zooms {0} times: such a lens is long and heavy and rests on a head, not in hands."),
    { CHANGE (SUPPORT), CHANGE (LENS) } },
};

const AipRuleGroup aip_rules_lens = { rules, G_N_ELEMENTS (rules) };
