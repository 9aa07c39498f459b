/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-frame-rate.h"
#include "aip-shot.h"

G_BEGIN_DECLS

/**
 * AipCutMedia:
 * @AIP_CUT_CARD: nothing was made yet: a card with what the shot says
 * @AIP_CUT_STILL: a picture: as long as anybody wants
 * @AIP_CUT_MOVIE: has a beginning and an end
 */
typedef enum {
  AIP_CUT_CARD,
  AIP_CUT_STILL,
  AIP_CUT_MOVIE,
} AipCutMedia;

/* Of a movie whose length nobody has looked up yet, and of what has none. */
#define AIP_CUT_ENDLESS G_MAXINT64

/**
 * AipCutShot:
 * @id: of the shot
 * @code: `SHT-0010`
 * @name: its description
 * @setup: (nullable): JSON of its cinema setup, of a shot without a picture: for its card
 * @status: of the production
 * @record: its first frame in the cut, counted from 0
 * @duration: frames in the cut, without what transitions add
 * @source: the first frame of its file that is shown
 * @available: frames that its file has, or %AIP_CUT_ENDLESS; a shot that goes beyond them holds
 *   the last one
 * @take: (nullable): id of the take that is shown
 * @take_number: 0 without a take
 * @file: (nullable): of the take, inside the project folder
 * @offset: frames between where the takes of the whole shot begin and where this one does, so that
 *   the shot's `source-in` is @source + @offset
 * @transition: how it follows the one before it; a cut where there is no room for more
 * @before, @after: frames of that transition before and after its first frame
 *
 * A shot in the cut. All lengths are in frames of the project, also for files with another rate:
 * they are played at their own speed.
 */
typedef struct {
  char          *id;
  char          *code;
  char          *name;
  char          *notes;
  char          *scene;
  char          *setup;
  AipStatus      status;
  gint64         record;
  gint64         duration;
  gint64         source;
  gint64         available;
  AipCutMedia    media;
  char          *take;
  gint64         take_number;
  char          *file;
  char          *media_type;
  char          *seed;
  char          *prompt;
  gint64         width;
  gint64         height;
  gint64         offset;
  AipTransition  transition;
  gint64         before;
  gint64         after;
} AipCutShot;

/*
 * A piece on a track beside the shots; see #AipClip.
 *
 * @available: frames that its file has, or %AIP_CUT_ENDLESS where nobody has looked
 * @anchor: (nullable): id of the shot that was seen where it begins, and @anchor_frame of its take
 */
typedef struct {
  char     *id;
  char     *name;
  char     *role;
  char     *file;
  gint64    record;
  gint64    duration;
  gint64    source;
  double    gain;
  gint64    fade_in;
  gint64    fade_out;
  gboolean  disabled;
  gint64    available;
  char     *anchor;
  gint64    anchor_frame;
} AipCutClip;

/* @clips: (element-type AipCutClip): by where they begin */
typedef struct {
  char      *id;
  char      *name;
  gboolean   is_audio;
  double     gain;
  gboolean   muted;
  gboolean   solo;
  gboolean   locked;
  GPtrArray *clips;
} AipCutTrack;

typedef struct {
  char   *id;
  gint64  frame;
  gint64  duration;
  char   *color;
  char   *name;
  char   *comment;
} AipCutMarker;

#define AIP_TYPE_CUT (aip_cut_get_type ())

/**
 * AipCut:
 *
 * The film as it is cut at one moment: immutable, for any thread. Shots that are omitted are not in
 * it.
 */
typedef struct _AipCut AipCut;

GType               aip_cut_get_type       (void);
AipCut             *aip_cut_ref            (AipCut             *self);
void                aip_cut_unref          (AipCut             *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipCut, aip_cut_unref)

const char         *aip_cut_get_name       (AipCut             *self);
const char         *aip_cut_get_code       (AipCut             *self);
const AipFrameRate *aip_cut_get_rate       (AipCut             *self);
/* Time code of the first frame, as a frame. */
gint64              aip_cut_get_start      (AipCut             *self);
gint64              aip_cut_get_width      (AipCut             *self);
gint64              aip_cut_get_height     (AipCut             *self);
gboolean            aip_cut_get_sound_follows (AipCut          *self);
/* Frames from the beginning to the end of the last shot. */
gint64              aip_cut_get_duration   (AipCut             *self);

guint               aip_cut_get_n_shots    (AipCut             *self);
const AipCutShot   *aip_cut_get_shot       (AipCut             *self,
                                            guint               index);
guint               aip_cut_get_n_tracks   (AipCut             *self);
const AipCutTrack  *aip_cut_get_track      (AipCut             *self,
                                            guint               index);
/* By frame. */
guint               aip_cut_get_n_markers  (AipCut             *self);
const AipCutMarker *aip_cut_get_marker     (AipCut             *self,
                                            guint               index);

/* The shot at a frame; %FALSE before the first and after the last. */
gboolean            aip_cut_find_frame     (AipCut             *self,
                                            gint64              frame,
                                            guint              *index);
gboolean            aip_cut_find_shot      (AipCut             *self,
                                            const char         *id,
                                            guint              *index);
/*
 * How far a clip has got from what is seen where it was put, in frames, positive for later; 0 too
 * where that is not in the cut any more.
 */
gint64              aip_cut_get_drift      (AipCut             *self,
                                            const AipCutClip   *clip);
/* Frames that a shot has beyond its end and before its beginning; %AIP_CUT_ENDLESS of a still. */
void                aip_cut_shot_get_handles (const AipCutShot *shot,
                                              gint64           *head,
                                              gint64           *tail);

/* Making one ------------------------------------------------------------------------------------ */

/**
 * AipCutSpec:
 *
 * What a cut says of itself.
 */
typedef struct {
  const char   *name;
  const char   *code;
  AipFrameRate  rate;
  gint64        start;
  gint64        width;
  gint64        height;
  /* Whether clips move along with the shots that they were put to. */
  gboolean      sound_follows;
} AipCutSpec;

AipCut             *aip_cut_new            (const AipCutSpec   *spec) G_GNUC_WARN_UNUSED_RESULT;
/*
 * For whoever makes it, before anybody else has it. Texts are copied; `record`, `before` and
 * `after` follow: @transition_length is what is wished.
 */
void                aip_cut_add_shot       (AipCut             *self,
                                            const AipCutShot   *shot,
                                            gint64              transition_length);
/* Returns: the index of the track */
guint               aip_cut_add_track      (AipCut             *self,
                                            const AipCutTrack  *track);
void                aip_cut_add_clip       (AipCut             *self,
                                            guint               track,
                                            const AipCutClip   *clip);
void                aip_cut_add_marker     (AipCut             *self,
                                            const AipCutMarker *marker);

G_END_DECLS
