/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "aip-shot-view.h"

G_BEGIN_DECLS

#define AIP_TYPE_KEYS_POPOVER (aip_keys_popover_get_type ())

/**
 * AipKeysPopover:
 *
 * The columns that a view is sorted by, or grouped by, as a list: each with its direction, moved by
 * dragging or with Alt and an arrow, removed with a button or Delete; more are added from a menu.
 * Whatever is done is shown in the view at once.
 */
G_DECLARE_FINAL_TYPE (AipKeysPopover, aip_keys_popover, AIP, KEYS_POPOVER, GtkPopover)

/* @groups: what is grouped by, instead of what is sorted by */
GtkWidget *aip_keys_popover_new (AipShotView *view,
                                 gboolean     groups);

G_END_DECLS
