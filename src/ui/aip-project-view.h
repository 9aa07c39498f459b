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

AipProjectView *aip_project_view_new               (AipSession     *session);
AipSession     *aip_project_view_get_session       (AipProjectView *self);

/*
 * The `win.` actions that need a project: undo, redo, import, import-path (s), show-page (s),
 * toggle-sidebar, toggle-inspector, search, search-text (s), add-worker (s, empty asks),
 * start-draft-worker, pause-worker (s), remove-worker (s).
 */
void            aip_project_view_add_actions       (AipProjectView *self,
                                                    GActionMap     *map);
void            aip_project_view_remove_actions    (AipProjectView *self,
                                                    GActionMap     *map);
/* (transfer none): the actions on shots. */
GActionGroup   *aip_project_view_get_shots_actions (AipProjectView *self);

/* Puts the focus where work begins. */
void            aip_project_view_focus             (AipProjectView *self);
/* Whether the name of the file says that it is a shot list. */
gboolean        aip_project_view_can_import        (const char     *path);
/* Reads a shot list and shows what would come in. */
void            aip_project_view_import            (AipProjectView *self,
                                                    const char     *path);
/* Remembers sizes and the page for the next project. */
void            aip_project_view_save_state        (AipProjectView *self);

G_END_DECLS
