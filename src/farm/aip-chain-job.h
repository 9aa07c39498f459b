/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-chain.h"
#include "aip-document.h"

G_BEGIN_DECLS

/*
 * The jobs of a chain. Those of one shot and one gesture have the same `chain`; a step waits for the
 * one before it, and where `approval` is set until a person has approved a take, whose id is in
 * `source` then. All of it follows from what is stored, so it is the same after a restart.
 */

/* (transfer none) (nullable): the take that @job begins with, as far as that is decided: the approved
 * one, or what the step before has made; %NULL too for a job that begins with whatever the shot has. */
AipTake  *aip_chain_job_find_source    (AipDocument      *document,
                                        AipJob           *job);
/* (transfer full) (nullable): why a waiting job may not be sent yet, in words. */
char     *aip_chain_job_explain        (AipDocument      *document,
                                        AipJob           *job,
                                        AipWorkflowStore *store);
/* (transfer full) (nullable): why a waiting job never will be: the step before it came to nothing. */
char     *aip_chain_job_find_break     (AipDocument      *document,
                                        AipJob           *job,
                                        AipWorkflowStore *store);
/* Whether nothing happens to a waiting job until a person approves something. */
gboolean  aip_chain_job_is_parked      (AipDocument      *document,
                                        AipJob           *job);
/* Tells the step of @shot that waits for it that a person has approved @take, or taken that back.
 * (transfer none) (nullable): that job, if it is news for it. */
AipJob   *aip_chain_tell_approved      (AipDocument      *document,
                                        AipShot          *shot,
                                        AipTake          *take,
                                        gboolean          approved,
                                        AipWorkflowStore *store);
/* (transfer full) (nullable): “Step 2 of 3”; %NULL for a job that is in no chain. */
char     *aip_chain_job_dup_place      (AipDocument      *document,
                                        AipJob           *job);
/* (transfer full) (element-type AipJob): the other jobs of its chain, in the order of their steps. */
GPtrArray *aip_chain_job_list_others    (AipDocument      *document,
                                         AipJob           *job) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full) (element-type AipJob): what has to be tried again so that @job, which failed or was
 * cancelled, can succeed, itself included, and what was given up because of it. */
GPtrArray *aip_chain_job_list_revived   (AipDocument      *document,
                                         AipJob           *job) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
