/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-player"

#include "config.h"

#include "aip-player-private.h"

#define MAX_SPEED 4

enum {
  PROP_0,
  PROP_POSITION,
  PROP_PLAYING,
  PROP_SPEED,
  PROP_LOOP,
  PROP_VOLUME,
  PROP_N_DROPPED,
  N_PROPS
};

enum {
  FRAME,
  ENDED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipPlayer, aip_player, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void request_position (AipPlayer *self);

static void
notify (AipPlayer *self,
        guint      prop)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
}

void
aip_player_set_position_now (AipPlayer *self,
                             gint64     frame)
{
  if (self->position == frame)
    return;

  self->position = frame;
  notify (self, PROP_POSITION);
}

static gint64
get_duration (AipPlayer *self)
{
  return self->cut != NULL ? aip_cut_get_duration (self->cut) : 0;
}

void
aip_player_get_range (AipPlayer *self,
                      gint64    *first,
                      gint64    *end)
{
  gint64 duration = get_duration (self);

  *first = 0;
  *end = duration;
  if (self->once_end >= 0)
    {
      *first = CLAMP (self->once_first, 0, duration);
      *end = CLAMP (self->once_end, *first, duration);
    }
  else if (self->loop)
    {
      if (self->range_first >= 0)
        *first = MIN (self->range_first, duration);
      if (self->range_end >= 0)
        *end = CLAMP (self->range_end, *first, duration);
    }
}

void
aip_player_give_frame (AipPlayer *self,
                       AipFrame  *picture,
                       gint64     frame)
{
  self->shown = frame;
  g_signal_emit (self, signals[FRAME], 0, picture, frame);
}

/* Standing ------------------------------------------------------------------------------------- */

static void
position_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(AipWish) wish = user_data;
  AipPlayer *self = wish->self;
  g_autoptr(AipFrame) picture =
    aip_frame_source_get_finish (AIP_FRAME_SOURCE (source), result, NULL);
  gboolean wants_more;

  /* Cancelled: whoever did that has asked for something else. */
  if (picture == NULL)
    return;

  wants_more = self->wants_more;
  self->is_waiting = FALSE;
  self->wants_more = FALSE;
  /* While somebody scrubs, what is not the newest wish any more is better than nothing. */
  aip_player_give_frame (self, picture, wish->frame);
  if (wants_more)
    request_position (self);
}

static void
request_position (AipPlayer *self)
{
  if (self->cut == NULL || self->width <= 0 || self->speed != 0)
    return;
  if (self->is_waiting)
    {
      self->wants_more = TRUE;
      return;
    }

  self->is_waiting = TRUE;
  aip_frame_source_get_async (self->source, self->cut, self->position, self->width, self->height,
                              self->cancellable, position_cb, aip_wish_new (self, self->position));
}

static void
set_speed (AipPlayer *self,
           int        speed)
{
  gboolean was_playing = self->speed != 0;

  if (self->speed == speed)
    return;

  self->speed = speed;
  notify (self, PROP_SPEED);
  if (was_playing != (speed != 0))
    notify (self, PROP_PLAYING);
}

void
aip_player_finish (AipPlayer *self,
                   gint64     frame,
                   gboolean   was_shown)
{
  g_object_ref (self);
  aip_player_pause (self);
  aip_player_set_position_now (self, frame);
  if (!was_shown)
    request_position (self);
  g_signal_emit (self, signals[ENDED], 0);
  g_object_unref (self);
}

/* Goes on from where it is with whatever has become different. */
static void
restart (AipPlayer *self)
{
  if (self->speed != 0)
    aip_player_begin_run (self, self->position);
}

/* What changes beside it ------------------------------------------------------------------------ */

static void
make_mix (AipPlayer *self)
{
  g_clear_pointer (&self->mix, aip_sound_mix_unref);
  if (self->sounds != NULL && self->cut != NULL)
    self->mix = aip_sound_mix_new (self->cut, self->sounds);
  if (self->out == NULL && self->mix != NULL && !aip_sound_mix_is_silent (self->mix) &&
      g_strcmp0 (self->sink, AIP_PLAYER_SILENT) != 0)
    {
      self->out = aip_sound_out_new (self->sink);
      aip_sound_out_set_volume (self->out, self->volume);
    }
  if (self->out != NULL)
    aip_sound_out_set_mix (self->out, self->mix);
}

static void
sound_changed_cb (AipSoundCache *sounds,
                  const char    *file,
                  gpointer       user_data)
{
  make_mix (user_data);
}

static void
proxy_changed_cb (AipProxies *proxies,
                  const char *file,
                  gpointer    user_data)
{
  AipPlayer *self = user_data;
  AipCutPicture picture;

  if (self->speed != 0 || self->cut == NULL ||
      !aip_cut_get_picture (self->cut, self->position, &picture))
    return;

  for (guint i = 0; i < picture.n_layers; i++)
    if (g_strcmp0 (aip_cut_get_shot (self->cut, picture.layers[i].shot)->file, file) == 0)
      request_position (self);
}

/* The object ----------------------------------------------------------------------------------- */

static void
aip_player_dispose (GObject *object)
{
  AipPlayer *self = AIP_PLAYER (object);

  self->speed = 0;
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  if (self->out != NULL)
    aip_sound_out_stop (self->out);
  aip_player_drop_requests (self);
  if (self->proxies_handler != 0)
    g_signal_handler_disconnect (aip_frame_source_get_proxies (self->source),
                                 self->proxies_handler);
  self->proxies_handler = 0;
  if (self->sounds != NULL)
    g_clear_signal_handler (&self->sounds_handler, self->sounds);
  g_clear_object (&self->out);
  g_clear_object (&self->sounds);
  g_clear_object (&self->source);
  g_clear_pointer (&self->mix, aip_sound_mix_unref);
  g_clear_pointer (&self->cut, aip_cut_unref);

  G_OBJECT_CLASS (aip_player_parent_class)->dispose (object);
}

static void
aip_player_finalize (GObject *object)
{
  AipPlayer *self = AIP_PLAYER (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->sink, g_free);

  G_OBJECT_CLASS (aip_player_parent_class)->finalize (object);
}

static void
aip_player_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  AipPlayer *self = AIP_PLAYER (object);

  switch (prop_id)
    {
    case PROP_POSITION:
      g_value_set_int64 (value, self->position);
      break;

    case PROP_PLAYING:
      g_value_set_boolean (value, self->speed != 0);
      break;

    case PROP_SPEED:
      g_value_set_int (value, self->speed);
      break;

    case PROP_LOOP:
      g_value_set_boolean (value, self->loop);
      break;

    case PROP_VOLUME:
      g_value_set_double (value, self->volume);
      break;

    case PROP_N_DROPPED:
      g_value_set_uint (value, self->n_dropped);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_player_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  AipPlayer *self = AIP_PLAYER (object);

  switch (prop_id)
    {
    case PROP_LOOP:
      aip_player_set_loop (self, g_value_get_boolean (value));
      break;

    case PROP_VOLUME:
      aip_player_set_volume (self, g_value_get_double (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_player_class_init (AipPlayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable =
    G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = aip_player_dispose;
  object_class->finalize = aip_player_finalize;
  object_class->get_property = aip_player_get_property;
  object_class->set_property = aip_player_set_property;

  properties[PROP_POSITION] =
    g_param_spec_int64 ("position", NULL, NULL, 0, G_MAXINT64, 0, readable);
  properties[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, readable);
  properties[PROP_SPEED] =
    g_param_spec_int ("speed", NULL, NULL, -MAX_SPEED, MAX_SPEED, 0, readable);
  properties[PROP_LOOP] =
    g_param_spec_boolean ("loop", NULL, NULL, FALSE, readable | G_PARAM_WRITABLE);
  properties[PROP_VOLUME] =
    g_param_spec_double ("volume", NULL, NULL, 0, 1, 1, readable | G_PARAM_WRITABLE);
  properties[PROP_N_DROPPED] =
    g_param_spec_uint ("n-dropped", NULL, NULL, 0, G_MAXUINT, 0, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[FRAME] = g_signal_new ("frame", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 2, AIP_TYPE_FRAME, G_TYPE_INT64);
  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static gboolean
timer_cb (gpointer user_data)
{
  AipPlayer *self = user_data;

  g_source_set_ready_time (self->timer, -1);
  aip_player_tick (self);

  return G_SOURCE_CONTINUE;
}

static gboolean
timer_dispatch (GSource     *source,
                GSourceFunc  callback,
                gpointer     user_data)
{
  return callback (user_data);
}

static void
aip_player_init (AipPlayer *self)
{
  static GSourceFuncs funcs = { .dispatch = timer_dispatch };

  self->cancellable = g_cancellable_new ();
  self->volume = 1;
  self->shown = -1;
  self->range_first = -1;
  self->range_end = -1;
  self->once_first = -1;
  self->once_end = -1;
  self->end_due = -1;

  self->timer = g_source_new (&funcs, sizeof (GSource));
  g_source_set_static_name (self->timer, "aip_player_tick");
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_set_ready_time (self->timer, -1);
  g_source_attach (self->timer, NULL);
}

AipPlayer *
aip_player_new (AipFrameSource *source,
                AipSoundCache  *sounds,
                const char     *sink)
{
  AipPlayer *self;

  g_return_val_if_fail (AIP_IS_FRAME_SOURCE (source), NULL);
  g_return_val_if_fail (sounds == NULL || AIP_IS_SOUND_CACHE (sounds), NULL);

  self = g_object_new (AIP_TYPE_PLAYER, NULL);
  self->source = g_object_ref (source);
  self->sink = g_strdup (sink);
  self->proxies_handler = g_signal_connect (aip_frame_source_get_proxies (source), "changed",
                                            G_CALLBACK (proxy_changed_cb), self);
  if (sounds != NULL)
    {
      self->sounds = g_object_ref (sounds);
      self->sounds_handler =
        g_signal_connect (sounds, "changed", G_CALLBACK (sound_changed_cb), self);
    }

  return self;
}

AipFrameSource *
aip_player_get_source (AipPlayer *self)
{
  g_return_val_if_fail (AIP_IS_PLAYER (self), NULL);

  return self->source;
}

AipCut *
aip_player_get_cut (AipPlayer *self)
{
  g_return_val_if_fail (AIP_IS_PLAYER (self), NULL);

  return self->cut;
}

static gint64
clamp_frame (AipPlayer *self,
             gint64     frame)
{
  return CLAMP (frame, 0, MAX (0, get_duration (self) - 1));
}

void
aip_player_set_cut (AipPlayer *self,
                    AipCut    *cut,
                    gboolean   preview)
{
  gboolean same_rate;

  g_return_if_fail (AIP_IS_PLAYER (self));
  g_return_if_fail (cut != NULL);

  if (self->cut == cut)
    return;

  same_rate = self->cut != NULL &&
              aip_frame_rate_equal (aip_cut_get_rate (self->cut), aip_cut_get_rate (cut));
  g_clear_pointer (&self->cut, aip_cut_unref);
  self->cut = aip_cut_ref (cut);
  self->shown = -1;
  if (!preview)
    aip_proxies_set_cut (aip_frame_source_get_proxies (self->source), cut);
  make_mix (self);

  if (self->speed != 0 && same_rate && aip_player_go_on (self))
    return;

  aip_player_pause (self);
  aip_player_drop_requests (self);
  aip_player_set_position_now (self, clamp_frame (self, self->position));
  request_position (self);
}

void
aip_player_set_size (AipPlayer *self,
                     int        width,
                     int        height)
{
  g_return_if_fail (AIP_IS_PLAYER (self));
  g_return_if_fail (width > 0 && height > 0);

  if (self->width == width && self->height == height)
    return;

  self->width = width;
  self->height = height;
  request_position (self);
}

gint64
aip_player_get_position (AipPlayer *self)
{
  g_return_val_if_fail (AIP_IS_PLAYER (self), 0);

  return self->position;
}

void
aip_player_seek (AipPlayer *self,
                 gint64     frame)
{
  g_return_if_fail (AIP_IS_PLAYER (self));

  frame = clamp_frame (self, frame);
  self->once_end = -1;
  if (self->speed != 0)
    {
      aip_player_set_position_now (self, frame);
      restart (self);
      return;
    }

  if (frame == self->position && frame == self->shown)
    return;
  aip_player_set_position_now (self, frame);
  request_position (self);
}

void
aip_player_step (AipPlayer *self,
                 gint64     frames)
{
  g_return_if_fail (AIP_IS_PLAYER (self));

  aip_player_pause (self);
  aip_player_seek (self, self->position + frames);
}

/* At the end there is nothing left in that direction: from the other end again. */
static void
start (AipPlayer *self,
       int        speed)
{
  gint64 frame = self->position;
  gint64 first;
  gint64 end;

  aip_player_get_range (self, &first, &end);
  if (end <= first)
    return;

  if (frame < first || frame >= end || (speed > 0 && frame == end - 1 && self->speed == 0))
    frame = speed > 0 ? first : end - 1;
  else if (speed < 0 && frame == first && self->speed == 0)
    frame = end - 1;

  if (self->speed == 0)
    {
      self->n_dropped = 0;
      notify (self, PROP_N_DROPPED);
    }
  set_speed (self, speed);
  aip_player_begin_run (self, frame);
}

void
aip_player_play (AipPlayer *self,
                 int        speed)
{
  g_return_if_fail (AIP_IS_PLAYER (self));
  g_return_if_fail (speed != 0 && ABS (speed) <= MAX_SPEED);

  self->once_end = -1;
  start (self, speed);
}

void
aip_player_shuttle (AipPlayer *self,
                    int        direction)
{
  int speed;

  g_return_if_fail (AIP_IS_PLAYER (self));
  g_return_if_fail (direction == 1 || direction == -1);

  speed = self->speed * direction > 0 ? MIN (MAX_SPEED, ABS (self->speed) * 2) : 1;
  aip_player_play (self, speed * direction);
}

void
aip_player_play_range (AipPlayer *self,
                       gint64     first,
                       gint64     end)
{
  g_return_if_fail (AIP_IS_PLAYER (self));

  aip_player_pause (self);
  self->once_first = MAX (0, first);
  self->once_end = end;
  aip_player_set_position_now (self, clamp_frame (self, self->once_first));
  start (self, 1);
}

void
aip_player_pause (AipPlayer *self)
{
  g_return_if_fail (AIP_IS_PLAYER (self));

  self->once_end = -1;
  if (self->speed == 0)
    return;

  aip_player_drop_requests (self);
  if (self->out != NULL)
    aip_sound_out_stop (self->out);
  set_speed (self, 0);
  /* Exactly what the position says, if that was on its way. */
  if (self->shown != self->position)
    request_position (self);
}

gboolean
aip_player_get_playing (AipPlayer *self)
{
  g_return_val_if_fail (AIP_IS_PLAYER (self), FALSE);

  return self->speed != 0;
}

int
aip_player_get_speed (AipPlayer *self)
{
  g_return_val_if_fail (AIP_IS_PLAYER (self), 0);

  return self->speed;
}

void
aip_player_set_range (AipPlayer *self,
                      gint64     first,
                      gint64     end)
{
  g_return_if_fail (AIP_IS_PLAYER (self));

  if (self->range_first == first && self->range_end == end)
    return;

  self->range_first = first;
  self->range_end = end;
  if (self->loop)
    restart (self);
}

gboolean
aip_player_get_loop (AipPlayer *self)
{
  g_return_val_if_fail (AIP_IS_PLAYER (self), FALSE);

  return self->loop;
}

void
aip_player_set_loop (AipPlayer *self,
                     gboolean   loop)
{
  g_return_if_fail (AIP_IS_PLAYER (self));

  if (self->loop == loop)
    return;

  self->loop = loop;
  notify (self, PROP_LOOP);
  if (self->speed != 0)
    start (self, self->speed);
}

double
aip_player_get_volume (AipPlayer *self)
{
  g_return_val_if_fail (AIP_IS_PLAYER (self), 0);

  return self->volume;
}

void
aip_player_set_volume (AipPlayer *self,
                       double     volume)
{
  g_return_if_fail (AIP_IS_PLAYER (self));

  if (self->volume == volume)
    return;

  self->volume = CLAMP (volume, 0, 1);
  if (self->out != NULL)
    aip_sound_out_set_volume (self->out, self->volume);
  notify (self, PROP_VOLUME);
}

guint
aip_player_get_n_dropped (AipPlayer *self)
{
  g_return_val_if_fail (AIP_IS_PLAYER (self), 0);

  return self->n_dropped;
}

void
aip_player_refresh (AipPlayer *self)
{
  g_return_if_fail (AIP_IS_PLAYER (self));

  self->shown = -1;
  request_position (self);
}
