/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Chance that is the same everywhere: splitmix64 (Steele, Lea, Flood 2014), begun from a seed and
 * the name of what it is for, so that one part of a picture does not change with another.
 */
typedef struct {
  guint64 state;
} AipStageRandom;

static inline guint64
aip_stage_random_next (AipStageRandom *self)
{
  guint64 z = self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return z ^ (z >> 31);
}

static inline AipStageRandom
aip_stage_random_begin (guint64     seed,
                        const char *purpose)
{
  AipStageRandom self = { seed };

  for (const char *p = purpose; *p != '\0'; p++)
    self.state = aip_stage_random_next (&self) ^ (guchar) *p;

  return self;
}

/* In [low, high). */
static inline double
aip_stage_random_range (AipStageRandom *self,
                        double          low,
                        double          high)
{
  return low + (high - low) * (double) (aip_stage_random_next (self) >> 11) / 9007199254740992.0;
}

/* In [0, n). */
static inline guint
aip_stage_random_pick (AipStageRandom *self,
                       guint           n)
{
  return (guint) (aip_stage_random_next (self) % n);
}

G_END_DECLS
