/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-lora"

#include "config.h"

#include "aip-lora.h"

AipLora *
aip_lora_new (const char *file,
              double      model,
              double      clip)
{
  AipLora *self;

  g_return_val_if_fail (file != NULL, NULL);

  self = g_new0 (AipLora, 1);
  self->file = g_strdup (file);
  self->model = model;
  self->clip = clip;

  return self;
}

void
aip_lora_free (AipLora *self)
{
  if (self == NULL)
    return;

  g_free (self->file);
  g_free (self);
}
