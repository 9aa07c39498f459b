/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-main"

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "aip-application.h"
#include "aip-cli-service.h"
#include "aip-cli.h"
#include "aip-log.h"
#include "aip-paths.h"

static gboolean
find_document_cb (const char    *folder,
                  AipDocument  **document,
                  AipScheduler **scheduler,
                  gpointer       user_data)
{
  return aip_application_find_document (user_data, folder, document, scheduler);
}

/* A command whose project is open in the window comes here instead of opening it a second time. */
static void
bus_acquired_cb (AipApplication  *app,
                 GDBusConnection *connection,
                 const char      *object_path,
                 AipCliService  **service)
{
  g_autoptr(GError) error = NULL;

  g_clear_object (service);
  *service = aip_cli_service_new (connection, object_path, find_document_cb, app, &error);
  if (*service == NULL)
    g_warning ("Commands cannot be handed over to this window: %s", error->message);
}

static int
run_application (int    argc,
                 char **argv)
{
  g_autoptr(AipApplication) app = aip_application_new ();
  g_autoptr(AipCliService) service = NULL;

  g_signal_connect (app, "bus-acquired", G_CALLBACK (bus_acquired_cb), &service);

  return g_application_run (G_APPLICATION (app), argc, argv);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *locale_folder = NULL;
  gboolean is_command = aip_cli_is_command (argc, argv);
  int status;

  setlocale (LC_ALL, "");
  locale_folder = aip_paths_locale ();
  bindtextdomain (GETTEXT_PACKAGE, locale_folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  aip_log_start (NULL, is_command ? "aipipeline-command" : "aipipeline");
  status = is_command ? aip_cli_run (argc, argv) : run_application (argc, argv);
  aip_log_stop ();

  return status;
}
