/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-replace-dialog"

#include "config.h"

#include "aip-replace-dialog.h"
#include "aip-replace-row.h"
#include "aip-shots-page.h"
#include "ui-support.h"

/* Two scenes of three shots. */
typedef struct {
  TestUi    *ui;
  GtkWidget *page;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  n_shots)
{
  fixture->ui = test_ui_new (2, GPOINTER_TO_UINT (n_shots));
  fixture->page = aip_shots_page_new (fixture->ui->session);
  test_ui_present (fixture->ui, fixture->page);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  test_ui_free (fixture->ui, fixture->page);
}

static GtkWidget *
open_dialog (Fixture *fixture)
{
  g_action_group_activate_action (aip_shots_page_get_actions (AIP_SHOTS_PAGE (fixture->page)),
                                  "replace", NULL);
  test_ui_settle (fixture->ui);

  return test_ui_find (fixture->ui->window, AIP_TYPE_REPLACE_DIALOG, NULL, NULL);
}

static void
wait_for (GtkWidget *dialog)
{
  test_spin_while (aip_replace_dialog_is_busy (AIP_REPLACE_DIALOG (dialog)));
}

static gboolean
match_index (GtkWidget     *widget,
             gconstpointer  data)
{
  guint *index = (guint *) data;

  return (*index)-- == 0;
}

static GtkWidget *
find_nth (GtkWidget *inside,
          GType      type,
          guint      index)
{
  return test_ui_find (inside, type, match_index, &index);
}

static gboolean
match_button (GtkWidget     *widget,
              gconstpointer  label)
{
  return g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0;
}

static void
enter (GtkWidget  *dialog,
       const char *find,
       const char *replace)
{
  gtk_editable_set_text (GTK_EDITABLE (find_nth (dialog, GTK_TYPE_ENTRY, 0)), find);
  gtk_editable_set_text (GTK_EDITABLE (find_nth (dialog, GTK_TYPE_ENTRY, 1)), replace);
  wait_for (dialog);
}

static void
test_replace (Fixture       *fixture,
              gconstpointer  data)
{
  AipDocument *document = fixture->ui->document;
  GtkWidget *dialog, *row, *button;

  test_set_text (document, test_ui_shot (fixture->ui, 0), "description", "비 오는 밤, 비옷");
  test_set_text (document, test_ui_shot (fixture->ui, 1), "prompt", "비 오는 거리");
  dialog = open_dialog (fixture);
  g_assert_nonnull (dialog);
  enter (dialog, "비", "눈");
  test_ui_settle (fixture->ui);
  g_assert_nonnull (test_ui_find (dialog, GTK_TYPE_BUTTON, match_button, "_Replace 3 Ticked"));

  /* Whole words only: the coat stays. */
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_nth (dialog, GTK_TYPE_TOGGLE_BUTTON, 1)),
                                TRUE);
  wait_for (dialog);
  test_ui_settle (fixture->ui);
  g_assert_nonnull (test_ui_find (dialog, GTK_TYPE_BUTTON, match_button, "_Replace 2 Ticked"));

  row = find_nth (dialog, AIP_TYPE_REPLACE_ROW, 0);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_nth (row, GTK_TYPE_CHECK_BUTTON, 0)), FALSE);
  test_ui_settle (fixture->ui);
  button = test_ui_find (dialog, GTK_TYPE_BUTTON, match_button, "_Replace 1 Ticked");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  test_ui_settle (fixture->ui);

  g_assert_cmpstr (fixture->ui->toast, ==, "1 place replaced");
  g_assert_cmpstr (aip_shot_get_description (test_ui_shot (fixture->ui, 0)), ==,
                   "비 오는 밤, 비옷");
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (test_ui_shot (fixture->ui, 1)), "prompt"), ==,
                   "눈 오는 거리");
  g_assert_true (aip_document_undo (document));
  test_ui_settle (fixture->ui);
}

static void
test_problems (Fixture       *fixture,
               gconstpointer  data)
{
  AipDocument *document = fixture->ui->document;
  GtkWidget *dialog, *check;

  test_set_text (document, test_ui_shot (fixture->ui, 0), "description", "a red coat");
  aip_document_begin (document, "Lock");
  g_assert_true (aip_document_set (document, AIP_ENTITY (test_ui_shot (fixture->ui, 0)), "locked",
                                   g_variant_new_boolean (TRUE), NULL));
  aip_document_commit (document);

  dialog = open_dialog (fixture);
  enter (dialog, "red", "blue");
  test_ui_settle (fixture->ui);
  g_assert_nonnull (test_ui_find (dialog, GTK_TYPE_BUTTON, match_button, "_Replace Ticked"));
  check = find_nth (find_nth (dialog, AIP_TYPE_REPLACE_ROW, 0), GTK_TYPE_CHECK_BUTTON, 0);
  g_assert_false (gtk_widget_get_sensitive (check));

  /* Said where it is typed, and nothing is found. */
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_nth (dialog, GTK_TYPE_TOGGLE_BUTTON, 2)),
                                TRUE);
  enter (dialog, "(", "");
  g_assert_true (gtk_widget_has_css_class (find_nth (dialog, GTK_TYPE_ENTRY, 0), "error"));
  enter (dialog, "(r)(ed)", "$2$1");
  g_assert_false (gtk_widget_has_css_class (find_nth (dialog, GTK_TYPE_ENTRY, 0), "error"));

  /* An edit from elsewhere is seen. */
  test_set_text (document, test_ui_shot (fixture->ui, 1), "notes", "red hat");
  wait_for (dialog);
  test_ui_settle (fixture->ui);
  g_assert_nonnull (test_ui_find (dialog, GTK_TYPE_BUTTON, match_button, "_Replace 1 Ticked"));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  test_ui_settle (fixture->ui);
}

/* Ten thousand shots are looked through without a long turn of the main loop. */
static void
test_large (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *dialog = open_dialog (fixture);
  gint64 longest = 0;
  guint n_turns = 0;
  guint n_long = 0;

  gtk_editable_set_text (GTK_EDITABLE (find_nth (dialog, GTK_TYPE_ENTRY, 0)), "SHT-");
  while (aip_replace_dialog_is_busy (AIP_REPLACE_DIALOG (dialog)))
    {
      gint64 start = g_get_monotonic_time ();

      g_main_context_iteration (NULL, FALSE);
      start = g_get_monotonic_time () - start;
      if (start > 8000)
        n_long++;
      longest = MAX (longest, start);
      n_turns++;
    }
  g_test_message ("%u turns, %u over 8 ms, the longest took %" G_GINT64_FORMAT " µs", n_turns, n_long,
                  longest);
  test_ui_settle (fixture->ui);
  g_assert_nonnull (test_ui_find (dialog, GTK_TYPE_BUTTON, match_button,
                                  "_Replace 10000 Ticked"));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  test_ui_settle (fixture->ui);
}

int
main (int   argc,
      char *argv[])
{
  if (!test_ui_init (&argc, &argv))
    return 0;

  g_test_add ("/replace-dialog/replace", Fixture, GUINT_TO_POINTER (3), set_up, test_replace,
              tear_down);
  g_test_add ("/replace-dialog/problems", Fixture, GUINT_TO_POINTER (3), set_up, test_problems,
              tear_down);
  g_test_add ("/replace-dialog/large", Fixture, GUINT_TO_POINTER (5000), set_up, test_large,
              tear_down);

  return g_test_run ();
}
