/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cut-edl"

#include "config.h"

#include <string.h>

#include "aip-cut-format.h"

/*
 * CMX 3600 (“CMX 340/3600 Edit Decision List”, 1985), as SMPTE 258M:2004 describes it: a title, the
 * count of frames, then an event a line with reel, channel, transition and four time codes, the end
 * points exclusive. Names are the comments that today's programs read.
 */
#define MAX_EVENT_TEXT 200

typedef struct {
  GString       *text;
  AipCut        *cut;
  AipEdlDialect  dialect;
  GHashTable    *reels;       /* name → whose it is */
  guint          n_events;
} Edl;

/* Letters and digits only; the end tells shots apart, so it is what is kept. */
static char *
make_reel (Edl        *self,
           const char *name,
           const char *owner)
{
  gsize width = self->dialect == AIP_EDL_RESOLVE || self->dialect == AIP_EDL_AVID ? 32 : 8;
  g_autoptr(GString) plain = g_string_new (NULL);
  char *reel;

  for (const char *p = name; *p != '\0'; p++)
    if (g_ascii_isalnum (*p) || (width > 8 && (*p == '_' || *p == '-')))
      g_string_append_c (plain, g_ascii_toupper (*p));
  if (plain->len > width)
    g_string_erase (plain, 0, (gssize) (plain->len - width));
  if (plain->len == 0)
    g_string_append (plain, "R0");

  reel = g_strdup (plain->str);
  for (guint n = 2; ; n++)
    {
      const char *taken = g_hash_table_lookup (self->reels, reel);
      g_autofree char *suffix = g_strdup_printf ("%u", n);

      if (taken == NULL || g_str_equal (taken, owner))
        break;
      g_free (reel);
      reel = g_strdup_printf ("%.*s%s", (int) MIN (plain->len, width - strlen (suffix)), plain->str,
                              suffix);
    }
  g_hash_table_replace (self->reels, g_strdup (reel), g_strdup (owner));

  return reel;
}

static char *
get_reel (Edl               *self,
          const AipCutShot  *shot,
          const AipCutPiece *piece)
{
  if (piece->file == NULL)
    return g_strdup ("BL");
  if (self->dialect == AIP_EDL_PREMIERE && shot->media == AIP_CUT_STILL)
    return g_strdup ("AX");

  return make_reel (self, shot->code, shot->id);
}

/* A comment is one line; who reads ASCII only gets letters that look alike, or question marks. */
static void
append_comment (Edl        *self,
                const char *key,
                const char *value)
{
  g_autofree char *line = g_strdup (value);
  g_autofree char *shown = NULL;

  g_strdelimit (line, "\r\n\t\v\f", ' ');
  g_strstrip (line);
  if (*line == '\0')
    return;
  if (self->dialect != AIP_EDL_RESOLVE)
    shown = g_str_to_ascii (line, "C");
  else
    shown = g_utf8_substring (line, 0, MIN (g_utf8_strlen (line, -1), MAX_EVENT_TEXT));

  g_string_append_printf (self->text, "* %s%.*s\n", key, MAX_EVENT_TEXT * 4, shown);
}

static void
append_event (Edl        *self,
              const char *reel,
              const char *channel,
              const char *transition,
              gint64      length,
              gint64      source,
              gint64      record,
              gint64      frames)
{
  const AipFrameRate *rate = aip_cut_get_rate (self->cut);
  gint64 start = aip_cut_get_start (self->cut);
  g_autofree char *source_in = aip_timecode_format (source, rate);
  g_autofree char *source_out = aip_timecode_format (source + frames, rate);
  g_autofree char *record_in = aip_timecode_format (start + record, rate);
  g_autofree char *record_out = aip_timecode_format (start + record + frames, rate);
  g_autofree char *amount = length > 0 ? g_strdup_printf ("%03d", (int) length) : g_strdup ("   ");

  g_string_append_printf (self->text, "%03u  %-8s %-5s %-4s %s %s %s %s %s\n", self->n_events, reel,
                          channel, transition, amount, source_in, source_out, record_in,
                          record_out);
}

static void
append_names (Edl              *self,
              const char       *key,
              const AipCutShot *shot)
{
  if (shot->file != NULL)
    {
      g_autofree char *name = g_path_get_basename (shot->file);

      append_comment (self, key, name);
    }
  else
    append_comment (self, key, shot->code);
}

static void
append_shot_comments (Edl               *self,
                      const AipCutShot  *shot,
                      const AipCutPiece *piece)
{
  g_autofree char *about = NULL;
  g_autofree char *held = NULL;

  append_comment (self, "SHOT: ", shot->code);
  if (shot->take_number > 0)
    {
      about = g_strdup_printf ("v%03d%s%s", (int) shot->take_number,
                               shot->seed != NULL && *shot->seed != '\0' ? " SEED " : "",
                               shot->seed != NULL ? shot->seed : "");
      append_comment (self, "TAKE: ", about);
    }
  if (piece->file != NULL && piece->shown < shot->duration)
    {
      held = aip_timecode_format (aip_cut_get_start (self->cut) + shot->record + shot->duration,
                                  aip_cut_get_rate (self->cut));
      append_comment (self, "HELD UNTIL: ", held);
    }
  if (shot->scene != NULL)
    append_comment (self, "SCENE: ", shot->scene);
  if (shot->name != NULL)
    append_comment (self, "COMMENT: ", shot->name);
}

static void
append_markers (Edl              *self,
                const AipCutShot *shot)
{
  static const struct {
    const char *ours;
    const char *theirs;
  } colors[] = {
    { "red", "RED" }, { "orange", "YELLOW" }, { "yellow", "YELLOW" }, { "green", "GREEN" },
    { "blue", "BLUE" }, { "purple", "MAGENTA" },
  };

  for (guint i = 0; i < aip_cut_get_n_markers (self->cut); i++)
    {
      const AipCutMarker *marker = aip_cut_get_marker (self->cut, i);
      const char *color = "BLUE";
      g_autofree char *timecode = NULL;
      g_autofree char *text = NULL;

      if (marker->frame < shot->record || marker->frame >= shot->record + shot->duration)
        continue;
      for (gsize k = 0; k < G_N_ELEMENTS (colors); k++)
        if (g_str_equal (colors[k].ours, marker->color))
          color = colors[k].theirs;
      timecode = aip_timecode_format (aip_cut_get_start (self->cut) + marker->frame,
                                      aip_cut_get_rate (self->cut));
      text = g_strdup_printf ("%s %-7s %s%s%s", timecode, color, marker->name,
                              *marker->name != '\0' && *marker->comment != '\0' ? ": " : "",
                              marker->comment);
      append_comment (self, "LOC: ", text);
    }
}

/* What is seen of a shot after the middle of the transition into it, up to the next one. */
static gint64
get_end (Edl               *self,
         guint              index,
         const AipCutPiece *piece)
{
  const AipCutShot *shot = aip_cut_get_shot (self->cut, index);
  gint64 end = shot->record + piece->shown;

  if (index + 1 < aip_cut_get_n_shots (self->cut))
    end = MIN (end, shot->record + shot->duration -
                    aip_cut_get_shot (self->cut, index + 1)->before);

  return end;
}

static void
append_shot (Edl   *self,
             guint  index)
{
  const AipCutShot *shot = aip_cut_get_shot (self->cut, index);
  const AipCutShot *previous = index > 0 ? aip_cut_get_shot (self->cut, index - 1) : NULL;
  AipCutPiece piece;
  AipCutPiece other = { NULL, 0, 0 };
  g_autofree char *reel = NULL;
  g_autofree char *from = NULL;
  gint64 length = shot->before + shot->after;
  gint64 left;
  gint64 end;

  aip_cut_get_piece (self->cut, index, &piece);
  reel = get_reel (self, shot, &piece);
  end = get_end (self, index, &piece);
  self->n_events++;

  if (shot->transition == AIP_TRANSITION_CUT)
    {
      append_event (self, reel, "V", "C", 0, piece.first, shot->record, end - shot->record);
      append_names (self, "FROM CLIP NAME: ", shot);
      append_shot_comments (self, shot, &piece);
      append_markers (self, shot);
      return;
    }

  aip_cut_get_piece (self->cut, index - 1, &other);
  from = get_reel (self, previous, &other);
  left = other.first + previous->duration - shot->before;
  append_event (self, from, "V", "C", 0, left, shot->record - shot->before, 0);

  if (shot->transition == AIP_TRANSITION_FADE)
    {
      append_event (self, "BL", "V", "D", shot->before, 0, shot->record - shot->before,
                    shot->before);
      append_names (self, "FROM CLIP NAME: ", previous);
      append_comment (self, "EFFECT NAME: ", "FADE OUT");
      self->n_events++;
      append_event (self, "BL", "V", "C", 0, 0, shot->record, 0);
      append_event (self, reel, "V", "D", shot->after, piece.first, shot->record,
                    end - shot->record);
      append_comment (self, "EFFECT NAME: ", "FADE IN");
    }
  else
    {
      gboolean wipe = shot->transition == AIP_TRANSITION_WIPE;

      append_event (self, reel, "V", wipe ? "W001" : "D", length, piece.first - shot->before,
                    shot->record - shot->before, end - shot->record + shot->before);
      append_names (self, "FROM CLIP NAME: ", previous);
      append_comment (self, "EFFECT NAME: ", wipe ? "WIPE" : "CROSS DISSOLVE");
    }

  append_names (self, "TO CLIP NAME: ", shot);
  append_shot_comments (self, shot, &piece);
  append_markers (self, shot);
}

static void
append_sound (Edl *self)
{
  guint channel = 0;

  for (guint i = 0; i < aip_cut_get_n_tracks (self->cut); i++)
    {
      const AipCutTrack *track = aip_cut_get_track (self->cut, i);
      g_autofree char *name = NULL;

      if (!track->is_audio || ++channel > 4)
        continue;
      name = channel == 1 ? g_strdup ("A") : g_strdup_printf ("A%u", channel);

      for (guint k = 0; k < track->clips->len; k++)
        {
          const AipCutClip *clip = track->clips->pdata[k];
          g_autofree char *reel = NULL;
          g_autofree char *file = NULL;

          if (clip->disabled)
            continue;
          reel = make_reel (self, clip->name, clip->id);
          file = g_path_get_basename (clip->file);
          self->n_events++;
          append_event (self, reel, name, "C", 0, clip->source, clip->record, clip->duration);
          append_comment (self, "FROM CLIP NAME: ", *clip->file != '\0' ? file : clip->name);
        }
    }
}

/**
 * aip_cut_write_edl:
 * @cut: a cut
 * @options: its dialect is looked at
 *
 * Pictures first, in the order of the film, then up to four tracks of sound.
 *
 * Returns: (transfer full): the list
 */
char *
aip_cut_write_edl (AipCut              *cut,
                   const AipCutOptions *options)
{
  Edl self = { 0 };
  g_autofree char *title = NULL;

  g_return_val_if_fail (cut != NULL && options != NULL, NULL);

  self.text = g_string_new ("TITLE: ");
  self.cut = cut;
  self.dialect = options->dialect;
  self.reels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  title = g_strdelimit (g_strdup (aip_cut_get_name (cut)), "\r\n\t", ' ');
  if (self.dialect == AIP_EDL_RESOLVE)
    g_string_append (self.text, title);
  else
    {
      g_autofree char *ascii = g_str_to_ascii (title, "C");

      g_string_append_printf (self.text, "%.70s", ascii);
    }
  g_string_append_printf (self.text, "\nFCM: %s\n\n",
                          aip_cut_get_rate (cut)->drop_frame ? "DROP FRAME" : "NON-DROP FRAME");

  for (guint i = 0; i < aip_cut_get_n_shots (cut); i++)
    append_shot (&self, i);
  append_sound (&self);

  g_hash_table_unref (self.reels);

  return g_string_free_and_steal (self.text);
}
