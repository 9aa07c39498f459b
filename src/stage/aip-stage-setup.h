/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-setup.h"

G_BEGIN_DECLS

/*
 * Copies @setup without the numbers that mean nothing: what is not finite, a focal length of 0. All
 * drawings begin with this, so they need not ask again.
 */
void aip_stage_setup_clean (const AipSetup *setup,
                            AipSetup       *clean);

G_END_DECLS
