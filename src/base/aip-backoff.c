/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-backoff"

#include "config.h"

#include "aip-backoff.h"

struct _AipBackoff
{
  guint    first_ms;
  guint    max_ms;
  guint    stable_ms;
  guint    ceiling_ms;
  gint64   connected_at;
  GRand   *random;
};

G_DEFINE_BOXED_TYPE (AipBackoff, aip_backoff, aip_backoff_copy, aip_backoff_free)

/**
 * aip_backoff_new:
 * @first_ms: ceiling of the first delay
 * @max_ms: ceiling of any delay
 * @stable_ms: a connection that lasted this long makes the next delay a first one again
 *
 * Each delay is drawn evenly from 0 to its ceiling, and the ceiling doubles from delay to delay.
 */
AipBackoff *
aip_backoff_new (guint first_ms,
                 guint max_ms,
                 guint stable_ms)
{
  AipBackoff *self;

  g_return_val_if_fail (first_ms > 0 && max_ms >= first_ms && max_ms < G_MAXINT / 2, NULL);

  self = g_new0 (AipBackoff, 1);
  self->first_ms = first_ms;
  self->max_ms = max_ms;
  self->stable_ms = stable_ms;
  self->ceiling_ms = first_ms;
  self->random = g_rand_new ();

  return self;
}

AipBackoff *
aip_backoff_copy (AipBackoff *self)
{
  AipBackoff *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->random = g_rand_copy (self->random);

  return copy;
}

void
aip_backoff_free (AipBackoff *self)
{
  g_rand_free (self->random);
  g_free (self);
}

/* Makes the sequence repeatable. */
void
aip_backoff_set_seed (AipBackoff *self,
                      guint32     seed)
{
  g_return_if_fail (self != NULL);

  g_rand_set_seed (self->random, seed);
}

/**
 * aip_backoff_connected:
 *
 * Tells that a try worked. The ceiling falls back only when the connection proves stable, so that
 * a server which accepts and drops at once is not hammered.
 */
void
aip_backoff_connected (AipBackoff *self,
                       gint64      now)
{
  g_return_if_fail (self != NULL);

  self->connected_at = now;
}

/**
 * aip_backoff_next:
 *
 * Returns: how many milliseconds to wait before the next try
 */
guint
aip_backoff_next (AipBackoff *self,
                  gint64      now)
{
  guint delay;

  g_return_val_if_fail (self != NULL, 0);

  if (self->connected_at != 0 && now - self->connected_at >= (gint64) self->stable_ms * 1000)
    self->ceiling_ms = self->first_ms;
  self->connected_at = 0;

  delay = (guint) g_rand_int_range (self->random, 0, (gint32) self->ceiling_ms + 1);
  self->ceiling_ms = MIN (self->ceiling_ms * 2, self->max_ms);

  return delay;
}

void
aip_backoff_reset (AipBackoff *self)
{
  g_return_if_fail (self != NULL);

  self->ceiling_ms = self->first_ms;
  self->connected_at = 0;
}

/* The most that aip_backoff_next() would answer now. */
guint
aip_backoff_get_ceiling (AipBackoff *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->ceiling_ms;
}
