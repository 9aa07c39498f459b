/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The workflows of this machine as a shot names them. Read once, when first asked for. */

/* (transfer none): GListModel of AipWorkflow */
GListModel *aip_shot_workflow_get_all   (void);
/* Its title; @id itself if there is no such workflow here, “Default” for the empty one. */
const char *aip_shot_workflow_get_title (const char *id);
/* The id for what was typed: an id or a title, in any case; "" for “Default”. (nullable) */
const char *aip_shot_workflow_find      (const char *text);

G_END_DECLS
