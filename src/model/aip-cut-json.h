/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "aip-cut.h"

G_BEGIN_DECLS

/*
 * A cut as JSON, whole: so that another process can render it while the project is open here. What
 * is read was written by somebody: sizes, numbers and paths are checked, and a cut that is not
 * sound is refused with a sentence.
 */

#define AIP_CUT_JSON_MAX_BYTES (256LL * 1024 * 1024)
#define AIP_CUT_JSON_MAX_ITEMS 100000

/* @folder: of the project, absolute */
char   *aip_cut_to_json      (AipCut            *self,
                              const char        *folder) G_GNUC_WARN_UNUSED_RESULT;
/* @folder: (out) (optional) (transfer full) */
AipCut *aip_cut_from_json    (JsonNode          *node,
                              char             **folder,
                              GError           **error) G_GNUC_WARN_UNUSED_RESULT;
/* One shot as it is written there: the same text for what looks and sounds the same. */
char   *aip_cut_shot_to_json (const AipCutShot  *shot) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
