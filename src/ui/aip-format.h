/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-frame-rate.h"

G_BEGIN_DECLS

/* Values as texts for people, in their language. All (transfer full). */

/* "~/Videos/AIPipeline/Film" */
char *aip_format_path  (const char         *path) G_GNUC_WARN_UNUSED_RESULT;
/*
 * "Today", "Yesterday", a weekday or a date. @time: microseconds since 1970, as everywhere below.
 */
char *aip_format_day   (gint64              time) G_GNUC_WARN_UNUSED_RESULT;
/* The time of today; day and time otherwise. */
char *aip_format_time  (gint64              time) G_GNUC_WARN_UNUSED_RESULT;
/* "24 GB", "1.5 GB": memory, in powers of 1024 as the makers of graphics cards count it. */
char *aip_format_memory (guint64            bytes) G_GNUC_WARN_UNUSED_RESULT;
/* "24 fps" */
char *aip_format_rate  (const AipFrameRate *rate) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
