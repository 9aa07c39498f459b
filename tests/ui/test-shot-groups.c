/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test-shot-groups"

#include "config.h"

#include <string.h>

#include "aip-cell.h"
#include "aip-group-header.h"
#include "aip-shot-edit.h"
#include "aip-shot-table.h"
#include "aip-shots-page.h"
#include "test-im.h"
#include "test-shots.h"
#include "ui-support.h"

/* Two scenes of three shots: one ready, one in review, one draft in each. */
typedef TestShots Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  test_im_set_hangul (FALSE);
  test_im_set_async (FALSE);
  fixture->ui = test_ui_new (2, 3);
  for (guint i = 0; i < 6; i += 3)
    {
      test_set_text (fixture->ui->document, test_ui_shot (fixture->ui, i), "status", "ready");
      test_set_text (fixture->ui->document, test_ui_shot (fixture->ui, i + 1), "status", "ready");
      test_set_text (fixture->ui->document, test_ui_shot (fixture->ui, i + 1), "status", "review");
    }
  test_shots_open (fixture, fixture->ui);
}

static void
set_keys (Fixture    *fixture,
          const char *action,
          const char *keys)
{
  g_auto(GStrv) list = g_strsplit (keys, " ", -1);

  test_shots_activate (fixture, action,
                       g_variant_new_strv ((const char *const *) list, *keys != '\0' ? -1 : 0));
}

static GListModel *
get_rows (Fixture *fixture)
{
  GtkWidget *view = test_ui_find (fixture->page, GTK_TYPE_COLUMN_VIEW, NULL, NULL);

  return G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)));
}

/* What the table shows: “[Approved] 10 40 [Draft] …”. */
static char *
dup_shown (Fixture *fixture)
{
  GListModel *rows = get_rows (fixture);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (rows, i);

      g_string_append (text, i > 0 ? " " : "");
      if (AIP_IS_SHOT_GROUP (item))
        g_string_append_printf (text, "[%s]", aip_shot_group_get_title (AIP_SHOT_GROUP (item)));
      else
        g_string_append (text, aip_shot_get_code (AIP_SHOT (item)) + strlen ("SHT-00"));
    }

  return g_string_free (text, FALSE);
}

#define assert_shown(fixture, expected)                      \
  G_STMT_START                                               \
  {                                                          \
    g_autofree char *shown_ = dup_shown (fixture);           \
    g_assert_cmpstr (shown_, ==, expected);                  \
  }                                                          \
  G_STMT_END

static AipShotGroup *
get_group (Fixture    *fixture,
           const char *title)
{
  GListModel *rows = get_rows (fixture);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (rows, i);

      if (AIP_IS_SHOT_GROUP (item)
          && g_str_equal (aip_shot_group_get_title (AIP_SHOT_GROUP (item)), title))
        return AIP_SHOT_GROUP (item);
    }

  return NULL;
}

/* The code of the focused cell's shot; otherwise the group whose row has the focus. */
static char *
dup_focus (Fixture *fixture)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->ui->window));
  AipCell *cell = aip_cell_find (focus);
  GtkWidget *header;

  if (cell != NULL && aip_cell_get_shot (cell) != NULL)
    return g_strdup (aip_shot_get_code (aip_cell_get_shot (cell)));

  header = test_ui_find (fixture->page, AIP_TYPE_GROUP_HEADER, (TestUiMatch) gtk_widget_has_css_class,
                         "focused");

  return g_strdup (header != NULL
                   ? aip_shot_group_get_title (aip_group_header_get_group (AIP_GROUP_HEADER (header)))
                   : G_OBJECT_TYPE_NAME (focus));
}

#define assert_focus(fixture, expected)                  \
  G_STMT_START                                           \
  {                                                      \
    g_autofree char *focus_ = dup_focus (fixture);       \
    g_assert_cmpstr (focus_, ==, expected);              \
  }                                                      \
  G_STMT_END

/* Keys ---------------------------------------------------------------------------------------- */

static void
test_keyboard (Fixture       *fixture,
               gconstpointer  data)
{
  set_keys (fixture, "group-keys", "status");
  assert_shown (fixture, "[Draft] 30 60 [Ready] 10 40 [In Review] 20 50");
  aip_shot_table_focus (fixture->table, test_ui_shot (fixture->ui, 0),
                        AIP_SHOT_COLUMN_DESCRIPTION, TRUE);
  test_ui_settle (fixture->ui);

  /* The row of a group is one arrow away, and what was selected is not any more. */
  test_ui_press (fixture->ui, "Up", NULL);
  assert_focus (fixture, "Ready");
  g_assert_cmpuint (g_list_model_get_n_items (aip_session_get_selection (fixture->ui->session)),
                    ==, 0);
  test_ui_press (fixture->ui, "Left", NULL);
  assert_shown (fixture, "[Draft] 30 60 [Ready] [In Review] 20 50");
  assert_focus (fixture, "Ready");
  test_ui_press (fixture->ui, "Down", NULL);
  assert_focus (fixture, "In Review");
  test_ui_press (fixture->ui, "Up", "Right", NULL);
  assert_shown (fixture, "[Draft] 30 60 [Ready] 10 40 [In Review] 20 50");
  test_ui_press (fixture->ui, "Right", NULL);
  assert_focus (fixture, "SHT-0010");

  test_ui_press (fixture->ui, "Up", "ctrl+Left", NULL);
  assert_shown (fixture, "[Draft] [Ready] [In Review]");
  test_ui_press (fixture->ui, "space", NULL);
  assert_shown (fixture, "[Draft] [Ready] 10 40 [In Review]");
  test_ui_press (fixture->ui, "ctrl+Right", "ctrl+Home", NULL);
  assert_focus (fixture, "SHT-0030");
  test_ui_press (fixture->ui, "ctrl+End", NULL);
  assert_focus (fixture, "SHT-0050");
}

static void
test_levels (Fixture       *fixture,
             gconstpointer  data)
{
  AipShot *shot = test_ui_shot (fixture->ui, 0);
  AipShotGroup *outer;
  GtkWidget *row;

  test_set_text (fixture->ui->document, shot, "notes", "가을");
  set_keys (fixture, "group-keys", "-status scene");
  g_assert_true (aip_shot_table_focus (fixture->table, shot, AIP_SHOT_COLUMN_CODE, TRUE));
  test_ui_settle (fixture->ui);

  test_ui_press (fixture->ui, "Up", "Up", NULL);
  assert_focus (fixture, "Ready");
  outer = get_group (fixture, "Ready");
  g_assert_cmpuint (aip_shot_group_get_figures (outer)->n_shots, ==, 2);
  g_assert_cmpuint (aip_shot_group_get_figures (outer)->n_approved, ==, 0);
  test_ui_press (fixture->ui, "Down", "Left", "Left", NULL);
  assert_focus (fixture, "Ready");
  /* Out of what is inside, then closed as a whole. */
  test_ui_press (fixture->ui, "Left", NULL);
  g_assert_false (aip_shot_group_get_expanded (outer));

  /* The row says so, too. */
  test_ui_settle (fixture->ui);
  row = gtk_window_get_focus (GTK_WINDOW (fixture->ui->window));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE);
  test_ui_press (fixture->ui, "Right", NULL);
  test_ui_settle (fixture->ui);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_EXPANDED, TRUE);
}

/* The groups of the topmost row stand above it, and cover nothing that has the focus. */
static void
test_sticky (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *view = test_ui_find (fixture->page, GTK_TYPE_COLUMN_VIEW, NULL, NULL);
  GtkWidget *header, *cell;
  graphene_rect_t top, bounds;

  aip_document_begin (fixture->ui->document, "Many");
  for (guint i = 0; i < 60; i++)
    aip_document_insert_shot (fixture->ui->document, NULL, NULL, NULL);
  aip_document_commit (fixture->ui->document);
  set_keys (fixture, "group-keys", "status");
  aip_shot_table_focus (fixture->table, test_ui_shot (fixture->ui, 65),
                        AIP_SHOT_COLUMN_DESCRIPTION, TRUE);
  test_ui_settle (fixture->ui);
  for (guint i = 0; i < 40; i++)
    test_ui_press (fixture->ui, "Up", NULL);
  for (guint i = 0; i < 4; i++)
    test_ui_settle (fixture->ui);

  header = test_ui_find (fixture->page, AIP_TYPE_GROUP_HEADER,
                         (TestUiMatch) gtk_widget_has_css_class, "sticky");
  g_assert_true (gtk_widget_get_child_visible (header));
  g_assert_cmpstr (aip_shot_group_get_title (aip_group_header_get_group (AIP_GROUP_HEADER (header))),
                   ==, "Draft");
  cell = gtk_window_get_focus (GTK_WINDOW (fixture->ui->window));
  assert_focus (fixture, "SHT-0260");
  g_assert_true (gtk_widget_compute_bounds (header, view, &top));
  g_assert_true (gtk_widget_compute_bounds (cell, view, &bounds));
  g_assert_cmpfloat (bounds.origin.y, >=, top.origin.y + top.size.height - 1);
}

/* Shots come into groups --------------------------------------------------------------------- */

static void
test_new_shot (Fixture       *fixture,
               gconstpointer  data)
{
  AipDocument *document = fixture->ui->document;
  AipShot *added;

  set_keys (fixture, "group-keys", "scene status");
  added = test_ui_shot (fixture->ui, 4);
  test_set_text (document, added, "status", "approved");
  test_shots_activate (fixture, "new-in-group",
                       g_variant_new_printf ("scene=%s\x1fstatus=approved",
                                             aip_shot_get_scene_id (added)));
  g_assert_cmpstr (aip_document_get_undo_label (document), ==, "New Shot in Approved");
  added = test_ui_shot (fixture->ui, 5);
  g_assert_cmpstr (aip_shot_get_code (added), ==, "SHT-0055");
  g_assert_cmpint (aip_shot_get_status (added), ==, AIP_STATUS_APPROVED);
  assert_focus (fixture, "SHT-0055");

  g_assert_true (aip_document_undo (document));
  test_ui_settle (fixture->ui);

  /* Also when the group does not show its shots: the new one is shown all the same. */
  test_shots_activate (fixture, "collapse-groups", g_variant_new_int32 (-1));
  test_shots_activate (fixture, "new-in-group",
                       g_variant_new_printf (
                         "scene=%s\x1fstatus=approved",
                         aip_shot_get_scene_id (test_ui_shot (fixture->ui, 4))));
  assert_focus (fixture, "SHT-0055");
  g_assert_true (aip_document_undo (document));
  g_assert_cmpuint (aip_entity_list_get_count (aip_document_get_shots (document)), ==, 6);
}

static void
test_drop (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GPtrArray) pair = g_ptr_array_new ();
  g_autofree char *before = test_codes (fixture->ui->document);
  g_autofree char *after = NULL;

  set_keys (fixture, "group-keys", "status");
  g_ptr_array_add (pair, test_ui_shot (fixture->ui, 2));
  g_ptr_array_add (pair, test_ui_shot (fixture->ui, 5));
  g_assert_true (aip_shot_table_drop_in_group (fixture->table, pair,
                                               get_group (fixture, "Ready")));
  test_ui_settle (fixture->ui);
  assert_shown (fixture, "[Ready] 10 30 40 60 [In Review] 20 50");
  g_assert_cmpstr (aip_document_get_undo_label (fixture->ui->document), ==,
                   "Move 2 Shots to Ready");
  assert_focus (fixture, "SHT-0030");
  /* The film is as it was: nobody said that it should be another. */
  after = test_codes (fixture->ui->document);
  g_assert_cmpstr (after, ==, before);

  g_assert_true (aip_document_undo (fixture->ui->document));
  test_ui_settle (fixture->ui);
  assert_shown (fixture, "[Draft] 30 60 [Ready] 10 40 [In Review] 20 50");

  /* What one of them refuses is not done at all. */
  g_ptr_array_add (pair, test_ui_shot (fixture->ui, 0));
  g_assert_false (aip_shot_table_drop_in_group (fixture->table, pair,
                                                get_group (fixture, "In Review")));
  g_assert_nonnull (strstr (fixture->ui->toast, "cannot become"));
  assert_shown (fixture, "[Draft] 30 60 [Ready] 10 40 [In Review] 20 50");
}

/* With the pointer: the picture of a row onto another group's row. */
static void
test_drag (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *cell = NULL;
  GtkWidget *view = test_ui_find (fixture->page, GTK_TYPE_COLUMN_VIEW, NULL, NULL);
  graphene_rect_t from, to;
  GtkWidget *header;

  set_keys (fixture, "group-keys", "status");
  g_assert_true (aip_shot_table_focus (fixture->table, test_ui_shot (fixture->ui, 2),
                                       AIP_SHOT_COLUMN_CODE, TRUE));
  test_ui_settle (fixture->ui);
  cell = gtk_window_get_focus (GTK_WINDOW (fixture->ui->window));
  g_assert_true (gtk_widget_compute_bounds (cell, view, &from));
  header = test_ui_find (fixture->page, AIP_TYPE_GROUP_HEADER, NULL, NULL);
  while (header != NULL
         && (!gtk_widget_get_mapped (header)
             || aip_group_header_get_group (AIP_GROUP_HEADER (header))
                != get_group (fixture, "Ready")))
    header = gtk_widget_get_next_sibling (header);
  g_assert_nonnull (header);
  g_assert_true (gtk_widget_compute_bounds (header, view, &to));

  test_ui_drag (fixture->ui, view, from.origin.x + 20, from.origin.y + 16, 0,
                to.origin.y + to.size.height / 2 - from.origin.y - 16, 12);
  test_ui_settle (fixture->ui);
  assert_shown (fixture, "[Draft] 60 [Ready] 10 30 40 [In Review] 20 50");
}

/* Sorting ------------------------------------------------------------------------------------- */

static void
click_title (Fixture       *fixture,
             AipShotColumn  column)
{
  GtkWidget *view = test_ui_find (fixture->page, GTK_TYPE_COLUMN_VIEW, NULL, NULL);
  GtkWidget *title = gtk_widget_get_first_child (gtk_widget_get_first_child (view));

  for (guint i = 0; i < (guint) column; i++)
    title = gtk_widget_get_next_sibling (title);
  test_ui_click (fixture->ui, title, 12, gtk_widget_get_height (title) / 2.0, GDK_BUTTON_PRIMARY);
}

static gboolean
sort_is (Fixture    *fixture,
         const char *expected)
{
  g_autoptr(GVariant) state = g_action_group_get_action_state (
    aip_shots_page_get_actions (AIP_SHOTS_PAGE (fixture->page)), "sort-keys");
  g_autofree const char **keys = g_variant_get_strv (state, NULL);
  g_autofree char *text = g_strjoinv (" ", (char **) keys);

  return g_str_equal (text, expected);
}

static void
assert_sort (Fixture    *fixture,
             const char *expected)
{
  test_spin_while (!sort_is (fixture, expected));
  test_ui_settle (fixture->ui);
}

static void
test_titles (Fixture       *fixture,
             gconstpointer  data)
{
  set_keys (fixture, "group-keys", "");
  click_title (fixture, AIP_SHOT_COLUMN_STATUS);
  assert_sort (fixture, "status");
  assert_shown (fixture, "30 60 10 40 20 50");
  click_title (fixture, AIP_SHOT_COLUMN_STATUS);
  assert_sort (fixture, "-status");
  assert_shown (fixture, "20 50 10 40 30 60");
  /* Another one instead of it, and in the end the film. */
  click_title (fixture, AIP_SHOT_COLUMN_CODE);
  assert_sort (fixture, "code");
  click_title (fixture, AIP_SHOT_COLUMN_CODE);
  assert_sort (fixture, "-code");
  assert_shown (fixture, "60 50 40 30 20 10");
  click_title (fixture, AIP_SHOT_COLUMN_CODE);
  assert_sort (fixture, "");
  assert_shown (fixture, "10 20 30 40 50 60");

  test_shots_activate (fixture, "sort-by", g_variant_new_string ("-status"));
  test_shots_activate (fixture, "sort-add", g_variant_new_string ("code"));
  assert_sort (fixture, "-status code");
}

/* A row that is edited does not jump away; it goes when it is left. */
static void
test_edited_row (Fixture       *fixture,
                 gconstpointer  data)
{
  set_keys (fixture, "group-keys", "");
  set_keys (fixture, "sort-keys", "code");
  g_assert_true (aip_shot_table_focus (fixture->table, test_ui_shot (fixture->ui, 0),
                                       AIP_SHOT_COLUMN_CODE, TRUE));
  test_ui_settle (fixture->ui);
  test_ui_press (fixture->ui, "F2", "ctrl+a", NULL);
  test_ui_type (fixture->ui, "SHT-0099");
  test_ui_press (fixture->ui, "Tab", NULL);
  assert_shown (fixture, "99 20 30 40 50 60");
  test_ui_press (fixture->ui, "Escape", "Down", NULL);
  assert_shown (fixture, "20 30 40 50 60 99");
  assert_focus (fixture, "SHT-0020");
}

/* The figure below a column is of all that match the search, and part of the view. */
static gboolean
label_says (GtkWidget     *widget,
            gconstpointer  data)
{
  return g_strcmp0 (gtk_label_get_label (GTK_LABEL (widget)), data) == 0;
}

static void
test_summary (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *footer = test_ui_find (fixture->page, AIP_TYPE_SHOT_FOOTER, NULL, NULL);
  gint64 duration = 0;
  g_autofree char *sum = NULL;

  g_assert_false (gtk_widget_get_visible (footer));
  for (guint i = 0; i < 6; i++)
    duration += aip_shot_get_duration (test_ui_shot (fixture->ui, i));
  sum = g_strdup_printf ("Sum %" G_GINT64_FORMAT, duration);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->table), "footer.set", "(ss)",
                                             "duration", "sum"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->table), "footer.set", "(ss)",
                                             "notes", "filled"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->table), "footer.set", "(ss)",
                                             "notes", "sum"));
  g_assert_cmpint (aip_shot_table_get_summary (fixture->table, AIP_SHOT_COLUMN_NOTES), ==,
                   AIP_SUMMARY_NONE);
  test_spin_while (test_ui_find (footer, GTK_TYPE_LABEL, label_says, sum) == NULL);
  test_ui_settle (fixture->ui);
  g_assert_true (gtk_widget_get_mapped (footer));
  g_assert_true (gtk_widget_get_mapped (test_ui_find (footer, GTK_TYPE_LABEL, label_says, sum)));

  /* What a collapsed group hides counts, too; what the search hides does not. */
  test_shots_activate (fixture, "collapse-groups", g_variant_new_int32 (-1));
  g_assert_nonnull (test_ui_find (footer, GTK_TYPE_LABEL, label_says, sum));
  gtk_widget_activate_action (GTK_WIDGET (fixture->table), "footer.set", "(ss)", "duration",
                              "count");
  aip_shots_page_set_search (AIP_SHOTS_PAGE (fixture->page), "status:draft");
  test_spin_while (test_ui_find (footer, GTK_TYPE_LABEL, label_says, "Count 2") == NULL);
}

int
main (int   argc,
      char *argv[])
{
  if (!test_ui_init (&argc, &argv))
    return 0;

#define ADD(name, func) \
  g_test_add ("/shot-groups/" name, Fixture, NULL, set_up, func, test_shots_tear_down)
  ADD ("keyboard", test_keyboard);
  ADD ("levels", test_levels);
  ADD ("sticky", test_sticky);
  ADD ("new-shot", test_new_shot);
  ADD ("drop", test_drop);
  ADD ("drag", test_drag);
  ADD ("titles", test_titles);
  ADD ("edited-row", test_edited_row);
  ADD ("summary", test_summary);
#undef ADD

  return g_test_run ();
}
