/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-clip"

#include "config.h"

#include "aip-draft-clip.h"
#include "aip-error.h"

GBytes *
aip_draft_clip_encode (AipDraftValue         *video,
                       double                 fps,
                       AipDraftClipFormat     format,
                       AipDraftClipProgress   progress,
                       gpointer               user_data,
                       GError               **error)
{
  g_set_error_literal (error, AIP_ERROR, AIP_ERROR_FAILED, "No movies yet");

  return NULL;
}
