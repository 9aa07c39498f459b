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

/* Whether nothing in it could be drawn. */
gboolean aip_prompt_parts_are_empty (const AipPromptParts *parts);

G_END_DECLS
