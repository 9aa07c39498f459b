/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-document-cut"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-clip.h"
#include "aip-document-cut.h"
#include "aip-error.h"
#include "aip-marker.h"
#include "aip-track.h"

/* A movie at its own speed, counted in frames of the film; unknown lengths have no end. */
static gint64
get_available (AipTake            *take,
               const AipFrameRate *rate)
{
  AipEntity *entity = AIP_ENTITY (take);
  gint64 frames = aip_entity_get_integer (entity, "frames");
  gint64 numerator = aip_entity_get_integer (entity, "rate-numerator");
  gint64 denominator = aip_entity_get_integer (entity, "rate-denominator");
  guint64 up;
  guint64 down;

  if (frames <= 0)
    return AIP_CUT_ENDLESS;
  if (numerator <= 0 || denominator <= 0)
    return frames;

  /* frames × denominator / numerator seconds, in frames of the film that are whole. */
  if (!g_uint64_checked_mul (&up, (guint64) frames, (guint64) denominator) ||
      !g_uint64_checked_mul (&up, up, (guint64) rate->numerator) ||
      !g_uint64_checked_mul (&down, (guint64) numerator, (guint64) rate->denominator))
    return frames;

  return (gint64) MAX (1, up / down);
}

static void
fill_take (AipCutShot         *shot,
           AipTake            *take,
           const AipFrameRate *rate)
{
  const char *type = aip_take_get_media_type (take);
  gint64 frames = aip_entity_get_integer (AIP_ENTITY (take), "frames");

  shot->take = (char *) aip_entity_get_id (AIP_ENTITY (take));
  shot->take_number = aip_take_get_number (take);
  shot->file = (char *) aip_take_get_file (take);
  shot->media_type = (char *) type;
  shot->seed = (char *) aip_entity_get_text (AIP_ENTITY (take), "seed");
  shot->prompt = (char *) aip_entity_get_text (AIP_ENTITY (take), "prompt");
  shot->width = aip_entity_get_integer (AIP_ENTITY (take), "width");
  shot->height = aip_entity_get_integer (AIP_ENTITY (take), "height");

  /* An animated WebP or GIF is a picture by its type only. */
  if (g_str_has_prefix (type, "video/") || (g_str_has_prefix (type, "image/") && frames > 1))
    {
      shot->media = AIP_CUT_MOVIE;
      shot->offset = aip_take_get_offset (take);
      shot->source = MAX (0, shot->source - shot->offset);
      shot->available = get_available (take, rate);
    }
  else if (g_str_has_prefix (type, "image/"))
    shot->media = AIP_CUT_STILL;
}

static void
add_shots (AipDocument *self,
           AipCut      *cut)
{
  AipEntityList *shots = aip_document_get_shots (self);

  for (guint i = 0; i < aip_entity_list_get_count (shots); i++)
    {
      AipShot *item = AIP_SHOT (aip_entity_list_peek (shots, i));
      AipTake *take = aip_shot_get_take (item);
      AipEntity *scene = aip_document_lookup (self, aip_shot_get_scene_id (item));
      AipCutShot shot = { .available = AIP_CUT_ENDLESS };

      if (aip_shot_get_omitted (item))
        continue;

      shot.id = (char *) aip_entity_get_id (AIP_ENTITY (item));
      shot.code = (char *) aip_shot_get_code (item);
      shot.name = (char *) aip_shot_get_description (item);
      shot.notes = (char *) aip_entity_get_text (AIP_ENTITY (item), "notes");
      shot.scene = (char *) (AIP_IS_SCENE (scene) ? aip_scene_get_code (AIP_SCENE (scene)) : "");
      shot.status = aip_shot_get_status (item);
      shot.duration = aip_shot_get_duration (item);
      shot.source = aip_shot_get_source_in (item);
      shot.transition = aip_shot_get_transition (item);
      if (take != NULL)
        fill_take (&shot, take, aip_cut_get_rate (cut));
      if (shot.media == AIP_CUT_CARD)
        shot.setup = (char *) aip_shot_get_setup (item);

      aip_cut_add_shot (cut, &shot, aip_shot_get_transition_length (item));
    }
}

static void
add_tracks (AipDocument *self,
            AipCut      *cut)
{
  AipEntityList *tracks = aip_document_get_list (self, AIP_KIND_TRACK);
  AipEntityList *clips = aip_document_get_list (self, AIP_KIND_CLIP);
  g_autoptr(GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < aip_entity_list_get_count (tracks); i++)
    {
      AipTrack *item = AIP_TRACK (aip_entity_list_peek (tracks, i));
      AipCutTrack track = {
        .id = (char *) aip_entity_get_id (AIP_ENTITY (item)),
        .name = (char *) aip_track_get_name (item),
        .is_audio = g_str_equal (aip_track_get_track_type (item), "audio"),
        .gain = aip_track_get_gain (item),
        .muted = aip_track_get_muted (item),
        .solo = aip_track_get_solo (item),
        .locked = aip_track_get_locked (item),
      };

      g_hash_table_insert (places, track.id, GUINT_TO_POINTER (aip_cut_add_track (cut, &track)));
    }

  for (guint i = 0; i < aip_entity_list_get_count (clips); i++)
    {
      AipClip *item = AIP_CLIP (aip_entity_list_peek (clips, i));
      gpointer place;
      AipCutClip clip = {
        .id = (char *) aip_entity_get_id (AIP_ENTITY (item)),
        .name = (char *) aip_clip_get_name (item),
        .role = (char *) aip_clip_get_role (item),
        .file = (char *) aip_clip_get_file (item),
        .record = aip_clip_get_start (item),
        .duration = aip_clip_get_duration (item),
        .source = aip_clip_get_source_in (item),
        .gain = aip_clip_get_gain (item),
        .fade_in = aip_clip_get_fade_in (item),
        .fade_out = aip_clip_get_fade_out (item),
        .disabled = aip_clip_get_disabled (item),
        .available = aip_clip_get_available (item) > 0 ? aip_clip_get_available (item)
                                                       : AIP_CUT_ENDLESS,
        .anchor = (char *) aip_clip_get_anchor (item),
        .anchor_frame = aip_clip_get_anchor_frame (item),
      };

      /* A clip whose track is gone is nowhere until somebody gives it another. */
      if (g_hash_table_lookup_extended (places, aip_clip_get_track_id (item), NULL, &place))
        aip_cut_add_clip (cut, GPOINTER_TO_UINT (place), &clip);
    }
}

static void
add_markers (AipDocument *self,
             AipCut      *cut)
{
  AipEntityList *markers = aip_document_get_list (self, AIP_KIND_MARKER);

  for (guint i = 0; i < aip_entity_list_get_count (markers); i++)
    {
      AipMarker *item = AIP_MARKER (aip_entity_list_peek (markers, i));
      AipCutMarker marker = {
        .id = (char *) aip_entity_get_id (AIP_ENTITY (item)),
        .frame = aip_marker_get_frame (item),
        .duration = aip_marker_get_duration (item),
        .color = (char *) aip_marker_get_color (item),
        .name = (char *) aip_marker_get_name (item),
        .comment = (char *) aip_marker_get_comment (item),
      };

      aip_cut_add_marker (cut, &marker);
    }
}

AipCut *
aip_document_dup_cut (AipDocument *self)
{
  AipProject *project;
  AipCutSpec spec;
  AipCut *cut;

  g_return_val_if_fail (AIP_IS_DOCUMENT (self), NULL);

  project = aip_document_get_project (self);
  spec = (AipCutSpec) {
    aip_project_get_name (project), aip_project_get_code (project), aip_project_get_rate (project),
    aip_project_get_start (project), aip_project_get_width (project),
    aip_project_get_height (project), aip_project_get_sound_follows (project),
  };

  cut = aip_cut_new (&spec);
  add_shots (self, cut);
  add_tracks (self, cut);
  add_markers (self, cut);

  return cut;
}

gboolean
aip_document_touches_cut (AipChangeSet *changes)
{
  static const char *const shot_fields[] = {
    "code", "order", "description", "notes", "scene", "status", "duration", "source-in", "omitted",
    "transition", "transition-length", "current-take", "setup",
  };

  g_return_val_if_fail (changes != NULL, FALSE);

  if (aip_change_set_touches (changes, AIP_KIND_TAKE, NULL) ||
      aip_change_set_touches (changes, AIP_KIND_TRACK, NULL) ||
      aip_change_set_touches (changes, AIP_KIND_CLIP, NULL) ||
      aip_change_set_touches (changes, AIP_KIND_MARKER, NULL) ||
      aip_change_set_touches (changes, AIP_KIND_PROJECT, NULL) ||
      aip_change_set_touches (changes, AIP_KIND_SCENE, NULL))
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (shot_fields); i++)
    if (aip_change_set_touches (changes, AIP_KIND_SHOT, shot_fields[i]))
      return TRUE;

  return FALSE;
}

gboolean
aip_document_apply_trim (AipDocument  *self,
                         AipCut       *cut,
                         GArray       *changes,
                         GError      **error)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (self), FALSE);
  g_return_val_if_fail (cut != NULL && changes != NULL, FALSE);

  for (guint i = 0; i < changes->len; i++)
    {
      const AipCutChange *change = &g_array_index (changes, AipCutChange, i);
      const AipCutShot *shot = aip_cut_get_shot (cut, change->index);
      AipEntity *entity = aip_document_lookup (self, shot->id);

      if (!AIP_IS_SHOT (entity))
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                       _("%s was removed meanwhile and cannot be trimmed."), shot->code);
          return FALSE;
        }
      if (!aip_document_set_integer (self, entity, "duration", change->duration, error) ||
          (change->source != shot->source &&
           !aip_document_set_integer (self, entity, "source-in", change->source + shot->offset,
                                      error)))
        return FALSE;
    }

  return TRUE;
}
