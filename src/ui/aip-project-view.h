/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_PROJECT_VIEW (aip_project_view_get_type ())

/**
 * AipProjectView:
 *
 * Everything a window shows of an open project: sidebar, pages, inspector and banners.
 */
G_DECLARE_FINAL_TYPE (AipProjectView, aip_project_view, AIP, PROJECT_VIEW, AdwBreakpointBin)

AipProjectView *aip_project_view_new         (AipSession     *session,
                                              GSettings      *settings);
AipSession     *aip_project_view_get_session (AipProjectView *self);
/* Adds the `win.` actions that need a project to @map. */
void            aip_project_view_add_actions (AipProjectView *self,
                                              GActionMap     *map);

G_END_DECLS
