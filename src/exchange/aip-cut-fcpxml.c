/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cut-fcpxml"

#include "config.h"

#include <math.h>

#include "aip-cut-format.h"
#include "aip-xml-text.h"

/*
 * FCPXML 1.10 (Apple, “FCPXML Reference”): times are rational seconds. The shots are the primary
 * storyline; sound, reference pictures and markers hang on the shot that they begin with, in its
 * own time.
 */

typedef struct {
  AipXmlText          *xml;
  AipCut              *cut;
  const AipCutOptions *options;
  GHashTable          *assets;    /* file → id */
} Fcpxml;

static char *
make_time (Fcpxml *self,
           gint64  frames)
{
  const AipFrameRate *rate = aip_cut_get_rate (self->cut);

  if (frames == 0)
    return g_strdup ("0s");

  return g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "s", frames * rate->denominator,
                          rate->numerator);
}

static void
add_time (Fcpxml     *self,
          const char *name,
          gint64      frames)
{
  g_autofree char *time = make_time (self, frames);

  aip_xml_text_attribute (self->xml, name, time);
}

/* Resources ----------------------------------------------------------------------------------- */

static void
add_asset (Fcpxml       *self,
           const char   *file,
           AipCutMedia   media,
           gboolean      is_audio,
           gint64        frames)
{
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  g_autofree char *uri = NULL;

  if (g_hash_table_contains (self->assets, file))
    return;

  id = g_strdup_printf ("a%u", g_hash_table_size (self->assets) + 1);
  name = g_path_get_basename (file);
  uri = aip_cut_make_uri (file, self->options);

  aip_xml_text_start (self->xml, "asset");
  aip_xml_text_attribute (self->xml, "id", id);
  aip_xml_text_attribute (self->xml, "name", name);
  aip_xml_text_attribute (self->xml, "start", "0s");
  /* A still has no length of its own. */
  add_time (self, "duration", media == AIP_CUT_STILL ? 0 : frames);
  if (is_audio)
    {
      aip_xml_text_attribute (self->xml, "hasAudio", "1");
      aip_xml_text_attribute (self->xml, "audioSources", "1");
    }
  else
    {
      aip_xml_text_attribute (self->xml, "hasVideo", "1");
      aip_xml_text_attribute (self->xml, "format", media == AIP_CUT_STILL ? "still" : "film");
    }
  aip_xml_text_start (self->xml, "media-rep");
  aip_xml_text_attribute (self->xml, "kind", "original-media");
  aip_xml_text_attribute (self->xml, "src", uri);
  aip_xml_text_end (self->xml);
  aip_xml_text_end (self->xml);

  g_hash_table_insert (self->assets, g_strdup (file), g_steal_pointer (&id));
}

/* The same file may be used longer in one place than in another. */
static gint64
get_used_frames (Fcpxml     *self,
                 const char *file)
{
  gint64 frames = 1;

  for (guint i = 0; i < aip_cut_get_n_shots (self->cut); i++)
    {
      const AipCutShot *shot = aip_cut_get_shot (self->cut, i);
      gint64 tail = i + 1 < aip_cut_get_n_shots (self->cut)
                    ? aip_cut_get_shot (self->cut, i + 1)->after : 0;

      if (g_strcmp0 (shot->file, file) != 0)
        continue;
      frames = MAX (frames, shot->available != AIP_CUT_ENDLESS
                            ? shot->available : shot->source + shot->duration + tail);
    }
  for (guint i = 0; i < aip_cut_get_n_tracks (self->cut); i++)
    {
      GPtrArray *clips = aip_cut_get_track (self->cut, i)->clips;

      for (guint k = 0; k < clips->len; k++)
        {
          const AipCutClip *clip = clips->pdata[k];

          if (g_str_equal (clip->file, file))
            frames = MAX (frames, clip->source + clip->duration);
        }
    }

  return frames;
}

static void
add_resources (Fcpxml *self)
{
  g_autofree char *width = g_strdup_printf ("%d", (int) aip_cut_get_width (self->cut));
  g_autofree char *height = g_strdup_printf ("%d", (int) aip_cut_get_height (self->cut));

  aip_xml_text_start (self->xml, "resources");
  aip_xml_text_start (self->xml, "format");
  aip_xml_text_attribute (self->xml, "id", "film");
  add_time (self, "frameDuration", 1);
  aip_xml_text_attribute (self->xml, "width", width);
  aip_xml_text_attribute (self->xml, "height", height);
  aip_xml_text_end (self->xml);
  aip_xml_text_start (self->xml, "format");
  aip_xml_text_attribute (self->xml, "id", "still");
  aip_xml_text_attribute (self->xml, "name", "FFVideoFormatRateUndefined");
  aip_xml_text_attribute (self->xml, "width", width);
  aip_xml_text_attribute (self->xml, "height", height);
  aip_xml_text_end (self->xml);

  for (guint i = 0; i < aip_cut_get_n_shots (self->cut); i++)
    {
      const AipCutShot *shot = aip_cut_get_shot (self->cut, i);
      AipCutPiece piece;

      aip_cut_get_piece (self->cut, i, &piece);
      if (piece.file != NULL)
        add_asset (self, piece.file, shot->media, FALSE, get_used_frames (self, piece.file));
    }
  for (guint i = 0; i < aip_cut_get_n_tracks (self->cut); i++)
    {
      const AipCutTrack *track = aip_cut_get_track (self->cut, i);

      for (guint k = 0; k < track->clips->len; k++)
        {
          const AipCutClip *clip = track->clips->pdata[k];

          if (*clip->file != '\0')
            add_asset (self, clip->file, AIP_CUT_MOVIE, track->is_audio,
                       get_used_frames (self, clip->file));
        }
    }
  aip_xml_text_end (self->xml);
}

/* The storyline ------------------------------------------------------------------------------- */

/* @local: the time within the shot at which its first frame in the cut is. */
static void
add_clip (Fcpxml            *self,
          const AipCutTrack *track,
          const AipCutClip  *clip,
          int                lane,
          gint64             record,
          gint64             local)
{
  g_autofree char *number = g_strdup_printf ("%d", lane);
  g_autofree char *amount = NULL;

  aip_xml_text_start (self->xml, "asset-clip");
  aip_xml_text_attribute (self->xml, "ref", g_hash_table_lookup (self->assets, clip->file));
  aip_xml_text_attribute (self->xml, "lane", number);
  add_time (self, "offset", local + clip->record - record);
  aip_xml_text_attribute (self->xml, "name", clip->name);
  add_time (self, "start", clip->source);
  add_time (self, "duration", clip->duration);
  if (track->muted || clip->disabled)
    aip_xml_text_attribute (self->xml, "enabled", "0");
  if (track->is_audio && *clip->role != '\0')
    aip_xml_text_attribute (self->xml, "audioRole", clip->role);
  if (track->is_audio && fabs (clip->gain + track->gain) >= 0.005)
    {
      amount = g_strdup_printf ("%.2fdB", clip->gain + track->gain);
      aip_xml_text_start (self->xml, "adjust-volume");
      aip_xml_text_attribute (self->xml, "amount", amount);
      aip_xml_text_end (self->xml);
    }
  aip_xml_text_end (self->xml);
}

/* What begins while the shot is seen, or after all of them, hangs on it. */
static gboolean
is_mine (Fcpxml           *self,
         const AipCutShot *shot,
         guint             index,
         gint64            frame)
{
  return frame >= shot->record &&
         (frame < shot->record + shot->duration || index + 1 == aip_cut_get_n_shots (self->cut));
}

static void
add_connected (Fcpxml           *self,
               const AipCutShot *shot,
               guint             index,
               gint64            local)
{
  int above = 0;
  int below = 0;

  for (guint i = 0; i < aip_cut_get_n_tracks (self->cut); i++)
    {
      const AipCutTrack *track = aip_cut_get_track (self->cut, i);
      int lane = track->is_audio ? --below : ++above;

      for (guint k = 0; k < track->clips->len; k++)
        {
          const AipCutClip *clip = track->clips->pdata[k];

          if (*clip->file != '\0' && is_mine (self, shot, index, clip->record))
            add_clip (self, track, clip, lane, shot->record, local);
        }
    }

  for (guint i = 0; i < aip_cut_get_n_markers (self->cut); i++)
    {
      const AipCutMarker *marker = aip_cut_get_marker (self->cut, i);

      if (!is_mine (self, shot, index, marker->frame))
        continue;
      aip_xml_text_start (self->xml, "marker");
      add_time (self, "start", local + marker->frame - shot->record);
      add_time (self, "duration", MAX (1, marker->duration));
      aip_xml_text_attribute (self->xml, "value", marker->name);
      if (*marker->comment != '\0')
        aip_xml_text_attribute (self->xml, "note", marker->comment);
      aip_xml_text_end (self->xml);
    }
}

static void
add_metadata (Fcpxml     *self,
              const char *key,
              const char *value)
{
  g_autofree char *name = NULL;

  if (value == NULL || *value == '\0')
    return;
  name = g_strconcat ("io.github.aipipeline.", key, NULL);
  aip_xml_text_start (self->xml, "md");
  aip_xml_text_attribute (self->xml, "key", name);
  aip_xml_text_attribute (self->xml, "value", value);
  aip_xml_text_end (self->xml);
}

static void
add_gap (Fcpxml *self,
         gint64  record,
         gint64  frames)
{
  aip_xml_text_start (self->xml, "gap");
  aip_xml_text_attribute (self->xml, "name", "Gap");
  add_time (self, "offset", aip_cut_get_start (self->cut) + record);
  add_time (self, "start", 0);
  add_time (self, "duration", frames);
  aip_xml_text_end (self->xml);
}

static void
add_shot (Fcpxml *self,
          guint   index)
{
  const AipCutShot *shot = aip_cut_get_shot (self->cut, index);
  gint64 start = aip_cut_get_start (self->cut);
  g_autofree char *version = NULL;
  AipCutPiece piece;

  aip_cut_get_piece (self->cut, index, &piece);
  if (shot->transition != AIP_TRANSITION_CUT)
    {
      static const char *const names[AIP_N_TRANSITIONS] = {
        [AIP_TRANSITION_DISSOLVE] = "Cross Dissolve",
        [AIP_TRANSITION_FADE] = "Fade To Color",
        [AIP_TRANSITION_WIPE] = "Wipe",
      };

      aip_xml_text_start (self->xml, "transition");
      aip_xml_text_attribute (self->xml, "name", names[shot->transition]);
      add_time (self, "offset", start + shot->record - shot->before);
      add_time (self, "duration", shot->before + shot->after);
      aip_xml_text_end (self->xml);
    }

  aip_xml_text_start (self->xml, piece.file == NULL ? "gap"
                                 : shot->media == AIP_CUT_STILL ? "video" : "asset-clip");
  if (piece.file != NULL)
    aip_xml_text_attribute (self->xml, "ref", g_hash_table_lookup (self->assets, piece.file));
  aip_xml_text_attribute (self->xml, "name", shot->code);
  add_time (self, "offset", start + shot->record);
  add_time (self, "start", piece.first);
  add_time (self, "duration", piece.file != NULL ? piece.shown : shot->duration);
  if (shot->name != NULL && *shot->name != '\0')
    aip_xml_text_element (self->xml, "note", shot->name);
  add_connected (self, shot, index, piece.first);

  if (piece.file != NULL)
    {
      version = g_strdup_printf ("v%03d", (int) shot->take_number);
      aip_xml_text_start (self->xml, "metadata");
      add_metadata (self, "shot", shot->id);
      add_metadata (self, "scene", shot->scene);
      add_metadata (self, "take", shot->take_number > 0 ? version : NULL);
      add_metadata (self, "seed", shot->seed);
      add_metadata (self, "prompt", shot->prompt);
      aip_xml_text_end (self->xml);
    }
  aip_xml_text_end (self->xml);

  if (piece.file != NULL && piece.shown < shot->duration)
    add_gap (self, shot->record + piece.shown, shot->duration - piece.shown);
}

/**
 * aip_cut_write_fcpxml:
 * @cut: a cut
 * @options: its folder is looked at
 *
 * Returns: (transfer full): the XML text
 */
char *
aip_cut_write_fcpxml (AipCut              *cut,
                      const AipCutOptions *options)
{
  Fcpxml self = { 0 };

  g_return_val_if_fail (cut != NULL && options != NULL, NULL);

  self.xml = aip_xml_text_new ("fcpxml");
  self.cut = cut;
  self.options = options;
  self.assets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  aip_xml_text_start (self.xml, "fcpxml");
  aip_xml_text_attribute (self.xml, "version", "1.10");
  add_resources (&self);

  aip_xml_text_start (self.xml, "library");
  aip_xml_text_start (self.xml, "event");
  aip_xml_text_attribute (self.xml, "name", aip_cut_get_name (cut));
  aip_xml_text_start (self.xml, "project");
  aip_xml_text_attribute (self.xml, "name", aip_cut_get_name (cut));
  aip_xml_text_start (self.xml, "sequence");
  aip_xml_text_attribute (self.xml, "format", "film");
  add_time (&self, "duration", aip_cut_get_duration (cut));
  add_time (&self, "tcStart", aip_cut_get_start (cut));
  aip_xml_text_attribute (self.xml, "tcFormat", aip_cut_get_rate (cut)->drop_frame ? "DF" : "NDF");
  aip_xml_text_start (self.xml, "spine");
  for (guint i = 0; i < aip_cut_get_n_shots (cut); i++)
    add_shot (&self, i);

  g_hash_table_unref (self.assets);

  return aip_xml_text_finish (self.xml);
}
