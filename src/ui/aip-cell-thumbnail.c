/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cell-thumbnail"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cell-thumbnail.h"
#include "aip-shot-picture.h"

struct _AipCellThumbnail
{
  AipCell parent_instance;

  AipShotPicture *picture;
};

G_DEFINE_FINAL_TYPE (AipCellThumbnail, aip_cell_thumbnail, AIP_TYPE_CELL)

/* The height of a row; the width follows from the film's aspect as far as the column allows. */
#define HEIGHT 40
#define MAX_WIDTH 72

static void
aip_cell_thumbnail_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? MAX_WIDTH : HEIGHT;
}

static void
aip_cell_thumbnail_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  AipCellThumbnail *self = AIP_CELL_THUMBNAIL (widget);
  double aspect = aip_cell_context_get_aspect (aip_cell_get_context (AIP_CELL (widget)));
  double width = MIN (HEIGHT * aspect, MIN (MAX_WIDTH, gtk_widget_get_width (widget)));
  double height = MIN (HEIGHT, width / aspect);
  graphene_rect_t bounds;

  graphene_rect_init (&bounds, (gtk_widget_get_width (widget) - width) / 2,
                      (gtk_widget_get_height (widget) - height) / 2, width, height);
  aip_shot_picture_snapshot (self->picture, snapshot, widget, &bounds, 4);
}

static void
aip_cell_thumbnail_update (AipCell *cell)
{
  AipCellThumbnail *self = AIP_CELL_THUMBNAIL (cell);
  AipShot *shot = aip_cell_get_shot (cell);
  AipTake *take = shot != NULL ? aip_shot_get_take (shot) : NULL;
  g_autofree char *spoken = NULL;

  aip_shot_picture_set_shot (self->picture, shot);

  if (take != NULL)
    spoken = g_strdup_printf (_("take v%03d"), (int) aip_take_get_number (take));
  aip_cell_set_spoken (cell, take != NULL ? spoken : _("no take yet"));
}

static void
aip_cell_thumbnail_constructed (GObject *object)
{
  AipCellThumbnail *self = AIP_CELL_THUMBNAIL (object);
  AipCellContext *context;

  G_OBJECT_CLASS (aip_cell_thumbnail_parent_class)->constructed (object);

  context = aip_cell_get_context (AIP_CELL (self));
  self->picture = aip_shot_picture_new (aip_cell_context_get_session (context),
                                        aip_cell_context_get_previews (context), 128);
  g_signal_connect_object (self->picture, "invalidate-contents",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

static void
aip_cell_thumbnail_unrealize (GtkWidget *widget)
{
  /* Nobody will see what is still on its way. */
  aip_shot_picture_set_shot (AIP_CELL_THUMBNAIL (widget)->picture, NULL);

  GTK_WIDGET_CLASS (aip_cell_thumbnail_parent_class)->unrealize (widget);
}

static void
aip_cell_thumbnail_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (aip_cell_thumbnail_parent_class)->realize (widget);

  aip_cell_thumbnail_update (AIP_CELL (widget));
}

static void
aip_cell_thumbnail_finalize (GObject *object)
{
  AipCellThumbnail *self = AIP_CELL_THUMBNAIL (object);

  g_clear_object (&self->picture);

  G_OBJECT_CLASS (aip_cell_thumbnail_parent_class)->finalize (object);
}

static void
aip_cell_thumbnail_class_init (AipCellThumbnailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = aip_cell_thumbnail_constructed;
  object_class->finalize = aip_cell_thumbnail_finalize;
  widget_class->measure = aip_cell_thumbnail_measure;
  widget_class->snapshot = aip_cell_thumbnail_snapshot;
  widget_class->realize = aip_cell_thumbnail_realize;
  widget_class->unrealize = aip_cell_thumbnail_unrealize;
  AIP_CELL_CLASS (klass)->update = aip_cell_thumbnail_update;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
aip_cell_thumbnail_init (AipCellThumbnail *self)
{
}
