/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-preset-gallery"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-preset-gallery-private.h"

/* What is done with presets: each is an action, for the menu, the keyboard and assistive tools. */

static void
present_toast (AipPresetGallery *self,
               AdwToast         *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);

  adw_toast_set_use_markup (toast, FALSE);
  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), g_object_ref (toast));
}

static void
toast_text (AipPresetGallery *self,
            const char       *text)
{
  g_autoptr(AdwToast) toast = adw_toast_new (text);

  present_toast (self, toast);
}

/* What went wrong is said at once and stays to be read. */
static void
toast_error (AipPresetGallery *self,
             const GError     *error)
{
  g_autoptr(AdwToast) toast = adw_toast_new (error->message);

  adw_toast_set_timeout (toast, 0);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  present_toast (self, toast);
}

static const AipPreset *
get_target (AipPresetGallery *self)
{
  AipPresetItem *item = _aip_preset_gallery_get_target (self);

  return item != NULL ? aip_preset_item_get_preset (item) : NULL;
}

/* A name -------------------------------------------------------------------------------------- */

typedef enum {
  NAME_CREATE,
  NAME_DUPLICATE,
  NAME_RENAME,
} NamePurpose;

/* What a dialog that asks for a name is about; owned by it. */
typedef struct {
  AipPresetGallery *gallery;
  NamePurpose       purpose;
  char             *id;
  AipSetup          setup;
  GtkWidget        *entry;
  GtkLabel         *hint;
} NameQuestion;

static void
name_question_free (gpointer data)
{
  NameQuestion *question = data;

  g_object_unref (question->gallery);
  g_free (question->id);
  g_free (question);
}

static void
name_changed_cb (AdwAlertDialog *dialog)
{
  NameQuestion *question = g_object_get_data (G_OBJECT (dialog), "question");
  const char *but = question->purpose == NAME_RENAME ? question->id : NULL;
  g_autofree char *name =
    g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (question->entry))));
  g_autofree char *hint = NULL;
  gboolean taken = question->gallery->presets != NULL
                   && aip_presets_has_name (question->gallery->presets, name, but);

  if (taken)
    hint = g_strdup_printf (_("There is a preset “%s” already. Choose another name."), name);
  gtk_label_set_label (question->hint, hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (question->hint), taken);
  if (taken)
    gtk_widget_add_css_class (question->entry, "error");
  else
    gtk_widget_remove_css_class (question->entry, "error");
  adw_alert_dialog_set_response_enabled (dialog, "accept", *name != '\0' && !taken);
}

static void
name_answered_cb (AdwAlertDialog *dialog,
                  const char     *response)
{
  NameQuestion *question = g_object_get_data (G_OBJECT (dialog), "question");
  AipPresetGallery *self = question->gallery;
  const char *name = gtk_editable_get_text (GTK_EDITABLE (question->entry));
  const AipPreset *preset = NULL;
  g_autoptr(GError) error = NULL;

  /* The gallery may be gone behind the question. */
  if (!g_str_equal (response, "accept") || self->presets == NULL)
    return;

  switch (question->purpose)
    {
    case NAME_CREATE:
      preset = aip_presets_create (self->presets, name, &question->setup, &error);
      if (preset != NULL)
        _aip_preset_gallery_set_current (self, preset);
      break;
    case NAME_DUPLICATE:
      preset = aip_presets_duplicate (self->presets, question->id, name, &error);
      break;
    case NAME_RENAME:
    default:
      if (aip_presets_rename (self->presets, question->id, name, &error))
        preset = aip_presets_find (self->presets, question->id);
      break;
    }

  if (preset != NULL)
    _aip_preset_gallery_reveal (self, preset);
  else
    toast_error (self, error);
}

static void
ask_name (AipPresetGallery *self,
          NamePurpose       purpose,
          const AipPreset  *preset,
          const char       *heading,
          const char       *suggestion,
          const char       *accept)
{
  AdwDialog *dialog = adw_alert_dialog_new (heading, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *list = gtk_list_box_new ();
  NameQuestion *question = g_new0 (NameQuestion, 1);

  question->gallery = g_object_ref (self);
  question->purpose = purpose;
  question->id = preset != NULL ? g_strdup (preset->id) : NULL;
  question->setup = *aip_live_setup_get (self->live);
  question->entry = adw_entry_row_new ();
  question->hint = GTK_LABEL (gtk_label_new (NULL));
  g_object_set_data_full (G_OBJECT (dialog), "question", question, name_question_free);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (question->entry), _("Name"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (question->entry), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (question->entry), suggestion);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_list_box_append (GTK_LIST_BOX (list), question->entry);
  gtk_label_set_wrap (question->hint, TRUE);
  gtk_label_set_xalign (question->hint, 0);
  gtk_widget_add_css_class (GTK_WIDGET (question->hint), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (question->hint), "error");
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (question->hint));

  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), box);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"), "accept",
                                  accept, NULL);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "accept");
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "accept",
                                            ADW_RESPONSE_SUGGESTED);
  g_signal_connect (dialog, "response", G_CALLBACK (name_answered_cb), NULL);
  g_signal_connect_swapped (question->entry, "changed", G_CALLBACK (name_changed_cb), dialog);
  name_changed_cb (ADW_ALERT_DIALOG (dialog));

  adw_dialog_set_focus (dialog, question->entry);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* "Alien (2)": a name that no own preset has. */
static char *
suggest_name (AipPresetGallery *self,
              const char       *base)
{
  char *name = g_strdup (base);

  for (guint number = 2; aip_presets_has_name (self->presets, name, NULL); number++)
    {
      g_free (name);
      name = g_strdup_printf ("%s (%u)", base, number);
    }

  return name;
}

static void
create_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  AipPresetGallery *self = user_data;
  g_autofree char *name =
    suggest_name (self, self->current != NULL ? self->current->name : _("My Setup"));

  ask_name (self, NAME_CREATE, NULL, _("New Preset from This Setup"), name, _("_Create"));
}

static void
duplicate_activated_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  AipPresetGallery *self = user_data;
  const AipPreset *preset = get_target (self);

  if (preset != NULL)
    {
      g_autofree char *name = suggest_name (self, preset->name);

      ask_name (self, NAME_DUPLICATE, preset, _("Duplicate Preset"), name, _("_Duplicate"));
    }
}

static void
rename_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  AipPresetGallery *self = user_data;
  const AipPreset *preset = get_target (self);

  if (preset != NULL && preset->kind == AIP_PRESET_OWN)
    ask_name (self, NAME_RENAME, preset, _("Rename Preset"), preset->name, _("_Rename"));
}

/* What can be taken back ---------------------------------------------------------------------- */

typedef struct {
  AipPresetGallery *gallery;
  char             *id;
  AipSetup          setup;
} Before;

static void
before_free (gpointer data)
{
  Before *before = data;

  g_object_unref (before->gallery);
  g_free (before->id);
  g_free (before);
}

static void
undo_delete_cb (AdwToast *toast)
{
  Before *before = g_object_get_data (G_OBJECT (toast), "before");
  AipPresetGallery *self = before->gallery;
  g_autoptr(GError) error = NULL;

  if (self->presets == NULL)
    return;
  if (aip_presets_restore (self->presets, before->id, &error))
    _aip_preset_gallery_reveal (self, aip_presets_find (self->presets, before->id));
  else
    toast_error (self, error);
}

static void
undo_replace_cb (AdwToast *toast)
{
  Before *before = g_object_get_data (G_OBJECT (toast), "before");
  AipPresetGallery *self = before->gallery;
  g_autoptr(GError) error = NULL;

  if (self->presets != NULL
      && !aip_presets_replace (self->presets, before->id, &before->setup, &error))
    toast_error (self, error);
}

static void
toast_undo (AipPresetGallery *self,
            const char       *text,
            const AipPreset  *preset,
            const AipSetup   *setup,
            GCallback         undo)
{
  g_autoptr(AdwToast) toast = adw_toast_new (text);
  Before *before = g_new0 (Before, 1);

  before->gallery = g_object_ref (self);
  before->id = g_strdup (preset->id);
  before->setup = *setup;
  g_object_set_data_full (G_OBJECT (toast), "before", before, before_free);
  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect (toast, "button-clicked", undo, NULL);
  present_toast (self, toast);
}

static void
delete_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  AipPresetGallery *self = user_data;
  const AipPreset *preset = get_target (self);
  AipPresetItem *item = _aip_preset_gallery_get_target (self);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  guint position = 0;

  if (preset == NULL || preset->kind != AIP_PRESET_OWN)
    return;

  g_list_store_find (self->store, item, &position);
  text = g_strdup_printf (_("Preset “%s” deleted"), preset->name);
  if (!aip_presets_delete (self->presets, preset->id, &error))
    {
      toast_error (self, error);
      return;
    }

  /* The focus goes to the neighbour, not to the first one. */
  _aip_preset_gallery_focus (self, position);
  toast_undo (self, text, preset, &preset->setup, G_CALLBACK (undo_delete_cb));
}

static void
replace_activated_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  AipPresetGallery *self = user_data;
  const AipPreset *preset = get_target (self);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  AipSetup before;

  if (preset == NULL || preset->kind != AIP_PRESET_OWN)
    return;

  before = preset->setup;
  if (!aip_presets_replace (self->presets, preset->id, aip_live_setup_get (self->live), &error))
    {
      toast_error (self, error);
      return;
    }
  text = g_strdup_printf (_("Preset “%s” is the current setup now"), preset->name);
  _aip_preset_gallery_set_current (self, preset);
  toast_undo (self, text, preset, &before, G_CALLBACK (undo_replace_cb));
}

/* Files --------------------------------------------------------------------------------------- */

static void
set_filter (GtkFileDialog *dialog)
{
  g_autoptr(GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr(GtkFileFilter) presets = gtk_file_filter_new ();
  g_autoptr(GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (presets, _("Presets (JSON)"));
  gtk_file_filter_add_suffix (presets, "json");
  gtk_file_filter_set_name (all, _("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, presets);
  g_list_store_append (filters, all);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
}

typedef struct {
  AipPresetGallery *gallery;
  char             *id;
} Export;

static void
export_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  Export *export = user_data;
  g_autoptr(AipPresetGallery) self = export->gallery;
  g_autofree char *id = export->id;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file =
    gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  const AipPreset *preset;

  g_free (export);
  if (file == NULL || self->presets == NULL)
    return;

  preset = aip_presets_find (self->presets, id);
  if (preset == NULL || g_file_peek_path (file) == NULL)
    return;

  if (aip_presets_export (self->presets, id, g_file_peek_path (file), &error))
    {
      g_autofree char *name = g_file_get_basename (file);
      g_autofree char *text = g_strdup_printf (_("Preset “%s” exported to “%s”"), preset->name,
                                               name);

      toast_text (self, text);
    }
  else
    {
      g_prefix_error (&error, _("The preset “%s” cannot be exported: "), preset->name);
      toast_error (self, error);
    }
}

static void
export_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  AipPresetGallery *self = user_data;
  const AipPreset *preset = get_target (self);
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name = NULL;
  Export *export;

  if (preset == NULL)
    return;

  name = g_strconcat (preset->name, ".json", NULL);
  /* A title may contain what no file name may. */
  g_strdelimit (name, "/\\:*?\"<>|", '-');
  gtk_file_dialog_set_title (dialog, _("Export Preset"));
  gtk_file_dialog_set_accept_label (dialog, _("_Export"));
  gtk_file_dialog_set_initial_name (dialog, name);
  set_filter (dialog);

  export = g_new0 (Export, 1);
  export->gallery = g_object_ref (self);
  export->id = g_strdup (preset->id);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        export_chosen_cb, export);
}

static void
import_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(AipPresetGallery) self = user_data;
  g_autoptr(GFile) file =
    gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && g_file_peek_path (file) != NULL && self->presets != NULL)
    aip_preset_gallery_import (self, g_file_peek_path (file));
}

void
aip_preset_gallery_import (AipPresetGallery *self,
                           const char       *path)
{
  g_autoptr(GError) error = NULL;
  const AipPreset *preset;

  g_return_if_fail (AIP_IS_PRESET_GALLERY (self));
  g_return_if_fail (path != NULL);

  preset = aip_presets_import (self->presets, path, &error);
  if (preset != NULL)
    {
      g_autofree char *text = g_strdup_printf (_("Preset “%s” imported"), preset->name);

      _aip_preset_gallery_reveal (self, preset);
      toast_text (self, text);
    }
  else
    {
      g_prefix_error (&error, "%s", _("Nothing was imported: "));
      toast_error (self, error);
    }
}

static void
import_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  AipPresetGallery *self = user_data;
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _("Import Preset"));
  gtk_file_dialog_set_accept_label (dialog, _("_Import"));
  set_filter (dialog);
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        import_chosen_cb, g_object_ref (self));
}

/* The rest ------------------------------------------------------------------------------------ */

static void
apply_activated_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  AipPresetGallery *self = user_data;
  const AipPreset *preset = get_target (self);

  if (preset != NULL)
    _aip_preset_gallery_choose (self, preset);
}

static void
favourite_activated_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  AipPresetGallery *self = user_data;
  const AipPreset *preset = get_target (self);
  AipPresetItem *item = _aip_preset_gallery_get_target (self);
  guint position;
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self->grid)) != NULL;
  g_autoptr(GError) error = NULL;

  if (preset == NULL)
    return;

  if (!aip_presets_set_favourite (self->presets, preset->id, !preset->favourite, &error))
    toast_error (self, error);
  else if (focused && self->menu_item == NULL && g_list_store_find (self->store, item, &position))
    /* Favourites come first: the focus goes along. */
    _aip_preset_gallery_focus (self, position);
}

static void
enable (AipPresetGallery *self,
        const char       *name,
        gboolean          enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

void
_aip_preset_gallery_update_actions (AipPresetGallery *self)
{
  const AipPreset *preset = get_target (self);
  GAction *favourite = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "favourite");
  gboolean own = preset != NULL && preset->kind == AIP_PRESET_OWN;

  g_simple_action_set_state (G_SIMPLE_ACTION (favourite),
                             g_variant_new_boolean (preset != NULL && preset->favourite));
  enable (self, "replace", own && !aip_setup_equal (&preset->setup,
                                                    aip_live_setup_get (self->live)));
  enable (self, "rename", own);
  enable (self, "delete", own);
}

/* Keys act on what has the focus, which the actions may not have been told of yet. */
static gboolean
shortcut_cb (GtkWidget *grid,
             GVariant  *args,
             gpointer   user_data)
{
  AipPresetGallery *self = user_data;

  _aip_preset_gallery_update_actions (self);
  g_action_group_activate_action (G_ACTION_GROUP (self->actions),
                                  g_variant_get_string (args, NULL), NULL);

  return TRUE;
}

static gboolean
menu_key_cb (GtkWidget *grid,
             GVariant  *args,
             gpointer   user_data)
{
  return _aip_preset_gallery_popup_menu (user_data);
}

static void
add_key (GtkEventController *controller,
         guint               key,
         GdkModifierType     modifiers,
         GtkShortcutAction  *action,
         GVariant           *arguments)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers), action);

  gtk_shortcut_set_arguments (shortcut, arguments);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
}

void
_aip_preset_gallery_init_keys (AipPresetGallery *self)
{
  static const struct {
    guint           key;
    GdkModifierType modifiers;
    const char     *action;
  } keys[] = {
    { GDK_KEY_F2, 0, "rename" },
    { GDK_KEY_Delete, 0, "delete" },
    { GDK_KEY_KP_Delete, 0, "delete" },
    { GDK_KEY_d, GDK_CONTROL_MASK, "duplicate" },
    { GDK_KEY_b, GDK_CONTROL_MASK, "favourite" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  /* Before the search, which takes whatever is typed here for itself. */
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    add_key (controller, keys[i].key, keys[i].modifiers,
             gtk_callback_action_new (shortcut_cb, self, NULL),
             g_variant_new_string (keys[i].action));
  add_key (controller, GDK_KEY_Menu, 0, gtk_callback_action_new (menu_key_cb, self, NULL), NULL);
  add_key (controller, GDK_KEY_F10, GDK_SHIFT_MASK,
           gtk_callback_action_new (menu_key_cb, self, NULL), NULL);
  gtk_widget_add_controller (GTK_WIDGET (self->grid), controller);
}

void
_aip_preset_gallery_init_actions (AipPresetGallery *self)
{
  static const GActionEntry entries[] = {
    { .name = "apply", .activate = apply_activated_cb },
    { .name = "favourite", .activate = favourite_activated_cb, .state = "false" },
    { .name = "create", .activate = create_activated_cb },
    { .name = "duplicate", .activate = duplicate_activated_cb },
    { .name = "replace", .activate = replace_activated_cb },
    { .name = "rename", .activate = rename_activated_cb },
    { .name = "delete", .activate = delete_activated_cb },
    { .name = "export", .activate = export_activated_cb },
    { .name = "import", .activate = import_activated_cb },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "presets", G_ACTION_GROUP (self->actions));
}
