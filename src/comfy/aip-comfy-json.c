/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-comfy-json"

#include "config.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "aip-comfy-json.h"
#include "aip-json.h"

#define MARK     "\001"
#define MARK_U64 MARK "u64:"

/* Reads the four hexadecimal digits of a \u escape at @p; -1 if they are none. */
static int
read_unit (const char *p,
           const char *end)
{
  int unit = 0;

  if (end - p < 4)
    return -1;

  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (p[i]);

      if (digit < 0)
        return -1;
      unit = unit * 16 + digit;
    }

  return unit;
}

/* Copies one string literal, from its opening quote. Python passes lone surrogates through (file
 * names that are not UTF-8 have them), which json-glib refuses together with all that is around
 * them; a NUL would cut the text off. Both become U+FFFD. */
static const char *
normalize_string (GString    *out,
                  const char *p,
                  const char *end)
{
  const char *from = p++;

  if (p < end && (*p == '\001' || (end - p >= 6 && memcmp (p, "\\u0001", 6) == 0)))
    {
      g_string_append (out, "\"\\u0001");
      from = p;
    }

  while (p < end && *p != '"')
    {
      int unit;

      if (*p != '\\')
        {
          p++;
          continue;
        }

      if (end - p < 2 || p[1] != 'u' || (unit = read_unit (p + 2, end)) < 0)
        {
          p += MIN (2, end - p);
          continue;
        }

      if (unit >= 0xd800 && unit < 0xdc00 && end - p >= 12 && p[6] == '\\' && p[7] == 'u')
        {
          int low = read_unit (p + 8, end);

          if (low >= 0xdc00 && low < 0xe000)
            {
              p += 12;
              continue;
            }
        }

      if (unit == 0 || (unit >= 0xd800 && unit < 0xe000))
        {
          g_string_append_len (out, from, p - from);
          g_string_append (out, "\\ufffd");
          from = p + 6;
        }
      p += 6;
    }

  if (p < end)
    p++;
  g_string_append_len (out, from, p - from);

  return p;
}

static const char *
normalize_number (GString    *out,
                  const char *p,
                  const char *end)
{
  const char *from = p;
  gboolean whole = TRUE;
  char digits[32];
  gsize length;

  if (*p == '-')
    p++;
  if (end - p >= 8 && memcmp (p, "Infinity", 8) == 0)
    {
      g_string_append (out, "null");
      return p + 8;
    }

  while (p < end && (g_ascii_isdigit (*p) || (*p != '\0' && strchr ("+-.eE", *p) != NULL)))
    if (!g_ascii_isdigit (*p++))
      whole = FALSE;
  length = (gsize) (p - from);

  if (!whole)
    {
      g_autofree char *text = g_strndup (from, length);
      double value = g_ascii_strtod (text, NULL);

      g_string_append (out, isfinite (value) ? text : "null");
      return p;
    }

  /* Below 19 digits everything fits. */
  if (length < 19)
    {
      g_string_append_len (out, from, (gssize) length);
      return p;
    }

  if (length < sizeof digits)
    {
      memcpy (digits, from, length);
      digits[length] = '\0';

      errno = 0;
      if (*digits == '-')
        {
          (void) g_ascii_strtoll (digits, NULL, 10);
          if (errno == 0)
            {
              g_string_append (out, digits);
              return p;
            }
        }
      else
        {
          guint64 value = g_ascii_strtoull (digits, NULL, 10);

          if (errno == 0)
            {
              if (value <= G_MAXINT64)
                g_string_append (out, digits);
              else
                g_string_append_printf (out, "\"\\u0001u64:%s\"", digits);
              return p;
            }
        }
    }

  /* No integer type holds it: as good as a double can say it. */
  if (length <= 300)
    {
      g_string_append_len (out, from, (gssize) length);
      g_string_append (out, ".0");
    }
  else
    g_string_append (out, "null");

  return p;
}

/**
 * aip_comfy_json_parse:
 * @text: UTF-8 text
 * @length: bytes, or -1 if it ends with a NUL
 * @max_bytes: refuse anything longer
 * @error: return location
 *
 * aip_json_parse() for what Python's JSON writer makes; see the top of the header. May be called in
 * any thread.
 */
JsonNode *
aip_comfy_json_parse (const char  *text,
                      gssize       length,
                      gsize        max_bytes,
                      GError     **error)
{
  g_autoptr(GString) normal = NULL;
  const char *p, *end, *from;
  gsize n_bytes;

  g_return_val_if_fail (text != NULL, NULL);

  n_bytes = length < 0 ? strlen (text) : (gsize) length;
  if (n_bytes > max_bytes)
    return aip_json_parse (text, (gssize) n_bytes, max_bytes, error);

  normal = g_string_sized_new (n_bytes + 64);
  end = text + n_bytes;

  for (p = from = text; p < end;)
    {
      const char *word;

      if (*p != '"' && *p != '-' && *p != 'N' && *p != 'I' && !g_ascii_isdigit (*p))
        {
          p++;
          continue;
        }

      g_string_append_len (normal, from, p - from);
      word = *p == 'N' ? "NaN" : "Infinity";

      if (*p == '"')
        p = normalize_string (normal, p, end);
      else if (*p == '-' || g_ascii_isdigit (*p))
        p = normalize_number (normal, p, end);
      else if ((gsize) (end - p) >= strlen (word) && memcmp (p, word, strlen (word)) == 0)
        {
          g_string_append (normal, "null");
          p += strlen (word);
        }
      else
        g_string_append_c (normal, *p++);
      from = p;
    }
  g_string_append_len (normal, from, p - from);

  /* Marks and ".0" make it a little longer than what was allowed above. */
  return aip_json_parse (normal->str, (gssize) normal->len, G_MAXSSIZE, error);
}

JsonNode *
aip_comfy_json_parse_bytes (GBytes  *bytes,
                            gsize    max_bytes,
                            GError **error)
{
  gsize size;
  const char *data;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);

  return aip_comfy_json_parse (data != NULL ? data : "", (gssize) size, max_bytes, error);
}

/**
 * aip_comfy_json_to_text:
 *
 * Returns: (transfer full): compact JSON, the marks of aip_comfy_json_parse() turned back
 */
char *
aip_comfy_json_to_text (JsonNode *node)
{
  g_autofree char *text = NULL;
  GString *out;
  const char *p, *from;

  g_return_val_if_fail (node != NULL, NULL);

  text = aip_json_to_text (node, FALSE);
  if (strstr (text, "\"\\u0001") == NULL)
    return g_steal_pointer (&text);

  out = g_string_sized_new (strlen (text));
  for (p = from = text; *p != '\0'; p++)
    {
      if (*p != '"')
        continue;

      if (g_str_has_prefix (p, "\"\\u0001u64:"))
        {
          const char *digits = p + strlen ("\"\\u0001u64:");
          gsize n_digits = strspn (digits, "0123456789");

          if (n_digits > 0 && digits[n_digits] == '"')
            {
              g_string_append_len (out, from, p - from);
              g_string_append_len (out, digits, (gssize) n_digits);
              p = digits + n_digits;
              from = p + 1;
              continue;
            }
        }

      if (g_str_has_prefix (p, "\"\\u0001\\u0001"))
        {
          g_string_append_len (out, from, p + 1 - from);
          from = p + strlen ("\"\\u0001");
        }

      for (p++; *p != '"'; p++)
        if (*p == '\\')
          p++;
    }
  g_string_append_len (out, from, p - from);

  return g_string_free_and_steal (out);
}

JsonNode *
aip_comfy_json_new_uint64 (guint64 value)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);

  if (value <= G_MAXINT64)
    json_node_set_int (node, (gint64) value);
  else
    {
      g_autofree char *mark = g_strdup_printf (MARK_U64 "%" G_GUINT64_FORMAT, value);

      json_node_set_string (node, mark);
    }

  return node;
}

JsonNode *
aip_comfy_json_new_string (const char *text)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);

  g_return_val_if_fail (text != NULL, node);

  if (*text == *MARK)
    {
      g_autofree char *doubled = g_strconcat (MARK, text, NULL);

      json_node_set_string (node, doubled);
    }
  else
    json_node_set_string (node, text);

  return node;
}

/**
 * aip_comfy_json_get_uint64:
 * @node: (nullable): any node
 * @value: (out): the number
 *
 * Returns: whether @node is a whole number from 0 to 2^64-1, written as an integer or (as the
 *   server does now and then) as a float below 2^53
 */
gboolean
aip_comfy_json_get_uint64 (JsonNode *node,
                           guint64  *value)
{
  const char *text = aip_json_node_string (node);

  g_return_val_if_fail (value != NULL, FALSE);

  if (text != NULL)
    return g_str_has_prefix (text, MARK_U64) &&
           g_ascii_string_to_unsigned (text + strlen (MARK_U64), 10, 0, G_MAXUINT64, value, NULL);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return FALSE;

  if (json_node_get_value_type (node) == G_TYPE_INT64)
    {
      gint64 whole = json_node_get_int (node);

      *value = (guint64) whole;
      return whole >= 0;
    }

  if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    {
      double number = json_node_get_double (node);

      if (number >= 0 && number < 9007199254740992.0 && number == floor (number))
        {
          *value = (guint64) number;
          return TRUE;
        }
    }

  return FALSE;
}

/* Any finite number, as a double. */
gboolean
aip_comfy_json_get_number (JsonNode *node,
                           double   *value)
{
  guint64 large;

  g_return_val_if_fail (value != NULL, FALSE);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return FALSE;

  switch (json_node_get_value_type (node))
    {
    case G_TYPE_INT64:
      *value = (double) json_node_get_int (node);
      return TRUE;

    case G_TYPE_DOUBLE:
      *value = json_node_get_double (node);
      return isfinite (*value);

    default:
      if (!aip_comfy_json_get_uint64 (node, &large))
        return FALSE;
      *value = (double) large;
      return TRUE;
    }
}

/**
 * aip_comfy_json_dup_string:
 *
 * Returns: (transfer full) (nullable): the text of a string node as it was written; %NULL for
 *   anything else
 */
char *
aip_comfy_json_dup_string (JsonNode *node)
{
  const char *text = aip_json_node_string (node);

  if (text == NULL || g_str_has_prefix (text, MARK_U64))
    return NULL;

  return g_strdup (*text == *MARK ? text + 1 : text);
}
