/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-prompt-fragment"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-prompt-fragment.h"
#include "aip-targets.h"

struct _AipPromptFragment
{
  GtkWidget parent_instance;

  char     *key;
  int       field;
  gboolean  highlight;
};

G_DEFINE_FINAL_TYPE (AipPromptFragment, aip_prompt_fragment, GTK_TYPE_WIDGET)

const char *
aip_prompt_fragment_name (const AipFragment *fragment)
{
  g_return_val_if_fail (fragment != NULL, "");

  if (fragment->free)
    return _("Your Own Text");
  if (g_str_equal (fragment->key, "description#english"))
    return _("English Text");

  return fragment->field >= 0 ? aip_setup_field_get_name ((AipSetupField) fragment->field)
                              : aip_prompt_part_get_name (fragment->part);
}

static void
add_sentence (GString    *text,
              const char *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
}

static char *
dup_edit (const AipFragment *fragment)
{
  gboolean of_setup = fragment->field >= 0;

  if (fragment->differs && of_setup)
    return g_strdup_printf (_("Differs from the setup, which says “%s” now."), fragment->original);
  if (fragment->differs)
    return g_strdup_printf (_("Differs from the shot, which says “%s” now."), fragment->original);
  if (of_setup)
    return g_strdup_printf (_("Edited; the setup says “%s”."), fragment->original);

  return g_strdup_printf (_("Edited; the shot says “%s”."), fragment->original);
}

char *
aip_prompt_fragment_dup_state (const AipFragment *fragment)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (fragment != NULL, g_string_free (text, FALSE));

  if (fragment->edited)
    {
      g_autofree char *sentence = dup_edit (fragment);

      add_sentence (text, sentence);
    }
  if (fragment->locked)
    add_sentence (text, _("Locked: it keeps its words and is never cut."));

  return g_string_free (text, FALSE);
}

static void
set_css_class (GtkWidget  *widget,
               const char *name,
               gboolean    set)
{
  if (set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* “Light, Key light: candle flames, edited”: part, control, words and state. */
static char *
dup_label (const AipFragment *fragment)
{
  const char *name = aip_prompt_fragment_name (fragment);
  const char *part = aip_prompt_part_get_name (fragment->part);
  GString *label = g_string_new (NULL);

  if (fragment->field >= 0 && !g_str_equal (part, name))
    g_string_append_printf (label, "%s, ", part);
  /* Translators: what a screen reader says of a part of a prompt: “Shot size: close-up” */
  g_string_append_printf (label, _("%s: %s"), name, fragment->words);
  if (fragment->differs)
    g_string_append_printf (label, ", %s", _("differs"));
  else if (fragment->edited)
    g_string_append_printf (label, ", %s", _("edited"));
  if (fragment->locked)
    g_string_append_printf (label, ", %s", _("locked"));

  return g_string_free (label, FALSE);
}

void
aip_prompt_fragment_show (AipPromptFragment *self,
                          const AipFragment *fragment,
                          guint              position,
                          guint              n_fragments)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autofree char *label = NULL;
  g_autofree char *state = NULL;

  g_return_if_fail (AIP_IS_PROMPT_FRAGMENT (self));
  g_return_if_fail (fragment != NULL);

  g_set_str (&self->key, fragment->key);
  self->field = fragment->field;
  set_css_class (widget, "differs", fragment->differs);
  set_css_class (widget, "edited", fragment->edited);
  set_css_class (widget, "own", fragment->free);
  set_css_class (widget, "locked", fragment->locked);

  label = dup_label (fragment);
  state = aip_prompt_fragment_dup_state (fragment);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, state, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_POS_IN_SET,
                                  (int) position + 1, GTK_ACCESSIBLE_RELATION_SET_SIZE,
                                  (int) n_fragments, -1);
}

const char *
aip_prompt_fragment_get_key (AipPromptFragment *self)
{
  g_return_val_if_fail (AIP_IS_PROMPT_FRAGMENT (self), NULL);

  return self->key;
}

int
aip_prompt_fragment_get_field (AipPromptFragment *self)
{
  g_return_val_if_fail (AIP_IS_PROMPT_FRAGMENT (self), -1);

  return self->field;
}

void
aip_prompt_fragment_set_highlight (AipPromptFragment *self,
                                   gboolean           highlight)
{
  g_return_if_fail (AIP_IS_PROMPT_FRAGMENT (self));

  if (self->highlight == highlight)
    return;

  self->highlight = highlight;
  set_css_class (GTK_WIDGET (self), "highlight", highlight);
}

gboolean
aip_prompt_fragment_get_highlight (AipPromptFragment *self)
{
  g_return_val_if_fail (AIP_IS_PROMPT_FRAGMENT (self), FALSE);

  return self->highlight;
}

static void
aip_prompt_fragment_finalize (GObject *object)
{
  g_free (AIP_PROMPT_FRAGMENT (object)->key);

  G_OBJECT_CLASS (aip_prompt_fragment_parent_class)->finalize (object);
}

static void
aip_prompt_fragment_class_init (AipPromptFragmentClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = aip_prompt_fragment_finalize;

  gtk_widget_class_set_css_name (widget_class, "fragment");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
aip_prompt_fragment_init (AipPromptFragment *self)
{
  self->field = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  /* The flow knows where its lines are. */
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

GtkWidget *
aip_prompt_fragment_new (void)
{
  return g_object_new (AIP_TYPE_PROMPT_FRAGMENT, NULL);
}
