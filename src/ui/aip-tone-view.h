/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-live-setup.h"

G_BEGIN_DECLS

#define AIP_TYPE_TONE_VIEW (aip_tone_view_get_type ())

/**
 * AipToneView:
 *
 * The same five colours (shadow, leaves, skin, sky, highlight) in every colour tone, as the chosen
 * stock and balance render them. A click chooses the tone.
 */
G_DECLARE_FINAL_TYPE (AipToneView, aip_tone_view, AIP, TONE_VIEW, GtkWidget)

GtkWidget *aip_tone_view_new      (AipLiveSetup *live);
/* (transfer none): the button of @tone. */
GtkWidget *aip_tone_view_get_chip (AipToneView  *self,
                                   AipTone       tone);

G_END_DECLS
