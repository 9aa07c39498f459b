/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-shot-table"

#include "config.h"

#include "aip-cell-chooser.h"
#include "aip-cell-editor.h"
#include "aip-cell-findings.h"
#include "aip-cell-progress.h"
#include "aip-job-record.h"
#include "aip-paths.h"
#include "aip-shot-table.h"
#include "aip-shots-page.h"
#include "test-im.h"
#include "test-shots.h"
#include "ui-support.h"

/* Two scenes of three shots in a window that has the keyboard. */
typedef TestShots Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  test_im_set_hangul (FALSE);
  test_im_set_async (FALSE);
  test_shots_open (fixture, test_ui_new (2, 3));
}

/* What has the keyboard focus: "SHT-0010 description", "editor", "chooser" … */
static char *
dup_focus (Fixture *fixture)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->ui->window));
  AipCell *cell = aip_cell_find (focus);

  if (focus == NULL)
    return g_strdup ("nothing");
  if (cell != NULL)
    return g_strdup_printf ("%s %s", aip_shot_get_code (aip_cell_get_shot (cell)),
                            aip_shot_column_get_info (aip_cell_get_column (cell))->id);
  if (gtk_widget_get_ancestor (focus, AIP_TYPE_CELL_EDITOR) != NULL)
    return g_strdup ("editor");
  if (gtk_widget_get_ancestor (focus, AIP_TYPE_CELL_CHOOSER) != NULL)
    return g_strdup ("chooser");

  return g_strdup (G_OBJECT_TYPE_NAME (focus));
}

#define assert_focus(fixture, expected)                  \
  G_STMT_START                                           \
  {                                                      \
    g_autofree char *focus_ = dup_focus (fixture);       \
    g_assert_cmpstr (focus_, ==, expected);              \
  }                                                      \
  G_STMT_END

static gboolean
is_enabled (Fixture    *fixture,
            const char *action)
{
  return g_action_group_get_action_enabled (
    aip_shots_page_get_actions (AIP_SHOTS_PAGE (fixture->page)), action);
}

static const char *
get_description (Fixture *fixture,
                 guint    index)
{
  return aip_shot_get_description (test_ui_shot (fixture->ui, index));
}

/* Arrows, Home and End by cell ---------------------------------------------------------------- */

static void
test_navigation (Fixture       *fixture,
                 gconstpointer  data)
{
  test_shots_focus (fixture, 0, AIP_SHOT_COLUMN_CODE);
  test_ui_press (fixture->ui, "Right", NULL);
  assert_focus (fixture, "SHT-0010 description");
  test_ui_press (fixture->ui, "Down", NULL);
  assert_focus (fixture, "SHT-0020 description");
  test_ui_press (fixture->ui, "Home", NULL);
  assert_focus (fixture, "SHT-0020 thumbnail");
  test_ui_press (fixture->ui, "End", NULL);
  assert_focus (fixture, "SHT-0020 workflow");
  test_ui_press (fixture->ui, "ctrl+Home", NULL);
  assert_focus (fixture, "SHT-0010 thumbnail");
}

/* Setups --------------------------------------------------------------------------------------- */

static void
setup_opened_cb (guint *n_opened)
{
  (*n_opened)++;
}

static void
test_setup_cells (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *shipped = aip_paths_data_file ("presets");
  g_autoptr(AipCinema) cinema = aip_cinema_load (shipped, NULL, NULL, NULL);
  AipShotSetups *setups = aip_session_get_setups (fixture->ui->session);
  g_autoptr(GSimpleAction) action = g_simple_action_new ("setup", NULL);
  GActionGroup *actions = aip_shots_page_get_actions (AIP_SHOTS_PAGE (fixture->page));
  guint n_opened = 0;

  aip_shot_setups_set_cinema (setups, cinema);
  g_signal_connect_swapped (action, "activate", G_CALLBACK (setup_opened_cb), &n_opened);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (action));

  /* F2 and Enter open the dialog; typing writes into the cell as in any other. */
  test_shots_focus (fixture, 0, AIP_SHOT_COLUMN_LENS);
  test_ui_press (fixture->ui, "F2", "Return", NULL);
  g_assert_cmpuint (n_opened, ==, 2);
  g_assert_false (aip_shot_table_is_editing (fixture->table));
  test_ui_type (fixture->ui, "cooke s4 50mm t2.8");
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_cmpstr (aip_shot_setups_get_text (setups, test_ui_shot (fixture->ui, 0),
                                             AIP_SETUP_CELL_LENS), ==, "Cooke S4/i · 50 mm · T2.8");
  g_assert_cmpstr (aip_document_get_undo_label (fixture->ui->document), ==,
                   "Change Lens of SHT-0010");
  assert_focus (fixture, "SHT-0020 lens");

  /* What is not known stays to be corrected, and says so. */
  test_ui_type (fixture->ui, "bottle");
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_true (aip_shot_table_is_editing (fixture->table));
  test_ui_press (fixture->ui, "Escape", NULL);
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (test_ui_shot (fixture->ui, 1)), "setup"), ==,
                   "");

  /* The icon of the findings is not typed on. */
  test_shots_focus (fixture, 0, AIP_SHOT_COLUMN_FINDINGS);
  test_ui_type (fixture->ui, "x");
  g_assert_false (aip_shot_table_is_editing (fixture->table));
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_cmpuint (n_opened, ==, 3);
}

static gboolean
is_findings (GtkWidget     *widget,
             gconstpointer  data)
{
  return aip_cell_get_shot (AIP_CELL (widget)) == data;
}

static void
test_findings_cell (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *shipped = aip_paths_data_file ("presets");
  g_autoptr(AipCinema) cinema = aip_cinema_load (shipped, NULL, NULL, NULL);
  AipShot *shot = test_ui_shot (fixture->ui, 0);
  GtkWidget *cell = test_ui_find (fixture->page, AIP_TYPE_CELL_FINDINGS, is_findings, shot);

  gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_LABEL, "Findings: empty");
  test_set_text (fixture->ui->document, shot, "setup",
                 "{\"year\":1962,\"body\":\"arri_alexa_mini\"}");
  aip_shot_setups_set_cinema (aip_session_get_setups (fixture->ui->session), cinema);
  g_assert_true (gtk_widget_has_css_class (cell, "finding-anachronism"));
  test_set_text (fixture->ui->document, shot, "setup", "{\"size\":\"close\"}");
  g_assert_false (gtk_widget_has_css_class (cell, "finding-anachronism"));
  gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_LABEL, "Findings: Possible");
}

/* Editing -------------------------------------------------------------------------------------- */

static void
test_edit_beside_picture (Fixture       *fixture,
                          gconstpointer  data)
{
  test_shots_focus (fixture, 0, AIP_SHOT_COLUMN_THUMBNAIL);
  test_ui_press (fixture->ui, "F2", NULL);
  assert_focus (fixture, "editor");
  test_ui_press (fixture->ui, "Escape", NULL);
  assert_focus (fixture, "SHT-0010 description");
}

static void
test_enter (Fixture       *fixture,
            gconstpointer  data)
{
  test_shots_focus (fixture, 0, AIP_SHOT_COLUMN_DESCRIPTION);
  test_ui_press (fixture->ui, "F2", NULL);
  assert_focus (fixture, "editor");
  test_ui_press (fixture->ui, "End", NULL);
  test_ui_type (fixture->ui, " tonight");
  /* Nothing is written while somebody types. */
  g_assert_null (strstr (get_description (fixture, 0), "tonight"));
  test_ui_press (fixture->ui, "Return", NULL);

  g_assert_cmpstr (get_description (fixture, 0), ==, "Scene 1 picture 1, wide and calm tonight");
  g_assert_cmpstr (aip_document_get_undo_label (fixture->ui->document), ==,
                   "Change Description of SHT-0010");
  assert_focus (fixture, "SHT-0020 description");
  g_assert_false (aip_shot_table_is_editing (fixture->table));

  /* Back up, and one step takes all of it back. */
  test_ui_press (fixture->ui, "Return", "shift+Return", NULL);
  assert_focus (fixture, "SHT-0010 description");
  g_assert_true (aip_document_undo (fixture->ui->document));
  g_assert_cmpstr (get_description (fixture, 0), ==, "Scene 1 picture 1, wide and calm");
}

static void
test_escape (Fixture       *fixture,
             gconstpointer  data)
{
  gint64 position = aip_document_get_position (fixture->ui->document);

  test_shots_focus (fixture, 1, AIP_SHOT_COLUMN_DESCRIPTION);
  test_ui_press (fixture->ui, "Return", NULL);
  test_ui_type (fixture->ui, "never mind");
  test_ui_press (fixture->ui, "Escape", NULL);
  assert_focus (fixture, "SHT-0020 description");
  g_assert_cmpint (aip_document_get_position (fixture->ui->document), ==, position);
}

static void
test_tab (Fixture       *fixture,
          gconstpointer  data)
{
  test_shots_focus (fixture, 2, AIP_SHOT_COLUMN_DESCRIPTION);
  test_ui_press (fixture->ui, "F2", NULL);
  test_ui_type (fixture->ui, "!");
  test_ui_press (fixture->ui, "Tab", NULL);
  g_assert_true (g_str_has_suffix (get_description (fixture, 2), "!"));
  assert_focus (fixture, "chooser");

  /* A list is chosen from and left by Tab as well. */
  test_ui_press (fixture->ui, "Down", "Tab", NULL);
  g_assert_cmpint (aip_shot_get_status (test_ui_shot (fixture->ui, 2)), ==, AIP_STATUS_READY);
  assert_focus (fixture, "editor");
  test_ui_type (fixture->ui, "3s");
  test_ui_press (fixture->ui, "shift+Tab", NULL);
  g_assert_cmpint (aip_shot_get_duration (test_ui_shot (fixture->ui, 2)), ==, 72);
  assert_focus (fixture, "chooser");
  test_ui_press (fixture->ui, "Escape", NULL);
  assert_focus (fixture, "SHT-0030 status");

  /* Over the end of a row into the next. */
  test_shots_focus (fixture, 2, AIP_SHOT_COLUMN_WORKFLOW);
  test_ui_press (fixture->ui, "F2", "Tab", NULL);
  assert_focus (fixture, "editor");
  test_ui_press (fixture->ui, "Escape", NULL);
  assert_focus (fixture, "SHT-0040 code");
}

static void
test_focus_out (Fixture       *fixture,
                gconstpointer  data)
{
  test_shots_focus (fixture, 0, AIP_SHOT_COLUMN_DESCRIPTION);
  test_ui_press (fixture->ui, "F2", NULL);
  test_ui_type (fixture->ui, "?");
  gtk_widget_child_focus (fixture->page, GTK_DIR_TAB_BACKWARD);
  test_ui_settle (fixture->ui);
  test_shots_focus (fixture, 4, AIP_SHOT_COLUMN_CODE);
  g_assert_true (g_str_has_suffix (get_description (fixture, 0), "?"));
  assert_focus (fixture, "SHT-0050 code");
}

static void
test_invalid (Fixture       *fixture,
              gconstpointer  data)
{
  test_shots_focus (fixture, 0, AIP_SHOT_COLUMN_DURATION);
  test_ui_press (fixture->ui, "F2", NULL);
  test_ui_type (fixture->ui, "soon");
  test_ui_press (fixture->ui, "Return", NULL);
  /* It stays open with what was typed, so it can be put right. */
  assert_focus (fixture, "editor");
  g_assert_cmpint (aip_shot_get_duration (test_ui_shot (fixture->ui, 0)), ==, 24);
  test_ui_press (fixture->ui, "ctrl+a", NULL);
  test_ui_type (fixture->ui, "00:00:02:12");
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_cmpint (aip_shot_get_duration (test_ui_shot (fixture->ui, 0)), ==, 60);
  assert_focus (fixture, "SHT-0020 duration");

  /* Left behind, it is dropped, and said so. */
  test_ui_press (fixture->ui, "F2", NULL);
  test_ui_type (fixture->ui, "never");
  test_shots_focus (fixture, 3, AIP_SHOT_COLUMN_CODE);
  g_assert_cmpint (aip_shot_get_duration (test_ui_shot (fixture->ui, 1)), ==, 25);
  g_assert_nonnull (fixture->ui->toast);
  g_assert_nonnull (strstr (fixture->ui->toast, "never"));
}

static void
test_typing_starts (Fixture       *fixture,
                    gconstpointer  data)
{
  test_shots_focus (fixture, 0, AIP_SHOT_COLUMN_DESCRIPTION);
  test_ui_type (fixture->ui, "New words");
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_cmpstr (get_description (fixture, 0), ==, "New words");

  test_shots_focus (fixture, 0, AIP_SHOT_COLUMN_DURATION);
  test_ui_type (fixture->ui, "48");
  test_ui_press (fixture->ui, "Tab", "Escape", NULL);
  g_assert_cmpint (aip_shot_get_duration (test_ui_shot (fixture->ui, 0)), ==, 48);

  /* In a list it finds the choice. */
  test_shots_focus (fixture, 1, AIP_SHOT_COLUMN_STATUS);
  test_ui_type (fixture->ui, "rea");
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_cmpint (aip_shot_get_status (test_ui_shot (fixture->ui, 1)), ==, AIP_STATUS_READY);

  /* Where nothing can be edited nothing happens. */
  test_shots_focus (fixture, 1, AIP_SHOT_COLUMN_GENERATION);
  test_ui_type (fixture->ui, "x");
  assert_focus (fixture, "SHT-0020 generation");
}

/* The first jamo of the first syllable must be neither lost nor doubled, nor stand alone. */
static void
test_hangul (Fixture       *fixture,
             gconstpointer  data)
{
  test_im_set_hangul (TRUE);
  test_im_set_async (GPOINTER_TO_INT (data));

  test_shots_focus (fixture, 0, AIP_SHOT_COLUMN_DESCRIPTION);
  test_ui_type (fixture->ui, "qlrk");
  test_ui_type (fixture->ui, " dhsmsqka");
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_cmpstr (get_description (fixture, 0), ==, "비가 오는밤");
  assert_focus (fixture, "SHT-0020 description");

  /* Enter in the very first syllable commits it as well, Escape drops it. */
  test_ui_type (fixture->ui, "gks");
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_cmpstr (get_description (fixture, 1), ==, "한");
  assert_focus (fixture, "SHT-0030 description");
  test_ui_type (fixture->ui, "gk");
  test_ui_press (fixture->ui, "Escape", NULL);
  assert_focus (fixture, "SHT-0030 description");
  g_assert_cmpstr (get_description (fixture, 2), ==, "Scene 1 picture 3, wide and calm");

  /* The same in an editor that was opened by F2, up to its own last syllable. */
  test_ui_press (fixture->ui, "F2", "ctrl+a", NULL);
  test_ui_type (fixture->ui, "gksrmf");
  test_ui_press (fixture->ui, "Tab", NULL);
  g_assert_cmpstr (get_description (fixture, 2), ==, "한글");
  assert_focus (fixture, "chooser");
  test_ui_press (fixture->ui, "Escape", NULL);

  /* And with another cell clicked in the middle of a syllable. */
  test_shots_focus (fixture, 3, AIP_SHOT_COLUMN_DESCRIPTION);
  test_ui_press (fixture->ui, "F2", "ctrl+a", NULL);
  test_ui_type (fixture->ui, "qk");
  test_shots_focus (fixture, 4, AIP_SHOT_COLUMN_CODE);
  g_assert_cmpstr (get_description (fixture, 3), ==, "바");
}

static void
test_several (Fixture       *fixture,
              gconstpointer  data)
{
  test_shots_focus (fixture, 0, AIP_SHOT_COLUMN_DURATION);
  test_ui_press (fixture->ui, "shift+Down", "shift+Down", "F2", NULL);
  test_ui_type (fixture->ui, "2s");
  test_ui_press (fixture->ui, "Return", NULL);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (aip_shot_get_duration (test_ui_shot (fixture->ui, i)), ==, 48);
  g_assert_cmpint (aip_shot_get_duration (test_ui_shot (fixture->ui, 3)), ==, 24);
  g_assert_cmpstr (aip_document_get_undo_label (fixture->ui->document), ==,
                   "Change Duration of 3 Shots");
  /* They stay selected. */
  g_assert_cmpuint (g_list_model_get_n_items (aip_session_get_selection (fixture->ui->session)), ==,
                    3);

  /* A description is each shot's own. */
  test_shots_focus (fixture, 0, AIP_SHOT_COLUMN_DESCRIPTION);
  test_ui_press (fixture->ui, "shift+Down", "F2", "ctrl+a", NULL);
  test_ui_type (fixture->ui, "mine");
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_cmpstr (get_description (fixture, 1), ==, "mine");
  g_assert_cmpstr (get_description (fixture, 0), !=, "mine");
}

static void
test_row_goes_while_editing (Fixture       *fixture,
                             gconstpointer  data)
{
  AipShot *added;

  /* Filtered out: what was typed is kept. */
  test_shots_focus (fixture, 0, AIP_SHOT_COLUMN_DESCRIPTION);
  test_ui_press (fixture->ui, "F2", "ctrl+a", NULL);
  test_ui_type (fixture->ui, "kept");
  aip_shots_page_set_search (AIP_SHOTS_PAGE (fixture->page), "scene 2");
  test_ui_settle (fixture->ui);
  g_assert_false (aip_shot_table_is_editing (fixture->table));
  g_assert_cmpstr (get_description (fixture, 0), ==, "kept");
  aip_shots_page_set_search (AIP_SHOTS_PAGE (fixture->page), "");
  test_ui_settle (fixture->ui);

  /* Taken back by an undo: there is nothing to keep it in, and nothing breaks. */
  added = test_add_shot (fixture->ui->document, "short life");
  test_ui_settle (fixture->ui);
  g_assert_true (aip_shot_table_start_edit (fixture->table, added, AIP_SHOT_COLUMN_DESCRIPTION));
  test_ui_type (fixture->ui, "lost");
  g_assert_true (aip_document_undo (fixture->ui->document));
  test_ui_settle (fixture->ui);
  g_assert_false (aip_shot_table_is_editing (fixture->table));
  g_assert_true (aip_document_can_redo (fixture->ui->document));
}

/* The editor stays in sight, and Enter leads back to its row. */
static void
test_scrolled_away (Fixture       *fixture,
                    gconstpointer  data)
{
  GtkWidget *column_view = test_ui_find (fixture->page, GTK_TYPE_COLUMN_VIEW, NULL, NULL);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (column_view));

  aip_document_begin (fixture->ui->document, "Many");
  for (guint i = 0; i < 1000; i++)
    aip_document_insert_shot (fixture->ui->document, NULL, NULL, NULL);
  aip_document_commit (fixture->ui->document);
  test_ui_settle (fixture->ui);

  test_shots_focus (fixture, 0, AIP_SHOT_COLUMN_DESCRIPTION);
  test_ui_press (fixture->ui, "F2", "ctrl+a", NULL);
  test_ui_type (fixture->ui, "far away");
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  test_ui_settle (fixture->ui);
  assert_focus (fixture, "editor");
  test_ui_type (fixture->ui, " and back");
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_cmpstr (get_description (fixture, 0), ==, "far away and back");
  assert_focus (fixture, "SHT-0020 description");
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), <, 200);
}

static void
test_sorted_edit (Fixture       *fixture,
                  gconstpointer  data)
{
  test_shots_activate (fixture, "group", NULL);
  test_shots_activate (fixture, "sort", g_variant_new_string ("duration"));
  test_shots_focus (fixture, 0, AIP_SHOT_COLUMN_DURATION);
  test_ui_press (fixture->ui, "F2", NULL);
  test_ui_type (fixture->ui, "900");
  /* The row below is the one that was below when Enter was pressed. */
  test_ui_press (fixture->ui, "Return", NULL);
  assert_focus (fixture, "SHT-0040 duration");
  g_assert_false (is_enabled (fixture, "move-up"));
}

/* Rows ----------------------------------------------------------------------------------------- */

static void
test_delete (Fixture       *fixture,
             gconstpointer  data)
{
  test_shots_focus (fixture, 1, AIP_SHOT_COLUMN_STATUS);
  test_ui_press (fixture->ui, "ctrl+Delete", NULL);
  g_assert_cmpstr (fixture->ui->toast, ==, "SHT-0020 deleted");
  assert_focus (fixture, "SHT-0030 status");
  g_assert_cmpuint (g_list_model_get_n_items (aip_session_get_selection (fixture->ui->session)), ==,
                    1);

  g_assert_true (aip_document_undo (fixture->ui->document));
  test_ui_settle (fixture->ui);
  assert_focus (fixture, "SHT-0030 status");

  /* All of them: the way out is the focus then. */
  test_ui_press (fixture->ui, "ctrl+a", "ctrl+Delete", NULL);
  g_assert_cmpuint (aip_entity_list_get_count (aip_document_get_shots (fixture->ui->document)), ==,
                    0);
  assert_focus (fixture, "GtkButton");
  test_ui_press (fixture->ui, "space", NULL);
  g_assert_cmpuint (aip_entity_list_get_count (aip_document_get_shots (fixture->ui->document)), ==,
                    1);
  assert_focus (fixture, "SHT-0010 description");
}

static void
test_move_keys (Fixture       *fixture,
                gconstpointer  data)
{
  AipShot *third = test_ui_shot (fixture->ui, 2);
  const char *second_scene = aip_shot_get_scene_id (test_ui_shot (fixture->ui, 3));
  g_autofree char *codes = NULL;

  test_shots_focus (fixture, 2, AIP_SHOT_COLUMN_CODE);
  test_ui_press (fixture->ui, "alt+Up", NULL);
  assert_focus (fixture, "SHT-0030 code");
  g_assert_true (test_ui_shot (fixture->ui, 1) == third);

  /* Over the edge of a scene: first only into it. */
  test_ui_press (fixture->ui, "alt+Down", "alt+Down", NULL);
  g_assert_true (test_ui_shot (fixture->ui, 2) == third);
  g_assert_cmpstr (aip_shot_get_scene_id (third), ==, second_scene);
  test_ui_press (fixture->ui, "alt+Down", NULL);
  g_assert_true (test_ui_shot (fixture->ui, 3) == third);
  assert_focus (fixture, "SHT-0030 code");

  for (guint i = 0; i < 4; i++)
    g_assert_true (aip_document_undo (fixture->ui->document));
  codes = test_codes (fixture->ui->document);
  g_assert_cmpstr (codes, ==, "SHT-0010 SHT-0020 SHT-0030 SHT-0040 SHT-0050 SHT-0060");
}

static void
test_drop (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GPtrArray) pair = g_ptr_array_new ();
  g_autofree char *codes = NULL;

  g_ptr_array_add (pair, test_ui_shot (fixture->ui, 0));
  g_ptr_array_add (pair, test_ui_shot (fixture->ui, 2));
  g_assert_true (aip_shot_table_drop (fixture->table, pair, test_ui_shot (fixture->ui, 4), TRUE));
  test_ui_settle (fixture->ui);
  codes = test_codes (fixture->ui->document);
  g_assert_cmpstr (codes, ==, "SHT-0020 SHT-0040 SHT-0050 SHT-0010 SHT-0030 SHT-0060");
  assert_focus (fixture, "SHT-0010 thumbnail");
  g_assert_cmpuint (g_list_model_get_n_items (aip_session_get_selection (fixture->ui->session)), ==,
                    2);

  /* Sorted, only another group is another place. */
  test_shots_activate (fixture, "sort", g_variant_new_string ("code"));
  g_assert_false (aip_shot_table_drop (fixture->table, pair, test_ui_shot (fixture->ui, 2), FALSE));
  g_assert_nonnull (strstr (fixture->ui->toast, "film order"));
  g_assert_true (aip_shot_table_drop (fixture->table, pair, test_ui_shot (fixture->ui, 0), FALSE));
  g_assert_cmpstr (aip_shot_get_scene_id (g_ptr_array_index (pair, 1)), ==,
                   aip_shot_get_scene_id (test_ui_shot (fixture->ui, 2)));
}

static void
test_insert (Fixture       *fixture,
             gconstpointer  data)
{
  test_shots_focus (fixture, 0, AIP_SHOT_COLUMN_CODE);
  test_shots_activate (fixture, "insert-below", NULL);
  assert_focus (fixture, "SHT-0015 description");
  test_shots_activate (fixture, "insert-above", NULL);
  assert_focus (fixture, "SHT-00125 description");
  test_ui_press (fixture->ui, "ctrl+shift+d", NULL);
  g_assert_cmpuint (aip_entity_list_get_count (aip_document_get_shots (fixture->ui->document)), ==,
                    9);

  test_shots_activate (fixture, "clear-selection", NULL);
  test_shots_activate (fixture, "new", NULL);
  assert_focus (fixture, "SHT-0070 description");
  aip_shots_page_set_search (AIP_SHOTS_PAGE (fixture->page), "picture 2");
  test_shots_activate (fixture, "new", NULL);
  g_assert_nonnull (strstr (fixture->ui->toast, "search hides it"));
}

/* Scripts, states, look --------------------------------------------------------------------- */

static void
test_script_actions (Fixture       *fixture,
                     gconstpointer  data)
{
  const char *codes[] = { "SHT-0020", "SHT-0050", "SHT-9999", NULL };

  test_shots_activate (fixture, "select", g_variant_new_strv (codes, -1));
  g_assert_cmpuint (g_list_model_get_n_items (aip_session_get_selection (fixture->ui->session)), ==,
                    2);
  test_shots_activate (fixture, "set", g_variant_new ("(sss)", "SHT-0020", "duration", "4s"));
  g_assert_cmpint (aip_shot_get_duration (test_ui_shot (fixture->ui, 1)), ==, 96);
  test_shots_activate (fixture, "set", g_variant_new ("(sss)", "SHT-0020", "status", "nonsense"));
  g_assert_nonnull (strstr (fixture->ui->toast, "nonsense"));
  test_shots_activate (fixture, "set", g_variant_new ("(sss)", "SHT-9999", "status", "draft"));
  g_assert_nonnull (strstr (fixture->ui->toast, "SHT-9999"));
}

static void
test_enabled (Fixture       *fixture,
              gconstpointer  data)
{
  AipShot *shot = test_ui_shot (fixture->ui, 0);

  test_shots_focus (fixture, 0, AIP_SHOT_COLUMN_CODE);
  g_assert_false (is_enabled (fixture, "move-up"));
  g_assert_true (is_enabled (fixture, "move-down"));
  g_assert_true (is_enabled (fixture, "generate"));
  g_assert_false (is_enabled (fixture, "cancel"));
  g_assert_false (is_enabled (fixture, "retry"));
  g_assert_false (is_enabled (fixture, "open-take"));

  test_ui_add_job (fixture->ui, shot, "running");
  test_ui_settle (fixture->ui);
  g_assert_false (is_enabled (fixture, "generate"));
  g_assert_true (is_enabled (fixture, "cancel"));

  test_ui_add_job (fixture->ui, shot, "failed");
  test_ui_add_take (fixture->ui, shot, 0x336699ff);
  test_ui_settle (fixture->ui);
  g_assert_true (is_enabled (fixture, "generate"));
  g_assert_true (is_enabled (fixture, "retry"));
  g_assert_true (is_enabled (fixture, "open-take"));
}

static void
test_look_is_kept (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GVariant) state = NULL;
  GtkWidget *other;

  test_shots_activate (fixture, "column-workflow", NULL);
  test_shots_activate (fixture, "column-notes", NULL);
  test_shots_activate (fixture, "duration-display", g_variant_new_string ("timecode"));
  test_shots_activate (fixture, "sort", g_variant_new_string ("duration"));
  test_shots_activate (fixture, "sort-descending", NULL);

  /* Another window onto the same project begins where this one left off. */
  adw_window_set_content (ADW_WINDOW (fixture->ui->window), NULL);
  other = aip_shots_page_new (fixture->ui->session);
  fixture->page = other;
  adw_window_set_content (ADW_WINDOW (fixture->ui->window), other);
  fixture->table = AIP_SHOT_TABLE (test_ui_find (other, AIP_TYPE_SHOT_TABLE, NULL, NULL));
  test_ui_settle (fixture->ui);

  g_assert_false (aip_shot_table_get_column_visible (fixture->table, AIP_SHOT_COLUMN_WORKFLOW));
  g_assert_true (aip_shot_table_get_column_visible (fixture->table, AIP_SHOT_COLUMN_NOTES));
  state = g_action_group_get_action_state (aip_shots_page_get_actions (AIP_SHOTS_PAGE (other)),
                                           "sort");
  g_assert_cmpstr (g_variant_get_string (state, NULL), ==, "duration");
  g_clear_pointer (&state, g_variant_unref);
  state = g_action_group_get_action_state (aip_shots_page_get_actions (AIP_SHOTS_PAGE (other)),
                                           "sort-descending");
  g_assert_true (g_variant_get_boolean (state));
  g_clear_pointer (&state, g_variant_unref);
  state = g_action_group_get_action_state (aip_shots_page_get_actions (AIP_SHOTS_PAGE (other)),
                                           "duration-display");
  g_assert_cmpstr (g_variant_get_string (state, NULL), ==, "timecode");
}

/* What a screen reader is told --------------------------------------------------------------- */

static gboolean
shows_shot (GtkWidget     *widget,
            gconstpointer  data)
{
  return aip_cell_get_shot (AIP_CELL (widget)) == data;
}

static void
test_accessible (Fixture       *fixture,
                 gconstpointer  data)
{
  AipShot *shot = test_ui_shot (fixture->ui, 1);
  AipJob *job = test_ui_add_job (fixture->ui, shot, "running");
  /* The assertion uses its arguments as a format. */
  const char *text = "43 % · Sampling";
  const char *label = "Generation: 43 % · Sampling";
  GtkWidget *cell;

  test_ui_settle (fixture->ui);
  cell = test_ui_find (fixture->page, AIP_TYPE_CELL_PROGRESS, shows_shot, shot);
  g_assert_nonnull (cell);
  gtk_test_accessible_assert_role (cell, GTK_ACCESSIBLE_ROLE_PROGRESS_BAR);

  aip_job_set_stage (job, "Sampling");
  aip_job_set_progress (job, 0.435);
  gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 43.0);
  gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text);
  gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_LABEL, label);

  test_ui_add_take (fixture->ui, shot, 0x993333ff);
  aip_job_record (fixture->ui->document, job, AIP_JOB_FETCHING, NULL);
  aip_job_record (fixture->ui->document, job, AIP_JOB_DONE, NULL);
  test_ui_settle (fixture->ui);
  gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       "12 s · render-01");
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  test_im_choose ();
  if (!test_ui_init (&argc, &argv))
    return 0;
  test_im_register ();

#define ADD(path, function)                                                                      \
  g_test_add ("/shot-table/" path, Fixture, NULL, set_up, function, test_shots_tear_down)
  ADD ("navigation", test_navigation);
  ADD ("setup-cells", test_setup_cells);
  ADD ("findings-cell", test_findings_cell);
  ADD ("edit-beside-picture", test_edit_beside_picture);
  ADD ("enter", test_enter);
  ADD ("escape", test_escape);
  ADD ("tab", test_tab);
  ADD ("focus-out", test_focus_out);
  ADD ("invalid", test_invalid);
  ADD ("typing-starts", test_typing_starts);
  g_test_add ("/shot-table/hangul", Fixture, GINT_TO_POINTER (FALSE), set_up, test_hangul,
              test_shots_tear_down);
  g_test_add ("/shot-table/hangul-later", Fixture, GINT_TO_POINTER (TRUE), set_up, test_hangul,
              test_shots_tear_down);
  ADD ("several", test_several);
  ADD ("row-goes-while-editing", test_row_goes_while_editing);
  ADD ("scrolled-away", test_scrolled_away);
  ADD ("sorted-edit", test_sorted_edit);
  ADD ("delete", test_delete);
  ADD ("move-keys", test_move_keys);
  ADD ("drop", test_drop);
  ADD ("insert", test_insert);
  ADD ("script-actions", test_script_actions);
  ADD ("enabled", test_enabled);
  ADD ("look-is-kept", test_look_is_kept);
  ADD ("accessible", test_accessible);
#undef ADD

  return g_test_run ();
}
