/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-shot-picture.h"

G_BEGIN_DECLS

#define AIP_TYPE_INSPECTOR_PICTURE (aip_inspector_picture_get_type ())

/**
 * AipInspectorPicture:
 *
 * The picture of a shot, as wide as it gets and as high as the film's aspect says. A double click
 * opens the take (`shots.open-take`).
 */
G_DECLARE_FINAL_TYPE (AipInspectorPicture, aip_inspector_picture, AIP, INSPECTOR_PICTURE, GtkWidget)

/* Once, before anything is shown. */
void aip_inspector_picture_set_source (AipInspectorPicture *self,
                                       AipShotPicture      *picture);
/* Width by height. */
void aip_inspector_picture_set_aspect (AipInspectorPicture *self,
                                       double               aspect);

G_END_DECLS
