/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-player.h"
#include "aip-sound-out.h"
#include "aip-sound.h"

G_BEGIN_DECLS

/* A frame that is on its way, or waits for its time. */
typedef struct {
  gint64    frame;
  gint64    due;      /* samples of the sound card since the run began */
  AipFrame *picture;  /* %NULL: on its way */
  gboolean  was_shown;
} AipPlayerSlot;

/* What an answer is about. */
typedef struct {
  AipPlayer *self;
  gint64     frame;
} AipWish;

struct _AipPlayer
{
  GObject parent_instance;

  AipFrameSource *source;
  AipSoundCache  *sounds;
  AipSoundOut    *out;          /* made when there is something to hear */
  char           *sink;
  AipSoundMix    *mix;
  AipCut         *cut;
  int             width;
  int             height;

  gint64          position;
  gint64          shown;        /* the frame that was given last; -1: of another cut */
  int             speed;        /* 0: stands */
  gboolean        loop;
  double          volume;
  gint64          range_first;  /* -1: the ends of the cut */
  gint64          range_end;
  gint64          once_first;   /* of aip_player_play_range(); -1 otherwise */
  gint64          once_end;
  guint           n_dropped;

  /* While it plays. */
  AipSoundRun     run;
  gboolean        has_sound;
  gint64          began;        /* monotonic, where the system's clock counts */
  GQueue          slots;        /* AipPlayerSlot, as they will be seen; the first one is on */
  gint64          end_due;      /* when the last frame is over; -1: not known yet */
  GSource        *timer;

  /* While it stands: one wish at a time, and then the newest. */
  gboolean        is_waiting;
  gboolean        wants_more;

  GCancellable   *cancellable;  /* of everything that is on its way */
  gulong          proxies_handler;
  gulong          sounds_handler;
};

/* aip-player.c ---------------------------------------------------------------------------------- */

void aip_player_set_position_now (AipPlayer *self,
                                  gint64     frame);
void aip_player_give_frame       (AipPlayer *self,
                                  AipFrame  *picture,
                                  gint64     frame);
/* It was played to the end, which is @frame. */
void aip_player_finish           (AipPlayer *self,
                                  gint64     frame,
                                  gboolean   was_shown);
/* What is played: all of the cut, from in to out, or what was asked for once. */
void aip_player_get_range        (AipPlayer *self,
                                  gint64    *first,
                                  gint64    *end);

/* aip-player-run.c: while it plays ---------------------------------------------------------------- */

/* From @frame on, at the speed that is set. */
void aip_player_begin_run        (AipPlayer *self,
                                  gint64     frame);
/* What plays goes on with another cut; %FALSE where that has no such frame. */
gboolean aip_player_go_on        (AipPlayer *self);
/* Shows what is due. */
void aip_player_tick             (AipPlayer *self);
/* Whatever is on its way is of no use any more. */
void aip_player_drop_requests    (AipPlayer *self);

AipWish *aip_wish_new            (AipPlayer *self,
                                  gint64     frame);
void     aip_wish_free           (AipWish   *wish);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipWish, aip_wish_free)

G_END_DECLS
