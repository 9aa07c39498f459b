/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cli-help"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cli-help.h"
#include "aip-cli-table.h"

#define OPTION_WIDTH 22

/*
 * Texts are taken as file names so that GLib passes the bytes on: under LC_ALL=C it would refuse
 * everything beyond ASCII, and names are in Hangul.
 */
static const struct {
  const char *name;
  char        letter;
  GOptionArg  type;
  gsize       offset;
  const char *description;
  const char *value;
} options[] = {
  { "all", 'a', G_OPTION_ARG_NONE, G_STRUCT_OFFSET (AipCliOptions, all),
    N_("Every shot that has no take yet"), NULL },
  { "again", 0, G_OPTION_ARG_NONE, G_STRUCT_OFFSET (AipCliOptions, again),
    N_("With --all: also the shots that have a take"), NULL },
  { "stale", 0, G_OPTION_ARG_NONE, G_STRUCT_OFFSET (AipCliOptions, stale),
    N_("Only shots whose take is not what would be made now"), NULL },
  { "shots", 's', G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, shots),
    N_("These shots: codes with commas between, or FIRST..LAST"), N_("CODES") },
  { "worker", 'w', G_OPTION_ARG_FILENAME_ARRAY, G_STRUCT_OFFSET (AipCliOptions, workers),
    N_("The address of a worker, such as 127.0.0.1:8188; may be repeated"), N_("ADDRESS…") },
  { "repeat", 0, G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, repeat),
    N_("Make this take, such as SHT-0010:v002, again exactly as it was made"), N_("TAKE") },
  { "chain", 0, G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, chain),
    N_("Workflows that follow each other, such as flux-schnell*3,approve,wan22-5b-i2v"),
    N_("STEPS") },
  { "workflow", 0, G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, workflow),
    N_("Use this workflow instead of the shots' own"), N_("ID") },
  { "finish-cut", 0, G_OPTION_ARG_NONE, G_STRUCT_OFFSET (AipCliOptions, finish_cut),
    N_("Make only what the cut shows anew: larger, smoother or final"), NULL },
  { "handles", 0, G_OPTION_ARG_INT, G_STRUCT_OFFSET (AipCliOptions, handles),
    N_("With --finish-cut: frames that are wanted before and after (8)"), N_("FRAMES") },
  { "wait", 0, G_OPTION_ARG_NONE, G_STRUCT_OFFSET (AipCliOptions, wait),
    N_("Stay until every job is done and show how far they are"), NULL },
  { "timeout", 't', G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, timeout),
    N_("Stop waiting after this time: 90, 90s, 30m, 8h"), N_("TIME") },
  { "into", 'i', G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, into),
    N_("The project that gets the shots"), N_("PROJECT") },
  { "name", 'n', G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, name),
    N_("What the film is called, in any script"), N_("NAME") },
  { "code", 0, G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, code),
    N_("Its short name in file names; made from the name otherwise"), N_("CODE") },
  { "rate", 'r', G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, rate),
    N_("Frames per second: 23.976, 24 (the default), 25, 29.97, 30, 48, 50, 60"), N_("RATE") },
  { "size", 0, G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, size),
    N_("Width and height in pixels; 1920x1080 otherwise"), N_("WIDTHxHEIGHT") },
  { "aspect", 0, G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, aspect),
    N_("The ratio it is shown in, such as 2.39:1"), N_("RATIO") },
  { "year", 0, G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, year),
    N_("The year in which the film is made, or as if; open otherwise"), N_("YEAR") },
  { "loose", 0, G_OPTION_ARG_NONE, G_STRUCT_OFFSET (AipCliOptions, loose),
    N_("Newer gear than the year had is only noted, not impossible"), NULL },
  { "project", 'p', G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, project),
    N_("Also use the gear, models and presets that a project brings along"), N_("PROJECT") },
  { "target", 0, G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, target),
    N_("The model that the prompt is for, such as flux-dev; generic otherwise"), N_("MODEL") },
  { "object-info", 0, G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, object_info),
    N_("What a worker answered to /object_info"), N_("FILE") },
  { "purpose", 0, G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, purpose),
    N_("Who the list is for: full (the default), prompts, characters, places, technical, delivery"),
    N_("PURPOSE") },
  { "encoding", 0, G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, encoding),
    N_("How a CSV file is encoded: utf-8 (the default) or cp949"), N_("ENCODING") },
  { "format", 0, G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, format),
    N_("What to write, whatever FILE is called: xlsx, csv, json, html or pdf; a cut as edl, fcp7, "
       "fcpxml, otio, ale or csv"), N_("FORMAT") },
  { "paper", 0, G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, paper),
    N_("The paper of a PDF: a4 (the default) or letter"), N_("PAPER") },
  { "per-row", 0, G_OPTION_ARG_INT, G_STRUCT_OFFSET (AipCliOptions, per_row),
    N_("Shots side by side in a PDF, 1 to 8; 4 otherwise"), N_("NUMBER") },
  { "dialect", 0, G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, dialect),
    N_("Who reads an EDL: generic (the default), premiere, resolve or avid"), N_("NAME") },
  { "relative", 0, G_OPTION_ARG_NONE, G_STRUCT_OFFSET (AipCliOptions, relative),
    N_("Name files from the project folder on, for another machine"), NULL },
  { "pictures", 0, G_OPTION_ARG_NONE, G_STRUCT_OFFSET (AipCliOptions, pictures),
    N_("Put small pictures of the takes into the workbook"), NULL },
  { "sheet", 0, G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, sheet),
    N_("The sheet with the list; found out otherwise"), N_("NAME") },
  { "map", 'm', G_OPTION_ARG_FILENAME_ARRAY, G_STRUCT_OFFSET (AipCliOptions, maps),
    N_("What a column means: TITLE=COLUMN, such as “Beat=description”; remembered, may be repeated"),
    N_("TITLE=COLUMN") },
  { "bind", 'b', G_OPTION_ARG_FILENAME_ARRAY, G_STRUCT_OFFSET (AipCliOptions, binds),
    N_("Where a role goes, such as prompt=6.text; may be repeated"), N_("ROLE=NODE.INPUT") },
  { "regex", 0, G_OPTION_ARG_NONE, G_STRUCT_OFFSET (AipCliOptions, regex),
    N_("PATTERN is a regular expression, TEXT may name its groups ($1)"), NULL },
  { "match-case", 0, G_OPTION_ARG_NONE, G_STRUCT_OFFSET (AipCliOptions, match_case),
    N_("Upper and lower case differ"), NULL },
  { "whole-words", 0, G_OPTION_ARG_NONE, G_STRUCT_OFFSET (AipCliOptions, whole_words),
    N_("Nothing that is part of a longer word"), NULL },
  { "fields", 0, G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, fields),
    N_("Only in these: code, description, action, dialogue, notes, tags, prompt, negative, "
       "english"), N_("FIELDS") },
  { "preset", 0, G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, preset),
    N_("How the film is written: h264 (the default), h265, prores-hq, dnxhr-hq, vp9, av1, mjpeg, "
       "png, jpeg or wav"), N_("NAME") },
  { "range", 0, G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, range),
    N_("A part of the film: IN-OUT as time codes or frames, up to but without OUT; or "
       "SHOT..SHOT"), N_("RANGE") },
  { "burn-in", 0, G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, burn_in),
    N_("What is written over the picture: code, take, record, source, frame, text, safe-areas"),
    N_("PARTS") },
  { "text", 0, G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, text),
    N_("The text of --burn-in text, also said by the slate"), N_("TEXT") },
  { "ratio", 0, G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, ratio),
    N_("Black bars around this shape, such as 2.39"), N_("RATIO") },
  { "slate", 0, G_OPTION_ARG_NONE, G_STRUCT_OFFSET (AipCliOptions, slate),
    N_("Begin with two seconds that say what this is"), NULL },
  { "silent", 0, G_OPTION_ARG_NONE, G_STRUCT_OFFSET (AipCliOptions, silent),
    N_("Leave the sound out"), NULL },
  { "cut", 0, G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, cut),
    N_("A cut that “cut export --format json” wrote, instead of a project"), N_("CUT") },
  { "dry-run", 0, G_OPTION_ARG_NONE, G_STRUCT_OFFSET (AipCliOptions, dry_run),
    N_("Say what would be done and change nothing"), NULL },
  { "accept", 0, G_OPTION_ARG_FILENAME, G_STRUCT_OFFSET (AipCliOptions, accept),
    N_("What of the list is taken over: all, theirs, mine or rules such as removed=no,notes=yes"),
    N_("RULES") },
  { "sample", 0, G_OPTION_ARG_NONE, G_STRUCT_OFFSET (AipCliOptions, sample),
    N_("Make the sample film instead of an empty project"), NULL },
  { "json", 'j', G_OPTION_ARG_NONE, G_STRUCT_OFFSET (AipCliOptions, json),
    N_("Print one JSON document and nothing else"), NULL },
  { "help", 'h', G_OPTION_ARG_NONE, G_STRUCT_OFFSET (AipCliOptions, help),
    N_("Explain the command"), NULL },
};

static const char exit_codes[] = N_(
  "Exit status:\n"
  "    0  done\n"
  "    1  failed; standard error says why\n"
  "    2  the command line was not understood\n"
  "    3  there is no such project, file, shot or worker\n"
  "    4  the project is in use by another program that takes no commands\n"
  "    5  done in part: rows of a list were skipped, or jobs failed\n"
  "    6  the time given with --timeout was over first\n"
  "    7  the project is damaged, or “check” found something\n"
  "  130  interrupted\n");

GOptionEntry *
aip_cli_help_make_entries (const AipCliVerb *verb,
                           AipCliOptions    *values)
{
  GOptionEntry *entries = g_new0 (GOptionEntry, G_N_ELEMENTS (options) + 1);
  guint n = 0;

  g_return_val_if_fail (verb != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      const char *name = options[i].name;

      if (!g_strv_contains (verb->options, name) && !g_str_equal (name, "json") &&
          !g_str_equal (name, "help"))
        continue;
      entries[n].long_name = name;
      entries[n].short_name = options[i].letter;
      entries[n].arg = options[i].type;
      entries[n].arg_data = values != NULL ? (char *) values + options[i].offset : NULL;
      entries[n].description = options[i].description;
      entries[n].arg_description = options[i].value;
      n++;
    }

  return entries;
}

char *
aip_cli_help_for_all (void)
{
  g_autoptr(GString) help = g_string_new (NULL);

  g_string_append (help, _("Usage:\n  aipipeline [PROJECT…]          open the window\n"
                           "  aipipeline COMMAND [ARGUMENT…]  do the same work without one\n\n"
                           "Commands:\n"));
  for (const AipCliVerb *verb = aip_cli_get_verbs (); verb->name != NULL; verb++)
    g_string_append_printf (help, "  %-10s %s\n", verb->name, _(verb->summary));
  g_string_append_printf (help, "\n%s\n%s",
                          _("“aipipeline COMMAND --help” explains a command. With --json a "
                            "command prints one\nJSON document on standard output and nothing "
                            "else; problems go to standard error."),
                          "\n");
  g_string_append (help, _(exit_codes));

  return g_string_free_and_steal (g_steal_pointer (&help));
}

char *
aip_cli_help_for_verb (const AipCliVerb *verb)
{
  g_autoptr(GString) help = g_string_new (NULL);
  g_autofree GOptionEntry *entries = NULL;

  g_return_val_if_fail (verb != NULL, NULL);

  entries = aip_cli_help_make_entries (verb, NULL);
  g_string_append_printf (help, _("Usage:\n  aipipeline %s %s\n\n%s\n\nOptions:\n"), verb->name,
                          _(verb->usage), _(verb->details));
  for (guint i = 0; entries[i].long_name != NULL; i++)
    {
      g_autofree char *option =
        g_strdup_printf ("--%s%s%s", entries[i].long_name,
                         entries[i].arg_description != NULL ? " " : "",
                         entries[i].arg_description != NULL ? _(entries[i].arg_description) : "");
      int padding;

      /* Not by the width of printf(), which counts bytes. */
      padding = OPTION_WIDTH - (int) MIN (aip_cli_text_width (option), OPTION_WIDTH);
      if (entries[i].short_name != 0)
        g_string_append_printf (help, "  -%c, ", entries[i].short_name);
      else
        g_string_append (help, "      ");
      g_string_append_printf (help, "%s%*s %s\n", option, padding, "", _(entries[i].description));
    }
  g_string_append_printf (help, "\n%s", _(exit_codes));

  return g_string_free_and_steal (g_steal_pointer (&help));
}
