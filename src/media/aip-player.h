/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-frame-source.h"
#include "aip-sound-cache.h"

G_BEGIN_DECLS

/* Plays without sound, by the system's clock: for tests and machines without GStreamer. */
#define AIP_PLAYER_SILENT ""

#define AIP_TYPE_PLAYER (aip_player_get_type ())

/**
 * AipPlayer:
 *
 * Plays a cut: which frame is on is what the sound card is at, every frame comes from an
 * #AipFrameSource a little ahead of its time, and another cut is seen and heard at once, whether
 * it plays or not. Frames are never slowed down to be complete: one that is late is left out and
 * counted.
 *
 * Properties, all with notify: `position` x, the frame that is on; `playing` b; `speed` i, how many
 * times as fast as the film, negative backwards, 0 while it stands; `loop` b; `volume` d;
 * `n-dropped` u, frames that were left out since it last began to play.
 *
 * Signals: `frame (AipFrame, gint64 frame)`: what is seen from now on. `ended`: played to the end
 * of what was to be played.
 */
G_DECLARE_FINAL_TYPE (AipPlayer, aip_player, AIP, PLAYER, GObject)

/*
 * @sounds: (nullable): nothing is heard; @sink: (nullable): see aip_sound_out_new(), or
 * %AIP_PLAYER_SILENT
 */
AipPlayer      *aip_player_new           (AipFrameSource *source,
                                          AipSoundCache  *sounds,
                                          const char     *sink);
/* Both (transfer none); the cut is %NULL in the beginning. */
AipFrameSource *aip_player_get_source    (AipPlayer      *self);
AipCut         *aip_player_get_cut       (AipPlayer      *self);
/* @preview: a cut that will not stay: its files are not prepared, those of the one before stay. */
void            aip_player_set_cut       (AipPlayer      *self,
                                          AipCut         *cut,
                                          gboolean        preview);
/* Pixels of the frames that are made. */
void            aip_player_set_size      (AipPlayer      *self,
                                          int             width,
                                          int             height);

gint64          aip_player_get_position  (AipPlayer      *self);
/* Goes there, and goes on playing from there if it plays. Within the cut. */
void            aip_player_seek          (AipPlayer      *self,
                                          gint64          frame);
/* Stops, and goes on by @frames; negative backwards. */
void            aip_player_step          (AipPlayer      *self,
                                          gint64          frames);
/* Whole multiples: 1, 2, 4, and negative backwards. At the end it begins again. */
void            aip_player_play          (AipPlayer      *self,
                                          int             speed);
/* J and L: another step of 1, 2, 4 in that direction, or 1 from the other. */
void            aip_player_shuttle       (AipPlayer      *self,
                                          int             direction);
/* From @first to before @end, once or in a loop, and then stands at its last frame. */
void            aip_player_play_range    (AipPlayer      *self,
                                          gint64          first,
                                          gint64          end);
void            aip_player_pause         (AipPlayer      *self);
gboolean        aip_player_get_playing   (AipPlayer      *self);
int             aip_player_get_speed     (AipPlayer      *self);

/* What a loop repeats; -1 for the ends of the cut. @end: behind the last. */
void            aip_player_set_range     (AipPlayer      *self,
                                          gint64          first,
                                          gint64          end);
gboolean        aip_player_get_loop      (AipPlayer      *self);
void            aip_player_set_loop      (AipPlayer      *self,
                                          gboolean        loop);
double          aip_player_get_volume    (AipPlayer      *self);
void            aip_player_set_volume    (AipPlayer      *self,
                                          double          volume);
guint           aip_player_get_n_dropped (AipPlayer      *self);
/* Looks again what there is at the position: a file was made ready. */
void            aip_player_refresh       (AipPlayer      *self);

G_END_DECLS
