/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-text-encoding"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-error.h"
#include "aip-text-encoding.h"

/* How many bytes decide about UTF-16 without a mark and about a legacy encoding's likelihood. */
#define SAMPLE_BYTES (256 * 1024)

/* Below this a text is rather damaged than western, Korean or Japanese. */
#define LEAST_RATE -0.25

typedef struct {
  const char *name;    /* what is reported */
  const char *charset; /* what iconv calls it */
  double    (*rate) (const guint8 *bytes,
                     gsize         n_bytes,
                     const char   *text);
} Legacy;

static gboolean
is_kana (gunichar c)
{
  return c >= 0x3040 && c <= 0x30ff;
}

static gboolean
is_halfwidth_kana (gunichar c)
{
  return c >= 0xff61 && c <= 0xff9f;
}

static gboolean
is_ideograph (gunichar c)
{
  return c >= 0x4e00 && c <= 0x9fff;
}

static gboolean
is_cjk_punctuation (gunichar c)
{
  return (c >= 0x3000 && c <= 0x303f) || (c >= 0xff01 && c <= 0xff60) ||
         (c >= 0x2010 && c <= 0x2027);
}

/*
 * Each rates one way to decode the same text: the mean over all characters beyond ASCII, from 1
 * (what people write) to -1 (what wrong decoding looks like).
 */
static double
rate_korean (const guint8 *bytes,
             gsize         n_bytes,
             const char   *text)
{
  double sum = 0;
  guint n = 0;

  /* Looks at the bytes: the 2,350 syllables people use lie apart from the extension's 8,822. */
  for (gsize i = 0; i + 1 < n_bytes; i++)
    {
      guint8 lead = bytes[i];

      if (lead < 0x80)
        continue;
      n++;
      i++;
      if (bytes[i] < 0xa1 || lead < 0xa1)
        sum -= 1;
      else if (lead >= 0xb0 && lead <= 0xc8)
        sum += 1;
      else if (lead == 0xa1 || lead == 0xa3)
        sum += 0.5;
      else
        sum -= 0.2;
    }

  return n > 0 ? sum / n : 0;
}

static double
rate_japanese (const guint8 *bytes,
               gsize         n_bytes,
               const char   *text)
{
  double sum = 0;
  guint n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x80)
        continue;
      n++;
      if (is_kana (c))
        sum += 1;
      else if (is_ideograph (c))
        sum += 0.4;
      else if (is_cjk_punctuation (c))
        sum += 0.5;
      else if (is_halfwidth_kana (c))
        sum -= 0.8; /* what every byte of Korean EUC looks like */
      else
        sum -= 0.5;
    }

  return n > 0 ? sum / n : 0;
}

static double
rate_western (const guint8 *bytes,
              gsize         n_bytes,
              const char   *text)
{
  double sum = 0;
  guint n = 0;
  gunichar previous = ' ';

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= 0x80)
        {
          n++;
          /* An accented letter stands alone among plain ones; wrong decoding makes runs of them. */
          if (previous >= 0x80)
            sum -= 1;
          else if (g_unichar_isalpha (c) || (c >= 0x2013 && c <= 0x2026))
            sum += 0.8;
          else
            sum += 0.2;
        }
      previous = c;
    }

  return n > 0 ? sum / n : 0;
}

static const Legacy legacies[] = {
  { "CP949", "CP949", rate_korean },
  { "Shift-JIS", "CP932", rate_japanese },
  { "Windows-1252", "WINDOWS-1252", rate_western },
};

/*
 * UTF-16 without a mark: commas, line breaks and digits have a zero byte, always on the same side;
 * no other encoding has zero bytes at all.
 */
static const char *
guess_utf16 (const char *data,
             gsize       length)
{
  gsize n = MIN (length, SAMPLE_BYTES);
  gsize zeros[2] = { 0, 0 };

  if (length < 2 || length % 2 != 0)
    return NULL;

  for (gsize i = 0; i < n; i++)
    if (data[i] == '\0')
      zeros[i % 2]++;

  if (zeros[1] > 0 && zeros[0] * 4 < zeros[1])
    return "UTF-16LE";
  if (zeros[0] > 0 && zeros[1] * 4 < zeros[0])
    return "UTF-16BE";

  return NULL;
}

static char *
convert (const char *data,
         gsize       length,
         const char *from,
         gsize      *text_length)
{
  g_autofree char *text = NULL;
  gsize written = 0;

  text = g_convert (data, (gssize) length, "UTF-8", from, NULL, &written, NULL);
  if (text == NULL || memchr (text, '\0', written) != NULL)
    return NULL;

  *text_length = written;

  return g_steal_pointer (&text);
}

/* Rates only the beginning, cut at a line end because no character of any encoding spans one. */
static double
rate (const Legacy *legacy,
      const char   *data,
      gsize         length)
{
  g_autofree char *text = NULL;
  gsize n_bytes = MIN (length, SAMPLE_BYTES);
  gsize text_length;

  while (n_bytes < length && n_bytes > 0 && data[n_bytes - 1] != '\n')
    n_bytes--;
  if (n_bytes == 0)
    n_bytes = length;

  text = convert (data, n_bytes, legacy->charset, &text_length);

  return text != NULL ? legacy->rate ((const guint8 *) data, n_bytes, text) : -1;
}

/**
 * aip_text_decode:
 * @data: the bytes of a text file
 * @length: how many
 * @text_length: (out): bytes of the answer
 * @encoding: (out) (optional) (transfer none): what it was, for example `CP949`
 * @error: return location
 *
 * Decodes a text of unknown encoding. Safe in any thread.
 *
 * Returns: (transfer full): UTF-8 without a byte order mark and without NUL, or %NULL with
 *   %AIP_ERROR_INVALID
 */
char *
aip_text_decode (const char  *data,
                 gsize        length,
                 gsize       *text_length,
                 const char **encoding,
                 GError     **error)
{
  g_autofree char *best = NULL;
  gsize best_length = 0;
  const char *best_name = NULL;
  const char *utf16 = NULL;

  g_return_val_if_fail (data != NULL || length == 0, NULL);
  g_return_val_if_fail (text_length != NULL, NULL);

  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      length -= 3;
    }
  else if (length >= 2 && memcmp (data, "\xff\xfe", 2) == 0)
    utf16 = "UTF-16LE";
  else if (length >= 2 && memcmp (data, "\xfe\xff", 2) == 0)
    utf16 = "UTF-16BE";

  if (utf16 != NULL)
    {
      data += 2;
      length -= 2;
    }
  else if (g_utf8_validate_len (data, length, NULL))
    {
      best = g_strndup (data, length);
      best_length = length;
      best_name = "UTF-8";
    }
  else
    utf16 = guess_utf16 (data, length);

  if (utf16 != NULL)
    {
      best = convert (data, length, utf16, &best_length);
      best_name = utf16;
    }
  else if (best == NULL)
    {
      const Legacy *likely = NULL;
      double best_rate = LEAST_RATE;

      for (guint i = 0; i < G_N_ELEMENTS (legacies); i++)
        {
          double this_rate = rate (&legacies[i], data, length);

          if (this_rate > best_rate)
            {
              likely = &legacies[i];
              best_rate = this_rate;
            }
        }

      if (likely != NULL)
        {
          best = convert (data, length, likely->charset, &best_length);
          best_name = likely->name;
        }
    }

  if (best == NULL)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                           _("The file is not text in any known encoding. Save it as CSV in UTF-8 "
                             "and try again."));
      return NULL;
    }

  *text_length = best_length;
  if (encoding != NULL)
    *encoding = best_name;

  return g_steal_pointer (&best);
}
