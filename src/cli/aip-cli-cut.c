/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cli-cut"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cli-cut.h"
#include "aip-cut-format.h"
#include "aip-document-cut.h"

/* @path: (nullable): the file that is written, for its ending */
static gboolean
get_options (AipCliCall     *call,
             const char     *path,
             AipCutOptions  *cut,
             GError        **error)
{
  const AipCliOptions *options = aip_cli_call_get_options (call);

  *cut = (AipCutOptions) { AIP_CUT_EDL, AIP_EDL_GENERIC, NULL };
  if (options->dialect != NULL && !aip_edl_dialect_from_nick (options->dialect, &cut->dialect))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("There is no dialect “%s”; there are generic, premiere, resolve and avid."),
                   options->dialect);
      return FALSE;
    }

  if (options->format != NULL)
    {
      if (aip_cut_format_from_nick (options->format, &cut->format))
        return TRUE;
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("There is no format “%s”; there are edl, fcp7, fcpxml, otio, ale and csv."),
                   options->format);
      return FALSE;
    }

  if (path != NULL && !aip_cut_format_from_path (path, &cut->format))
    {
      g_autofree char *name = g_filename_display_basename (path);

      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("The ending of “%s” does not say how to write the cut; use .edl, .xml, "
                     ".fcpxml, .otio, .ale or .csv, or --format."), name);
      return FALSE;
    }

  return TRUE;
}

gboolean
aip_cli_check_cut (AipCliCall  *call,
                   GError     **error)
{
  const char *const *arguments = aip_cli_call_get_arguments (call);
  AipCutOptions options;

  if ((g_str_equal (arguments[0], "export") && arguments[2] != NULL) ||
      (g_str_equal (arguments[0], "lint") && arguments[2] == NULL))
    return get_options (call, arguments[2], &options, error);

  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _("Ask for: export PROJECT FILE or lint PROJECT."));

  return FALSE;
}

/* On standard error when a file is written, else they are the answer. */
static void
tell_losses (AipCliCall          *call,
             AipCut              *cut,
             const AipCutOptions *options,
             gboolean             is_answer)
{
  g_auto(GStrv) sentences = aip_cut_lint (cut, options);
  JsonObject *answer = aip_cli_call_get_result (call);
  JsonArray *losses = json_array_new ();

  for (guint i = 0; sentences[i] != NULL; i++)
    {
      json_array_add_string_element (losses, sentences[i]);
      if (is_answer)
        aip_cli_call_print (call, "%s", sentences[i]);
      else
        aip_cli_call_add_problem (call, sentences[i]);
    }
  if (is_answer && sentences[0] == NULL)
    aip_cli_call_print (call, _("Nothing would be lost."));

  json_object_set_string_member (answer, "format", aip_cut_format_to_nick (options->format));
  json_object_set_int_member (answer, "shots", aip_cut_get_n_shots (cut));
  json_object_set_int_member (answer, "frames", aip_cut_get_duration (cut));
  json_object_set_array_member (answer, "losses", losses);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(AipCliCall) call = user_data;
  g_autofree char *path = aip_cli_call_resolve (call, aip_cli_call_get_arguments (call)[2]);
  g_autofree char *name = g_filename_display_name (path);
  GError *error = NULL;

  if (!aip_cut_export_finish (result, &error))
    {
      aip_cli_call_fail (call, error);
      return;
    }

  json_object_set_string_member (aip_cli_call_get_result (call), "file", name);
  aip_cli_call_print (call, _("Wrote the cut to “%s”."), name);
  aip_cli_call_finish (call, AIP_CLI_OK);
}

void
aip_cli_run_cut (AipCliCall *call)
{
  const char *const *arguments = aip_cli_call_get_arguments (call);
  AipDocument *document = aip_cli_call_get_document (call);
  g_autoptr(AipCut) cut = aip_document_dup_cut (document);
  g_autofree char *path = NULL;
  AipCutOptions options;
  GError *error = NULL;

  if (!get_options (call, arguments[2], &options, &error))
    {
      aip_cli_call_fail (call, error);
      return;
    }
  if (!aip_cli_call_get_options (call)->relative)
    options.folder = aip_document_get_folder (document);

  if (arguments[2] == NULL)
    {
      tell_losses (call, cut, &options, TRUE);
      aip_cli_call_finish (call, AIP_CLI_OK);
      return;
    }

  tell_losses (call, cut, &options, FALSE);
  path = aip_cli_call_resolve (call, arguments[2]);
  aip_cut_export_async (cut, path, &options, aip_cli_call_get_cancellable (call), exported_cb,
                        g_object_ref (call));
}
