/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-chain.h"
#include "aip-cinema.h"
#include "aip-cut-part.h"
#include "aip-document.h"
#include "aip-job-check.h"
#include "aip-shot-prompt.h"
#include "aip-worker.h"
#include "aip-workflow-store.h"

G_BEGIN_DECLS

#define AIP_TYPE_SCHEDULER (aip_scheduler_get_type ())

/**
 * AipScheduler:
 *
 * Sends the jobs of the open documents to the workers of this machine and brings the results home.
 * One for each process.
 *
 * Signals (the only way out: table, workers page and command line listen to the same ones):
 * - `job-changed (AipDocument *, AipJob *)`: state, progress, stage or reason
 * - `worker-changed (AipWorker *)`
 * - `preview (AipDocument *, AipJob *, GBytes *, const char *media_type)`
 * - `take-added (AipDocument *, AipTake *)`
 * - `log (AipDocument * or %NULL, AipJob * or %NULL, int level, const char *sentence)`: for the
 *   Activity page; level is %G_LOG_LEVEL_INFO, or %G_LOG_LEVEL_MESSAGE if something went wrong
 * - `cinema-loaded (AipDocument *)`: aip_scheduler_get_cinema() answers now
 * - `idle ()`: no open job is left in any document
 *
 * Properties, all u, milliseconds, for workers that are added afterwards: `lost-grace-ms` (after
 * which the jobs of a worker that cannot be reached move to another one), `rest-ms` (of a worker that
 * failed three times in a row), `poll-ms` (how often a worker with jobs is asked, whatever its socket
 * says), `doubt-ms` (how long to wait for news before asking), `retry-ms` (the longest pause between
 * two tries to reach a worker; 0: the client's own), and `halt-ms`, the pause after a project could
 * not be written. At construction: `workflows` (nullable), the
 * #AipWorkflowStore, the program's own by default, and `registry` (nullable), see aip_scheduler_new().
 */
G_DECLARE_FINAL_TYPE (AipScheduler, aip_scheduler, AIP, SCHEDULER, GObject)

/* @registry: (nullable): JSON file in which the workers are remembered; %NULL remembers nothing. */
AipScheduler *aip_scheduler_new               (const char           *registry);

/* Those that generation can use: (transfer none). */
AipWorkflowStore *
              aip_scheduler_get_workflows     (AipScheduler         *self);
/* GListModel of AipWorker (transfer none). */
GListModel   *aip_scheduler_get_workers       (AipScheduler         *self);
/* The same worker when the address is known already. (transfer none) */
AipWorker    *aip_scheduler_add_worker        (AipScheduler         *self,
                                               const char           *address,
                                               gboolean              temporary,
                                               GError              **error);
/* (transfer none) (nullable): nodes and models of @worker, if they are known; @worker: (nullable): of
 * the first that is no draft worker, else of any. */
AipNodeCatalogue *
              aip_scheduler_get_catalogue     (AipScheduler         *self,
                                               AipWorker            *worker);
/* Its open jobs go back to waiting (cancelled on the server as far as it can be reached). */
void          aip_scheduler_remove_worker     (AipScheduler         *self,
                                               AipWorker            *worker);
/* Tries 127.0.0.1:8188 once; adds it when a server answers. */
void          aip_scheduler_probe_local       (AipScheduler         *self);

/* From here on the document's open jobs are looked after: reconciled first, then sent. */
void          aip_scheduler_add_document      (AipScheduler         *self,
                                               AipDocument          *document);
/* Lets go of a document: what runs goes on running on its worker and is fetched when the document is opened again. */
void          aip_scheduler_remove_document   (AipScheduler         *self,
                                               AipDocument          *document);

/*
 * (transfer none) (nullable): gear, models and presets of the program, the user and the project;
 * %NULL until they are loaded, which happens in a thread after aip_scheduler_add_document() and
 * ends with `cinema-loaded`, and for ever if what comes with the program cannot be read (a `log`
 * says so). Prompts are composed with it, so no job is sent before.
 */
AipCinema    *aip_scheduler_get_cinema        (AipScheduler         *self,
                                               AipDocument          *document);

/*
 * One job for each shot, made in one record transaction. A shot that cannot be queued (no prompt,
 * unknown workflow) gets none and a sentence in @problems (nullable) (element-type utf8, with a free
 * function). @workflow: (nullable): instead of the shot's own. A job without a workflow of its own
 * has an empty `workflow` until it is sent. Returns the jobs (transfer container), each referenced.
 */
GPtrArray    *aip_scheduler_enqueue           (AipScheduler         *self,
                                               AipDocument          *document,
                                               GPtrArray            *shots,
                                               const char           *workflow,
                                               GPtrArray            *problems);
/*
 * The same without holding up the main loop: in several transactions, the first before it returns.
 * Stops early, without an error, when the project is closed. Returns the jobs like the above, and
 * @problems (out) (optional) (transfer container).
 */
void          aip_scheduler_enqueue_async     (AipScheduler         *self,
                                               AipDocument          *document,
                                               GPtrArray            *shots,
                                               const char           *workflow,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
/* Every step of @chain for each shot, in the same way: those that cannot begin yet wait. */
void          aip_scheduler_enqueue_chain_async
                                              (AipScheduler         *self,
                                               AipDocument          *document,
                                               GPtrArray            *shots,
                                               AipChain             *chain,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
/*
 * A job that makes @take of @shot again exactly as its recipe says, on the worker of that address
 * (@worker: (nullable): on any that can). (transfer none); %AIP_ERROR_LOCKED for a locked shot. What
 * keeps it from being made is said when it is about to be sent; aip_repeat_load_async() knows before.
 */
AipJob       *aip_scheduler_repeat            (AipScheduler         *self,
                                               AipDocument          *document,
                                               AipShot              *shot,
                                               AipTake              *take,
                                               const char           *worker,
                                               GError              **error);
GPtrArray    *aip_scheduler_enqueue_finish    (AipScheduler         *self,
                                               GAsyncResult         *result,
                                               GPtrArray           **problems);
/* (transfer full): looks whether the same could be done, by the workers as they are now. @cinema:
 * (nullable): for a document that was not added. */
AipJobChecker *
              aip_scheduler_create_checker    (AipScheduler         *self,
                                               AipDocument          *document,
                                               AipCinema            *cinema)
                                               G_GNUC_WARN_UNUSED_RESULT;
/*
 * (transfer none): a job that begins with @part of one of the shot's takes, and keeps its seed. Refused
 * like any other that cannot be queued, and while another job of the shot is open.
 */
AipJob       *aip_scheduler_enqueue_part      (AipScheduler         *self,
                                               AipDocument          *document,
                                               AipShot              *shot,
                                               AipWorkflow          *workflow,
                                               const AipCutPart     *part,
                                               GError              **error);
/* About how many seconds the workers that are there take for @n_jobs of a workflow. */
double        aip_scheduler_estimate          (AipScheduler         *self,
                                               const char           *workflow,
                                               guint                 n_jobs);
/*
 * A job for each of @cells (element-type AipVariation, aip-variation.h) of @shot, all or none: %NULL
 * with %AIP_ERROR_LOCKED or why it cannot be made. @workflow: (nullable): instead of the shot’s own.
 */
GPtrArray    *aip_scheduler_enqueue_sheet     (AipScheduler         *self,
                                               AipDocument          *document,
                                               AipShot              *shot,
                                               const char           *workflow,
                                               GPtrArray            *cells,
                                               GError              **error);
void          aip_scheduler_cancel            (AipScheduler         *self,
                                               AipDocument          *document,
                                               AipJob               *job);
/* That a person finds @take good now. What changes in the document is heard of anyway; this is for a
 * take that was approved before, when a step waits that was queued since. */
void          aip_scheduler_tell_approved     (AipScheduler         *self,
                                               AipDocument          *document,
                                               AipShot              *shot,
                                               AipTake              *take);
/* Every open job of @shot. */
void          aip_scheduler_cancel_shot       (AipScheduler         *self,
                                               AipDocument          *document,
                                               AipShot              *shot);
/* Failed and cancelled jobs only. Of a chain, what came to nothing because of @job comes back too. */
gboolean      aip_scheduler_retry             (AipScheduler         *self,
                                               AipDocument          *document,
                                               AipJob               *job,
                                               GError              **error);
guint         aip_scheduler_get_n_open        (AipScheduler         *self,
                                               AipDocument          *document);

/* What would be sent for @shot now: (transfer full) texts, and the seed if it is fixed. */
gboolean      aip_scheduler_preview_prompt    (AipScheduler         *self,
                                               AipDocument          *document,
                                               AipShot              *shot,
                                               char                **prompt,
                                               char                **negative,
                                               GError              **error);

/* The same, and what the prompt is made of: (transfer full) (nullable). */
AipShotPrompt *
              aip_scheduler_preview           (AipScheduler         *self,
                                               AipDocument          *document,
                                               AipShot              *shot,
                                               char                **prompt,
                                               char                **negative,
                                               GError              **error);

/* Disconnects from every worker; completes when nothing is in flight to the disk. */
void          aip_scheduler_stop_async        (AipScheduler         *self,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gboolean      aip_scheduler_stop_finish       (AipScheduler         *self,
                                               GAsyncResult         *result,
                                               GError              **error);

G_END_DECLS
