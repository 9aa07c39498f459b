/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

/* Which shots are looked through for stale ones. */
typedef enum {
  AIP_REGENERATE_SELECTED,
  AIP_REGENERATE_SHOWN,
  AIP_REGENERATE_ALL,
} AipRegenerateScope;

#define AIP_TYPE_REGENERATE_DIALOG (aip_regenerate_dialog_get_type ())

/**
 * AipRegenerateDialog:
 *
 * Lists the shots whose take is stale with what has changed, says what making them again would take,
 * and queues those that are left ticked. What is locked, or being made already, is named and left
 * out.
 */
G_DECLARE_FINAL_TYPE (AipRegenerateDialog, aip_regenerate_dialog, AIP, REGENERATE_DIALOG, AdwDialog)

/* @selected, @shown: (element-type AipShot) */
GtkWidget *aip_regenerate_dialog_new (AipSession         *session,
                                      GPtrArray          *selected,
                                      GPtrArray          *shown,
                                      AipRegenerateScope  scope);

G_END_DECLS
