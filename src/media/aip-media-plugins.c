/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-media-plugins"

#include "config.h"

#include <glib/gi18n.h>
#include <gst/gst.h>

#include "aip-media-plugins.h"

/* Which of Debian's packages brings an element; those of other distributions are called alike. */
static const struct
{
  const char *element;
  const char *package;
} needs[] = {
  { "appsrc", "gstreamer1.0-plugins-base" },
  { "audioconvert", "gstreamer1.0-plugins-base" },
  { "audioresample", "gstreamer1.0-plugins-base" },
  { "decodebin", "gstreamer1.0-plugins-base" },
  { "videoconvertscale", "gstreamer1.0-plugins-base" },
  { "videorate", "gstreamer1.0-plugins-base" },
  { "autoaudiosink", "gstreamer1.0-plugins-good" },
  { "jpegenc", "gstreamer1.0-plugins-good" },
  { "qtdemux", "gstreamer1.0-plugins-good" },
  { "videoflip", "gstreamer1.0-plugins-good" },
};

static gboolean
has_element (const char *name)
{
  g_autoptr(GstElementFactory) factory = gst_element_factory_find (name);

  return factory != NULL;
}

char *
aip_media_plugins_dup_missing (void)
{
  g_autoptr(GPtrArray) packages = g_ptr_array_new ();
  g_autofree char *names = NULL;

  gboolean has_gstreamer = gst_init_check (NULL, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (needs); i++)
    {
      if ((!has_gstreamer || !has_element (needs[i].element)) &&
          !g_ptr_array_find_with_equal_func (packages, needs[i].package, g_str_equal, NULL))
        g_ptr_array_add (packages, (gpointer) needs[i].package);
    }
  if (packages->len == 0)
    return NULL;

  g_ptr_array_add (packages, NULL);
  names = g_strjoinv (" ", (char **) packages->pdata);

  /* Translators: %s is names of packages. */
  return g_strdup_printf (_("GStreamer lacks plugins. On Debian and Ubuntu install %s; the Flatpak "
                            "runtime org.gnome.Platform has them."), names);
}
