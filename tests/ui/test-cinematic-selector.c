/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-cinematic-selector"

#include "config.h"

#include "aip-cinematic-selector.h"
#include "aip-prompt-flow.h"
#include "aip-prompt-fragment.h"
#include "aip-setup-row.h"
#include "aip-shots-page.h"
#include "ui-support.h"

/* Two scenes of three shots of 1962 in the shots page; the keys go where a person's would. */
typedef struct {
  TestUi    *ui;
  GtkWidget *page;
} Fixture;

#define OLD "{\"year\":1962,\"mood\":\"serene\"}"
#define OLD_LONG "{\"year\":1962,\"focal\":75,\"mood\":\"serene\"}"

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->ui = test_ui_new (2, 3);
  for (guint i = 0; i < 6; i++)
    test_set_text (fixture->ui->document, test_ui_shot (fixture->ui, i), "setup", OLD);
  aip_scheduler_add_document (fixture->ui->scheduler, fixture->ui->document);
  fixture->page = aip_shots_page_new (fixture->ui->session);
  test_ui_present (fixture->ui, fixture->page);
  test_spin_while (aip_scheduler_get_cinema (fixture->ui->scheduler,
                                             fixture->ui->document) == NULL);
  test_ui_settle (fixture->ui);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  aip_scheduler_remove_document (fixture->ui->scheduler, fixture->ui->document);
  test_ui_free (fixture->ui, fixture->page);
}

static void
activate (Fixture    *fixture,
          const char *action,
          GVariant   *parameter)
{
  g_action_group_activate_action (aip_shots_page_get_actions (AIP_SHOTS_PAGE (fixture->page)),
                                  action, parameter);
  test_ui_settle (fixture->ui);
}

static AdwDialog *
get_dialog (Fixture *fixture)
{
  return adw_window_get_visible_dialog (ADW_WINDOW (fixture->ui->window));
}

/* (transfer none): the open dialog for the first @n shots. */
static GtkWidget *
open_dialog (Fixture *fixture,
             guint    n)
{
  static const char *const codes[] = { "SHT-0010", "SHT-0020", "SHT-0030", "SHT-0040" };
  AdwDialog *dialog;

  g_assert_cmpuint (n, <=, G_N_ELEMENTS (codes));
  activate (fixture, "select", g_variant_new_strv (codes, n));
  activate (fixture, "setup", NULL);
  dialog = get_dialog (fixture);
  g_assert_true (AIP_IS_CINEMATIC_SELECTOR (dialog));
  test_spin_while (!gtk_widget_get_mapped (GTK_WIDGET (dialog)));
  test_ui_settle (fixture->ui);

  return GTK_WIDGET (dialog);
}

/* Goes to the control of @field as a click on its finding would. */
static void
go_to (Fixture    *fixture,
       GtkWidget  *dialog,
       const char *field)
{
  g_assert_true (gtk_widget_activate_action (dialog, "setup.edit", "s", field));
  test_ui_settle (fixture->ui);
}

static gboolean
is_row (GtkWidget     *widget,
        gconstpointer  data)
{
  return (int) aip_setup_row_get_field (AIP_SETUP_ROW (widget)) == GPOINTER_TO_INT (data);
}

static GtkWidget *
get_row (GtkWidget     *dialog,
         AipSetupField  field)
{
  GtkWidget *row = test_ui_find (dialog, AIP_TYPE_SETUP_ROW, is_row, GINT_TO_POINTER ((int) field));

  g_assert_nonnull (row);

  return row;
}

static gboolean
has_text (GtkWidget     *widget,
          gconstpointer  data)
{
  return gtk_widget_get_mapped (widget)
         && strstr (gtk_label_get_label (GTK_LABEL (widget)), data) != NULL;
}

static gboolean
shows (GtkWidget  *widget,
       const char *text)
{
  return test_ui_find (widget, GTK_TYPE_LABEL, has_text, text) != NULL;
}

static gboolean
button_says (GtkWidget     *widget,
             gconstpointer  data)
{
  return gtk_widget_get_mapped (widget) && shows (widget, data);
}

static void
click (Fixture    *fixture,
       GtkWidget  *parent,
       const char *text)
{
  GtkWidget *button = test_ui_find (parent, GTK_TYPE_BUTTON, button_says, text);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  test_ui_settle (fixture->ui);
}

static gboolean
is_fragment (GtkWidget     *widget,
             gconstpointer  key)
{
  return g_str_equal (aip_prompt_fragment_get_key (AIP_PROMPT_FRAGMENT (widget)), key);
}

static const char *
get_setup (Fixture *fixture,
           guint    index)
{
  return aip_shot_get_setup (test_ui_shot (fixture->ui, index));
}

static gboolean
says (Fixture    *fixture,
      guint       index,
      const char *part)
{
  return strstr (get_setup (fixture, index), part) != NULL;
}

static void
choose (Fixture    *fixture,
        GtkWidget  *dialog,
        const char *field,
        const char *typed)
{
  go_to (fixture, dialog, field);
  test_ui_press (fixture->ui, "Return", NULL);
  test_ui_type (fixture->ui, typed);
  test_ui_press (fixture->ui, "Return", NULL);
  test_ui_settle (fixture->ui);
}

/* From the table to a lens that was not there yet, its finding, its fix, all shots, and back. */
static void
test_fix_and_apply (Fixture       *fixture,
                    gconstpointer  data)
{
  GtkWidget *dialog = open_dialog (fixture, 3);
  GtkWidget *lens = get_row (dialog, AIP_SETUP_LENS);

  g_assert_true (shows (dialog, "Setup — 3 Shots"));
  g_assert_true (shows (dialog, "Changes nothing"));
  g_assert_true (shows (lens, "Not chosen"));

  choose (fixture, dialog, "lens", "cooke s4/i");
  g_assert_true (shows (lens, "Cooke S4/i"));
  g_assert_true (shows (lens, "1998"));
  g_assert_true (shows (gtk_window_get_focus (GTK_WINDOW (fixture->ui->window)), "Cooke S4/i"));
  g_assert_true (gtk_widget_has_css_class (lens, "finding-anachronism"));
  g_assert_true (shows (dialog, "Impossible in 1962"));
  g_assert_true (shows (dialog, "Changes 1 field in 3 of 3 shots"));

  test_ui_press (fixture->ui, "F8", NULL);
  test_spin_while (test_ui_find (dialog, GTK_TYPE_BUTTON, button_says, "Lens → ") == NULL);
  click (fixture, dialog, "Lens → ");
  g_assert_false (shows (dialog, "Impossible in 1962"));
  g_assert_false (shows (lens, "Cooke S4/i"));
  test_ui_press (fixture->ui, "Escape", NULL);

  /* Steps of the dialog are its own. */
  test_ui_press (fixture->ui, "ctrl+z", NULL);
  g_assert_true (shows (lens, "Cooke S4/i"));
  test_ui_press (fixture->ui, "ctrl+shift+z", NULL);
  g_assert_false (shows (lens, "Cooke S4/i"));
  for (guint i = 0; i < 6; i++)
    g_assert_cmpstr (get_setup (fixture, i), ==, OLD);

  test_ui_press (fixture->ui, "ctrl+Return", NULL);
  test_spin_while (get_dialog (fixture) != NULL);
  g_assert_cmpstr (aip_document_get_undo_label (fixture->ui->document), ==,
                   "Change Setup of 3 Shots");
  for (guint i = 0; i < 6; i++)
    g_assert_true (says (fixture, i, "\"lens\"") == (i < 3));
  g_assert_cmpstr (fixture->ui->toast, ==, "Setup of 3 shots changed");

  aip_document_undo (fixture->ui->document);
  for (guint i = 0; i < 6; i++)
    g_assert_cmpstr (get_setup (fixture, i), ==, OLD);
  aip_document_redo (fixture->ui->document);

  dialog = open_dialog (fixture, 1);
  g_assert_true (shows (dialog, "Setup — SHT-0010"));
  g_assert_false (shows (get_row (dialog, AIP_SETUP_LENS), "Not chosen"));
  test_ui_press (fixture->ui, "Escape", NULL);
  test_spin_while (get_dialog (fixture) != NULL);
}

/* Escape asks only when something would be lost, and then loses only that. */
static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  gint64 position = aip_document_get_position (fixture->ui->document);
  GtkWidget *dialog = open_dialog (fixture, 1);
  AdwDialog *question;

  test_ui_press (fixture->ui, "Escape", NULL);
  test_spin_while (get_dialog (fixture) != NULL);

  dialog = open_dialog (fixture, 1);
  choose (fixture, dialog, "tone", "sepia");
  g_assert_true (shows (get_row (dialog, AIP_SETUP_TONE), "Sepia"));
  test_ui_press (fixture->ui, "Escape", NULL);
  question = get_dialog (fixture);
  g_assert_true (ADW_IS_ALERT_DIALOG (question));
  g_assert_cmpstr (adw_alert_dialog_get_heading (ADW_ALERT_DIALOG (question)), ==,
                   "Discard Changes?");

  /* Not yet. */
  test_ui_press (fixture->ui, "Escape", NULL);
  test_spin_while (!AIP_IS_CINEMATIC_SELECTOR (get_dialog (fixture)));
  test_ui_settle (fixture->ui);
  g_assert_true (shows (get_row (dialog, AIP_SETUP_TONE), "Sepia"));

  test_ui_press (fixture->ui, "Escape", NULL);
  click (fixture, GTK_WIDGET (get_dialog (fixture)), "Discard");
  test_spin_while (get_dialog (fixture) != NULL);
  g_assert_cmpint (aip_document_get_position (fixture->ui->document), ==, position);
  g_assert_cmpstr (get_setup (fixture, 0), ==, OLD);
}

/* Asked once, with the reason; then it is kept and never asked about again. */
static void
test_keep_impossible (Fixture       *fixture,
                      gconstpointer  data)
{
  GtkWidget *dialog = open_dialog (fixture, 2);
  AdwDialog *question;

  choose (fixture, dialog, "lens", "cooke s4/i");
  test_ui_press (fixture->ui, "ctrl+Return", NULL);
  question = get_dialog (fixture);
  g_assert_true (ADW_IS_ALERT_DIALOG (question));
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (question)), "1998"));
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (question)), "2 shots"));
  click (fixture, GTK_WIDGET (question), "Keep It Anyway");
  test_spin_while (get_dialog (fixture) != NULL);
  g_assert_true (says (fixture, 0, "cooke_s4"));
  g_assert_true (says (fixture, 1, "cooke_s4"));

  dialog = open_dialog (fixture, 2);
  g_assert_true (shows (dialog, "Impossible in 1962"));
  choose (fixture, dialog, "tone", "sepia");
  test_ui_press (fixture->ui, "ctrl+Return", NULL);
  test_spin_while (get_dialog (fixture) != NULL);
  g_assert_true (says (fixture, 1, "sepia"));
}

/* Where the shots differ, only what somebody chose is written. */
static void
test_mixed (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *dialog, *focal;
  GtkWidget *entry;

  test_set_text (fixture->ui->document, test_ui_shot (fixture->ui, 0), "setup", OLD_LONG);
  dialog = open_dialog (fixture, 2);
  focal = get_row (dialog, AIP_SETUP_FOCAL);
  entry = test_ui_find (focal, GTK_TYPE_TEXT, NULL, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  g_assert_cmpstr (gtk_text_get_placeholder_text (GTK_TEXT (entry)), ==, "Mixed");

  choose (fixture, dialog, "tone", "sepia");
  g_assert_true (shows (dialog, "Changes 1 field in 2 of 2 shots"));

  /* The very number that the first shot has is a choice for the second; undo makes it none. */
  gtk_widget_grab_focus (entry);
  test_ui_type (fixture->ui, "75");
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "75 mm");
  g_assert_true (shows (dialog, "Changes 2 fields in 2 of 2 shots"));
  go_to (fixture, dialog, "body");
  test_ui_press (fixture->ui, "ctrl+z", NULL);
  g_assert_cmpstr (gtk_text_get_placeholder_text (GTK_TEXT (entry)), ==, "Mixed");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");

  test_ui_press (fixture->ui, "ctrl+Return", NULL);
  test_spin_while (get_dialog (fixture) != NULL);
  g_assert_true (says (fixture, 0, "sepia") && says (fixture, 1, "sepia"));
  g_assert_true (says (fixture, 0, "75"));
  g_assert_false (says (fixture, 1, "focal"));
}

static gboolean
check_says (GtkWidget     *widget,
            gconstpointer  data)
{
  return g_strcmp0 (gtk_check_button_get_label (GTK_CHECK_BUTTON (widget)), data) == 0;
}

/* One group of one shot into its whole scene. */
static void
test_scene_and_groups (Fixture       *fixture,
                       gconstpointer  data)
{
  GtkWidget *dialog, *scopes, *group;

  test_set_text (fixture->ui->document, test_ui_shot (fixture->ui, 0), "setup",
                 "{\"year\":1962,\"lens\":\"cooke_speed_panchro\",\"focal\":50,\"tone\":\"sepia\"}");
  dialog = open_dialog (fixture, 1);
  scopes = test_ui_find (dialog, GTK_TYPE_DROP_DOWN, NULL, NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (scopes), 1);
  g_assert_true (shows (scopes, "Scene SC-010 (3 Shots)"));
  group = test_ui_find (dialog, GTK_TYPE_CHECK_BUTTON, check_says, "Lens");
  g_assert_nonnull (group);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (group), TRUE);
  test_ui_settle (fixture->ui);
  g_assert_true (shows (dialog, "Changes 2 fields in 2 of 3 shots"));

  click (fixture, dialog, "Apply");
  test_spin_while (get_dialog (fixture) != NULL);
  for (guint i = 1; i < 6; i++)
    {
      g_assert_true (says (fixture, i, "cooke_speed_panchro") == (i < 3));
      g_assert_true (says (fixture, i, "serene"));
      g_assert_false (says (fixture, i, "sepia"));
    }
}

/* Every control by Tab, panes by F6, and Delete leaves a field open. */
static void
test_keyboard (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *dialog = open_dialog (fixture, 1);
  GtkWidget *row = get_row (dialog, AIP_SETUP_MOOD);
  GtkWidget *stack;

  go_to (fixture, dialog, "mood");
  g_assert_true (gtk_widget_has_css_class (row, "lit"));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->ui->window)),
                                         row));
  test_ui_press (fixture->ui, "Delete", NULL);
  g_assert_true (shows (row, "Not chosen"));

  test_ui_press (fixture->ui, "F6", NULL);
  g_assert_false (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->ui->window)),
                                          row));
  test_ui_press (fixture->ui, "shift+F6", NULL);
  test_ui_press (fixture->ui, "ctrl+z", NULL);
  g_assert_true (shows (row, "Serene"));

  /* A short list has no search; Escape leaves it as it was and comes back to the control. */
  go_to (fixture, dialog, "time");
  test_ui_press (fixture->ui, "Return", "Down", "Down", "Return", NULL);
  test_ui_settle (fixture->ui);
  g_assert_true (shows (get_row (dialog, AIP_SETUP_TIME), "Morning"));
  test_ui_press (fixture->ui, "Return", "Down", "Escape", NULL);
  test_ui_settle (fixture->ui);
  g_assert_true (AIP_IS_CINEMATIC_SELECTOR (get_dialog (fixture)));
  g_assert_true (shows (get_row (dialog, AIP_SETUP_TIME), "Morning"));
  test_ui_press (fixture->ui, "Delete", NULL);
  g_assert_true (shows (get_row (dialog, AIP_SETUP_TIME), "Not chosen"));

  stack = test_ui_find (dialog, ADW_TYPE_VIEW_STACK, NULL, NULL);
  test_ui_press (fixture->ui, "alt+2", NULL);
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (ADW_VIEW_STACK (stack)), ==, "text");
  test_ui_press (fixture->ui, "alt+1", NULL);
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (ADW_VIEW_STACK (stack)), ==, "visual");

  test_ui_press (fixture->ui, "Escape", NULL);
  test_spin_while (get_dialog (fixture) != NULL);
}

/* The slider and what is typed are the same number; a lens answers with what it has. */
static void
test_number (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *dialog, *row, *entry, *scale;

  test_set_text (fixture->ui->document, test_ui_shot (fixture->ui, 0), "setup",
                 "{\"year\":2010,\"body\":\"arri_alexa\",\"lens\":\"cooke_s4\"}");
  dialog = open_dialog (fixture, 1);
  row = get_row (dialog, AIP_SETUP_FOCAL);
  entry = test_ui_find (row, GTK_TYPE_TEXT, NULL, NULL);
  scale = test_ui_find (row, GTK_TYPE_SCALE, NULL, NULL);
  go_to (fixture, dialog, "focal");

  gtk_widget_grab_focus (entry);
  test_ui_type (fixture->ui, "51");
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "50 mm");
  test_ui_press (fixture->ui, "Up", NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "65 mm");

  gtk_widget_grab_focus (scale);
  test_ui_press (fixture->ui, "Left", "Left", NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "40 mm");

  /* One drag is one step, however many lenses it passes. */
  test_ui_drag (fixture->ui, scale, gtk_widget_get_width (scale) / 2.0,
                gtk_widget_get_height (scale) / 2.0, 30, 0, 6);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), !=, "40 mm");
  test_ui_press (fixture->ui, "ctrl+z", NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "40 mm");

  /* Words are no number, and nothing changes. */
  gtk_widget_grab_focus (entry);
  test_ui_press (fixture->ui, "ctrl+a", NULL);
  test_ui_type (fixture->ui, "wide");
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "40 mm");

  test_ui_press (fixture->ui, "ctrl+Return", NULL);
  test_spin_while (get_dialog (fixture) != NULL);
  g_assert_true (says (fixture, 0, "40"));
}

/* What is done to the prompt and to the setup is one step of the dialog's history each, and one of
 * the project's together. */
static void
test_text (Fixture       *fixture,
           gconstpointer  data)
{
  AipShot *shot = test_ui_shot (fixture->ui, 0);
  GtkWidget *dialog = open_dialog (fixture, 1);
  GtkWidget *flow;

  g_assert_true (gtk_widget_activate_action (dialog, "setup.show-tab", "s", "text"));
  test_ui_settle (fixture->ui);
  flow = test_ui_find (dialog, AIP_TYPE_PROMPT_FLOW, NULL, NULL);
  g_assert_nonnull (flow);

  /* The frame is the project's, whatever ratio the model likes best. */
  g_assert_true (shows (dialog, "1920 × 1088 pixels"));

  /* From the fragment to its control. */
  aip_prompt_flow_focus (AIP_PROMPT_FLOW (flow), "mood/mood");
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_true (gtk_widget_get_focus_child (get_row (dialog, AIP_SETUP_MOOD)) != NULL);

  aip_prompt_flow_focus (AIP_PROMPT_FLOW (flow), "mood/mood");
  test_ui_press (fixture->ui, "F2", NULL);
  test_ui_type (fixture->ui, "a calm before the storm");
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_true (shows (dialog, "Changes the prompt of SHT-0010"));
  choose (fixture, dialog, "size", "close-up");
  test_spin_while (!shows (dialog, "Changes 1 field, and the prompt of SHT-0010"));
  g_assert_nonnull (test_ui_find (dialog, AIP_TYPE_PROMPT_FRAGMENT, is_fragment, "shot/size"));

  test_ui_press (fixture->ui, "ctrl+Return", NULL);
  test_spin_while (get_dialog (fixture) != NULL);
  g_assert_nonnull (strstr (aip_shot_get_prompt_edits (shot), "a calm before the storm"));
  g_assert_true (says (fixture, 0, "\"size\""));

  aip_document_undo (fixture->ui->document);
  g_assert_cmpstr (aip_shot_get_prompt_edits (shot), ==, "");
  g_assert_cmpstr (get_setup (fixture, 0), ==, OLD);

  /* Only words: of the first of several shots. */
  dialog = open_dialog (fixture, 3);
  g_assert_true (gtk_widget_activate_action (dialog, "setup.show-tab", "s", "text"));
  test_ui_settle (fixture->ui);
  g_assert_true (shows (dialog, "This is the prompt of SHT-0010."));
  flow = test_ui_find (dialog, AIP_TYPE_PROMPT_FLOW, NULL, NULL);
  aip_prompt_flow_focus (AIP_PROMPT_FLOW (flow), "mood/mood");
  test_ui_press (fixture->ui, "F2", NULL);
  test_ui_type (fixture->ui, "what is still being typed");
  test_ui_press (fixture->ui, "ctrl+Return", NULL);
  test_spin_while (get_dialog (fixture) != NULL);
  g_assert_cmpstr (aip_document_get_undo_label (fixture->ui->document), ==,
                   "Change Prompt of SHT-0010");
  g_assert_nonnull (strstr (aip_shot_get_prompt_edits (shot), "what is still being typed"));
  g_assert_cmpstr (aip_shot_get_prompt_edits (test_ui_shot (fixture->ui, 1)), ==, "");
}

#define ADD(path, function) \
  g_test_add ("/cinematic-selector/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  if (!test_ui_init (&argc, &argv))
    return 0;

  ADD ("fix-and-apply", test_fix_and_apply);
  ADD ("cancel", test_cancel);
  ADD ("keep-impossible", test_keep_impossible);
  ADD ("mixed", test_mixed);
  ADD ("scene-and-groups", test_scene_and_groups);
  ADD ("keyboard", test_keyboard);
  ADD ("number", test_number);
  ADD ("text", test_text);

  return g_test_run ();
}
