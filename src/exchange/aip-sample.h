/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-document.h"

G_BEGIN_DECLS

/* The sample film ships as a spreadsheet that is read through the import a user uses. */

/* The folder with film.ini and shots.csv. */
char        *aip_sample_get_path      (void) G_GNUC_WARN_UNUSED_RESULT;
/* What the film is called, for a folder name; in Hangul. */
char        *aip_sample_get_name      (void) G_GNUC_WARN_UNUSED_RESULT;

/* Makes a project in @folder (absent or empty) with all shots of the sample film in it. */
void         aip_sample_create_async  (const char           *folder,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
AipDocument *aip_sample_create_finish (GAsyncResult         *result,
                                       GError              **error);

G_END_DECLS
