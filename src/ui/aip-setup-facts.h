/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-setup-group.h"

G_BEGIN_DECLS

/*
 * What follows from the choices of a group and cannot be chosen itself: angle of view, depth of
 * field, exposure. A few short lines, translated; empty while too little is known.
 */
char *aip_setup_dup_facts (const AipSetup *setup,
                           AipSetupGroup   group) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
