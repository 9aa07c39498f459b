/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "aip-shot-group.h"

G_BEGIN_DECLS

/*
 * What a person does to shots by way of groups: to be in a group is to have its values, and those of
 * the groups around it. Each is one labelled undo step; nothing is written, and @error says why, if
 * one shot refuses.
 */

/* Whether all @shots (element-type AipShot) have the values of @group already. */
gboolean  aip_shot_group_edit_is_in  (AipDocument    *document,
                                      AipShotSetups  *setups,
                                      GPtrArray      *shots,
                                      AipShotGroup   *group);
/*
 * “Move 3 Shots to Approved”. @anchor: (nullable): where they go in the film, for groups by scene;
 * without one they stay where they are.
 */
gboolean  aip_shot_group_edit_move   (AipDocument    *document,
                                      AipShotSetups  *setups,
                                      GPtrArray      *shots,
                                      AipShotGroup   *group,
                                      AipShot        *anchor,
                                      gboolean        after,
                                      GError        **error);
/* A new shot behind @anchor in the film, with the values of @group. (transfer none) (nullable) */
AipShot  *aip_shot_group_edit_insert (AipDocument    *document,
                                      AipShotSetups  *setups,
                                      AipShotGroup   *group,
                                      AipShot        *anchor,
                                      GError        **error);

G_END_DECLS
