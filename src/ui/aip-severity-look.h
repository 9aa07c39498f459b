/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-rules.h"

G_BEGIN_DECLS

/*
 * How the severity of a finding looks, everywhere the same and never by colour alone. @severity: an
 * #AipSeverity, or less for nothing found.
 */

/* (nullable): “finding-unusual”; %NULL for nothing. */
const char *aip_severity_get_css_class (int severity);
/* (nullable) */
const char *aip_severity_get_icon      (int severity);
/*
 * The state of a whole setup of that year: “Possible”, “Unusual”, “Impossible in 1962”,
 * “Impossible”. @year: 0 if open
 */
char       *aip_severity_dup_state     (int severity,
                                        int year) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
