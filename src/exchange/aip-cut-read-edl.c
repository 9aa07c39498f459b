/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cut-read-edl"

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "aip-cut-reading.h"
#include "aip-error.h"

/* See aip-cut-edl.c for the format. */

typedef struct {
  AipCutSheet *sheet;
  AipCutEvent *event;       /* what comments are about */
  AipCutEvent *fading;      /* a transition to nothing that may go on from there */
  gint64       fade;        /* how long it is */
  gint64       black_out;   /* frames of a fade to black that the next event ends, or 0 */
  guint        line;
  gboolean     any;
} Edl;

/* Event, reel, channel, transition, its length, four time codes. */
static gboolean
split_event (const char  *line,
             char       **reel,
             char       **channel,
             char       **transition,
             gint64      *length,
             char        *codes[4])
{
  g_auto(GStrv) words = g_strsplit_set (line, " \t", -1);
  g_autoptr(GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (found, words[i]);

  if (found->len < 8 || found->len > 9)
    return FALSE;
  for (const char *p = found->pdata[0]; *p != '\0'; p++)
    if (!g_ascii_isdigit (*p))
      return FALSE;

  *length = found->len == 9 ? atoi (found->pdata[4]) : 0;
  for (guint i = 0; i < 4; i++)
    codes[i] = g_strdup (found->pdata[found->len - 4 + i]);
  *reel = g_strdup (found->pdata[1]);
  *channel = g_strdup (found->pdata[2]);
  *transition = g_strdup (found->pdata[3]);

  return TRUE;
}

static gboolean
read_codes (Edl    *self,
            char   *codes[4],
            gint64  frames[4])
{
  for (guint i = 0; i < 4; i++)
    if (!aip_timecode_parse (codes[i], self->sheet->rate, &frames[i], NULL))
      {
        aip_cut_sheet_complain (self->sheet, _("Line %u: “%s” is no time code at this frame rate."),
                                self->line, codes[i]);
        return FALSE;
      }

  return TRUE;
}

/* Through black: one transition ends in nothing, the next begins there. */
static void
go_on_from_black (Edl *self)
{
  if (self->fading == NULL || self->fading->code != NULL)
    return;

  g_ptr_array_remove_index (self->sheet->events, self->sheet->events->len - 1);
  self->black_out = MAX (1, self->fade);
}

/*
 * The second half of two lines with a transition says what comes; the first, without length, only
 * repeats what was there.
 */
static void
read_picture (Edl        *self,
              const char *reel,
              const char *transition,
              gint64      length,
              gint64      frames[4])
{
  gboolean mixed = *transition != 'C';
  gboolean is_black = g_str_equal (reel, "BL");
  gint64 before = 0;

  if (!mixed && frames[2] == frames[3])
    {
      if (is_black)
        go_on_from_black (self);
      self->fading = NULL;
      self->event = NULL;
      return;
    }
  length = CLAMP (length, 0, MAX (0, frames[3] - frames[2]));

  if (mixed && self->black_out == 0)
    before = length / 2;
  self->event = aip_cut_sheet_add (self->sheet, frames[2] + before, frames[3] - frames[2] - before);
  if (!is_black)
    self->event->source = frames[0] + before;
  if (mixed)
    {
      self->event->transition = self->black_out > 0 ? AIP_TRANSITION_FADE
                                : *transition == 'W' ? AIP_TRANSITION_WIPE
                                                     : AIP_TRANSITION_DISSOLVE;
      self->event->transition_length = length + self->black_out;
    }
  self->black_out = 0;
  self->event->name = g_strdup (reel);
  self->fading = is_black && mixed && length == frames[3] - frames[2] ? self->event : NULL;
  self->fade = length;
}

static void
read_event (Edl        *self,
            const char *line)
{
  g_autofree char *reel = NULL;
  g_autofree char *channel = NULL;
  g_autofree char *transition = NULL;
  char *codes[4] = { NULL };
  gint64 frames[4];
  gint64 length = 0;

  if (!split_event (line, &reel, &channel, &transition, &length, codes))
    {
      aip_cut_sheet_complain (self->sheet, _("Line %u is no event that can be understood: “%.60s”."),
                              self->line, line);
      return;
    }

  self->any = TRUE;
  if (!read_codes (self, codes, frames))
    self->event = NULL;
  else if (g_ascii_toupper (*channel) == 'A' && g_ascii_toupper (channel[1]) != 'V')
    self->event = NULL;
  else if (strchr ("CDWK", g_ascii_toupper (*transition)) == NULL)
    {
      aip_cut_sheet_complain (self->sheet, _("Line %u: there is no transition “%s”."), self->line,
                              transition);
      self->event = NULL;
    }
  else
    read_picture (self, reel, transition, length, frames);

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    g_free (codes[i]);
}

static void
take_comment (Edl         *self,
              const char  *line,
              const char  *key,
              char       **where)
{
  const char *found = strstr (line, key);

  if (found == NULL || self->event == NULL)
    return;
  g_free (*where);
  *where = g_strstrip (g_strdup (found + strlen (key)));
}

static void
read_comment (Edl        *self,
              const char *line)
{
  gboolean mixed = self->event != NULL && self->event->transition != AIP_TRANSITION_CUT;
  g_autofree char *held = NULL;
  gint64 frame;

  if (self->event == NULL)
    return;

  /* Of a transition, FROM is the picture that goes. */
  if (mixed)
    take_comment (self, line, "TO CLIP NAME:", &self->event->file);
  else
    take_comment (self, line, "FROM CLIP NAME:", &self->event->file);
  take_comment (self, line, "* SHOT:", &self->event->code);
  take_comment (self, line, "* HELD UNTIL:", &held);
  if (held != NULL && aip_timecode_parse (held, self->sheet->rate, &frame, NULL))
    self->sheet->end = MAX (self->sheet->end, frame);
  if (g_str_has_prefix (line, "M2"))
    aip_cut_sheet_complain (self->sheet, _("Line %u: another speed is not taken over."),
                            self->line);
}

gboolean
aip_cut_read_edl (AipCutSheet  *sheet,
                  const char   *text,
                  GError      **error)
{
  Edl self = { sheet };
  g_auto(GStrv) lines = NULL;

  g_return_val_if_fail (sheet != NULL && text != NULL, FALSE);

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strstrip (lines[i]);

      self.line = i + 1;
      if (g_ascii_isdigit (*line))
        read_event (&self, line);
      else
        read_comment (&self, line);
    }

  if (self.any)
    return TRUE;

  g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                       _("This is neither an EDL nor XML nor OpenTimelineIO."));

  return FALSE;
}
