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

#define LARGE_FORMAT_MM 40

/* Whether the ratio is @ratio, and since when or until when it is early or late for it. */
static gboolean
aspect_before (const AipRuleCase *c,
               AipFinding        *f,
               double             least,
               double             most,
               int                since)
{
  f->numbers[0] = c->setup->aspect;
  f->numbers[1] = since;
  f->numbers[2] = c->setup->year;

  return c->setup->aspect >= least && c->setup->aspect <= most && c->setup->year < since;
}

static gboolean
aspect_scope_year (const AipRuleCase *c,
                   AipFinding        *f)
{
  return aspect_before (c, f, 2.25, 2.7, 1953);
}

static gboolean
aspect_239_year (const AipRuleCase *c,
                 AipFinding        *f)
{
  return c->setup->year >= 1957 && aspect_before (c, f, 2.375, 2.41, 1970);
}

static gboolean
aspect_255_year (const AipRuleCase *c,
                 AipFinding        *f)
{
  f->numbers[0] = c->setup->aspect;

  return c->setup->aspect > 2.5 && c->setup->aspect < 2.6 && c->setup->year > 1957 &&
         c->setup->year < 2000;
}

static gboolean
aspect_185_year (const AipRuleCase *c,
                 AipFinding        *f)
{
  return aspect_before (c, f, 1.6, 1.77, 1953) || aspect_before (c, f, 1.8, 1.95, 1953);
}

static gboolean
aspect_178_year (const AipRuleCase *c,
                 AipFinding        *f)
{
  return aspect_before (c, f, 1.77, 1.79, 1990);
}

static gboolean
aspect_200_year (const AipRuleCase *c,
                 AipFinding        *f)
{
  /* SuperScope was 2.00:1 for two years. */
  if (c->setup->year >= 1954 && c->setup->year <= 1956)
    return FALSE;

  return aspect_before (c, f, 1.97, 2.05, 1998);
}

static gboolean
aspect_220_year (const AipRuleCase *c,
                 AipFinding        *f)
{
  return aspect_before (c, f, 2.15, 2.24, 1955);
}

static gboolean
aspect_276_year (const AipRuleCase *c,
                 AipFinding        *f)
{
  return aspect_before (c, f, 2.7, 2.8, 1957);
}

static gboolean
aspect_143_year (const AipRuleCase *c,
                 AipFinding        *f)
{
  return aspect_before (c, f, 1.42, 1.44, 1970);
}

static gboolean
aspect_movietone_year (const AipRuleCase *c,
                       AipFinding        *f)
{
  f->numbers[0] = c->setup->aspect;
  f->numbers[1] = c->setup->year;

  return c->setup->aspect > 1.15 && c->setup->aspect < 1.22 &&
         (c->setup->year < 1926 || c->setup->year > 1932);
}

static gboolean
aspect_upright_year (const AipRuleCase *c,
                     AipFinding        *f)
{
  return aspect_before (c, f, 0, 0.99, 2010);
}

static gboolean
aspect_imax (const AipRuleCase *c,
             AipFinding        *f)
{
  f->numbers[0] = c->setup->aspect;
  f->numbers[1] = c->diagonal;

  return c->setup->aspect > 1.42 && c->setup->aspect < 1.44 && c->diagonal < LARGE_FORMAT_MM;
}

static gboolean
aspect_waste (const AipRuleCase *c,
              AipFinding        *f)
{
  f->numbers[0] = c->setup->aspect;
  f->numbers[1] = c->share * 100;

  return c->share < 0.5;
}

static gboolean
aspect_extraction (const AipRuleCase *c,
                   AipFinding        *f)
{
  f->numbers[0] = c->setup->aspect;
  f->numbers[1] = c->share * 100;
  f->numbers[2] = aip_optics_aspect (&c->area);

  return c->share >= 0.5 && c->share < 0.9;
}

static gboolean
aspect_small_negative (const AipRuleCase *c,
                       AipFinding        *f)
{
  double width = c->delivered.width;

  f->numbers[0] = width;
  f->numbers[1] = c->delivered.height;
  f->numbers[2] = c->setup->aspect;

  return c->setup->body->film && c->delivered.height < 6 && c->setup->aspect > 1.9;
}

static gboolean
aspect_sound_track (const AipRuleCase *c,
                    AipFinding        *f)
{
  f->numbers[0] = c->setup->aspect;

  return c->setup->aspect > 1.32 && c->setup->aspect < 1.34 && c->setup->year > 1932 &&
         c->setup->year < 1950;
}

static const AipRule rules[] = {
  { "aspect.scope-year", AIP_SEVERITY_UNUSUAL, B (YEAR) | B (ASPECT), 0, B (ASPECT),
    aspect_scope_year, N_ ("{0|ratio} came to cinemas in {1|year}; screens of {2|year} were nearly "
                           "square."), { CHANGE (ASPECT) } },
  { "aspect.239-year", AIP_SEVERITY_UNUSUAL, B (YEAR) | B (ASPECT), 0, B (ASPECT),
    aspect_239_year, N_ ("Before {1|year} anamorphic prints were shown as 2.35:1, not {0|ratio}."),
    { CHANGE (ASPECT) } },
  { "aspect.255-year", AIP_SEVERITY_NOTE, B (YEAR) | B (ASPECT), 0, B (ASPECT), aspect_255_year,
    N_ ("{0|ratio} is early CinemaScope with magnetic sound, 1953 to 1957."),
    { CHANGE (ASPECT) } },
  { "aspect.185-year", AIP_SEVERITY_UNUSUAL, B (YEAR) | B (ASPECT), 0, B (ASPECT),
    aspect_185_year, N_ ("Cinemas masked their screens to {0|ratio} from {1|year} on; this is "
                         "{2|year}."), { CHANGE (ASPECT) } },
  { "aspect.178-year", AIP_SEVERITY_UNUSUAL, B (YEAR) | B (ASPECT), 0, B (ASPECT),
    aspect_178_year, N_ ("16:9 is a television ratio of the {1|year}s; this is {2|year}."),
    { CHANGE (ASPECT) } },
  { "aspect.200-year", AIP_SEVERITY_UNUSUAL, B (YEAR) | B (ASPECT), 0, B (ASPECT),
    aspect_200_year, N_ ("2.00:1 was proposed in {1|year}, apart from SuperScope in 1954 to 1956; "
                         "this is {2|year}."), { CHANGE (ASPECT) } },
  { "aspect.220-year", AIP_SEVERITY_UNUSUAL, B (YEAR) | B (ASPECT), 0, B (ASPECT),
    aspect_220_year, N_ ("{0|ratio} is the ratio of 70 mm prints, from {1|year}; this is "
                         "{2|year}."), { CHANGE (ASPECT) } },
  { "aspect.276-year", AIP_SEVERITY_UNUSUAL, B (YEAR) | B (ASPECT), 0, B (ASPECT),
    aspect_276_year, N_ ("{0|ratio} begins with Camera 65 in {1|year}; this is {2|year}."),
    { CHANGE (ASPECT) } },
  { "aspect.143-year", AIP_SEVERITY_UNUSUAL, B (YEAR) | B (ASPECT), 0, B (ASPECT),
    aspect_143_year, N_ ("{0|ratio} is the ratio of IMAX, first shown in {1|year}; this is "
                         "{2|year}."), { CHANGE (ASPECT) } },
  { "aspect.movietone-year", AIP_SEVERITY_NOTE, B (YEAR) | B (ASPECT), 0, B (ASPECT),
    aspect_movietone_year,
    N_ ("{0|ratio} belongs to the first sound films, 1926 to 1932; in {1|year} it is a quotation."),
    { CHANGE (ASPECT) } },
  { "aspect.upright-year", AIP_SEVERITY_UNUSUAL, B (YEAR) | B (ASPECT), 0, B (ASPECT),
    aspect_upright_year,
    N_ ("Upright pictures came with telephones, about {1|year}; this is {2|year}."),
    { CHANGE (ASPECT) } },
  { "aspect.imax", AIP_SEVERITY_UNUSUAL, B (BODY) | B (ASPECT), DELIVERED_INPUTS, B (ASPECT),
    aspect_imax, N_ ("{0|ratio} is meant for the giant screen; {1:1} mm from corner to corner are "
                     "little for it."), { CHANGE (ASPECT), CHANGE (BODY) } },
  { "aspect.waste", AIP_SEVERITY_UNUSUAL, B (BODY) | B (ASPECT), DELIVERED_INPUTS,
    B (ASPECT) | B (MODE), aspect_waste,
    N_ ("{0|ratio} uses only {1} percent of what is "
        "recorded."), { CHANGE (MODE), CHANGE (ASPECT) } },
  { "aspect.extraction", AIP_SEVERITY_NOTE, B (BODY) | B (ASPECT), DELIVERED_INPUTS, B (ASPECT),
    aspect_extraction,
    N_ ("{0|ratio} is cut from a recorded {2|ratio}: {1} percent of the picture are "
        "used."), { { 0 } } },
  { "aspect.small-negative", AIP_SEVERITY_UNUSUAL, B (BODY) | B (ASPECT), DELIVERED_INPUTS,
    B (ASPECT), aspect_small_negative,
    N_ ("{2|ratio} leaves {0:1} × {1:1} mm of film: grain will be as large as the eyes."),
    { CHANGE (ASPECT), CHANGE (BODY) } },
  { "aspect.sound-track", AIP_SEVERITY_NOTE, B (YEAR) | B (ASPECT), 0, B (ASPECT),
    aspect_sound_track,
    N_ ("With the sound track beside it the picture of those years is 1.37:1 rather than "
        "{0|ratio}."), { CHANGE (ASPECT) } },
};

const AipRuleGroup aip_rules_aspect = { rules, G_N_ELEMENTS (rules) };
