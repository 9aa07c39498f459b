/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-clip-edit.h"
#include "aip-clip.h"
#include "aip-document.h"
#include "aip-marker.h"
#include "aip-track.h"

G_BEGIN_DECLS

/*
 * What a person does to the tracks and markers beside the shots, each as one labelled undo step. No
 * widget here: drags, keys and dialogs come through these functions alike. Nothing is written where
 * nothing changes; what is on a locked track is refused.
 */

/* Tracks ---------------------------------------------------------------------------------------- */

/* @type: `audio` or `video`. With the next free name: “A2”. (transfer none) */
AipTrack *aip_sound_edit_add_track    (AipDocument       *document,
                                       const char        *type,
                                       GError           **error);
/* And what is on it. */
gboolean  aip_sound_edit_remove_track (AipDocument       *document,
                                       AipTrack          *track,
                                       GError           **error);
gboolean  aip_sound_edit_rename_track (AipDocument       *document,
                                       AipTrack          *track,
                                       const char        *name,
                                       GError           **error);
/* @step: places down, up if negative */
gboolean  aip_sound_edit_move_track   (AipDocument       *document,
                                       AipTrack          *track,
                                       int                step,
                                       GError           **error);
/* @field: `muted`, `solo` or `locked` */
gboolean  aip_sound_edit_switch_track (AipDocument       *document,
                                       AipTrack          *track,
                                       const char        *field,
                                       gboolean           on,
                                       GError           **error);
/* The track after which a new clip of a kind goes if nobody says: (transfer none) (nullable) */
AipTrack *aip_sound_edit_find_track   (AipDocument       *document,
                                       const char        *type);

/* Clips ----------------------------------------------------------------------------------------- */

/**
 * AipNewSound:
 * @file: inside the project
 * @available: frames that it has
 *
 * A sound or movie that was brought into the project.
 */
typedef struct {
  char   *file;
  char   *name;
  gint64  available;
} AipNewSound;

void      aip_new_sound_free          (AipNewSound       *self);

/*
 * One behind the other from @start. @track: (nullable): a new one, of @type.
 *
 * Returns: (transfer container) (nullable) (element-type AipClip)
 */
GPtrArray *aip_sound_edit_add         (AipDocument       *document,
                                       AipTrack          *track,
                                       const char        *type,
                                       gint64             start,
                                       GPtrArray         *sounds,
                                       GError           **error);
/* What @clip became of the one with its id: @edit names the step. @track: id */
gboolean  aip_sound_edit_change       (AipDocument       *document,
                                       const AipCutClip  *clip,
                                       AipClipEdit        edit,
                                       const char        *track,
                                       GError           **error);
/* Several by as much, as far as the first of them can go. (element-type AipClip) */
gboolean  aip_sound_edit_nudge        (AipDocument       *document,
                                       GPtrArray         *clips,
                                       gint64             delta,
                                       GError           **error);
/* @gain: decibels. (element-type AipClip or AipTrack) */
gboolean  aip_sound_edit_set_gain     (AipDocument       *document,
                                       GPtrArray         *entities,
                                       double             gain,
                                       GError           **error);
/* @role: `music`, `dialogue`, `effects` or empty */
gboolean  aip_sound_edit_set_role     (AipDocument       *document,
                                       GPtrArray         *clips,
                                       const char        *role,
                                       GError           **error);
gboolean  aip_sound_edit_set_disabled (AipDocument       *document,
                                       GPtrArray         *clips,
                                       gboolean           disabled,
                                       GError           **error);
/* Where clips have got away from what they were put to: back there. */
gboolean  aip_sound_edit_sync         (AipDocument       *document,
                                       AipCut            *cut,
                                       GPtrArray         *clips,
                                       GError           **error);
/* (transfer none): the second part; %NULL without @error if @frame is not within the clip. */
AipClip  *aip_sound_edit_split        (AipDocument       *document,
                                       AipClip           *clip,
                                       gint64             frame,
                                       GError           **error);
/* Clips and markers. (element-type AipEntity) */
gboolean  aip_sound_edit_remove       (AipDocument       *document,
                                       GPtrArray         *entities,
                                       GError           **error);

/* Markers --------------------------------------------------------------------------------------- */

/* (transfer none) */
AipMarker *aip_sound_edit_add_marker  (AipDocument       *document,
                                       gint64             frame,
                                       GError           **error);
gboolean  aip_sound_edit_move_marker  (AipDocument       *document,
                                       AipMarker         *marker,
                                       gint64             frame,
                                       GError           **error);
gboolean  aip_sound_edit_set_marker   (AipDocument       *document,
                                       AipMarker         *marker,
                                       const char        *name,
                                       const char        *color,
                                       const char        *comment,
                                       gint64             duration,
                                       GError           **error);

G_END_DECLS
