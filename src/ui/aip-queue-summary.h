/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_QUEUE_SUMMARY (aip_queue_summary_get_type ())

/**
 * AipQueueSummary:
 *
 * How far the generation of this project is, at the foot of the sidebar and seen from every page.
 * Shown while jobs are open; a run begins with the first open job and ends when none is left.
 */
G_DECLARE_FINAL_TYPE (AipQueueSummary, aip_queue_summary, AIP, QUEUE_SUMMARY, AdwBin)

void aip_queue_summary_set_session (AipQueueSummary *self,
                                    AipSession      *session);

G_END_DECLS
