/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_CHAIN_DIALOG (aip_chain_dialog_get_type ())

/**
 * AipChainDialog:
 *
 * Which workflows follow each other for the chosen shots, where a person is asked in between, and how
 * many stills there are to choose from. Begins with the chain that was used last in the project, says
 * in a sentence what cannot follow what, and queues all of it.
 */
G_DECLARE_FINAL_TYPE (AipChainDialog, aip_chain_dialog, AIP, CHAIN_DIALOG, AdwDialog)

/* @shots: (element-type AipShot) */
void aip_chain_dialog_present (AipSession *session,
                               GPtrArray  *shots,
                               GtkWidget  *parent);

/* (transfer full): the chain that was used last in the project, else one of what is installed. */
AipChain *aip_chain_dialog_dup_last (AipDocument      *document,
                                     AipWorkflowStore *store) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
