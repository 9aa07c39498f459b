/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-sheet-export"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "aip-error.h"
#include "aip-sheet-export.h"
#include "aip-task.h"
#include "aip-workbook.h"
#include "aip-written-file.h"

typedef struct {
  AipSheetSource  *source;
  char            *path;
  AipSheetOptions  options;
} ExportData;

static void
export_data_free (gpointer user_data)
{
  ExportData *data = user_data;

  aip_sheet_source_unref (data->source);
  g_free (data->path);
  g_free (data);
}

gboolean
aip_sheet_format_from_path (const char     *path,
                            AipSheetFormat *format)
{
  static const struct { const char *ending; AipSheetFormat format; } endings[] = {
    { ".xlsx", AIP_SHEET_XLSX }, { ".csv", AIP_SHEET_CSV }, { ".json", AIP_SHEET_JSON },
    { ".html", AIP_SHEET_HTML }, { ".htm", AIP_SHEET_HTML },
    { ".pdf", AIP_SHEET_PDF },
  };
  g_autofree char *folded = NULL;

  g_return_val_if_fail (path != NULL && format != NULL, FALSE);

  folded = g_ascii_strdown (path, -1);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (folded, endings[i].ending))
      {
        *format = endings[i].format;

        return TRUE;
      }

  return FALSE;
}

/* Reads the new workbook back: what a full disk has cut off must not take the old one's place. */
static gboolean
check_workbook (const ExportData  *data,
                const char        *path,
                GCancellable      *cancellable,
                GError           **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(AipWorkbook) workbook = aip_workbook_load (path, cancellable, &local_error);
  guint n_plans;
  const AipSheetPlan *plans = aip_sheet_source_get_plans (data->source, data->options.purpose,
                                                         &n_plans);

  if (workbook == NULL && local_error->domain == AIP_ERROR)
    return aip_written_file_set_error (data->path, ENOSPC, error);
  if (workbook == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  for (guint i = 0; i < n_plans; i++)
    {
      guint n_items = aip_sheet_source_get_n_items (data->source, plans[i].kind);

      if (aip_workbook_get_n_sheets (workbook) <= i ||
          aip_table_get_n_rows (aip_workbook_get_sheet (workbook, i)) != n_items + 2)
        return aip_written_file_set_error (data->path, ENOSPC, error);
    }

  return TRUE;
}

static gboolean
sync_file (const char  *path,
           const char  *shown,
           GError     **error)
{
  int file = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  int status = file >= 0 ? fsync (file) : -1;
  int number = errno;

  if (file >= 0)
    close (file);

  return status == 0 || aip_written_file_set_error (shown, number, error);
}

/* What is not made in memory but written piece by piece. */
static gboolean
write_file (const ExportData  *data,
                GCancellable      *cancellable,
                GError           **error)
{
  g_autofree char *folder = g_path_get_dirname (data->path);
  g_autofree char *temporary = g_build_filename (folder, ".aipipeline-XXXXXX", NULL);
  g_autoptr(GError) local_error = NULL;
  int file = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0644);
  gboolean good;

  if (file < 0)
    return aip_written_file_set_error (data->path, errno, error);
  close (file);

  if (data->options.format == AIP_SHEET_PDF)
    good = aip_sheet_write_pdf (data->source, &data->options, temporary, cancellable, &local_error);
  else
    good = aip_xlsx_write (data->source, &data->options, temporary, cancellable, &local_error);
  if (g_error_matches (local_error, AIP_ERROR, AIP_ERROR_NO_SPACE))
    {
      g_clear_error (&local_error);
      aip_written_file_set_error (data->path, ENOSPC, &local_error);
    }
  if (good && data->options.format == AIP_SHEET_XLSX)
    good = check_workbook (data, temporary, cancellable, &local_error);
  good = good && sync_file (temporary, data->path, &local_error);
  if (good && g_rename (temporary, data->path) != 0)
    good = aip_written_file_set_error (data->path, errno, &local_error);
  if (good)
    return TRUE;

  g_unlink (temporary);
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

static gboolean
export_list (const ExportData  *data,
             GCancellable      *cancellable,
             GError           **error)
{
  g_autoptr(GBytes) bytes = NULL;

  switch (data->options.format)
    {
    case AIP_SHEET_XLSX:
    case AIP_SHEET_PDF:
      return write_file (data, cancellable, error);
    case AIP_SHEET_JSON:
      bytes = aip_sheet_make_json (data->source, &data->options, cancellable, error);
      break;
    case AIP_SHEET_HTML:
      bytes = aip_sheet_make_html (data->source, &data->options, cancellable, error);
      break;
    case AIP_SHEET_CSV:
    case AIP_SHEET_CSV_KOREAN:
    default:
      bytes = aip_sheet_make_csv (data->source, &data->options, cancellable, error);
      break;
    }

  return bytes != NULL && !g_cancellable_set_error_if_cancelled (cancellable, error) &&
         aip_written_file_replace (data->path, bytes, error);
}

static void
export_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  const ExportData *data = task_data;
  GError *error = NULL;
  guint n_plans;

  if (export_list (data, cancellable, &error))
    g_task_return_int (task,
                       aip_sheet_source_get_n_items (data->source,
                                                     aip_sheet_purpose_get_plans (
                                                       data->options.purpose, &n_plans)->kind));
  else
    g_task_return_error (task, error);
}

void
aip_sheet_export_async (AipSheetSource        *source,
                        const char            *path,
                        const AipSheetOptions *options,
                        GCancellable          *cancellable,
                        GAsyncReadyCallback    callback,
                        gpointer               user_data)
{
  g_autoptr(GTask) task = NULL;
  ExportData *data;

  g_return_if_fail (source != NULL && path != NULL && options != NULL);

  data = g_new0 (ExportData, 1);
  data->source = aip_sheet_source_ref (source);
  data->path = g_strdup (path);
  data->options = *options;

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_sheet_export_async);
  g_task_set_task_data (task, data, export_data_free);
  aip_task_run_in_thread (task, export_thread);
}

gboolean
aip_sheet_export_finish (GAsyncResult  *result,
                         guint         *n_rows,
                         GError       **error)
{
  gssize n;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  n = g_task_propagate_int (G_TASK (result), error);
  if (n >= 0 && n_rows != NULL)
    *n_rows = (guint) n;

  return n >= 0;
}
