/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aipipeline-draft-worker"

#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <locale.h>

#include "aip-draft-server.h"

typedef struct
{
  int       port;
  double    vram_gb;
  double    speed;
  int       step_ms;
  char     *name;
  char     *output;
  char     *listen;
  gboolean  instant;
  gboolean  quirks;
  gboolean  quit_with_parent;
  gboolean  version;
} Arguments;

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_CONTINUE;
}

/* The other end of standard input belongs to whoever started us: once it closes, they are gone. */
static gboolean
input_cb (int          fd,
          GIOCondition condition,
          gpointer     user_data)
{
  char buffer[256];
  gssize n = read (fd, buffer, sizeof buffer);

  if (n > 0)
    return G_SOURCE_CONTINUE;

  g_main_loop_quit (user_data);

  return G_SOURCE_REMOVE;
}

/*
 * Quits when the program that started this one ends. The kernel tells at the end of the thread that
 * started us; a pipe on standard input tells at the end of the process, and when it is closed on
 * purpose. Anything else there, such as /dev/null, says nothing about a parent.
 */
static gboolean
follow_parent (pid_t      parent,
               GMainLoop *loop)
{
  struct stat info;

  prctl (PR_SET_PDEATHSIG, SIGTERM);
  /* It may have gone before the line above. */
  if (getppid () != parent)
    return FALSE;

  if (fstat (STDIN_FILENO, &info) == 0 && (S_ISFIFO (info.st_mode) || S_ISSOCK (info.st_mode)))
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, input_cb, loop);

  return TRUE;
}

static gboolean
check_arguments (const Arguments *arguments)
{
  if (arguments->port < 0 || arguments->port > G_MAXUINT16)
    g_printerr (_("The port has to be a number from 0 to 65535.\n"));
  else if (!(arguments->vram_gb > 0 && arguments->vram_gb <= 4096))
    g_printerr (_("The GPU memory has to be more than 0 and at most 4096 GB.\n"));
  else if (!(arguments->speed > 0 && arguments->speed <= 1e6))
    g_printerr (_("The speed has to be more than 0; 1 is normal, 10 is ten times as fast.\n"));
  else if (arguments->step_ms < 0 || arguments->step_ms > 600000)
    g_printerr (_("A step can take from 0 to 600000 milliseconds.\n"));
  else
    return TRUE;

  return FALSE;
}

static gboolean
parse_arguments (Arguments *arguments,
                 int       *argc,
                 char    ***argv)
{
  const GOptionEntry entries[] = {
    { "port", 'p', 0, G_OPTION_ARG_INT, &arguments->port,
      N_("Port to listen on; 0 takes any free one"), N_("N") },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &arguments->listen,
      N_("Address to listen on; only this computer can connect unless it is given"),
      N_("ADDRESS") },
    { "vram-gb", 0, 0, G_OPTION_ARG_DOUBLE, &arguments->vram_gb,
      N_("GPU memory to claim, in GB; graphs that need more fail like on a real worker"), N_("N") },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &arguments->speed,
      N_("How fast to work; at 1 a card of 20 steps takes about two seconds"), N_("X") },
    { "step-ms", 0, 0, G_OPTION_ARG_INT, &arguments->step_ms,
      N_("Milliseconds that one step takes at speed 1"), N_("MS") },
    { "instant", 0, 0, G_OPTION_ARG_NONE, &arguments->instant,
      N_("Do not wait at all and send no previews, to measure everything else"), NULL },
    { "name", 0, 0, G_OPTION_ARG_STRING, &arguments->name, N_("Name to show for this worker"),
      N_("NAME") },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &arguments->output,
      N_("Folder to keep results in; a temporary one is used and removed otherwise"),
      N_("FOLDER") },
    { "quirks", 0, 0, G_OPTION_ARG_NONE, &arguments->quirks,
      N_("Repeat even those faults of the real server that only hurt its clients"), NULL },
    { "quit-with-parent", 0, 0, G_OPTION_ARG_NONE, &arguments->quit_with_parent,
      N_("Quit when the program that started this one ends or closes its standard input"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &arguments->version, N_("Show the version"), NULL },
    { NULL },
  };
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autoptr(GError) error = NULL;

  g_option_context_set_summary (context,
                                _("A worker that draws storyboard cards instead of diffusing. It "
                                  "speaks the protocol of a ComfyUI server."));
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);

  if (!g_option_context_parse (context, argc, argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return FALSE;
    }

  return check_arguments (arguments);
}

int
main (int   argc,
      char *argv[])
{
  Arguments arguments = { .vram_gb = 24, .speed = 1, .step_ms = 110 };
  AipDraftOptions options = { 0 };
  g_autoptr(AipDraftServer) server = NULL;
  g_autoptr(GMainLoop) loop = NULL;
  g_autoptr(GError) error = NULL;
  pid_t parent = getppid ();

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (!parse_arguments (&arguments, &argc, &argv))
    return 2;

  if (arguments.version)
    {
      g_print ("aipipeline-draft-worker " PACKAGE_VERSION "\n");
      return 0;
    }

  loop = g_main_loop_new (NULL, FALSE);
  g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_unix_signal_add (SIGINT, quit_cb, loop);
  g_unix_signal_add (SIGHUP, quit_cb, loop);
  signal (SIGPIPE, SIG_IGN);

  if (arguments.quit_with_parent && !follow_parent (parent, loop))
    return 0;

  options.vram_gb = arguments.vram_gb;
  options.speed = arguments.speed;
  options.step_ms = arguments.step_ms;
  options.instant = arguments.instant;
  options.quirks = arguments.quirks;
  options.name = arguments.name;

  server = aip_draft_server_new (&options, arguments.output, &error);
  if (server == NULL ||
      !aip_draft_server_listen (server,
                                arguments.listen != NULL ? arguments.listen : "127.0.0.1",
                                (guint) arguments.port, &error))
    {
      g_printerr (_("The draft worker cannot start: %s\n"), error->message);
      return 1;
    }

  /* Other programs wait for this line, so it is not translated. */
  printf ("Listening on %s\n", aip_draft_server_get_url (server));
  fflush (stdout);

  g_main_loop_run (loop);

  aip_draft_server_stop (server);
  g_free (arguments.name);
  g_free (arguments.output);
  g_free (arguments.listen);

  return 0;
}
