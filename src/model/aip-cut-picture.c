/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cut-picture"

#include "config.h"

#include "aip-cut-picture.h"

static AipCutLayer
make_layer (AipCut *self,
            guint   index,
            gint64  frame)
{
  const AipCutShot *shot = aip_cut_get_shot (self, index);
  AipCutLayer layer = { index, MAX (0, shot->source + frame - shot->record), FALSE };

  layer.held = shot->media == AIP_CUT_MOVIE && layer.source >= shot->available;

  return layer;
}

/*
 * @step: from 0 within the @before + @after frames of the way from shot @index - 1 to shot @index.
 * Every frame of it is a mixture, neither the one shot nor the other: those are beside it.
 */
static void
fill_transition (AipCut        *self,
                 guint          index,
                 gint64         frame,
                 gint64         step,
                 AipCutPicture *picture)
{
  const AipCutShot *shot = aip_cut_get_shot (self, index);

  picture->transition = shot->transition;

  if (shot->transition == AIP_TRANSITION_FADE)
    {
      gboolean is_out = step < shot->before;

      picture->layers[0] = make_layer (self, is_out ? index - 1 : index, frame);
      picture->n_layers = 1;
      picture->share = is_out ? shot->before - step : step - shot->before + 1;
      picture->of = (is_out ? shot->before : shot->after) + 1;
      return;
    }

  picture->layers[0] = make_layer (self, index - 1, frame);
  picture->layers[1] = make_layer (self, index, frame);
  picture->n_layers = 2;
  picture->share = step + 1;
  picture->of = shot->before + shot->after + 1;
}

gboolean
aip_cut_get_picture (AipCut        *self,
                     gint64         frame,
                     AipCutPicture *picture)
{
  guint index;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (picture != NULL, FALSE);

  if (!aip_cut_find_frame (self, frame, &index))
    return FALSE;

  /* A transition belongs to the later shot: we are in its second half, or in its first. */
  for (guint i = index; i <= index + 1 && i < aip_cut_get_n_shots (self); i++)
    {
      const AipCutShot *shot = aip_cut_get_shot (self, i);
      gint64 step = frame - (shot->record - shot->before);

      if (i > 0 && shot->transition != AIP_TRANSITION_CUT &&
          step >= 0 && step < shot->before + shot->after)
        {
          fill_transition (self, i, frame, step, picture);
          return TRUE;
        }
    }

  picture->transition = AIP_TRANSITION_CUT;
  picture->layers[0] = make_layer (self, index, frame);
  picture->n_layers = 1;
  picture->share = 1;
  picture->of = 1;

  return TRUE;
}

gint64
aip_cut_get_file_frame (const AipFrameRate *film,
                        gint64              source,
                        gint64              numerator,
                        gint64              denominator,
                        gint64              n_frames)
{
  guint64 up;
  guint64 down;

  g_return_val_if_fail (film != NULL, 0);
  g_return_val_if_fail (numerator > 0 && denominator > 0, 0);
  g_return_val_if_fail (n_frames > 0, 0);

  /* What does not fit into 64 bits is a number of frames that no file has. */
  if (!g_uint64_checked_mul (&up, (guint64) MAX (0, source), (guint64) film->denominator) ||
      !g_uint64_checked_mul (&up, up, (guint64) numerator) ||
      !g_uint64_checked_mul (&down, (guint64) film->numerator, (guint64) denominator))
    return n_frames - 1;

  return (gint64) MIN (up / down, (guint64) n_frames - 1);
}
