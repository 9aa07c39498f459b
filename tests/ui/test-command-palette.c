/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-command-palette"

#include "config.h"

#include "aip-command-palette.h"
#include "aip-command.h"
#include "aip-shots-page.h"
#include "aip-text.h"
#include "ui-support.h"

typedef struct {
  TestUi    *ui;
  GtkWidget *page;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->ui = test_ui_new (2, 3);
  fixture->page = aip_shots_page_new (fixture->ui->session);
  test_ui_present (fixture->ui, fixture->page);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  test_ui_free (fixture->ui, fixture->page);
}

static int
score (const char *text,
       const char *query)
{
  g_autofree char *folded = aip_text_fold (text);
  g_autofree char *wanted = aip_text_fold (query);

  return aip_command_score (folded, wanted);
}

static void
test_score (void)
{
  /* Each fits the query better than the next. */
  static const char *const rows[][4] = {
    { "dupl", "duplicate", "view › duplicate", "double simple rule" },
    { "fill", "fill down", "clear and fill", "refill it" },
    { "찾아", "찾아 바꾸기", "모두 찾아 보기", NULL },
    { "ㅊㅇ", "찾아 바꾸기", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint j = 1; j < 4 && rows[i][j] != NULL; j++)
      {
        g_assert_cmpint (score (rows[i][j], rows[i][0]), >=, 0);
        if (j < 3 && rows[i][j + 1] != NULL)
          g_assert_cmpint (score (rows[i][j], rows[i][0]), >, score (rows[i][j + 1], rows[i][0]));
      }

  g_assert_cmpint (score ("Undo", "x"), <, 0);
  g_assert_cmpint (score ("Undo", "ou"), <, 0);
  g_assert_cmpint (score ("Undo", ""), ==, 0);
}

static const AipCommand *
find_command (GPtrArray  *commands,
              const char *action)
{
  for (guint i = 0; i < commands->len; i++)
    if (g_str_equal (((AipCommand *) g_ptr_array_index (commands, i))->action, action))
      return g_ptr_array_index (commands, i);

  return NULL;
}

/* Every command that a menu or the table offers is there once, and is an action that there is. */
static void
test_collect (Fixture       *fixture,
              gconstpointer  data)
{
  GActionGroup *actions = aip_shots_page_get_actions (AIP_SHOTS_PAGE (fixture->page));
  g_autoptr(GPtrArray) menus = g_ptr_array_new ();
  g_autoptr(GPtrArray) commands = NULL;
  const AipCommand *command;

  g_ptr_array_add (menus, aip_shots_page_get_row_menu (AIP_SHOTS_PAGE (fixture->page)));
  commands = aip_command_collect (fixture->page, menus);
  command = find_command (commands, "shots.fill-down");
  g_assert_nonnull (command);
  g_assert_cmpstr (command->title, ==, "Fill Down");
  g_assert_cmpstr (command->accel, ==, "Ctrl+D");
  g_assert_nonnull (find_command (commands, "shots.replace"));
  g_assert_nonnull (find_command (commands, "win.show-page::workers"));

  for (guint i = 0; i < commands->len; i++)
    {
      command = g_ptr_array_index (commands, i);
      if (g_str_has_prefix (command->name, "shots."))
        if (!g_action_group_has_action (actions, command->name + 6))
          g_error ("There is no action %s", command->name);
    }
}

static void
test_use (Fixture       *fixture,
          gconstpointer  data)
{
  AipDocument *document = fixture->ui->document;
  g_autoptr(GHashTable) groups = g_hash_table_new (g_str_hash, g_str_equal);
  GtkWidget *palette, *list;

  g_hash_table_insert (groups, (gpointer) "shots",
                       aip_shots_page_get_actions (AIP_SHOTS_PAGE (fixture->page)));
  palette = GTK_WIDGET (aip_command_palette_new (fixture->ui->session, fixture->page, groups,
                                                 NULL));
  adw_dialog_present (ADW_DIALOG (palette), fixture->page);
  test_ui_settle (fixture->ui);

  /* The keyboard is in the entry; letters in their order find it. */
  test_ui_type (fixture->ui, "nwsh");
  test_ui_settle (fixture->ui);
  list = test_ui_find (palette, GTK_TYPE_LIST_BOX, NULL, NULL);
  g_assert_nonnull (gtk_list_box_get_selected_row (GTK_LIST_BOX (list)));
  test_ui_press (fixture->ui, "Return", NULL);
  test_ui_settle (fixture->ui);
  g_assert_cmpuint (aip_entity_list_get_count (aip_document_get_shots (document)), ==, 7);
  g_assert_null (test_ui_find (fixture->ui->window, AIP_TYPE_COMMAND_PALETTE, NULL, NULL));

  /* A shot by its code. */
  palette = GTK_WIDGET (aip_command_palette_new (fixture->ui->session, fixture->page, groups,
                                                 NULL));
  adw_dialog_present (ADW_DIALOG (palette), fixture->page);
  test_ui_settle (fixture->ui);
  test_ui_type (fixture->ui, "0050");
  test_ui_settle (fixture->ui);
  test_ui_press (fixture->ui, "Return", NULL);
  test_ui_settle (fixture->ui);
  {
    g_autoptr(AipShot) shot =
      g_list_model_get_item (aip_session_get_selection (fixture->ui->session), 0);

    g_assert_nonnull (shot);
    g_assert_cmpstr (aip_shot_get_code (shot), ==, "SHT-0050");
  }
}

int
main (int   argc,
      char *argv[])
{
  if (!test_ui_init (&argc, &argv))
    return 0;

  g_test_add_func ("/command-palette/score", test_score);
  g_test_add ("/command-palette/collect", Fixture, NULL, set_up, test_collect, tear_down);
  g_test_add ("/command-palette/use", Fixture, NULL, set_up, test_use, tear_down);

  return g_test_run ();
}
