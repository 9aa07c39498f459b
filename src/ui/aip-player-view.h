/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-player-picture.h"
#include "aip-player.h"
#include "aip-timeline-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_PLAYER_VIEW (aip_player_view_get_type ())

/**
 * AipPlayerView:
 *
 * Plays the film of a timeline session above its timeline: picture, transport, what is written over
 * the picture, full screen. It follows the session (cut, previews of drags, position, two-up) and
 * obeys its `transport`; while it plays, it moves the session's position.
 *
 * Actions, group `player`: `overlay` (parameter: nick of a part, aip-cut-overlay.h) as
 * `overlay-code`, `overlay-take`, `overlay-record`, `overlay-source`, `overlay-frame`,
 * `overlay-safe-areas`; `frame-lines` (s, a ratio such as `2.39`, or empty); `size` (s, `960x540`),
 * which is kept with the project; `refresh`.
 */
G_DECLARE_FINAL_TYPE (AipPlayerView, aip_player_view, AIP, PLAYER_VIEW, GtkWidget)

GtkWidget        *aip_player_view_new         (AipTimelineSession *timeline);
/* Both (transfer none). */
AipPlayer        *aip_player_view_get_player  (AipPlayerView      *self);
AipPlayerPicture *aip_player_view_get_picture (AipPlayerView      *self);

G_END_DECLS
