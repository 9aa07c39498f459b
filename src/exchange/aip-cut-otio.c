/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cut-otio"

#include "config.h"

#include <json-glib/json-glib.h>

#include "aip-cut-format.h"

/*
 * OpenTimelineIO's JSON, in the schemas that every release since 0.12 reads (Timeline.1, Stack.1,
 * Track.1, Clip.1, Gap.1, Transition.1, Marker.2):
 * https://opentimelineio.readthedocs.io/en/stable/tutorials/otio-serialized-schema.html
 */

static void
begin (JsonBuilder *builder,
       const char  *schema,
       const char  *name)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "OTIO_SCHEMA");
  json_builder_add_string_value (builder, schema);
  if (name == NULL)
    return;
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, name);
}

static void
add_time (JsonBuilder        *builder,
          const char         *member,
          gint64              frame,
          const AipFrameRate *rate)
{
  json_builder_set_member_name (builder, member);
  begin (builder, "RationalTime.1", NULL);
  json_builder_set_member_name (builder, "rate");
  json_builder_add_double_value (builder, (double) rate->numerator / (double) rate->denominator);
  json_builder_set_member_name (builder, "value");
  json_builder_add_double_value (builder, (double) frame);
  json_builder_end_object (builder);
}

static void
add_range (JsonBuilder        *builder,
           const char         *member,
           gint64              start,
           gint64              duration,
           const AipFrameRate *rate)
{
  json_builder_set_member_name (builder, member);
  begin (builder, "TimeRange.1", NULL);
  add_time (builder, "duration", duration, rate);
  add_time (builder, "start_time", start, rate);
  json_builder_end_object (builder);
}

static void
add_text (JsonBuilder *builder,
          const char  *member,
          const char  *text)
{
  if (text == NULL || *text == '\0')
    return;
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, text);
}

static void
add_gap (JsonBuilder        *builder,
         gint64              frames,
         const AipFrameRate *rate)
{
  begin (builder, "Gap.1", "");
  add_range (builder, "source_range", 0, frames, rate);
  json_builder_end_object (builder);
}

/* @available: frames, or %AIP_CUT_ENDLESS */
static void
add_media (JsonBuilder         *builder,
           const char          *file,
           gint64               available,
           const AipFrameRate  *rate,
           const AipCutOptions *options)
{
  g_autofree char *uri = NULL;

  json_builder_set_member_name (builder, "media_reference");
  if (file == NULL || *file == '\0')
    {
      begin (builder, "MissingReference.1", NULL);
      json_builder_end_object (builder);
      return;
    }

  uri = aip_cut_make_uri (file, options);
  begin (builder, "ExternalReference.1", NULL);
  add_text (builder, "target_url", uri);
  if (available != AIP_CUT_ENDLESS)
    add_range (builder, "available_range", 0, available, rate);
  json_builder_end_object (builder);
}

static void
add_marker (JsonBuilder        *builder,
            const AipCutMarker *marker,
            const AipFrameRate *rate)
{
  g_autofree char *color = g_ascii_strup (marker->color, -1);

  begin (builder, "Marker.2", marker->name);
  add_text (builder, "color", color);
  add_range (builder, "marked_range", marker->frame, marker->duration, rate);
  json_builder_set_member_name (builder, "metadata");
  json_builder_begin_object (builder);
  add_text (builder, "comment", marker->comment);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
add_transition (JsonBuilder        *builder,
                const AipCutShot   *shot,
                const AipFrameRate *rate)
{
  gboolean dissolve = shot->transition == AIP_TRANSITION_DISSOLVE;

  begin (builder, "Transition.1", aip_transition_to_nick (shot->transition));
  json_builder_set_member_name (builder, "transition_type");
  json_builder_add_string_value (builder, dissolve ? "SMPTE_Dissolve" : "Custom_Transition");
  add_time (builder, "in_offset", shot->before, rate);
  add_time (builder, "out_offset", shot->after, rate);
  json_builder_end_object (builder);
}

static void
add_shot (JsonBuilder         *builder,
          AipCut              *cut,
          guint                index,
          const AipCutOptions *options)
{
  const AipCutShot *shot = aip_cut_get_shot (cut, index);
  const AipFrameRate *rate = aip_cut_get_rate (cut);
  AipCutPiece piece;

  aip_cut_get_piece (cut, index, &piece);
  if (shot->transition != AIP_TRANSITION_CUT)
    add_transition (builder, shot, rate);

  /* All of it is held: the card keeps the place, and says what is missing. */
  begin (builder, "Clip.1", shot->code);
  add_range (builder, "source_range", piece.first, piece.file != NULL ? piece.shown
                                                                      : shot->duration, rate);
  add_media (builder, piece.file, shot->media == AIP_CUT_MOVIE ? shot->available : AIP_CUT_ENDLESS,
             rate, options);
  json_builder_set_member_name (builder, "metadata");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "aipipeline");
  json_builder_begin_object (builder);
  add_text (builder, "shot", shot->id);
  add_text (builder, "description", shot->name);
  add_text (builder, "notes", shot->notes);
  add_text (builder, "scene", shot->scene);
  add_text (builder, "status", aip_status_to_nick (shot->status));
  add_text (builder, "take", shot->take);
  if (shot->take_number > 0)
    {
      json_builder_set_member_name (builder, "version");
      json_builder_add_int_value (builder, shot->take_number);
    }
  add_text (builder, "seed", shot->seed);
  add_text (builder, "prompt", shot->prompt);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  if (piece.file != NULL && piece.shown < shot->duration)
    add_gap (builder, shot->duration - piece.shown, rate);
}

static void
add_clips (JsonBuilder         *builder,
           AipCut              *cut,
           const AipCutTrack   *track,
           const AipCutOptions *options)
{
  const AipFrameRate *rate = aip_cut_get_rate (cut);
  gint64 at = 0;

  for (guint i = 0; i < track->clips->len; i++)
    {
      const AipCutClip *clip = track->clips->pdata[i];
      gint64 overlap = MAX (0, at - clip->record);

      /* A track of theirs has one thing at a time: the one that began earlier. */
      if (overlap >= clip->duration)
        continue;
      if (clip->record > at)
        add_gap (builder, clip->record - at, rate);

      begin (builder, "Clip.1", clip->name);
      add_range (builder, "source_range", clip->source + overlap, clip->duration - overlap, rate);
      add_media (builder, clip->file, AIP_CUT_ENDLESS, rate, options);
      json_builder_set_member_name (builder, "metadata");
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "aipipeline");
      json_builder_begin_object (builder);
      add_text (builder, "clip", clip->id);
      add_text (builder, "role", clip->role);
      json_builder_set_member_name (builder, "gain");
      json_builder_add_double_value (builder, clip->gain);
      json_builder_set_member_name (builder, "fade-in");
      json_builder_add_int_value (builder, clip->fade_in);
      json_builder_set_member_name (builder, "fade-out");
      json_builder_add_int_value (builder, clip->fade_out);
      json_builder_end_object (builder);
      json_builder_end_object (builder);
      json_builder_end_object (builder);
      at = clip->record + clip->duration;
    }
}

static void
begin_track (JsonBuilder *builder,
             const char  *name,
             gboolean     is_audio)
{
  begin (builder, "Track.1", name);
  json_builder_set_member_name (builder, "kind");
  json_builder_add_string_value (builder, is_audio ? "Audio" : "Video");
  json_builder_set_member_name (builder, "children");
  json_builder_begin_array (builder);
}

static void
end_track (JsonBuilder *builder)
{
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/**
 * aip_cut_write_otio:
 * @cut: a cut
 * @options: its folder is looked at
 *
 * Returns: (transfer full): the JSON text
 */
char *
aip_cut_write_otio (AipCut              *cut,
                    const AipCutOptions *options)
{
  g_autoptr(JsonBuilder) builder = NULL;
  g_autoptr(JsonGenerator) generator = NULL;
  g_autoptr(JsonNode) root = NULL;

  g_return_val_if_fail (cut != NULL && options != NULL, NULL);

  builder = json_builder_new ();
  begin (builder, "Timeline.1", aip_cut_get_name (cut));
  add_time (builder, "global_start_time", aip_cut_get_start (cut), aip_cut_get_rate (cut));
  json_builder_set_member_name (builder, "tracks");
  begin (builder, "Stack.1", "tracks");

  json_builder_set_member_name (builder, "markers");
  json_builder_begin_array (builder);
  for (guint i = 0; i < aip_cut_get_n_markers (cut); i++)
    add_marker (builder, aip_cut_get_marker (cut, i), aip_cut_get_rate (cut));
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "children");
  json_builder_begin_array (builder);
  begin_track (builder, "V1", FALSE);
  for (guint i = 0; i < aip_cut_get_n_shots (cut); i++)
    add_shot (builder, cut, i, options);
  end_track (builder);
  for (guint i = 0; i < aip_cut_get_n_tracks (cut); i++)
    {
      const AipCutTrack *track = aip_cut_get_track (cut, i);

      begin_track (builder, track->name, track->is_audio);
      add_clips (builder, cut, track, options);
      end_track (builder);
    }
  json_builder_end_array (builder);

  json_builder_end_object (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  generator = json_generator_new ();
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);

  return json_generator_to_data (generator, NULL);
}
