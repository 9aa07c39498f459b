/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-rules.h"

G_BEGIN_DECLS

/*
 * How a rule is written. Only for the files aip-rules*.c.
 */

/**
 * AipRuleCase:
 * @area: recorded, @delivered: the part of it that is shown, @share: how much that is
 * @angle: horizontal angle of view, degrees
 * @distance: of the focus, metres
 * @subject: where somebody must stand for the shot size, metres
 * @near_limit, @far_limit: of what is sharp, metres
 * @circle: of confusion, mm
 * @weight: of the package on the support, kg
 * @over: stops that the key is too bright, negative too dark
 *
 * A setup with what follows from it, so that no two rules work it out twice. What cannot be known
 * is 0; @has_depth and @has_exposure say whether 0 is an answer.
 */
typedef struct {
  const AipSetup       *setup;
  const AipRuleContext *context;
  const AipMode        *mode;
  gboolean              has_area;
  AipFrameArea          area;
  AipFrameArea          delivered;
  double                share;
  double                diagonal;
  double                angle;
  double                equivalent;
  double                distance;
  double                subject;
  gboolean              has_depth;
  double                near_limit;
  double                far_limit;
  double                circle;
  double                weight;
  gboolean              has_exposure;
  double                over;
  double                fps;
} AipRuleCase;

/* Whether the rule applies; if so it may lower the severity, narrow the fields, fill the rest. */
typedef gboolean (*AipRuleTest) (const AipRuleCase *c,
                                 AipFinding        *finding);

/* A fix is another value of a field, or none. */
typedef struct {
  guint8 field;
  guint8 kind;
} AipRuleFix;

enum { AIP_RULE_FIX_NONE, AIP_RULE_FIX_CHANGE, AIP_RULE_FIX_DROP };

#define AIP_RULE_MAX_FIXES 4

/**
 * AipRule:
 * @needs: fields without which the rule says nothing
 * @inputs: further fields that it looks at
 * @sentence: {0} … {3} are the numbers, {0:1} with one decimal, {0|time} as a word, {0|ratio} as
 *   an aspect ratio, {0|year} without grouping; {a} and {b} the names
 */
struct _AipRule {
  const char  *id;
  AipSeverity  severity;
  guint64      needs;
  guint64      inputs;
  guint64      fields;
  AipRuleTest  test;
  const char  *sentence;
  AipRuleFix   fixes[AIP_RULE_MAX_FIXES];
};

#define B(FIELD) AIP_SETUP_BIT (AIP_SETUP_##FIELD)
#define CHANGE(FIELD) { AIP_SETUP_##FIELD, AIP_RULE_FIX_CHANGE }
#define DROP(FIELD) { AIP_SETUP_##FIELD, AIP_RULE_FIX_DROP }

/* Fields that the derived values of the case come from. */
#define AREA_INPUTS (B (BODY) | B (MODE) | B (LENS))
#define DELIVERED_INPUTS (AREA_INPUTS | B (ASPECT))
#define SUBJECT_INPUTS (DELIVERED_INPUTS | B (FOCAL) | B (SIZE))
#define DISTANCE_INPUTS (SUBJECT_INPUTS | B (FOCUS))
#define DEPTH_INPUTS (DISTANCE_INPUTS | B (STOP))
#define WEIGHT_INPUTS (B (BODY) | B (LENS))
#define EXPOSURE_INPUTS \
  (B (BODY) | B (STOP) | B (STOCK) | B (PUSH) | B (EXPOSURE_INDEX) | B (KEY) | B (FPS) | \
   B (SHUTTER) | B (FILTERS))

typedef struct {
  const AipRule *rules;
  guint          n_rules;
} AipRuleGroup;

extern const AipRuleGroup aip_rules_camera;
extern const AipRuleGroup aip_rules_lens;
extern const AipRuleGroup aip_rules_film;
extern const AipRuleGroup aip_rules_aspect;
extern const AipRuleGroup aip_rules_movement;
extern const AipRuleGroup aip_rules_light;
extern const AipRuleGroup aip_rules_light_style;
extern const AipRuleGroup aip_rules_exposure;
extern const AipRuleGroup aip_rules_scene;
extern const AipRuleGroup aip_rules_grammar;

static inline gboolean
aip_rule_case_has (const AipRuleCase *c,
                   AipSetupField      field)
{
  return aip_setup_has (c->setup, field);
}

#define HAS(FIELD) (aip_rule_case_has (c, AIP_SETUP_##FIELD))

static inline gboolean
aip_rule_case_filter (const AipRuleCase *c,
                      AipFilter          filter)
{
  return aip_rule_case_has (c, AIP_SETUP_FILTERS) && (c->setup->filters & (1u << filter)) != 0;
}

G_END_DECLS
