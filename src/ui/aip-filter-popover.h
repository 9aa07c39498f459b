/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-shots-page.h"

G_BEGIN_DECLS

#define AIP_TYPE_FILTER_POPOVER (aip_filter_popover_get_type ())

/**
 * AipFilterPopover:
 *
 * What shots have of camera, lens, light and so on, with how many have it, to be ticked. What is
 * ticked becomes part of the text in the search entry, so there is one filter, however it was made.
 *
 * Signal `search (const char *)`: the text that the search entry should have now.
 */
G_DECLARE_FINAL_TYPE (AipFilterPopover, aip_filter_popover, AIP, FILTER_POPOVER, GtkPopover)

/* @page: (nullable) */
void  aip_filter_popover_set_page (AipFilterPopover *self,
                                   AipShotsPage     *page);

G_END_DECLS
