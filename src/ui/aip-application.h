/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-activity-log.h"
#include "aip-document.h"
#include "aip-draft-workers.h"
#include "aip-recent-projects.h"
#include "aip-render-queue.h"
#include "aip-scheduler.h"
#include "aip-thumbnailer.h"
#include "aip-window.h"

G_BEGIN_DECLS

#define AIP_TYPE_APPLICATION (aip_application_get_type ())

/**
 * AipApplication:
 *
 * The one process behind all project windows: it owns the scheduler, the thumbnails, the activity
 * log and the draft workers. Scheduler and draft workers live as long as there is a window.
 *
 * Actions: `app.new-window`, `app.new-project`, `app.open`, `app.open-sample`, `app.preferences`,
 * `app.shortcuts`, `app.about`, `app.quit`; for scripts `app.open-path (s folder)`,
 * `app.create-project (sss name, folder, frame rate)`.
 *
 * Signal `bus-acquired (GDBusConnection *, const char *object_path)`: the moment to export more
 * beside what GApplication exports itself, before anybody can find the name.
 */
G_DECLARE_FINAL_TYPE (AipApplication, aip_application, AIP, APPLICATION, AdwApplication)

AipApplication    *aip_application_new               (void);
/* The running one (transfer none). */
AipApplication    *aip_application_get_default       (void);

/* All transfer none. */
AipScheduler      *aip_application_get_scheduler     (AipApplication       *self);
AipThumbnailer    *aip_application_get_thumbnailer   (AipApplication       *self);
AipActivityLog    *aip_application_get_activity      (AipApplication       *self);
AipDraftWorkers   *aip_application_get_draft_workers (AipApplication       *self);
AipRecentProjects *aip_application_get_recent        (AipApplication       *self);
AipRenderQueue    *aip_application_get_renders       (AipApplication       *self);
GSettings         *aip_application_get_settings      (AipApplication       *self);

/* (transfer full): where new projects go. */
char              *aip_application_dup_projects_folder (AipApplication     *self)
                                                         G_GNUC_WARN_UNUSED_RESULT;
/*
 * (transfer full): a project.aip or a folder, by links and dots or not, as the one name of its
 * folder.
 */
char              *aip_application_canonical_folder  (const char           *path)
                                                         G_GNUC_WARN_UNUSED_RESULT;
/* (nullable): the window in which the project is open or being opened. */
AipWindow         *aip_application_find_window       (AipApplication       *self,
                                                      const char           *folder);

/* From here on the scheduler looks after the document and the project is a recent one. */
void               aip_application_document_opened   (AipApplication       *self,
                                                      AipDocument          *document);
/* Lets the scheduler go of it, writes what is left and closes it; the process stays until then. */
void               aip_application_close_document    (AipApplication       *self,
                                                      AipDocument          *document);
/* Completes when no document of @folder is being closed any more. */
void               aip_application_wait_closed_async (AipApplication       *self,
                                                      const char           *folder,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
/*
 * (transfer none): the document that is open here from @folder (canonical) and the scheduler; FALSE
 * if there is none.
 */
gboolean           aip_application_find_document     (AipApplication       *self,
                                                      const char           *folder,
                                                      AipDocument         **document,
                                                      AipScheduler        **scheduler);

G_END_DECLS
