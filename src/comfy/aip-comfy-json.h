/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * JSON as ComfyUI servers write it, which is not quite what json-glib reads:
 *
 * - seeds go up to 2^64-1, json-glib's integers end at 2^63-1. An integer above that is kept as a
 *   string node of U+0001, "u64:" and the digits; real strings that begin with U+0001 get a second
 *   one, so nothing can collide. aip_comfy_json_to_text() turns both back. No integer of the
 *   range 0 … 2^64-1 or -2^63 … 2^63-1 ever passes through a double.
 * - Python writes the bare words NaN, Infinity and -Infinity: they are read as null.
 *
 * Read values with the functions here or with aip_json_get_*() of base; use
 * aip_comfy_json_get_uint64() where a number can be large.
 */

JsonNode *aip_comfy_json_parse       (const char *text,
                                      gssize      length,
                                      gsize       max_bytes,
                                      GError    **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *aip_comfy_json_parse_bytes (GBytes     *bytes,
                                      gsize       max_bytes,
                                      GError    **error) G_GNUC_WARN_UNUSED_RESULT;
char     *aip_comfy_json_to_text     (JsonNode   *node) G_GNUC_WARN_UNUSED_RESULT;

JsonNode *aip_comfy_json_new_uint64  (guint64     value) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *aip_comfy_json_new_string  (const char *text) G_GNUC_WARN_UNUSED_RESULT;
gboolean  aip_comfy_json_get_uint64  (JsonNode   *node,
                                      guint64    *value);
gboolean  aip_comfy_json_get_number  (JsonNode   *node,
                                      double     *value);
char     *aip_comfy_json_dup_string  (JsonNode   *node) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
