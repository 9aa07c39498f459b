/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-recent-project.h"
#include "aip-thumbnailer.h"

G_BEGIN_DECLS

#define AIP_TYPE_PROJECT_CARD (aip_project_card_get_type ())

/**
 * AipProjectCard:
 *
 * A recent project on the start page. Being activated opens it; `card.forget` and
 * `card.open-folder` are its menu.
 */
G_DECLARE_FINAL_TYPE (AipProjectCard, aip_project_card, AIP, PROJECT_CARD, GtkFlowBoxChild)

GtkWidget        *aip_project_card_new         (AipRecentProject *project,
                                                AipThumbnailer   *thumbnailer);
AipRecentProject *aip_project_card_get_project (AipProjectCard   *self);

G_END_DECLS
