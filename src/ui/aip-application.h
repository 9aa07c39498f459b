/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-activity-log.h"
#include "aip-document.h"
#include "aip-scheduler.h"
#include "aip-thumbnailer.h"

G_BEGIN_DECLS

#define AIP_TYPE_APPLICATION (aip_application_get_type ())

/**
 * AipApplication:
 *
 * The one process behind all project windows: it owns the scheduler, the thumbnails, the activity
 * log and the draft workers, which live as long as there is a window.
 *
 * Actions: `app.new-window`, `app.new-project`, `app.open`, `app.open-sample`, `app.preferences`,
 * `app.shortcuts`, `app.about`, `app.quit`; for scripts `app.open-path (s folder)`,
 * `app.create-project (sss name, folder, frame rate)`.
 */
G_DECLARE_FINAL_TYPE (AipApplication, aip_application, AIP, APPLICATION, AdwApplication)

AipApplication *aip_application_new             (void);
/* The running one (transfer none). */
AipApplication *aip_application_get_default     (void);

/* All transfer none. */
AipScheduler   *aip_application_get_scheduler   (AipApplication *self);
AipThumbnailer *aip_application_get_thumbnailer (AipApplication *self);
AipActivityLog *aip_application_get_activity    (AipApplication *self);
GSettings      *aip_application_get_settings    (AipApplication *self);

G_END_DECLS
