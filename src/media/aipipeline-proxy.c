/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aipipeline-proxy"

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "aip-error.h"
#include "aip-paths.h"
#include "aip-proxy-make.h"

/* In the background: whoever plays meanwhile goes first. */
#define NICENESS 10

/*
 * aipipeline-proxy FOLDER WIDTH HEIGHT FILE
 *
 * Makes one proxy (aip-proxy-make.h) and ends. A codec that crashes or never comes back on a strange
 * file takes only this process with it. Says on standard output, a line each: `progress DONE ALL`;
 * at the end nothing, or `error CODE SENTENCE`.
 */

static void
progress_cb (gint64   done,
             gint64   all,
             gpointer user_data)
{
  gint64 *told = user_data;
  gint64 now = g_get_monotonic_time ();

  /* Also the sign of life that the parent waits for. */
  if (now - *told < G_USEC_PER_SEC / 10)
    return;
  *told = now;
  printf ("progress %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", done, all);
  if (fflush (stdout) != 0)
    exit (EXIT_FAILURE);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *locale_folder = NULL;
  gint64 told = 0;
  pid_t parent = getppid ();
  int width;
  int height;

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  /* It may have gone before the line above. */
  if (getppid () != parent)
    return EXIT_FAILURE;
  setpriority (PRIO_PROCESS, 0, NICENESS);

  setlocale (LC_ALL, "");
  locale_folder = aip_paths_locale ();
  bindtextdomain (GETTEXT_PACKAGE, locale_folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (argc != 5 || (width = atoi (argv[2])) <= 0 || (height = atoi (argv[3])) <= 0)
    {
      fprintf (stderr, "Usage: aipipeline-proxy FOLDER WIDTH HEIGHT FILE\n");
      return EXIT_FAILURE;
    }

  if (!aip_proxy_make (argv[1], argv[4], width, height, progress_cb, &told, &error))
    {
      printf ("error %s %s\n", error->domain == AIP_ERROR ? aip_error_to_nick (error->code) : "failed",
              error->message);
      return EXIT_FAILURE;
    }

  return EXIT_SUCCESS;
}
