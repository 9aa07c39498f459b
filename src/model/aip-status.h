/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-shot.h"

G_BEGIN_DECLS

/*
 * How a shot goes through the production: draft → ready → review → approved or retake → final, and
 * back by one where people change their minds. A project may leave the moves free
 * (`status-moves` of AipProject); #AipDocument keeps to them otherwise.
 */

/* Whether a shot may go from one status to the other; to stay where it is it always may. */
gboolean  aip_status_may_move (AipStatus   from,
                               AipStatus   to);
/* The status that usually follows; %FALSE after the last. */
gboolean  aip_status_get_next (AipStatus   from,
                               AipStatus  *next);
/* (transfer full): a sentence with the statuses that @code may move to instead of @to. */
char     *aip_status_explain  (const char *code,
                               AipStatus   from,
                               AipStatus   to) G_GNUC_WARN_UNUSED_RESULT;
/* The translated name, as in “In Review”. */
const char *aip_status_get_title (AipStatus status);

G_END_DECLS
