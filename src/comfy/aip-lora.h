/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AipLora:
 * @file: as the worker lists it in `lora_name`, below its folder “loras”
 * @model: strength on the model
 * @clip: strength on the text encoder
 *
 * One link of the chain of LoRA loaders that a job wants between the models and what uses them. The
 * words that trigger it are the composer's.
 */
typedef struct {
  char   *file;
  double  model;
  double  clip;
} AipLora;

AipLora *aip_lora_new  (const char *file,
                        double      model,
                        double      clip) G_GNUC_WARN_UNUSED_RESULT;
void     aip_lora_free (AipLora    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipLora, aip_lora_free)

G_END_DECLS
