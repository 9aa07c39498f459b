/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-document.h"
#include "aip-shot-column.h"
#include "aip-shot-setups.h"

G_BEGIN_DECLS

/*
 * Texts that are made from a shot and looked at for all shots at once. They are kept with the shot
 * until it changes, or until @generation is another: names of scenes, places and characters are
 * part of them and change elsewhere.
 */

/* (transfer none): everything that a search looks at, folded. */
const char *aip_shot_text_get_haystack (AipDocument   *document,
                                        AipShotSetups *setups,
                                        AipShot       *shot,
                                        guint          generation);
/* The part of it that @field is, into @text. */
void        aip_shot_text_read_field   (AipDocument   *document,
                                        AipShotSetups *setups,
                                        AipShot       *shot,
                                        const char    *field,
                                        guint          generation,
                                        GString       *text);
/*
 * (transfer none): compares with strcmp(), "" if the cell is empty. Kept for the eight columns
 * that were asked for last.
 */
const char *aip_shot_text_get_sort_key (AipDocument   *document,
                                        AipShotSetups *setups,
                                        AipShot       *shot,
                                        AipShotColumn  column,
                                        guint          generation);
/* What a cell reads. (transfer full) */
char       *aip_shot_text_dup_value    (AipDocument   *document,
                                        AipShotSetups *setups,
                                        AipShot       *shot,
                                        AipShotColumn  column) G_GNUC_WARN_UNUSED_RESULT;
void        aip_shot_text_forget       (AipShot       *shot);

G_END_DECLS
