/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-shot-column.h"
#include "aip-shot-setups.h"

G_BEGIN_DECLS

/*
 * Writes @text into the part of the setups of all @shots (element-type AipShot) that @column shows,
 * as aip_setup_cell_set_text() reads it: one transaction “Change Lens of SHT-0010”. The rest of
 * each setup stays. Nothing is written, and @error says why, if the text is not understood.
 */
gboolean  aip_setup_edit_set_text (AipShotSetups  *setups,
                                   AipDocument    *document,
                                   GPtrArray      *shots,
                                   AipShotColumn   column,
                                   const char     *text,
                                   GError        **error);
/*
 * The JSON that the setup of @shot would be with @text in that cell, for edits that are part of a
 * larger gesture. (transfer full) (nullable)
 */
char     *aip_setup_edit_dup_json (AipShotSetups  *setups,
                                   AipShot        *shot,
                                   AipSetupCell    cell,
                                   const char     *text,
                                   GError        **error);

G_END_DECLS
