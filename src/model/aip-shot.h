/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-entity.h"
#include "aip-job.h"
#include "aip-take.h"

G_BEGIN_DECLS

/**
 * AipStatus:
 *
 * Production status: what people decide about a shot. It has nothing to do with the state of a
 * generation, which is derived from the shot's jobs.
 */
typedef enum {
  AIP_STATUS_DRAFT,
  AIP_STATUS_READY,
  AIP_STATUS_REVIEW,
  AIP_STATUS_APPROVED,
  AIP_STATUS_RETAKE,
  AIP_STATUS_FINAL,
} AipStatus;

#define AIP_N_STATUSES (AIP_STATUS_FINAL + 1)

const char *aip_status_to_nick   (AipStatus   status);
gboolean    aip_status_from_nick (const char *nick,
                                  AipStatus  *status);

/**
 * AipTransition:
 * @AIP_TRANSITION_FADE: through black
 *
 * How one shot follows another in the cut.
 */
typedef enum {
  AIP_TRANSITION_CUT,
  AIP_TRANSITION_DISSOLVE,
  AIP_TRANSITION_FADE,
  AIP_TRANSITION_WIPE,
} AipTransition;

#define AIP_N_TRANSITIONS (AIP_TRANSITION_WIPE + 1)

/* “” for a cut. */
const char *aip_transition_to_nick   (AipTransition  transition);
gboolean    aip_transition_from_nick (const char    *nick,
                                      AipTransition *transition);

#define AIP_TYPE_SHOT (aip_shot_get_type ())

/**
 * AipShot:
 *
 * Fields: `code` s unique in the project (`SHT-0010`), `order` s key (see aip-order.h), `scene` s
 * link, `description` s, `action` s, `dialogue` s, `duration` x frames at the project's rate ≥ 1,
 * `status` s nick, `tags` as, `notes` s, `workflow` s id of a workflow or empty for the project's
 * default, `seed` s decimal 0…2^64-1 or empty for a new one each take, `prompt` s additions,
 * `negative` s, `characters` as links, `place` s link, `current-take` s link or empty for the
 * newest, `setup` s JSON of a cinema setup (presets/schema/setup.schema.json) or empty,
 * `prompt-edits` s JSON of what a person did to the fragments of the prompt or empty, `english` s
 * prompt text that stands in for description and action where a model reads English only,
 * `custom` s JSON object of the values of the project's own fields by their ids or empty, `locked`
 * b: nothing but `locked` and `order` changes, and it is not removed, `source-in` x the
 * first frame of its take that the cut shows, `omitted` b: not in the cut, `transition` s nick of
 * how it follows the shot before it, `transition-length` x frames, half of them before the cut,
 * `shared-takes` as links to takes of other shots that are takes of this one too (of a shot that was
 * merged with it, or that it is a copy of), `approved-takes` as links, in the order in which they
 * were approved.
 *
 * What it is made with: `casting` s JSON by the ids of characters (#AipCasting); pictures from
 * somewhere (aip-picture-source.h): `references` as, `first-frame` s, `last-frame` s, `control` s
 * and of which kind it is, `control-kind` s nick; `mask` s asset, white where something is drawn
 * anew; `overrides` s JSON of what is set in its workflow by hand (aip-overrides.h).
 *
 * Derived, not stored: `active-job` and `take` (the current one) and `n-takes`, kept by the
 * document, and `stale` s, what has changed since the current take was made.
 */
G_DECLARE_FINAL_TYPE (AipShot, aip_shot, AIP, SHOT, AipEntity)

const char *aip_shot_get_code        (AipShot *self);
const char *aip_shot_get_order       (AipShot *self);
const char *aip_shot_get_scene_id    (AipShot *self);
const char *aip_shot_get_description (AipShot *self);
gint64      aip_shot_get_duration    (AipShot *self);
AipStatus   aip_shot_get_status      (AipShot *self);
const char *aip_shot_get_workflow    (AipShot *self);
/* JSON objects as text, or empty: well-formed; whether they make sense is for others to say. */
const char *aip_shot_get_setup       (AipShot *self);
const char *aip_shot_get_prompt_edits (AipShot *self);
const char *aip_shot_get_english     (AipShot *self);
const char *aip_shot_get_casting     (AipShot *self);
const char *aip_shot_get_overrides   (AipShot *self);
/* (array zero-terminated): what a control picture may be. */
const char *const *
            aip_shot_get_control_kinds (void);
const char *aip_shot_get_custom      (AipShot *self);
/* (nullable) (transfer none): what is stored for a field of the project, see aip-custom-value.h. */
GVariant   *aip_shot_get_custom_value (AipShot    *self,
                                       const char *field_id);
gboolean    aip_shot_get_locked      (AipShot *self);
gint64      aip_shot_get_source_in   (AipShot *self);
gboolean    aip_shot_get_omitted     (AipShot *self);
AipTransition aip_shot_get_transition (AipShot *self);
gint64      aip_shot_get_transition_length (AipShot *self);

/* (nullable) (transfer none): the job that says how its generation stands: the newest, or one that runs
 * or is waited for. */
AipJob     *aip_shot_get_active_job  (AipShot *self);
/* (nullable) (transfer none): the pinned take, or the newest. */
AipTake    *aip_shot_get_take        (AipShot *self);
/*
 * (transfer none): GListModel of AipTake by number, ascending; the same object for the shot's
 * life.
 */
GListModel *aip_shot_get_takes       (AipShot *self);
guint       aip_shot_get_n_takes     (AipShot *self);
/* What has changed since its current take was made, “lens, Mina”; empty: nothing, or nobody knows. */
const char *aip_shot_get_stale       (AipShot *self);
/* The freshness of a take that it may show has changed. */
void        aip_shot_update_stale    (AipShot *self);
/* (transfer none): GListModel of AipJob, the newest last; the same object for the shot's life. */
GListModel *aip_shot_get_jobs        (AipShot *self);

G_END_DECLS
