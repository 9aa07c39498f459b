/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-entity.h"

G_BEGIN_DECLS

/**
 * AipFreshness:
 * @AIP_FRESHNESS_UNKNOWN: it does not say what it was made from, or nobody has looked yet
 * @AIP_FRESHNESS_FRESH: what it was made from is still so
 * @AIP_FRESHNESS_STALE: something of it has changed since
 */
typedef enum {
  AIP_FRESHNESS_UNKNOWN,
  AIP_FRESHNESS_FRESH,
  AIP_FRESHNESS_STALE,
} AipFreshness;

#define AIP_TYPE_TAKE (aip_take_get_type ())

/**
 * AipTake:
 *
 * A numbered result of a shot; its file is never overwritten and never deleted by undo.
 *
 * Fields: `shot` s link, `number` x from 1, shown as v001, `file` s path inside the project
 * folder, `media-type` s such as `image/png`, `width` x, `height` x, `frames` x (0 for a still),
 * `bytes` x, `sha256` s, `job` s link, `workflow` s id, `seed` s, `prompt` s, `negative` s,
 * `worker` s address, `worker-name` s, `seconds` d, `created` x microseconds since 1970,
 * `position` x journal position the recipe was read at, `recipe` s lazy: JSON of everything
 * needed to make it again (the graph exactly as posted …), `rate-numerator` x, `rate-denominator` x
 * of a movie, 0 where nobody has looked, `basis` s JSON of a digest of each thing that it was made
 * from or empty (farm/aip-basis.h), `offset` x frames of the film by which it begins later than the
 * takes that were made for the whole shot, `variation` s JSON of what it tries out or empty
 * (aip-variation.h): such a take is a shot's current one only where it was chosen, or where there is
 * no other.
 *
 * A shot's `source-in` counts from where a take for the whole shot begins. A take of which only the
 * part was made that the cut uses says with `offset` which frame of that its first one is, so
 * whichever take a shot shows, the same frames stay in the cut.
 *
 * Not stored, and kept by whoever compares (farm/aip-staleness.h): `freshness` u #AipFreshness, and
 * `stale-parts` s, what has changed: a translated enumeration such as “lens, Mina”, or empty.
 */
G_DECLARE_FINAL_TYPE (AipTake, aip_take, AIP, TAKE, AipEntity)

const char *aip_take_get_shot_id    (AipTake *self);
gint64      aip_take_get_number     (AipTake *self);
const char *aip_take_get_file       (AipTake *self);
const char *aip_take_get_media_type (AipTake *self);
const char *aip_take_get_worker     (AipTake *self);
/* Frames of the film; see above. */
gint64      aip_take_get_offset     (AipTake *self);
double      aip_take_get_seconds    (AipTake *self);
const char *aip_take_get_basis      (AipTake *self);
const char *aip_take_get_variation  (AipTake *self);

AipFreshness aip_take_get_freshness (AipTake      *self);
const char *aip_take_get_stale_parts (AipTake     *self);
void        aip_take_set_freshness  (AipTake      *self,
                                     AipFreshness  freshness,
                                     const char   *parts);
/* One picture, or something that moves; neither for a sound or a text. */
gboolean    aip_take_is_still       (AipTake *self);
gboolean    aip_take_is_movie       (AipTake *self);

G_END_DECLS
