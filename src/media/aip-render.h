/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-cut.h"
#include "aip-render-options.h"
#include "aip-sound-mix.h"

G_BEGIN_DECLS

/*
 * Rendering a film. It is encoded in parts of some seconds, each a file in a work folder beside
 * where the film will be, named by what is seen in it; then parts and sound are put together without
 * encoding pictures again, written to another name, and renamed. So a render that was killed goes on
 * where it was, a changed shot costs the parts it is in, and what is at the destination is a whole
 * film or what was there before.
 */

/**
 * AipRenderReport:
 * @n_frames: of the film that was written, the slate included
 * @n_parts, @n_kept: parts it was made of, and those that an earlier render had made
 * @seconds: how long it took
 * @has_sound: whether the next are about anything
 * @integrated: LUFS
 * @range: LU
 * @true_peak: dBTP
 * @problems: (array zero-terminated=1): sentences about what is a card instead of a picture
 */
typedef struct {
  gint64   n_frames;
  guint    n_parts;
  guint    n_kept;
  double   seconds;
  gboolean has_sound;
  double   integrated;
  double   range;
  double   true_peak;
  GStrv    problems;
} AipRenderReport;

void     aip_render_report_clear (AipRenderReport          *self);

/**
 * AipRenderStage:
 * @AIP_RENDER_PICTURES: frames are encoded
 * @AIP_RENDER_JOINING: parts and sound are put together
 */
typedef enum {
  AIP_RENDER_PICTURES,
  AIP_RENDER_JOINING,
} AipRenderStage;

/**
 * AipRenderProgress:
 *
 * How far a render is: written by it, read by anybody.
 */
typedef struct {
  gint stage;
  gint done;
  gint total;
} AipRenderProgress;

/**
 * aip_render_run:
 * @folder: of the project
 * @path: absolute; of the film, or of the folder of its pictures, which must be absent or empty
 * @mix: (nullable): what is heard, decoded
 * @progress: (nullable)
 * @report: (out caller-allocates): aip_render_report_clear() it
 *
 * Renders from beginning to end. A render that is cancelled leaves nothing behind, one that fails
 * its parts. Blocks for as long as it takes: for a worker thread.
 */
gboolean aip_render_run          (AipCut                   *cut,
                                  const char               *folder,
                                  const char               *path,
                                  const AipRenderOptions   *options,
                                  AipSoundMix              *mix,
                                  AipRenderProgress        *progress,
                                  GCancellable             *cancellable,
                                  AipRenderReport          *report,
                                  GError                  **error);

G_END_DECLS
