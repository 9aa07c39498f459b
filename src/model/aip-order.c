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
