/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "test-support.h"

gboolean
test_wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/**
 * test_dir_new:
 *
 * Returns: (transfer full): a new empty folder; the test removes it with test_dir_remove()
 */
char *
test_dir_new (void)
{
  g_autoptr(GError) error = NULL;
  char *path = g_dir_make_tmp ("aip-test-XXXXXX", &error);

  g_assert_no_error (error);

  return path;
}

static void
remove_tree (GFile *file)
{
  g_autoptr(GFileEnumerator) children = NULL;

  children = g_file_enumerate_children (file, G_FILE_ATTRIBUTE_STANDARD_NAME,
                                        G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  while (children != NULL)
    {
      GFile *child = NULL;

      if (!g_file_enumerator_iterate (children, NULL, &child, NULL, NULL) || child == NULL)
        break;
      remove_tree (child);
    }

  g_file_delete (file, NULL, NULL);
}

void
test_dir_remove (const char *path)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);

  remove_tree (file);
}

char *
test_data_path (const char *relative)
{
  const char *root = g_getenv ("AIPIPELINE_TEST_DATA");

  g_assert_nonnull (root);

  return g_build_filename (root, relative, NULL);
}

void
test_store_result_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  GAsyncResult **store = user_data;

  g_assert_null (*store);
  *store = g_object_ref (result);
}
