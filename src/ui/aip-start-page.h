/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define AIP_TYPE_START_PAGE (aip_start_page_get_type ())

/**
 * AipStartPage:
 *
 * What a window shows before a project is open: the recent projects and ways to get another.
 */
G_DECLARE_FINAL_TYPE (AipStartPage, aip_start_page, AIP, START_PAGE, AdwBin)

G_END_DECLS
