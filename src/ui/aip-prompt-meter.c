/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-prompt-meter"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-prompt-meter.h"

struct _AipPromptMeter
{
  GtkWidget    parent_instance;

  GtkWidget   *box;
  GtkLevelBar *level;
  GtkLabel    *label;
};

G_DEFINE_FINAL_TYPE (AipPromptMeter, aip_prompt_meter, GTK_TYPE_WIDGET)

static char *
dup_sentence (const AipPromptComposition *composition,
              const AipTarget            *target)
{
  guint used = composition->tokens, most = composition->max_tokens;

  if (target->tokens == AIP_TOKENS_WORDS && most == 0)
    return g_strdup_printf (ngettext ("%u word", "%u words", used), used);
  if (most == 0)
    return g_strdup_printf (ngettext ("About %u token", "About %u tokens", used), used);
  if (used > most)
    return g_strdup_printf (_("About %u of %u tokens: %u too many"), used, most, used - most);

  return g_strdup_printf (_("About %u of %u tokens, %u left"), used, most, most - used);
}

void
aip_prompt_meter_show (AipPromptMeter             *self,
                       const AipPromptComposition *composition,
                       const AipTarget            *target)
{
  g_autofree char *sentence = NULL;
  double most;

  g_return_if_fail (AIP_IS_PROMPT_METER (self));
  g_return_if_fail (composition != NULL && target != NULL);

  /* Where the encoder has no limit, what is usually followed is the measure. */
  most = composition->max_tokens > 0 ? composition->max_tokens : target->usual_words;
  gtk_widget_set_visible (GTK_WIDGET (self->level), most > 0);
  if (most > 0)
    gtk_level_bar_set_value (self->level, MIN (composition->tokens / most, 1));
  if (composition->max_tokens > 0 && composition->tokens > composition->max_tokens)
    gtk_widget_add_css_class (GTK_WIDGET (self), "too-much");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "too-much");

  sentence = dup_sentence (composition, target);
  gtk_label_set_label (self->label, sentence);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->level), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  sentence, -1);
}

static void
aip_prompt_meter_dispose (GObject *object)
{
  g_clear_pointer (&AIP_PROMPT_METER (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (aip_prompt_meter_parent_class)->dispose (object);
}

static void
aip_prompt_meter_class_init (AipPromptMeterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_prompt_meter_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "promptmeter");
}

static void
aip_prompt_meter_init (AipPromptMeter *self)
{
  self->level = GTK_LEVEL_BAR (gtk_level_bar_new_for_interval (0, 1));
  /* Little is not bad here, as it would be for a battery. */
  gtk_level_bar_remove_offset_value (self->level, GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (self->level, GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (self->level, GTK_LEVEL_BAR_OFFSET_FULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->level), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Length of the Prompt"), -1);

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->level));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->label));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
aip_prompt_meter_new (void)
{
  return g_object_new (AIP_TYPE_PROMPT_METER, NULL);
}
