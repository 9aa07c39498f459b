/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"
#include "aip-workflow-sketch.h"

G_BEGIN_DECLS

#define AIP_TYPE_BINDING_EDITOR (aip_binding_editor_get_type ())

/**
 * AipBindingEditor:
 *
 * A graph of somebody else's, drawn, and beside it where the roles of a workflow go: what the links
 * say is bound already, and a person confirms or changes it, by clicking an input or choosing from a
 * list. What it needs and what to know before it is used stands on a page of its own. Adding saves it
 * into the project, from where it can be opened again.
 */
G_DECLARE_FINAL_TYPE (AipBindingEditor, aip_binding_editor, AIP, BINDING_EDITOR, AdwDialog)

/* @sketch: (transfer full) */
AdwDialog *aip_binding_editor_new  (AipSession        *session,
                                    AipWorkflowSketch *sketch);

/* Reads the file at @path in a thread and presents the editor over @parent, or says why not. */
void       aip_binding_editor_open (AipSession        *session,
                                    const char        *path,
                                    GtkWidget         *parent);

/* The same for a workflow of the project that was saved before. */
void       aip_binding_editor_edit (AipSession        *session,
                                    AipWorkflow       *workflow,
                                    GtkWidget         *parent);

G_END_DECLS
