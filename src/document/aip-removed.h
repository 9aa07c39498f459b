/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-change.h"

G_BEGIN_DECLS

#define AIP_TYPE_REMOVED (aip_removed_get_type ())

/**
 * AipRemoved:
 *
 * Something in the trash: what the journal says about a shot, scene, character, place, field or
 * view that somebody removed. Immutable.
 */
G_DECLARE_FINAL_TYPE (AipRemoved, aip_removed, AIP, REMOVED, GObject)

/* @index: of the removal in @set. @time: when it was removed, or removed once more. */
AipRemoved   *aip_removed_new             (AipChangeSet *set,
                                           guint         index,
                                           guint         n_takes);

const char   *aip_removed_get_id          (AipRemoved   *self);
AipKind       aip_removed_get_kind        (AipRemoved   *self);
/* The code of a shot or scene, the name of anything else. */
const char   *aip_removed_get_name        (AipRemoved   *self);
/* May be empty. */
const char   *aip_removed_get_description (AipRemoved   *self);
/* As it was, an `a{sv}`. (transfer none) */
GVariant     *aip_removed_get_row         (AipRemoved   *self);
/* Microseconds since 1970. */
gint64        aip_removed_get_time        (AipRemoved   *self);
/* What the gesture was called. */
const char   *aip_removed_get_label       (AipRemoved   *self);
/* Of a shot: those that are still there for it. */
guint         aip_removed_get_n_takes     (AipRemoved   *self);
/* The whole gesture: it also says what was linked to this. */
AipChangeSet *aip_removed_get_set         (AipRemoved   *self);

G_END_DECLS
