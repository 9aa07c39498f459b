/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-session.h"
#include "aip-shot-preview.h"

G_BEGIN_DECLS

#define AIP_TYPE_SHOT_PREVIEWS (aip_shot_previews_get_type ())

/**
 * AipShotPreviews:
 *
 * Hands the scheduler's `preview` signal to whoever shows the job. Only jobs that somebody holds
 * the #AipShotPreview of are decoded.
 */
G_DECLARE_FINAL_TYPE (AipShotPreviews, aip_shot_previews, AIP, SHOT_PREVIEWS, GObject)

AipShotPreviews *aip_shot_previews_new (AipSession      *session);
/* (transfer full): the same object for all who show @job. */
AipShotPreview  *aip_shot_previews_get (AipShotPreviews *self,
                                        AipJob          *job);

G_END_DECLS
