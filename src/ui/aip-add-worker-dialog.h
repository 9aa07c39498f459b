/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-scheduler.h"

G_BEGIN_DECLS

#define AIP_TYPE_ADD_WORKER_DIALOG (aip_add_worker_dialog_get_type ())

/**
 * AipAddWorkerDialog:
 *
 * Asks for the address of a worker and adds it; says why an address cannot be one.
 */
G_DECLARE_FINAL_TYPE (AipAddWorkerDialog, aip_add_worker_dialog, AIP, ADD_WORKER_DIALOG, AdwDialog)

AdwDialog *aip_add_worker_dialog_new (AipScheduler *scheduler);

G_END_DECLS
