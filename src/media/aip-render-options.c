/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-render-options"

#include "config.h"

#include "aip-render-options.h"

gint64
aip_render_options_get_slate (const AipRenderOptions *self,
                              const AipFrameRate     *rate)
{
  g_return_val_if_fail (self != NULL && rate != NULL, 0);

  if (!self->slate || self->preset->kind == AIP_RENDER_SOUND)
    return 0;

  return AIP_RENDER_SLATE_SECONDS * aip_frame_rate_get_nominal (rate);
}
