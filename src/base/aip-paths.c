/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-paths"

#include "config.h"

#include <string.h>

#include "aip-error.h"
#include "aip-paths.h"

/* ext4 and most others allow 255 bytes; the rest is left for a suffix such as "_v001.png". */
#define MAX_NAME_BYTES 180

/**
 * aip_paths_data_file:
 * @relative: a path such as `workflows/flux-dev`
 *
 * Where a file that ships with the program lies. `AIPIPELINE_DATADIR` (set by `./dev`) wins over
 * the installed folder, so an uninstalled build reads the source tree.
 */
char *
aip_paths_data_file (const char *relative)
{
  const char *override = g_getenv ("AIPIPELINE_DATADIR");

  return g_build_filename (override != NULL && *override != '\0' ? override : PKGDATADIR, relative,
                           NULL);
}

/**
 * aip_paths_locale:
 *
 * Returns: (transfer full): the folder of the translations; `AIPIPELINE_LOCALEDIR` (set by `./dev`)
 *   wins over the installed one
 */
char *
aip_paths_locale (void)
{
  const char *override = g_getenv ("AIPIPELINE_LOCALEDIR");

  return g_strdup (override != NULL && *override != '\0' ? override : LOCALEDIR);
}

char *
aip_paths_user_data (const char *relative)
{
  return g_build_filename (g_get_user_data_dir (), "aipipeline", relative, NULL);
}

char *
aip_paths_state (const char *relative)
{
  return g_build_filename (g_get_user_state_dir (), "aipipeline", relative, NULL);
}

char *
aip_paths_cache (const char *relative)
{
  return g_build_filename (g_get_user_cache_dir (), "aipipeline", relative, NULL);
}

/**
 * aip_paths_projects:
 *
 * Returns: (transfer full): the folder that new projects go to unless the user says otherwise:
 *   `AIPipeline` in the user's Videos folder (the one folder the Flatpak may write)
 */
char *
aip_paths_projects (void)
{
  const char *videos = g_get_user_special_dir (G_USER_DIRECTORY_VIDEOS);

  if (videos != NULL)
    return g_build_filename (videos, "AIPipeline", NULL);

  return g_build_filename (g_get_home_dir (), "Videos", "AIPipeline", NULL);
}

/**
 * aip_path_safe_name:
 * @name: what a person or a worker called it
 * @fallback: what to answer when nothing usable is left
 *
 * One path component that every file system and every worker takes: NFC, no separators, no
 * control characters, none of `<>:"|?*`, no `..` anywhere (a ComfyUI server refuses to serve such
 * names), no leading dot, no trailing dot or space. Letters of every script stay.
 */
char *
aip_path_safe_name (const char *name,
                    const char *fallback)
{
  g_autofree char *valid = NULL;
  g_autofree char *normal = NULL;
  g_autoptr(GString) safe = g_string_new (NULL);
  gboolean last_was_dot = FALSE;

  g_return_val_if_fail (fallback != NULL, NULL);

  valid = g_utf8_make_valid (name != NULL ? name : "", -1);
  normal = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);

  for (const char *p = normal; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT)
        continue;
      if (c == '/' || c == '\\' || (c < 0x80 && strchr ("<>:\"|?*", (int) c) != NULL))
        c = '_';
      if (c == '.' && (last_was_dot || safe->len == 0))
        continue;
      last_was_dot = c == '.';

      if (safe->len + (gsize) g_unichar_to_utf8 (c, NULL) > MAX_NAME_BYTES)
        break;
      g_string_append_unichar (safe, c);
    }

  while (safe->len > 0 && (safe->str[safe->len - 1] == '.' || safe->str[safe->len - 1] == ' '))
    g_string_truncate (safe, safe->len - 1);
  while (safe->len > 0 && safe->str[0] == ' ')
    g_string_erase (safe, 0, 1);

  return g_strdup (safe->len > 0 ? safe->str : fallback);
}

/**
 * aip_path_is_inside:
 * @relative: (nullable): a path from outside
 *
 * Returns: whether @relative, joined to a folder, names something strictly inside that folder
 *   without looking at the disk: relative, no `..` component, no empty text, no NUL
 */
gboolean
aip_path_is_inside (const char *relative)
{
  g_auto(GStrv) parts = NULL;
  gboolean named = FALSE;

  if (relative == NULL || *relative == '\0' || g_path_is_absolute (relative) ||
      strchr (relative, '\\') != NULL)
    return FALSE;

  parts = g_strsplit (relative, "/", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (g_str_equal (parts[i], ".."))
        return FALSE;
      if (*parts[i] != '\0' && !g_str_equal (parts[i], "."))
        named = TRUE;
    }

  return named;
}

/**
 * aip_path_join_inside:
 * @folder: an absolute folder
 * @relative: a path that was read from a project, a message or a workbook
 * @error: return location
 *
 * Returns: (transfer full): the joined path, or %NULL with %AIP_ERROR_INVALID if @relative leads
 *   out of @folder
 */
char *
aip_path_join_inside (const char  *folder,
                      const char  *relative,
                      GError     **error)
{
  g_return_val_if_fail (folder != NULL, NULL);

  if (!aip_path_is_inside (relative))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   "The path “%s” leads out of the project folder and is not used",
                   relative != NULL ? relative : "");
      return NULL;
    }

  return g_build_filename (folder, relative, NULL);
}
