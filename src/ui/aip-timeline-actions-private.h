/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cut-edit.h"
#include "aip-timeline-actions.h"
#include "aip-track.h"

G_BEGIN_DECLS

struct _AipTimelineActions
{
  GObject parent_instance;

  AipTimelineSession *session;
  AipTimelineCanvas  *canvas;     /* borrowed: it lives as long as the page that has both */
  GSimpleActionGroup *group;
};

void       _aip_timeline_actions_set_enabled  (AipTimelineActions *self,
                                               const char         *name,
                                               gboolean            enabled);
/* What an edit is about: the selected shots, the current one, or that at the playhead.
 * (transfer container) (element-type AipShot) */
GPtrArray *_aip_timeline_actions_dup_targets  (AipTimelineActions *self);
/* Says @error, or what became of @id. */
void       _aip_timeline_actions_report       (AipTimelineActions *self,
                                               const char         *id,
                                               const GError       *error);

/* aip-timeline-actions-edit.c */
void       _aip_timeline_actions_init_edit    (AipTimelineActions *self);
void       _aip_timeline_actions_update_edit  (AipTimelineActions *self);
void       _aip_timeline_actions_update_position (AipTimelineActions *self);
/* aip-timeline-actions-sound.c */
void       _aip_timeline_actions_init_sound   (AipTimelineActions *self);
void       _aip_timeline_actions_update_sound (AipTimelineActions *self);
/* Whether the keyboard is about sound or markers. */
gboolean   _aip_timeline_actions_has_sound    (AipTimelineActions *self);
/* What the keys of shots do to sound and markers; %FALSE if none is selected. */
gboolean   _aip_timeline_actions_delete_sound (AipTimelineActions *self);
gboolean   _aip_timeline_actions_nudge_sound  (AipTimelineActions *self,
                                               gint64              delta);
gboolean   _aip_timeline_actions_split_sound  (AipTimelineActions *self);
/* The item beside the current one on its lane, or itself; %NULL where the current one is a shot. */
const char *_aip_timeline_actions_get_neighbour (AipTimelineActions *self,
                                               int                 step);
/* aip-timeline-sound-dialogs.c. @entities: (element-type AipClip or AipTrack) */
void       _aip_timeline_actions_ask_gain     (AipTimelineActions *self,
                                               GPtrArray          *entities);
void       _aip_timeline_actions_ask_name     (AipTimelineActions *self,
                                               AipTrack           *track);
/* aip-timeline-dialogs.c */
void       _aip_timeline_actions_ask_length   (AipTimelineActions *self,
                                               GPtrArray          *shots);
void       _aip_timeline_actions_ask_place    (AipTimelineActions *self);

G_END_DECLS
