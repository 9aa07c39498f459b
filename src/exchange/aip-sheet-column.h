/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-custom-field.h"

G_BEGIN_DECLS

/**
 * AipSheetType:
 * @AIP_SHEET_SETUP: a few fields of a shot's setup as one text, see #AipSetupCell
 * @AIP_SHEET_CUSTOM: a field of the project
 * @AIP_SHEET_INFO: follows from other things; is written and never read back
 *
 * How what a column says becomes a text, and that text a value.
 */
typedef enum {
  AIP_SHEET_TEXT,
  AIP_SHEET_CODE,
  AIP_SHEET_FRAMES,
  AIP_SHEET_STATUS,
  AIP_SHEET_TAGS,
  AIP_SHEET_LINK,
  AIP_SHEET_LINKS,
  AIP_SHEET_SETUP,
  AIP_SHEET_CUSTOM,
  AIP_SHEET_INFO,
} AipSheetType;

/* What a column of the kind %AIP_SHEET_INFO says. */
typedef enum {
  AIP_SHEET_INFO_NUMBER,
  AIP_SHEET_INFO_SCENE_NAME,
  AIP_SHEET_INFO_TIMECODE,
  AIP_SHEET_INFO_START,
  AIP_SHEET_INFO_SECONDS,
  AIP_SHEET_INFO_VERSION,
  AIP_SHEET_INFO_TAKES,
  AIP_SHEET_INFO_FILE,
  AIP_SHEET_INFO_RESOLUTION,
  AIP_SHEET_INFO_SHOTS,
  AIP_SHEET_INFO_FORMULA,
} AipSheetInfo;

/**
 * AipSheetColumn:
 * @key: what files know it by, never translated or renamed: the name of the field, or
 *   "setup.camera", "info.start", "custom." and the id of a field of the project
 * @title: (translatable): what people know it by, see aip_sheet_column_get_title()
 * @width: characters
 * @detail: #AipSetupCell or #AipSheetInfo
 * @format: (nullable): of a field of the project
 * @formula: (nullable): of one that is worked out
 *
 * A column of an exported list.
 */
typedef struct {
  const char   *key;
  const char   *title;
  AipKind       kind;
  AipSheetType  type;
  guint         width;
  guint         detail;

  const AipCustomFormat *format;
  const AipFormula      *formula;
} AipSheetColumn;

#define AIP_SHEET_CUSTOM_PREFIX "custom."

/* Translated; the name that people gave to a field of the project as it is. */
const char *aip_sheet_column_get_title (const AipSheetColumn *self);
/* In the user's language or in English. */
gboolean    aip_sheet_column_is_called (const AipSheetColumn *self,
                                        const char           *title);

/* (nullable): a column by its key. */
const AipSheetColumn *aip_sheet_column_find       (AipKind     kind,
                                                   const char *key);
/* (nullable): a column by a title in the user's language or in English. */
const AipSheetColumn *aip_sheet_column_from_title (AipKind     kind,
                                                   const char *title);

/**
 * AipSheetPurpose:
 *
 * Who a list is for. The nick is what the command line and the files know it by.
 */
typedef enum {
  AIP_SHEET_FULL,
  AIP_SHEET_PROMPTS,
  AIP_SHEET_CHARACTERS,
  AIP_SHEET_PLACES,
  AIP_SHEET_TECHNICAL,
  AIP_SHEET_DELIVERY,
} AipSheetPurpose;

#define AIP_N_SHEET_PURPOSES (AIP_SHEET_DELIVERY + 1)

const char *aip_sheet_purpose_to_nick   (AipSheetPurpose   purpose);
gboolean    aip_sheet_purpose_from_nick (const char       *nick,
                                         AipSheetPurpose  *purpose);
/* Translated: "Full Shot List". */
const char *aip_sheet_purpose_get_title (AipSheetPurpose   purpose);

/**
 * AipSheetPlan:
 * @title: (translatable): what the sheet is called
 * @columns: (array zero-terminated)
 *
 * One sheet of an exported list.
 */
typedef struct {
  AipKind                      kind;
  const char                  *title;
  const AipSheetColumn *const *columns;
} AipSheetPlan;

/* (transfer none): the sheets of a purpose; the first is the one that it is about. */
const AipSheetPlan *aip_sheet_purpose_get_plans (AipSheetPurpose  purpose,
                                                 guint           *n_plans);

G_END_DECLS
