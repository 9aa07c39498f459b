/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-job"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cut-part.h"
#include "aip-entity-private.h"
#include "aip-error.h"
#include "aip-field-private.h"
#include "aip-job.h"

struct _AipJob {
  AipEntity parent_instance;

  double  progress;
  char   *stage;
  char   *reason;
};

G_DEFINE_FINAL_TYPE (AipJob, aip_job, AIP_TYPE_ENTITY)

/* In the order of the enumeration; stored in projects, so never renamed. */
static const char *const state_nicks[AIP_N_JOB_STATES] = {
  "waiting", "preparing", "submitted", "running", "fetching", "done", "failed", "cancelled",
};

#define BIT(state) (1u << (state))
#define ENDS (BIT (AIP_JOB_WAITING) | BIT (AIP_JOB_FAILED) | BIT (AIP_JOB_CANCELLED))

/*
 * The one table of moves. A worker's news may arrive late or not at all, so a job may skip states
 * forwards (a cached rerun is never seen running), but never goes back except to waiting.
 */
static const guint allowed_moves[AIP_N_JOB_STATES] = {
  [AIP_JOB_WAITING] = BIT (AIP_JOB_PREPARING) | BIT (AIP_JOB_FAILED) | BIT (AIP_JOB_CANCELLED),
  [AIP_JOB_PREPARING] = BIT (AIP_JOB_SUBMITTED) | ENDS,
  [AIP_JOB_SUBMITTED] = BIT (AIP_JOB_RUNNING) | BIT (AIP_JOB_FETCHING) | ENDS,
  [AIP_JOB_RUNNING] = BIT (AIP_JOB_FETCHING) | ENDS,
  [AIP_JOB_FETCHING] = BIT (AIP_JOB_DONE) | ENDS,
  [AIP_JOB_DONE] = 0,
  [AIP_JOB_FAILED] = BIT (AIP_JOB_WAITING),
  [AIP_JOB_CANCELLED] = BIT (AIP_JOB_WAITING),
};

static gboolean
check_state (GVariant  *value,
             GError   **error)
{
  AipJobState state;

  if (aip_job_state_from_nick (g_variant_get_string (value, NULL), &state))
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _("“%s” is not a state of a job."),
               g_variant_get_string (value, NULL));

  return FALSE;
}

static gboolean
check_error_code (GVariant  *value,
                  GError   **error)
{
  const char *nick = g_variant_get_string (value, NULL);

  if (*nick == '\0' || aip_error_from_nick (nick) >= 0)
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _("“%s” is not the name of an error."), nick);

  return FALSE;
}

enum {
  FIELD_SHOT,
  FIELD_WORKFLOW,
  FIELD_KIND,
  FIELD_STATE,
  FIELD_PROMPT_ID,
  FIELD_WORKER,
  FIELD_WORKER_NAME,
  FIELD_SEED,
  FIELD_PROMPT,
  FIELD_NEGATIVE,
  FIELD_GRAPH,
  FIELD_RECIPE,
  FIELD_PREFIX,
  FIELD_CREATED,
  FIELD_SUBMITTED,
  FIELD_STARTED,
  FIELD_FINISHED,
  FIELD_ATTEMPTS,
  FIELD_EXCLUDED,
  FIELD_ERROR_CODE,
  FIELD_ERROR_TEXT,
  FIELD_TAKE,
  FIELD_VRAM,
  FIELD_PRIORITY,
  FIELD_POSITION,
  FIELD_PART,
  FIELD_OFFSET,
  FIELD_VARIATION,
  FIELD_CHAIN,
  FIELD_STEP,
  FIELD_APPROVAL,
  FIELD_SOURCE,
  FIELD_REPEATS,
  FIELD_ONLY_WORKER,
  N_FIELDS
};

static const AipField fields[N_FIELDS] = {
  [FIELD_SHOT] = { "shot", "s", AIP_FIELD_LINK, "''", NULL, AIP_KIND_SHOT },
  [FIELD_WORKFLOW] = { "workflow", "s", AIP_FIELD_NONE, "''" },
  [FIELD_KIND] = { "kind", "s", AIP_FIELD_NONE, "'still'" },
  [FIELD_STATE] = { "state", "s", AIP_FIELD_NONE, "'waiting'", check_state },
  [FIELD_PROMPT_ID] = { "prompt-id", "s", AIP_FIELD_NONE, "''" },
  [FIELD_WORKER] = { "worker", "s", AIP_FIELD_NONE, "''" },
  [FIELD_WORKER_NAME] = { "worker-name", "s", AIP_FIELD_NONE, "''" },
  [FIELD_SEED] = { "seed", "s", AIP_FIELD_NONE, "''", aip_check_seed },
  [FIELD_PROMPT] = { "prompt", "s", AIP_FIELD_NONE, "''" },
  [FIELD_NEGATIVE] = { "negative", "s", AIP_FIELD_NONE, "''" },
  [FIELD_GRAPH] = { "graph", "s", AIP_FIELD_LAZY, "''" },
  [FIELD_RECIPE] = { "recipe", "s", AIP_FIELD_LAZY, "''" },
  [FIELD_PREFIX] = { "prefix", "s", AIP_FIELD_NONE, "''" },
  [FIELD_CREATED] = { "created", "x", AIP_FIELD_NONE, "0" },
  [FIELD_SUBMITTED] = { "submitted", "x", AIP_FIELD_NONE, "0" },
  [FIELD_STARTED] = { "started", "x", AIP_FIELD_NONE, "0" },
  [FIELD_FINISHED] = { "finished", "x", AIP_FIELD_NONE, "0" },
  [FIELD_ATTEMPTS] = { "attempts", "x", AIP_FIELD_NONE, "0", aip_check_not_negative },
  [FIELD_EXCLUDED] = { "excluded", "as", AIP_FIELD_NONE, "[]" },
  [FIELD_ERROR_CODE] = { "error-code", "s", AIP_FIELD_NONE, "''", check_error_code },
  [FIELD_ERROR_TEXT] = { "error-text", "s", AIP_FIELD_NONE, "''" },
  [FIELD_TAKE] = { "take", "s", AIP_FIELD_LINK, "''", NULL, AIP_KIND_TAKE },
  [FIELD_VRAM] = { "vram", "x", AIP_FIELD_NONE, "0", aip_check_not_negative },
  [FIELD_PRIORITY] = { "priority", "x", AIP_FIELD_NONE, "0" },
  [FIELD_POSITION] = { "position", "x", AIP_FIELD_NONE, "0" },
  [FIELD_PART] = { "part", "s", AIP_FIELD_NONE, "''", aip_cut_part_check },
  [FIELD_OFFSET] = { "offset", "x", AIP_FIELD_NONE, "0", aip_check_frame },
  [FIELD_VARIATION] = { "variation", "s", AIP_FIELD_NONE, "''", aip_check_json_object },
  [FIELD_CHAIN] = { "chain", "s", AIP_FIELD_NONE, "''" },
  [FIELD_STEP] = { "step", "x", AIP_FIELD_NONE, "0", aip_check_not_negative },
  [FIELD_APPROVAL] = { "approval", "b", AIP_FIELD_NONE, "false" },
  [FIELD_SOURCE] = { "source", "s", AIP_FIELD_LINK, "''", NULL, AIP_KIND_TAKE },
  [FIELD_REPEATS] = { "repeats", "s", AIP_FIELD_LINK, "''", NULL, AIP_KIND_TAKE },
  [FIELD_ONLY_WORKER] = { "only-worker", "s", AIP_FIELD_NONE, "''" },
};

enum {
  PROP_PROGRESS = N_FIELDS + 1,
  PROP_STAGE,
  PROP_REASON,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

const AipField *
aip_job_get_fields (guint *n_fields)
{
  if (n_fields != NULL)
    *n_fields = N_FIELDS;

  return fields;
}

static void
aip_job_finalize (GObject *object)
{
  AipJob *self = AIP_JOB (object);

  g_free (self->stage);
  g_free (self->reason);

  G_OBJECT_CLASS (aip_job_parent_class)->finalize (object);
}

static void
aip_job_get_property (GObject    *object,
                      guint       prop_id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  AipJob *self = AIP_JOB (object);

  switch (prop_id)
    {
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case PROP_STAGE:
      g_value_set_string (value, self->stage);
      break;
    case PROP_REASON:
      g_value_set_string (value, self->reason);
      break;
    default:
      G_OBJECT_CLASS (aip_job_parent_class)->get_property (object, prop_id, value, pspec);
    }
}

static void
aip_job_class_init (AipJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = aip_job_finalize;
  object_class->get_property = aip_job_get_property;

  aip_entity_class_install_fields (AIP_ENTITY_CLASS (klass), AIP_KIND_JOB);

  properties[PROP_PROGRESS] =
    g_param_spec_double ("progress", NULL, NULL, -1.0, 1.0, -1.0,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_STAGE] =
    g_param_spec_string ("stage", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_REASON] =
    g_param_spec_string ("reason", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  for (guint i = PROP_PROGRESS; i < N_PROPS; i++)
    g_object_class_install_property (object_class, i, properties[i]);
}

static void
aip_job_init (AipJob *self)
{
  self->progress = -1.0;
  self->stage = g_strdup ("");
  self->reason = g_strdup ("");
}

const char *
aip_job_state_to_nick (AipJobState state)
{
  g_return_val_if_fail ((guint) state < AIP_N_JOB_STATES, NULL);

  return state_nicks[state];
}

gboolean
aip_job_state_from_nick (const char  *nick,
                         AipJobState *state)
{
  g_return_val_if_fail (state != NULL, FALSE);

  for (guint i = 0; nick != NULL && i < AIP_N_JOB_STATES; i++)
    if (g_str_equal (state_nicks[i], nick))
      {
        *state = (AipJobState) i;
        return TRUE;
      }

  return FALSE;
}

gboolean
aip_job_state_may_move (AipJobState from,
                        AipJobState to)
{
  g_return_val_if_fail ((guint) from < AIP_N_JOB_STATES, FALSE);
  g_return_val_if_fail ((guint) to < AIP_N_JOB_STATES, FALSE);

  return (allowed_moves[from] & BIT (to)) != 0;
}

gboolean
aip_job_state_is_open (AipJobState state)
{
  return state < AIP_JOB_DONE;
}

const char *
aip_job_get_shot_id (AipJob *self)
{
  g_return_val_if_fail (AIP_IS_JOB (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_SHOT);
}

AipJobState
aip_job_get_state (AipJob *self)
{
  AipJobState state = AIP_JOB_WAITING;

  g_return_val_if_fail (AIP_IS_JOB (self), AIP_JOB_WAITING);

  aip_job_state_from_nick (aip_entity_peek_text (AIP_ENTITY (self), FIELD_STATE), &state);

  return state;
}

const char *
aip_job_get_prompt_id (AipJob *self)
{
  g_return_val_if_fail (AIP_IS_JOB (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_PROMPT_ID);
}

const char *
aip_job_get_worker (AipJob *self)
{
  g_return_val_if_fail (AIP_IS_JOB (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_WORKER);
}

const char *
aip_job_get_error_text (AipJob *self)
{
  g_return_val_if_fail (AIP_IS_JOB (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_ERROR_TEXT);
}

const char *
aip_job_get_variation (AipJob *self)
{
  g_return_val_if_fail (AIP_IS_JOB (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_VARIATION);
}

const char *
aip_job_get_chain (AipJob *self)
{
  g_return_val_if_fail (AIP_IS_JOB (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_CHAIN);
}

guint
aip_job_get_step (AipJob *self)
{
  g_return_val_if_fail (AIP_IS_JOB (self), 0);

  return (guint) CLAMP (aip_entity_peek_integer (AIP_ENTITY (self), FIELD_STEP), 0, G_MAXINT);
}

const char *
aip_job_get_only_worker (AipJob *self)
{
  const char *address;

  g_return_val_if_fail (AIP_IS_JOB (self), NULL);

  address = aip_entity_peek_text (AIP_ENTITY (self), FIELD_ONLY_WORKER);

  return *address != '\0' ? address : NULL;
}

double
aip_job_get_progress (AipJob *self)
{
  g_return_val_if_fail (AIP_IS_JOB (self), -1.0);

  return self->progress;
}

/**
 * aip_job_set_progress:
 * @self: a job
 * @progress: 0 to 1; anything else means unknown and is kept as -1
 *
 * Notifies only when the value changes, so that it may be called for every message of a worker.
 */
void
aip_job_set_progress (AipJob *self,
                      double  progress)
{
  g_return_if_fail (AIP_IS_JOB (self));

  if (!(progress >= 0.0 && progress <= 1.0))
    progress = -1.0;
  if (self->progress == progress)
    return;

  self->progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

const char *
aip_job_get_stage (AipJob *self)
{
  g_return_val_if_fail (AIP_IS_JOB (self), NULL);

  return self->stage;
}

void
aip_job_set_stage (AipJob     *self,
                   const char *stage)
{
  g_return_if_fail (AIP_IS_JOB (self));

  if (g_set_str (&self->stage, stage != NULL ? stage : ""))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STAGE]);
}

const char *
aip_job_get_reason (AipJob *self)
{
  g_return_val_if_fail (AIP_IS_JOB (self), NULL);

  return self->reason;
}

void
aip_job_set_reason (AipJob     *self,
                    const char *reason)
{
  g_return_if_fail (AIP_IS_JOB (self));

  if (g_set_str (&self->reason, reason != NULL ? reason : ""))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASON]);
}
