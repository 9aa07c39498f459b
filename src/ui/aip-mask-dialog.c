/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-mask-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-asset-import.h"
#include "aip-mask-canvas.h"
#include "aip-mask-dialog.h"
#include "aip-picture-file.h"
#include "aip-task.h"

/* Larger pictures are painted at this size, and the worker brings the mask to theirs. */
#define MAX_SIZE  2048
#define WIDTH     900
#define HEIGHT    640
#define HARDNESS  0.85

struct _AipMaskDialog
{
  AdwDialog parent_instance;

  AipSession    *session;
  AipMask       *mask;
  GCancellable  *cancellable;

  GtkStack      *stack;
  AipMaskCanvas *canvas;
  AdwToggleGroup *tools;
  GtkRange      *size;
  GtkRange      *feather;
};

enum {
  SIGNAL_PAINTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AipMaskDialog, aip_mask_dialog, ADW_TYPE_DIALOG)

/* Reading and writing ------------------------------------------------------------------------- */

typedef struct {
  char      *picture_path;
  char      *mask_path;
  GdkPixbuf *picture;
  GdkPixbuf *mask;
} Loading;

static void
loading_free (gpointer data)
{
  Loading *loading = data;

  g_free (loading->picture_path);
  g_free (loading->mask_path);
  g_clear_object (&loading->picture);
  g_clear_object (&loading->mask);
  g_free (loading);
}

static void
load_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Loading *loading = task_data;
  g_autoptr(GdkPixbuf) mask = NULL;
  GError *error = NULL;

  loading->picture = aip_picture_file_decode (loading->picture_path, MAX_SIZE, cancellable, &error);
  if (loading->picture == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  /* One that cannot be read any more is painted anew. */
  if (loading->mask_path != NULL)
    mask = aip_picture_file_decode (loading->mask_path, MAX_SIZE, cancellable, NULL);
  if (mask != NULL)
    loading->mask = gdk_pixbuf_scale_simple (mask, gdk_pixbuf_get_width (loading->picture),
                                             gdk_pixbuf_get_height (loading->picture),
                                             GDK_INTERP_BILINEAR);
  g_task_return_boolean (task, TRUE);
}

static void
take_mask (AipMaskDialog *self,
           GdkPixbuf     *pixbuf)
{
  int width = aip_mask_get_width (self->mask);
  int height = aip_mask_get_height (self->mask);
  int stride = gdk_pixbuf_get_rowstride (pixbuf);
  int channels = gdk_pixbuf_get_n_channels (pixbuf);
  const guchar *from = gdk_pixbuf_read_pixels (pixbuf);
  g_autofree guint8 *grey = g_malloc ((gsize) width * (gsize) height);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      grey[(gsize) y * (gsize) width + (gsize) x] = from[(gsize) y * (gsize) stride +
                                                         (gsize) x * (gsize) channels];
  aip_mask_load (self->mask, grey);
}

static void update_actions (AipMaskDialog *self);

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  AipMaskDialog *self = AIP_MASK_DIALOG (source);
  Loading *loading = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GdkTexture) texture = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          aip_session_toast_error (self->session, error);
          adw_dialog_force_close (ADW_DIALOG (self));
        }
      return;
    }

  self->mask = aip_mask_new (gdk_pixbuf_get_width (loading->picture),
                             gdk_pixbuf_get_height (loading->picture));
  if (loading->mask != NULL)
    take_mask (self, loading->mask);
  bytes = gdk_pixbuf_read_pixel_bytes (loading->picture);
  texture = gdk_memory_texture_new (gdk_pixbuf_get_width (loading->picture),
                                    gdk_pixbuf_get_height (loading->picture), GDK_MEMORY_R8G8B8,
                                    bytes, (gsize) gdk_pixbuf_get_rowstride (loading->picture));
  aip_mask_canvas_set (self->canvas, texture, self->mask);
  gtk_stack_set_visible_child_name (self->stack, "canvas");
  update_actions (self);
}

typedef struct {
  char      *folder;
  GdkTexture *texture;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_free (saving->folder);
  g_object_unref (saving->texture);
  g_free (saving);
}

static void
save_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Saving *saving = task_data;
  g_autoptr(GBytes) png = gdk_texture_save_to_png_bytes (saving->texture);
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_bytes (png);
  GError *error = NULL;
  char *file = aip_asset_import (saving->folder, stream, _("Mask"), cancellable, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, g_free);
  else
    g_task_return_error (task, error);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  AipMaskDialog *self = AIP_MASK_DIALOG (source);
  g_autoptr(GError) error = NULL;
  g_autofree char *file = g_task_propagate_pointer (G_TASK (result), &error);

  if (file == NULL)
    {
      aip_session_toast_error (self->session, error);
      gtk_widget_set_sensitive (GTK_WIDGET (self->stack), TRUE);
      return;
    }

  g_signal_emit (self, signals[SIGNAL_PAINTED], 0, file);
  adw_dialog_force_close (ADW_DIALOG (self));
}

/* Actions ------------------------------------------------------------------------------------- */

static void
update_actions (AipMaskDialog *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean ready = self->mask != NULL;

  /* What was painted is not lost by a slip. */
  adw_dialog_set_can_close (ADW_DIALOG (self), !ready || !aip_mask_can_undo (self->mask));
  gtk_widget_action_set_enabled (widget, "mask.undo", ready && aip_mask_can_undo (self->mask));
  gtk_widget_action_set_enabled (widget, "mask.redo", ready && aip_mask_can_redo (self->mask));
  gtk_widget_action_set_enabled (widget, "mask.save", ready && !aip_mask_is_empty (self->mask));
  gtk_widget_action_set_enabled (widget, "mask.clear", ready);
  gtk_widget_action_set_enabled (widget, "mask.invert", ready);
  gtk_widget_action_set_enabled (widget, "mask.feather", ready);
}

static void
update (AipMaskDialog *self)
{
  aip_mask_canvas_update (self->canvas);
  update_actions (self);
}

static void
command_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  AipMaskDialog *self = AIP_MASK_DIALOG (widget);

  if (self->mask == NULL)
    return;

  if (g_str_equal (action, "mask.undo"))
    aip_mask_undo (self->mask);
  else if (g_str_equal (action, "mask.redo"))
    aip_mask_redo (self->mask);
  else if (g_str_equal (action, "mask.clear"))
    aip_mask_clear (self->mask);
  else if (g_str_equal (action, "mask.invert"))
    aip_mask_invert (self->mask);
  else
    aip_mask_feather (self->mask, (int) gtk_range_get_value (self->feather));
  update (self);
}

static void
zoom_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  AipMaskDialog *self = AIP_MASK_DIALOG (widget);
  double factor = g_variant_get_double (parameter);

  aip_mask_canvas_set_zoom (self->canvas,
                            factor > 0 ? aip_mask_canvas_get_zoom (self->canvas) * factor : 0);
}

static void
save_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  AipMaskDialog *self = AIP_MASK_DIALOG (widget);
  g_autoptr(GTask) task = NULL;
  g_autoptr(GBytes) bytes = NULL;
  Saving *saving;
  int width, height;

  if (self->mask == NULL)
    return;

  width = aip_mask_get_width (self->mask);
  height = aip_mask_get_height (self->mask);
  bytes = g_bytes_new (aip_mask_get_pixels (self->mask), (gsize) width * (gsize) height);
  saving = g_new0 (Saving, 1);
  saving->folder = g_strdup (aip_document_get_folder (aip_session_get_document (self->session)));
  saving->texture = gdk_memory_texture_new (width, height, GDK_MEMORY_G8, bytes, (gsize) width);

  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), FALSE);
  task = g_task_new (self, NULL, saved_cb, NULL);
  g_task_set_source_tag (task, save_cb);
  g_task_set_task_data (task, saving, saving_free);
  aip_task_run_in_thread (task, save_in_thread);
}

static void
brush_changed_cb (AipMaskDialog *self)
{
  aip_mask_canvas_set_brush (self->canvas, gtk_range_get_value (self->size) / 2, HARDNESS,
                             adw_toggle_group_get_active (self->tools) == 1);
}

static void
discard_cb (AipMaskDialog *self,
            const char    *response)
{
  if (g_str_equal (response, "discard"))
    adw_dialog_force_close (ADW_DIALOG (self));
}

static void
close_attempt_cb (AipMaskDialog *self)
{
  AdwDialog *question = adw_alert_dialog_new (_("Discard What Was Painted?"), NULL);

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question), "cancel", _("_Go On Painting"),
                                  "discard", _("_Discard"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "discard",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question), "cancel");
  g_signal_connect_object (question, "response", G_CALLBACK (discard_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (question, GTK_WIDGET (self));
}

/* Widget -------------------------------------------------------------------------------------- */

static void
aip_mask_dialog_dispose (GObject *object)
{
  AipMaskDialog *self = AIP_MASK_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_MASK_DIALOG);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_mask_dialog_parent_class)->dispose (object);
}

static void
aip_mask_dialog_finalize (GObject *object)
{
  AipMaskDialog *self = AIP_MASK_DIALOG (object);

  g_object_unref (self->cancellable);
  aip_mask_free (self->mask);

  G_OBJECT_CLASS (aip_mask_dialog_parent_class)->finalize (object);
}

static void
aip_mask_dialog_class_init (AipMaskDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_mask_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = aip_mask_dialog_finalize;

  signals[SIGNAL_PAINTED] = g_signal_new ("painted", AIP_TYPE_MASK_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (AIP_TYPE_MASK_CANVAS);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-mask-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AipMaskDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AipMaskDialog, canvas);
  gtk_widget_class_bind_template_child (widget_class, AipMaskDialog, tools);
  gtk_widget_class_bind_template_child (widget_class, AipMaskDialog, size);
  gtk_widget_class_bind_template_child (widget_class, AipMaskDialog, feather);
  gtk_widget_class_bind_template_callback (widget_class, brush_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_actions);

  gtk_widget_class_install_action (widget_class, "mask.undo", NULL, command_cb);
  gtk_widget_class_install_action (widget_class, "mask.redo", NULL, command_cb);
  gtk_widget_class_install_action (widget_class, "mask.clear", NULL, command_cb);
  gtk_widget_class_install_action (widget_class, "mask.invert", NULL, command_cb);
  gtk_widget_class_install_action (widget_class, "mask.feather", NULL, command_cb);
  gtk_widget_class_install_action (widget_class, "mask.zoom", "d", zoom_cb);
  gtk_widget_class_install_action (widget_class, "mask.save", NULL, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "mask.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "mask.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_plus, GDK_CONTROL_MASK, "mask.zoom",
                                       "d", 1.25);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_minus, GDK_CONTROL_MASK, "mask.zoom",
                                       "d", 0.8);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0, GDK_CONTROL_MASK, "mask.zoom", "d",
                                       0.0);
}

static void
aip_mask_dialog_init (AipMaskDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "close-attempt", G_CALLBACK (close_attempt_cb), NULL);
  brush_changed_cb (self);
  update_actions (self);
}

AdwDialog *
aip_mask_dialog_new (AipSession *session,
                     const char *picture,
                     const char *mask)
{
  AipMaskDialog *self;
  g_autoptr(GTask) task = NULL;
  Loading *loading;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);
  g_return_val_if_fail (picture != NULL, NULL);

  self = g_object_new (AIP_TYPE_MASK_DIALOG, "content-width", WIDTH, "content-height", HEIGHT, NULL);
  self->session = g_object_ref (session);
  loading = g_new0 (Loading, 1);
  loading->picture_path = g_strdup (picture);
  loading->mask_path = g_strdup (mask);
  task = g_task_new (self, self->cancellable, loaded_cb, NULL);
  g_task_set_source_tag (task, aip_mask_dialog_new);
  g_task_set_task_data (task, loading, loading_free);
  aip_task_run_in_thread (task, load_in_thread);

  return ADW_DIALOG (self);
}
