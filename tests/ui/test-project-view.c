/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-project-view"

#include "config.h"

#include "aip-application.h"
#include "aip-command.h"
#include "aip-field-edit.h"
#include "aip-project-view.h"
#include "aip-shot-table.h"
#include "ui-support.h"

/* Two scenes of three shots with all that is around their table, its menus among it. */
typedef struct {
  TestUi         *ui;
  AipProjectView *view;
  AipShotTable   *table;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->ui = test_ui_new (2, 3);
  fixture->view = aip_project_view_new (fixture->ui->session);
  test_ui_present (fixture->ui, GTK_WIDGET (fixture->view));
  fixture->table = AIP_SHOT_TABLE (test_ui_find (GTK_WIDGET (fixture->view), AIP_TYPE_SHOT_TABLE,
                                                 NULL, NULL));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  test_ui_free (fixture->ui, GTK_WIDGET (fixture->view));
}

/* What the menus of the view call @column; %NULL when they do not have it. */
static char *
dup_title (Fixture       *fixture,
           AipShotColumn  column)
{
  g_autoptr(GPtrArray) commands = aip_command_collect (GTK_WIDGET (fixture->view), NULL);
  g_autofree char *action = g_strconcat ("shots.column-", aip_shot_column_get_info (column)->id,
                                         NULL);

  for (guint i = 0; i < commands->len; i++)
    {
      const AipCommand *command = g_ptr_array_index (commands, i);

      if (g_str_equal (command->action, action))
        return g_strdup (command->title);
    }

  return NULL;
}

static void
assert_title (Fixture       *fixture,
              AipShotColumn  column,
              const char    *expected)
{
  g_autofree char *title = NULL;

  test_ui_settle (fixture->ui);
  title = dup_title (fixture, column);
  g_assert_cmpstr (title, ==, expected);
}

/* Fields of the project are in the menu of columns, under the names that they have now. */
static void
test_columns (Fixture       *fixture,
              gconstpointer  data)
{
  AipDocument *document = fixture->ui->document;
  GActionGroup *actions = aip_project_view_get_shots_actions (fixture->view);
  g_autoptr(AipCustomFormat) format = aip_custom_format_new (AIP_CUSTOM_TEXT);
  AipCustomField *field = aip_field_edit_add (document, "Sound_roll", format, NULL);
  g_autofree char *name = NULL;
  AipShotColumn column;

  g_assert_nonnull (field);
  column = aip_shot_column_of_field (field);
  name = g_strconcat ("column-", aip_shot_column_get_info (column)->id, NULL);
  assert_title (fixture, AIP_SHOT_COLUMN_NOTES, "Notes");
  assert_title (fixture, column, "Sound_roll");

  g_assert_true (aip_shot_table_get_column_visible (fixture->table, column));
  g_action_group_activate_action (actions, name, NULL);
  g_assert_false (aip_shot_table_get_column_visible (fixture->table, column));
  g_action_group_activate_action (actions, name, NULL);
  g_assert_true (aip_shot_table_get_column_visible (fixture->table, column));

  g_assert_true (aip_field_edit_change (document, field, "Roll", format, NULL));
  assert_title (fixture, column, "Roll");
  g_assert_true (aip_field_edit_remove (document, field, NULL));
  assert_title (fixture, column, NULL);
  g_assert_true (aip_document_undo (document));
  assert_title (fixture, column, "Roll");
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *home = test_dir_new ();
  g_autoptr(AipApplication) app = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  g_setenv ("XDG_STATE_HOME", home, TRUE);
  g_setenv ("XDG_CACHE_HOME", home, TRUE);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  if (!test_ui_init (&argc, &argv))
    {
      test_dir_remove (home);
      return 0;
    }

  /* The view asks it for the preferences; on no bus, it is nobody else's. */
  app = aip_application_new ();
  g_application_set_flags (G_APPLICATION (app), G_APPLICATION_NON_UNIQUE);
  g_application_set_default (G_APPLICATION (app));
  g_assert_true (g_application_register (G_APPLICATION (app), NULL, &error));
  g_assert_no_error (error);

  g_test_add ("/project-view/columns", Fixture, NULL, set_up, test_columns, tear_down);

  status = g_test_run ();
  g_clear_object (&app);
  test_dir_remove (home);

  return status;
}
