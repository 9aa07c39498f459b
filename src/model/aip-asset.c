/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-asset"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-asset.h"
#include "aip-error.h"

#define MAX_PICTURES 100
#define FOLDER     "assets/"
#define HASH_CHARS 64
/* Behind the folder and the two digits of the folder in it. */
#define HASH_START (strlen (FOLDER) + 3)

gboolean
aip_asset_is_suffix (const char *suffix)
{
  static const char *const suffixes[] = {
    "png", "jpg", "jpeg", "webp", "gif", "tif", "tiff", "bmp", NULL,
  };

  g_return_val_if_fail (suffix != NULL, FALSE);

  return g_strv_contains (suffixes, suffix);
}

static gboolean
is_hash (const char *text)
{
  gsize n = 0;

  while (g_ascii_isdigit (text[n]) || (text[n] >= 'a' && text[n] <= 'f'))
    n++;

  return n == HASH_CHARS;
}

char *
aip_asset_make_file (const char *sha256,
                     const char *suffix)
{
  g_return_val_if_fail (sha256 != NULL && is_hash (sha256), NULL);
  g_return_val_if_fail (suffix != NULL && *suffix != '\0', NULL);
  g_return_val_if_fail (suffix[strspn (suffix, "abcdefghijklmnopqrstuvwxyz0123456789")] == '\0', NULL);

  return g_strdup_printf (FOLDER "%.2s/%s.%s", sha256, sha256, suffix);
}

gboolean
aip_asset_is_file (const char *file)
{
  const char *hash;

  g_return_val_if_fail (file != NULL, FALSE);

  if (!g_str_has_prefix (file, FOLDER) || strlen (file) < HASH_START + HASH_CHARS + 2)
    return FALSE;
  hash = file + HASH_START;

  return is_hash (hash) && strncmp (file + strlen (FOLDER), hash, 2) == 0 && hash[-1] == '/' &&
         hash[HASH_CHARS] == '.' && aip_asset_is_suffix (hash + HASH_CHARS + 1);
}

char *
aip_asset_dup_sha256 (const char *file)
{
  g_return_val_if_fail (file != NULL, NULL);

  return aip_asset_is_file (file) ? g_strndup (file + HASH_START, HASH_CHARS) : NULL;
}

static gboolean
check_file (const char  *file,
            GError     **error)
{
  if (aip_asset_is_file (file))
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("“%s” is not a picture that was brought into the project."), file);

  return FALSE;
}

gboolean
aip_asset_check (GVariant  *value,
                 GError   **error)
{
  const char *file = g_variant_get_string (value, NULL);

  return *file == '\0' || check_file (file, error);
}

gboolean
aip_asset_check_list (GVariant  *value,
                      GError   **error)
{
  GVariantIter iter;
  const char *file;

  if (g_variant_n_children (value) > MAX_PICTURES)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _("At most %d pictures are kept there."),
                   MAX_PICTURES);
      return FALSE;
    }

  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "&s", &file))
    if (!check_file (file, error))
      return FALSE;

  return TRUE;
}
