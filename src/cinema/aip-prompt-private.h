/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-prompt.h"

G_BEGIN_DECLS

/* On one line, composed, without doubled spaces and full stops. */
char     *aip_prompt_tidy            (const char *text) G_GNUC_WARN_UNUSED_RESULT;
gboolean  aip_prompt_has_words       (const char *text);
/* Appends the tidied @sentence after a space, ended by one full stop unless it has an end. */
void      aip_prompt_append_sentence (GString    *prompt,
                                      const char *sentence);

G_END_DECLS
