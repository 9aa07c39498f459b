/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_COMMAND_PALETTE (aip_command_palette_get_type ())

/**
 * AipCommandPalette:
 *
 * Everything that can be done now, found by typing a part of its name, with its shortcut; and shots,
 * to go to by their code. What was used last comes first.
 */
G_DECLARE_FINAL_TYPE (AipCommandPalette, aip_command_palette, AIP, COMMAND_PALETTE, AdwDialog)

/*
 * @root: whose menus are offered. @groups: (element-type utf8 GActionGroup): "app", "win", "shots":
 * where the actions are. @menus: (nullable): see aip_command_collect().
 */
AdwDialog *aip_command_palette_new (AipSession *session,
                                    GtkWidget  *root,
                                    GHashTable *groups,
                                    GPtrArray  *menus);

G_END_DECLS
