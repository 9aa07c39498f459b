/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-preview"

#include "config.h"

#include "aip-shot-preview.h"
#include "aip-task.h"

/* A preview is a small JPEG; anything far above is a worker gone wrong. */
#define MAX_BYTES (8 * 1024 * 1024)
#define MAX_SIDE 4096
/* Longest side that is kept: enough for the inspector. */
#define KEPT_SIDE 768

struct _AipShotPreview
{
  GObject parent_instance;

  GdkTexture *texture;
  /* What came while a picture was being decoded; only the newest counts. */
  GBytes     *next;
  gboolean    busy;
};

enum {
  PROP_0,
  PROP_TEXTURE,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AipShotPreview, aip_shot_preview, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

GdkTexture *
aip_texture_from_pixbuf (GdkPixbuf *pixbuf)
{
  g_autoptr(GBytes) bytes = NULL;

  g_return_val_if_fail (GDK_IS_PIXBUF (pixbuf), NULL);

  bytes = gdk_pixbuf_read_pixel_bytes (pixbuf);

  return gdk_memory_texture_new (gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf),
                                 gdk_pixbuf_get_has_alpha (pixbuf) ? GDK_MEMORY_R8G8B8A8
                                                                   : GDK_MEMORY_R8G8B8,
                                 bytes, gdk_pixbuf_get_rowstride (pixbuf));
}

/* Decoding ----------------------------------------------------------------------------------- */

static void
size_prepared_cb (GdkPixbufLoader *loader,
                  int              width,
                  int              height,
                  gpointer         user_data)
{
  gboolean *refused = user_data;
  int longest = MAX (width, height);

  if (width <= 0 || height <= 0 || longest > MAX_SIDE)
    {
      /* A size of zero makes the loader give up before it allocates. */
      *refused = TRUE;
      gdk_pixbuf_loader_set_size (loader, 0, 0);
    }
  else if (longest > KEPT_SIDE)
    {
      gdk_pixbuf_loader_set_size (loader, MAX (1, width * KEPT_SIDE / longest),
                                  MAX (1, height * KEPT_SIDE / longest));
    }
}

static void
decode_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  g_autoptr(GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_autoptr(GError) error = NULL;
  gboolean refused = FALSE;
  gboolean ok;
  GdkPixbuf *pixbuf;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &refused);
  ok = gdk_pixbuf_loader_write_bytes (loader, task_data, &error);
  ok = gdk_pixbuf_loader_close (loader, ok ? &error : NULL) && ok;
  pixbuf = ok && !refused ? gdk_pixbuf_loader_get_pixbuf (loader) : NULL;

  if (pixbuf != NULL)
    g_task_return_pointer (task, aip_texture_from_pixbuf (pixbuf), g_object_unref);
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Preview of a wrong size");
}

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  AipShotPreview *self = AIP_SHOT_PREVIEW (source);
  g_autoptr(GdkTexture) texture = NULL;
  g_autoptr(GBytes) next = g_steal_pointer (&self->next);
  g_autoptr(GError) error = NULL;

  self->busy = FALSE;
  texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (texture == NULL)
    g_debug ("A preview cannot be shown: %s", error->message);
  else if (g_set_object (&self->texture, texture))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXTURE]);

  if (next != NULL)
    aip_shot_preview_push (self, next);
}

/* One preview -------------------------------------------------------------------------------- */

static void
aip_shot_preview_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_TEXTURE:
      g_value_set_object (value, AIP_SHOT_PREVIEW (object)->texture);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_shot_preview_finalize (GObject *object)
{
  AipShotPreview *self = AIP_SHOT_PREVIEW (object);

  g_clear_object (&self->texture);
  g_clear_pointer (&self->next, g_bytes_unref);

  G_OBJECT_CLASS (aip_shot_preview_parent_class)->finalize (object);
}

static void
aip_shot_preview_class_init (AipShotPreviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = aip_shot_preview_finalize;
  object_class->get_property = aip_shot_preview_get_property;

  properties[PROP_TEXTURE] =
    g_param_spec_object ("texture", NULL, NULL, GDK_TYPE_TEXTURE,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
aip_shot_preview_init (AipShotPreview *self)
{
}

GdkTexture *
aip_shot_preview_get_texture (AipShotPreview *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_PREVIEW (self), NULL);

  return self->texture;
}

AipShotPreview *
aip_shot_preview_new (void)
{
  return g_object_new (AIP_TYPE_SHOT_PREVIEW, NULL);
}

void
aip_shot_preview_push (AipShotPreview *self,
                       GBytes         *bytes)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (AIP_IS_SHOT_PREVIEW (self));
  g_return_if_fail (bytes != NULL);

  if (g_bytes_get_size (bytes) > MAX_BYTES)
    return;

  if (self->busy)
    {
      g_clear_pointer (&self->next, g_bytes_unref);
      self->next = g_bytes_ref (bytes);
      return;
    }

  self->busy = TRUE;
  task = g_task_new (self, NULL, decoded_cb, NULL);
  g_task_set_source_tag (task, aip_shot_preview_push);
  g_task_set_task_data (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  g_task_set_priority (task, G_PRIORITY_LOW);
  aip_task_run_in_thread (task, decode_in_thread);
}
