/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-sound-cache.h"
#include "aip-timeline-session.h"

G_BEGIN_DECLS

/* How a clip of sound is divided, in pixels from the top of its lane. */
#define AIP_TIMELINE_SOUND_TITLE 16

/**
 * AipTimelineSoundLook:
 * @from, @to: what of the view is drawn, in pixels
 * @height: of the lane
 * @dimmed: the track is not heard
 *
 * What clips of a track are drawn with.
 */
typedef struct {
  GtkWidget          *widget;
  GtkSnapshot        *snapshot;
  AipTimelineSession *session;
  AipSoundCache      *sounds;
  AipCut             *cut;
  int                 from;
  int                 to;
  int                 height;
  gboolean            dimmed;
  gboolean            locked;
} AipTimelineSoundLook;

/* @gain_y: where its gain line is */
void aip_timeline_sound_draw_clip (const AipTimelineSoundLook *look,
                                   const AipCutClip           *clip,
                                   double                      gain_y);

G_END_DECLS
