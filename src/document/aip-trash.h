/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-document.h"
#include "aip-removed.h"

G_BEGIN_DECLS

/*
 * The trash is the journal: whatever an edit removed and no undo brought back, for as long as the
 * project exists. Newest first, each thing once.
 */
void       aip_document_read_trash_async   (AipDocument          *self,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
/* (transfer full) (element-type AipRemoved) */
GPtrArray *aip_document_read_trash_finish  (AipDocument          *self,
                                            GAsyncResult         *result,
                                            GError              **error);

/*
 * Brings it back in the open transaction: the same id, so its takes are there again, at its place,
 * linked from where it was linked from. %AIP_ERROR_EXISTS when it is there already.
 *
 * @notes: (element-type utf8): gets a sentence for each thing that is not as it was: a code that
 * somebody else has now, links to what is gone.
 */
AipEntity *aip_document_restore            (AipDocument          *self,
                                            AipRemoved           *removed,
                                            GPtrArray            *notes,
                                            GError              **error);

G_END_DECLS
