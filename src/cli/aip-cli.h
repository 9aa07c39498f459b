/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-document.h"
#include "aip-scheduler.h"

G_BEGIN_DECLS

/**
 * AipCliStatus:
 *
 * What a command answers to the shell. Documented in `--help` and in the manual page: never
 * renumbered.
 */
typedef enum {
  AIP_CLI_OK = 0,
  AIP_CLI_FAILED = 1,
  AIP_CLI_USAGE = 2,
  AIP_CLI_NOT_FOUND = 3,
  AIP_CLI_IN_USE = 4,
  AIP_CLI_PARTLY = 5,
  AIP_CLI_TIMEOUT = 6,
  AIP_CLI_DAMAGED = 7,
  AIP_CLI_INTERRUPTED = 130,
} AipCliStatus;

/* Whether the command line names a command (or `help`); otherwise it is for the window. */
gboolean aip_cli_is_command                (int                    argc,
                                            char                 **argv);
/* Runs the command to its end and answers the exit status. Needs no display. */
int      aip_cli_run                       (int                    argc,
                                            char                 **argv);

/*
 * The other end of a hand-over. A command whose project is open in another process is sent there
 * over D-Bus and run on the open document: @argv as the person typed it (the program first), @cwd
 * for relative paths.
 */

/*
 * (transfer full): the canonical folder of the project that @argv is about; %NULL if it is about
 * none.
 */
char    *aip_cli_find_project              (const char *const     *argv,
                                            const char            *cwd) G_GNUC_WARN_UNUSED_RESULT;

/* Receives lines that say how far a command is; they are not in what it prints at the end. */
typedef void (*AipCliNews)                 (const char            *text,
                                            gpointer               user_data);

void     aip_cli_run_on_document_async     (AipDocument           *document,
                                            AipScheduler          *scheduler,
                                            const char *const     *argv,
                                            const char            *cwd,
                                            AipCliNews             news,
                                            gpointer               news_data,
                                            GCancellable          *cancellable,
                                            GAsyncReadyCallback    callback,
                                            gpointer               user_data);
/* Answers the exit status; @out and @err: (out) (transfer full): what would be printed. */
int      aip_cli_run_on_document_finish    (GAsyncResult          *result,
                                            char                 **out,
                                            char                 **err);

G_END_DECLS
