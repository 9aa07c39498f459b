/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-presets.h"

G_BEGIN_DECLS

struct _AipPresets {
  GObject       parent_instance;

  AipCatalogue *catalogue;
  char         *folder;
  /* Of AipPreset, which are freed with the presets; texts last as long. */
  GPtrArray    *presets;
  GPtrArray    *deleted;
  GStringChunk *texts;
  GHashTable   *haystacks;
  GPtrArray    *problems;
};

#define AIP_PRESET_FILE_BYTES (256 * 1024)

/* Reads one own or exported file; @id: what it will be known by. */
AipPreset *_aip_presets_read_file (AipPresets     *self,
                                   const char     *path,
                                   const char     *id,
                                   AipPresetKind   kind,
                                   GError        **error);
void       _aip_presets_changed   (AipPresets     *self);
void       _aip_presets_add       (AipPresets     *self,
                                   AipPreset      *preset);

G_END_DECLS
