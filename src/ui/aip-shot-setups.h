/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cinema.h"
#include "aip-document.h"
#include "aip-options.h"
#include "aip-scheduler.h"
#include "aip-setup-cells.h"

G_BEGIN_DECLS

/* What aip_shot_setups_get_severity() says beside AipSeverity and AIP_OPTION_FINE (possible). */
#define AIP_SHOT_SETUP_NONE (-2)

#define AIP_TYPE_SHOT_SETUPS (aip_shot_setups_get_type ())

/**
 * AipShotSetups:
 *
 * The cinema setups of a document's shots, read: what they say as columns, and what the rules find
 * wrong with them in this project. Each different text is read once, however many shots have it,
 * and ahead of time, a little in every idle moment. Answers are always those of now.
 *
 * Until there is a cinema (it is loaded in a thread) nothing is known and nothing is wrong.
 *
 * Signals:
 * - `changed (AipShot *)`: its setup, or what is found wrong with it, may be another now
 * - `reset`: that of all shots: another year of the project, or the cinema has been loaded
 */
G_DECLARE_FINAL_TYPE (AipShotSetups, aip_shot_setups, AIP, SHOT_SETUPS, GObject)

/*
 * @scheduler: (nullable): whose cinema and workflows for the document are used; without one there
 * is only what aip_shot_setups_set_cinema() says.
 */
AipShotSetups  *aip_shot_setups_new           (AipDocument    *document,
                                               AipScheduler   *scheduler);
/* @cinema: (nullable) */
void            aip_shot_setups_set_cinema    (AipShotSetups  *self,
                                               AipCinema      *cinema);
/* (nullable) (transfer none) */
AipCinema      *aip_shot_setups_get_cinema    (AipShotSetups  *self);

/* Never %NULL; empty if nothing was chosen. Valid until the next change of the document. */
const AipSetup *aip_shot_setups_get           (AipShotSetups  *self,
                                               AipShot        *shot);
/* The worst finding: an #AipSeverity, %AIP_OPTION_FINE or %AIP_SHOT_SETUP_NONE. */
int             aip_shot_setups_get_severity  (AipShotSetups  *self,
                                               AipShot        *shot);
/* What is found, the worst first, as sentences. (transfer full) */
GStrv           aip_shot_setups_dup_findings  (AipShotSetups  *self,
                                               AipShot        *shot);
/* Translated: "Possible", "Impossible in 1962"; empty for %AIP_SHOT_SETUP_NONE. (transfer full) */
char           *aip_shot_setups_dup_state     (AipShotSetups  *self,
                                               AipShot        *shot);
/* As aip_setup_cell_to_text(); @folded as aip_text_fold() of it. Valid as long as the setup. */
const char     *aip_shot_setups_get_text      (AipShotSetups  *self,
                                               AipShot        *shot,
                                               AipSetupCell    cell);
const char     *aip_shot_setups_get_folded    (AipShotSetups  *self,
                                               AipShot        *shot,
                                               AipSetupCell    cell);

/* What the rules need to know of the shot and its project. */
void            aip_shot_setups_get_context   (AipShotSetups  *self,
                                               AipShot        *shot,
                                               AipRuleContext *context);

G_END_DECLS
