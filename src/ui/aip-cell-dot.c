/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cell-dot"

#include "config.h"

#include "aip-cell-dot.h"

struct _AipCellDot
{
  GtkWidget parent_instance;

  int status;
};

G_DEFINE_FINAL_TYPE (AipCellDot, aip_cell_dot, GTK_TYPE_WIDGET)

static void
aip_cell_dot_class_init (AipCellDotClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_css_name (widget_class, "statusdot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
aip_cell_dot_init (AipCellDot *self)
{
  self->status = -1;
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
  g_autofree char *name = NULL;
  const char *classes[2] = { NULL, NULL };

  g_return_if_fail (AIP_IS_CELL_DOT (self));

  if (self->status == (int) status)
    return;

  self->status = status;
  name = g_strconcat ("status-", aip_status_to_nick (status), NULL);
  classes[0] = name;
  gtk_widget_set_css_classes (GTK_WIDGET (self), classes);
}
