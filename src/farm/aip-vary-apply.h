/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-document.h"

G_BEGIN_DECLS

/**
 * aip_vary_apply:
 * @take: of @shot, which tries something out
 *
 * Makes @take the current one, and what it tries what the shot says from now on, as one step: roles
 * of the workflow become overrides, a seed its seed, words its additions, a field of the setup its
 * setup, and the strength of a LoRA the weight of whoever it belongs to. So the shot would be made
 * like that again, and the take is not stale.
 */
gboolean aip_vary_apply (AipDocument  *document,
                         AipShot      *shot,
                         AipTake      *take,
                         GError      **error);

G_END_DECLS
