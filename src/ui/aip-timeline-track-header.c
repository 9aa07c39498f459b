/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-track-header"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-sound-edit.h"
#include "aip-timeline-track-header.h"

/* The switches of a track, and the fields that they are. */
typedef enum {
  SWITCH_MUTED,
  SWITCH_SOLO,
  SWITCH_LOCKED,
  N_SWITCHES
} Switch;

static const char *const fields[N_SWITCHES] = { "muted", "solo", "locked" };

struct _AipTimelineTrackHeader
{
  GtkBox parent_instance;

  AipTimelineSession *session;
  AipTrack           *track;
  GtkLabel           *name;
  GtkToggleButton    *switches[N_SWITCHES];
  gboolean            updating;
};

G_DEFINE_FINAL_TYPE (AipTimelineTrackHeader, aip_timeline_track_header, GTK_TYPE_BOX)

static gboolean
get_switch (AipTimelineTrackHeader *self,
            Switch                  which)
{
  return which == SWITCH_MUTED ? aip_track_get_muted (self->track)
         : which == SWITCH_SOLO ? aip_track_get_solo (self->track)
         : aip_track_get_locked (self->track);
}

static void
update (AipTimelineTrackHeader *self)
{
  const char *name = aip_track_get_name (self->track);
  char *labels[N_SWITCHES] = {
    /* Translators: switches of a track, for a screen reader; %s is its name. */
    g_strdup_printf (_("Mute %s"), name), g_strdup_printf (_("Solo %s"), name),
    g_strdup_printf (_("Lock %s"), name),
  };

  self->updating = TRUE;
  gtk_label_set_text (self->name, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), name);
  for (guint i = 0; i < N_SWITCHES; i++)
    {
      gtk_toggle_button_set_active (self->switches[i], get_switch (self, (Switch) i));
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->switches[i]), labels[i]);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->switches[i]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, labels[i], -1);
      g_free (labels[i]);
    }
  self->updating = FALSE;
}

static void
toggled_cb (GtkToggleButton *button,
            gpointer         user_data)
{
  AipTimelineTrackHeader *self = user_data;
  g_autoptr(GError) error = NULL;

  if (self->updating)
    return;

  for (guint i = 0; i < N_SWITCHES; i++)
    if (self->switches[i] == button &&
        !aip_sound_edit_switch_track (aip_timeline_session_get_document (self->session), self->track,
                                      fields[i], gtk_toggle_button_get_active (button), &error))
      aip_session_toast_error (aip_timeline_session_get_session (self->session), error);
  update (self);
}

static GMenuModel *
make_menu (AipTrack *track)
{
  static const struct {
    const char *title;
    const char *action;
    guint       section;
  } items[] = {
    { N_("_Add Sound at the Playhead…"), "timeline.track-add-sound", 0 },
    { N_("_Volume of the Track…"), "timeline.track-gain", 0 },
    { N_("_Rename Track…"), "timeline.track-rename", 0 },
    { N_("Move Track _Up"), "timeline.track-up", 1 },
    { N_("Move Track _Down"), "timeline.track-down", 1 },
    { N_("Re_move Track"), "timeline.track-remove", 2 },
  };
  GMenu *sections[3] = { g_menu_new (), g_menu_new (), g_menu_new () };
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr(GMenuItem) item = g_menu_item_new (_(items[i].title), NULL);

      g_menu_item_set_action_and_target (item, items[i].action, "s",
                                         aip_entity_get_id (AIP_ENTITY (track)));
      g_menu_append_item (sections[items[i].section], item);
    }
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      g_menu_append_section (menu, NULL, G_MENU_MODEL (sections[i]));
      g_object_unref (sections[i]);
    }

  return G_MENU_MODEL (menu);
}

/* Life ------------------------------------------------------------------------------------------ */

static void
aip_timeline_track_header_dispose (GObject *object)
{
  AipTimelineTrackHeader *self = AIP_TIMELINE_TRACK_HEADER (object);

  g_clear_object (&self->session);
  g_clear_object (&self->track);

  G_OBJECT_CLASS (aip_timeline_track_header_parent_class)->dispose (object);
}

static void
aip_timeline_track_header_class_init (AipTimelineTrackHeaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aip_timeline_track_header_dispose;
}

static void
aip_timeline_track_header_init (AipTimelineTrackHeader *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self), "track-header");
}

static GtkWidget *
make_switch (AipTimelineTrackHeader *self,
             const char             *text,
             const char             *icon)
{
  GtkWidget *button = gtk_toggle_button_new ();

  if (icon != NULL)
    gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  else
    gtk_button_set_label (GTK_BUTTON (button), text);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), self);

  return button;
}

GtkWidget *
aip_timeline_track_header_new (AipTimelineSession *session,
                               AipTrack           *track)
{
  AipTimelineTrackHeader *self;
  g_autoptr(GMenuModel) menu = NULL;
  GtkWidget *top, *bottom, *button;

  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (session), NULL);
  g_return_val_if_fail (AIP_IS_TRACK (track), NULL);

  self = g_object_new (AIP_TYPE_TIMELINE_TRACK_HEADER, NULL);
  self->session = g_object_ref (session);
  self->track = g_object_ref (track);

  top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->name = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->name, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->name, 0);
  gtk_label_set_max_width_chars (self->name, 6);
  gtk_widget_set_hexpand (GTK_WIDGET (self->name), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->name), "caption-heading");
  gtk_box_append (GTK_BOX (top), GTK_WIDGET (self->name));

  menu = make_menu (track);
  button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), menu);
  gtk_widget_set_tooltip_text (button, _("Track"));
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Track"),
                                  -1);
  gtk_box_append (GTK_BOX (top), button);

  bottom = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  /* Translators: the letters of Mute and Solo on the switches of a track, one letter each. */
  self->switches[SWITCH_MUTED] = GTK_TOGGLE_BUTTON (make_switch (self, C_("track", "M"), NULL));
  self->switches[SWITCH_SOLO] = GTK_TOGGLE_BUTTON (make_switch (self, C_("track", "S"), NULL));
  self->switches[SWITCH_LOCKED] =
    GTK_TOGGLE_BUTTON (make_switch (self, NULL, "changes-prevent-symbolic"));
  gtk_widget_add_css_class (GTK_WIDGET (self->switches[SWITCH_MUTED]), "mute");
  gtk_widget_add_css_class (GTK_WIDGET (self->switches[SWITCH_SOLO]), "solo");
  for (guint i = 0; i < N_SWITCHES; i++)
    gtk_box_append (GTK_BOX (bottom), GTK_WIDGET (self->switches[i]));

  gtk_box_append (GTK_BOX (self), top);
  gtk_box_append (GTK_BOX (self), bottom);
  update (self);

  g_signal_connect_object (track, "notify::name", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < N_SWITCHES; i++)
    {
      g_autofree char *signal = g_strconcat ("notify::", fields[i], NULL);

      g_signal_connect_object (track, signal, G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }

  return GTK_WIDGET (self);
}
