/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-graph.h"

G_BEGIN_DECLS

typedef struct _AipProgress AipProgress;

/*
 * How far a graph has come, from what its worker says about single nodes. Nodes have weights, since
 * sampling takes nearly all of the time; the whole never goes back, although single bars may. Not
 * thread-safe.
 */

/* @graph: (nullable): %NULL: not known (any more); then the last bar is all there is. */
AipProgress *aip_progress_new          (AipGraph    *graph) G_GNUC_WARN_UNUSED_RESULT;
void         aip_progress_free         (AipProgress *self);

void         aip_progress_skip         (AipProgress *self,
                                        const char  *node);
void         aip_progress_enter        (AipProgress *self,
                                        const char  *node);
void         aip_progress_step         (AipProgress *self,
                                        const char  *node,
                                        double       value,
                                        double       max);
/* 0…1, or -1 as long as nothing is known. */
double       aip_progress_get_fraction (AipProgress *self);
/* A short translated text: what is being done. May be empty. */
const char  *aip_progress_get_stage    (AipProgress *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipProgress, aip_progress_free)

G_END_DECLS
