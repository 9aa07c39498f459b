/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_RENUMBER_DIALOG (aip_renumber_dialog_get_type ())

/**
 * AipRenumberDialog:
 *
 * New codes for many shots: what each would become is seen before anything is done, with what
 * stands in the way of it.
 */
G_DECLARE_FINAL_TYPE (AipRenumberDialog, aip_renumber_dialog, AIP, RENUMBER_DIALOG, AdwDialog)

/* @shots: (element-type AipShot): the selected ones */
void aip_renumber_dialog_present (AipSession *session,
                                  GPtrArray  *shots,
                                  GtkWidget  *parent);

G_END_DECLS
