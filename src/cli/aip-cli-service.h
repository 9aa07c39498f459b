/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-document.h"
#include "aip-scheduler.h"

G_BEGIN_DECLS

/*
 * The document that is open from @folder (canonical) and the scheduler that looks after it, both
 * (transfer none); FALSE if it is not open here.
 */
typedef gboolean (*AipCliFindDocument) (const char    *folder,
                                        AipDocument  **document,
                                        AipScheduler **scheduler,
                                        gpointer       user_data);

#define AIP_TYPE_CLI_SERVICE (aip_cli_service_get_type ())

/**
 * AipCliService:
 *
 * Takes commands over D-Bus (aip-cli-remote.h) and runs them on the documents that are open in this
 * process. Exported as long as it lives.
 */
G_DECLARE_FINAL_TYPE (AipCliService, aip_cli_service, AIP, CLI_SERVICE, GObject)

/* (transfer full): %NULL when @object_path has the interface already. */
AipCliService *aip_cli_service_new (GDBusConnection     *connection,
                                    const char          *object_path,
                                    AipCliFindDocument   find,
                                    gpointer             user_data,
                                    GError             **error);

G_END_DECLS
