/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-frame"

#include "config.h"

#include "aip-frame.h"

G_DEFINE_BOXED_TYPE (AipFrame, aip_frame, aip_frame_ref, aip_frame_unref)

AipFrame *
aip_frame_new (int     width,
               int     height,
               gsize   stride,
               guchar *pixels)
{
  AipFrame *self;

  g_return_val_if_fail (width > 0 && height > 0, NULL);
  g_return_val_if_fail (stride >= (gsize) width * 4 && stride % 4 == 0, NULL);
  g_return_val_if_fail (pixels != NULL, NULL);

  self = g_atomic_rc_box_new (AipFrame);
  self->width = width;
  self->height = height;
  self->stride = stride;
  self->pixels = g_bytes_new_take (pixels, stride * (gsize) height);

  return self;
}

AipFrame *
aip_frame_ref (AipFrame *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  AipFrame *self = data;

  g_bytes_unref (self->pixels);
}

void
aip_frame_unref (AipFrame *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear);
}

gsize
aip_frame_get_size (AipFrame *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return g_bytes_get_size (self->pixels);
}
