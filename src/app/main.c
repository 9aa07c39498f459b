/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "aip-application.h"
#include "aip-paths.h"

int
main (int   argc,
      char *argv[])
{
  g_autofree char *locale_folder = aip_paths_locale ();
  g_autoptr(AipApplication) app = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  app = aip_application_new ();

  return g_application_run (G_APPLICATION (app), argc, argv);
}
