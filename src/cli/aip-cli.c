/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cli"

#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "aip-cli-approve.h"
#include "aip-cli-call.h"
#include "aip-cli-check.h"
#include "aip-cli-cinema.h"
#include "aip-cli-cut.h"
#include "aip-cli-field.h"
#include "aip-cli-generate.h"
#include "aip-cli-help.h"
#include "aip-cli-import.h"
#include "aip-cli-project.h"
#include "aip-cli-render.h"
#include "aip-cli-replace.h"
#include "aip-cli-sheet.h"
#include "aip-cli-stale.h"
#include "aip-cli-trash.h"
#include "aip-cli-workers.h"
#include "aip-cli-workflow.h"
#include "aip-cli.h"

static const AipCliVerb verbs[] = {
  {
    .name = "new",
    .usage = N_("[FOLDER] [--name NAME] [--rate RATE] [--size WIDTHxHEIGHT] [--year YEAR] "
                "[--loose] [--sample]"),
    .summary = N_("Make a project"),
    .details = N_("Makes a project in FOLDER, which must be absent or empty. Without FOLDER it "
                  "goes where the\n"
                  "window puts new projects, under its name."),
    .options = { "name", "code", "rate", "size", "aspect", "year", "loose", "sample", NULL },
    .max_arguments = 1,
    .check = aip_cli_check_new,
    .run = aip_cli_run_new,
  },
  {
    .name = "import",
    .usage = N_("FILE --into PROJECT [--dry-run] [--accept RULES] [--sheet NAME]"),
    .summary = N_("Take a list (XLSX, CSV, JSON) into a project"),
    .details = N_("Reads a shot list with a row of column titles (English, Korean or Japanese) "
                  "and adds its shots to\n"
                  "the end of the project, as one step that the window can undo. A row that "
                  "cannot be used is named\n"
                  "on standard error and only itself skipped; the exit status is 5 then.\n\n"
                  "A list that “export” wrote is compared with what was exported and with the "
                  "project as it is now;\n"
                  "--accept says what is taken over: all (no conflicts), theirs (the list wins), "
                  "mine (the project\n"
                  "wins where both changed), or rules such as removed=no,notes=theirs,"
                  "SHT-0010=mine. Another list is\n"
                  "compared by code and likeness with --accept or --dry-run."),
    .options = { "into", "dry-run", "accept", "sheet", "map", NULL },
    .min_arguments = 1,
    .max_arguments = 1,
    .project = AIP_CLI_PROJECT_INTO,
    .check = aip_cli_check_import,
    .run = aip_cli_run_import,
  },
  {
    .name = "export",
    .usage = N_("PROJECT FILE [--purpose PURPOSE] [--format FORMAT] [--pictures] "
                "[--encoding ENCODING] [--paper PAPER] [--per-row NUMBER]"),
    .summary = N_("Write lists of a project (XLSX, CSV, JSON, HTML, PDF)"),
    .details = N_("Writes a list for the given purpose; the ending of FILE says as what. A workbook "
                  "remembers what was\n"
                  "exported, so that “import” can tell what somebody changed in it. HTML and PDF are "
                  "contact sheets with a picture\n"
                  "of each shot. A list that is already there is replaced when the new one is "
                  "whole."),
    .options = { "purpose", "format", "pictures", "encoding", "paper", "per-row", NULL },
    .min_arguments = 2,
    .max_arguments = 2,
    .project = AIP_CLI_PROJECT_FIRST,
    .check = aip_cli_check_export,
    .run = aip_cli_run_export,
  },
  {
    .name = "replace",
    .usage = N_("PROJECT PATTERN TEXT [--regex] [--match-case] [--whole-words] [--fields FIELDS] "
                "[--shots CODES] [--dry-run]"),
    .summary = N_("Replace words in the shots of a project"),
    .details = N_("Looks for PATTERN in what the shots say, their prompts included, and puts TEXT "
                  "there, as one step that\n"
                  "the window can undo. A shot that is locked, or a code that cannot be, stays as "
                  "it is and is named on\n"
                  "standard error; the exit status is 5 then. With --dry-run every place is "
                  "printed and nothing changed."),
    .options = { "regex", "match-case", "whole-words", "fields", "shots", "dry-run", NULL },
    .min_arguments = 3,
    .max_arguments = 3,
    .project = AIP_CLI_PROJECT_FIRST,
    .check = aip_cli_check_replace,
    .run = aip_cli_run_replace,
  },
  {
    .name = "field",
    .usage = N_("list|add|set|remove PROJECT …"),
    .summary = N_("Give a project fields of its own"),
    .details = N_("field list PROJECT                       the fields of the project\n"
                  "field add PROJECT NAME TYPE [DETAIL]     a new one; DETAIL is the choices of a "
                  "select, the unit\n"
                  "                                         of a number, a formula, or a "
                  "description\n"
                  "field set PROJECT NAME VALUE             for the shots of --shots or --all; an "
                  "empty VALUE clears\n"
                  "field remove PROJECT NAME                the window can undo it\n\n"
                  "TYPE is text, long-text, number, checkbox, select, multi-select, date, rating, "
                  "url or formula."),
    .options = { "shots", "all", NULL },
    .min_arguments = 2,
    .max_arguments = 5,
    .project = AIP_CLI_PROJECT_SECOND,
    .check = aip_cli_check_field,
    .run = aip_cli_run_field,
  },
  {
    .name = "shots",
    .usage = "PROJECT",
    .summary = N_("List the shots of a project"),
    .details = N_("Lists code, scene, status, length, takes and description of every shot."),
    .options = { NULL },
    .min_arguments = 1,
    .max_arguments = 1,
    .project = AIP_CLI_PROJECT_FIRST,
    .run = aip_cli_run_shots,
  },
  {
    .name = "generate",
    .usage = N_("PROJECT [--shots CODES | --all] [--stale] [--chain STEPS] [--worker ADDRESS…] [--wait] "
                "[--timeout TIME] [--dry-run]"),
    .summary = N_("Send shots to the workers"),
    .details = N_("Makes a job for each shot, writes it into the project and sends it to a "
                  "worker. A shot that has an\n"
                  "open job gets no second one, so a command that was cut off can simply be given"
                  " again. Without\n"
                  "--shots and --all only the jobs that are open already go on.\n\n"
                  "Without --wait the command ends when the workers have what they take; the rest"
                  " waits in the project\n"
                  "and goes on with the next command or when the project is opened. Results that "
                  "are ready then are\n"
                  "fetched then. Without --worker the workers that the window remembers are used.\n\n"
                  "With --chain each shot goes through several workflows, each beginning with what "
                  "the one before has\n"
                  "made. “*3” makes three takes, and “approve” waits until “aipipeline approve” or "
                  "the window says with\n"
                  "which of them to go on; --wait does not wait for that.\n\n"
                  "With --repeat the graph of a take is sent once more, as its recipe has it; what is "
                  "different on the\n"
                  "workers is said first.\n\n"
                  "With --dry-run nothing is queued: for each shot it is said whether it can be made, "
                  "what a worker lacks\n"
                  "and where to get it, and which sizes, lengths and numbers would not be exactly as "
                  "asked. The exit status\n"
                  "is 5 if some cannot be made.\n\n"
                  "--stale makes those again whose take is not what would be made now (see "
                  "“stale”), of the whole project\n"
                  "or of --shots, each with the workflow of its take; what is locked is left out and "
                  "named."),
    .options = { "shots", "all", "again", "stale", "worker", "workflow", "chain", "repeat",
                 "finish-cut", "handles", "wait", "timeout", "dry-run", NULL },
    .min_arguments = 1,
    .max_arguments = 1,
    .project = AIP_CLI_PROJECT_FIRST,
    .check = aip_cli_check_generate,
    .run = aip_cli_run_generate,
  },
  {
    .name = "stale",
    .usage = "PROJECT",
    .summary = N_("List the takes that are not what would be made now"),
    .details = N_("Lists every shot whose current take was made from something that has changed since, "
                  "and what that is.\n"
                  "Takes of before this was kept are counted apart. Changes nothing."),
    .options = { NULL },
    .min_arguments = 1,
    .max_arguments = 1,
    .project = AIP_CLI_PROJECT_FIRST,
    .run = aip_cli_run_stale,
  },
  {
    .name = "approve",
    .usage = N_("PROJECT TAKES"),
    .summary = N_("Say that takes are good, for the steps that wait for it"),
    .details = N_("TAKES are such as SHT-0010:v002, with commas between; a code alone is the take that "
                  "the shot shows. A\n"
                  "step of a chain that waits for approval begins with it, with the next “generate” or "
                  "in the window."),
    .options = { NULL },
    .min_arguments = 2,
    .max_arguments = 2,
    .project = AIP_CLI_PROJECT_FIRST,
    .run = aip_cli_run_approve,
  },
  {
    .name = "takes",
    .usage = N_("PROJECT [--shots CODES]"),
    .summary = N_("List the takes of a project"),
    .details = N_("Lists every take with its file, worker and seconds."),
    .options = { "shots", NULL },
    .min_arguments = 1,
    .max_arguments = 1,
    .project = AIP_CLI_PROJECT_FIRST,
    .run = aip_cli_run_takes,
  },
  {
    .name = "workers",
    .usage = N_("[--worker ADDRESS…]"),
    .summary = N_("List the workers and what they are"),
    .details = N_("Asks the given workers, or those that the window remembers, what they are and "
                  "what they are doing."),
    .options = { "worker", "timeout", NULL },
    .check = aip_cli_check_workers,
    .run = aip_cli_run_workers,
  },
  {
    .name = "check",
    .usage = "PROJECT",
    .summary = N_("Check that a project is whole"),
    .details = N_("Checks the project file, the links in it, that the file of every take is "
                  "there, and that the setups\n"
                  "of the shots and the gear that the project brings along are understood. "
                  "Changes nothing.\n"
                  "The exit status is 7 when something is wrong."),
    .options = { NULL },
    .min_arguments = 1,
    .max_arguments = 1,
    .project = AIP_CLI_PROJECT_FIRST,
    .run = aip_cli_run_check,
  },
  {
    .name = "cinema",
    .usage = N_("check|options|optics|prompt|list …"),
    .summary = N_("Ask about cameras, lenses, light and prompts"),
    .details = N_("cinema check SETUP           what is impossible or unusual about a setup, and what "
                  "would help\n"
                  "cinema options SETUP FIELD   what can be chosen, and what each choice would add\n"
                  "cinema optics SETUP          angles, distances, sharpness, exposure\n"
                  "cinema prompt SETUP          what a model is told (--target)\n"
                  "cinema list WHAT             bodies, lenses, stocks, lights, supports, moves, "
                  "films, looks or targets\n\n"
                  "SETUP is a JSON file such as {\"body\": \"ALEXA Mini\", \"lens\": \"cooke_s4\", "
                  "\"focal\": 35}; ids and names\n"
                  "are understood. With the members “setup” and “shot” it also holds what is seen."),
    .options = { "target", "project", NULL },
    .min_arguments = 2,
    .max_arguments = 3,
    .check = aip_cli_check_cinema,
    .run = aip_cli_run_cinema,
  },
  {
    .name = "workflow",
    .usage = N_("inspect|convert|add|freeze|list …"),
    .summary = N_("Look into workflows of ComfyUI, or add one to a project"),
    .details = N_("workflow inspect FILE   where prompt, seed, size and pictures of the graph in "
                  "FILE go, what it needs\n"
                  "                        and what to know before it is used\n"
                  "workflow convert FILE   the graph as a server runs it\n"
                  "workflow add FILE       takes it into the project of --into; --bind says what the "
                  "graph does not\n"
                  "workflow freeze PROJECT SHOT   the graph that would be sent for the shot now\n"
                  "workflow list           the workflows that shots can use; with --into those of "
                  "the project too\n\n"
                  "FILE is a workflow as the editor saves or exports it, or a PNG, WebP, MP4 or "
                  "WebM that a server made.\n"
                  "The editor’s own format can only be read with --object-info."),
    .options = { "object-info", "into", "bind", "name", "workflow", NULL },
    .min_arguments = 1,
    .max_arguments = 3,
    .project = AIP_CLI_PROJECT_ASKED,
    .check = aip_cli_check_workflow,
    .run = aip_cli_run_workflow,
  },
  {
    .name = "cut",
    .usage = N_("export PROJECT FILE | lint PROJECT | import FILE --into PROJECT"),
    .summary = N_("Hand the cut to an editing program and take it back"),
    .details = N_("cut export PROJECT FILE   writes the cut; the ending of FILE says as what\n"
                  "cut lint PROJECT          says what would be lost on the way\n"
                  "cut import FILE           says what an editor changed, and takes it over; "
                  "--accept names the kinds\n"
                  "                          of change (trimmed, moved, replaced, removed, "
                  "restored, mixed)\n\n"
                  "An .edl is CMX 3600, .xml is Final Cut Pro 7 (Premiere, Resolve, Kdenlive), "
                  ".fcpxml is Final Cut Pro,\n"
                  ".otio is OpenTimelineIO, .ale lists the files for an Avid bin, .csv the shots. "
                  "What is lost is said on\n"
                  "standard error and does not stop anything. --format json is the cut for “render "
                  "--cut”."),
    .options = { "format", "dialect", "relative", "into", "dry-run", "accept", NULL },
    .min_arguments = 2,
    .max_arguments = 3,
    .project = AIP_CLI_PROJECT_SECOND,
    .check = aip_cli_check_cut,
    .run = aip_cli_run_cut,
  },
  {
    .name = "render",
    .usage = N_("PROJECT FILE [--preset NAME] [--range RANGE] [--burn-in PARTS] [--slate] "
                "[--ratio RATIO]"),
    .summary = N_("Write the film as it is cut"),
    .details = N_("Writes the film into FILE, from the files of the takes, with what is heard. A "
                  "shot that has no picture\n"
                  "yet is a card; one whose file is missing or damaged too, which is said on "
                  "standard error; the exit\n"
                  "status is 5 then. For pictures FILE is a folder that is absent or empty.\n\n"
                  "A render that was killed leaves what it had beside FILE, and the same command "
                  "goes on from there;\n"
                  "one that is interrupted leaves nothing. What was there before is replaced when "
                  "the film is whole.\n"
                  "The project is only needed while the render begins; it may be open in the "
                  "window. With --cut there\n"
                  "is no PROJECT.\n\n"
                  "With --json every line is a JSON document: how far it is, and at the end how it "
                  "went."),
    .options = { "preset", "range", "burn-in", "text", "slate", "ratio", "size", "silent", "cut",
                 NULL },
    .min_arguments = 1,
    .max_arguments = 2,
    .project = AIP_CLI_PROJECT_NONE,
    .check = aip_cli_check_render,
    .run = aip_cli_run_render,
  },
  {
    .name = "trash",
    .usage = N_("list PROJECT | restore PROJECT NAMES"),
    .summary = N_("List what was deleted and bring it back"),
    .details = N_("trash list PROJECT            what was deleted and not brought back, the newest "
                  "first\n"
                  "trash restore PROJECT NAMES   brings it back with its takes; codes, names or ids,"
                  " with commas\n\n"
                  "A code that another has by now becomes a free one beside it, which is said on "
                  "standard error."),
    .options = { NULL },
    .min_arguments = 2,
    .max_arguments = 3,
    .project = AIP_CLI_PROJECT_SECOND,
    .check = aip_cli_check_trash,
    .run = aip_cli_run_trash,
  },
  { NULL }
};

const AipCliVerb *
aip_cli_get_verbs (void)
{
  return verbs;
}

gboolean
aip_cli_is_command (int    argc,
                    char **argv)
{
  if (argc < 2)
    return FALSE;

  for (guint i = 0; verbs[i].name != NULL; i++)
    if (g_str_equal (argv[1], verbs[i].name))
      return TRUE;

  return g_str_equal (argv[1], "help") || g_str_equal (argv[1], "--help") ||
         g_str_equal (argv[1], "-h");
}

/* A process of its own --------------------------------------------------------------------- */

static void
write_stdio (const char *text,
             gboolean    is_error,
             gpointer    user_data)
{
  FILE *file = is_error ? stderr : stdout;

  /*
   * UTF-8 whatever the locale says: g_print() would turn Hangul into question marks under LC_ALL=C.
   */
  fputs (text, file);
  fflush (file);
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  GAsyncResult **store = user_data;

  *store = g_object_ref (result);
}

static gboolean
interrupted_cb (gpointer user_data)
{
  GCancellable *cancellable = user_data;

  g_cancellable_cancel (cancellable);

  return G_SOURCE_CONTINUE;
}

/* 0: standard output is no terminal, or one too narrow to draw on. */
static guint
get_terminal_width (void)
{
  struct winsize size;

  if (!isatty (STDOUT_FILENO) || ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
    return 0;

  return size.ws_col == 0 ? 80 : size.ws_col < 20 ? 0 : size.ws_col;
}

int
aip_cli_run (int    argc,
             char **argv)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(AipCliCall) call = NULL;
  g_autofree char *cwd = g_get_current_dir ();
  guint on_interrupt;
  guint on_terminate;
  AipCliStatus status;

  g_return_val_if_fail (argc > 0 && argv != NULL, AIP_CLI_USAGE);

  if (argc > 1 && (g_str_equal (argv[1], "help") || g_str_equal (argv[1], "--help") ||
                   g_str_equal (argv[1], "-h")))
    {
      g_autofree char *help = aip_cli_help_for_all ();

      write_stdio (help, FALSE, NULL);

      return AIP_CLI_OK;
    }

  call = aip_cli_call_new ((const char *const *) argv, cwd, write_stdio, NULL);
  aip_cli_call_set_terminal (call, get_terminal_width ());
  on_interrupt = g_unix_signal_add (SIGINT, interrupted_cb, cancellable);
  on_terminate = g_unix_signal_add (SIGTERM, interrupted_cb, cancellable);

  aip_cli_call_run_async (call, cancellable, ran_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  status = aip_cli_call_run_finish (call, result);

  g_source_remove (on_interrupt);
  g_source_remove (on_terminate);

  return status;
}

/* Inside the app ---------------------------------------------------------------------------- */

typedef struct {
  GString *out;
  GString *err;
} Streams;

static void
streams_free (gpointer data)
{
  Streams *streams = data;

  g_string_free (streams->out, TRUE);
  g_string_free (streams->err, TRUE);
  g_free (streams);
}

static void
write_streams (const char *text,
               gboolean    is_error,
               gpointer    user_data)
{
  Streams *streams = user_data;

  g_string_append (is_error ? streams->err : streams->out, text);
}

static void
write_nothing (const char *text,
               gboolean    is_error,
               gpointer    user_data)
{
}

char *
aip_cli_find_project (const char *const *argv,
                      const char        *cwd)
{
  g_autoptr(AipCliCall) call = NULL;

  g_return_val_if_fail (argv != NULL && argv[0] != NULL && cwd != NULL, NULL);

  call = aip_cli_call_new (argv, cwd, write_nothing, NULL);

  return aip_cli_call_get_project_path (call);
}

static void
ran_on_document_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;

  g_task_return_int (task, aip_cli_call_run_finish (AIP_CLI_CALL (source), result));
}

/**
 * aip_cli_run_on_document_async:
 * @document: the open document that aip_cli_find_project() led to
 * @scheduler: which looks after it
 * @argv: the command line, the program first
 * @cwd: the folder it was typed in
 * @news: (nullable): called until @callback is
 * @news_data: for @news
 * @cancellable: (nullable): stops waiting; what was queued stays queued
 * @callback: called when the command is through, which with `generate --wait` takes as long as the
 *   jobs do
 * @user_data: for @callback
 */
void
aip_cli_run_on_document_async (AipDocument         *document,
                               AipScheduler        *scheduler,
                               const char *const   *argv,
                               const char          *cwd,
                               AipCliNews           news,
                               gpointer             news_data,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(AipCliCall) call = NULL;
  Streams *streams;

  g_return_if_fail (AIP_IS_DOCUMENT (document));
  g_return_if_fail (AIP_IS_SCHEDULER (scheduler));
  g_return_if_fail (argv != NULL && argv[0] != NULL && cwd != NULL);

  streams = g_new0 (Streams, 1);
  streams->out = g_string_new (NULL);
  streams->err = g_string_new (NULL);

  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, aip_cli_run_on_document_async);
  g_task_set_task_data (task, streams, streams_free);

  call = aip_cli_call_new (argv, cwd, write_streams, streams);
  aip_cli_call_lend (call, document, scheduler, news, news_data);
  aip_cli_call_run_async (call, cancellable, ran_on_document_cb, g_object_ref (task));
}

int
aip_cli_run_on_document_finish (GAsyncResult  *result,
                                char         **out,
                                char         **err)
{
  Streams *streams;

  g_return_val_if_fail (g_task_is_valid (result, NULL), AIP_CLI_FAILED);
  g_return_val_if_fail (out != NULL && err != NULL, AIP_CLI_FAILED);

  streams = g_task_get_task_data (G_TASK (result));
  *out = g_strdup (streams->out->str);
  *err = g_strdup (streams->err->str);

  return (int) g_task_propagate_int (G_TASK (result), NULL);
}
