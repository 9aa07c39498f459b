/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-sheet-column"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-setup-cells.h"
#include "aip-sheet-column.h"
#include "aip-text.h"

enum {
  SHOT_CODE,
  SHOT_SCENE,
  SHOT_DESCRIPTION,
  SHOT_ACTION,
  SHOT_DIALOGUE,
  SHOT_DURATION,
  SHOT_STATUS,
  SHOT_TAGS,
  SHOT_NOTES,
  SHOT_CHARACTERS,
  SHOT_PLACE,
  SHOT_PROMPT,
  SHOT_NEGATIVE,
  SHOT_ENGLISH,
  SHOT_WORKFLOW,
  SHOT_SEED,
  SHOT_SETUP_CAMERA,
  SHOT_SETUP_LENS,
  SHOT_SETUP_STOCK,
  SHOT_SETUP_LIGHT,
  SHOT_SETUP_MOVE,
  SHOT_SETUP_SIZE,
  SHOT_INFO_NUMBER,
  SHOT_INFO_SCENE_NAME,
  SHOT_INFO_TIMECODE,
  SHOT_INFO_START,
  SHOT_INFO_SECONDS,
  SHOT_INFO_VERSION,
  SHOT_INFO_TAKES,
  SHOT_INFO_FILE,
  SHOT_INFO_RESOLUTION,
  SCENE_CODE,
  SCENE_NAME,
  SCENE_DESCRIPTION,
  SCENE_INFO_SHOTS,
  CHARACTER_NAME,
  CHARACTER_ALIASES,
  CHARACTER_ROLE,
  CHARACTER_AGE,
  CHARACTER_DESCRIPTION,
  CHARACTER_NEGATIVE,
  CHARACTER_INFO_SHOTS,
  PLACE_NAME,
  PLACE_LOCATION,
  PLACE_DESCRIPTION,
  PLACE_TIME,
  PLACE_WEATHER,
  PLACE_INFO_SHOTS,
  N_COLUMNS
};

static const AipSheetColumn columns[N_COLUMNS] = {
  [SHOT_CODE] = { "code", N_("Shot"), AIP_KIND_SHOT, AIP_SHEET_CODE, 12 },
  [SHOT_SCENE] = { "scene", N_("Scene"), AIP_KIND_SHOT, AIP_SHEET_LINK, 10 },
  [SHOT_DESCRIPTION] = { "description", N_("Description"), AIP_KIND_SHOT, AIP_SHEET_TEXT, 48 },
  [SHOT_ACTION] = { "action", N_("Action"), AIP_KIND_SHOT, AIP_SHEET_TEXT, 32 },
  [SHOT_DIALOGUE] = { "dialogue", N_("Dialogue"), AIP_KIND_SHOT, AIP_SHEET_TEXT, 32 },
  [SHOT_DURATION] = { "duration", N_("Duration (frames)"), AIP_KIND_SHOT, AIP_SHEET_FRAMES, 10 },
  [SHOT_STATUS] = { "status", N_("Status"), AIP_KIND_SHOT, AIP_SHEET_STATUS, 11 },
  [SHOT_TAGS] = { "tags", N_("Tags"), AIP_KIND_SHOT, AIP_SHEET_TAGS, 18 },
  [SHOT_NOTES] = { "notes", N_("Notes"), AIP_KIND_SHOT, AIP_SHEET_TEXT, 28 },
  [SHOT_CHARACTERS] = { "characters", N_("Characters"), AIP_KIND_SHOT, AIP_SHEET_LINKS, 22 },
  [SHOT_PLACE] = { "place", N_("Place"), AIP_KIND_SHOT, AIP_SHEET_LINK, 18 },
  [SHOT_PROMPT] = { "prompt", N_("Prompt"), AIP_KIND_SHOT, AIP_SHEET_TEXT, 40 },
  [SHOT_NEGATIVE] = { "negative", N_("Negative Prompt"), AIP_KIND_SHOT, AIP_SHEET_TEXT, 24 },
  [SHOT_ENGLISH] = { "english", N_("English Prompt"), AIP_KIND_SHOT, AIP_SHEET_TEXT, 40 },
  [SHOT_WORKFLOW] = { "workflow", N_("Workflow"), AIP_KIND_SHOT, AIP_SHEET_CODE, 16 },
  [SHOT_SEED] = { "seed", N_("Seed"), AIP_KIND_SHOT, AIP_SHEET_CODE, 22 },
  [SHOT_SETUP_CAMERA] = { "setup.camera", N_("Camera Setup"), AIP_KIND_SHOT, AIP_SHEET_SETUP, 24,
    AIP_SETUP_CELL_CAMERA },
  [SHOT_SETUP_LENS] = { "setup.lens", N_("Lens"), AIP_KIND_SHOT, AIP_SHEET_SETUP, 26,
    AIP_SETUP_CELL_LENS },
  [SHOT_SETUP_STOCK] = { "setup.stock", N_("Film Stock"), AIP_KIND_SHOT, AIP_SHEET_SETUP, 22,
    AIP_SETUP_CELL_STOCK },
  [SHOT_SETUP_LIGHT] = { "setup.light", N_("Light"), AIP_KIND_SHOT, AIP_SHEET_SETUP, 26,
    AIP_SETUP_CELL_LIGHT },
  [SHOT_SETUP_MOVE] = { "setup.move", N_("Camera Move"), AIP_KIND_SHOT, AIP_SHEET_SETUP, 22,
    AIP_SETUP_CELL_MOVE },
  [SHOT_SETUP_SIZE] = { "setup.size", N_("Shot Size"), AIP_KIND_SHOT, AIP_SHEET_SETUP, 20,
    AIP_SETUP_CELL_SIZE },
  [SHOT_INFO_NUMBER] = { "info.number", N_("#"), AIP_KIND_SHOT, AIP_SHEET_INFO, 6,
    AIP_SHEET_INFO_NUMBER },
  [SHOT_INFO_SCENE_NAME] = { "info.scene-name", N_("Scene Name"), AIP_KIND_SHOT, AIP_SHEET_INFO, 20,
    AIP_SHEET_INFO_SCENE_NAME },
  [SHOT_INFO_TIMECODE] = { "info.timecode", N_("Length"), AIP_KIND_SHOT, AIP_SHEET_INFO, 13,
    AIP_SHEET_INFO_TIMECODE },
  [SHOT_INFO_START] = { "info.start", N_("Starts At"), AIP_KIND_SHOT, AIP_SHEET_INFO, 13,
    AIP_SHEET_INFO_START },
  [SHOT_INFO_SECONDS] = { "info.seconds", N_("Seconds"), AIP_KIND_SHOT, AIP_SHEET_INFO, 9,
    AIP_SHEET_INFO_SECONDS },
  [SHOT_INFO_VERSION] = { "info.version", N_("Version"), AIP_KIND_SHOT, AIP_SHEET_INFO, 9,
    AIP_SHEET_INFO_VERSION },
  [SHOT_INFO_TAKES] = { "info.takes", N_("Takes"), AIP_KIND_SHOT, AIP_SHEET_INFO, 7,
    AIP_SHEET_INFO_TAKES },
  [SHOT_INFO_FILE] = { "info.file", N_("File"), AIP_KIND_SHOT, AIP_SHEET_INFO, 36,
    AIP_SHEET_INFO_FILE },
  [SHOT_INFO_RESOLUTION] = { "info.resolution", N_("Resolution"), AIP_KIND_SHOT, AIP_SHEET_INFO, 12,
    AIP_SHEET_INFO_RESOLUTION },
  [SCENE_CODE] = { "code", N_("Scene"), AIP_KIND_SCENE, AIP_SHEET_CODE, 12 },
  [SCENE_NAME] = { "name", N_("Name"), AIP_KIND_SCENE, AIP_SHEET_TEXT, 28 },
  [SCENE_DESCRIPTION] = { "description", N_("Description"), AIP_KIND_SCENE, AIP_SHEET_TEXT, 60 },
  [SCENE_INFO_SHOTS] = { "info.shots", N_("Shots"), AIP_KIND_SCENE, AIP_SHEET_INFO, 8,
    AIP_SHEET_INFO_SHOTS },
  [CHARACTER_NAME] = { "name", N_("Character"), AIP_KIND_CHARACTER, AIP_SHEET_TEXT, 24 },
  [CHARACTER_ALIASES] = { "aliases", N_("Other Names"), AIP_KIND_CHARACTER, AIP_SHEET_TAGS, 24 },
  [CHARACTER_ROLE] = { "role", N_("Role"), AIP_KIND_CHARACTER, AIP_SHEET_TEXT, 18 },
  [CHARACTER_AGE] = { "age", N_("Age"), AIP_KIND_CHARACTER, AIP_SHEET_TEXT, 10 },
  [CHARACTER_NEGATIVE] = { "negative", N_("Never in the Picture"), AIP_KIND_CHARACTER,
    AIP_SHEET_TEXT, 28 },
  [CHARACTER_DESCRIPTION] = { "description", N_("Description"),
    AIP_KIND_CHARACTER, AIP_SHEET_TEXT, 72 },
  [CHARACTER_INFO_SHOTS] = { "info.shots", N_("Shots"), AIP_KIND_CHARACTER, AIP_SHEET_INFO, 8,
    AIP_SHEET_INFO_SHOTS },
  [PLACE_NAME] = { "name", N_("Place"), AIP_KIND_PLACE, AIP_SHEET_TEXT, 24 },
  [PLACE_LOCATION] = { "location", N_("Location"), AIP_KIND_PLACE, AIP_SHEET_TEXT, 24 },
  [PLACE_TIME] = { "time", N_("Usual Time of Day"), AIP_KIND_PLACE, AIP_SHEET_TEXT, 18 },
  [PLACE_WEATHER] = { "weather", N_("Usual Weather"), AIP_KIND_PLACE, AIP_SHEET_TEXT, 18 },
  [PLACE_DESCRIPTION] = { "description", N_("Description"), AIP_KIND_PLACE, AIP_SHEET_TEXT, 72 },
  [PLACE_INFO_SHOTS] = { "info.shots", N_("Shots"), AIP_KIND_PLACE, AIP_SHEET_INFO, 8,
    AIP_SHEET_INFO_SHOTS },
};

static const AipSheetColumn *const full_columns[] = {
  &columns[SHOT_CODE], &columns[SHOT_SCENE], &columns[SHOT_INFO_SCENE_NAME],
  &columns[SHOT_DESCRIPTION], &columns[SHOT_ACTION], &columns[SHOT_DIALOGUE],
  &columns[SHOT_CHARACTERS], &columns[SHOT_PLACE], &columns[SHOT_DURATION],
  &columns[SHOT_INFO_SECONDS], &columns[SHOT_INFO_TIMECODE], &columns[SHOT_INFO_START],
  &columns[SHOT_STATUS], &columns[SHOT_TAGS], &columns[SHOT_NOTES], &columns[SHOT_PROMPT],
  &columns[SHOT_NEGATIVE], &columns[SHOT_ENGLISH], &columns[SHOT_WORKFLOW],
  &columns[SHOT_SEED], &columns[SHOT_SETUP_CAMERA], &columns[SHOT_SETUP_LENS],
  &columns[SHOT_SETUP_STOCK], &columns[SHOT_SETUP_LIGHT], &columns[SHOT_SETUP_MOVE],
  &columns[SHOT_SETUP_SIZE], &columns[SHOT_INFO_VERSION], &columns[SHOT_INFO_TAKES],
  &columns[SHOT_INFO_RESOLUTION], &columns[SHOT_INFO_FILE], NULL,
};

static const AipSheetColumn *const prompt_columns[] = {
  &columns[SHOT_CODE], &columns[SHOT_SCENE], &columns[SHOT_DESCRIPTION],
  &columns[SHOT_ACTION], &columns[SHOT_PROMPT], &columns[SHOT_NEGATIVE],
  &columns[SHOT_ENGLISH], &columns[SHOT_WORKFLOW], &columns[SHOT_SEED], NULL,
};

static const AipSheetColumn *const technical_columns[] = {
  &columns[SHOT_INFO_NUMBER], &columns[SHOT_CODE], &columns[SHOT_SCENE],
  &columns[SHOT_DURATION], &columns[SHOT_INFO_TIMECODE], &columns[SHOT_SETUP_SIZE],
  &columns[SHOT_SETUP_CAMERA], &columns[SHOT_SETUP_LENS], &columns[SHOT_SETUP_STOCK],
  &columns[SHOT_SETUP_LIGHT], &columns[SHOT_SETUP_MOVE], &columns[SHOT_WORKFLOW],
  &columns[SHOT_SEED], &columns[SHOT_NOTES], NULL,
};

static const AipSheetColumn *const delivery_columns[] = {
  &columns[SHOT_INFO_NUMBER], &columns[SHOT_CODE], &columns[SHOT_SCENE],
  &columns[SHOT_INFO_START], &columns[SHOT_DURATION], &columns[SHOT_INFO_TIMECODE],
  &columns[SHOT_INFO_SECONDS], &columns[SHOT_STATUS], &columns[SHOT_INFO_VERSION],
  &columns[SHOT_INFO_FILE], &columns[SHOT_INFO_RESOLUTION], &columns[SHOT_NOTES], NULL,
};

static const AipSheetColumn *const scene_columns[] = {
  &columns[SCENE_CODE], &columns[SCENE_NAME], &columns[SCENE_DESCRIPTION],
  &columns[SCENE_INFO_SHOTS], NULL,
};

static const AipSheetColumn *const character_columns[] = {
  &columns[CHARACTER_NAME], &columns[CHARACTER_ALIASES], &columns[CHARACTER_ROLE],
  &columns[CHARACTER_AGE], &columns[CHARACTER_DESCRIPTION], &columns[CHARACTER_NEGATIVE],
  &columns[CHARACTER_INFO_SHOTS], NULL,
};

static const AipSheetColumn *const place_columns[] = {
  &columns[PLACE_NAME], &columns[PLACE_LOCATION], &columns[PLACE_DESCRIPTION],
  &columns[PLACE_TIME], &columns[PLACE_WEATHER], &columns[PLACE_INFO_SHOTS], NULL,
};

static const AipSheetPlan full_plans[] = {
  { AIP_KIND_SHOT, N_("Shots"), full_columns },
  { AIP_KIND_SCENE, N_("Scenes"), scene_columns },
  { AIP_KIND_CHARACTER, N_("Characters"), character_columns },
  { AIP_KIND_PLACE, N_("Places"), place_columns },
};

static const AipSheetPlan prompt_plans[] = { { AIP_KIND_SHOT, N_("Shots"), prompt_columns } };
static const AipSheetPlan technical_plans[] = {
  { AIP_KIND_SHOT, N_("Shots"), technical_columns },
};
static const AipSheetPlan delivery_plans[] = { { AIP_KIND_SHOT, N_("Shots"), delivery_columns } };

static const struct {
  const char         *nick;
  const char         *title;
  const AipSheetPlan *plans;
  guint               n_plans;
} purposes[AIP_N_SHEET_PURPOSES] = {
  [AIP_SHEET_FULL] = { "full", N_("Full Shot List"), full_plans, G_N_ELEMENTS (full_plans) },
  [AIP_SHEET_PROMPTS] = { "prompts", N_("Prompts Only"), prompt_plans, 1 },
  [AIP_SHEET_CHARACTERS] = { "characters", N_("Characters"), full_plans + 2, 1 },
  [AIP_SHEET_PLACES] = { "places", N_("Places"), full_plans + 3, 1 },
  [AIP_SHEET_TECHNICAL] = { "technical", N_("Technical List"), technical_plans, 1 },
  [AIP_SHEET_DELIVERY] = { "delivery", N_("Delivery List"), delivery_plans, 1 },
};

const AipSheetColumn *
aip_sheet_column_find (AipKind     kind,
                       const char *key)
{
  g_return_val_if_fail (key != NULL, NULL);

  for (guint i = 0; i < N_COLUMNS; i++)
    if (columns[i].kind == kind && g_str_equal (columns[i].key, key))
      return &columns[i];

  return NULL;
}

static gboolean
is_title (const char *title,
          const char *wanted_folded)
{
  g_autofree char *folded = aip_text_fold (title);

  return g_str_equal (folded, wanted_folded);
}

const char *
aip_sheet_column_get_title (const AipSheetColumn *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->format != NULL ? self->title : _(self->title);
}

gboolean
aip_sheet_column_is_called (const AipSheetColumn *self,
                            const char           *title)
{
  g_autofree char *clean = NULL;
  g_autofree char *wanted = NULL;

  g_return_val_if_fail (self != NULL && title != NULL, FALSE);

  clean = aip_text_clean (title);
  wanted = aip_text_fold (g_strstrip (clean));

  return is_title (self->title, wanted) || is_title (aip_sheet_column_get_title (self), wanted);
}

const AipSheetColumn *
aip_sheet_column_from_title (AipKind     kind,
                             const char *title)
{
  g_autofree char *clean = NULL;
  g_autofree char *wanted = NULL;

  g_return_val_if_fail (title != NULL, NULL);

  clean = aip_text_clean (title);
  wanted = aip_text_fold (g_strstrip (clean));
  for (guint i = 0; i < N_COLUMNS; i++)
    if (columns[i].kind == kind &&
        (is_title (columns[i].title, wanted) || is_title (_(columns[i].title), wanted)))
      return &columns[i];

  return NULL;
}

const char *
aip_sheet_purpose_to_nick (AipSheetPurpose purpose)
{
  g_return_val_if_fail (purpose < AIP_N_SHEET_PURPOSES, NULL);

  return purposes[purpose].nick;
}

gboolean
aip_sheet_purpose_from_nick (const char      *nick,
                             AipSheetPurpose *purpose)
{
  g_return_val_if_fail (nick != NULL && purpose != NULL, FALSE);

  for (guint i = 0; i < AIP_N_SHEET_PURPOSES; i++)
    if (g_str_equal (purposes[i].nick, nick))
      {
        *purpose = i;

        return TRUE;
      }

  return FALSE;
}

const char *
aip_sheet_purpose_get_title (AipSheetPurpose purpose)
{
  g_return_val_if_fail (purpose < AIP_N_SHEET_PURPOSES, NULL);

  return _(purposes[purpose].title);
}

const AipSheetPlan *
aip_sheet_purpose_get_plans (AipSheetPurpose  purpose,
                             guint           *n_plans)
{
  g_return_val_if_fail (purpose < AIP_N_SHEET_PURPOSES, NULL);
  g_return_val_if_fail (n_plans != NULL, NULL);

  *n_plans = purposes[purpose].n_plans;

  return purposes[purpose].plans;
}
