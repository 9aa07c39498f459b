/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-setup.h"

G_BEGIN_DECLS

/**
 * AipSetupCell:
 * @AIP_SETUP_CELL_CAMERA: body, or the look that replaces it
 * @AIP_SETUP_CELL_LENS: lens, focal length, stop
 * @AIP_SETUP_CELL_LIGHT: style, key light, time of day
 * @AIP_SETUP_CELL_MOVE: move, support, pace
 * @AIP_SETUP_CELL_SIZE: shot size, angle
 *
 * A setup as columns of a table and of shot lists: a few fields each, as one text that a person can
 * write, too.
 */
typedef enum {
  AIP_SETUP_CELL_CAMERA,
  AIP_SETUP_CELL_LENS,
  AIP_SETUP_CELL_STOCK,
  AIP_SETUP_CELL_LIGHT,
  AIP_SETUP_CELL_MOVE,
  AIP_SETUP_CELL_SIZE,
} AipSetupCell;

#define AIP_N_SETUP_CELLS (AIP_SETUP_CELL_SIZE + 1)

/* AIP_SETUP_BIT() of the fields that the cell is about. */
guint64   aip_setup_cell_get_fields (AipSetupCell     cell);
/* "Cooke S4/i · 50 mm · T2.8"; empty if none of the fields is given. */
char     *aip_setup_cell_to_text    (const AipSetup  *setup,
                                     AipSetupCell     cell) G_GNUC_WARN_UNUSED_RESULT;
/**
 * aip_setup_cell_set_text:
 * @text: as aip_setup_cell_to_text() writes it or as a person does ("cooke s4 50mm t2.8", "CU",
 *   "push in, slow"): gear by name, words in English or the user's language; empty clears the cell
 *
 * What @text does not speak of keeps its value, or follows: another lens brings its nearest focal
 * length. %AIP_ERROR_INVALID with a sentence for what is not known, and nothing is changed then.
 */
gboolean  aip_setup_cell_set_text   (AipSetup        *setup,
                                     AipCatalogue    *catalogue,
                                     AipSetupCell     cell,
                                     const char      *text,
                                     GError         **error);

G_END_DECLS
