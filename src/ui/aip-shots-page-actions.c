/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shots-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-cinematic-selector.h"
#include "aip-setup-edit.h"
#include "aip-shot-edit.h"
#include "aip-shot-group-edit.h"
#include "aip-shots-page-private.h"

GPtrArray *
_aip_shots_page_dup_targets (AipShotsPage *self)
{
  GPtrArray *shots = aip_shot_view_dup_selected (self->view);
  AipShot *cursor = aip_shot_view_get_cursor (self->view);

  if (shots->len == 0 && cursor != NULL
      && aip_shot_list_find (aip_shot_view_get_list (self->view), cursor, NULL))
    g_ptr_array_add (shots, g_object_ref (cursor));

  return shots;
}

/* Rows ---------------------------------------------------------------------------------------- */

static void
show_shot (AipShotsPage *self,
           AipShot      *shot)
{
  g_autofree char *text = NULL;

  if (_aip_shots_page_focus_shot (self, shot, AIP_SHOT_COLUMN_DESCRIPTION, TRUE))
    return;

  text = g_strdup_printf (_("%s was added, but the search hides it."), aip_shot_get_code (shot));
  aip_session_toast (self->session, text);
}

static void
insert (AipShotsPage *self,
        AipShot      *anchor,
        gboolean      below)
{
  g_autoptr(GError) error = NULL;
  AipShot *shot;

  aip_shot_table_finish_edit (self->table);
  shot = aip_shot_edit_insert (self->document, anchor, below, &error);
  if (shot != NULL)
    show_shot (self, shot);
  else
    aip_session_toast_error (self->session, error);
}

/* Behind the last shot of the group, whether that is shown or not. */
static void
insert_in_group (AipShotsPage *self,
                 AipShotGroup *group)
{
  g_autoptr(GPtrArray) shots = aip_shot_view_dup_group_shots (self->view, group);
  g_autoptr(GError) error = NULL;
  AipShot *shot;

  if (shots->len == 0)
    return;

  aip_shot_table_finish_edit (self->table);
  shot = aip_shot_group_edit_insert (self->document, aip_session_get_setups (self->session), group,
                                     g_ptr_array_index (shots, shots->len - 1), &error);
  if (shot != NULL)
    show_shot (self, shot);
  else
    aip_session_toast_error (self->session, error);
}

static void
new_in_group_activated_cb (GSimpleAction *action,
                           GVariant      *parameter,
                           gpointer       user_data)
{
  AipShotsPage *self = user_data;
  AipShotGroup *group = aip_shot_view_find_group (self->view,
                                                  g_variant_get_string (parameter, NULL));

  if (group != NULL)
    insert_in_group (self, group);
}

static void
new_activated_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autoptr(GPtrArray) selected = aip_shot_view_dup_selected (self->view);

  if (aip_shot_view_get_cursor_group (self->view) != NULL)
    {
      insert_in_group (self, aip_shot_view_get_cursor_group (self->view));
      return;
    }

  /* After what is selected, so that writing a list goes on where it stopped. */
  insert (self, selected->len > 0 ? g_ptr_array_index (selected, selected->len - 1) : NULL, TRUE);
}

static void
insert_above_activated_cb (GSimpleAction *action,
                           GVariant      *parameter,
                           gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autoptr(GPtrArray) targets = _aip_shots_page_dup_targets (self);

  if (targets->len > 0)
    insert (self, g_ptr_array_index (targets, 0), FALSE);
}

static void
insert_below_activated_cb (GSimpleAction *action,
                           GVariant      *parameter,
                           gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autoptr(GPtrArray) targets = _aip_shots_page_dup_targets (self);

  if (targets->len > 0)
    insert (self, g_ptr_array_index (targets, targets->len - 1), TRUE);
}

static void
delete_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autoptr(GPtrArray) targets = _aip_shots_page_dup_targets (self);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (targets->len == 0)
    return;

  aip_shot_table_finish_edit (self->table);
  if (targets->len == 1)
    text = g_strdup_printf (_("%s deleted"), aip_shot_get_code (g_ptr_array_index (targets, 0)));
  else
    text = g_strdup_printf (ngettext ("%u shot deleted", "%u shots deleted", targets->len),
                            targets->len);

  if (aip_shot_edit_remove (self->document, targets, &error))
    aip_session_toast_undo (self->session, text);
  else
    aip_session_toast_error (self->session, error);
}

/*
 * One step up or down among the rows that are shown. The first step over the edge of a scene only
 * changes the scene: that is what the table shows as one row.
 */
static void
move (AipShotsPage *self,
      gboolean      down)
{
  AipShotList *rows = aip_shot_view_get_list (self->view);
  gboolean grouped = aip_shot_view_get_grouped (self->view);
  g_autoptr(GPtrArray) targets = _aip_shots_page_dup_targets (self);
  g_autoptr(GError) error = NULL;
  AipShot *edge, *neighbour;
  guint position;
  gboolean other_scene;

  if (targets->len == 0)
    return;

  edge = g_ptr_array_index (targets, down ? targets->len - 1 : 0);
  if (!aip_shot_list_find (rows, edge, &position) || (!down && position == 0))
    return;

  neighbour = aip_shot_list_peek (rows, down ? position + 1 : position - 1);
  if (neighbour == NULL)
    return;

  aip_shot_table_finish_edit (self->table);
  other_scene = grouped && !g_str_equal (aip_shot_get_scene_id (edge),
                                         aip_shot_get_scene_id (neighbour));
  if (!aip_shot_edit_move (self->document, targets, neighbour, down != other_scene, grouped,
                           &error))
    aip_session_toast_error (self->session, error);
  else
    _aip_shots_page_focus_shot (self, edge, AIP_SHOT_COLUMN_NONE, FALSE);
}

static void
move_up_activated_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  move (user_data, FALSE);
}

static void
move_down_activated_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  move (user_data, TRUE);
}

static void
edit_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autoptr(GPtrArray) targets = _aip_shots_page_dup_targets (self);
  AipShot *cursor = aip_shot_view_get_cursor (self->view);
  AipShotColumn column = aip_shot_table_get_focus_column (self->table);

  if (targets->len == 0)
    return;

  if (cursor == NULL || !g_ptr_array_find (targets, cursor, NULL))
    cursor = g_ptr_array_index (targets, 0);
  if (!_aip_shots_page_shows_table (self))
    _aip_shots_page_edit_tile (self, cursor);
  else if (!aip_shot_table_start_edit (self->table, cursor, column))
    aip_shot_table_start_edit (self->table, cursor, AIP_SHOT_COLUMN_DESCRIPTION);
}

static void
setup_activated_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autoptr(GPtrArray) targets = _aip_shots_page_dup_targets (self);

  if (targets->len == 0)
    return;

  aip_shot_table_finish_edit (self->table);
  aip_cinematic_selector_present (self->session, GTK_WIDGET (self), targets);
}

static void
select_all_activated_cb (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  AipShotsPage *self = user_data;

  gtk_selection_model_select_all (self->selection);
}

static void
clear_selection_activated_cb (GSimpleAction *action,
                              GVariant      *parameter,
                              gpointer       user_data)
{
  AipShotsPage *self = user_data;

  gtk_selection_model_unselect_all (self->selection);
}

static void
clear_search_activated_cb (GSimpleAction *action,
                           GVariant      *parameter,
                           gpointer       user_data)
{
  AipShotsPage *self = user_data;

  aip_shots_page_apply_search (self, "");
  aip_shots_page_focus_table (self);
}

/* Cells -------------------------------------------------------------------------------------- */

static void
copy_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  AipShotsPage *self = user_data;

  aip_shot_table_copy (self->table, FALSE);
}

static void
copy_with_titles_activated_cb (GSimpleAction *action,
                               GVariant      *parameter,
                               gpointer       user_data)
{
  AipShotsPage *self = user_data;

  aip_shot_table_copy (self->table, TRUE);
}

static void
cut_activated_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  AipShotsPage *self = user_data;

  if (aip_shot_table_copy (self->table, FALSE))
    aip_shot_table_clear_cells (self->table);
}

static void
paste_activated_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  AipShotsPage *self = user_data;

  aip_shot_table_finish_edit (self->table);
  aip_shot_table_paste (self->table);
}

static void
paste_text_activated_cb (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  AipShotsPage *self = user_data;

  aip_shot_table_finish_edit (self->table);
  aip_shot_table_paste_plain (self->table);
}

static void
insert_date_activated_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  AipShotsPage *self = user_data;

  aip_shot_table_finish_edit (self->table);
  aip_shot_table_insert_date (self->table);
}

/* Picture and code stand for the whole row, and a row that is deleted is more than an empty one. */
static void
clear_cells_activated_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  AipShotsPage *self = user_data;
  AipShotColumn column = aip_shot_table_get_focus_column (self->table);

  if (!aip_shot_table_has_range (self->table)
      && (column == AIP_SHOT_COLUMN_NONE || column == AIP_SHOT_COLUMN_THUMBNAIL
          || column == AIP_SHOT_COLUMN_CODE))
    g_action_group_activate_action (G_ACTION_GROUP (self->actions), "delete", NULL);
  else
    aip_shot_table_clear_cells (self->table);
}

static void
fill_down_activated_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  AipShotsPage *self = user_data;

  aip_shot_table_fill (self->table, FALSE);
}

static void
fill_right_activated_cb (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  AipShotsPage *self = user_data;

  aip_shot_table_fill (self->table, TRUE);
}

static void
copy_figure_activated_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  AipShotsPage *self = user_data;

  aip_selection_bar_copy (self->selection_bar, g_variant_get_string (parameter, NULL));
}

/* Scenes ------------------------------------------------------------------------------------- */

static void
rename_response_cb (AipShotsPage   *self,
                    const char     *response,
                    AdwAlertDialog *dialog)
{
  GtkEditable *entry = GTK_EDITABLE (adw_alert_dialog_get_extra_child (dialog));
  AipScene *scene = g_object_get_data (G_OBJECT (dialog), "scene");
  g_autoptr(GError) error = NULL;

  if (g_str_equal (response, "rename") && aip_entity_is_alive (AIP_ENTITY (scene))
      && !aip_shot_edit_rename_scene (self->document, scene, gtk_editable_get_text (entry),
                                      &error))
    aip_session_toast_error (self->session, error);
}

static void
rename_scene_activated_cb (GSimpleAction *action,
                           GVariant      *parameter,
                           gpointer       user_data)
{
  AipShotsPage *self = user_data;
  const char *code = g_variant_get_string (parameter, NULL);
  AipScene *scene = aip_document_find_scene (self->document, code);
  g_autofree char *heading = NULL;
  AdwDialog *dialog;
  GtkWidget *entry;

  if (scene == NULL)
    return;

  heading = g_strdup_printf (_("Rename Scene %s"), code);
  dialog = adw_alert_dialog_new (heading, NULL);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog),
                                  "cancel", _("_Cancel"),
                                  "rename", _("_Rename"),
                                  NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "rename");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "rename",
                                            ADW_RESPONSE_SUGGESTED);

  entry = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (entry), aip_scene_get_name (scene));
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Name"), -1);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), entry);
  adw_dialog_set_focus (dialog, entry);

  g_object_set_data_full (G_OBJECT (dialog), "scene", g_object_ref (scene), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (rename_response_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* For scripts -------------------------------------------------------------------------------- */

static void
select_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  GVariantIter iter;
  const char *code;

  g_variant_iter_init (&iter, parameter);
  while (g_variant_iter_next (&iter, "&s", &code))
    {
      AipShot *shot = aip_document_find_shot (self->document, code);

      if (shot != NULL)
        g_ptr_array_add (shots, shot);
    }

  aip_shot_view_select (self->view, shots);
  if (shots->len > 0)
    _aip_shots_page_focus_shot (self, g_ptr_array_index (shots, 0), AIP_SHOT_COLUMN_NONE, FALSE);
}

static void
set_activated_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  const char *code, *field, *text;
  g_autofree char *missing = NULL;
  AipShotColumn column;
  AipShot *shot;
  gboolean ok;

  g_variant_get (parameter, "(&s&s&s)", &code, &field, &text);
  shot = aip_document_find_shot (self->document, code);
  if (shot == NULL)
    {
      missing = g_strdup_printf (_("There is no shot %s."), code);
      aip_session_toast (self->session, missing);
      return;
    }

  aip_shot_table_finish_edit (self->table);
  g_ptr_array_add (shots, shot);
  column = aip_shot_column_from_id (field);
  if (aip_shot_column_get_setup_cell (column, NULL))
    ok = aip_setup_edit_set_text (aip_session_get_setups (self->session), self->document, shots,
                                  column, text, &error);
  else
    ok = aip_shot_edit_set_text (self->document, shots, field, text, &error);
  if (!ok)
    aip_session_toast_error (self->session, error);
}

/* All of them -------------------------------------------------------------------------------- */

void
_aip_shots_page_set_enabled (AipShotsPage *self,
                             const char   *name,
                             gboolean      enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

void
_aip_shots_page_update_actions (AipShotsPage *self)
{
  AipShotList *rows = aip_shot_view_get_list (self->view);
  g_autoptr(GPtrArray) targets = _aip_shots_page_dup_targets (self);
  g_autoptr(GPtrArray) selected = aip_shot_view_dup_selected (self->view);
  gboolean film_order = aip_shot_view_is_film_order (self->view);
  gboolean sorted = aip_shot_view_get_sort (self->view, NULL) != AIP_SHOT_COLUMN_NONE;
  gboolean any = targets->len > 0;
  guint n_rows = aip_shot_list_get_all (rows)->len;
  guint first = 0;
  guint last = 0;

  if (any)
    {
      aip_shot_list_find (rows, g_ptr_array_index (targets, 0), &first);
      aip_shot_list_find (rows, g_ptr_array_index (targets, targets->len - 1), &last);
    }

  _aip_shots_page_set_enabled (self, "insert-above", any);
  _aip_shots_page_set_enabled (self, "insert-below", any);
  _aip_shots_page_set_enabled (self, "duplicate", any);
  _aip_shots_page_set_enabled (self, "delete", any);
  _aip_shots_page_set_enabled (self, "edit", any);
  _aip_shots_page_set_enabled (self, "copy", any);
  _aip_shots_page_set_enabled (self, "copy-with-titles", any);
  _aip_shots_page_set_enabled (self, "cut", any);
  _aip_shots_page_set_enabled (self, "paste", any);
  _aip_shots_page_set_enabled (self, "paste-text", any);
  _aip_shots_page_set_enabled (self, "insert-date", any);
  _aip_shots_page_set_enabled (self, "clear-cells", any);
  _aip_shots_page_set_enabled (self, "fill-down", any);
  _aip_shots_page_set_enabled (self, "fill-right", any);
  _aip_shots_page_set_enabled (self, "setup", any);
  _aip_shots_page_set_enabled (self, "move-up", any && film_order && first > 0);
  _aip_shots_page_set_enabled (self, "move-down", any && film_order && last + 1 < n_rows);
  _aip_shots_page_set_enabled (self, "select-all", n_rows > 0 && selected->len < n_rows);
  _aip_shots_page_set_enabled (self, "clear-selection", selected->len > 0);
  _aip_shots_page_set_enabled (self, "sort-descending", sorted);

  _aip_shots_page_update_rows (self, targets);
  _aip_shots_page_update_filter (self);
  _aip_shots_page_update_generate (self, targets);
}

void
_aip_shots_page_init_actions (AipShotsPage *self)
{
  static const GActionEntry entries[] = {
    { .name = "new", .activate = new_activated_cb },
    { .name = "new-in-group", .activate = new_in_group_activated_cb, .parameter_type = "s" },
    { .name = "insert-above", .activate = insert_above_activated_cb },
    { .name = "insert-below", .activate = insert_below_activated_cb },
    { .name = "delete", .activate = delete_activated_cb },
    { .name = "move-up", .activate = move_up_activated_cb },
    { .name = "move-down", .activate = move_down_activated_cb },
    { .name = "edit", .activate = edit_activated_cb },
    { .name = "setup", .activate = setup_activated_cb },
    { .name = "copy", .activate = copy_activated_cb },
    { .name = "copy-with-titles", .activate = copy_with_titles_activated_cb },
    { .name = "cut", .activate = cut_activated_cb },
    { .name = "paste", .activate = paste_activated_cb },
    { .name = "paste-text", .activate = paste_text_activated_cb },
    { .name = "insert-date", .activate = insert_date_activated_cb },
    { .name = "clear-cells", .activate = clear_cells_activated_cb },
    { .name = "fill-down", .activate = fill_down_activated_cb },
    { .name = "fill-right", .activate = fill_right_activated_cb },
    { .name = "copy-figure", .activate = copy_figure_activated_cb, .parameter_type = "s" },
    { .name = "select-all", .activate = select_all_activated_cb },
    { .name = "clear-selection", .activate = clear_selection_activated_cb },
    { .name = "clear-search", .activate = clear_search_activated_cb },
    { .name = "rename-scene", .activate = rename_scene_activated_cb, .parameter_type = "s" },
    { .name = "select", .activate = select_activated_cb, .parameter_type = "as" },
    { .name = "set", .activate = set_activated_cb, .parameter_type = "(sss)" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  _aip_shots_page_init_rows (self);
  _aip_shots_page_init_look (self);
  _aip_shots_page_init_fields (self);
  _aip_shots_page_init_arrange (self);
  _aip_shots_page_init_filter (self);
  _aip_shots_page_init_generate (self);
}
