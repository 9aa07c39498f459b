/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-target.h"

G_BEGIN_DECLS

#define AIP_TYPE_TARGETS (aip_targets_get_type ())

/**
 * AipTargets:
 *
 * The models that prompts are written for: `targets.json` of the folder that ships, then of the
 * user's own. Immutable after loading.
 */
G_DECLARE_FINAL_TYPE (AipTargets, aip_targets, AIP, TARGETS, GObject)

/* @own: (nullable): further folders, %NULL-terminated, in which the file may be missing. */
AipTargets         *aip_targets_load         (const char         *shipped,
                                              const char *const  *own,
                                              GError            **error);
/* A sentence for every row that was left out, %NULL-terminated. */
const char *const  *aip_targets_get_problems (AipTargets         *self);
const AipTarget *const *
                    aip_targets_get_all      (AipTargets         *self,
                                              guint              *n_targets);
/* (nullable): by id, or by name in any case. */
const AipTarget    *aip_targets_find         (AipTargets         *self,
                                              const char         *text);

/* The nick of a part as the file has it: "description". */
const char         *aip_prompt_part_to_nick  (AipPromptPart       part);
/* Translated: "Description". */
const char         *aip_prompt_part_get_name (AipPromptPart       part);

G_END_DECLS
