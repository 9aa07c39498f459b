/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-live-prompt.h"
#include "aip-shot-prompt.h"

G_BEGIN_DECLS

/*
 * The prompt of a shot between the project and the dialog that works on it.
 */

/* What @prompt says, live beside @setup, which is of the same shot. */
AipLivePrompt *aip_live_words_begin  (AipShotPrompt  *prompt,
                                      AipCinema      *cinema,
                                      AipLiveSetup   *setup) G_GNUC_WARN_UNUSED_RESULT;
/* An AipSetupText that compares with the newest take of @shot. */
GtkWidget     *aip_live_words_show   (AipLivePrompt  *words,
                                      AipShot        *shot);
/*
 * Writes edits, English text and negative of @shot as far as they were changed; to be called within
 * a transaction. FALSE and @error: the project refuses.
 */
gboolean       aip_live_words_store  (AipLivePrompt  *words,
                                      AipDocument    *document,
                                      AipShot        *shot,
                                      GError        **error);

G_END_DECLS
