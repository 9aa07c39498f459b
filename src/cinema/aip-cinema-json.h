/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "aip-cinema.h"
#include "aip-composer.h"
#include "aip-options.h"

G_BEGIN_DECLS

/*
 * JSON in, JSON out, for the command line. @input is a setup as described by
 * presets/schema/setup.schema.json, or an object with the members "setup", "shot" (description,
 * action, characters, place, additions, negative, english, seconds, subjects, dialogue), "period"
 * ("strict" or "loose") and "prompt-edits" (presets/schema/prompt-edits.schema.json). What was not understood stands in "problems" of the answer.
 */

/* {"state", "findings": [{"rule", "severity", "fields", "sentence", "fixes"}]} */
JsonObject *aip_cinema_check   (AipCinema   *self,
                                JsonObject  *input,
                                GError     **error);
/* {"field", "options": [{"id", "name", "chosen", "adds", "findings"}]} */
JsonObject *aip_cinema_options (AipCinema   *self,
                                JsonObject  *input,
                                const char  *field,
                                GError     **error);
/* Angles, distances, depth of field, exposure: what can be known of them. */
JsonObject *aip_cinema_optics  (AipCinema   *self,
                                JsonObject  *input,
                                GError     **error);
/* {"target", "positive", "negative", "width", "height", "tokens", "fragments", "notes" …} */
JsonObject *aip_cinema_prompt  (AipCinema   *self,
                                JsonObject  *input,
                                const char  *target,
                                GError     **error);
/* @what: bodies, lenses, stocks, lights, supports, moves, films, looks, presets or targets. */
JsonObject *aip_cinema_list    (AipCinema   *self,
                                const char  *what,
                                GError     **error);

G_END_DECLS
