/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-keymap"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-timeline-keymap.h"

#define N_KEYS (AIP_TIMELINE_MAX_ACCELS + 1)

/* A command for which a program has no key, and ours is taken there by something else. */
#define NO_KEY { NULL }

/*
 * The keys that differ from ours, by command; a command that is not here has ours everywhere. The
 * defaults of the three programs as their manuals list them, with Control for Command.
 */
static const struct {
  const char *action;
  const char *resolve[N_KEYS];
  const char *premiere[N_KEYS];
  const char *avid[N_KEYS];
} differences[] = {
  { "timeline.play", { "space" }, { "space" }, { "space", "5" } },
  { "timeline.play-around", { "slash" }, { "<Shift>k" }, { "<Alt>6" } },
  { "timeline.play-range", { "<Alt>slash" }, { "<Control><Shift>space" }, { "6" } },
  { "timeline.loop", { "<Control>slash" }, { "<Control>l" }, { "<Alt>5" } },
  { "timeline.full-screen", { "<Control>f", "p", "F11" }, { "<Control>grave", "F11" },
    { "<Shift>space", "F11" } },

  { "timeline.step(-1)", { "Left" }, { "Left" }, { "3", "Left" } },
  { "timeline.step(1)", { "Right" }, { "Right" }, { "4", "Right" } },
  { "timeline.step-second(-1)", { "<Shift>Left" }, { "<Shift>Left" }, { "1", "<Shift>Left" } },
  { "timeline.step-second(1)", { "<Shift>Right" }, { "<Shift>Right" }, { "2", "<Shift>Right" } },
  { "timeline.previous-cut", { "Up" }, { "Up" }, { "a" } },
  { "timeline.next-cut", { "Down" }, { "Down" }, { "s" } },
  { "timeline.go-start", { "Home" }, { "Home" }, { "Home" } },
  { "timeline.go-end", { "End" }, { "End" }, { "End" } },
  { "timeline.go-to", { "equal" }, { "<Alt>g" }, { "KP_Add", "<Alt>g" } },
  { "timeline.set-in", { "i" }, { "i" }, { "i", "e" } },
  { "timeline.set-out", { "o" }, { "o" }, { "o", "r" } },
  { "timeline.mark-clip", { "x" }, { "x" }, { "t" } },
  { "timeline.clear-range", { "<Alt>x" }, { "<Control><Shift>x" }, { "g" } },

  { "timeline.tool::select", { "a" }, { "v" }, { "<Shift>a" } },
  { "timeline.tool::blade", { "b" }, { "c" }, { "<Shift>b" } },
  { "timeline.tool::ripple", { "t" }, { "b" }, { "u" } },
  { "timeline.tool::roll", { "r" }, { "n" }, { "<Shift>u" } },
  { "timeline.tool::slip", { "s" }, { "y" }, { "y" } },
  { "timeline.tool::slide", { "d" }, { "u" }, { "<Shift>y" } },
  { "timeline.snapping", { "n" }, { "s" }, { "n" } },

  { "timeline.split", { "<Control>b", "<Control>backslash" }, { "<Control>k", "<Alt>k" },
    { "h" } },
  { "timeline.trim-start", { "<Shift>bracketleft", "braceleft", "bracketleft" }, { "q" },
    { "bracketleft" } },
  { "timeline.trim-end", { "<Shift>bracketright", "braceright", "bracketright" }, { "w" },
    { "bracketright" } },
  { "timeline.extend", { "e" }, { "e" }, { "backslash" } },
  { "timeline.nudge(-1)", { "comma" }, { "<Alt>Left" }, { "comma" } },
  { "timeline.nudge(1)", { "period" }, { "<Alt>Right" }, { "period" } },
  { "timeline.nudge(-10)", { "<Shift>comma", "less" }, { "<Alt><Shift>Left" }, { "m" } },
  { "timeline.nudge(10)", { "<Shift>period", "greater" }, { "<Alt><Shift>Right" }, { "slash" } },
  { "timeline.length", { "<Control>d" }, { "<Control>r", "<Control>d" }, { "<Control>d" } },
  { "timeline.move-earlier", { "<Control><Shift>comma", "<Control>less" },
    { "<Control><Shift>Left" }, { "<Control><Shift>Left" } },
  { "timeline.move-later", { "<Control><Shift>period", "<Control>greater" },
    { "<Control><Shift>Right" }, { "<Control><Shift>Right" } },
  { "timeline.omit", { "Delete", "BackSpace" }, { "Delete", "BackSpace" },
    { "z", "Delete", "BackSpace" } },
  { "timeline.delete", { "<Shift>Delete", "<Shift>BackSpace" },
    { "<Shift>Delete", "<Shift>BackSpace" }, { "x", "<Shift>Delete" } },

  { "timeline.marker-add", { "m" }, { "m" }, { "<Control><Shift>m" } },
  { "timeline.marker-next", { "<Shift>Down" }, { "<Shift>m" }, { "<Shift>Down" } },
  { "timeline.marker-previous", { "<Shift>Up" }, { "<Control><Shift>m" }, { "<Shift>Up" } },
  { "timeline.marker-list", { "<Shift>m" }, { "<Control><Alt>m" }, { "<Shift>m" } },
  { "timeline.sound-gain", { "<Control><Shift>g" }, { "g" }, { "<Control><Shift>g" } },

  { "timeline.select-next", { "<Control>Right" }, { "<Control>Down" }, { "<Control>Right" } },
  { "timeline.select-previous", { "<Control>Left" }, { "<Control>Up" }, { "<Control>Left" } },
  { "timeline.extend-next", { "<Alt><Shift>Right" }, { "<Control><Shift>Down" },
    { "<Alt><Shift>Right" } },
  { "timeline.extend-previous", { "<Alt><Shift>Left" }, { "<Control><Shift>Up" },
    { "<Alt><Shift>Left" } },
  { "timeline.select-at-playhead", { "<Shift>v" }, { "d" }, { "<Shift>d" } },
  { "timeline.select-edge", { "v" }, { "<Shift>t" }, { "<Shift>t" } },

  { "timeline.zoom-in", { "<Control>equal", "<Control>plus", "plus" }, { "equal", "plus" },
    { "<Control>bracketright", "Up" } },
  { "timeline.zoom-out", { "<Control>minus", "minus" }, { "minus" },
    { "<Control>bracketleft", "Down" } },
  { "timeline.zoom-fit", { "<Shift>z" }, { "backslash" }, { "<Control>slash" } },
  { "timeline.zoom-selection", NO_KEY, { "<Shift>backslash", "bar" }, { "<Alt>z" } },
};

const char *
aip_timeline_keymap_get_title (AipTimelineKeymap self)
{
  switch (self)
    {
    case AIP_TIMELINE_KEYMAP_RESOLVE:
      return "DaVinci Resolve";
    case AIP_TIMELINE_KEYMAP_PREMIERE:
      return "Adobe Premiere Pro";
    case AIP_TIMELINE_KEYMAP_AVID:
      return "Avid Media Composer";
    case AIP_TIMELINE_KEYMAP_OWN:
    default:
      return _("AIPipeline");
    }
}

const char *const *
aip_timeline_keymap_get_accels (AipTimelineKeymap         self,
                                const AipTimelineCommand *command)
{
  g_return_val_if_fail (command != NULL, NULL);

  for (gsize i = 0; self != AIP_TIMELINE_KEYMAP_OWN && i < G_N_ELEMENTS (differences); i++)
    {
      if (!g_str_equal (differences[i].action, command->action))
        continue;

      return self == AIP_TIMELINE_KEYMAP_RESOLVE ? differences[i].resolve
             : self == AIP_TIMELINE_KEYMAP_PREMIERE ? differences[i].premiere
                                                    : differences[i].avid;
    }

  return command->accels;
}

/* Using one --------------------------------------------------------------------------------- */

static void
add_shortcut (GtkShortcutController *shortcuts,
              const char            *detailed,
              const char            *accel)
{
  g_autofree char *name = NULL;
  g_autoptr(GVariant) target = NULL;
  GtkShortcutTrigger *trigger = gtk_shortcut_trigger_parse_string (accel);
  GtkShortcut *shortcut;

  if (trigger == NULL || !g_action_parse_detailed_name (detailed, &name, &target, NULL))
    {
      g_critical ("%s cannot have the key %s", detailed, accel);
      return;
    }

  shortcut = gtk_shortcut_new (trigger, gtk_named_action_new (name));
  gtk_shortcut_set_arguments (shortcut, target);
  gtk_shortcut_controller_add_shortcut (shortcuts, shortcut);
}

/* A line about a command that was renamed would be lost in silence. */
static void
check_differences (void)
{
  guint n_commands;
  const AipTimelineCommand *commands = aip_timeline_commands_get_all (&n_commands);

  for (gsize i = 0; i < G_N_ELEMENTS (differences); i++)
    {
      gboolean found = FALSE;

      for (guint k = 0; k < n_commands && !found; k++)
        found = g_str_equal (commands[k].action, differences[i].action);
      if (!found)
        g_critical ("“%s” is no command of the timeline", differences[i].action);
    }
}

void
aip_timeline_keymap_install (AipTimelineKeymap      self,
                             GtkShortcutController *shortcuts)
{
  const AipTimelineCommand *commands;
  guint n_commands;
  GtkShortcut *old;

  g_return_if_fail (GTK_IS_SHORTCUT_CONTROLLER (shortcuts));

  while ((old = g_list_model_get_item (G_LIST_MODEL (shortcuts), 0)) != NULL)
    {
      gtk_shortcut_controller_remove_shortcut (shortcuts, old);
      g_object_unref (old);
    }
  check_differences ();
  commands = aip_timeline_commands_get_all (&n_commands);
  for (guint i = 0; i < n_commands; i++)
    {
      const char *const *accels = aip_timeline_keymap_get_accels (self, &commands[i]);

      /* Menus show the key that was added last. */
      for (guint k = g_strv_length ((char **) accels); k > 0; k--)
        add_shortcut (shortcuts, commands[i].action, accels[k - 1]);
    }
}

/* Conflicts ----------------------------------------------------------------------------------- */

/* As "accel → action" for the keys that work everywhere in the window. */
static GHashTable *
index_window (GtkApplication *application)
{
  g_auto(GStrv) actions = gtk_application_list_action_descriptions (application);
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; actions[i] != NULL; i++)
    {
      g_auto(GStrv) accels = NULL;

      /* What belongs to another page is not there while the timeline is. */
      if (!g_str_has_prefix (actions[i], "win.") && !g_str_has_prefix (actions[i], "app."))
        continue;
      accels = gtk_application_get_accels_for_action (application, actions[i]);
      for (guint k = 0; accels[k] != NULL; k++)
        g_hash_table_insert (index, g_strdup (accels[k]), g_strdup (actions[i]));
    }

  return index;
}

/* (transfer full) (nullable): written as GTK does. */
static char *
normalize (const char *accel)
{
  GdkModifierType modifiers;
  guint key;

  return gtk_accelerator_parse (accel, &key, &modifiers) ? gtk_accelerator_name (key, modifiers)
                                                         : NULL;
}

static char *
dup_label (const char *accel)
{
  GdkModifierType modifiers;
  guint key;

  gtk_accelerator_parse (accel, &key, &modifiers);

  return gtk_accelerator_get_label (key, modifiers);
}

GStrv
aip_timeline_keymap_list_conflicts (AipTimelineKeymap  self,
                                    GtkApplication    *application)
{
  g_autoptr(GStrvBuilder) sentences = g_strv_builder_new ();
  g_autoptr(GHashTable) window = NULL;
  const AipTimelineCommand *commands;
  guint n_commands;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);

  window = index_window (application);
  commands = aip_timeline_commands_get_all (&n_commands);
  for (guint i = 0; i < n_commands; i++)
    {
      const char *const *accels = aip_timeline_keymap_get_accels (self, &commands[i]);
      const char *taken = NULL;
      const char *left = NULL;

      for (guint k = 0; accels[k] != NULL; k++)
        {
          g_autofree char *name = normalize (accels[k]);

          if (name != NULL && g_hash_table_contains (window, name))
            taken = accels[k];
          else if (left == NULL)
            left = accels[k];
        }
      if (taken != NULL)
        {
          g_autofree char *label = dup_label (taken);
          g_autofree char *other = left != NULL ? dup_label (left) : NULL;

          if (other != NULL)
            /* Translators: a key, a command of the timeline, another key */
            g_strv_builder_take (sentences,
                                 g_strdup_printf (_("%s belongs to the window; “%s” has %s."), label,
                                                  _(commands[i].title), other));
          else
            /* Translators: a key, a command of the timeline */
            g_strv_builder_take (sentences,
                                 g_strdup_printf (_("%s belongs to the window; “%s” is in the menu."),
                                                  label, _(commands[i].title)));
        }
    }

  return g_strv_builder_end (sentences);
}
