/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_JOB_ROW (aip_job_row_get_type ())

/**
 * AipJobRow:
 *
 * An open job on the Activity page: which shot, how far, where or why it waits, and a way to stop
 * it.
 */
G_DECLARE_FINAL_TYPE (AipJobRow, aip_job_row, AIP, JOB_ROW, AdwBin)

GtkWidget *aip_job_row_new     (AipSession *session);
/* @job: (nullable): followed until another is set. */
void       aip_job_row_set_job (AipJobRow  *self,
                                AipJob     *job);
/* "Waiting", "Running" …: (transfer none), translated. */
const char *aip_job_row_state_to_text (AipJobState state);

G_END_DECLS
