/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_WORKER_CARD (aip_worker_card_get_type ())

/**
 * AipWorkerCard:
 *
 * A worker on the Workers page: what it is, how it is and what it does, kept up to date by the
 * worker's own properties. State is always icon and words, never colour alone.
 */
G_DECLARE_FINAL_TYPE (AipWorkerCard, aip_worker_card, AIP, WORKER_CARD, AdwBin)

GtkWidget *aip_worker_card_new (AipSession *session,
                                AipWorker  *worker);

G_END_DECLS
