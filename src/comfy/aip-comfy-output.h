/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define AIP_TYPE_COMFY_OUTPUT (aip_comfy_output_get_type ())

/* One thing that a prompt made on a worker: the reference to a file there, or a text. Checked: the name
 * has no separator, neither part leads out of the worker's folder; a text is bounded and UTF-8.
 * Immutable. */
typedef struct _AipComfyOutput AipComfyOutput;

GType           aip_comfy_output_get_type      (void) G_GNUC_CONST;

AipComfyOutput *aip_comfy_output_new           (const char     *node_id,
                                                const char     *kind,
                                                const char     *filename,
                                                const char     *subfolder,
                                                const char     *folder_type,
                                                gboolean        animated) G_GNUC_WARN_UNUSED_RESULT;
/* (nullable): %NULL for an empty text. */
AipComfyOutput *aip_comfy_output_new_text      (const char     *node_id,
                                                const char     *text) G_GNUC_WARN_UNUSED_RESULT;
AipComfyOutput *aip_comfy_output_ref           (AipComfyOutput *self);
void            aip_comfy_output_unref         (AipComfyOutput *self);

/* Of an `executed` message or a history entry: (element-type AipComfyOutput), never NULL. */
GPtrArray      *aip_comfy_output_list_from_json (const char    *node_id,
                                                 JsonObject    *output) G_GNUC_WARN_UNUSED_RESULT;

const char     *aip_comfy_output_get_node_id   (AipComfyOutput *self);
/* The key under which the server listed it: `images`, `gifs`, `audio` … It does not tell what the
 * file is; the extension does. */
const char     *aip_comfy_output_get_kind      (AipComfyOutput *self);
const char     *aip_comfy_output_get_filename  (AipComfyOutput *self);
const char     *aip_comfy_output_get_subfolder (AipComfyOutput *self);
/* `output`, `temp` or `input`. */
const char     *aip_comfy_output_get_folder_type (AipComfyOutput *self);
/* (nullable): there is no file, this is all of it. */
const char     *aip_comfy_output_get_text      (AipComfyOutput *self);
gboolean        aip_comfy_output_get_animated  (AipComfyOutput *self);
/* Lower-case extension without the dot, "" if there is none. */
char           *aip_comfy_output_dup_extension (AipComfyOutput *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipComfyOutput, aip_comfy_output_unref)

G_END_DECLS
