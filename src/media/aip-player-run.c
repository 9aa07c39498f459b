/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-player-run"

#include "config.h"

#include "aip-player-private.h"

/* Frames that are made before their time: 6 are a quarter of a second, and 12 MB at 960 × 540. */
#define AHEAD 6

static void
slot_free (gpointer data)
{
  AipPlayerSlot *slot = data;

  g_clear_pointer (&slot->picture, aip_frame_unref);
  g_free (slot);
}

AipWish *
aip_wish_new (AipPlayer *self,
              gint64     frame)
{
  AipWish *wish = g_new (AipWish, 1);

  wish->self = g_object_ref (self);
  wish->frame = frame;

  return wish;
}

void
aip_wish_free (AipWish *wish)
{
  g_object_unref (wish->self);
  g_free (wish);
}

/* Whatever is on its way is of no use any more. */
void
aip_player_drop_requests (AipPlayer *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_queue_clear_full (&self->slots, slot_free);
  self->end_due = -1;
  self->is_waiting = FALSE;
  self->wants_more = FALSE;
}

/* Playing -------------------------------------------------------------------------------------- */

/* Samples since the beginning of the run, as they are heard, or would be. */
static gint64
get_played (AipPlayer *self)
{
  gint64 samples;

  if (self->has_sound && aip_sound_out_get_played (self->out, &samples))
    return samples;

  if (self->has_sound)
    {
      AipPlayerSlot *slot = g_queue_peek_head (&self->slots);

      /* The device is gone: from here on by the other clock. */
      self->has_sound = FALSE;
      self->began = g_get_monotonic_time ();
      if (slot != NULL)
        self->began -= slot->due * G_USEC_PER_SEC / AIP_SOUND_RATE;
    }

  return (g_get_monotonic_time () - self->began) * AIP_SOUND_RATE / G_USEC_PER_SEC;
}

/*
 * Samples of the film from where @frame comes on to where @next does; backwards a frame comes on
 * with its last sample. @next: the same end that @frame lies before, if a loop begins again.
 */
static gint64
get_length (AipPlayer *self,
            gint64     frame,
            gint64     next)
{
  const AipFrameRate *rate = aip_cut_get_rate (self->cut);
  int behind = self->speed < 0 ? 1 : 0;

  return ABS (aip_sound_sample_of_frame (rate, next + behind)
              - aip_sound_sample_of_frame (rate, frame + behind));
}

/*
 * The frame that follows @slot, and when it is due. %FALSE where nothing does: @due is then when
 * @slot is over.
 */
static gboolean
get_next (AipPlayer           *self,
          const AipPlayerSlot *slot,
          gint64              *frame,
          gint64              *due)
{
  gint64 first;
  gint64 end;
  gboolean is_over;

  aip_player_get_range (self, &first, &end);
  *frame = slot->frame + self->speed;
  is_over = *frame < first || *frame >= end;
  if (is_over)
    *frame = self->speed > 0 ? end : first - 1;

  *due = slot->due + MAX (1, get_length (self, slot->frame, *frame) / ABS (self->speed));
  if (!is_over)
    return TRUE;

  *frame = self->speed > 0 ? first : end - 1;

  return self->loop && end > first;
}

static void
ahead_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(AipWish) wish = user_data;
  AipPlayer *self = wish->self;
  g_autoptr(AipFrame) picture =
    aip_frame_source_get_finish (AIP_FRAME_SOURCE (source), result, NULL);

  if (picture == NULL)
    return;

  for (GList *link = self->slots.head; link != NULL; link = link->next)
    {
      AipPlayerSlot *slot = link->data;

      if (slot->frame == wish->frame && slot->picture == NULL)
        {
          slot->picture = g_steal_pointer (&picture);
          break;
        }
    }

  /* It may be on already. */
  aip_player_tick (self);
}

static void
push_slot (AipPlayer *self,
           gint64     frame,
           gint64     due)
{
  AipPlayerSlot *slot = g_new0 (AipPlayerSlot, 1);

  slot->frame = frame;
  slot->due = due;
  g_queue_push_tail (&self->slots, slot);
}

static void
request_slot (AipPlayer *self,
              AipPlayerSlot      *slot)
{
  aip_frame_source_get_async (self->source, self->cut, slot->frame, self->width, self->height,
                              self->cancellable, ahead_cb, aip_wish_new (self, slot->frame));
}

/*
 * Slots up to what is on now and a few more. What is over before it could be asked for is never
 * asked for: after a moment in which the machine did something else, that would only make more late.
 */
static void
fill_slots (AipPlayer *self,
            gint64     played)
{
  while (self->end_due < 0 && g_queue_get_length (&self->slots) <= AHEAD)
    {
      AipPlayerSlot *last = g_queue_peek_tail (&self->slots);
      gint64 frame;
      gint64 due;

      if (!get_next (self, last, &frame, &due))
        {
          self->end_due = due;
          return;
        }

      if (due <= played && g_queue_get_length (&self->slots) == 1)
        {
          if (!last->was_shown)
            self->n_dropped++;
          last->frame = frame;
          last->due = due;
          last->was_shown = FALSE;
          g_clear_pointer (&last->picture, aip_frame_unref);
          if (!get_next (self, last, &frame, &due) || due > played)
            request_slot (self, last);
          continue;
        }

      push_slot (self, frame, due);
      if (self->width > 0)
        request_slot (self, g_queue_peek_tail (&self->slots));
    }
}

/* The first slot becomes what is on at @played. */
static void
pass_slots (AipPlayer *self,
            gint64     played)
{
  guint n_dropped = self->n_dropped;

  while (self->slots.head->next != NULL && ((AipPlayerSlot *) self->slots.head->next->data)->due <= played)
    {
      AipPlayerSlot *slot = g_queue_pop_head (&self->slots);

      if (!slot->was_shown)
        self->n_dropped++;
      slot_free (slot);
    }
  fill_slots (self, played);

  if (self->n_dropped != n_dropped)
    g_object_notify (G_OBJECT (self), "n-dropped");
}

static void
wait_for (AipPlayer *self,
          gint64     samples)
{
  g_source_set_ready_time (self->timer, g_get_monotonic_time () +
                             MAX (500, samples * G_USEC_PER_SEC / AIP_SOUND_RATE));
}

/* In the middle of this a handler may do anything, such as stop. */
void
aip_player_tick (AipPlayer *self)
{
  AipPlayerSlot *slot;
  AipPlayerSlot *next;
  gint64 played;

  if (self->speed == 0 || g_queue_is_empty (&self->slots))
    return;

  played = get_played (self);
  pass_slots (self, played);
  if (self->end_due >= 0 && played >= self->end_due && g_queue_get_length (&self->slots) == 1)
    {
      slot = g_queue_peek_head (&self->slots);
      aip_player_finish (self, slot->frame, slot->was_shown);
      return;
    }

  slot = g_queue_peek_head (&self->slots);
  next = g_queue_peek_nth (&self->slots, 1);
  wait_for (self, (next != NULL ? next->due : self->end_due) - played);

  g_object_ref (self);
  if (slot->picture != NULL && !slot->was_shown)
    {
      g_autoptr(AipFrame) picture = aip_frame_ref (slot->picture);
      gint64 frame = slot->frame;

      slot->was_shown = TRUE;
      aip_player_set_position_now (self, frame);
      aip_player_give_frame (self, picture, frame);
    }
  else
    aip_player_set_position_now (self, slot->frame);
  g_object_unref (self);
}

/* Slots from @frame on, which has been on since @due. */
static void
begin_slots (AipPlayer *self,
             gint64     frame,
             gint64     due)
{
  gboolean is_shown = self->shown == frame;

  aip_player_drop_requests (self);
  push_slot (self, frame, due);
  ((AipPlayerSlot *) g_queue_peek_head (&self->slots))->was_shown = is_shown;
  if (!is_shown && self->width > 0)
    request_slot (self, g_queue_peek_head (&self->slots));
}

/* From @frame on, at the speed that is set. */
void
aip_player_begin_run (AipPlayer *self,
           gint64     frame)
{
  const AipFrameRate *rate = aip_cut_get_rate (self->cut);
  gint64 first;
  gint64 end;

  aip_player_get_range (self, &first, &end);
  self->run = (AipSoundRun) {
    .sample = aip_sound_sample_of_frame (rate, self->speed > 0 ? frame : frame + 1)
              - (self->speed > 0 ? 0 : 1),
    .numerator = self->speed,
    .denominator = 1,
    .first = aip_sound_sample_of_frame (rate, first),
    .end = aip_sound_sample_of_frame (rate, end),
    .loop = self->loop,
  };
  self->began = g_get_monotonic_time ();
  self->has_sound = self->out != NULL && self->mix != NULL &&
                    !aip_sound_mix_is_silent (self->mix) &&
                    aip_sound_out_start (self->out, &self->run);
  begin_slots (self, frame, 0);
  aip_player_tick (self);
}

gboolean
aip_player_go_on (AipPlayer *self)
{
  const AipFrameRate *rate = aip_cut_get_rate (self->cut);
  AipPlayerSlot *slot = g_queue_peek_head (&self->slots);
  gint64 first;
  gint64 end;

  aip_player_get_range (self, &first, &end);
  if (slot == NULL || slot->frame >= end)
    return FALSE;

  /* A loop of another length is another run. */
  if (self->loop && aip_sound_sample_of_frame (rate, end) != self->run.end)
    {
      aip_player_begin_run (self, slot->frame);
      return TRUE;
    }

  /* The sound goes on with its next block, the picture with the next frame. */
  self->run.end = aip_sound_sample_of_frame (rate, end);
  if (self->has_sound)
    aip_sound_out_set_end (self->out, self->run.end);
  begin_slots (self, slot->frame, slot->due);
  aip_player_tick (self);

  return TRUE;
}
