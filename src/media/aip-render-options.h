/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cut-overlay.h"
#include "aip-render-preset.h"

G_BEGIN_DECLS

/* How long a slate stands. */
#define AIP_RENDER_SLATE_SECONDS 2

/**
 * AipRenderOptions:
 * @first, @n_frames: the part of the film; @n_frames is at least 1
 * @width, @height: of the picture, both even
 * @overlay: what is drawn over the picture
 * @slate: begin with two seconds that say what this is
 * @note: (nullable): what else the slate says
 * @date: what the slate has for a date
 * @silent: leave the sound out
 *
 * What is rendered of a cut, and how.
 */
typedef struct {
  const AipRenderPreset *preset;
  gint64                 first;
  gint64                 n_frames;
  int                    width;
  int                    height;
  AipCutOverlay          overlay;
  gboolean               slate;
  const char            *note;
  const char            *date;
  gboolean               silent;
} AipRenderOptions;

/* Frames of the slate before the film. */
gint64 aip_render_options_get_slate (const AipRenderOptions *self,
                                     const AipFrameRate     *rate);

G_END_DECLS
