/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define AIP_TYPE_BACKOFF (aip_backoff_get_type ())

/*
 * How long to wait before the next try at something that failed: exponential with full jitter, so
 * that a hundred clients of one restarted server do not come back in the same instant. Times are
 * milliseconds; "now" is a monotonic time in microseconds, as g_get_monotonic_time() gives it.
 * A plain value without a clock or a main loop of its own.
 */
typedef struct _AipBackoff AipBackoff;

GType       aip_backoff_get_type   (void) G_GNUC_CONST;

AipBackoff *aip_backoff_new        (guint       first_ms,
                                    guint       max_ms,
                                    guint       stable_ms) G_GNUC_WARN_UNUSED_RESULT;
AipBackoff *aip_backoff_copy       (AipBackoff *self) G_GNUC_WARN_UNUSED_RESULT;
void        aip_backoff_free       (AipBackoff *self);

void        aip_backoff_set_seed   (AipBackoff *self,
                                    guint32     seed);
void        aip_backoff_connected  (AipBackoff *self,
                                    gint64      now);
guint       aip_backoff_next       (AipBackoff *self,
                                    gint64      now);
void        aip_backoff_reset      (AipBackoff *self);
guint       aip_backoff_get_ceiling (AipBackoff *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipBackoff, aip_backoff_free)

G_END_DECLS
