/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-generation"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aip-shot-generation.h"

char *
aip_generation_format_seconds (double seconds)
{
  int whole = (int) CLAMP (round (seconds), 0, G_MAXINT / 2);

  if (seconds < 9.95)
    return g_strdup_printf (_("%.1f s"), MAX (seconds, 0));
  if (whole < 60)
    return g_strdup_printf (_("%d s"), whole);

  return g_strdup_printf (_("%d min %02d s"), whole / 60, whole % 60);
}

static char *
dup_take_text (AipTake *take)
{
  g_autofree char *seconds = aip_generation_format_seconds (aip_take_get_seconds (take));
  const char *worker = aip_entity_get_text (AIP_ENTITY (take), "worker-name");

  if (*worker == '\0')
    return g_steal_pointer (&seconds);

  /* Translators: how long it took, then the worker: “12 s · render-01” */
  return g_strdup_printf (_("%s · %s"), seconds, worker);
}

static char *
dup_running_text (AipJob     *job,
                  const char *fallback)
{
  const char *stage = aip_job_get_stage (job);
  double progress = aip_job_get_progress (job);

  if (stage == NULL || *stage == '\0')
    stage = fallback;
  if (progress < 0)
    return g_strdup (stage);

  /* Translators: percent and stage of a generation: “43 % · Sampling” */
  return g_strdup_printf (_("%d %% · %s"), (int) floor (CLAMP (progress, 0, 1) * 100), stage);
}

static void
describe_job (AipJob        *job,
              AipGeneration *generation)
{
  const char *worker = aip_entity_get_text (AIP_ENTITY (job), "worker-name");
  const char *reason = aip_job_get_reason (job);

  switch (aip_job_get_state (job))
    {
    case AIP_JOB_WAITING:
      generation->look = AIP_GENERATION_WAITING;
      generation->text = g_strdup (reason != NULL && *reason != '\0' ? reason : _("Waiting"));
      break;

    case AIP_JOB_PREPARING:
      generation->look = AIP_GENERATION_WAITING;
      generation->text = g_strdup (_("Preparing"));
      break;

    case AIP_JOB_SUBMITTED:
      generation->look = AIP_GENERATION_WAITING;
      generation->text = *worker != '\0' ? g_strdup_printf (_("Next on %s"), worker)
                                         : g_strdup (_("Sent"));
      break;

    case AIP_JOB_RUNNING:
      generation->look = AIP_GENERATION_RUNNING;
      generation->fraction = aip_job_get_progress (job);
      generation->text = dup_running_text (job, _("Running"));
      break;

    case AIP_JOB_FETCHING:
      generation->look = AIP_GENERATION_RUNNING;
      generation->fraction = 1;
      generation->text = g_strdup (_("Fetching the result"));
      break;

    case AIP_JOB_FAILED:
      generation->look = AIP_GENERATION_FAILED;
      generation->text = g_strdup (*aip_job_get_error_text (job) != '\0'
                                   ? aip_job_get_error_text (job) : _("Failed"));
      break;

    case AIP_JOB_CANCELLED:
      generation->look = AIP_GENERATION_CANCELLED;
      generation->text = g_strdup (*aip_job_get_error_text (job) != '\0'
                                   ? aip_job_get_error_text (job) : _("Cancelled"));
      break;

    case AIP_JOB_DONE:
    default:
      break;
    }
}

void
aip_generation_describe (AipShot       *shot,
                         AipGeneration *generation)
{
  AipJob *job;
  AipTake *take;

  g_return_if_fail (AIP_IS_SHOT (shot));
  g_return_if_fail (generation != NULL);

  *generation = (AipGeneration) { AIP_GENERATION_NOTHING, -1, NULL };
  job = aip_shot_get_active_job (shot);
  take = aip_shot_get_take (shot);

  if (job != NULL)
    describe_job (job, generation);
  if (generation->text != NULL)
    return;

  if (take != NULL)
    {
      generation->look = AIP_GENERATION_DONE;
      generation->text = dup_take_text (take);
    }
  else
    generation->text = g_strdup ("");
}

void
aip_generation_clear (AipGeneration *generation)
{
  g_clear_pointer (&generation->text, g_free);
}
