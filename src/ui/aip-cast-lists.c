/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cast-lists"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cast-edit.h"
#include "aip-cast-lists.h"
#include "aip-costume.h"
#include "aip-lora-file.h"
#include "aip-picture-strip.h"

struct _AipCastLists
{
  GtkBox parent_instance;

  AipSession   *session;
  AipCharacter *character;
  char         *costumes_text;     /* that the rows were made from */
  char         *loras_text;
  GPtrArray    *costumes;
  GPtrArray    *loras;
  gboolean      filling;

  GtkWidget    *costumes_group;
  GtkWidget    *loras_group;
  GPtrArray    *costume_rows;      /* not owned */
  GPtrArray    *lora_rows;
};

G_DEFINE_FINAL_TYPE (AipCastLists, aip_cast_lists, GTK_TYPE_BOX)

static void fill (AipCastLists *self);

/* Writing ------------------------------------------------------------------------------------- */

static void
write_text (AipCastLists *self,
            const char   *field,
            char        **shown,
            char         *text)
{
  g_autoptr(GError) error = NULL;

  if (self->filling || self->character == NULL || g_str_equal (*shown, text))
    {
      g_free (text);
      return;
    }

  /* The rows say it already; they are not made anew under somebody's hands. */
  g_free (*shown);
  *shown = text;
  if (!aip_cast_edit_set (aip_session_get_document (self->session), AIP_ENTITY (self->character),
                          field, g_variant_new_string (text), &error))
    {
      aip_session_toast_error (self->session, error);
      fill (self);
    }
}

static void
write_costumes (AipCastLists *self)
{
  write_text (self, "costumes", &self->costumes_text, aip_costumes_to_text (self->costumes));
}

static void
write_loras (AipCastLists *self)
{
  write_text (self, "loras", &self->loras_text, aip_lora_files_to_text (self->loras));
}

static guint
get_index (gpointer widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (widget, "index"));
}

static void
set_index (gpointer widget,
           guint    index)
{
  g_object_set_data (widget, "index", GUINT_TO_POINTER (index));
}

/* Rows ---------------------------------------------------------------------------------------- */

static GtkWidget *
make_entry (AipCastLists *self,
            const char   *title,
            const char   *text,
            guint         index,
            GCallback     applied)
{
  GtkWidget *entry = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), title);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (entry), TRUE);
  set_index (entry, index);
  g_signal_connect_object (entry, "apply", applied, self, G_CONNECT_SWAPPED);

  return entry;
}

static GtkWidget *
make_remove (AipCastLists *self,
             const char   *title,
             guint         index,
             GCallback     clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  set_index (button, index);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);

  return button;
}

static void
costume_name_cb (AipCastLists *self,
                 AdwEntryRow  *entry)
{
  guint index = get_index (entry);
  AipCostume *costume = g_ptr_array_index (self->costumes, index);

  g_set_str (&costume->name, gtk_editable_get_text (GTK_EDITABLE (entry)));
  adw_preferences_row_set_title (g_ptr_array_index (self->costume_rows, index),
                                 *costume->name != '\0' ? costume->name : _("Costume"));
  write_costumes (self);
}

static void
costume_words_cb (AipCastLists *self,
                  AdwEntryRow  *entry)
{
  AipCostume *costume = g_ptr_array_index (self->costumes, get_index (entry));

  g_set_str (&costume->words, gtk_editable_get_text (GTK_EDITABLE (entry)));
  write_costumes (self);
}

static void
show_costume_picture (AipCastLists    *self,
                      AipPictureStrip *strip,
                      AipCostume      *costume)
{
  g_autofree char *path = NULL;

  if (*costume->reference != '\0')
    path = g_build_filename (aip_document_get_folder (aip_session_get_document (self->session)),
                             costume->reference, NULL);
  aip_picture_strip_set_paths (strip, (const char *[]) { path, NULL }, NULL);
}

static void
costume_picture_added_cb (AipCastLists       *self,
                          const char *const  *pictures,
                          AipPictureStrip    *strip)
{
  AipCostume *costume = g_ptr_array_index (self->costumes, get_index (strip));

  g_set_str (&costume->reference, pictures[0]);
  show_costume_picture (self, strip, costume);
  write_costumes (self);
}

static void
costume_picture_removed_cb (AipCastLists    *self,
                            guint            position,
                            AipPictureStrip *strip)
{
  AipCostume *costume = g_ptr_array_index (self->costumes, get_index (strip));

  g_set_str (&costume->reference, "");
  show_costume_picture (self, strip, costume);
  write_costumes (self);
}

static void
costume_removed_cb (AipCastLists *self,
                    GtkWidget    *button)
{
  g_ptr_array_remove_index (self->costumes, get_index (button));
  write_costumes (self);
  fill (self);
}

static GtkWidget *
make_costume_row (AipCastLists *self,
                  guint         index)
{
  AipCostume *costume = g_ptr_array_index (self->costumes, index);
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *picture = adw_preferences_row_new ();
  GtkWidget *strip = aip_picture_strip_new (self->session, FALSE);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 *costume->name != '\0' ? costume->name : _("Costume"));
  if (index == 0)
    adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), _("Worn unless a shot says otherwise"));
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (row),
                               make_remove (self, _("Remove Costume"), index,
                                            G_CALLBACK (costume_removed_cb)));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                            make_entry (self, _("Name"), costume->name, index,
                                        G_CALLBACK (costume_name_cb)));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                            make_entry (self, _("Words for the Prompt"), costume->words, index,
                                        G_CALLBACK (costume_words_cb)));

  set_index (strip, index);
  gtk_widget_set_margin_start (strip, 12);
  gtk_widget_set_margin_end (strip, 12);
  gtk_widget_set_margin_top (strip, 9);
  gtk_widget_set_margin_bottom (strip, 9);
  show_costume_picture (self, AIP_PICTURE_STRIP (strip), costume);
  g_signal_connect_object (strip, "added", G_CALLBACK (costume_picture_added_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (strip, "removed", G_CALLBACK (costume_picture_removed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (picture), _("Picture"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (picture), strip);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (picture), FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), picture);

  return row;
}

static void
lora_file_cb (AipCastLists *self,
              AdwEntryRow  *entry)
{
  guint index = get_index (entry);
  AipLoraFile *file = g_ptr_array_index (self->loras, index);

  g_set_str (&file->file, gtk_editable_get_text (GTK_EDITABLE (entry)));
  adw_preferences_row_set_title (g_ptr_array_index (self->lora_rows, index), file->file);
  write_loras (self);
}

static void
lora_triggers_cb (AipCastLists *self,
                  AdwEntryRow  *entry)
{
  AipLoraFile *file = g_ptr_array_index (self->loras, get_index (entry));

  g_strfreev (file->triggers);
  file->triggers = aip_lora_file_split_triggers (gtk_editable_get_text (GTK_EDITABLE (entry)));
  write_loras (self);
}

static void
lora_model_cb (AipCastLists *self,
               GParamSpec   *pspec,
               AdwSpinRow   *row)
{
  AipLoraFile *file = g_ptr_array_index (self->loras, get_index (row));

  file->model = adw_spin_row_get_value (row);
  write_loras (self);
}

static void
lora_clip_cb (AipCastLists *self,
              GParamSpec   *pspec,
              AdwSpinRow   *row)
{
  AipLoraFile *file = g_ptr_array_index (self->loras, get_index (row));

  file->clip = adw_spin_row_get_value (row);
  write_loras (self);
}

static void
lora_removed_cb (AipCastLists *self,
                 GtkWidget    *button)
{
  g_ptr_array_remove_index (self->loras, get_index (button));
  write_loras (self);
  fill (self);
}

static GtkWidget *
make_strength (AipCastLists *self,
               const char   *title,
               double        value,
               guint         index,
               GCallback     changed)
{
  GtkWidget *row = adw_spin_row_new_with_range (-AIP_MAX_LORA_STRENGTH, AIP_MAX_LORA_STRENGTH, 0.05);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_spin_row_set_digits (ADW_SPIN_ROW (row), 2);
  adw_spin_row_set_value (ADW_SPIN_ROW (row), value);
  set_index (row, index);
  g_signal_connect_object (row, "notify::value", changed, self, G_CONNECT_SWAPPED);

  return row;
}

static GtkWidget *
make_lora_row (AipCastLists *self,
               guint         index)
{
  AipLoraFile *file = g_ptr_array_index (self->loras, index);
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *triggers = g_strjoinv (", ", file->triggers);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), file->file);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), triggers);
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (row),
                               make_remove (self, _("Remove LoRA File"), index,
                                            G_CALLBACK (lora_removed_cb)));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                            make_entry (self, _("File on the Workers"), file->file, index,
                                        G_CALLBACK (lora_file_cb)));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                            make_entry (self, _("Trigger Words, Separated by Commas"), triggers,
                                        index, G_CALLBACK (lora_triggers_cb)));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                            make_strength (self, _("Strength on the Model"), file->model, index,
                                           G_CALLBACK (lora_model_cb)));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                            make_strength (self, _("Strength on the Text"), file->clip, index,
                                           G_CALLBACK (lora_clip_cb)));

  return row;
}

static void
clear_rows (GtkWidget *group,
            GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}

static void
fill (AipCastLists *self)
{
  self->filling = TRUE;
  clear_rows (self->costumes_group, self->costume_rows);
  clear_rows (self->loras_group, self->lora_rows);
  g_clear_pointer (&self->costumes, g_ptr_array_unref);
  g_clear_pointer (&self->loras, g_ptr_array_unref);

  if (self->character != NULL)
    {
      g_set_str (&self->costumes_text, aip_entity_get_text (AIP_ENTITY (self->character),
                                                            "costumes"));
      g_set_str (&self->loras_text, aip_entity_get_text (AIP_ENTITY (self->character), "loras"));
      self->costumes = aip_costumes_parse (self->costumes_text);
      self->loras = aip_lora_files_parse (self->loras_text);
      for (guint i = 0; i < self->costumes->len; i++)
        {
          g_ptr_array_add (self->costume_rows, make_costume_row (self, i));
          adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->costumes_group),
                                     g_ptr_array_index (self->costume_rows, i));
        }
      for (guint i = 0; i < self->loras->len; i++)
        {
          g_ptr_array_add (self->lora_rows, make_lora_row (self, i));
          adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->loras_group),
                                     g_ptr_array_index (self->lora_rows, i));
        }
    }
  self->filling = FALSE;
}

static void
open_last (GPtrArray *rows)
{
  if (rows->len > 0)
    adw_expander_row_set_expanded (g_ptr_array_index (rows, rows->len - 1), TRUE);
}

static void
add_costume_cb (AipCastLists *self)
{
  AipCostume *costume = aip_costume_new ();

  g_free (costume->name);
  costume->name = g_strdup_printf (_("Costume %u"), self->costumes->len + 1);
  g_ptr_array_add (self->costumes, costume);
  write_costumes (self);
  fill (self);
  open_last (self->costume_rows);
}

static void
add_lora_cb (AipCastLists *self)
{
  g_ptr_array_add (self->loras, aip_lora_file_new ("name.safetensors"));
  write_loras (self);
  fill (self);
  open_last (self->lora_rows);
}

static void
character_changed_cb (AipCastLists *self)
{
  AipEntity *entity = AIP_ENTITY (self->character);

  if (!g_str_equal (self->costumes_text, aip_entity_get_text (entity, "costumes")) ||
      !g_str_equal (self->loras_text, aip_entity_get_text (entity, "loras")))
    fill (self);
}

/* Widget -------------------------------------------------------------------------------------- */

static GtkWidget *
make_group (AipCastLists *self,
            const char   *title,
            const char   *description,
            const char   *add_title,
            GCallback     add)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("list-add-symbolic");

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, add_title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, add_title,
                                  -1);
  g_signal_connect_object (button, "clicked", add, self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), button);
  gtk_box_append (GTK_BOX (self), group);

  return group;
}

static void
aip_cast_lists_dispose (GObject *object)
{
  AipCastLists *self = AIP_CAST_LISTS (object);

  if (self->character != NULL)
    g_signal_handlers_disconnect_by_data (self->character, self);
  g_clear_object (&self->character);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_cast_lists_parent_class)->dispose (object);
}

static void
aip_cast_lists_finalize (GObject *object)
{
  AipCastLists *self = AIP_CAST_LISTS (object);

  g_free (self->costumes_text);
  g_free (self->loras_text);
  g_clear_pointer (&self->costumes, g_ptr_array_unref);
  g_clear_pointer (&self->loras, g_ptr_array_unref);
  g_ptr_array_unref (self->costume_rows);
  g_ptr_array_unref (self->lora_rows);

  G_OBJECT_CLASS (aip_cast_lists_parent_class)->finalize (object);
}

static void
aip_cast_lists_class_init (AipCastListsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aip_cast_lists_dispose;
  G_OBJECT_CLASS (klass)->finalize = aip_cast_lists_finalize;
}

static void
aip_cast_lists_init (AipCastLists *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 18);
  self->costume_rows = g_ptr_array_new ();
  self->lora_rows = g_ptr_array_new ();
  self->costumes_group = make_group (self, _("Costumes"), NULL, _("Add Costume"),
                                     G_CALLBACK (add_costume_cb));
  self->loras_group = make_group (self, _("LoRA Files"),
                                  _("Loaded wherever this character is cast"), _("Add LoRA File"),
                                  G_CALLBACK (add_lora_cb));
}

GtkWidget *
aip_cast_lists_new (AipSession *session)
{
  AipCastLists *self;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);

  self = g_object_new (AIP_TYPE_CAST_LISTS, NULL);
  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}

void
aip_cast_lists_set_character (AipCastLists *self,
                              AipCharacter *character)
{
  g_return_if_fail (AIP_IS_CAST_LISTS (self));
  g_return_if_fail (character == NULL || AIP_IS_CHARACTER (character));

  if (self->character == character)
    return;

  if (self->character != NULL)
    g_signal_handlers_disconnect_by_data (self->character, self);
  g_set_object (&self->character, character);
  if (character != NULL)
    {
      g_signal_connect_object (character, "notify::costumes", G_CALLBACK (character_changed_cb),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (character, "notify::loras", G_CALLBACK (character_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  fill (self);
}
