/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-marker-look"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-marker-look.h"

static const struct {
  const char     *title;
  AdwAccentColor  accent;
} looks[] = {
  { N_("Red"), ADW_ACCENT_COLOR_RED },     { N_("Orange"), ADW_ACCENT_COLOR_ORANGE },
  { N_("Yellow"), ADW_ACCENT_COLOR_YELLOW }, { N_("Green"), ADW_ACCENT_COLOR_GREEN },
  { N_("Blue"), ADW_ACCENT_COLOR_BLUE },   { N_("Purple"), ADW_ACCENT_COLOR_PURPLE },
};

const char *const *
aip_marker_colors (void)
{
  static const char *const colors[] = {
    "red", "orange", "yellow", "green", "blue", "purple", NULL,
  };

  return colors;
}

/* What nobody knows is blue, as markers are at first. */
static guint
find (const char *color)
{
  const char *const *colors = aip_marker_colors ();

  for (guint i = 0; colors[i] != NULL; i++)
    if (g_strcmp0 (colors[i], color) == 0)
      return i;

  return 4;
}

const char *
aip_marker_color_get_title (const char *color)
{
  return _(looks[find (color)].title);
}

void
aip_marker_color_get_rgba (const char *color,
                           GdkRGBA    *rgba)
{
  g_return_if_fail (rgba != NULL);

  adw_accent_color_to_rgba (looks[find (color)].accent, rgba);
}
