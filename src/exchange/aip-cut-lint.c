/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cut-lint"

#include "config.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "aip-cut-format.h"

/* What a list of events for tape could hold. */
#define MAX_EDL_EVENTS 999
#define MAX_EDL_SOUND 4

typedef struct {
  AipCut              *cut;
  const AipCutOptions *options;
  GStrvBuilder        *sentences;
} Lint;

static void say (Lint       *self,
                 const char *format,
                 ...) G_GNUC_PRINTF (2, 3);

static void
say (Lint       *self,
     const char *format,
     ...)
{
  va_list args;

  va_start (args, format);
  g_strv_builder_take (self->sentences, g_strdup_vprintf (format, args));
  va_end (args);
}

static gboolean
is_list (AipCutFormat format)
{
  return format == AIP_CUT_ALE || format == AIP_CUT_CSV;
}

static gboolean
writes_ascii (const AipCutOptions *options)
{
  return options->format == AIP_CUT_EDL && options->dialect != AIP_EDL_RESOLVE;
}

static void
check_shots (Lint *self)
{
  AipCutFormat format = self->options->format;
  guint n_cards = 0;
  guint n_names = 0;

  for (guint i = 0; i < aip_cut_get_n_shots (self->cut); i++)
    {
      const AipCutShot *shot = aip_cut_get_shot (self->cut, i);
      AipCutPiece piece;

      aip_cut_get_piece (self->cut, i, &piece);
      if (shot->file == NULL)
        n_cards++;
      else if (format != AIP_CUT_CSV && format != AIP_CUT_ALE &&
               (piece.file == NULL || piece.shown < shot->duration))
        say (self, _("%s is %" PRIi64 " frames longer than what its take has left: here the last "
                     "frame is held, there is nothing in its place there."), shot->code,
             shot->duration - (piece.file != NULL ? piece.shown : 0));

      if (shot->transition == AIP_TRANSITION_WIPE && format == AIP_CUT_FCPXML)
        say (self, _("The wipe into %s may come out as a dissolve."), shot->code);
      else if (shot->transition != AIP_TRANSITION_CUT && format == AIP_CUT_ALE)
        say (self, _("The transition into %s is not in the list."), shot->code);
      else if (shot->transition == AIP_TRANSITION_FADE && format == AIP_CUT_OTIO)
        say (self, _("The fade through black into %s is a transition of its own kind, which most "
                     "programs read as a dissolve."), shot->code);

      if (shot->name != NULL && !g_str_is_ascii (shot->name))
        n_names++;
    }

  if (n_cards > 0 && format == AIP_CUT_ALE)
    say (self, ngettext ("%u shot has no take yet and is not in the list.",
                         "%u shots have no take yet and are not in the list.", n_cards), n_cards);
  else if (n_cards > 0 && format != AIP_CUT_CSV)
    say (self, ngettext ("%u shot has no take yet: its place stays empty.",
                         "%u shots have no take yet: their places stay empty.", n_cards), n_cards);
  if (n_names > 0 && writes_ascii (self->options))
    say (self, ngettext ("The description of %u shot has letters that this EDL cannot hold.",
                         "The descriptions of %u shots have letters that this EDL cannot hold.",
                         n_names), n_names);
}

static void
check_sound (Lint *self)
{
  AipCutFormat format = self->options->format;
  guint n_audio = 0;
  guint n_video = 0;
  guint n_fades = 0;
  guint n_gains = 0;

  for (guint i = 0; i < aip_cut_get_n_tracks (self->cut); i++)
    {
      const AipCutTrack *track = aip_cut_get_track (self->cut, i);

      if (track->clips->len == 0)
        continue;
      if (track->is_audio)
        n_audio++;
      else
        n_video++;
      for (guint k = 0; k < track->clips->len; k++)
        {
          const AipCutClip *clip = track->clips->pdata[k];

          n_fades += clip->fade_in > 0 || clip->fade_out > 0;
          n_gains += fabs (clip->gain + track->gain) >= 0.005;
        }
    }

  if (is_list (format))
    {
      if (n_audio + n_video > 0)
        say (self, _("The list holds shots only, no sound and no reference movies."));
      return;
    }

  if (format == AIP_CUT_EDL && n_video > 0)
    say (self, _("An EDL has one track of pictures: the reference movies stay behind."));
  if (format == AIP_CUT_EDL && n_audio > MAX_EDL_SOUND)
    say (self, _("An EDL has four tracks of sound: %u stay behind."), n_audio - MAX_EDL_SOUND);
  if (format == AIP_CUT_EDL && n_gains > 0)
    say (self, _("How loud the sound is cannot be said in an EDL."));
  if (n_fades > 0 && format != AIP_CUT_OTIO)
    say (self, ngettext ("The fade of %u clip is lost.", "The fades of %u clips are lost.",
                         n_fades), n_fades);
}

static void
check_events (Lint *self)
{
  guint n_events = aip_cut_get_n_shots (self->cut);

  if (self->options->format != AIP_CUT_EDL || self->options->dialect == AIP_EDL_RESOLVE)
    return;

  for (guint i = 0; i < aip_cut_get_n_shots (self->cut); i++)
    n_events += aip_cut_get_shot (self->cut, i)->transition == AIP_TRANSITION_FADE;
  for (guint i = 0; i < aip_cut_get_n_tracks (self->cut); i++)
    n_events += aip_cut_get_track (self->cut, i)->clips->len;

  if (n_events > MAX_EDL_EVENTS)
    say (self, _("The list has %u events, but some programs read only the first %d of an EDL. "
                 "Write it for Resolve, or as XML."), n_events, MAX_EDL_EVENTS);
}

static void
check_rate (Lint *self)
{
  const AipFrameRate *rate = aip_cut_get_rate (self->cut);
  g_autofree char *text = aip_frame_rate_to_text (rate);

  if (self->options->format == AIP_CUT_EDL && aip_frame_rate_get_nominal (rate) > 30)
    say (self, _("An EDL does not say its frame rate. Who reads it has to be told that it is %s."),
         text);
}

/**
 * aip_cut_lint:
 * @cut: a cut
 * @options: how it would be written
 *
 * Returns: (transfer full): sentences
 */
GStrv
aip_cut_lint (AipCut              *cut,
              const AipCutOptions *options)
{
  g_autoptr(GStrvBuilder) sentences = g_strv_builder_new ();
  Lint self = { cut, options, sentences };

  g_return_val_if_fail (cut != NULL && options != NULL, NULL);

  if (aip_cut_get_n_shots (cut) == 0)
    say (&self, _("There is no shot in the cut."));
  check_shots (&self);
  check_sound (&self);
  check_events (&self);
  check_rate (&self);
  if (is_list (options->format) && aip_cut_get_n_markers (cut) > 0)
    say (&self, _("The list holds shots only, no markers."));

  return g_strv_builder_end (sentences);
}
