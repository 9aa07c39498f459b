/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-inspector-picture"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aip-inspector-picture.h"

#define MIN_WIDTH 160

struct _AipInspectorPicture
{
  GtkWidget parent_instance;

  AipShotPicture *picture;
  double          aspect;
};

G_DEFINE_FINAL_TYPE (AipInspectorPicture, aip_inspector_picture, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
aip_inspector_picture_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
aip_inspector_picture_measure (GtkWidget      *widget,
                               GtkOrientation  orientation,
                               int             for_size,
                               int            *minimum,
                               int            *natural,
                               int            *minimum_baseline,
                               int            *natural_baseline)
{
  AipInspectorPicture *self = AIP_INSPECTOR_PICTURE (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = MIN_WIDTH;
  else
    *minimum = *natural = (int) round ((for_size > 0 ? for_size : MIN_WIDTH) / self->aspect);
}

static void
aip_inspector_picture_snapshot (GtkWidget   *widget,
                                GtkSnapshot *snapshot)
{
  AipInspectorPicture *self = AIP_INSPECTOR_PICTURE (widget);

  if (self->picture != NULL)
    aip_shot_picture_snapshot (self->picture, snapshot, widget,
                               &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget),
                                                    gtk_widget_get_height (widget)), 8);
}

static void
pressed_cb (AipInspectorPicture *self,
            int                  n_press)
{
  if (n_press == 2)
    gtk_widget_activate_action (GTK_WIDGET (self), "shots.open-take", NULL);
}

static void
aip_inspector_picture_dispose (GObject *object)
{
  AipInspectorPicture *self = AIP_INSPECTOR_PICTURE (object);

  g_clear_object (&self->picture);

  G_OBJECT_CLASS (aip_inspector_picture_parent_class)->dispose (object);
}

static void
aip_inspector_picture_class_init (AipInspectorPictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_inspector_picture_dispose;
  widget_class->get_request_mode = aip_inspector_picture_get_request_mode;
  widget_class->measure = aip_inspector_picture_measure;
  widget_class->snapshot = aip_inspector_picture_snapshot;

  gtk_widget_class_set_css_name (widget_class, "inspectorpicture");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
aip_inspector_picture_init (AipInspectorPicture *self)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  self->aspect = 16 / 9.0;
  g_signal_connect_object (gesture, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (gesture));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Current Take"), -1);
}

void
aip_inspector_picture_set_source (AipInspectorPicture *self,
                                  AipShotPicture      *picture)
{
  g_return_if_fail (AIP_IS_INSPECTOR_PICTURE (self));
  g_return_if_fail (self->picture == NULL);

  self->picture = g_object_ref (picture);
  g_signal_connect_object (picture, "invalidate-contents", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

void
aip_inspector_picture_set_aspect (AipInspectorPicture *self,
                                  double               aspect)
{
  g_return_if_fail (AIP_IS_INSPECTOR_PICTURE (self));
  g_return_if_fail (aspect > 0);

  if (self->aspect == aspect)
    return;

  self->aspect = aspect;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
