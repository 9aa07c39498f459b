/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the benchmarks measure with. */

/*
 * @samples: (element-type double): are sorted; @part: 0 the least, 0.5 the median, 1 the most.
 * 0 when there are none.
 */
double bench_quantile    (GArray *samples,
                          double  part);
/* Milliseconds that this thread has worked so far; what others do on the machine does not count. */
double bench_get_work_ms (void);
/* The same of all threads of the program together. */
double bench_get_all_work_ms (void);

G_END_DECLS
