/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cut-edit.h"
#include "aip-timeline-actions.h"

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
/* aip-timeline-dialogs.c */
void       _aip_timeline_actions_ask_length   (AipTimelineActions *self,
                                               GPtrArray          *shots);
void       _aip_timeline_actions_ask_place    (AipTimelineActions *self);

G_END_DECLS
