/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cinema.h"
#include "aip-document.h"
#include "aip-workflow-store.h"

G_BEGIN_DECLS

/**
 * AipJobCheckVerdict:
 * @AIP_JOB_CHECK_FINE: a worker that is there can make it as it is asked for
 * @AIP_JOB_CHECK_CHANGED: the same, but not exactly as it is asked for (a size rounded …)
 * @AIP_JOB_CHECK_UNKNOWN: no worker is there that could be asked, so the job would wait
 * @AIP_JOB_CHECK_NOWHERE: none of the workers that are there can make it: it would wait for another
 * @AIP_JOB_CHECK_BLOCKED: it cannot be queued
 *
 * Each is worse than those before it.
 */
typedef enum {
  AIP_JOB_CHECK_FINE,
  AIP_JOB_CHECK_CHANGED,
  AIP_JOB_CHECK_UNKNOWN,
  AIP_JOB_CHECK_NOWHERE,
  AIP_JOB_CHECK_BLOCKED,
} AipJobCheckVerdict;

const char *aip_job_check_verdict_to_nick (AipJobCheckVerdict verdict);

/**
 * AipJobCheckWorker:
 * @name: what people call it
 * @there: whether it can be reached
 * @known: whether it has said what it has, too
 * @problems: sentences: what it lacks; empty if it can make the job
 *
 * What a worker would say to the job.
 */
typedef struct {
  char     *name;
  gboolean  there;
  gboolean  known;
  GStrv     problems;
} AipJobCheckWorker;

/**
 * AipJobCheck:
 * @shot: (nullable): whose job it would be
 * @workflow: (nullable): title of the workflow; %NULL if there is none
 * @reason: (nullable): a sentence: why it cannot be queued
 * @changes: sentences: what would not be exactly as the shot asks for
 * @workers: (element-type AipJobCheckWorker): all of them
 *
 * What there is to know about a job before it is queued.
 */
typedef struct {
  AipJobCheckVerdict  verdict;
  AipShot            *shot;
  char               *workflow;
  char               *reason;
  GStrv               changes;
  GPtrArray          *workers;
} AipJobCheck;

void           aip_job_check_free         (AipJobCheck       *self);
/*
 * (transfer full): what matters, one sentence a line: why it cannot be queued; else what the workers
 * lack if none of them can make it, then what is changed. Empty if nothing is.
 */
char          *aip_job_check_dup_text     (const AipJobCheck *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipJobCheck, aip_job_check_free)

/**
 * AipJobChecker:
 *
 * Checks shots of a document against the workers as they are at one moment. Nothing is changed, sent
 * or asked. What concerns only a workflow and a worker is looked at once, so a film of thousands of
 * shots costs microseconds for each.
 */
typedef struct _AipJobChecker AipJobChecker;

/* @cinema: (nullable): not loaded yet; then LoRA files of the cast are not looked at. */
AipJobChecker *aip_job_checker_new        (AipDocument       *document,
                                           AipWorkflowStore  *store,
                                           AipCinema         *cinema) G_GNUC_WARN_UNUSED_RESULT;
void           aip_job_checker_free       (AipJobChecker     *self);
/*
 * @there: whether it can be reached. @catalogue: (nullable): its nodes and models; %NULL: it has not
 * said yet, which speaks neither for nor against it. @vram: bytes of its largest GPU, 0: unknown. @draft: it draws, so models that a
 * shot names do not matter.
 */
void           aip_job_checker_add_worker (AipJobChecker     *self,
                                           const char        *name,
                                           gboolean           there,
                                           AipNodeCatalogue  *catalogue,
                                           guint64            vram,
                                           gboolean           draft);
/*
 * @workflow_id: (nullable): instead of the shot's own. @coming: (nullable) (element-type AipShot):
 * shots that would be queued with it, so that what one begins with another one may still make.
 */
AipJobCheck   *aip_job_checker_check      (AipJobChecker     *self,
                                           AipShot           *shot,
                                           const char        *workflow_id,
                                           GPtrArray         *coming) G_GNUC_WARN_UNUSED_RESULT;

/*
 * All of @shots (element-type AipShot), as if they were queued together, in as many turns of the main
 * loop as it takes. @self: (transfer full). Answers (transfer full) (element-type AipJobCheck), in the
 * order of the shots.
 */
void           aip_job_checker_check_async
                                          (AipJobChecker       *self,
                                           GPtrArray           *shots,
                                           const char          *workflow_id,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
GPtrArray     *aip_job_checker_check_finish
                                          (GAsyncResult        *result,
                                           GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipJobChecker, aip_job_checker_free)

/*
 * (transfer full): what keeps a worker from running @workflow at a size (and, for movies, a length),
 * as sentences; empty if nothing does. @vram: 0 if it is not known.
 */
GStrv          aip_job_check_workflow     (AipWorkflow       *workflow,
                                           AipNodeCatalogue  *catalogue,
                                           guint64            vram,
                                           int                width,
                                           int                height,
                                           int                frames) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
