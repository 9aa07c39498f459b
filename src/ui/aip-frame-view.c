/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-frame-view"

#include "config.h"

#include <math.h>
#include <time.h>

#include <glib/gi18n.h>

#include "aip-frame-view.h"
#include "aip-preset-thumbnails.h"
#include "aip-stage-frame.h"
#include "aip-worker-thread.h"

/* Changes that follow each other quicker than this are one movement … */
#define MOVEMENT_USEC (150 * 1000)
/* … in which a picture that costs more than this is drawn coarser. */
#define DEAR_USEC 11000
#define COARSER 0.75
#define COARSEST 0.4
/* When it has ended, it is drawn as fine as the display is. */
#define SETTLE_MSEC 200

struct _AipFrameView
{
  AipDiagram parent_instance;

  AipPresets         *presets;
  AipWorkerThread    *thread;
  AipStageFrameCache *cache;        /* the thread's while it draws */
  GdkTexture         *texture;
  gint64              cost;
  gboolean            drawing;
  gboolean            stale;        /* the setup or the size is another one than that drawn */
  char               *description;

  gint64              requested;    /* when it was asked for last */
  double              fineness;     /* pixels drawn per pixel shown, while something moves */
  double              drawn_fineness;
  int                 drawn_width;
  guint               settle_id;
};

/* Task data. The catalogue is kept because the setup points into it. */
typedef struct {
  AipStageFrameCache *cache;
  AipCatalogue       *catalogue;
  AipSetup            setup;
  AipStageScene       scene;
  char               *look;
  double              width;        /* in application pixels */
  double              height;
  int                 pixel_width;
  int                 pixel_height;
  double              fineness;
  gint64              cost;
} Wish;

enum {
  DRAWN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipFrameView, aip_frame_view, AIP_TYPE_DIAGRAM)

static guint signals[N_SIGNALS];

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_object_unref (wish->catalogue);
  g_free (wish->look);
  g_free (wish);
}

/* In the thread ------------------------------------------------------------------------------- */

static void
destroy_surface (gpointer data)
{
  cairo_surface_destroy (data);
}

/* Of the processor: what else runs on the machine is no cost of the picture. */
static gint64
get_thread_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
draw_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Wish *wish = task_data;
  gint64 start = get_thread_time ();
  cairo_surface_t *surface =
    cairo_image_surface_create (CAIRO_FORMAT_RGB24, wish->pixel_width, wish->pixel_height);
  g_autoptr(GBytes) bytes = NULL;
  int stride;
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, wish->pixel_width / wish->width,
                                  wish->pixel_height / wish->height);
  cr = cairo_create (surface);
  aip_stage_frame_draw_cached (wish->cache, cr, &wish->setup, &wish->scene, wish->width,
                               wish->height);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  wish->cost = get_thread_time () - start;

  stride = cairo_image_surface_get_stride (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                      (gsize) stride * (gsize) wish->pixel_height,
                                      destroy_surface, surface);
  /* RGB24 is native-endian xRGB. */
  g_task_return_pointer (task,
                         gdk_memory_texture_new (wish->pixel_width, wish->pixel_height,
                                                 G_BYTE_ORDER == G_LITTLE_ENDIAN
                                                   ? GDK_MEMORY_B8G8R8X8
                                                   : GDK_MEMORY_X8R8G8B8,
                                                 bytes, (gsize) stride),
                         g_object_unref);
}

/* Asking for it ------------------------------------------------------------------------------- */

static void request (AipFrameView *self);

static gboolean
settle_cb (gpointer user_data)
{
  AipFrameView *self = user_data;

  self->settle_id = 0;
  request (self);

  return G_SOURCE_REMOVE;
}

static void
drawn_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  AipFrameView *self = AIP_FRAME_VIEW (source);
  Wish *wish = g_task_get_task_data (G_TASK (result));

  g_clear_object (&self->texture);
  self->texture = g_task_propagate_pointer (G_TASK (result), NULL);
  self->cost = wish->cost;
  self->drawing = FALSE;
  self->drawn_fineness = wish->fineness;
  if (wish->cost > DEAR_USEC && self->fineness > COARSEST)
    self->fineness *= COARSER;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->stale)
    request (self);
  else if (wish->fineness < 1 && self->settle_id == 0)
    self->settle_id = g_timeout_add (SETTLE_MSEC, settle_cb, self);
  g_signal_emit (self, signals[DRAWN], 0);
}

static void
request (AipFrameView *self)
{
  AipLiveSetup *live = aip_diagram_get_live (AIP_DIAGRAM (self));
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  gint64 now = g_get_monotonic_time ();
  g_autoptr(GTask) task = NULL;
  double pixels;
  Wish *wish;

  if (live == NULL || width <= 0 || height <= 0)
    return;

  /* One at a time: what is asked for meanwhile is drawn next, however often it changed. */
  self->stale = TRUE;
  if (self->drawing)
    return;

  wish = g_new0 (Wish, 1);
  wish->cache = self->cache;
  wish->catalogue = g_object_ref (aip_live_setup_get_catalogue (live));
  wish->setup = *aip_live_setup_get (live);
  aip_stage_scene_init (&wish->scene);
  wish->look = self->presets != NULL ? aip_presets_describe_look (self->presets, &wish->setup)
                                     : NULL;
  wish->scene.look = wish->look;
  wish->scene.arrow = TRUE;
  wish->scene.frame_lines = TRUE;
  wish->scene.grain = TRUE;
  aip_diagram_fill_palette (GTK_WIDGET (self), &wish->scene.palette);
  /* What is dear depends on the size. */
  if (width != self->drawn_width)
    self->fineness = 1;
  self->drawn_width = width;
  wish->fineness = now - self->requested < MOVEMENT_USEC ? self->fineness : 1;
  pixels = gtk_widget_get_scale_factor (GTK_WIDGET (self)) * wish->fineness;
  wish->width = width;
  wish->height = height;
  wish->pixel_width = MAX (1, (int) round (width * pixels));
  wish->pixel_height = MAX (1, (int) round (height * pixels));

  g_clear_handle_id (&self->settle_id, g_source_remove);
  self->requested = now;
  self->drawing = TRUE;
  self->stale = FALSE;
  task = g_task_new (self, NULL, drawn_cb, NULL);
  g_task_set_source_tag (task, request);
  g_task_set_task_data (task, wish, wish_free);
  aip_worker_thread_queue (self->thread, task, draw_in_thread);
}

/* What is seen, in words. */
static void
describe (AipFrameView *self)
{
  static const AipSetupField fields[] = {
    AIP_SETUP_SIZE, AIP_SETUP_ANGLE, AIP_SETUP_FOCAL, AIP_SETUP_STOP, AIP_SETUP_FOCUS,
    AIP_SETUP_KEY, AIP_SETUP_TIME, AIP_SETUP_WEATHER, AIP_SETUP_TONE, AIP_SETUP_LOOK,
  };
  const AipSetup *setup = aip_live_setup_get (aip_diagram_get_live (AIP_DIAGRAM (self)));
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *value = aip_setup_field_to_text (setup, fields[i]);

      if (*value != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", value);
    }

  if (g_set_str (&self->description, text->str))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    text->str, -1);
}

/* Drawing ------------------------------------------------------------------------------------- */

/* Called for every change of the setup and of the size. */
static void
aip_frame_view_layout (AipDiagram     *diagram,
                       const AipSetup *setup,
                       double          width,
                       double          height)
{
  AipFrameView *self = AIP_FRAME_VIEW (diagram);

  request (self);
  describe (self);
}

static void
aip_frame_view_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  AipFrameView *self = AIP_FRAME_VIEW (widget);
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                     (float) gtk_widget_get_height (widget));

  aip_diagram_ensure_layout (AIP_DIAGRAM (self));
  if (self->texture != NULL)
    gtk_snapshot_append_texture (snapshot, self->texture, &bounds);
  else
    gtk_snapshot_append_color (snapshot, &(GdkRGBA) { 0, 0, 0, 1 }, &bounds);
}

static void
aip_frame_view_css_changed (GtkWidget         *widget,
                            GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (aip_frame_view_parent_class)->css_changed (widget, change);

  /* The movement's arrow has the colour of the style. */
  request (AIP_FRAME_VIEW (widget));
}

static void
aip_frame_view_dispose (GObject *object)
{
  AipFrameView *self = AIP_FRAME_VIEW (object);

  g_clear_handle_id (&self->settle_id, g_source_remove);
  g_clear_object (&self->presets);
  g_clear_object (&self->texture);

  G_OBJECT_CLASS (aip_frame_view_parent_class)->dispose (object);
}

static void
aip_frame_view_finalize (GObject *object)
{
  AipFrameView *self = AIP_FRAME_VIEW (object);

  /* A task keeps its view, so the thread is idle. */
  g_object_unref (self->thread);
  aip_stage_frame_cache_free (self->cache);
  g_free (self->description);

  G_OBJECT_CLASS (aip_frame_view_parent_class)->finalize (object);
}

static void
aip_frame_view_class_init (AipFrameViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  AipDiagramClass *diagram_class = AIP_DIAGRAM_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_frame_view_dispose;
  object_class->finalize = aip_frame_view_finalize;
  widget_class->snapshot = aip_frame_view_snapshot;
  widget_class->css_changed = aip_frame_view_css_changed;
  diagram_class->depends = AIP_ALL_FIELDS;
  diagram_class->layout = aip_frame_view_layout;

  signals[DRAWN] = g_signal_new ("drawn", AIP_TYPE_FRAME_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
aip_frame_view_init (AipFrameView *self)
{
  self->thread = aip_worker_thread_new ("frame");
  self->cache = aip_stage_frame_cache_new ();
  self->fineness = 1;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Preview frame"), -1);
}

GtkWidget *
aip_frame_view_new (AipLiveSetup *live,
                    AipPresets   *presets)
{
  AipFrameView *self;

  g_return_val_if_fail (AIP_IS_LIVE_SETUP (live), NULL);
  g_return_val_if_fail (presets == NULL || AIP_IS_PRESETS (presets), NULL);

  self = g_object_new (AIP_TYPE_FRAME_VIEW, NULL);
  self->presets = presets != NULL ? g_object_ref (presets) : NULL;
  aip_diagram_set_live (AIP_DIAGRAM (self), live);

  return GTK_WIDGET (self);
}

GdkTexture *
aip_frame_view_get_texture (AipFrameView *self)
{
  g_return_val_if_fail (AIP_IS_FRAME_VIEW (self), NULL);

  return self->texture;
}

gboolean
aip_frame_view_is_current (AipFrameView *self)
{
  g_return_val_if_fail (AIP_IS_FRAME_VIEW (self), FALSE);

  return self->texture != NULL && !self->drawing && !self->stale && self->drawn_fineness >= 1
         && aip_diagram_is_laid_out (AIP_DIAGRAM (self));
}

gint64
aip_frame_view_get_cost (AipFrameView *self)
{
  g_return_val_if_fail (AIP_IS_FRAME_VIEW (self), 0);

  return self->cost;
}
