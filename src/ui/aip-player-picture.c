/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-player-picture"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aip-cut-picture.h"
#include "aip-player-picture.h"

#define GAP        8
#define BADGE_SPACE 6

typedef struct {
  GdkTexture *texture;
  gint64      frame;
} Shown;

struct _AipPlayerPicture
{
  GtkWidget parent_instance;

  AipCut             *cut;
  Shown               shown;
  Shown               left;
  Shown               right;
  AipCutOverlayParts  parts;
  int                 ratio;
};

enum {
  RESIZED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipPlayerPicture, aip_player_picture, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
shown_set (Shown    *self,
           AipFrame *picture,
           gint64    frame)
{
  g_clear_object (&self->texture);
  self->frame = frame;
  if (picture == NULL)
    return;

  self->texture = gdk_memory_texture_new (picture->width, picture->height,
                                          GDK_MEMORY_B8G8R8A8_PREMULTIPLIED, picture->pixels,
                                          picture->stride);
}

/* Drawing -------------------------------------------------------------------------------------- */

/* As large as it fits, on whole device pixels, so that nothing is scaled that need not be. */
static graphene_rect_t
fit (AipPlayerPicture      *self,
     const graphene_rect_t *area)
{
  double scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double film = self->cut != NULL && aip_cut_get_height (self->cut) > 0
                  ? (double) aip_cut_get_width (self->cut) / (double) aip_cut_get_height (self->cut)
                  : 16.0 / 9.0;
  double width = area->size.width;
  double height = area->size.height;

  if (width > height * film)
    width = height * film;
  else
    height = width / film;
  width = MAX (1, floor (width * scale)) / scale;
  height = MAX (1, floor (height * scale)) / scale;

  return GRAPHENE_RECT_INIT ((float) (area->origin.x
                                      + floor ((area->size.width - width) / 2 * scale) / scale),
                             (float) (area->origin.y
                                      + floor ((area->size.height - height) / 2 * scale) / scale),
                             (float) width, (float) height);
}

static void
append_badge (AipPlayerPicture *self,
              GtkSnapshot      *snapshot,
              const char       *text,
              double            x,
              double            y)
{
  static const GdkRGBA back = { 0, 0, 0, 0.7f };
  static const GdkRGBA fore = { 1, 1, 1, 1 };
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int width;
  int height;

  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_append_color (snapshot, &back,
                             &GRAPHENE_RECT_INIT ((float) x, (float) y,
                                                  (float) (width + 2 * BADGE_SPACE),
                                                  (float) (height + BADGE_SPACE)));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (x + BADGE_SPACE),
                                                          (float) (y + BADGE_SPACE / 2)));
  gtk_snapshot_append_layout (snapshot, layout, &fore);
  gtk_snapshot_restore (snapshot);
}

static void
append_texture (GtkSnapshot           *snapshot,
                GdkTexture            *texture,
                const graphene_rect_t *place)
{
  static const GdkRGBA black = { 0, 0, 0, 1 };

  if (texture != NULL)
    gtk_snapshot_append_scaled_texture (snapshot, texture, GSK_SCALING_FILTER_LINEAR, place);
  else
    gtk_snapshot_append_color (snapshot, &black, place);
}

static gboolean
is_held (AipPlayerPicture *self)
{
  AipCutPicture picture;

  if (self->cut == NULL || !aip_cut_get_picture (self->cut, self->shown.frame, &picture))
    return FALSE;

  for (guint i = 0; i < picture.n_layers; i++)
    if (picture.layers[i].held)
      return TRUE;

  return FALSE;
}

static void
append_overlay (AipPlayerPicture      *self,
                GtkSnapshot           *snapshot,
                const graphene_rect_t *place)
{
  AipCutOverlay overlay = { .parts = self->parts, .ratio = self->ratio };
  cairo_t *cr;

  if ((self->parts == AIP_CUT_OVERLAY_NONE && self->ratio == 0) || self->cut == NULL ||
      self->shown.frame < 0)
    return;

  cr = gtk_snapshot_append_cairo (snapshot, place);
  cairo_translate (cr, place->origin.x, place->origin.y);
  aip_cut_overlay_draw (cr, &overlay, self->cut, self->shown.frame, (int) place->size.width,
                        (int) place->size.height);
  cairo_destroy (cr);
}

static void
append_side (AipPlayerPicture      *self,
             GtkSnapshot           *snapshot,
             const Shown           *side,
             const graphene_rect_t *area)
{
  graphene_rect_t place = fit (self, area);
  g_autofree char *timecode = NULL;

  append_texture (snapshot, side->texture, &place);
  timecode = aip_timecode_format (aip_cut_get_start (self->cut) + side->frame,
                                  aip_cut_get_rate (self->cut));
  append_badge (self, snapshot, timecode, place.origin.x, place.origin.y);
}

static void
aip_player_picture_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  AipPlayerPicture *self = AIP_PLAYER_PICTURE (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  graphene_rect_t place;

  if (self->left.texture != NULL && self->right.texture != NULL && self->cut != NULL)
    {
      float half = (width - GAP) / 2;

      append_side (self, snapshot, &self->left, &GRAPHENE_RECT_INIT (0, 0, half, height));
      append_side (self, snapshot, &self->right,
                   &GRAPHENE_RECT_INIT (half + GAP, 0, half, height));
      return;
    }

  place = fit (self, &GRAPHENE_RECT_INIT (0, 0, width, height));
  append_texture (snapshot, self->shown.texture, &place);
  append_overlay (self, snapshot, &place);
  if (is_held (self))
    append_badge (self, snapshot, _("Last frame held"), place.origin.x, place.origin.y);
}

/* The widget ----------------------------------------------------------------------------------- */

static void
aip_player_picture_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  g_signal_emit (widget, signals[RESIZED], 0);
}

static void
aip_player_picture_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 160 : 90;
  *natural = *minimum * 4;
}

static void
aip_player_picture_dispose (GObject *object)
{
  AipPlayerPicture *self = AIP_PLAYER_PICTURE (object);

  shown_set (&self->shown, NULL, -1);
  shown_set (&self->left, NULL, -1);
  shown_set (&self->right, NULL, -1);
  g_clear_pointer (&self->cut, aip_cut_unref);

  G_OBJECT_CLASS (aip_player_picture_parent_class)->dispose (object);
}

static void
aip_player_picture_class_init (AipPlayerPictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_player_picture_dispose;
  widget_class->snapshot = aip_player_picture_snapshot;
  widget_class->measure = aip_player_picture_measure;
  widget_class->size_allocate = aip_player_picture_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "playerpicture");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);

  signals[RESIZED] = g_signal_new ("resized", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
aip_player_picture_init (AipPlayerPicture *self)
{
  shown_set (&self->shown, NULL, -1);
  shown_set (&self->left, NULL, -1);
  shown_set (&self->right, NULL, -1);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
aip_player_picture_new (void)
{
  return g_object_new (AIP_TYPE_PLAYER_PICTURE, NULL);
}

static void
describe (AipPlayerPicture *self)
{
  g_autofree char *timecode = NULL;
  g_autofree char *text = NULL;
  guint index;

  if (self->cut == NULL || !aip_cut_find_frame (self->cut, self->shown.frame, &index))
    return;

  timecode = aip_timecode_format (aip_cut_get_start (self->cut) + self->shown.frame,
                                  aip_cut_get_rate (self->cut));
  /* Translators: code of a shot, and a time code. */
  text = g_strdup_printf (_("%s at %s"), aip_cut_get_shot (self->cut, index)->code, timecode);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

void
aip_player_picture_set_cut (AipPlayerPicture *self,
                            AipCut           *cut)
{
  g_return_if_fail (AIP_IS_PLAYER_PICTURE (self));
  g_return_if_fail (cut != NULL);

  if (self->cut == cut)
    return;

  g_clear_pointer (&self->cut, aip_cut_unref);
  self->cut = aip_cut_ref (cut);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
aip_player_picture_set_frame (AipPlayerPicture *self,
                              AipFrame         *picture,
                              gint64            frame)
{
  g_return_if_fail (AIP_IS_PLAYER_PICTURE (self));
  g_return_if_fail (picture != NULL);

  shown_set (&self->shown, picture, frame);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  describe (self);
}

void
aip_player_picture_set_two_up (AipPlayerPicture *self,
                               AipFrame         *left,
                               gint64            left_frame,
                               AipFrame         *right,
                               gint64            right_frame)
{
  g_return_if_fail (AIP_IS_PLAYER_PICTURE (self));
  g_return_if_fail ((left != NULL) == (right != NULL));

  shown_set (&self->left, left, left_frame);
  shown_set (&self->right, right, right_frame);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
aip_player_picture_set_overlay (AipPlayerPicture   *self,
                                AipCutOverlayParts  parts,
                                int                 ratio)
{
  g_return_if_fail (AIP_IS_PLAYER_PICTURE (self));

  self->parts = parts;
  self->ratio = ratio;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
aip_player_picture_get_pixels (AipPlayerPicture *self,
                               int              *width,
                               int              *height)
{
  graphene_rect_t place;
  double scale;

  g_return_val_if_fail (AIP_IS_PLAYER_PICTURE (self), FALSE);
  g_return_val_if_fail (width != NULL && height != NULL, FALSE);

  if (gtk_widget_get_width (GTK_WIDGET (self)) <= 1 ||
      gtk_widget_get_height (GTK_WIDGET (self)) <= 1)
    return FALSE;

  scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  place = fit (self, &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (GTK_WIDGET (self)),
                                          (float) gtk_widget_get_height (GTK_WIDGET (self))));
  *width = MAX (1, (int) round (place.size.width * scale));
  *height = MAX (1, (int) round (place.size.height * scale));

  return TRUE;
}

gint64
aip_player_picture_get_shown (AipPlayerPicture *self)
{
  g_return_val_if_fail (AIP_IS_PLAYER_PICTURE (self), -1);

  return self->shown.frame;
}
