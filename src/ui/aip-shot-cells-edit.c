/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-cells-edit"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-error.h"
#include "aip-setup-edit.h"
#include "aip-shot-cells-edit.h"
#include "aip-shot-edit.h"

#define MAX_SENTENCES 100

/* The same text in a thousand cells is understood once. */
typedef struct {
  AipDocument    *document;
  AipShotSetups  *setups;
  GHashTable     *values;   /* field and text → GVariant */
  AipCellsReport *report;
} Writer;

void
aip_cells_report_clear (AipCellsReport *self)
{
  g_clear_pointer (&self->sentences, g_ptr_array_unref);
}

static gboolean
may_be_empty (const char *field)
{
  return !g_str_equal (field, "code") && !g_str_equal (field, "status")
         && !g_str_equal (field, "duration");
}

static GVariant *
read_value (Writer      *self,
            const char  *field,
            const char  *text,
            GError     **error)
{
  g_autofree char *key = g_strdup_printf ("%s %s", field, text);
  GVariant *value = g_hash_table_lookup (self->values, key);

  if (value != NULL)
    return value;

  value = aip_shot_edit_read_text (self->document, field, text, error);
  if (value != NULL)
    g_hash_table_insert (self->values, g_steal_pointer (&key), value);

  return value;
}

static gboolean
write_setup (Writer        *self,
             AipShot       *shot,
             AipSetupCell   cell,
             const char    *text,
             gboolean      *changed,
             GError       **error)
{
  g_autofree char *json = NULL;

  /* As it is there already: most cells of a block that comes back. */
  if (g_str_equal (text, aip_shot_setups_get_text (self->setups, shot, cell)))
    return TRUE;

  json = aip_setup_edit_dup_json (self->setups, shot, cell, text, error);
  if (json == NULL)
    return FALSE;
  if (g_str_equal (json, aip_shot_get_setup (shot)))
    return TRUE;

  *changed = TRUE;

  return aip_document_set_text (self->document, AIP_ENTITY (shot), "setup", json, error);
}

static gboolean
write_cell (Writer         *self,
            AipShot        *shot,
            AipShotColumn   column,
            const char     *text,
            gboolean       *changed,
            GError        **error)
{
  const AipShotColumnInfo *info = aip_shot_column_get_info (column);
  AipSetupCell cell;
  GVariant *value;

  if (aip_shot_column_get_setup_cell (column, &cell))
    return write_setup (self, shot, cell, text, changed, error);

  if (info->field == NULL || info->editor == AIP_SHOT_EDITOR_NONE)
    {
      /* Nothing was lost when nothing was to be written. */
      if (*text == '\0')
        return TRUE;
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                           _("This column is worked out and cannot be written."));
      return FALSE;
    }
  if (*text == '\0' && !may_be_empty (info->field))
    return TRUE;

  value = read_value (self, info->field, text, error);
  if (value == NULL)
    return FALSE;

  return aip_shot_edit_set_value (self->document, shot, info->field, value, changed, error);
}

static void
refuse (Writer        *self,
        AipShot       *shot,
        AipShotColumn  column,
        const GError  *error)
{
  self->report->n_refused++;
  if (self->report->sentences->len < MAX_SENTENCES)
    g_ptr_array_add (self->report->sentences,
                     /* Translators: a cell that was refused: code of the shot, title of the
                      * column, a whole sentence why */
                     g_strdup_printf (_("%s, %s: %s"), aip_shot_get_code (shot),
                                      aip_shot_column_get_title (column), error->message));
}

void
aip_shot_cells_write (AipDocument    *document,
                      AipShotSetups  *setups,
                      GPtrArray      *shots,
                      GArray         *columns,
                      AipCellsText    text,
                      gpointer        user_data,
                      const char     *label,
                      AipCellsReport *report)
{
  Writer writer = { document, setups, NULL, report };

  g_return_if_fail (AIP_IS_DOCUMENT (document));
  g_return_if_fail (AIP_IS_SHOT_SETUPS (setups));
  g_return_if_fail (shots != NULL && columns != NULL && text != NULL && report != NULL);

  writer.values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) g_variant_unref);
  *report = (AipCellsReport) { .sentences = g_ptr_array_new_with_free_func (g_free) };

  aip_document_begin (document, label);
  for (guint i = 0; i < shots->len; i++)
    {
      AipShot *shot = g_ptr_array_index (shots, i);

      for (guint j = 0; j < columns->len; j++)
        {
          AipShotColumn column = g_array_index (columns, AipShotColumn, j);
          g_autofree char *wanted = text (i, j, user_data);
          g_autoptr(GError) error = NULL;
          gboolean changed = FALSE;

          if (wanted == NULL)
            continue;
          report->n_cells++;
          if (!write_cell (&writer, shot, column, wanted, &changed, &error))
            refuse (&writer, shot, column, error);
          else if (changed)
            report->n_changed++;
        }
    }
  aip_document_commit (document);

  g_hash_table_unref (writer.values);
}
