/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-desk.h"
#include "aip-estimates.h"
#include "aip-link.h"
#include "aip-scheduler.h"
#include "aip-worker-registry.h"
#include "aip-workflow-store.h"

G_BEGIN_DECLS

/*
 * The scheduler's inside, for its own files. What others see is in aip-scheduler.c and -jobs.c;
 * -cinema.c loads what prompts are composed with, -workers.c keeps links and registry, -pump.c sends what waits, -balance.c moves what waits in the
 * wrong place, -chain.c looks after jobs that wait for others or for a person, -outcome.c decides what becomes of what was sent.
 */

/* Half a frame, so that input and drawing always come in between. */
#define AIP_SCHEDULER_SLICE_USEC 4000

struct _AipScheduler
{
  GObject            parent_instance;

  AipWorkflowStore  *workflows;
  AipEstimates      *estimates;
  AipWorkerRegistry *registry;
  AipLinkTimes       times;
  guint              halt_ms;      /* pause after a project could not be written */

  GListStore        *workers;
  GPtrArray         *links;        /* of the workers in the list */
  GPtrArray         *visitors;     /* links to workers that are not in it but still have jobs of ours */
  GPtrArray         *desks;
  GHashTable        *cancelled;    /* prompt id → Cancelled: not certainly gone yet */

  GPtrArray         *news;         /* AipRun whose progress has to be shown */
  GHashTable        *news_set;
  GHashTable        *worker_news;  /* AipWorker */
  guint              news_id;
  guint              pump_id;
  guint              spread_id;
  guint              balance_id;  /* looks again, see aip_scheduler_balance() */
  guint              halt_id;
  guint              save_id;
  guint              sweep_id;
  guint              idle_id;
  gboolean           was_open;     /* there were open jobs since the last `idle` */
  gboolean           stopped;

  guint              n_pending;    /* what the end waits for: runs as long as anything (such as a
                                      download) refers to them, and threads */
  GTask             *stop_task;
};

/* aip-scheduler.c */
AipDesk *aip_scheduler_find_desk        (AipScheduler   *self,
                                         AipDocument    *document);
void     aip_scheduler_job_changed      (AipScheduler   *self,
                                         AipDocument    *document,
                                         AipJob         *job);
/* @level: %G_LOG_LEVEL_INFO, _MESSAGE (something went wrong) or _DEBUG (log file only) */
void     aip_scheduler_log              (AipScheduler   *self,
                                         AipDocument    *document,
                                         AipJob         *job,
                                         AipWorker      *worker,
                                         GLogLevelFlags  level,
                                         const char     *format,
                                         ...) G_GNUC_PRINTF (6, 7);
void     aip_scheduler_track_run        (AipScheduler   *self,
                                         AipDesk        *desk,
                                         AipLink        *link,
                                         AipRun         *run);
void     aip_scheduler_count_open       (AipScheduler   *self);
void     aip_scheduler_run_taken        (AipScheduler   *self,
                                         AipRun         *run,
                                         AipTake        *take);
void     aip_scheduler_run_news         (AipScheduler   *self,
                                         AipRun         *run);
void     aip_scheduler_link_preview     (AipScheduler   *self,
                                         AipRun         *run,
                                         GBytes         *image,
                                         const char     *media_type);

/* Something that the end had to wait for is over. */
void     aip_scheduler_finish_stop      (AipScheduler   *self);
void     aip_scheduler_emit_cinema_loaded
                                        (AipScheduler   *self,
                                         AipDocument    *document);

/* aip-scheduler-cinema.c */
void     aip_scheduler_load_cinema      (AipScheduler   *self,
                                         AipDesk        *desk);

/* aip-scheduler-workers.c */
void     aip_scheduler_load_workers     (AipScheduler   *self);
AipLink *aip_scheduler_find_link        (AipScheduler   *self,
                                         const char     *address,
                                         gboolean        or_visit);
AipLink *aip_scheduler_link_of_run      (AipScheduler   *self,
                                         AipRun         *run);
void     aip_scheduler_save_workers     (AipScheduler   *self,
                                         gboolean        now);
void     aip_scheduler_sweep_soon       (AipScheduler   *self);
void     aip_scheduler_stop_links       (AipScheduler   *self);

/* aip-scheduler-pump.c */
void     aip_scheduler_pump_soon        (AipScheduler   *self);
void     aip_scheduler_stop_pump        (AipScheduler   *self);
/* Whether another worker than @except that is ready would take a job with this need. */
gboolean aip_scheduler_can_place        (AipScheduler   *self,
                                         const AipNeed  *need,
                                         const char     *workflow,
                                         AipLink        *except);

/* aip-scheduler-balance.c */
void     aip_scheduler_balance          (AipScheduler   *self);

/* aip-scheduler-chain.c */
/* @job has ended: gives up the steps of its chain that waited for it in vain. */
void     aip_scheduler_break_chain      (AipScheduler   *self,
                                         AipDesk        *desk,
                                         AipJob         *job);
/* The same for all that wait, after the program was away. */
void     aip_scheduler_break_chains     (AipScheduler   *self,
                                         AipDesk        *desk);
/* Tells jobs what people have approved. */
void     aip_scheduler_follow_approvals (AipScheduler   *self,
                                         AipDesk        *desk);

/* aip-scheduler-outcome.c */
void     aip_scheduler_adopt            (AipScheduler   *self,
                                         AipDesk        *desk);
void     aip_scheduler_run_ended        (AipScheduler   *self,
                                         AipRun         *run,
                                         AipRunEnd       how,
                                         const GError   *error);
/* Takes @run away from its worker and puts its job back in line, because of @reason. */
void     aip_scheduler_requeue          (AipScheduler   *self,
                                         AipRun         *run,
                                         const char     *reason);
void     aip_scheduler_fail             (AipScheduler   *self,
                                         AipDesk        *desk,
                                         AipJob         *job,
                                         AipWorker      *worker,
                                         const GError   *error);
/* A waiting job cannot go to @link, because of @error: on another worker it may. */
void     aip_scheduler_turn_away        (AipScheduler   *self,
                                         AipDesk        *desk,
                                         AipJob         *job,
                                         AipLink        *link,
                                         const GError   *error);
/* Moves what can be moved away from workers that are lost. */
void     aip_scheduler_leave_lost       (AipScheduler   *self);
void     aip_scheduler_cancel_job       (AipScheduler   *self,
                                         AipDesk        *desk,
                                         AipJob         *job);
void     aip_scheduler_prompt_released  (AipScheduler   *self,
                                         const char     *prompt_id);
GHashTable *
         aip_scheduler_make_cancelled   (void) G_GNUC_WARN_UNUSED_RESULT;
void     aip_scheduler_forget_cancelled (AipScheduler   *self,
                                         AipDocument    *document);
void     aip_scheduler_storage_failed   (AipScheduler   *self,
                                         AipDesk        *desk,
                                         const GError   *error);

G_END_DECLS
