/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-document.h"

G_BEGIN_DECLS

/*
 * What a person does to shots, each as one labelled undo step, and how values read and are typed.
 * No widget here: table, inspector, actions and scripts all come through these functions.
 *
 * A field is one of every shot (`description`) or of the project (`custom:` and its id).
 */

/* The title of a field of every shot for labels: “Description”. */
const char *aip_shot_field_get_title   (const char      *field);
/* Of any field. */
const char *aip_shot_edit_get_title    (AipDocument     *document,
                                        const char      *field);
/* (nullable) (transfer none): the field of the project that a @field of the form `custom:ID` is. */
AipCustomField *aip_shot_edit_get_custom
                                       (AipDocument     *document,
                                        const char      *field);

/*
 * How @field reads, as it could be typed again: links by name, lists with commas. @timecode:
 * whether lengths are shown as time code instead of frames.
 */
char       *aip_shot_edit_get_text     (AipDocument     *document,
                                        AipShot         *shot,
                                        const char      *field,
                                        gboolean         timecode) G_GNUC_WARN_UNUSED_RESULT;
/* As a table shows it, which for fields of the project may be more: units, stars. */
char       *aip_shot_edit_get_display  (AipDocument     *document,
                                        AipShot         *shot,
                                        const char      *field,
                                        gboolean         timecode) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Writes what was typed into @field of all @shots (element-type AipShot): one transaction “Change
 * Description of SHT-0010”. Names of scenes, places and characters that do not exist yet make new
 * ones; a link may also be given by id. Nothing is written, and @error says why, if one shot
 * refuses. Values that are there already leave no undo step.
 */
gboolean    aip_shot_edit_set_text     (AipDocument     *document,
                                        GPtrArray       *shots,
                                        const char      *field,
                                        const char      *text,
                                        GError         **error);
/*
 * The value of @field that a text stands for, for gestures that write many cells: a transaction is
 * open, for names that do not exist yet become entities or choices in it. Only
 * aip_shot_edit_set_value() knows what it holds. (transfer full) (nullable)
 */
GVariant   *aip_shot_edit_read_text    (AipDocument     *document,
                                        const char      *field,
                                        const char      *text,
                                        GError         **error);
/* Within an open transaction. @changed: (out): whether it was another before */
gboolean    aip_shot_edit_set_value    (AipDocument     *document,
                                        AipShot         *shot,
                                        const char      *field,
                                        GVariant        *value,
                                        gboolean        *changed,
                                        GError         **error);
/* Makes @take the one that is shown; %NULL: always the newest. */
gboolean    aip_shot_edit_pin_take     (AipDocument     *document,
                                        AipShot         *shot,
                                        AipTake         *take,
                                        GError         **error);

/*
 * A new shot beside @anchor and in its scene (%NULL: at the end of the film). (transfer none)
 */
AipShot    *aip_shot_edit_insert       (AipDocument     *document,
                                        AipShot         *anchor,
                                        gboolean         below,
                                        GError         **error);
/* (transfer container) (element-type AipShot): the copies. */
GPtrArray  *aip_shot_edit_duplicate    (AipDocument     *document,
                                        GPtrArray       *shots,
                                        GError         **error);
gboolean    aip_shot_edit_remove       (AipDocument     *document,
                                        GPtrArray       *shots,
                                        GError         **error);
/*
 * Moves @shots before or after @anchor. @join: they also take over its scene. An anchor that is
 * one of them moves nothing.
 */
gboolean    aip_shot_edit_move         (AipDocument     *document,
                                        GPtrArray       *shots,
                                        AipShot         *anchor,
                                        gboolean         after,
                                        gboolean         join,
                                        GError         **error);
gboolean    aip_shot_edit_rename_scene (AipDocument     *document,
                                        AipScene        *scene,
                                        const char      *name,
                                        GError         **error);

G_END_DECLS
