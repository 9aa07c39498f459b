/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-timeline-session.h"

G_BEGIN_DECLS

/* What drags draw over the lanes. */

/* A line of text in a dark box whose middle is above @x, @y, moved inside of @widget. */
void  aip_timeline_draw_badge (GtkWidget   *widget,
                               GtkSnapshot *snapshot,
                               const char  *text,
                               double       x,
                               double       y);
/* "+12" */
char *aip_timeline_format_delta (gint64 frames) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
