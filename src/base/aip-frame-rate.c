/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-frame-rate"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "aip-error.h"
#include "aip-frame-rate.h"

#define MAX_RATE 1000
#define MAX_TERM G_GINT64_CONSTANT (10000000)
#define MAX_HOURS 24
/* A frame number or a typed amount over this would overflow what is computed from it. */
#define MAX_FRAME (G_GINT64_CONSTANT (1) << 40)

static const AipFrameRate rates[] = {
  { 24000, 1001, FALSE }, { 24, 1, FALSE }, { 25, 1, FALSE },
  { 30000, 1001, FALSE }, { 30000, 1001, TRUE }, { 30, 1, FALSE },
  { 48, 1, FALSE }, { 50, 1, FALSE },
  { 60000, 1001, FALSE }, { 60000, 1001, TRUE }, { 60, 1, FALSE },
};

/* The texts people use for the rates that are a thousandth slower than they sound. */
static const struct { const char *text; gint64 nominal; } ntsc_texts[] = {
  { "23.976", 24 }, { "23.98", 24 }, { "29.97", 30 }, { "47.952", 48 }, { "47.95", 48 },
  { "59.94", 60 }, { "119.88", 120 },
};

static gint64
gcd (gint64 a,
     gint64 b)
{
  while (b != 0)
    {
      gint64 rest = a % b;

      a = b;
      b = rest;
    }

  return a;
}

static gboolean
may_drop (const AipFrameRate *rate)
{
  return rate->numerator * 1001 == rate->denominator * 30000 ||
         rate->numerator * 1001 == rate->denominator * 60000;
}

const AipFrameRate *
aip_frame_rate_get_all (guint *n_rates)
{
  if (n_rates != NULL)
    *n_rates = G_N_ELEMENTS (rates);

  return rates;
}

gboolean
aip_frame_rate_is_valid (const AipFrameRate *rate)
{
  g_return_val_if_fail (rate != NULL, FALSE);

  return rate->numerator > 0 && rate->denominator > 0 &&
         rate->numerator <= MAX_TERM && rate->denominator <= MAX_TERM &&
         rate->numerator >= rate->denominator &&
         rate->numerator <= rate->denominator * MAX_RATE &&
         (!rate->drop_frame || may_drop (rate));
}

gboolean
aip_frame_rate_equal (const AipFrameRate *a,
                      const AipFrameRate *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->numerator * b->denominator == b->numerator * a->denominator &&
         !a->drop_frame == !b->drop_frame;
}

char *
aip_frame_rate_to_text (const AipFrameRate *rate)
{
  const char *suffix;

  g_return_val_if_fail (rate != NULL, NULL);

  suffix = rate->drop_frame ? " DF" : "";

  if (rate->denominator == 1)
    return g_strdup_printf ("%" G_GINT64_FORMAT "%s", rate->numerator, suffix);

  for (gsize i = 0; i < G_N_ELEMENTS (ntsc_texts); i++)
    if (rate->numerator * 1001 == rate->denominator * ntsc_texts[i].nominal * 1000)
      return g_strconcat (ntsc_texts[i].text, suffix, NULL);

  return g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "%s",
                          rate->numerator, rate->denominator, suffix);
}

/* Digits with at most one decimal point or comma, as an integer and its power of ten. */
static gboolean
read_decimal (const char **text,
              gint64      *value,
              gint64      *scale)
{
  const char *p = *text;
  gboolean point = FALSE;
  guint n_digits = 0;

  *value = 0;
  *scale = 1;

  for (; g_ascii_isdigit (*p) || ((*p == '.' || *p == ',') && !point); p++)
    {
      if (!g_ascii_isdigit (*p))
        {
          point = TRUE;
          continue;
        }
      if (*value > MAX_FRAME || *scale >= 1000000)
        return FALSE;
      *value = *value * 10 + g_ascii_digit_value (*p);
      if (point)
        *scale *= 10;
      n_digits++;
    }

  if (n_digits == 0)
    return FALSE;
  *text = p;

  return TRUE;
}

static gboolean
parse_rate_number (const char    *text,
                   AipFrameRate  *rate)
{
  const char *p = text;
  gint64 numerator, numerator_scale;
  gint64 denominator = 1, denominator_scale = 1;
  gint64 divisor;

  for (gsize i = 0; i < G_N_ELEMENTS (ntsc_texts); i++)
    if (g_str_equal (text, ntsc_texts[i].text))
      {
        rate->numerator = ntsc_texts[i].nominal * 1000;
        rate->denominator = 1001;
        return TRUE;
      }

  if (!read_decimal (&p, &numerator, &numerator_scale))
    return FALSE;

  if (*p == '/')
    {
      p++;
      if (!read_decimal (&p, &denominator, &denominator_scale))
        return FALSE;
    }

  if (*p != '\0' || numerator == 0 || denominator == 0 ||
      numerator > MAX_TERM || denominator > MAX_TERM)
    return FALSE;

  numerator *= denominator_scale;
  denominator *= numerator_scale;
  divisor = gcd (numerator, denominator);
  rate->numerator = numerator / divisor;
  rate->denominator = denominator / divisor;

  return TRUE;
}

/**
 * aip_frame_rate_parse:
 * @text: what a person or a file calls a frame rate
 * @rate: (out): the rate
 * @error: return location, %AIP_ERROR_INVALID
 *
 * Returns: whether @text was understood
 */
gboolean
aip_frame_rate_parse (const char    *text,
                      AipFrameRate  *rate,
                      GError       **error)
{
  g_autofree char *folded = NULL;
  AipFrameRate result = { 0, 1, FALSE };
  gsize length;

  g_return_val_if_fail (text != NULL && rate != NULL, FALSE);

  folded = g_ascii_strdown (text, -1);
  g_strstrip (folded);
  g_strdelimit (folded, ",", '.');
  length = strlen (folded);

  if (g_str_has_suffix (folded, "df"))
    {
      result.drop_frame = TRUE;
      folded[length - 2] = '\0';
    }
  else if (g_str_has_suffix (folded, "fps"))
    folded[length - 3] = '\0';
  g_strchomp (folded);

  if (!parse_rate_number (folded, &result) || !aip_frame_rate_is_valid (&result))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("“%s” is not a frame rate. Write for example 24, 23.976 or 29.97 DF."), text);
      return FALSE;
    }

  *rate = result;

  return TRUE;
}

gint64
aip_frame_rate_get_nominal (const AipFrameRate *rate)
{
  g_return_val_if_fail (rate != NULL && rate->denominator > 0, 1);

  return MAX ((rate->numerator + rate->denominator / 2) / rate->denominator, 1);
}

/* How many numbers a minute leaves out, except every tenth: 2 of 30, 4 of 60. */
static gint64
get_dropped (const AipFrameRate *rate)
{
  return rate->drop_frame ? aip_frame_rate_get_nominal (rate) / 15 : 0;
}

char *
aip_timecode_format (gint64              frame,
                     const AipFrameRate *rate)
{
  gint64 nominal, dropped, number;
  const char *sign = "";

  g_return_val_if_fail (rate != NULL && aip_frame_rate_is_valid (rate), NULL);

  nominal = aip_frame_rate_get_nominal (rate);
  dropped = get_dropped (rate);
  number = CLAMP (frame, -MAX_FRAME, MAX_FRAME);

  if (number < 0)
    {
      sign = "-";
      number = -number;
    }

  if (dropped > 0)
    {
      gint64 per_minute = nominal * 60 - dropped;
      gint64 per_ten = nominal * 600 - dropped * 9;
      gint64 rest = number % per_ten;

      number += dropped * 9 * (number / per_ten);
      if (rest >= nominal * 60)
        number += dropped * ((rest - dropped) / per_minute);
    }

  return g_strdup_printf ("%s%02" G_GINT64_FORMAT ":%02" G_GINT64_FORMAT ":%02" G_GINT64_FORMAT
                          "%c%02" G_GINT64_FORMAT,
                          sign, number / (nominal * 3600), number / (nominal * 60) % 60,
                          number / nominal % 60, rate->drop_frame ? ';' : ':', number % nominal);
}

/**
 * aip_timecode_parse:
 * @text: `HH:MM:SS:FF`; leading parts may be left out down to `SS:FF`; `;` and `.` also separate
 * @rate: the frame rate
 * @frame: (out): the frame number
 * @error: return location, %AIP_ERROR_INVALID, also for numbers that drop-frame code leaves out
 *
 * Returns: whether @text is a time code at @rate
 */
gboolean
aip_timecode_parse (const char          *text,
                    const AipFrameRate  *rate,
                    gint64              *frame,
                    GError             **error)
{
  gint64 parts[4] = { 0 };
  gint64 nominal, dropped, minutes, number;
  guint n_parts = 0;
  gboolean negative = FALSE;
  g_autofree char *stripped = NULL;
  const char *p;

  g_return_val_if_fail (text != NULL && frame != NULL, FALSE);
  g_return_val_if_fail (rate != NULL && aip_frame_rate_is_valid (rate), FALSE);

  stripped = g_strstrip (g_strdup (text));
  p = stripped;
  if (*p == '-')
    {
      negative = TRUE;
      p++;
    }

  for (;;)
    {
      guint n_digits = 0;

      if (n_parts == G_N_ELEMENTS (parts))
        goto invalid;
      for (; g_ascii_isdigit (*p) && n_digits < 7; p++, n_digits++)
        parts[n_parts] = parts[n_parts] * 10 + g_ascii_digit_value (*p);
      if (n_digits == 0)
        goto invalid;
      n_parts++;
      if (*p == '\0')
        break;
      if (*p != ':' && *p != ';' && *p != '.')
        goto invalid;
      p++;
    }

  if (n_parts < 2)
    goto invalid;
  memmove (parts + 4 - n_parts, parts, n_parts * sizeof parts[0]);
  memset (parts, 0, (4 - n_parts) * sizeof parts[0]);

  nominal = aip_frame_rate_get_nominal (rate);
  dropped = get_dropped (rate);

  /* The first part that was written may be large ("90:00" is ninety seconds), the others not. */
  if (parts[3] >= nominal || (n_parts > 2 && parts[2] > 59) || (n_parts > 3 && parts[1] > 59))
    goto invalid;

  minutes = parts[0] * 60 + parts[1] + parts[2] / 60;
  if (dropped > 0 && parts[2] % 60 == 0 && parts[3] < dropped && minutes % 10 != 0)
    goto invalid;

  number = ((parts[0] * 60 + parts[1]) * 60 + parts[2]) * nominal + parts[3];
  number -= dropped * (minutes - minutes / 10);
  *frame = negative ? -number : number;

  return TRUE;

invalid:
  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               rate->drop_frame ? _("“%s” does not exist in drop-frame time code.")
                                : _("“%s” is not a time code of this frame rate."), text);
  return FALSE;
}

double
aip_frame_rate_to_seconds (const AipFrameRate *rate,
                           gint64              frames)
{
  g_return_val_if_fail (rate != NULL && rate->numerator > 0, 0.0);

  return (double) frames * (double) rate->denominator / (double) rate->numerator;
}

gint64
aip_frame_rate_from_seconds (const AipFrameRate *rate,
                             double              seconds)
{
  double frames;

  g_return_val_if_fail (rate != NULL && rate->denominator > 0, 0);

  if (!isfinite (seconds))
    return 0;

  frames = floor (seconds * (double) rate->numerator / (double) rate->denominator + 0.5);

  return (gint64) CLAMP (frames, (double) -MAX_FRAME, (double) MAX_FRAME);
}

typedef enum {
  UNIT_UNKNOWN,
  UNIT_FRAMES,
  UNIT_SECONDS,
} Unit;

static const struct { const char *name; Unit unit; gint64 factor; } units[] = {
  { "", UNIT_FRAMES, 1 }, { "f", UNIT_FRAMES, 1 }, { "fr", UNIT_FRAMES, 1 },
  { "frame", UNIT_FRAMES, 1 }, { "frames", UNIT_FRAMES, 1 }, { "프레임", UNIT_FRAMES, 1 },
  { "s", UNIT_SECONDS, 1 }, { "sec", UNIT_SECONDS, 1 }, { "secs", UNIT_SECONDS, 1 },
  { "second", UNIT_SECONDS, 1 }, { "seconds", UNIT_SECONDS, 1 }, { "초", UNIT_SECONDS, 1 },
  { "\"", UNIT_SECONDS, 1 },
  { "m", UNIT_SECONDS, 60 }, { "min", UNIT_SECONDS, 60 }, { "mins", UNIT_SECONDS, 60 },
  { "minute", UNIT_SECONDS, 60 }, { "minutes", UNIT_SECONDS, 60 }, { "분", UNIT_SECONDS, 60 },
  { "'", UNIT_SECONDS, 60 },
  { "h", UNIT_SECONDS, 3600 }, { "hour", UNIT_SECONDS, 3600 }, { "hours", UNIT_SECONDS, 3600 },
  { "시간", UNIT_SECONDS, 3600 },
};

/* "1m30s", "2.5 s", "48": amounts with units, added up. */
static gboolean
parse_amounts (const char         *text,
               const AipFrameRate *rate,
               gint64             *frames)
{
  const char *p = text;
  gint64 total = 0;
  guint n_amounts = 0;

  for (;;)
    {
      gint64 value, scale, factor = 0;
      Unit unit = UNIT_UNKNOWN;
      const char *name;
      gsize length;

      while (*p == ' ')
        p++;
      if (*p == '\0')
        break;
      if (!read_decimal (&p, &value, &scale))
        return FALSE;
      while (*p == ' ')
        p++;

      name = p;
      while (*p != '\0' && *p != ' ' && !g_ascii_isdigit (*p))
        p++;
      length = (gsize) (p - name);
      for (gsize i = 0; i < G_N_ELEMENTS (units) && unit == UNIT_UNKNOWN; i++)
        if (strlen (units[i].name) == length && strncmp (units[i].name, name, length) == 0)
          {
            unit = units[i].unit;
            factor = units[i].factor;
          }

      /* A bare number among others ("2s 12") would be guessing; half frames do not exist. */
      if (unit == UNIT_UNKNOWN || (length == 0 && (n_amounts > 0 || *p != '\0')) ||
          (unit == UNIT_FRAMES && value % scale != 0) || value / scale > MAX_HOURS * 3600 * MAX_RATE)
        return FALSE;

      if (unit == UNIT_FRAMES)
        total += value / scale;
      else
        {
          double seconds = (double) value * (double) factor / (double) scale;

          if (seconds > MAX_HOURS * 3600)
            return FALSE;
          total += MAX (aip_frame_rate_from_seconds (rate, seconds), value > 0 ? 1 : 0);
        }
      n_amounts++;
    }

  *frames = total;

  return n_amounts > 0;
}

gboolean
aip_duration_parse (const char          *text,
                    const AipFrameRate  *rate,
                    gint64              *frames,
                    GError             **error)
{
  g_autofree char *folded = NULL;
  gint64 result = 0;
  gboolean ok;

  g_return_val_if_fail (text != NULL && frames != NULL, FALSE);
  g_return_val_if_fail (rate != NULL && aip_frame_rate_is_valid (rate), FALSE);

  folded = g_ascii_strdown (text, -1);
  g_strdelimit (folded, "\t\r\n", ' ');
  g_strstrip (folded);

  if (strchr (folded, ':') != NULL || strchr (folded, ';') != NULL)
    ok = aip_timecode_parse (folded, rate, &result, NULL);
  else
    ok = parse_amounts (folded, rate, &result);

  if (!ok)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("“%s” is not a length. Write for example 48, 2s or 00:00:02:00."), text);
      return FALSE;
    }

  if (result < 1 || aip_frame_rate_to_seconds (rate, result) > MAX_HOURS * 3600)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("A shot is at least one frame and at most 24 hours long, so it cannot be "
                     "“%s”."), text);
      return FALSE;
    }

  *frames = result;

  return TRUE;
}
