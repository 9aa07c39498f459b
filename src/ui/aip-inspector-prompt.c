/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-inspector-prompt"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-inspector-prompt.h"
#include "aip-prompt-meter.h"
#include "aip-prompt-notes.h"

struct _AipInspectorPrompt
{
  GtkWidget parent_instance;

  GtkWidget      *box;
  GtkWidget      *card;
  GtkWidget      *copy_button;
  GtkLabel       *prompt_label;
  GtkWidget      *negative_box;
  GtkLabel       *negative_label;
  GtkWidget      *facts;
  GtkLabel       *target_label;
  AipPromptMeter *meter;
  AipPromptNotes *notes;
  GtkLabel       *seed_label;
  GtkLabel       *problem_label;
};

G_DEFINE_FINAL_TYPE (AipInspectorPrompt, aip_inspector_prompt, GTK_TYPE_WIDGET)

static void
copy_clicked_cb (AipInspectorPrompt *self)
{
  const char *negative = gtk_label_get_label (self->negative_label);
  g_autofree char *text = NULL;

  if (*negative != '\0')
    text = g_strdup_printf (_("%s\n\nNegative: %s"), gtk_label_get_label (self->prompt_label),
                            negative);
  else
    text = g_strdup (gtk_label_get_label (self->prompt_label));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), _("Prompt copied"),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* Setting the same text again would take a selection in it away. */
static void
set_label (GtkLabel   *label,
           const char *text)
{
  if (!g_str_equal (gtk_label_get_label (label), text))
    gtk_label_set_label (label, text);
}

static void
show_problem (AipInspectorPrompt *self,
              const char         *sentence)
{
  gtk_widget_set_visible (self->card, sentence == NULL);
  gtk_widget_set_visible (self->facts, sentence == NULL);
  gtk_widget_set_sensitive (self->copy_button, sentence == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), sentence != NULL);
  set_label (self->problem_label, sentence != NULL ? sentence : "");
}

void
aip_inspector_prompt_show (AipInspectorPrompt *self,
                           AipSession         *session,
                           AipShot            *shot)
{
  g_autofree char *prompt = NULL;
  g_autofree char *negative = NULL;
  g_autofree char *seed_text = NULL;
  g_autoptr(AipShotPrompt) words = NULL;
  g_autoptr(AipPromptComposition) composition = NULL;
  g_autoptr(GError) error = NULL;
  const char *seed;

  g_return_if_fail (AIP_IS_INSPECTOR_PROMPT (self));
  g_return_if_fail (AIP_IS_SESSION (session));

  if (shot == NULL)
    {
      show_problem (self, _("Select one shot to see its prompt."));
      return;
    }

  words = aip_scheduler_preview (aip_session_get_scheduler (session),
                                 aip_session_get_document (session), shot, &prompt, &negative,
                                 &error);
  if (words == NULL)
    {
      show_problem (self, error->message);
      return;
    }

  show_problem (self, NULL);
  set_label (self->prompt_label, prompt);
  set_label (self->negative_label, negative != NULL ? negative : "");
  gtk_widget_set_visible (self->negative_box, negative != NULL && *negative != '\0');

  composition = aip_shot_prompt_compose (words);
  set_label (self->target_label, aip_shot_prompt_get_target (words)->name);
  aip_prompt_meter_show (self->meter, composition, aip_shot_prompt_get_target (words));
  aip_prompt_notes_show (self->notes, composition->notes);

  seed = aip_entity_get_text (AIP_ENTITY (shot), "seed");
  if (*seed != '\0')
    seed_text = g_strdup_printf (_("Seed %s"), seed);
  set_label (self->seed_label, seed_text != NULL ? seed_text : _("A new seed for every take"));
}

static void
aip_inspector_prompt_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AIP_TYPE_INSPECTOR_PROMPT);

  G_OBJECT_CLASS (aip_inspector_prompt_parent_class)->dispose (object);
}

static void
aip_inspector_prompt_class_init (AipInspectorPromptClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_inspector_prompt_dispose;

  g_type_ensure (AIP_TYPE_PROMPT_METER);
  g_type_ensure (AIP_TYPE_PROMPT_NOTES);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-inspector-prompt.ui");
  gtk_widget_class_bind_template_child (widget_class, AipInspectorPrompt, box);
  gtk_widget_class_bind_template_child (widget_class, AipInspectorPrompt, card);
  gtk_widget_class_bind_template_child (widget_class, AipInspectorPrompt, copy_button);
  gtk_widget_class_bind_template_child (widget_class, AipInspectorPrompt, prompt_label);
  gtk_widget_class_bind_template_child (widget_class, AipInspectorPrompt, negative_box);
  gtk_widget_class_bind_template_child (widget_class, AipInspectorPrompt, negative_label);
  gtk_widget_class_bind_template_child (widget_class, AipInspectorPrompt, facts);
  gtk_widget_class_bind_template_child (widget_class, AipInspectorPrompt, target_label);
  gtk_widget_class_bind_template_child (widget_class, AipInspectorPrompt, meter);
  gtk_widget_class_bind_template_child (widget_class, AipInspectorPrompt, notes);
  gtk_widget_class_bind_template_child (widget_class, AipInspectorPrompt, seed_label);
  gtk_widget_class_bind_template_child (widget_class, AipInspectorPrompt, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
}

static void
aip_inspector_prompt_init (AipInspectorPrompt *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
