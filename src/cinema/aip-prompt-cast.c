/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-prompt-cast"

#include "config.h"

#include <string.h>

#include "aip-composer-private.h"
#include "aip-prompt-cast.h"
#include "aip-prompt-private.h"

static gboolean
is_number (const char *text)
{
  return *text != '\0' && strspn (text, "0123456789") == strlen (text);
}

static void
add (GString    *text,
     const char *raw,
     const char *before,
     const char *behind)
{
  g_autofree char *words = aip_prompt_tidy (raw);

  aip_composer_drop_end_marks (words);
  if (!aip_prompt_has_words (words))
    return;

  if (text->len > 0)
    g_string_append (text, ", ");
  g_string_append_printf (text, "%s%s%s", before, words, behind);
}

char *
aip_prompt_cast_say (const AipPromptCast *self)
{
  GString *text = g_string_new (NULL);
  g_autofree char *age = NULL;
  g_autofree char *costume = NULL;
  g_autofree char *lower = NULL;
  gboolean korean;

  g_return_val_if_fail (self != NULL, NULL);

  age = aip_prompt_tidy (self->age);
  costume = aip_prompt_tidy (self->costume);
  lower = g_ascii_strdown (costume, -1);
  /* What stands around the words is in the language that they are in. */
  korean = aip_composer_has_hangul (self->description != NULL ? self->description : "") ||
           aip_composer_has_hangul (costume);

  add (text, self->description, "", "");
  if (is_number (age))
    add (text, age, "", korean ? "세" : " years old");
  else
    add (text, age, "", "");

  if (aip_composer_has_hangul (costume))
    add (text, costume, "", g_str_has_suffix (costume, "차림") ? "" : " 차림");
  else
    add (text, costume, g_str_has_prefix (lower, "wearing ") ||
                        g_str_has_prefix (lower, "dressed ") ? "" : "wearing ", "");

  add (text, self->position, "", "");
  add (text, self->action, "", "");

  return g_string_free (text, FALSE);
}
