/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-save-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-save-dialog.h"

typedef struct {
  GtkWidget    *dialog;
  GCancellable *cancellable;
  AipSaveFunc   chosen;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->dialog);
  g_object_unref (question->cancellable);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Question) question = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  /* The dialog or the project may have been closed meanwhile. */
  if (file != NULL && g_file_peek_path (file) != NULL &&
      !g_cancellable_is_cancelled (question->cancellable))
    question->chosen (question->dialog, g_file_peek_path (file));
}

void
aip_save_dialog_ask (GtkWidget    *dialog,
                     const char   *title,
                     const char   *name,
                     GCancellable *cancellable,
                     AipSaveFunc   chosen)
{
  g_autoptr(GtkFileDialog) chooser = gtk_file_dialog_new ();
  g_autofree char *proposed = NULL;
  Question *question;

  g_return_if_fail (GTK_IS_WIDGET (dialog));
  g_return_if_fail (title != NULL && name != NULL && chosen != NULL);
  g_return_if_fail (G_IS_CANCELLABLE (cancellable));

  proposed = g_strdelimit (g_strdup (name), "/", '-');
  gtk_file_dialog_set_title (chooser, title);
  gtk_file_dialog_set_accept_label (chooser, _("_Export"));
  gtk_file_dialog_set_initial_name (chooser, proposed);

  question = g_new0 (Question, 1);
  question->dialog = g_object_ref (dialog);
  question->cancellable = g_object_ref (cancellable);
  question->chosen = chosen;
  gtk_file_dialog_save (chooser, GTK_WINDOW (gtk_widget_get_root (dialog)), cancellable, chosen_cb,
                        question);
}

void
aip_save_dialog_show_problem (GtkWidget    *dialog,
                              GtkWidget    *box,
                              GtkLabel     *label,
                              const GError *error)
{
  g_return_if_fail (GTK_IS_WIDGET (dialog) && GTK_IS_WIDGET (box));
  g_return_if_fail (GTK_IS_LABEL (label) && error != NULL);

  gtk_label_set_label (label, error->message);
  gtk_widget_set_visible (box, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (dialog), error->message,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}
