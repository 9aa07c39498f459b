/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-shots-page.h"

G_BEGIN_DECLS

#define AIP_TYPE_FILTER_BUILDER (aip_filter_builder_get_type ())

/**
 * AipFilterBuilder:
 *
 * A filter as groups of rules that can be changed: all, any, none or not all of what stands in a
 * group, in any depth. It says the same as the text of the filter; a rule that has no value yet is
 * left out of the text and stays in the builder.
 *
 * Signal `changed`: the filter says something else now.
 */
G_DECLARE_FINAL_TYPE (AipFilterBuilder, aip_filter_builder, AIP, FILTER_BUILDER, GtkWidget)

/* @page: (nullable): whose values are offered. */
GtkWidget *aip_filter_builder_new      (AipShotsPage     *page);
void       aip_filter_builder_set_text (AipFilterBuilder *self,
                                        const char       *text);
char      *aip_filter_builder_dup_text (AipFilterBuilder *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
