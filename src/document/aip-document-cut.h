/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cut-edit.h"
#include "aip-document.h"

G_BEGIN_DECLS

/*
 * The cut as it is now, from what is in memory: a few milliseconds for thousands of shots.
 * (transfer full)
 */
AipCut   *aip_document_dup_cut     (AipDocument  *self) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Whether a committed change can be seen or heard in the cut, so that it has to be made again.
 */
gboolean  aip_document_touches_cut (AipChangeSet *changes);

/*
 * Makes the shots of @cut what aip_cut_trim() says, within the open transaction. Errors as for
 * aip_document_set(); %AIP_ERROR_NOT_FOUND for a shot that is gone.
 */
gboolean  aip_document_apply_trim  (AipDocument  *self,
                                    AipCut       *cut,
                                    GArray       *changes,
                                    GError      **error);

G_END_DECLS
