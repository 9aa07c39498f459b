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

/* Hints on the grammar of shots: film breaks all of it, knowingly. */

static gboolean
grammar_over_shoulder (const AipRuleCase *c,
                       AipFinding        *f)
{
  f->numbers[0] = c->context->subjects;

  return c->setup->angle == AIP_ANGLE_OVER_SHOULDER &&
         (c->context->subjects == 0 || c->context->subjects == 1);
}

static gboolean
grammar_over_shoulder_size (const AipRuleCase *c,
                            AipFinding        *f)
{
  f->numbers[0] = c->setup->size;

  return c->setup->angle == AIP_ANGLE_OVER_SHOULDER &&
         (c->setup->size <= AIP_SIZE_FULL || c->setup->size >= AIP_SIZE_BIG_CLOSE);
}

static gboolean
grammar_worn_view (const AipRuleCase *c,
                   AipFinding        *f)
{
  f->names[0] = &c->setup->support->gear;

  return c->setup->angle == AIP_ANGLE_POINT_OF_VIEW && c->setup->support->worn;
}

static gboolean
grammar_worn_wide (const AipRuleCase *c,
                   AipFinding        *f)
{
  f->names[0] = &c->setup->support->gear;
  f->numbers[0] = c->setup->size;

  return c->setup->support->worn && c->setup->size <= AIP_SIZE_FULL;
}

static gboolean
grammar_symmetry_by_hand (const AipRuleCase *c,
                          AipFinding        *f)
{
  return c->setup->composition == AIP_COMPOSITION_SYMMETRICAL && c->setup->support->hand;
}

static gboolean
grammar_dutch_symmetry (const AipRuleCase *c,
                        AipFinding        *f)
{
  return c->setup->composition == AIP_COMPOSITION_SYMMETRICAL &&
         c->setup->angle == AIP_ANGLE_DUTCH;
}

static gboolean
grammar_silhouette (const AipRuleCase *c,
                    AipFinding        *f)
{
  f->numbers[0] = c->setup->style;

  return c->setup->composition == AIP_COMPOSITION_SILHOUETTE &&
         (c->setup->style == AIP_STYLE_FLAT || c->setup->style == AIP_STYLE_HIGH_KEY ||
          c->setup->style == AIP_STYLE_SOFT || c->setup->style == AIP_STYLE_REMBRANDT);
}

static gboolean
grammar_close_space (const AipRuleCase *c,
                     AipFinding        *f)
{
  f->numbers[0] = c->setup->size;

  return c->setup->composition == AIP_COMPOSITION_NEGATIVE_SPACE &&
         c->setup->size >= AIP_SIZE_BIG_CLOSE;
}

static gboolean
grammar_wide_filled (const AipRuleCase *c,
                     AipFinding        *f)
{
  f->numbers[0] = c->setup->size;

  return c->setup->composition == AIP_COMPOSITION_FILLED &&
         c->setup->size == AIP_SIZE_EXTREME_WIDE;
}

static gboolean
grammar_close_layers (const AipRuleCase *c,
                      AipFinding        *f)
{
  f->numbers[0] = c->setup->size;

  return (c->setup->composition == AIP_COMPOSITION_LAYERED ||
          c->setup->composition == AIP_COMPOSITION_LEADING_LINES) &&
         c->setup->size >= AIP_SIZE_BIG_CLOSE;
}

static gboolean
grammar_mood_dark (const AipRuleCase *c,
                   AipFinding        *f)
{
  f->numbers[0] = c->setup->mood;
  f->numbers[1] = c->setup->style;

  return (c->setup->mood == AIP_MOOD_CHEERFUL || c->setup->mood == AIP_MOOD_WHIMSICAL) &&
         (c->setup->style == AIP_STYLE_LOW_KEY || c->setup->style == AIP_STYLE_CHIAROSCURO);
}

static gboolean
grammar_mood_bright (const AipRuleCase *c,
                     AipFinding        *f)
{
  f->numbers[0] = c->setup->mood;
  f->numbers[1] = c->setup->style;

  return (c->setup->mood == AIP_MOOD_TERRIFYING || c->setup->mood == AIP_MOOD_OMINOUS) &&
         c->setup->style == AIP_STYLE_HIGH_KEY;
}

static gboolean
grammar_mood_tone (const AipRuleCase *c,
                   AipFinding        *f)
{
  f->numbers[0] = c->setup->mood;
  f->numbers[1] = c->setup->tone;

  return (c->setup->mood == AIP_MOOD_CHEERFUL || c->setup->mood == AIP_MOOD_ROMANTIC) &&
         (c->setup->tone == AIP_TONE_BLEACH_BYPASS || c->setup->tone == AIP_TONE_COOL_MUTED);
}

static gboolean
grammar_mood_pace (const AipRuleCase *c,
                   AipFinding        *f)
{
  f->numbers[0] = c->setup->mood;
  f->numbers[1] = c->setup->pace;

  return (c->setup->mood == AIP_MOOD_SERENE || c->setup->mood == AIP_MOOD_CONTEMPLATIVE) &&
         c->setup->pace >= AIP_PACE_FAST;
}

static gboolean
grammar_intimate_wide (const AipRuleCase *c,
                       AipFinding        *f)
{
  f->numbers[0] = c->setup->size;

  return c->setup->mood == AIP_MOOD_INTIMATE && c->setup->size == AIP_SIZE_EXTREME_WIDE;
}

static gboolean
grammar_upright_wide (const AipRuleCase *c,
                      AipFinding        *f)
{
  f->numbers[0] = c->setup->size;

  return c->setup->aspect < 1 && c->setup->size <= AIP_SIZE_WIDE;
}

static gboolean
grammar_scope_insert (const AipRuleCase *c,
                      AipFinding        *f)
{
  f->numbers[0] = c->setup->aspect;

  return c->setup->aspect > 2.2 && c->setup->size == AIP_SIZE_FULL &&
         HAS (COMPOSITION) && c->setup->composition == AIP_COMPOSITION_FILLED;
}

static gboolean
grammar_overhead_height (const AipRuleCase *c,
                         AipFinding        *f)
{
  f->numbers[0] = c->setup->height;

  return c->setup->angle == AIP_ANGLE_OVERHEAD && c->setup->height < 2;
}

static gboolean
grammar_ground_height (const AipRuleCase *c,
                       AipFinding        *f)
{
  f->numbers[0] = c->setup->height;

  return c->setup->angle == AIP_ANGLE_GROUND && c->setup->height > 0.6;
}

static gboolean
grammar_low_height (const AipRuleCase *c,
                    AipFinding        *f)
{
  f->numbers[0] = c->setup->height;

  return c->setup->angle == AIP_ANGLE_LOW && c->setup->height > 1.7;
}

static gboolean
grammar_high_height (const AipRuleCase *c,
                     AipFinding        *f)
{
  f->numbers[0] = c->setup->height;

  return c->setup->angle == AIP_ANGLE_HIGH && c->setup->height < 1.5;
}

static gboolean
grammar_eye_height (const AipRuleCase *c,
                    AipFinding        *f)
{
  f->numbers[0] = c->setup->height;

  return c->setup->angle == AIP_ANGLE_EYE_LEVEL &&
         (c->setup->height < 0.9 || c->setup->height > 2.1);
}

static gboolean
grammar_air_close (const AipRuleCase *c,
                   AipFinding        *f)
{
  f->names[0] = &c->setup->support->gear;
  f->numbers[0] = c->setup->size;

  return c->setup->support->air && c->setup->size >= AIP_SIZE_MEDIUM_CLOSE;
}

static const AipRule rules[] = {
  { "grammar.over-shoulder", AIP_SEVERITY_UNUSUAL, B (ANGLE), 0, B (ANGLE),
    grammar_over_shoulder,
    N_ ("Over whose shoulder? The shot names {0} of the two people it takes."),
    { CHANGE (ANGLE) } },
  { "grammar.over-shoulder-size", AIP_SEVERITY_UNUSUAL, B (ANGLE) | B (SIZE), 0, B (SIZE),
    grammar_over_shoulder_size,
    N_ ("{0|size} over a shoulder: the shoulder is either tiny or fills the frame."),
    { CHANGE (SIZE), CHANGE (ANGLE) } },
  { "grammar.worn-view", AIP_SEVERITY_UNUSUAL, B (ANGLE) | B (SUPPORT), 0, B (SUPPORT),
    grammar_worn_view, N_ ("{a} looks at the one who wears it, not through their eyes."),
    { CHANGE (ANGLE), CHANGE (SUPPORT) } },
  { "grammar.worn-wide", AIP_SEVERITY_UNUSUAL, B (SIZE) | B (SUPPORT), 0, B (SIZE),
    grammar_worn_wide, N_ ("{a} is an arm's length from the face: {0|size} is out of reach."),
    { CHANGE (SIZE), CHANGE (SUPPORT) } },
  { "grammar.symmetry-by-hand", AIP_SEVERITY_NOTE, B (COMPOSITION) | B (SUPPORT), 0,
    B (COMPOSITION), grammar_symmetry_by_hand,
    N_ ("Symmetry shows every tremor; by hand it is never quite centred."),
    { CHANGE (SUPPORT) } },
  { "grammar.dutch-symmetry", AIP_SEVERITY_NOTE, B (COMPOSITION) | B (ANGLE), 0,
    B (COMPOSITION), grammar_dutch_symmetry,
    N_ ("A tilted horizon undoes the symmetry."), { CHANGE (COMPOSITION), CHANGE (ANGLE) } },
  { "grammar.silhouette", AIP_SEVERITY_UNUSUAL, B (COMPOSITION) | B (STYLE), 0, B (COMPOSITION),
    grammar_silhouette,
    N_ ("A silhouette has no light on its face; “{0|style}” puts it there."),
    { CHANGE (STYLE), CHANGE (COMPOSITION) } },
  { "grammar.close-space", AIP_SEVERITY_NOTE, B (COMPOSITION) | B (SIZE), 0, B (COMPOSITION),
    grammar_close_space, N_ ("{0|size} leaves no room for empty space."),
    { CHANGE (COMPOSITION), CHANGE (SIZE) } },
  { "grammar.wide-filled", AIP_SEVERITY_NOTE, B (COMPOSITION) | B (SIZE), 0, B (COMPOSITION),
    grammar_wide_filled, N_ ("{0|size} filled to the edges: then by a crowd or a wall, say which."),
    { CHANGE (COMPOSITION), CHANGE (SIZE) } },
  { "grammar.close-layers", AIP_SEVERITY_NOTE, B (COMPOSITION) | B (SIZE), 0, B (COMPOSITION),
    grammar_close_layers, N_ ("{0|size} shows one thing: depth and lines are out of the frame."),
    { CHANGE (COMPOSITION), CHANGE (SIZE) } },
  { "grammar.mood-dark", AIP_SEVERITY_NOTE, B (MOOD) | B (STYLE), 0, B (STYLE),
    grammar_mood_dark, N_ ("“{0|mood}” in “{1|style}” light: an interesting contradiction."),
    { CHANGE (STYLE), CHANGE (MOOD) } },
  { "grammar.mood-bright", AIP_SEVERITY_NOTE, B (MOOD) | B (STYLE), 0, B (STYLE),
    grammar_mood_bright,
    N_ ("“{0|mood}” in “{1|style}” light: fear without shadows, which is rare and strong."),
    { CHANGE (STYLE), CHANGE (MOOD) } },
  { "grammar.mood-tone", AIP_SEVERITY_NOTE, B (MOOD) | B (TONE), 0, B (TONE),
    grammar_mood_tone, N_ ("“{0|mood}” in “{1|tone}” will feel cold."),
    { CHANGE (TONE), CHANGE (MOOD) } },
  { "grammar.mood-pace", AIP_SEVERITY_NOTE, B (MOOD) | B (PACE), 0, B (PACE),
    grammar_mood_pace, N_ ("“{0|mood}” and a camera that is “{1|pace}” pull in two directions."),
    { CHANGE (PACE), CHANGE (MOOD) } },
  { "grammar.intimate-wide", AIP_SEVERITY_NOTE, B (MOOD) | B (SIZE), 0, B (SIZE),
    grammar_intimate_wide, N_ ("Nobody is intimate in an {0|size}."), { CHANGE (SIZE) } },
  { "grammar.upright-wide", AIP_SEVERITY_NOTE, B (ASPECT) | B (SIZE), 0, B (SIZE),
    grammar_upright_wide, N_ ("An upright frame shows little of a landscape ({0|size})."),
    { CHANGE (SIZE), CHANGE (ASPECT) } },
  { "grammar.scope-filled", AIP_SEVERITY_NOTE, B (ASPECT) | B (SIZE), B (COMPOSITION),
    B (COMPOSITION), grammar_scope_insert,
    N_ ("One standing person does not fill {0|ratio}: there is room to both sides."),
    { CHANGE (COMPOSITION), CHANGE (SIZE) } },
  { "grammar.overhead-height", AIP_SEVERITY_UNUSUAL, B (ANGLE) | B (HEIGHT), 0, B (HEIGHT),
    grammar_overhead_height, N_ ("Overhead from {0:1} m: the camera touches the head."),
    { CHANGE (HEIGHT), CHANGE (ANGLE) } },
  { "grammar.ground-height", AIP_SEVERITY_UNUSUAL, B (ANGLE) | B (HEIGHT), 0, B (HEIGHT),
    grammar_ground_height, N_ ("Ground level is not {0:1} m."),
    { CHANGE (HEIGHT), CHANGE (ANGLE) } },
  { "grammar.low-height", AIP_SEVERITY_NOTE, B (ANGLE) | B (HEIGHT), 0, B (HEIGHT),
    grammar_low_height,
    N_ ("A low angle from {0:1} m looks up only at what stands higher still."),
    { CHANGE (HEIGHT), CHANGE (ANGLE) } },
  { "grammar.high-height", AIP_SEVERITY_NOTE, B (ANGLE) | B (HEIGHT), 0, B (HEIGHT),
    grammar_high_height,
    N_ ("A high angle from {0:1} m looks down only on children and the seated."),
    { CHANGE (HEIGHT), CHANGE (ANGLE) } },
  { "grammar.eye-height", AIP_SEVERITY_NOTE, B (ANGLE) | B (HEIGHT), 0, B (HEIGHT),
    grammar_eye_height, N_ ("{0:1} m are the eyes of somebody sitting, or standing on something."),
    { CHANGE (HEIGHT), CHANGE (ANGLE) } },
  { "grammar.air-close", AIP_SEVERITY_UNUSUAL, B (SUPPORT) | B (SIZE), 0, B (SIZE),
    grammar_air_close, N_ ("{0|size} from the air ({a}): rotors and faces keep apart."),
    { CHANGE (SIZE), CHANGE (SUPPORT) } },
};

const AipRuleGroup aip_rules_grammar = { rules, G_N_ELEMENTS (rules) };
