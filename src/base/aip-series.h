/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * aip_series_continue:
 * @values: (array length=n_values): what is there
 * @n: how many more are wanted
 * @backwards: whether they come before the first one (the nearest first) instead of after the last
 * @other: whether to do the other thing: copy where a series would be, a series where a copy would
 *
 * What filling makes of cells: "SH010" goes on with "SH020", "v001" with "v002", 10 and 20 with 30,
 * "2026-01-31" with the next day; a single number and everything else is repeated.
 *
 * Returns: (transfer full): @n texts
 */
GStrv  aip_series_continue (const char *const *values,
                            guint              n_values,
                            guint              n,
                            gboolean           backwards,
                            gboolean           other) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
