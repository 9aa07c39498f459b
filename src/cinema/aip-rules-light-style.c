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

/* Degrees off the camera's axis, 0…180, whichever side. */
static double
off_axis (const AipLamp *lamp)
{
  double azimuth = fabs (fmod (lamp->azimuth, 360));

  return azimuth > 180 ? 360 - azimuth : azimuth;
}

static gboolean
style_is (const AipRuleCase *c,
          AipLightStyle      style)
{
  return c->setup->style == style;
}

static gboolean
name_key (const AipRuleCase *c,
          AipFinding        *f)
{
  f->names[0] = &c->setup->key.light->gear;
  f->numbers[0] = off_axis (&c->setup->key);
  f->numbers[1] = c->setup->key.elevation;

  return TRUE;
}

static gboolean
style_hard (const AipRuleCase *c,
            AipFinding        *f)
{
  return style_is (c, AIP_STYLE_HARD) && !c->setup->key.light->hard && name_key (c, f);
}

static gboolean
style_soft (const AipRuleCase *c,
            AipFinding        *f)
{
  return style_is (c, AIP_STYLE_SOFT) && c->setup->key.light->hard && name_key (c, f);
}

static gboolean
style_high_key (const AipRuleCase *c,
                AipFinding        *f)
{
  return style_is (c, AIP_STYLE_HIGH_KEY) && c->setup->key.light->role == AIP_ROLE_FLAME &&
         name_key (c, f);
}

static gboolean
style_high_key_fill (const AipRuleCase *c,
                     AipFinding        *f)
{
  f->numbers[0] = fabs (c->setup->fill.stops);

  return style_is (c, AIP_STYLE_HIGH_KEY) && c->setup->fill.stops < -2;
}

static gboolean
style_low_key_fill (const AipRuleCase *c,
                    AipFinding        *f)
{
  f->numbers[0] = fabs (c->setup->fill.stops);

  return (style_is (c, AIP_STYLE_LOW_KEY) || style_is (c, AIP_STYLE_CHIAROSCURO)) &&
         c->setup->fill.stops > -1.5;
}

static gboolean
style_silhouette (const AipRuleCase *c,
                  AipFinding        *f)
{
  return style_is (c, AIP_STYLE_SILHOUETTE) && off_axis (&c->setup->key) < 120 &&
         name_key (c, f);
}

static gboolean
style_rim (const AipRuleCase *c,
           AipFinding        *f)
{
  return style_is (c, AIP_STYLE_RIM) && off_axis (&c->setup->key) < 100 && name_key (c, f);
}

static gboolean
style_rembrandt (const AipRuleCase *c,
                 AipFinding        *f)
{
  double off = off_axis (&c->setup->key);

  return style_is (c, AIP_STYLE_REMBRANDT) &&
         (off < 25 || off > 70 || c->setup->key.elevation < 15 ||
          c->setup->key.elevation > 65) && name_key (c, f);
}

static gboolean
style_split (const AipRuleCase *c,
             AipFinding        *f)
{
  double off = off_axis (&c->setup->key);

  return style_is (c, AIP_STYLE_SPLIT) && (off < 70 || off > 115) && name_key (c, f);
}

static gboolean
style_flat (const AipRuleCase *c,
            AipFinding        *f)
{
  return style_is (c, AIP_STYLE_FLAT) && off_axis (&c->setup->key) > 40 &&
         c->setup->key.light->hard && name_key (c, f);
}

static gboolean
style_available (const AipRuleCase *c,
                 AipFinding        *f)
{
  return style_is (c, AIP_STYLE_AVAILABLE) &&
         c->setup->key.light->source == AIP_LIGHT_ARTIFICIAL && name_key (c, f);
}

static gboolean
style_rembrandt_overcast (const AipRuleCase *c,
                          AipFinding        *f)
{
  AipLightRole role = c->setup->key.light->role;

  return (style_is (c, AIP_STYLE_REMBRANDT) || style_is (c, AIP_STYLE_CHIAROSCURO) ||
          style_is (c, AIP_STYLE_SPLIT)) &&
         (role == AIP_ROLE_OVERCAST || role == AIP_ROLE_SKY) && name_key (c, f);
}

static gboolean
style_fill_over_key (const AipRuleCase *c,
                     AipFinding        *f)
{
  f->numbers[0] = c->setup->fill.stops;

  return c->setup->fill.stops > 0;
}

static gboolean
style_from_below (const AipRuleCase *c,
                  AipFinding        *f)
{
  AipLightRole role = c->setup->key.light->role;

  return c->setup->key.elevation < -10 && role != AIP_ROLE_FLAME &&
         c->setup->key.light->source != AIP_LIGHT_NATURAL && name_key (c, f);
}

static gboolean
style_natural_from_below (const AipRuleCase *c,
                          AipFinding        *f)
{
  return c->setup->key.elevation < -5 && c->setup->key.light->source == AIP_LIGHT_NATURAL &&
         name_key (c, f);
}

static gboolean
style_steep_low_sun (const AipRuleCase *c,
                     AipFinding        *f)
{
  return c->setup->key.light->role == AIP_ROLE_LOW_SUN && c->setup->key.elevation > 25 &&
         name_key (c, f);
}

static const AipRule rules[] = {
  { "style.hard", AIP_SEVERITY_UNUSUAL, B (STYLE) | B (KEY), 0, B (STYLE) | B (KEY), style_hard,
    N_ ("{a} is large and soft; hard shadows need a small, bare source."),
    { CHANGE (STYLE), CHANGE (KEY) } },
  { "style.soft", AIP_SEVERITY_NOTE, B (STYLE) | B (KEY), 0, B (STYLE), style_soft,
    N_ ("{a} is hard by itself: it becomes soft through silk or off a wall."), { CHANGE (KEY) } },
  { "style.high-key", AIP_SEVERITY_UNUSUAL, B (STYLE) | B (KEY), 0, B (STYLE) | B (KEY),
    style_high_key, N_ ("{a} alone leaves most of the room dark: that is not high key."),
    { CHANGE (STYLE), CHANGE (KEY) } },
  { "style.high-key-fill", AIP_SEVERITY_UNUSUAL, B (STYLE) | B (FILL), 0, B (FILL),
    style_high_key_fill,
    N_ ("The fill is {0:1} stops below the key: high key has hardly a shadow."),
    { CHANGE (STYLE), DROP (FILL) } },
  { "style.low-key-fill", AIP_SEVERITY_UNUSUAL, B (STYLE) | B (FILL), 0, B (FILL),
    style_low_key_fill,
    N_ ("The fill is only {0:1} stops from the key: the shadows of low key are filled up."),
    { DROP (FILL), CHANGE (STYLE) } },
  { "style.silhouette", AIP_SEVERITY_UNUSUAL, B (STYLE) | B (KEY), 0, B (KEY) | B (STYLE),
    style_silhouette,
    N_ ("A silhouette is lit from behind; {a} stands {0}° off the camera."), { CHANGE (STYLE) } },
  { "style.rim", AIP_SEVERITY_UNUSUAL, B (STYLE) | B (KEY), 0, B (KEY) | B (STYLE), style_rim,
    N_ ("A rim of light comes from behind; {a} stands {0}° off the camera."),
    { CHANGE (STYLE) } },
  { "style.rembrandt", AIP_SEVERITY_NOTE, B (STYLE) | B (KEY), 0, B (KEY), style_rembrandt,
    N_ ("Rembrandt's triangle on the far cheek comes from a key 30 to 60° to the side and as much "
        "above; this one is at {0}° and {1}°."), { CHANGE (STYLE) } },
  { "style.split", AIP_SEVERITY_NOTE, B (STYLE) | B (KEY), 0, B (KEY), style_split,
    N_ ("Half a face is lit from about 90° to the side; {a} is at {0}°."), { CHANGE (STYLE) } },
  { "style.flat", AIP_SEVERITY_NOTE, B (STYLE) | B (KEY), 0, B (KEY), style_flat,
    N_ ("{a} {0}° to the side models the face; flat light comes from the camera."),
    { CHANGE (STYLE) } },
  { "style.available", AIP_SEVERITY_UNUSUAL, B (STYLE) | B (KEY), 0, B (STYLE) | B (KEY),
    style_available, N_ ("{a} was brought along; available light is what is there already."),
    { CHANGE (STYLE), CHANGE (KEY) } },
  { "style.modelled-overcast", AIP_SEVERITY_UNUSUAL, B (STYLE) | B (KEY), 0,
    B (STYLE) | B (KEY), style_rembrandt_overcast,
    N_ ("{a} comes from the whole sky: it models nothing. Take away light on one side."),
    { CHANGE (STYLE), CHANGE (KEY) } },
  { "style.fill-over-key", AIP_SEVERITY_UNUSUAL, B (FILL), 0, B (FILL), style_fill_over_key,
    N_ ("The fill is {0:1} stops brighter than the key: then it is the key."), { DROP (FILL) } },
  { "style.from-below", AIP_SEVERITY_NOTE, B (KEY), 0, B (KEY), style_from_below,
    N_ ("{a} from below: faces turn strange, which horror likes."), { { 0 } } },
  { "style.natural-from-below", AIP_SEVERITY_UNUSUAL, B (KEY), 0, B (KEY),
    style_natural_from_below,
    N_ ("{a} comes from the sky, not from below; only water, snow or sand throw it up."),
    { { 0 } } },
  { "style.steep-low-sun", AIP_SEVERITY_UNUSUAL, B (KEY), 0, B (KEY), style_steep_low_sun,
    N_ ("{a} stands {1}° high; in the golden hour it is below 10°."), { CHANGE (KEY) } },
};

const AipRuleGroup aip_rules_light_style = { rules, G_N_ELEMENTS (rules) };
