/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-naming"

#include "config.h"

#include <string.h>

#include "aip-naming.h"
#include "aip-paths.h"

#define PROJECT_CODE_LETTERS 4
#define FALLBACK_PROJECT     "FILM"
#define FALLBACK_SHOT        "SHOT"

/* Two codes, a version and a suffix stay under the 255 bytes that a file name may have. */
#define MAX_CODE_BYTES       80
#define MAX_SUFFIX_BYTES     12

#define HANGUL_FIRST         0xac00
#define HANGUL_LAST          0xd7a3

/* Revised Romanization, letter by letter: enough for a code that its author recognises. */
static const char *const hangul_initials[] = {
  "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h",
};
static const char *const hangul_vowels[] = {
  "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we",
  "wi", "yu", "eu", "ui", "i",
};
static const char *const hangul_finals[] = {
  "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t",
  "t", "ng", "t", "t", "k", "t", "p", "t",
};

static char *
code_component (const char *code,
                const char *fallback)
{
  g_autofree char *safe = aip_path_safe_name (code, fallback);
  const char *end;

  if (strlen (safe) <= MAX_CODE_BYTES)
    return g_steal_pointer (&safe);

  end = g_utf8_find_prev_char (safe, safe + MAX_CODE_BYTES + 1);
  safe[end - safe] = '\0';

  /* The cut may have bared a dot or a space, which must not end a name. */
  return aip_path_safe_name (safe, fallback);
}

/* What a worker's file name pattern takes as it is: no %, which the server expands, no dots. */
static void
append_ascii_code (GString    *text,
                   const char *code,
                   const char *fallback)
{
  gsize start = text->len;
  gboolean has_letter = FALSE;

  for (const char *p = code != NULL ? code : ""; *p != '\0' && text->len - start < MAX_CODE_BYTES; p++)
    {
      if (g_ascii_isalnum (*p))
        has_letter = TRUE;
      else if (*p != '-' && *p != '_')
        continue;
      g_string_append_c (text, *p);
    }

  if (!has_letter)
    {
      g_string_truncate (text, start);
      g_string_append (text, fallback);
    }
}

/**
 * aip_naming_version:
 * @number: from 1
 *
 * Returns: (transfer full): how a take's number is shown
 */
char *
aip_naming_version (gint64 number)
{
  return g_strdup_printf ("v%03" G_GINT64_FORMAT, MAX (number, 0));
}

/**
 * aip_naming_take_file:
 * @project_code: the project's short code
 * @shot_code: the shot's code
 * @number: the take's number
 * @suffix: what the file is, without the dot; anything but ASCII letters and digits is dropped
 *
 * Returns: (transfer full): where the file of a take belongs, relative to the project folder
 */
char *
aip_naming_take_file (const char *project_code,
                      const char *shot_code,
                      gint64      number,
                      const char *suffix)
{
  g_autofree char *project = code_component (project_code, FALLBACK_PROJECT);
  g_autofree char *shot = code_component (shot_code, FALLBACK_SHOT);
  g_autofree char *version = aip_naming_version (number);
  g_autoptr(GString) clean = g_string_new (NULL);

  for (const char *p = suffix != NULL ? suffix : ""; *p != '\0' && clean->len < MAX_SUFFIX_BYTES; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (clean, g_ascii_tolower (*p));

  return g_strdup_printf ("takes/%s/%s_%s_%s.%s", shot, project, shot, version,
                          clean->len > 0 ? clean->str : "bin");
}

/**
 * aip_naming_render_file:
 * @project_code: the project's short code
 * @number: which version of the film it is
 * @kind: how it is written: ASCII letters, digits and dashes
 * @suffix: with the dot, or empty
 *
 * Returns: (transfer full): where a film that was rendered belongs, relative to the project folder
 */
char *
aip_naming_render_file (const char *project_code,
                        gint64      number,
                        const char *kind,
                        const char *suffix)
{
  g_autofree char *project = code_component (project_code, FALLBACK_PROJECT);
  g_autofree char *version = aip_naming_version (number);

  g_return_val_if_fail (kind != NULL && suffix != NULL, NULL);

  return g_strdup_printf ("renders/%s_%s_%s%s", project, version, kind, suffix);
}

/**
 * aip_naming_job_prefix:
 * @project_code: the project's short code
 * @shot_code: the shot's code
 * @job_id: what makes it unique: a UUID
 *
 * A server that has made the very same graph before answers the old file. A prefix that was never
 * used before makes it write a new one.
 *
 * Returns: (transfer full): the file name prefix for a worker; ASCII, one folder deep
 */
char *
aip_naming_job_prefix (const char *project_code,
                       const char *shot_code,
                       const char *job_id)
{
  g_autoptr(GString) prefix = g_string_new ("aipipeline/");

  g_return_val_if_fail (job_id != NULL, NULL);

  append_ascii_code (prefix, project_code, FALLBACK_PROJECT);
  g_string_append_c (prefix, '_');
  append_ascii_code (prefix, shot_code, FALLBACK_SHOT);
  g_string_append_c (prefix, '_');

  for (const char *p = job_id; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (prefix, g_ascii_tolower (*p));

  return g_string_free_and_steal (g_steal_pointer (&prefix));
}

static void
append_romanized (GString  *text,
                  gunichar  syllable)
{
  guint index = syllable - HANGUL_FIRST;

  g_string_append (text, hangul_initials[index / (21 * 28)]);
  g_string_append (text, hangul_vowels[index / 28 % 21]);
  g_string_append (text, hangul_finals[index % 28]);
}

/**
 * aip_naming_project_code:
 * @name: a project's name in any script
 *
 * Returns: (transfer full): the first letters of the name in Latin capitals; `FILM` when the name
 *   has none
 */
char *
aip_naming_project_code (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name != NULL ? name : "", -1);
  g_autofree char *normal = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKC);
  g_autoptr(GString) latin = g_string_new (NULL);
  g_autofree char *ascii = NULL;
  g_autoptr(GString) code = g_string_new (NULL);

  for (const char *p = normal; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= HANGUL_FIRST && c <= HANGUL_LAST)
        append_romanized (latin, c);
      else
        g_string_append_unichar (latin, c);
    }

  /* "C": the code must not depend on who opens the program. */
  ascii = g_str_to_ascii (latin->str, "C");
  for (const char *p = ascii; *p != '\0' && code->len < PROJECT_CODE_LETTERS; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (code, g_ascii_toupper (*p));

  return g_strdup (code->len > 0 ? code->str : FALLBACK_PROJECT);
}
