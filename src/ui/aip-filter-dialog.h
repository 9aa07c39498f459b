/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-shots-page.h"

G_BEGIN_DECLS

#define AIP_TYPE_FILTER_DIALOG (aip_filter_dialog_get_type ())

/**
 * AipFilterDialog:
 *
 * The filter of the shots as rules and, below, as the text that is typed into the search entry.
 * What is changed in one is said by the other, and the table follows while the dialog is open.
 */
G_DECLARE_FINAL_TYPE (AipFilterDialog, aip_filter_dialog, AIP, FILTER_DIALOG, AdwDialog)

AdwDialog *aip_filter_dialog_new (AipShotsPage *page);

G_END_DECLS
