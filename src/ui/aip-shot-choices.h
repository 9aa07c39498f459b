/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cell-chooser.h"
#include "aip-document.h"

G_BEGIN_DECLS

/* What a field of a shot can be, for the lists of table and inspector. */

/*
 * Replaces the choices of @chooser; @field: `status`, `scene`, `place`, `workflow`, or a select or
 * rating of the project.
 */
void        aip_shot_choices_fill             (AipCellChooser *chooser,
                                               AipDocument    *document,
                                               GPtrArray      *shots,
                                               const char     *field);
/* The value of the choice that @shot has. (transfer full) */
char       *aip_shot_choices_dup_current      (AipDocument    *document,
                                               AipShot        *shot,
                                               const char     *field);
/* (nullable): the title with one %s under which a new name is offered, translated. */
const char *aip_shot_choices_get_create_title (AipDocument    *document,
                                               const char     *field);

G_END_DECLS
