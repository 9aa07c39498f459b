/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cell-dot"

#include "config.h"

#include <adwaita.h>

#include "aip-cell-dot.h"

struct _AipCellDot
{
  GtkWidget parent_instance;

  AipStatus status;
};

G_DEFINE_FINAL_TYPE (AipCellDot, aip_cell_dot, GTK_TYPE_WIDGET)

gboolean
aip_cell_dot_get_color (AipStatus  status,
                        GdkRGBA   *color)
{
  static const AdwAccentColor accents[AIP_N_STATUSES] = {
    [AIP_STATUS_READY] = ADW_ACCENT_COLOR_BLUE,
    [AIP_STATUS_REVIEW] = ADW_ACCENT_COLOR_YELLOW,
    [AIP_STATUS_APPROVED] = ADW_ACCENT_COLOR_GREEN,
    [AIP_STATUS_RETAKE] = ADW_ACCENT_COLOR_RED,
    [AIP_STATUS_FINAL] = ADW_ACCENT_COLOR_PURPLE,
  };

  g_return_val_if_fail (color != NULL && status < AIP_N_STATUSES, FALSE);

  if (status == AIP_STATUS_DRAFT)
    return FALSE;
  adw_accent_color_to_rgba (accents[status], color);

  return TRUE;
}

void
aip_cell_dot_draw (GtkSnapshot *snapshot,
                   GtkWidget   *widget,
                   AipStatus    status,
                   float        x,
                   float        y)
{
  GskRoundedRect outline;
  GdkRGBA color;

  if (!aip_cell_dot_get_color (status, &color))
    {
      gtk_widget_get_color (widget, &color);
      color.alpha *= 0.45;
    }

  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT (x, y, AIP_CELL_DOT_SIZE, AIP_CELL_DOT_SIZE),
                                   AIP_CELL_DOT_SIZE / 2.0);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &color, &outline.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
aip_cell_dot_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  *minimum = *natural = AIP_CELL_DOT_SIZE;
}

static void
aip_cell_dot_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  aip_cell_dot_draw (snapshot, widget, AIP_CELL_DOT (widget)->status, 0, 0);
}

static void
aip_cell_dot_class_init (AipCellDotClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = aip_cell_dot_measure;
  widget_class->snapshot = aip_cell_dot_snapshot;

  gtk_widget_class_set_css_name (widget_class, "statusdot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
aip_cell_dot_init (AipCellDot *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
aip_cell_dot_new (void)
{
  return g_object_new (AIP_TYPE_CELL_DOT, NULL);
}

void
aip_cell_dot_set_status (AipCellDot *self,
                         AipStatus   status)
{
  g_return_if_fail (AIP_IS_CELL_DOT (self));

  if (self->status == status)
    return;

  self->status = status;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
