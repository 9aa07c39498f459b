/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-custom-value"

#include "config.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "aip-custom-value.h"
#include "aip-error.h"
#include "aip-json.h"
#include "aip-text.h"

#define MAX_VALUES_BYTES (64 * 1024)
/* Beyond it a double does not know every whole number any more. */
#define MAX_NUMBER 1e15
#define MAX_LINE_BYTES 4096
#define MAX_NUMBER_BYTES 64
/* Comes after every key: what has no value is at the end of a sorted list. */
#define LAST_KEY "\xff"

/* As stored ----------------------------------------------------------------------------------- */

static GVariant *
value_from_array (JsonArray *array)
{
  g_autoptr(GVariantBuilder) builder = g_variant_builder_new (G_VARIANT_TYPE_STRING_ARRAY);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *text = aip_json_node_string (json_array_get_element (array, i));

      if (text != NULL)
        g_variant_builder_add (builder, "s", text);
    }

  return g_variant_ref_sink (g_variant_builder_end (builder));
}

static GVariant *
value_from_node (JsonNode *node)
{
  GType type;

  if (JSON_NODE_HOLDS_ARRAY (node))
    return value_from_array (json_node_get_array (node));
  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;

  type = json_node_get_value_type (node);
  if (type == G_TYPE_STRING)
    return g_variant_ref_sink (g_variant_new_string (json_node_get_string (node)));
  if (type == G_TYPE_BOOLEAN)
    return g_variant_ref_sink (g_variant_new_boolean (json_node_get_boolean (node)));
  if ((type == G_TYPE_INT64 || type == G_TYPE_DOUBLE) && isfinite (json_node_get_double (node)))
    return g_variant_ref_sink (g_variant_new_double (json_node_get_double (node)));

  return NULL;
}

static JsonNode *
node_from_value (GVariant *value)
{
  JsonNode *node = json_node_alloc ();
  double number;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return json_node_init_string (node, g_variant_get_string (value, NULL));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    return json_node_init_boolean (node, g_variant_get_boolean (value));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    {
      number = g_variant_get_double (value);
      /* 24, not 24.0: people read the dump of a project. */
      return number == floor (number) && fabs (number) < MAX_NUMBER
             ? json_node_init_int (node, (gint64) number) : json_node_init_double (node, number);
    }

  {
    g_autofree const char **texts = g_variant_get_strv (value, NULL);
    g_autoptr(JsonArray) array = json_array_new ();

    for (guint i = 0; texts[i] != NULL; i++)
      json_array_add_string_element (array, texts[i]);

    return json_node_init_array (node, array);
  }
}

GHashTable *
aip_custom_values_parse (const char *json)
{
  GHashTable *values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                              (GDestroyNotify) g_variant_unref);
  g_autoptr(JsonNode) root = NULL;
  JsonObjectIter iter;
  const char *id;
  JsonNode *node;

  if (json == NULL || *json == '\0')
    return values;

  root = aip_json_parse (json, -1, MAX_VALUES_BYTES, NULL);
  if (aip_json_node_object (root) == NULL)
    return values;

  json_object_iter_init (&iter, aip_json_node_object (root));
  while (json_object_iter_next (&iter, &id, &node))
    {
      GVariant *value = value_from_node (node);

      if (value != NULL)
        g_hash_table_insert (values, g_strdup (id), value);
    }

  return values;
}

char *
aip_custom_values_set (const char *json,
                       const char *id,
                       GVariant   *value)
{
  g_autoptr(JsonNode) old = NULL;
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(JsonObject) object = json_object_new ();
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;
  gboolean there = FALSE;

  g_return_val_if_fail (json != NULL && id != NULL, NULL);

  if (*json != '\0')
    old = aip_json_parse (json, -1, MAX_VALUES_BYTES, NULL);
  /* What was read is immutable. */
  if (aip_json_node_object (old) != NULL)
    {
      json_object_iter_init_ordered (&iter, aip_json_node_object (old));
      while (json_object_iter_next_ordered (&iter, &member, &node))
        {
          if (!g_str_equal (member, id))
            json_object_set_member (object, member, json_node_copy (node));
          else if (value != NULL)
            json_object_set_member (object, id, node_from_value (value));
          there = there || g_str_equal (member, id);
        }
    }
  if (!there && value != NULL)
    json_object_set_member (object, id, node_from_value (value));
  if (json_object_get_size (object) == 0)
    return g_strdup ("");

  root = json_node_init_object (json_node_alloc (), object);

  return aip_json_to_text (root, FALSE);
}

/* Numbers ------------------------------------------------------------------------------------- */

char *
aip_custom_number_to_text (double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (number == floor (number) && fabs (number) <= MAX_NUMBER)
    return g_strdup_printf ("%" PRIi64, (gint64) number);

  /* Fifteen digits are what spreadsheets keep, and more than anybody means. */
  for (int digits = 1; digits <= 15; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (buffer, sizeof buffer, format, number);
      if (g_ascii_strtod (buffer, NULL) == number)
        break;
    }
  /* 0.00001 and not 1e-05. */
  if (strchr (buffer, 'e') != NULL && fabs (number) >= 1e-8 && fabs (number) <= MAX_NUMBER)
    {
      g_ascii_formatd (buffer, sizeof buffer, "%.16f", number);
      for (gsize end = strlen (buffer); end > 0 && buffer[end - 1] == '0'; end--)
        buffer[end - 1] = '\0';
    }

  return g_strdup (buffer);
}

char *
aip_custom_number_to_display (double      number,
                              int         decimals,
                              const char *unit)
{
  char buffer[400];
  char format[8];
  g_autofree char *digits = NULL;

  if (!isfinite (number))
    return g_strdup ("");

  if (decimals >= 0 && fabs (number) <= MAX_NUMBER)
    {
      g_snprintf (format, sizeof format, "%%.%df", MIN (decimals, AIP_CUSTOM_MAX_DECIMALS));
      digits = g_strdup (g_ascii_formatd (buffer, sizeof buffer, format, number));
      /* A rounded loss is no loss. */
      if (*digits == '-' && strspn (digits, "-0.") == strlen (digits))
        memmove (digits, digits + 1, strlen (digits));
    }
  else
    {
      /* A third is 0.3333333333 and not all that the machine knows of it. */
      g_ascii_formatd (buffer, sizeof buffer, "%.10g", number);
      digits = aip_custom_number_to_text (number == floor (number) ? number
                                                                   : g_ascii_strtod (buffer, NULL));
    }

  return *unit != '\0' ? g_strconcat (digits, "\302\240", unit, NULL)
                       : g_steal_pointer (&digits);
}

char *
aip_custom_number_to_sort_key (double number)
{
  guint64 bits;

  if (number == 0)
    number = 0;   /* no negative zero */
  memcpy (&bits, &number, sizeof bits);
  /* Positive numbers compare as their bits do, negative ones the other way round. */
  bits = bits & (G_GUINT64_CONSTANT (1) << 63) ? ~bits : bits | G_GUINT64_CONSTANT (1) << 63;

  return g_strdup_printf ("%016" PRIx64, bits);
}

/* "1,234.5", "1.234,5" and "3,5" alike: the last of two kinds of separators is the decimal one. */
static void
normalize_separators (char *text)
{
  char *comma = strrchr (text, ',');
  char *point = strrchr (text, '.');
  char decimal = '.';
  char *out = text;

  if (comma != NULL && point != NULL)
    decimal = comma > point ? ',' : '.';
  else if (comma != NULL && strchr (text, ',') == comma && strlen (comma + 1) != 3)
    decimal = ',';

  for (const char *in = text; *in != '\0'; in++)
    {
      if (*in == decimal)
        *out++ = '.';
      else if (*in != ',' && *in != '.' && *in != ' ' && *in != '\'')
        *out++ = *in;
    }
  *out = '\0';
}

gboolean
aip_custom_number_read (const char *text,
                        const char *unit,
                        double     *number)
{
  g_autofree char *clean = NULL;
  g_autofree char *folded_unit = NULL;
  char *end;

  g_return_val_if_fail (text != NULL && unit != NULL && number != NULL, FALSE);

  if (strlen (text) > MAX_NUMBER_BYTES)
    return FALSE;

  /* Folding makes ASCII of full width digits and spaces of those that do not break. */
  clean = g_strstrip (aip_text_fold (text));
  folded_unit = aip_text_fold (unit);
  if (*folded_unit != '\0' && g_str_has_suffix (clean, folded_unit))
    {
      clean[strlen (clean) - strlen (folded_unit)] = '\0';
      g_strchomp (clean);
    }
  if (strspn (clean, "+-0123456789.,' e") != strlen (clean)
      || strpbrk (clean, "0123456789") == NULL)
    return FALSE;

  normalize_separators (clean);
  *number = g_ascii_strtod (clean, &end);

  return *end == '\0' && isfinite (*number) && fabs (*number) <= MAX_NUMBER;
}

/* Reading and writing ------------------------------------------------------------------------- */

static gboolean
date_is_stored (const char *text)
{
  for (int i = 0; i < 10; i++)
    if (i == 4 || i == 7 ? text[i] != '-' : !g_ascii_isdigit (text[i]))
      return FALSE;

  return text[10] == '\0' && atoi (text) > 0 && atoi (text + 5) > 0 && atoi (text + 8) > 0
         && g_date_valid_dmy ((GDateDay) atoi (text + 8), (GDateMonth) atoi (text + 5),
                              (GDateYear) atoi (text));
}

gboolean
aip_custom_value_fits (const AipCustomFormat *format,
                       GVariant              *value)
{
  g_return_val_if_fail (format != NULL, FALSE);

  if (value == NULL)
    return TRUE;

  switch (format->type)
    {
    case AIP_CUSTOM_TEXT:
    case AIP_CUSTOM_LONG_TEXT:
    case AIP_CUSTOM_URL:
      return g_variant_is_of_type (value, G_VARIANT_TYPE_STRING);
    case AIP_CUSTOM_NUMBER:
      return g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE);
    case AIP_CUSTOM_RATING:
      return g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE)
             && g_variant_get_double (value) >= 0
             && g_variant_get_double (value) <= format->max_rating
             && g_variant_get_double (value) == floor (g_variant_get_double (value));
    case AIP_CUSTOM_CHECKBOX:
      return g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN);
    case AIP_CUSTOM_SELECT:
      return g_variant_is_of_type (value, G_VARIANT_TYPE_STRING)
             && aip_custom_format_find_choice (format, g_variant_get_string (value, NULL)) != NULL;
    case AIP_CUSTOM_MULTI_SELECT:
      return g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY);
    case AIP_CUSTOM_DATE:
      return g_variant_is_of_type (value, G_VARIANT_TYPE_STRING)
             && date_is_stored (g_variant_get_string (value, NULL));
    case AIP_CUSTOM_FORMULA:
    case AIP_CUSTOM_UNKNOWN:
    default:
      return FALSE;
    }
}

/* Choices that were taken from the field say nothing. */
static char *
join_choices (const AipCustomFormat *format,
              GVariant              *value)
{
  g_autofree const char **ids = g_variant_get_strv (value, NULL);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const AipCustomChoice *choice = aip_custom_format_find_choice (format, ids[i]);

      if (choice != NULL)
        g_string_append_printf (text, text->len > 0 ? ", %s" : "%s", choice->name);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

char *
aip_custom_value_to_text (const AipCustomFormat *format,
                          GVariant              *value)
{
  g_return_val_if_fail (format != NULL, NULL);

  if (value == NULL || !aip_custom_value_fits (format, value))
    return g_strdup ("");

  switch (format->type)
    {
    case AIP_CUSTOM_NUMBER:
      return aip_custom_number_to_text (g_variant_get_double (value));
    case AIP_CUSTOM_RATING:
      return g_variant_get_double (value) > 0
             ? aip_custom_number_to_text (g_variant_get_double (value)) : g_strdup ("");
    case AIP_CUSTOM_CHECKBOX:
      return g_strdup (g_variant_get_boolean (value) ? "yes" : "");
    case AIP_CUSTOM_SELECT:
      return g_strdup (aip_custom_format_find_choice (format,
                                                      g_variant_get_string (value, NULL))->name);
    case AIP_CUSTOM_MULTI_SELECT:
      return join_choices (format, value);
    case AIP_CUSTOM_TEXT:
    case AIP_CUSTOM_LONG_TEXT:
    case AIP_CUSTOM_URL:
    case AIP_CUSTOM_DATE:
    case AIP_CUSTOM_FORMULA:
    case AIP_CUSTOM_UNKNOWN:
    default:
      return g_variant_dup_string (value, NULL);
    }
}

static char *
draw_stars (int n,
            int max)
{
  GString *stars = g_string_new (NULL);

  for (int i = 0; i < max; i++)
    g_string_append (stars, i < n ? "★" : "☆");

  return g_string_free_and_steal (stars);
}

char *
aip_custom_value_to_display (const AipCustomFormat *format,
                             GVariant              *value)
{
  g_return_val_if_fail (format != NULL, NULL);

  if (value != NULL && aip_custom_value_fits (format, value))
    {
      if (format->type == AIP_CUSTOM_NUMBER)
        return aip_custom_number_to_display (g_variant_get_double (value), format->decimals,
                                             format->unit);
      if (format->type == AIP_CUSTOM_RATING && g_variant_get_double (value) > 0)
        return draw_stars ((int) g_variant_get_double (value), format->max_rating);
    }

  return aip_custom_value_to_text (format, value);
}

static guint
choice_index (const AipCustomFormat *format,
              const char            *id)
{
  guint i;

  for (i = 0; i < format->choices->len; i++)
    if (g_str_equal (((AipCustomChoice *) g_ptr_array_index (format->choices, i))->id, id))
      break;

  return i;
}

char *
aip_custom_value_to_sort_key (const AipCustomFormat *format,
                              GVariant              *value)
{
  g_autofree char *text = NULL;
  double number;

  g_return_val_if_fail (format != NULL, NULL);

  text = aip_custom_value_to_text (format, value);
  if (*text == '\0')
    return g_strdup (LAST_KEY);
  if (aip_custom_value_to_number (format, value, &number))
    return aip_custom_number_to_sort_key (number);

  /* As the field lists them, which is an order that somebody chose. */
  if (format->type == AIP_CUSTOM_SELECT)
    return g_strdup_printf ("%04u", choice_index (format, g_variant_get_string (value, NULL)));

  return format->type == AIP_CUSTOM_DATE ? g_steal_pointer (&text) : aip_text_collate_key (text);
}

gboolean
aip_custom_value_to_number (const AipCustomFormat *format,
                            GVariant              *value,
                            double                *number)
{
  g_return_val_if_fail (format != NULL && number != NULL, FALSE);

  if (value == NULL || !aip_custom_value_fits (format, value))
    return FALSE;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    *number = g_variant_get_double (value);
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    *number = g_variant_get_boolean (value);
  else
    return FALSE;

  return TRUE;
}

/* What was typed ------------------------------------------------------------------------------ */

GStrv
aip_custom_value_split (const char *text)
{
  g_autoptr(GString) commas = g_string_new (text);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto(GStrv) parts = NULL;

  g_string_replace (commas, "，", ",", 0);
  g_string_replace (commas, "、", ",", 0);
  g_string_replace (commas, "\n", ",", 0);
  g_string_replace (commas, ";", ",", 0);
  parts = g_strsplit (commas->str, ",", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_strstrip (parts[i]);
      if (*parts[i] != '\0' && g_hash_table_add (seen, aip_text_fold (parts[i])))
        g_strv_builder_add (builder, parts[i]);
    }

  return g_strv_builder_end (builder);
}

/* @sentence: with one %s for @text, which may be of any length. */
static gboolean
refuse (GError     **error,
        const char  *sentence,
        const char  *text)
{
  g_autofree char *start = g_utf8_truncate_middle (text, 60);
  g_autoptr(GString) message = g_string_new (sentence);

  g_string_replace (message, "%s", start, 1);
  g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID, message->str);

  return FALSE;
}

static const AipCustomChoice *
read_choice (const AipCustomFormat  *format,
             const char             *text,
             GError                **error)
{
  const AipCustomChoice *choice = aip_custom_format_find_name (format, text);

  if (choice == NULL)
    choice = aip_custom_format_find_choice (format, text);
  if (choice == NULL)
    g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                 _("“%s” is not one of the field’s choices."), text);

  return choice;
}

static gboolean
read_choices (const AipCustomFormat  *format,
              const char             *text,
              GVariant              **value,
              GError                **error)
{
  g_auto(GStrv) names = aip_custom_value_split (text);
  g_autoptr(GVariantBuilder) builder = g_variant_builder_new (G_VARIANT_TYPE_STRING_ARRAY);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const AipCustomChoice *choice = read_choice (format, names[i], error);

      if (choice == NULL)
        return FALSE;
      g_variant_builder_add (builder, "s", choice->id);
    }
  if (names[0] != NULL)
    *value = g_variant_ref_sink (g_variant_builder_end (builder));

  return TRUE;
}

static gboolean
read_box (const char  *text,
          GVariant   **value,
          GError     **error)
{
  static const char *const yes[] = { "yes", "true", "1", "x", "on", "✓", "✔", "☑", "y", "예", "네",
                                     "참", "o", NULL };
  static const char *const no[] = { "no", "false", "0", "off", "-", "☐", "n", "아니요", "아니오",
                                    "거짓", NULL };
  g_autofree char *folded = aip_text_fold (text);

  if (g_strv_contains (yes, folded))
    *value = g_variant_ref_sink (g_variant_new_boolean (TRUE));
  else if (!g_strv_contains (no, folded))
    return refuse (error, _("“%s” is neither yes nor no."), text);

  return TRUE;
}

static gboolean
date_from_parts (int     year,
                 int     month,
                 int     day,
                 char  **date)
{
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31
      || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;

  *date = g_strdup_printf ("%04d-%02d-%02d", year, month, day);

  return TRUE;
}

static gboolean
date_from_word (const char  *word,
                char       **date)
{
  static const char *const words[3][3] = {
    { "yesterday", "어제", N_("yesterday") },
    { "today", "오늘", N_("today") },
    { "tomorrow", "내일", N_("tomorrow") },
  };

  for (int i = 0; i < 3; i++)
    if (g_str_equal (word, words[i][0]) || g_str_equal (word, words[i][1])
        || g_str_equal (word, _(words[i][2])))
      {
        g_autoptr(GDateTime) now = g_date_time_new_now_local ();
        g_autoptr(GDateTime) then = g_date_time_add_days (now, i - 1);

        *date = g_date_time_format (then, "%Y-%m-%d");
        return TRUE;
      }

  return FALSE;
}

/* 2026-11-23, 2026.11.23., 2026/11/23, 2026년 11월 23일, 20261123, 23.11.2026, 11/23/2026 */
static gboolean
read_date (const char  *text,
           GVariant   **value,
           GError     **error)
{
  g_autofree char *folded = g_strstrip (aip_text_fold (text));
  g_autofree char *date = NULL;
  int numbers[3] = { 0, 0, 0 };
  int n_digits = 0;
  guint n = 0;
  gboolean ok = TRUE;

  for (const char *p = folded; ok && *p != '\0' && strlen (folded) <= MAX_NUMBER_BYTES;)
    {
      gsize length = strspn (p, "0123456789");

      if (length > 8 || (length > 0 && n == 3))
        ok = FALSE;
      else if (length > 0)
        {
          if (n == 0)
            n_digits = (int) length;
          numbers[n++] = atoi (p);
          p += length;
        }
      /* A time of day may stand behind a date that a spreadsheet wrote. */
      else if (n == 3 && (*p == ' ' || *p == 't') && g_ascii_isdigit (p[1]))
        break;
      else if (strchr ("-./ ", *p) != NULL || g_utf8_get_char (p) > 0x7f)
        p = g_utf8_next_char (p);
      else
        ok = FALSE;
    }

  if (n == 0)
    ok = date_from_word (folded, &date);
  else if (ok && n == 1 && n_digits == 8)
    ok = date_from_parts (numbers[0] / 10000, numbers[0] / 100 % 100, numbers[0] % 100, &date);
  else if (ok && n == 3 && n_digits == 4)
    ok = date_from_parts (numbers[0], numbers[1], numbers[2], &date);
  else if (ok && n == 3 && numbers[2] > 999 && strchr (folded, '.') != NULL)
    ok = date_from_parts (numbers[2], numbers[1], numbers[0], &date);
  else
    ok = ok && n == 3 && numbers[2] > 999
         && date_from_parts (numbers[2], numbers[0], numbers[1], &date);

  if (!ok)
    return refuse (error, _("“%s” is not a date. Write it as 2026-11-23."), text);

  *value = g_variant_ref_sink (g_variant_new_string (date));

  return TRUE;
}

static gboolean
read_url (const char  *text,
          GVariant   **value,
          GError     **error)
{
  g_autofree char *whole = NULL;
  g_autoptr(GUri) uri = NULL;

  /* Nothing but pages: what is clicked must not start a program. */
  if (strstr (text, "://") == NULL && strchr (text, '.') != NULL && strchr (text, ' ') == NULL)
    whole = g_strconcat ("https://", text, NULL);
  else
    whole = g_strdup (text);

  uri = strlen (whole) <= MAX_LINE_BYTES ? g_uri_parse (whole, G_URI_FLAGS_PARSE_RELAXED, NULL)
                                         : NULL;
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0'
      || (!g_str_equal (g_uri_get_scheme (uri), "https")
          && !g_str_equal (g_uri_get_scheme (uri), "http")))
    return refuse (error, _("“%s” is not the address of a page. Write it as "
                            "https://example.org/page."), text);

  *value = g_variant_ref_sink (g_variant_new_string (whole));

  return TRUE;
}

static gboolean
read_rating (const AipCustomFormat  *format,
             const char             *text,
             GVariant              **value,
             GError                **error)
{
  double number = 0;
  const char *p = text;

  while (g_str_has_prefix (p, "★"))
    {
      number++;
      p += strlen ("★");
    }
  while (g_str_has_prefix (p, "☆"))
    p += strlen ("☆");
  if ((p == text || *p != '\0')
      && (!aip_custom_number_read (text, "", &number) || number != floor (number)))
    number = -1;

  if (number < 0 || number > format->max_rating)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("“%s” is not a rating: write a whole number from 0 to %d."), text,
                   format->max_rating);
      return FALSE;
    }
  if (number > 0)
    *value = g_variant_ref_sink (g_variant_new_double (number));

  return TRUE;
}

gboolean
aip_custom_value_read (const AipCustomFormat  *format,
                       const char             *text,
                       GVariant              **value,
                       GError                **error)
{
  g_autofree char *clean = NULL;
  const AipCustomChoice *choice;
  double number;

  g_return_val_if_fail (format != NULL && text != NULL && value != NULL, FALSE);

  *value = NULL;
  if (format->type == AIP_CUSTOM_FORMULA || format->type == AIP_CUSTOM_UNKNOWN)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                           _("This field is worked out and cannot be written."));
      return FALSE;
    }

  clean = aip_text_clean (text);
  g_strstrip (clean);
  if (*clean == '\0')
    return TRUE;

  switch (format->type)
    {
    case AIP_CUSTOM_NUMBER:
      if (!aip_custom_number_read (clean, format->unit, &number))
        return refuse (error, _("“%s” is not a number."), clean);
      *value = g_variant_ref_sink (g_variant_new_double (number));
      return TRUE;
    case AIP_CUSTOM_RATING:
      return read_rating (format, clean, value, error);
    case AIP_CUSTOM_CHECKBOX:
      return read_box (clean, value, error);
    case AIP_CUSTOM_SELECT:
      choice = read_choice (format, clean, error);
      if (choice != NULL)
        *value = g_variant_ref_sink (g_variant_new_string (choice->id));
      return choice != NULL;
    case AIP_CUSTOM_MULTI_SELECT:
      return read_choices (format, clean, value, error);
    case AIP_CUSTOM_DATE:
      return read_date (clean, value, error);
    case AIP_CUSTOM_URL:
      return read_url (clean, value, error);
    case AIP_CUSTOM_TEXT:
      if (strlen (clean) > MAX_LINE_BYTES)
        return refuse (error, _("“%s” is too long for one line of text."), clean);
      g_strdelimit (clean, "\n\t", ' ');
      break;
    case AIP_CUSTOM_LONG_TEXT:
    case AIP_CUSTOM_FORMULA:
    case AIP_CUSTOM_UNKNOWN:
    default:
      break;
    }

  *value = g_variant_ref_sink (g_variant_new_string (clean));

  return TRUE;
}
