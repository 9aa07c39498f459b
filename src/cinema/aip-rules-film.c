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

/* Stock is bought ahead, and some productions freeze it. */
#define SHELF_YEARS 2
#define FREEZER_YEARS 5
#define WARM_KELVIN 4000
#define COLD_KELVIN 4800

static AipGauge
gauge_of (const AipBody *body)
{
  switch (body->gauge)
    {
    case 8:
      return AIP_GAUGE_8 | AIP_GAUGE_SUPER_8;

    case 16:
      return AIP_GAUGE_16;

    case 35:
      return body->strips > 1 ? AIP_GAUGE_THREE_STRIP : AIP_GAUGE_35;

    case 65:
      return AIP_GAUGE_65;

    default:
      return 0;
    }
}

static gboolean
stock_gauge (const AipRuleCase *c,
             AipFinding        *f)
{
  const AipStock *stock = c->setup->stock;

  f->names[0] = &stock->gear;
  f->names[1] = &c->setup->body->gear;
  f->numbers[0] = c->setup->body->gauge;

  return c->setup->body->film && (stock->gauges & gauge_of (c->setup->body)) == 0 &&
         stock->gauges != AIP_GAUGE_THREE_STRIP && c->setup->body->strips == 0;
}

static gboolean
stock_digital (const AipRuleCase *c,
               AipFinding        *f)
{
  f->names[0] = &c->setup->body->gear;
  f->names[1] = &c->setup->stock->gear;

  return !c->setup->body->film;
}

static gboolean
stock_missing (const AipRuleCase *c,
               AipFinding        *f)
{
  f->names[0] = &c->setup->body->gear;

  return c->setup->body->film && !HAS (STOCK);
}

static gboolean
stock_early (const AipRuleCase *c,
             AipFinding        *f)
{
  const AipGear *gear = &c->setup->stock->gear;

  f->names[0] = gear;
  f->numbers[0] = gear->year;
  f->numbers[1] = c->setup->year;

  return gear->year > c->setup->year;
}

static gboolean
stock_late (const AipRuleCase *c,
            AipFinding        *f)
{
  const AipGear *gear = &c->setup->stock->gear;

  f->names[0] = gear;
  f->numbers[0] = gear->year_end;
  f->numbers[1] = c->setup->year;

  return gear->year_end > 0 && c->setup->year > gear->year_end + FREEZER_YEARS;
}

static gboolean
stock_frozen (const AipRuleCase *c,
              AipFinding        *f)
{
  const AipGear *gear = &c->setup->stock->gear;

  f->names[0] = gear;
  f->numbers[0] = gear->year_end;

  return gear->year_end > 0 && c->setup->year > gear->year_end + SHELF_YEARS &&
         c->setup->year <= gear->year_end + FREEZER_YEARS;
}

static gboolean
is_chromatic (AipTone tone)
{
  return tone < AIP_TONE_SEPIA;
}

static gboolean
stock_tone (const AipRuleCase *c,
            AipFinding        *f)
{
  f->names[0] = &c->setup->stock->gear;
  f->numbers[0] = c->setup->tone;

  return c->setup->stock->monochrome && is_chromatic (c->setup->tone);
}

static gboolean
stock_desaturated (const AipRuleCase *c,
                   AipFinding        *f)
{
  f->names[0] = &c->setup->stock->gear;

  return !c->setup->stock->monochrome && !is_chromatic (c->setup->tone);
}

static gboolean
stock_two_colour (const AipRuleCase *c,
                  AipFinding        *f)
{
  f->names[0] = &c->setup->stock->gear;

  return c->setup->stock->two_colour &&
         (c->setup->tone == AIP_TONE_COOL_SATURATED || c->setup->tone == AIP_TONE_COOL_MUTED ||
          c->setup->tone == AIP_TONE_TEAL_ORANGE);
}

static gboolean
stock_in_daylight (const AipRuleCase *c,
                   AipFinding        *f)
{
  f->names[0] = &c->setup->stock->gear;
  f->names[1] = &c->setup->key.light->gear;
  f->numbers[0] = c->setup->stock->exposure_index / exp2 (2.0 / 3);

  return c->setup->stock->balance == AIP_BALANCE_TUNGSTEN &&
         c->setup->key.light->cct > COLD_KELVIN && !aip_rule_case_filter (c, AIP_FILTER_85);
}

static gboolean
stock_in_lamplight (const AipRuleCase *c,
                    AipFinding        *f)
{
  int cct = c->setup->key.light->cct;

  f->names[0] = &c->setup->stock->gear;
  f->names[1] = &c->setup->key.light->gear;
  f->numbers[0] = c->setup->stock->exposure_index / 4.0;

  return c->setup->stock->balance == AIP_BALANCE_DAYLIGHT && cct > 0 && cct < WARM_KELVIN &&
         c->setup->key.light->role != AIP_ROLE_LOW_SUN &&
         !aip_rule_case_filter (c, AIP_FILTER_80A);
}

static gboolean
stock_wrong_85 (const AipRuleCase *c,
                AipFinding        *f)
{
  f->names[0] = &c->setup->stock->gear;

  return aip_rule_case_filter (c, AIP_FILTER_85) &&
         c->setup->stock->balance != AIP_BALANCE_TUNGSTEN;
}

static gboolean
stock_wrong_80a (const AipRuleCase *c,
                 AipFinding        *f)
{
  f->names[0] = &c->setup->stock->gear;

  return aip_rule_case_filter (c, AIP_FILTER_80A) &&
         c->setup->stock->balance != AIP_BALANCE_DAYLIGHT;
}

static gboolean
stock_both_filters (const AipRuleCase *c,
                    AipFinding        *f)
{
  return aip_rule_case_filter (c, AIP_FILTER_85) && aip_rule_case_filter (c, AIP_FILTER_80A);
}

static gboolean
stock_filter_on_digital (const AipRuleCase *c,
                         AipFinding        *f)
{
  return !c->setup->body->film && (aip_rule_case_filter (c, AIP_FILTER_85) ||
                                   aip_rule_case_filter (c, AIP_FILTER_80A));
}

static gboolean
stock_three_strip (const AipRuleCase *c,
                   AipFinding        *f)
{
  gboolean camera = c->setup->body->strips > 1;
  gboolean stock = c->setup->stock->gauges == AIP_GAUGE_THREE_STRIP;

  f->names[0] = &c->setup->stock->gear;
  f->names[1] = &c->setup->body->gear;

  return c->setup->body->film && camera != stock;
}

static gboolean
stock_reversal (const AipRuleCase *c,
                AipFinding        *f)
{
  f->names[0] = &c->setup->stock->gear;

  return c->setup->stock->reversal;
}

static gboolean
stock_push (const AipRuleCase *c,
            AipFinding        *f)
{
  f->numbers[0] = fabs (c->setup->push);
  f->numbers[1] = aip_setup_get_sensitivity (c->setup);

  return fabs (c->setup->push) > 2;
}

static gboolean
stock_push_grain (const AipRuleCase *c,
                  AipFinding        *f)
{
  f->numbers[0] = c->setup->push;
  f->numbers[1] = aip_setup_get_sensitivity (c->setup);

  return c->setup->push >= 0.5 && c->setup->push <= 2;
}

static gboolean
stock_pull (const AipRuleCase *c,
            AipFinding        *f)
{
  f->numbers[0] = -c->setup->push;
  f->numbers[1] = aip_setup_get_sensitivity (c->setup);

  return c->setup->push <= -0.5 && c->setup->push >= -2;
}

static gboolean
stock_push_digital (const AipRuleCase *c,
                    AipFinding        *f)
{
  f->names[0] = &c->setup->body->gear;

  return !c->setup->body->film && c->setup->push != 0;
}

static gboolean
stock_ortho (const AipRuleCase *c,
             AipFinding        *f)
{
  f->names[0] = &c->setup->stock->gear;

  return c->setup->stock->balance == AIP_BALANCE_ORTHOCHROMATIC;
}

static gboolean
stock_ortho_red (const AipRuleCase *c,
                 AipFinding        *f)
{
  f->names[0] = &c->setup->stock->gear;

  return c->setup->stock->balance == AIP_BALANCE_ORTHOCHROMATIC &&
         aip_rule_case_filter (c, AIP_FILTER_RED);
}

static gboolean
stock_ortho_lamp (const AipRuleCase *c,
                  AipFinding        *f)
{
  int cct = c->setup->key.light->cct;

  f->names[0] = &c->setup->stock->gear;
  f->names[1] = &c->setup->key.light->gear;

  return c->setup->stock->balance == AIP_BALANCE_ORTHOCHROMATIC && cct > 0 && cct < 3300;
}

static gboolean
stock_contrast_filter (const AipRuleCase *c,
                       AipFinding        *f)
{
  gboolean red = aip_rule_case_filter (c, AIP_FILTER_RED);

  f->numbers[0] = red ? AIP_FILTER_RED : AIP_FILTER_YELLOW;

  return (red || aip_rule_case_filter (c, AIP_FILTER_YELLOW)) &&
         !(HAS (STOCK) && c->setup->stock->monochrome) &&
         !(HAS (TONE) && !is_chromatic (c->setup->tone)) && (HAS (STOCK) || HAS (TONE));
}

static const AipRule rules[] = {
  { "stock.gauge", AIP_SEVERITY_IMPOSSIBLE, B (STOCK) | B (BODY), 0, B (STOCK), stock_gauge,
    N_ ("{a} was not made {0} mm wide, which the {b} takes."), { CHANGE (STOCK), CHANGE (BODY) } },
  { "stock.digital", AIP_SEVERITY_IMPOSSIBLE, B (STOCK) | B (BODY), 0, B (STOCK), stock_digital,
    N_ ("The {a} is digital: {b} cannot be loaded."), { DROP (STOCK), CHANGE (BODY) } },
  { "stock.missing", AIP_SEVERITY_NOTE, B (BODY), B (STOCK), B (STOCK), stock_missing,
    N_ ("The {a} needs film: without a stock neither exposure nor colour can be judged."),
    { CHANGE (STOCK) } },
  { "stock.early", AIP_SEVERITY_ANACHRONISM, B (STOCK) | B (YEAR), 0, B (STOCK), stock_early,
    N_ ("{a} was sold from {0|year}; this is {1|year}."), { CHANGE (STOCK) } },
  { "stock.late", AIP_SEVERITY_ANACHRONISM, B (STOCK) | B (YEAR), 0, B (STOCK), stock_late,
    N_ ("{a} was last sold in {0|year}; what is left in {1|year} is fogged."),
    { CHANGE (STOCK) } },
  { "stock.frozen", AIP_SEVERITY_UNUSUAL, B (STOCK) | B (YEAR), 0, B (STOCK), stock_frozen,
    N_ ("{a} was last sold in {0|year}: only if somebody has kept it frozen."),
    { CHANGE (STOCK) } },
  { "stock.tone", AIP_SEVERITY_IMPOSSIBLE, B (STOCK) | B (TONE), 0, B (TONE) | B (STOCK),
    stock_tone, N_ ("{a} is black and white and has no colour to be “{0|tone}”."),
    { CHANGE (TONE), CHANGE (STOCK) } },
  { "stock.desaturated", AIP_SEVERITY_NOTE, B (STOCK) | B (TONE), 0, B (TONE), stock_desaturated,
    N_ ("{a} is a colour stock: black and white comes from the print or the grade."),
    { CHANGE (STOCK) } },
  { "stock.two-colour", AIP_SEVERITY_UNUSUAL, B (STOCK) | B (TONE), 0, B (TONE),
    stock_two_colour,
    N_ ("{a} knows only red-orange and blue-green: it has no clean blue."),
    { CHANGE (TONE), CHANGE (STOCK) } },
  { "stock.in-daylight", AIP_SEVERITY_UNUSUAL, B (STOCK) | B (KEY), B (FILTERS),
    B (STOCK) | B (FILTERS), stock_in_daylight,
    N_ ("{a} is balanced for tungsten, but the light is {b}: the picture turns blue. An 85 filter "
        "corrects it and leaves EI {0}."), { CHANGE (FILTERS), CHANGE (STOCK) } },
  { "stock.in-lamplight", AIP_SEVERITY_UNUSUAL, B (STOCK) | B (KEY), B (FILTERS),
    B (STOCK) | B (FILTERS), stock_in_lamplight,
    N_ ("{a} is balanced for daylight, but the light is {b}: the picture turns orange. An 80A "
        "filter corrects it and leaves EI {0}."), { CHANGE (STOCK), CHANGE (FILTERS) } },
  { "stock.wrong-85", AIP_SEVERITY_UNUSUAL, B (STOCK) | B (FILTERS), 0, B (FILTERS),
    stock_wrong_85, N_ ("An 85 filter is for tungsten stock in daylight; on {a} it only turns "
                        "everything orange and costs ⅔ stop."), { CHANGE (FILTERS) } },
  { "stock.wrong-80a", AIP_SEVERITY_UNUSUAL, B (STOCK) | B (FILTERS), 0, B (FILTERS),
    stock_wrong_80a, N_ ("An 80A filter is for daylight stock in lamplight; on {a} it only turns "
                         "everything blue and costs two stops."), { CHANGE (FILTERS) } },
  { "stock.both-filters", AIP_SEVERITY_UNUSUAL, B (FILTERS), 0, B (FILTERS), stock_both_filters,
    N_ ("85 and 80A undo each other and cost nearly three stops."), { CHANGE (FILTERS) } },
  { "stock.filter-on-digital", AIP_SEVERITY_NOTE, B (BODY) | B (FILTERS), 0, B (FILTERS),
    stock_filter_on_digital,
    N_ ("A digital camera balances white itself; the conversion filter only costs light."),
    { CHANGE (FILTERS) } },
  { "stock.three-strip", AIP_SEVERITY_IMPOSSIBLE, B (STOCK) | B (BODY), 0, B (STOCK) | B (BODY),
    stock_three_strip,
    N_ ("Three-strip film and the camera that splits light onto three strips need each other: {a} "
        "and {b} do not go together."), { CHANGE (STOCK), CHANGE (BODY) } },
  { "stock.reversal", AIP_SEVERITY_NOTE, B (STOCK), 0, B (STOCK), stock_reversal,
    N_ ("{a} is a reversal film: deep colour, but half a stop too much light is lost for good."),
    { { 0 } } },
  { "stock.push", AIP_SEVERITY_UNUSUAL, B (STOCK) | B (PUSH), 0, B (PUSH), stock_push,
    N_ ("{0:1} stops of changed development are more than laboratories like; two are usual."),
    { CHANGE (PUSH), CHANGE (STOCK) } },
  { "stock.push-grain", AIP_SEVERITY_NOTE, B (STOCK) | B (PUSH), 0, B (PUSH), stock_push_grain,
    N_ ("Pushed {0:1} stops to EI {1}: more grain and contrast, thinner shadows."), { { 0 } } },
  { "stock.pull", AIP_SEVERITY_NOTE, B (STOCK) | B (PUSH), 0, B (PUSH), stock_pull,
    N_ ("Pulled {0:1} stops to EI {1}: softer contrast, paler colour, finer grain."), { { 0 } } },
  { "stock.push-digital", AIP_SEVERITY_IMPOSSIBLE, B (BODY) | B (PUSH), 0, B (PUSH),
    stock_push_digital, N_ ("The {a} is digital: there is nothing to develop longer."),
    { DROP (PUSH), CHANGE (BODY) } },
  { "stock.ortho", AIP_SEVERITY_NOTE, B (STOCK), 0, B (STOCK), stock_ortho,
    N_ ("{a} does not see red: lips and skin go dark, blue sky goes white."), { { 0 } } },
  { "stock.ortho-red", AIP_SEVERITY_IMPOSSIBLE, B (STOCK) | B (FILTERS), 0, B (FILTERS),
    stock_ortho_red, N_ ("A red filter lets through only what {a} cannot see: nothing is exposed."),
    { CHANGE (FILTERS), CHANGE (STOCK) } },
  { "stock.ortho-lamp", AIP_SEVERITY_UNUSUAL, B (STOCK) | B (KEY), 0, B (STOCK) | B (KEY),
    stock_ortho_lamp,
    N_ ("{b} is mostly red, which {a} does not see: far more light is needed than a meter says."),
    { CHANGE (KEY), CHANGE (STOCK) } },
  { "stock.contrast-filter", AIP_SEVERITY_UNUSUAL, B (FILTERS), B (STOCK) | B (TONE), B (FILTERS),
    stock_contrast_filter,
    N_ ("The filter “{0|filter}” darkens skies in black and white; in colour it tints the whole "
        "picture."), { CHANGE (FILTERS), CHANGE (TONE) } },
};

const AipRuleGroup aip_rules_film = { rules, G_N_ELEMENTS (rules) };
