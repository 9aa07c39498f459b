/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cut-format"

#include "config.h"

#include <string.h>

#include "aip-cut-format.h"
#include "aip-task.h"
#include "aip-written-file.h"

static const struct {
  const char *nick;
  const char *suffix;
  char     *(*write) (AipCut              *cut,
                      const AipCutOptions *options);
} formats[AIP_N_CUT_FORMATS] = {
  [AIP_CUT_EDL] = { "edl", ".edl", aip_cut_write_edl },
  [AIP_CUT_FCP7] = { "fcp7", ".xml", aip_cut_write_fcp7 },
  [AIP_CUT_FCPXML] = { "fcpxml", ".fcpxml", aip_cut_write_fcpxml },
  [AIP_CUT_OTIO] = { "otio", ".otio", aip_cut_write_otio },
  [AIP_CUT_ALE] = { "ale", ".ale", aip_cut_write_ale },
  [AIP_CUT_CSV] = { "csv", ".csv", aip_cut_write_csv },
};

static const char *const dialects[AIP_N_EDL_DIALECTS] = {
  [AIP_EDL_GENERIC] = "generic",
  [AIP_EDL_PREMIERE] = "premiere",
  [AIP_EDL_RESOLVE] = "resolve",
  [AIP_EDL_AVID] = "avid",
};

const char *
aip_cut_format_to_nick (AipCutFormat format)
{
  g_return_val_if_fail ((guint) format < AIP_N_CUT_FORMATS, NULL);

  return formats[format].nick;
}

gboolean
aip_cut_format_from_nick (const char   *nick,
                          AipCutFormat *format)
{
  g_return_val_if_fail (format != NULL, FALSE);

  for (guint i = 0; nick != NULL && i < AIP_N_CUT_FORMATS; i++)
    if (g_ascii_strcasecmp (formats[i].nick, nick) == 0)
      {
        *format = (AipCutFormat) i;
        return TRUE;
      }

  return FALSE;
}

gboolean
aip_cut_format_from_path (const char   *path,
                          AipCutFormat *format)
{
  const char *suffix;

  g_return_val_if_fail (path != NULL && format != NULL, FALSE);

  suffix = strrchr (path, '.');
  for (guint i = 0; suffix != NULL && i < AIP_N_CUT_FORMATS; i++)
    if (g_ascii_strcasecmp (formats[i].suffix, suffix) == 0)
      {
        *format = (AipCutFormat) i;
        return TRUE;
      }

  return FALSE;
}

const char *
aip_edl_dialect_to_nick (AipEdlDialect dialect)
{
  g_return_val_if_fail ((guint) dialect < AIP_N_EDL_DIALECTS, NULL);

  return dialects[dialect];
}

gboolean
aip_edl_dialect_from_nick (const char    *nick,
                           AipEdlDialect *dialect)
{
  g_return_val_if_fail (dialect != NULL, FALSE);

  for (guint i = 0; nick != NULL && i < AIP_N_EDL_DIALECTS; i++)
    if (g_ascii_strcasecmp (dialects[i], nick) == 0)
      {
        *dialect = (AipEdlDialect) i;
        return TRUE;
      }

  return FALSE;
}

char *
aip_cut_write (AipCut              *cut,
               const AipCutOptions *options)
{
  g_return_val_if_fail (cut != NULL && options != NULL, NULL);
  g_return_val_if_fail ((guint) options->format < AIP_N_CUT_FORMATS, NULL);

  return formats[options->format].write (cut, options);
}

/* For the writers ----------------------------------------------------------------------------- */

void
aip_cut_get_piece (AipCut      *cut,
                   guint        index,
                   AipCutPiece *piece)
{
  const AipCutShot *shot;
  gint64 left;

  g_return_if_fail (cut != NULL && piece != NULL);
  g_return_if_fail (index < aip_cut_get_n_shots (cut));

  shot = aip_cut_get_shot (cut, index);
  *piece = (AipCutPiece) { NULL, 0, shot->duration };
  if (shot->media == AIP_CUT_CARD || shot->file == NULL)
    return;

  if (shot->media == AIP_CUT_STILL)
    {
      /* A still has every frame; counting from the transition on keeps them above zero. */
      piece->file = shot->file;
      piece->first = shot->transition == AIP_TRANSITION_FADE ? 0 : shot->before;
      return;
    }

  left = shot->available == AIP_CUT_ENDLESS ? shot->duration : shot->available - shot->source;
  /* Nothing of the file is left: it holds one frame all the time. */
  if (left <= 0)
    return;
  piece->file = shot->file;
  piece->first = shot->source;
  piece->shown = MIN (left, shot->duration);
}

char *
aip_cut_make_path (const char          *file,
                   const AipCutOptions *options)
{
  g_return_val_if_fail (file != NULL && options != NULL, NULL);

  return options->folder != NULL ? g_build_filename (options->folder, file, NULL)
                                 : g_strdup (file);
}

char *
aip_cut_make_uri (const char          *file,
                  const AipCutOptions *options)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (file != NULL && options != NULL, NULL);

  if (options->folder == NULL)
    return g_uri_escape_string (file, G_URI_RESERVED_CHARS_ALLOWED_IN_PATH, FALSE);

  path = aip_cut_make_path (file, options);

  return g_filename_to_uri (path, NULL, NULL);
}

/* Files --------------------------------------------------------------------------------------- */

typedef struct {
  AipCut        *cut;
  char          *path;
  char          *folder;
  AipCutOptions  options;
} ExportData;

static void
export_data_free (gpointer user_data)
{
  ExportData *data = user_data;

  aip_cut_unref (data->cut);
  g_free (data->path);
  g_free (data->folder);
  g_free (data);
}

static void
export_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  const ExportData *data = task_data;
  char *text = aip_cut_write (data->cut, &data->options);
  g_autoptr(GBytes) bytes = g_bytes_new_take (text, strlen (text));
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;

  if (aip_written_file_replace (data->path, bytes, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
aip_cut_export_async (AipCut              *cut,
                      const char          *path,
                      const AipCutOptions *options,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  ExportData *data;

  g_return_if_fail (cut != NULL && path != NULL && options != NULL);

  data = g_new0 (ExportData, 1);
  data->cut = aip_cut_ref (cut);
  data->path = g_strdup (path);
  data->folder = g_strdup (options->folder);
  data->options = *options;
  data->options.folder = data->folder;

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_cut_export_async);
  g_task_set_task_data (task, data, export_data_free);
  aip_task_run_in_thread (task, export_thread);
}

gboolean
aip_cut_export_finish (GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
