/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot"

#include "config.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "aip-asset.h"
#include "aip-casting.h"
#include "aip-custom-value.h"
#include "aip-entity-list-private.h"
#include "aip-entity-private.h"
#include "aip-error.h"
#include "aip-field-private.h"
#include "aip-overrides.h"
#include "aip-picture-source.h"
#include "aip-shot-private.h"

/* Two seconds at 24: long enough to be seen in the cut, short enough to be changed. */
#define DEFAULT_DURATION "48"
#define MAX_DURATION (G_GINT64_CONSTANT (24) * 3600 * 1000)

struct _AipShot {
  AipEntity parent_instance;

  AipEntityList *takes;
  AipEntityList *jobs;
  AipTake       *take;
  AipJob        *active_job;
  guint          n_takes;
  char          *stale;

  /* What is read of `custom`, and what it was read of. */
  GHashTable    *custom_values;
  GVariant      *custom;
};

G_DEFINE_FINAL_TYPE (AipShot, aip_shot, AIP_TYPE_ENTITY)

/* In the order of the enumeration; stored in projects, so never renamed. */
static const char *const status_nicks[AIP_N_STATUSES] = {
  "draft", "ready", "review", "approved", "retake", "final",
};

static const char *const transition_nicks[AIP_N_TRANSITIONS] = {
  "", "dissolve", "fade", "wipe",
};

static gboolean
check_status (GVariant  *value,
              GError   **error)
{
  AipStatus status;

  if (aip_status_from_nick (g_variant_get_string (value, NULL), &status))
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("“%s” is not a status. Use draft, ready, review, approved, retake or final."),
               g_variant_get_string (value, NULL));

  return FALSE;
}

static gboolean
check_duration (GVariant  *value,
                GError   **error)
{
  gint64 frames = g_variant_get_int64 (value);

  if (frames >= 1 && frames <= MAX_DURATION)
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("A shot is at least one frame and at most 24 hours long, so it cannot be "
                 "%" PRIi64 " frames."), frames);

  return FALSE;
}

static gboolean
check_control_kind (GVariant  *value,
                    GError   **error)
{
  const char *kind = g_variant_get_string (value, NULL);

  if (*kind == '\0' || g_strv_contains (aip_shot_get_control_kinds (), kind))
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("“%s” is no kind of control picture. Use pose, depth, canny or tile."), kind);

  return FALSE;
}

static gboolean
check_transition (GVariant  *value,
                  GError   **error)
{
  AipTransition transition;

  if (aip_transition_from_nick (g_variant_get_string (value, NULL), &transition))
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("“%s” is no transition. Use dissolve, fade or wipe, or nothing for a cut."),
               g_variant_get_string (value, NULL));

  return FALSE;
}

enum {
  FIELD_CODE,
  FIELD_ORDER,
  FIELD_SCENE,
  FIELD_DESCRIPTION,
  FIELD_ACTION,
  FIELD_DIALOGUE,
  FIELD_DURATION,
  FIELD_STATUS,
  FIELD_TAGS,
  FIELD_NOTES,
  FIELD_WORKFLOW,
  FIELD_SEED,
  FIELD_PROMPT,
  FIELD_NEGATIVE,
  FIELD_CHARACTERS,
  FIELD_PLACE,
  FIELD_CURRENT_TAKE,
  FIELD_SETUP,
  FIELD_PROMPT_EDITS,
  FIELD_ENGLISH,
  FIELD_CUSTOM,
  FIELD_LOCKED,
  FIELD_CASTING,
  FIELD_REFERENCES,
  FIELD_FIRST_FRAME,
  FIELD_LAST_FRAME,
  FIELD_MASK,
  FIELD_CONTROL,
  FIELD_CONTROL_KIND,
  FIELD_OVERRIDES,
  FIELD_SOURCE_IN,
  FIELD_OMITTED,
  FIELD_TRANSITION,
  FIELD_TRANSITION_LENGTH,
  FIELD_SHARED_TAKES,
  FIELD_APPROVED_TAKES,
  N_FIELDS
};

static const AipField fields[N_FIELDS] = {
  [FIELD_CODE] = { "code", "s", AIP_FIELD_UNIQUE, "''", aip_check_code },
  [FIELD_ORDER] = { "order", "s", AIP_FIELD_NONE, "''", aip_check_order },
  [FIELD_SCENE] = { "scene", "s", AIP_FIELD_LINK, "''", NULL, AIP_KIND_SCENE },
  [FIELD_DESCRIPTION] = { "description", "s", AIP_FIELD_NONE, "''" },
  [FIELD_ACTION] = { "action", "s", AIP_FIELD_NONE, "''" },
  [FIELD_DIALOGUE] = { "dialogue", "s", AIP_FIELD_NONE, "''" },
  [FIELD_DURATION] = { "duration", "x", AIP_FIELD_NONE, DEFAULT_DURATION, check_duration },
  [FIELD_STATUS] = { "status", "s", AIP_FIELD_NONE, "'draft'", check_status },
  [FIELD_TAGS] = { "tags", "as", AIP_FIELD_NONE, "[]" },
  [FIELD_NOTES] = { "notes", "s", AIP_FIELD_NONE, "''" },
  [FIELD_WORKFLOW] = { "workflow", "s", AIP_FIELD_NONE, "''" },
  [FIELD_SEED] = { "seed", "s", AIP_FIELD_NONE, "''", aip_check_seed },
  [FIELD_PROMPT] = { "prompt", "s", AIP_FIELD_NONE, "''" },
  [FIELD_NEGATIVE] = { "negative", "s", AIP_FIELD_NONE, "''" },
  [FIELD_CHARACTERS] = { "characters", "as", AIP_FIELD_LINK, "[]", NULL, AIP_KIND_CHARACTER },
  [FIELD_PLACE] = { "place", "s", AIP_FIELD_LINK, "''", NULL, AIP_KIND_PLACE },
  [FIELD_CURRENT_TAKE] = { "current-take", "s", AIP_FIELD_LINK, "''", NULL, AIP_KIND_TAKE },
  [FIELD_SETUP] = { "setup", "s", AIP_FIELD_NONE, "''", aip_check_setup },
  [FIELD_PROMPT_EDITS] = { "prompt-edits", "s", AIP_FIELD_NONE, "''", aip_check_json_object },
  [FIELD_ENGLISH] = { "english", "s", AIP_FIELD_NONE, "''" },
  [FIELD_CASTING] = { "casting", "s", AIP_FIELD_NONE, "''", aip_casting_check },
  [FIELD_REFERENCES] = { "references", "as", AIP_FIELD_NONE, "[]", aip_picture_source_check_list },
  [FIELD_FIRST_FRAME] = { "first-frame", "s", AIP_FIELD_NONE, "''", aip_picture_source_check },
  [FIELD_LAST_FRAME] = { "last-frame", "s", AIP_FIELD_NONE, "''", aip_picture_source_check },
  [FIELD_MASK] = { "mask", "s", AIP_FIELD_NONE, "''", aip_asset_check },
  [FIELD_CONTROL] = { "control", "s", AIP_FIELD_NONE, "''", aip_picture_source_check },
  [FIELD_CONTROL_KIND] = { "control-kind", "s", AIP_FIELD_NONE, "''", check_control_kind },
  [FIELD_OVERRIDES] = { "overrides", "s", AIP_FIELD_NONE, "''", aip_overrides_check },
  [FIELD_CUSTOM] = { "custom", "s", AIP_FIELD_NONE, "''", aip_check_json_object },
  [FIELD_LOCKED] = { "locked", "b", AIP_FIELD_NONE, "false" },
  [FIELD_SOURCE_IN] = { "source-in", "x", AIP_FIELD_NONE, "0", aip_check_frame },
  [FIELD_OMITTED] = { "omitted", "b", AIP_FIELD_NONE, "false" },
  [FIELD_TRANSITION] = { "transition", "s", AIP_FIELD_NONE, "''", check_transition },
  [FIELD_TRANSITION_LENGTH] = { "transition-length", "x", AIP_FIELD_NONE, "0", aip_check_frame },
  [FIELD_SHARED_TAKES] = { "shared-takes", "as", AIP_FIELD_LINK, "[]", NULL, AIP_KIND_TAKE },
  [FIELD_APPROVED_TAKES] = { "approved-takes", "as", AIP_FIELD_LINK, "[]", NULL, AIP_KIND_TAKE },
};

enum {
  PROP_ACTIVE_JOB = N_FIELDS + 1,
  PROP_TAKE,
  PROP_N_TAKES,
  PROP_STALE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

const AipField *
aip_shot_get_fields (guint *n_fields)
{
  if (n_fields != NULL)
    *n_fields = N_FIELDS;

  return fields;
}

static void
aip_shot_finalize (GObject *object)
{
  AipShot *self = AIP_SHOT (object);

  g_clear_object (&self->takes);
  g_clear_object (&self->jobs);
  g_clear_object (&self->take);
  g_clear_object (&self->active_job);
  g_free (self->stale);
  g_clear_pointer (&self->custom_values, g_hash_table_unref);
  g_clear_pointer (&self->custom, g_variant_unref);

  G_OBJECT_CLASS (aip_shot_parent_class)->finalize (object);
}

static void
aip_shot_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  AipShot *self = AIP_SHOT (object);

  switch (prop_id)
    {
    case PROP_ACTIVE_JOB:
      g_value_set_object (value, self->active_job);
      break;
    case PROP_TAKE:
      g_value_set_object (value, self->take);
      break;
    case PROP_N_TAKES:
      g_value_set_uint (value, self->n_takes);
      break;
    case PROP_STALE:
      g_value_set_string (value, self->stale);
      break;
    default:
      G_OBJECT_CLASS (aip_shot_parent_class)->get_property (object, prop_id, value, pspec);
    }
}

static void
aip_shot_class_init (AipShotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = aip_shot_finalize;
  object_class->get_property = aip_shot_get_property;

  aip_entity_class_install_fields (AIP_ENTITY_CLASS (klass), AIP_KIND_SHOT);

  properties[PROP_ACTIVE_JOB] = g_param_spec_object ("active-job", NULL, NULL, AIP_TYPE_JOB, flags);
  properties[PROP_TAKE] = g_param_spec_object ("take", NULL, NULL, AIP_TYPE_TAKE, flags);
  properties[PROP_N_TAKES] = g_param_spec_uint ("n-takes", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_STALE] = g_param_spec_string ("stale", NULL, NULL, "", flags);

  for (guint i = PROP_ACTIVE_JOB; i < N_PROPS; i++)
    g_object_class_install_property (object_class, i, properties[i]);
}

static void
aip_shot_init (AipShot *self)
{
  self->stale = g_strdup ("");
}

const char *
aip_status_to_nick (AipStatus status)
{
  g_return_val_if_fail ((guint) status < AIP_N_STATUSES, NULL);

  return status_nicks[status];
}

gboolean
aip_status_from_nick (const char *nick,
                      AipStatus  *status)
{
  g_return_val_if_fail (status != NULL, FALSE);

  for (guint i = 0; nick != NULL && i < AIP_N_STATUSES; i++)
    if (g_str_equal (status_nicks[i], nick))
      {
        *status = (AipStatus) i;
        return TRUE;
      }

  return FALSE;
}

const char *
aip_transition_to_nick (AipTransition transition)
{
  g_return_val_if_fail ((guint) transition < AIP_N_TRANSITIONS, NULL);

  return transition_nicks[transition];
}

gboolean
aip_transition_from_nick (const char    *nick,
                          AipTransition *transition)
{
  g_return_val_if_fail (transition != NULL, FALSE);

  for (guint i = 0; nick != NULL && i < AIP_N_TRANSITIONS; i++)
    if (g_str_equal (transition_nicks[i], nick))
      {
        *transition = (AipTransition) i;
        return TRUE;
      }

  return FALSE;
}

const char *
aip_shot_get_code (AipShot *self)
{
  g_return_val_if_fail (AIP_IS_SHOT (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_CODE);
}

const char *
aip_shot_get_order (AipShot *self)
{
  g_return_val_if_fail (AIP_IS_SHOT (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_ORDER);
}

const char *
aip_shot_get_scene_id (AipShot *self)
{
  g_return_val_if_fail (AIP_IS_SHOT (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_SCENE);
}

const char *
aip_shot_get_description (AipShot *self)
{
  g_return_val_if_fail (AIP_IS_SHOT (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_DESCRIPTION);
}

gint64
aip_shot_get_duration (AipShot *self)
{
  g_return_val_if_fail (AIP_IS_SHOT (self), 1);

  return aip_entity_peek_integer (AIP_ENTITY (self), FIELD_DURATION);
}

AipStatus
aip_shot_get_status (AipShot *self)
{
  AipStatus status = AIP_STATUS_DRAFT;

  g_return_val_if_fail (AIP_IS_SHOT (self), AIP_STATUS_DRAFT);

  aip_status_from_nick (aip_entity_peek_text (AIP_ENTITY (self), FIELD_STATUS), &status);

  return status;
}

const char *
aip_shot_get_workflow (AipShot *self)
{
  g_return_val_if_fail (AIP_IS_SHOT (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_WORKFLOW);
}

const char *
aip_shot_get_setup (AipShot *self)
{
  g_return_val_if_fail (AIP_IS_SHOT (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_SETUP);
}

const char *
aip_shot_get_prompt_edits (AipShot *self)
{
  g_return_val_if_fail (AIP_IS_SHOT (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_PROMPT_EDITS);
}

const char *
aip_shot_get_english (AipShot *self)
{
  g_return_val_if_fail (AIP_IS_SHOT (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_ENGLISH);
}

const char *
aip_shot_get_custom (AipShot *self)
{
  g_return_val_if_fail (AIP_IS_SHOT (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_CUSTOM);
}

GVariant *
aip_shot_get_custom_value (AipShot    *self,
                           const char *field_id)
{
  GVariant *custom;

  g_return_val_if_fail (AIP_IS_SHOT (self), NULL);
  g_return_val_if_fail (field_id != NULL, NULL);

  custom = aip_entity_peek (AIP_ENTITY (self), FIELD_CUSTOM);
  /* Values are immutable: another value is another pointer. Most shots of most films have none. */
  if (*g_variant_get_string (custom, NULL) == '\0')
    return NULL;
  if (self->custom != custom)
    {
      g_clear_pointer (&self->custom_values, g_hash_table_unref);
      g_clear_pointer (&self->custom, g_variant_unref);
      self->custom = g_variant_ref (custom);
      self->custom_values = aip_custom_values_parse (g_variant_get_string (custom, NULL));
    }

  return g_hash_table_lookup (self->custom_values, field_id);
}

gboolean
aip_shot_get_locked (AipShot *self)
{
  g_return_val_if_fail (AIP_IS_SHOT (self), FALSE);

  return g_variant_get_boolean (aip_entity_peek (AIP_ENTITY (self), FIELD_LOCKED));
}

const char *const *
aip_shot_get_control_kinds (void)
{
  static const char *const kinds[] = { "pose", "depth", "canny", "tile", NULL };

  return kinds;
}

const char *
aip_shot_get_casting (AipShot *self)
{
  g_return_val_if_fail (AIP_IS_SHOT (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_CASTING);
}

const char *
aip_shot_get_overrides (AipShot *self)
{
  g_return_val_if_fail (AIP_IS_SHOT (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_OVERRIDES);
}

gint64
aip_shot_get_source_in (AipShot *self)
{
  g_return_val_if_fail (AIP_IS_SHOT (self), 0);

  return aip_entity_peek_integer (AIP_ENTITY (self), FIELD_SOURCE_IN);
}

gboolean
aip_shot_get_omitted (AipShot *self)
{
  g_return_val_if_fail (AIP_IS_SHOT (self), FALSE);

  return g_variant_get_boolean (aip_entity_peek (AIP_ENTITY (self), FIELD_OMITTED));
}

AipTransition
aip_shot_get_transition (AipShot *self)
{
  AipTransition transition = AIP_TRANSITION_CUT;

  g_return_val_if_fail (AIP_IS_SHOT (self), AIP_TRANSITION_CUT);

  aip_transition_from_nick (aip_entity_peek_text (AIP_ENTITY (self), FIELD_TRANSITION),
                            &transition);

  return transition;
}

gint64
aip_shot_get_transition_length (AipShot *self)
{
  g_return_val_if_fail (AIP_IS_SHOT (self), 0);

  return aip_entity_peek_integer (AIP_ENTITY (self), FIELD_TRANSITION_LENGTH);
}

AipJob *
aip_shot_get_active_job (AipShot *self)
{
  g_return_val_if_fail (AIP_IS_SHOT (self), NULL);

  return self->active_job;
}

AipTake *
aip_shot_get_take (AipShot *self)
{
  g_return_val_if_fail (AIP_IS_SHOT (self), NULL);

  return self->take;
}

GListModel *
aip_shot_get_takes (AipShot *self)
{
  g_return_val_if_fail (AIP_IS_SHOT (self), NULL);

  return G_LIST_MODEL (aip_shot_get_take_list (self));
}

const char *
aip_shot_get_stale (AipShot *self)
{
  g_return_val_if_fail (AIP_IS_SHOT (self), "");

  return self->stale;
}

void
aip_shot_update_stale (AipShot *self)
{
  g_return_if_fail (AIP_IS_SHOT (self));

  if (g_set_str (&self->stale, self->take != NULL ? aip_take_get_stale_parts (self->take) : ""))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STALE]);
}

GListModel *
aip_shot_get_jobs (AipShot *self)
{
  g_return_val_if_fail (AIP_IS_SHOT (self), NULL);

  return G_LIST_MODEL (aip_shot_get_job_list (self));
}

guint
aip_shot_get_n_takes (AipShot *self)
{
  g_return_val_if_fail (AIP_IS_SHOT (self), 0);

  return self->n_takes;
}

AipEntityList *
aip_shot_get_take_list (AipShot *self)
{
  g_return_val_if_fail (AIP_IS_SHOT (self), NULL);

  if (self->takes == NULL)
    self->takes = aip_entity_list_new (AIP_KIND_TAKE);

  return self->takes;
}

AipEntityList *
aip_shot_get_job_list (AipShot *self)
{
  g_return_val_if_fail (AIP_IS_SHOT (self), NULL);

  if (self->jobs == NULL)
    self->jobs = aip_entity_list_new (AIP_KIND_JOB);

  return self->jobs;
}

#define BEST_TAKE 3

/* What was only tried out does not get into the film by itself, and a sound or a text that came with a
 * picture does not take its place. */
static guint
rank_take (AipTake *take)
{
  const char *type = aip_take_get_media_type (take);
  gboolean picture = g_str_has_prefix (type, "image/") || g_str_has_prefix (type, "video/") ||
                     *type == '\0';

  if (!picture)
    return 1;

  return *aip_take_get_variation (take) == '\0' ? BEST_TAKE : 2;
}

static AipTake *
find_current_take (AipShot *self)
{
  const char *pinned = aip_entity_peek_text (AIP_ENTITY (self), FIELD_CURRENT_TAKE);
  const char *id = aip_entity_get_id (AIP_ENTITY (self));
  guint n_takes = self->takes != NULL ? aip_entity_list_get_count (self->takes) : 0;
  AipTake *own = NULL;
  guint best_rank = 0;

  for (guint i = n_takes; i > 0; i--)
    {
      AipTake *take = AIP_TAKE (aip_entity_list_peek (self->takes, i - 1));

      if (g_str_equal (aip_entity_get_id (AIP_ENTITY (take)), pinned))
        return take;
      /* The first from the end is the newest; what others share comes after its own. */
      if (g_str_equal (aip_take_get_shot_id (take), id) && rank_take (take) > best_rank)
        {
          own = take;
          best_rank = rank_take (take);
        }
      if (best_rank == BEST_TAKE && *pinned == '\0')
        return own;
    }

  if (own == NULL && n_takes > 0)
    own = AIP_TAKE (aip_entity_list_peek (self->takes, n_takes - 1));

  return own;
}

/* How much a job says about how the generation of its shot stands. */
static guint
rank_job (AipJob *job,
          AipJob *newest)
{
  const char *chain = aip_job_get_chain (newest);
  gboolean same = job == newest ||
                  (*chain != '\0' && g_str_equal (aip_job_get_chain (job), chain));

  switch (aip_job_get_state (job))
    {
    case AIP_JOB_PREPARING:
    case AIP_JOB_SUBMITTED:
    case AIP_JOB_RUNNING:
    case AIP_JOB_FETCHING:
      return 4;
    case AIP_JOB_FAILED:
      if (job == newest)
        return 5;
      /* One of several stills: the chain goes on with the others. */
      return same && !aip_job_state_is_open (aip_job_get_state (newest)) ? 3 : 0;
    case AIP_JOB_WAITING:
      return 2;
    case AIP_JOB_DONE:
    case AIP_JOB_CANCELLED:
    default:
      return job == newest ? 1 : 0;
    }
}

/*
 * The newest job, unless others say more: what runs comes before what waits, and of the steps of a
 * chain, which are made at once, the one that all others wait for.
 */
static AipJob *
find_active_job (AipShot *self)
{
  guint n_jobs = self->jobs != NULL ? aip_entity_list_get_count (self->jobs) : 0;
  AipJob *newest, *best;

  if (n_jobs == 0)
    return NULL;

  newest = best = AIP_JOB (aip_entity_list_peek (self->jobs, n_jobs - 1));
  for (guint i = n_jobs - 1; i > 0; i--)
    {
      AipJob *job = AIP_JOB (aip_entity_list_peek (self->jobs, i - 1));
      guint rank = rank_job (job, newest);
      guint best_rank = rank_job (best, newest);

      if (rank > best_rank ||
          (rank == best_rank && *aip_job_get_chain (job) != '\0' &&
           g_str_equal (aip_job_get_chain (job), aip_job_get_chain (best)) &&
           aip_job_get_step (job) < aip_job_get_step (best)))
        best = job;
    }

  return best;
}

void
aip_shot_update_derived (AipShot *self)
{
  guint n_takes;

  g_return_if_fail (AIP_IS_SHOT (self));

  g_object_freeze_notify (G_OBJECT (self));

  n_takes = self->takes != NULL ? aip_entity_list_get_count (self->takes) : 0;
  if (self->n_takes != n_takes)
    {
      self->n_takes = n_takes;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TAKES]);
    }

  if (g_set_object (&self->take, find_current_take (self)))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TAKE]);
  aip_shot_update_stale (self);

  if (g_set_object (&self->active_job, find_active_job (self)))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE_JOB]);

  g_object_thaw_notify (G_OBJECT (self));
}
