/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-player-screen"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-player-screen.h"
#include "aip-timeline-commands.h"

struct _AipPlayerScreen
{
  GtkWindow parent_instance;

  GtkWidget        *origin; /* not referenced: it closes this window before it goes */
  AipPlayerPicture *picture;
};

G_DEFINE_FINAL_TYPE (AipPlayerScreen, aip_player_screen, GTK_TYPE_WINDOW)

static gboolean
matches (const char      *accel,
         guint            key,
         GdkModifierType  state)
{
  GdkModifierType wanted;
  guint wanted_key;

  return accel != NULL && gtk_accelerator_parse (accel, &wanted_key, &wanted) &&
         gdk_keyval_to_lower (key) == wanted_key && state == wanted;
}

/* The page's own shortcuts belong to another window; their keys are looked up in the same table. */
static gboolean
key_pressed_cb (AipPlayerScreen *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  const AipTimelineCommand *commands;
  guint n_commands;

  state &= gtk_accelerator_get_default_mod_mask ();
  if (key == GDK_KEY_Escape)
    {
      gtk_window_close (GTK_WINDOW (self));
      return GDK_EVENT_STOP;
    }

  commands = aip_timeline_commands_get_all (&n_commands);
  for (guint i = 0; i < n_commands; i++)
    for (guint j = 0; j < AIP_TIMELINE_MAX_ACCELS; j++)
      {
        g_autoptr(GVariant) target = NULL;
        g_autofree char *name = NULL;

        if (!matches (commands[i].accels[j], key, state) ||
            !g_action_parse_detailed_name (commands[i].action, &name, &target, NULL))
          continue;
        gtk_widget_activate_action_variant (self->origin, name, target);
        return GDK_EVENT_STOP;
      }

  return GDK_EVENT_PROPAGATE;
}

static void
pressed_cb (AipPlayerScreen *self,
            int              n_press)
{
  if (n_press == 2)
    gtk_window_close (GTK_WINDOW (self));
}

static void
aip_player_screen_class_init (AipPlayerScreenClass *klass)
{
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "playerscreen");
}

static void
aip_player_screen_init (AipPlayerScreen *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkWidget *picture = aip_player_picture_new ();

  self->picture = AIP_PLAYER_PICTURE (picture);
  gtk_widget_set_focusable (picture, TRUE);
  gtk_window_set_child (GTK_WINDOW (self), picture);
  gtk_window_set_title (GTK_WINDOW (self), _("Film"));
  gtk_window_set_decorated (GTK_WINDOW (self), FALSE);

  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
aip_player_screen_new (GtkWidget *origin)
{
  AipPlayerScreen *self;
  GtkRoot *root;

  g_return_val_if_fail (GTK_IS_WIDGET (origin), NULL);

  self = g_object_new (AIP_TYPE_PLAYER_SCREEN, NULL);
  self->origin = origin;
  root = gtk_widget_get_root (origin);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  gtk_window_fullscreen (GTK_WINDOW (self));

  return GTK_WIDGET (self);
}

AipPlayerPicture *
aip_player_screen_get_picture (AipPlayerScreen *self)
{
  g_return_val_if_fail (AIP_IS_PLAYER_SCREEN (self), NULL);

  return self->picture;
}
