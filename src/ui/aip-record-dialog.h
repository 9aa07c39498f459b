/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_RECORD_DIALOG (aip_record_dialog_get_type ())

/**
 * AipRecordDialog:
 *
 * The selected shot large: every field, its takes and its history, and on to the next shot.
 */
G_DECLARE_FINAL_TYPE (AipRecordDialog, aip_record_dialog, AIP, RECORD_DIALOG, AdwDialog)

/* @parent: the shots page, whose actions go to the next shot. */
void aip_record_dialog_present (AipSession *session,
                                GtkWidget  *parent);

G_END_DECLS
