/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-render-queue.h"
#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_RENDER_DIALOG (aip_render_dialog_get_type ())

/**
 * AipRenderDialog:
 *
 * Asks how the film is rendered and where to, and puts it into the queue.
 *
 * Actions: `dialog.render` asks for the file, `dialog.render-to` (s) takes its path; `dialog.preset`
 * (s) chooses a preset by its id.
 */
G_DECLARE_FINAL_TYPE (AipRenderDialog, aip_render_dialog, AIP, RENDER_DIALOG, AdwDialog)

/* @in, @out: frames of the range that is marked in the timeline; @in is -1 where none is */
AdwDialog *aip_render_dialog_new (AipSession     *session,
                                  AipRenderQueue *queue,
                                  gint64          in,
                                  gint64          out);

G_END_DECLS
