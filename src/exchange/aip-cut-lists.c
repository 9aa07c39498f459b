/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cut-lists"

#include "config.h"

#include <string.h>

#include "aip-cut-format.h"

/* Cells of an ALE are between tabs; there is no way to quote. */
static void
append_cell (GString    *text,
             const char *cell,
             gboolean    last)
{
  g_autofree char *plain = g_strdup (cell != NULL ? cell : "");

  g_strdelimit (plain, "\r\n\t", ' ');
  g_string_append_printf (text, "%s%s", plain, last ? "\n" : "\t");
}

/**
 * aip_cut_write_ale:
 * @cut: a cut
 * @options: unused but for what all writers have in common
 *
 * Avid Log Exchange: one line for each file of the cut, whole, with what the shot says as columns
 * of a bin (“Avid Log Exchange File Format”, Avid Technology).
 *
 * Returns: (transfer full): the list
 */
char *
aip_cut_write_ale (AipCut              *cut,
                   const AipCutOptions *options)
{
  const AipFrameRate *rate;
  GString *text;
  g_autofree char *fps = NULL;

  g_return_val_if_fail (cut != NULL && options != NULL, NULL);

  rate = aip_cut_get_rate (cut);
  fps = g_strdup_printf ("%.5g", (double) rate->numerator / (double) rate->denominator);
  text = g_string_new ("Heading\nFIELD_DELIM\tTABS\n");
  g_string_append_printf (text, "VIDEO_FORMAT\t%s\nFPS\t%s\n\n",
                          aip_cut_get_height (cut) <= 1080 ? "1080" : "CUSTOM", fps);
  g_string_append (text, "Column\nName\tTracks\tStart\tEnd\tDuration\tTape\tSource File\tScene\t"
                         "Take\tDescription\tComments\n\nData\n");

  for (guint i = 0; i < aip_cut_get_n_shots (cut); i++)
    {
      const AipCutShot *shot = aip_cut_get_shot (cut, i);
      gint64 frames = shot->available != AIP_CUT_ENDLESS ? shot->available
                                                         : shot->source + shot->duration;
      g_autofree char *start = NULL;
      g_autofree char *end = NULL;
      g_autofree char *duration = NULL;
      g_autofree char *name = NULL;
      g_autofree char *take = NULL;

      if (shot->file == NULL)
        continue;
      start = aip_timecode_format (0, rate);
      end = aip_timecode_format (frames, rate);
      duration = aip_timecode_format (frames, rate);
      name = g_path_get_basename (shot->file);
      take = g_strdup_printf ("%d", (int) shot->take_number);

      append_cell (text, shot->code, FALSE);
      append_cell (text, "V", FALSE);
      append_cell (text, start, FALSE);
      append_cell (text, end, FALSE);
      append_cell (text, duration, FALSE);
      append_cell (text, shot->code, FALSE);
      append_cell (text, name, FALSE);
      append_cell (text, shot->scene, FALSE);
      append_cell (text, take, FALSE);
      append_cell (text, shot->name, FALSE);
      append_cell (text, shot->notes, TRUE);
    }

  return g_string_free_and_steal (text);
}

/* RFC 4180. */
static void
append_quoted (GString    *text,
               const char *cell,
               gboolean    last)
{
  const char *value = cell != NULL ? cell : "";

  if (strpbrk (value, ",\"\r\n") != NULL)
    {
      g_auto(GStrv) parts = g_strsplit (value, "\"", -1);
      g_autofree char *doubled = g_strjoinv ("\"\"", parts);

      g_string_append_printf (text, "\"%s\"", doubled);
    }
  else
    g_string_append (text, value);
  g_string_append (text, last ? "\r\n" : ",");
}

/**
 * aip_cut_write_csv:
 * @cut: a cut
 * @options: its folder is looked at
 *
 * One line for each shot, with a mark for the encoding as spreadsheets want it.
 *
 * Returns: (transfer full): the list
 */
char *
aip_cut_write_csv (AipCut              *cut,
                   const AipCutOptions *options)
{
  static const char *const titles[] = {
    "Event", "Shot", "Scene", "Status", "Record In", "Record Out", "Duration", "Frames",
    "Source In", "Source Out", "Transition", "Transition Frames", "Take", "Seed", "File",
    "Description", "Prompt",
  };
  const AipFrameRate *rate;
  gint64 start;
  GString *text;

  g_return_val_if_fail (cut != NULL && options != NULL, NULL);

  rate = aip_cut_get_rate (cut);
  start = aip_cut_get_start (cut);
  text = g_string_new ("\xef\xbb\xbf");
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    append_quoted (text, titles[i], i + 1 == G_N_ELEMENTS (titles));

  for (guint i = 0; i < aip_cut_get_n_shots (cut); i++)
    {
      const AipCutShot *shot = aip_cut_get_shot (cut, i);
      g_autofree char *event = g_strdup_printf ("%u", i + 1);
      g_autofree char *record_in = aip_timecode_format (start + shot->record, rate);
      g_autofree char *record_out = aip_timecode_format (start + shot->record + shot->duration,
                                                         rate);
      g_autofree char *duration = aip_timecode_format (shot->duration, rate);
      g_autofree char *frames = g_strdup_printf ("%" G_GINT64_FORMAT, shot->duration);
      g_autofree char *source_in = aip_timecode_format (shot->source, rate);
      g_autofree char *source_out = aip_timecode_format (shot->source + shot->duration, rate);
      g_autofree char *transition = g_strdup_printf ("%d", (int) (shot->before + shot->after));
      g_autofree char *take = g_strdup_printf ("v%03d", (int) shot->take_number);
      g_autofree char *path = shot->file != NULL ? aip_cut_make_path (shot->file, options) : NULL;
      const char *const cells[] = {
        event, shot->code, shot->scene, aip_status_to_nick (shot->status), record_in, record_out,
        duration, frames, source_in, source_out, aip_transition_to_nick (shot->transition),
        shot->transition != AIP_TRANSITION_CUT ? transition : "",
        shot->take_number > 0 ? take : "", shot->seed, path, shot->name, shot->prompt,
      };

      G_STATIC_ASSERT (G_N_ELEMENTS (cells) == G_N_ELEMENTS (titles));
      for (gsize k = 0; k < G_N_ELEMENTS (cells); k++)
        append_quoted (text, cells[k], k + 1 == G_N_ELEMENTS (cells));
    }

  return g_string_free_and_steal (text);
}
