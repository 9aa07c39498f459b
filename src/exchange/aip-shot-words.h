/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-shot.h"

G_BEGIN_DECLS

/* What people write in the cells of shot lists. All take a cell as it is; @text is never %NULL. */

/*
 * “WS”, “c.u.”, “풀샷” → "Wide shot"; a size that is spelled out stays what it is: %NULL when it is
 * none. (transfer none)
 */
const char *aip_shot_words_expand_size  (const char  *text);
/* “todo”, “✅”, “승인”, the nicks themselves. */
gboolean    aip_shot_words_parse_status (const char  *text,
                                         AipStatus   *status);
/* A row that only divides the list: “--- 20s GAP ---”, “=====”. */
gboolean    aip_shot_words_is_separator (const char  *text);
/* “Total”, “합계”: the last row of a budget, not a shot. */
gboolean    aip_shot_words_is_total     (const char  *text);
/* “SCENE 2 – KITCHEN”, “INT. KITCHEN – NIGHT”, “씬 3”. */
gboolean    aip_shot_words_is_heading   (const char  *text);
/*
 * Splits at commas, semicolons, bars, “、” and line breaks outside brackets; trimmed, without empty
 * and doubled ones.
 */
GStrv       aip_shot_words_split        (const char  *text) G_GNUC_WARN_UNUSED_RESULT;
/*
 * “Mina (29, yellow raincoat)” → the name, and what stands in the brackets unless it is “V.O.” or
 * the like.
 */
char       *aip_shot_words_split_name   (const char  *text,
                                         char       **description) G_GNUC_WARN_UNUSED_RESULT;
/* Puts @text behind what is there as a sentence of its own, unless it is there already. */
void        aip_shot_words_append       (GString     *sentences,
                                         const char  *text);

G_END_DECLS
