/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cell-status"

#include "config.h"

#include "aip-cell-status.h"
#include "aip-shot-edit.h"
#include "aip-cell-dot.h"

struct _AipCellStatus
{
  AipCell parent_instance;

  GtkWidget      *dot;
  GtkInscription *inscription;
};

G_DEFINE_FINAL_TYPE (AipCellStatus, aip_cell_status, AIP_TYPE_CELL)

static void
aip_cell_status_update (AipCell *cell)
{
  AipCellStatus *self = AIP_CELL_STATUS (cell);
  AipShot *shot = aip_cell_get_shot (cell);
  const char *title;

  if (shot == NULL)
    return;

  title = aip_shot_status_get_title (aip_shot_get_status (shot));
  aip_cell_set_spoken (cell, title);
  gtk_inscription_set_text (self->inscription, title);
  aip_cell_dot_set_status (AIP_CELL_DOT (self->dot), aip_shot_get_status (shot));
}

static void
aip_cell_status_class_init (AipCellStatusClass *klass)
{
  AIP_CELL_CLASS (klass)->update = aip_cell_status_update;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
aip_cell_status_init (AipCellStatus *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);

  self->dot = aip_cell_dot_new ();
  gtk_widget_set_parent (self->dot, GTK_WIDGET (self));

  self->inscription = GTK_INSCRIPTION (gtk_inscription_new (NULL));
  gtk_inscription_set_text_overflow (self->inscription, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (self->inscription, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->inscription), TRUE);
  gtk_widget_set_parent (GTK_WIDGET (self->inscription), GTK_WIDGET (self));
}
