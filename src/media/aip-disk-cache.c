/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-disk-cache"

#include "config.h"

#include <glib/gstdio.h>

#include "aip-disk-cache.h"

typedef struct {
  char   *path;
  gint64  time;
  gint64  bytes;
} DiskFile;

char *
aip_disk_cache_name (const char *path,
                     const char *salt)
{
  g_autoptr(GChecksum) sum = NULL;
  g_autofree char *stamp = NULL;
  GStatBuf info;

  g_return_val_if_fail (path != NULL && salt != NULL, NULL);

  if (g_stat (path, &info) != 0)
    return NULL;

  sum = g_checksum_new (G_CHECKSUM_SHA256);
  stamp = g_strdup_printf ("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld ", salt,
                           (gint64) info.st_size, (gint64) info.st_mtim.tv_sec,
                           info.st_mtim.tv_nsec);
  g_checksum_update (sum, (const guchar *) stamp, -1);
  g_checksum_update (sum, (const guchar *) path, -1);

  return g_strdup (g_checksum_get_string (sum));
}

static void
disk_file_free (DiskFile *file)
{
  g_free (file->path);
  g_free (file);
}

static int
compare_disk_files (gconstpointer a,
                    gconstpointer b)
{
  const DiskFile *first = *(const DiskFile *const *) a;
  const DiskFile *second = *(const DiskFile *const *) b;

  return (first->time > second->time) - (first->time < second->time);
}

void
aip_disk_cache_prune (const char *folder,
                      gint64      max_bytes)
{
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) disk_file_free);
  g_autoptr(GDir) dir = NULL;
  const char *name;
  gint64 total = 0;

  g_return_if_fail (folder != NULL);

  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      DiskFile *file;
      GStatBuf info;

      if (g_lstat (path, &info) != 0)
        continue;
      if (S_ISLNK (info.st_mode))
        {
          if (!g_file_test (path, G_FILE_TEST_EXISTS))
            g_unlink (path);
          continue;
        }
      file = g_new0 (DiskFile, 1);
      file->path = g_steal_pointer (&path);
      file->time = info.st_mtime;
      file->bytes = info.st_size;
      total += file->bytes;
      g_ptr_array_add (files, file);
    }

  if (total <= max_bytes)
    return;

  g_ptr_array_sort (files, compare_disk_files);
  for (guint i = 0; i < files->len && total > max_bytes / 4 * 3; i++)
    {
      DiskFile *file = g_ptr_array_index (files, i);

      if (g_unlink (file->path) == 0)
        total -= file->bytes;
    }
}
