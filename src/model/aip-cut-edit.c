/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cut-edit"

#include "config.h"

#include "aip-cut-edit.h"

/* A card and a still look the same from the first frame to the last. */
static gboolean
has_source (const AipCutShot *shot)
{
  return shot->media == AIP_CUT_MOVIE;
}

static void
add (GArray           *changes,
     guint             index,
     const AipCutShot *shot,
     gint64            longer,
     gint64            later)
{
  AipCutChange change = { index, shot->duration + longer, shot->source };

  if (has_source (shot))
    change.source += later;
  if (change.duration != shot->duration || change.source != shot->source)
    g_array_append_val (changes, change);
}

gint64
aip_cut_trim (AipCut      *self,
              AipCutTrim   trim,
              guint        index,
              gint64       delta,
              GArray     **changes)
{
  const AipCutShot *shot;
  const AipCutShot *previous;
  const AipCutShot *next;

  g_return_val_if_fail (self != NULL && changes != NULL, 0);
  g_return_val_if_fail (index < aip_cut_get_n_shots (self), 0);

  *changes = g_array_new (FALSE, FALSE, sizeof (AipCutChange));
  shot = aip_cut_get_shot (self, index);
  previous = index > 0 ? aip_cut_get_shot (self, index - 1) : NULL;
  next = index + 1 < aip_cut_get_n_shots (self) ? aip_cut_get_shot (self, index + 1) : NULL;

  switch (trim)
    {
    case AIP_CUT_TRIM_START:
      delta = MIN (delta, shot->duration - 1);
      if (has_source (shot))
        delta = MAX (delta, -shot->source);
      add (*changes, index, shot, -delta, delta);
      break;

    case AIP_CUT_TRIM_END:
      delta = MAX (delta, 1 - shot->duration);
      add (*changes, index, shot, delta, 0);
      break;

    case AIP_CUT_ROLL:
      if (previous == NULL)
        return 0;
      delta = CLAMP (delta, 1 - previous->duration, shot->duration - 1);
      if (has_source (shot))
        delta = MAX (delta, -shot->source);
      add (*changes, index - 1, previous, delta, 0);
      add (*changes, index, shot, -delta, delta);
      break;

    case AIP_CUT_SLIP:
      if (!has_source (shot))
        return 0;
      delta = MIN (delta, shot->source);
      if (shot->available != AIP_CUT_ENDLESS)
        delta = MAX (delta, MIN (0, shot->source + shot->duration - shot->available));
      add (*changes, index, shot, 0, -delta);
      break;

    case AIP_CUT_SLIDE:
      if (previous == NULL || next == NULL)
        return 0;
      delta = CLAMP (delta, 1 - previous->duration, next->duration - 1);
      if (has_source (next))
        delta = MAX (delta, -next->source);
      add (*changes, index - 1, previous, delta, 0);
      add (*changes, index + 1, next, -delta, delta);
      break;

    default:
      g_return_val_if_reached (0);
    }

  return delta;
}

gint64
aip_cut_trim_many (AipCut      *self,
                   AipCutTrim   trim,
                   GArray      *indices,
                   gint64       delta,
                   GArray     **changes)
{
  g_return_val_if_fail (self != NULL && indices != NULL && changes != NULL, 0);
  g_return_val_if_fail (trim == AIP_CUT_TRIM_START || trim == AIP_CUT_TRIM_END ||
                        trim == AIP_CUT_SLIP, 0);

  for (guint i = 0; i < indices->len; i++)
    {
      g_autoptr(GArray) own = NULL;

      /* Never more than was wished, so it only gets nearer to nothing. */
      delta = aip_cut_trim (self, trim, g_array_index (indices, guint, i), delta, &own);
    }

  *changes = g_array_new (FALSE, FALSE, sizeof (AipCutChange));
  for (guint i = 0; i < indices->len; i++)
    {
      g_autoptr(GArray) own = NULL;

      aip_cut_trim (self, trim, g_array_index (indices, guint, i), delta, &own);
      g_array_append_vals (*changes, own->data, own->len);
    }

  return delta;
}

void
aip_cut_add_tracks_of (AipCut *self,
                       AipCut *before)
{
  g_return_if_fail (self != NULL && before != NULL);

  for (guint i = 0; i < aip_cut_get_n_tracks (before); i++)
    {
      const AipCutTrack *track = aip_cut_get_track (before, i);
      guint place = aip_cut_add_track (self, track);

      for (guint k = 0; k < track->clips->len; k++)
        {
          AipCutClip clip = *(const AipCutClip *) track->clips->pdata[k];
          guint shot;

          /* What was off stays off by as much: only what the shots do to it is followed. */
          if (aip_cut_get_sound_follows (before) && !track->locked && clip.anchor != NULL &&
              aip_cut_find_shot (before, clip.anchor, &shot) &&
              aip_cut_find_shot (self, clip.anchor, &shot))
            clip.record = MAX (0, clip.record - aip_cut_get_drift (self, &clip) +
                                  aip_cut_get_drift (before, &clip));
          aip_cut_add_clip (self, place, &clip);
        }
    }
}

AipCut *
aip_cut_with_changes (AipCut *self,
                      GArray *changes)
{
  g_autoptr(GHashTable) changed = NULL;
  AipCut *result;
  AipCutSpec spec;

  g_return_val_if_fail (self != NULL && changes != NULL, NULL);

  spec = (AipCutSpec) {
    aip_cut_get_name (self), aip_cut_get_code (self), *aip_cut_get_rate (self),
    aip_cut_get_start (self), aip_cut_get_width (self), aip_cut_get_height (self),
    aip_cut_get_sound_follows (self),
  };
  result = aip_cut_new (&spec);
  changed = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < changes->len; i++)
    {
      AipCutChange *change = &g_array_index (changes, AipCutChange, i);

      g_hash_table_insert (changed, GUINT_TO_POINTER (change->index), change);
    }

  for (guint i = 0; i < aip_cut_get_n_shots (self); i++)
    {
      AipCutShot shot = *aip_cut_get_shot (self, i);
      const AipCutChange *change = g_hash_table_lookup (changed, GUINT_TO_POINTER (i));

      if (change != NULL)
        {
          shot.duration = change->duration;
          shot.source = change->source;
        }
      aip_cut_add_shot (result, &shot, shot.before + shot.after);
    }

  aip_cut_add_tracks_of (result, self);
  for (guint i = 0; i < aip_cut_get_n_markers (self); i++)
    aip_cut_add_marker (result, aip_cut_get_marker (self, i));

  return result;
}

typedef struct {
  gint64 frame;
  gint64 best;
  gint64 distance;
} Snap;

static void
attract (Snap   *snap,
         gint64  target)
{
  gint64 distance = ABS (target - snap->frame);

  if (distance >= snap->distance)
    return;
  snap->distance = distance;
  snap->best = target;
}

gboolean
aip_cut_find_snap (AipCut *self,
                   gint64  frame,
                   gint64  reach,
                   GArray *extra,
                   guint   except,
                   gint64 *target)
{
  Snap snap = { frame, frame, reach + 1 };

  g_return_val_if_fail (self != NULL && target != NULL, FALSE);
  g_return_val_if_fail (reach >= 0, FALSE);

  for (guint i = 0; i < aip_cut_get_n_shots (self); i++)
    {
      const AipCutShot *shot = aip_cut_get_shot (self, i);

      if (shot->record > frame + reach)
        break;
      if (i == except)
        continue;
      attract (&snap, shot->record);
      attract (&snap, shot->record + shot->duration);
    }

  for (guint i = 0; i < aip_cut_get_n_tracks (self); i++)
    {
      GPtrArray *clips = aip_cut_get_track (self, i)->clips;

      for (guint k = 0; k < clips->len; k++)
        {
          const AipCutClip *clip = clips->pdata[k];

          attract (&snap, clip->record);
          attract (&snap, clip->record + clip->duration);
        }
    }

  for (guint i = 0; i < aip_cut_get_n_markers (self); i++)
    attract (&snap, aip_cut_get_marker (self, i)->frame);
  for (guint i = 0; extra != NULL && i < extra->len; i++)
    attract (&snap, g_array_index (extra, gint64, i));

  *target = snap.best;

  return snap.distance <= reach;
}

gint64
aip_cut_snap (AipCut *self,
              gint64  frame,
              gint64  reach,
              GArray *extra,
              guint   except)
{
  gint64 target = frame;

  g_return_val_if_fail (self != NULL, frame);

  aip_cut_find_snap (self, frame, reach, extra, except, &target);

  return target;
}
