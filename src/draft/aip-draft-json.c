/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-json"

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-draft-json.h"
#include "aip-error.h"

/* Values share their children and are never copied deeply; the header says when one may change. */

/* From this many members on an object is looked up through a hash table. */
#define INDEX_FROM 12

struct _AipDraftJson
{
  gatomicrefcount   ref_count;
  AipDraftJsonKind  kind;

  char             *text;     /* a string, or the digits of a number */
  GPtrArray        *elements; /* of an array, or the values of an object */
  GPtrArray        *keys;     /* of an object, parallel to elements */
  GHashTable       *index;    /* key (not owned) → position + 1, in large objects only */
};

static AipDraftJson *
json_new (AipDraftJsonKind kind,
          char            *text)
{
  AipDraftJson *self = g_new0 (AipDraftJson, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->text = text;

  if (kind == AIP_DRAFT_JSON_ARRAY || kind == AIP_DRAFT_JSON_OBJECT)
    self->elements = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_draft_json_unref);
  if (kind == AIP_DRAFT_JSON_OBJECT)
    self->keys = g_ptr_array_new_with_free_func (g_free);

  return self;
}

AipDraftJson *
aip_draft_json_ref (AipDraftJson *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
aip_draft_json_unref (AipDraftJson *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->text);
  g_clear_pointer (&self->index, g_hash_table_unref);
  g_clear_pointer (&self->elements, g_ptr_array_unref);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_free (self);
}

AipDraftJson *
aip_draft_json_null (void)
{
  return json_new (AIP_DRAFT_JSON_NULL, NULL);
}

AipDraftJson *
aip_draft_json_bool (gboolean value)
{
  return json_new (value ? AIP_DRAFT_JSON_TRUE : AIP_DRAFT_JSON_FALSE, NULL);
}

AipDraftJson *
aip_draft_json_int (gint64 value)
{
  return json_new (AIP_DRAFT_JSON_INT, g_strdup_printf ("%" G_GINT64_FORMAT, value));
}

AipDraftJson *
aip_draft_json_int_text (const char *digits)
{
  return json_new (AIP_DRAFT_JSON_INT, g_strdup (digits));
}

/* The shortest text that reads back as the same double, always with a point or an exponent. */
static char *
format_double (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (value))
    return g_strdup ("NaN");
  if (isinf (value))
    return g_strdup (value > 0 ? "Infinity" : "-Infinity");

  if (value == floor (value) && fabs (value) < 1e16)
    {
      g_ascii_formatd (buffer, sizeof buffer, "%.1f", value);
      return g_strdup (buffer);
    }

  for (int precision = 15; precision <= 17; precision++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", precision);
      g_ascii_formatd (buffer, sizeof buffer, format, value);
      if (g_ascii_strtod (buffer, NULL) == value)
        break;
    }

  return g_strdup (buffer);
}

AipDraftJson *
aip_draft_json_float (double value)
{
  return json_new (AIP_DRAFT_JSON_FLOAT, format_double (value));
}

AipDraftJson *
aip_draft_json_string (const char *value)
{
  g_return_val_if_fail (value != NULL, NULL);

  return json_new (AIP_DRAFT_JSON_STRING, g_strdup (value));
}

AipDraftJson *
aip_draft_json_array (void)
{
  return json_new (AIP_DRAFT_JSON_ARRAY, NULL);
}

AipDraftJson *
aip_draft_json_object (void)
{
  return json_new (AIP_DRAFT_JSON_OBJECT, NULL);
}

static int
find_member (AipDraftJson *self,
             const char   *key)
{
  if (self->index != NULL)
    return GPOINTER_TO_INT (g_hash_table_lookup (self->index, key)) - 1;

  for (guint i = 0; i < self->keys->len; i++)
    if (g_str_equal (g_ptr_array_index (self->keys, i), key))
      return (int) i;

  return -1;
}

static void
rebuild_index (AipDraftJson *self)
{
  g_clear_pointer (&self->index, g_hash_table_unref);
  if (self->keys->len < INDEX_FROM)
    return;

  self->index = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->keys->len; i++)
    g_hash_table_insert (self->index, g_ptr_array_index (self->keys, i), GINT_TO_POINTER (i + 1));
}

void
aip_draft_json_set (AipDraftJson *object,
                    const char   *key,
                    AipDraftJson *value)
{
  int position;

  g_return_if_fail (object != NULL && object->kind == AIP_DRAFT_JSON_OBJECT);
  g_return_if_fail (key != NULL && value != NULL);

  position = find_member (object, key);
  if (position >= 0)
    {
      aip_draft_json_unref (g_ptr_array_index (object->elements, position));
      g_ptr_array_index (object->elements, position) = value;
      return;
    }

  g_ptr_array_add (object->keys, g_strdup (key));
  g_ptr_array_add (object->elements, value);

  if (object->index != NULL)
    g_hash_table_insert (object->index, g_ptr_array_index (object->keys, object->keys->len - 1),
                         GINT_TO_POINTER (object->keys->len));
  else
    rebuild_index (object);
}

void
aip_draft_json_set_string (AipDraftJson *object,
                           const char   *key,
                           const char   *value)
{
  aip_draft_json_set (object, key, aip_draft_json_string (value));
}

void
aip_draft_json_set_int (AipDraftJson *object,
                        const char   *key,
                        gint64        value)
{
  aip_draft_json_set (object, key, aip_draft_json_int (value));
}

void
aip_draft_json_set_bool (AipDraftJson *object,
                         const char   *key,
                         gboolean      value)
{
  aip_draft_json_set (object, key, aip_draft_json_bool (value));
}

void
aip_draft_json_remove (AipDraftJson *object,
                       const char   *key)
{
  int position;

  g_return_if_fail (object != NULL && object->kind == AIP_DRAFT_JSON_OBJECT);

  position = find_member (object, key);
  if (position < 0)
    return;

  g_clear_pointer (&object->index, g_hash_table_unref);
  g_ptr_array_remove_index (object->keys, (guint) position);
  g_ptr_array_remove_index (object->elements, (guint) position);
  rebuild_index (object);
}

void
aip_draft_json_append (AipDraftJson *array,
                       AipDraftJson *value)
{
  g_return_if_fail (array != NULL && array->kind == AIP_DRAFT_JSON_ARRAY);
  g_return_if_fail (value != NULL);

  g_ptr_array_add (array->elements, value);
}

AipDraftJsonKind
aip_draft_json_get_kind (AipDraftJson *self)
{
  return self != NULL ? self->kind : AIP_DRAFT_JSON_NULL;
}

gboolean
aip_draft_json_is_number (AipDraftJson *self)
{
  return self != NULL && (self->kind == AIP_DRAFT_JSON_INT || self->kind == AIP_DRAFT_JSON_FLOAT);
}

gboolean
aip_draft_json_is_object (AipDraftJson *self)
{
  return self != NULL && self->kind == AIP_DRAFT_JSON_OBJECT;
}

gboolean
aip_draft_json_is_array (AipDraftJson *self)
{
  return self != NULL && self->kind == AIP_DRAFT_JSON_ARRAY;
}

const char *
aip_draft_json_get_string (AipDraftJson *self)
{
  return self != NULL && self->kind == AIP_DRAFT_JSON_STRING ? self->text : NULL;
}

const char *
aip_draft_json_get_digits (AipDraftJson *self)
{
  return aip_draft_json_is_number (self) ? self->text : NULL;
}

double
aip_draft_json_get_double (AipDraftJson *self,
                           double        fallback)
{
  return aip_draft_json_is_number (self) ? g_ascii_strtod (self->text, NULL) : fallback;
}

gint64
aip_draft_json_get_int (AipDraftJson *self,
                        gint64        fallback)
{
  double value;

  if (!aip_draft_json_is_number (self))
    return fallback;

  if (self->kind == AIP_DRAFT_JSON_INT)
    return g_ascii_strtoll (self->text, NULL, 10);

  value = g_ascii_strtod (self->text, NULL);

  return isfinite (value) && fabs (value) < 9e18 ? (gint64) value : fallback;
}

guint64
aip_draft_json_get_uint (AipDraftJson *self,
                         guint64       fallback)
{
  if (self == NULL || self->kind != AIP_DRAFT_JSON_INT)
    return fallback;

  return g_ascii_strtoull (self->text, NULL, 10);
}

/* Python's idea of truth: nothing, zero and everything empty are false. */
gboolean
aip_draft_json_is_truthy (AipDraftJson *self)
{
  switch (aip_draft_json_get_kind (self))
    {
    case AIP_DRAFT_JSON_TRUE:
      return TRUE;
    case AIP_DRAFT_JSON_INT:
    case AIP_DRAFT_JSON_FLOAT:
      return g_ascii_strtod (self->text, NULL) != 0;
    case AIP_DRAFT_JSON_STRING:
      return *self->text != '\0';
    case AIP_DRAFT_JSON_ARRAY:
    case AIP_DRAFT_JSON_OBJECT:
      return self->elements->len > 0;
    case AIP_DRAFT_JSON_NULL:
    case AIP_DRAFT_JSON_FALSE:
    default:
      return FALSE;
    }
}

AipDraftJson *
aip_draft_json_get (AipDraftJson *object,
                    const char   *key)
{
  int position;

  if (!aip_draft_json_is_object (object))
    return NULL;

  position = find_member (object, key);

  return position >= 0 ? g_ptr_array_index (object->elements, position) : NULL;
}

guint
aip_draft_json_get_length (AipDraftJson *self)
{
  return self != NULL && self->elements != NULL ? self->elements->len : 0;
}

AipDraftJson *
aip_draft_json_get_element (AipDraftJson *self,
                            guint         index)
{
  if (index >= aip_draft_json_get_length (self))
    return NULL;

  return g_ptr_array_index (self->elements, index);
}

const char *
aip_draft_json_get_key (AipDraftJson *object,
                        guint         index)
{
  if (!aip_draft_json_is_object (object) || index >= object->keys->len)
    return NULL;

  return g_ptr_array_index (object->keys, index);
}

gboolean
aip_draft_json_equal (AipDraftJson *a,
                      AipDraftJson *b)
{
  if (aip_draft_json_is_number (a) && aip_draft_json_is_number (b))
    return g_str_equal (a->text, b->text) ||
           g_ascii_strtod (a->text, NULL) == g_ascii_strtod (b->text, NULL);

  if (aip_draft_json_get_kind (a) != aip_draft_json_get_kind (b))
    return FALSE;
  if (aip_draft_json_get_kind (a) == AIP_DRAFT_JSON_STRING)
    return g_str_equal (a->text, b->text);
  if (aip_draft_json_get_length (a) != aip_draft_json_get_length (b))
    return FALSE;

  for (guint i = 0; i < aip_draft_json_get_length (a); i++)
    {
      AipDraftJson *other = a->keys != NULL ? aip_draft_json_get (b, g_ptr_array_index (a->keys, i))
                                            : aip_draft_json_get_element (b, i);

      if (other == NULL || !aip_draft_json_equal (aip_draft_json_get_element (a, i), other))
        return FALSE;
    }

  return TRUE;
}

static void
write_string (const char *value,
              GString    *text)
{
  g_string_append_c (text, '"');

  for (const char *p = value; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      switch (c)
        {
        case '"':
          g_string_append (text, "\\\"");
          break;
        case '\\':
          g_string_append (text, "\\\\");
          break;
        case '\n':
          g_string_append (text, "\\n");
          break;
        case '\r':
          g_string_append (text, "\\r");
          break;
        case '\t':
          g_string_append (text, "\\t");
          break;
        case '\b':
          g_string_append (text, "\\b");
          break;
        case '\f':
          g_string_append (text, "\\f");
          break;
        default:
          if (c >= 0x20 && c < 0x80)
            g_string_append_c (text, (char) c);
          else if (c < 0x10000)
            g_string_append_printf (text, "\\u%04x", c);
          else
            g_string_append_printf (text, "\\u%04x\\u%04x", 0xd800 + ((c - 0x10000) >> 10),
                                    0xdc00 + ((c - 0x10000) & 0x3ff));
        }
    }

  g_string_append_c (text, '"');
}

void
aip_draft_json_write (AipDraftJson *self,
                      GString      *text)
{
  switch (aip_draft_json_get_kind (self))
    {
    case AIP_DRAFT_JSON_NULL:
      g_string_append (text, "null");
      break;
    case AIP_DRAFT_JSON_FALSE:
      g_string_append (text, "false");
      break;
    case AIP_DRAFT_JSON_TRUE:
      g_string_append (text, "true");
      break;
    case AIP_DRAFT_JSON_INT:
    case AIP_DRAFT_JSON_FLOAT:
      g_string_append (text, self->text);
      break;
    case AIP_DRAFT_JSON_STRING:
      write_string (self->text, text);
      break;
    case AIP_DRAFT_JSON_ARRAY:
    case AIP_DRAFT_JSON_OBJECT:
    default:
      g_string_append_c (text, self->keys != NULL ? '{' : '[');
      for (guint i = 0; i < self->elements->len; i++)
        {
          if (i > 0)
            g_string_append (text, ", ");
          if (self->keys != NULL)
            {
              write_string (g_ptr_array_index (self->keys, i), text);
              g_string_append (text, ": ");
            }
          aip_draft_json_write (g_ptr_array_index (self->elements, i), text);
        }
      g_string_append_c (text, self->keys != NULL ? '}' : ']');
      break;
    }
}

char *
aip_draft_json_to_text (AipDraftJson *self)
{
  GString *text = g_string_new (NULL);

  aip_draft_json_write (self, text);

  return g_string_free (text, FALSE);
}

static void
write_python (AipDraftJson *self,
              gboolean      quoted,
              GString      *text)
{
  switch (aip_draft_json_get_kind (self))
    {
    case AIP_DRAFT_JSON_NULL:
      g_string_append (text, "None");
      break;
    case AIP_DRAFT_JSON_FALSE:
      g_string_append (text, "False");
      break;
    case AIP_DRAFT_JSON_TRUE:
      g_string_append (text, "True");
      break;
    case AIP_DRAFT_JSON_STRING:
      g_string_append_printf (text, quoted ? "'%s'" : "%s", self->text);
      break;
    case AIP_DRAFT_JSON_INT:
    case AIP_DRAFT_JSON_FLOAT:
      g_string_append (text, self->text);
      break;
    case AIP_DRAFT_JSON_ARRAY:
    case AIP_DRAFT_JSON_OBJECT:
    default:
      g_string_append_c (text, self->keys != NULL ? '{' : '[');
      for (guint i = 0; i < self->elements->len; i++)
        {
          if (i > 0)
            g_string_append (text, ", ");
          if (self->keys != NULL)
            g_string_append_printf (text, "'%s': ", (char *) g_ptr_array_index (self->keys, i));
          write_python (g_ptr_array_index (self->elements, i), TRUE, text);
        }
      g_string_append_c (text, self->keys != NULL ? '}' : ']');
      break;
    }
}

char *
aip_draft_json_to_python (AipDraftJson *self)
{
  GString *text = g_string_new (NULL);

  write_python (self, FALSE, text);

  return g_string_free (text, FALSE);
}
