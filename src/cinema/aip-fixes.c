/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-fixes"

#include "config.h"

#include <math.h>

#include <glib/gi18n.h>

#include "aip-options.h"
#include "aip-rules-private.h"

/* What one finding of each severity costs when options are compared. */
static const double costs[] = {
  [AIP_SEVERITY_NOTE] = 1,
  [AIP_SEVERITY_UNUSUAL] = 8,
  [AIP_SEVERITY_ANACHRONISM] = 200,
  [AIP_SEVERITY_IMPOSSIBLE] = 200,
};

/* How unlike two choices are: fixes change as little as possible. Below 1, so that it only breaks
 * ties between options that leave the same findings. */
static double
gear_distance (const AipGear *a,
               const AipGear *b)
{
  double distance = 0;

  if (a == NULL || b == NULL)
    return 0;

  if (!g_str_equal (a->maker, b->maker))
    distance += 0.2;
  if (a->year > 0 && b->year > 0)
    distance += 0.3 * MIN (1, ABS (a->year - b->year) / 100.0);
  distance += 0.1 * (AIP_CONFIDENCE_HIGH - b->confidence);
  if (b->own)
    distance -= 0.05;

  return distance;
}

static double
number_distance (double a,
                 double b)
{
  double low = MIN (fabs (a), fabs (b)) + 0.01;
  double high = MAX (fabs (a), fabs (b)) + 0.01;

  return MIN (0.9, log (high / low) / 5) + (a * b < 0 ? 0.05 : 0);
}

static double
distance_between (const AipSetup *from,
                  const AipSetup *to,
                  AipSetupField   field)
{
  switch ((guint) field)
    {
    case AIP_SETUP_BODY:
      if (from->body == NULL)
        return gear_distance (NULL, &to->body->gear);
      return gear_distance (&from->body->gear, &to->body->gear) +
             (from->body->gauge != to->body->gauge ? 0.3 : 0);

    case AIP_SETUP_LENS:
      if (from->lens == NULL)
        return 0;
      return gear_distance (&from->lens->gear, &to->lens->gear) +
             (from->lens->squeeze != to->lens->squeeze ? 0.2 : 0) +
             (from->lens->zoom != to->lens->zoom ? 0.2 : 0) +
             0.2 * number_distance (from->focal, to->focal);

    case AIP_SETUP_STOCK:
      if (from->stock == NULL)
        return 0;
      return gear_distance (&from->stock->gear, &to->stock->gear) +
             (from->stock->monochrome != to->stock->monochrome ? 0.2 : 0) +
             0.3 * number_distance (from->stock->exposure_index, to->stock->exposure_index);

    case AIP_SETUP_KEY:
      return from->key.light == NULL || to->key.light == NULL
               ? 0
               : (from->key.light->source != to->key.light->source ? 0.2 : 0) +
                   (from->key.light->hard != to->key.light->hard ? 0.1 : 0) +
                   0.1 * number_distance (from->key.light->lux, to->key.light->lux) +
                   0.1 * number_distance (from->key.light->cct, to->key.light->cct);

    case AIP_SETUP_FOCAL:
      return number_distance (from->focal, to->focal);

    case AIP_SETUP_STOP:
      return number_distance (from->stop, to->stop);

    case AIP_SETUP_FOCUS:
      return number_distance (from->focus, to->focus);

    case AIP_SETUP_PUSH:
      return number_distance (from->push, to->push);

    case AIP_SETUP_EXPOSURE_INDEX:
      return number_distance (from->exposure_index, to->exposure_index);

    case AIP_SETUP_WHITE_BALANCE:
      return number_distance (from->white_balance, to->white_balance);

    case AIP_SETUP_ASPECT:
      return number_distance (from->aspect, to->aspect);

    case AIP_SETUP_HEIGHT:
      return number_distance (from->height, to->height);

    case AIP_SETUP_FPS:
      return number_distance (from->fps, to->fps);

    case AIP_SETUP_SHUTTER:
      return number_distance (from->shutter, to->shutter);

    case AIP_SETUP_SIZE:
      return ABS ((int) from->size - (int) to->size) / 20.0;

    case AIP_SETUP_PACE:
      return ABS ((int) from->pace - (int) to->pace) / 20.0;

    case AIP_SETUP_TIME:
      return ABS ((int) from->time - (int) to->time) / 20.0;

    default:
      return 0;
    }
}

/*
 * Whether @candidate is rid of the finding and what it adds is less severe; at what cost.
 */
static gboolean
passes (const AipFinding     *finding,
        const AipFinding     *before,
        guint                 n_before,
        const AipSetup       *candidate,
        const AipRuleContext *context,
        double               *cost)
{
  AipFinding after[AIP_MAX_FINDINGS];
  guint n_after = aip_rules_evaluate (candidate, context, AIP_ALL_FIELDS, after);

  *cost = 0;
  for (guint i = 0; i < n_after; i++)
    {
      if (after[i].rule == finding->rule)
        return FALSE;

      if (after[i].severity >= finding->severity && after[i].severity > AIP_SEVERITY_NOTE &&
          !aip_findings_have (before, n_before, &after[i]))
        return FALSE;

      *cost += costs[after[i].severity];
    }

  return TRUE;
}

static gboolean
find_fix (const AipFinding     *finding,
          const AipFinding     *before,
          guint                 n_before,
          const AipSetup       *setup,
          const AipRuleContext *context,
          AipCatalogue         *catalogue,
          AipSetupField         field,
          AipFix               *fix)
{
  guint n_options = aip_options_get_count (catalogue, setup, field);
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < n_options; i++)
    {
      AipSetup candidate;
      guint64 changed = aip_options_choose (catalogue, setup, field, i, &candidate);
      double cost;

      if (!passes (finding, before, n_before, &candidate, context, &cost))
        continue;

      cost += distance_between (setup, &candidate, field);
      if (cost < best)
        {
          best = cost;
          *fix = (AipFix) { candidate, field, changed, FALSE };
        }
    }

  return best < G_MAXDOUBLE;
}

guint
aip_finding_get_fixes (const AipFinding     *finding,
                       const AipSetup       *setup,
                       const AipRuleContext *context,
                       AipCatalogue         *catalogue,
                       AipFix               *fixes)
{
  AipFinding before[AIP_MAX_FINDINGS];
  guint n_before, n_fixes = 0;

  g_return_val_if_fail (finding != NULL && finding->rule != NULL, 0);
  g_return_val_if_fail (setup != NULL && context != NULL && fixes != NULL, 0);
  g_return_val_if_fail (AIP_IS_CATALOGUE (catalogue), 0);

  n_before = aip_rules_evaluate (setup, context, AIP_ALL_FIELDS, before);

  for (guint i = 0; i < AIP_RULE_MAX_FIXES && n_fixes < AIP_MAX_FIXES; i++)
    {
      const AipRuleFix *way = &finding->rule->fixes[i];
      AipFix *fix = &fixes[n_fixes];
      double cost;

      if (way->kind == AIP_RULE_FIX_CHANGE)
        {
          if (find_fix (finding, before, n_before, setup, context, catalogue, way->field, fix))
            n_fixes++;
        }
      else if (way->kind == AIP_RULE_FIX_DROP && aip_setup_has (setup, way->field))
        {
          *fix = (AipFix) { *setup, way->field, AIP_SETUP_BIT (way->field), TRUE };
          aip_setup_unset (&fix->setup, way->field);
          if (passes (finding, before, n_before, &fix->setup, context, &cost))
            n_fixes++;
        }
    }

  return n_fixes;
}

char *
aip_fix_to_text (const AipFix *fix)
{
  g_autofree char *value = NULL;

  g_return_val_if_fail (fix != NULL, NULL);

  if (!aip_setup_has (&fix->setup, fix->field))
    return g_strdup_printf (_ ("%s: leave it out"), aip_setup_field_get_name (fix->field));

  value = aip_setup_field_to_text (&fix->setup, fix->field);

  return g_strdup_printf (_ ("%s → %s"), aip_setup_field_get_name (fix->field), value);
}
