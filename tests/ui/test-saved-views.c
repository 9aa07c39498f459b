/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-saved-views"

#include "config.h"

#include "aip-cell.h"
#include "aip-frozen-header.h"
#include "aip-row-colors-dialog.h"
#include "aip-shot-board.h"
#include "aip-shot-edit.h"
#include "aip-shot-gallery.h"
#include "aip-shot-table.h"
#include "aip-shot-tile.h"
#include "aip-shots-page.h"
#include "aip-view-bar.h"
#include "aip-view-definition.h"
#include "aip-view.h"
#include "test-support.h"
#include "ui-support.h"

/* Two scenes of three shots in a window that has the keyboard. */
typedef struct {
  TestUi       *ui;
  GtkWidget    *page;
  AipShotTable *table;
  char         *first_step;   /* what undo is about before anything is done here */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->ui = test_ui_new (2, 3);
  fixture->page = aip_shots_page_new (fixture->ui->session);
  test_ui_present (fixture->ui, fixture->page);
  fixture->first_step = g_strdup (aip_document_get_undo_label (fixture->ui->document));
  fixture->table = AIP_SHOT_TABLE (test_ui_find (fixture->page, AIP_TYPE_SHOT_TABLE, NULL, NULL));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  test_ui_free (fixture->ui, fixture->page);
  g_free (fixture->first_step);
}

static GActionGroup *
get_actions (Fixture *fixture)
{
  return aip_shots_page_get_actions (AIP_SHOTS_PAGE (fixture->page));
}

/* What was changed is written at once instead of a moment later. */
static void
activate (Fixture    *fixture,
          const char *action,
          GVariant   *parameter)
{
  g_action_group_activate_action (get_actions (fixture), action, parameter);
  aip_shots_page_flush (AIP_SHOTS_PAGE (fixture->page));
  test_ui_settle (fixture->ui);
}

static char *
dup_state (Fixture    *fixture,
           const char *action)
{
  g_autoptr(GVariant) state = g_action_group_get_action_state (get_actions (fixture), action);

  return g_variant_is_of_type (state, G_VARIANT_TYPE_STRING) ? g_variant_dup_string (state, NULL)
                                                             : g_variant_print (state, FALSE);
}

#define assert_state(fixture, action, expected)             \
  G_STMT_START                                              \
  {                                                         \
    g_autofree char *state_ = dup_state (fixture, action);  \
    g_assert_cmpstr (state_, ==, expected);                 \
  }                                                         \
  G_STMT_END

static AipEntityList *
get_views (Fixture *fixture)
{
  return aip_document_get_list (fixture->ui->document, AIP_KIND_VIEW);
}

static AipView *
get_view (Fixture *fixture,
          guint    index)
{
  return AIP_VIEW (aip_entity_list_peek (get_views (fixture), index));
}

static void
undo (Fixture *fixture)
{
  g_assert_true (aip_document_undo (fixture->ui->document));
  test_ui_settle (fixture->ui);
}

/* Views in the project --------------------------------------------------------------------------- */

static void
test_change (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *before = NULL;

  /* A project without views has one that costs it nothing. */
  g_assert_cmpuint (aip_entity_list_get_count (get_views (fixture)), ==, 0);
  g_assert_cmpstr (aip_document_get_undo_label (fixture->ui->document), ==, fixture->first_step);

  activate (fixture, "sort", g_variant_new_string ("duration"));
  g_assert_cmpuint (aip_entity_list_get_count (get_views (fixture)), ==, 1);
  g_assert_cmpstr (aip_view_get_name (get_view (fixture, 0)), ==, "All Shots");
  g_assert_cmpstr (aip_document_get_undo_label (fixture->ui->document), ==,
                   "Change View “All Shots”");
  before = g_strdup (aip_view_get_definition (get_view (fixture, 0)));

  activate (fixture, "column-notes", NULL);
  g_assert_true (aip_shot_table_get_column_visible (fixture->table, AIP_SHOT_COLUMN_NOTES));
  g_assert_cmpstr (aip_view_get_definition (get_view (fixture, 0)), !=, before);

  undo (fixture);
  g_assert_false (aip_shot_table_get_column_visible (fixture->table, AIP_SHOT_COLUMN_NOTES));
  assert_state (fixture, "sort", "duration");
  undo (fixture);
  assert_state (fixture, "sort", "film");
  g_assert_cmpuint (aip_entity_list_get_count (get_views (fixture)), ==, 0);

  g_assert_true (aip_document_redo (fixture->ui->document));
  test_ui_settle (fixture->ui);
  assert_state (fixture, "sort", "duration");
}

/* A drag that says so for every pixel is one step, and so is a filter that is being typed. */
static void
test_one_step (Fixture       *fixture,
               gconstpointer  data)
{
  GVariantBuilder columns;

  for (int width = 100; width < 160; width += 5)
    {
      g_variant_builder_init (&columns, G_VARIANT_TYPE ("a(sib)"));
      g_variant_builder_add (&columns, "(sib)", "code", width, TRUE);
      aip_shot_table_apply_columns (fixture->table, g_variant_builder_end (&columns));
      g_signal_emit_by_name (fixture->table, "columns-changed");
    }
  aip_shots_page_flush (AIP_SHOTS_PAGE (fixture->page));
  aip_shots_page_set_search (AIP_SHOTS_PAGE (fixture->page), "sc");
  aip_shots_page_set_search (AIP_SHOTS_PAGE (fixture->page), "scene:");
  aip_shots_page_set_search (AIP_SHOTS_PAGE (fixture->page), "scene:1");
  aip_shots_page_flush (AIP_SHOTS_PAGE (fixture->page));

  undo (fixture);
  g_assert_cmpstr (aip_shots_page_get_search (AIP_SHOTS_PAGE (fixture->page)), ==, "");
  undo (fixture);
  g_assert_cmpstr (aip_document_get_undo_label (fixture->ui->document), ==, fixture->first_step);
}

static void
test_switch (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *first = NULL;

  activate (fixture, "sort", g_variant_new_string ("code"));
  first = dup_state (fixture, "view");
  activate (fixture, "view-new", g_variant_new_string ("table"));
  g_assert_cmpuint (aip_entity_list_get_count (get_views (fixture)), ==, 2);
  assert_state (fixture, "sort", "film");
  aip_shots_page_set_search (AIP_SHOTS_PAGE (fixture->page), "scene:2");
  activate (fixture, "column-tags", NULL);

  activate (fixture, "view-next", NULL);
  assert_state (fixture, "view", first);
  assert_state (fixture, "sort", "code");
  g_assert_cmpstr (aip_shots_page_get_search (AIP_SHOTS_PAGE (fixture->page)), ==, "");
  g_assert_false (aip_shot_table_get_column_visible (fixture->table, AIP_SHOT_COLUMN_TAGS));

  activate (fixture, "view-number", g_variant_new_int32 (2));
  g_assert_cmpstr (aip_shots_page_get_search (AIP_SHOTS_PAGE (fixture->page)), ==, "scene:2");
  g_assert_true (aip_shot_table_get_column_visible (fixture->table, AIP_SHOT_COLUMN_TAGS));

  /* Of the same kind, so under another name; then the last ones first. */
  activate (fixture, "view-duplicate", NULL);
  g_assert_cmpstr (aip_view_get_name (get_view (fixture, 2)), ==, "Table (Copy)");
  activate (fixture, "view-left", NULL);
  activate (fixture, "view-left", NULL);
  g_assert_cmpstr (aip_view_get_name (get_view (fixture, 0)), ==, "Table (Copy)");

  activate (fixture, "view-delete", NULL);
  activate (fixture, "view-delete", NULL);
  g_assert_cmpuint (aip_entity_list_get_count (get_views (fixture)), ==, 1);
  g_assert_false (g_action_group_get_action_enabled (get_actions (fixture), "view-delete"));
  undo (fixture);
  g_assert_cmpuint (aip_entity_list_get_count (get_views (fixture)), ==, 2);
}

static void
test_lock (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *kept = NULL;

  activate (fixture, "sort", g_variant_new_string ("code"));
  activate (fixture, "view-locked", NULL);
  g_assert_true (aip_view_get_locked (get_view (fixture, 0)));
  kept = g_strdup (aip_view_get_definition (get_view (fixture, 0)));
  g_assert_false (g_action_group_get_action_enabled (get_actions (fixture), "view-reset"));

  activate (fixture, "sort", g_variant_new_string ("status"));
  assert_state (fixture, "sort", "status");
  g_assert_cmpstr (aip_view_get_definition (get_view (fixture, 0)), ==, kept);
  g_assert_true (g_action_group_get_action_enabled (get_actions (fixture), "view-reset"));
  g_assert_false (g_action_group_get_action_enabled (get_actions (fixture), "view-delete"));

  activate (fixture, "view-reset", NULL);
  assert_state (fixture, "sort", "code");

  /* What was tried is not lost to another view, and goes into a copy. */
  activate (fixture, "sort", g_variant_new_string ("status"));
  activate (fixture, "view-save-copy", NULL);
  g_assert_cmpuint (aip_entity_list_get_count (get_views (fixture)), ==, 2);
  g_assert_false (aip_view_get_locked (get_view (fixture, 1)));
  assert_state (fixture, "sort", "status");
  activate (fixture, "view-previous", NULL);
  assert_state (fixture, "sort", "code");
  g_assert_cmpstr (aip_view_get_definition (get_view (fixture, 0)), ==, kept);
}

static void
test_old_project (Fixture       *fixture,
                  gconstpointer  data)
{
  GVariantBuilder columns;
  GVariantDict dict;

  adw_window_set_content (ADW_WINDOW (fixture->ui->window), NULL);
  g_variant_dict_init (&dict, NULL);
  g_variant_builder_init (&columns, G_VARIANT_TYPE ("a(sib)"));
  g_variant_builder_add (&columns, "(sib)", "notes", 230, TRUE);
  g_variant_dict_insert_value (&dict, "columns", g_variant_builder_end (&columns));
  g_variant_dict_insert (&dict, "sort", "s", "status");
  g_variant_dict_insert (&dict, "descending", "b", TRUE);
  g_variant_dict_insert (&dict, "group", "b", FALSE);
  aip_document_set_setting (fixture->ui->document, "shot-table", g_variant_dict_end (&dict));

  fixture->page = aip_shots_page_new (fixture->ui->session);
  adw_window_set_content (ADW_WINDOW (fixture->ui->window), fixture->page);
  fixture->table = AIP_SHOT_TABLE (test_ui_find (fixture->page, AIP_TYPE_SHOT_TABLE, NULL, NULL));
  test_ui_settle (fixture->ui);
  assert_state (fixture, "sort", "status");
  assert_state (fixture, "group", "false");
  g_assert_true (aip_shot_table_get_column_visible (fixture->table, AIP_SHOT_COLUMN_NOTES));
  g_assert_cmpstr (aip_document_get_undo_label (fixture->ui->document), ==, fixture->first_step);
}

/* Gallery and board ------------------------------------------------------------------------------ */

static gboolean
tile_shows (GtkWidget     *widget,
            gconstpointer  data)
{
  return gtk_widget_get_mapped (widget) && aip_shot_tile_get_shot (AIP_SHOT_TILE (widget)) == data;
}

static GtkWidget *
find_tile (Fixture *fixture,
           guint    index)
{
  return test_ui_find (fixture->page, AIP_TYPE_SHOT_TILE, tile_shows,
                       test_ui_shot (fixture->ui, index));
}

static guint
get_n_selected (Fixture *fixture)
{
  return g_list_model_get_n_items (aip_session_get_selection (fixture->ui->session));
}

static void
test_gallery (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *tile;
  int width;

  g_assert_true (aip_shot_table_focus (fixture->table, test_ui_shot (fixture->ui, 1),
                                       AIP_SHOT_COLUMN_CODE, TRUE));
  activate (fixture, "view-new", g_variant_new_string ("gallery"));
  tile = find_tile (fixture, 1);
  g_assert_nonnull (tile);
  g_assert_cmpuint (get_n_selected (fixture), ==, 1);

  width = gtk_widget_get_width (tile);
  activate (fixture, "picture-size", g_variant_new_int32 (256));
  g_assert_cmpint (gtk_widget_get_width (tile), >, width);

  /* What is selected here is selected there. */
  test_ui_click (fixture->ui, find_tile (fixture, 3), 20, 20, 1);
  test_ui_press (fixture->ui, "F2", "ctrl+a", NULL);
  test_ui_type (fixture->ui, "seen in a gallery");
  test_ui_press (fixture->ui, "Return", NULL);
  test_ui_settle (fixture->ui);
  g_assert_cmpstr (aip_shot_get_description (test_ui_shot (fixture->ui, 3)), ==,
                   "seen in a gallery");
  g_assert_cmpstr (aip_document_get_undo_label (fixture->ui->document), ==, "Change SHT-0040");

  activate (fixture, "view-previous", NULL);
  g_assert_cmpuint (get_n_selected (fixture), ==, 1);
  g_assert_true (aip_shot_table_focus (fixture->table, test_ui_shot (fixture->ui, 3),
                                       AIP_SHOT_COLUMN_CODE, FALSE));
}

static void
test_gallery_order (Fixture       *fixture,
                    gconstpointer  data)
{
  AipShot *moved = test_ui_shot (fixture->ui, 0);
  GtkWidget *from, *to;
  graphene_rect_t a, b;

  activate (fixture, "view-new", g_variant_new_string ("gallery"));
  from = find_tile (fixture, 0);
  to = find_tile (fixture, 2);
  g_assert_true (gtk_widget_compute_bounds (from, fixture->page, &a));
  g_assert_true (gtk_widget_compute_bounds (to, fixture->page, &b));
  test_ui_drag (fixture->ui, from, 30, 30, b.origin.x - a.origin.x + b.size.width - 60,
                b.origin.y - a.origin.y, 12);
  test_ui_settle (fixture->ui);
  g_assert_true (test_ui_shot (fixture->ui, 2) == moved);
}

/* (transfer full): its id */
static char *
add_choice_field (Fixture           *fixture,
                  const char        *name,
                  const char *const *choices,
                  guint              n_choices)
{
  g_autoptr(AipCustomFormat) format = aip_custom_format_new (AIP_CUSTOM_SELECT);
  g_autofree char *options = NULL;
  g_autoptr(GError) error = NULL;
  GVariantDict fields;
  AipEntity *field;

  for (guint i = 0; i < n_choices; i++)
    aip_custom_format_add_choice (format, choices[i], NULL);
  options = aip_custom_format_to_options (format);
  g_variant_dict_init (&fields, NULL);
  g_variant_dict_insert (&fields, "name", "s", name);
  g_variant_dict_insert (&fields, "type", "s", aip_custom_type_to_nick (AIP_CUSTOM_SELECT));
  g_variant_dict_insert (&fields, "options", "s", options);
  aip_document_begin (fixture->ui->document, "Field");
  field = aip_document_insert (fixture->ui->document, AIP_KIND_FIELD,
                               g_variant_dict_end (&fields), &error);
  g_assert_no_error (error);
  aip_document_commit (fixture->ui->document);

  return g_strdup (aip_entity_get_id (field));
}

static void
test_board (Fixture       *fixture,
            gconstpointer  data)
{
  AipShot *shot = test_ui_shot (fixture->ui, 0);
  GtkWidget *board;

  activate (fixture, "view-new", g_variant_new_string ("board"));
  board = test_ui_find (fixture->page, AIP_TYPE_SHOT_BOARD, NULL, NULL);
  g_assert_nonnull (board);
  g_assert_true (aip_shot_board_focus (AIP_SHOT_BOARD (board), shot, TRUE));
  test_ui_settle (fixture->ui);
  test_ui_press (fixture->ui, "ctrl+shift+Right", NULL);
  test_ui_settle (fixture->ui);
  g_assert_cmpint (aip_shot_get_status (shot), ==, AIP_STATUS_READY);
  g_assert_cmpstr (aip_document_get_undo_label (fixture->ui->document), ==,
                   "Change Status of SHT-0010");
  /* The focus goes with the card. */
  test_ui_press (fixture->ui, "ctrl+shift+Right", NULL);
  test_ui_settle (fixture->ui);
  g_assert_cmpint (aip_shot_get_status (shot), ==, AIP_STATUS_REVIEW);

  /* What comes of a command has the keyboard where one is, not in the table behind. */
  activate (fixture, "duplicate-with-takes", NULL);
  test_ui_settle (fixture->ui);
  {
    g_autoptr(AipShot) copy =
      g_list_model_get_item (aip_session_get_selection (fixture->ui->session), 0);
    GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (board));
    GtkWidget *tile = test_ui_find (focus, AIP_TYPE_SHOT_TILE, NULL, NULL);

    g_assert_true (copy != shot);
    g_assert_nonnull (tile);
    g_assert_true (aip_shot_tile_get_shot (AIP_SHOT_TILE (tile)) == copy);
  }
  undo (fixture);
  g_assert_true (aip_shot_board_focus (AIP_SHOT_BOARD (board), shot, TRUE));
  test_ui_settle (fixture->ui);

  /* From draft to final in one go is nothing that the project allows. */
  {
    g_autoptr(GPtrArray) shots = g_ptr_array_new ();

    g_ptr_array_add (shots, test_ui_shot (fixture->ui, 1));
    g_assert_false (aip_shot_board_move (AIP_SHOT_BOARD (board), shots, 5));
    g_assert_cmpint (aip_shot_get_status (test_ui_shot (fixture->ui, 1)), ==, AIP_STATUS_DRAFT);
    g_assert_nonnull (fixture->ui->toast);
  }
  undo (fixture);
  g_assert_cmpint (aip_shot_get_status (shot), ==, AIP_STATUS_READY);

  /* By a field of the project that holds one choice. */
  {
    const char *const choices[] = { "Outside", "On Stage" };
    g_autofree char *field = add_choice_field (fixture, "Unit", choices, G_N_ELEMENTS (choices));
    g_autofree char *column = g_strconcat ("field-", field, NULL);
    g_autofree char *name = g_strconcat ("custom:", field, NULL);
    g_autofree char *text = NULL;

    activate (fixture, "board", g_variant_new_string (column));
    test_ui_settle (fixture->ui);
    g_assert_true (aip_shot_board_focus (AIP_SHOT_BOARD (board), shot, TRUE));
    test_ui_settle (fixture->ui);
    test_ui_press (fixture->ui, "ctrl+shift+Right", "ctrl+shift+Right", NULL);
    test_ui_settle (fixture->ui);
    text = aip_shot_edit_get_text (fixture->ui->document, shot, name, FALSE);
    g_assert_cmpstr (text, ==, "On Stage");
    test_ui_press (fixture->ui, "ctrl+shift+Left", "ctrl+shift+Left", NULL);
    test_ui_settle (fixture->ui);
    g_assert_null (aip_shot_get_custom_value (shot, field));
  }

  /* By scene: a drag into the next lane. */
  activate (fixture, "board", g_variant_new_string ("scene"));
  g_assert_cmpstr (aip_shot_get_scene_id (shot), !=,
                   aip_shot_get_scene_id (test_ui_shot (fixture->ui, 3)));
  {
    GtkWidget *from = find_tile (fixture, 0);
    GtkWidget *to = find_tile (fixture, 3);
    graphene_rect_t a, b;

    g_assert_true (gtk_widget_compute_bounds (from, fixture->page, &a));
    g_assert_true (gtk_widget_compute_bounds (to, fixture->page, &b));
    test_ui_drag (fixture->ui, from, 30, 30, b.origin.x - a.origin.x, b.origin.y - a.origin.y + 20,
                  12);
    test_ui_settle (fixture->ui);
  }
  g_assert_cmpstr (aip_shot_get_scene_id (shot), ==,
                   aip_shot_get_scene_id (test_ui_shot (fixture->ui, 3)));
  g_assert_cmpstr (aip_document_get_undo_label (fixture->ui->document), ==,
                   "Change Scene of SHT-0010");
}

/* The table -------------------------------------------------------------------------------------- */

typedef struct {
  AipShot       *shot;
  AipShotColumn  column;
} CellKey;

static gboolean
cell_is (GtkWidget     *widget,
         gconstpointer  data)
{
  const CellKey *key = data;

  return aip_cell_get_shot (AIP_CELL (widget)) == key->shot
         && aip_cell_get_column (AIP_CELL (widget)) == key->column;
}

static GtkWidget *
find_cell (Fixture       *fixture,
           guint          index,
           AipShotColumn  column)
{
  CellKey key = { test_ui_shot (fixture->ui, index), column };

  return test_ui_find (fixture->page, AIP_TYPE_CELL, cell_is, &key);
}

static double
get_x (Fixture   *fixture,
       GtkWidget *cell)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (gtk_widget_get_parent (cell),
                                            GTK_WIDGET (fixture->table), &bounds));

  return bounds.origin.x;
}

static void
test_frozen (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *column_view = test_ui_find (fixture->page, GTK_TYPE_COLUMN_VIEW, NULL, NULL);
  GtkAdjustment *adjustment = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (column_view));
  GtkWidget *code = find_cell (fixture, 1, AIP_SHOT_COLUMN_CODE);
  GtkWidget *picture = find_cell (fixture, 1, AIP_SHOT_COLUMN_THUMBNAIL);
  double x = get_x (fixture, code);
  double edge;

  activate (fixture, "column-notes", NULL);
  activate (fixture, "column-dialogue", NULL);
  activate (fixture, "column-action", NULL);
  gtk_adjustment_set_value (adjustment, 300);
  test_ui_settle (fixture->ui);
  g_assert_cmpfloat (get_x (fixture, code), ==, x);
  g_assert_cmpfloat (get_x (fixture, picture), ==, 0);
  edge = x + gtk_widget_get_width (gtk_widget_get_parent (code));
  /* What lies beneath is not what a click means. */
  g_assert_true (gtk_widget_pick (GTK_WIDGET (fixture->table), x + 10,
                                  get_x (fixture, code) > 0 ? 120 : 0, GTK_PICK_DEFAULT) != NULL);
  test_ui_click (fixture->ui, code, 20, 10, 1);
  g_assert_cmpint (aip_shot_table_get_focus_column (fixture->table), ==, AIP_SHOT_COLUMN_CODE);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 300);

  /* The next cell to the right is scrolled out from beneath them. */
  test_ui_press (fixture->ui, "Right", NULL);
  test_ui_settle (fixture->ui);
  g_assert_cmpint (aip_shot_table_get_focus_column (fixture->table), ==,
                   AIP_SHOT_COLUMN_DESCRIPTION);
  g_assert_cmpfloat (get_x (fixture, find_cell (fixture, 1, AIP_SHOT_COLUMN_DESCRIPTION)), >=,
                     edge - 20);

  /* The end of a title can be dragged while what is beneath is scrolled. */
  gtk_adjustment_set_value (adjustment, 300);
  test_ui_settle (fixture->ui);
  {
    GtkWidget *header = test_ui_find (fixture->page, AIP_TYPE_FROZEN_HEADER, NULL, NULL);
    int width;

    g_assert_nonnull (header);
    width = gtk_widget_get_width (header);
    test_ui_drag (fixture->ui, header, width - 1, 8, 60, 0, 4);
    test_ui_settle (fixture->ui);
    g_assert_cmpint (gtk_widget_get_width (header), ==, width + 60);
    test_ui_drag (fixture->ui, header, width + 59, 8, -60, 0, 4);
    test_ui_settle (fixture->ui);
    g_assert_cmpint (gtk_widget_get_width (header), ==, width);
  }

  gtk_adjustment_set_value (adjustment, 300);
  activate (fixture, "frozen", g_variant_new_string ("0"));
  g_assert_cmpfloat (get_x (fixture, code), <, 0);
  activate (fixture, "freeze-up-to", g_variant_new_string ("code"));
  assert_state (fixture, "frozen", "2");
  g_assert_cmpfloat (get_x (fixture, code), ==, x);
}

static void
test_row_height (Fixture       *fixture,
                 gconstpointer  data)
{
  int height = gtk_widget_get_height (find_cell (fixture, 1, AIP_SHOT_COLUMN_THUMBNAIL));

  activate (fixture, "row-height", g_variant_new_string ("extra"));
  g_assert_cmpint (gtk_widget_get_height (find_cell (fixture, 1, AIP_SHOT_COLUMN_THUMBNAIL)), >=,
                   height * 3);
  g_assert_cmpint (gtk_widget_get_width (find_cell (fixture, 1, AIP_SHOT_COLUMN_THUMBNAIL)), >,
                   200);
  undo (fixture);
  g_assert_cmpint (gtk_widget_get_height (find_cell (fixture, 1, AIP_SHOT_COLUMN_THUMBNAIL)), ==,
                   height);
}

static int
get_column_width (Fixture    *fixture,
                  const char *wanted)
{
  g_autoptr(GVariant) columns = aip_shot_table_dup_columns (fixture->table);
  GVariantIter iter;
  const char *id;
  int width;
  gboolean shown;

  g_variant_iter_init (&iter, columns);
  while (g_variant_iter_next (&iter, "(&sib)", &id, &width, &shown))
    if (g_str_equal (id, wanted))
      return width;

  return 0;
}

static void
test_fit (Fixture       *fixture,
          gconstpointer  data)
{
  int before = get_column_width (fixture, "code");

  test_set_text (fixture->ui->document, test_ui_shot (fixture->ui, 2), "code",
                 "SHT-A-VERY-LONG-CODE-0030");
  test_ui_settle (fixture->ui);
  activate (fixture, "fit-column", g_variant_new_string ("code"));
  g_assert_cmpint (get_column_width (fixture, "code"), >, before + 40);
  g_assert_cmpstr (aip_document_get_undo_label (fixture->ui->document), ==,
                   "Change View “All Shots”");
}

static gboolean
label_is (GtkWidget     *widget,
          gconstpointer  data)
{
  return gtk_widget_get_mapped (widget)
         && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), data);
}

static void
test_row_colors (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *dialog;
  g_autoptr(AipViewDefinition) kept = NULL;
  const AipViewRule *rule;

  activate (fixture, "row-colors", NULL);
  dialog = GTK_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (fixture->ui->window)));
  g_assert_true (AIP_IS_ROW_COLORS_DIALOG (dialog));
  gtk_editable_set_text (GTK_EDITABLE (test_ui_find (dialog, GTK_TYPE_ENTRY, NULL, NULL)),
                         "scene:2");
  adw_dialog_force_close (ADW_DIALOG (dialog));
  aip_shots_page_flush (AIP_SHOTS_PAGE (fixture->page));
  test_ui_settle (fixture->ui);

  kept = aip_view_definition_parse (aip_view_get_definition (get_view (fixture, 0)));
  g_assert_cmpuint (kept->rules->len, ==, 1);
  rule = g_ptr_array_index (kept->rules, 0);
  g_assert_cmpstr (rule->query, ==, "scene:2");
  /* The colour says so in words, too. */
  g_assert_nonnull (test_ui_find (fixture->page, GTK_TYPE_LABEL, label_is, "scene:2"));
  undo (fixture);
  g_assert_null (test_ui_find (fixture->page, GTK_TYPE_LABEL, label_is, "scene:2"));
}

int
main (int   argc,
      char *argv[])
{
  if (!test_ui_init (&argc, &argv))
    return 0;

#define ADD(name, function) \
  g_test_add ("/saved-views/" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("change", test_change);
  ADD ("one-step", test_one_step);
  ADD ("switch", test_switch);
  ADD ("lock", test_lock);
  ADD ("old-project", test_old_project);
  ADD ("gallery", test_gallery);
  ADD ("gallery-order", test_gallery_order);
  ADD ("board", test_board);
  ADD ("frozen", test_frozen);
  ADD ("row-height", test_row_height);
  ADD ("fit", test_fit);
  ADD ("row-colors", test_row_colors);

  return g_test_run ();
}
