/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cut"

#include "config.h"

#include <string.h>

#include "aip-cut.h"

struct _AipCut
{
  gatomicrefcount  ref_count;

  char            *name;
  char            *code;
  AipFrameRate     rate;
  gint64           start;
  gint64           width;
  gint64           height;
  gboolean         sound_follows;

  GPtrArray       *shots;
  GHashTable      *by_id;      /* borrowed id → index + 1 */
  GPtrArray       *tracks;
  GPtrArray       *markers;
};

G_DEFINE_BOXED_TYPE (AipCut, aip_cut, aip_cut_ref, aip_cut_unref)

static void
shot_free (gpointer data)
{
  AipCutShot *shot = data;

  g_free (shot->id);
  g_free (shot->code);
  g_free (shot->name);
  g_free (shot->notes);
  g_free (shot->scene);
  g_free (shot->setup);
  g_free (shot->take);
  g_free (shot->file);
  g_free (shot->media_type);
  g_free (shot->seed);
  g_free (shot->prompt);
  g_free (shot);
}

static void
clip_free (gpointer data)
{
  AipCutClip *clip = data;

  g_free (clip->id);
  g_free (clip->name);
  g_free (clip->role);
  g_free (clip->file);
  g_free (clip->anchor);
  g_free (clip);
}

static void
track_free (gpointer data)
{
  AipCutTrack *track = data;

  g_free (track->id);
  g_free (track->name);
  g_ptr_array_unref (track->clips);
  g_free (track);
}

static void
marker_free (gpointer data)
{
  AipCutMarker *marker = data;

  g_free (marker->id);
  g_free (marker->color);
  g_free (marker->name);
  g_free (marker->comment);
  g_free (marker);
}

AipCut *
aip_cut_new (const AipCutSpec *spec)
{
  AipCut *self;

  g_return_val_if_fail (spec != NULL, NULL);
  g_return_val_if_fail (aip_frame_rate_is_valid (&spec->rate), NULL);

  self = g_new0 (AipCut, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->name = g_strdup (spec->name != NULL ? spec->name : "");
  self->code = g_strdup (spec->code != NULL ? spec->code : "");
  self->rate = spec->rate;
  self->start = spec->start;
  self->width = spec->width;
  self->height = spec->height;
  self->sound_follows = spec->sound_follows;
  self->shots = g_ptr_array_new_with_free_func (shot_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->tracks = g_ptr_array_new_with_free_func (track_free);
  self->markers = g_ptr_array_new_with_free_func (marker_free);

  return self;
}

AipCut *
aip_cut_ref (AipCut *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
aip_cut_unref (AipCut *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->shots);
  g_ptr_array_unref (self->tracks);
  g_ptr_array_unref (self->markers);
  g_free (self->name);
  g_free (self->code);
  g_free (self);
}

/* Making one ---------------------------------------------------------------------------------- */

/*
 * A transition shows both shots at once. It may use up to half of each, so that the next one never
 * begins before this one is over, and no more than a movie has beyond its end.
 */
static void
fit_transition (AipCutShot *previous,
                AipCutShot *shot,
                gint64      length)
{
  gint64 tail;
  gint64 head;

  if (previous == NULL || length < 2 || shot->transition == AIP_TRANSITION_CUT)
    {
      shot->transition = AIP_TRANSITION_CUT;
      return;
    }

  shot->before = MIN (length / 2, previous->duration / 2);
  shot->after = MIN (length - length / 2, shot->duration / 2);

  /* What is held is no picture to come from. */
  if (shot->media == AIP_CUT_MOVIE && shot->available != AIP_CUT_ENDLESS)
    shot->after = CLAMP (shot->available - shot->source, 0, shot->after);

  /* Through black, each shot is seen in its own half only. */
  if (shot->transition != AIP_TRANSITION_FADE)
    {
      aip_cut_shot_get_handles (previous, NULL, &tail);
      aip_cut_shot_get_handles (shot, &head, NULL);
      shot->after = MIN (shot->after, tail);
      shot->before = MIN (shot->before, head);
    }

  /* Lists of events say one length, the middle of which is the cut. */
  shot->after = MIN (shot->after, shot->before + length % 2);
  shot->before = MIN (shot->before, shot->after);

  if (shot->before + shot->after < 2)
    {
      shot->transition = AIP_TRANSITION_CUT;
      shot->before = 0;
      shot->after = 0;
    }
}

void
aip_cut_add_shot (AipCut           *self,
                  const AipCutShot *shot,
                  gint64            transition_length)
{
  AipCutShot *previous;
  AipCutShot *copy;

  g_return_if_fail (self != NULL && shot != NULL);
  g_return_if_fail (shot->duration >= 1 && shot->source >= 0);

  previous = self->shots->len > 0 ? self->shots->pdata[self->shots->len - 1] : NULL;
  copy = g_memdup2 (shot, sizeof *shot);
  copy->id = g_strdup (shot->id);
  copy->code = g_strdup (shot->code);
  copy->name = g_strdup (shot->name);
  copy->notes = g_strdup (shot->notes);
  copy->scene = g_strdup (shot->scene);
  copy->setup = g_strdup (shot->setup);
  copy->take = g_strdup (shot->take);
  copy->file = g_strdup (shot->file);
  copy->media_type = g_strdup (shot->media_type);
  copy->seed = g_strdup (shot->seed);
  copy->prompt = g_strdup (shot->prompt);
  copy->record = previous != NULL ? previous->record + previous->duration : 0;
  copy->before = 0;
  copy->after = 0;
  fit_transition (previous, copy, transition_length);

  g_ptr_array_add (self->shots, copy);
  if (copy->id != NULL)
    g_hash_table_replace (self->by_id, copy->id, GUINT_TO_POINTER (self->shots->len));
}

guint
aip_cut_add_track (AipCut            *self,
                   const AipCutTrack *track)
{
  AipCutTrack *copy;

  g_return_val_if_fail (self != NULL && track != NULL, 0);

  copy = g_memdup2 (track, sizeof *track);
  copy->id = g_strdup (track->id);
  copy->name = g_strdup (track->name);
  copy->clips = g_ptr_array_new_with_free_func (clip_free);
  g_ptr_array_add (self->tracks, copy);

  return self->tracks->len - 1;
}

void
aip_cut_add_clip (AipCut           *self,
                  guint             track,
                  const AipCutClip *clip)
{
  GPtrArray *clips;
  AipCutClip *copy;
  guint place;

  g_return_if_fail (self != NULL && clip != NULL);
  g_return_if_fail (track < self->tracks->len);
  g_return_if_fail (clip->record >= 0 && clip->duration >= 1 && clip->source >= 0);

  clips = ((AipCutTrack *) self->tracks->pdata[track])->clips;
  copy = g_memdup2 (clip, sizeof *clip);
  copy->id = g_strdup (clip->id);
  copy->name = g_strdup (clip->name);
  copy->role = g_strdup (clip->role);
  copy->file = g_strdup (clip->file);
  copy->anchor = g_strdup (clip->anchor);

  for (place = clips->len; place > 0; place--)
    if (((AipCutClip *) clips->pdata[place - 1])->record <= copy->record)
      break;
  g_ptr_array_insert (clips, (int) place, copy);
}

void
aip_cut_add_marker (AipCut             *self,
                    const AipCutMarker *marker)
{
  AipCutMarker *copy;
  guint place;

  g_return_if_fail (self != NULL && marker != NULL);

  copy = g_memdup2 (marker, sizeof *marker);
  copy->id = g_strdup (marker->id);
  copy->color = g_strdup (marker->color);
  copy->name = g_strdup (marker->name);
  copy->comment = g_strdup (marker->comment);

  for (place = self->markers->len; place > 0; place--)
    if (((AipCutMarker *) self->markers->pdata[place - 1])->frame <= copy->frame)
      break;
  g_ptr_array_insert (self->markers, (int) place, copy);
}

/* What is in it ------------------------------------------------------------------------------- */

const char *
aip_cut_get_name (AipCut *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

const char *
aip_cut_get_code (AipCut *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->code;
}

const AipFrameRate *
aip_cut_get_rate (AipCut *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->rate;
}

gint64
aip_cut_get_start (AipCut *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->start;
}

gint64
aip_cut_get_width (AipCut *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->width;
}

gint64
aip_cut_get_height (AipCut *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->height;
}

gboolean
aip_cut_get_sound_follows (AipCut *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->sound_follows;
}

gint64
aip_cut_get_duration (AipCut *self)
{
  const AipCutShot *last;

  g_return_val_if_fail (self != NULL, 0);

  if (self->shots->len == 0)
    return 0;
  last = self->shots->pdata[self->shots->len - 1];

  return last->record + last->duration;
}

guint
aip_cut_get_n_shots (AipCut *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->shots->len;
}

const AipCutShot *
aip_cut_get_shot (AipCut *self,
                  guint   index)
{
  g_return_val_if_fail (self != NULL && index < self->shots->len, NULL);

  return self->shots->pdata[index];
}

guint
aip_cut_get_n_tracks (AipCut *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->tracks->len;
}

const AipCutTrack *
aip_cut_get_track (AipCut *self,
                   guint   index)
{
  g_return_val_if_fail (self != NULL && index < self->tracks->len, NULL);

  return self->tracks->pdata[index];
}

guint
aip_cut_get_n_markers (AipCut *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->markers->len;
}

const AipCutMarker *
aip_cut_get_marker (AipCut *self,
                    guint   index)
{
  g_return_val_if_fail (self != NULL && index < self->markers->len, NULL);

  return self->markers->pdata[index];
}

gboolean
aip_cut_find_frame (AipCut *self,
                    gint64  frame,
                    guint  *index)
{
  guint low = 0;
  guint high;

  g_return_val_if_fail (self != NULL && index != NULL, FALSE);

  if (frame < 0 || frame >= aip_cut_get_duration (self))
    return FALSE;

  /* The last one that begins at @frame or before it. */
  high = self->shots->len;
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (((AipCutShot *) self->shots->pdata[middle])->record <= frame)
        low = middle;
      else
        high = middle;
    }
  *index = low;

  return TRUE;
}

gboolean
aip_cut_find_shot (AipCut     *self,
                   const char *id,
                   guint      *index)
{
  guint found;

  g_return_val_if_fail (self != NULL && id != NULL && index != NULL, FALSE);

  found = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_id, id));
  if (found == 0)
    return FALSE;
  *index = found - 1;

  return TRUE;
}

gint64
aip_cut_get_drift (AipCut           *self,
                   const AipCutClip *clip)
{
  const AipCutShot *shot;
  guint index;

  g_return_val_if_fail (self != NULL && clip != NULL, 0);

  if (clip->anchor == NULL || !aip_cut_find_shot (self, clip->anchor, &index))
    return 0;
  shot = self->shots->pdata[index];

  return clip->record - (shot->record + clip->anchor_frame - shot->source - shot->offset);
}

void
aip_cut_shot_get_handles (const AipCutShot *shot,
                          gint64           *head,
                          gint64           *tail)
{
  gboolean is_movie;

  g_return_if_fail (shot != NULL);

  is_movie = shot->media == AIP_CUT_MOVIE;
  if (head != NULL)
    *head = is_movie ? shot->source : AIP_CUT_ENDLESS;
  if (tail != NULL)
    *tail = is_movie && shot->available != AIP_CUT_ENDLESS
            ? MAX (0, shot->available - shot->source - shot->duration) : AIP_CUT_ENDLESS;
}
