/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-order"

#include "config.h"

#include <string.h>

#include "aip-order.h"

/*
 * A key is a fraction in base 62, read from the left. It never ends in the lowest digit, so that
 * there is room below every key. Appending and prepending count in the first HEAD digits instead
 * of halving what is left, so that ten thousand rows added at the end have short keys; a head is
 * counted without the digit 0, hence never ends in it.
 */
static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

#define BASE 62
#define HEAD 6
#define FIRST_HEAD "V11111"

static int
digit_value (char c)
{
  const char *found = c != '\0' ? strchr (digits, c) : NULL;

  return found != NULL ? (int) (found - digits) : 0;
}

/* The shortest key between two, by halving at the first digit where there is room. */
static char *
halve (const char *before,
       const char *after)
{
  g_autoptr(GString) key = g_string_new (NULL);
  gsize n_before = strlen (before);
  gsize n_after = after != NULL ? strlen (after) : 0;

  for (gsize i = 0;; i++)
    {
      int low = i < n_before ? digit_value (before[i]) : 0;
      int high = BASE;

      if (after != NULL && i < n_after)
        high = digit_value (after[i]);
      else if (after != NULL && i >= n_before)
        after = NULL; /* not below @after at all: nothing is between, so go above @before */

      if (high == low)
        g_string_append_c (key, digits[low]);
      else if (high - low > 1)
        {
          g_string_append_c (key, digits[(low + high) / 2]);
          return g_string_free_and_steal (g_steal_pointer (&key));
        }
      else
        {
          /* From the next digit on everything is below @after. */
          g_string_append_c (key, digits[low]);
          after = NULL;
        }
    }
}

/* The next or last head; %NULL when there is none. */
static char *
count (const char *key,
       int         step)
{
  char head[HEAD + 1];
  gsize length = strlen (key);

  for (gsize i = 0; i < HEAD; i++)
    head[i] = i < length ? key[i] : '0';
  head[HEAD] = '\0';

  for (int i = HEAD - 1; i >= 0; i--)
    {
      int value = digit_value (head[i]) + step;

      if (value >= 1 && value < BASE)
        {
          head[i] = digits[value];
          memset (head + i + 1, step > 0 ? '1' : 'z', (gsize) (HEAD - 1 - i));
          return g_strdup (head);
        }
    }

  return NULL;
}

char *
aip_order_between (const char *before,
                   const char *after)
{
  char *key = NULL;

  /*
   * Two equal keys, or keys the wrong way round, can only come from outside: stay after the
   * first.
   */
  if (before != NULL && after != NULL && strcmp (before, after) >= 0)
    after = NULL;

  if (before == NULL && after == NULL)
    return g_strdup (FIRST_HEAD);

  if (after == NULL)
    key = count (before, 1);
  else if (before == NULL)
    key = count (after, -1);

  return key != NULL ? key : halve (before != NULL ? before : "", after);
}

static void
spread (char       **keys,
        const char  *before,
        const char  *after,
        guint        n)
{
  guint middle = n / 2;

  if (n == 0)
    return;

  keys[middle] = halve (before, after);
  spread (keys, before, keys[middle], middle);
  spread (keys + middle + 1, keys[middle], after, n - middle - 1);
}

GStrv
aip_order_spread (const char *before,
                  const char *after,
                  guint       n)
{
  char **keys = g_new0 (char *, n + 1);

  if (before != NULL && after != NULL && strcmp (before, after) < 0)
    {
      spread (keys, before, after, n);
      return keys;
    }

  if (before != NULL || after == NULL)
    for (guint i = 0; i < n; i++)
      keys[i] = aip_order_between (i > 0 ? keys[i - 1] : before, NULL);
  else
    for (guint i = n; i > 0; i--)
      keys[i - 1] = aip_order_between (NULL, i < n ? keys[i] : after);

  return keys;
}

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
  length = strlen (text);
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

static char *
try_code (const char   *prefix,
          guint         width,
          gint64        value,
          guint         scale,
          AipCodeTaken  taken,
          gpointer      user_data)
{
  g_autofree char *code = format_code (prefix, width, value, scale);

  return taken != NULL && taken (code, user_data) ? NULL : g_steal_pointer (&code);
}

static char *
code_inside (const char       *prefix,
             guint             width,
             const CodeNumber *low,
             const CodeNumber *high,
             AipCodeTaken      taken,
             gpointer          user_data)
{
  /* Exactly in the middle as long as that needs few digits … */
  for (guint scale = 0; scale <= MAX_EVEN_SCALE; scale++)
    {
      gint64 sum = at_scale (low, scale) + at_scale (high, scale);

      if (low->scale <= scale && high->scale <= scale && sum % 2 == 0)
        {
          char *code = try_code (prefix, width, sum / 2, scale, taken, user_data);

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
          char *code = try_code (prefix, width, value, scale, taken, user_data);

          if (code != NULL)
            return code;
        }
    }

  return NULL;
}

char *
aip_code_between (const char   *prefix,
                  guint         width,
                  const char   *before,
                  const char   *after,
                  AipCodeTaken  taken,
                  gpointer      user_data)
{
  CodeNumber low = { 0 };
  CodeNumber high = { 0 };
  gint64 number;
  char *code = NULL;

  g_return_val_if_fail (prefix != NULL, NULL);
  g_return_val_if_fail (width > 0 && width <= MAX_WHOLE_DIGITS, NULL);

  if (!parse_code (before, prefix, width, &low))
    low = (CodeNumber) { 0 };

  if (parse_code (after, prefix, width, &high) &&
      at_scale (&low, MAX_SCALE) < at_scale (&high, MAX_SCALE))
    code = code_inside (prefix, width, &low, &high, taken, user_data);

  for (number = (low.whole / STEP + 1) * STEP; code == NULL; number += STEP)
    code = try_code (prefix, width, number, 0, taken, user_data);

  return code;
}
