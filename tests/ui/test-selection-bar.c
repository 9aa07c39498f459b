/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-selection-bar"

#include "config.h"

#include "aip-selection-bar.h"
#include "aip-shots-page.h"
#include "ui-support.h"

typedef struct {
  TestUi          *ui;
  GtkWidget       *page;
  AipShotTable    *table;
  AipSelectionBar *bar;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  n_shots)
{
  fixture->ui = test_ui_new (2, GPOINTER_TO_UINT (n_shots));
  fixture->page = aip_shots_page_new (fixture->ui->session);
  test_ui_present (fixture->ui, fixture->page);
  fixture->table = AIP_SHOT_TABLE (test_ui_find (fixture->page, AIP_TYPE_SHOT_TABLE, NULL, NULL));
  fixture->bar = AIP_SELECTION_BAR (test_ui_find (fixture->page, AIP_TYPE_SELECTION_BAR, NULL,
                                                  NULL));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  test_ui_free (fixture->ui, fixture->page);
}

static void
set_duration (Fixture *fixture,
              guint    index,
              gint64   frames)
{
  g_autoptr(GError) error = NULL;

  aip_document_begin (fixture->ui->document, "Length");
  g_assert_true (aip_document_set (fixture->ui->document,
                                   AIP_ENTITY (test_ui_shot (fixture->ui, index)), "duration",
                                   g_variant_new_int64 (frames), &error));
  g_assert_no_error (error);
  aip_document_commit (fixture->ui->document);
}

static void
select_range (Fixture       *fixture,
              guint          from,
              AipShotColumn  from_column,
              guint          to,
              AipShotColumn  to_column)
{
  aip_shot_table_select_range (fixture->table, test_ui_shot (fixture->ui, from), from_column,
                               test_ui_shot (fixture->ui, to), to_column);
  test_ui_settle (fixture->ui);
}

#define assert_figure(fixture, name, expected) \
  g_assert_cmpstr (aip_selection_bar_get_figure ((fixture)->bar, name), ==, expected)

static void
test_durations (Fixture       *fixture,
                gconstpointer  data)
{
  GActionGroup *actions = aip_shots_page_get_actions (AIP_SHOTS_PAGE (fixture->page));

  for (guint i = 0; i < 6; i++)
    set_duration (fixture, i, 24 * (i + 1));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fixture->bar)));

  select_range (fixture, 1, AIP_SHOT_COLUMN_DURATION, 4, AIP_SHOT_COLUMN_DURATION);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (fixture->bar)));
  assert_figure (fixture, "count", "4");
  assert_figure (fixture, "sum", "336");
  assert_figure (fixture, "average", "84");
  assert_figure (fixture, "min", "48");
  assert_figure (fixture, "max", "120");

  /* As the column shows lengths. */
  g_action_group_change_action_state (actions, "duration-display",
                                      g_variant_new_string ("timecode"));
  test_ui_settle (fixture->ui);
  assert_figure (fixture, "sum", "00:00:14:00");
  assert_figure (fixture, "average", "00:00:03:12");

  /* An edit is counted at once. */
  set_duration (fixture, 1, 24);
  test_ui_settle (fixture->ui);
  assert_figure (fixture, "sum", "00:00:13:00");
  assert_figure (fixture, "min", "00:00:01:00");

  select_range (fixture, 1, AIP_SHOT_COLUMN_DURATION, 1, AIP_SHOT_COLUMN_DURATION);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fixture->bar)));
  assert_figure (fixture, "sum", NULL);
}

static void
test_texts (Fixture       *fixture,
            gconstpointer  data)
{
  test_set_text (fixture->ui->document, test_ui_shot (fixture->ui, 1), "description", "");
  select_range (fixture, 0, AIP_SHOT_COLUMN_CODE, 2, AIP_SHOT_COLUMN_DESCRIPTION);
  /* One of six says nothing, and none is a number. */
  assert_figure (fixture, "count", "5");
  assert_figure (fixture, "sum", NULL);

  /* Rows as a whole: their lengths. */
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (
    gtk_selection_filter_model_get_model (GTK_SELECTION_FILTER_MODEL (
      aip_session_get_selection (fixture->ui->session)))));
  aip_shot_table_focus (fixture->table, test_ui_shot (fixture->ui, 0), AIP_SHOT_COLUMN_CODE, FALSE);
  test_ui_settle (fixture->ui);
  assert_figure (fixture, "count", "6");
  g_assert_nonnull (aip_selection_bar_get_figure (fixture->bar, "sum"));
}

static void
test_copy (Fixture       *fixture,
           gconstpointer  data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (fixture->ui->window);
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *text = NULL;
  GtkWidget *button;

  for (guint i = 0; i < 6; i++)
    set_duration (fixture, i, 100);
  select_range (fixture, 0, AIP_SHOT_COLUMN_DURATION, 5, AIP_SHOT_COLUMN_DURATION);
  assert_figure (fixture, "sum", "600");

  button = gtk_widget_get_first_child (GTK_WIDGET (fixture->bar));
  while (!GTK_IS_BUTTON (button)
         || !g_str_equal (gtk_button_get_label (GTK_BUTTON (button)), "Sum 600"))
    {
      button = gtk_widget_get_next_sibling (button);
      g_assert_nonnull (button);
    }
  test_ui_click (fixture->ui, button, 12, 8, 1);
  test_ui_settle (fixture->ui);
  g_assert_cmpstr (fixture->ui->toast, ==, "Copied 600");

  gdk_clipboard_read_text_async (clipboard, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  text = gdk_clipboard_read_text_finish (clipboard, result, NULL);
  g_assert_cmpstr (text, ==, "600");
}

/* Every cell of ten thousand rows, in slices that leave the main loop alone. */
static void
test_large (Fixture       *fixture,
            gconstpointer  data)
{
  gint64 before, first;

  for (guint i = 0; i < 3; i++)
    set_duration (fixture, i, 9999);
  aip_shot_table_select_range (fixture->table, test_ui_shot (fixture->ui, 0),
                               AIP_SHOT_COLUMN_CODE, test_ui_shot (fixture->ui, 9999),
                               AIP_SHOT_COLUMN_DURATION);
  before = g_get_monotonic_time ();
  aip_selection_bar_refresh (fixture->bar);
  first = g_get_monotonic_time () - before;
  g_assert_true (aip_selection_bar_is_busy (fixture->bar));
  test_spin_while (aip_selection_bar_is_busy (fixture->bar));
  g_test_message ("first slice %" G_GINT64_FORMAT " µs, all %" G_GINT64_FORMAT " µs", first,
                  g_get_monotonic_time () - before);

  g_assert_nonnull (aip_selection_bar_get_figure (fixture->bar, "sum"));
  assert_figure (fixture, "max", "9999");
}

int
main (int   argc,
      char *argv[])
{
  if (!test_ui_init (&argc, &argv))
    return 0;

  g_test_add ("/selection-bar/durations", Fixture, GUINT_TO_POINTER (3), set_up, test_durations,
              tear_down);
  g_test_add ("/selection-bar/texts", Fixture, GUINT_TO_POINTER (3), set_up, test_texts,
              tear_down);
  g_test_add ("/selection-bar/copy", Fixture, GUINT_TO_POINTER (3), set_up, test_copy, tear_down);
  g_test_add ("/selection-bar/large", Fixture, GUINT_TO_POINTER (5000), set_up, test_large,
              tear_down);

  return g_test_run ();
}
