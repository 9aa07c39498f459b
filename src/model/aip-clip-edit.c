/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-clip-edit"

#include "config.h"

#include "aip-clip-edit.h"
#include "aip-cut-edit.h"

static void
limit_fades (AipCutClip *clip)
{
  clip->fade_in = CLAMP (clip->fade_in, 0, clip->duration);
  clip->fade_out = CLAMP (clip->fade_out, 0, clip->duration - clip->fade_in);
}

gint64
aip_clip_edit (const AipCutClip *clip,
               AipClipEdit       edit,
               gint64            delta,
               AipCutClip       *result)
{
  gint64 available;

  g_return_val_if_fail (clip != NULL && result != NULL, 0);

  *result = *clip;
  available = clip->available == AIP_CUT_ENDLESS
              ? AIP_CUT_ENDLESS : MAX (clip->available, clip->source + clip->duration);

  switch (edit)
    {
    case AIP_CLIP_MOVE:
      delta = MAX (delta, -clip->record);
      result->record += delta;
      break;

    case AIP_CLIP_TRIM_START:
      delta = CLAMP (delta, -MIN (clip->source, clip->record), clip->duration - 1);
      result->record += delta;
      result->source += delta;
      result->duration -= delta;
      break;

    case AIP_CLIP_TRIM_END:
      delta = MAX (delta, 1 - clip->duration);
      if (available != AIP_CUT_ENDLESS)
        delta = MIN (delta, available - clip->source - clip->duration);
      result->duration += delta;
      break;

    case AIP_CLIP_SLIP:
      delta = MIN (delta, clip->source);
      if (available != AIP_CUT_ENDLESS)
        delta = MAX (delta, clip->source + clip->duration - available);
      result->source -= delta;
      break;

    case AIP_CLIP_FADE_IN:
      delta = CLAMP (delta, -clip->fade_in, clip->duration - clip->fade_out - clip->fade_in);
      result->fade_in += delta;
      break;

    case AIP_CLIP_FADE_OUT:
      delta = CLAMP (delta, clip->fade_in + clip->fade_out - clip->duration, clip->fade_out);
      result->fade_out -= delta;
      break;

    default:
      g_return_val_if_reached (0);
    }

  limit_fades (result);

  return delta;
}

/* A cut with the shots of @self, and nothing else yet. */
static AipCut *
copy_shots (AipCut *self)
{
  AipCutSpec spec = {
    aip_cut_get_name (self), aip_cut_get_code (self), *aip_cut_get_rate (self),
    aip_cut_get_start (self), aip_cut_get_width (self), aip_cut_get_height (self),
    aip_cut_get_sound_follows (self),
  };
  AipCut *result = aip_cut_new (&spec);

  for (guint i = 0; i < aip_cut_get_n_shots (self); i++)
    {
      const AipCutShot *shot = aip_cut_get_shot (self, i);

      aip_cut_add_shot (result, shot, shot->before + shot->after);
    }

  return result;
}

AipCut *
aip_cut_with_clip (AipCut           *self,
                   const AipCutClip *clip,
                   guint             track)
{
  AipCut *result;

  g_return_val_if_fail (self != NULL && clip != NULL, NULL);

  result = copy_shots (self);
  for (guint i = 0; i < aip_cut_get_n_tracks (self); i++)
    {
      const AipCutTrack *other = aip_cut_get_track (self, i);

      aip_cut_add_track (result, other);
      for (guint k = 0; k < other->clips->len; k++)
        {
          const AipCutClip *present = other->clips->pdata[k];

          if (g_strcmp0 (present->id, clip->id) != 0)
            aip_cut_add_clip (result, i, present);
        }
      if (i == track)
        aip_cut_add_clip (result, i, clip);
    }
  for (guint i = 0; i < aip_cut_get_n_markers (self); i++)
    aip_cut_add_marker (result, aip_cut_get_marker (self, i));

  return result;
}

AipCut *
aip_cut_with_marker (AipCut     *self,
                     const char *id,
                     gint64      frame)
{
  AipCut *result;

  g_return_val_if_fail (self != NULL && id != NULL, NULL);

  result = copy_shots (self);
  aip_cut_add_tracks_of (result, self);
  for (guint i = 0; i < aip_cut_get_n_markers (self); i++)
    {
      AipCutMarker marker = *aip_cut_get_marker (self, i);

      if (g_strcmp0 (marker.id, id) == 0)
        marker.frame = frame;
      aip_cut_add_marker (result, &marker);
    }

  return result;
}

const AipCutClip *
aip_cut_find_clip (AipCut     *self,
                   const char *id,
                   guint      *track)
{
  g_return_val_if_fail (self != NULL && id != NULL, NULL);

  for (guint i = 0; i < aip_cut_get_n_tracks (self); i++)
    {
      GPtrArray *clips = aip_cut_get_track (self, i)->clips;

      for (guint k = 0; k < clips->len; k++)
        if (g_strcmp0 (((AipCutClip *) clips->pdata[k])->id, id) == 0)
          {
            if (track != NULL)
              *track = i;
            return clips->pdata[k];
          }
    }

  return NULL;
}
