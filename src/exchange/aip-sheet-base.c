/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-sheet-base"

#include "config.h"

#include <string.h>

#include "aip-sheet-base.h"

#define SEPARATOR '|'

typedef struct {
  AipKind  kind;
  GStrv    texts; /* in the order of the keys of its kind */
} Exported;

struct _AipSheetBase {
  char       *project;
  char       *purpose;
  gint64      position;
  GStrv       keys[AIP_N_KINDS];
  GHashTable *rows; /* id → Exported */
  GPtrArray  *ids;  /* as they stand in the sheet */
};

/* “_x”, four hexadecimal digits and “_” stand for a character in workbooks. */
static gboolean
is_escape (const char *at)
{
  if (at[0] != '_' || at[1] != 'x')
    return FALSE;
  for (guint i = 2; i < 6; i++)
    if (!g_ascii_isxdigit (at[i]))
      return FALSE;

  return at[6] == '_';
}

char *
aip_sheet_base_cut (const char *text)
{
  g_autoptr(GString) cell = NULL;
  guint units = 0;

  g_return_val_if_fail (text != NULL, NULL);

  if (strlen (text) <= AIP_SHEET_MAX_CELL_UNITS && strstr (text, "_x") == NULL)
    return g_strdup (text);

  cell = g_string_sized_new (strlen (text));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gboolean escaped = is_escape (p);

      units += (g_utf8_get_char (p) > 0xffff ? 2 : 1) + (escaped ? 6 : 0);
      if (units > AIP_SHEET_MAX_CELL_UNITS)
        break;
      if (escaped)
        g_string_append (cell, "_x005F");
      g_string_append_len (cell, p, g_utf8_next_char (p) - p);
    }

  return g_string_free_and_steal (g_steal_pointer (&cell));
}

char *
aip_sheet_base_pack (const char *const *texts)
{
  g_autoptr(GString) packed = g_string_new (NULL);

  g_return_val_if_fail (texts != NULL, NULL);

  for (guint i = 0; texts[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (packed, SEPARATOR);
      for (const char *p = texts[i]; *p != '\0'; p++)
        switch (*p)
          {
          case SEPARATOR:
            g_string_append (packed, "\\p");
            break;
          case '\\':
            g_string_append (packed, "\\\\");
            break;
          case '\n':
            g_string_append (packed, "\\n");
            break;
          case '\t':
            g_string_append (packed, "\\t");
            break;
          default:
            g_string_append_c (packed, *p);
          }
    }

  return g_string_free_and_steal (g_steal_pointer (&packed));
}

GStrv
aip_sheet_base_unpack (const char *packed)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new_null_terminated (32, g_free, TRUE);
  g_autoptr(GString) text = g_string_new (NULL);

  g_return_val_if_fail (packed != NULL, NULL);

  for (const char *p = packed; ; p++)
    if (*p == SEPARATOR || *p == '\0')
      {
        g_ptr_array_add (texts, g_strndup (text->str, text->len));
        g_string_truncate (text, 0);
        if (*p == '\0')
          break;
      }
    else if (*p == '\\' && p[1] != '\0')
      {
        p++;
        g_string_append_c (text, *p == 'p' ? SEPARATOR : *p == 'n' ? '\n' : *p == 't' ? '\t' : *p);
      }
    else
      g_string_append_c (text, *p);

  return (GStrv) g_ptr_array_steal (texts, NULL);
}

static void
exported_free (gpointer data)
{
  Exported *self = data;

  g_strfreev (self->texts);
  g_free (self);
}

void
aip_sheet_base_free (AipSheetBase *self)
{
  g_free (self->project);
  g_free (self->purpose);
  for (guint i = 0; i < AIP_N_KINDS; i++)
    g_strfreev (self->keys[i]);
  g_hash_table_unref (self->rows);
  g_ptr_array_unref (self->ids);
  g_free (self);
}

static void
read_row (AipSheetBase *self,
          AipTable     *table,
          guint         row)
{
  const char *id = aip_table_get_cell (table, row, 1);
  g_autoptr(GString) packed = NULL;
  Exported *exported;
  AipKind kind;
  char *key;

  if (!aip_kind_from_nick (aip_table_get_cell (table, row, 0), &kind) || *id == '\0')
    return;
  if (g_str_equal (id, "columns"))
    {
      g_strfreev (self->keys[kind]);
      self->keys[kind] = g_strsplit (aip_table_get_cell (table, row, 2), " ", -1);
      return;
    }
  if (g_hash_table_contains (self->rows, id))
    return;

  packed = g_string_new (NULL);
  for (guint i = 2; i < aip_table_get_n_cells (table, row); i++)
    g_string_append (packed, aip_table_get_cell (table, row, i));

  key = g_strdup (id);
  exported = g_new0 (Exported, 1);
  exported->kind = kind;
  exported->texts = aip_sheet_base_unpack (packed->str);
  g_ptr_array_add (self->ids, key);
  g_hash_table_insert (self->rows, key, exported);
}

AipSheetBase *
aip_sheet_base_read (AipWorkbook *workbook)
{
  AipTable *table;
  AipSheetBase *self;

  g_return_val_if_fail (AIP_IS_WORKBOOK (workbook), NULL);

  table = aip_workbook_find_sheet (workbook, AIP_SHEET_BASE_NAME);
  if (table == NULL ||
      strcmp (aip_table_get_cell (table, 0, 0), AIP_SHEET_BASE_MARK) != 0 ||
      strcmp (aip_table_get_cell (table, 0, 1), AIP_SHEET_BASE_VERSION) != 0)
    return NULL;

  self = g_new0 (AipSheetBase, 1);
  self->project = g_strdup (aip_table_get_cell (table, 0, 2));
  self->position = g_ascii_strtoll (aip_table_get_cell (table, 0, 3), NULL, 10);
  self->purpose = g_strdup (aip_table_get_cell (table, 0, 4));
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, exported_free);
  self->ids = g_ptr_array_new ();
  for (guint row = 1; row < aip_table_get_n_rows (table); row++)
    read_row (self, table, row);

  return self;
}

const char *
aip_sheet_base_get_project (AipSheetBase *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->project;
}

gint64
aip_sheet_base_get_position (AipSheetBase *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->position;
}

const char *
aip_sheet_base_get_purpose (AipSheetBase *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->purpose;
}

const char *
aip_sheet_base_lookup (AipSheetBase *self,
                       const char   *id,
                       const char   *key)
{
  const Exported *exported;
  char **keys;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (id != NULL && key != NULL, NULL);

  exported = g_hash_table_lookup (self->rows, id);
  if (exported == NULL)
    return NULL;

  keys = self->keys[exported->kind];
  for (guint i = 0; keys != NULL && keys[i] != NULL && exported->texts[i] != NULL; i++)
    if (g_str_equal (keys[i], key))
      return exported->texts[i];

  return NULL;
}

GPtrArray *
aip_sheet_base_dup_ids (AipSheetBase *self,
                        AipKind       kind)
{
  GPtrArray *ids = g_ptr_array_new ();

  g_return_val_if_fail (self != NULL, ids);

  for (guint i = 0; i < self->ids->len; i++)
    {
      const Exported *exported = g_hash_table_lookup (self->rows,
                                                      g_ptr_array_index (self->ids, i));

      if (exported->kind == kind)
        g_ptr_array_add (ids, g_ptr_array_index (self->ids, i));
    }

  return ids;
}
