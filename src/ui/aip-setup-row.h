/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-live-setup.h"

G_BEGIN_DECLS

/* The column of titles. */
#define AIP_SETUP_TITLE_CHARS 14

#define AIP_TYPE_SETUP_ROW (aip_setup_row_get_type ())

/**
 * AipSetupRow:
 *
 * The control of one field of a setup with its name, what is found wrong with it, and a button that
 * takes the choice away (Delete does too). The pointer and the focus light the field up wherever it
 * is shown.
 *
 * Signals:
 * - `choose (GtkWidget *control)`: open the list of options there
 * - `touched`: a person has set it, perhaps to what it was
 * - `findings-wanted`: show what is found and how to fix it
 */
G_DECLARE_FINAL_TYPE (AipSetupRow, aip_setup_row, AIP, SETUP_ROW, GtkWidget)

GtkWidget     *aip_setup_row_new       (AipLiveSetup  *live,
                                        AipSetupField  field);
AipSetupField  aip_setup_row_get_field (AipSetupRow   *self);
/* Shows what the setup has now. @mixed: the shots differ and nobody has chosen yet. */
void           aip_setup_row_update    (AipSetupRow   *self,
                                        gboolean       mixed);
/* The control itself, without its title. */
gboolean       aip_setup_row_focus     (AipSetupRow   *self);

G_END_DECLS
