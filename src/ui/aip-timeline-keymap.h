/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-timeline-commands.h"

G_BEGIN_DECLS

/**
 * AipTimelineKeymap:
 * @AIP_TIMELINE_KEYMAP_OWN: what the program comes with
 * @AIP_TIMELINE_KEYMAP_RESOLVE: as in DaVinci Resolve
 * @AIP_TIMELINE_KEYMAP_PREMIERE: as in Adobe Premiere Pro
 * @AIP_TIMELINE_KEYMAP_AVID: as in Avid Media Composer
 *
 * Keys of the timeline, for hands that know another program. What that program has no key for keeps
 * ours where it is free, and has none where it is not.
 */
typedef enum {
  AIP_TIMELINE_KEYMAP_OWN,
  AIP_TIMELINE_KEYMAP_RESOLVE,
  AIP_TIMELINE_KEYMAP_PREMIERE,
  AIP_TIMELINE_KEYMAP_AVID,
} AipTimelineKeymap;

#define AIP_N_TIMELINE_KEYMAPS (AIP_TIMELINE_KEYMAP_AVID + 1)

/* Translated. */
const char        *aip_timeline_keymap_get_title  (AipTimelineKeymap          self);

/* (transfer none): the keys of a command, %NULL at the end; none if it has none here. */
const char *const *aip_timeline_keymap_get_accels (AipTimelineKeymap          self,
                                                   const AipTimelineCommand  *command);

/* Fills @shortcuts with the keys of all commands; what was in it goes. */
void               aip_timeline_keymap_install    (AipTimelineKeymap          self,
                                                   GtkShortcutController     *shortcuts);

/**
 * aip_timeline_keymap_list_conflicts:
 * @application: whose keys for the whole window come first
 *
 * Returns: (transfer full): a sentence for each key of the timeline that does something else in the
 *   window, with what the command can be reached by instead
 */
GStrv              aip_timeline_keymap_list_conflicts (AipTimelineKeymap      self,
                                                       GtkApplication        *application)
                                                                        G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
