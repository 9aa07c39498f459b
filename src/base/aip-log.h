/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The structured log. Every message of g_debug() … g_critical() and g_log_structured() becomes one
 * JSON object on one line of LOG/NAME.jsonl:
 *
 *     {"time":"2026-03-01T12:00:00.123456Z","level":"warning","domain":"aip-worker",
 *      "code":"network","message":"…","job":"…","file":"…","line":"…"}
 *
 * `code` and other members come from structured fields whose name starts with AIP_ (AIP_CODE,
 * AIP_JOB …). Lines are written by an own thread; five files of 2 MiB are kept. G_MESSAGES_DEBUG
 * says, as always, what also goes to standard error.
 */

#define AIP_LOG_FILES      5
#define AIP_LOG_FILE_BYTES (2 * 1024 * 1024)
#define AIP_LOG_RING       512

/**
 * AipLogRecord:
 * @serial: counts all messages of the process from 1
 * @time: microseconds since 1970
 * @code: (nullable)
 *
 * A message as it is held for the Activity page.
 */
typedef struct {
  guint64         serial;
  gint64          time;
  GLogLevelFlags  level;
  char           *domain;
  char           *code;
  char           *message;
} AipLogRecord;

typedef void (*AipLogWatch) (const AipLogRecord *record,
                             gpointer            user_data);

/*
 * Once in a process, before other threads log. @folder: is made; %NULL for aip_paths_state ("log").
 */
void       aip_log_start       (const char     *folder,
                                const char     *name);
/* Returns when everything logged before is in the file. */
void       aip_log_flush       (void);
/* Flushes and ends the thread; later messages go to standard error only. */
void       aip_log_stop        (void);
/* (nullable) (transfer full): where the files are. */
char      *aip_log_dup_folder  (void) G_GNUC_WARN_UNUSED_RESULT;

/*
 * (transfer full) (element-type AipLogRecord): the last messages of at least "message" level,
 * oldest first.
 */
GPtrArray *aip_log_dup_recent  (void) G_GNUC_WARN_UNUSED_RESULT;
/*
 * @watch is called in the default main context for each further one; %NULL ends it. One watch at a
 * time.
 */
void       aip_log_set_watch   (AipLogWatch     watch,
                                gpointer        user_data);

void       aip_log_record_free (AipLogRecord   *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipLogRecord, aip_log_record_free)

G_END_DECLS
