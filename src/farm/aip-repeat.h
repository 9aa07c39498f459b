/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-freeze.h"
#include "aip-worker.h"

G_BEGIN_DECLS

#define AIP_TYPE_REPEAT (aip_repeat_get_type ())

/**
 * AipRepeat:
 *
 * How a take was made, read from its recipe, so that exactly that can be sent once more: the graph as it
 * was posted with the same seeds, and the files that it began with by their content. Only the name under
 * which the worker keeps the result is new, because a worker does not make again what it has made.
 *
 * Immutable.
 */
typedef struct _AipRepeat AipRepeat;

GType              aip_repeat_get_type      (void) G_GNUC_CONST;
AipRepeat         *aip_repeat_ref           (AipRepeat            *self);
void               aip_repeat_unref         (AipRepeat            *self);

/*
 * Reads the recipe of @take, and in a thread the files that it names. %AIP_ERROR_NOT_FOUND with a
 * sentence if the take has no recipe, %AIP_ERROR_DAMAGED if it cannot be read.
 */
void               aip_repeat_load_async    (AipDocument          *document,
                                             AipTake              *take,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
/* (transfer full) */
AipRepeat         *aip_repeat_load_finish   (GAsyncResult         *result,
                                             GError              **error) G_GNUC_WARN_UNUSED_RESULT;

AipGraph          *aip_repeat_get_graph     (AipRepeat            *self);
/* id */
const char        *aip_repeat_get_workflow  (AipRepeat            *self);
/* Sentences about what it began with and is not what it was: as long as there are any, it cannot be
 * made again. */
const char *const *aip_repeat_get_obstacles (AipRepeat            *self);
/*
 * (transfer full): what is different on @worker, in sentences; empty if nothing is known to be.
 * @catalogue: (nullable): its nodes and models. @possible: (out): whether it can be made there.
 */
GStrv              aip_repeat_compare       (AipRepeat            *self,
                                             AipWorker            *worker,
                                             AipNodeCatalogue     *catalogue,
                                             gboolean             *possible) G_GNUC_WARN_UNUSED_RESULT;
/* As aip_freeze_job(); %AIP_ERROR_REJECTED if @worker lacks something. */
AipFrozenJob      *aip_repeat_freeze        (AipRepeat            *self,
                                             AipDocument          *document,
                                             AipShot              *shot,
                                             AipTake              *take,
                                             const AipFreezeWorker *worker,
                                             GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipRepeat, aip_repeat_unref)

G_END_DECLS
