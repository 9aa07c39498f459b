/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-query-date"

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "aip-query-date.h"

/* Further than any schedule goes, and within what a date can be. */
#define MAX_DAYS 100000

typedef enum {
  UNIT_DAY,
  UNIT_WEEK,
  UNIT_MONTH,
  UNIT_YEAR,
} Unit;

static const struct {
  const char *word;
  const char *title;
  const char *korean;
  Unit        unit;
  int         offset;
} words[] = {
  { "today", N_("Today"), "오늘", UNIT_DAY, 0 },
  { "yesterday", N_("Yesterday"), "어제", UNIT_DAY, -1 },
  { "tomorrow", N_("Tomorrow"), "내일", UNIT_DAY, 1 },
  { "thisweek", N_("This Week"), "이번주", UNIT_WEEK, 0 },
  { "lastweek", N_("Last Week"), "지난주", UNIT_WEEK, -1 },
  { "nextweek", N_("Next Week"), "다음주", UNIT_WEEK, 1 },
  { "thismonth", N_("This Month"), "이번달", UNIT_MONTH, 0 },
  { "lastmonth", N_("Last Month"), "지난달", UNIT_MONTH, -1 },
  { "nextmonth", N_("Next Month"), "다음달", UNIT_MONTH, 1 },
  { "thisyear", N_("This Year"), "올해", UNIT_YEAR, 0 },
  { "lastyear", N_("Last Year"), "작년", UNIT_YEAR, -1 },
  { "nextyear", N_("Next Year"), "내년", UNIT_YEAR, 1 },
};

const char *const *
aip_query_date_get_words (void)
{
  static const char *names[G_N_ELEMENTS (words) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    names[i] = words[i].word;

  return names;
}

const char *
aip_query_date_get_title (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (words[i].word, word) == 0)
      return _(words[i].title);

  return NULL;
}

guint32
aip_query_date_get_today (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (now),
                  (GDateMonth) g_date_time_get_month (now), (GDateYear) g_date_time_get_year (now));

  return g_date_get_julian (&date);
}

static void
read_word (Unit     unit,
           int      offset,
           guint32  today,
           guint32 *first,
           guint32 *last)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, today);
  switch (unit)
    {
    case UNIT_WEEK:
      *first = (guint32) ((gint64) today - (g_date_get_weekday (&date) - G_DATE_MONDAY)
                          + 7 * offset);
      *last = *first + 6;
      return;
    case UNIT_MONTH:
    case UNIT_YEAR:
      g_date_set_day (&date, 1);
      if (unit == UNIT_YEAR)
        g_date_set_month (&date, G_DATE_JANUARY);
      if (unit == UNIT_YEAR)
        offset *= 12;
      if (offset < 0)
        g_date_subtract_months (&date, (guint) -offset);
      else
        g_date_add_months (&date, (guint) offset);
      *first = g_date_get_julian (&date);
      g_date_add_months (&date, unit == UNIT_YEAR ? 12 : 1);
      *last = g_date_get_julian (&date) - 1;
      return;
    case UNIT_DAY:
    default:
      *first = (guint32) ((gint64) today + offset);
      *last = *first;
      return;
    }
}

/* "2026", "2026-11", "2026-11-23". */
static gboolean
read_digits (const char *text,
             guint32    *first,
             guint32    *last)
{
  int parts[3] = { 0, 1, 1 };
  guint n = 0;
  GDate date;

  for (const char *p = text; n < 3; n++)
    {
      gsize length = strspn (p, "0123456789");

      if (length == 0 || length > (n == 0 ? 4u : 2u) || (n == 0 && length != 4))
        return FALSE;
      parts[n] = atoi (p);
      p += length;
      if (*p == '\0')
        break;
      if (*p != '-' || n == 2)
        return FALSE;
      p++;
    }
  if (!g_date_valid_dmy ((GDateDay) parts[2], (GDateMonth) parts[1], (GDateYear) parts[0]))
    return FALSE;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) parts[2], (GDateMonth) parts[1], (GDateYear) parts[0]);
  *first = g_date_get_julian (&date);
  if (n < 2)
    g_date_add_months (&date, n == 0 ? 12 : 1);
  else
    g_date_add_days (&date, 1);
  *last = g_date_get_julian (&date) - 1;

  return TRUE;
}

gboolean
aip_query_date_read (const char *text,
                     guint32     today,
                     guint32    *first,
                     guint32    *last)
{
  g_return_val_if_fail (text != NULL && first != NULL && last != NULL, FALSE);

  if (g_ascii_isdigit (*text))
    return read_digits (text, first, last);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const char *rest = NULL;
      char *end = NULL;
      gint64 days;

      if (g_str_has_prefix (text, words[i].word))
        rest = text + strlen (words[i].word);
      else if (g_str_has_prefix (text, words[i].korean))
        rest = text + strlen (words[i].korean);
      if (rest == NULL)
        continue;

      read_word (words[i].unit, words[i].offset, today, first, last);
      if (*rest == '\0')
        return TRUE;
      if (words[i].unit != UNIT_DAY || (*rest != '+' && *rest != '-'))
        return FALSE;
      days = g_ascii_strtoll (rest, &end, 10);
      if (end == rest || *end != '\0' || ABS (days) > MAX_DAYS)
        return FALSE;
      *first = (guint32) ((gint64) *first + days);
      *last = *first;
      return TRUE;
    }

  return FALSE;
}

gboolean
aip_query_date_is_day (const char *text,
                       guint32    *day)
{
  guint32 last;

  g_return_val_if_fail (text != NULL && day != NULL, FALSE);

  return strlen (text) == 10 && g_ascii_isdigit (*text) && read_digits (text, day, &last)
         && *day == last;
}
