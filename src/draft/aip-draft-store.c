/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-store"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "aip-draft-store.h"
#include "aip-error.h"
#include "aip-paths.h"

#define PRIVATE_PREFIX "aipipeline-draft-"
#define LOCK_NAME "lock"

/* Seconds after which a folder without an owner is certainly not one that is just being made. */
#define STALE_AFTER 60

struct _AipDraftStore
{
  char       *private_folder;  /* made by us, removed by us */
  int         lock_fd;         /* held as long as we live */
  char       *folders[3];

  /* Painting and uploading take numbers and names at the same time. */
  GMutex      lock;
  GHashTable *counters;        /* "folder/prefix" → last number used */
};

static const char *const folder_names[] = { "input", "output", "temp" };

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

/*
 * A worker that was killed could not tidy up, so the next one does. Whether the owner lives is
 * asked of a lock and not of a process id, which means nothing across containers.
 */
static void
remove_stale_folders (void)
{
  g_autoptr(GDir) dir = g_dir_open (g_get_tmp_dir (), 0, NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = NULL;
      g_autofree char *lock = NULL;
      g_autoptr(GFile) file = NULL;
      GStatBuf info;
      int fd;

      if (!g_str_has_prefix (name, PRIVATE_PREFIX))
        continue;
      path = g_build_filename (g_get_tmp_dir (), name, NULL);
      lock = g_build_filename (path, LOCK_NAME, NULL);
      if (g_lstat (path, &info) != 0 || !S_ISDIR (info.st_mode) || info.st_uid != getuid () ||
          now - (gint64) info.st_mtim.tv_sec < STALE_AFTER)
        continue;

      fd = g_open (lock, O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0);
      if (fd < 0)
        continue;
      if (flock (fd, LOCK_EX | LOCK_NB) == 0)
        {
          file = g_file_new_for_path (path);
          remove_tree (file);
        }
      g_close (fd, NULL);
    }
}

static gboolean
make_private_folder (AipDraftStore *self,
                     GError       **error)
{
  g_autofree char *lock = NULL;

  self->private_folder = g_dir_make_tmp (PRIVATE_PREFIX "XXXXXX", error);
  if (self->private_folder == NULL)
    return FALSE;

  lock = g_build_filename (self->private_folder, LOCK_NAME, NULL);
  self->lock_fd = g_open (lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock_fd < 0 || flock (self->lock_fd, LOCK_EX | LOCK_NB) != 0)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_READ_ONLY, "The file “%s” cannot be locked: %s",
                   lock, g_strerror (errno));
      return FALSE;
    }

  return TRUE;
}

AipDraftStore *
aip_draft_store_new (const char *output,
                     GError    **error)
{
  g_autoptr(AipDraftStore) self = g_new0 (AipDraftStore, 1);

  g_mutex_init (&self->lock);
  self->counters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  self->lock_fd = -1;

  remove_stale_folders ();
  if (!make_private_folder (self, error))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (self->folders); i++)
    {
      if (i == AIP_DRAFT_FOLDER_OUTPUT && output != NULL)
        self->folders[i] = g_canonicalize_filename (output, NULL);
      else
        self->folders[i] = g_build_filename (self->private_folder, folder_names[i], NULL);

      if (g_mkdir_with_parents (self->folders[i], 0700) != 0)
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_READ_ONLY,
                       "The folder “%s” cannot be made: %s", self->folders[i],
                       g_strerror (errno));
          return NULL;
        }
    }

  return g_steal_pointer (&self);
}

void
aip_draft_store_free (AipDraftStore *self)
{
  if (self == NULL)
    return;

  if (self->private_folder != NULL)
    {
      g_autoptr(GFile) file = g_file_new_for_path (self->private_folder);

      remove_tree (file);
    }

  if (self->lock_fd >= 0)
    g_close (self->lock_fd, NULL);
  g_free (self->private_folder);
  for (guint i = 0; i < G_N_ELEMENTS (self->folders); i++)
    g_free (self->folders[i]);
  g_hash_table_unref (self->counters);
  g_mutex_clear (&self->lock);
  g_free (self);
}

const char *
aip_draft_store_get_folder (AipDraftStore *self,
                            AipDraftFolder folder)
{
  g_return_val_if_fail (self != NULL && folder < G_N_ELEMENTS (self->folders), NULL);

  return self->folders[folder];
}

gboolean
aip_draft_folder_from_name (const char     *name,
                            AipDraftFolder *folder)
{
  for (guint i = 0; i < G_N_ELEMENTS (folder_names); i++)
    if (g_strcmp0 (name, folder_names[i]) == 0)
      {
        *folder = (AipDraftFolder) i;
        return TRUE;
      }

  return FALSE;
}

const char *
aip_draft_folder_get_name (AipDraftFolder folder)
{
  g_return_val_if_fail (folder < G_N_ELEMENTS (folder_names), NULL);

  return folder_names[folder];
}

char *
aip_draft_store_resolve (AipDraftStore *self,
                         AipDraftFolder folder,
                         const char    *subfolder,
                         const char    *filename)
{
  g_autofree char *relative = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (subfolder != NULL && *subfolder != '\0')
    {
      if (g_path_is_absolute (subfolder))
        return NULL;
      relative = g_build_filename (subfolder, filename, NULL);
    }
  else
    relative = g_strdup (filename);

  return aip_path_join_inside (self->folders[folder], relative, NULL);
}

char *
aip_draft_store_find_input (AipDraftStore *self,
                            const char    *value)
{
  AipDraftFolder folder = AIP_DRAFT_FOLDER_INPUT;
  g_autofree char *name = g_strdup (value);
  g_autofree char *path = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (folder_names); i++)
    {
      g_autofree char *suffix = g_strdup_printf (" [%s]", folder_names[i]);

      if (name != NULL && g_str_has_suffix (name, suffix))
        {
          name[strlen (name) - strlen (suffix)] = '\0';
          folder = (AipDraftFolder) i;
          break;
        }
    }

  /* A real server opens absolute paths as well; this one keeps to its folders. */
  path = name != NULL ? aip_path_join_inside (self->folders[folder], name, NULL) : NULL;
  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return NULL;

  return g_steal_pointer (&path);
}

AipDraftJson *
aip_draft_store_list_input (AipDraftStore *self)
{
  AipDraftJson *names = aip_draft_json_array ();
  g_autoptr(GDir) dir = NULL;
  g_autoptr(GPtrArray) sorted = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_return_val_if_fail (self != NULL, names);

  dir = g_dir_open (self->folders[AIP_DRAFT_FOLDER_INPUT], 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folders[AIP_DRAFT_FOLDER_INPUT], name, NULL);

      if (g_utf8_validate (name, -1, NULL) && g_file_test (path, G_FILE_TEST_IS_REGULAR))
        g_ptr_array_add (sorted, g_strdup (name));
    }

  g_ptr_array_sort_values (sorted, (GCompareFunc) strcmp);
  for (guint i = 0; i < sorted->len; i++)
    aip_draft_json_append (names, aip_draft_json_string (g_ptr_array_index (sorted, i)));

  return names;
}

/* Content, not name: the same upload twice is one file. */
static gboolean
file_equals (const char *path,
             GBytes     *content)
{
  g_autoptr(GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr(GBytes) bytes = NULL;

  if (file == NULL || g_mapped_file_get_length (file) != g_bytes_get_size (content))
    return FALSE;

  bytes = g_mapped_file_get_bytes (file);

  return g_bytes_equal (bytes, content);
}

static gboolean
write_whole (const char *path,
             GBytes     *content,
             GError    **error)
{
  gsize size;
  const char *data = g_bytes_get_data (content, &size);

  /* Nobody knows the name before the file is whole, so neither rename nor sync is needed. */
  return g_file_set_contents_full (path, data != NULL ? data : "", (gssize) size,
                                   G_FILE_SET_CONTENTS_NONE, 0600, error);
}

char *
aip_draft_store_add_upload (AipDraftStore *self,
                            AipDraftFolder folder,
                            const char    *subfolder,
                            const char    *filename,
                            gboolean       overwrite,
                            GBytes        *content,
                            gboolean      *refused)
{
  g_autofree char *path = NULL;
  g_autofree char *name = g_strdup (filename);
  g_autofree char *parent = NULL;
  g_autoptr(GMutexLocker) locker = NULL;
  const char *dot;
  guint number = 1;

  g_return_val_if_fail (self != NULL && filename != NULL && content != NULL, NULL);

  path = aip_draft_store_resolve (self, folder, subfolder, filename);
  *refused = path == NULL;
  if (path == NULL)
    return NULL;

  if (subfolder != NULL && *subfolder != '\0')
    parent = aip_draft_store_resolve (self, folder, NULL, subfolder);
  if (parent != NULL && g_mkdir_with_parents (parent, 0700) != 0)
    return NULL;

  locker = g_mutex_locker_new (&self->lock);
  dot = strrchr (filename, '.');
  if (dot == NULL || strchr (dot, '/') != NULL)
    dot = filename + strlen (filename);

  while (!overwrite && g_file_test (path, G_FILE_TEST_EXISTS) && !file_equals (path, content))
    {
      g_free (name);
      name = g_strdup_printf ("%.*s (%u)%s", (int) (dot - filename), filename, number++, dot);
      g_free (path);
      path = aip_draft_store_resolve (self, folder, subfolder, name);
      if (path == NULL)
        return NULL;
    }

  if (!file_equals (path, content) && !write_whole (path, content, NULL))
    return NULL;

  return g_steal_pointer (&name);
}

/* The highest number that files of this prefix carry in @folder. */
static guint
find_last_number (const char *folder,
                  const char *name)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  gsize length = strlen (name);
  const char *entry;
  guint last = 0;

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    if (strncmp (entry, name, length) == 0 && entry[length] == '_')
      {
        char *end;
        guint64 number = g_ascii_strtoull (entry + length + 1, &end, 10);

        if (end > entry + length + 1 && *end == '_' && number < G_MAXUINT / 2)
          last = MAX (last, (guint) number);
      }

  return last;
}

AipDraftJson *
aip_draft_store_add_result (AipDraftStore *self,
                            AipDraftFolder folder,
                            const char    *prefix,
                            const char    *extension,
                            GBytes        *content,
                            GError       **error)
{
  g_autoptr(GMutexLocker) locker = NULL;
  g_autoptr(AipDraftJson) entry = NULL;
  g_autofree char *base = NULL;
  g_autofree char *parent = NULL;
  g_autofree char *name = NULL;
  g_autofree char *subfolder = NULL;
  g_autofree char *filename = NULL;
  g_autofree char *path = NULL;
  guint number;

  g_return_val_if_fail (self != NULL && prefix != NULL && content != NULL, NULL);

  base = aip_path_join_inside (self->folders[folder], prefix, NULL);
  if (base == NULL || g_str_has_suffix (prefix, "/"))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   "**** ERROR: Saving image outside the output folder is not allowed.\n"
                   " prefix: %s", prefix);
      return NULL;
    }

  parent = g_path_get_dirname (base);
  name = g_path_get_basename (base);
  subfolder = g_path_get_dirname (prefix);

  if (g_mkdir_with_parents (parent, 0700) != 0)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_READ_ONLY, "The folder “%s” cannot be made: %s",
                   parent, g_strerror (errno));
      return NULL;
    }

  locker = g_mutex_locker_new (&self->lock);
  number = GPOINTER_TO_UINT (g_hash_table_lookup (self->counters, base));
  if (number == 0)
    number = find_last_number (parent, name);

  do
    {
      g_free (filename);
      g_free (path);
      filename = g_strdup_printf ("%s_%05u_.%s", name, ++number, extension);
      path = g_build_filename (parent, filename, NULL);
    }
  while (g_file_test (path, G_FILE_TEST_EXISTS));

  if (!write_whole (path, content, error))
    return NULL;

  g_hash_table_insert (self->counters, g_steal_pointer (&base), GUINT_TO_POINTER (number));

  entry = aip_draft_json_object ();
  aip_draft_json_set_string (entry, "filename", filename);
  aip_draft_json_set_string (entry, "subfolder", g_str_equal (subfolder, ".") ? "" : subfolder);
  aip_draft_json_set_string (entry, "type", folder_names[folder]);

  return g_steal_pointer (&entry);
}
