/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-table.h"
#include "aip-list-time.h"

G_BEGIN_DECLS

/**
 * AipColumn:
 *
 * What a column of a shot list says. Several may feed one field of a shot: see
 * aip_column_get_field().
 */
typedef enum {
  AIP_COLUMN_IGNORED,
  AIP_COLUMN_CODE,
  AIP_COLUMN_SCENE,
  AIP_COLUMN_SCENE_NAME,
  AIP_COLUMN_SIZE,
  AIP_COLUMN_NAME,
  AIP_COLUMN_DESCRIPTION,
  AIP_COLUMN_IMAGE_PROMPT,
  AIP_COLUMN_TRANSCRIPT,
  AIP_COLUMN_TIME_OF_DAY,
  AIP_COLUMN_ACTION,
  AIP_COLUMN_CAMERA,
  AIP_COLUMN_BODY,
  AIP_COLUMN_LENS,
  AIP_COLUMN_FOCAL,
  AIP_COLUMN_STOP,
  AIP_COLUMN_STOCK,
  AIP_COLUMN_LIGHT,
  AIP_COLUMN_DIALOGUE,
  AIP_COLUMN_SPEAKER,
  AIP_COLUMN_CHARACTERS,
  AIP_COLUMN_PLACE,
  AIP_COLUMN_PLACE_DESCRIPTION,
  AIP_COLUMN_LENGTH,
  AIP_COLUMN_RANGE,
  AIP_COLUMN_IN,
  AIP_COLUMN_OUT,
  AIP_COLUMN_STATUS,
  AIP_COLUMN_TAGS,
  AIP_COLUMN_NOTES,
  AIP_COLUMN_WORKFLOW,
  AIP_COLUMN_SEED,
  AIP_COLUMN_PROMPT,
  AIP_COLUMN_NEGATIVE,
  AIP_COLUMN_ENGLISH,
} AipColumn;

#define AIP_N_COLUMNS (AIP_COLUMN_ENGLISH + 1)

/* What it is called in mappings: "code", "scene-name", "ignored". */
const char *aip_column_to_nick    (AipColumn    column);
gboolean    aip_column_from_nick  (const char  *nick,
                                   AipColumn   *column);
/* The field of a shot that a column feeds; "" for none. */
const char *aip_column_get_field  (AipColumn    column);
/*
 * What a title means. @rank: how surely (0 is surest), for telling which of two columns holds the
 * code.
 */
AipColumn   aip_column_from_title (const char  *title,
                                   AipListUnit *unit,
                                   guint       *rank);

/**
 * AipShotLayout:
 * @header_row: the row with the titles, from 0
 * @n_columns: how many columns have a title
 * @columns: what each says
 * @units: what a plain number in each counts
 * @clock: how to read times
 * @notes: (element-type utf8): sentences about what had to be found out
 *
 * How to read one shot list.
 */
typedef struct {
  guint        header_row;
  guint        n_columns;
  AipColumn   *columns;
  AipListUnit *units;
  AipListClock clock;
  GPtrArray   *notes;
} AipShotLayout;

AipShotLayout *aip_shot_layout_new  (AipTable            *table,
                                     const AipFrameRate  *rate,
                                     GVariant            *mapping,
                                     GError             **error);
/* How many different titles the best row of titles has; 0: this is no shot list. */
guint          aip_shot_layout_rate (AipTable            *table,
                                     GVariant            *mapping);
/* A title as mappings know it. (transfer full) */
char          *aip_shot_layout_fold_title
                                    (const char          *title) G_GNUC_WARN_UNUSED_RESULT;
void           aip_shot_layout_free (AipShotLayout       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipShotLayout, aip_shot_layout_free)

G_END_DECLS
