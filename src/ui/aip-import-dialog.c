/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-import-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-import-dialog.h"
#include "aip-merge-page.h"
#include "aip-sheet-merge.h"
#include "aip-shot-layout.h"

/* More rows with problems than anybody reads in a dialog; the whole list can be copied. */
#define MAX_PROBLEMS_SHOWN 200

/* Two values side by side need more room than a summary. */
#define MERGE_WIDTH 760

struct _AipImportDialog
{
  AdwDialog parent_instance;

  AipSession          *session;
  AipSheetMerge       *merge;
  AipShotImport       *import;      /* (nullable): a list to add; otherwise it is merged */
  GCancellable        *cancellable;
  char                *path;
  char                *name;        /* of the file, for people */
  GHashTable          *mapping;     /* what titles mean, as somebody has said */
  gboolean             mapping_changed;
  gboolean             filling;
  GPtrArray           *column_rows;

  GtkStack            *stack;
  AdwStatusPage       *error_page;
  AipMergePage        *merge_page;
  GtkLabel            *summary_label;
  GtkLabel            *file_label;
  AdwPreferencesGroup *columns_group;
  AdwPreferencesGroup *problems_group;
  GtkListBox          *problems_list;
};

G_DEFINE_FINAL_TYPE (AipImportDialog, aip_import_dialog, ADW_TYPE_DIALOG)

/* What columns of lists can mean, in the order of the menu; the first is that they are left out. */
static const struct {
  const char *nick;
  const char *text;
} meanings[] = {
  { "ignored", N_("Not imported") },
  { "code", N_("Code") },
  { "scene", N_("Scene") },
  { "scene-name", N_("Scene name") },
  { "name", N_("Name") },
  { "description", N_("Description") },
  { "image-prompt", N_("Image prompt") },
  { "transcript", N_("Transcript") },
  { "time-of-day", N_("Time of day") },
  { "action", N_("Action") },
  { "dialogue", N_("Dialogue") },
  { "speaker", N_("Speaker") },
  { "characters", N_("Characters") },
  { "place", N_("Place") },
  { "place-description", N_("Place description") },
  { "duration", N_("Duration") },
  { "range", N_("From and to") },
  { "in", N_("In point") },
  { "out", N_("Out point") },
  { "status", N_("Status") },
  { "tags", N_("Tags") },
  { "notes", N_("Notes") },
  { "size", N_("Shot size") },
  { "camera", N_("Camera move") },
  { "body", N_("Camera") },
  { "lens", N_("Lens") },
  { "focal-length", N_("Focal length") },
  { "stop", N_("Stop") },
  { "stock", N_("Film stock") },
  { "light", N_("Light") },
  { "workflow", N_("Workflow") },
  { "seed", N_("Seed") },
  { "prompt", N_("Prompt additions") },
  { "negative", N_("Negative prompt") },
};

static void load (AipImportDialog *self);

static guint
find_meaning (const char *nick)
{
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (g_str_equal (meanings[i].nick, nick))
      return i;

  return 0;
}

/* What somebody says that a column means is remembered with the project when it is imported. */
static void
meaning_changed_cb (AdwComboRow *row,
                    GParamSpec  *pspec,
                    gpointer     user_data)
{
  AipImportDialog *self = user_data;
  guint selected = adw_combo_row_get_selected (row);

  if (self->filling || selected >= G_N_ELEMENTS (meanings))
    return;

  g_hash_table_insert (self->mapping,
                       aip_shot_layout_fold_title (
                         adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row))),
                       g_strdup (meanings[selected].nick));
  self->mapping_changed = TRUE;
  load (self);
}

static void
add_columns (AipImportDialog *self)
{
  const char *const *mapping = aip_shot_import_get_mapping (self->import);
  g_autoptr(GtkStringList) texts = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    gtk_string_list_append (texts, _(meanings[i].text));
  for (guint i = 0; mapping[i] != NULL; i += 2)
    {
      GtkWidget *row = adw_combo_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), mapping[i]);
      /* Without a title there is nothing to remember the meaning by. */
      gtk_widget_set_visible (row, *mapping[i] != '\0');
      adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (texts));
      g_signal_connect (row, "notify::selected", G_CALLBACK (meaning_changed_cb), self);
      adw_preferences_group_add (self->columns_group, row);
      g_ptr_array_add (self->column_rows, row);
    }
}

/* Another meaning of a title may make another row the one of titles. */
static gboolean
has_columns (AipImportDialog *self)
{
  const char *const *mapping = aip_shot_import_get_mapping (self->import);

  for (guint i = 0; i < self->column_rows->len; i++)
    {
      AdwPreferencesRow *row = g_ptr_array_index (self->column_rows, i);

      if (mapping[i * 2] == NULL ||
          !g_str_equal (adw_preferences_row_get_title (row), mapping[i * 2]))
        return FALSE;
    }

  return self->column_rows->len > 0 && mapping[self->column_rows->len * 2] == NULL;
}

/* The rows stay while somebody goes through them: only what they say changes. */
static void
fill_columns (AipImportDialog *self)
{
  const char *const *columns = aip_shot_import_get_columns (self->import);

  self->filling = TRUE;
  if (!has_columns (self))
    {
      for (guint i = 0; i < self->column_rows->len; i++)
        adw_preferences_group_remove (self->columns_group,
                                      g_ptr_array_index (self->column_rows, i));
      g_ptr_array_set_size (self->column_rows, 0);
      add_columns (self);
    }
  for (guint i = 0; columns[i] != NULL && i < self->column_rows->len; i++)
    adw_combo_row_set_selected (g_ptr_array_index (self->column_rows, i),
                                find_meaning (columns[i]));
  self->filling = FALSE;
}

static void
add_problem (AipImportDialog *self,
             const char      *sentence)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  gtk_widget_add_css_class (icon, "warning");
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Warning"), -1);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sentence);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_append (self->problems_list, row);
}

static void
fill_problems (AipImportDialog *self)
{
  const char *const *problems = aip_shot_import_get_problems (self->import);
  guint n_problems = g_strv_length ((GStrv) problems);
  guint n_skipped = aip_shot_import_get_n_skipped (self->import);
  g_autofree char *title = NULL;

  gtk_list_box_remove_all (self->problems_list);
  gtk_widget_set_visible (GTK_WIDGET (self->problems_group), n_problems > 0);
  title = g_strdup_printf (ngettext ("%u Problem", "%u Problems", n_problems), n_problems);
  adw_preferences_group_set_title (self->problems_group, title);
  /* A row with one cell that was not understood is imported all the same. */
  if (n_skipped == 0)
    adw_preferences_group_set_description (self->problems_group,
                                           _("All rows are imported, these with a change."));
  else if (n_skipped < n_problems)
    adw_preferences_group_set_description (self->problems_group,
                                           _("Skipped rows are left out; all others are imported."));

  for (guint i = 0; i < MIN (n_problems, MAX_PROBLEMS_SHOWN); i++)
    add_problem (self, problems[i]);
  if (n_problems > MAX_PROBLEMS_SHOWN)
    {
      guint n_more = n_problems - MAX_PROBLEMS_SHOWN;
      g_autofree char *more =
        g_strdup_printf (ngettext ("And %u more", "And %u more", n_more), n_more);

      add_problem (self, more);
    }
}

static void
show_list (AipImportDialog *self)
{
  g_autofree char *summary = NULL;
  guint n_rows = aip_shot_import_get_n_rows (self->import);

  summary = n_rows > 0
              ? g_strdup_printf (
                  ngettext ("%u shot can be imported", "%u shots can be imported", n_rows), n_rows)
              : g_strdup (_("No shot can be imported"));
  gtk_label_set_label (self->summary_label, summary);
  fill_columns (self);
  fill_problems (self);
  gtk_stack_set_visible_child_name (self->stack, "preview");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.import", n_rows > 0);
}

static void
taken_changed_cb (AipImportDialog *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.import",
                                 aip_merge_page_get_n_taken (self->merge_page) > 0);
}

/* A list that was exported, or that speaks of shots that are there already. */
static void
show_merge (AipImportDialog *self)
{
  adw_dialog_set_title (ADW_DIALOG (self), self->name);
  adw_dialog_set_content_width (ADW_DIALOG (self), MERGE_WIDTH);
  aip_merge_page_set_merge (self->merge_page, self->merge);
  taken_changed_cb (self);
  gtk_stack_set_visible_child_name (self->stack, "merge");
}

static void
list_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(AipImportDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AipSheetMerge) merge = aip_sheet_merge_load_finish (result, &error);
  AipMergeCounts counts;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (merge == NULL)
    {
      g_autofree char *description = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->error_page, description);
      gtk_stack_set_visible_child_name (self->stack, "error");
      return;
    }

  g_set_object (&self->merge, merge);
  aip_sheet_merge_get_counts (self->merge, &counts);
  if (aip_sheet_merge_get_import (self->merge) != NULL &&
      counts.n_changed == 0 && counts.n_proposals == 0)
    {
      g_set_object (&self->import, aip_sheet_merge_get_import (self->merge));
      show_list (self);
      return;
    }
  g_clear_object (&self->import);
  show_merge (self);
}

/* (transfer full) (floating) */
static GVariant *
make_mapping (AipImportDialog *self)
{
  GVariantBuilder builder;
  GHashTableIter iter;
  gpointer title;
  gpointer nick;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_hash_table_iter_init (&iter, self->mapping);
  while (g_hash_table_iter_next (&iter, &title, &nick))
    g_variant_builder_add (&builder, "{ss}", title, nick);

  return g_variant_builder_end (&builder);
}

/* Also again, when a column got another meaning; only the latest answer counts. */
static void
load (AipImportDialog *self)
{
  const AipShotImportOptions options = { NULL, make_mapping (self) };

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.import", FALSE);
  aip_sheet_merge_load_async (aip_session_get_document (self->session), self->path, &options,
                              self->cancellable, list_loaded_cb, g_object_ref (self));
}

/* So that the next list of the same people is understood at once. */
static void
remember_mapping (AipImportDialog *self)
{
  if (self->mapping_changed)
    aip_document_set_setting (aip_session_get_document (self->session),
                              AIP_SHOT_IMPORT_MAPPING_SETTING, make_mapping (self));
}

static void
recall_mapping (AipImportDialog *self)
{
  g_autoptr(GVariant) mapping =
    aip_document_get_setting (aip_session_get_document (self->session),
                              AIP_SHOT_IMPORT_MAPPING_SETTING, G_VARIANT_TYPE ("a{ss}"));
  GVariantIter iter;
  char *title;
  char *nick;

  if (mapping == NULL)
    return;

  g_variant_iter_init (&iter, mapping);
  while (g_variant_iter_next (&iter, "{ss}", &title, &nick))
    g_hash_table_insert (self->mapping, title, nick);
}

static void
report_left_out (AipImportDialog *self,
                 GPtrArray       *problems)
{
  for (guint i = 0; i < problems->len; i++)
    aip_activity_log_take (aip_session_get_activity (self->session),
                           aip_activity_entry_new (g_get_real_time (), AIP_ACTIVITY_WARNING,
                                                   g_ptr_array_index (problems, i),
                                                   aip_document_get_folder (
                                                     aip_session_get_document (self->session)),
                                                   NULL));
}

static void
take_over (AipImportDialog *self)
{
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  guint n_rows;

  n_rows = aip_sheet_merge_apply (self->merge, aip_session_get_document (self->session), problems);
  adw_dialog_close (ADW_DIALOG (self));
  report_left_out (self, problems);

  if (n_rows == 0)
    {
      aip_session_toast (self->session, problems->len > 0 ? g_ptr_array_index (problems, 0)
                                                          : _("Nothing was taken over"));
      return;
    }
  text = g_strdup_printf (ngettext ("%u row changed", "%u rows changed", n_rows), n_rows);
  aip_session_toast_undo (self->session, text);
}

static void
import_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  AipImportDialog *self = AIP_IMPORT_DIALOG (widget);
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  guint n_shots;
  guint n_left_out;

  remember_mapping (self);
  if (self->import == NULL)
    {
      if (self->merge != NULL)
        take_over (self);
      return;
    }

  n_shots = aip_shot_import_apply (self->import, aip_session_get_document (self->session), problems,
                                   &error);
  adw_dialog_close (ADW_DIALOG (self));

  report_left_out (self, problems);
  if (error != NULL)
    {
      aip_session_toast_error (self->session, error);
      return;
    }
  if (n_shots == 0)
    {
      aip_session_toast (self->session, problems->len > 0 ? g_ptr_array_index (problems, 0)
                                                          : _("No shot was imported"));
      return;
    }

  n_left_out = aip_shot_import_get_n_skipped (self->import) + problems->len;
  if (n_left_out > 0)
    /* Translators: the second number counts the rows of the file that were not imported. */
    text = g_strdup_printf (ngettext ("%u shot imported, rows left out: %u",
                                      "%u shots imported, rows left out: %u", n_shots),
                            n_shots, n_left_out);
  else
    text = g_strdup_printf (ngettext ("%u shot imported", "%u shots imported", n_shots), n_shots);
  aip_session_toast_undo (self->session, text);
}

static void
cancel_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
copy_problems_cb (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  AipImportDialog *self = AIP_IMPORT_DIALOG (widget);
  GArray *problems;
  g_autoptr(GString) text = NULL;

  if (self->merge == NULL)
    return;

  problems = aip_sheet_merge_get_problems (self->merge);
  text = g_string_new (NULL);
  for (guint i = 0; i < problems->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "",
                            g_array_index (problems, AipMergeProblem, i).sentence);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text->str);
}

static void
aip_import_dialog_dispose (GObject *object)
{
  AipImportDialog *self = AIP_IMPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_IMPORT_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->import);
  g_clear_object (&self->merge);
  g_clear_object (&self->session);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->mapping, g_hash_table_unref);
  g_clear_pointer (&self->column_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (aip_import_dialog_parent_class)->dispose (object);
}

static void
aip_import_dialog_class_init (AipImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_import_dialog_dispose;

  g_type_ensure (AIP_TYPE_MERGE_PAGE);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AipImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AipImportDialog, error_page);
  gtk_widget_class_bind_template_child (widget_class, AipImportDialog, merge_page);
  gtk_widget_class_bind_template_child (widget_class, AipImportDialog, summary_label);
  gtk_widget_class_bind_template_child (widget_class, AipImportDialog, file_label);
  gtk_widget_class_bind_template_child (widget_class, AipImportDialog, columns_group);
  gtk_widget_class_bind_template_child (widget_class, AipImportDialog, problems_group);
  gtk_widget_class_bind_template_child (widget_class, AipImportDialog, problems_list);

  gtk_widget_class_install_action (widget_class, "dialog.import", NULL, import_cb);
  gtk_widget_class_install_action (widget_class, "dialog.cancel", NULL, cancel_cb);
  gtk_widget_class_install_action (widget_class, "dialog.copy-problems", NULL, copy_problems_cb);
}

static void
aip_import_dialog_init (AipImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->mapping = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->column_rows = g_ptr_array_new ();
  g_signal_connect_object (self->merge_page, "notify::n-taken", G_CALLBACK (taken_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.import", FALSE);
}

AdwDialog *
aip_import_dialog_new (AipSession *session,
                       const char *path)
{
  AipImportDialog *self;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (AIP_TYPE_IMPORT_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->path = g_strdup (path);
  self->name = g_filename_display_basename (path);
  gtk_label_set_label (self->file_label, self->name);

  recall_mapping (self);
  load (self);

  return ADW_DIALOG (self);
}
