/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-presets.h"
#include "aip-targets.h"

G_BEGIN_DECLS

/* The model that every cinema knows: a prompt that any model understands. */
#define AIP_TARGET_GENERIC "generic"

#define AIP_TYPE_CINEMA (aip_cinema_get_type ())

/**
 * AipCinema:
 * @catalogue: the gear
 * @targets: the models
 * @presets: films, looks and the user's own
 *
 * Everything of `presets/` that is loaded once for a project: what ships with the program, then the
 * user's own folder, then the project's, each of which may add to the ones before it. Counted
 * references; the members belong to it and are only read, but for the presets, which one thread at
 * a time may change.
 */
typedef struct {
  AipCatalogue *catalogue;
  AipTargets   *targets;
  AipPresets   *presets;
} AipCinema;

GType      aip_cinema_get_type     (void);

/**
 * aip_cinema_load:
 * @shipped: the folder that ships with the program
 * @own: (nullable): the user's folder with gear and models of theirs, and presets in `setups`
 * @project: (nullable): the folder of a project, which may have all that in its `presets`
 * @error: return location: what ships cannot be read
 *
 * Takes some 10 ms and blocks, so it belongs into a thread; whoever gets it may use it in another
 * one. What is wrong in the user's or the project's files costs only itself.
 *
 * Returns: (transfer full):
 */
AipCinema *aip_cinema_load         (const char  *shipped,
                                    const char  *own,
                                    const char  *project,
                                    GError     **error) G_GNUC_WARN_UNUSED_RESULT;
AipCinema *aip_cinema_ref          (AipCinema   *self);
void       aip_cinema_unref        (AipCinema   *self);

/* (transfer full): a sentence for each row and file that was left out. */
GStrv      aip_cinema_dup_problems (AipCinema   *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipCinema, aip_cinema_unref)

G_END_DECLS
