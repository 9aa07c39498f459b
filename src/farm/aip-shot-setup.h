/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-document.h"
#include "aip-setup.h"

G_BEGIN_DECLS

/*
 * The setup of a shot as the project stores it: JSON in the field `setup`. The year of the project
 * is what a setup without one means, and is not stored again, so that changing it changes them all.
 */

/**
 * aip_shot_setup_parse:
 * @text: the field of a shot; may be empty
 * @project: whose year is the default
 * @setup: (out caller-allocates): always a valid setup, bare if @text says nothing
 * @problems: (nullable) (element-type utf8): a sentence for everything that was not understood
 */
void  aip_shot_setup_parse   (const char     *text,
                              AipProject     *project,
                              AipCatalogue   *catalogue,
                              AipSetup       *setup,
                              GPtrArray      *problems);
/* What to store; empty if nothing was chosen. */
char *aip_shot_setup_to_text (const AipSetup *setup,
                              AipProject     *project) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
