/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-prompt-asides"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-prompt-asides.h"
#include "aip-prompt-fragment.h"

struct _AipPromptAsides
{
  GtkWidget      parent_instance;

  AipLivePrompt *prompt;
  GtkWidget     *box;
  GtkWidget     *groups;
  char          *shown;         /* what it shows, to leave it alone when nothing has changed */
};

enum {
  RESOLVED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipPromptAsides, aip_prompt_asides, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

/* In the order in which they are shown: first what somebody may want to do something about. */
static const AipFragmentState states[] = {
  AIP_FRAGMENT_TOO_LONG, AIP_FRAGMENT_LEFT_OUT, AIP_FRAGMENT_REPEATED, AIP_FRAGMENT_UNUSED,
};

static char *
dup_reason (AipPromptAsides  *self,
            AipFragmentState  state)
{
  switch (state)
    {
    case AIP_FRAGMENT_TOO_LONG:
      return g_strdup (_("Does not fit. Click a part to lock it, so that something else goes."));

    case AIP_FRAGMENT_LEFT_OUT:
      return g_strdup (_("Left out by you. Click a part to have it back."));

    case AIP_FRAGMENT_REPEATED:
      return g_strdup (_("Another part of the prompt says the same."));

    case AIP_FRAGMENT_UNUSED:
      /* Translators: the name of a model */
      return g_strdup_printf (_("%s is not told this."),
                              aip_live_prompt_get_target (self->prompt)->name);

    case AIP_FRAGMENT_SAID:
    default:
      return g_strdup ("");
    }
}

/* Whether anything can be done about it. */
static gboolean
has_remedy (const AipFragment *fragment)
{
  switch (fragment->state)
    {
    case AIP_FRAGMENT_TOO_LONG:
    case AIP_FRAGMENT_LEFT_OUT:
      return TRUE;

    case AIP_FRAGMENT_REPEATED:
      return fragment->free || fragment->edited;

    case AIP_FRAGMENT_SAID:
    case AIP_FRAGMENT_UNUSED:
    default:
      return FALSE;
    }
}

static void
button_clicked_cb (AipPromptAsides *self,
                   GtkButton       *button)
{
  g_autofree char *key = g_strdup (g_object_get_data (G_OBJECT (button), "key"));
  const AipFragment *fragment = aip_live_prompt_find (self->prompt, key);

  g_assert (AIP_IS_PROMPT_ASIDES (self));

  if (fragment == NULL)
    return;

  if (fragment->state == AIP_FRAGMENT_LEFT_OUT)
    aip_live_prompt_leave_out (self->prompt, key, FALSE);
  else if (fragment->state == AIP_FRAGMENT_TOO_LONG)
    aip_live_prompt_set_locked (self->prompt, key, TRUE);
  else if (fragment->free)
    aip_live_prompt_leave_out (self->prompt, key, TRUE);
  else
    aip_live_prompt_reset (self->prompt, key);
  g_signal_emit (self, signals[RESOLVED], 0, key);
}

static GtkWidget *
make_aside (AipPromptAsides   *self,
            const AipFragment *fragment,
            const char        *reason)
{
  GtkWidget *label = gtk_label_new (fragment->text);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  g_autofree char *spoken = NULL;
  GtkWidget *aside;

  pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);

  if (has_remedy (fragment))
    {
      aside = gtk_button_new ();
      gtk_button_set_child (GTK_BUTTON (aside), label);
      g_object_set_data_full (G_OBJECT (aside), "key", g_strdup (fragment->key), g_free);
      g_signal_connect_object (aside, "clicked", G_CALLBACK (button_clicked_cb), self,
                               G_CONNECT_SWAPPED);
    }
  else
    aside = label;
  gtk_widget_add_css_class (aside, "aside");
  gtk_widget_set_tooltip_text (aside, aip_prompt_fragment_name (fragment));

  spoken = g_strdup_printf (_("%s: %s"), aip_prompt_fragment_name (fragment), fragment->text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (aside), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason, -1);

  return aside;
}

static void
add_group (AipPromptAsides  *self,
           AipFragmentState  state)
{
  GPtrArray *fragments = aip_live_prompt_get_composition (self->prompt)->fragments;
  g_autofree char *reason = dup_reason (self, state);
  GtkWidget *wrap = NULL;

  for (guint i = 0; i < fragments->len; i++)
    {
      const AipFragment *fragment = g_ptr_array_index (fragments, i);

      if (fragment->state != state)
        continue;

      if (wrap == NULL)
        {
          GtkWidget *title = gtk_label_new (reason);

          gtk_label_set_xalign (GTK_LABEL (title), 0);
          gtk_label_set_wrap (GTK_LABEL (title), TRUE);
          gtk_widget_add_css_class (title, "caption");
          gtk_widget_add_css_class (title, "dim-label");
          gtk_box_append (GTK_BOX (self->groups), title);

          wrap = adw_wrap_box_new ();
          adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (wrap), 6);
          adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (wrap), 6);
          gtk_box_append (GTK_BOX (self->groups), wrap);
        }
      adw_wrap_box_append (ADW_WRAP_BOX (wrap), make_aside (self, fragment, reason));
    }
}

void
aip_prompt_asides_update (AipPromptAsides *self)
{
  const AipPromptComposition *composition;
  g_autoptr(GString) all = NULL;
  guint n_asides = 0;
  GtkWidget *child;

  g_return_if_fail (AIP_IS_PROMPT_ASIDES (self));

  composition = aip_live_prompt_get_composition (self->prompt);
  all = g_string_new (aip_live_prompt_get_target (self->prompt)->id);

  for (guint i = 0; i < composition->fragments->len; i++)
    {
      const AipFragment *fragment = g_ptr_array_index (composition->fragments, i);

      if (fragment->cut)
        g_string_append_printf (all, "\n%s %d %d %s", fragment->key, fragment->state,
                                fragment->edited, fragment->text);
      n_asides += fragment->cut;
    }
  if (!g_set_str (&self->shown, all->str))
    return;

  while ((child = gtk_widget_get_first_child (self->groups)) != NULL)
    gtk_box_remove (GTK_BOX (self->groups), child);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    add_group (self, states[i]);
  gtk_widget_set_visible (GTK_WIDGET (self), n_asides > 0);
}

static void
aip_prompt_asides_dispose (GObject *object)
{
  AipPromptAsides *self = AIP_PROMPT_ASIDES (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->prompt);

  G_OBJECT_CLASS (aip_prompt_asides_parent_class)->dispose (object);
}

static void
aip_prompt_asides_finalize (GObject *object)
{
  g_free (AIP_PROMPT_ASIDES (object)->shown);

  G_OBJECT_CLASS (aip_prompt_asides_parent_class)->finalize (object);
}

static void
aip_prompt_asides_class_init (AipPromptAsidesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_prompt_asides_dispose;
  object_class->finalize = aip_prompt_asides_finalize;

  signals[RESOLVED] =
    g_signal_new ("resolved", AIP_TYPE_PROMPT_ASIDES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "promptasides");
}

static void
aip_prompt_asides_init (AipPromptAsides *self)
{
  GtkWidget *title = gtk_label_new (_("Not in the Prompt"));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");

  self->groups = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self->box), title);
  gtk_box_append (GTK_BOX (self->box), self->groups);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
aip_prompt_asides_new (AipLivePrompt *prompt)
{
  AipPromptAsides *self;

  g_return_val_if_fail (AIP_IS_LIVE_PROMPT (prompt), NULL);

  self = g_object_new (AIP_TYPE_PROMPT_ASIDES, NULL);
  self->prompt = g_object_ref (prompt);

  return GTK_WIDGET (self);
}
