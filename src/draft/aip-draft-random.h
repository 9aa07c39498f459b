/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Chance that is the same on every machine and in every version of every library: splitmix64,
 * started from a seed and the name of what it is for, so that one part of a picture does not
 * change when another part draws one number more. See Steele, Lea, Flood, "Fast splittable
 * pseudorandom number generators" (2014).
 */
typedef struct
{
  guint64 state;
} AipDraftRandom;

static inline guint64
aip_draft_random_next (AipDraftRandom *self)
{
  guint64 z = self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return z ^ (z >> 31);
}

static inline AipDraftRandom
aip_draft_random_new (guint64     seed,
                      const char *purpose)
{
  AipDraftRandom self = { seed };

  for (const char *p = purpose; *p != '\0'; p++)
    self.state = aip_draft_random_next (&self) ^ (guchar) *p;

  return self;
}

/* In [low, high). */
static inline double
aip_draft_random_range (AipDraftRandom *self,
                        double          low,
                        double          high)
{
  return low + (high - low) * (double) (aip_draft_random_next (self) >> 11) / 9007199254740992.0;
}

/* In [0, n). */
static inline int
aip_draft_random_pick (AipDraftRandom *self,
                       int             n)
{
  return (int) (aip_draft_random_next (self) % (guint64) n);
}

G_END_DECLS
