/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-shot-filter"

#include "config.h"

#include "aip-filter-popover.h"
#include "aip-paths.h"
#include "aip-query-completion.h"
#include "aip-setup-edit.h"
#include "ui-support.h"

/* A search entry with its button above the page, as the window has them. */
typedef struct {
  TestUi     *ui;
  GtkWidget  *box;
  GtkWidget  *page;
  GtkWidget  *entry;
  GtkWidget  *button;
  GtkWidget  *popover;
} Fixture;

static void
search_changed_cb (Fixture *fixture)
{
  aip_shots_page_set_search (AIP_SHOTS_PAGE (fixture->page),
                             gtk_editable_get_text (GTK_EDITABLE (fixture->entry)));
}

static void
filter_search_cb (Fixture    *fixture,
                  const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (fixture->entry), text);
  search_changed_cb (fixture);
}

static void
write_cell (Fixture       *fixture,
            guint          index,
            AipShotColumn  column,
            const char    *text)
{
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (shots, test_ui_shot (fixture->ui, index));
  aip_setup_edit_set_text (aip_session_get_setups (fixture->ui->session), fixture->ui->document,
                           shots, column, text, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *shipped = aip_paths_data_file ("presets");
  g_autoptr(AipCinema) cinema = aip_cinema_load (shipped, NULL, NULL, NULL);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  fixture->ui = test_ui_new (2, 3);
  aip_shot_setups_set_cinema (aip_session_get_setups (fixture->ui->session), cinema);
  write_cell (fixture, 0, AIP_SHOT_COLUMN_CAMERA, "ALEXA Mini");
  write_cell (fixture, 1, AIP_SHOT_COLUMN_CAMERA, "ALEXA Mini LF");
  write_cell (fixture, 2, AIP_SHOT_COLUMN_CAMERA, "ALEXA Mini");
  write_cell (fixture, 2, AIP_SHOT_COLUMN_SIZE, "CU");
  write_cell (fixture, 3, AIP_SHOT_COLUMN_SIZE, "CU");

  fixture->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  fixture->page = aip_shots_page_new (fixture->ui->session);
  gtk_widget_set_vexpand (fixture->page, TRUE);
  fixture->entry = gtk_search_entry_new ();
  gtk_widget_set_hexpand (fixture->entry, TRUE);
  fixture->button = gtk_menu_button_new ();
  fixture->popover = g_object_new (AIP_TYPE_FILTER_POPOVER, NULL);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (fixture->button), fixture->popover);
  gtk_box_append (GTK_BOX (line), fixture->entry);
  gtk_box_append (GTK_BOX (line), fixture->button);
  gtk_box_append (GTK_BOX (fixture->box), line);
  gtk_box_append (GTK_BOX (fixture->box), fixture->page);
  aip_filter_popover_set_page (AIP_FILTER_POPOVER (fixture->popover),
                               AIP_SHOTS_PAGE (fixture->page));
  aip_query_completion_attach (GTK_EDITABLE (fixture->entry), AIP_SHOTS_PAGE (fixture->page));
  g_signal_connect_swapped (fixture->entry, "changed", G_CALLBACK (search_changed_cb), fixture);
  g_signal_connect_swapped (fixture->popover, "search", G_CALLBACK (filter_search_cb), fixture);

  test_ui_present (fixture->ui, fixture->box);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  test_ui_free (fixture->ui, fixture->box);
}

static const char *
get_text (Fixture *fixture)
{
  return gtk_editable_get_text (GTK_EDITABLE (fixture->entry));
}

static gboolean
has_label (GtkWidget     *widget,
           gconstpointer  data)
{
  return g_str_has_prefix (gtk_label_get_label (GTK_LABEL (widget)), data);
}

/* The line below the table that says what is hidden. */
static gboolean
says (Fixture    *fixture,
      const char *text)
{
  GtkWidget *label = test_ui_find (fixture->page, GTK_TYPE_LABEL, has_label, text);

  return label != NULL && gtk_widget_get_mapped (label);
}

/* The check button of a value, by the label in it. */
static GtkWidget *
find_check (Fixture    *fixture,
            const char *value)
{
  GtkWidget *label = test_ui_find (fixture->popover, GTK_TYPE_LABEL, has_label, value);

  g_assert_nonnull (label);

  return gtk_widget_get_ancestor (label, GTK_TYPE_CHECK_BUTTON);
}

static void
test_typing (Fixture       *fixture,
             gconstpointer  data)
{
  gtk_widget_grab_focus (fixture->entry);
  test_ui_settle (fixture->ui);
  test_ui_type (fixture->ui, "camera:alexa -size:close");
  g_assert_true (says (fixture, "2 shots"));
  g_assert_true (says (fixture, "4 shots are hidden"));
}

static void
test_completion (Fixture       *fixture,
                 gconstpointer  data)
{
  gtk_widget_grab_focus (fixture->entry);
  test_ui_settle (fixture->ui);

  /* The key, then one of its values, and on in the same line. */
  test_ui_type (fixture->ui, "cam");
  test_ui_press (fixture->ui, "Tab", NULL);
  g_assert_cmpstr (get_text (fixture), ==, "camera:");
  test_ui_press (fixture->ui, "Down", "Down", "Return", NULL);
  g_assert_cmpstr (get_text (fixture), ==, "camera:\"ARRI ALEXA Mini LF\" ");
  test_ui_type (fixture->ui, "siz");
  test_ui_press (fixture->ui, "Tab", "Escape", NULL);
  g_assert_cmpstr (get_text (fixture), ==, "camera:\"ARRI ALEXA Mini LF\" size:");
  g_assert_true (says (fixture, "1 shot"));
}

static void
test_ticking (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *check;

  gtk_menu_button_popup (GTK_MENU_BUTTON (fixture->button));
  test_ui_settle (fixture->ui);

  check = find_check (fixture, "Close-Up");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  test_ui_settle (fixture->ui);
  g_assert_cmpstr (get_text (fixture), ==, "size=Close-Up");
  g_assert_true (says (fixture, "2 shots"));

  /* Of the close-ups one has that camera; the other camera has none of them. */
  check = find_check (fixture, "ARRI ALEXA Mini");
  gtk_test_accessible_assert_property (check, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Camera: ARRI ALEXA Mini, 1 shot");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_assert_cmpstr (get_text (fixture), ==, "size=Close-Up camera=\"ARRI ALEXA Mini\"");
  g_assert_true (says (fixture, "5 shots are hidden"));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_check (fixture, "Close-Up")), FALSE);
  test_ui_settle (fixture->ui);
  g_assert_cmpstr (get_text (fixture), ==, "");
  g_assert_true (says (fixture, "6 shots"));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (fixture->button));
}

int
main (int   argc,
      char *argv[])
{
  if (!test_ui_init (&argc, &argv))
    return 0;

#define ADD(name, function) \
  g_test_add ("/ui/shot-filter/" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("typing", test_typing);
  ADD ("completion", test_completion);
  ADD ("ticking", test_ticking);

  return g_test_run ();
}
