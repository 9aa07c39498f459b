/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-diagram.h"

G_BEGIN_DECLS

#define AIP_TYPE_LAMPS_VIEW (aip_lamps_view_get_type ())

/**
 * AipLampsView:
 *
 * The lights around the subject. Its handles are those of #AipStageLamps: for each light the
 * direction it comes from and its elevation.
 */
G_DECLARE_FINAL_TYPE (AipLampsView, aip_lamps_view, AIP, LAMPS_VIEW, AipDiagram)

GtkWidget *aip_lamps_view_new (AipLiveSetup *live);

G_END_DECLS
