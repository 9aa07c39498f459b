/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-freeze.h"
#include "aip-job-queue.h"
#include "aip-repeat.h"
#include "aip-run.h"

G_BEGIN_DECLS

#define AIP_TYPE_DESK (aip_desk_get_type ())

/**
 * AipDesk:
 *
 * One open document in the farm: which of its jobs wait, and which are at a worker. Waiting jobs are
 * kept in line by what they need *now*: an edit of their shot or of the project moves them. Movies
 * of which the project does not know the length are looked at meanwhile.
 *
 * Signals:
 * - `changed ()`: a waiting job may have become placeable
 * - `storage-failed (GError *)`: unsaved moves were taken back; aip_desk_reload() is due
 */
G_DECLARE_FINAL_TYPE (AipDesk, aip_desk, AIP, DESK, GObject)

AipDesk        *aip_desk_new         (AipDocument      *document,
                                      AipWorkflowStore *workflows) G_GNUC_WARN_UNUSED_RESULT;
/* Forgets the document's signals; it may be closed now. */
void            aip_desk_close       (AipDesk          *self);

AipDocument    *aip_desk_get_document (AipDesk         *self);
AipJobQueue    *aip_desk_get_queue   (AipDesk          *self);
AipTakeNumbers *aip_desk_get_numbers (AipDesk          *self);

/* Puts a waiting job in line, or in another line if what it needs has changed. */
void            aip_desk_add_job     (AipDesk          *self,
                                      AipJob           *job);
void            aip_desk_remove_job  (AipDesk          *self,
                                      AipJob           *job);
/* Compares with the document, at first and after moves were taken back. */
void            aip_desk_reload      (AipDesk          *self);
/* (transfer full) (nullable): how the take was made that @job, which is in line, makes again. */
AipRepeat      *aip_desk_take_repeat (AipDesk          *self,
                                      AipJob           *job,
                                      GError          **error);
/* The next thing that a person has said about a take since the last call; FALSE: nothing more. All
 * (out) (transfer none). */
gboolean        aip_desk_take_approval (AipDesk         *self,
                                        AipShot         **shot,
                                        AipTake         **take,
                                        gboolean         *approved);
/* (transfer full) (element-type AipJob): the jobs that are at a worker according to the document but
 * have no run here. Whoever takes them gives each a run or puts it back in line. */
GPtrArray      *aip_desk_take_bound  (AipDesk          *self) G_GNUC_WARN_UNUSED_RESULT;

void            aip_desk_add_run     (AipDesk          *self,
                                      AipRun           *run);
void            aip_desk_remove_run  (AipDesk          *self,
                                      AipRun           *run);
AipRun         *aip_desk_find_run    (AipDesk          *self,
                                      AipJob           *job);
/* (element-type AipRun) (transfer full) */
GPtrArray      *aip_desk_list_runs   (AipDesk          *self) G_GNUC_WARN_UNUSED_RESULT;
guint           aip_desk_get_n_runs  (AipDesk          *self);
guint           aip_desk_get_n_open  (AipDesk          *self);

/*
 * What prompts are composed with. Until it is set nothing is sent; set to %NULL (it cannot be
 * loaded), every job fails with a sentence that says so.
 */
void            aip_desk_set_cinema  (AipDesk          *self,
                                      AipCinema        *cinema);
/* (nullable) (transfer none) */
AipCinema      *aip_desk_get_cinema  (AipDesk          *self);
/* Nothing is sent as long as it is closed, as it is at first. */
void            aip_desk_set_open    (AipDesk          *self,
                                      gboolean          open);
/* Until the monotonic time @until nothing is sent either: the project cannot be written. */
void            aip_desk_halt        (AipDesk          *self,
                                      gint64            until);
gboolean        aip_desk_is_halted   (AipDesk          *self);
gboolean        aip_desk_may_send    (AipDesk          *self);
/* TRUE the first time for a job: one lost file may be bad luck. */
gboolean        aip_desk_forgive     (AipDesk          *self,
                                      AipJob           *job);

G_END_DECLS
