/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Whether GStreamer has what playing movies takes on every machine, whatever their codecs.
 * (transfer full) (nullable): a sentence that says which packages to install; %NULL: nothing is
 * missing.
 */
char *aip_media_plugins_dup_missing (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
