/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * aip_query_date_read:
 * @text: folded, as it stands in a filter: `2026-11-23`, `2026-11`, `2026`, `today`, `today-7`,
 *   `yesterday`, `tomorrow`, `thisweek`, `lastmonth`, `nextyear` …, in Korean too (`오늘`, `이번주`)
 * @today: Julian day that relative dates count from
 * @first, @last: (out): Julian days, both included
 *
 * Returns: whether it is a day or a span of days; weeks begin on Monday
 */
gboolean    aip_query_date_read     (const char *text,
                                     guint32     today,
                                     guint32    *first,
                                     guint32    *last);
/* A whole date YYYY-MM-DD and nothing else. */
gboolean    aip_query_date_is_day   (const char *text,
                                     guint32    *day);
/* The Julian day of today, where the reader is. */
guint32     aip_query_date_get_today (void);
/* Words for lists to choose from, %NULL-terminated: "today" … */
const char *const *
            aip_query_date_get_words (void);
/* Translated: "Today". */
const char *aip_query_date_get_title (const char *word);

G_END_DECLS
