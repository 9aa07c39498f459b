/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AipPromptParts:
 *
 * What a shot says, in the composer's own terms; any of them may be %NULL or empty.
 */
typedef struct {
  const char        *description;   /* what is seen */
  const char        *action;        /* what happens */
  const char *const *characters;    /* pairs: name, description, …, NULL */
  const char        *place_name;
  const char        *place_description;
  const char        *additions;     /* the shot's own prompt text */
  const char        *negative;
} AipPromptParts;

/*
 * One composer for preview, job and export: scene and action first, cast and place, then additions.
 * Deterministic; one line; no ids, no empty sentences, no doubled full stops or spaces. Both are
 * (transfer full). The positive is never empty but (nullable): %NULL when the shot says nothing;
 * the negative may be empty.
 */
char *aip_prompt_compose_positive (const AipPromptParts *parts) G_GNUC_WARN_UNUSED_RESULT;
char *aip_prompt_compose_negative (const AipPromptParts *parts) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
