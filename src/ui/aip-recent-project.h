/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define AIP_TYPE_RECENT_PROJECT (aip_recent_project_get_type ())

/**
 * AipRecentProject:
 *
 * A project that was open on this machine, as the start page shows it; immutable.
 */
G_DECLARE_FINAL_TYPE (AipRecentProject, aip_recent_project, AIP, RECENT_PROJECT, GObject)

/*
 * @opened: seconds since 1970. @picture: (nullable): absolute path of a still. @missing: whether
 * its folder cannot be found now.
 */
AipRecentProject *aip_recent_project_new         (const char       *folder,
                                                  const char       *name,
                                                  gint64            opened,
                                                  const char       *picture,
                                                  gboolean          missing);

const char       *aip_recent_project_get_folder  (AipRecentProject *self);
const char       *aip_recent_project_get_name    (AipRecentProject *self);
gint64            aip_recent_project_get_opened  (AipRecentProject *self);
const char       *aip_recent_project_get_picture (AipRecentProject *self);
gboolean          aip_recent_project_get_missing (AipRecentProject *self);

G_END_DECLS
