/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-application"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-application-private.h"

AipWindow *
_aip_application_ensure_window (AipApplication *self,
                                gboolean        without_project)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (AIP_IS_WINDOW (active)
      && (!without_project
          || (aip_window_get_session (AIP_WINDOW (active)) == NULL
              && !aip_window_is_loading (AIP_WINDOW (active)))))
    return AIP_WINDOW (active);

  return aip_window_new (GTK_APPLICATION (self));
}

static void
quit_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  g_autoptr(GList) windows = g_list_copy (gtk_application_get_windows (user_data));

  /* Closing is what saves, so quitting is closing every window. */
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
}

void
_aip_application_init_actions (AipApplication *self)
{
  static const GActionEntry entries[] = {
    { .name = "quit", .activate = quit_activated_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
