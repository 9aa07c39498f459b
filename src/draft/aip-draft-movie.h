/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-draft-value.h"

G_BEGIN_DECLS

/*
 * A movie from a file, as far as drawing needs it: its size, length and rate, and its first and last
 * picture as plates. Blocks until all of it is decoded; for a worker thread. NULL with an error for
 * what is no movie or longer than any model makes.
 */
AipDraftValue *aip_draft_movie_load (const char  *path,
                                     GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
