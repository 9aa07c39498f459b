/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-field-choices"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-field-choices.h"
#include "aip-field-look.h"

struct _AipFieldChoices
{
  AdwPreferencesGroup parent_instance;

  GtkListBox *list;
  GtkWidget  *add;
  guint       n_added;
};

enum {
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipFieldChoices, aip_field_choices, ADW_TYPE_PREFERENCES_GROUP)

static guint signals[N_SIGNALS];

static void
changed (AipFieldChoices *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static AipCustomColor
get_color (GtkWidget *row)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "color"));
}

static void
set_color (GtkWidget      *row,
           AipCustomColor  color)
{
  GtkWidget *button = g_object_get_data (G_OBJECT (row), "button");

  g_object_set_data (G_OBJECT (row), "color", GINT_TO_POINTER (color));
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), aip_field_look_new_dot (color));
  gtk_widget_set_tooltip_text (button, aip_custom_color_get_title (color));
}

static void
color_clicked_cb (AipFieldChoices *self,
                  GtkWidget       *button)
{
  GtkWidget *row = g_object_get_data (G_OBJECT (button), "row");

  set_color (row, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "color")));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (g_object_get_data (G_OBJECT (row), "button")));
  changed (self);
}

static GtkWidget *
new_color_button (AipFieldChoices *self,
                  GtkWidget       *row)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *grid = gtk_grid_new ();

  for (guint i = 0; i < AIP_N_CUSTOM_COLORS; i++)
    {
      GtkWidget *choice = gtk_button_new ();

      gtk_widget_add_css_class (choice, "flat");
      gtk_button_set_child (GTK_BUTTON (choice), aip_field_look_new_dot (i));
      gtk_widget_set_tooltip_text (choice, aip_custom_color_get_title (i));
      gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      aip_custom_color_get_title (i), -1);
      g_object_set_data (G_OBJECT (choice), "color", GUINT_TO_POINTER (i));
      g_object_set_data (G_OBJECT (choice), "row", row);
      g_signal_connect_object (choice, "clicked", G_CALLBACK (color_clicked_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_grid_attach (GTK_GRID (grid), choice, (int) (i % 3), (int) (i / 3), 1, 1);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), grid);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Colour"), -1);

  return button;
}

static void
remove_clicked_cb (AipFieldChoices *self,
                   GtkWidget       *button)
{
  gtk_list_box_remove (self->list, g_object_get_data (G_OBJECT (button), "row"));
  changed (self);
}

static void
up_clicked_cb (AipFieldChoices *self,
               GtkWidget       *button)
{
  GtkWidget *row = g_object_get_data (G_OBJECT (button), "row");
  int index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));

  if (index == 0)
    return;

  g_object_ref (row);
  gtk_list_box_remove (self->list, row);
  gtk_list_box_insert (self->list, row, index - 1);
  g_object_unref (row);
  gtk_widget_grab_focus (button);
  changed (self);
}

static GtkWidget *
new_button (AipFieldChoices *self,
            GtkWidget       *row,
            const char      *icon,
            const char      *title,
            GCallback        callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  g_object_set_data (G_OBJECT (button), "row", row);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);

  return button;
}

static void add_clicked_cb (AipFieldChoices *self);

static GtkWidget *
add_row (AipFieldChoices *self,
         const char      *id,
         const char      *name,
         AipCustomColor   color)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *button = new_color_button (self, row);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Choice"));
  gtk_editable_set_text (GTK_EDITABLE (row), name);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (id), g_free);
  g_object_set_data (G_OBJECT (row), "button", button);
  adw_entry_row_add_prefix (ADW_ENTRY_ROW (row), button);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row),
                            new_button (self, row, "go-up-symbolic", _("Move Up"),
                                        G_CALLBACK (up_clicked_cb)));
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row),
                            new_button (self, row, "user-trash-symbolic", _("Remove Choice"),
                                        G_CALLBACK (remove_clicked_cb)));
  set_color (row, color);
  g_signal_connect_object (row, "changed", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  /* Enter goes on with the next one. */
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (add_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, row);

  return row;
}

static void
add_clicked_cb (AipFieldChoices *self)
{
  GtkWidget *row = add_row (self, "", "",
                            (AipCustomColor) (1 + self->n_added++ % (AIP_N_CUSTOM_COLORS - 1)));

  gtk_widget_grab_focus (row);
}

static void
aip_field_choices_class_init (AipFieldChoicesClass *klass)
{
  signals[CHANGED] =
    g_signal_new ("changed", AIP_TYPE_FIELD_CHOICES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
aip_field_choices_init (AipFieldChoices *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Choices"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->list));

  self->add = gtk_button_new_from_icon_name ("list-add-symbolic");
  gtk_widget_add_css_class (self->add, "flat");
  gtk_widget_set_tooltip_text (self->add, _("Add Choice"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Add Choice"), -1);
  g_signal_connect_object (self->add, "clicked", G_CALLBACK (add_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->add);
}

GtkWidget *
aip_field_choices_new (const AipCustomFormat *format)
{
  AipFieldChoices *self;

  g_return_val_if_fail (format != NULL, NULL);

  self = g_object_new (AIP_TYPE_FIELD_CHOICES, NULL);
  for (guint i = 0; i < format->choices->len; i++)
    {
      const AipCustomChoice *choice = g_ptr_array_index (format->choices, i);

      add_row (self, choice->id, choice->name, choice->color);
    }
  self->n_added = format->choices->len;
  if (self->n_added == 0)
    add_row (self, "", "", (AipCustomColor) (1 + self->n_added++));

  return GTK_WIDGET (self);
}

gboolean
aip_field_choices_read (AipFieldChoices  *self,
                        AipCustomFormat  *format,
                        GError          **error)
{
  g_return_val_if_fail (AIP_IS_FIELD_CHOICES (self), FALSE);
  g_return_val_if_fail (format != NULL, FALSE);

  g_ptr_array_set_size (format->choices, 0);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      const char *id = g_object_get_data (G_OBJECT (row), "id");
      g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));
      AipCustomChoice *choice;

      /* A row that nobody filled in. */
      if (*g_strstrip (name) == '\0')
        continue;

      choice = (AipCustomChoice *) aip_custom_format_add_choice (format, name, error);
      if (choice == NULL)
        return FALSE;
      choice->color = get_color (row);
      if (*id != '\0')
        g_set_str (&choice->id, id);
    }

  return TRUE;
}
