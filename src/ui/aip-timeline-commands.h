/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AIP_TIMELINE_MAX_ACCELS 3

/**
 * AipTimelineCommand:
 * @action: the detailed name, as in `timeline.nudge(10)`: what it is known by
 * @title: untranslated
 * @group: untranslated: what it belongs to in lists of shortcuts
 * @accels: its keys, as gtk_accelerator_parse() reads them, %NULL at the end; the first is the one
 *   that is shown. Other sets of keys are in aip-timeline-keymap.h
 *
 * Something that can be done in the timeline by a key.
 */
typedef struct {
  const char *action;
  const char *title;
  const char *group;
  const char *accels[AIP_TIMELINE_MAX_ACCELS + 1];
} AipTimelineCommand;

/* (transfer none): all of them, with the keys that the program comes with. */
const AipTimelineCommand *aip_timeline_commands_get_all (guint *n_commands);

G_END_DECLS
