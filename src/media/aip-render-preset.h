/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AipRenderKind:
 * @AIP_RENDER_MOVIE: one file
 * @AIP_RENDER_IMAGES: a folder with a file for each frame
 * @AIP_RENDER_SOUND: one file without picture
 */
typedef enum {
  AIP_RENDER_MOVIE,
  AIP_RENDER_IMAGES,
  AIP_RENDER_SOUND,
} AipRenderKind;

/**
 * AipRenderPreset:
 * @id: what commands call it: "h264"
 * @title: (translatable): or a name that is the same everywhere
 * @summary: (translatable): what it is for
 * @suffix: of its file, with the dot
 * @format, @colorimetry: of raw pictures, as GStreamer names them
 * @encoders: (array zero-terminated): pipelines from a raw picture to a packet; the first whose
 *   elements are there is used
 * @muxer: (nullable): from packets to a file
 * @sounds: (array zero-terminated): pipelines from raw sound to what @muxer takes, the same way
 * @widths: (array zero-terminated): the only widths that its encoder takes, or none
 *
 * A way to write a film, as data.
 */
typedef struct {
  const char    *id;
  const char    *title;
  const char    *summary;
  AipRenderKind  kind;
  const char    *suffix;
  const char    *format;
  const char    *colorimetry;
  const char    *encoders[3];
  const char    *muxer;
  const char    *sounds[4];
  int            widths[3];
} AipRenderPreset;

/* In menu order. */
const AipRenderPreset *aip_render_presets_get_all (guint                  *n_presets);
/* (nullable) */
const AipRenderPreset *aip_render_preset_find     (const char             *id);

/*
 * Whether it can be used here, for pictures of that size; otherwise a sentence that names what is
 * missing and the Debian package that has it. Initializes GStreamer.
 */
gboolean               aip_render_preset_check    (const AipRenderPreset  *self,
                                                   int                     width,
                                                   int                     height,
                                                   GError                **error);
/* After aip_render_preset_check(); (nullable): of a kind that has none. */
const char            *aip_render_preset_get_encoder (const AipRenderPreset *self);
const char            *aip_render_preset_get_sound   (const AipRenderPreset *self);
/* Samples that come out of its encoder before those that went in, and that its file does not hide. */
guint                  aip_render_preset_get_delay   (const AipRenderPreset *self);

G_END_DECLS
