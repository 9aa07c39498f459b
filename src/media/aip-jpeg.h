/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-frame.h"

G_BEGIN_DECLS

/*
 * Decodes a JPEG. Where it is more than twice as large as @width × @height, in the coarsest of the
 * steps that the format offers that is still not smaller: that is several times faster. Blocks
 * (3 ms for 960 × 540): for worker threads.
 *
 * %NULL: damaged or cut off.
 */
AipFrame *aip_jpeg_decode (const guchar *data,
                           gsize         length,
                           int           width,
                           int           height) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
