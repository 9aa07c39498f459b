/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "aip-activity-page.h"
#include "aip-add-worker-dialog.h"
#include "aip-application.h"
#include "aip-error.h"
#include "aip-cut-export-dialog.h"
#include "aip-cut-import-dialog.h"
#include "aip-export-dialog.h"
#include "aip-import-dialog.h"
#include "aip-merge-page.h"
#include "aip-new-project-dialog.h"
#include "aip-project-properties-dialog.h"
#include "aip-project-view.h"
#include "aip-start-page.h"
#include "aip-worker-card.h"
#include "aip-year-row.h"
#include "test-support.h"

/*
 * The application in this process, with its real windows: what a person starts with a menu is
 * started by the same action here, and what a person would see is looked for in the widgets.
 */

static char *home;
static GTestDBus *bus;
static AipApplication *app;

/* Finding -------------------------------------------------------------------------------------- */

typedef gboolean (*Match) (GtkWidget  *widget,
                           const char *text);

static GtkWidget *
find (GtkWidget  *widget,
      GType       type,
      Match       match,
      const char *text)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && (match == NULL || match (widget, text)))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, match, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
label_is (GtkWidget  *widget,
          const char *text)
{
  return gtk_widget_get_mapped (widget) &&
         g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text);
}

static gboolean
shows (gpointer    widget,
       const char *text)
{
  return find (GTK_WIDGET (widget), GTK_TYPE_LABEL, label_is, text) != NULL;
}

static AdwDialog *
dialog_of (AipWindow *window)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
}

static gboolean
button_says (GtkWidget  *widget,
             const char *text)
{
  return shows (widget, text);
}

static void
press (gpointer    widget,
       const char *text)
{
  GtkWidget *button;

  test_spin_while (find (GTK_WIDGET (widget), GTK_TYPE_BUTTON, button_says, text) == NULL);
  button = find (GTK_WIDGET (widget), GTK_TYPE_BUTTON, button_says, text);
  g_signal_emit_by_name (button, "clicked");
}

/* Acting --------------------------------------------------------------------------------------- */

static void
act (const char *action,
     GVariant   *parameter)
{
  g_action_group_activate_action (G_ACTION_GROUP (app), action, parameter);
}

static void
act_in (AipWindow  *window,
        const char *action,
        GVariant   *parameter)
{
  g_assert_true (g_action_group_has_action (G_ACTION_GROUP (window), action));
  g_action_group_activate_action (G_ACTION_GROUP (window), action, parameter);
}

static char *
project_path (const char *name)
{
  return g_build_filename (home, "films", name, NULL);
}

static AipWindow *
window_of (const char *folder)
{
  AipWindow *window = aip_application_find_window (app, folder);

  return window != NULL && aip_window_get_session (window) != NULL ? window : NULL;
}

static AipWindow *
create_project (const char *name)
{
  g_autofree char *folder = project_path (name);

  act ("create-project", g_variant_new ("(sss)", name, folder, "23.976"));
  test_spin_while (window_of (folder) == NULL);

  return window_of (folder);
}

static AipDocument *
document_of (AipWindow *window)
{
  return aip_session_get_document (aip_window_get_session (window));
}

static void
document_gone_cb (gpointer  data,
                  GObject  *object)
{
  *(gboolean *) data = TRUE;
}

/* Closes the project and checks that nothing of it is left in memory. */
static void
close_project (AipWindow *window)
{
  g_autofree char *folder = g_strdup (aip_window_get_folder (window));
  g_autoptr(GAsyncResult) closed = NULL;
  gboolean document_gone = FALSE;
  gboolean session_gone = FALSE;
  gboolean view_gone = FALSE;
  GtkWidget *view = find (GTK_WIDGET (window), AIP_TYPE_PROJECT_VIEW, NULL, NULL);

  g_object_weak_ref (G_OBJECT (document_of (window)), document_gone_cb, &document_gone);
  g_object_weak_ref (G_OBJECT (aip_window_get_session (window)), document_gone_cb, &session_gone);
  g_object_weak_ref (G_OBJECT (view), document_gone_cb, &view_gone);

  act_in (window, "close-project", NULL);
  aip_application_wait_closed_async (app, folder, test_store_result_cb, &closed);
  test_spin_while (closed == NULL);
  test_spin_while (!view_gone);
  test_spin_while (!session_gone);
  test_spin_while (!document_gone);
}

/* Tests ---------------------------------------------------------------------------------------- */

static void
test_a_project_is_made_opened_and_remembered (void)
{
  g_autofree char *folder = project_path ("비 오는 밤");
  AipWindow *window = create_project ("비 오는 밤");
  AipRecentProjects *recent = aip_application_get_recent (app);
  g_autoptr(AipRecentProject) first = NULL;
  AipFrameRate rate;

  rate = aip_project_get_rate (aip_document_get_project (document_of (window)));
  g_assert_cmpint (rate.numerator, ==, 24000);
  g_assert_cmpint (rate.denominator, ==, 1001);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "비 오는 밤 – AIPipeline");
  test_spin_while (!shows (window, "비 오는 밤"));

  first = g_list_model_get_item (G_LIST_MODEL (recent), 0);
  g_assert_cmpstr (aip_recent_project_get_folder (first), ==, folder);

  close_project (window);
  g_assert_false (g_action_group_has_action (G_ACTION_GROUP (window), "undo"));
  test_spin_while (find (GTK_WIDGET (window), AIP_TYPE_START_PAGE, NULL, NULL) == NULL);
}

static void
test_the_new_project_dialog (void)
{
  g_autofree char *folder = project_path ("등대");
  AipWindow *window;
  AipProject *project;
  AdwDialog *dialog;
  GtkWidget *name;

  act ("new-project", NULL);
  window = AIP_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (app)));
  dialog = dialog_of (window);
  g_assert_true (AIP_IS_NEW_PROJECT_DIALOG (dialog));

  /* A folder that is in use by something else: said in the dialog, nothing is lost. */
  name = find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, NULL, NULL);
  gtk_editable_set_text (GTK_EDITABLE (name), "비 오는 밤");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.create", NULL);
  test_spin_while (!adw_dialog_get_can_close (dialog));
  g_assert_true (dialog_of (window) == dialog);

  gtk_editable_set_text (GTK_EDITABLE (name), "등대");
  aip_year_row_set (AIP_YEAR_ROW (find (GTK_WIDGET (dialog), AIP_TYPE_YEAR_ROW, NULL, NULL)), 1962,
                    "loose");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.create", NULL);
  test_spin_while (window_of (folder) == NULL);
  project = aip_document_get_project (document_of (window_of (folder)));
  g_assert_cmpstr (aip_project_get_name (project), ==, "등대");
  g_assert_cmpint (aip_project_get_year (project), ==, 1962);
  g_assert_cmpstr (aip_project_get_period (project), ==, "loose");
  close_project (window_of (folder));
}

static void
test_project_properties (void)
{
  AipWindow *window = create_project ("properties");
  AipDocument *document = document_of (window);
  AipProject *project = aip_document_get_project (document);
  g_autofree char *before = aip_document_dump (document);
  g_autofree char *after = NULL;
  AdwDialog *dialog;
  GtkWidget *name;
  GtkWidget *year;

  act_in (window, "project-properties", NULL);
  dialog = dialog_of (window);
  g_assert_true (AIP_IS_PROJECT_PROPERTIES_DIALOG (dialog));
  name = find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, NULL, NULL);
  year = find (GTK_WIDGET (dialog), AIP_TYPE_YEAR_ROW, NULL, NULL);
  g_assert_cmpint (aip_year_row_get_year (AIP_YEAR_ROW (year)), ==, 0);

  gtk_editable_set_text (GTK_EDITABLE (name), "  ");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.apply", NULL);
  g_assert_true (dialog_of (window) == dialog);

  gtk_editable_set_text (GTK_EDITABLE (name), "밤의 항구");
  aip_year_row_set (AIP_YEAR_ROW (year), 1954, "strict");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.apply", NULL);
  test_spin_while (dialog_of (window) != NULL);
  g_assert_cmpstr (aip_project_get_name (project), ==, "밤의 항구");
  g_assert_cmpint (aip_project_get_year (project), ==, 1954);

  /* One step. */
  act_in (window, "undo", NULL);
  after = aip_document_dump (document);
  g_assert_cmpstr (after, ==, before);

  close_project (window);
}

static void
test_importing_is_one_undo_step (void)
{
  AipWindow *window = create_project ("import");
  AipEntityList *shots = aip_document_get_shots (document_of (window));
  g_autofree char *path =
    g_build_filename (g_getenv ("AIPIPELINE_DATADIR"), "data", "sample", "shots.csv", NULL);
  AdwDialog *dialog;
  guint n_shots;

  act_in (window, "import-path", g_variant_new_string (path));
  dialog = dialog_of (window);
  g_assert_true (AIP_IS_IMPORT_DIALOG (dialog));
  test_spin_while (!shows (dialog, "Description"));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.import", NULL);

  n_shots = aip_entity_list_get_count (shots);
  g_assert_cmpuint (n_shots, >=, 24);
  test_spin_while (dialog_of (window) != NULL);

  /*
   * The toast offers to take back what it speaks of, and only as long as it is the last thing done.
   */
  test_spin_while (!shows (window, "Undo"));
  act_in (window, "undo", NULL);
  g_assert_cmpuint (aip_entity_list_get_count (shots), ==, 0);
  g_assert_false (aip_document_can_undo (document_of (window)));
  act_in (window, "redo", NULL);
  g_assert_cmpuint (aip_entity_list_get_count (shots), ==, n_shots);

  close_project (window);
}

/* A list goes out through the window, is changed outside, and comes back through the window. */
static void
test_a_list_goes_out_and_comes_back (void)
{
  AipWindow *window = create_project ("round-trip");
  AipDocument *document = document_of (window);
  g_autofree char *path = g_build_filename (home, "list.json", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *text = NULL;
  g_autofree char *changed = NULL;
  g_auto(GStrv) parts = NULL;
  AipShot *shot;
  AdwDialog *dialog;
  GtkWidget *format;
  GtkWidget *page;

  aip_document_begin (document, "Fill");
  shot = aip_document_insert_shot (document, NULL, NULL, NULL);
  aip_document_set_text (document, AIP_ENTITY (shot), "description", "A quiet harbour", NULL);
  aip_document_set_text (document, AIP_ENTITY (shot), "notes", "first", NULL);
  aip_document_commit (document);

  act_in (window, "export", NULL);
  dialog = dialog_of (window);
  g_assert_true (AIP_IS_EXPORT_DIALOG (dialog));
  test_spin_while (!shows (dialog, "Format"));
  format = find (GTK_WIDGET (dialog), ADW_TYPE_COMBO_ROW, button_says, "Format");
  adw_combo_row_set_selected (ADW_COMBO_ROW (format), 3);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.export-to", "s", path);
  test_spin_while (dialog_of (window) != NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  parts = g_strsplit (text, "A quiet harbour", -1);
  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  changed = g_strjoinv ("A loud harbour", parts);
  g_assert_true (g_file_set_contents (path, changed, -1, NULL));

  before = aip_document_dump (document);
  act_in (window, "import-path", g_variant_new_string (path));
  dialog = dialog_of (window);
  test_spin_while (!shows (dialog, "A loud harbour"));
  g_assert_true (shows (dialog, "A quiet harbour"));

  /* Nothing is taken, nothing can be imported. */
  page = find (GTK_WIDGET (dialog), AIP_TYPE_MERGE_PAGE, button_says, "A loud harbour");
  gtk_widget_activate_action (page, "merge.take", "s", "");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.import", NULL);
  g_assert_true (dialog_of (window) == dialog);
  gtk_widget_activate_action (page, "merge.take", "s", "all");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.import", NULL);
  test_spin_while (dialog_of (window) != NULL);
  g_assert_cmpstr (aip_shot_get_description (shot), ==, "A loud harbour");

  act_in (window, "undo", NULL);
  after = aip_document_dump (document);
  g_assert_cmpstr (after, ==, before);

  close_project (window);
}

/* What is lost is said before, for the format that is chosen; what cannot be written afterwards. */
static void
test_the_cut_goes_out (void)
{
  AipWindow *window = create_project ("cut");
  AipDocument *document = document_of (window);
  g_autofree char *path = g_build_filename (home, "film.otio", NULL);
  g_autofree char *nowhere = g_build_filename (home, "nowhere", "film.otio", NULL);
  g_autofree char *text = NULL;
  AdwDialog *dialog;
  GtkWidget *format;
  AipShot *shot;

  aip_document_begin (document, "Fill");
  shot = aip_document_insert_shot (document, NULL, NULL, NULL);
  aip_document_set_text (document, AIP_ENTITY (shot), "description", "고요한 항구", NULL);
  aip_document_commit (document);

  act_in (window, "export-cut", NULL);
  dialog = dialog_of (window);
  g_assert_true (AIP_IS_CUT_EXPORT_DIALOG (dialog));
  test_spin_while (!shows (dialog, "The description of 1 shot has letters that this EDL cannot "
                                   "hold."));
  format = find (GTK_WIDGET (dialog), ADW_TYPE_COMBO_ROW, button_says, "Format");
  adw_combo_row_set_selected (ADW_COMBO_ROW (format), 3);
  test_spin_while (shows (dialog, "The description of 1 shot has letters that this EDL cannot "
                                  "hold."));
  g_assert_true (shows (dialog, "1 shot has no take yet: its place stays empty."));

  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.export-to", "s", nowhere);
  test_spin_while (!shows (dialog, "There is no folder for “film.otio”. Choose another one."));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.export-to", "s", path);
  test_spin_while (dialog_of (window) != NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "고요한 항구"));

  /* It comes back as it went out, and then with what was done here since. */
  act_in (window, "import-cut-path", g_variant_new_string (path));
  dialog = dialog_of (window);
  g_assert_true (AIP_IS_CUT_IMPORT_DIALOG (dialog));
  test_spin_while (!shows (dialog, "The Cut Is the Same"));
  adw_dialog_force_close (dialog);
  test_spin_while (dialog_of (window) != NULL);

  aip_document_begin (document, "Trim");
  aip_document_set_integer (document, AIP_ENTITY (shot), "duration", 12, NULL);
  aip_document_commit (document);
  act_in (window, "import-cut-path", g_variant_new_string (path));
  dialog = dialog_of (window);
  test_spin_while (!shows (dialog, "SHT-0010 lasts 00:00:02:00 instead of 00:00:00:12"));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.accept", "b", FALSE);
  test_spin_while (!shows (dialog, "0 of 1 change is taken over"));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.import", NULL);
  g_assert_cmpint (aip_shot_get_duration (shot), ==, 12);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.accept", "b", TRUE);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.import", NULL);
  test_spin_while (dialog_of (window) != NULL);
  g_assert_cmpint (aip_shot_get_duration (shot), ==, 48);

  close_project (window);
}

static void
test_a_file_that_is_no_list_is_told (void)
{
  AipWindow *window = create_project ("no-list");
  g_autofree char *path = g_build_filename (home, "noise.csv", NULL);
  AdwDialog *dialog;

  g_file_set_contents (path, "\0\1\2\3", 4, NULL);
  act_in (window, "import-path", g_variant_new_string (path));
  dialog = dialog_of (window);
  test_spin_while (!shows (dialog, "This File Cannot Be Imported"));
  adw_dialog_force_close (dialog);
  test_spin_while (dialog_of (window) != NULL);

  close_project (window);
}

static gboolean
is_revealed (GtkWidget  *widget,
             const char *text)
{
  return gtk_widget_get_mapped (widget) && adw_banner_get_revealed (ADW_BANNER (widget)) &&
         strstr (adw_banner_get_title (ADW_BANNER (widget)), text) != NULL;
}

static void
limit_files (rlim_t bytes)
{
  struct rlimit limit;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (bytes, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
rename_project (AipDocument *document,
                const char  *name)
{
  aip_document_begin (document, "Rename");
  g_assert_true (aip_document_set_text (document, AIP_ENTITY (aip_document_get_project (document)),
                                        "name", name, NULL));
  aip_document_commit (document);
  test_spin_while (aip_document_get_unsaved (document));
}

/* Said while it is so and as long as nobody has read it, and not again and again. */
static void
test_a_full_disk_is_told (void)
{
  static const char text[] = "no space left on the disk";
  AipWindow *window = create_project ("full");
  AipDocument *document = document_of (window);
  GtkWidget *banner;

  limit_files (8);
  rename_project (document, "Other");
  g_assert_cmpstr (aip_project_get_name (aip_document_get_project (document)), ==, "full");
  test_spin_while (find (GTK_WIDGET (window), ADW_TYPE_BANNER, is_revealed, text) == NULL);
  banner = find (GTK_WIDGET (window), ADW_TYPE_BANNER, is_revealed, text);
  g_signal_emit_by_name (banner, "button-clicked");
  g_assert_false (adw_banner_get_revealed (ADW_BANNER (banner)));

  rename_project (document, "Other");
  g_assert_true (adw_banner_get_revealed (ADW_BANNER (banner)));

  limit_files (RLIM_INFINITY);
  rename_project (document, "Other");
  g_assert_cmpstr (aip_project_get_name (aip_document_get_project (document)), ==, "Other");
  g_assert_false (adw_banner_get_revealed (ADW_BANNER (banner)));

  close_project (window);
}

static void
test_two_projects_two_windows (void)
{
  AipWindow *first = create_project ("first");
  AipWindow *second = create_project ("second");
  g_autofree char *folder = project_path ("first");
  g_autofree char *file = g_build_filename (folder, AIP_DOCUMENT_FILE, NULL);
  guint n_windows = g_list_length (gtk_application_get_windows (GTK_APPLICATION (app)));

  g_assert_true (first != second);
  g_assert_true (document_of (first) != document_of (second));

  /* By its file it is the same project, and comes to the front instead of being opened again. */
  act ("open-path", g_variant_new_string (file));
  g_assert_cmpuint (g_list_length (gtk_application_get_windows (GTK_APPLICATION (app))), ==,
                    n_windows);
  g_assert_true (window_of (folder) == first);

  close_project (first);
  close_project (second);
  gtk_window_close (GTK_WINDOW (second));
}

static void
damage (const char *folder)
{
  g_autofree char *file = g_build_filename (folder, AIP_DOCUMENT_FILE, NULL);
  char noise[8192];
  int fd = g_open (file, O_WRONLY, 0);

  memset (noise, 0x5a, sizeof noise);
  g_assert_cmpint (write (fd, noise, sizeof noise), ==, sizeof noise);
  close (fd);
}

static void
test_a_damaged_project_is_restored (void)
{
  AipWindow *window = create_project ("damaged");
  g_autofree char *folder = project_path ("damaged");
  AdwDialog *dialog;

  /* Opening makes the backup of the day. */
  close_project (window);
  act ("open-path", g_variant_new_string (folder));
  test_spin_while (window_of (folder) == NULL);
  close_project (window_of (folder));
  damage (folder);

  act ("open-path", g_variant_new_string (folder));
  window = aip_application_find_window (app, folder);
  test_spin_while (dialog_of (window) == NULL);
  dialog = dialog_of (window);
  g_assert_cmpstr (adw_alert_dialog_get_heading (ADW_ALERT_DIALOG (dialog)), ==,
                   "This Project Is Damaged");
  g_assert_true (adw_alert_dialog_has_response (ADW_ALERT_DIALOG (dialog), "restore"));
  press (dialog, "Restore Backup");
  test_spin_while (window_of (folder) == NULL);
  g_assert_cmpstr (
    aip_project_get_name (aip_document_get_project (document_of (window_of (folder)))), ==,
    "damaged");

  close_project (window_of (folder));
}

/* What the file manager does when something is let go over the window. */
static gboolean
drop (AipWindow  *window,
      const char *path)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (window));
  g_autoptr(GFile) file = g_file_new_for_path (path);
  GdkFileList *files = gdk_file_list_new_from_array (&file, 1);
  GValue value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, files);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", &value, 0.0, 0.0, &taken);
    }
  g_value_unset (&value);

  return taken;
}

static void
test_things_are_dropped (void)
{
  g_autofree char *folder = project_path ("dropped");
  g_autofree char *list =
    g_build_filename (g_getenv ("AIPIPELINE_DATADIR"), "data", "sample", "shots.csv", NULL);
  AipWindow *window = create_project ("dropped");

  close_project (window);
  g_assert_true (drop (window, folder));
  test_spin_while (window_of (folder) == NULL);
  g_assert_true (window_of (folder) == window);

  g_assert_true (drop (window, list));
  test_spin_while (!AIP_IS_IMPORT_DIALOG (dialog_of (window)));
  aip_window_dismiss_dialogs (window);

  /* A photo is nothing that a project is made of, nor does it carry a graph. */
  g_assert_false (drop (window, "/nowhere/picture.jpg"));

  close_project (window);
}

static void
test_the_window_is_as_it_was_left (void)
{
  g_autofree char *folder = project_path ("left");
  AipWindow *window = create_project ("left");
  g_autoptr(GVariant) hidden = NULL;

  act_in (window, "show-page", g_variant_new_string ("activity"));
  act_in (window, "toggle-inspector", NULL);
  close_project (window);

  act ("open-path", g_variant_new_string (folder));
  test_spin_while (window_of (folder) == NULL);
  test_spin_while (!shows (window_of (folder), "Nothing Has Happened Yet") &&
                   !find (GTK_WIDGET (window_of (folder)), AIP_TYPE_ACTIVITY_PAGE, NULL, NULL));
  hidden =
    g_action_group_get_action_state (G_ACTION_GROUP (window_of (folder)), "toggle-inspector");
  g_assert_false (g_variant_get_boolean (hidden));

  act_in (window_of (folder), "toggle-inspector", NULL);
  act_in (window_of (folder), "show-page", g_variant_new_string ("shots"));
  close_project (window_of (folder));
}

static void
test_nothing_there_is_told (void)
{
  g_autofree char *folder = project_path ("never-made");
  AipWindow *window;

  act ("open-path", g_variant_new_string (folder));
  window = aip_application_find_window (app, folder);
  test_spin_while (dialog_of (window) == NULL);
  g_assert_cmpstr (adw_alert_dialog_get_heading (ADW_ALERT_DIALOG (dialog_of (window))), ==,
                   "No Project There");
  adw_dialog_force_close (dialog_of (window));
  test_spin_while (dialog_of (window) != NULL);
  g_assert_null (aip_window_get_folder (window));
}

static gboolean
is_idle (AipWindow *window)
{
  GListModel *workers =
    aip_scheduler_get_workers (aip_session_get_scheduler (aip_window_get_session (window)));
  g_autoptr(AipWorker) worker = g_list_model_get_item (workers, 0);

  return worker != NULL && aip_worker_get_state (worker) == AIP_WORKER_IDLE;
}

static void
test_a_draft_worker_makes_a_take (void)
{
  AipWindow *window = create_project ("draft");
  AipDocument *document = document_of (window);
  AipScheduler *scheduler = aip_session_get_scheduler (aip_window_get_session (window));
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) jobs = NULL;
  g_autoptr(AipWorker) worker = NULL;
  g_autofree char *address = NULL;
  GListModel *log;
  AipShot *shot;

  act_in (window, "start-draft-worker", NULL);
  act_in (window, "show-page", g_variant_new_string ("workers"));
  test_spin_while (!is_idle (window));
  test_spin_while (!shows (window, "Idle"));
  worker = g_list_model_get_item (aip_scheduler_get_workers (scheduler), 0);
  address = g_strdup (aip_worker_get_address (worker));
  g_assert_true (aip_worker_get_draft (worker));
  test_spin_while (!shows (window, address));

  /* Also as a person would write it. */
  act_in (window, "pause-worker", g_variant_new_string (address + strlen ("http://")));
  test_spin_while (!shows (window, "Paused"));
  act_in (window, "pause-worker", g_variant_new_string (address));
  test_spin_while (!shows (window, "Idle"));

  aip_document_begin (document, "Add");
  shot = AIP_SHOT (
    aip_document_insert (document, AIP_KIND_SHOT,
                         g_variant_new_parsed ("{'description': <'A lighthouse at dawn'>}"), NULL));
  aip_document_commit (document);
  g_ptr_array_add (shots, shot);
  jobs = aip_scheduler_enqueue (scheduler, document, shots, NULL, problems);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (jobs->len, ==, 1);
  test_spin_while (!shows (window, "Busy"));

  act_in (window, "show-page", g_variant_new_string ("activity"));
  test_spin_while (!shows (window, aip_shot_get_code (shot)));
  test_spin_while (!shows (window, "1 Open Job"));
  test_spin_while (aip_shot_get_n_takes (shot) == 0);
  /* The job leaves the list of open ones and enters the log as a sentence. */
  test_spin_while (shows (window, "1 Open Job"));
  log = G_LIST_MODEL (aip_application_get_activity (app));
  test_spin_while (g_list_model_get_n_items (log) == 0);

  act_in (window, "remove-worker", g_variant_new_string (address));
  g_assert_cmpuint (g_list_model_get_n_items (aip_scheduler_get_workers (scheduler)), ==, 0);
  g_assert_cmpuint (aip_draft_workers_get_n_running (aip_application_get_draft_workers (app)), ==,
                    0);
  act_in (window, "show-page", g_variant_new_string ("workers"));
  test_spin_while (!shows (window, "No Workers"));
  act_in (window, "show-page", g_variant_new_string ("shots"));

  close_project (window);
}

static void
test_an_address_that_is_none_is_told (void)
{
  AipWindow *window = create_project ("address");
  GListModel *workers =
    aip_scheduler_get_workers (aip_session_get_scheduler (aip_window_get_session (window)));
  AdwDialog *dialog;
  GtkWidget *row;

  act_in (window, "add-worker", g_variant_new_string (""));
  dialog = dialog_of (window);
  g_assert_true (AIP_IS_ADD_WORKER_DIALOG (dialog));
  row = find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, NULL, NULL);

  gtk_editable_set_text (GTK_EDITABLE (row), "not an address!");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.add", NULL);
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_cmpuint (g_list_model_get_n_items (workers), ==, 0);

  /* Port 9 of this computer answers nobody, which is no reason to refuse it. */
  gtk_editable_set_text (GTK_EDITABLE (row), "127.0.0.1:9");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.add", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (workers), ==, 1);
  test_spin_while (dialog_of (window) != NULL);

  act_in (window, "show-page", g_variant_new_string ("workers"));
  test_spin_while (!shows (window, "Offline"));
  {
    g_autoptr(AipWorker) worker = g_list_model_get_item (workers, 0);

    act_in (window, "remove-worker", g_variant_new_string (aip_worker_get_address (worker)));
  }
  g_assert_cmpuint (g_list_model_get_n_items (workers), ==, 0);
  act_in (window, "show-page", g_variant_new_string ("shots"));

  close_project (window);
}

static void
test_dialogs_of_the_application (void)
{
  AipWindow *window;

  act ("preferences", NULL);
  window = AIP_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (app)));
  test_spin_while (!shows (dialog_of (window), "Draft Worker"));
  aip_window_dismiss_dialogs (window);

  act ("about", NULL);
  test_spin_while (!shows (dialog_of (window), PACKAGE_VERSION) &&
                   find (GTK_WIDGET (dialog_of (window)), GTK_TYPE_BUTTON, NULL, NULL) == NULL);
  aip_window_dismiss_dialogs (window);
  test_spin_while (dialog_of (window) != NULL);
}

/* What quitting with a project open leaves behind is a project that opens again, and no process. */
static void
test_quitting_closes_everything (void)
{
  g_autofree char *folder = project_path ("quitting");
  g_autofree char *wal = g_build_filename (folder, AIP_DOCUMENT_FILE "-wal", NULL);
  g_autoptr(GAsyncResult) closed = NULL;
  AipWindow *window = create_project ("quitting");

  aip_document_begin (document_of (window), "Add");
  g_assert_nonnull (aip_document_insert (document_of (window), AIP_KIND_SHOT, NULL, NULL));
  aip_document_commit (document_of (window));

  act ("new-project", NULL);
  act ("quit", NULL);
  test_spin_while (gtk_application_get_windows (GTK_APPLICATION (app)) != NULL);
  aip_application_wait_closed_async (app, folder, test_store_result_cb, &closed);
  test_spin_while (closed == NULL);

  /* Closed in good order, the journal of the database is back in its file. */
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
}

int
main (int   argc,
      char *argv[])
{
  static const char *const folders[][2] = {
    { "XDG_CACHE_HOME", "cache" }, { "XDG_CONFIG_HOME", "config" }, { "XDG_DATA_HOME", "data" },
    { "XDG_STATE_HOME", "state" }, { "HOME", "." },
  };
  g_autofree char *display = NULL;
  g_autofree char *films = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  home = test_dir_new ();
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (home, folders[i][1], NULL);

      g_setenv (folders[i][0], path, TRUE);
    }

  g_setenv ("GTK_A11Y", "test", TRUE);

  g_test_init (&argc, &argv, NULL);
  /* A bus of its own, or a window of the person who runs the tests would be asked instead. */
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  display = g_strdup (g_getenv ("DISPLAY"));
  g_test_dbus_up (bus);
  /* The bus takes this away, so that nothing is launched on it. */
  if (display != NULL)
    g_setenv ("DISPLAY", display, TRUE);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP There is no display\n");
      g_test_dbus_stop (bus);
      return 0;
    }

  app = aip_application_new ();
  g_application_set_default (G_APPLICATION (app));
  g_assert_true (g_application_register (G_APPLICATION (app), NULL, &error));
  g_assert_no_error (error);
  films = g_build_filename (home, "films", NULL);
  g_settings_set_string (aip_application_get_settings (app), "projects-folder", films);
  g_application_activate (G_APPLICATION (app));

  g_test_add_func ("/application/a-project-is-made-opened-and-remembered",
                   test_a_project_is_made_opened_and_remembered);
  g_test_add_func ("/application/the-new-project-dialog", test_the_new_project_dialog);
  g_test_add_func ("/application/project-properties", test_project_properties);
  g_test_add_func ("/application/importing-is-one-undo-step", test_importing_is_one_undo_step);
  g_test_add_func ("/application/a-list-goes-out-and-comes-back",
                   test_a_list_goes_out_and_comes_back);
  g_test_add_func ("/application/the-cut-goes-out", test_the_cut_goes_out);
  g_test_add_func ("/application/a-file-that-is-no-list-is-told",
                   test_a_file_that_is_no_list_is_told);
  g_test_add_func ("/application/a-full-disk-is-told", test_a_full_disk_is_told);
  g_test_add_func ("/application/two-projects-two-windows", test_two_projects_two_windows);
  g_test_add_func ("/application/a-damaged-project-is-restored",
                   test_a_damaged_project_is_restored);
  g_test_add_func ("/application/things-are-dropped", test_things_are_dropped);
  g_test_add_func ("/application/the-window-is-as-it-was-left", test_the_window_is_as_it_was_left);
  g_test_add_func ("/application/nothing-there-is-told", test_nothing_there_is_told);
  g_test_add_func ("/application/a-draft-worker-makes-a-take", test_a_draft_worker_makes_a_take);
  g_test_add_func ("/application/an-address-that-is-none-is-told",
                   test_an_address_that_is_none_is_told);
  g_test_add_func ("/application/dialogs-of-the-application", test_dialogs_of_the_application);
  g_test_add_func ("/application/quitting-closes-everything", test_quitting_closes_everything);

  status = g_test_run ();

  g_clear_object (&app);
  /* Only stopped: GTK keeps its connection for good, and taking the bus down waits for that. */
  g_test_dbus_stop (bus);
  test_dir_remove (home);
  g_free (home);

  return status;
}
