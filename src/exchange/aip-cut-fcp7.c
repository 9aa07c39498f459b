/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cut-fcp7"

#include "config.h"

#include <math.h>

#include "aip-cut-format.h"
#include "aip-xml-text.h"

/*
 * “Final Cut Pro XML Interchange Format”, version 5 (Apple, 2009): places are frames of the
 * sequence, end points exclusive; -1 where a transition says it.
 */

typedef struct {
  AipXmlText          *xml;
  AipCut              *cut;
  const AipCutOptions *options;
  GHashTable          *files;     /* what is described already: file → its id */
} Fcp7;

static void
add_rate (Fcp7 *self)
{
  const AipFrameRate *rate = aip_cut_get_rate (self->cut);

  aip_xml_text_start (self->xml, "rate");
  aip_xml_text_number (self->xml, "timebase", aip_frame_rate_get_nominal (rate));
  aip_xml_text_element (self->xml, "ntsc", rate->denominator == 1001 ? "TRUE" : "FALSE");
  aip_xml_text_end (self->xml);
}

static void
add_timecode (Fcp7   *self,
              gint64  frame)
{
  const AipFrameRate *rate = aip_cut_get_rate (self->cut);
  g_autofree char *text = aip_timecode_format (frame, rate);

  aip_xml_text_start (self->xml, "timecode");
  add_rate (self);
  aip_xml_text_element (self->xml, "string", text);
  aip_xml_text_number (self->xml, "frame", frame);
  aip_xml_text_element (self->xml, "displayformat", rate->drop_frame ? "DF" : "NDF");
  aip_xml_text_end (self->xml);
}

static void
add_picture_size (Fcp7   *self,
                  gint64  width,
                  gint64  height)
{
  aip_xml_text_start (self->xml, "samplecharacteristics");
  add_rate (self);
  aip_xml_text_number (self->xml, "width", width);
  aip_xml_text_number (self->xml, "height", height);
  aip_xml_text_element (self->xml, "pixelaspectratio", "square");
  aip_xml_text_element (self->xml, "fielddominance", "none");
  aip_xml_text_end (self->xml);
}

/* A file is described where it comes first, and only named after that. */
static void
add_file (Fcp7       *self,
          const char *file,
          gint64      frames,
          gboolean    is_audio,
          gint64      width,
          gint64      height)
{
  const char *known = g_hash_table_lookup (self->files, file);
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  g_autofree char *uri = NULL;

  aip_xml_text_start (self->xml, "file");
  if (known != NULL)
    {
      aip_xml_text_attribute (self->xml, "id", known);
      aip_xml_text_end (self->xml);
      return;
    }

  id = g_strdup_printf ("file-%u", g_hash_table_size (self->files) + 1);
  name = g_path_get_basename (file);
  uri = aip_cut_make_uri (file, self->options);
  aip_xml_text_attribute (self->xml, "id", id);
  g_hash_table_insert (self->files, g_strdup (file), g_strdup (id));

  aip_xml_text_element (self->xml, "name", name);
  aip_xml_text_element (self->xml, "pathurl", uri);
  add_rate (self);
  aip_xml_text_number (self->xml, "duration", frames);
  add_timecode (self, 0);
  aip_xml_text_start (self->xml, "media");
  aip_xml_text_start (self->xml, is_audio ? "audio" : "video");
  if (!is_audio && width > 0 && height > 0)
    add_picture_size (self, width, height);
  aip_xml_text_end (self->xml);
  aip_xml_text_end (self->xml);
  aip_xml_text_end (self->xml);
}

/* Of a shot that nothing was made for yet: offline, but in its place. */
static void
add_missing_file (Fcp7             *self,
                  const AipCutShot *shot)
{
  g_autofree char *id = g_strdup_printf ("card-%s", shot->id);

  aip_xml_text_start (self->xml, "file");
  aip_xml_text_attribute (self->xml, "id", id);
  aip_xml_text_element (self->xml, "name", shot->code);
  add_rate (self);
  aip_xml_text_number (self->xml, "duration", shot->duration);
  aip_xml_text_end (self->xml);
}

static void
add_marker (Fcp7               *self,
            const AipCutMarker *marker)
{
  aip_xml_text_start (self->xml, "marker");
  aip_xml_text_element (self->xml, "name", marker->name);
  aip_xml_text_element (self->xml, "comment", marker->comment);
  aip_xml_text_number (self->xml, "in", marker->frame);
  aip_xml_text_number (self->xml, "out", marker->duration > 0 ? marker->frame + marker->duration
                                                               : -1);
  aip_xml_text_end (self->xml);
}

static void
add_transition (Fcp7             *self,
                const AipCutShot *shot)
{
  static const struct {
    const char *name;
    const char *id;
    const char *category;
  } effects[AIP_N_TRANSITIONS] = {
    [AIP_TRANSITION_DISSOLVE] = { "Cross Dissolve", "Cross Dissolve", "Dissolve" },
    [AIP_TRANSITION_FADE] = { "Dip to Color Dissolve", "Dip to Color Dissolve", "Dissolve" },
    [AIP_TRANSITION_WIPE] = { "Edge Wipe", "Edge Wipe", "Wipe" },
  };

  aip_xml_text_start (self->xml, "transitionitem");
  aip_xml_text_number (self->xml, "start", shot->record - shot->before);
  aip_xml_text_number (self->xml, "end", shot->record + shot->after);
  aip_xml_text_element (self->xml, "alignment", "center");
  add_rate (self);
  aip_xml_text_start (self->xml, "effect");
  aip_xml_text_element (self->xml, "name", effects[shot->transition].name);
  aip_xml_text_element (self->xml, "effectid", effects[shot->transition].id);
  aip_xml_text_element (self->xml, "effectcategory", effects[shot->transition].category);
  aip_xml_text_element (self->xml, "effecttype", "transition");
  aip_xml_text_element (self->xml, "mediatype", "video");
  aip_xml_text_end (self->xml);
  aip_xml_text_end (self->xml);
}

/* There a fade needs more of both files than is seen, as a dissolve does; without, it is a cut. */
static gboolean
has_transition (Fcp7  *self,
                guint  index)
{
  const AipCutShot *shot = aip_cut_get_shot (self->cut, index);
  gint64 head;
  gint64 tail;

  if (shot->transition != AIP_TRANSITION_FADE)
    return shot->transition != AIP_TRANSITION_CUT;

  aip_cut_shot_get_handles (shot, &head, NULL);
  aip_cut_shot_get_handles (aip_cut_get_shot (self->cut, index - 1), NULL, &tail);

  return head >= shot->before && tail >= shot->after;
}

static void
add_shot (Fcp7  *self,
          guint  index)
{
  const AipCutShot *shot = aip_cut_get_shot (self->cut, index);
  const AipCutShot *next = index + 1 < aip_cut_get_n_shots (self->cut)
                           ? aip_cut_get_shot (self->cut, index + 1) : NULL;
  gboolean fades_in = has_transition (self, index);
  gboolean fades_out = next != NULL && has_transition (self, index + 1);
  gint64 head = fades_in ? shot->before : 0;
  gint64 tail = fades_out ? next->after : 0;
  g_autofree char *id = g_strdup_printf ("clipitem-%u", index + 1);
  g_autofree char *note = NULL;
  AipCutPiece piece;

  aip_cut_get_piece (self->cut, index, &piece);
  if (shot->media == AIP_CUT_STILL)
    piece.first = head;
  if (fades_in)
    add_transition (self, shot);

  aip_xml_text_start (self->xml, "clipitem");
  aip_xml_text_attribute (self->xml, "id", id);
  aip_xml_text_element (self->xml, "name", shot->code);
  aip_xml_text_element (self->xml, "enabled", "TRUE");
  aip_xml_text_number (self->xml, "duration",
                       shot->media == AIP_CUT_MOVIE && shot->available != AIP_CUT_ENDLESS
                       ? shot->available : piece.first + shot->duration + tail);
  add_rate (self);
  aip_xml_text_number (self->xml, "start", fades_in ? -1 : shot->record);
  aip_xml_text_number (self->xml, "end", fades_out ? -1 : shot->record + piece.shown);
  aip_xml_text_number (self->xml, "in", piece.first - head);
  aip_xml_text_number (self->xml, "out", piece.first + piece.shown + tail);
  if (piece.file != NULL)
    add_file (self, piece.file, shot->available != AIP_CUT_ENDLESS
                                ? shot->available : piece.first + shot->duration + tail,
              FALSE, shot->width, shot->height);
  else
    add_missing_file (self, shot);

  aip_xml_text_start (self->xml, "logginginfo");
  aip_xml_text_element (self->xml, "description", shot->name != NULL ? shot->name : "");
  aip_xml_text_element (self->xml, "scene", shot->scene != NULL ? shot->scene : "");
  note = g_strdup_printf ("v%03d", (int) shot->take_number);
  aip_xml_text_element (self->xml, "shottake", shot->take_number > 0 ? note : "");
  aip_xml_text_end (self->xml);
  aip_xml_text_start (self->xml, "comments");
  aip_xml_text_element (self->xml, "mastercomment1", shot->id);
  aip_xml_text_element (self->xml, "mastercomment2", shot->seed != NULL ? shot->seed : "");
  aip_xml_text_element (self->xml, "mastercomment3", shot->prompt != NULL ? shot->prompt : "");
  aip_xml_text_end (self->xml);
  aip_xml_text_end (self->xml);
}

/* Volume is a factor there, 1 as it is. */
static void
add_volume (Fcp7   *self,
            double  gain)
{
  g_autofree char *value = NULL;

  if (fabs (gain) < 0.005)
    return;
  value = g_strdup_printf ("%.6g", pow (10.0, gain / 20.0));

  aip_xml_text_start (self->xml, "filter");
  aip_xml_text_start (self->xml, "effect");
  aip_xml_text_element (self->xml, "name", "Audio Levels");
  aip_xml_text_element (self->xml, "effectid", "audiolevels");
  aip_xml_text_element (self->xml, "effectcategory", "audiolevels");
  aip_xml_text_element (self->xml, "effecttype", "audiolevels");
  aip_xml_text_element (self->xml, "mediatype", "audio");
  aip_xml_text_start (self->xml, "parameter");
  aip_xml_text_element (self->xml, "parameterid", "level");
  aip_xml_text_element (self->xml, "name", "Level");
  aip_xml_text_element (self->xml, "value", value);
  aip_xml_text_end (self->xml);
  aip_xml_text_end (self->xml);
  aip_xml_text_end (self->xml);
}

static void
add_track (Fcp7  *self,
           guint  index)
{
  const AipCutTrack *track = aip_cut_get_track (self->cut, index);

  aip_xml_text_start (self->xml, "track");
  for (guint i = 0; i < track->clips->len; i++)
    {
      const AipCutClip *clip = track->clips->pdata[i];
      g_autofree char *id = g_strdup_printf ("clipitem-%u-%u", index + 1, i + 1);

      aip_xml_text_start (self->xml, "clipitem");
      aip_xml_text_attribute (self->xml, "id", id);
      aip_xml_text_element (self->xml, "name", clip->name);
      aip_xml_text_element (self->xml, "enabled", clip->disabled ? "FALSE" : "TRUE");
      aip_xml_text_number (self->xml, "duration", clip->source + clip->duration);
      add_rate (self);
      aip_xml_text_number (self->xml, "start", clip->record);
      aip_xml_text_number (self->xml, "end", clip->record + clip->duration);
      aip_xml_text_number (self->xml, "in", clip->source);
      aip_xml_text_number (self->xml, "out", clip->source + clip->duration);
      if (*clip->file != '\0')
        add_file (self, clip->file, clip->source + clip->duration, track->is_audio, 0, 0);
      if (track->is_audio)
        {
          aip_xml_text_start (self->xml, "sourcetrack");
          aip_xml_text_element (self->xml, "mediatype", "audio");
          aip_xml_text_number (self->xml, "trackindex", 1);
          aip_xml_text_end (self->xml);
          add_volume (self, clip->gain + track->gain);
        }
      aip_xml_text_end (self->xml);
    }
  aip_xml_text_element (self->xml, "enabled", track->muted ? "FALSE" : "TRUE");
  aip_xml_text_end (self->xml);
}

/**
 * aip_cut_write_fcp7:
 * @cut: a cut
 * @options: its folder is looked at
 *
 * Returns: (transfer full): the XML text
 */
char *
aip_cut_write_fcp7 (AipCut              *cut,
                    const AipCutOptions *options)
{
  Fcp7 self = { 0 };

  g_return_val_if_fail (cut != NULL && options != NULL, NULL);

  self.xml = aip_xml_text_new ("xmeml");
  self.cut = cut;
  self.options = options;
  self.files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  aip_xml_text_start (self.xml, "xmeml");
  aip_xml_text_attribute (self.xml, "version", "5");
  aip_xml_text_start (self.xml, "sequence");
  aip_xml_text_attribute (self.xml, "id", "sequence-1");
  aip_xml_text_element (self.xml, "name", aip_cut_get_name (cut));
  aip_xml_text_number (self.xml, "duration", aip_cut_get_duration (cut));
  add_rate (&self);
  add_timecode (&self, aip_cut_get_start (cut));
  for (guint i = 0; i < aip_cut_get_n_markers (cut); i++)
    add_marker (&self, aip_cut_get_marker (cut, i));

  aip_xml_text_start (self.xml, "media");
  aip_xml_text_start (self.xml, "video");
  aip_xml_text_start (self.xml, "format");
  add_picture_size (&self, aip_cut_get_width (cut), aip_cut_get_height (cut));
  aip_xml_text_end (self.xml);
  aip_xml_text_start (self.xml, "track");
  for (guint i = 0; i < aip_cut_get_n_shots (cut); i++)
    add_shot (&self, i);
  aip_xml_text_end (self.xml);
  for (guint i = 0; i < aip_cut_get_n_tracks (cut); i++)
    if (!aip_cut_get_track (cut, i)->is_audio)
      add_track (&self, i);
  aip_xml_text_end (self.xml);

  aip_xml_text_start (self.xml, "audio");
  for (guint i = 0; i < aip_cut_get_n_tracks (cut); i++)
    if (aip_cut_get_track (cut, i)->is_audio)
      add_track (&self, i);
  aip_xml_text_end (self.xml);

  g_hash_table_unref (self.files);

  return aip_xml_text_finish (self.xml);
}
