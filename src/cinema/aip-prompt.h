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
 * What a shot says, in the composer's own terms; any of them may be %NULL or empty. Setting, time and
 * weather of the place are said where the setup says nothing of them. Triggers stand first and are
 * never cut: a LoRA does nothing without them.
 */
typedef struct {
  const char        *description;   /* what is seen */
  const char        *action;        /* what happens */
  const char *const *characters;    /* pairs: name, description, …, NULL */
  const char        *place_name;
  const char        *place_description;
  const char        *place_setting;   /* “interior” or “exterior” */
  const char        *place_time;
  const char        *place_weather;
  const char        *additions;     /* the shot's own prompt text */
  const char        *negative;
  const char        *cast_negative;   /* what does not fit the characters, whatever the shot */
  const char *const *triggers;      /* …, NULL; each once */
} AipPromptParts;

/* Whether nothing in it could be drawn. */
gboolean aip_prompt_parts_are_empty (const AipPromptParts *parts);

G_END_DECLS
