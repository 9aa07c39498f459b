/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-series"

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "aip-series.h"

#define MAX_DIGITS 15

/**
 * Member:
 * @head, @tail: what stands around the number
 * @digits: with how many it is written at least
 * @date: the number is a day
 *
 * A text with a number that can be counted on.
 */
typedef struct {
  char     *head;
  char     *tail;
  gint64    number;
  guint     digits;
  gboolean  plain;
  gboolean  date;
} Member;

static void
member_clear (Member *self)
{
  g_free (self->head);
  g_free (self->tail);
}

static gboolean
read_date (const char *text,
           Member     *self)
{
  GDate date;
  int year, month, day, length = 0;

  if (sscanf (text, "%4d-%2d-%2d%n", &year, &month, &day, &length) != 3 || text[length] != '\0'
      || !g_date_valid_dmy ((GDateDay) day, month, (GDateYear) year))
    return FALSE;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, month, (GDateYear) year);
  *self = (Member) { g_strdup (""), g_strdup (""), g_date_get_julian (&date), 0, FALSE, TRUE };

  return TRUE;
}

/* The last number in it. */
static gboolean
read_member (const char *text,
             Member     *self)
{
  const char *end = text + strlen (text);
  const char *start;

  if (read_date (text, self))
    return TRUE;

  while (end > text && !g_ascii_isdigit (end[-1]))
    end--;
  start = end;
  while (start > text && g_ascii_isdigit (start[-1]))
    start--;
  if (start == end || end - start > MAX_DIGITS)
    return FALSE;

  self->number = (gint64) g_ascii_strtoull (start, NULL, 10);
  self->digits = *start == '0' ? (guint) (end - start) : 1;
  self->plain = *end == '\0' && (start == text || (start == text + 1 && *text == '-'));
  if (self->plain && *text == '-')
    {
      self->number = -self->number;
      start = text;
    }
  self->head = g_strndup (text, (gsize) (start - text));
  self->tail = g_strdup (end);
  self->date = FALSE;

  return TRUE;
}

static char *
write_member (const Member *self,
              gint64        number)
{
  if (self->date)
    {
      GDate date;
      char text[32];

      g_date_clear (&date, 1);
      g_date_set_julian (&date, (guint32) CLAMP (number, 1, G_MAXINT32));
      g_date_strftime (text, sizeof text, "%Y-%m-%d", &date);

      return g_strdup (text);
    }

  /* Codes know nothing below zero. */
  if (!self->plain)
    number = MAX (number, 0);

  return g_strdup_printf ("%s%0*" G_GINT64_FORMAT "%s", self->head, (int) self->digits, number,
                          self->tail);
}

/* FALSE unless all of @values are members of one series; @step: (out): from one to the next. */
static gboolean
find_series (const char *const *values,
             guint              n_values,
             Member            *first,
             Member            *last,
             gint64            *step)
{
  gboolean ok;

  if (!read_member (values[0], first))
    return FALSE;
  if (!read_member (values[n_values - 1], last))
    {
      member_clear (first);
      return FALSE;
    }

  /* Film people count shots by tens. */
  *step = first->plain || first->date || first->number % 10 != 0 || first->number == 0 ? 1 : 10;
  ok = TRUE;
  for (guint i = 1; ok && i < n_values; i++)
    {
      Member member, before;

      ok = read_member (values[i - 1], &before);
      if (!ok)
        break;
      ok = read_member (values[i], &member);
      if (ok)
        {
          if (i == 1)
            *step = member.number - before.number;
          ok = member.number - before.number == *step && member.date == before.date
               && g_str_equal (member.head, before.head) && g_str_equal (member.tail, before.tail);
          member_clear (&member);
        }
      member_clear (&before);
    }

  if (!ok)
    {
      member_clear (first);
      member_clear (last);
    }

  return ok;
}

GStrv
aip_series_continue (const char *const *values,
                     guint              n_values,
                     guint              n,
                     gboolean           backwards,
                     gboolean           other)
{
  GStrvBuilder *builder = g_strv_builder_new ();
  Member first, last;
  gint64 step;
  gboolean series;

  g_return_val_if_fail (values != NULL && n_values > 0, NULL);

  series = find_series (values, n_values, &first, &last, &step);
  if (series)
    {
      /* One number alone says nothing of what comes next. */
      gboolean copies = n_values == 1 && first.plain;

      if (copies != other)
        {
          member_clear (&first);
          member_clear (&last);
          series = FALSE;
        }
    }

  for (guint i = 0; i < n; i++)
    {
      if (series)
        g_strv_builder_take (builder,
                             backwards ? write_member (&first, first.number - step * (i + 1))
                                       : write_member (&last, last.number + step * (i + 1)));
      else
        g_strv_builder_add (builder, backwards ? values[n_values - 1 - i % n_values]
                                               : values[i % n_values]);
    }
  if (series)
    {
      member_clear (&first);
      member_clear (&last);
    }

  return g_strv_builder_unref_to_strv (builder);
}
