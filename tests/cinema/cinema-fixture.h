/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-setup.h"

/* What the tests of the room share. */

AipCatalogue *cinema_fixture_load         (void);
/* A file of tests/data/cinema. */
JsonNode     *cinema_fixture_read         (const char   *name);
/* Any fields with any values that the catalogue has; seeded by g_test_rand_*(). */
void          cinema_fixture_random_setup (AipCatalogue *catalogue,
                                           AipSetup     *setup);
