/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-entity.h"

G_BEGIN_DECLS

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
 * of a movie, 0 where nobody has looked, `basis` s a JSON object of what it was made of, by part, as
 * digests, empty where that was not kept, `offset` x frames of the film by which it begins later
 * than the takes that were made for the whole shot.
 *
 * A shot's `source-in` counts from where a take for the whole shot begins. A take of which only the
 * part was made that the cut uses says with `offset` which frame of that its first one is, so
 * whichever take a shot shows, the same frames stay in the cut.
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

G_END_DECLS
