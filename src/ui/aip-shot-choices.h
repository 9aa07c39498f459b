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

/* Replaces the choices of @chooser; @field: `status`, `scene`, `place` or `workflow`. */
void        aip_shot_choices_fill             (AipCellChooser *chooser,
                                               AipDocument    *document,
                                               const char     *field);
/* (nullable): the title with one %s under which a new name is offered, translated. */
const char *aip_shot_choices_get_create_title (const char     *field);

G_END_DECLS
