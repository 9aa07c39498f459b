/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-shot-range"

#include "config.h"

#include "aip-cell.h"
#include "aip-shot-edit.h"
#include "aip-shot-table.h"
#include "aip-shots-page.h"
#include "test-shots.h"
#include "ui-support.h"

/* Two scenes of three shots in a window that has the keyboard. */
typedef TestShots Fixture;

/* Until the view of the project says so, too: that is a step that can be undone, a moment later. */
static void
show_column (Fixture       *fixture,
             AipShotColumn  column)
{
  gint64 position, before;

  g_object_get (fixture->ui->document, "position", &before, NULL);
  aip_shot_table_set_column_visible (fixture->table, column, TRUE);
  for (position = before; position == before;)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (fixture->ui->document, "position", &position, NULL);
    }
  test_ui_settle (fixture->ui);
}

/* What a column says, all shots in their order, with "|" between them. */
static char *
dup_column (Fixture       *fixture,
            AipShotColumn  column)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; test_ui_shot (fixture->ui, i) != NULL; i++)
    {
      g_autofree char *cell = aip_shot_table_dup_text (fixture->table,
                                                       test_ui_shot (fixture->ui, i), column);

      g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", cell);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

#define assert_column(fixture, column, expected)                \
  G_STMT_START                                                  \
  {                                                             \
    g_autofree char *column_ = dup_column (fixture, column);    \
    g_assert_cmpstr (column_, ==, expected);                    \
  }                                                             \
  G_STMT_END

static char *
dup_clipboard (Fixture *fixture)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (fixture->ui->window);
  g_autoptr(GAsyncResult) result = NULL;

  gdk_clipboard_read_text_async (clipboard, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);

  return gdk_clipboard_read_text_finish (clipboard, result, NULL);
}

static guint
count_shots (Fixture *fixture)
{
  return aip_entity_list_get_count (aip_document_get_shots (fixture->ui->document));
}

static void
answer (Fixture    *fixture,
        const char *response)
{
  GtkWidget *dialog = test_ui_find (fixture->ui->window, ADW_TYPE_ALERT_DIALOG, NULL, NULL);

  g_autofree char *signal = g_strconcat ("response::", response, NULL);

  g_assert_nonnull (dialog);
  g_signal_emit_by_name (dialog, signal, response);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  test_ui_settle (fixture->ui);
}

static void
test_keys (Fixture       *fixture,
           gconstpointer  data)
{
  test_shots_focus (fixture, 0, AIP_SHOT_COLUMN_DESCRIPTION);
  g_assert_cmpuint (aip_shot_table_get_n_cells (fixture->table), ==, 1);
  test_ui_press (fixture->ui, "shift+Down", "shift+Right", NULL);
  g_assert_true (aip_shot_table_has_range (fixture->table));
  g_assert_cmpuint (aip_shot_table_get_n_cells (fixture->table), ==, 4);
  /* The rows of a range are selected: inspector and actions are about them. */
  g_assert_cmpuint (g_list_model_get_n_items (aip_session_get_selection (fixture->ui->session)),
                    ==, 2);
  test_ui_press (fixture->ui, "shift+Up", "shift+Left", NULL);
  g_assert_cmpuint (aip_shot_table_get_n_cells (fixture->table), ==, 1);
  test_ui_press (fixture->ui, "ctrl+shift+Down", NULL);
  g_assert_cmpuint (aip_shot_table_get_n_cells (fixture->table), ==, 6);
  test_ui_press (fixture->ui, "Up", NULL);
  g_assert_false (aip_shot_table_has_range (fixture->table));

  /* To the edge of what is written, and over what is not. */
  test_shots_focus (fixture, 0, AIP_SHOT_COLUMN_DESCRIPTION);
  test_set_text (fixture->ui->document, test_ui_shot (fixture->ui, 2), "description", "");
  test_ui_press (fixture->ui, "ctrl+Down", NULL);
  g_assert_true (g_list_model_get_n_items (aip_session_get_selection (fixture->ui->session)) == 1);
  test_ui_press (fixture->ui, "ctrl+c", NULL);
  {
    g_autofree char *text = dup_clipboard (fixture);

    g_assert_cmpstr (text, ==, "Scene 1 picture 2, wide and calm");
  }
}

static void
test_copy_and_paste (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *block = NULL;
  g_autofree char *titled = NULL;

  test_set_text (fixture->ui->document, test_ui_shot (fixture->ui, 1), "notes", "two\nlines");
  show_column (fixture, AIP_SHOT_COLUMN_NOTES);
  show_column (fixture, AIP_SHOT_COLUMN_TAGS);

  aip_shot_table_select_range (fixture->table, test_ui_shot (fixture->ui, 0), AIP_SHOT_COLUMN_NOTES,
                               test_ui_shot (fixture->ui, 1), AIP_SHOT_COLUMN_NOTES);
  test_ui_settle (fixture->ui);
  test_ui_press (fixture->ui, "ctrl+c", NULL);
  block = dup_clipboard (fixture);
  g_assert_cmpstr (block, ==, "\n\"two\nlines\"");
  test_ui_press (fixture->ui, "ctrl+shift+c", NULL);
  titled = dup_clipboard (fixture);
  g_assert_cmpstr (titled, ==, "Notes\n\n\"two\nlines\"");

  /* A block from the corner on: one step, and what is after it is untouched. */
  test_shots_focus (fixture, 3, AIP_SHOT_COLUMN_TAGS);
  aip_shot_table_paste_text (fixture->table, "a, b\tfirst\r\nc\tsecond\r\n");
  test_ui_settle (fixture->ui);
  assert_column (fixture, AIP_SHOT_COLUMN_TAGS, "|||a, b|c|");
  assert_column (fixture, AIP_SHOT_COLUMN_NOTES, "|two\nlines||first|second|");
  g_assert_cmpuint (aip_shot_table_get_n_cells (fixture->table), ==, 4);
  g_assert_cmpstr (aip_document_get_undo_label (fixture->ui->document), ==, "Paste 4 Cells");
  g_assert_true (aip_document_undo (fixture->ui->document));
  assert_column (fixture, AIP_SHOT_COLUMN_TAGS, "|||||");

  /* One cell into all that are selected. */
  aip_shot_table_select_range (fixture->table, test_ui_shot (fixture->ui, 0),
                               AIP_SHOT_COLUMN_STATUS, test_ui_shot (fixture->ui, 2),
                               AIP_SHOT_COLUMN_STATUS);
  aip_shot_table_paste_text (fixture->table, "Ready\n");
  assert_column (fixture, AIP_SHOT_COLUMN_STATUS, "Ready|Ready|Ready|Draft|Draft|Draft");
}

static void
test_paste_refused (Fixture       *fixture,
                    gconstpointer  data)
{
  GtkWidget *dialog;

  test_shots_focus (fixture, 0, AIP_SHOT_COLUMN_DURATION);
  aip_shot_table_paste_text (fixture->table, "48\nsoon\n2s\n");
  test_ui_settle (fixture->ui);
  assert_column (fixture, AIP_SHOT_COLUMN_DURATION, "48|25|48|24|25|26");
  dialog = test_ui_find (fixture->ui->window, ADW_TYPE_ALERT_DIALOG, NULL, NULL);
  g_assert_cmpstr (adw_alert_dialog_get_heading (ADW_ALERT_DIALOG (dialog)), ==,
                   "2 of 3 Cells Written");
  g_assert_true (g_str_has_prefix (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (dialog)),
                                   "SHT-0020, Duration: "));
  answer (fixture, "undo");
  assert_column (fixture, AIP_SHOT_COLUMN_DURATION, "24|25|26|24|25|26");
}

static void
test_paste_too_large (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *codes = NULL;

  test_shots_focus (fixture, 4, AIP_SHOT_COLUMN_DESCRIPTION);
  aip_shot_table_paste_text (fixture->table, "one\ntwo\nthree\nfour\n");
  test_ui_settle (fixture->ui);
  answer (fixture, "fit");
  g_assert_cmpuint (count_shots (fixture), ==, 6);
  g_assert_cmpstr (aip_shot_get_description (test_ui_shot (fixture->ui, 5)), ==, "two");
  g_assert_true (aip_document_undo (fixture->ui->document));

  test_shots_focus (fixture, 4, AIP_SHOT_COLUMN_DESCRIPTION);
  aip_shot_table_paste_text (fixture->table, "one\ntwo\nthree\nfour\n");
  test_ui_settle (fixture->ui);
  answer (fixture, "add");
  g_assert_cmpuint (count_shots (fixture), ==, 8);
  g_assert_cmpstr (aip_shot_get_description (test_ui_shot (fixture->ui, 6)), ==, "three");
  g_assert_cmpstr (aip_shot_get_description (test_ui_shot (fixture->ui, 7)), ==, "four");
  codes = dup_column (fixture, AIP_SHOT_COLUMN_CODE);
  g_assert_true (g_str_has_suffix (codes, "|SHT-0060|SHT-0070|SHT-0080"));
  /* Shots and texts are one step. */
  g_assert_true (aip_document_undo (fixture->ui->document));
  g_assert_cmpuint (count_shots (fixture), ==, 6);
}

static void
test_clear (Fixture       *fixture,
            gconstpointer  data)
{
  aip_shot_table_select_range (fixture->table, test_ui_shot (fixture->ui, 0),
                               AIP_SHOT_COLUMN_DESCRIPTION, test_ui_shot (fixture->ui, 1),
                               AIP_SHOT_COLUMN_DURATION);
  test_ui_settle (fixture->ui);
  test_ui_press (fixture->ui, "Delete", NULL);
  /* What cannot be empty stays. */
  g_assert_cmpstr (aip_shot_get_description (test_ui_shot (fixture->ui, 0)), ==, "");
  g_assert_cmpstr (aip_shot_get_description (test_ui_shot (fixture->ui, 1)), ==, "");
  assert_column (fixture, AIP_SHOT_COLUMN_DURATION, "24|25|26|24|25|26");
  g_assert_cmpuint (count_shots (fixture), ==, 6);
  g_assert_null (test_ui_find (fixture->ui->window, ADW_TYPE_ALERT_DIALOG, NULL, NULL));

  /* The code stands for its row. */
  test_shots_focus (fixture, 0, AIP_SHOT_COLUMN_CODE);
  test_ui_press (fixture->ui, "Delete", NULL);
  g_assert_cmpuint (count_shots (fixture), ==, 5);
}

static void
test_fill (Fixture       *fixture,
           gconstpointer  data)
{
  /* With one cell: what is above it. */
  test_shots_focus (fixture, 2, AIP_SHOT_COLUMN_DURATION);
  test_ui_press (fixture->ui, "ctrl+d", NULL);
  assert_column (fixture, AIP_SHOT_COLUMN_DURATION, "24|25|25|24|25|26");

  aip_shot_table_select_range (fixture->table, test_ui_shot (fixture->ui, 0),
                               AIP_SHOT_COLUMN_DURATION, test_ui_shot (fixture->ui, 3),
                               AIP_SHOT_COLUMN_DURATION);
  test_ui_settle (fixture->ui);
  test_shots_activate (fixture, "fill-down", NULL);
  assert_column (fixture, AIP_SHOT_COLUMN_DURATION, "24|24|24|24|25|26");
  g_assert_true (aip_document_undo (fixture->ui->document));
  assert_column (fixture, AIP_SHOT_COLUMN_DURATION, "24|25|25|24|25|26");
}

static void
test_cut_and_titles (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *text = NULL;

  test_shots_focus (fixture, 0, AIP_SHOT_COLUMN_DESCRIPTION);
  test_ui_press (fixture->ui, "ctrl+x", NULL);
  text = dup_clipboard (fixture);
  g_assert_cmpstr (text, ==, "Scene 1 picture 1, wide and calm");
  g_assert_cmpstr (aip_shot_get_description (test_ui_shot (fixture->ui, 0)), ==, "");
  test_shots_focus (fixture, 1, AIP_SHOT_COLUMN_DESCRIPTION);
  test_ui_press (fixture->ui, "ctrl+v", NULL);
  test_spin_while (!g_str_equal (aip_shot_get_description (test_ui_shot (fixture->ui, 1)), text));
}

static guint
count_selected (Fixture *fixture)
{
  return g_list_model_get_n_items (aip_session_get_selection (fixture->ui->session));
}

static void
test_whole (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GArray) columns = NULL;
  GtkWidget *view = test_ui_find (fixture->page, GTK_TYPE_COLUMN_VIEW, NULL, NULL);
  GtkWidget *header = gtk_widget_get_first_child (view);
  GtkWidget *title = gtk_widget_get_first_child (header);
  graphene_rect_t bounds;
  guint n_columns;

  /* Columns, rows, everything; the cell that has the focus keeps it. */
  test_shots_focus (fixture, 1, AIP_SHOT_COLUMN_DURATION);
  test_ui_press (fixture->ui, "ctrl+space", NULL);
  g_assert_cmpuint (aip_shot_table_get_n_cells (fixture->table), ==, 6);
  g_assert_cmpint (aip_shot_table_get_focus_column (fixture->table), ==,
                   AIP_SHOT_COLUMN_DURATION);
  test_ui_press (fixture->ui, "ctrl+shift+space", NULL);
  n_columns = aip_shot_table_get_n_cells (fixture->table) / 6;
  g_assert_cmpuint (n_columns, >, 8);

  test_shots_focus (fixture, 1, AIP_SHOT_COLUMN_DURATION);
  test_ui_press (fixture->ui, "ctrl+shift+space", NULL);
  g_assert_cmpuint (aip_shot_table_get_n_cells (fixture->table), ==, n_columns);
  g_assert_cmpuint (count_selected (fixture), ==, 1);
  test_ui_press (fixture->ui, "ctrl+a", NULL);
  g_assert_cmpuint (aip_shot_table_get_n_cells (fixture->table), ==, 6 * n_columns);
  g_assert_cmpuint (count_selected (fixture), ==, 6);
  test_ui_press (fixture->ui, "Down", NULL);
  g_assert_cmpuint (aip_shot_table_get_n_cells (fixture->table), ==, 1);

  /* By its title; nothing is sorted. */
  while (title != NULL && !gtk_widget_get_visible (title))
    title = gtk_widget_get_next_sibling (title);
  title = gtk_widget_get_next_sibling (gtk_widget_get_next_sibling (title));
  g_assert_true (gtk_widget_compute_bounds (title, view, &bounds));
  test_ui_ctrl_click (fixture->ui, view, bounds.origin.x + bounds.size.width / 2,
                      bounds.origin.y + bounds.size.height / 2);
  columns = aip_shot_table_dup_range_columns (fixture->table);
  g_assert_cmpuint (columns->len, ==, 1);
  g_assert_cmpint (g_array_index (columns, AipShotColumn, 0), ==, AIP_SHOT_COLUMN_DESCRIPTION);
  g_assert_cmpuint (aip_shot_table_get_n_cells (fixture->table), ==, 6);
}

static void
test_far (Fixture       *fixture,
          gconstpointer  data)
{
  GtkWidget *window = fixture->ui->window;

  test_shots_focus (fixture, 3, AIP_SHOT_COLUMN_DURATION);
  test_ui_press (fixture->ui, "ctrl+Home", NULL);
  g_assert_true (aip_cell_get_shot (aip_cell_find (gtk_window_get_focus (GTK_WINDOW (window))))
                 == test_ui_shot (fixture->ui, 0));
  g_assert_cmpint (aip_shot_table_get_focus_column (fixture->table), ==,
                   AIP_SHOT_COLUMN_THUMBNAIL);
  test_ui_press (fixture->ui, "ctrl+shift+End", NULL);
  g_assert_cmpuint (count_selected (fixture), ==, 6);
  g_assert_cmpuint (aip_shot_table_get_n_cells (fixture->table), >, 6 * 8);

  test_shots_focus (fixture, 0, AIP_SHOT_COLUMN_DURATION);
  test_ui_press (fixture->ui, "Page_Down", NULL);
  g_assert_true (aip_cell_get_shot (aip_cell_find (gtk_window_get_focus (GTK_WINDOW (window))))
                 == test_ui_shot (fixture->ui, 5));
  g_assert_cmpint (aip_shot_table_get_focus_column (fixture->table), ==,
                   AIP_SHOT_COLUMN_DURATION);
  test_ui_press (fixture->ui, "shift+Page_Up", NULL);
  g_assert_cmpuint (aip_shot_table_get_n_cells (fixture->table), ==, 6);
}

static void
test_same_for_all (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");

  show_column (fixture, AIP_SHOT_COLUMN_NOTES);

  /* What is typed goes into every cell of the range with Ctrl+Enter; Enter changes one. */
  aip_shot_table_select_range (fixture->table, test_ui_shot (fixture->ui, 0),
                               AIP_SHOT_COLUMN_NOTES, test_ui_shot (fixture->ui, 3),
                               AIP_SHOT_COLUMN_NOTES);
  test_ui_settle (fixture->ui);
  test_ui_type (fixture->ui, "wet");
  test_ui_press (fixture->ui, "ctrl+Return", NULL);
  assert_column (fixture, AIP_SHOT_COLUMN_NOTES, "wet|wet|wet|wet||");
  g_assert_true (aip_shot_table_has_range (fixture->table));
  g_assert_cmpstr (aip_document_get_undo_label (fixture->ui->document), ==, "Write 4 Cells");
  g_assert_true (aip_document_undo (fixture->ui->document));
  assert_column (fixture, AIP_SHOT_COLUMN_NOTES, "|||||");

  test_shots_focus (fixture, 2, AIP_SHOT_COLUMN_NOTES);
  test_ui_press (fixture->ui, "ctrl+semicolon", NULL);
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (test_ui_shot (fixture->ui, 2)), "notes"), ==,
                   today);
}

int
main (int   argc,
      char *argv[])
{
  if (!test_ui_init (&argc, &argv))
    return 0;

#define ADD(name, function) \
  g_test_add ("/ui/shot-range/" name, Fixture, NULL, test_shots_set_up, function, \
              test_shots_tear_down)

  ADD ("keys", test_keys);
  ADD ("copy-and-paste", test_copy_and_paste);
  ADD ("paste-refused", test_paste_refused);
  ADD ("paste-too-large", test_paste_too_large);
  ADD ("clear", test_clear);
  ADD ("fill", test_fill);
  ADD ("cut", test_cut_and_titles);
  ADD ("whole", test_whole);
  ADD ("far", test_far);
  ADD ("same-for-all", test_same_for_all);

  return g_test_run ();
}
