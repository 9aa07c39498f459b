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
#include "aip-shot-stale.h"

struct _AipCellThumbnail
{
  AipCell parent_instance;

  AipShotPicture *picture;
  int             picture_size;
};

G_DEFINE_FINAL_TYPE (AipCellThumbnail, aip_cell_thumbnail, AIP_TYPE_CELL)

/* The height of a row; the width follows from the film's aspect as far as the column allows. */
static const struct {
  int height;
  int width;
} sizes[AIP_N_ROW_HEIGHTS] = {
  [AIP_ROW_HEIGHT_SHORT] = { 40, 72 },
  [AIP_ROW_HEIGHT_MEDIUM] = { 64, 116 },
  [AIP_ROW_HEIGHT_TALL] = { 96, 172 },
  [AIP_ROW_HEIGHT_EXTRA] = { 144, 256 },
};

/* The longest sides that pictures are loaded with. */
#define SMALL_PICTURE 128
#define LARGE_PICTURE 384

int
aip_cell_thumbnail_get_height (AipRowHeight height)
{
  g_return_val_if_fail ((guint) height < AIP_N_ROW_HEIGHTS, 0);

  return sizes[height].height;
}

int
aip_cell_thumbnail_get_width (AipRowHeight height)
{
  g_return_val_if_fail ((guint) height < AIP_N_ROW_HEIGHTS, 0);

  return sizes[height].width;
}

static void
aip_cell_thumbnail_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? sizes[0].width
                                                                : sizes[0].height;
}

static void
aip_cell_thumbnail_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  AipCellThumbnail *self = AIP_CELL_THUMBNAIL (widget);
  double aspect = aip_cell_context_get_aspect (aip_cell_get_context (AIP_CELL (widget)));
  double width = MIN (gtk_widget_get_height (widget) * aspect, gtk_widget_get_width (widget));
  double height = MIN (gtk_widget_get_height (widget), width / aspect);
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
  g_autofree char *stale = shot != NULL ? aip_shot_stale_dup_text (shot) : NULL;
  g_autofree char *spoken = NULL;

  aip_shot_picture_set_shot (self->picture, shot);
  gtk_widget_set_tooltip_text (GTK_WIDGET (cell), stale);

  if (take != NULL)
    spoken = g_strdup_printf (_("take v%03d"), (int) aip_take_get_number (take));
  if (stale != NULL)
    {
      g_autofree char *version = g_steal_pointer (&spoken);

      spoken = g_strdup_printf ("%s, %s", version, stale);
    }
  aip_cell_set_spoken (cell, take != NULL ? spoken : _("no take yet"));
}

static void
ensure_picture (AipCellThumbnail *self,
                int               size)
{
  AipCellContext *context = aip_cell_get_context (AIP_CELL (self));

  if (self->picture_size == size)
    return;

  if (self->picture != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->picture, self);
      aip_shot_picture_set_shot (self->picture, NULL);
    }
  g_clear_object (&self->picture);
  self->picture_size = size;
  self->picture = aip_shot_picture_new (aip_cell_context_get_session (context),
                                        aip_cell_context_get_previews (context), size);
  g_signal_connect_object (self->picture, "invalidate-contents",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

/* A row that becomes higher shows more of the picture than was loaded. */
static void
aip_cell_thumbnail_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  AipCellThumbnail *self = AIP_CELL_THUMBNAIL (widget);
  int size = width * gtk_widget_get_scale_factor (widget) > SMALL_PICTURE ? LARGE_PICTURE
                                                                          : SMALL_PICTURE;

  if (size == self->picture_size)
    return;

  ensure_picture (self, size);
  if (gtk_widget_get_realized (widget))
    aip_shot_picture_set_shot (self->picture, aip_cell_get_shot (AIP_CELL (self)));
}

static void
aip_cell_thumbnail_constructed (GObject *object)
{
  AipCellThumbnail *self = AIP_CELL_THUMBNAIL (object);

  G_OBJECT_CLASS (aip_cell_thumbnail_parent_class)->constructed (object);

  ensure_picture (self, SMALL_PICTURE);
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
  widget_class->size_allocate = aip_cell_thumbnail_size_allocate;
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
