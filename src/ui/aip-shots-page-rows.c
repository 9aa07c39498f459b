/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shots-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-history-dialog.h"
#include "aip-record-dialog.h"
#include "aip-renumber-dialog.h"
#include "aip-shot-edit.h"
#include "aip-shot-rows-edit.h"
#include "aip-shots-page-private.h"
#include "aip-status.h"

static void
show_results (AipShotsPage *self,
              GPtrArray    *shots)
{
  aip_shot_view_select (self->view, shots);
  _aip_shots_page_focus_shot (self, g_ptr_array_index (shots, 0), AIP_SHOT_COLUMN_NONE, FALSE);
}

typedef GPtrArray *(*DuplicateFunc) (AipDocument  *document,
                                     GPtrArray    *shots,
                                     GError      **error);

static void
duplicate (AipShotsPage  *self,
           DuplicateFunc  func)
{
  g_autoptr(GPtrArray) targets = _aip_shots_page_dup_targets (self);
  g_autoptr(GPtrArray) copies = NULL;
  g_autoptr(GError) error = NULL;

  if (targets->len == 0)
    return;

  aip_shot_table_finish_edit (self->table);
  copies = func (self->document, targets, &error);
  if (copies != NULL)
    show_results (self, copies);
  else
    aip_session_toast_error (self->session, error);
}

static void
duplicate_activated_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  duplicate (user_data, aip_shot_edit_duplicate);
}

static void
duplicate_with_takes_activated_cb (GSimpleAction *action,
                                   GVariant      *parameter,
                                   gpointer       user_data)
{
  duplicate (user_data, aip_shot_rows_duplicate_with_takes);
}

/* Splitting ----------------------------------------------------------------------------------- */

static void
split_response_cb (AipShotsPage   *self,
                   const char     *response,
                   AdwAlertDialog *dialog)
{
  AipShot *shot = g_object_get_data (G_OBJECT (dialog), "shot");
  GtkSpinButton *spin = g_object_get_data (G_OBJECT (dialog), "spin");
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  AipShot *second;

  if (!g_str_equal (response, "split") || !aip_entity_is_alive (AIP_ENTITY (shot)))
    return;

  gtk_spin_button_update (spin);
  second = aip_shot_rows_split (self->document, shot, gtk_spin_button_get_value_as_int (spin),
                                &error);
  if (second == NULL)
    {
      aip_session_toast_error (self->session, error);
      return;
    }
  g_ptr_array_add (shots, second);
  show_results (self, shots);
}

static void
split_activated_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autoptr(GPtrArray) targets = _aip_shots_page_dup_targets (self);
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  AipShot *shot;
  gint64 duration;
  AdwDialog *dialog;
  GtkWidget *spin, *label, *box;

  if (targets->len != 1)
    return;

  aip_shot_table_finish_edit (self->table);
  shot = g_ptr_array_index (targets, 0);
  duration = aip_shot_get_duration (shot);
  heading = g_strdup_printf (_("Split %s?"), aip_shot_get_code (shot));
  body = aip_shot_get_n_takes (shot) > 0
         ? g_strdup_printf (_("The rest becomes a new shot behind it, with the same texts. All takes "
                              "stay with %s."), aip_shot_get_code (shot))
         : g_strdup (_("The rest becomes a new shot behind it, with the same texts."));

  dialog = adw_alert_dialog_new (heading, body);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog),
                                  "cancel", _("_Cancel"),
                                  "split", _("_Split"),
                                  NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "split");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "split",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (dialog), "split", duration > 1);

  spin = gtk_spin_button_new_with_range (1, MAX (1, (double) duration - 1), 1);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), MAX (1, (double) (duration / 2)));
  gtk_spin_button_set_activates_default (GTK_SPIN_BUTTON (spin), TRUE);
  label = gtk_label_new_with_mnemonic (_("_Frames that stay"));
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), spin);
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), spin);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), box);
  adw_dialog_set_focus (dialog, spin);

  g_object_set_data_full (G_OBJECT (dialog), "shot", g_object_ref (shot), g_object_unref);
  g_object_set_data (G_OBJECT (dialog), "spin", spin);
  g_signal_connect_object (dialog, "response", G_CALLBACK (split_response_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* Merging ------------------------------------------------------------------------------------- */

typedef struct {
  GPtrArray   *shots;
  GPtrArray   *takes;
  AdwComboRow *row;
} Merge;

static void
merge_free (gpointer data)
{
  Merge *merge = data;

  g_ptr_array_unref (merge->shots);
  g_ptr_array_unref (merge->takes);
  g_free (merge);
}

static void
merge_response_cb (AipShotsPage   *self,
                   const char     *response,
                   AdwAlertDialog *dialog)
{
  Merge *merge = g_object_get_data (G_OBJECT (dialog), "merge");
  guint chosen = merge->row != NULL ? adw_combo_row_get_selected (merge->row) : 0;
  AipTake *take = chosen > 0 && chosen <= merge->takes->len
                  ? g_ptr_array_index (merge->takes, chosen - 1) : NULL;
  g_autoptr(GPtrArray) kept = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (!g_str_equal (response, "merge"))
    return;

  if (!aip_shot_rows_merge (self->document, merge->shots, take, &error))
    {
      aip_session_toast_error (self->session, error);
      return;
    }

  for (guint i = 0; i < merge->shots->len; i++)
    if (aip_entity_is_alive (g_ptr_array_index (merge->shots, i)))
      g_ptr_array_add (kept, g_ptr_array_index (merge->shots, i));
  text = g_strdup_printf (ngettext ("%u shot became one", "%u shots became one",
                                    merge->shots->len), merge->shots->len);
  aip_session_toast_undo (self->session, text);
  show_results (self, kept);
}

static GtkWidget *
new_take_chooser (Merge *merge)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *list;

  gtk_string_list_append (names, _("As It Is"));
  for (guint i = 0; i < merge->takes->len; i++)
    {
      AipTake *take = g_ptr_array_index (merge->takes, i);
      const char *code = "";
      g_autofree char *name = NULL;

      for (guint k = 0; k < merge->shots->len; k++)
        if (g_str_equal (aip_take_get_shot_id (take),
                         aip_entity_get_id (g_ptr_array_index (merge->shots, k))))
          code = aip_shot_get_code (g_ptr_array_index (merge->shots, k));
      name = g_strdup_printf ("%s v%03d", code, (int) aip_take_get_number (take));
      gtk_string_list_append (names, g_strchug (name));
    }

  merge->row = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (merge->row), _("Current Take"));
  adw_combo_row_set_model (merge->row, G_LIST_MODEL (names));
  list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (merge->row));

  return list;
}

static void
merge_activated_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  AipShotsPage *self = user_data;
  Merge *merge;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  AdwDialog *dialog;
  AipShot *first;

  aip_shot_table_finish_edit (self->table);
  merge = g_new0 (Merge, 1);
  merge->shots = _aip_shots_page_dup_targets (self);
  merge->takes = g_ptr_array_new_with_free_func (g_object_unref);
  if (merge->shots->len < 2)
    {
      merge_free (merge);
      return;
    }

  first = g_ptr_array_index (merge->shots, 0);
  for (guint i = 0; i < merge->shots->len; i++)
    {
      AipShot *shot = g_ptr_array_index (merge->shots, i);
      GListModel *takes = aip_shot_get_takes (shot);

      if (g_strcmp0 (aip_shot_get_order (shot), aip_shot_get_order (first)) < 0)
        first = shot;
      for (guint k = 0; k < g_list_model_get_n_items (takes); k++)
        g_ptr_array_add (merge->takes, g_list_model_get_item (takes, k));
    }

  heading = g_strdup_printf (ngettext ("Merge %u Shot?", "Merge %u Shots?", merge->shots->len),
                             merge->shots->len);
  body = g_strdup_printf (_("%s gets the length and the texts of all, and shows the takes of all. "
                            "The others go to the trash."), aip_shot_get_code (first));
  dialog = adw_alert_dialog_new (heading, body);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog),
                                  "cancel", _("_Cancel"),
                                  "merge", _("_Merge"),
                                  NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "merge");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "merge",
                                            ADW_RESPONSE_SUGGESTED);
  if (merge->takes->len > 0)
    adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), new_take_chooser (merge));

  g_object_set_data_full (G_OBJECT (dialog), "merge", merge, merge_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (merge_response_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* Codes, locks, statuses ---------------------------------------------------------------------- */

static void
renumber_activated_cb (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autoptr(GPtrArray) targets = _aip_shots_page_dup_targets (self);

  aip_shot_table_finish_edit (self->table);
  aip_renumber_dialog_present (self->session, targets, GTK_WIDGET (self));
}

static void
set_locked (AipShotsPage *self,
            gboolean      locked)
{
  g_autoptr(GPtrArray) targets = _aip_shots_page_dup_targets (self);
  g_autoptr(GError) error = NULL;

  if (targets->len == 0)
    return;

  aip_shot_table_finish_edit (self->table);
  if (!aip_shot_rows_set_locked (self->document, targets, locked, &error))
    aip_session_toast_error (self->session, error);
}

static void
lock_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  set_locked (user_data, TRUE);
}

static void
unlock_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  set_locked (user_data, FALSE);
}

static void
toggle_lock_activated_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autoptr(GPtrArray) targets = _aip_shots_page_dup_targets (self);
  gboolean all = targets->len > 0;

  for (guint i = 0; all && i < targets->len; i++)
    all = aip_shot_get_locked (g_ptr_array_index (targets, i));

  set_locked (self, !all);
}

static void
next_status_activated_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autoptr(GPtrArray) targets = _aip_shots_page_dup_targets (self);
  g_autoptr(GError) error = NULL;

  aip_shot_table_finish_edit (self->table);
  aip_shot_view_hold (self->view, targets);
  if (aip_shot_rows_advance (self->document, targets, &error) == 0)
    {
      if (error != NULL)
        aip_session_toast_error (self->session, error);
      else
        aip_session_toast (self->session, _("There is no next status: what is locked or final "
                                            "stays."));
    }
}

/* The whole record ---------------------------------------------------------------------------- */

static void
history_activated_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autoptr(GPtrArray) targets = _aip_shots_page_dup_targets (self);

  if (targets->len == 1)
    aip_history_dialog_present_shot (self->session, g_ptr_array_index (targets, 0),
                                     GTK_WIDGET (self));
}

static void
show_in_timeline_activated_cb (GSimpleAction *action,
                               GVariant      *parameter,
                               gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autoptr(GPtrArray) targets = _aip_shots_page_dup_targets (self);

  if (targets->len > 0)
    aip_session_reveal_in_cut (self->session, targets->pdata[0]);
}

static void
expand_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autoptr(GPtrArray) targets = _aip_shots_page_dup_targets (self);

  if (targets->len == 0)
    return;

  aip_shot_table_finish_edit (self->table);
  /* The record shows what is selected. */
  aip_shot_view_select (self->view, targets);
  aip_record_dialog_present (self->session, GTK_WIDGET (self));
}

static void
step (AipShotsPage *self,
      gboolean      forward)
{
  AipShotList *rows = aip_shot_view_get_list (self->view);
  g_autoptr(GPtrArray) targets = _aip_shots_page_dup_targets (self);
  g_autoptr(GPtrArray) next = g_ptr_array_new ();
  guint position = 0;

  if (targets->len == 0
      || !aip_shot_list_find (rows, g_ptr_array_index (targets, forward ? targets->len - 1 : 0),
                              &position))
    return;

  position += forward ? 1 : -1;
  if (position >= aip_shot_list_get_all (rows)->len)
    return;

  g_ptr_array_add (next, aip_shot_list_peek (rows, position));
  aip_shot_view_select (self->view, next);
}

static void
next_shot_activated_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  step (user_data, TRUE);
}

static void
previous_shot_activated_cb (GSimpleAction *action,
                            GVariant      *parameter,
                            gpointer       user_data)
{
  step (user_data, FALSE);
}

void
_aip_shots_page_update_rows (AipShotsPage *self,
                             GPtrArray    *targets)
{
  guint n_locked = 0;

  for (guint i = 0; i < targets->len; i++)
    n_locked += aip_shot_get_locked (g_ptr_array_index (targets, i));

  _aip_shots_page_set_enabled (self, "duplicate-with-takes", targets->len > 0);
  _aip_shots_page_set_enabled (self, "split", targets->len == 1 && n_locked == 0);
  _aip_shots_page_set_enabled (self, "merge", targets->len > 1 && n_locked == 0);
  _aip_shots_page_set_enabled (self, "lock", n_locked < targets->len);
  _aip_shots_page_set_enabled (self, "unlock", n_locked > 0);
  _aip_shots_page_set_enabled (self, "next-status", targets->len > 0);
  _aip_shots_page_set_enabled (self, "history", targets->len == 1);
  _aip_shots_page_set_enabled (self, "expand", targets->len > 0);
  _aip_shots_page_set_enabled (self, "show-in-timeline",
                               targets->len > 0 && !aip_shot_get_omitted (targets->pdata[0]));
}

void
_aip_shots_page_init_rows (AipShotsPage *self)
{
  static const GActionEntry entries[] = {
    { .name = "duplicate", .activate = duplicate_activated_cb },
    { .name = "duplicate-with-takes", .activate = duplicate_with_takes_activated_cb },
    { .name = "split", .activate = split_activated_cb },
    { .name = "merge", .activate = merge_activated_cb },
    { .name = "renumber", .activate = renumber_activated_cb },
    { .name = "lock", .activate = lock_activated_cb },
    { .name = "unlock", .activate = unlock_activated_cb },
    { .name = "toggle-lock", .activate = toggle_lock_activated_cb },
    { .name = "next-status", .activate = next_status_activated_cb },
    { .name = "history", .activate = history_activated_cb },
    { .name = "expand", .activate = expand_activated_cb },
    { .name = "show-in-timeline", .activate = show_in_timeline_activated_cb },
    { .name = "next-shot", .activate = next_shot_activated_cb },
    { .name = "previous-shot", .activate = previous_shot_activated_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
}
