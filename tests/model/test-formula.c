/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-custom-value.h"
#include "aip-error.h"
#include "aip-formula.h"

/* A shot with a length of 48, no notes, two tags and a status. */
static void
read_cb (const char      *name,
         AipFormulaValue *value,
         gpointer         user_data)
{
  guint *n_read = user_data;

  if (n_read != NULL)
    (*n_read)++;
  if (g_str_equal (name, "duration"))
    aip_formula_value_set_number (value, 48);
  else if (g_str_equal (name, "status"))
    aip_formula_value_set_text (value, "approved");
  else if (g_str_equal (name, "tags"))
    aip_formula_value_set_text (value, "vfx, 밤");
  else if (g_str_equal (name, "count"))
    aip_formula_value_set_text (value, "12");
  else if (g_str_equal (name, "notes"))
    aip_formula_value_set_text (value, "");
  else
    aip_formula_value_set_error (value, AIP_FORMULA_PROBLEM_NAME);
}

static char *
evaluate (const char *text,
          guint      *n_read)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AipFormula) formula = aip_formula_parse (text, &error);
  g_auto(AipFormulaValue) value = { 0 };

  g_assert_no_error (error);
  aip_formula_evaluate (formula, read_cb, n_read, &value);
  switch (value.kind)
    {
    case AIP_FORMULA_NUMBER:
      return aip_custom_number_to_display (value.number, -1, "");
    case AIP_FORMULA_BOOLEAN:
      return g_strdup (value.number != 0 ? "yes" : "no");
    case AIP_FORMULA_TEXT:
      return g_strdup (value.text);
    case AIP_FORMULA_ERROR:
      return g_strdup (aip_formula_problem_get_mark (value.problem));
    case AIP_FORMULA_EMPTY:
    default:
      return g_strdup ("");
    }
}

static void
test_results (void)
{
  static const struct {
    const char *formula;
    const char *result;
  } cases[] = {
    { "1 + 2 * 3", "7" },
    { "(1 + 2) * 3", "9" },
    { "= 7 - 2 - 1", "4" },
    { "-2 * -3", "6" },
    { "8 / 4 / 2", "1" },
    { "6 ÷ 4 × 2 − 1", "2" },
    { "1 / 3", "0.3333333333" },
    { "0.1 + 0.2", "0.3" },
    { "{duration} / 24", "2" },
    { "{ duration }/24&\"s\"", "2s" },
    { "{count} + 1", "13" },
    { "{notes} + 1", "1" },
    { "{notes} & \"x\"", "x" },
    { "{tags} + 1", "#NUMBER" },
    { "{nobody}", "#NAME" },
    { "1 / 0", "#ZERO" },
    { "1 / {notes}", "#ZERO" },
    { "MOD(7, 0)", "#ZERO" },
    { "1e300 * 1e300", "#RANGE" },
    { "IF({status} = \"Approved\", 1, 0)", "1" },
    { "if({status}=“final”;1;0)", "0" },
    { "IF(FALSE, 1)", "" },
    { "{count} = 12", "yes" },
    { "\"12\" = \"12.0\"", "no" },
    { "{notes} = \"\"", "yes" },
    { "1 < 2 = TRUE", "yes" },
    { "\"abc\" < \"ABD\"", "yes" },
    { "2 <> 2", "no" },
    { "AND(1, {duration} >= 48)", "yes" },
    { "OR(0, {notes})", "no" },
    { "NOT({tags})", "no" },
    { "ROUND(2.345, 2)", "2.35" },
    { "ROUND(1234.5, -2)", "1200" },
    { "FLOOR(-1.5) & CEILING(1.2)", "-22" },
    { "MOD(-1, 3)", "2" },
    { "MIN(3, {notes}, 2)", "2" },
    { "MAX(3, {duration})", "48" },
    { "SUM(1, {count}, {notes})", "13" },
    { "AVERAGE(1, 2, {notes})", "1.5" },
    { "AVERAGE({notes})", "" },
    { "LEN({tags})", "6" },
    { "CONCAT(\"a\", 1, {notes}, \"\"\"\")", "a1\"" },
    { "UPPER(\"aé\") & LOWER(\"BÉ\")", "AÉbé" },
    { "LEFT({tags}, 3) & RIGHT({tags}, 1)", "vfx밤" },
    { "CONTAINS({tags}, \"VFX\")", "yes" },
    { "SUBSTITUTE({tags}, \", \", \"/\")", "vfx/밤" },
    { "ISEMPTY({notes}) & ISEMPTY(0)", "TRUEFALSE" },
    { "TRIM(\"  a b \")", "a b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *result = evaluate (cases[i].formula, NULL);

      g_test_message ("%s", cases[i].formula);
      g_assert_cmpstr (result, ==, cases[i].result);
    }
}

/* Only what decides is asked for. */
static void
test_lazy (void)
{
  guint n_read = 0;
  g_autofree char *result = evaluate ("IF(1, {duration}, {status} & {tags})", &n_read);

  g_assert_cmpstr (result, ==, "48");
  g_assert_cmpuint (n_read, ==, 1);
}

static void
test_refused (void)
{
  static const struct {
    const char *formula;
    const char *sentence;
  } cases[] = {
    { "", "Something is missing at the end." },
    { "1 +", "Something is missing at the end." },
    { "(1 + 2", "A “)” is missing." },
    { "1 2", "The formula should end here." },
    { "Duration / 24", "Names of fields stand in braces" },
    { "{Duration", "has no “}” at its end." },
    { "{ }", "no name between the braces" },
    { "\"abc", "has no quote at its end." },
    { "ROUND()", "ROUND(number, decimals)" },
    { "IF(1)", "IF(condition, then, otherwise)" },
    { "IF 1", "is followed by “(”" },
    { "1 $ 2", "The formula should end here." },
    { "12abc", "This is not a number." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].formula);
      g_assert_null (aip_formula_parse (cases[i].formula, &error));
      g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].sentence));
    }
}

/* However it is built, it ends soon and needs little. */
static void
test_bounds (void)
{
  g_autoptr(GString) deep = g_string_new (NULL);
  g_autoptr(GString) wide = g_string_new ("1");
  g_autoptr(GString) signs = g_string_new (NULL);
  g_autoptr(GString) large = g_string_new ("\"0123456789\"");
  g_autofree char *result = NULL;
  g_autoptr(AipFormula) formula = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append_c (deep, '(');
  g_assert_null (aip_formula_parse (deep->str, NULL));
  for (guint i = 0; i < 1900; i++)
    g_string_append_c (signs, '-');
  g_string_append_c (signs, '1');
  g_assert_null (aip_formula_parse (signs->str, NULL));
  for (guint i = 0; i < 1500; i++)
    g_string_append (wide, "+1");
  g_assert_null (aip_formula_parse (wide->str, NULL));
  g_string_truncate (wide, 501);
  formula = aip_formula_parse (wide->str, NULL);
  g_assert_nonnull (formula);

  for (guint i = 0; i < 12; i++)
    {
      g_string_prepend (large, "SUBSTITUTE(");
      g_string_append (large, ", \"0\", \"0000000000\")");
    }
  result = evaluate (large->str, NULL);
  g_assert_cmpstr (result, ==, "#LONG");
}

static char *
rename_cb (const char *name,
           gpointer    user_data)
{
  return g_str_equal (name, "Length") ? g_strdup ("duration") : NULL;
}

static void
test_rename (void)
{
  g_autofree char *text = aip_formula_rename ("{ Length } & \"{Length}\" & {other} & \"\"\"\"",
                                              rename_cb, NULL);

  g_assert_cmpstr (text, ==, "{duration} & \"{Length}\" & {other} & \"\"\"\"");
}

/* Texts made of pieces of formulas, and bytes of them changed at random. */
static void
test_fuzz (void)
{
  static const char *const pieces[] = {
    "IF(", "ROUND(", "SUBSTITUTE(", "LEFT(", "CONCAT(", "MOD(", "AND(", "(", ")", ",", ";", "+",
    "-", "*", "/", "&", "=", "<>", "<=", "{duration}", "{tags}", "{notes}", "{x", "}", "\"a\"",
    "\"", "“", "”", "1", "0", "1e9", ".5", "1e400", " ", "한", "\\", "TRUE", "×",
  };
  guint n_parsed = 0;

  for (guint i = 0; i < 30000; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      guint n = (guint) g_test_rand_int_range (0, 14);
      g_autoptr(AipFormula) formula = NULL;
      g_autoptr(GError) error = NULL;
      g_auto(AipFormulaValue) value = { 0 };

      for (guint k = 0; k < n; k++)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      if (text->len > 0 && g_test_rand_int_range (0, 4) == 0)
        text->str[g_test_rand_int_range (0, (int) text->len)] =
          (char) g_test_rand_int_range (1, 256);

      formula = aip_formula_parse (text->str, &error);
      g_assert_true ((formula == NULL) == (error != NULL));
      if (formula == NULL)
        continue;
      n_parsed++;
      aip_formula_evaluate (formula, read_cb, NULL, &value);
      g_assert_true (value.kind != AIP_FORMULA_NUMBER || isfinite (value.number));
      g_assert_true (value.kind != AIP_FORMULA_TEXT
                     || (strlen (value.text) <= AIP_FORMULA_MAX_RESULT
                         && g_utf8_validate (value.text, -1, NULL)));
    }
  g_assert_cmpuint (n_parsed, >, 300);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/formula/results", test_results);
  g_test_add_func ("/formula/lazy", test_lazy);
  g_test_add_func ("/formula/refused", test_refused);
  g_test_add_func ("/formula/bounds", test_bounds);
  g_test_add_func ("/formula/rename", test_rename);
  g_test_add_func ("/formula/fuzz", test_fuzz);

  return g_test_run ();
}
