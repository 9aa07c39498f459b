/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-player-view"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <stdio.h>

#include "aip-media-plugins.h"
#include "aip-player-screen.h"
#include "aip-player-view.h"

/* Decoded frames that are kept: 30 of 960 × 540. */
#define FRAMES_BYTES (64 * 1024 * 1024)
/* Larger frames are enlarged by whoever draws them. */
#define MAX_WIDTH  1920
#define MAX_HEIGHT 1080
/* Around an edit: before and behind it. */
#define AROUND_SECONDS 2

struct _AipPlayerView
{
  GtkWidget parent_instance;

  AipTimelineSession *timeline;
  AipProxies         *proxies;
  AipFrameSource     *source;
  AipPlayer          *player;
  GSimpleActionGroup *actions;
  AipPlayerScreen    *screen;       /* while it is full screen */
  AipCutOverlayParts  parts;
  int                 ratio;
  gboolean            is_following; /* the session is told, and need not tell us */

  /* Two frames, one wish at a time. */
  GCancellable       *two_up_cancellable;
  AipFrame           *two_up[2];
  gint64              two_up_frames[2];
  guint               n_two_up;     /* on their way */
  gboolean            two_up_again;

  GtkWidget          *box;          /* all of it */
  GtkStack           *stack;
  AipPlayerPicture   *picture;
  AdwStatusPage      *missing_page;
  GtkLabel           *timecode;
  GtkLabel           *shot;
  GtkButton          *play_button;
  GtkToggleButton    *loop_button;
  GtkLabel           *status;
  GtkScaleButton     *volume;
};

G_DEFINE_FINAL_TYPE (AipPlayerView, aip_player_view, GTK_TYPE_WIDGET)

/* What is shown -------------------------------------------------------------------------------- */

static void
update_size (AipPlayerView *self)
{
  AipPlayerPicture *picture =
    self->screen != NULL ? aip_player_screen_get_picture (self->screen) : self->picture;
  int width;
  int height;
  double scale;

  if (self->player == NULL || !aip_player_picture_get_pixels (picture, &width, &height))
    return;

  /*
   * Exactly as it is shown, also where proxies are smaller: what is enlarged in the threads that
   * decode need not be while the window is painted.
   */
  scale = MIN (1.0, MIN ((double) MAX_WIDTH / width, (double) MAX_HEIGHT / height));
  aip_player_set_size (self->player, MAX (1, (int) (width * scale + 0.5)),
                       MAX (1, (int) (height * scale + 0.5)));
}

static void
update_labels (AipPlayerView *self)
{
  AipCut *cut = aip_player_get_cut (self->player);
  gint64 position = aip_player_get_position (self->player);
  g_autofree char *timecode = aip_timeline_session_dup_timecode (self->timeline, position);
  g_autofree char *text = NULL;
  guint index;

  gtk_label_set_text (self->timecode, timecode);
  if (cut != NULL && aip_cut_find_frame (cut, position, &index))
    {
      const AipCutShot *shot = aip_cut_get_shot (cut, index);

      text = shot->take_number > 0
               ? g_strdup_printf ("%s · v%03" G_GINT64_FORMAT, shot->code, shot->take_number)
               : g_strdup (shot->code);
    }
  gtk_label_set_text (self->shot, text != NULL ? text : "");
}

static void
update_status (AipPlayerView *self)
{
  guint n_waiting = aip_proxies_get_n_waiting (self->proxies);
  guint n_dropped = aip_player_get_n_dropped (self->player);
  g_autofree char *text = NULL;

  if (n_dropped > 0)
    text = g_strdup_printf (ngettext ("%u frame dropped", "%u frames dropped", n_dropped),
                            n_dropped);
  else if (n_waiting > 0)
    /* Translators: files that are prepared for playing. */
    text = g_strdup_printf (ngettext ("%u preview to make", "%u previews to make", n_waiting),
                            n_waiting);
  gtk_label_set_text (self->status, text != NULL ? text : "");
}

static void
update_playing (AipPlayerView *self)
{
  gboolean playing = aip_player_get_playing (self->player);
  const char *label = playing ? _("Pause") : _("Play");
  const char *tooltip = playing ? _("Pause (Space)") : _("Play (Space)");

  gtk_button_set_icon_name (self->play_button, playing ? "media-playback-pause-symbolic"
                                                       : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play_button), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  aip_timeline_session_set_playing (self->timeline, playing);
  update_status (self);
}

static void
frame_cb (AipPlayerView *self,
          AipFrame      *picture,
          gint64         frame)
{
  aip_player_picture_set_frame (self->picture, picture, frame);
  if (self->screen != NULL)
    aip_player_picture_set_frame (aip_player_screen_get_picture (self->screen), picture, frame);
}

static void
player_moved_cb (AipPlayerView *self)
{
  gint64 position = aip_player_get_position (self->player);

  update_labels (self);
  if (!aip_player_get_playing (self->player))
    return;

  self->is_following = TRUE;
  aip_timeline_session_set_position (self->timeline, position);
  self->is_following = FALSE;
}

/* At the end the playhead stands behind the last frame: that one is shown. */
static void
session_moved_cb (AipPlayerView *self)
{
  if (!self->is_following)
    aip_player_seek (self->player, aip_timeline_session_get_position (self->timeline));
}

static void
ended_cb (AipPlayerView *self)
{
  self->is_following = TRUE;
  aip_timeline_session_set_position (self->timeline, aip_player_get_position (self->player));
  self->is_following = FALSE;
}

static void
cut_changed_cb (AipPlayerView *self)
{
  AipCut *cut = aip_timeline_session_get_shown (self->timeline);

  aip_player_picture_set_cut (self->picture, cut);
  if (self->screen != NULL)
    aip_player_picture_set_cut (aip_player_screen_get_picture (self->screen), cut);
  aip_player_set_cut (self->player, cut, aip_timeline_session_is_previewing (self->timeline));
  update_labels (self);
  update_size (self);
}

static void
range_changed_cb (AipPlayerView *self)
{
  gint64 first;
  gint64 end;

  if (aip_timeline_session_get_range (self->timeline, &first, &end))
    aip_player_set_range (self->player, first, end);
  else
    aip_player_set_range (self->player, -1, -1);
}

/* Both sides of an edit ------------------------------------------------------------------------- */

static void request_two_up (AipPlayerView *self);

static void
two_up_arrived (AipPlayerView *self,
                GAsyncResult  *result,
                guint          side)
{
  AipFrame *picture = aip_frame_source_get_finish (self->source, result, NULL);

  /* Cancelled: the trim is over. */
  if (picture == NULL)
    return;

  g_clear_pointer (&self->two_up[side], aip_frame_unref);
  self->two_up[side] = picture;
  if (--self->n_two_up > 0)
    return;

  aip_player_picture_set_two_up (self->picture, self->two_up[0], self->two_up_frames[0],
                                 self->two_up[1], self->two_up_frames[1]);
  if (self->two_up_again)
    request_two_up (self);
}

static void
left_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(AipPlayerView) self = user_data;

  if (self->source != NULL)
    two_up_arrived (self, result, 0);
}

static void
right_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(AipPlayerView) self = user_data;

  if (self->source != NULL)
    two_up_arrived (self, result, 1);
}

static void
end_two_up (AipPlayerView *self)
{
  if (self->two_up_cancellable != NULL)
    g_cancellable_cancel (self->two_up_cancellable);
  g_clear_object (&self->two_up_cancellable);
  g_clear_pointer (&self->two_up[0], aip_frame_unref);
  g_clear_pointer (&self->two_up[1], aip_frame_unref);
  self->n_two_up = 0;
  self->two_up_again = FALSE;
  aip_player_picture_set_two_up (self->picture, NULL, -1, NULL, -1);
}

static void
request_two_up (AipPlayerView *self)
{
  AipCut *cut = aip_timeline_session_get_shown (self->timeline);
  int width;
  int height;

  self->two_up_again = FALSE;
  if (!aip_player_picture_get_pixels (self->picture, &width, &height))
    return;

  g_object_get (self->timeline, "two-up-left", &self->two_up_frames[0],
                "two-up-right", &self->two_up_frames[1], NULL);
  if (self->two_up_frames[0] < 0 && self->two_up_frames[1] < 0)
    {
      end_two_up (self);
      return;
    }

  if (self->two_up_cancellable == NULL)
    self->two_up_cancellable = g_cancellable_new ();
  self->n_two_up = 2;
  aip_frame_source_get_async (self->source, cut, self->two_up_frames[0], MAX (1, width / 2),
                              MAX (1, height / 2), self->two_up_cancellable, left_cb,
                              g_object_ref (self));
  aip_frame_source_get_async (self->source, cut, self->two_up_frames[1], MAX (1, width / 2),
                              MAX (1, height / 2), self->two_up_cancellable, right_cb,
                              g_object_ref (self));
}

static void
two_up_changed_cb (AipPlayerView *self)
{
  gint64 left;
  gint64 right;

  g_object_get (self->timeline, "two-up-left", &left, "two-up-right", &right, NULL);
  if (left < 0 && right < 0)
    end_two_up (self);
  else if (self->n_two_up > 0)
    self->two_up_again = TRUE;
  else
    request_two_up (self);
}

/* Transport ------------------------------------------------------------------------------------ */

static void
toggle_cb (AipPlayerView *self)
{
  if (aip_player_get_playing (self->player))
    aip_player_pause (self->player);
  else
    aip_player_play (self->player, 1);
}

static void
forward_cb (AipPlayerView *self)
{
  aip_player_shuttle (self->player, 1);
}

static void
backward_cb (AipPlayerView *self)
{
  aip_player_shuttle (self->player, -1);
}

static void
play_around (AipPlayerView *self)
{
  AipCut *cut = aip_player_get_cut (self->player);
  gint64 around = aip_frame_rate_get_nominal (aip_cut_get_rate (cut)) * AROUND_SECONDS;
  gint64 position = aip_player_get_position (self->player);

  aip_player_play_range (self->player, position - around, position + around);
}

static void
play_in_to_out (AipPlayerView *self)
{
  gint64 first;
  gint64 end;

  aip_timeline_session_get_range (self->timeline, &first, &end);
  aip_player_play_range (self->player, first, end);
}

static void
screen_closed_cb (AipPlayerView *self)
{
  self->screen = NULL;
  update_size (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->play_button));
}

static void
full_screen_cb (AipPlayerView *self)
{
  AipPlayerPicture *picture;

  if (self->screen != NULL)
    {
      gtk_window_close (GTK_WINDOW (self->screen));
      return;
    }

  self->screen = AIP_PLAYER_SCREEN (aip_player_screen_new (GTK_WIDGET (self)));
  picture = aip_player_screen_get_picture (self->screen);
  aip_player_picture_set_cut (picture, aip_timeline_session_get_shown (self->timeline));
  aip_player_picture_set_overlay (picture, self->parts, self->ratio);
  g_signal_connect_object (picture, "resized", G_CALLBACK (update_size), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->screen, "destroy", G_CALLBACK (screen_closed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (self->screen));
  aip_player_refresh (self->player);
}

static void
transport_cb (AipPlayerView *self,
              const char    *command)
{
  static const struct
  {
    const char *command;
    void (*func) (AipPlayerView *self);
  } commands[] = {
    { "toggle", toggle_cb },       { "forward", forward_cb },       { "backward", backward_cb },
    { "around", play_around },     { "in-to-out", play_in_to_out },
    { "full-screen", full_screen_cb },
  };

  if (g_str_equal (command, "stop"))
    aip_player_pause (self->player);
  else if (g_str_equal (command, "loop"))
    aip_player_set_loop (self->player, !aip_player_get_loop (self->player));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (command, commands[i].command))
      commands[i].func (self);
}

static void
ignore_missing_cb (AipPlayerView *self)
{
  gtk_stack_set_visible_child_name (self->stack, "picture");
}

/* Actions -------------------------------------------------------------------------------------- */

static AipDocument *
get_document (AipPlayerView *self)
{
  return aip_timeline_session_get_document (self->timeline);
}

static void
update_overlay (AipPlayerView *self)
{
  aip_player_picture_set_overlay (self->picture, self->parts, self->ratio);
  if (self->screen != NULL)
    aip_player_picture_set_overlay (aip_player_screen_get_picture (self->screen), self->parts,
                                    self->ratio);
}

static void
overlay_changed_cb (GSimpleAction *action,
                    GVariant      *state,
                    gpointer       user_data)
{
  AipPlayerView *self = user_data;
  const char *nick = g_action_get_name (G_ACTION (action)) + strlen ("overlay-");

  for (guint i = 0; i < AIP_N_CUT_OVERLAY_PARTS; i++)
    if (g_strcmp0 (aip_cut_overlay_part_to_nick (1 << i), nick) == 0)
      self->parts = g_variant_get_boolean (state) ? self->parts | (1u << i)
                                                  : self->parts & ~(1u << i);
  g_simple_action_set_state (action, state);
  aip_document_set_setting (get_document (self), "player-overlay",
                            g_variant_new_uint32 (self->parts));
  update_overlay (self);
}

static void
frame_lines_changed_cb (GSimpleAction *action,
                        GVariant      *state,
                        gpointer       user_data)
{
  AipPlayerView *self = user_data;
  const char *text = g_variant_get_string (state, NULL);
  int ratio = 0;

  if (text[0] != '\0' && !aip_cut_overlay_parse_ratio (text, &ratio, NULL))
    return;

  self->ratio = ratio;
  g_simple_action_set_state (action, state);
  aip_document_set_setting (get_document (self), "player-frame-lines", state);
  update_overlay (self);
}

static gboolean
set_proxy_size (AipPlayerView *self,
                const char    *text)
{
  int width;
  int height;

  if (sscanf (text, "%dx%d", &width, &height) != 2 || width < 16 || height < 16 ||
      width > 4096 || height > 4096)
    return FALSE;
  aip_proxies_set_size (self->proxies, width, height);

  return TRUE;
}

static void
size_changed_cb (GSimpleAction *action,
                 GVariant      *state,
                 gpointer       user_data)
{
  AipPlayerView *self = user_data;

  if (!set_proxy_size (self, g_variant_get_string (state, NULL)))
    return;

  g_simple_action_set_state (action, state);
  aip_document_set_setting (get_document (self), "proxy-size", state);
  update_size (self);
}

static void
refresh_activated_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  AipPlayerView *self = user_data;

  aip_proxies_refresh (self->proxies);
}

static void
restore_settings (AipPlayerView *self)
{
  AipDocument *document = get_document (self);
  g_autoptr(GVariant) overlay =
    aip_document_get_setting (document, "player-overlay", G_VARIANT_TYPE_UINT32);
  g_autoptr(GVariant) lines =
    aip_document_get_setting (document, "player-frame-lines", G_VARIANT_TYPE_STRING);
  g_autoptr(GVariant) size =
    aip_document_get_setting (document, "proxy-size", G_VARIANT_TYPE_STRING);

  if (overlay != NULL)
    self->parts = g_variant_get_uint32 (overlay);
  for (guint i = 0; i < AIP_N_CUT_OVERLAY_PARTS; i++)
    {
      g_autofree char *name = g_strconcat ("overlay-", aip_cut_overlay_part_to_nick (1 << i), NULL);
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

      if (action != NULL)
        g_simple_action_set_state (G_SIMPLE_ACTION (action),
                                   g_variant_new_boolean ((self->parts & (1u << i)) != 0));
    }
  update_overlay (self);

  if (lines != NULL)
    g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "frame-lines", lines);
  if (size != NULL && set_proxy_size (self, g_variant_get_string (size, NULL)))
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "size");

      g_simple_action_set_state (G_SIMPLE_ACTION (action), size);
    }
}

static void
add_actions (AipPlayerView *self)
{
  static const GActionEntry entries[] = {
    { .name = "overlay-code", .state = "false", .change_state = overlay_changed_cb },
    { .name = "overlay-take", .state = "false", .change_state = overlay_changed_cb },
    { .name = "overlay-record", .state = "false", .change_state = overlay_changed_cb },
    { .name = "overlay-source", .state = "false", .change_state = overlay_changed_cb },
    { .name = "overlay-frame", .state = "false", .change_state = overlay_changed_cb },
    { .name = "overlay-safe-areas", .state = "false", .change_state = overlay_changed_cb },
    { .name = "frame-lines", .parameter_type = "s", .state = "''",
      .change_state = frame_lines_changed_cb },
    { .name = "size", .parameter_type = "s", .state = "'960x540'",
      .change_state = size_changed_cb },
    { .name = "refresh", .activate = refresh_activated_cb },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "player", G_ACTION_GROUP (self->actions));
}

/* The widget ----------------------------------------------------------------------------------- */

static void
aip_player_view_map (GtkWidget *widget)
{
  AipPlayerView *self = AIP_PLAYER_VIEW (widget);

  GTK_WIDGET_CLASS (aip_player_view_parent_class)->map (widget);
  /* While it was away, files may have come, gone or changed. */
  aip_proxies_refresh (self->proxies);
}

static void
aip_player_view_unmap (GtkWidget *widget)
{
  aip_player_pause (AIP_PLAYER_VIEW (widget)->player);
  GTK_WIDGET_CLASS (aip_player_view_parent_class)->unmap (widget);
}

static void
aip_player_view_dispose (GObject *object)
{
  AipPlayerView *self = AIP_PLAYER_VIEW (object);

  if (self->screen != NULL)
    gtk_window_destroy (GTK_WINDOW (self->screen));
  self->screen = NULL;
  if (self->two_up_cancellable != NULL)
    end_two_up (self);
  if (self->player != NULL)
    aip_player_pause (self->player);
  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_PLAYER_VIEW);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->player);
  g_clear_object (&self->source);
  g_clear_object (&self->proxies);
  g_clear_object (&self->actions);
  g_clear_object (&self->timeline);

  G_OBJECT_CLASS (aip_player_view_parent_class)->dispose (object);
}

static void
aip_player_view_class_init (AipPlayerViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_player_view_dispose;
  widget_class->map = aip_player_view_map;
  widget_class->unmap = aip_player_view_unmap;

  g_type_ensure (AIP_TYPE_PLAYER_PICTURE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-player-view.ui");
  gtk_widget_class_bind_template_child (widget_class, AipPlayerView, stack);
  gtk_widget_class_bind_template_child (widget_class, AipPlayerView, picture);
  gtk_widget_class_bind_template_child (widget_class, AipPlayerView, missing_page);
  gtk_widget_class_bind_template_child (widget_class, AipPlayerView, timecode);
  gtk_widget_class_bind_template_child (widget_class, AipPlayerView, shot);
  gtk_widget_class_bind_template_child (widget_class, AipPlayerView, play_button);
  gtk_widget_class_bind_template_child (widget_class, AipPlayerView, loop_button);
  gtk_widget_class_bind_template_child (widget_class, AipPlayerView, status);
  gtk_widget_class_bind_template_child (widget_class, AipPlayerView, volume);
  gtk_widget_class_bind_template_callback (widget_class, toggle_cb);
  gtk_widget_class_bind_template_callback (widget_class, forward_cb);
  gtk_widget_class_bind_template_callback (widget_class, backward_cb);
  gtk_widget_class_bind_template_callback (widget_class, full_screen_cb);
  gtk_widget_class_bind_template_callback (widget_class, ignore_missing_cb);
}

static void
aip_player_view_init (AipPlayerView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->box = gtk_widget_get_first_child (GTK_WIDGET (self));
}

static void
show_missing (AipPlayerView *self)
{
  g_autofree char *missing = aip_media_plugins_dup_missing ();

  if (missing == NULL)
    return;

  adw_status_page_set_description (self->missing_page, missing);
  gtk_stack_set_visible_child_name (self->stack, "missing");
}

static void
connect_player (AipPlayerView *self)
{
  const struct
  {
    gpointer    object;
    const char *signal;
    GCallback   callback;
  } connections[] = {
    { self->player, "frame", G_CALLBACK (frame_cb) },
    { self->player, "ended", G_CALLBACK (ended_cb) },
    { self->player, "notify::position", G_CALLBACK (player_moved_cb) },
    { self->player, "notify::playing", G_CALLBACK (update_playing) },
    { self->player, "notify::n-dropped", G_CALLBACK (update_status) },
    { self->proxies, "notify::n-waiting", G_CALLBACK (update_status) },
    { self->picture, "resized", G_CALLBACK (update_size) },
    { self->timeline, "notify::cut", G_CALLBACK (cut_changed_cb) },
    { self->timeline, "notify::preview", G_CALLBACK (cut_changed_cb) },
    { self->timeline, "notify::position", G_CALLBACK (session_moved_cb) },
    { self->timeline, "notify::in-point", G_CALLBACK (range_changed_cb) },
    { self->timeline, "notify::out-point", G_CALLBACK (range_changed_cb) },
    { self->timeline, "notify::two-up-left", G_CALLBACK (two_up_changed_cb) },
    { self->timeline, "notify::two-up-right", G_CALLBACK (two_up_changed_cb) },
    { self->timeline, "transport", G_CALLBACK (transport_cb) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (connections); i++)
    g_signal_connect_object (connections[i].object, connections[i].signal, connections[i].callback,
                             self, G_CONNECT_SWAPPED);
  g_object_bind_property (self->player, "loop", self->loop_button, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->player, "volume", self->volume, "value",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

GtkWidget *
aip_player_view_new (AipTimelineSession *timeline)
{
  AipPlayerView *self;
  AipSession *session;

  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (timeline), NULL);

  self = g_object_new (AIP_TYPE_PLAYER_VIEW, NULL);
  self->timeline = g_object_ref (timeline);
  session = aip_timeline_session_get_session (timeline);
  self->proxies = aip_proxies_new (aip_document_get_folder (get_document (self)), NULL, NULL);
  self->source = aip_frame_source_new (self->proxies, FRAMES_BYTES);
  self->player = aip_player_new (self->source, aip_session_get_sounds (session), NULL);

  add_actions (self);
  restore_settings (self);
  connect_player (self);
  show_missing (self);
  cut_changed_cb (self);
  range_changed_cb (self);
  session_moved_cb (self);
  update_playing (self);

  return GTK_WIDGET (self);
}

AipPlayer *
aip_player_view_get_player (AipPlayerView *self)
{
  g_return_val_if_fail (AIP_IS_PLAYER_VIEW (self), NULL);

  return self->player;
}

AipPlayerPicture *
aip_player_view_get_picture (AipPlayerView *self)
{
  g_return_val_if_fail (AIP_IS_PLAYER_VIEW (self), NULL);

  return self->picture;
}
