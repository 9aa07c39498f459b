/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-loudness.h"
#include "aip-render-options.h"
#include "aip-sound-mix.h"

G_BEGIN_DECLS

/**
 * AipRenderJoin:
 * @rate: of the film
 * @parts: (array length=n_parts): paths of parts (aip-render-part.h)
 * @n_frames: (array length=n_parts): frames of each
 * @mix: (nullable): what is heard
 * @loudness: (nullable): gets everything that is heard
 * @done: (nullable): samples or frames that are written so far, for whoever looks on
 *
 * Parts and sound on their way to what was asked for. Nothing is encoded again but the sound.
 */
typedef struct {
  const AipRenderOptions *options;
  const AipFrameRate     *rate;
  const char *const      *parts;
  const guint            *n_frames;
  guint                   n_parts;
  AipSoundMix            *mix;
  AipLoudness            *loudness;
  gint                   *done;
} AipRenderJoin;

/* One file, for presets that have a muxer. @path: is written, not replaced */
gboolean aip_render_join_movie  (const AipRenderJoin  *self,
                                 const char           *path,
                                 GCancellable         *cancellable,
                                 GError              **error);
/* A file for each frame, numbered from @first, in @folder. @name: what they begin with */
gboolean aip_render_join_images (const AipRenderJoin  *self,
                                 const char           *folder,
                                 const char           *name,
                                 gint64                first,
                                 GCancellable         *cancellable,
                                 GError              **error);

G_END_DECLS
