/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Fields that hold several things of one kind as one JSON text: what they have in common. */

/* (nullable): @text as an array, bounded; hold @node as long as it is used. */
JsonArray *aip_json_list_parse     (const char  *text,
                                    JsonNode   **node);
/* (transfer full): empty for no elements. @array: (transfer full) */
char      *aip_json_list_to_text   (JsonArray   *array) G_GNUC_WARN_UNUSED_RESULT;
/*
 * Whether @text is an array of which every element was understood, and no more than @most.
 * @n_understood: of its elements
 */
gboolean   aip_json_list_is_whole  (const char  *text,
                                    guint        n_understood,
                                    guint        most);

G_END_DECLS
