/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What a shot sets in its workflow by hand, by role: a JSON object of numbers and texts. A role
 * that the workflow of the moment does not have waits.
 */

/* (transfer full): the roles that are set, sorted. */
GStrv     aip_overrides_list       (const char  *text) G_GNUC_WARN_UNUSED_RESULT;
gboolean  aip_overrides_get_number (const char  *text,
                                    const char  *role,
                                    double      *value);
/* (transfer full) (nullable): %NULL where there is none, or a number. */
char     *aip_overrides_dup_string (const char  *text,
                                    const char  *role) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer full): @text with another value for @role. @value: (nullable): a `d` or an `s`, consumed
 * if floating; %NULL: the workflow's own again. */
char     *aip_overrides_set        (const char  *text,
                                    const char  *role,
                                    GVariant    *value) G_GNUC_WARN_UNUSED_RESULT;
/* The check of the field. */
gboolean  aip_overrides_check      (GVariant    *value,
                                    GError     **error);

G_END_DECLS
