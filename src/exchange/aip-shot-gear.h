/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-setup-cells.h"
#include "aip-shot-layout.h"

G_BEGIN_DECLS

/**
 * AipShotGear:
 *
 * What a list says of cameras, lenses, light and so on, understood with the catalogue of the
 * program and of the user. The same words come in row after row and are looked up once. Belongs to
 * one thread.
 */
typedef struct _AipShotGear AipShotGear;

/* The catalogue is read when the first cell asks for it. */
AipShotGear *aip_shot_gear_new     (void);
void         aip_shot_gear_free    (AipShotGear    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipShotGear, aip_shot_gear_free)

/**
 * aip_shot_gear_read:
 * @column: what the cell is about
 * @setup: receives what it says
 * @problem: (out) (optional) (transfer none): a sentence if it was not understood
 *
 * Returns: whether the whole cell is in @setup now; FALSE also for columns that are not about gear
 */
gboolean     aip_shot_gear_read    (AipShotGear    *self,
                                    AipColumn       column,
                                    const char     *text,
                                    AipSetup       *setup,
                                    const char    **problem);
/* Whether a cell of @column that is not understood is lost, because no text of a shot takes it. */
gboolean     aip_shot_gear_owns    (AipColumn       column);

G_END_DECLS
