/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "test-comfy-server.h"

G_BEGIN_DECLS

/* A started worker with one GPU of that many GB and everything that the Flux workflow needs. */
TestComfyServer *farm_server_new          (guint64          gib);
void             farm_server_set_models   (TestComfyServer *server,
                                           gboolean         has_models);
/* How many graphs were run to the end. */
guint            farm_server_get_n_runs   (TestComfyServer *server);

G_END_DECLS
