/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-session"

#include "config.h"

#include "aip-cut-edit.h"
#include "aip-document-cut.h"
#include "aip-timeline-session-private.h"

/* Room left of the first frame and around what is made to fit. */
#define MARGIN 24
/* How often progress of generations is looked at. */
#define LOOKS_MS 100

enum {
  PROP_0,
  PROP_CUT,
  PROP_PREVIEW,
  PROP_POSITION,
  PROP_IN_POINT,
  PROP_OUT_POINT,
  PROP_TWO_UP_LEFT,
  PROP_TWO_UP_RIGHT,
  PROP_SCALE,
  PROP_OFFSET,
  PROP_WIDTH,
  PROP_TOOL,
  PROP_SNAPPING,
  PROP_SNAP_FRAME,
  PROP_PLAYING,
  N_PROPS
};

enum {
  SELECTION_CHANGED,
  CONTENT_CHANGED,
  TRANSPORT,
  ANNOUNCE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipTimelineSession, aip_timeline_session, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static const char *const tool_nicks[AIP_N_TIMELINE_TOOLS] = {
  [AIP_TIMELINE_SELECT] = "select",
  [AIP_TIMELINE_BLADE] = "blade",
  [AIP_TIMELINE_RIPPLE] = "ripple",
  [AIP_TIMELINE_ROLL] = "roll",
  [AIP_TIMELINE_SLIP] = "slip",
  [AIP_TIMELINE_SLIDE] = "slide",
};

const char *
aip_timeline_tool_to_nick (AipTimelineTool tool)
{
  g_return_val_if_fail (tool < AIP_N_TIMELINE_TOOLS, NULL);

  return tool_nicks[tool];
}

gboolean
aip_timeline_tool_from_nick (const char      *nick,
                             AipTimelineTool *tool)
{
  g_return_val_if_fail (nick != NULL && tool != NULL, FALSE);

  for (guint i = 0; i < AIP_N_TIMELINE_TOOLS; i++)
    if (g_str_equal (nick, tool_nicks[i]))
      {
        *tool = i;
        return TRUE;
      }

  return FALSE;
}

static void
notify (AipTimelineSession *self,
        guint               property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_frame (AipTimelineSession *self,
           gint64             *field,
           gint64              frame,
           guint               property)
{
  if (*field == frame)
    return;
  *field = frame;
  notify (self, property);
}

void
_aip_timeline_session_selection_changed (AipTimelineSession *self)
{
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

/* The cut ------------------------------------------------------------------------------------- */

AipSession *
aip_timeline_session_get_session (AipTimelineSession *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (self), NULL);

  return self->session;
}

AipDocument *
aip_timeline_session_get_document (AipTimelineSession *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (self), NULL);

  return self->document;
}

AipCut *
aip_timeline_session_get_cut (AipTimelineSession *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (self), NULL);

  if (self->cut == NULL)
    self->cut = aip_document_dup_cut (self->document);

  return self->cut;
}

AipCut *
aip_timeline_session_get_shown (AipTimelineSession *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (self), NULL);

  return self->preview != NULL ? self->preview : aip_timeline_session_get_cut (self);
}

void
aip_timeline_session_set_preview (AipTimelineSession *self,
                                  AipCut             *preview)
{
  g_return_if_fail (AIP_IS_TIMELINE_SESSION (self));

  if (self->preview == preview)
    return;

  g_clear_pointer (&self->preview, aip_cut_unref);
  if (preview != NULL)
    self->preview = aip_cut_ref (preview);
  notify (self, PROP_PREVIEW);
  g_signal_emit (self, signals[CONTENT_CHANGED], 0, TRUE);
}

gboolean
aip_timeline_session_is_previewing (AipTimelineSession *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (self), FALSE);

  return self->preview != NULL;
}

gint64
aip_timeline_session_get_duration (AipTimelineSession *self)
{
  AipCut *cut;
  gint64 duration;

  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (self), 0);

  cut = aip_timeline_session_get_shown (self);
  duration = aip_cut_get_duration (cut);
  for (guint i = 0; i < aip_cut_get_n_tracks (cut); i++)
    {
      GPtrArray *clips = aip_cut_get_track (cut, i)->clips;

      for (guint k = 0; k < clips->len; k++)
        {
          const AipCutClip *clip = clips->pdata[k];

          duration = MAX (duration, clip->record + clip->duration);
        }
    }
  if (aip_cut_get_n_markers (cut) > 0)
    duration = MAX (duration, aip_cut_get_marker (cut, aip_cut_get_n_markers (cut) - 1)->frame);

  return duration;
}

char *
aip_timeline_session_dup_timecode (AipTimelineSession *self,
                                   gint64              frame)
{
  AipCut *cut;

  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (self), NULL);

  cut = aip_timeline_session_get_shown (self);

  return aip_timecode_format (aip_cut_get_start (cut) + frame, aip_cut_get_rate (cut));
}

AipShot *
aip_timeline_session_lookup_shot (AipTimelineSession *self,
                                  const char         *id)
{
  AipEntity *entity;

  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  entity = aip_document_lookup (self->document, id);

  return AIP_IS_SHOT (entity) ? AIP_SHOT (entity) : NULL;
}

static gboolean
looks_cb (gpointer user_data)
{
  AipTimelineSession *self = user_data;

  self->looks_source = 0;
  g_signal_emit (self, signals[CONTENT_CHANGED], 0, FALSE);

  return G_SOURCE_REMOVE;
}

static void
queue_looks (AipTimelineSession *self)
{
  if (self->looks_source == 0)
    self->looks_source = g_timeout_add (LOOKS_MS, looks_cb, self);
}

static void
document_changed_cb (AipTimelineSession *self,
                     AipChangeSet       *changes)
{
  gint64 duration;

  if (!aip_document_touches_cut (changes))
    {
      queue_looks (self);
      return;
    }

  /* A drag goes on: what it does is said by ids when it ends. */
  g_clear_pointer (&self->cut, aip_cut_unref);
  _aip_timeline_session_prune_selection (self);
  notify (self, PROP_CUT);

  duration = aip_timeline_session_get_duration (self);
  set_frame (self, &self->position, MIN (self->position, duration), PROP_POSITION);
  aip_timeline_session_set_geometry (self, &self->geometry);
  g_signal_emit (self, signals[CONTENT_CHANGED], 0, TRUE);
}

/* The playhead -------------------------------------------------------------------------------- */

gint64
aip_timeline_session_get_position (AipTimelineSession *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (self), 0);

  return self->position;
}

void
aip_timeline_session_set_position (AipTimelineSession *self,
                                   gint64              frame)
{
  g_return_if_fail (AIP_IS_TIMELINE_SESSION (self));

  frame = CLAMP (frame, 0, aip_timeline_session_get_duration (self));
  set_frame (self, &self->position, frame, PROP_POSITION);
}

void
aip_timeline_session_seek (AipTimelineSession *self,
                           gint64              frame)
{
  g_return_if_fail (AIP_IS_TIMELINE_SESSION (self));

  aip_timeline_session_set_position (self, frame);
  aip_timeline_session_reveal (self, self->position);
}

gboolean
aip_timeline_session_get_playing (AipTimelineSession *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (self), FALSE);

  return self->playing;
}

void
aip_timeline_session_set_playing (AipTimelineSession *self,
                                  gboolean            playing)
{
  g_return_if_fail (AIP_IS_TIMELINE_SESSION (self));

  if (self->playing == !!playing)
    return;
  self->playing = !!playing;
  notify (self, PROP_PLAYING);
}

gboolean
aip_timeline_session_get_range (AipTimelineSession *self,
                                gint64             *in,
                                gint64             *out)
{
  gint64 duration;

  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (self), FALSE);

  duration = aip_cut_get_duration (aip_timeline_session_get_cut (self));
  if (in != NULL)
    *in = CLAMP (self->in_point, 0, duration);
  if (out != NULL)
    *out = self->out_point >= 0 ? MIN (self->out_point, duration) : duration;

  return self->in_point >= 0 || self->out_point >= 0;
}

void
aip_timeline_session_set_in_point (AipTimelineSession *self,
                                   gint64              frame)
{
  g_return_if_fail (AIP_IS_TIMELINE_SESSION (self));

  set_frame (self, &self->in_point, MAX (frame, -1), PROP_IN_POINT);
  if (self->in_point >= 0 && self->out_point >= 0 && self->out_point <= self->in_point)
    set_frame (self, &self->out_point, -1, PROP_OUT_POINT);
}

void
aip_timeline_session_set_out_point (AipTimelineSession *self,
                                    gint64              frame)
{
  g_return_if_fail (AIP_IS_TIMELINE_SESSION (self));

  set_frame (self, &self->out_point, MAX (frame, -1), PROP_OUT_POINT);
  if (self->out_point >= 0 && self->in_point >= self->out_point)
    set_frame (self, &self->in_point, -1, PROP_IN_POINT);
}

void
aip_timeline_session_set_two_up (AipTimelineSession *self,
                                 gint64              left,
                                 gint64              right)
{
  g_return_if_fail (AIP_IS_TIMELINE_SESSION (self));

  g_object_freeze_notify (G_OBJECT (self));
  set_frame (self, &self->two_up_left, left, PROP_TWO_UP_LEFT);
  set_frame (self, &self->two_up_right, right, PROP_TWO_UP_RIGHT);
  g_object_thaw_notify (G_OBJECT (self));
}

void
aip_timeline_session_transport (AipTimelineSession *self,
                                const char         *command)
{
  g_return_if_fail (AIP_IS_TIMELINE_SESSION (self));
  g_return_if_fail (command != NULL);

  g_signal_emit (self, signals[TRANSPORT], 0, command);
}

void
aip_timeline_session_announce (AipTimelineSession *self,
                               const char         *text)
{
  g_return_if_fail (AIP_IS_TIMELINE_SESSION (self));
  g_return_if_fail (text != NULL);

  g_signal_emit (self, signals[ANNOUNCE], 0, text);
}

/* What is seen -------------------------------------------------------------------------------- */

const AipTimelineGeometry *
aip_timeline_session_get_geometry (AipTimelineSession *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (self), NULL);

  return &self->geometry;
}

void
aip_timeline_session_set_geometry (AipTimelineSession        *self,
                                   const AipTimelineGeometry *geometry)
{
  AipTimelineGeometry wanted;

  g_return_if_fail (AIP_IS_TIMELINE_SESSION (self));
  g_return_if_fail (geometry != NULL);

  wanted = *geometry;
  aip_timeline_geometry_limit (&wanted, aip_timeline_session_get_duration (self), MARGIN);

  g_object_freeze_notify (G_OBJECT (self));
  if (wanted.scale != self->geometry.scale)
    notify (self, PROP_SCALE);
  if (wanted.offset != self->geometry.offset)
    notify (self, PROP_OFFSET);
  if (wanted.width != self->geometry.width)
    notify (self, PROP_WIDTH);
  self->geometry = wanted;
  g_object_thaw_notify (G_OBJECT (self));
}

void
aip_timeline_session_set_width (AipTimelineSession *self,
                                int                 width)
{
  AipTimelineGeometry geometry;

  g_return_if_fail (AIP_IS_TIMELINE_SESSION (self));

  geometry = self->geometry;
  geometry.width = width;
  if (!self->fitted && width > 2 * MARGIN &&
      aip_cut_get_n_shots (aip_timeline_session_get_cut (self)) > 0)
    {
      self->fitted = TRUE;
      aip_timeline_geometry_fit (&geometry, 0, aip_timeline_session_get_duration (self), MARGIN);
    }
  aip_timeline_session_set_geometry (self, &geometry);
}

void
aip_timeline_session_zoom (AipTimelineSession *self,
                           double              factor,
                           double              x)
{
  AipTimelineGeometry geometry;

  g_return_if_fail (AIP_IS_TIMELINE_SESSION (self));

  geometry = self->geometry;
  aip_timeline_geometry_zoom (&geometry, factor, x);
  aip_timeline_session_set_geometry (self, &geometry);
}

void
aip_timeline_session_scroll (AipTimelineSession *self,
                             double              pixels)
{
  AipTimelineGeometry geometry;

  g_return_if_fail (AIP_IS_TIMELINE_SESSION (self));

  geometry = self->geometry;
  geometry.offset += (gint64) pixels;
  aip_timeline_session_set_geometry (self, &geometry);
}

void
aip_timeline_session_fit (AipTimelineSession *self)
{
  g_return_if_fail (AIP_IS_TIMELINE_SESSION (self));

  aip_timeline_session_fit_range (self, 0, aip_timeline_session_get_duration (self));
}

void
aip_timeline_session_fit_range (AipTimelineSession *self,
                                gint64              first,
                                gint64              end)
{
  AipTimelineGeometry geometry;

  g_return_if_fail (AIP_IS_TIMELINE_SESSION (self));
  g_return_if_fail (first <= end);

  geometry = self->geometry;
  aip_timeline_geometry_fit (&geometry, first, end, MARGIN);
  aip_timeline_session_set_geometry (self, &geometry);
}

void
aip_timeline_session_reveal (AipTimelineSession *self,
                             gint64              frame)
{
  AipTimelineGeometry geometry;

  g_return_if_fail (AIP_IS_TIMELINE_SESSION (self));

  geometry = self->geometry;
  aip_timeline_geometry_reveal (&geometry, frame, 2 * MARGIN);
  aip_timeline_session_set_geometry (self, &geometry);
}

/* Tools --------------------------------------------------------------------------------------- */

AipTimelineTool
aip_timeline_session_get_tool (AipTimelineSession *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (self), AIP_TIMELINE_SELECT);

  return self->tool;
}

void
aip_timeline_session_set_tool (AipTimelineSession *self,
                               AipTimelineTool     tool)
{
  g_return_if_fail (AIP_IS_TIMELINE_SESSION (self));
  g_return_if_fail (tool < AIP_N_TIMELINE_TOOLS);

  if (self->tool == tool)
    return;
  self->tool = tool;
  notify (self, PROP_TOOL);
}

gboolean
aip_timeline_session_get_snapping (AipTimelineSession *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (self), FALSE);

  return self->snapping;
}

void
aip_timeline_session_set_snapping (AipTimelineSession *self,
                                   gboolean            snapping)
{
  g_return_if_fail (AIP_IS_TIMELINE_SESSION (self));

  if (self->snapping == !!snapping)
    return;
  self->snapping = !!snapping;
  notify (self, PROP_SNAPPING);
}

gint64
aip_timeline_session_get_snap_frame (AipTimelineSession *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (self), -1);

  return self->snap_frame;
}

void
aip_timeline_session_set_snap_frame (AipTimelineSession *self,
                                     gint64              frame)
{
  g_return_if_fail (AIP_IS_TIMELINE_SESSION (self));

  set_frame (self, &self->snap_frame, frame, PROP_SNAP_FRAME);
}

gint64
aip_timeline_session_snap (AipTimelineSession *self,
                           AipCut             *cut,
                           gint64              frame,
                           gint64              origin,
                           gboolean            suspended)
{
  g_autoptr(GArray) extra = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 reach;
  gint64 target;
  gboolean attracted;

  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (self), frame);
  g_return_val_if_fail (cut != NULL, frame);

  if (!self->snapping || suspended)
    {
      aip_timeline_session_set_snap_frame (self, -1);
      return frame;
    }

  g_array_append_val (extra, self->position);
  if (self->in_point >= 0)
    g_array_append_val (extra, self->in_point);
  if (self->out_point >= 0)
    g_array_append_val (extra, self->out_point);

  reach = aip_timeline_geometry_get_reach (&self->geometry, AIP_TIMELINE_SNAP_REACH);
  attracted = aip_cut_find_snap (cut, frame, reach, extra, G_MAXUINT, &target) && target != origin;
  aip_timeline_session_set_snap_frame (self, attracted ? target : -1);

  return attracted ? target : frame;
}

/* Life ---------------------------------------------------------------------------------------- */

static void
aip_timeline_session_dispose (GObject *object)
{
  AipTimelineSession *self = AIP_TIMELINE_SESSION (object);

  g_clear_handle_id (&self->looks_source, g_source_remove);
  g_clear_pointer (&self->cut, aip_cut_unref);
  g_clear_pointer (&self->preview, aip_cut_unref);
  g_clear_object (&self->document);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_timeline_session_parent_class)->dispose (object);
}

static void
aip_timeline_session_finalize (GObject *object)
{
  AipTimelineSession *self = AIP_TIMELINE_SESSION (object);

  g_hash_table_unref (self->selection);
  g_free (self->anchor);
  g_free (self->current);

  G_OBJECT_CLASS (aip_timeline_session_parent_class)->finalize (object);
}

static void
aip_timeline_session_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  AipTimelineSession *self = AIP_TIMELINE_SESSION (object);

  switch (prop_id)
    {
    case PROP_CUT:
      g_value_set_boxed (value, aip_timeline_session_get_cut (self));
      break;

    case PROP_PREVIEW:
      g_value_set_boxed (value, self->preview);
      break;

    case PROP_POSITION:
      g_value_set_int64 (value, self->position);
      break;

    case PROP_IN_POINT:
      g_value_set_int64 (value, self->in_point);
      break;

    case PROP_OUT_POINT:
      g_value_set_int64 (value, self->out_point);
      break;

    case PROP_TWO_UP_LEFT:
      g_value_set_int64 (value, self->two_up_left);
      break;

    case PROP_TWO_UP_RIGHT:
      g_value_set_int64 (value, self->two_up_right);
      break;

    case PROP_SCALE:
      g_value_set_double (value, self->geometry.scale);
      break;

    case PROP_OFFSET:
      g_value_set_int64 (value, self->geometry.offset);
      break;

    case PROP_WIDTH:
      g_value_set_int (value, self->geometry.width);
      break;

    case PROP_TOOL:
      g_value_set_int (value, (int) self->tool);
      break;

    case PROP_SNAPPING:
      g_value_set_boolean (value, self->snapping);
      break;

    case PROP_SNAP_FRAME:
      g_value_set_int64 (value, self->snap_frame);
      break;

    case PROP_PLAYING:
      g_value_set_boolean (value, self->playing);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_timeline_session_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  AipTimelineSession *self = AIP_TIMELINE_SESSION (object);

  switch (prop_id)
    {
    case PROP_POSITION:
      aip_timeline_session_set_position (self, g_value_get_int64 (value));
      break;

    case PROP_SNAPPING:
      aip_timeline_session_set_snapping (self, g_value_get_boolean (value));
      break;

    case PROP_PLAYING:
      aip_timeline_session_set_playing (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_timeline_session_class_init (AipTimelineSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags write = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  static const struct {
    guint       property;
    const char *name;
  } frames[] = {
    { PROP_IN_POINT, "in-point" },       { PROP_OUT_POINT, "out-point" },
    { PROP_TWO_UP_LEFT, "two-up-left" }, { PROP_TWO_UP_RIGHT, "two-up-right" },
    { PROP_SNAP_FRAME, "snap-frame" },
  };

  object_class->dispose = aip_timeline_session_dispose;
  object_class->finalize = aip_timeline_session_finalize;
  object_class->get_property = aip_timeline_session_get_property;
  object_class->set_property = aip_timeline_session_set_property;

  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    properties[frames[i].property] =
      g_param_spec_int64 (frames[i].name, NULL, NULL, -1, G_MAXINT64, -1, read);
  properties[PROP_CUT] = g_param_spec_boxed ("cut", NULL, NULL, AIP_TYPE_CUT, read);
  properties[PROP_PREVIEW] = g_param_spec_boxed ("preview", NULL, NULL, AIP_TYPE_CUT, read);
  properties[PROP_POSITION] = g_param_spec_int64 ("position", NULL, NULL, 0, G_MAXINT64, 0, write);
  properties[PROP_SCALE] = g_param_spec_double ("scale", NULL, NULL, 0, AIP_TIMELINE_MAX_SCALE, 1,
                                                read);
  properties[PROP_OFFSET] = g_param_spec_int64 ("offset", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                                                read);
  properties[PROP_WIDTH] = g_param_spec_int ("width", NULL, NULL, 0, G_MAXINT, 0, read);
  properties[PROP_TOOL] = g_param_spec_int ("tool", NULL, NULL, 0, AIP_N_TIMELINE_TOOLS - 1, 0,
                                            read);
  properties[PROP_SNAPPING] = g_param_spec_boolean ("snapping", NULL, NULL, TRUE, write);
  properties[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, write);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SELECTION_CHANGED] =
    g_signal_new ("selection-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 0);
  signals[CONTENT_CHANGED] =
    g_signal_new ("content-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[TRANSPORT] =
    g_signal_new ("transport", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ANNOUNCE] =
    g_signal_new ("announce", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
aip_timeline_session_init (AipTimelineSession *self)
{
  self->geometry.scale = 4;
  self->snapping = TRUE;
  self->in_point = -1;
  self->out_point = -1;
  self->two_up_left = -1;
  self->two_up_right = -1;
  self->snap_frame = -1;
  self->selection = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

AipTimelineSession *
aip_timeline_session_new (AipSession *session)
{
  AipTimelineSession *self;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);

  self = g_object_new (AIP_TYPE_TIMELINE_SESSION, NULL);
  self->session = g_object_ref (session);
  self->document = g_object_ref (aip_session_get_document (session));
  g_signal_connect_object (self->document, "changed", G_CALLBACK (document_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (aip_session_get_scheduler (session), "job-changed",
                           G_CALLBACK (queue_looks), self, G_CONNECT_SWAPPED);

  return self;
}
