/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Turns the first sound of a movie or sound file into what #AipSound reads, whole or not at all: mono
 * and surround become stereo, every rate 48,000. A sample stands where its time stamp says, counted
 * from where the picture begins. A file without a sound becomes one of no samples. Movies are not
 * decoded for that, only taken apart.
 *
 * @target: a path that appears when all of it is there; its folder is made
 *
 * Blocks: for worker threads. %AIP_ERROR_NOT_FOUND, %AIP_ERROR_DAMAGED (broken, or no decoder),
 * %AIP_ERROR_TOO_LARGE (longer than four hours), %AIP_ERROR_NO_SPACE, %AIP_ERROR_FAILED, each with a
 * sentence that names @path; cancelled as %G_IO_ERROR_CANCELLED.
 */
gboolean aip_sound_decode (const char    *path,
                           const char    *target,
                           GCancellable  *cancellable,
                           GError       **error);

G_END_DECLS
