/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_WORKERS_PAGE (aip_workers_page_get_type ())

/**
 * AipWorkersPage:
 *
 * The workers of this machine as cards, and the ways to get more.
 */
G_DECLARE_FINAL_TYPE (AipWorkersPage, aip_workers_page, AIP, WORKERS_PAGE, AdwBin)

GtkWidget *aip_workers_page_new (AipSession *session);

G_END_DECLS
