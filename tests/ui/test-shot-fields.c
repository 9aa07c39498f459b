/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-shot-fields"

#include "config.h"

#include "aip-field-edit.h"
#include "aip-shot-edit.h"
#include "aip-shot-fields.h"
#include "aip-shot-table.h"
#include "aip-shots-page.h"
#include "test-shots.h"
#include "ui-support.h"

/* Two scenes of three shots in a window that has the keyboard. */
typedef TestShots Fixture;

static AipCustomField *
add_field (Fixture       *fixture,
           const char    *name,
           AipCustomType  type,
           const char    *choices)
{
  g_autoptr(AipCustomFormat) format = aip_custom_format_new (type);
  g_auto(GStrv) names = g_strsplit (choices != NULL ? choices : "", " ", -1);
  g_autoptr(GError) error = NULL;
  AipCustomField *field;

  for (guint i = 0; names[i] != NULL; i++)
    aip_custom_format_add_choice (format, names[i], NULL);
  field = aip_field_edit_add (fixture->ui->document, name, format, &error);
  g_assert_no_error (error);
  test_ui_settle (fixture->ui);

  return field;
}

static void
focus (Fixture        *fixture,
       guint           index,
       AipCustomField *field)
{
  g_assert_true (aip_shot_table_focus (fixture->table, test_ui_shot (fixture->ui, index),
                                       aip_shot_column_of_field (field), TRUE));
  test_ui_settle (fixture->ui);
}

static void
assert_cell (Fixture        *fixture,
             guint           index,
             AipCustomField *field,
             const char     *expected)
{
  g_autofree char *text = aip_shot_table_dup_text (fixture->table,
                                                   test_ui_shot (fixture->ui, index),
                                                   aip_shot_column_of_field (field));

  g_assert_cmpstr (text, ==, expected);
}

/* A new field has a column, an edit in it is one step, and its column goes and comes with it. */
static void
test_column (Fixture       *fixture,
             gconstpointer  data)
{
  AipDocument *document = fixture->ui->document;
  AipCustomField *field = add_field (fixture, "Lens length", AIP_CUSTOM_NUMBER, NULL);
  AipShotColumn column = aip_shot_column_of_field (field);

  g_assert_true (aip_shot_table_get_column_visible (fixture->table, column));
  focus (fixture, 0, field);
  test_ui_type (fixture->ui, "35");
  test_ui_press (fixture->ui, "Return", NULL);
  assert_cell (fixture, 0, field, "35");
  g_assert_cmpstr (aip_document_get_undo_label (document), ==, "Change Lens length of SHT-0010");

  /* What is no number is not taken, and says why. */
  test_ui_type (fixture->ui, "long");
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_true (aip_shot_table_is_editing (fixture->table));
  test_ui_press (fixture->ui, "Escape", NULL);
  assert_cell (fixture, 1, field, "");

  g_assert_true (aip_field_edit_remove (document, field, NULL));
  test_ui_settle (fixture->ui);
  g_assert_false (aip_shot_table_get_column_visible (fixture->table, column));
  g_assert_true (aip_document_undo (document));
  test_ui_settle (fixture->ui);
  g_assert_true (aip_shot_table_get_column_visible (fixture->table, column));
  assert_cell (fixture, 0, field, "35");
}

/* Each type has its own way to be edited; each edit is one step. */
static void
test_editors (Fixture       *fixture,
              gconstpointer  data)
{
  AipDocument *document = fixture->ui->document;
  AipCustomField *box = add_field (fixture, "Done", AIP_CUSTOM_CHECKBOX, NULL);
  AipCustomField *stars = add_field (fixture, "Wish", AIP_CUSTOM_RATING, NULL);
  AipCustomField *select = add_field (fixture, "Crew", AIP_CUSTOM_SELECT, "Red Blue");
  AipCustomField *several = add_field (fixture, "Needs", AIP_CUSTOM_MULTI_SELECT, "Rain Crane");
  AipCustomField *date = add_field (fixture, "Day", AIP_CUSTOM_DATE, NULL);

  /* Space and Enter tick a box; a click on it too. */
  focus (fixture, 0, box);
  test_ui_press (fixture->ui, "space", NULL);
  assert_cell (fixture, 0, box, "yes");
  g_assert_cmpstr (aip_document_get_undo_label (document), ==, "Change Done of SHT-0010");
  test_ui_press (fixture->ui, "Return", NULL);
  assert_cell (fixture, 0, box, "");
  g_assert_cmpstr (aip_shot_get_custom (test_ui_shot (fixture->ui, 0)), ==, "");

  focus (fixture, 0, stars);
  test_ui_press (fixture->ui, "4", NULL);
  assert_cell (fixture, 0, stars, "4");
  test_ui_press (fixture->ui, "0", NULL);
  assert_cell (fixture, 0, stars, "");

  /* A list that is narrowed down by typing, and takes what it does not have yet. */
  focus (fixture, 0, select);
  test_ui_type (fixture->ui, "bl");
  test_ui_press (fixture->ui, "Return", NULL);
  assert_cell (fixture, 0, select, "Blue");
  focus (fixture, 1, select);
  test_ui_type (fixture->ui, "Green");
  test_ui_press (fixture->ui, "Return", NULL);
  assert_cell (fixture, 1, select, "Green");
  g_assert_cmpuint (aip_custom_field_get_format (select)->choices->len, ==, 3);
  g_assert_true (aip_document_undo (document));
  assert_cell (fixture, 1, select, "");
  g_assert_cmpuint (aip_custom_field_get_format (select)->choices->len, ==, 2);

  focus (fixture, 0, several);
  test_ui_type (fixture->ui, "cr");
  test_ui_press (fixture->ui, "Return", NULL);
  test_ui_type (fixture->ui, "Fog");
  test_ui_press (fixture->ui, "Return", "Return", NULL);
  assert_cell (fixture, 0, several, "Crane, Fog");
  focus (fixture, 0, several);
  test_ui_press (fixture->ui, "F2", NULL);
  test_ui_type (fixture->ui, "cr");
  test_ui_press (fixture->ui, "Return", "Escape", NULL);
  assert_cell (fixture, 0, several, "Crane, Fog");

  focus (fixture, 0, date);
  test_ui_type (fixture->ui, "2026.3.9");
  test_ui_press (fixture->ui, "Return", NULL);
  assert_cell (fixture, 0, date, "2026-03-09");
  focus (fixture, 0, date);
  test_ui_press (fixture->ui, "F2", "Right", "Return", NULL);
  assert_cell (fixture, 0, date, "2026-03-10");
}

/* A formula follows what it asks and cannot be written; a pasted block says what was refused. */
static void
test_formula (Fixture       *fixture,
              gconstpointer  data)
{
  AipDocument *document = fixture->ui->document;
  AipCustomField *number = add_field (fixture, "Extras", AIP_CUSTOM_NUMBER, NULL);
  g_autoptr(AipCustomFormat) format = aip_custom_format_new (AIP_CUSTOM_FORMULA);
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  AipCustomField *field;

  g_free (format->formula);
  format->formula = aip_shot_field_formula_from_typed (document, NULL,
                                                       "{Extras} + IF({Duration} > 90, 5, 0)", &error);
  g_assert_no_error (error);
  field = aip_field_edit_add (document, "Cost", format, &error);
  g_assert_no_error (error);
  test_ui_settle (fixture->ui);

  assert_cell (fixture, 0, field, "0");
  focus (fixture, 0, number);
  aip_shot_table_paste_text (fixture->table, "3\n5\n");
  test_ui_settle (fixture->ui);
  assert_cell (fixture, 0, field, "3");
  assert_cell (fixture, 1, field, "5");
  g_ptr_array_add (shots, test_ui_shot (fixture->ui, 1));
  g_assert_true (aip_shot_edit_set_text (document, shots, "duration", "96", &error));
  assert_cell (fixture, 1, field, "10");

  focus (fixture, 0, field);
  g_assert_false (aip_shot_table_start_edit (fixture->table, test_ui_shot (fixture->ui, 0),
                                             aip_shot_column_of_field (field)));
  test_ui_type (fixture->ui, "7");
  g_assert_false (aip_shot_table_is_editing (fixture->table));
  assert_cell (fixture, 0, field, "3");

  /* A new name of the field is a new name in the formula. */
  g_assert_true (aip_field_edit_change (document, number, "People",
                                        aip_custom_field_get_format (number), &error));
  assert_cell (fixture, 0, field, "3");
  {
    g_autofree char *typed =
      aip_shot_field_formula_to_typed (document, aip_custom_field_get_format (field)->formula);

    g_assert_cmpstr (typed, ==, "{People} + IF({Duration} > 90, 5, 0)");
  }
}

static gboolean
has_title (GtkWidget     *widget,
           gconstpointer  title)
{
  return g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title);
}

static gboolean
has_label (GtkWidget     *widget,
           gconstpointer  label)
{
  return g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0;
}

/* The dialog, from the menu to the column. */
static void
test_dialog (Fixture       *fixture,
             gconstpointer  data)
{
  GActionGroup *actions = aip_shots_page_get_actions (AIP_SHOTS_PAGE (fixture->page));
  GtkWidget *row, *add;
  AipCustomField *field;

  g_action_group_activate_action (actions, "add-field", NULL);
  test_ui_settle (fixture->ui);
  row = test_ui_find (fixture->ui->window, ADW_TYPE_ENTRY_ROW, has_title, "Name");
  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), "Gaffer");
  row = test_ui_find (fixture->ui->window, ADW_TYPE_COMBO_ROW, has_title, "Type");
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), AIP_CUSTOM_SELECT);
  row = test_ui_find (fixture->ui->window, ADW_TYPE_ENTRY_ROW, has_title, "Choice");
  gtk_editable_set_text (GTK_EDITABLE (row), "Kim");
  add = test_ui_find (fixture->ui->window, GTK_TYPE_BUTTON, has_label, "_Add");
  g_assert_nonnull (add);
  g_signal_emit_by_name (add, "clicked");
  test_ui_settle (fixture->ui);

  field = aip_field_edit_find (fixture->ui->document, "gaffer");
  g_assert_nonnull (field);
  g_assert_nonnull (aip_custom_format_find_name (aip_custom_field_get_format (field), "Kim"));
  g_assert_cmpstr (aip_document_get_undo_label (fixture->ui->document), ==, "Add Field “Gaffer”");
  g_assert_true (aip_shot_table_get_column_visible (fixture->table,
                                                    aip_shot_column_of_field (field)));
}

/* Nothing comes last, whatever the type; and a view without the field is in film order. */
static void
test_sort (Fixture       *fixture,
           gconstpointer  data)
{
  AipCustomField *field = add_field (fixture, "Weight", AIP_CUSTOM_NUMBER, NULL);
  GActionGroup *actions = aip_shots_page_get_actions (AIP_SHOTS_PAGE (fixture->page));
  const AipShotColumnInfo *info = aip_shot_column_get_info (aip_shot_column_of_field (field));

  focus (fixture, 1, field);
  aip_shot_table_paste_text (fixture->table, "10\n9\n-2.5");
  g_action_group_change_action_state (actions, "group", g_variant_new_boolean (FALSE));
  g_action_group_change_action_state (actions, "sort", g_variant_new_string (info->id));
  test_ui_settle (fixture->ui);
  test_ui_press (fixture->ui, "ctrl+Home", NULL);
  {
    g_autoptr(GVariant) state = g_action_group_get_action_state (actions, "sort");

    g_assert_cmpstr (g_variant_get_string (state, NULL), ==, info->id);
  }
  g_assert_true (aip_field_edit_remove (fixture->ui->document, field, NULL));
  test_ui_settle (fixture->ui);
  {
    g_autoptr(GVariant) state = g_action_group_get_action_state (actions, "sort");

    g_assert_cmpstr (g_variant_get_string (state, NULL), ==, "film");
  }
}

int
main (int   argc,
      char *argv[])
{
  if (!test_ui_init (&argc, &argv))
    return 0;

#define TEST(path, func) \
  g_test_add ("/shot-fields/" path, Fixture, NULL, test_shots_set_up, func, test_shots_tear_down)
  TEST ("column", test_column);
  TEST ("editors", test_editors);
  TEST ("formula", test_formula);
  TEST ("dialog", test_dialog);
  TEST ("sort", test_sort);
#undef TEST

  return g_test_run ();
}
