/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cast-detail"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cast-detail.h"
#include "aip-cast-edit.h"
#include "aip-cast-lists.h"
#include "aip-picture-strip.h"

#define DESCRIPTION_HEIGHT 96
#define MAX_USES           200

struct _AipCastDetail
{
  AdwBin parent_instance;

  AipSession      *session;
  AipDocument     *document;
  AipEntity       *entity;
  gboolean         filling;

  AipPictureStrip *pictures;
  GPtrArray       *entries;        /* AdwEntryRow, not owned */
  GtkWidget       *name_row;
  AdwComboRow     *setting_row;
  GtkTextView     *description;
  GtkWidget       *lists;
  GtkWidget       *uses_group;
  GtkListBox      *uses_list;
};

G_DEFINE_FINAL_TYPE (AipCastDetail, aip_cast_detail, ADW_TYPE_BIN)

/* What an entry is about; a list is typed with commas. */
static const struct {
  const char *field;
  const char *title;
  AipKind     kind;
  gboolean    both;
  gboolean    list;
} fields[] = {
  { "name", N_("Name"), AIP_KIND_CHARACTER, TRUE },
  { "aliases", N_("Other Names, Separated by Commas"), AIP_KIND_CHARACTER, FALSE, TRUE },
  { "role", N_("Role"), AIP_KIND_CHARACTER },
  { "age", N_("Age"), AIP_KIND_CHARACTER },
  { "negative", N_("Never in the Picture"), AIP_KIND_CHARACTER },
  { "location", N_("Location"), AIP_KIND_PLACE },
  { "time", N_("Usual Time of Day"), AIP_KIND_PLACE },
  { "weather", N_("Usual Weather"), AIP_KIND_PLACE },
};

static const char *const settings[] = { "", AIP_PLACE_INTERIOR, AIP_PLACE_EXTERIOR };

static guint
get_index (gpointer widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (widget, "index"));
}

/* Showing ------------------------------------------------------------------------------------- */

static char *
dup_text (AipCastDetail *self,
          guint          index)
{
  g_auto(GStrv) texts = NULL;

  if (!fields[index].list)
    return g_strdup (aip_entity_get_text (self->entity, fields[index].field));

  texts = aip_entity_dup_texts (self->entity, fields[index].field);

  return g_strjoinv (", ", texts);
}

static gboolean
is_for (AipCastDetail *self,
        guint          index)
{
  return fields[index].both || fields[index].kind == aip_entity_get_kind (self->entity);
}

static void
update_uses (AipCastDetail *self)
{
  g_autoptr(GPtrArray) uses = aip_cast_edit_find_uses (self->document, self->entity);
  g_autofree char *title = NULL;

  gtk_list_box_remove_all (self->uses_list);
  title = uses->len == 0
          ? g_strdup (_("Not Used Yet"))
          : g_strdup_printf (ngettext ("Used in %u Shot", "Used in %u Shots", uses->len), uses->len);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->uses_group), title);
  gtk_widget_set_visible (GTK_WIDGET (self->uses_list), uses->len > 0);

  for (guint i = 0; i < MIN (uses->len, MAX_USES); i++)
    {
      AipShot *shot = g_ptr_array_index (uses, i);
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), aip_shot_get_code (shot));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), aip_shot_get_description (shot));
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data_full (G_OBJECT (row), "shot", g_object_ref (shot), g_object_unref);
      gtk_list_box_append (self->uses_list, row);
    }
}

static void
update_pictures (AipCastDetail *self)
{
  g_auto(GStrv) files = aip_entity_dup_texts (self->entity, "references");
  const char *folder = aip_document_get_folder (self->document);

  for (guint i = 0; files[i] != NULL; i++)
    {
      char *path = g_build_filename (folder, files[i], NULL);

      g_free (files[i]);
      files[i] = path;
    }
  aip_picture_strip_set_paths (self->pictures, (const char *const *) files, NULL);
}

static void
update (AipCastDetail *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->description);
  GtkTextIter start, end;
  g_autofree char *shown = NULL;
  const char *text;

  self->filling = TRUE;
  for (guint i = 0; i < self->entries->len; i++)
    {
      GtkEditable *entry = g_ptr_array_index (self->entries, i);

      gtk_widget_set_visible (GTK_WIDGET (entry), is_for (self, i));
      if (is_for (self, i))
        {
          g_autofree char *value = dup_text (self, i);

          if (!g_str_equal (gtk_editable_get_text (entry), value))
            gtk_editable_set_text (entry, value);
        }
    }

  text = aip_entity_get_text (self->entity, "description");
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  shown = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  if (!g_str_equal (shown, text))
    gtk_text_buffer_set_text (buffer, text, -1);

  gtk_widget_set_visible (GTK_WIDGET (self->setting_row), AIP_IS_PLACE (self->entity));
  gtk_widget_set_visible (self->lists, AIP_IS_CHARACTER (self->entity));
  if (AIP_IS_PLACE (self->entity))
    for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
      if (g_str_equal (aip_entity_get_text (self->entity, "setting"), settings[i]))
        adw_combo_row_set_selected (self->setting_row, i);

  aip_cast_lists_set_character (AIP_CAST_LISTS (self->lists),
                                AIP_IS_CHARACTER (self->entity) ? AIP_CHARACTER (self->entity)
                                                                : NULL);
  update_pictures (self);
  update_uses (self);
  self->filling = FALSE;
}

static void
document_changed_cb (AipCastDetail *self,
                     AipChangeSet  *changes)
{
  if (self->entity == NULL || !aip_entity_is_alive (self->entity))
    return;

  if (aip_change_set_touches (changes, aip_entity_get_kind (self->entity), NULL) ||
      aip_change_set_touches (changes, AIP_KIND_SHOT, NULL))
    update (self);
}

/* Editing ------------------------------------------------------------------------------------- */

static void
set_value (AipCastDetail *self,
           const char    *field,
           GVariant      *value)
{
  g_autoptr(GVariant) owned = g_variant_ref_sink (value);
  g_autoptr(GError) error = NULL;

  if (self->filling || self->entity == NULL || !aip_entity_is_alive (self->entity))
    return;

  if (!aip_cast_edit_set (self->document, self->entity, field, owned, &error))
    {
      aip_session_toast_error (self->session, error);
      update (self);
    }
}

static void
commit_entry (AipCastDetail *self,
              GtkWidget     *entry)
{
  guint index = get_index (entry);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  g_auto(GStrv) texts = NULL;

  if (self->entity == NULL || !is_for (self, index))
    return;

  if (!fields[index].list)
    {
      set_value (self, fields[index].field, g_variant_new_string (text));
      return;
    }

  texts = g_strsplit (text, ",", -1);
  for (guint i = 0; texts[i] != NULL; i++)
    g_strstrip (texts[i]);
  set_value (self, fields[index].field, g_variant_new_strv ((const char *const *) texts, -1));
}

static void
entry_left_cb (GtkEventControllerFocus *focus,
               AipCastDetail           *self)
{
  commit_entry (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (focus)));
}

static void
entry_activated_cb (AipCastDetail *self,
                    GtkWidget     *entry)
{
  commit_entry (self, entry);
}

static void
commit_description (AipCastDetail *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->description);
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  set_value (self, "description", g_variant_new_string (text));
}

/* What was typed belongs to the one that was shown then. */
static void
flush (AipCastDetail *self)
{
  if (self->entity == NULL || !aip_entity_is_alive (self->entity))
    return;

  for (guint i = 0; i < self->entries->len; i++)
    commit_entry (self, g_ptr_array_index (self->entries, i));
  commit_description (self);
}

static void
setting_changed_cb (AipCastDetail *self)
{
  guint selected = adw_combo_row_get_selected (self->setting_row);

  if (selected < G_N_ELEMENTS (settings))
    set_value (self, "setting", g_variant_new_string (settings[selected]));
}

static void
pictures_added_cb (AipCastDetail      *self,
                   const char *const  *pictures)
{
  g_autoptr(GError) error = NULL;

  if (self->entity != NULL && aip_entity_is_alive (self->entity) &&
      !aip_cast_edit_add_pictures (self->document, self->entity, pictures, &error))
    aip_session_toast_error (self->session, error);
}

static void
picture_removed_cb (AipCastDetail *self,
                    guint          index)
{
  g_auto(GStrv) files = NULL;
  g_autoptr(GError) error = NULL;

  if (self->entity == NULL || !aip_entity_is_alive (self->entity))
    return;

  files = aip_entity_dup_texts (self->entity, "references");
  if (index < g_strv_length (files) &&
      !aip_cast_edit_remove_picture (self->document, self->entity, files[index], &error))
    aip_session_toast_error (self->session, error);
}

static void
use_activated_cb (AipCastDetail *self,
                  GtkListBoxRow *row)
{
  aip_session_reveal_shot (self->session, g_object_get_data (G_OBJECT (row), "shot"));
}

/* Widget -------------------------------------------------------------------------------------- */

static void
aip_cast_detail_dispose (GObject *object)
{
  AipCastDetail *self = AIP_CAST_DETAIL (object);

  if (self->document != NULL)
    flush (self);
  g_clear_object (&self->entity);
  g_clear_object (&self->document);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_cast_detail_parent_class)->dispose (object);
}

static void
aip_cast_detail_finalize (GObject *object)
{
  g_ptr_array_unref (AIP_CAST_DETAIL (object)->entries);

  G_OBJECT_CLASS (aip_cast_detail_parent_class)->finalize (object);
}

static void
aip_cast_detail_class_init (AipCastDetailClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aip_cast_detail_dispose;
  G_OBJECT_CLASS (klass)->finalize = aip_cast_detail_finalize;
}

static void
aip_cast_detail_init (AipCastDetail *self)
{
  self->entries = g_ptr_array_new ();
}

static GtkWidget *
make_fields (AipCastDetail *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GtkWidget *entry = adw_entry_row_new ();
      GtkEventController *focus = gtk_event_controller_focus_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _(fields[i].title));
      g_object_set_data (G_OBJECT (entry), "index", GUINT_TO_POINTER (i));
      g_signal_connect_object (entry, "entry-activated", G_CALLBACK (entry_activated_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (focus, "leave", G_CALLBACK (entry_left_cb), self, G_CONNECT_DEFAULT);
      gtk_widget_add_controller (entry, focus);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), entry);
      g_ptr_array_add (self->entries, entry);
    }
  self->name_row = g_ptr_array_index (self->entries, 0);

  gtk_string_list_append (names, _("Not said"));
  gtk_string_list_append (names, _("Interior"));
  gtk_string_list_append (names, _("Exterior"));
  self->setting_row = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->setting_row), _("Inside or Outside"));
  adw_combo_row_set_model (self->setting_row, G_LIST_MODEL (names));
  g_signal_connect_object (self->setting_row, "notify::selected", G_CALLBACK (setting_changed_cb),
                           self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->setting_row));

  return group;
}

static GtkWidget *
make_description (AipCastDetail *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *frame = gtk_frame_new (NULL);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Description"));
  self->description = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_wrap_mode (self->description, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->description, FALSE);
  gtk_text_view_set_left_margin (self->description, 12);
  gtk_text_view_set_right_margin (self->description, 12);
  gtk_text_view_set_top_margin (self->description, 9);
  gtk_text_view_set_bottom_margin (self->description, 9);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->description), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Description"), -1);
  g_signal_connect_object (focus, "leave", G_CALLBACK (commit_description), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->description), focus);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), DESCRIPTION_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->description));
  gtk_frame_set_child (GTK_FRAME (frame), scroller);
  gtk_widget_add_css_class (frame, "cast-description");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), frame);

  return group;
}

static GtkWidget *
make_uses (AipCastDetail *self)
{
  self->uses_group = adw_preferences_group_new ();
  self->uses_list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->uses_list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->uses_list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->uses_list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Shots"), -1);
  g_signal_connect_object (self->uses_list, "row-activated", G_CALLBACK (use_activated_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->uses_group),
                             GTK_WIDGET (self->uses_list));

  return self->uses_group;
}

static GtkWidget *
make_buttons (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *duplicate = gtk_button_new_with_mnemonic (_("_Duplicate"));
  GtkWidget *remove = gtk_button_new_with_mnemonic (_("_Delete"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (duplicate), "cast.duplicate");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (remove), "cast.remove");
  gtk_widget_add_css_class (remove, "destructive-action");
  gtk_widget_set_hexpand (duplicate, TRUE);
  gtk_widget_set_hexpand (remove, TRUE);
  gtk_box_append (GTK_BOX (box), duplicate);
  gtk_box_append (GTK_BOX (box), remove);

  return box;
}

void
aip_cast_detail_set_session (AipCastDetail *self,
                             AipSession    *session)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  g_return_if_fail (AIP_IS_CAST_DETAIL (self));
  g_return_if_fail (AIP_IS_SESSION (session) && self->session == NULL);

  self->session = g_object_ref (session);
  self->document = g_object_ref (aip_session_get_document (session));

  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);
  self->pictures = AIP_PICTURE_STRIP (aip_picture_strip_new (session, TRUE));
  g_signal_connect_object (self->pictures, "added", G_CALLBACK (pictures_added_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pictures, "removed", G_CALLBACK (picture_removed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->pictures));
  gtk_box_append (GTK_BOX (box), make_fields (self));
  gtk_box_append (GTK_BOX (box), make_description (self));
  self->lists = aip_cast_lists_new (session);
  gtk_box_append (GTK_BOX (box), self->lists);
  gtk_box_append (GTK_BOX (box), make_uses (self));
  gtk_box_append (GTK_BOX (box), make_buttons ());

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  adw_bin_set_child (ADW_BIN (self), scroller);

  g_signal_connect_object (self->document, "changed", G_CALLBACK (document_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
aip_cast_detail_set_entity (AipCastDetail *self,
                            AipEntity     *entity)
{
  g_return_if_fail (AIP_IS_CAST_DETAIL (self));
  g_return_if_fail (entity == NULL || AIP_IS_ENTITY (entity));

  if (self->entity == entity)
    return;

  flush (self);
  g_set_object (&self->entity, entity);
  if (entity != NULL)
    update (self);
}

void
aip_cast_detail_focus_name (AipCastDetail *self)
{
  g_return_if_fail (AIP_IS_CAST_DETAIL (self));

  gtk_widget_grab_focus (self->name_row);
  gtk_editable_select_region (GTK_EDITABLE (self->name_row), 0, -1);
}
