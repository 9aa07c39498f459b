/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cli-cut"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-cli-cut.h"
#include "aip-cut-diff.h"
#include "aip-cut-format.h"
#include "aip-cut-json.h"
#include "aip-document-cut.h"

/* The whole of it, for `render --cut`; no program but this one reads that. */
static gboolean
is_whole (AipCliCall *call)
{
  const AipCliOptions *options = aip_cli_call_get_options (call);

  return options->format != NULL && g_str_equal (options->format, "json");
}

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

/* `--accept`: everything, nothing, or the kinds that are named. */
static gboolean
is_accepted (const char *rules,
             const char *kind)
{
  g_auto(GStrv) words = NULL;

  if (rules == NULL || g_str_equal (rules, "all") || g_str_equal (rules, "theirs"))
    return TRUE;
  words = g_strsplit (rules, ",", -1);

  return g_strv_contains ((const char *const *) words, kind);
}

static gboolean
check_rules (const char  *rules,
             GError     **error)
{
  g_auto(GStrv) words = g_strsplit (rules != NULL ? rules : "all", ",", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean known = g_str_equal (words[i], "all") || g_str_equal (words[i], "theirs") ||
                       g_str_equal (words[i], "mine");

      for (guint kind = 0; !known && kind < AIP_N_CUT_DIFFERENCE_KINDS; kind++)
        known = g_str_equal (words[i], aip_cut_difference_kind_to_nick (
                                         (AipCutDifferenceKind) kind));
      if (known)
        continue;
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("“%s” cannot be accepted; there are all, mine, trimmed, moved, replaced, "
                     "removed, restored and mixed."), words[i]);
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

  if (g_str_equal (arguments[0], "export") && arguments[2] != NULL && is_whole (call))
    return TRUE;
  if ((g_str_equal (arguments[0], "export") && arguments[2] != NULL) ||
      (g_str_equal (arguments[0], "lint") && arguments[2] == NULL))
    return get_options (call, arguments[2], &options, error);

  if (g_str_equal (arguments[0], "import") && arguments[2] == NULL &&
      aip_cli_call_get_options (call)->into != NULL)
    return check_rules (aip_cli_call_get_options (call)->accept, error);

  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _("Ask for: export PROJECT FILE, lint PROJECT or import FILE --into "
                         "PROJECT."));

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

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(AipCliCall) call = user_data;
  g_autofree char *path = g_file_get_path (G_FILE (source));
  g_autofree char *name = g_filename_display_name (path);
  GError *error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      aip_cli_call_fail (call, error);
      return;
    }

  json_object_set_string_member (aip_cli_call_get_result (call), "file", name);
  aip_cli_call_print (call, _("Wrote the cut to “%s”."), name);
  aip_cli_call_finish (call, AIP_CLI_OK);
}

static void
export_whole (AipCliCall *call,
              AipCut     *cut)
{
  g_autofree char *path = aip_cli_call_resolve (call, aip_cli_call_get_arguments (call)[2]);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  char *text = aip_cut_to_json (cut, aip_document_get_folder (aip_cli_call_get_document (call)));
  g_autoptr(GBytes) bytes = g_bytes_new_take (text, strlen (text));

  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE,
                                       aip_cli_call_get_cancellable (call), written_cb,
                                       g_object_ref (call));
}

/* Coming back ---------------------------------------------------------------------------------- */

static void
tell_differences (AipCliCall    *call,
                  AipCutReading *reading,
                  AipCutDiff    *diff)
{
  JsonObject *answer = aip_cli_call_get_result (call);
  const char *const *problems = aip_cut_diff_get_problems (diff);
  JsonArray *events = json_array_new ();
  JsonArray *differences = json_array_new ();

  for (guint i = 0; i < aip_cut_reading_get_n_events (reading); i++)
    {
      const AipCutEvent *event = aip_cut_reading_get_event (reading, i);
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "name", event->code != NULL ? event->code
                                                   : event->name != NULL ? event->name : "");
      json_object_set_string_member (item, "file", event->file != NULL ? event->file : "");
      json_object_set_int_member (item, "record", event->record);
      json_object_set_int_member (item, "duration", event->duration);
      if (event->source != AIP_CUT_READING_NO_SOURCE)
        json_object_set_int_member (item, "source", event->source);
      json_object_set_string_member (item, "transition",
                                     aip_transition_to_nick (event->transition));
      json_array_add_object_element (events, item);
    }

  for (guint i = 0; i < aip_cut_diff_get_n (diff); i++)
    {
      const AipCutDifference *difference = aip_cut_diff_get (diff, i);
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "kind",
                                     aip_cut_difference_kind_to_nick (difference->kind));
      json_object_set_string_member (item, "shot", difference->code);
      json_object_set_string_member (item, "text", difference->text);
      json_object_set_boolean_member (item, "accepted", difference->accepted);
      json_array_add_object_element (differences, item);
      aip_cli_call_print (call, "%s%s", difference->accepted ? "" : "– ", difference->text);
    }
  if (aip_cut_diff_get_n (diff) == 0)
    aip_cli_call_print (call, _("The cut is the same."));
  for (guint i = 0; problems[i] != NULL; i++)
    aip_cli_call_add_problem (call, problems[i]);

  json_object_set_string_member (answer, "format", aip_cut_format_to_nick (
                                                     aip_cut_reading_get_format (reading)));
  json_object_set_array_member (answer, "events", events);
  json_object_set_array_member (answer, "changes", differences);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(AipCliCall) call = user_data;
  const AipCliOptions *options = aip_cli_call_get_options (call);
  AipDocument *document = aip_cli_call_get_document (call);
  GError *error = NULL;
  g_autoptr(AipCutReading) reading = aip_cut_reading_load_finish (result, &error);
  g_autoptr(AipCutDiff) diff = NULL;

  if (reading == NULL)
    {
      aip_cli_call_fail (call, error);
      return;
    }

  diff = aip_cut_diff_new (document, reading);
  for (guint i = 0; i < aip_cut_diff_get_n (diff); i++)
    aip_cut_diff_set_accepted (diff, i,
                               is_accepted (options->accept,
                                            aip_cut_difference_kind_to_nick (
                                              aip_cut_diff_get (diff, i)->kind)));
  tell_differences (call, reading, diff);

  if (!options->dry_run && !aip_cut_diff_apply (diff, document, &error))
    {
      aip_cli_call_fail (call, error);
      return;
    }
  aip_cli_call_finish (call, aip_cut_diff_get_problems (diff)[0] != NULL ? AIP_CLI_PARTLY
                                                                         : AIP_CLI_OK);
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

  if (g_str_equal (arguments[0], "import"))
    {
      path = aip_cli_call_resolve (call, arguments[1]);
      aip_cut_reading_load_async (path, aip_cut_get_rate (cut), aip_cli_call_get_cancellable (call),
                                  loaded_cb, g_object_ref (call));
      return;
    }
  if (g_str_equal (arguments[0], "export") && is_whole (call))
    {
      export_whole (call, cut);
      return;
    }
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
