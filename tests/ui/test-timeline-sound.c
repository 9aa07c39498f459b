/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Sound and markers beside the shots, through the window: by pointer, by keys, in one step each. */

#define G_LOG_DOMAIN "test-timeline-sound"

#include "config.h"

#include <string.h>

#include "aip-clip.h"
#include "aip-marker.h"
#include "aip-sound-edit.h"
#include "aip-sound-import.h"
#include "aip-timeline-page.h"
#include "aip-timeline-sound-lane.h"
#include "aip-track.h"
#include "media-files.h"
#include "ui-support.h"

#define SCALE 8
/* Of the sound that is brought in, in frames of the film. */
#define LENGTH 48

typedef struct {
  TestUi             *ui;
  GtkWidget          *page;
  AipTimelineSession *session;
  AipTimelineCanvas  *canvas;
  AipDocument        *document;
  AipClip            *clip;
  char               *before;
  char               *undo_label;
} Fixture;

static AipTrack *
get_track (Fixture *fixture,
           guint    index)
{
  AipEntityList *tracks = aip_document_get_list (fixture->document, AIP_KIND_TRACK);

  return AIP_TRACK (aip_entity_list_peek (tracks, index));
}

static void
remember (Fixture *fixture)
{
  g_free (fixture->before);
  g_free (fixture->undo_label);
  fixture->before = aip_document_dump (fixture->document);
  fixture->undo_label = g_strdup (aip_document_get_undo_label (fixture->document));
}

/* What a file dialog or a drop leads to. */
static void
brought_cb (GObject   *owner,
            GPtrArray *sounds,
            gpointer   user_data)
{
  Fixture *fixture = user_data;
  g_autoptr(GPtrArray) clips = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (sounds->len, ==, 1);
  clips = aip_sound_edit_add (fixture->document, NULL, "audio", 30, sounds, &error);
  g_assert_no_error (error);
  fixture->clip = clips->pdata[0];
}

static void
bring_sound (Fixture *fixture)
{
  g_autofree char *folder = test_dir_new ();
  g_autofree char *path = g_build_filename (folder, "Night Rain.wav", NULL);
  g_autofree gint16 *samples = g_new (gint16, 2 * 48000 * 2);
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  for (int i = 0; i < 2 * 48000 * 2; i++)
    samples[i] = (gint16) (i * 37 % 20000 - 10000);
  media_write_wave (path, 2, 48000, samples, 2 * 48000);
  g_list_store_append (files, file);
  aip_sound_import_files (fixture->ui->session, G_LIST_MODEL (files), G_OBJECT (fixture->page),
                          brought_cb, fixture, NULL);
  test_spin_while (fixture->clip == NULL);
  test_dir_remove (folder);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  AipTimelineGeometry geometry;

  fixture->ui = test_ui_new (1, 6);
  fixture->document = fixture->ui->document;
  fixture->page = aip_timeline_page_new (fixture->ui->session);
  fixture->session = aip_timeline_page_get_session (AIP_TIMELINE_PAGE (fixture->page));
  fixture->canvas = aip_timeline_view_get_canvas (
    aip_timeline_page_get_view (AIP_TIMELINE_PAGE (fixture->page)));
  test_ui_present (fixture->ui, fixture->page);
  bring_sound (fixture);

  geometry = *aip_timeline_session_get_geometry (fixture->session);
  geometry.scale = SCALE;
  geometry.offset = 0;
  aip_timeline_session_set_geometry (fixture->session, &geometry);
  aip_timeline_session_set_snapping (fixture->session, FALSE);
  aip_timeline_page_focus (AIP_TIMELINE_PAGE (fixture->page));
  test_ui_settle (fixture->ui);
  remember (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_free (fixture->before);
  g_free (fixture->undo_label);
  test_ui_free (fixture->ui, fixture->page);
}

static double
x_of (Fixture *fixture,
      gint64   frame)
{
  return (double) aip_timeline_geometry_get_x (
    aip_timeline_session_get_geometry (fixture->session), frame);
}

/* The lane of a track, and how far below the top of the canvas it begins. */
static AipTimelineSoundLane *
find_lane (Fixture  *fixture,
           AipTrack *track,
           int      *y)
{
  for (guint i = 0; i < aip_timeline_canvas_get_n_lanes (fixture->canvas); i++)
    {
      AipTimelineLane *lane = aip_timeline_canvas_get_lane (fixture->canvas, i, y);

      if (AIP_IS_TIMELINE_SOUND_LANE (lane) &&
          g_str_equal (aip_timeline_sound_lane_get_track_id (AIP_TIMELINE_SOUND_LANE (lane)),
                       aip_entity_get_id (AIP_ENTITY (track))))
        return AIP_TIMELINE_SOUND_LANE (lane);
    }

  g_assert_not_reached ();
}

static double
y_of (Fixture *fixture)
{
  int y;

  find_lane (fixture, get_track (fixture, 0), &y);

  return y + 50;
}

static void
drag (Fixture *fixture,
      double   frame,
      double   y,
      double   frames,
      double   down)
{
  test_ui_drag (fixture->ui, GTK_WIDGET (fixture->canvas), x_of (fixture, 0) + frame * SCALE, y,
                frames * SCALE, down, 5);
}

static void
assert_one_step (Fixture    *fixture,
                 const char *label)
{
  g_autofree char *after = aip_document_dump (fixture->document);
  g_autofree char *undone = NULL;

  g_assert_cmpstr (aip_document_get_undo_label (fixture->document), ==, label);
  g_assert_cmpstr (after, !=, fixture->before);
  g_assert_true (aip_document_undo (fixture->document));
  undone = aip_document_dump (fixture->document);
  g_assert_cmpstr (undone, ==, fixture->before);
  g_assert_cmpstr (aip_document_get_undo_label (fixture->document), ==, fixture->undo_label);
  test_ui_settle (fixture->ui);
}

static void
assert_untouched (Fixture *fixture)
{
  g_autofree char *now = aip_document_dump (fixture->document);

  g_assert_cmpstr (now, ==, fixture->before);
  g_assert_false (aip_timeline_session_is_previewing (fixture->session));
}

static void
select_clip (Fixture *fixture)
{
  test_ui_click (fixture->ui, GTK_WIDGET (fixture->canvas), x_of (fixture, 42), y_of (fixture), 1);
  g_assert_true (aip_timeline_session_is_selected (fixture->session,
                                                   aip_entity_get_id (AIP_ENTITY (fixture->clip))));
}

/* Brought in, it is in the project by its content and on a track of its own. */
static void
test_brought (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (aip_document_get_folder (fixture->document),
                                            aip_clip_get_file (fixture->clip), NULL);
  AipSoundCache *sounds = aip_session_get_sounds (fixture->ui->session);

  g_assert_true (g_str_has_prefix (aip_clip_get_file (fixture->clip), "assets/"));
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_assert_cmpstr (aip_clip_get_name (fixture->clip), ==, "Night Rain");
  g_assert_cmpint (aip_clip_get_duration (fixture->clip), ==, LENGTH);
  g_assert_cmpint (aip_clip_get_available (fixture->clip), ==, LENGTH);
  g_assert_cmpstr (aip_track_get_name (get_track (fixture, 0)), ==, "A1");
  /* Whoever draws it has asked for its sound. */
  test_spin_while (aip_sound_cache_get_state (sounds, aip_clip_get_file (fixture->clip)) !=
                   AIP_SOUND_READY);
}

static void
test_drags (Fixture       *fixture,
            gconstpointer  data)
{
  drag (fixture, 50, y_of (fixture), 10, 0);
  g_assert_cmpint (aip_clip_get_start (fixture->clip), ==, 40);
  assert_one_step (fixture, "Move “Night Rain”");

  drag (fixture, 30.3, y_of (fixture), 8, 0);
  g_assert_cmpint (aip_clip_get_start (fixture->clip), ==, 38);
  g_assert_cmpint (aip_clip_get_source_in (fixture->clip), ==, 8);
  g_assert_cmpint (aip_clip_get_duration (fixture->clip), ==, LENGTH - 8);
  assert_one_step (fixture, "Trim Start of “Night Rain”");

  drag (fixture, 77.7, y_of (fixture), -12, 0);
  g_assert_cmpint (aip_clip_get_duration (fixture->clip), ==, LENGTH - 12);
  assert_one_step (fixture, "Trim End of “Night Rain”");

  /* There is no more of it than there is. */
  drag (fixture, 77.7, y_of (fixture), 20, 0);
  g_assert_cmpint (aip_clip_get_duration (fixture->clip), ==, LENGTH);
}

/* The handles of what is selected: fades at the top, the line of its volume. */
static void
test_handles (Fixture       *fixture,
              gconstpointer  data)
{
  AipTimelineSoundLane *lane;
  int y;

  select_clip (fixture);
  lane = find_lane (fixture, get_track (fixture, 0), &y);
  drag (fixture, 30.4, y + 16, 9, 0);
  g_assert_cmpint (aip_clip_get_fade_in (fixture->clip), ==, 9);
  assert_one_step (fixture, "Fade In “Night Rain”");

  drag (fixture, 77.6, y + 16, -7, 0);
  g_assert_cmpint (aip_clip_get_fade_out (fixture->clip), ==, 7);
  assert_one_step (fixture, "Fade Out “Night Rain”");

  drag (fixture, 55, y + aip_timeline_sound_lane_gain_to_y (lane, 0.0), 0,
        aip_timeline_sound_lane_gain_to_y (lane, -12.0) -
        aip_timeline_sound_lane_gain_to_y (lane, 0.0));
  g_assert_cmpfloat_with_epsilon (aip_clip_get_gain (fixture->clip), -12.0, 0.8);
  assert_one_step (fixture, "Change Volume");
}

/* Down to another track of its kind; a track that is locked takes nothing and lets nothing go. */
static void
test_tracks (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  AipTrack *second;
  int first_y, second_y;

  second = aip_sound_edit_add_track (fixture->document, "audio", &error);
  g_assert_no_error (error);
  test_ui_settle (fixture->ui);
  remember (fixture);
  find_lane (fixture, get_track (fixture, 0), &first_y);
  find_lane (fixture, second, &second_y);
  g_assert_cmpint (second_y, >, first_y);

  drag (fixture, 50, first_y + 50, 4, second_y - first_y);
  g_assert_cmpstr (aip_clip_get_track_id (fixture->clip), ==,
                   aip_entity_get_id (AIP_ENTITY (second)));
  g_assert_cmpint (aip_clip_get_start (fixture->clip), ==, 34);
  assert_one_step (fixture, "Move “Night Rain”");

  g_assert_true (aip_sound_edit_switch_track (fixture->document, get_track (fixture, 0), "locked",
                                              TRUE, NULL));
  test_ui_settle (fixture->ui);
  remember (fixture);
  drag (fixture, 50, first_y + 50, 10, 0);
  assert_untouched (fixture);
  select_clip (fixture);
  test_ui_press (fixture->ui, "Delete", NULL);
  assert_untouched (fixture);

  /* The order of tracks is that of the lanes. */
  g_assert_true (aip_sound_edit_move_track (fixture->document, second, -1, NULL));
  test_ui_settle (fixture->ui);
  find_lane (fixture, get_track (fixture, 0), &first_y);
  g_assert_true (get_track (fixture, 0) == second);
  assert_one_step (fixture, "Move Track");
}

static void
test_keys (Fixture       *fixture,
           gconstpointer  data)
{
  AipEntityList *clips = aip_document_get_list (fixture->document, AIP_KIND_CLIP);

  select_clip (fixture);
  test_ui_press (fixture->ui, "greater", "comma", NULL);
  g_assert_cmpint (aip_clip_get_start (fixture->clip), ==, 39);
  g_assert_true (aip_document_undo (fixture->document));
  g_assert_true (aip_document_undo (fixture->document));

  aip_timeline_session_set_position (fixture->session, 50);
  test_ui_press (fixture->ui, "ctrl+b", NULL);
  g_assert_cmpuint (aip_entity_list_get_count (clips), ==, 2);
  g_assert_cmpint (aip_clip_get_duration (fixture->clip), ==, 20);
  assert_one_step (fixture, "Split “Night Rain”");

  /* What is deleted is the sound, not the shot above it. */
  select_clip (fixture);
  test_ui_press (fixture->ui, "Delete", NULL);
  g_assert_cmpuint (aip_entity_list_get_count (clips), ==, 0);
  g_assert_cmpuint (aip_cut_get_n_shots (aip_timeline_session_get_cut (fixture->session)), ==, 6);
  assert_one_step (fixture, "Delete Sound");
}

/* From the shots down to the sound and back, and its end by the keyboard. */
static void
test_lanes (Fixture       *fixture,
            gconstpointer  data)
{
  const char *id = aip_entity_get_id (AIP_ENTITY (fixture->clip));
  const char *shot = aip_entity_get_id (AIP_ENTITY (test_ui_shot (fixture->ui, 1)));

  aip_timeline_session_set_position (fixture->session, 40);
  aip_timeline_session_select (fixture->session, shot);
  test_ui_press (fixture->ui, "alt+shift+Down", NULL);
  g_assert_cmpstr (aip_timeline_session_get_current (fixture->session), ==, id);
  test_ui_press (fixture->ui, "v", "v", "comma", NULL);
  g_assert_cmpint (aip_clip_get_duration (fixture->clip), ==, LENGTH - 1);
  assert_one_step (fixture, "Trim End of “Night Rain”");

  test_ui_press (fixture->ui, "ctrl+Right", NULL);
  g_assert_cmpstr (aip_timeline_session_get_current (fixture->session), ==, id);
  test_ui_press (fixture->ui, "alt+shift+Up", NULL);
  g_assert_cmpstr (aip_timeline_session_get_current (fixture->session), ==, shot);
}

/* A trim of a shot before it, and what is said when it does not follow. */
static void
test_follows (Fixture       *fixture,
              gconstpointer  data)
{
  AipEntity *project = AIP_ENTITY (aip_document_get_project (fixture->document));
  g_autofree char *said = NULL;
  AipTimelineSoundLane *lane;
  int y;

  aip_document_begin (fixture->document, "Longer");
  g_assert_true (aip_document_set_integer (fixture->document,
                                           AIP_ENTITY (test_ui_shot (fixture->ui, 0)), "duration",
                                           34, NULL));
  aip_document_commit (fixture->document);
  g_assert_cmpint (aip_clip_get_start (fixture->clip), ==, 40);
  assert_one_step (fixture, "Longer");

  aip_document_begin (fixture->document, "Longer");
  g_assert_true (aip_document_set (fixture->document, project, "sound-follows",
                                   g_variant_new_boolean (FALSE), NULL));
  g_assert_true (aip_document_set_integer (fixture->document,
                                           AIP_ENTITY (test_ui_shot (fixture->ui, 0)), "duration",
                                           34, NULL));
  aip_document_commit (fixture->document);
  g_assert_cmpint (aip_clip_get_start (fixture->clip), ==, 30);
  lane = find_lane (fixture, get_track (fixture, 0), &y);
  said = aip_timeline_lane_describe (AIP_TIMELINE_LANE (lane),
                                     aip_entity_get_id (AIP_ENTITY (fixture->clip)));
  g_assert_nonnull (strstr (said, "10 frames out of sync"));

  select_clip (fixture);
  test_ui_press (fixture->ui, "ctrl+shift+y", NULL);
  g_assert_cmpint (aip_clip_get_start (fixture->clip), ==, 40);
}

static void
test_markers (Fixture       *fixture,
              gconstpointer  data)
{
  AipEntityList *markers = aip_document_get_list (fixture->document, AIP_KIND_MARKER);
  AipMarker *marker;

  aip_timeline_session_select (fixture->session, NULL);
  aip_timeline_session_set_position (fixture->session, 20);
  test_ui_press (fixture->ui, "m", NULL);
  g_assert_cmpuint (aip_entity_list_get_count (markers), ==, 1);
  marker = AIP_MARKER (aip_entity_list_peek (markers, 0));
  g_assert_cmpint (aip_marker_get_frame (marker), ==, 20);
  g_assert_true (aip_timeline_session_is_selected (fixture->session,
                                                   aip_entity_get_id (AIP_ENTITY (marker))));
  remember (fixture);

  /* It is at the top of the canvas. */
  drag (fixture, 20, 8, 15, 0);
  g_assert_cmpint (aip_marker_get_frame (marker), ==, 35);
  assert_one_step (fixture, "Move Marker");

  aip_timeline_session_set_position (fixture->session, 60);
  test_ui_press (fixture->ui, "m", NULL);
  g_assert_cmpuint (aip_entity_list_get_count (markers), ==, 2);
  test_ui_press (fixture->ui, "shift+Up", NULL);
  g_assert_cmpint (aip_timeline_session_get_position (fixture->session), ==, 20);
  test_ui_press (fixture->ui, "shift+Down", NULL);
  g_assert_cmpint (aip_timeline_session_get_position (fixture->session), ==, 60);
  remember (fixture);
  test_ui_press (fixture->ui, "Delete", NULL);
  g_assert_cmpuint (aip_entity_list_get_count (markers), ==, 1);
  assert_one_step (fixture, "Delete Marker");
}

int
main (int   argc,
      char *argv[])
{
  static const struct {
    const char *name;
    void      (*func) (Fixture       *fixture,
                       gconstpointer  data);
  } tests[] = {
    { "/timeline-sound/brought", test_brought }, { "/timeline-sound/drags", test_drags },
    { "/timeline-sound/handles", test_handles }, { "/timeline-sound/tracks", test_tracks },
    { "/timeline-sound/keys", test_keys },       { "/timeline-sound/follows", test_follows },
    { "/timeline-sound/lanes", test_lanes },     { "/timeline-sound/markers", test_markers },
  };

  if (!test_ui_init (&argc, &argv))
    return EXIT_SUCCESS;

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].func, tear_down);

  return g_test_run ();
}
