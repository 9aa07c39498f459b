/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-lane"

#include "config.h"

#include "aip-timeline-lane.h"

typedef struct {
  AipTimelineSession *session;
} AipTimelineLanePrivate;

enum {
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

enum {
  CHANGED,
  RESIZED,
  N_SIGNALS
};

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AipTimelineLane, aip_timeline_lane, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static AipTimelineLanePrivate *
get_private (AipTimelineLane *self)
{
  return aip_timeline_lane_get_instance_private (self);
}

AipTimelineSession *
aip_timeline_lane_get_session (AipTimelineLane *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_LANE (self), NULL);

  return get_private (self)->session;
}

void
aip_timeline_lane_changed (AipTimelineLane *self)
{
  g_return_if_fail (AIP_IS_TIMELINE_LANE (self));

  g_signal_emit (self, signals[CHANGED], 0);
}

void
aip_timeline_lane_resized (AipTimelineLane *self)
{
  g_return_if_fail (AIP_IS_TIMELINE_LANE (self));

  g_signal_emit (self, signals[RESIZED], 0);
}

int
aip_timeline_lane_get_height (AipTimelineLane *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_LANE (self), 0);

  return AIP_TIMELINE_LANE_GET_CLASS (self)->get_height (self);
}

void
aip_timeline_lane_snapshot (AipTimelineLane *self,
                            GtkWidget       *widget,
                            GtkSnapshot     *snapshot,
                            int              x,
                            int              width)
{
  g_return_if_fail (AIP_IS_TIMELINE_LANE (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  AIP_TIMELINE_LANE_GET_CLASS (self)->snapshot (self, widget, snapshot, x, width);
}

void
aip_timeline_lane_snapshot_over (AipTimelineLane *self,
                                 GtkWidget       *widget,
                                 GtkSnapshot     *snapshot)
{
  g_return_if_fail (AIP_IS_TIMELINE_LANE (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (AIP_TIMELINE_LANE_GET_CLASS (self)->snapshot_over != NULL)
    AIP_TIMELINE_LANE_GET_CLASS (self)->snapshot_over (self, widget, snapshot);
}

void
aip_timeline_lane_hit (AipTimelineLane *self,
                       double           x,
                       double           y,
                       AipTimelineHit  *hit)
{
  g_return_if_fail (AIP_IS_TIMELINE_LANE (self));
  g_return_if_fail (hit != NULL);

  *hit = (AipTimelineHit) { 0 };
  AIP_TIMELINE_LANE_GET_CLASS (self)->hit (self, x, y, hit);
}

AipTimelineDrag *
aip_timeline_lane_create_drag (AipTimelineLane        *self,
                               const AipTimelineHit   *hit,
                               const AipTimelinePoint *point)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_LANE (self), NULL);
  g_return_val_if_fail (hit != NULL && point != NULL, NULL);

  if (AIP_TIMELINE_LANE_GET_CLASS (self)->create_drag == NULL)
    return NULL;

  return AIP_TIMELINE_LANE_GET_CLASS (self)->create_drag (self, hit, point);
}

const char *
aip_timeline_lane_get_cursor (AipTimelineLane      *self,
                              const AipTimelineHit *hit)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_LANE (self), NULL);
  g_return_val_if_fail (hit != NULL, NULL);

  if (AIP_TIMELINE_LANE_GET_CLASS (self)->get_cursor == NULL)
    return NULL;

  return AIP_TIMELINE_LANE_GET_CLASS (self)->get_cursor (self, hit);
}

void
aip_timeline_lane_foreach_item (AipTimelineLane     *self,
                                gint64               first,
                                gint64               end,
                                AipTimelineItemFunc  func,
                                gpointer             user_data)
{
  g_return_if_fail (AIP_IS_TIMELINE_LANE (self));
  g_return_if_fail (func != NULL);

  AIP_TIMELINE_LANE_GET_CLASS (self)->foreach_item (self, first, end, func, user_data);
}

char *
aip_timeline_lane_describe (AipTimelineLane *self,
                            const char      *id)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_LANE (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return AIP_TIMELINE_LANE_GET_CLASS (self)->describe (self, id);
}

void
aip_timeline_lane_activate (AipTimelineLane *self,
                            const char      *id,
                            GtkWidget       *widget)
{
  g_return_if_fail (AIP_IS_TIMELINE_LANE (self));
  g_return_if_fail (id != NULL);

  if (AIP_TIMELINE_LANE_GET_CLASS (self)->activate != NULL)
    AIP_TIMELINE_LANE_GET_CLASS (self)->activate (self, id, widget);
}

GMenuModel *
aip_timeline_lane_dup_menu (AipTimelineLane *self,
                            const char      *id)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_LANE (self), NULL);

  if (AIP_TIMELINE_LANE_GET_CLASS (self)->dup_menu == NULL)
    return NULL;

  return AIP_TIMELINE_LANE_GET_CLASS (self)->dup_menu (self, id);
}

GtkWidget *
aip_timeline_lane_create_header (AipTimelineLane *self)
{
  GtkWidget *label;

  g_return_val_if_fail (AIP_IS_TIMELINE_LANE (self), NULL);

  if (AIP_TIMELINE_LANE_GET_CLASS (self)->create_header != NULL)
    return AIP_TIMELINE_LANE_GET_CLASS (self)->create_header (self);

  label = gtk_label_new (aip_timeline_lane_get_title (self));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "caption-heading");

  return label;
}

const char *
aip_timeline_lane_get_title (AipTimelineLane *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_LANE (self), NULL);

  return AIP_TIMELINE_LANE_GET_CLASS (self)->get_title (self);
}

static void
aip_timeline_lane_dispose (GObject *object)
{
  g_clear_object (&get_private (AIP_TIMELINE_LANE (object))->session);

  G_OBJECT_CLASS (aip_timeline_lane_parent_class)->dispose (object);
}

static void
aip_timeline_lane_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  if (prop_id == PROP_SESSION)
    g_value_set_object (value, get_private (AIP_TIMELINE_LANE (object))->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
aip_timeline_lane_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  if (prop_id == PROP_SESSION)
    get_private (AIP_TIMELINE_LANE (object))->session = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
aip_timeline_lane_class_init (AipTimelineLaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = aip_timeline_lane_dispose;
  object_class->get_property = aip_timeline_lane_get_property;
  object_class->set_property = aip_timeline_lane_set_property;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, AIP_TYPE_TIMELINE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[RESIZED] = g_signal_new ("resized", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
aip_timeline_lane_init (AipTimelineLane *self)
{
}
