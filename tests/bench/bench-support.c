/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <time.h>

#include "bench-support.h"

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double difference = *(const double *) a - *(const double *) b;

  return difference < 0 ? -1 : difference > 0;
}

double
bench_quantile (GArray *samples,
                double  part)
{
  if (samples->len == 0)
    return 0;

  g_array_sort (samples, compare_doubles);

  return g_array_index (samples, double, (guint) (part * (samples->len - 1) + 0.5));
}

static double
get_clock_ms (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);

  return (double) now.tv_sec * 1000.0 + (double) now.tv_nsec / 1e6;
}

double
bench_get_work_ms (void)
{
  return get_clock_ms (CLOCK_THREAD_CPUTIME_ID);
}

double
bench_get_all_work_ms (void)
{
  return get_clock_ms (CLOCK_PROCESS_CPUTIME_ID);
}
