/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-shot-fields"

#include "config.h"

#include "aip-field-edit.h"
#include "aip-shot-edit.h"
#include "aip-shot-table.h"
#include "aip-shots-page.h"
#include "ui-support.h"

/* Two scenes of three shots in a window that has the keyboard. */
typedef struct {
  TestUi       *ui;
  GtkWidget    *page;
  AipShotTable *table;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->ui = test_ui_new (2, 3);
  fixture->page = aip_shots_page_new (fixture->ui->session);
  test_ui_present (fixture->ui, fixture->page);
  fixture->table = AIP_SHOT_TABLE (test_ui_find (fixture->page, AIP_TYPE_SHOT_TABLE, NULL, NULL));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  test_ui_free (fixture->ui, fixture->page);
}

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

int
main (int   argc,
      char *argv[])
{
  if (!test_ui_init (&argc, &argv))
    return 0;

#define TEST(path, func) \
  g_test_add ("/shot-fields/" path, Fixture, NULL, set_up, func, tear_down)
  TEST ("column", test_column);
#undef TEST

  return g_test_run ();
}
