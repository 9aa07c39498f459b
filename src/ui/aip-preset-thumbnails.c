/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-preset-thumbnails"

#include "config.h"

#include "aip-lru.h"
#include "aip-preset-thumbnails.h"
#include "aip-stage-thumbnail.h"
#include "aip-task.h"

/* All presets that ship, and as many own ones, at twice the usual density. */
#define MEMORY_BYTES (80 * 1024 * 1024)
#define DATA_KEY "aip-preset-thumbnails"

struct _AipPresetThumbnails
{
  GObject parent_instance;

  AipPresets   *presets;          /* not owned: they own this */
  AipCatalogue *catalogue;
  GThreadPool  *pool;
  AipLru       *memory;           /* id and scale → Drawn */
  guint64       serial;
};

/* What a thumbnail was drawn from. */
typedef struct {
  AipSetup    setup;
  GdkTexture *texture;
} Drawn;

/* Task data. The catalogue is kept because the setup points into it. */
typedef struct {
  char         *key;
  AipSetup      setup;
  AipCatalogue *catalogue;
  char         *look;
  int           scale;
  guint64       serial;
} Wish;

G_DEFINE_FINAL_TYPE (AipPresetThumbnails, aip_preset_thumbnails, G_TYPE_OBJECT)

static void
drawn_free (gpointer data)
{
  Drawn *drawn = data;

  g_object_unref (drawn->texture);
  g_free (drawn);
}

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->key);
  g_object_unref (wish->catalogue);
  g_free (wish->look);
  g_free (wish);
}

static char *
make_key (const AipPreset *preset,
          int              scale)
{
  return g_strdup_printf ("%d %s", scale, preset->id);
}

/* In threads ---------------------------------------------------------------------------------- */

static void
destroy_surface (gpointer data)
{
  cairo_surface_destroy (data);
}

static GdkTexture *
draw (const Wish *wish)
{
  AipStageScene scene;
  cairo_surface_t *surface;
  g_autoptr(GBytes) bytes = NULL;
  int width, height, stride;

  aip_stage_scene_init (&scene);
  scene.look = wish->look;
  surface = aip_stage_thumbnail (&wish->setup, &scene, AIP_PRESET_THUMBNAIL_WIDTH,
                                 AIP_PRESET_THUMBNAIL_HEIGHT, wish->scale);
  cairo_surface_flush (surface);
  width = cairo_image_surface_get_width (surface);
  height = cairo_image_surface_get_height (surface);
  stride = cairo_image_surface_get_stride (surface);
  /* The bytes keep the surface, no pixel is copied. */
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                      (gsize) stride * (gsize) height, destroy_surface, surface);

  /* RGB24 is native-endian xRGB. */
  return gdk_memory_texture_new (width, height,
                                 G_BYTE_ORDER == G_LITTLE_ENDIAN ? GDK_MEMORY_B8G8R8X8
                                                                 : GDK_MEMORY_X8R8G8B8,
                                 bytes, (gsize) stride);
}

static void
run_cb (gpointer data,
        gpointer user_data)
{
  g_autoptr(GTask) task = data;

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, draw (g_task_get_task_data (task)), g_object_unref);
}

static int
newest_first (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  const Wish *wish_a = g_task_get_task_data ((GTask *) a);
  const Wish *wish_b = g_task_get_task_data ((GTask *) b);

  return wish_a->serial > wish_b->serial ? -1 : wish_a->serial < wish_b->serial;
}

/* Object -------------------------------------------------------------------------------------- */

static void
aip_preset_thumbnails_finalize (GObject *object)
{
  AipPresetThumbnails *self = AIP_PRESET_THUMBNAILS (object);

  /* Every wish keeps a reference, so none is left. */
  g_thread_pool_free (self->pool, TRUE, FALSE);
  aip_lru_free (self->memory);
  g_object_unref (self->catalogue);

  G_OBJECT_CLASS (aip_preset_thumbnails_parent_class)->finalize (object);
}

static void
aip_preset_thumbnails_class_init (AipPresetThumbnailsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_preset_thumbnails_finalize;
}

static void
aip_preset_thumbnails_init (AipPresetThumbnails *self)
{
  self->memory = aip_lru_new (MEMORY_BYTES, drawn_free);
  self->pool = g_thread_pool_new (run_cb, NULL, (int) MAX (1, g_get_num_processors () / 2), FALSE,
                                  NULL);
  g_thread_pool_set_sort_function (self->pool, newest_first, NULL);
}

static void
presets_gone_cb (gpointer data)
{
  AipPresetThumbnails *self = data;

  self->presets = NULL;
  g_object_unref (self);
}

AipPresetThumbnails *
aip_preset_thumbnails_get (AipPresets   *presets,
                           AipCatalogue *catalogue)
{
  AipPresetThumbnails *self;

  g_return_val_if_fail (AIP_IS_PRESETS (presets), NULL);
  g_return_val_if_fail (AIP_IS_CATALOGUE (catalogue), NULL);

  self = g_object_get_data (G_OBJECT (presets), DATA_KEY);
  if (self == NULL)
    {
      self = g_object_new (AIP_TYPE_PRESET_THUMBNAILS, NULL);
      self->presets = presets;
      self->catalogue = g_object_ref (catalogue);
      g_object_set_data_full (G_OBJECT (presets), DATA_KEY, self, presets_gone_cb);
    }

  return self;
}

GdkTexture *
aip_preset_thumbnails_peek (AipPresetThumbnails *self,
                            const AipPreset     *preset,
                            int                  scale)
{
  g_autofree char *key = NULL;
  Drawn *drawn;

  g_return_val_if_fail (AIP_IS_PRESET_THUMBNAILS (self), NULL);
  g_return_val_if_fail (preset != NULL, NULL);

  key = make_key (preset, scale);
  drawn = aip_lru_lookup (self->memory, key);

  return drawn != NULL && aip_setup_equal (&drawn->setup, &preset->setup) ? drawn->texture : NULL;
}

void
aip_preset_thumbnails_load_async (AipPresetThumbnails *self,
                                  const AipPreset     *preset,
                                  int                  scale,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  GdkTexture *texture;
  Wish *wish;

  g_return_if_fail (AIP_IS_PRESET_THUMBNAILS (self));
  g_return_if_fail (preset != NULL && scale > 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_preset_thumbnails_load_async);

  texture = aip_preset_thumbnails_peek (self, preset, scale);
  if (texture != NULL)
    {
      g_task_return_pointer (task, g_object_ref (texture), g_object_unref);
      return;
    }

  wish = g_new0 (Wish, 1);
  wish->key = make_key (preset, scale);
  wish->setup = preset->setup;
  wish->catalogue = g_object_ref (self->catalogue);
  wish->look = self->presets != NULL ? aip_presets_describe_look (self->presets, &preset->setup)
                                     : NULL;
  wish->scale = scale;
  wish->serial = ++self->serial;
  g_task_set_task_data (task, wish, wish_free);
  aip_task_finalize_at_home (task);
  g_thread_pool_push (self->pool, g_steal_pointer (&task), NULL);
}

GdkTexture *
aip_preset_thumbnails_load_finish (AipPresetThumbnails  *self,
                                   GAsyncResult         *result,
                                   GError              **error)
{
  const Wish *wish;
  GdkTexture *texture;

  g_return_val_if_fail (AIP_IS_PRESET_THUMBNAILS (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  texture = g_task_propagate_pointer (G_TASK (result), error);
  wish = g_task_get_task_data (G_TASK (result));

  if (texture != NULL && wish != NULL)
    {
      Drawn *drawn = g_new0 (Drawn, 1);

      drawn->setup = wish->setup;
      drawn->texture = g_object_ref (texture);
      aip_lru_insert (self->memory, wish->key, drawn,
                      (gsize) gdk_texture_get_width (texture)
                        * (gsize) gdk_texture_get_height (texture) * 4);
    }

  return texture;
}

char *
aip_presets_describe_look (AipPresets     *presets,
                           const AipSetup *setup)
{
  const AipPreset *look;

  g_return_val_if_fail (AIP_IS_PRESETS (presets), NULL);
  g_return_val_if_fail (setup != NULL, NULL);

  look = aip_setup_has (setup, AIP_SETUP_LOOK) ? aip_presets_find (presets, setup->look) : NULL;

  return look != NULL ? g_strconcat (look->gear, "; ", look->words, NULL) : NULL;
}
