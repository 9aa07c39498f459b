/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-render-range"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-error.h"
#include "aip-render-range.h"

static const AipCutShot *
find_shot (AipCut     *cut,
           const char *code)
{
  for (guint i = 0; i < aip_cut_get_n_shots (cut); i++)
    if (g_ascii_strcasecmp (aip_cut_get_shot (cut, i)->code, code) == 0)
      return aip_cut_get_shot (cut, i);

  return NULL;
}

/* @from, @to: (out): frames; %FALSE if it names no shots */
static gboolean
parse_shots (const char *text,
             AipCut     *cut,
             gint64     *from,
             gint64     *to)
{
  g_auto(GStrv) codes = g_strsplit (text, "..", 2);
  const AipCutShot *first = find_shot (cut, codes[0]);
  const AipCutShot *last = codes[1] != NULL ? find_shot (cut, codes[1]) : first;

  if (first == NULL || last == NULL)
    return FALSE;
  *from = MIN (first->record, last->record);
  *to = MAX (first->record + first->duration, last->record + last->duration);

  return TRUE;
}

static gboolean
parse_place (const char *text,
             AipCut     *cut,
             gint64     *frame)
{
  if (g_ascii_string_to_signed (text, 10, 0, G_MAXINT32, frame, NULL))
    return TRUE;
  if (strpbrk (text, ":;") == NULL ||
      !aip_timecode_parse (text, aip_cut_get_rate (cut), frame, NULL))
    return FALSE;
  *frame -= aip_cut_get_start (cut);

  return TRUE;
}

static gboolean
parse_places (const char *text,
              AipCut     *cut,
              gint64     *from,
              gint64     *to)
{
  g_auto(GStrv) places = g_strsplit (text, "-", 2);

  return g_strv_length (places) == 2 && parse_place (g_strstrip (places[0]), cut, from) &&
         parse_place (g_strstrip (places[1]), cut, to);
}

gboolean
aip_render_range_parse (const char  *text,
                        AipCut      *cut,
                        gint64      *first,
                        gint64      *n_frames,
                        GError     **error)
{
  gint64 length;
  gint64 from = 0;
  gint64 to;

  g_return_val_if_fail (cut != NULL && first != NULL && n_frames != NULL, FALSE);

  length = to = aip_cut_get_duration (cut);
  if (length == 0)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                           _("There is nothing to render: the film has no shots."));
      return FALSE;
    }
  if (text != NULL && !parse_shots (text, cut, &from, &to) &&
      !parse_places (text, cut, &from, &to))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("“%s” is no part of the film; write 01:00:10:00-01:00:20:00, 0-240 or the "
                     "codes of two shots with .. between."), text);
      return FALSE;
    }

  from = MAX (0, from);
  to = MIN (to, length);
  if (from >= to)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _("There is nothing of the film in “%s”."),
                   text);
      return FALSE;
    }
  *first = from;
  *n_frames = to - from;

  return TRUE;
}
