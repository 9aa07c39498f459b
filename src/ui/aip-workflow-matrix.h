/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_WORKFLOW_MATRIX (aip_workflow_matrix_get_type ())

/**
 * AipWorkflowMatrix:
 *
 * Every workflow against every worker: whether its nodes and models are there and whether it fits the
 * graphics memory at the size of this film, and what is missing where.
 */
G_DECLARE_FINAL_TYPE (AipWorkflowMatrix, aip_workflow_matrix, AIP, WORKFLOW_MATRIX, AdwDialog)

AdwDialog *aip_workflow_matrix_new (AipSession *session);

G_END_DECLS
