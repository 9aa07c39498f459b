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

/*
 * The real executables in a home of their own, without a display and, unless a test gives it one,
 * without a session bus.
 */
typedef struct {
  char                *folder; /* everything is below it */
  GSubprocessLauncher *launcher;
  GPtrArray           *workers; /* GSubprocess */
} CliRig;

CliRig      *cli_rig_new        (void);
void         cli_rig_free       (CliRig      *rig);
/* (transfer full): a path below the folder of the rig. */
char        *cli_rig_path       (CliRig      *rig,
                                 const char  *name) G_GNUC_WARN_UNUSED_RESULT;
void         cli_rig_write      (CliRig      *rig,
                                 const char  *name,
                                 const char  *contents);

/* Starts `aipipeline ARGUMENTS…`, ended by %NULL, in the folder of the rig. (transfer full) */
GSubprocess *cli_rig_start      (CliRig      *rig,
                                 ...) G_GNUC_NULL_TERMINATED;
/*
 * Waits for it. @out, @err: (nullable) (out) (transfer full). Answers the exit status, 128 + n for
 * a signal.
 */
int          cli_rig_finish     (GSubprocess *process,
                                 char       **out,
                                 char       **err);
/* Both in one. */
int          cli_rig_run        (CliRig      *rig,
                                 char       **out,
                                 char       **err,
                                 ...) G_GNUC_NULL_TERMINATED;
/* With --json: the one document that it prints. (transfer full) */
JsonNode    *cli_rig_run_json   (CliRig      *rig,
                                 int         *status,
                                 ...) G_GNUC_NULL_TERMINATED;

/* Starts a draft worker as a server of its own. (transfer full): its address. */
char        *cli_rig_add_worker (CliRig      *rig,
                                 double       speed) G_GNUC_WARN_UNUSED_RESULT;
/* Ends one at once. */
void         cli_rig_kill_worker (CliRig     *rig,
                                  guint       index);

/*
 * That every shot has @n takes, each with its own whole picture on disk, and nothing else lies
 * there.
 */
void         cli_rig_check_takes (CliRig     *rig,
                                  const char *project,
                                  guint       n_shots,
                                  guint       n);

G_END_DECLS
