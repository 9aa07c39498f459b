/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cinema.h"

G_BEGIN_DECLS

/* The drawings of a setup: frames a drag takes, thumbnails a gallery takes. */
void bench_stage (AipCinema *cinema);

G_END_DECLS
