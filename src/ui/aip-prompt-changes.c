/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-prompt-changes"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-prompt-changes.h"
#include "aip-word-diff.h"

struct _AipPromptChanges
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel  *summary;
  GtkLabel  *text;
};

G_DEFINE_FINAL_TYPE (AipPromptChanges, aip_prompt_changes, GTK_TYPE_WIDGET)

static char *
dup_summary (const AipWordDiff *diff,
             const char        *of)
{
  g_autofree char *added = NULL;
  g_autofree char *removed = NULL;

  if (diff->n_added == 0 && diff->n_removed == 0)
    return g_strdup_printf (_("Says what %s was made with"), of);

  added = g_strdup_printf (ngettext ("%u word added", "%u words added", diff->n_added),
                           diff->n_added);
  removed = g_strdup_printf (ngettext ("%u word removed", "%u words removed", diff->n_removed),
                             diff->n_removed);

  /* Translators: “Take 3”, “12 words added”, “3 words removed” */
  return g_strdup_printf (_("Since %s: %s, %s"), of, added, removed);
}

static void
add_attribute (PangoAttrList  *attributes,
               PangoAttribute *attribute,
               gsize           start,
               gsize           end)
{
  attribute->start_index = (guint) start;
  attribute->end_index = (guint) end;
  pango_attr_list_insert (attributes, attribute);
}

static void
add_background (PangoAttrList *attributes,
                const GdkRGBA *color,
                gsize          start,
                gsize          end)
{
  add_attribute (attributes,
                 pango_attr_background_new ((guint16) (color->red * 65535),
                                            (guint16) (color->green * 65535),
                                            (guint16) (color->blue * 65535)), start, end);
  add_attribute (attributes, pango_attr_background_alpha_new (65535 / 5), start, end);
}

static gboolean
starts_with_word (const AipWordDiff *diff,
                  guint              run)
{
  const AipWordRun *next = run < diff->runs->len ? g_ptr_array_index (diff->runs, run) : NULL;

  return next != NULL && g_unichar_isalnum (g_utf8_get_char (next->text));
}

void
aip_prompt_changes_show (AipPromptChanges *self,
                         const char       *of,
                         const char       *before,
                         const char       *after)
{
  static const GdkRGBA green = { 0.15f, 0.64f, 0.41f, 1 }, red = { 0.75f, 0.11f, 0.16f, 1 };
  g_autoptr(AipWordDiff) diff = NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GString) spoken = g_string_new (NULL);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  g_autofree char *summary = NULL;

  g_return_if_fail (AIP_IS_PROMPT_CHANGES (self));
  g_return_if_fail (of != NULL && before != NULL && after != NULL);

  diff = aip_word_diff_new (before, after);
  for (guint i = 0; i < diff->runs->len; i++)
    {
      const AipWordRun *run = g_ptr_array_index (diff->runs, i);
      gsize start = text->len, end;

      g_string_append (text, run->text);
      /* The space behind words belongs to nobody. */
      end = text->len;
      while (end > start && text->str[end - 1] == ' ')
        end--;

      if (run->change == AIP_WORDS_ADDED)
        {
          add_attribute (attributes, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), start, end);
          add_attribute (attributes, pango_attr_weight_new (PANGO_WEIGHT_SEMIBOLD), start, end);
          add_background (attributes, &green, start, end);
          g_string_append_printf (spoken, _("Added: %s. "), run->text);
        }
      else if (run->change == AIP_WORDS_REMOVED)
        {
          add_attribute (attributes, pango_attr_strikethrough_new (TRUE), start, end);
          add_attribute (attributes, pango_attr_foreground_alpha_new (0xffff * 7 / 10), start, end);
          add_background (attributes, &red, start, end);
          g_string_append_printf (spoken, _("Removed: %s. "), run->text);
          /* What was removed at the end of a sentence does not run into a word that follows. */
          if (end == text->len && starts_with_word (diff, i + 1))
            g_string_append_c (text, ' ');
        }
    }

  summary = dup_summary (diff, of);
  gtk_label_set_label (self->summary, summary);
  if (!g_str_equal (gtk_label_get_label (self->text), text->str))
    gtk_label_set_label (self->text, text->str);
  gtk_label_set_attributes (self->text, attributes);
  gtk_widget_set_visible (GTK_WIDGET (self->text), diff->n_added > 0 || diff->n_removed > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  spoken->str, -1);
}

static void
aip_prompt_changes_dispose (GObject *object)
{
  g_clear_pointer (&AIP_PROMPT_CHANGES (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (aip_prompt_changes_parent_class)->dispose (object);
}

static void
aip_prompt_changes_class_init (AipPromptChangesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_prompt_changes_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "promptchanges");
}

static void
aip_prompt_changes_init (AipPromptChanges *self)
{
  self->summary = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->summary, 0);
  gtk_label_set_wrap (self->summary, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->summary), "heading");

  self->text = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->text, 0);
  gtk_label_set_wrap (self->text, TRUE);
  gtk_label_set_wrap_mode (self->text, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (self->text, TRUE);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->summary));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->text));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
aip_prompt_changes_new (void)
{
  return g_object_new (AIP_TYPE_PROMPT_CHANGES, NULL);
}
