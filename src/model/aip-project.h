/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-entity.h"
#include "aip-frame-rate.h"
#include "aip-status.h"

G_BEGIN_DECLS

/* The first year in which a film was shot, and one that no plan of today reaches. */
#define AIP_PROJECT_FIRST_YEAR 1888
#define AIP_PROJECT_LAST_YEAR 2200

/* How the production year is taken: what did not exist yet is impossible, or only unusual. */
#define AIP_PROJECT_PERIOD_STRICT "strict"
#define AIP_PROJECT_PERIOD_LOOSE "loose"

/* How statuses may change: as aip_status_may_move() says, or as anybody likes. */
#define AIP_PROJECT_MOVES_STRICT "strict"
#define AIP_PROJECT_MOVES_FREE "free"

#define AIP_TYPE_PROJECT (aip_project_get_type ())

/**
 * AipProject:
 *
 * The one project entity of a document. Fields: `name` s (any script), `code` s short for file
 * names, `rate-numerator` x, `rate-denominator` x, `drop-frame` b, `width` x, `height` x pixels,
 * `aspect` s delivery ratio such as `2.39:1`, `workflow` s id of the default workflow,
 * `year` x in which the film is (as if) made or 0 if that is open, `period` s `strict` or
 * `loose`, `start` s time code of the cut's first frame, `status-moves` s `strict` or `free`,
 * `sound-follows` b whether sound moves along with the shots that it was put to.
 */
G_DECLARE_FINAL_TYPE (AipProject, aip_project, AIP, PROJECT, AipEntity)

const char  *aip_project_get_name     (AipProject *self);
const char  *aip_project_get_code     (AipProject *self);
AipFrameRate aip_project_get_rate     (AipProject *self);
gint64       aip_project_get_width    (AipProject *self);
gint64       aip_project_get_height   (AipProject *self);
const char  *aip_project_get_workflow (AipProject *self);
gint64       aip_project_get_year     (AipProject *self);
const char  *aip_project_get_period   (AipProject *self);
/* As a frame at the project's rate. */
gint64       aip_project_get_start    (AipProject *self);
gboolean     aip_project_get_sound_follows (AipProject *self);
/* Whether a shot may go from one status to the other in this project. */
gboolean     aip_project_may_move     (AipProject *self,
                                       AipStatus   from,
                                       AipStatus   to);

G_END_DECLS
