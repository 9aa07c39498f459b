/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-document.h"

G_BEGIN_DECLS

/*
 * Looks at the movies of which the project does not know how long they are, one after the other: takes
 * of versions of the program that did not ask. What is found is recorded, which is no step of undo.
 * A movie that cannot be read is left as it is and passed over.
 *
 * Cancel it before the document is closed.
 */
void     aip_take_survey_async  (AipDocument          *document,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
/* @n_takes: (out) (optional): how many are known better now. Only fails as %G_IO_ERROR_CANCELLED. */
gboolean aip_take_survey_finish (GAsyncResult         *result,
                                 guint                *n_takes,
                                 GError              **error);

G_END_DECLS
