/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AipLru:
 *
 * A cache from texts to values that is bounded by bytes, not by count: what was used longest ago
 * goes first. Not thread-safe.
 */
typedef struct _AipLru AipLru;

AipLru  *aip_lru_new       (gsize           max_bytes,
                            GDestroyNotify  value_free);
void     aip_lru_free      (AipLru         *self);

/*
 * @value: (transfer full). Replaces an older value of @key. A value of more than the whole bound is
 * freed at once and not kept: the answer is then %FALSE.
 */
gboolean aip_lru_insert    (AipLru         *self,
                            const char     *key,
                            gpointer        value,
                            gsize           bytes);
/* (transfer none) (nullable); counts as a use. */
gpointer aip_lru_lookup    (AipLru         *self,
                            const char     *key);
gboolean aip_lru_remove    (AipLru         *self,
                            const char     *key);
void     aip_lru_clear     (AipLru         *self);
gsize    aip_lru_get_bytes (AipLru         *self);
guint    aip_lru_get_count (AipLru         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipLru, aip_lru_free)

G_END_DECLS
