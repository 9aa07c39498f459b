/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-column"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-shot-column.h"

#define SHOWN AIP_SHOT_COLUMN_SHOWN
#define SORTED AIP_SHOT_COLUMN_SORTED
#define SHARED AIP_SHOT_COLUMN_SHARED
#define NUMBER AIP_SHOT_COLUMN_NUMBER
#define WIDE AIP_SHOT_COLUMN_WIDE

/* In the order of the enumeration. */
static const AipShotColumnInfo infos[] = {
  { "thumbnail", N_("Picture"), NULL, AIP_SHOT_EDITOR_NONE, SHOWN, 88 },
  { "code", N_("Code"), "code", AIP_SHOT_EDITOR_LINE, SHOWN | SORTED, 88 },
  { "description", N_("Description"), "description", AIP_SHOT_EDITOR_TEXT, SHOWN | SORTED | WIDE,
    146 },
  { "status", N_("Status"), "status", AIP_SHOT_EDITOR_CHOICE, SHOWN | SORTED | SHARED, 104 },
  { "findings", N_("Findings"), NULL, AIP_SHOT_EDITOR_SETUP, SHOWN | SORTED, 72 },
  { "generation", N_("Generation"), NULL, AIP_SHOT_EDITOR_NONE, SHOWN | SORTED | WIDE, 132 },
  { "takes", N_("Takes"), NULL, AIP_SHOT_EDITOR_NONE, SHOWN | SORTED | NUMBER, 60 },
  { "duration", N_("Duration"), "duration", AIP_SHOT_EDITOR_LINE, SHOWN | SORTED | SHARED | NUMBER,
    92 },
  { "size", N_("Size"), NULL, AIP_SHOT_EDITOR_SETUP, SHOWN | SORTED | SHARED, 112 },
  { "lens", N_("Lens"), NULL, AIP_SHOT_EDITOR_SETUP, SHOWN | SORTED | SHARED, 168 },
  { "move", N_("Move"), NULL, AIP_SHOT_EDITOR_SETUP, SHOWN | SORTED | SHARED, 128 },
  { "camera", N_("Camera"), NULL, AIP_SHOT_EDITOR_SETUP, SORTED | SHARED, 140 },
  { "light", N_("Light"), NULL, AIP_SHOT_EDITOR_SETUP, SORTED | SHARED, 140 },
  { "scene", N_("Scene"), "scene", AIP_SHOT_EDITOR_CHOICE, SHOWN | SORTED | SHARED, 112 },
  { "workflow", N_("Workflow"), "workflow", AIP_SHOT_EDITOR_CHOICE, SHOWN | SORTED | SHARED, 104 },
  { "action", N_("Action"), "action", AIP_SHOT_EDITOR_TEXT, SORTED, 200 },
  { "dialogue", N_("Dialogue"), "dialogue", AIP_SHOT_EDITOR_TEXT, SORTED, 200 },
  { "characters", N_("Characters"), "characters", AIP_SHOT_EDITOR_LINE, SORTED, 140 },
  { "place", N_("Place"), "place", AIP_SHOT_EDITOR_LINE, SORTED | SHARED, 120 },
  { "tags", N_("Tags"), "tags", AIP_SHOT_EDITOR_LINE, SORTED, 120 },
  { "notes", N_("Notes"), "notes", AIP_SHOT_EDITOR_TEXT, SORTED, 200 },
  { "seed", N_("Seed"), "seed", AIP_SHOT_EDITOR_LINE, NUMBER, 120 },
};

G_STATIC_ASSERT (G_N_ELEMENTS (infos) == AIP_N_SHOT_COLUMNS);

const AipShotColumnInfo *
aip_shot_column_get_info (AipShotColumn column)
{
  g_return_val_if_fail ((guint) column < AIP_N_SHOT_COLUMNS, NULL);

  return &infos[column];
}

const char *
aip_shot_column_get_title (AipShotColumn column)
{
  g_return_val_if_fail ((guint) column < AIP_N_SHOT_COLUMNS, NULL);

  return _(infos[column].title);
}

AipShotColumn
aip_shot_column_from_id (const char *id)
{
  for (guint i = 0; i < AIP_N_SHOT_COLUMNS; i++)
    {
      if (g_strcmp0 (infos[i].id, id) == 0)
        return (AipShotColumn) i;
    }

  return AIP_SHOT_COLUMN_NONE;
}

gboolean
aip_shot_column_get_setup_cell (AipShotColumn  column,
                                AipSetupCell  *cell)
{
  AipSetupCell found;

  switch (column)
    {
    case AIP_SHOT_COLUMN_CAMERA:
      found = AIP_SETUP_CELL_CAMERA;
      break;
    case AIP_SHOT_COLUMN_LENS:
      found = AIP_SETUP_CELL_LENS;
      break;
    case AIP_SHOT_COLUMN_LIGHT:
      found = AIP_SETUP_CELL_LIGHT;
      break;
    case AIP_SHOT_COLUMN_MOVE:
      found = AIP_SETUP_CELL_MOVE;
      break;
    case AIP_SHOT_COLUMN_SIZE:
      found = AIP_SETUP_CELL_SIZE;
      break;
    default:
      return FALSE;
    }

  if (cell != NULL)
    *cell = found;
  return TRUE;
}

AipShotColumn
aip_shot_column_from_field (const char *field)
{
  for (guint i = 0; i < AIP_N_SHOT_COLUMNS; i++)
    {
      if (field != NULL && g_strcmp0 (infos[i].field, field) == 0)
        return (AipShotColumn) i;
    }

  return AIP_SHOT_COLUMN_NONE;
}
