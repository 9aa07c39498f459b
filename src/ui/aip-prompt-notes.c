/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-prompt-notes"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-prompt-notes.h"

struct _AipPromptNotes
{
  GtkWidget  parent_instance;

  GtkWidget *box;
  char      *shown;         /* what it shows, to leave it alone when nothing has changed */
};

G_DEFINE_FINAL_TYPE (AipPromptNotes, aip_prompt_notes, GTK_TYPE_WIDGET)

static GtkWidget *
make_row (const char *sentence)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-information-symbolic");
  GtkWidget *label = gtk_label_new (sentence);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 2);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), label);

  return row;
}

void
aip_prompt_notes_show (AipPromptNotes *self,
                       GPtrArray      *notes)
{
  g_autoptr(GString) all = g_string_new (NULL);
  GtkWidget *child;

  g_return_if_fail (AIP_IS_PROMPT_NOTES (self));
  g_return_if_fail (notes != NULL);

  for (guint i = 0; i < notes->len; i++)
    g_string_append_printf (all, "%s\n", (const char *) g_ptr_array_index (notes, i));
  if (!g_set_str (&self->shown, all->str))
    return;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  for (guint i = 0; i < notes->len; i++)
    gtk_box_append (GTK_BOX (self->box), make_row (g_ptr_array_index (notes, i)));
  gtk_widget_set_visible (GTK_WIDGET (self), notes->len > 0);
}

static void
aip_prompt_notes_dispose (GObject *object)
{
  g_clear_pointer (&AIP_PROMPT_NOTES (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (aip_prompt_notes_parent_class)->dispose (object);
}

static void
aip_prompt_notes_finalize (GObject *object)
{
  g_free (AIP_PROMPT_NOTES (object)->shown);

  G_OBJECT_CLASS (aip_prompt_notes_parent_class)->finalize (object);
}

static void
aip_prompt_notes_class_init (AipPromptNotesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_prompt_notes_dispose;
  object_class->finalize = aip_prompt_notes_finalize;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "promptnotes");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
aip_prompt_notes_init (AipPromptNotes *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Notes"), -1);
}

GtkWidget *
aip_prompt_notes_new (void)
{
  return g_object_new (AIP_TYPE_PROMPT_NOTES, NULL);
}
