/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-shots-page.h"

G_BEGIN_DECLS

#define AIP_TYPE_QUERY_COMPLETION (aip_query_completion_get_type ())

/**
 * AipQueryCompletion:
 *
 * A list below a search entry that offers keys and their values while a filter is typed: Down and
 * Up choose, Tab or Enter take over, Escape closes it. What is typed is never changed otherwise.
 */
G_DECLARE_FINAL_TYPE (AipQueryCompletion, aip_query_completion, AIP, QUERY_COMPLETION, GObject)

/* @entry keeps it alive. */
void  aip_query_completion_attach (GtkEditable  *entry,
                                   AipShotsPage *page);

G_END_DECLS
