/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-gear.h"

G_BEGIN_DECLS

/*
 * What a person wants to know of @gear before choosing it, in one line: “1975–1990 · Film, 35 mm ·
 * 11 kg”. Translated; may be empty.
 */
char *aip_gear_dup_detail (const AipGear *gear) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
