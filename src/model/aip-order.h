/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Order keys: texts over 0-9A-Za-z that sort with strcmp() and between any two of which there is
 * always a third, so that a row moves without renumbering its neighbours.
 */

/* @before, @after: (nullable): neighbours; before < after. Returns: (transfer full) */
char *aip_order_between (const char *before,
                         const char *after) G_GNUC_WARN_UNUSED_RESULT;

/* @n keys evenly spread between the two, as a NULL-terminated array. */
GStrv aip_order_spread  (const char *before,
                         const char *after,
                         guint       n) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Codes: a prefix and a number with at least @width digits, in steps of ten: SHT-0010, SHT-0020.
 * Between SHT-0010 and SHT-0020 comes SHT-0015, then SHT-00125 (a digit more) between 0010 and
 * 0015.
 */

typedef gboolean (*AipCodeTaken) (const char *code,
                                  gpointer    user_data);

/*
 * @before, @after: (nullable): the codes of the neighbours. @taken says which codes exist
 * already.
 */
char *aip_code_between  (const char   *prefix,
                         guint         width,
                         const char   *before,
                         const char   *after,
                         AipCodeTaken  taken,
                         gpointer      user_data) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
