/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-recent-project.h"

G_BEGIN_DECLS

#define AIP_RECENT_PROJECTS_LENGTH 24

#define AIP_TYPE_RECENT_PROJECTS (aip_recent_projects_get_type ())

/**
 * AipRecentProjects:
 *
 * A #GListModel of #AipRecentProject, the one opened last first, kept in a JSON file of the state
 * folder. Reading and writing happen off the main thread.
 */
G_DECLARE_FINAL_TYPE (AipRecentProjects, aip_recent_projects, AIP, RECENT_PROJECTS, GObject)

/* @file: absolute path; need not exist. */
AipRecentProjects *aip_recent_projects_new      (const char        *file);
/* Puts the project first. @picture: (nullable): absolute path of a still. */
void               aip_recent_projects_remember (AipRecentProjects *self,
                                                 const char        *folder,
                                                 const char        *name,
                                                 const char        *picture);
void               aip_recent_projects_forget   (AipRecentProjects *self,
                                                 const char        *folder);
/* Whether the file has been read; notified as the property `loaded`. */
gboolean           aip_recent_projects_get_loaded (AipRecentProjects *self);
/* Looks again which folders are there. */
void               aip_recent_projects_refresh  (AipRecentProjects *self);
/* Completes when every change is in the file. */
void               aip_recent_projects_flush_async  (AipRecentProjects    *self,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean           aip_recent_projects_flush_finish (AipRecentProjects    *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);

G_END_DECLS
