/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-finish-dialog.h"
#include "ui-support.h"

static gboolean
shows (GtkWidget  *widget,
       const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
      strstr (gtk_label_get_label (GTK_LABEL (widget)), text) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows (child, text))
      return TRUE;

  return FALSE;
}

static GtkWidget *
find_type (GtkWidget *widget,
           GType      type,
           guint     *skip)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget) && (*skip)-- == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type, skip);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* A picture that a worker can be sent: one whose content is known. */
static void
add_take (TestUi *ui,
          guint   index)
{
  AipTake *take = test_ui_add_take (ui, test_ui_shot (ui, index), 0x804020ff);
  g_autofree char *path = aip_document_get_take_path (ui->document, take);
  g_autofree char *content = NULL;
  g_autofree char *sha256 = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guchar *) content, length);
  aip_document_begin_record (ui->document, "Take");
  aip_document_set_text (ui->document, AIP_ENTITY (take), "sha256", sha256, NULL);
  aip_document_commit (ui->document);
}

/* How much it is follows what is chosen; what is chosen is what is queued. */
static void
test_estimate (void)
{
  TestUi *ui = test_ui_new (1, 3);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr(GAsyncResult) result = NULL;
  AdwDialog *dialog;
  GtkWidget *stills;
  AipJob *job;
  guint second = 1;
  guint usual;

  add_take (ui, 0);
  add_take (ui, 1);
  aip_document_begin (ui->document, "Lock");
  aip_document_set (ui->document, AIP_ENTITY (test_ui_shot (ui, 1)), "locked",
                    g_variant_new_boolean (TRUE), NULL);
  aip_document_commit (ui->document);
  aip_scheduler_add_document (ui->scheduler, ui->document);
  test_ui_present (ui, content);

  dialog = aip_finish_dialog_new (ui->session);
  adw_dialog_present (dialog, content);
  test_spin_while (!shows (GTK_WIDGET (dialog), "1, 1 without a take"));
  g_assert_true (shows (GTK_WIDGET (dialog), "SHT-0020 is locked. Unlock it to finish it."));

  /* Leaving the stills leaves nothing to do. */
  stills = find_type (GTK_WIDGET (dialog), ADW_TYPE_COMBO_ROW, &second);
  usual = adw_combo_row_get_selected (ADW_COMBO_ROW (stills));
  adw_combo_row_set_selected (ADW_COMBO_ROW (stills), 0);
  test_spin_while (!shows (GTK_WIDGET (dialog), "0, 2 left as they are, 1 without a take"));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.finish", NULL);
  g_assert_null (aip_shot_get_active_job (test_ui_shot (ui, 0)));

  adw_combo_row_set_selected (ADW_COMBO_ROW (stills), usual);
  test_spin_while (!shows (GTK_WIDGET (dialog), "1, 1 without a take"));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.finish", NULL);
  test_spin_while (aip_shot_get_active_job (test_ui_shot (ui, 0)) == NULL);
  job = aip_shot_get_active_job (test_ui_shot (ui, 0));
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (job), "part"), !=, "");
  g_assert_null (aip_shot_get_active_job (test_ui_shot (ui, 1)));
  test_spin_while (ui->toast == NULL);
  g_assert_cmpstr (ui->toast, ==, "1 shot of the cut queued");

  /* The reason why one was left out is still to be read. */
  g_assert_true (shows (GTK_WIDGET (dialog), "SHT-0020 is locked. Unlock it to finish it."));
  adw_dialog_force_close (dialog);
  test_ui_settle (ui);

  aip_scheduler_remove_document (ui->scheduler, ui->document);
  aip_scheduler_stop_async (ui->scheduler, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  test_ui_free (ui, content);
}

int
main (int   argc,
      char *argv[])
{
  if (!test_ui_init (&argc, &argv))
    return 0;

  g_test_add_func ("/ui/finish-dialog/estimate", test_estimate);

  return g_test_run ();
}
