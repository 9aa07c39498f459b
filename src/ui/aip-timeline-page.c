/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-page"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-application.h"
#include "aip-shot-picture.h"
#include "aip-timeline-keymap.h"
#include "aip-timeline-page.h"
#include "aip-timeline-shot-lane.h"
#include "aip-timeline-tracks.h"

/* The still, in device pixels: enough for a window of usual size. */
#define STILL_SIZE 1024

struct _AipTimelinePage
{
  AdwBin parent_instance;

  AipTimelineSession *timeline;
  AipTimelineView    *view;
  AipTimelineActions *actions;
  AipTimelineTracks  *tracks;
  GtkEventController *shortcuts;
  gboolean            k_held;       /* with J and L then a step */
  AipShotPreviews    *previews;
  AipShotPicture     *picture;      /* NULL with a player */

  AdwWindowTitle     *title;
  GtkStack           *stack;
  AdwBin             *player_bin;
  GtkPicture         *still;
  GtkWidget          *place_button;
  GtkLabel           *place_label;
  GtkBox             *timeline_box;
};

G_DEFINE_FINAL_TYPE (AipTimelinePage, aip_timeline_page, ADW_TYPE_BIN)

/* What is shown ------------------------------------------------------------------------------- */

static void
update_still (AipTimelinePage *self)
{
  AipCut *cut = aip_timeline_session_get_shown (self->timeline);
  AipShot *shot = NULL;
  guint index;

  if (self->picture == NULL)
    return;

  if (aip_cut_find_frame (cut, aip_timeline_session_get_position (self->timeline), &index))
    shot = aip_timeline_session_lookup_shot (self->timeline, aip_cut_get_shot (cut, index)->id);
  aip_shot_picture_set_shot (self->picture, shot);
}

static void
update_position (AipTimelinePage *self)
{
  gint64 position = aip_timeline_session_get_position (self->timeline);
  g_autofree char *place = aip_timeline_session_dup_timecode (self->timeline, position);
  /* Translators: %s is a time code. */
  g_autofree char *said = g_strdup_printf (_("Playhead at %s"), place);

  gtk_label_set_text (self->place_label, place);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->place_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  said, -1);
  update_still (self);
}

static void
update_cut (AipTimelinePage *self)
{
  AipCut *cut = aip_timeline_session_get_cut (self->timeline);
  guint n_shots = aip_cut_get_n_shots (cut);
  g_autofree char *length = aip_timecode_format (aip_cut_get_duration (cut), aip_cut_get_rate (cut));
  g_autofree char *subtitle = NULL;

  /* Translators: how many shots are in the cut and how long it is. */
  subtitle = g_strdup_printf (ngettext ("%u shot, %s", "%u shots, %s", n_shots), n_shots, length);
  adw_window_title_set_subtitle (self->title, n_shots > 0 ? subtitle : "");
  gtk_stack_set_visible_child_name (self->stack, n_shots > 0 ? "timeline" : "empty");
  update_position (self);
}

/* Keys ---------------------------------------------------------------------------------------- */

static AipTimelineCanvas *
get_canvas (AipTimelinePage *self)
{
  return aip_timeline_view_get_canvas (self->view);
}

/* Escape gives a drag up, then what is selected. With K held, J and L step. */
static gboolean
key_pressed_cb (AipTimelinePage *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  state &= gtk_accelerator_get_default_mod_mask ();
  if (key == GDK_KEY_Escape && state == 0)
    {
      if (aip_timeline_canvas_cancel_drag (get_canvas (self)))
        return GDK_EVENT_STOP;
      if (aip_timeline_session_get_n_selected (self->timeline) == 0)
        return GDK_EVENT_PROPAGATE;
      aip_timeline_session_select (self->timeline, NULL);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_k && state == 0)
    self->k_held = TRUE;
  if (self->k_held && (key == GDK_KEY_j || key == GDK_KEY_l))
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "timeline.step", "i", key == GDK_KEY_j ? -1 : 1);
      return GDK_EVENT_STOP;
    }

  return GDK_EVENT_PROPAGATE;
}

static void
key_released_cb (AipTimelinePage *self,
                 guint            key)
{
  if (key == GDK_KEY_k)
    self->k_held = FALSE;
}

/* The keys that the preferences name; without an application, our own. */
static void
update_keys (AipTimelinePage *self)
{
  GApplication *application = g_application_get_default ();
  AipTimelineKeymap keymap = AIP_TIMELINE_KEYMAP_OWN;

  if (AIP_IS_APPLICATION (application))
    keymap = (AipTimelineKeymap) g_settings_get_enum (
      aip_application_get_settings (AIP_APPLICATION (application)), "timeline-keymap");
  aip_timeline_keymap_install (keymap, GTK_SHORTCUT_CONTROLLER (self->shortcuts));
}

static void
add_keys (AipTimelinePage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GApplication *application = g_application_get_default ();

  self->shortcuts = gtk_shortcut_controller_new ();
  update_keys (self);
  if (AIP_IS_APPLICATION (application))
    g_signal_connect_object (aip_application_get_settings (AIP_APPLICATION (application)),
                             "changed::timeline-keymap", G_CALLBACK (update_keys), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-released", G_CALLBACK (key_released_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), self->shortcuts);
  /* Asked before the shortcuts: controllers that were added last come first. */
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* Life ---------------------------------------------------------------------------------------- */

static void
aip_timeline_page_dispose (GObject *object)
{
  AipTimelinePage *self = AIP_TIMELINE_PAGE (object);

  /* Disposing the template unparents children that are bound, behind the back of the bin. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_TIMELINE_PAGE);
  g_clear_object (&self->actions);
  g_clear_object (&self->tracks);
  g_clear_object (&self->picture);
  g_clear_object (&self->previews);
  g_clear_object (&self->timeline);

  G_OBJECT_CLASS (aip_timeline_page_parent_class)->dispose (object);
}

static void
aip_timeline_page_class_init (AipTimelinePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_timeline_page_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-timeline-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AipTimelinePage, title);
  gtk_widget_class_bind_template_child (widget_class, AipTimelinePage, stack);
  gtk_widget_class_bind_template_child (widget_class, AipTimelinePage, player_bin);
  gtk_widget_class_bind_template_child (widget_class, AipTimelinePage, still);
  gtk_widget_class_bind_template_child (widget_class, AipTimelinePage, place_button);
  gtk_widget_class_bind_template_child (widget_class, AipTimelinePage, place_label);
  gtk_widget_class_bind_template_child (widget_class, AipTimelinePage, timeline_box);
}

static void
aip_timeline_page_init (AipTimelinePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
aip_timeline_page_new (AipSession *session)
{
  AipTimelinePage *self;
  AipTimelineCanvas *canvas;
  g_autoptr(AipTimelineLane) shots = NULL;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);

  self = g_object_new (AIP_TYPE_TIMELINE_PAGE, NULL);
  self->timeline = aip_timeline_session_new (session);
  self->previews = aip_shot_previews_new (session);
  self->picture = aip_shot_picture_new (session, self->previews, STILL_SIZE);
  gtk_picture_set_paintable (self->still, GDK_PAINTABLE (self->picture));

  self->view = AIP_TIMELINE_VIEW (aip_timeline_view_new (self->timeline));
  gtk_widget_set_vexpand (GTK_WIDGET (self->view), TRUE);
  gtk_box_append (self->timeline_box, GTK_WIDGET (self->view));
  canvas = aip_timeline_view_get_canvas (self->view);
  shots = aip_timeline_shot_lane_new (self->timeline);
  aip_timeline_canvas_add_lane (canvas, shots);
  self->tracks = aip_timeline_tracks_new (self->timeline, canvas);

  self->actions = aip_timeline_actions_new (self->timeline, canvas);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "timeline",
                                  aip_timeline_actions_get_group (self->actions));
  add_keys (self);

  g_signal_connect_object (self->timeline, "notify::cut", G_CALLBACK (update_cut), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->timeline, "notify::position", G_CALLBACK (update_position), self,
                           G_CONNECT_SWAPPED);
  update_cut (self);

  return GTK_WIDGET (self);
}

AipTimelineSession *
aip_timeline_page_get_session (AipTimelinePage *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_PAGE (self), NULL);

  return self->timeline;
}

AipTimelineView *
aip_timeline_page_get_view (AipTimelinePage *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_PAGE (self), NULL);

  return self->view;
}

GActionGroup *
aip_timeline_page_get_actions (AipTimelinePage *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_PAGE (self), NULL);

  return aip_timeline_actions_get_group (self->actions);
}

void
aip_timeline_page_set_player (AipTimelinePage *self,
                              GtkWidget       *player)
{
  g_return_if_fail (AIP_IS_TIMELINE_PAGE (self));
  g_return_if_fail (GTK_IS_WIDGET (player));

  g_clear_object (&self->picture);
  adw_bin_set_child (self->player_bin, player);
}

void
aip_timeline_page_reveal (AipTimelinePage *self,
                          AipShot         *shot)
{
  AipCut *cut;
  const char *id;
  guint index;

  g_return_if_fail (AIP_IS_TIMELINE_PAGE (self));
  g_return_if_fail (AIP_IS_SHOT (shot));

  cut = aip_timeline_session_get_cut (self->timeline);
  id = aip_entity_get_id (AIP_ENTITY (shot));
  if (!aip_cut_find_shot (cut, id, &index))
    return;
  aip_timeline_session_select (self->timeline, id);
  aip_timeline_session_seek (self->timeline, aip_cut_get_shot (cut, index)->record);
  aip_timeline_page_focus (self);
}

void
aip_timeline_page_focus (AipTimelinePage *self)
{
  g_return_if_fail (AIP_IS_TIMELINE_PAGE (self));

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "timeline") == 0)
    aip_timeline_canvas_focus_current (aip_timeline_view_get_canvas (self->view));
}
