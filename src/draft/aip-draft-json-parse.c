/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-json"

#include "config.h"

#include <string.h>

#include "aip-draft-json.h"
#include "aip-error.h"

typedef struct
{
  const char *p;
  const char *end;
  guint       depth;
} Reader;

static AipDraftJson *read_value (Reader *reader);

static void
skip_space (Reader *reader)
{
  while (reader->p < reader->end && strchr (" \t\r\n", *reader->p) != NULL && *reader->p != '\0')
    reader->p++;
}

static gboolean
accept (Reader *reader,
        char    c)
{
  skip_space (reader);
  if (reader->p >= reader->end || *reader->p != c)
    return FALSE;

  reader->p++;

  return TRUE;
}

static gboolean
accept_word (Reader     *reader,
             const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (reader->end - reader->p) < length || memcmp (reader->p, word, length) != 0)
    return FALSE;

  reader->p += length;

  return TRUE;
}

static gboolean
read_hex4 (Reader   *reader,
           gunichar *result)
{
  gunichar value = 0;

  if (reader->end - reader->p < 4)
    return FALSE;

  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (*reader->p++);

      if (digit < 0)
        return FALSE;
      value = value * 16 + (gunichar) digit;
    }
  *result = value;

  return TRUE;
}

static gboolean
read_unicode_escape (Reader  *reader,
                     GString *text)
{
  gunichar c;
  gunichar low;

  if (!read_hex4 (reader, &c))
    return FALSE;

  if (c >= 0xd800 && c < 0xdc00 && reader->end - reader->p >= 6 && reader->p[0] == '\\' &&
      reader->p[1] == 'u')
    {
      const char *before = reader->p;

      reader->p += 2;
      if (!read_hex4 (reader, &low))
        return FALSE;
      if (low >= 0xdc00 && low < 0xe000)
        c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
      else
        reader->p = before;
    }

  /* A lone surrogate and U+0000 have no place in a C string of UTF-8. */
  g_string_append_unichar (text, c == 0 || (c >= 0xd800 && c < 0xe000) ? 0xfffd : c);

  return TRUE;
}

/* After the opening quote. */
static char *
read_string (Reader *reader)
{
  g_autoptr(GString) text = g_string_new (NULL);

  while (reader->p < reader->end)
    {
      const char *run = reader->p;
      char c;

      while (reader->p < reader->end && *reader->p != '"' && *reader->p != '\\' &&
             (guchar) *reader->p >= 0x20)
        reader->p++;
      g_string_append_len (text, run, reader->p - run);
      if (reader->p >= reader->end)
        return NULL;

      c = *reader->p++;
      if (c == '"')
        return g_string_free (g_steal_pointer (&text), FALSE);
      if (c != '\\' || reader->p >= reader->end)
        return NULL;

      c = *reader->p++;
      if (c == 'u')
        {
          if (!read_unicode_escape (reader, text))
            return NULL;
        }
      else
        {
          static const char escapes[] = "\"\\/bfnrt";
          static const char values[] = "\"\\/\b\f\n\r\t";
          const char *found = strchr (escapes, c);

          if (found == NULL || c == '\0')
            return NULL;
          g_string_append_c (text, values[found - escapes]);
        }
    }

  return NULL;
}

/* An integer keeps its digits, whatever its size; a float is normalised as Python would. */
static AipDraftJson *
read_number (Reader *reader)
{
  const char *start = reader->p;
  const char *digits;
  g_autofree char *text = NULL;
  gboolean is_float = FALSE;

  if (*reader->p == '-')
    reader->p++;

  digits = reader->p;
  while (reader->p < reader->end && g_ascii_isdigit (*reader->p))
    reader->p++;
  if (reader->p == digits || (*digits == '0' && reader->p - digits > 1))
    return NULL;

  if (reader->p < reader->end && *reader->p == '.')
    {
      const char *fraction = ++reader->p;

      is_float = TRUE;
      while (reader->p < reader->end && g_ascii_isdigit (*reader->p))
        reader->p++;
      if (reader->p == fraction)
        return NULL;
    }

  if (reader->p < reader->end && (*reader->p == 'e' || *reader->p == 'E'))
    {
      const char *exponent;

      is_float = TRUE;
      reader->p++;
      if (reader->p < reader->end && (*reader->p == '+' || *reader->p == '-'))
        reader->p++;
      exponent = reader->p;
      while (reader->p < reader->end && g_ascii_isdigit (*reader->p))
        reader->p++;
      if (reader->p == exponent)
        return NULL;
    }

  text = g_strndup (start, (gsize) (reader->p - start));

  return is_float ? aip_draft_json_float (g_ascii_strtod (text, NULL))
                  : aip_draft_json_int_text (text);
}

static AipDraftJson *
read_array (Reader *reader)
{
  g_autoptr(AipDraftJson) array = aip_draft_json_array ();

  if (accept (reader, ']'))
    return g_steal_pointer (&array);

  do
    {
      AipDraftJson *value = read_value (reader);

      if (value == NULL)
        return NULL;
      aip_draft_json_append (array, value);
    }
  while (accept (reader, ','));

  return accept (reader, ']') ? g_steal_pointer (&array) : NULL;
}

static AipDraftJson *
read_object (Reader *reader)
{
  g_autoptr(AipDraftJson) object = aip_draft_json_object ();

  if (accept (reader, '}'))
    return g_steal_pointer (&object);

  do
    {
      g_autofree char *key = NULL;
      AipDraftJson *value;

      if (!accept (reader, '"'))
        return NULL;
      key = read_string (reader);
      if (key == NULL || !accept (reader, ':'))
        return NULL;
      value = read_value (reader);
      if (value == NULL)
        return NULL;
      aip_draft_json_set (object, key, value);
    }
  while (accept (reader, ','));

  return accept (reader, '}') ? g_steal_pointer (&object) : NULL;
}

static AipDraftJson *
read_value (Reader *reader)
{
  AipDraftJson *value = NULL;

  skip_space (reader);
  if (reader->p >= reader->end || reader->depth >= AIP_DRAFT_JSON_MAX_DEPTH)
    return NULL;

  reader->depth++;

  if (accept (reader, '{'))
    value = read_object (reader);
  else if (accept (reader, '['))
    value = read_array (reader);
  else if (accept (reader, '"'))
    {
      g_autofree char *text = read_string (reader);

      value = text != NULL ? aip_draft_json_string (text) : NULL;
    }
  else if (accept_word (reader, "true"))
    value = aip_draft_json_bool (TRUE);
  else if (accept_word (reader, "false"))
    value = aip_draft_json_bool (FALSE);
  else if (accept_word (reader, "null"))
    value = aip_draft_json_null ();
  else
    value = read_number (reader);

  reader->depth--;

  return value;
}

/**
 * aip_draft_json_parse:
 * @text: UTF-8, not necessarily ending in a NUL
 * @length: bytes in @text
 * @error: return location
 *
 * Returns: (transfer full): the one value in @text, or %NULL with %AIP_ERROR_INVALID
 */
AipDraftJson *
aip_draft_json_parse (const char *text,
                      gsize       length,
                      GError    **error)
{
  Reader reader = { text, text + length, 0 };
  g_autoptr(AipDraftJson) value = NULL;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (length > 0 && g_utf8_validate_len (text, length, NULL))
    value = read_value (&reader);
  skip_space (&reader);

  if (value == NULL || reader.p < reader.end)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   "The text is not JSON (at byte %" G_GSIZE_FORMAT ")", (gsize) (reader.p - text));
      return NULL;
    }

  return g_steal_pointer (&value);
}
