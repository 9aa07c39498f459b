/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cli-sheet"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cli-sheet.h"
#include "aip-sheet-export.h"

/* export --------------------------------------------------------------------------------------- */

static gboolean
get_page_options (const AipCliOptions  *options,
                  AipSheetOptions      *sheet,
                  GError              **error)
{
  if (options->per_row < 0 || options->per_row > AIP_SHEET_MAX_PER_ROW)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("A row has 1 to %d shots."), AIP_SHEET_MAX_PER_ROW);
      return FALSE;
    }
  if (options->paper != NULL && g_ascii_strcasecmp (options->paper, "a4") != 0
      && g_ascii_strcasecmp (options->paper, "letter") != 0)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("There is no paper “%s”; there are a4 and letter."), options->paper);
      return FALSE;
    }

  sheet->per_row = (guint) options->per_row;
  sheet->letter = options->paper != NULL && g_ascii_strcasecmp (options->paper, "letter") == 0;

  return TRUE;
}

static gboolean
get_export_options (AipCliCall       *call,
                    AipSheetOptions  *sheet,
                    GError          **error)
{
  const AipCliOptions *options = aip_cli_call_get_options (call);
  const char *path = aip_cli_call_get_arguments (call)[1];

  *sheet = (AipSheetOptions) { AIP_SHEET_FULL, AIP_SHEET_XLSX, options->pictures };
  if (options->purpose != NULL &&
      !aip_sheet_purpose_from_nick (options->purpose, &sheet->purpose))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("There is no purpose “%s”; there are full, prompts, characters, places, "
                     "technical and delivery."), options->purpose);
      return FALSE;
    }
  if (!get_page_options (options, sheet, error))
    return FALSE;
  if (options->format != NULL)
    {
      g_autofree char *ending = g_strconcat (".", options->format, NULL);

      if (!aip_sheet_format_from_path (ending, &sheet->format))
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _("There is no format “%s”; there are xlsx, csv, json, html and pdf."),
                       options->format);
          return FALSE;
        }
    }
  else if (!aip_sheet_format_from_path (path, &sheet->format))
    {
      g_autofree char *name = g_filename_display_basename (path);

      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("The ending of “%s” does not say what to write; use .xlsx, .csv, .json, "
                     ".html or .pdf."), name);
      return FALSE;
    }
  if (options->encoding == NULL)
    return TRUE;

  if (sheet->format == AIP_SHEET_CSV && g_ascii_strcasecmp (options->encoding, "cp949") == 0)
    sheet->format = AIP_SHEET_CSV_KOREAN;
  else if (sheet->format != AIP_SHEET_CSV || g_ascii_strcasecmp (options->encoding, "utf-8") != 0)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _("Only CSV files have an encoding, utf-8 or cp949."));
      return FALSE;
    }

  return TRUE;
}

gboolean
aip_cli_check_export (AipCliCall  *call,
                      GError     **error)
{
  AipSheetOptions sheet;

  return get_export_options (call, &sheet, error);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(AipCliCall) call = user_data;
  g_autofree char *path = aip_cli_call_resolve (call, aip_cli_call_get_arguments (call)[1]);
  g_autofree char *name = g_filename_display_name (path);
  JsonObject *answer = aip_cli_call_get_result (call);
  GError *error = NULL;
  guint n_rows = 0;

  if (!aip_sheet_export_finish (result, &n_rows, &error))
    {
      aip_cli_call_fail (call, error);
      return;
    }

  json_object_set_string_member (answer, "file", name);
  json_object_set_int_member (answer, "rows", n_rows);
  json_object_set_int_member (answer, "position",
                              aip_document_get_position (aip_cli_call_get_document (call)));
  aip_cli_call_print (call, ngettext ("Wrote %u row to “%s”.", "Wrote %u rows to “%s”.", n_rows),
                      n_rows, name);
  aip_cli_call_finish (call, AIP_CLI_OK);
}

void
aip_cli_run_export (AipCliCall *call)
{
  g_autoptr(AipSheetSource) source = aip_sheet_source_new (aip_cli_call_get_document (call));
  g_autofree char *path = aip_cli_call_resolve (call, aip_cli_call_get_arguments (call)[1]);
  AipSheetOptions sheet;
  GError *error = NULL;

  if (!get_export_options (call, &sheet, &error))
    {
      aip_cli_call_fail (call, error);
      return;
    }

  aip_sheet_export_async (source, path, &sheet, aip_cli_call_get_cancellable (call), exported_cb,
                          g_object_ref (call));
}
