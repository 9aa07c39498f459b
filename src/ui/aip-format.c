/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-format"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "aip-format.h"

char *
aip_format_path (const char *path)
{
  const char *home = g_get_home_dir ();
  g_autofree char *display = NULL;
  gsize length = strlen (home);

  g_return_val_if_fail (path != NULL, NULL);

  display = g_filename_display_name (path);
  if (length > 1 && strncmp (display, home, length) == 0 &&
      (display[length] == '/' || display[length] == '\0'))
    return g_strconcat ("~", display + length, NULL);

  return g_steal_pointer (&display);
}

char *
aip_format_day (gint64 time)
{
  g_autoptr(GDateTime) then = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) midnight = NULL;
  GTimeSpan age;

  if (then == NULL)
    return g_strdup ("");

  midnight = g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now),
                                    g_date_time_get_day_of_month (now), 0, 0, 0);
  age = g_date_time_difference (midnight, then);

  if (age <= 0)
    return g_strdup (_("Today"));
  if (age <= G_TIME_SPAN_DAY)
    return g_strdup (_("Yesterday"));
  if (age <= 6 * G_TIME_SPAN_DAY)
    return g_date_time_format (then, "%A");

  /* Translators: a date in the strftime notation of g_date_time_format(): “4 March 2026”. */
  return g_date_time_format (then, _("%-e %B %Y"));
}

char *
aip_format_time (gint64 time)
{
  g_autoptr(GDateTime) then = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  if (then == NULL)
    return g_strdup ("");

  if (g_date_time_get_year (then) == g_date_time_get_year (now) &&
      g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now))
    /* Translators: a time of today in the strftime notation of g_date_time_format(): “14:05:09”. */
    return g_date_time_format (then, _("%H:%M:%S"));

  /* Translators: day and time in the strftime notation of g_date_time_format(): “4 Mar 14:05”. */
  return g_date_time_format (then, _("%-e %b %H:%M"));
}

char *
aip_format_memory (guint64 bytes)
{
  double gigabytes = (double) bytes / (1024.0 * 1024.0 * 1024.0);

  /* A card of 24 GB reports a little less; a tenth tells enough. */
  if (fabs (gigabytes - round (gigabytes)) < 0.05)
    /* Translators: an amount of memory in gigabytes. */
    return g_strdup_printf (_("%.0f GB"), gigabytes);

  /* Translators: an amount of memory in gigabytes. */
  return g_strdup_printf (_("%.1f GB"), gigabytes);
}

char *
aip_format_rate (const AipFrameRate *rate)
{
  g_autofree char *text = aip_frame_rate_to_text (rate);

  /* Translators: a frame rate, frames per second. */
  return g_strdup_printf (_("%s fps"), text);
}
