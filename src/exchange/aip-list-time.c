/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-list-time"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-error.h"
#include "aip-list-time.h"

#define MAX_SECONDS (24 * 60 * 60)
#define MICROSECONDS G_GINT64_CONSTANT (1000000)

/*
 * Either frames at the list's rate or microseconds: the difference of two times of one kind is
 * exact.
 */
typedef struct {
  gint64   value;
  gboolean in_frames;
} Time;

static const struct {
  const char *name; /* folded: NFKC, lower case */
  gint64      microseconds; /* 0: frames */
} units[] = {
  { "hours", 3600 * MICROSECONDS }, { "hour", 3600 * MICROSECONDS }, { "hrs", 3600 * MICROSECONDS },
  { "hr", 3600 * MICROSECONDS }, { "h", 3600 * MICROSECONDS }, { "시간", 3600 * MICROSECONDS },
  { "時間", 3600 * MICROSECONDS },
  { "minutes", 60 * MICROSECONDS }, { "minute", 60 * MICROSECONDS }, { "mins", 60 * MICROSECONDS },
  { "min", 60 * MICROSECONDS }, { "milliseconds", 1000 }, { "msec", 1000 }, { "ms", 1000 },
  { "m", 60 * MICROSECONDS }, { "분", 60 * MICROSECONDS }, { "分", 60 * MICROSECONDS },
  { "seconds", MICROSECONDS }, { "second", MICROSECONDS }, { "secs", MICROSECONDS },
  { "sec", MICROSECONDS }, { "s", MICROSECONDS }, { "초", MICROSECONDS }, { "秒", MICROSECONDS },
  { "\"", MICROSECONDS }, { "”", MICROSECONDS },
  /* NFKC makes two primes of a double one, so two come before one. */
  { "''", MICROSECONDS }, { "′′", MICROSECONDS }, { "'", 60 * MICROSECONDS },
  { "′", 60 * MICROSECONDS }, { "’", 60 * MICROSECONDS },
  { "frames", 0 }, { "frame", 0 }, { "frs", 0 }, { "fr", 0 }, { "f", 0 }, { "프레임", 0 },
  { "フレーム", 0 }, { "コマ", 0 },
};

/* Full-width digits become plain, and prefixes that only say “about” go. */
static char *
simplify (const char *text)
{
  g_autofree char *wide = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = g_utf8_strdown (wide != NULL ? wide : "", -1);
  const char *p = g_strstrip (folded);

  while (*p == '~' || g_str_has_prefix (p, "≈") || g_str_has_prefix (p, "약"))
    p = g_utf8_next_char (p);

  return g_strstrip (g_strdup (p));
}

/*
 * Digits with an optional decimal part, in millionths. Answers behind it, or %NULL. At most nine
 * whole digits: more is no time and would overflow.
 */
static const char *
parse_number (const char *p,
              gint64     *millionths,
              gboolean   *has_fraction)
{
  gint64 whole = 0;
  gint64 part = 0;
  guint n_digits = 0;

  *has_fraction = FALSE;
  for (; g_ascii_isdigit (*p); p++)
    {
      if (++n_digits > 9)
        return NULL;
      whole = whole * 10 + (*p - '0');
    }
  if (n_digits == 0)
    return NULL;

  if ((*p == '.' || *p == ',') && g_ascii_isdigit (p[1]))
    {
      gint64 scale = MICROSECONDS / 10;

      *has_fraction = TRUE;
      for (p++; g_ascii_isdigit (*p); p++, scale /= 10)
        part += (*p - '0') * scale;
    }

  *millionths = whole * MICROSECONDS + part;

  return p;
}

/* `0:04`, `0:00:04.5`, `00:00:04:12`. */
static gboolean
parse_clock (const char         *text,
             const AipFrameRate *rate,
             Time               *time)
{
  gint64 parts[4];
  guint n_parts = 0;
  const char *p = text;
  gboolean has_fraction = FALSE;

  for (;;)
    {
      if (n_parts == G_N_ELEMENTS (parts) || has_fraction)
        return FALSE;
      p = parse_number (p, &parts[n_parts++], &has_fraction);
      if (p == NULL)
        return FALSE;
      if (*p == '\0')
        break;
      if (*p != ':' && *p != ';')
        return FALSE;
      p++;
    }

  if (n_parts < 2)
    return FALSE;

  if (n_parts == 4)
    {
      time->in_frames = TRUE;

      return !has_fraction && aip_timecode_parse (text, rate, &time->value, NULL);
    }

  /* Seconds and, below hours, minutes stop at 59; the first part may be anything. */
  for (guint i = 1; i < n_parts; i++)
    if (parts[i] >= 60 * MICROSECONDS)
      return FALSE;

  time->in_frames = FALSE;
  time->value = 0;
  for (guint i = 0; i < n_parts; i++)
    {
      if (time->value > MAX_SECONDS * MICROSECONDS)
        return FALSE;
      time->value = time->value * 60 + parts[i];
    }

  return TRUE;
}

static const char *
parse_unit (const char *p,
            gint64     *microseconds)
{
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      gsize length = strlen (units[i].name);

      if (strncmp (p, units[i].name, length) != 0)
        continue;
      /* `5 stops` is no time although it begins like one. */
      if (g_ascii_isalpha (units[i].name[0]) && g_ascii_isalpha (p[length]))
        continue;
      *microseconds = units[i].microseconds;

      return p + length;
    }

  return NULL;
}

/* `1m30s`, `2분 30초`, `96 frames`. */
static gboolean
parse_units (const char *text,
             Time       *time)
{
  const char *p = text;
  guint n_parts = 0;

  time->value = 0;
  while (*p != '\0')
    {
      gint64 number;
      gint64 microseconds;
      gboolean has_fraction;

      p = parse_number (p, &number, &has_fraction);
      if (p == NULL)
        return FALSE;
      while (*p == ' ')
        p++;
      p = parse_unit (p, &microseconds);
      if (p == NULL)
        return FALSE;
      if (*p == '.')
        p++;
      while (*p == ' ')
        p++;

      if (microseconds == 0)
        {
          if (has_fraction || n_parts > 0 || *p != '\0')
            return FALSE;
          time->in_frames = TRUE;
          time->value = number / MICROSECONDS;

          return TRUE;
        }

      /* In two steps because 10^9 hours in microseconds do not fit. */
      if (number / MICROSECONDS > MAX_SECONDS * MICROSECONDS / microseconds)
        return FALSE;
      time->value += number / MICROSECONDS * microseconds +
                     number % MICROSECONDS * microseconds / MICROSECONDS;
      n_parts++;
    }

  time->in_frames = FALSE;

  return n_parts > 0;
}

static gboolean
parse_time (const char         *text,
            AipListUnit         unit,
            const AipFrameRate *rate,
            Time               *time)
{
  gint64 number;
  gboolean has_fraction;
  const char *end;

  if (strpbrk (text, ":;") != NULL)
    return parse_clock (text, rate, time);

  end = parse_number (text, &number, &has_fraction);
  if (end == NULL)
    return FALSE;
  if (*end != '\0')
    return parse_units (text, time);

  switch (unit)
    {
    case AIP_LIST_UNIT_SECONDS:
      time->value = number;
      time->in_frames = FALSE;
      return TRUE;
    case AIP_LIST_UNIT_MINUTES:
      time->value = number * 60;
      time->in_frames = FALSE;
      return TRUE;
    case AIP_LIST_UNIT_UNKNOWN:
    case AIP_LIST_UNIT_FRAMES:
    default:
      time->value = number / MICROSECONDS;
      time->in_frames = TRUE;
      return !has_fraction;
    }
}

/* Frames at the project's rate, halves up; -1 when it is more than a day. */
static gint64
to_frames (const Time         *time,
           const AipListClock *clock)
{
  const AipFrameRate *from = &clock->list;
  const AipFrameRate *to = &clock->project;
  gint64 numerator = to->numerator;
  gint64 denominator = to->denominator;

  if (!time->in_frames)
    {
      if (time->value > MAX_SECONDS * MICROSECONDS)
        return -1;
      denominator *= MICROSECONDS;
    }
  else
    {
      if (time->value > MAX_SECONDS * aip_frame_rate_get_nominal (from))
        return -1;
      if (aip_frame_rate_equal (from, to))
        return time->value;
      numerator *= from->denominator;
      denominator *= from->numerator;
    }

  /* 86,400 s × 10^6 × 60,000 and 5.2 million frames × 60,000 × 1,001 × 2 stay below 2^63. */
  return (time->value * numerator * 2 + denominator) / (denominator * 2);
}

static gboolean
set_unreadable (const char  *text,
                GError     **error)
{
  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _("“%s” is not a length of time"), text);

  return FALSE;
}

static gboolean
check_length (gint64       frames,
              const char  *text,
              GError     **error)
{
  if (frames > 0)
    return TRUE;

  if (frames == 0)
    g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _("“%s” is no time at all"), text);
  else
    g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _("“%s” is longer than 24 hours"), text);

  return FALSE;
}

gboolean
aip_list_time_parse (const char          *text,
                     AipListUnit          unit,
                     const AipListClock  *clock,
                     gint64              *frames,
                     GError             **error)
{
  g_autofree char *simple = NULL;
  Time time;

  g_return_val_if_fail (text != NULL && clock != NULL && frames != NULL, FALSE);

  simple = simplify (text);
  if (!parse_time (simple, unit, &clock->list, &time))
    return set_unreadable (text, error);

  *frames = to_frames (&time, clock);

  return *frames >= 0 || check_length (*frames, text, error);
}

gboolean
aip_list_time_parse_in_out (const char          *in,
                            const char          *out,
                            AipListUnit          unit,
                            const AipListClock  *clock,
                            gint64              *frames,
                            GError             **error)
{
  g_autofree char *simple_in = NULL;
  g_autofree char *simple_out = NULL;
  Time first;
  Time last;

  g_return_val_if_fail (in != NULL && out != NULL && clock != NULL && frames != NULL, FALSE);

  simple_in = simplify (in);
  simple_out = simplify (out);
  if (!parse_time (simple_in, unit, &clock->list, &first))
    return set_unreadable (in, error);
  if (!parse_time (simple_out, unit, &clock->list, &last))
    return set_unreadable (out, error);

  if (first.in_frames == last.in_frames)
    {
      Time length = { last.value - first.value, first.in_frames };

      *frames = length.value > 0 ? to_frames (&length, clock) : 0;
      /* What is seen at all is seen for at least a frame. */
      if (*frames == 0 && length.value > 0)
        *frames = 1;
    }
  else
    *frames = MAX (to_frames (&last, clock) - to_frames (&first, clock), 0);

  if (*frames == 0)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("the out point %s is not after the in point %s"), out, in);
      return FALSE;
    }

  return check_length (*frames, out, error);
}

/* Only between clock times: `4-6` more often means four to six than from four to six. */
static gboolean
split_range (const char  *text,
             char       **in,
             char       **out)
{
  static const char *const dashes[] = { "-", "–", "—", "~", "〜", "→", " to " };

  for (guint i = 0; i < G_N_ELEMENTS (dashes); i++)
    {
      const char *dash = strstr (text, dashes[i]);

      if (dash != NULL && memchr (text, ':', (gsize) (dash - text)) != NULL &&
          strchr (dash, ':') != NULL)
        {
          *in = g_strstrip (g_strndup (text, (gsize) (dash - text)));
          *out = g_strstrip (g_strdup (dash + strlen (dashes[i])));

          return TRUE;
        }
    }

  return FALSE;
}

gboolean
aip_list_time_parse_length (const char          *text,
                            AipListUnit          unit,
                            const AipListClock  *clock,
                            gint64              *frames,
                            GError             **error)
{
  g_autofree char *simple = NULL;
  g_autofree char *in = NULL;
  g_autofree char *out = NULL;

  g_return_val_if_fail (text != NULL && clock != NULL && frames != NULL, FALSE);

  simple = simplify (text);
  if (split_range (simple, &in, &out))
    return aip_list_time_parse_in_out (in, out, unit, clock, frames, error);

  return aip_list_time_parse (text, unit, clock, frames, error) &&
         check_length (*frames, text, error);
}

gint64
aip_list_time_get_frame_part (const char *text)
{
  g_autofree char *in = NULL;
  g_autofree char *out = NULL;
  g_autofree char *simple = NULL;
  guint n_parts = 1;
  gint64 frame = -1;

  g_return_val_if_fail (text != NULL, -1);

  simple = simplify (text);
  if (split_range (simple, &in, &out))
    return MAX (aip_list_time_get_frame_part (in), aip_list_time_get_frame_part (out));

  for (const char *p = simple; *p != '\0'; p++)
    {
      if (*p == ':' || *p == ';')
        {
          n_parts++;
          frame = 0;
        }
      else if (!g_ascii_isdigit (*p) || frame > 1000)
        return -1;
      else if (n_parts == 4)
        frame = frame * 10 + (*p - '0');
    }

  return n_parts == 4 ? frame : -1;
}

gboolean
aip_list_time_is_number (const char *text,
                         double     *number)
{
  g_autofree char *simple = NULL;
  gint64 millionths;
  gboolean has_fraction;
  const char *end;

  g_return_val_if_fail (text != NULL && number != NULL, FALSE);

  simple = simplify (text);
  end = parse_number (simple, &millionths, &has_fraction);
  if (end == NULL || *end != '\0')
    return FALSE;

  *number = (double) millionths / MICROSECONDS;

  return TRUE;
}
