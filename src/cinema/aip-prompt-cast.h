/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AipPromptCast:
 * @age: a number or words
 * @costume: what is worn
 * @position: where in the picture
 * @action: what this one does
 *
 * One character in one shot; any of them may be %NULL or empty.
 */
typedef struct {
  const char *description;
  const char *age;
  const char *costume;
  const char *position;
  const char *action;
} AipPromptCast;

/* (transfer full): as the description of a character in AipPromptParts. */
char *aip_prompt_cast_say (const AipPromptCast *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
