/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-column"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-shot-column.h"

#define CUSTOM_ID "field-"
#define CUSTOM_FIELD "custom:"

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
  { "stale", N_("Stale"), NULL, AIP_SHOT_EDITOR_NONE, SORTED, 160 },
};

G_STATIC_ASSERT (G_N_ELEMENTS (infos) == AIP_N_SHOT_COLUMNS);

/* Fields of projects ------------------------------------------------------------------------ */

/**
 * Custom:
 * @field: weak; gone with its project
 * @name: that @info was made for
 * @info: @id and @field are its own, @title is @name
 *
 * The column of a field. There are as many as fields were ever shown, so they are kept.
 */
typedef struct {
  AipCustomField    *field;
  char              *name;
  AipShotColumnInfo  info;
} Custom;

static GPtrArray *customs;

static GQuark
column_quark (void)
{
  static GQuark quark;

  if (quark == 0)
    quark = g_quark_from_static_string ("aip-shot-column");

  return quark;
}

static Custom *
get_custom (AipShotColumn column)
{
  guint index = (guint) column - AIP_N_SHOT_COLUMNS;

  return column >= AIP_N_SHOT_COLUMNS && customs != NULL && index < customs->len
         ? g_ptr_array_index (customs, index) : NULL;
}

/* In the order of AipCustomType. */
static const struct {
  AipShotEditor      editor;
  AipShotColumnFlags flags;
  int                width;
} looks[AIP_N_CUSTOM_TYPES] = {
  { AIP_SHOT_EDITOR_LINE, SHOWN | SORTED | SHARED, 140 },
  { AIP_SHOT_EDITOR_TEXT, SHOWN | SORTED, 200 },
  { AIP_SHOT_EDITOR_LINE, SHOWN | SORTED | SHARED | NUMBER, 92 },
  { AIP_SHOT_EDITOR_CHECK, SHOWN | SORTED | SHARED, 72 },
  { AIP_SHOT_EDITOR_CHOICE, SHOWN | SORTED | SHARED, 120 },
  { AIP_SHOT_EDITOR_CHOICES, SHOWN | SORTED | SHARED, 160 },
  { AIP_SHOT_EDITOR_DATE, SHOWN | SORTED | SHARED | NUMBER, 108 },
  { AIP_SHOT_EDITOR_RATING, SHOWN | SORTED | SHARED, 104 },
  { AIP_SHOT_EDITOR_LINE, SHOWN | SORTED | SHARED, 160 },
  { AIP_SHOT_EDITOR_NONE, SHOWN | SORTED | NUMBER, 112 },
};

static void
update_info (Custom *custom)
{
  const AipCustomFormat *format;

  /* The name of a field that is gone stays what it was. */
  if (custom->field == NULL)
    return;

  format = aip_custom_field_get_format (custom->field);
  g_set_str (&custom->name, aip_custom_field_get_name (custom->field));
  custom->info.title = custom->name;
  if (format->type != AIP_CUSTOM_UNKNOWN)
    {
      custom->info.editor = looks[format->type].editor;
      custom->info.flags = looks[format->type].flags;
      custom->info.width = looks[format->type].width;
    }
  else
    {
      custom->info.editor = AIP_SHOT_EDITOR_NONE;
      custom->info.flags = SHOWN;
      custom->info.width = looks[AIP_CUSTOM_TEXT].width;
    }
}

AipShotColumn
aip_shot_column_of_field (AipCustomField *field)
{
  const char *id;
  Custom *custom;
  gpointer known;

  g_return_val_if_fail (AIP_IS_CUSTOM_FIELD (field), AIP_SHOT_COLUMN_NONE);

  known = g_object_get_qdata (G_OBJECT (field), column_quark ());
  if (known != NULL)
    return (AipShotColumn) GPOINTER_TO_INT (known);

  if (customs == NULL)
    customs = g_ptr_array_new ();
  id = aip_entity_get_id (AIP_ENTITY (field));
  custom = g_new0 (Custom, 1);
  custom->info.id = g_strconcat (CUSTOM_ID, id, NULL);
  custom->info.field = g_strconcat (CUSTOM_FIELD, id, NULL);
  g_set_weak_pointer (&custom->field, field);
  update_info (custom);
  g_ptr_array_add (customs, custom);
  known = GINT_TO_POINTER (AIP_N_SHOT_COLUMNS + (int) customs->len - 1);
  g_object_set_qdata (G_OBJECT (field), column_quark (), known);

  return (AipShotColumn) GPOINTER_TO_INT (known);
}

AipCustomField *
aip_shot_column_get_custom (AipShotColumn column)
{
  Custom *custom = get_custom (column);

  return custom != NULL ? custom->field : NULL;
}

gboolean
aip_shot_column_is_valid (AipShotColumn column)
{
  return (guint) column < AIP_N_SHOT_COLUMNS || get_custom (column) != NULL;
}

GArray *
aip_shot_column_dup_all (AipDocument *document)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (AipShotColumn));
  AipEntityList *list;
  AipEntity *field;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), columns);

  for (AipShotColumn column = 0; column < AIP_N_SHOT_COLUMNS; column++)
    g_array_append_val (columns, column);

  list = aip_document_get_list (document, AIP_KIND_FIELD);
  for (guint i = 0; (field = aip_entity_list_peek (list, i)) != NULL; i++)
    {
      AipShotColumn column = aip_shot_column_of_field (AIP_CUSTOM_FIELD (field));

      g_array_append_val (columns, column);
    }

  return columns;
}

/* All columns --------------------------------------------------------------------------------- */

const AipShotColumnInfo *
aip_shot_column_get_info (AipShotColumn column)
{
  Custom *custom = get_custom (column);

  if (custom != NULL)
    {
      update_info (custom);
      return &custom->info;
    }

  g_return_val_if_fail ((guint) column < AIP_N_SHOT_COLUMNS, NULL);

  return &infos[column];
}

const char *
aip_shot_column_get_title (AipShotColumn column)
{
  g_return_val_if_fail (aip_shot_column_is_valid (column), NULL);

  if (column >= AIP_N_SHOT_COLUMNS)
    return aip_shot_column_get_info (column)->title;

  return _(infos[column].title);
}

void
aip_shot_column_append_item (AipShotColumn  column,
                             GMenu         *menu)
{
  g_autoptr(GString) label = NULL;
  g_autofree char *action = NULL;

  g_return_if_fail (aip_shot_column_is_valid (column));
  g_return_if_fail (G_IS_MENU (menu));

  /* A menu takes an underscore for the mark of a key; names of fields are anybody's. */
  label = g_string_new (aip_shot_column_get_title (column));
  g_string_replace (label, "_", "__", 0);
  action = g_strconcat ("shots.column-", aip_shot_column_get_info (column)->id, NULL);
  g_menu_append (menu, label->str, action);
}

AipShotColumn
aip_shot_column_find (AipDocument *document,
                      const char  *id)
{
  AipEntity *field;

  g_return_val_if_fail (document == NULL || AIP_IS_DOCUMENT (document), AIP_SHOT_COLUMN_NONE);

  if (document == NULL || id == NULL || !g_str_has_prefix (id, CUSTOM_ID))
    return aip_shot_column_from_id (id);

  field = aip_document_lookup (document, id + strlen (CUSTOM_ID));

  return AIP_IS_CUSTOM_FIELD (field) ? aip_shot_column_of_field (AIP_CUSTOM_FIELD (field))
                                     : AIP_SHOT_COLUMN_NONE;
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
