/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-timeline-keymap.h"

G_BEGIN_DECLS

/*
 * Shows the keys of the timeline in the window of shortcuts, as a section of their own. May be called
 * again with another keymap.
 */
void aip_timeline_shortcuts_show (GtkShortcutsWindow *window,
                                  AipTimelineKeymap   keymap);

G_END_DECLS
