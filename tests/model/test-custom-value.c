/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-custom-value.h"
#include "aip-error.h"

static AipCustomFormat *
new_format (AipCustomType type)
{
  AipCustomFormat *format = aip_custom_format_new (type);

  g_set_str (&format->unit, "mm");
  aip_custom_format_add_choice (format, "Crane", NULL);
  aip_custom_format_add_choice (format, "비", NULL);

  return format;
}

/* What is typed, and how it reads then; NULL: refused. */
static void
test_typing (void)
{
  static const struct {
    AipCustomType type;
    const char   *typed;
    const char   *text;
  } cases[] = {
    { AIP_CUSTOM_TEXT, "  one\ntwo ", "one two" },
    { AIP_CUSTOM_LONG_TEXT, "one\r\ntwo", "one\ntwo" },
    { AIP_CUSTOM_NUMBER, "35", "35" },
    { AIP_CUSTOM_NUMBER, "35 MM", "35" },
    { AIP_CUSTOM_NUMBER, "1,234.5", "1234.5" },
    { AIP_CUSTOM_NUMBER, "1.234,5", "1234.5" },
    { AIP_CUSTOM_NUMBER, "1,234", "1234" },
    { AIP_CUSTOM_NUMBER, "3,5", "3.5" },
    { AIP_CUSTOM_NUMBER, "−3", NULL },
    { AIP_CUSTOM_NUMBER, "３５", "35" },
    { AIP_CUSTOM_NUMBER, "1e-5", "0.00001" },
    { AIP_CUSTOM_NUMBER, "-0.10", "-0.1" },
    { AIP_CUSTOM_NUMBER, "1e99", NULL },
    { AIP_CUSTOM_NUMBER, "12 apples", NULL },
    { AIP_CUSTOM_CHECKBOX, "예", "yes" },
    { AIP_CUSTOM_CHECKBOX, "TRUE", "yes" },
    { AIP_CUSTOM_CHECKBOX, "0", "" },
    { AIP_CUSTOM_CHECKBOX, "perhaps", NULL },
    { AIP_CUSTOM_SELECT, "crane", "Crane" },
    { AIP_CUSTOM_SELECT, "Dolly", NULL },
    { AIP_CUSTOM_MULTI_SELECT, "비 , crane,crane", "비, Crane" },
    { AIP_CUSTOM_MULTI_SELECT, "비, Dolly", NULL },
    { AIP_CUSTOM_DATE, "2026-3-9", "2026-03-09" },
    { AIP_CUSTOM_DATE, "2026. 3. 9.", "2026-03-09" },
    { AIP_CUSTOM_DATE, "2026년 3월 9일", "2026-03-09" },
    { AIP_CUSTOM_DATE, "20260309", "2026-03-09" },
    { AIP_CUSTOM_DATE, "9.3.2026", "2026-03-09" },
    { AIP_CUSTOM_DATE, "3/9/2026", "2026-03-09" },
    { AIP_CUSTOM_DATE, "2026-03-09T00:00:00", "2026-03-09" },
    { AIP_CUSTOM_DATE, "2026-02-30", NULL },
    { AIP_CUSTOM_DATE, "soon", NULL },
    { AIP_CUSTOM_RATING, "★★☆", "2" },
    { AIP_CUSTOM_RATING, "5", "5" },
    { AIP_CUSTOM_RATING, "0", "" },
    { AIP_CUSTOM_RATING, "6", NULL },
    { AIP_CUSTOM_RATING, "2.5", NULL },
    { AIP_CUSTOM_URL, "example.org/a", "https://example.org/a" },
    { AIP_CUSTOM_URL, "javascript:alert(1)", NULL },
    { AIP_CUSTOM_URL, "file:///etc/passwd", NULL },
    { AIP_CUSTOM_FORMULA, "1", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AipCustomFormat) format = new_format (cases[i].type);
      g_autoptr(GVariant) value = NULL;
      g_autoptr(GVariant) again = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *text = NULL;

      g_test_message ("%s", cases[i].typed);
      g_assert_true (aip_custom_value_read (format, cases[i].typed, &value, &error)
                     == (cases[i].text != NULL));
      if (cases[i].text == NULL)
        {
          g_assert_nonnull (error);
          continue;
        }
      g_assert_true (aip_custom_value_fits (format, value));
      text = aip_custom_value_to_text (format, value);
      g_assert_cmpstr (text, ==, cases[i].text);
      /* What it reads can be typed again and is the same. */
      g_assert_true (aip_custom_value_read (format, text, &again, &error));
      g_assert_true (value == NULL ? again == NULL : g_variant_equal (value, again));
    }
}

/* Others' values and those of another version stay, whatever is written beside them. */
static void
test_stored (void)
{
  const char *json = "{\"a\":1.5,\"b\":{\"new\":[1]},\"c\":\"x\",\"d\":[\"p\",\"q\"],\"e\":true}";
  g_autoptr(GHashTable) values = aip_custom_values_parse (json);
  g_autoptr(GVariant) value = g_variant_ref_sink (g_variant_new_double (24));
  g_autofree char *set = aip_custom_values_set (json, "c", value);
  g_autofree char *cleared = NULL;
  g_autoptr(GHashTable) broken = aip_custom_values_parse ("[1, 2");
  g_autofree char *one = aip_custom_values_set ("", "x", value);
  g_autofree char *none = aip_custom_values_set (one, "x", NULL);

  g_assert_cmpuint (g_hash_table_size (values), ==, 4);
  g_assert_cmpuint (g_hash_table_size (broken), ==, 0);
  g_assert_cmpstr (set, ==,
                   "{\"a\":1.5,\"b\":{\"new\":[1]},\"c\":24,\"d\":[\"p\",\"q\"],\"e\":true}");
  cleared = aip_custom_values_set (set, "a", NULL);
  g_assert_cmpstr (cleared, ==,
                   "{\"b\":{\"new\":[1]},\"c\":24,\"d\":[\"p\",\"q\"],\"e\":true}");
  g_assert_cmpstr (one, ==, "{\"x\":24}");
  g_assert_cmpstr (none, ==, "");
}

/* A value of another type says nothing, and its field can still be asked. */
static void
test_misfit (void)
{
  g_autoptr(AipCustomFormat) format = new_format (AIP_CUSTOM_DATE);
  g_autoptr(GVariant) value = g_variant_ref_sink (g_variant_new_string ("2026-99-99"));
  g_autofree char *text = aip_custom_value_to_text (format, value);
  g_autofree char *key = aip_custom_value_to_sort_key (format, value);

  g_assert_false (aip_custom_value_fits (format, value));
  g_assert_cmpstr (text, ==, "");
  g_assert_cmpstr (key, ==, "\xff");
}

static void
test_display (void)
{
  g_autoptr(AipCustomFormat) format = new_format (AIP_CUSTOM_NUMBER);
  g_autoptr(GVariant) value = g_variant_ref_sink (g_variant_new_double (-0.001));
  g_autofree char *plain = aip_custom_value_to_display (format, value);
  g_autofree char *rounded = NULL;
  g_autofree char *stars = NULL;
  g_autoptr(AipCustomFormat) rating = new_format (AIP_CUSTOM_RATING);
  g_autoptr(GVariant) three = g_variant_ref_sink (g_variant_new_double (3));

  g_assert_cmpstr (plain, ==, "-0.001\302\240mm");
  format->decimals = 2;
  rounded = aip_custom_value_to_display (format, value);
  g_assert_cmpstr (rounded, ==, "0.00\302\240mm");
  stars = aip_custom_value_to_display (rating, three);
  g_assert_cmpstr (stars, ==, "★★★☆☆");
}

/* Keys compare as numbers do. */
static void
test_sort_keys (void)
{
  static const double numbers[] = { -1e15, -2.5, -1, -1e-9, 0, 1e-9, 1, 2, 10, 1e15 };
  g_autofree char *zero = aip_custom_number_to_sort_key (0.0);
  g_autofree char *minus = aip_custom_number_to_sort_key (-0.0);

  for (guint i = 1; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *less = aip_custom_number_to_sort_key (numbers[i - 1]);
      g_autofree char *more = aip_custom_number_to_sort_key (numbers[i]);

      g_assert_cmpstr (less, <, more);
    }
  g_assert_cmpstr (zero, ==, minus);
}

/* Options go to text and back; what makes no sense in them costs only itself. */
static void
test_options (void)
{
  g_autoptr(AipCustomFormat) format = new_format (AIP_CUSTOM_SELECT);
  g_autofree char *options = NULL;
  g_autoptr(AipCustomFormat) again = NULL;
  g_autofree char *same = NULL;
  g_autoptr(AipCustomFormat) odd = NULL;
  g_autoptr(GError) error = NULL;

  g_set_str (&format->description, "What carries the camera");
  options = aip_custom_format_to_options (format);
  again = aip_custom_format_parse ("select", options);
  same = aip_custom_format_to_options (again);
  g_assert_cmpstr (options, ==, same);
  g_assert_cmpuint (again->choices->len, ==, 2);

  g_assert_null (aip_custom_format_add_choice (again, "crane", &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_null (aip_custom_format_add_choice (again, "a, b", &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);

  odd = aip_custom_format_parse ("number",
                                 "{\"decimals\":99,\"unit\":7,\"choices\":[1,{\"id\":\"x\"}],"
                                 "\"max\":-1,\"description\":\"kept\"}");
  g_assert_cmpint (odd->decimals, ==, -1);
  g_assert_cmpstr (odd->unit, ==, "");
  g_assert_cmpuint (odd->choices->len, ==, 0);
  g_assert_cmpstr (odd->description, ==, "kept");
  g_assert_cmpint (aip_custom_type_from_nick ("hologram"), ==, AIP_CUSTOM_UNKNOWN);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/custom-value/typing", test_typing);
  g_test_add_func ("/custom-value/stored", test_stored);
  g_test_add_func ("/custom-value/misfit", test_misfit);
  g_test_add_func ("/custom-value/display", test_display);
  g_test_add_func ("/custom-value/sort-keys", test_sort_keys);
  g_test_add_func ("/custom-value/options", test_options);

  return g_test_run ();
}
