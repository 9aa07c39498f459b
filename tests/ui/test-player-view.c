/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "aip-player-view.h"
#include "aip-shot.h"
#include "test-support.h"
#include "ui-support.h"

typedef struct {
  TestUi             *ui;
  AipTimelineSession *timeline;
  GtkWidget          *view;
  AipPlayer          *player;
  AipPlayerPicture   *picture;
} Fixture;

/* Three shots: a picture, one that has none, another picture. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->ui = test_ui_new (1, 3);
  test_ui_add_take (fixture->ui, test_ui_shot (fixture->ui, 0), 0xff0000ff);
  test_ui_add_take (fixture->ui, test_ui_shot (fixture->ui, 2), 0x0000ffff);
  fixture->timeline = aip_timeline_session_new (fixture->ui->session);
  fixture->view = aip_player_view_new (fixture->timeline);
  fixture->player = aip_player_view_get_player (AIP_PLAYER_VIEW (fixture->view));
  fixture->picture = aip_player_view_get_picture (AIP_PLAYER_VIEW (fixture->view));
  test_ui_present (fixture->ui, fixture->view);
  test_spin_while (aip_player_picture_get_shown (fixture->picture) != 0);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  AipPlayer *player = fixture->player;

  g_object_add_weak_pointer (G_OBJECT (player), (gpointer *) &player);
  g_clear_object (&fixture->timeline);
  test_ui_free (fixture->ui, fixture->view);
  test_spin_while (player != NULL);
}

/* The session moves the player, the player while it plays the session. */
static void
test_follows (Fixture       *fixture,
              gconstpointer  data)
{
  aip_timeline_session_seek (fixture->timeline, 5);
  test_spin_while (aip_player_picture_get_shown (fixture->picture) != 5);

  aip_timeline_session_transport (fixture->timeline, "toggle");
  g_assert_true (aip_timeline_session_get_playing (fixture->timeline));
  test_spin_while (aip_timeline_session_get_position (fixture->timeline) < 8);
  aip_timeline_session_transport (fixture->timeline, "stop");
  g_assert_false (aip_timeline_session_get_playing (fixture->timeline));
  g_assert_cmpint (aip_timeline_session_get_position (fixture->timeline), ==,
                   aip_player_get_position (fixture->player));

  aip_timeline_session_transport (fixture->timeline, "forward");
  aip_timeline_session_transport (fixture->timeline, "forward");
  g_assert_cmpint (aip_player_get_speed (fixture->player), ==, 2);
  aip_timeline_session_transport (fixture->timeline, "backward");
  g_assert_cmpint (aip_player_get_speed (fixture->player), ==, -1);
  aip_timeline_session_transport (fixture->timeline, "loop");
  g_assert_true (aip_player_get_loop (fixture->player));

  /* What is not seen does not play. */
  gtk_widget_set_visible (fixture->view, FALSE);
  g_assert_false (aip_player_get_playing (fixture->player));
}

/* A length that is typed anywhere is in the player at once. */
static void
test_edit (Fixture       *fixture,
           gconstpointer  data)
{
  AipShot *shot = test_ui_shot (fixture->ui, 0);
  gint64 before = aip_cut_get_duration (aip_player_get_cut (fixture->player));
  gint64 duration = aip_shot_get_duration (shot);
  g_autoptr(GError) error = NULL;

  aip_document_begin (fixture->ui->document, "Trim");
  g_assert_true (aip_document_set_integer (fixture->ui->document, AIP_ENTITY (shot), "duration",
                                           duration + 7, &error));
  aip_document_commit (fixture->ui->document);
  g_assert_no_error (error);
  g_assert_cmpint (aip_cut_get_duration (aip_player_get_cut (fixture->player)), ==, before + 7);
}

static void
test_overlays (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GVariant) setting = NULL;

  gtk_widget_activate_action (fixture->view, "player.overlay-code", NULL);
  gtk_widget_activate_action (fixture->view, "player.overlay-safe-areas", NULL);
  gtk_widget_activate_action (fixture->view, "player.frame-lines", "s", "2.39");
  gtk_widget_activate_action (fixture->view, "player.size", "s", "640x360");
  test_ui_settle (fixture->ui);

  setting = aip_document_get_setting (fixture->ui->document, "player-overlay",
                                      G_VARIANT_TYPE_UINT32);
  g_assert_cmpuint (g_variant_get_uint32 (setting), ==,
                    AIP_CUT_OVERLAY_CODE | AIP_CUT_OVERLAY_SAFE_AREAS);
  g_clear_pointer (&setting, g_variant_unref);
  setting = aip_document_get_setting (fixture->ui->document, "proxy-size", G_VARIANT_TYPE_STRING);
  g_assert_cmpstr (g_variant_get_string (setting, NULL), ==, "640x360");

  /* In the other size everything is made anew, and then seen. */
  aip_timeline_session_seek (fixture->timeline, 2);
  test_spin_while (aip_player_picture_get_shown (fixture->picture) != 2);
}

/* While somebody trims, and no longer. */
static void
test_two_up (Fixture       *fixture,
             gconstpointer  data)
{
  aip_timeline_session_set_two_up (fixture->timeline, 3, 4);
  for (gint64 frame = 4; frame < 30; frame++)
    aip_timeline_session_set_two_up (fixture->timeline, frame, frame + 1);
  test_ui_settle (fixture->ui);
  aip_timeline_session_set_two_up (fixture->timeline, -1, -1);
  test_ui_settle (fixture->ui);
  g_assert_cmpint (aip_player_picture_get_shown (fixture->picture), ==, 0);
}

static void
test_full_screen (Fixture       *fixture,
                  gconstpointer  data)
{
  GListModel *toplevels = gtk_window_get_toplevels ();
  guint n_before = g_list_model_get_n_items (toplevels);

  aip_timeline_session_transport (fixture->timeline, "full-screen");
  g_assert_cmpuint (g_list_model_get_n_items (toplevels), ==, n_before + 1);
  aip_timeline_session_seek (fixture->timeline, 6);
  test_spin_while (aip_player_picture_get_shown (fixture->picture) != 6);
  aip_timeline_session_transport (fixture->timeline, "full-screen");
  test_spin_while (g_list_model_get_n_items (toplevels) != n_before);
}

int
main (int    argc,
      char **argv)
{
  if (!test_ui_init (&argc, &argv))
    return 0;

#define ADD(path, function) \
  g_test_add ("/player-view/" path, Fixture, NULL, set_up, function, tear_down)

  ADD ("follows", test_follows);
  ADD ("edit", test_edit);
  ADD ("overlays", test_overlays);
  ADD ("two-up", test_two_up);
  ADD ("full-screen", test_full_screen);

  return g_test_run ();
}
