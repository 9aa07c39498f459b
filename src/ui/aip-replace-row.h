/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-replace-hits.h"

G_BEGIN_DECLS

#define AIP_TYPE_REPLACE_ROW (aip_replace_row_get_type ())

/**
 * AipReplaceRow:
 *
 * One place that find and replace has found: a tick, where it is, and what it becomes in the words
 * around it.
 *
 * Signal `ticked`: its tick was changed here.
 */
G_DECLARE_FINAL_TYPE (AipReplaceRow, aip_replace_row, AIP, REPLACE_ROW, GtkWidget)

GtkWidget *aip_replace_row_new     (void);
/* @hit: (nullable) */
void       aip_replace_row_set_hit (AipReplaceRow *self,
                                    AipReplaceHit *hit);

G_END_DECLS
