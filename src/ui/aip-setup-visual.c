/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-setup-visual"

#include "config.h"

#include <adwaita.h>

#include "aip-preset-gallery.h"
#include "aip-setup-pictures.h"
#include "aip-setup-visual.h"

struct _AipSetupVisual
{
  GtkWidget parent_instance;

  GtkWidget *overlay;
  GtkWidget *gallery;
  GtkWidget *pictures;
};

enum {
  EDIT_FIELD,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipSetupVisual, aip_setup_visual, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
edit_field_cb (AipSetupVisual *self,
               int             field)
{
  g_signal_emit (self, signals[EDIT_FIELD], 0, field);
}

static void
aip_setup_visual_dispose (GObject *object)
{
  g_clear_pointer (&AIP_SETUP_VISUAL (object)->overlay, gtk_widget_unparent);

  G_OBJECT_CLASS (aip_setup_visual_parent_class)->dispose (object);
}

static void
aip_setup_visual_class_init (AipSetupVisualClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_setup_visual_dispose;

  signals[EDIT_FIELD] = g_signal_new ("edit-field", AIP_TYPE_SETUP_VISUAL, G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_css_name (widget_class, "setupvisual");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
aip_setup_visual_init (AipSetupVisual *self)
{
}

GtkWidget *
aip_setup_visual_new (AipLiveSetup *live,
                      AipPresets   *presets)
{
  AipSetupVisual *self;
  GtkWidget *box;

  g_return_val_if_fail (AIP_IS_LIVE_SETUP (live), NULL);
  g_return_val_if_fail (AIP_IS_PRESETS (presets), NULL);

  self = g_object_new (AIP_TYPE_SETUP_VISUAL, NULL);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->gallery = aip_preset_gallery_new (live, presets);
  gtk_box_append (GTK_BOX (box), self->gallery);
  self->pictures = aip_setup_pictures_new (live, presets);
  gtk_widget_set_vexpand (self->pictures, TRUE);
  gtk_box_append (GTK_BOX (box), self->pictures);
  g_object_bind_property (self->gallery, "expanded", self->pictures, "visible",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  g_signal_connect_object (self->pictures, "edit-field", G_CALLBACK (edit_field_cb), self,
                           G_CONNECT_SWAPPED);

  /* What is said about presets stays near them. */
  self->overlay = adw_toast_overlay_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (self->overlay), box);
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));

  return GTK_WIDGET (self);
}
