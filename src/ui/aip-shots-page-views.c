/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shots-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-shots-page-private.h"
#include "aip-view-edit.h"

/*
 * The saved views: which one is shown, what of it was changed, and writing that down. A change of a
 * view is an edit like any other, written when a gesture is over: a drag of a width or a filter
 * that is being typed is one step. What is done to a locked view is kept in memory only.
 */

#define SETTING "shot-view"

static AipEntityList *
get_views (AipShotsPage *self)
{
  return aip_document_get_list (self->document, AIP_KIND_VIEW);
}

static const char *
get_id (AipView *view)
{
  return view != NULL ? aip_entity_get_id (AIP_ENTITY (view)) : "";
}

static gboolean
is_locked (AipShotsPage *self)
{
  return self->current != NULL && aip_view_get_locked (self->current);
}

/* What the project keeps of @view. */
static AipViewDefinition *
dup_definition (AipShotsPage *self,
                AipView      *view)
{
  if (view != NULL)
    return aip_view_definition_parse (aip_view_get_definition (view));

  return _aip_shots_page_dup_old_look (self);
}

static void
set_look (AipShotsPage      *self,
          AipViewDefinition *look)
{
  g_clear_pointer (&self->look, aip_view_definition_free);
  self->look = look;
}

/* `look` into the widgets, and from there as the text that changes are told by. */
static void
apply (AipShotsPage *self)
{
  _aip_shots_page_apply_look (self);
  _aip_shots_page_read_look (self);
  g_clear_pointer (&self->shown, g_free);
  self->shown = aip_view_definition_to_text (self->look);
}

/* Writing ------------------------------------------------------------------------------------- */

static void
save (AipShotsPage *self)
{
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  AipView *view;

  g_clear_handle_id (&self->save_source, g_source_remove);
  _aip_shots_page_read_look (self);
  text = aip_view_definition_to_text (self->look);
  if (is_locked (self))
    {
      if (g_str_equal (text, self->shown))
        g_hash_table_remove (self->deviations, get_id (self->current));
      else
        g_hash_table_insert (self->deviations, g_strdup (get_id (self->current)),
                             g_steal_pointer (&text));
      _aip_shots_page_update_views (self);
      return;
    }
  if (g_str_equal (text, self->shown))
    return;

  self->writing_view = TRUE;
  view = aip_view_edit_change (self->document, self->current, text, &error);
  self->writing_view = FALSE;
  if (view == NULL)
    {
      aip_session_toast_error (self->session, error);
      return;
    }

  g_free (self->shown);
  self->shown = g_steal_pointer (&text);
  g_set_object (&self->current, view);
  _aip_shots_page_update_views (self);
}

static gboolean
save_cb (gpointer user_data)
{
  AipShotsPage *self = user_data;

  self->save_source = 0;
  save (self);

  return G_SOURCE_REMOVE;
}

void
_aip_shots_page_queue_save (AipShotsPage *self,
                            guint         ms)
{
  if (self->loading_look)
    return;

  g_clear_handle_id (&self->save_source, g_source_remove);
  self->save_source = g_timeout_add (ms, save_cb, self);
}

void
_aip_shots_page_flush_views (AipShotsPage *self)
{
  if (self->save_source != 0)
    save (self);
}

/* Showing one --------------------------------------------------------------------------------- */

static void
show_view (AipShotsPage *self,
           AipView      *view)
{
  const char *deviation;
  g_autofree char *deviant = NULL;

  g_set_object (&self->current, view);
  set_look (self, dup_definition (self, view));
  apply (self);

  deviation = view != NULL && aip_view_get_locked (view)
              ? g_hash_table_lookup (self->deviations, get_id (view)) : NULL;
  if (deviation != NULL)
    {
      deviant = g_strdup (deviation);
      set_look (self, aip_view_definition_parse (deviant));
      _aip_shots_page_apply_look (self);
    }
  _aip_shots_page_update_views (self);
}

static void
switch_to (AipShotsPage *self,
           AipView      *view)
{
  if (view == self->current)
    return;

  _aip_shots_page_flush_views (self);
  show_view (self, view);
  aip_document_set_setting (self->document, SETTING, g_variant_new_string (get_id (view)));

  gtk_accessible_announce (GTK_ACCESSIBLE (self),
                           view != NULL ? aip_view_get_name (view) : aip_view_get_default_name (),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* A view that somebody else changed, or that undo and redo did. */
static AipView *
find_touched (AipShotsPage *self,
              AipChangeSet *changes)
{
  for (guint i = 0; i < aip_change_set_get_size (changes); i++)
    {
      const AipChange *change = aip_change_set_get_change (changes, i);
      AipEntity *view = change->kind == AIP_KIND_VIEW && change->op != AIP_CHANGE_REMOVE
                        ? aip_document_lookup (self->document, change->id) : NULL;

      if (AIP_IS_VIEW (view))
        return AIP_VIEW (view);
    }

  return NULL;
}

static void
document_changed_cb (AipShotsPage *self,
                     AipChangeSet *changes)
{
  AipTransactionKind kind = aip_change_set_get_kind (changes);
  AipView *touched;

  if (self->table == NULL || self->writing_view
      || !aip_change_set_touches (changes, AIP_KIND_VIEW, NULL))
    return;

  if (self->current != NULL && !aip_entity_is_alive (AIP_ENTITY (self->current)))
    {
      g_clear_handle_id (&self->save_source, g_source_remove);
      show_view (self, (AipView *) aip_entity_list_peek (get_views (self), 0));
      return;
    }

  /* One has to see what undo does. */
  touched = find_touched (self, changes);
  if (kind != AIP_TRANSACTION_EDIT && touched != NULL && touched != self->current)
    switch_to (self, touched);
  else if (self->current == NULL && aip_entity_list_get_count (get_views (self)) > 0)
    show_view (self, AIP_VIEW (aip_entity_list_peek (get_views (self), 0)));
  else if (touched == self->current && aip_change_set_touches (changes, AIP_KIND_VIEW, "definition"))
    show_view (self, self->current);
  else
    _aip_shots_page_update_views (self);
}

/* Actions ------------------------------------------------------------------------------------- */

static void
set_enabled (AipShotsPage *self,
             const char   *name,
             gboolean      enabled)
{
  _aip_shots_page_set_enabled (self, name, enabled);
}

void
_aip_shots_page_update_views (AipShotsPage *self)
{
  GActionMap *actions = G_ACTION_MAP (self->actions);
  AipEntityList *views = get_views (self);
  guint n = aip_entity_list_get_count (views);
  gboolean locked = is_locked (self);
  gboolean modified = locked && g_hash_table_contains (self->deviations, get_id (self->current));
  guint position = 0;

  /* What is about to go shows nothing new. */
  if (gtk_widget_in_destruction (GTK_WIDGET (self)) || self->leaving)
    return;

  if (self->current != NULL)
    aip_entity_list_find (views, AIP_ENTITY (self->current), &position);

  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (actions, "view")),
                             g_variant_new_string (get_id (self->current)));
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (actions, "view-locked")),
                             g_variant_new_boolean (locked));
  set_enabled (self, "view-delete", n > 1 && !locked);
  set_enabled (self, "view-left", n > 1 && position > 0);
  set_enabled (self, "view-right", position + 1 < n);
  set_enabled (self, "view-next", n > 1);
  set_enabled (self, "view-previous", n > 1);
  set_enabled (self, "view-reset", modified);
  set_enabled (self, "view-save-copy", modified);
  aip_view_bar_update (self->bar, self->current, modified);
}

/* The view that is stored nowhere becomes one, so that something can be done to it. */
static AipView *
ensure_view (AipShotsPage *self)
{
  g_autoptr(GError) error = NULL;

  _aip_shots_page_flush_views (self);
  if (self->current == NULL)
    {
      AipView *view;

      self->writing_view = TRUE;
      view = aip_view_edit_change (self->document, NULL, self->shown, &error);
      self->writing_view = FALSE;
      g_set_object (&self->current, view);
      if (view == NULL)
        aip_session_toast_error (self->session, error);
    }

  return self->current;
}

/* Within one step of undo: a name for the first view and what is done to it. */
static void
view_change_state_cb (GSimpleAction *action,
                      GVariant      *value,
                      gpointer       user_data)
{
  AipShotsPage *self = user_data;
  AipEntity *view = aip_document_lookup (self->document, g_variant_get_string (value, NULL));

  if (AIP_IS_VIEW (view))
    switch_to (self, AIP_VIEW (view));
}

static void
step (AipShotsPage *self,
      int           by)
{
  AipEntityList *views = get_views (self);
  int n = (int) aip_entity_list_get_count (views);
  guint position = 0;

  if (n == 0 || self->current == NULL
      || !aip_entity_list_find (views, AIP_ENTITY (self->current), &position))
    return;

  switch_to (self, AIP_VIEW (aip_entity_list_peek (views, (guint) (((int) position + by + n) % n))));
}

static void
view_next_activated_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  step (user_data, 1);
}

static void
view_previous_activated_cb (GSimpleAction *action,
                            GVariant      *parameter,
                            gpointer       user_data)
{
  step (user_data, -1);
}

static void
view_number_activated_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  AipShotsPage *self = user_data;
  int number = g_variant_get_int32 (parameter);
  AipEntity *view = number > 0 ? aip_entity_list_peek (get_views (self), (guint) number - 1) : NULL;

  if (view != NULL)
    switch_to (self, AIP_VIEW (view));
}

static void
add_view (AipShotsPage *self,
          const char   *name,
          const char   *type,
          const char   *definition)
{
  g_autoptr(GError) error = NULL;
  AipView *view;

  self->writing_view = TRUE;
  view = aip_view_edit_insert (self->document, self->current, name, type, definition, self->shown,
                               &error);
  self->writing_view = FALSE;
  if (view != NULL)
    switch_to (self, view);
  else
    aip_session_toast_error (self->session, error);
}

static void
view_new_activated_cb (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  AipShotsPage *self = user_data;
  const char *type = g_variant_get_string (parameter, NULL);
  g_autoptr(AipViewDefinition) fresh = aip_view_definition_new ();
  g_autofree char *definition = aip_view_definition_to_text (fresh);

  if (*aip_view_type_get_title (type) == '\0')
    return;

  _aip_shots_page_flush_views (self);
  add_view (self, NULL, type, definition);
}

static void
duplicate (AipShotsPage *self)
{
  g_autofree char *definition = NULL;
  g_autofree char *name = NULL;

  _aip_shots_page_flush_views (self);
  _aip_shots_page_read_look (self);
  definition = aip_view_definition_to_text (self->look);
  /* Translators: the name of a copy of a view */
  name = g_strdup_printf (_("%s (Copy)"), self->current != NULL ? aip_view_get_name (self->current)
                                                                : aip_view_get_default_name ());
  add_view (self, name,
            self->current != NULL ? aip_view_get_view_type (self->current) : "table", definition);
}

static void
view_duplicate_activated_cb (GSimpleAction *action,
                             GVariant      *parameter,
                             gpointer       user_data)
{
  duplicate (user_data);
}

/* The copy takes the changes with it, and the locked view is again what it was. */
static void
view_save_copy_activated_cb (GSimpleAction *action,
                             GVariant      *parameter,
                             gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autofree char *id = g_strdup (get_id (self->current));

  duplicate (self);
  g_hash_table_remove (self->deviations, id);
}

static void
view_reset_activated_cb (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  AipShotsPage *self = user_data;

  g_clear_handle_id (&self->save_source, g_source_remove);
  g_hash_table_remove (self->deviations, get_id (self->current));
  show_view (self, self->current);
}

static void
view_delete_activated_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (self->current == NULL)
    return;

  g_clear_handle_id (&self->save_source, g_source_remove);
  text = g_strdup_printf (_("View “%s” deleted"), aip_view_get_name (self->current));
  if (aip_view_edit_remove (self->document, self->current, &error))
    aip_session_toast_undo (self->session, text);
  else
    aip_session_toast_error (self->session, error);
}

static void
view_locked_change_state_cb (GSimpleAction *action,
                             GVariant      *value,
                             gpointer       user_data)
{
  AipShotsPage *self = user_data;
  gboolean locked = g_variant_get_boolean (value);
  g_autoptr(GError) error = NULL;
  AipView *view = ensure_view (self);

  if (view == NULL || locked == aip_view_get_locked (view))
    return;

  if (!aip_view_edit_set_locked (self->document, view, locked, &error))
    {
      aip_session_toast_error (self->session, error);
      return;
    }
  /* What was tried on a locked view becomes part of it when it is unlocked. */
  if (!locked && g_hash_table_remove (self->deviations, get_id (view)))
    save (self);
}

static void
place (AipShotsPage *self,
       AipView      *view,
       AipView      *before)
{
  g_autoptr(GError) error = NULL;

  if (!aip_view_edit_move (self->document, view, before, &error))
    aip_session_toast_error (self->session, error);
}

static void
view_left_activated_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  AipShotsPage *self = user_data;
  guint position;

  if (self->current != NULL
      && aip_entity_list_find (get_views (self), AIP_ENTITY (self->current), &position)
      && position > 0)
    place (self, self->current,
           AIP_VIEW (aip_entity_list_peek (get_views (self), position - 1)));
}

static void
view_right_activated_cb (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  AipShotsPage *self = user_data;
  guint position;

  if (self->current != NULL
      && aip_entity_list_find (get_views (self), AIP_ENTITY (self->current), &position))
    place (self, self->current,
           (AipView *) aip_entity_list_peek (get_views (self), position + 2));
}

/* For drags: the view, and the one before which it goes (none: to the end). */
static void
view_place_activated_cb (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  AipShotsPage *self = user_data;
  const char *id, *before_id;
  AipEntity *view, *before;

  g_variant_get (parameter, "(&s&s)", &id, &before_id);
  view = aip_document_lookup (self->document, id);
  before = *before_id != '\0' ? aip_document_lookup (self->document, before_id) : NULL;
  if (AIP_IS_VIEW (view))
    place (self, AIP_VIEW (view), AIP_IS_VIEW (before) ? AIP_VIEW (before) : NULL);
}

static void
rename_response_cb (AipShotsPage   *self,
                    const char     *response,
                    AdwAlertDialog *dialog)
{
  GtkEditable *entry = GTK_EDITABLE (adw_alert_dialog_get_extra_child (dialog));
  g_autoptr(GError) error = NULL;
  AipView *view;

  if (!g_str_equal (response, "rename"))
    return;

  view = ensure_view (self);
  if (view != NULL
      && !aip_view_edit_rename (self->document, view, gtk_editable_get_text (entry), &error))
    aip_session_toast_error (self->session, error);
}

static void
view_rename_activated_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  AipShotsPage *self = user_data;
  AdwDialog *dialog = adw_alert_dialog_new (_("Rename View"), NULL);
  GtkWidget *entry = gtk_entry_new ();

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog),
                                  "cancel", _("_Cancel"),
                                  "rename", _("_Rename"),
                                  NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "rename");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "rename",
                                            ADW_RESPONSE_SUGGESTED);
  gtk_editable_set_text (GTK_EDITABLE (entry),
                         self->current != NULL ? aip_view_get_name (self->current)
                                               : aip_view_get_default_name ());
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Name"), -1);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), entry);
  adw_dialog_set_focus (dialog, entry);
  g_signal_connect_object (dialog, "response", G_CALLBACK (rename_response_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* Object -------------------------------------------------------------------------------------- */

void
_aip_shots_page_init_views (AipShotsPage *self)
{
  static const GActionEntry entries[] = {
    { .name = "view", .parameter_type = "s", .state = "''", .change_state = view_change_state_cb },
    { .name = "view-next", .activate = view_next_activated_cb },
    { .name = "view-previous", .activate = view_previous_activated_cb },
    { .name = "view-number", .activate = view_number_activated_cb, .parameter_type = "i" },
    { .name = "view-new", .activate = view_new_activated_cb, .parameter_type = "s" },
    { .name = "view-duplicate", .activate = view_duplicate_activated_cb },
    { .name = "view-save-copy", .activate = view_save_copy_activated_cb },
    { .name = "view-reset", .activate = view_reset_activated_cb },
    { .name = "view-delete", .activate = view_delete_activated_cb },
    { .name = "view-locked", .state = "false", .change_state = view_locked_change_state_cb },
    { .name = "view-left", .activate = view_left_activated_cb },
    { .name = "view-right", .activate = view_right_activated_cb },
    { .name = "view-place", .activate = view_place_activated_cb, .parameter_type = "(ss)" },
    { .name = "view-rename", .activate = view_rename_activated_cb },
  };
  AipEntityList *views = get_views (self);
  g_autoptr(GVariant) setting = NULL;
  AipEntity *view = NULL;

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  self->deviations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  setting = aip_document_get_setting (self->document, SETTING, G_VARIANT_TYPE_STRING);
  if (setting != NULL)
    view = aip_document_lookup (self->document, g_variant_get_string (setting, NULL));
  if (!AIP_IS_VIEW (view))
    view = aip_entity_list_peek (views, 0);
  show_view (self, (AipView *) view);

  g_signal_connect_object (self->document, "changed", G_CALLBACK (document_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
_aip_shots_page_dispose_views (AipShotsPage *self)
{
  g_clear_handle_id (&self->save_source, g_source_remove);
  g_clear_pointer (&self->deviations, g_hash_table_unref);
  g_clear_pointer (&self->look, aip_view_definition_free);
  g_clear_pointer (&self->shown, g_free);
  g_clear_object (&self->current);
}
