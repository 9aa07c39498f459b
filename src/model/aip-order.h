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

G_END_DECLS
