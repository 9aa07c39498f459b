/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "aip-timeline-keymap.h"

/* Commands that another program has no key for, where ours does something else. */
static const struct {
  AipTimelineKeymap  keymap;
  const char        *action;
} keyless[] = {
  { AIP_TIMELINE_KEYMAP_RESOLVE, "timeline.zoom-selection" },
};

static gboolean
is_keyless (AipTimelineKeymap  keymap,
            const char        *action)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keyless); i++)
    if (keyless[i].keymap == keymap && g_str_equal (keyless[i].action, action))
      return TRUE;

  return FALSE;
}

/* Every command has a key, every key one command. */
static void
test_complete (void)
{
  guint n_commands;
  const AipTimelineCommand *commands = aip_timeline_commands_get_all (&n_commands);

  for (guint keymap = 0; keymap < AIP_N_TIMELINE_KEYMAPS; keymap++)
    {
      g_autoptr(GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      for (guint i = 0; i < n_commands; i++)
        {
          const char *const *accels = aip_timeline_keymap_get_accels (keymap, &commands[i]);

          if ((accels[0] == NULL) != is_keyless (keymap, commands[i].action))
            g_error ("%s has %s key in “%s”", commands[i].action, accels[0] == NULL ? "no" : "a",
                     aip_timeline_keymap_get_title (keymap));
          for (guint k = 0; accels[k] != NULL; k++)
            {
              GdkModifierType modifiers;
              const char *other;
              char *name;
              guint key;

              g_assert_cmpuint (k, <, AIP_TIMELINE_MAX_ACCELS);
              if (!gtk_accelerator_parse (accels[k], &key, &modifiers))
                g_error ("“%s” of %s is no key", accels[k], commands[i].action);
              name = gtk_accelerator_name (gdk_keyval_to_lower (key), modifiers);
              other = g_hash_table_lookup (taken, name);
              if (other != NULL)
                g_error ("%s does both %s and %s in “%s”", name, other, commands[i].action,
                         aip_timeline_keymap_get_title (keymap));
              g_hash_table_insert (taken, name, (gpointer) commands[i].action);
            }
        }
    }
}

static const char *
key_of (AipTimelineKeymap  keymap,
        const char        *action)
{
  guint n_commands;
  const AipTimelineCommand *commands = aip_timeline_commands_get_all (&n_commands);

  for (guint i = 0; i < n_commands; i++)
    if (g_str_equal (commands[i].action, action))
      return aip_timeline_keymap_get_accels (keymap, &commands[i])[0];

  g_assert_not_reached ();
}

/* What hands know by heart. */
static void
test_by_heart (void)
{
  g_assert_cmpstr (key_of (AIP_TIMELINE_KEYMAP_OWN, "timeline.tool::blade"), ==, "b");
  g_assert_cmpstr (key_of (AIP_TIMELINE_KEYMAP_RESOLVE, "timeline.tool::ripple"), ==, "t");
  g_assert_cmpstr (key_of (AIP_TIMELINE_KEYMAP_PREMIERE, "timeline.tool::blade"), ==, "c");
  g_assert_cmpstr (key_of (AIP_TIMELINE_KEYMAP_PREMIERE, "timeline.snapping"), ==, "s");
  g_assert_cmpstr (key_of (AIP_TIMELINE_KEYMAP_AVID, "timeline.delete"), ==, "x");
  for (guint keymap = 0; keymap < AIP_N_TIMELINE_KEYMAPS; keymap++)
    {
      g_assert_cmpstr (key_of (keymap, "timeline.play-backward"), ==, "j");
      g_assert_cmpstr (key_of (keymap, "timeline.stop"), ==, "k");
      g_assert_cmpstr (key_of (keymap, "timeline.play-forward"), ==, "l");
      g_assert_cmpstr (key_of (keymap, "timeline.set-in"), ==, "i");
    }
}

/* A second set replaces the first, and every line of it is about a command that exists. */
static void
test_install (void)
{
  g_autoptr(GtkEventController) controller = gtk_shortcut_controller_new ();
  GtkShortcutController *shortcuts = GTK_SHORTCUT_CONTROLLER (controller);
  guint n_own;

  aip_timeline_keymap_install (AIP_TIMELINE_KEYMAP_OWN, shortcuts);
  n_own = g_list_model_get_n_items (G_LIST_MODEL (shortcuts));
  g_assert_cmpuint (n_own, >, 50);
  aip_timeline_keymap_install (AIP_TIMELINE_KEYMAP_AVID, shortcuts);
  aip_timeline_keymap_install (AIP_TIMELINE_KEYMAP_OWN, shortcuts);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (shortcuts)), ==, n_own);
}

/* A key that the window has goes to the window: that is said, with the other key if there is one. */
static void
test_conflicts (void)
{
  g_autoptr(GtkApplication) application = gtk_application_new (NULL, G_APPLICATION_DEFAULT_FLAGS);
  static const char *const commands[] = { "<Control>k", NULL };
  static const char *const other_page[] = { "<Control>r", NULL };
  g_auto(GStrv) own = NULL;
  g_auto(GStrv) premiere = NULL;

  gtk_application_set_accels_for_action (application, "win.commands", commands);
  gtk_application_set_accels_for_action (application, "shots.rename", other_page);
  own = aip_timeline_keymap_list_conflicts (AIP_TIMELINE_KEYMAP_OWN, application);
  g_assert_cmpuint (g_strv_length (own), ==, 0);
  premiere = aip_timeline_keymap_list_conflicts (AIP_TIMELINE_KEYMAP_PREMIERE, application);
  g_assert_cmpuint (g_strv_length (premiere), ==, 1);
  g_assert_cmpstr (premiere[0], ==,
                   "Ctrl+K belongs to the window; “Split at the Playhead” has Alt+K.");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/timeline-keymap/complete", test_complete);
  g_test_add_func ("/ui/timeline-keymap/by-heart", test_by_heart);
  g_test_add_func ("/ui/timeline-keymap/install", test_install);
  g_test_add_func ("/ui/timeline-keymap/conflicts", test_conflicts);

  return g_test_run ();
}
