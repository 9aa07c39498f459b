/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-setup-cells.h"

G_BEGIN_DECLS

/**
 * AipSheetSetups:
 *
 * Setups of shots as cells of lists. The gear is loaded when the first setup has to be read. Belongs
 * to one thread, and not to the main thread.
 */
typedef struct _AipSheetSetups AipSheetSetups;

/* @folder: of the project, which may have gear of its own. */
AipSheetSetups *aip_sheet_setups_new      (const char      *folder);
void            aip_sheet_setups_free     (AipSheetSetups  *self);
/* (transfer none): what the setup @json says in @cell; "" if it cannot be read. */
const char     *aip_sheet_setups_get_text (AipSheetSetups  *self,
                                           const char      *json,
                                           AipSetupCell     cell);
/*
 * (transfer full): the setup @json with @text in @cell; %NULL with %AIP_ERROR_INVALID and a
 * sentence.
 */
char           *aip_sheet_setups_set_text (AipSheetSetups  *self,
                                           const char      *json,
                                           AipSetupCell     cell,
                                           const char      *text,
                                           GError         **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipSheetSetups, aip_sheet_setups_free)

G_END_DECLS
