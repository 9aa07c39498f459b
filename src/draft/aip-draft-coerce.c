/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-coerce"

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-draft-coerce.h"

void
aip_draft_exception_clear (AipDraftException *exception)
{
  g_clear_pointer (&exception->message, g_free);
}

gboolean
aip_draft_raise (AipDraftException *exception,
                 const char        *type,
                 char              *message)
{
  aip_draft_exception_clear (exception);
  exception->type = type;
  exception->message = message;

  return FALSE;
}

const char *
aip_draft_type_name (AipDraftJson *value)
{
  switch (aip_draft_json_get_kind (value))
    {
    case AIP_DRAFT_JSON_FALSE:
    case AIP_DRAFT_JSON_TRUE:
      return "bool";
    case AIP_DRAFT_JSON_INT:
      return "int";
    case AIP_DRAFT_JSON_FLOAT:
      return "float";
    case AIP_DRAFT_JSON_STRING:
      return "str";
    case AIP_DRAFT_JSON_ARRAY:
      return "list";
    case AIP_DRAFT_JSON_OBJECT:
      return "dict";
    case AIP_DRAFT_JSON_NULL:
    default:
      return "NoneType";
    }
}

/* Like int(): a float loses its fraction, text has to be digits. */
static AipDraftJson *
to_int (AipDraftJson      *value,
        AipDraftException *exception)
{
  const char *text = aip_draft_json_get_string (value);
  AipDraftJsonKind kind = aip_draft_json_get_kind (value);

  if (kind == AIP_DRAFT_JSON_INT)
    return aip_draft_json_ref (value);
  if (kind == AIP_DRAFT_JSON_TRUE || kind == AIP_DRAFT_JSON_FALSE)
    return aip_draft_json_int (kind == AIP_DRAFT_JSON_TRUE);

  if (kind == AIP_DRAFT_JSON_FLOAT)
    {
      double number = aip_draft_json_get_double (value, 0);
      g_autofree char *digits = NULL;

      if (!isfinite (number))
        {
          aip_draft_raise (exception, "OverflowError",
                           g_strdup ("cannot convert float infinity to integer"));
          return NULL;
        }
      digits = g_strdup_printf ("%.0f", trunc (number));
      return aip_draft_json_int_text (g_str_equal (digits, "-0") ? "0" : digits);
    }

  if (text != NULL)
    {
      g_autofree char *stripped = g_strstrip (g_strdup (text));
      const char *digits = *stripped == '-' || *stripped == '+' ? stripped + 1 : stripped;

      if (*digits != '\0' && strspn (digits, "0123456789") == strlen (digits))
        {
          g_autofree char *canonical = NULL;

          while (*digits == '0' && digits[1] != '\0')
            digits++;
          canonical = g_strconcat (*stripped == '-' ? "-" : "", digits, NULL);
          return aip_draft_json_int_text (canonical);
        }
      aip_draft_raise (exception, "ValueError",
                       g_strdup_printf ("invalid literal for int() with base 10: '%s'", text));
      return NULL;
    }

  aip_draft_raise (exception, "TypeError",
                   g_strdup_printf ("int() argument must be a string, a bytes-like object or a "
                                    "real number, not '%s'", aip_draft_type_name (value)));
  return NULL;
}

/* Like float(). What comes out is written as a float from then on: 8 becomes 8.0. */
static AipDraftJson *
to_float (AipDraftJson      *value,
          AipDraftException *exception)
{
  const char *text = aip_draft_json_get_string (value);
  AipDraftJsonKind kind = aip_draft_json_get_kind (value);

  if (kind == AIP_DRAFT_JSON_FLOAT)
    return aip_draft_json_ref (value);
  if (kind == AIP_DRAFT_JSON_INT)
    return aip_draft_json_float (aip_draft_json_get_double (value, 0));
  if (kind == AIP_DRAFT_JSON_TRUE || kind == AIP_DRAFT_JSON_FALSE)
    return aip_draft_json_float (kind == AIP_DRAFT_JSON_TRUE ? 1.0 : 0.0);

  if (text != NULL)
    {
      g_autofree char *stripped = g_strstrip (g_strdup (text));
      char *end;
      double number = g_ascii_strtod (stripped, &end);

      if (end > stripped && *end == '\0' && isfinite (number))
        return aip_draft_json_float (number);
      aip_draft_raise (exception, "ValueError",
                       g_strdup_printf ("could not convert string to float: '%s'", text));
      return NULL;
    }

  aip_draft_raise (exception, "TypeError",
                   g_strdup_printf ("float() argument must be a string or a real number, not '%s'",
                                    aip_draft_type_name (value)));
  return NULL;
}

AipDraftJson *
aip_draft_coerce (AipDraftJson      *value,
                  const char        *type,
                  AipDraftException *exception)
{
  if (g_strcmp0 (type, "INT") == 0)
    return to_int (value, exception);
  if (g_strcmp0 (type, "FLOAT") == 0)
    return to_float (value, exception);
  if (g_strcmp0 (type, "BOOLEAN") == 0)
    return aip_draft_json_bool (aip_draft_json_is_truthy (value));

  if (g_strcmp0 (type, "STRING") == 0)
    {
      g_autofree char *text = aip_draft_json_to_python (value);

      return aip_draft_json_string (text);
    }

  return aip_draft_json_ref (value);
}

/* Integers up to 2^64-1 meet bounds up to 2^64-1 here, so a double will not do. */
int
aip_draft_compare_numbers (AipDraftJson *a,
                           AipDraftJson *b)
{
  const char *ta = aip_draft_json_get_digits (a);
  const char *tb = aip_draft_json_get_digits (b);
  double da = aip_draft_json_get_double (a, 0);
  double db = aip_draft_json_get_double (b, 0);

  if (aip_draft_json_get_kind (a) == AIP_DRAFT_JSON_INT &&
      aip_draft_json_get_kind (b) == AIP_DRAFT_JSON_INT && *ta != '-' && *tb != '-')
    {
      if (strlen (ta) != strlen (tb))
        return strlen (ta) < strlen (tb) ? -1 : 1;
      return strcmp (ta, tb);
    }

  return da < db ? -1 : da > db;
}
