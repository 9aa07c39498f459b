/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-shortcuts"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-timeline-shortcuts.h"

#define ROWS "aip-timeline-shortcuts"

/* The window is deprecated since 4.18, what comes instead is not in the libadwaita of today. */
G_GNUC_BEGIN_IGNORE_DEPRECATIONS

/* (transfer none): the rows of all commands, in their order, as children of @window. */
static GPtrArray *
ensure_rows (GtkShortcutsWindow *window)
{
  GPtrArray *rows = g_object_get_data (G_OBJECT (window), ROWS);
  const AipTimelineCommand *commands;
  GtkShortcutsSection *section;
  GtkShortcutsGroup *group = NULL;
  guint n_commands;

  if (rows != NULL)
    return rows;

  rows = g_ptr_array_new ();
  g_object_set_data_full (G_OBJECT (window), ROWS, rows, (GDestroyNotify) g_ptr_array_unref);
  section = g_object_new (GTK_TYPE_SHORTCUTS_SECTION, "section-name", "timeline", "title",
                          _("Timeline"), "max-height", 14u, NULL);
  commands = aip_timeline_commands_get_all (&n_commands);
  for (guint i = 0; i < n_commands; i++)
    {
      GtkShortcutsShortcut *row = g_object_new (GTK_TYPE_SHORTCUTS_SHORTCUT, "title",
                                                _(commands[i].title), NULL);

      if (i == 0 || !g_str_equal (commands[i].group, commands[i - 1].group))
        {
          group = g_object_new (GTK_TYPE_SHORTCUTS_GROUP, "title", _(commands[i].group), NULL);
          gtk_shortcuts_section_add_group (section, group);
        }
      gtk_shortcuts_group_add_shortcut (group, row);
      g_ptr_array_add (rows, row);
    }
  gtk_shortcuts_window_add_section (window, section);

  return rows;
}

void
aip_timeline_shortcuts_show (GtkShortcutsWindow *window,
                             AipTimelineKeymap   keymap)
{
  const AipTimelineCommand *commands;
  GPtrArray *rows;
  guint n_commands;

  g_return_if_fail (GTK_IS_SHORTCUTS_WINDOW (window));

  rows = ensure_rows (window);
  commands = aip_timeline_commands_get_all (&n_commands);
  for (guint i = 0; i < n_commands; i++)
    {
      g_autofree char *keys =
        g_strjoinv (" ", (char **) aip_timeline_keymap_get_accels (keymap, &commands[i]));

      g_object_set (rows->pdata[i], "accelerator", keys, NULL);
      gtk_widget_set_visible (rows->pdata[i], *keys != '\0');
    }
}

G_GNUC_END_IGNORE_DEPRECATIONS
