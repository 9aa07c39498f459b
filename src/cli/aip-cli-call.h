/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "aip-cli.h"

G_BEGIN_DECLS

#define AIP_TYPE_CLI_CALL (aip_cli_call_get_type ())

/**
 * AipCliCall:
 *
 * One command on its way from the command line to an exit status. It runs entirely from the main
 * context, so that the same command works in a process of its own and inside the running app.
 */
G_DECLARE_FINAL_TYPE (AipCliCall, aip_cli_call, AIP, CLI_CALL, GObject)

/* What the options say; strings are UTF-8, paths as typed. */
typedef struct {
  gboolean  json;
  gboolean  help;
  gboolean  all;
  gboolean  again;
  gboolean  stale;
  gboolean  wait;
  gboolean  sample;
  gboolean  dry_run;
  gboolean  finish_cut;
  gboolean  pictures;
  gboolean  loose;
  gboolean  relative;
  gboolean  regex;
  gboolean  match_case;
  gboolean  whole_words;
  gboolean  slate;
  gboolean  silent;
  char     *into;
  char     *name;
  char     *code;
  char     *rate;
  char     *size;
  char     *aspect;
  char     *shots;
  char     *workflow;
  char     *chain;
  char     *repeat;
  char     *timeout;
  char     *target;
  char     *object_info;
  char     *purpose;
  char     *encoding;
  char     *format;
  char     *dialect;
  char     *sheet;
  char     *accept;
  char     *fields;
  char     *paper;
  int       per_row;
  int       handles;   /* -1: not given */
  char     *year;
  char     *preset;
  char     *range;
  char     *burn_in;
  char     *text;
  char     *ratio;
  char     *cut;
  char     *project;
  GStrv     workers;
  GStrv     maps;
  GStrv     binds;
} AipCliOptions;

/* Where the project of a command is named. */
typedef enum {
  AIP_CLI_PROJECT_NONE,
  AIP_CLI_PROJECT_FIRST, /* the first argument */
  AIP_CLI_PROJECT_SECOND, /* --into, else the one after the word that says what to do */
  AIP_CLI_PROJECT_INTO,  /* --into */
  AIP_CLI_PROJECT_ASKED, /* --into, or the argument after a question that is about a project */
} AipCliProject;

/**
 * AipCliVerb:
 * @name: what is typed
 * @usage: (translatable): the rest of the line
 * @summary: (translatable): a sentence for the list of commands
 * @details: (translatable): what `--help` says beside the options
 * @options: the long names of its options beside `--json` and `--help`
 * @min_arguments: how many arguments it needs
 * @max_arguments: how many it takes
 * @project: where its project is named
 * @check: (nullable): looks at options and arguments before anything is opened
 * @run: does the work; aip_cli_call_finish() ends it
 */
typedef struct {
  const char     *name;
  const char     *usage;
  const char     *summary;
  const char     *details;
  const char     *options[16];
  guint           min_arguments;
  guint           max_arguments;
  AipCliProject   project;
  gboolean      (*check) (AipCliCall  *call,
                          GError     **error);
  void          (*run)   (AipCliCall  *call);
} AipCliVerb;

/* All verbs; the last has no name. */
const AipCliVerb     *aip_cli_get_verbs             (void);

/* Receives what is printed; @is_error: for standard error. */
typedef void (*AipCliWriter) (const char *text,
                              gboolean    is_error,
                              gpointer    user_data);

AipCliCall           *aip_cli_call_new              (const char *const    *argv,
                                                     const char           *cwd,
                                                     AipCliWriter          writer,
                                                     gpointer              writer_data);
/* The document and the scheduler of a running app, which stay theirs. @news: (nullable) */
void                  aip_cli_call_lend             (AipCliCall           *self,
                                                     AipDocument          *document,
                                                     AipScheduler         *scheduler,
                                                     AipCliNews            news,
                                                     gpointer              news_data);
/* That standard output is a terminal of @width places, on which lines may be drawn over. */
void                  aip_cli_call_set_terminal     (AipCliCall           *self,
                                                     guint                 width);
void                  aip_cli_call_run_async        (AipCliCall           *self,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
AipCliStatus          aip_cli_call_run_finish       (AipCliCall           *self,
                                                     GAsyncResult         *result);
/* (transfer full) (nullable): see aip_cli_find_project(). */
char                 *aip_cli_call_get_project_path (AipCliCall           *self);

/* For the verbs ----------------------------------------------------------------------------- */

const AipCliOptions  *aip_cli_call_get_options      (AipCliCall           *self);
/* The arguments that are no options. */
const char *const    *aip_cli_call_get_arguments    (AipCliCall           *self);
GCancellable         *aip_cli_call_get_cancellable  (AipCliCall           *self);
/* 0: not a terminal. */
guint                 aip_cli_call_get_terminal     (AipCliCall           *self);
/* Whether it runs inside the app. */
gboolean              aip_cli_call_is_lent          (AipCliCall           *self);
/* (transfer full): @path as seen from the folder in which the command was typed. */
char                 *aip_cli_call_resolve          (AipCliCall           *self,
                                                     const char           *path);
/* The open project; only for verbs that name one. */
AipDocument          *aip_cli_call_get_document     (AipCliCall           *self);
/* Takes over a document that the verb made; it is closed at the end. */
void                  aip_cli_call_take_document    (AipCliCall           *self,
                                                     AipDocument          *document);
/* (nullable): the app's, or the one set. */
AipScheduler         *aip_cli_call_get_scheduler    (AipCliCall           *self);
/* Takes over a scheduler that the verb made; it is stopped at the end. */
void                  aip_cli_call_take_scheduler   (AipCliCall           *self,
                                                     AipScheduler         *scheduler);

/* For a person: nothing with --json. */
void                  aip_cli_call_print            (AipCliCall           *self,
                                                     const char           *format,
                                                     ...) G_GNUC_PRINTF (2, 3);
void                  aip_cli_call_print_raw        (AipCliCall           *self,
                                                     const char           *text);
/* How far it is: like the others, but sent at once also where the rest comes in one piece. */
void                  aip_cli_call_print_news       (AipCliCall           *self,
                                                     const char           *text);
/*
 * With --json: @event (transfer full) on a line of its own, at once. The document at the end is then
 * such a line too.
 */
void                  aip_cli_call_print_event      (AipCliCall           *self,
                                                     JsonObject           *event);
/* A sentence on standard error, and in "problems". */
void                  aip_cli_call_add_problem      (AipCliCall           *self,
                                                     const char           *sentence);
/* The members of the JSON document beside the common ones. */
JsonObject           *aip_cli_call_get_result       (AipCliCall           *self);

void                  aip_cli_call_finish           (AipCliCall           *self,
                                                     AipCliStatus          status);
/* @error: (transfer full) */
void                  aip_cli_call_fail             (AipCliCall           *self,
                                                     GError               *error);

G_END_DECLS
