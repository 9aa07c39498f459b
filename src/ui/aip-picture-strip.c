/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-picture-strip"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-picture-import.h"
#include "aip-picture-strip.h"

#define SIZE 84

struct _AipPictureStrip
{
  GtkBox parent_instance;

  AipSession    *session;
  gboolean       several;
  GStrv          paths;
  GCancellable  *cancellable;

  AdwWrapBox    *box;
  GtkWidget     *add_button;
};

enum {
  SIGNAL_ADDED,
  SIGNAL_REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AipPictureStrip, aip_picture_strip, GTK_TYPE_BOX)

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GtkPicture) picture = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkPixbuf) pixbuf = aip_thumbnailer_load_finish (AIP_THUMBNAILER (source), result,
                                                             &error);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GdkTexture) texture = NULL;

  if (pixbuf == NULL)
    return;

  bytes = gdk_pixbuf_read_pixel_bytes (pixbuf);
  texture = gdk_memory_texture_new (gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf),
                                    gdk_pixbuf_get_has_alpha (pixbuf) ? GDK_MEMORY_R8G8B8A8
                                                                      : GDK_MEMORY_R8G8B8,
                                    bytes, (gsize) gdk_pixbuf_get_rowstride (pixbuf));
  gtk_picture_set_paintable (picture, GDK_PAINTABLE (texture));
}

static void
remove_clicked_cb (AipPictureStrip *self,
                   GtkWidget       *button)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));

  g_signal_emit (self, signals[SIGNAL_REMOVED], 0, index);
}

static void
brought_cb (GObject           *owner,
            const char *const *pictures,
            gpointer           user_data)
{
  g_signal_emit (owner, signals[SIGNAL_ADDED], 0, pictures);
}

static void
add_clicked_cb (AipPictureStrip *self)
{
  aip_picture_import_choose (self->session, GTK_WIDGET (self), self->several, brought_cb, NULL, NULL);
}

static GtkWidget *
make_item (AipPictureStrip *self,
           guint            index,
           const char      *path,
           const char      *title)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *picture = gtk_picture_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  GtkDragSource *drag = gtk_drag_source_new ();
  g_autoptr(GdkContentProvider) content = aip_picture_import_provide (path);
  g_autofree char *number = g_strdup_printf (_("Picture %u"), index + 1);

  if (title == NULL)
    title = number;
  gtk_widget_set_size_request (picture, SIZE, SIZE);
  gtk_picture_set_content_fit (GTK_PICTURE (picture), GTK_CONTENT_FIT_COVER);
  gtk_picture_set_alternative_text (GTK_PICTURE (picture), title);
  gtk_widget_set_tooltip_text (picture, title);
  gtk_widget_add_css_class (picture, "strip-picture");
  gtk_widget_set_overflow (picture, GTK_OVERFLOW_HIDDEN);
  aip_thumbnailer_load_async (aip_session_get_thumbnailer (self->session), path,
                              SIZE * gtk_widget_get_scale_factor (GTK_WIDGET (self)),
                              self->cancellable, loaded_cb, g_object_ref (picture));

  gtk_drag_source_set_content (drag, content);
  gtk_widget_add_controller (picture, GTK_EVENT_CONTROLLER (drag));

  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "osd");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_tooltip_text (button, _("Remove"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Remove"), -1);
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self,
                           G_CONNECT_SWAPPED);

  gtk_overlay_set_child (GTK_OVERLAY (overlay), picture);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), button);

  return overlay;
}

static void
aip_picture_strip_dispose (GObject *object)
{
  AipPictureStrip *self = AIP_PICTURE_STRIP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_picture_strip_parent_class)->dispose (object);
}

static void
aip_picture_strip_finalize (GObject *object)
{
  AipPictureStrip *self = AIP_PICTURE_STRIP (object);

  g_object_unref (self->cancellable);
  g_strfreev (self->paths);

  G_OBJECT_CLASS (aip_picture_strip_parent_class)->finalize (object);
}

static void
aip_picture_strip_class_init (AipPictureStripClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aip_picture_strip_dispose;
  G_OBJECT_CLASS (klass)->finalize = aip_picture_strip_finalize;

  signals[SIGNAL_ADDED] = g_signal_new ("added", AIP_TYPE_PICTURE_STRIP, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
  signals[SIGNAL_REMOVED] = g_signal_new ("removed", AIP_TYPE_PICTURE_STRIP, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
aip_picture_strip_init (AipPictureStrip *self)
{
  self->cancellable = g_cancellable_new ();
  self->box = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->box, 6);
  adw_wrap_box_set_line_spacing (self->box, 6);
  gtk_widget_set_hexpand (GTK_WIDGET (self->box), TRUE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->box));

  self->add_button = gtk_button_new_from_icon_name ("list-add-symbolic");
  gtk_widget_set_size_request (self->add_button, SIZE, SIZE);
  gtk_widget_add_css_class (self->add_button, "strip-add");
  g_signal_connect_object (self->add_button, "clicked", G_CALLBACK (add_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  adw_wrap_box_append (self->box, self->add_button);
}

GtkWidget *
aip_picture_strip_new (AipSession *session,
                       gboolean    several)
{
  AipPictureStrip *self;
  const char *title = several ? _("Add Pictures") : _("Choose a Picture");

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);

  self = g_object_new (AIP_TYPE_PICTURE_STRIP, NULL);
  self->session = g_object_ref (session);
  self->several = several;
  gtk_widget_set_tooltip_text (self->add_button, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  aip_picture_import_add_drop (GTK_WIDGET (self), session, brought_cb, NULL);

  return GTK_WIDGET (self);
}

void
aip_picture_strip_set_paths (AipPictureStrip   *self,
                             const char *const *paths,
                             const char *const *titles)
{
  GtkWidget *child;

  g_return_if_fail (AIP_IS_PICTURE_STRIP (self));
  g_return_if_fail (paths != NULL);

  /* What is shown already keeps its widgets, and the focus in them. */
  if (self->paths != NULL && g_strv_equal ((const char *const *) self->paths, paths))
    return;

  g_strfreev (self->paths);
  self->paths = g_strdupv ((char **) paths);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL &&
         child != self->add_button)
    adw_wrap_box_remove (self->box, child);

  for (guint i = g_strv_length (self->paths); i > 0; i--)
    adw_wrap_box_prepend (self->box, make_item (self, i - 1, self->paths[i - 1],
                                                titles != NULL ? titles[i - 1] : NULL));
  gtk_widget_set_visible (self->add_button, self->several || self->paths[0] == NULL);
}
