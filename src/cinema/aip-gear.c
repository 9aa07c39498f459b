/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-gear"

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-gear.h"

static const char *const confidences[] = { "low", "medium", "high" };

static const char *const times_of_day[AIP_N_TIMES_OF_DAY] = {
  "dawn", "morning", "midday", "afternoon", "golden-hour", "dusk", "blue-hour", "night",
};

static const char *const paces[AIP_N_PACES] = {
  "static", "very-slow", "slow", "moderate", "fast", "whip",
};

static int
find_nick (const char *const *nicks,
           guint              n_nicks,
           const char        *nick)
{
  for (guint i = 0; nick != NULL && i < n_nicks; i++)
    if (g_str_equal (nicks[i], nick))
      return (int) i;

  return -1;
}

const char *
aip_confidence_to_nick (AipConfidence confidence)
{
  g_return_val_if_fail (confidence < G_N_ELEMENTS (confidences), NULL);

  return confidences[confidence];
}

const char *
aip_time_of_day_to_nick (AipTimeOfDay time)
{
  g_return_val_if_fail (time < AIP_N_TIMES_OF_DAY, NULL);

  return times_of_day[time];
}

gboolean
aip_time_of_day_from_nick (const char   *nick,
                           AipTimeOfDay *time)
{
  int found = find_nick (times_of_day, AIP_N_TIMES_OF_DAY, nick);

  if (found >= 0)
    *time = (AipTimeOfDay) found;

  return found >= 0;
}

const char *
aip_pace_to_nick (AipPace pace)
{
  g_return_val_if_fail (pace < AIP_N_PACES, NULL);

  return paces[pace];
}

gboolean
aip_pace_from_nick (const char *nick,
                    AipPace    *pace)
{
  int found = find_nick (paces, AIP_N_PACES, nick);

  if (found >= 0)
    *pace = (AipPace) found;

  return found >= 0;
}

char *
aip_gear_to_text (const AipGear *gear)
{
  gsize length, first;

  g_return_val_if_fail (gear != NULL, NULL);

  length = strlen (gear->maker);
  first = strcspn (gear->maker, " /(");

  /* "ARRI" + "ARRIFLEX 435" and "RED" + "RED ONE" name their maker already. */
  if (length == 0 || g_ascii_strncasecmp (gear->name, gear->maker, length) == 0)
    return g_strdup (gear->name);

  /* So does "Leitz (CW Sonderoptic)" + "Leitz Prime". */
  if (g_ascii_strncasecmp (gear->name, gear->maker, first) == 0 && gear->name[first] == ' ')
    return g_strdup (gear->name);

  return g_strdup_printf ("%s %s", gear->maker, gear->name);
}

double
aip_lens_get_nearest_focal (const AipLens *lens,
                            double         focal)
{
  double nearest = 0;

  g_return_val_if_fail (lens != NULL, 0);

  for (guint i = 0; i < lens->n_focals; i++)
    if (nearest == 0 || fabs (lens->focals[i] - focal) < fabs (nearest - focal))
      nearest = lens->focals[i];

  for (guint i = 0; i < lens->n_zooms; i++)
    {
      double inside = CLAMP (focal, lens->zooms[i].shortest, lens->zooms[i].longest);

      if (nearest == 0 || fabs (inside - focal) < fabs (nearest - focal))
        nearest = inside;
    }

  return nearest;
}
