/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-pictures"

#include "config.h"

#include "aip-lru.h"
#include "aip-shot-preview.h"
#include "aip-timeline-pictures.h"

#define MAX_BYTES (24 * 1024 * 1024)
/* Wider ones are cropped: nobody wants a panorama to cover ten clips. */
#define MAX_ASPECT 3

/* A picture that is on its way. */
typedef struct {
  AipTimelinePictures *owner;
  char                *key;
  int                  height;
  GCancellable        *cancellable;
  guint                frame;      /* when it was wished last */
} Wish;

struct _AipTimelinePictures
{
  GObject parent_instance;

  AipThumbnailer *thumbnailer;
  AipLru         *textures;
  GHashTable     *wishes;     /* key → Wish, owned by its callback */
  GHashTable     *missing;    /* set of keys */
  guint           frame;
};

enum {
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipTimelinePictures, aip_timeline_pictures, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
wish_free (Wish *wish)
{
  g_free (wish->key);
  g_object_unref (wish->cancellable);
  g_object_unref (wish->owner);
  g_free (wish);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wish, wish_free)

/* In the size that is drawn; the thumbnailer's sizes are powers of two. */
static GdkTexture *
make_texture (GdkPixbuf *pixbuf,
              int        height)
{
  int from_width = gdk_pixbuf_get_width (pixbuf);
  int from_height = gdk_pixbuf_get_height (pixbuf);
  int width = MAX (1, (int) ((gint64) from_width * height / from_height));
  g_autoptr(GdkPixbuf) scaled = gdk_pixbuf_scale_simple (pixbuf, width, height,
                                                         GDK_INTERP_BILINEAR);

  if (width > MAX_ASPECT * height)
    {
      g_autoptr(GdkPixbuf) part =
        gdk_pixbuf_new_subpixbuf (scaled, (width - MAX_ASPECT * height) / 2, 0,
                                  MAX_ASPECT * height, height);

      return aip_texture_from_pixbuf (part);
    }

  return aip_texture_from_pixbuf (scaled);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Wish) wish = user_data;
  AipTimelinePictures *self = wish->owner;
  g_autoptr(GdkPixbuf) pixbuf = NULL;
  g_autoptr(GError) error = NULL;

  /* After it was cancelled, another wish may stand there. */
  if (g_hash_table_lookup (self->wishes, wish->key) == wish)
    g_hash_table_remove (self->wishes, wish->key);

  pixbuf = aip_thumbnailer_load_finish (AIP_THUMBNAILER (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (pixbuf != NULL)
    {
      GdkTexture *texture = make_texture (pixbuf, wish->height);
      gsize bytes = 4 * (gsize) gdk_texture_get_width (texture) *
                    (gsize) gdk_texture_get_height (texture);

      aip_lru_insert (self->textures, wish->key, texture, bytes);
    }
  else
    {
      g_debug ("No picture: %s", error->message);
      g_hash_table_add (self->missing, g_strdup (wish->key));
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

GdkTexture *
aip_timeline_pictures_get (AipTimelinePictures *self,
                           const char          *path,
                           int                  height,
                           gboolean            *missing)
{
  g_autofree char *key = NULL;
  GdkTexture *texture;
  Wish *wish;

  g_return_val_if_fail (AIP_IS_TIMELINE_PICTURES (self), NULL);
  g_return_val_if_fail (path != NULL && missing != NULL, NULL);
  g_return_val_if_fail (height > 0, NULL);

  key = g_strdup_printf ("%d %s", height, path);
  *missing = g_hash_table_contains (self->missing, key);
  if (*missing)
    return NULL;
  texture = aip_lru_lookup (self->textures, key);
  if (texture != NULL)
    return texture;

  wish = g_hash_table_lookup (self->wishes, key);
  if (wish == NULL)
    {
      wish = g_new0 (Wish, 1);
      wish->owner = g_object_ref (self);
      wish->key = g_steal_pointer (&key);
      wish->height = height;
      wish->cancellable = g_cancellable_new ();
      g_hash_table_insert (self->wishes, wish->key, wish);
      aip_thumbnailer_load_async (self->thumbnailer, path, height * 2, wish->cancellable, loaded_cb,
                                  wish);
    }
  wish->frame = self->frame;

  return NULL;
}

void
aip_timeline_pictures_begin_frame (AipTimelinePictures *self)
{
  GHashTableIter iter;
  Wish *wish;

  g_return_if_fail (AIP_IS_TIMELINE_PICTURES (self));

  g_hash_table_iter_init (&iter, self->wishes);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &wish))
    if (wish->frame != self->frame)
      {
        g_hash_table_iter_remove (&iter);
        g_cancellable_cancel (wish->cancellable);
      }
  self->frame++;
}

static void
aip_timeline_pictures_finalize (GObject *object)
{
  AipTimelinePictures *self = AIP_TIMELINE_PICTURES (object);

  g_clear_object (&self->thumbnailer);
  g_clear_pointer (&self->textures, aip_lru_free);
  g_clear_pointer (&self->wishes, g_hash_table_unref);
  g_clear_pointer (&self->missing, g_hash_table_unref);

  G_OBJECT_CLASS (aip_timeline_pictures_parent_class)->finalize (object);
}

static void
aip_timeline_pictures_class_init (AipTimelinePicturesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_timeline_pictures_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
aip_timeline_pictures_init (AipTimelinePictures *self)
{
  self->textures = aip_lru_new (MAX_BYTES, g_object_unref);
  self->wishes = g_hash_table_new (g_str_hash, g_str_equal);
  self->missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

AipTimelinePictures *
aip_timeline_pictures_new (AipThumbnailer *thumbnailer)
{
  AipTimelinePictures *self;

  g_return_val_if_fail (AIP_IS_THUMBNAILER (thumbnailer), NULL);

  self = g_object_new (AIP_TYPE_TIMELINE_PICTURES, NULL);
  self->thumbnailer = g_object_ref (thumbnailer);

  return self;
}
