/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * Reading JSON that somebody else wrote. json-glib's own getters log a critical when a member is
 * missing or of another type; these answer the fallback instead, so a strange message costs only
 * itself. All of them accept %NULL for the object.
 */

#define AIP_JSON_MAX_DEPTH 64

JsonNode   *aip_json_parse         (const char  *text,
                                    gssize       length,
                                    gsize        max_bytes,
                                    GError     **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode   *aip_json_parse_bytes   (GBytes      *bytes,
                                    gsize        max_bytes,
                                    GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/* Reads a regular file; %AIP_ERROR_NOT_FOUND if there is none. Blocks. */
JsonNode   *aip_json_load          (const char  *path,
                                    gsize        max_bytes,
                                    GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/*
 * Whether it is an object that aip_json_parse() is sure to read, without reading it: %FALSE also
 * for what is merely unusual. @text: valid UTF-8
 */
gboolean    aip_json_is_plain_object (const char *text,
                                      gsize       length);
/* Numbers are written as short as reading them back allows. */
char       *aip_json_to_text       (JsonNode    *node,
                                    gboolean     pretty) G_GNUC_WARN_UNUSED_RESULT;

JsonObject *aip_json_node_object   (JsonNode    *node);
JsonArray  *aip_json_node_array    (JsonNode    *node);
const char *aip_json_node_string   (JsonNode    *node);

JsonNode   *aip_json_get           (JsonObject  *object,
                                    const char  *member);
JsonObject *aip_json_get_object    (JsonObject  *object,
                                    const char  *member);
JsonArray  *aip_json_get_array     (JsonObject  *object,
                                    const char  *member);
const char *aip_json_get_string    (JsonObject  *object,
                                    const char  *member,
                                    const char  *fallback);
gboolean    aip_json_get_boolean   (JsonObject  *object,
                                    const char  *member,
                                    gboolean     fallback);
gint64      aip_json_get_int       (JsonObject  *object,
                                    const char  *member,
                                    gint64       fallback);
double      aip_json_get_double    (JsonObject  *object,
                                    const char  *member,
                                    double       fallback);

G_END_DECLS
