/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-number-format"

#include "config.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "aip-number-format.h"

#define SECONDS_PER_DAY 86400

/* 9999-12-31, the last day that spreadsheets know. */
#define LAST_DAY 2958465

/* More digits than a double holds: only kept as they are written. */
#define MAX_PRECISE_DIGITS 15
#define MAX_INTEGER_DIGITS 20

/* The longest format of zeros that is taken for one of codes. */
#define MAX_SHOWN_DIGITS 15

AipNumberFormat
aip_number_format_builtin (guint id)
{
  switch (id)
    {
    case 18: case 20: case 32: case 55:
      return AIP_NUMBER_FORMAT_TIME | AIP_NUMBER_FORMAT_HOURS;
    case 19: case 21: case 33: case 46: case 56:
      return AIP_NUMBER_FORMAT_TIME | AIP_NUMBER_FORMAT_HOURS | AIP_NUMBER_FORMAT_SECONDS;
    case 45: case 47:
      return AIP_NUMBER_FORMAT_TIME | AIP_NUMBER_FORMAT_SECONDS;
    case 22:
      return AIP_NUMBER_FORMAT_DATE | AIP_NUMBER_FORMAT_TIME | AIP_NUMBER_FORMAT_HOURS;
    case 14: case 15: case 16: case 17:
    case 27: case 28: case 29: case 30: case 31: case 34: case 35: case 36:
    case 50: case 51: case 52: case 53: case 54: case 57: case 58:
      return AIP_NUMBER_FORMAT_DATE;
    default:
      return 0;
    }
}

AipNumberFormat
aip_number_format_parse (const char *code)
{
  AipNumberFormat format = 0;
  gboolean minutes_or_months = FALSE;

  g_return_val_if_fail (code != NULL, 0);

  if (strlen (code) > 1 && strlen (code) <= MAX_SHOWN_DIGITS && strspn (code, "0") == strlen (code))
    return AIP_NUMBER_FORMAT_DIGITS (strlen (code));

  /* Only the first section: the others are for negative numbers, zero and text. */
  for (const char *p = code; *p != '\0' && *p != ';'; p++)
    switch (g_ascii_tolower (*p))
      {
      case '"':
        p = strchr (p + 1, '"');
        if (p == NULL)
          return 0;
        break;
      case '\\':
      case '_':
      case '*':
        if (p[1] == '\0')
          return format;
        p++;
        break;
      case '[':
        /* [Red], [$-412] and [>100] say nothing; [h], [mm], [ss] count on beyond a day. */
        if (strchr ("hms", g_ascii_tolower (p[1])) != NULL && p[1] != '\0' &&
            (p[2] == ']' || p[2] == p[1]))
          break;
        p = strchr (p, ']');
        if (p == NULL)
          return 0;
        break;
      case 'y':
      case 'd':
        format |= AIP_NUMBER_FORMAT_DATE;
        break;
      case 'h':
        format |= AIP_NUMBER_FORMAT_TIME | AIP_NUMBER_FORMAT_HOURS;
        break;
      case 's':
        format |= AIP_NUMBER_FORMAT_TIME | AIP_NUMBER_FORMAT_SECONDS;
        break;
      case 'm':
        minutes_or_months = TRUE;
        break;
      case 'a':
        if (g_ascii_strncasecmp (p, "am/pm", 5) == 0)
          p += 4;
        break;
      default:
        break;
      }

  if (minutes_or_months && format == 0)
    format = AIP_NUMBER_FORMAT_DATE;

  return format;
}

static char *
format_time (AipNumberFormat format,
             gint64          seconds,
             int             milliseconds)
{
  gint64 hours = seconds / 3600;
  g_autofree char *fraction = milliseconds > 0 ? g_strdup_printf (".%03d", milliseconds)
                                               : g_strdup ("");

  if ((format & AIP_NUMBER_FORMAT_HOURS) == 0)
    return g_strdup_printf ("%02" G_GINT64_FORMAT ":%02d%s", seconds / 60, (int) (seconds % 60),
                            fraction);
  if ((format & AIP_NUMBER_FORMAT_SECONDS) == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT ":%02d", hours, (int) (seconds / 60 % 60));

  return g_strdup_printf ("%" G_GINT64_FORMAT ":%02d:%02d%s", hours, (int) (seconds / 60 % 60),
                          (int) (seconds % 60), fraction);
}

char *
aip_number_format_to_text (AipNumberFormat format,
                           double          days,
                           gboolean        since_1904)
{
  g_autofree char *time = NULL;
  gint64 milliseconds;
  gint64 whole;
  GDate date;

  if (!(days >= 0) || days > LAST_DAY)
    return NULL;

  milliseconds = (gint64) (days * SECONDS_PER_DAY * 1000 + 0.5);
  whole = milliseconds / 1000 / SECONDS_PER_DAY;
  if ((format & AIP_NUMBER_FORMAT_DATE) == 0)
    return format_time (format, milliseconds / 1000, (int) (milliseconds % 1000));

  /* Day 60 of 1900 is a 29 February that never was; behind it the count is one too high. */
  g_date_clear (&date, 1);
  if (since_1904)
    g_date_set_dmy (&date, 1, G_DATE_JANUARY, 1904);
  else if (whole >= 60)
    g_date_set_dmy (&date, 30, G_DATE_DECEMBER, 1899);
  else
    g_date_set_dmy (&date, 31, G_DATE_DECEMBER, 1899);
  g_date_add_days (&date, (guint) whole);

  if ((format & AIP_NUMBER_FORMAT_TIME) != 0)
    time = format_time (format | AIP_NUMBER_FORMAT_HOURS,
                        milliseconds / 1000 % SECONDS_PER_DAY, 0);

  return g_strdup_printf ("%04d-%02d-%02d%s%s", g_date_get_year (&date), g_date_get_month (&date),
                          g_date_get_day (&date), time != NULL ? " " : "",
                          time != NULL ? time : "");
}

char *
aip_number_to_text (const char *raw,
                    guint       n_digits)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  guint n_raw = 0;
  gboolean plain = TRUE;
  gboolean has_point = FALSE;
  double number;
  char *end;

  g_return_val_if_fail (raw != NULL, NULL);

  for (const char *p = raw; *p != '\0'; p++)
    {
      n_raw += g_ascii_isdigit (*p) ? 1 : 0;
      has_point = has_point || *p == '.';
      plain = plain && (g_ascii_isdigit (*p) || *p == '.' || (*p == '-' && p == raw));
    }
  if (plain && n_raw > 0 && n_raw == strlen (raw) && n_raw < n_digits)
    return g_strdup_printf ("%.*s%s", (int) MIN (n_digits - n_raw, MAX_SHOWN_DIGITS),
                            "000000000000000", raw);
  if (plain && n_raw > 0 &&
      n_raw <= (has_point ? MAX_PRECISE_DIGITS : MAX_INTEGER_DIGITS))
    return g_strdup (raw);

  errno = 0;
  number = g_ascii_strtod (raw, &end);
  if (end == raw || *end != '\0' || !isfinite (number))
    return g_strdup (raw);
  /* A program stores 4.6 as 4.5999999999999996 and shows the fifteen digits that count. */
  g_ascii_formatd (text, sizeof text, "%.15g", number);

  return g_strdup (text);
}
