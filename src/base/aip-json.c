/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-json"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aip-error.h"
#include "aip-json.h"

/*
 * json-glib's parser recurses once a level, so a text of a million brackets would overflow the
 * stack. Counting the nesting first, outside strings, costs one pass over the bytes.
 */
static gboolean
nesting_is_bounded (const char *text,
                    gsize       length)
{
  guint depth = 0;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (in_string)
        {
          if (c == '\\')
            i++;
          else if (c == '"')
            in_string = FALSE;
        }
      else if (c == '"')
        in_string = TRUE;
      else if (c == '{' || c == '[')
        {
          if (++depth > AIP_JSON_MAX_DEPTH)
            return FALSE;
        }
      else if ((c == '}' || c == ']') && depth > 0)
        depth--;
    }

  return TRUE;
}

/* Looking without reading --------------------------------------------------------------------- */

/* More digits than this may be a number that does not fit. */
#define MAX_PLAIN_DIGITS 15

static const char *
skip_space (const char *p)
{
  while (*p == ' ' || *p == '\n' || *p == '\t' || *p == '\r')
    p++;

  return p;
}

/* The scanners answer what comes behind, or %NULL. All texts end with a NUL, which none accepts. */
static const char *
scan_string (const char *p)
{
  if (*p++ != '"')
    return NULL;

  for (; *p != '"'; p++)
    {
      /* An escaped character by number may be half of a pair. */
      if (*p == '\\' && (*++p == '\0' || strchr ("\"\\/bfnrt", *p) == NULL))
        return NULL;
      if ((guchar) *p < 0x20)
        return NULL;
    }

  return p + 1;
}

static const char *
scan_digits (const char *p)
{
  const char *start = p;

  while (g_ascii_isdigit (*p))
    p++;

  return p > start && p - start <= MAX_PLAIN_DIGITS ? p : NULL;
}

static const char *
scan_number (const char *p)
{
  const char *start = *p == '-' ? p + 1 : p;

  p = scan_digits (start);
  if (p == NULL || (*start == '0' && p - start > 1))
    return NULL;
  if (*p == '.')
    p = scan_digits (p + 1);

  return p;
}

static const char *
scan_scalar (const char *p)
{
  static const char *const words[] = { "true", "false", "null" };

  if (*p == '"')
    return scan_string (p);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (p, words[i]))
      return p + strlen (words[i]);

  return scan_number (p);
}

/* The name of a member and its colon; json-glib refuses a name without letters. */
static const char *
scan_name (const char *p)
{
  if (p[0] == '"' && p[1] == '"')
    return NULL;
  p = scan_string (p);
  if (p == NULL)
    return NULL;
  p = skip_space (p);

  return *p == ':' ? skip_space (p + 1) : NULL;
}

gboolean
aip_json_is_plain_object (const char *text,
                          gsize       length)
{
  char closing[AIP_JSON_MAX_DEPTH];
  guint depth = 0;
  const char *p;

  g_return_val_if_fail (text != NULL, FALSE);

  p = skip_space (text);
  if (*p != '{')
    return FALSE;

  do
    {
      /* A value is expected. */
      if (*p == '{' || *p == '[')
        {
          if (depth >= G_N_ELEMENTS (closing) / 2)
            return FALSE;
          closing[depth++] = *p == '{' ? '}' : ']';
          p = skip_space (p + 1);
          if (*p != closing[depth - 1])
            {
              p = closing[depth - 1] == '}' ? scan_name (p) : p;
              if (p == NULL)
                return FALSE;
              continue;
            }
        }
      else
        {
          p = scan_scalar (p);
          if (p == NULL)
            return FALSE;
          p = skip_space (p);
        }

      /* A value has ended, and whatever it was the last of. */
      while (depth > 0 && *p == closing[depth - 1])
        {
          depth--;
          p = skip_space (p + 1);
        }
      if (depth > 0)
        {
          if (*p++ != ',')
            return FALSE;
          p = skip_space (p);
          p = closing[depth - 1] == '}' ? scan_name (p) : p;
          if (p == NULL)
            return FALSE;
        }
    }
  while (depth > 0);

  return p == text + length;
}

/**
 * aip_json_parse:
 * @text: UTF-8 text
 * @length: bytes in @text, or -1 if it ends with a NUL
 * @max_bytes: refuse anything longer
 * @error: return location
 *
 * Parses one JSON document from an untrusted source.
 *
 * Returns: (transfer full): the root, never a bare %NULL root; %NULL with %AIP_ERROR_TOO_LARGE or
 *   %AIP_ERROR_INVALID
 */
JsonNode *
aip_json_parse (const char  *text,
                gssize       length,
                gsize        max_bytes,
                GError     **error)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(GError) local_error = NULL;
  JsonNode *root;
  gsize n_bytes;

  g_return_val_if_fail (text != NULL, NULL);

  n_bytes = length < 0 ? strlen (text) : (gsize) length;

  if (n_bytes > max_bytes)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE,
                   "The JSON text is %" G_GSIZE_FORMAT " bytes long; at most %" G_GSIZE_FORMAT
                   " are read", n_bytes, max_bytes);
      return NULL;
    }

  if (!g_utf8_validate_len (text, n_bytes, NULL))
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID, "The JSON text is not UTF-8");
      return NULL;
    }

  if (!nesting_is_bounded (text, n_bytes))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   "The JSON text is nested deeper than %d levels", AIP_JSON_MAX_DEPTH);
      return NULL;
    }

  /* Not the dialect with comments and single quotes; and it takes a second document behind the
   * first, on which a parser of immutable nodes aborts the program. */
  json_parser_set_strict (parser, TRUE);
  if (!json_parser_load_from_data (parser, text, (gssize) n_bytes, &local_error))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, "The JSON text cannot be read: %s",
                   local_error->message);
      return NULL;
    }

  root = json_parser_get_root (parser);
  if (root == NULL)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID, "The JSON text is empty");
      return NULL;
    }

  return json_node_ref (root);
}

JsonNode *
aip_json_parse_bytes (GBytes  *bytes,
                      gsize    max_bytes,
                      GError **error)
{
  gsize size;
  const char *data;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);

  return aip_json_parse (data != NULL ? data : "", (gssize) size, max_bytes, error);
}

/* One byte more than allowed, so that a file that grows meanwhile is noticed too. */
static char *
read_whole (int    fd,
            gsize  size,
            gsize *n_bytes)
{
  g_autofree char *text = g_malloc (size + 1);
  gsize n_read = 0;

  while (n_read < size + 1)
    {
      ssize_t n = read (fd, text + n_read, size + 1 - n_read);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return NULL;
      if (n == 0)
        break;
      n_read += (gsize) n;
    }
  *n_bytes = n_read;

  return g_steal_pointer (&text);
}

/**
 * aip_json_load:
 * @path: a file that may be anybody's
 * @max_bytes: refuse anything longer, before it is read
 * @error: return location
 *
 * Returns: (transfer full): the root as aip_json_parse() gives it
 */
JsonNode *
aip_json_load (const char  *path,
               gsize        max_bytes,
               GError     **error)
{
  struct stat info;
  g_autofree char *text = NULL;
  gsize n_bytes = 0;
  int fd;
  int saved_errno;

  g_return_val_if_fail (path != NULL, NULL);

  /* Opening a pipe that nobody writes to would wait for ever. */
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0 || fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    {
      saved_errno = errno;
      if (fd < 0)
        g_set_error (error, AIP_ERROR,
                     saved_errno == ENOENT ? AIP_ERROR_NOT_FOUND : AIP_ERROR_INVALID,
                     "The file cannot be read: %s", g_strerror (saved_errno));
      else
        g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID, "It is not a regular file");
      g_clear_fd (&fd, NULL);
      return NULL;
    }

  if ((guint64) info.st_size <= max_bytes)
    text = read_whole (fd, (gsize) info.st_size, &n_bytes);
  saved_errno = errno;
  g_clear_fd (&fd, NULL);

  if ((guint64) info.st_size > max_bytes)
    g_set_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE,
                 "The file is %" G_GINT64_FORMAT " bytes long; at most %" G_GSIZE_FORMAT " are read",
                 (gint64) info.st_size, max_bytes);
  else if (text == NULL)
    g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, "The file cannot be read: %s",
                 g_strerror (saved_errno));

  return text != NULL ? aip_json_parse (text, (gssize) n_bytes, max_bytes, error) : NULL;
}

/* The shortest text that reads as the same number: 2.8, not 2.7999999999999998. */
static void
append_number (GString    *text,
               const char *token,
               gsize       length)
{
  char shorter[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *copy = g_strndup (token, length);
  double value = g_ascii_strtod (copy, NULL);

  for (int digits = 15; digits <= 16; digits++)
    {
      char format[] = "%.15g";

      format[3] = (char) ('0' + digits % 10);
      g_ascii_formatd (shorter, sizeof shorter, format, value);
      if (g_ascii_strtod (shorter, NULL) == value && strpbrk (shorter, ".e") != NULL)
        {
          g_string_append (text, shorter);
          return;
        }
    }

  g_string_append_len (text, token, (gssize) length);
}

/* json-glib writes all 17 digits of a double, which a person then reads. */
static char *
shorten_numbers (const char *json)
{
  g_autoptr(GString) text = g_string_sized_new (strlen (json));

  for (const char *p = json; *p != '\0';)
    {
      gsize length;

      if (*p == '"')
        {
          for (length = 1; p[length] != '"' && p[length] != '\0'; length++)
            if (p[length] == '\\' && p[length + 1] != '\0')
              length++;
          length += p[length] == '"';
          g_string_append_len (text, p, (gssize) length);
        }
      else if (*p == '-' || g_ascii_isdigit (*p))
        {
          length = strspn (p, "+-.eE0123456789");
          /* Whole numbers are exact, and may be larger than a double can hold. */
          if (length > 16 && memchr (p, '.', length) != NULL)
            append_number (text, p, length);
          else
            g_string_append_len (text, p, (gssize) length);
        }
      else
        {
          length = 1;
          g_string_append_c (text, *p);
        }
      p += length;
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

char *
aip_json_to_text (JsonNode *node,
                  gboolean  pretty)
{
  g_autoptr(JsonGenerator) generator = json_generator_new ();
  g_autofree char *text = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  json_generator_set_root (generator, node);
  json_generator_set_pretty (generator, pretty);
  text = json_generator_to_data (generator, NULL);

  return shorten_numbers (text);
}

JsonObject *
aip_json_node_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
aip_json_node_array (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

const char *
aip_json_node_string (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  return json_node_get_string (node);
}

JsonNode *
aip_json_get (JsonObject *object,
              const char *member)
{
  return object != NULL ? json_object_get_member (object, member) : NULL;
}

JsonObject *
aip_json_get_object (JsonObject *object,
                     const char *member)
{
  return aip_json_node_object (aip_json_get (object, member));
}

JsonArray *
aip_json_get_array (JsonObject *object,
                    const char *member)
{
  return aip_json_node_array (aip_json_get (object, member));
}

const char *
aip_json_get_string (JsonObject *object,
                     const char *member,
                     const char *fallback)
{
  const char *text = aip_json_node_string (aip_json_get (object, member));

  return text != NULL ? text : fallback;
}

gboolean
aip_json_get_boolean (JsonObject *object,
                      const char *member,
                      gboolean    fallback)
{
  JsonNode *node = aip_json_get (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return fallback;

  return json_node_get_boolean (node);
}

/* The server writes some integers as floats (104857600.0): a double that is a whole number counts. */
gint64
aip_json_get_int (JsonObject *object,
                  const char *member,
                  gint64      fallback)
{
  JsonNode *node = aip_json_get (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return fallback;

  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return json_node_get_int (node);

  if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    {
      double value = json_node_get_double (node);

      /* 2^63 itself is representable as a double but not as a gint64. */
      if (isfinite (value) && value == floor (value) &&
          value >= -9223372036854775808.0 && value < 9223372036854775808.0)
        return (gint64) value;
    }

  return fallback;
}

double
aip_json_get_double (JsonObject *object,
                     const char *member,
                     double      fallback)
{
  JsonNode *node = aip_json_get (object, member);
  double value;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return fallback;

  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return (double) json_node_get_int (node);

  if (json_node_get_value_type (node) != G_TYPE_DOUBLE)
    return fallback;

  value = json_node_get_double (node);

  return isfinite (value) ? value : fallback;
}
