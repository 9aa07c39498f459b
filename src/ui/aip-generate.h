/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

/**
 * aip_generate_shots:
 * @session: of the open project
 * @parent: where a dialog belongs
 * @shots: (element-type AipShot): what to generate, in this order
 * @workflow: (nullable): instead of each shot's own
 *
 * Queues a job for each shot after looking whether it can be made. If some cannot, a dialog lists them
 * with the reasons and asks about the rest; otherwise nothing is asked.
 */
void       aip_generate_shots      (AipSession *session,
                                    GtkWidget  *parent,
                                    GPtrArray  *shots,
                                    const char *workflow);

/*
 * The dialog: (nullable) (transfer floating): %NULL if there is nothing to ask. @checks: (element-type
 * AipJobCheck). Its responses are "cancel", "rest" (those that can be made) and "all" (those that
 * would wait for another worker, too).
 */
AdwDialog *aip_generate_dialog_new (GPtrArray  *checks);

G_END_DECLS
