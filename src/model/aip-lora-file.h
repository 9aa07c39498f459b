/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define AIP_MAX_LORA_FILES    16
#define AIP_MAX_LORA_STRENGTH 10.0

/**
 * AipLoraFile:
 * @file: as workers list it, below their folder “loras”
 * @model: strength on the model
 * @clip: strength on the text encoder
 * @triggers: words that have to be in the prompt for it to work
 *
 * A LoRA of a character. Those of one character are stored as one JSON array.
 */
typedef struct {
  char   *file;
  double  model;
  double  clip;
  GStrv   triggers;
} AipLoraFile;

AipLoraFile *aip_lora_file_new      (const char   *file) G_GNUC_WARN_UNUSED_RESULT;
void         aip_lora_file_free     (AipLoraFile  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipLoraFile, aip_lora_file_free)

/* (transfer full): words between commas, trimmed, each once. */
GStrv        aip_lora_file_split_triggers (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer full) (element-type AipLoraFile): what is not understood is left out. */
GPtrArray   *aip_lora_files_parse   (const char   *text) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full): as it is stored; empty for none. */
char        *aip_lora_files_to_text (GPtrArray    *files) G_GNUC_WARN_UNUSED_RESULT;
/* The check of the field. */
gboolean     aip_lora_files_check   (GVariant     *value,
                                     GError      **error);

G_END_DECLS
