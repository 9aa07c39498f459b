/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-document.h"
#include "aip-setup-cells.h"

G_BEGIN_DECLS

/**
 * AipShotColumn:
 *
 * What the shot table can show, in the order of a new project's table: what is looked at all day
 * comes first, for a table between sidebar and inspector is narrow.
 *
 * From %AIP_N_SHOT_COLUMNS on are the columns of the fields of projects: a field gets one with
 * aip_shot_column_of_field() and keeps it as long as the program runs, so an #AipShotColumn says
 * which field of which project it is, and whatever works with columns works with those too.
 */
typedef enum {
  AIP_SHOT_COLUMN_NONE = -1,
  AIP_SHOT_COLUMN_THUMBNAIL,
  AIP_SHOT_COLUMN_CODE,
  AIP_SHOT_COLUMN_DESCRIPTION,
  AIP_SHOT_COLUMN_STATUS,
  AIP_SHOT_COLUMN_FINDINGS,
  AIP_SHOT_COLUMN_GENERATION,
  AIP_SHOT_COLUMN_TAKES,
  AIP_SHOT_COLUMN_DURATION,
  AIP_SHOT_COLUMN_SIZE,
  AIP_SHOT_COLUMN_LENS,
  AIP_SHOT_COLUMN_MOVE,
  AIP_SHOT_COLUMN_CAMERA,
  AIP_SHOT_COLUMN_LIGHT,
  AIP_SHOT_COLUMN_SCENE,
  AIP_SHOT_COLUMN_WORKFLOW,
  AIP_SHOT_COLUMN_ACTION,
  AIP_SHOT_COLUMN_DIALOGUE,
  AIP_SHOT_COLUMN_CHARACTERS,
  AIP_SHOT_COLUMN_PLACE,
  AIP_SHOT_COLUMN_TAGS,
  AIP_SHOT_COLUMN_NOTES,
  AIP_SHOT_COLUMN_SEED,
  AIP_SHOT_COLUMN_STALE,
} AipShotColumn;

#define AIP_N_SHOT_COLUMNS (AIP_SHOT_COLUMN_STALE + 1)

/**
 * AipShotEditor:
 * @AIP_SHOT_EDITOR_NONE: cannot be edited in the table
 * @AIP_SHOT_EDITOR_LINE: one line of text
 * @AIP_SHOT_EDITOR_TEXT: text that may have several lines
 * @AIP_SHOT_EDITOR_CHOICE: one of a list
 * @AIP_SHOT_EDITOR_SETUP: a part of the setup: a dialog, or one line of text when it is typed on
 * @AIP_SHOT_EDITOR_CHOICES: several of a list
 * @AIP_SHOT_EDITOR_CHECK: a box that is ticked or not
 * @AIP_SHOT_EDITOR_DATE: a calendar, or one line of text when it is typed on
 * @AIP_SHOT_EDITOR_RATING: stars
 */
typedef enum {
  AIP_SHOT_EDITOR_NONE,
  AIP_SHOT_EDITOR_LINE,
  AIP_SHOT_EDITOR_TEXT,
  AIP_SHOT_EDITOR_CHOICE,
  AIP_SHOT_EDITOR_SETUP,
  AIP_SHOT_EDITOR_CHOICES,
  AIP_SHOT_EDITOR_CHECK,
  AIP_SHOT_EDITOR_DATE,
  AIP_SHOT_EDITOR_RATING,
} AipShotEditor;

/**
 * AipShotColumnFlags:
 * @AIP_SHOT_COLUMN_SHOWN: visible until a person says otherwise
 * @AIP_SHOT_COLUMN_WIDE: shares the room that is left over
 * @AIP_SHOT_COLUMN_NUMBER: digits of one width
 * @AIP_SHOT_COLUMN_SORTED: can be sorted by
 * @AIP_SHOT_COLUMN_SHARED: an edit applies to every selected shot; the rest is each shot's own
 */
typedef enum {
  AIP_SHOT_COLUMN_PLAIN = 0,
  AIP_SHOT_COLUMN_SHOWN = 1 << 0,
  AIP_SHOT_COLUMN_WIDE = 1 << 1,
  AIP_SHOT_COLUMN_NUMBER = 1 << 2,
  AIP_SHOT_COLUMN_SORTED = 1 << 3,
  AIP_SHOT_COLUMN_SHARED = 1 << 4,
} AipShotColumnFlags;

/**
 * AipShotColumnInfo:
 * @id: stored in projects and part of action names: never renamed
 * @title: untranslated; aip_shot_column_get_title() translates
 * @field: (nullable): the field that it shows and edits, as aip_shot_edit_get_text() takes it: of a
 *   shot, or of the project (`custom:` and its id)
 * @width: in application pixels
 */
typedef struct {
  const char         *id;
  const char         *title;
  const char         *field;
  AipShotEditor       editor;
  AipShotColumnFlags  flags;
  int                 width;
} AipShotColumnInfo;

/* Of a field of a project it is good until the field changes. */
const AipShotColumnInfo *aip_shot_column_get_info  (AipShotColumn  column);
/* Translated. */
const char              *aip_shot_column_get_title (AipShotColumn  column);
/*
 * %AIP_SHOT_COLUMN_NONE when there is none of that id. @document: (nullable): whose fields have
 * columns too
 */
AipShotColumn            aip_shot_column_find      (AipDocument   *document,
                                                    const char    *id);
/* Those of every shot alone. */
AipShotColumn            aip_shot_column_from_id   (const char    *id);
AipShotColumn            aip_shot_column_from_field (const char   *field);
/* Whether it shows a part of the setup; @cell: (out) (optional): which. */
gboolean                 aip_shot_column_get_setup_cell (AipShotColumn  column,
                                                         AipSetupCell  *cell);

/* Never changes for a field. */
AipShotColumn            aip_shot_column_of_field  (AipCustomField *field);
/* (nullable) (transfer none): %NULL for columns of every shot. */
AipCustomField          *aip_shot_column_get_custom (AipShotColumn  column);
gboolean                 aip_shot_column_is_valid  (AipShotColumn  column);
/*
 * All that a table of @document can show: those of every shot, then those of its fields in their
 * order. (transfer full) (element-type AipShotColumn)
 */
GArray                  *aip_shot_column_dup_all   (AipDocument   *document);
/* An item that shows and hides the column. */
void                     aip_shot_column_append_item
                                                   (AipShotColumn  column,
                                                    GMenu         *menu);

G_END_DECLS
