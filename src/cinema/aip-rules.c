/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-rules"

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#include "aip-rules-private.h"

/*
 * What a lens and the rest of a dressed camera (matte box, motors, battery, loaded magazine) weigh
 * in kilograms, for the catalogue has only bodies. Middle of the usual 2 to 4 kg.
 */
#define PRIME_WEIGHT 1.5
#define ANAMORPHIC_WEIGHT 3.0
#define ZOOM_WEIGHT 4.5
#define KIT_WEIGHT 3.0
#define SMALL_KIT_WEIGHT 2.0
#define SMALL_BODY_WEIGHT 3.0

#define USUAL_FPS 24.0
#define USUAL_SHUTTER 180.0

static const AipRuleGroup *const groups[] = {
  &aip_rules_camera,        &aip_rules_lens,     &aip_rules_film,  &aip_rules_aspect,
  &aip_rules_movement,      &aip_rules_light,    &aip_rules_light_style,
  &aip_rules_exposure,      &aip_rules_scene,    &aip_rules_grammar,
};

static const struct {
  const char *nick;
  const char *name;
} severities[] = {
  [AIP_SEVERITY_NOTE] = { "note", N_ ("Note") },
  [AIP_SEVERITY_UNUSUAL] = { "unusual", N_ ("Unusual") },
  [AIP_SEVERITY_ANACHRONISM] = { "anachronism", N_ ("Impossible in that year") },
  [AIP_SEVERITY_IMPOSSIBLE] = { "impossible", N_ ("Impossible") },
};

const char *
aip_severity_to_nick (AipSeverity severity)
{
  g_return_val_if_fail (severity < G_N_ELEMENTS (severities), NULL);

  return severities[severity].nick;
}

const char *
aip_severity_get_name (AipSeverity severity)
{
  g_return_val_if_fail (severity < G_N_ELEMENTS (severities), NULL);

  return _ (severities[severity].name);
}

guint
aip_rules_get_count (void)
{
  guint count = 0;

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    count += groups[i]->n_rules;

  return count;
}

const AipRule *
aip_rules_get (guint index)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      if (index < groups[i]->n_rules)
        return &groups[i]->rules[index];
      index -= groups[i]->n_rules;
    }

  g_return_val_if_reached (NULL);
}

const char *
aip_rule_get_id (const AipRule *rule)
{
  g_return_val_if_fail (rule != NULL, NULL);

  return rule->id;
}

AipSeverity
aip_rule_get_severity (const AipRule *rule)
{
  g_return_val_if_fail (rule != NULL, AIP_SEVERITY_NOTE);

  return rule->severity;
}

guint64
aip_rule_get_fields (const AipRule *rule)
{
  g_return_val_if_fail (rule != NULL, 0);

  return rule->fields;
}

guint64
aip_rule_get_inputs (const AipRule *rule)
{
  g_return_val_if_fail (rule != NULL, 0);

  return rule->needs | rule->inputs;
}

/* What follows from the setup -------------------------------------------------------------- */

static double
package_weight (const AipSetup *setup)
{
  double weight;

  if (!aip_setup_has (setup, AIP_SETUP_BODY) || setup->body->weight <= 0)
    return 0;

  weight = setup->body->weight;
  weight += weight < SMALL_BODY_WEIGHT ? SMALL_KIT_WEIGHT : KIT_WEIGHT;

  if (aip_setup_has (setup, AIP_SETUP_LENS))
    weight += setup->lens->zoom          ? ZOOM_WEIGHT
              : setup->lens->squeeze > 1 ? ANAMORPHIC_WEIGHT
                                         : PRIME_WEIGHT;

  return weight;
}

/* Stops that the glass in front of the lens takes. Neutral density is as strong as it must be. */
static double
filter_loss (const AipSetup *setup)
{
  static const double losses[] = {
    [AIP_FILTER_POLARISER] = 1.5, [AIP_FILTER_85] = 2.0 / 3, [AIP_FILTER_80A] = 2,
    [AIP_FILTER_RED] = 3,         [AIP_FILTER_YELLOW] = 1,
  };
  double loss = 0;

  if (!aip_setup_has (setup, AIP_SETUP_FILTERS))
    return 0;

  for (guint i = 0; i < G_N_ELEMENTS (losses); i++)
    if ((setup->filters & (1u << i)) != 0)
      loss += losses[i];

  return loss;
}

static void
work_out_exposure (AipRuleCase *c)
{
  const AipSetup *setup = c->setup;
  double sensitivity = aip_setup_get_sensitivity (setup);
  double shutter = HAS (SHUTTER) ? setup->shutter : USUAL_SHUTTER;
  double needed;

  if (!HAS (STOP) || !HAS (KEY) || setup->key.light->lux <= 0 || sensitivity <= 0)
    return;

  needed = aip_optics_needed_lux (setup->stop, aip_optics_exposure_time (shutter, c->fps),
                                  sensitivity);
  c->over = aip_optics_stops_over (setup->key.light->lux, needed) - filter_loss (setup);
  c->has_exposure = TRUE;
}

static void
work_out_optics (AipRuleCase *c)
{
  const AipSetup *setup = c->setup;

  c->has_area = aip_setup_get_area (setup, &c->area);
  if (!c->has_area)
    return;

  c->mode = &setup->body->modes[HAS (MODE) ? MIN (setup->mode, setup->body->n_modes - 1) : 0];
  aip_setup_get_delivered (setup, &c->delivered, &c->share);
  c->diagonal = aip_optics_diagonal (&c->area);
  c->circle = aip_optics_circle (&c->delivered);

  if (!HAS (FOCAL))
    return;

  c->angle = aip_optics_angle_horizontal (&c->delivered, setup->focal);
  c->equivalent = aip_optics_equivalent_focal (&c->delivered, setup->focal);
  if (HAS (SIZE))
    c->subject = aip_optics_subject_distance (&c->delivered, setup->focal,
                                              aip_shot_size_get_field_height (setup->size));
  c->distance = HAS (FOCUS) ? setup->focus : c->subject;

  if (HAS (STOP) && c->distance > setup->focal / 1000 * 1.01)
    {
      aip_optics_depth_of_field (setup->focal, setup->stop, c->circle, c->distance,
                                 &c->near_limit, &c->far_limit);
      c->has_depth = TRUE;
    }
}

static void
work_out (AipRuleCase          *c,
          const AipSetup       *setup,
          const AipRuleContext *context)
{
  *c = (AipRuleCase) { .setup = setup, .context = context };
  c->fps = HAS (FPS) ? setup->fps : USUAL_FPS;
  c->share = 1;
  c->weight = package_weight (setup);
  work_out_optics (c);
  work_out_exposure (c);
}

/* Evaluation -------------------------------------------------------------------------------- */

guint
aip_rules_evaluate (const AipSetup       *setup,
                    const AipRuleContext *context,
                    guint64               touching,
                    AipFinding           *findings)
{
  AipRuleCase c;
  guint n_findings = 0;

  g_return_val_if_fail (setup != NULL && context != NULL && findings != NULL, 0);

  work_out (&c, setup, context);

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (guint j = 0; j < groups[i]->n_rules; j++)
      {
        const AipRule *rule = &groups[i]->rules[j];
        AipFinding *finding = &findings[n_findings];

        if (((rule->needs | rule->inputs) & touching) == 0 ||
            (rule->needs & setup->given) != rule->needs)
          continue;

        *finding = (AipFinding) { rule, rule->severity, rule->fields, { 0, }, { NULL, } };
        if (!rule->test (&c, finding))
          continue;

        if (context->loose && finding->severity == AIP_SEVERITY_ANACHRONISM)
          finding->severity = AIP_SEVERITY_NOTE;
        n_findings++;
        g_assert (n_findings < AIP_MAX_FINDINGS);
      }

  return n_findings;
}

AipSeverity
aip_findings_get_worst (const AipFinding *findings,
                        guint             n_findings)
{
  AipSeverity worst = AIP_SEVERITY_NOTE;

  g_return_val_if_fail (findings != NULL || n_findings == 0, AIP_SEVERITY_NOTE);

  for (guint i = 0; i < n_findings; i++)
    worst = MAX (worst, findings[i].severity);

  return worst;
}

gboolean
aip_findings_have (const AipFinding *findings,
                   guint             n_findings,
                   const AipFinding *finding)
{
  for (guint i = 0; i < n_findings; i++)
    if (findings[i].rule == finding->rule)
      return findings[i].severity >= finding->severity;

  return FALSE;
}

guint
aip_rules_get_added (const AipSetup       *setup,
                     const AipSetup       *candidate,
                     const AipRuleContext *context,
                     guint64               changed,
                     AipFinding           *added)
{
  AipFinding before[AIP_MAX_FINDINGS];
  guint n_before, n_after, n_added = 0;

  g_return_val_if_fail (setup != NULL && candidate != NULL && added != NULL, 0);

  n_before = aip_rules_evaluate (setup, context, changed, before);
  n_after = aip_rules_evaluate (candidate, context, changed, added);

  for (guint i = 0; i < n_after; i++)
    if (!aip_findings_have (before, n_before, &added[i]))
      added[n_added++] = added[i];

  return n_added;
}

/* Sentences --------------------------------------------------------------------------------- */

static void
append_word (GString    *text,
             const char *kind,
             double      number)
{
  static const struct {
    const char *kind;
    AipWords    words;
  } kinds[] = {
    { "size", AIP_WORDS_SIZE },     { "angle", AIP_WORDS_ANGLE },
    { "tone", AIP_WORDS_TONE },     { "composition", AIP_WORDS_COMPOSITION },
    { "mood", AIP_WORDS_MOOD },     { "style", AIP_WORDS_STYLE },
    { "time", AIP_WORDS_TIME },     { "filter", AIP_WORDS_FILTER },
    { "pace", AIP_WORDS_PACE },     { "weather", AIP_WORDS_WEATHER },
  };

  if (g_str_equal (kind, "ratio"))
    {
      g_string_append_printf (text, "%.2f:1", number);
      return;
    }

  if (g_str_equal (kind, "year"))
    {
      g_string_append_printf (text, "%d", (int) number);
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kind, kinds[i].kind))
      {
        g_string_append (text, aip_words_get_name (kinds[i].words, (guint) number));
        return;
      }

  g_assert_not_reached ();
}

static void
append_placeholder (GString          *text,
                    const char       *inside,
                    const AipFinding *finding)
{
  double number;

  if (inside[0] == 'a' || inside[0] == 'b')
    {
      const AipGear *gear = finding->names[inside[0] - 'a'];
      g_autofree char *name = gear != NULL ? aip_gear_to_text (gear) : NULL;

      g_string_append (text, name != NULL ? name : "–");
      return;
    }

  g_assert (inside[0] >= '0' && inside[0] < '0' + AIP_FINDING_NUMBERS);
  number = finding->numbers[inside[0] - '0'];

  if (inside[1] == ':')
    g_string_append_printf (text, "%.*f", inside[2] - '0', number);
  else if (inside[1] == '|')
    append_word (text, inside + 2, number);
  else
    g_string_append_printf (text, "%.0f", number);
}

char *
aip_finding_to_text (const AipFinding *finding)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const char *p;

  g_return_val_if_fail (finding != NULL && finding->rule != NULL, NULL);

  p = _ (finding->rule->sentence);
  while (*p != '\0')
    {
      const char *end = *p == '{' ? strchr (p, '}') : NULL;

      if (end == NULL)
        {
          g_string_append_c (text, *p++);
          continue;
        }

      g_autofree char *inside = g_strndup (p + 1, (gsize) (end - p - 1));

      append_placeholder (text, inside, finding);
      p = end + 1;
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}
