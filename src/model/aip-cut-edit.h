/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cut.h"

G_BEGIN_DECLS

/**
 * AipCutTrim:
 * @AIP_CUT_TRIM_START: the beginning of a shot; what follows moves along (ripple)
 * @AIP_CUT_TRIM_END: its end, the same
 * @AIP_CUT_ROLL: the cut between a shot and the one before it; nothing else moves
 * @AIP_CUT_SLIP: which part of its take a shot shows
 * @AIP_CUT_SLIDE: a shot between its neighbours, which make room; it stays what it is
 *
 * What a drag in the timeline does.
 */
typedef enum {
  AIP_CUT_TRIM_START,
  AIP_CUT_TRIM_END,
  AIP_CUT_ROLL,
  AIP_CUT_SLIP,
  AIP_CUT_SLIDE,
} AipCutTrim;

/**
 * AipCutChange:
 * @index: of a shot in the cut
 *
 * What a shot becomes.
 */
typedef struct {
  guint  index;
  gint64 duration;
  gint64 source;
} AipCutChange;

/**
 * aip_cut_trim:
 * @index: of the shot; of the later one for %AIP_CUT_ROLL
 * @delta: frames, positive to the right, as the pointer goes; for %AIP_CUT_SLIP too, so that
 *   dragging to the right shows earlier frames
 * @changes: (out) (transfer full) (element-type AipCutChange): at most two shots; empty if nothing
 *   can change
 *
 * What @delta would make of the cut, from the state it has now; so a drag is always computed from
 * where it began. No shot gets shorter than a frame. A movie cannot begin before its first frame;
 * beyond its end it holds the last one, except that a slip stays within.
 *
 * Returns: the part of @delta that was possible
 */
gint64 aip_cut_trim (AipCut      *self,
                     AipCutTrim   trim,
                     guint        index,
                     gint64       delta,
                     GArray     **changes);

/*
 * The same @trim for several shots at once (element-type guint): %AIP_CUT_TRIM_START,
 * %AIP_CUT_TRIM_END or %AIP_CUT_SLIP. All change by as much as every one of them can.
 */
gint64 aip_cut_trim_many (AipCut      *self,
                          AipCutTrim   trim,
                          GArray      *indices,
                          gint64       delta,
                          GArray     **changes);

/*
 * Gives a cut, which has its shots already, the tracks that @before had: clips move along with the
 * shots that they were put to, if they do so in this film and their track is not locked.
 */
void    aip_cut_add_tracks_of (AipCut *self,
                               AipCut *before);

/* A cut with @changes in it, for showing what a drag would do. (transfer full) */
AipCut *aip_cut_with_changes (AipCut *self,
                              GArray *changes) G_GNUC_WARN_UNUSED_RESULT;

/**
 * aip_cut_snap:
 * @frame: where something would be put
 * @reach: frames within which a target attracts
 * @extra: (element-type gint64) (nullable): further targets: playhead, beats
 * @except: index of a shot whose own edges are no targets, or %G_MAXUINT
 *
 * Targets are the edges of shots, both ends of clips and markers.
 *
 * Returns: the nearest target, or @frame
 */
gint64 aip_cut_snap (AipCut *self,
                     gint64  frame,
                     gint64  reach,
                     GArray *extra,
                     guint   except);

/* As aip_cut_snap(): whether there is a target within @reach, also one at @frame itself. */
gboolean aip_cut_find_snap (AipCut *self,
                            gint64  frame,
                            gint64  reach,
                            GArray *extra,
                            guint   except,
                            gint64 *target);

G_END_DECLS
