/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-gear.h"

G_BEGIN_DECLS

#define AIP_TYPE_CATALOGUE (aip_catalogue_get_type ())

/**
 * AipCatalogue:
 *
 * All the gear there is: what ships in `presets/`, then the user's own folder, then the project's,
 * each with the same files (`bodies.json` …). A later row with the id of an earlier one takes its
 * place. Immutable after loading; may be read from any thread.
 *
 * A row that cannot be understood costs only itself: it is left out and a sentence says so in
 * aip_catalogue_get_problems().
 */
G_DECLARE_FINAL_TYPE (AipCatalogue, aip_catalogue, AIP, CATALOGUE, GObject)

/**
 * aip_catalogue_load:
 * @shipped: the folder that ships with the program; a file missing here is an error
 * @own: (nullable): NULL-terminated further folders, in which any file may be missing
 *
 * Reads a few hundred kilobytes; takes milliseconds.
 */
AipCatalogue        *aip_catalogue_load         (const char         *shipped,
                                                 const char *const  *own,
                                                 GError            **error);
const char *const   *aip_catalogue_get_problems (AipCatalogue       *self);

/* (transfer none): rows of one kind in the order of the files, each the structure of its kind. */
const AipGear *const *
                     aip_catalogue_get_rows     (AipCatalogue       *self,
                                                 AipGearKind         kind,
                                                 guint              *n_rows);
/* (nullable): by id. */
const AipGear       *aip_catalogue_find         (AipCatalogue       *self,
                                                 AipGearKind         kind,
                                                 const char         *id);
/*
 * (nullable): by id, or by name as a person writes it ("cooke s4/i", "Cooke S4", "ALEXA Mini"), if
 * only one row can be meant.
 */
const AipGear       *aip_catalogue_match        (AipCatalogue       *self,
                                                 AipGearKind         kind,
                                                 const char         *text);

const AipBody       *aip_catalogue_find_body    (AipCatalogue       *self,
                                                 const char         *id);
const AipLens       *aip_catalogue_find_lens    (AipCatalogue       *self,
                                                 const char         *id);
const AipStock      *aip_catalogue_find_stock   (AipCatalogue       *self,
                                                 const char         *id);
const AipLight      *aip_catalogue_find_light   (AipCatalogue       *self,
                                                 const char         *id);
const AipSupport    *aip_catalogue_find_support (AipCatalogue       *self,
                                                 const char         *id);
const AipMove       *aip_catalogue_find_move    (AipCatalogue       *self,
                                                 const char         *id);

G_END_DECLS
