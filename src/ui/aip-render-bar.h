/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-render-queue.h"

G_BEGIN_DECLS

#define AIP_TYPE_RENDER_BAR (aip_render_bar_get_type ())

/**
 * AipRenderBar:
 *
 * How far the render of a film is, and what became of it; hidden without one.
 *
 * Actions: `render.cancel`, `render.play`, `render.show`, `render.retry`, `render.dismiss`.
 */
G_DECLARE_FINAL_TYPE (AipRenderBar, aip_render_bar, AIP, RENDER_BAR, AdwBin)

void aip_render_bar_set_queue (AipRenderBar   *self,
                               AipRenderQueue *queue);

G_END_DECLS
