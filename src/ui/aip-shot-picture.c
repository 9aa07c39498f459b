/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-picture"

#include "config.h"

#include "aip-shot-picture.h"
#include "aip-shot-stale.h"

struct _AipShotPicture
{
  GObject parent_instance;

  AipSession      *session;
  AipShotPreviews *previews;
  int              size;

  AipShot         *shot;
  AipTake         *take;
  AipShotPreview  *preview;
  GSignalGroup    *preview_signals;
  GSignalGroup    *shot_signals;
  GSignalGroup    *job_signals;
  GSignalGroup    *take_signals;

  GdkTexture      *texture;
  /* What `texture` shows or what is being loaded: the path of a take's file. */
  char            *path;
  GCancellable    *cancellable;
};

static void aip_shot_picture_paintable_init (GdkPaintableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AipShotPicture, aip_shot_picture, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE,
                                                      aip_shot_picture_paintable_init))

GdkTexture *
aip_shot_picture_get_texture (AipShotPicture *self)
{
  GdkTexture *preview;

  g_return_val_if_fail (AIP_IS_SHOT_PICTURE (self), NULL);

  preview = self->preview != NULL ? aip_shot_preview_get_texture (self->preview) : NULL;

  return preview != NULL ? preview : self->texture;
}

static void
invalidate (AipShotPicture *self)
{
  gdk_paintable_invalidate_size (GDK_PAINTABLE (self));
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

static void
set_pixbuf (AipShotPicture *self,
            GdkPixbuf      *pixbuf)
{
  g_clear_object (&self->texture);
  if (pixbuf != NULL)
    self->texture = aip_texture_from_pixbuf (pixbuf);
  invalidate (self);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(AipShotPicture) self = AIP_SHOT_PICTURE (user_data);
  g_autoptr(GdkPixbuf) pixbuf = NULL;
  g_autoptr(GError) error = NULL;

  pixbuf = aip_thumbnailer_load_finish (AIP_THUMBNAILER (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (pixbuf == NULL)
    g_debug ("No picture of %s: %s", self->path, error->message);
  set_pixbuf (self, pixbuf);
}

static void
load_path (AipShotPicture *self,
           const char     *path)
{
  AipThumbnailer *thumbnailer = aip_session_get_thumbnailer (self->session);
  GdkPixbuf *pixbuf;

  if (g_strcmp0 (self->path, path) == 0)
    return;

  g_set_str (&self->path, path);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  pixbuf = path != NULL ? aip_thumbnailer_peek (thumbnailer, path, self->size) : NULL;
  /* The picture of another shot must never stand in while the right one is on its way. */
  set_pixbuf (self, pixbuf);

  if (path != NULL && pixbuf == NULL)
    {
      self->cancellable = g_cancellable_new ();
      aip_thumbnailer_load_async (thumbnailer, path, self->size, self->cancellable, loaded_cb,
                                  g_object_ref (self));
    }
}

static void
load_take (AipShotPicture *self,
           AipTake        *take)
{
  AipDocument *document = aip_session_get_document (self->session);
  g_autofree char *path = take != NULL ? aip_document_get_take_path (document, take) : NULL;

  load_path (self, path);
}

static void
follow_job (AipShotPicture *self)
{
  AipJob *job = self->shot != NULL ? aip_shot_get_active_job (self->shot) : NULL;
  g_autoptr(AipShotPreview) preview = NULL;

  if (job != NULL && aip_job_state_is_open (aip_job_get_state (job)))
    preview = aip_shot_previews_get (self->previews, job);

  g_signal_group_set_target (self->job_signals, job);
  if (g_set_object (&self->preview, preview))
    {
      g_signal_group_set_target (self->preview_signals, preview);
      invalidate (self);
    }
}

static void
follow_take (AipShotPicture *self)
{
  load_take (self, aip_shot_get_take (self->shot));
}

static void
aip_shot_picture_dispose (GObject *object)
{
  AipShotPicture *self = AIP_SHOT_PICTURE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->preview_signals);
  g_clear_object (&self->shot_signals);
  g_clear_object (&self->job_signals);
  g_clear_object (&self->take_signals);
  g_clear_object (&self->preview);
  g_clear_object (&self->shot);
  g_clear_object (&self->take);
  g_clear_object (&self->texture);

  G_OBJECT_CLASS (aip_shot_picture_parent_class)->dispose (object);
}

static void
aip_shot_picture_finalize (GObject *object)
{
  AipShotPicture *self = AIP_SHOT_PICTURE (object);

  g_clear_object (&self->session);
  g_clear_object (&self->previews);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (aip_shot_picture_parent_class)->finalize (object);
}

static void
aip_shot_picture_class_init (AipShotPictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = aip_shot_picture_dispose;
  object_class->finalize = aip_shot_picture_finalize;
}

static void
aip_shot_picture_init (AipShotPicture *self)
{
  self->preview_signals = g_signal_group_new (AIP_TYPE_SHOT_PREVIEW);
  g_signal_group_connect_swapped (self->preview_signals, "notify::texture",
                                  G_CALLBACK (invalidate), self);
  self->shot_signals = g_signal_group_new (AIP_TYPE_SHOT);
  g_signal_group_connect_swapped (self->shot_signals, "notify::take", G_CALLBACK (follow_take),
                                  self);
  g_signal_group_connect_swapped (self->shot_signals, "notify::active-job",
                                  G_CALLBACK (follow_job), self);
  g_signal_group_connect_swapped (self->shot_signals, "notify::stale",
                                  G_CALLBACK (gdk_paintable_invalidate_contents), self);
  self->take_signals = g_signal_group_new (AIP_TYPE_TAKE);
  g_signal_group_connect_swapped (self->take_signals, "notify::freshness",
                                  G_CALLBACK (gdk_paintable_invalidate_contents), self);
  self->job_signals = g_signal_group_new (AIP_TYPE_JOB);
  g_signal_group_connect_swapped (self->job_signals, "notify::state", G_CALLBACK (follow_job),
                                  self);
}

AipShotPicture *
aip_shot_picture_new (AipSession      *session,
                      AipShotPreviews *previews,
                      int              size)
{
  AipShotPicture *self;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);
  g_return_val_if_fail (AIP_IS_SHOT_PREVIEWS (previews), NULL);

  self = g_object_new (AIP_TYPE_SHOT_PICTURE, NULL);
  self->session = g_object_ref (session);
  self->previews = g_object_ref (previews);
  self->size = size;

  return self;
}

void
aip_shot_picture_set_shot (AipShotPicture *self,
                           AipShot        *shot)
{
  g_return_if_fail (AIP_IS_SHOT_PICTURE (self));
  g_return_if_fail (shot == NULL || AIP_IS_SHOT (shot));

  g_clear_object (&self->take);
  if (g_set_object (&self->shot, shot))
    g_signal_group_set_target (self->shot_signals, shot);

  load_take (self, shot != NULL ? aip_shot_get_take (shot) : NULL);
  follow_job (self);
}

void
aip_shot_picture_set_take (AipShotPicture *self,
                           AipTake        *take)
{
  g_return_if_fail (AIP_IS_SHOT_PICTURE (self));
  g_return_if_fail (take == NULL || AIP_IS_TAKE (take));

  aip_shot_picture_set_shot (self, NULL);
  g_set_object (&self->take, take);
  g_signal_group_set_target (self->take_signals, take);
  load_take (self, take);
}

/* Painting ------------------------------------------------------------------------------------ */

static void
aip_shot_picture_paint (GdkPaintable *paintable,
                        GdkSnapshot  *snapshot,
                        double        width,
                        double        height)
{
  GdkTexture *texture = aip_shot_picture_get_texture (AIP_SHOT_PICTURE (paintable));

  if (texture != NULL)
    gtk_snapshot_append_scaled_texture (snapshot, texture, GSK_SCALING_FILTER_TRILINEAR,
                                        &GRAPHENE_RECT_INIT (0, 0, width, height));
}

static int
aip_shot_picture_get_intrinsic_width (GdkPaintable *paintable)
{
  GdkTexture *texture = aip_shot_picture_get_texture (AIP_SHOT_PICTURE (paintable));

  return texture != NULL ? gdk_texture_get_width (texture) : 0;
}

static int
aip_shot_picture_get_intrinsic_height (GdkPaintable *paintable)
{
  GdkTexture *texture = aip_shot_picture_get_texture (AIP_SHOT_PICTURE (paintable));

  return texture != NULL ? gdk_texture_get_height (texture) : 0;
}

static void
aip_shot_picture_paintable_init (GdkPaintableInterface *iface)
{
  iface->snapshot = aip_shot_picture_paint;
  iface->get_intrinsic_width = aip_shot_picture_get_intrinsic_width;
  iface->get_intrinsic_height = aip_shot_picture_get_intrinsic_height;
}

/* A frame with hills and a sun, so that an empty row still says “here goes a picture”. */
static void
snapshot_placeholder (GtkSnapshot           *snapshot,
                      GtkWidget             *widget,
                      const graphene_rect_t *bounds)
{
  g_autoptr(GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr(GskPath) path = NULL;
  float x = bounds->origin.x;
  float y = bounds->origin.y;
  float w = bounds->size.width;
  float h = bounds->size.height;
  GdkRGBA color;

  gtk_widget_get_color (widget, &color);
  color.alpha *= 0.08;
  gtk_snapshot_append_color (snapshot, &color, bounds);

  gsk_path_builder_move_to (builder, x + w * 0.22, y + h * 0.74);
  gsk_path_builder_line_to (builder, x + w * 0.42, y + h * 0.40);
  gsk_path_builder_line_to (builder, x + w * 0.54, y + h * 0.60);
  gsk_path_builder_line_to (builder, x + w * 0.62, y + h * 0.50);
  gsk_path_builder_line_to (builder, x + w * 0.78, y + h * 0.74);
  gsk_path_builder_close (builder);
  gsk_path_builder_add_circle (builder, &GRAPHENE_POINT_INIT (x + w * 0.66, y + h * 0.32),
                               h * 0.07);
  path = gsk_path_builder_free_to_path (g_steal_pointer (&builder));
  color.alpha *= 2.5;
  gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_WINDING, &color);
}

static gboolean
is_stale (AipShotPicture *self)
{
  if (self->take != NULL)
    return aip_take_get_freshness (self->take) == AIP_FRESHNESS_STALE;

  return self->shot != NULL && aip_shot_stale_is (self->shot);
}

void
aip_shot_picture_snapshot (AipShotPicture        *self,
                           GtkSnapshot           *snapshot,
                           GtkWidget             *widget,
                           const graphene_rect_t *bounds,
                           float                  radius)
{
  GdkTexture *texture;
  GskRoundedRect outline;
  graphene_rect_t area = *bounds;

  g_return_if_fail (AIP_IS_SHOT_PICTURE (self));

  texture = aip_shot_picture_get_texture (self);
  gsk_rounded_rect_init_from_rect (&outline, bounds, radius);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);

  if (texture == NULL)
    snapshot_placeholder (snapshot, widget, bounds);
  else
    {
      double scale = MAX (bounds->size.width / gdk_texture_get_width (texture),
                          bounds->size.height / gdk_texture_get_height (texture));

      area.size.width = gdk_texture_get_width (texture) * scale;
      area.size.height = gdk_texture_get_height (texture) * scale;
      area.origin.x += (bounds->size.width - area.size.width) / 2;
      area.origin.y += (bounds->size.height - area.size.height) / 2;
      gtk_snapshot_append_scaled_texture (snapshot, texture, GSK_SCALING_FILTER_LINEAR, &area);
    }

  gtk_snapshot_pop (snapshot);

  /* What is being made now will not be stale. */
  if (texture != NULL && self->preview == NULL && is_stale (self))
    aip_shot_stale_snapshot (snapshot, widget, bounds);
}
