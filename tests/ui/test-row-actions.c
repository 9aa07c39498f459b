/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Rows as a whole, in a real window: locks, statuses, splitting, trash, history, the record. */

#define G_LOG_DOMAIN "test-row-actions"

#include "config.h"

#include <string.h>

#include "aip-cell-chooser.h"
#include "aip-cell-editor.h"
#include "aip-history-dialog.h"
#include "aip-record-dialog.h"
#include "aip-renumber-dialog.h"
#include "aip-shot-table.h"
#include "aip-shots-page.h"
#include "aip-trash-dialog.h"
#include "test-shots.h"
#include "ui-support.h"

typedef TestShots Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  test_shots_open (fixture, test_ui_new (1, 4));
}

static void
assert_codes (Fixture    *fixture,
              const char *expected)
{
  g_autofree char *codes = test_codes (fixture->ui->document);

  g_assert_cmpstr (codes, ==, expected);
}

static GtkWidget *
find (Fixture *fixture,
      GType    type)
{
  return test_ui_find (fixture->ui->window, type, NULL, NULL);
}

static void
wait_for_rows (Fixture *fixture,
               GType    dialog,
               guint    n)
{
  GtkWidget *list;

  list = test_ui_find (find (fixture, dialog), GTK_TYPE_LIST_VIEW, NULL, NULL);
  test_spin_while (g_list_model_get_n_items (
                     G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)))) != n);
  test_ui_settle (fixture->ui);
}

static void
open_row (Fixture *fixture,
          GType    dialog,
          guint    position)
{
  GtkWidget *list = test_ui_find (find (fixture, dialog), GTK_TYPE_LIST_VIEW, NULL, NULL);

  g_signal_emit_by_name (list, "activate", position);
  test_ui_settle (fixture->ui);
}

static void
test_lock (Fixture       *fixture,
           gconstpointer  data)
{
  AipShot *shot = test_ui_shot (fixture->ui, 1);
  g_autofree char *before = g_strdup (aip_shot_get_description (shot));

  test_shots_focus (fixture, 1, AIP_SHOT_COLUMN_DESCRIPTION);
  test_ui_press (fixture->ui, "ctrl+l", NULL);
  g_assert_true (aip_shot_get_locked (shot));
  g_assert_cmpstr (aip_document_get_undo_label (fixture->ui->document), ==, "Lock SHT-0020");

  /* No way of typing gets in, and it says so. */
  test_ui_press (fixture->ui, "F2", NULL);
  g_assert_false (aip_shot_table_is_editing (fixture->table));
  g_assert_nonnull (fixture->ui->toast);
  g_assert_nonnull (strstr (fixture->ui->toast, "SHT-0020 is locked"));
  test_ui_type (fixture->ui, "x");
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_cmpstr (aip_shot_get_description (shot), ==, before);
  /* A gesture over many cells says in a list what was refused. */
  test_ui_press (fixture->ui, "Delete", NULL);
  g_assert_cmpstr (aip_shot_get_description (shot), ==, before);
  test_ui_press (fixture->ui, "Escape", NULL);
  test_shots_activate (fixture, "delete", NULL);
  assert_codes (fixture, "SHT-0010 SHT-0020 SHT-0030 SHT-0040");

  /* What the toast offers. */
  test_shots_activate (fixture, "unlock", NULL);
  g_assert_false (aip_shot_get_locked (shot));
  test_shots_focus (fixture, 1, AIP_SHOT_COLUMN_DESCRIPTION);
  test_ui_press (fixture->ui, "F2", NULL);
  g_assert_true (aip_shot_table_is_editing (fixture->table));
  test_ui_press (fixture->ui, "Escape", NULL);
}

static void
test_next_status (Fixture       *fixture,
                  gconstpointer  data)
{
  AipShot *shot = test_ui_shot (fixture->ui, 0);

  test_shots_focus (fixture, 0, AIP_SHOT_COLUMN_DESCRIPTION);
  test_ui_press (fixture->ui, "ctrl+period", NULL);
  g_assert_cmpint (aip_shot_get_status (shot), ==, AIP_STATUS_READY);
  test_ui_press (fixture->ui, "ctrl+period", NULL);
  g_assert_cmpint (aip_shot_get_status (shot), ==, AIP_STATUS_REVIEW);

  /* Typing names what is not allowed, and gets what is. */
  test_shots_focus (fixture, 0, AIP_SHOT_COLUMN_STATUS);
  test_ui_type (fixture->ui, "fin");
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_cmpint (aip_shot_get_status (shot), ==, AIP_STATUS_REVIEW);
  test_ui_press (fixture->ui, "Escape", NULL);
  test_shots_focus (fixture, 0, AIP_SHOT_COLUMN_STATUS);
  test_ui_type (fixture->ui, "appr");
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_cmpint (aip_shot_get_status (shot), ==, AIP_STATUS_APPROVED);
}

/* A question takes the keyboard when it has come in, and gives it back when it has gone. */
static void
wait_for_question (Fixture  *fixture,
                   gboolean  there)
{
  GtkWidget *focus;

  do
    {
      test_ui_settle (fixture->ui);
      focus = gtk_window_get_focus (GTK_WINDOW (fixture->ui->window));
    }
  while ((focus != NULL && gtk_widget_get_ancestor (focus, ADW_TYPE_ALERT_DIALOG) != NULL)
         != there);
}

static void
test_split_merge (Fixture       *fixture,
                  gconstpointer  data)
{
  AipShot *shot = test_ui_shot (fixture->ui, 1);
  gint64 duration = aip_shot_get_duration (shot);
  const char *const pair[] = { "SHT-0020", "SHT-0025", NULL };

  test_shots_focus (fixture, 1, AIP_SHOT_COLUMN_DESCRIPTION);
  test_shots_activate (fixture, "split", NULL);
  wait_for_question (fixture, TRUE);
  test_ui_press (fixture->ui, "Return", NULL);
  wait_for_question (fixture, FALSE);
  assert_codes (fixture, "SHT-0010 SHT-0020 SHT-0025 SHT-0030 SHT-0040");
  g_assert_cmpint (aip_shot_get_duration (shot), ==, duration / 2);

  test_shots_activate (fixture, "select", g_variant_new_strv (pair, -1));
  test_shots_activate (fixture, "merge", NULL);
  wait_for_question (fixture, TRUE);
  test_ui_press (fixture->ui, "Return", NULL);
  wait_for_question (fixture, FALSE);
  assert_codes (fixture, "SHT-0010 SHT-0020 SHT-0030 SHT-0040");
  g_assert_cmpint (aip_shot_get_duration (shot), ==, duration);
  g_assert_cmpstr (aip_document_get_undo_label (fixture->ui->document), ==, "Merge 2 Shots");
}

static void
test_renumber (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *dialog;

  test_shots_focus (fixture, 1, AIP_SHOT_COLUMN_DESCRIPTION);
  test_shots_activate (fixture, "insert-above", NULL);
  assert_codes (fixture, "SHT-0010 SHT-0015 SHT-0020 SHT-0030 SHT-0040");
  test_shots_activate (fixture, "renumber", NULL);
  dialog = find (fixture, AIP_TYPE_RENUMBER_DIALOG);
  g_assert_nonnull (dialog);
  gtk_widget_activate_action (dialog, "dialog.renumber", NULL);
  test_ui_settle (fixture->ui);
  assert_codes (fixture, "SHT-0010 SHT-0020 SHT-0030 SHT-0040 SHT-0050");
  g_assert_true (aip_document_undo (fixture->ui->document));
  assert_codes (fixture, "SHT-0010 SHT-0015 SHT-0020 SHT-0030 SHT-0040");
}

static void
test_trash (Fixture       *fixture,
            gconstpointer  data)
{
  AipShot *shot = test_ui_shot (fixture->ui, 1);
  const char *const pair[] = { "SHT-0020", "SHT-0030", NULL };

  test_ui_add_take (fixture->ui, shot, 0xff0000ff);
  test_shots_activate (fixture, "select", g_variant_new_strv (pair, -1));
  test_shots_activate (fixture, "delete", NULL);
  assert_codes (fixture, "SHT-0010 SHT-0040");

  aip_trash_dialog_present (fixture->ui->session, fixture->page);
  wait_for_rows (fixture, AIP_TYPE_TRASH_DIALOG, 2);
  open_row (fixture, AIP_TYPE_TRASH_DIALOG, 0);
  wait_for_rows (fixture, AIP_TYPE_TRASH_DIALOG, 1);
  open_row (fixture, AIP_TYPE_TRASH_DIALOG, 0);
  wait_for_rows (fixture, AIP_TYPE_TRASH_DIALOG, 0);
  assert_codes (fixture, "SHT-0010 SHT-0020 SHT-0030 SHT-0040");
  g_assert_cmpuint (aip_shot_get_n_takes (shot), ==, 1);
  adw_dialog_force_close (ADW_DIALOG (find (fixture, AIP_TYPE_TRASH_DIALOG)));
  test_ui_settle (fixture->ui);
}

static void
test_history (Fixture       *fixture,
              gconstpointer  data)
{
  AipShot *shot = test_ui_shot (fixture->ui, 0);
  GtkWidget *dialog, *list;
  g_autofree char *first = g_strdup (aip_shot_get_description (shot));

  test_set_text (fixture->ui->document, shot, "description", "one");
  test_set_text (fixture->ui->document, shot, "description", "two");
  test_set_text (fixture->ui->document, shot, "notes", "three");

  /* To the step after which it said “one”; the others can be done again. */
  aip_history_dialog_present (fixture->ui->session, fixture->page);
  wait_for_rows (fixture, AIP_TYPE_HISTORY_DIALOG, 4);
  open_row (fixture, AIP_TYPE_HISTORY_DIALOG, 2);
  test_spin_while (g_str_equal (aip_shot_get_description (shot), "two"));
  g_assert_cmpstr (aip_shot_get_description (shot), ==, "one");
  g_assert_true (aip_document_can_redo (fixture->ui->document));
  open_row (fixture, AIP_TYPE_HISTORY_DIALOG, 0);
  test_spin_while (!g_str_equal (aip_entity_get_text (AIP_ENTITY (shot), "notes"), "three"));
  g_assert_cmpstr (aip_shot_get_description (shot), ==, "two");
  adw_dialog_force_close (ADW_DIALOG (find (fixture, AIP_TYPE_HISTORY_DIALOG)));
  test_ui_settle (fixture->ui);

  /* Of the shot: undo and redo are part of what happened to it. */
  test_shots_focus (fixture, 0, AIP_SHOT_COLUMN_DESCRIPTION);
  test_shots_activate (fixture, "history", NULL);
  wait_for_rows (fixture, AIP_TYPE_HISTORY_DIALOG, 8);
  dialog = find (fixture, AIP_TYPE_HISTORY_DIALOG);
  list = test_ui_find (dialog, GTK_TYPE_LIST_VIEW, NULL, NULL);
  gtk_selection_model_select_item (gtk_list_view_get_model (GTK_LIST_VIEW (list)), 6, TRUE);
  gtk_widget_activate_action (dialog, "dialog.restore-value", NULL);
  test_ui_settle (fixture->ui);
  g_assert_cmpstr (aip_shot_get_description (shot), ==, first);
  g_assert_cmpstr (aip_document_get_undo_label (fixture->ui->document), ==,
                   "Restore Description of SHT-0010");
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (shot), "notes"), ==, "three");

  /* And all of it as it was when it said “two” and had no notes. */
  wait_for_rows (fixture, AIP_TYPE_HISTORY_DIALOG, 9);
  gtk_selection_model_select_item (gtk_list_view_get_model (GTK_LIST_VIEW (list)), 6, TRUE);
  gtk_widget_activate_action (dialog, "dialog.restore-shot", NULL);
  test_ui_settle (fixture->ui);
  g_assert_cmpstr (aip_shot_get_description (shot), ==, "two");
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (shot), "notes"), ==, "");
  adw_dialog_force_close (ADW_DIALOG (dialog));
  test_ui_settle (fixture->ui);
}

static void
test_whole_record (Fixture       *fixture,
                   gconstpointer  data)
{
  GListModel *selection;
  g_autoptr(AipShot) shown = NULL;
  GtkWidget *dialog;

  test_shots_focus (fixture, 0, AIP_SHOT_COLUMN_DESCRIPTION);
  test_ui_press (fixture->ui, "space", NULL);
  g_assert_false (aip_shot_table_is_editing (fixture->table));
  dialog = find (fixture, AIP_TYPE_RECORD_DIALOG);
  g_assert_nonnull (dialog);
  test_shots_activate (fixture, "next-shot", NULL);
  selection = aip_session_get_selection (fixture->ui->session);
  g_assert_cmpuint (g_list_model_get_n_items (selection), ==, 1);
  shown = g_list_model_get_item (selection, 0);
  g_assert_cmpstr (aip_shot_get_code (shown), ==, "SHT-0020");
  test_shots_activate (fixture, "previous-shot", NULL);
  test_shots_activate (fixture, "previous-shot", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (selection), ==, 1);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  test_ui_settle (fixture->ui);
}

int
main (int   argc,
      char *argv[])
{
  if (!test_ui_init (&argc, &argv))
    return 0;

#define ADD(path, function) \
  g_test_add ("/row-actions/" path, Fixture, NULL, set_up, function, test_shots_tear_down)

  ADD ("lock", test_lock);
  ADD ("next-status", test_next_status);
  ADD ("split-merge", test_split_merge);
  ADD ("renumber", test_renumber);
  ADD ("trash", test_trash);
  ADD ("history", test_history);
  ADD ("record", test_whole_record);

  return g_test_run ();
}
