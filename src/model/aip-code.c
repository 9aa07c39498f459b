/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-code"

#include "config.h"

#include <string.h>

#include "aip-code.h"
#include "aip-text.h"

/*
 * A code's number: `0012` is twelve, `00125` with four digits twelve and a half. More than @digits
 * digits without a leading zero are simply a large number.
 */
typedef struct {
  gint64 whole;
  gint64 fraction;
  guint  scale;    /* digits of @fraction */
} CodeNumber;

#define MAX_WHOLE_DIGITS 9
#define MAX_SCALE 8
#define STEP 10
#define MIN_STYLE_WIDTH 2
#define MAX_EVEN_SCALE 1
#define MAX_TRIES 100

static gint64
power_of_ten (guint n)
{
  gint64 power = 1;

  while (n-- > 0)
    power *= 10;

  return power;
}

/*
 * Codes that were squeezed in where no digit more would do go on with letters, or with a dot and
 * a fraction: the length without the last of these.
 */
static gsize
get_stem_length (const char *code,
                 gsize       length)
{
  gsize end = length;

  while (end > 0 && g_ascii_isdigit (code[end - 1]))
    end--;
  if (end > 1 && end < length && code[end - 1] == '.' && code[end] == '0')
    return end - 1;

  end = length;
  while (end > 0 && g_ascii_isupper (code[end - 1]))
    end--;

  return end > 0 && g_ascii_isdigit (code[end - 1]) ? end : length;
}

/* Without all of them. */
static gsize
get_base_length (const char *code)
{
  gsize length = strlen (code);
  gsize stem;

  while ((stem = get_stem_length (code, length)) < length)
    length = stem;

  return length;
}

static gboolean
parse_code (const char *code,
            const char *prefix,
            guint       width,
            CodeNumber *number)
{
  const char *text;
  gsize length, n_whole;

  if (code == NULL || !g_str_has_prefix (code, prefix))
    return FALSE;

  text = code + strlen (prefix);
  length = get_base_length (text);
  n_whole = *text == '0' && length > width ? width : length;
  if (length == 0 || n_whole > MAX_WHOLE_DIGITS || length - n_whole > MAX_SCALE)
    return FALSE;

  *number = (CodeNumber) { 0, 0, (guint) (length - n_whole) };
  for (gsize i = 0; i < length; i++)
    {
      gint64 *part = i < n_whole ? &number->whole : &number->fraction;

      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *part = *part * 10 + g_ascii_digit_value (text[i]);
    }

  return TRUE;
}

static gint64
at_scale (const CodeNumber *number,
          guint             scale)
{
  gint64 fraction = scale >= number->scale
                    ? number->fraction * power_of_ten (scale - number->scale)
                    : number->fraction / power_of_ten (number->scale - scale);

  return number->whole * power_of_ten (scale) + fraction;
}

static char *
format_code (const char *prefix,
             guint       width,
             gint64      value,
             guint       scale)
{
  for (; scale > 0 && value % 10 == 0; scale--)
    value /= 10;

  if (scale == 0)
    return g_strdup_printf ("%s%0*" G_GINT64_FORMAT, prefix, (int) width, value);

  return g_strdup_printf ("%s%0*" G_GINT64_FORMAT "%0*" G_GINT64_FORMAT, prefix,
                          (int) width, value / power_of_ten (scale),
                          (int) scale, value % power_of_ten (scale));
}

/* What a new code has to keep to. */
typedef struct {
  const char   *prefix;
  guint         width;
  /* (nullable): between which it stands, in the orders in which they do themselves */
  const char   *before;
  const char   *after;
  gboolean      by_character;
  gboolean      by_number;
  AipCodeTaken  taken;
  gpointer      user_data;
} Gap;

static gboolean
is_sorted_by_number (const char *one,
                     const char *two)
{
  g_autofree char *key_one = aip_text_collate_key (one);
  g_autofree char *key_two = aip_text_collate_key (two);

  return strcmp (key_one, key_two) < 0;
}

static gboolean
is_sorted (const Gap  *gap,
           const char *one,
           const char *two)
{
  return (!gap->by_character || strcmp (one, two) < 0) &&
         (!gap->by_number || is_sorted_by_number (one, two));
}

static gboolean
fits (const Gap  *gap,
      const char *code)
{
  return g_utf8_strlen (code, -1) <= AIP_CODE_MAX_CHARS &&
         (gap->before == NULL || is_sorted (gap, gap->before, code)) &&
         (gap->after == NULL || is_sorted (gap, code, gap->after)) &&
         (gap->taken == NULL || !gap->taken (code, gap->user_data));
}

static char *
try_number (const Gap *gap,
            gint64     value,
            guint      scale)
{
  g_autofree char *code = format_code (gap->prefix, gap->width, value, scale);

  return fits (gap, code) ? g_steal_pointer (&code) : NULL;
}

static char *
number_inside (const Gap        *gap,
               const CodeNumber *low,
               const CodeNumber *high)
{
  /* Exactly in the middle as long as that needs few digits … */
  for (guint scale = 0; scale <= MAX_EVEN_SCALE; scale++)
    {
      gint64 sum = at_scale (low, scale) + at_scale (high, scale);

      if (low->scale <= scale && high->scale <= scale && sum % 2 == 0)
        {
          char *code = try_number (gap, sum / 2, scale);

          if (code != NULL)
            return code;
          break;
        }
    }

  /* … then wherever there is room with the fewest. */
  for (guint scale = 0; scale <= MAX_SCALE; scale++)
    {
      gint64 first = at_scale (low, scale) + 1;
      gint64 last = at_scale (high, scale) - (high->scale <= scale ? 1 : 0);
      gint64 middle = first + (last - first) / 2;

      for (gint64 i = 0; i < MAX_TRIES && first + i <= last; i++)
        {
          gint64 value = middle + i <= last ? middle + i : first + (middle + i - last - 1);
          char *code = try_number (gap, value, scale);

          if (code != NULL)
            return code;
        }
    }

  return NULL;
}

/*
 * The digits of a fraction between two, as short as can be. @low, @high: texts that begin with
 * digits; @high: (nullable): one.
 */
static char *
fraction_between (const char *low,
                  const char *high)
{
  g_autoptr(GString) digits = g_string_new (NULL);
  gsize n_low = strspn (low, "0123456789");
  gsize n_high = high != NULL ? strspn (high, "0123456789") : 0;

  for (gsize i = 0;; i++)
    {
      int bottom = i < n_low ? g_ascii_digit_value (low[i]) : 0;
      int top = high == NULL ? 10 : i < n_high ? g_ascii_digit_value (high[i]) : 0;

      if (top - bottom > 1)
        {
          g_string_append_c (digits, (char) ('0' + (bottom + top) / 2));
          return g_string_free_and_steal (g_steal_pointer (&digits));
        }
      g_string_append_c (digits, (char) ('0' + bottom));
      /* Equal to the end: nothing is between them, and what is too long fits nowhere. */
      if (top > bottom || digits->len > AIP_CODE_MAX_CHARS)
        high = NULL;
    }
}

/* @stem.0… as a fraction between those of the neighbours, where they have one. */
static char *
try_fraction (const Gap  *gap,
              const char *stem)
{
  g_autofree char *start = g_strconcat (stem, ".0", NULL);
  g_autofree char *high = NULL;
  const char *low = "";

  if (gap->before != NULL && g_str_has_prefix (gap->before, start))
    low = gap->before + strlen (start);
  if (gap->after != NULL && g_str_has_prefix (gap->after, start))
    high = g_strdup (gap->after + strlen (start));

  for (guint i = 0; i < MAX_TRIES; i++)
    {
      g_autofree char *fraction = fraction_between (low, high);
      g_autofree char *code = g_strconcat (start, fraction, NULL);

      if (fits (gap, code))
        return g_steal_pointer (&code);
      /* Perhaps it is taken somewhere else: nearer to the one in front then. */
      g_free (high);
      high = g_steal_pointer (&fraction);
    }

  return NULL;
}

static char *
try_letters (const Gap  *gap,
             const char *stem)
{
  for (char letter = 'A'; letter <= 'Z'; letter++)
    {
      g_autofree char *code = g_strdup_printf ("%s%c", stem, letter);

      if (fits (gap, code))
        return g_steal_pointer (&code);
    }

  return NULL;
}

/* Where no number is between two codes, the one in front is continued. */
static char *
continue_before (const Gap *gap)
{
  g_autofree char *first = format_code (gap->prefix, gap->width, 0, 0);
  const char *before = gap->before != NULL ? gap->before : first;
  g_autofree char *base = g_strndup (before, get_base_length (before));
  g_autofree char *stem = g_strndup (before, get_stem_length (before, strlen (before)));
  const char *stems[] = { base, stem, before };
  char *code = NULL;

  for (guint i = 0; code == NULL && i < G_N_ELEMENTS (stems); i++)
    code = try_letters (gap, stems[i]);
  for (guint i = 0; code == NULL && i < G_N_ELEMENTS (stems); i++)
    code = try_fraction (gap, stems[i]);

  return code;
}

char *
aip_code_between (const char   *prefix,
                  guint         width,
                  const char   *before,
                  const char   *after,
                  AipCodeTaken  taken,
                  gpointer      user_data)
{
  Gap gap = { .prefix = prefix, .width = width, .taken = taken, .user_data = user_data };
  CodeNumber low = { 0 };
  CodeNumber high = { 0 };
  char *code = NULL;

  g_return_val_if_fail (prefix != NULL, NULL);
  g_return_val_if_fail (width > 0 && width <= MAX_WHOLE_DIGITS, NULL);

  if (parse_code (before, prefix, width, &low))
    gap.before = before;
  else
    low = (CodeNumber) { 0 };

  if (parse_code (after, prefix, width, &high))
    {
      /* SHT-10000 follows SHT-9990 as a number only. */
      gap.by_character = gap.before == NULL || strcmp (before, after) < 0;
      gap.by_number = gap.before == NULL || is_sorted_by_number (before, after);
      gap.after = after;
      if (gap.by_number && at_scale (&low, MAX_SCALE) < at_scale (&high, MAX_SCALE))
        code = number_inside (&gap, &low, &high);
      if (gap.by_number && code == NULL)
        code = continue_before (&gap);
    }

  /* Nothing is between them: the next one that nobody has. */
  gap.before = NULL;
  gap.after = NULL;
  for (gint64 number = (low.whole / STEP + 1) * STEP; code == NULL; number += STEP)
    code = try_number (&gap, number, 0);

  return code;
}

gboolean
aip_code_find_style (const char  *code,
                     char       **prefix,
                     guint       *width)
{
  gsize length;
  guint n_digits = 0;

  g_return_val_if_fail (code != NULL && prefix != NULL && width != NULL, FALSE);

  length = get_base_length (code);
  while (n_digits < length && g_ascii_isdigit (code[length - n_digits - 1]))
    n_digits++;
  if (n_digits < MIN_STYLE_WIDTH || n_digits > MAX_WHOLE_DIGITS)
    return FALSE;

  *prefix = g_strndup (code, length - n_digits);
  *width = n_digits;

  return TRUE;
}
