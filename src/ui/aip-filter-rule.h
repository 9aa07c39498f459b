/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-shots-page.h"

G_BEGIN_DECLS

#define AIP_TYPE_FILTER_RULE (aip_filter_rule_get_type ())

/**
 * AipFilterRule:
 *
 * One term of a filter as a row of widgets: what it is about, how it is compared, with what.
 *
 * Signals: `changed`: the term says something else now; `duplicate`; `remove`
 */
G_DECLARE_FINAL_TYPE (AipFilterRule, aip_filter_rule, AIP, FILTER_RULE, GtkWidget)

/*
 * @node: a term, changed in place; it outlives the rule. @page: (nullable): whose values are
 * offered.
 */
GtkWidget    *aip_filter_rule_new      (AipShotsPage  *page,
                                        AipQueryNode  *node);
AipQueryNode *aip_filter_rule_get_node (AipFilterRule *self);

G_END_DECLS
