/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define AIP_TYPE_FRAME (aip_frame_get_type ())

/**
 * AipFrame:
 * @stride: bytes from one line to the next, a multiple of 4
 * @pixels: @stride × @height bytes, BGRA with premultiplied alpha: what cairo calls ARGB32 and GDK
 *   B8G8R8A8_PREMULTIPLIED on a little-endian machine
 *
 * A decoded picture. Immutable, for any thread.
 */
typedef struct {
  int     width;
  int     height;
  gsize   stride;
  GBytes *pixels;
} AipFrame;

GType     aip_frame_get_type (void);

/* @pixels: (transfer full): g_malloc()ed. */
AipFrame *aip_frame_new      (int       width,
                              int       height,
                              gsize     stride,
                              guchar   *pixels) G_GNUC_WARN_UNUSED_RESULT;
AipFrame *aip_frame_ref      (AipFrame *self);
void      aip_frame_unref    (AipFrame *self);
gsize     aip_frame_get_size (AipFrame *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipFrame, aip_frame_unref)

G_END_DECLS
