/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-timeline"

#include "config.h"

#include "aip-timeline-clip.h"
#include "aip-timeline-page.h"
#include "ui-support.h"

/* Pixels of a frame in these tests: clips of 24 to 29 frames are about 200 pixels wide. */
#define SCALE 8

typedef struct {
  TestUi             *ui;
  GtkWidget          *page;
  AipTimelineSession *session;
  GtkWidget          *canvas;
  char               *before;     /* the film as it was */
  char               *undo_label;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  AipTimelineGeometry geometry;

  fixture->ui = test_ui_new (1, 6);
  fixture->page = aip_timeline_page_new (fixture->ui->session);
  fixture->session = aip_timeline_page_get_session (AIP_TIMELINE_PAGE (fixture->page));
  fixture->canvas = GTK_WIDGET (aip_timeline_view_get_canvas (
    aip_timeline_page_get_view (AIP_TIMELINE_PAGE (fixture->page))));
  test_ui_present (fixture->ui, fixture->page);

  geometry = *aip_timeline_session_get_geometry (fixture->session);
  geometry.scale = SCALE;
  geometry.offset = 0;
  aip_timeline_session_set_geometry (fixture->session, &geometry);
  aip_timeline_page_focus (AIP_TIMELINE_PAGE (fixture->page));
  test_ui_settle (fixture->ui);
  fixture->before = aip_document_dump (fixture->ui->document);
  fixture->undo_label = g_strdup (aip_document_get_undo_label (fixture->ui->document));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_free (fixture->before);
  g_free (fixture->undo_label);
  test_ui_free (fixture->ui, fixture->page);
}

static gint64
length (Fixture *fixture,
        guint    index)
{
  return aip_shot_get_duration (test_ui_shot (fixture->ui, index));
}

static double
x_of (Fixture *fixture,
      gint64   frame)
{
  return (double) aip_timeline_geometry_get_x (
    aip_timeline_session_get_geometry (fixture->session), frame);
}

/* Where a shot of the cut begins, and its end. */
static gint64
start_of (Fixture *fixture,
          guint    index)
{
  return aip_cut_get_shot (aip_timeline_session_get_cut (fixture->session), index)->record;
}

#define MIDDLE 60 /* of the lane of the shots, below the titles */

static void
click_shot (Fixture *fixture,
            guint    index)
{
  test_ui_click (fixture->ui, fixture->canvas, x_of (fixture, start_of (fixture, index)) + 60,
                 MIDDLE, 1);
}

/* There is exactly one step more, and it takes everything back. */
static void
assert_one_step (Fixture    *fixture,
                 const char *label)
{
  g_autofree char *after = aip_document_dump (fixture->ui->document);
  g_autofree char *undone = NULL;

  g_assert_cmpstr (aip_document_get_undo_label (fixture->ui->document), ==, label);
  g_assert_cmpstr (after, !=, fixture->before);
  g_assert_true (aip_document_undo (fixture->ui->document));
  undone = aip_document_dump (fixture->ui->document);
  g_assert_cmpstr (undone, ==, fixture->before);
  g_assert_cmpstr (aip_document_get_undo_label (fixture->ui->document), ==, fixture->undo_label);
  test_ui_settle (fixture->ui);
}

static void
assert_untouched (Fixture *fixture)
{
  g_autofree char *now = aip_document_dump (fixture->ui->document);

  g_assert_cmpstr (now, ==, fixture->before);
  g_assert_cmpstr (aip_document_get_undo_label (fixture->ui->document), ==, fixture->undo_label);
  g_assert_false (aip_timeline_session_is_previewing (fixture->session));
  g_assert_cmpint (aip_timeline_session_get_snap_frame (fixture->session), ==, -1);
}

static void
test_drag_end (Fixture       *fixture,
               gconstpointer  data)
{
  double edge = x_of (fixture, start_of (fixture, 1));

  test_ui_drag (fixture->ui, fixture->canvas, edge - 3, MIDDLE, 11 * SCALE, 0, 5);
  g_assert_cmpint (length (fixture, 0), ==, 24 + 11);
  /* What follows has moved along and is as long as it was. */
  g_assert_cmpint (start_of (fixture, 1), ==, 24 + 11);
  g_assert_cmpint (length (fixture, 1), ==, 25);
  assert_one_step (fixture, "Trim End of SHT-0010");
}

static void
test_drag_start (Fixture       *fixture,
                 gconstpointer  data)
{
  double edge = x_of (fixture, start_of (fixture, 2));

  test_ui_drag (fixture->ui, fixture->canvas, edge + 3, MIDDLE, 7 * SCALE, 0, 4);
  g_assert_cmpint (length (fixture, 2), ==, 26 - 7);
  g_assert_cmpint (length (fixture, 1), ==, 25);
  assert_one_step (fixture, "Trim Start of SHT-0030");
}

/* Both frames at the edit are shown while it goes on, and Escape leaves nothing. */
static void
test_escape (Fixture       *fixture,
             gconstpointer  data)
{
  double edge = x_of (fixture, start_of (fixture, 1));
  gint64 left, right;

  test_ui_press_button (fixture->ui, fixture->canvas, edge - 3, MIDDLE);
  test_ui_point (fixture->ui, fixture->canvas, edge + 40, MIDDLE);
  test_ui_point (fixture->ui, fixture->canvas, edge - 3 + 10 * SCALE, MIDDLE);
  g_assert_true (aip_timeline_session_is_previewing (fixture->session));
  g_assert_cmpint (aip_cut_get_duration (aip_timeline_session_get_shown (fixture->session)), ==,
                   aip_cut_get_duration (aip_timeline_session_get_cut (fixture->session)) + 10);
  g_object_get (fixture->session, "two-up-left", &left, "two-up-right", &right, NULL);
  g_assert_cmpint (left, ==, 33);
  g_assert_cmpint (right, ==, 34);
  /* Nothing is written before the button is let go. */
  g_assert_cmpint (length (fixture, 0), ==, 24);

  test_ui_press (fixture->ui, "Escape", NULL);
  assert_untouched (fixture);
  g_object_get (fixture->session, "two-up-left", &left, NULL);
  g_assert_cmpint (left, ==, -1);
  test_ui_point (fixture->ui, fixture->canvas, edge + 90, MIDDLE);
  test_ui_release_button (fixture->ui);
  assert_untouched (fixture);
}

static void
test_snap (Fixture       *fixture,
           gconstpointer  data)
{
  double edge = x_of (fixture, start_of (fixture, 1));

  aip_timeline_session_set_position (fixture->session, 36);
  /* Half a frame short of the playhead is at it, */
  test_ui_drag (fixture->ui, fixture->canvas, edge - 3, MIDDLE, 11 * SCALE, 0, 3);
  g_assert_cmpint (length (fixture, 0), ==, 36);
  assert_one_step (fixture, "Trim End of SHT-0010");

  /* but not with snapping off. */
  test_ui_press (fixture->ui, "n", NULL);
  g_assert_false (aip_timeline_session_get_snapping (fixture->session));
  test_ui_drag (fixture->ui, fixture->canvas, edge - 3, MIDDLE, 11 * SCALE, 0, 3);
  g_assert_cmpint (length (fixture, 0), ==, 35);
}

static void
test_tools (Fixture       *fixture,
            gconstpointer  data)
{
  double edge = x_of (fixture, start_of (fixture, 2));

  test_ui_press (fixture->ui, "t", NULL);
  test_ui_drag (fixture->ui, fixture->canvas, edge + 10, MIDDLE, -5 * SCALE, 0, 3);
  g_assert_cmpint (length (fixture, 1), ==, 25 - 5);
  g_assert_cmpint (length (fixture, 2), ==, 26 + 5);
  assert_one_step (fixture, "Roll the Cut to SHT-0030");

  test_ui_press (fixture->ui, "u", NULL);
  test_ui_drag (fixture->ui, fixture->canvas, edge + 100, MIDDLE, 4 * SCALE, 0, 3);
  g_assert_cmpint (length (fixture, 1), ==, 25 + 4);
  g_assert_cmpint (length (fixture, 2), ==, 26);
  g_assert_cmpint (length (fixture, 3), ==, 27 - 4);
  assert_one_step (fixture, "Slide SHT-0030");

  test_ui_press (fixture->ui, "b", NULL);
  test_ui_click (fixture->ui, fixture->canvas, edge + 10 * SCALE, MIDDLE, 1);
  g_assert_cmpuint (aip_entity_list_get_count (aip_document_get_shots (fixture->ui->document)), ==,
                    7);
  g_assert_cmpint (length (fixture, 2), ==, 10);
  g_assert_cmpint (length (fixture, 3), ==, 16);
  g_assert_cmpstr (aip_shot_get_code (test_ui_shot (fixture->ui, 3)), ==, "SHT-0035");
  assert_one_step (fixture, "Split SHT-0030");
}

static void
test_move (Fixture       *fixture,
           gconstpointer  data)
{
  double from = x_of (fixture, start_of (fixture, 0)) + 90;

  test_ui_drag (fixture->ui, fixture->canvas, from, MIDDLE,
                x_of (fixture, start_of (fixture, 3)) - from + 20, 0, 6);
  g_assert_cmpstr (aip_shot_get_code (test_ui_shot (fixture->ui, 2)), ==, "SHT-0010");
  g_assert_cmpint (start_of (fixture, 0), ==, 0);
  assert_one_step (fixture, "Move SHT-0010");

  /* Where it is already it stays, and that is no step. */
  test_ui_drag (fixture->ui, fixture->canvas, from, MIDDLE, 40, 0, 3);
  assert_untouched (fixture);
}

static void
test_selection (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GPtrArray) shots = NULL;
  GtkWidget *focus;

  click_shot (fixture, 4);
  click_shot (fixture, 1);
  g_assert_cmpuint (aip_timeline_session_get_n_selected (fixture->session), ==, 1);
  /* The keyboard and a screen reader are with what was clicked. */
  focus = gtk_root_get_focus (GTK_ROOT (fixture->ui->window));
  g_assert_true (AIP_IS_TIMELINE_CLIP (focus));
  g_assert_cmpstr (aip_timeline_clip_get_id (AIP_TIMELINE_CLIP (focus)), ==,
                   aip_entity_get_id (AIP_ENTITY (test_ui_shot (fixture->ui, 1))));
  test_ui_ctrl_click (fixture->ui, fixture->canvas, x_of (fixture, start_of (fixture, 3)) + 60,
                      MIDDLE);
  g_assert_cmpuint (aip_timeline_session_get_n_selected (fixture->session), ==, 2);
  test_ui_press (fixture->ui, "Escape", NULL);
  g_assert_cmpuint (aip_timeline_session_get_n_selected (fixture->session), ==, 0);

  click_shot (fixture, 1);
  test_ui_press (fixture->ui, "alt+shift+Right", "alt+shift+Right", NULL);
  shots = aip_timeline_session_dup_selected_shots (fixture->session);
  g_assert_cmpuint (shots->len, ==, 3);
  g_assert_true (shots->pdata[0] == test_ui_shot (fixture->ui, 1));

  /* All of them get the same trim, in one step. */
  test_ui_drag (fixture->ui, fixture->canvas, x_of (fixture, start_of (fixture, 2)) - 3, MIDDLE,
                -6 * SCALE, 0, 3);
  g_assert_cmpint (length (fixture, 1), ==, 25 - 6);
  g_assert_cmpint (length (fixture, 2), ==, 26 - 6);
  g_assert_cmpint (length (fixture, 3), ==, 27 - 6);
  assert_one_step (fixture, "Trim End of 3 Shots");
  test_ui_press (fixture->ui, "v", "v", "period", NULL);
  g_assert_cmpint (length (fixture, 1), ==, 26);
  g_assert_cmpint (length (fixture, 3), ==, 28);
  assert_one_step (fixture, "Trim End of 3 Shots");
  assert_untouched (fixture);
}

static void
test_keys (Fixture       *fixture,
           gconstpointer  data)
{
  aip_timeline_session_set_position (fixture->session, 0);
  test_ui_press (fixture->ui, "Right", "Right", "shift+Right", NULL);
  g_assert_cmpint (aip_timeline_session_get_position (fixture->session), ==, 26);
  test_ui_press (fixture->ui, "Up", NULL);
  g_assert_cmpint (aip_timeline_session_get_position (fixture->session), ==, 24);
  test_ui_press (fixture->ui, "Down", "End", "Home", NULL);
  g_assert_cmpint (aip_timeline_session_get_position (fixture->session), ==, 0);

  aip_timeline_session_set_position (fixture->session, 24 + 5);
  test_ui_press (fixture->ui, "q", NULL);
  g_assert_cmpint (length (fixture, 1), ==, 25 - 5);
  g_assert_cmpint (aip_timeline_session_get_position (fixture->session), ==, 24);
  assert_one_step (fixture, "Trim Start of SHT-0020");

  aip_timeline_session_set_position (fixture->session, 24 + 5);
  test_ui_press (fixture->ui, "bracketright", NULL);
  g_assert_cmpint (length (fixture, 1), ==, 5);
  assert_one_step (fixture, "Trim End of SHT-0020");

  /* The end of a shot, chosen and moved by keys alone. */
  aip_timeline_session_set_position (fixture->session, 30);
  test_ui_press (fixture->ui, "d", "v", "v", "period", NULL);
  g_assert_cmpint (length (fixture, 1), ==, 26);
  assert_one_step (fixture, "Trim End of SHT-0020");
  test_ui_press (fixture->ui, "less", NULL);
  g_assert_cmpint (length (fixture, 1), ==, 15);
  assert_one_step (fixture, "Trim End of SHT-0020");
  aip_timeline_session_set_position (fixture->session, 40);
  test_ui_press (fixture->ui, "e", NULL);
  g_assert_cmpint (start_of (fixture, 2), ==, 40);
  g_assert_cmpint (length (fixture, 2), ==, 26 + 9);
  assert_one_step (fixture, "Roll the Cut to SHT-0030");

  test_ui_press (fixture->ui, "ctrl+shift+Right", NULL);
  g_assert_cmpstr (aip_shot_get_code (test_ui_shot (fixture->ui, 2)), ==, "SHT-0020");
  assert_one_step (fixture, "Move SHT-0020");

  aip_timeline_session_set_position (fixture->session, 34);
  test_ui_press (fixture->ui, "ctrl+b", NULL);
  g_assert_cmpint (length (fixture, 1), ==, 10);
  assert_one_step (fixture, "Split SHT-0020");
}

static void
test_omit (Fixture       *fixture,
           gconstpointer  data)
{
  AipCut *cut;

  click_shot (fixture, 1);
  test_ui_press (fixture->ui, "Delete", NULL);
  cut = aip_timeline_session_get_cut (fixture->session);
  g_assert_cmpuint (aip_cut_get_n_shots (cut), ==, 5);
  /* The shot is still there, and offered back. */
  g_assert_true (aip_shot_get_omitted (test_ui_shot (fixture->ui, 1)));
  g_assert_nonnull (strstr (fixture->ui->toast, "SHT-0020"));
  /* The keyboard is at what follows. */
  g_assert_cmpstr (aip_timeline_session_get_current (fixture->session), ==,
                   aip_entity_get_id (AIP_ENTITY (test_ui_shot (fixture->ui, 2))));
  g_assert_true (AIP_IS_TIMELINE_CLIP (gtk_root_get_focus (GTK_ROOT (fixture->ui->window))));
  gtk_widget_activate_action (fixture->canvas, "timeline.bring-back", "s",
                              aip_entity_get_id (AIP_ENTITY (test_ui_shot (fixture->ui, 1))));
  g_assert_cmpuint (aip_cut_get_n_shots (aip_timeline_session_get_cut (fixture->session)), ==, 6);
  aip_document_undo (fixture->ui->document);
  assert_one_step (fixture, "Omit SHT-0020 from the Cut");

  /* Another one: two clicks at one place would open it. */
  click_shot (fixture, 3);
  test_ui_press (fixture->ui, "shift+Delete", NULL);
  g_assert_cmpuint (aip_entity_list_get_count (aip_document_get_shots (fixture->ui->document)), ==,
                    5);
  assert_one_step (fixture, "Delete SHT-0040");
}

/* A length that is typed in the table moves everything behind it at once. */
static void
test_typed_length (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  GtkWidget *clip;
  graphene_rect_t bounds;

  test_ui_press (fixture->ui, "ctrl+Right", "ctrl+Right", "ctrl+Right", NULL);
  clip = gtk_root_get_focus (GTK_ROOT (fixture->ui->window));
  g_assert_true (AIP_IS_TIMELINE_CLIP (clip));

  aip_document_begin (fixture->ui->document, "Length");
  g_assert_true (aip_document_set_integer (fixture->ui->document,
                                           AIP_ENTITY (test_ui_shot (fixture->ui, 0)), "duration", 40,
                                           &error));
  aip_document_commit (fixture->ui->document);
  g_assert_cmpint (start_of (fixture, 1), ==, 40);
  test_ui_settle (fixture->ui);
  g_assert_true (gtk_widget_compute_bounds (clip, fixture->canvas, &bounds));
  g_assert_cmpfloat (bounds.origin.x, ==,
                     (float) x_of (fixture, aip_timeline_clip_get_frame (AIP_TIMELINE_CLIP (clip))));
}

static gboolean
is_clip_of (GtkWidget     *widget,
            gconstpointer  id)
{
  return g_strcmp0 (aip_timeline_clip_get_id (AIP_TIMELINE_CLIP (widget)), id) == 0;
}

/* What is seen is there for a screen reader, and what is not seen is not. */
static void
test_items (Fixture       *fixture,
            gconstpointer  data)
{
  const char *first = aip_entity_get_id (AIP_ENTITY (test_ui_shot (fixture->ui, 0)));
  const char *last = aip_entity_get_id (AIP_ENTITY (test_ui_shot (fixture->ui, 5)));
  AipTimelineGeometry geometry = *aip_timeline_session_get_geometry (fixture->session);
  g_autofree char *said = NULL;
  GtkWidget *clip;

  test_spin_while (test_ui_find (fixture->canvas, AIP_TYPE_TIMELINE_CLIP, is_clip_of, first) == NULL);
  clip = test_ui_find (fixture->canvas, AIP_TYPE_TIMELINE_CLIP, is_clip_of, first);
  said = aip_timeline_lane_describe (aip_timeline_clip_get_lane (AIP_TIMELINE_CLIP (clip)), first);
  g_assert_true (g_str_has_prefix (said, "Shot SHT-0010, 1.0 seconds, starts "));
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (clip)), ==,
                   GTK_ACCESSIBLE_ROLE_LIST_ITEM);

  geometry.scale = 60;
  geometry.offset = 100 * 60;
  aip_timeline_session_set_geometry (fixture->session, &geometry);
  test_spin_while (test_ui_find (fixture->canvas, AIP_TYPE_TIMELINE_CLIP, is_clip_of, first) != NULL);
  aip_timeline_session_fit (fixture->session);
  test_spin_while (test_ui_find (fixture->canvas, AIP_TYPE_TIMELINE_CLIP, is_clip_of, last) == NULL);
}

static void
test_takes (Fixture       *fixture,
            gconstpointer  data)
{
  AipShot *shot = test_ui_shot (fixture->ui, 1);
  AipTake *first = test_ui_add_take (fixture->ui, shot, 0x802020ff);
  AipTake *second = test_ui_add_take (fixture->ui, shot, 0x208020ff);

  click_shot (fixture, 1);
  g_assert_true (aip_shot_get_take (shot) == second);
  test_ui_press (fixture->ui, "alt+Down", NULL);
  g_assert_true (aip_shot_get_take (shot) == first);
  test_ui_press (fixture->ui, "alt+Down", NULL);
  g_assert_true (aip_shot_get_take (shot) == first);
  test_ui_press (fixture->ui, "alt+Up", NULL);
  g_assert_true (aip_shot_get_take (shot) == second);

  /* A shot that is split goes on with what it showed. */
  aip_timeline_session_set_position (fixture->session, 24 + 10);
  test_ui_press (fixture->ui, "ctrl+b", NULL);
  g_assert_cmpstr (aip_shot_get_code (test_ui_shot (fixture->ui, 2)), ==, "SHT-0025");
  g_assert_cmpuint (aip_shot_get_n_takes (test_ui_shot (fixture->ui, 2)), ==, 2);
  g_assert_true (aip_shot_get_take (test_ui_shot (fixture->ui, 2)) == second);
}

static void
test_locked (Fixture       *fixture,
             gconstpointer  data)
{
  double edge = x_of (fixture, start_of (fixture, 1));

  aip_document_begin (fixture->ui->document, "Lock");
  aip_document_set (fixture->ui->document, AIP_ENTITY (test_ui_shot (fixture->ui, 0)), "locked",
                    g_variant_new_boolean (TRUE), NULL);
  aip_document_commit (fixture->ui->document);
  test_ui_drag (fixture->ui, fixture->canvas, edge - 3, MIDDLE, 40, 0, 3);
  g_assert_cmpint (length (fixture, 0), ==, 24);
  g_assert_false (aip_timeline_session_is_previewing (fixture->session));
  g_assert_nonnull (strstr (fixture->ui->toast, "SHT-0010 is locked"));
}

static void
test_go_to (Fixture       *fixture,
            gconstpointer  data)
{
  test_ui_press (fixture->ui, "g", NULL);
  test_spin_while (!GTK_IS_TEXT (gtk_root_get_focus (GTK_ROOT (fixture->ui->window))));
  test_ui_press (fixture->ui, "ctrl+a", NULL);
  test_ui_type (fixture->ui, "+31");
  test_ui_press (fixture->ui, "Return", NULL);
  test_spin_while (aip_timeline_session_get_position (fixture->session) != 31);

  test_spin_while (!gtk_widget_has_focus (fixture->canvas) &&
                   !AIP_IS_TIMELINE_CLIP (gtk_root_get_focus (GTK_ROOT (fixture->ui->window))));
  click_shot (fixture, 2);
  test_ui_press (fixture->ui, "ctrl+d", NULL);
  test_spin_while (!GTK_IS_TEXT (gtk_root_get_focus (GTK_ROOT (fixture->ui->window))));
  test_ui_press (fixture->ui, "ctrl+a", NULL);
  test_ui_type (fixture->ui, "2s");
  test_ui_press (fixture->ui, "Return", NULL);
  test_spin_while (length (fixture, 2) != 48);
  assert_one_step (fixture, "Change Length of SHT-0030");
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *stack = test_ui_find (fixture->page, GTK_TYPE_STACK, NULL, NULL);

  click_shot (fixture, 0);
  test_ui_press (fixture->ui, "ctrl+a", "shift+Delete", NULL);
  g_assert_cmpuint (aip_cut_get_n_shots (aip_timeline_session_get_cut (fixture->session)), ==, 0);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "empty");
  g_assert_true (aip_document_undo (fixture->ui->document));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "timeline");
}

int
main (int   argc,
      char *argv[])
{
  if (!test_ui_init (&argc, &argv))
    return EXIT_SUCCESS;

#define ADD(name, func) g_test_add ("/timeline/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("drag-end", test_drag_end);
  ADD ("drag-start", test_drag_start);
  ADD ("escape", test_escape);
  ADD ("snap", test_snap);
  ADD ("tools", test_tools);
  ADD ("move", test_move);
  ADD ("selection", test_selection);
  ADD ("keys", test_keys);
  ADD ("omit", test_omit);
  ADD ("typed-length", test_typed_length);
  ADD ("items", test_items);
  ADD ("takes", test_takes);
  ADD ("locked", test_locked);
  ADD ("go-to", test_go_to);
  ADD ("empty", test_empty);

  return g_test_run ();
}
