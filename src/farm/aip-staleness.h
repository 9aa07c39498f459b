/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cinema.h"
#include "aip-document.h"
#include "aip-workflow-store.h"

G_BEGIN_DECLS

#define AIP_TYPE_STALENESS (aip_staleness_get_type ())

/**
 * AipStaleness:
 *
 * Keeps the `freshness` of the takes of one document: compares what each was made from (#AipBasis)
 * with what would be made now. It looks at all shots once, and from then on only at those that a
 * change touches, in small slices while nothing else is to be done; undo is a change like any other.
 * Nothing is written.
 *
 * Signals:
 * - `changed ()`: marks of some takes are others, at most once for each slice
 */
G_DECLARE_FINAL_TYPE (AipStaleness, aip_staleness, AIP, STALENESS, GObject)

/* @workflows: those that @document can use. Nothing is looked at before there is a cinema. */
AipStaleness *aip_staleness_new         (AipDocument      *document,
                                         AipWorkflowStore *workflows) G_GNUC_WARN_UNUSED_RESULT;
/* Gear and presets as loaded for the project. */
void          aip_staleness_set_cinema  (AipStaleness *self,
                                         AipCinema    *cinema);
/* Whether everything is as it is known now. */
gboolean      aip_staleness_is_settled  (AipStaleness *self);
/* Looks at the rest at once, as far as the cinema of the project is loaded. */
void          aip_staleness_settle      (AipStaleness *self);
/* (transfer full): what has changed since @take was made, each as people call it; empty if nothing
 * did or nothing is known. */
GStrv         aip_staleness_dup_parts   (AipStaleness *self,
                                         AipTake      *take) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full) (element-type AipShot): those whose current take is stale, in film order. */
GPtrArray    *aip_staleness_list        (AipStaleness *self) G_GNUC_WARN_UNUSED_RESULT;
/*
 * (nullable) (transfer none): the workflow that a stale shot is made again with: that of its take,
 * unless another was chosen for the shot since; %NULL: the shot's own.
 */
const char   *aip_staleness_get_workflow (AipStaleness *self,
                                          AipShot      *shot);

G_END_DECLS
