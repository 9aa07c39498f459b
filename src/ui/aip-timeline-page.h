/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-timeline-actions.h"
#include "aip-timeline-session.h"
#include "aip-timeline-view.h"

G_BEGIN_DECLS

#define AIP_TYPE_TIMELINE_PAGE (aip_timeline_page_get_type ())

/**
 * AipTimelinePage:
 *
 * The cut of the film: above what is seen at the playhead, below the timeline.
 */
G_DECLARE_FINAL_TYPE (AipTimelinePage, aip_timeline_page, AIP, TIMELINE_PAGE, AdwBin)

GtkWidget          *aip_timeline_page_new         (AipSession      *session);
/* Both transfer none. */
AipTimelineSession *aip_timeline_page_get_session (AipTimelinePage *self);
AipTimelineView    *aip_timeline_page_get_view    (AipTimelinePage *self);
/* (transfer none): the actions `timeline.`; see #AipTimelineActions. */
GActionGroup       *aip_timeline_page_get_actions (AipTimelinePage *self);
/* @player: (transfer floating): stands where the still of the shot does, instead of it. */
void                aip_timeline_page_set_player  (AipTimelinePage *self,
                                                   GtkWidget       *player);
/* Selects @shot, goes to its first frame and gives it the keyboard. */
void                aip_timeline_page_reveal      (AipTimelinePage *self,
                                                   AipShot         *shot);
/* Puts the focus where work begins. */
void                aip_timeline_page_focus       (AipTimelinePage *self);

G_END_DECLS
