/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-cinema.h"

G_BEGIN_DECLS

/*
 * Reads what ships with the program, what the user added and what the project brings along.
 * @project: (nullable): its folder. The first blocks, the others do so in a thread.
 */
AipCinema *aip_cinema_loader_load        (const char           *project,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void       aip_cinema_loader_load_async  (const char           *project,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
AipCinema *aip_cinema_loader_load_finish (GAsyncResult         *result,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
