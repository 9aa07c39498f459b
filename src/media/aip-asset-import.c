/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-asset-import"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "aip-asset-import.h"
#include "aip-asset.h"
#include "aip-error.h"
#include "aip-media-info.h"
#include "aip-picture-file.h"
#include "aip-task.h"

#define CHUNK_BYTES (256 * 1024)
/* Enough to know that all of it can be read. */
#define PROOF_SIZE  64
#define TEMPLATE    ".incoming-XXXXXX"
#define MAX_SUFFIX  5
/* An hour of a large intermediate format. */
#define MAX_MEDIA_BYTES (G_GINT64_CONSTANT (256) << 30)

typedef struct {
  char   *folder;
  GFile  *source;
  GBytes *bytes;
  char   *name;

  /* Of a movie or sound, instead of a picture. */
  gboolean      is_media;
  AipMediaInfo *info;
} Import;

static void
import_free (gpointer data)
{
  Import *import = data;

  g_free (import->folder);
  g_clear_object (&import->source);
  g_clear_pointer (&import->bytes, g_bytes_unref);
  g_free (import->name);
  g_clear_pointer (&import->info, aip_media_info_free);
  g_free (import);
}

static void
set_write_error (GError     **error,
                 const char  *name,
                 int          code)
{
  if (code == ENOSPC || code == EDQUOT || code == EFBIG)
    g_set_error (error, AIP_ERROR, AIP_ERROR_NO_SPACE,
                 _("“%s” was not brought into the project: the disk is full. Make room and try "
                   "again."), name);
  else if (code == EROFS || code == EACCES || code == EPERM)
    g_set_error (error, AIP_ERROR, AIP_ERROR_READ_ONLY,
                 _("“%s” was not brought into the project: its folder cannot be written."), name);
  else
    g_set_error (error, AIP_ERROR, AIP_ERROR_FAILED,
                 _("“%s” was not brought into the project: %s"), name, g_strerror (code));
}

static gboolean
write_all (int          fd,
           const char  *data,
           gsize        length,
           const char  *name,
           GError     **error)
{
  while (length > 0)
    {
      gssize written = write (fd, data, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        {
          set_write_error (error, name, written < 0 ? errno : EIO);
          return FALSE;
        }
      data += written;
      length -= (gsize) written;
    }

  return TRUE;
}

/* (transfer full) (nullable): the hash of what was copied. */
static char *
copy (GInputStream  *stream,
      int            fd,
      gint64         max_bytes,
      const char    *name,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *chunk = g_malloc (CHUNK_BYTES);
  gint64 total = 0;
  gssize got;

  while ((got = g_input_stream_read (stream, chunk, CHUNK_BYTES, cancellable, error)) > 0)
    {
      total += got;
      if (total > max_bytes)
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE,
                       _("“%s” is larger than %d MiB and was not brought into the project."), name,
                       (int) (max_bytes / (1024 * 1024)));
          return NULL;
        }
      g_checksum_update (checksum, (const guchar *) chunk, got);
      if (!write_all (fd, chunk, (gsize) got, name, error))
        return NULL;
    }

  if (got < 0)
    return NULL;
  if (fsync (fd) != 0)
    {
      set_write_error (error, name, errno);
      return NULL;
    }

  return g_strdup (g_checksum_get_string (checksum));
}

/* (nullable): the ending that belongs to what is in the file, whatever it was called. */
static const char *
find_suffix (const char    *path,
             const char    *name,
             GCancellable  *cancellable,
             GError       **error)
{
  static const struct {
    const char *format;
    const char *suffix;
  } formats[] = {
    { "png", "png" },   { "jpeg", "jpg" }, { "webp", "webp" },
    { "gif", "gif" },   { "tiff", "tif" }, { "bmp", "bmp" },
  };
  GdkPixbufFormat *format = gdk_pixbuf_get_file_info (path, NULL, NULL);
  g_autofree char *format_name = format != NULL ? gdk_pixbuf_format_get_name (format) : NULL;
  g_autoptr(GdkPixbuf) proof = NULL;
  g_autoptr(GError) local_error = NULL;
  const char *suffix = NULL;

  for (guint i = 0; format_name != NULL && i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].format, format_name))
      suffix = formats[i].suffix;

  if (suffix == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("“%s” is not a picture that workers read. Use PNG, JPEG or WebP."), name);
      return NULL;
    }

  proof = aip_picture_file_decode (path, PROOF_SIZE, cancellable, &local_error);
  if (proof != NULL)
    return suffix;

  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (g_error_matches (local_error, AIP_ERROR, AIP_ERROR_TOO_LARGE))
    g_set_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE,
                 _("“%s” has more pixels than can be used and was not brought into the project."),
                 name);
  else
    g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                 _("The picture “%s” is damaged or incomplete."), name);

  return NULL;
}

/* Says the name that the file had, not the one it has while it comes in. */
static AipMediaInfo *
read_media (const char    *path,
            const char    *name,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr(GError) local_error = NULL;
  AipMediaInfo *info = aip_media_info_read (path, cancellable, &local_error);

  if (info == NULL && g_error_matches (local_error, AIP_ERROR, AIP_ERROR_DAMAGED))
    g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                 _("“%s” is neither a movie nor a sound that can be read here."), name);
  else if (info == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return info;
}

static void
sync_folder (const char *path)
{
  int fd = g_open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  fsync (fd);
  g_close (fd, NULL);
}

/* Content decides: a file of that name and length is that picture, and any other is a broken copy. */
static gboolean
settle (const char  *temporary,
        const char  *path,
        const char  *name,
        GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  GStatBuf fresh, present;

  if (g_mkdir_with_parents (folder, 0777) != 0)
    {
      set_write_error (error, name, errno);
      return FALSE;
    }
  if (g_stat (temporary, &fresh) == 0 && g_stat (path, &present) == 0 &&
      S_ISREG (present.st_mode) && present.st_size == fresh.st_size)
    {
      g_unlink (temporary);
      return TRUE;
    }
  if (g_rename (temporary, path) != 0)
    {
      set_write_error (error, name, errno);
      return FALSE;
    }
  sync_folder (folder);

  return TRUE;
}

/* (transfer full): a movie is understood by what is in it; its ending is only for people. */
static char *
dup_media_suffix (const char *name)
{
  const char *dot = strrchr (name, '.');
  gsize length = dot != NULL ? strlen (dot + 1) : 0;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (dot[1 + i]))
      length = 0;

  return length > 0 && length <= MAX_SUFFIX ? g_ascii_strdown (dot + 1, (gssize) length)
                                            : g_strdup ("media");
}

/* @info: (out) (nullable): for a movie or sound instead of a picture */
static char *
bring_in (const char     *folder,
          GInputStream   *stream,
          const char     *name,
          AipMediaInfo  **info,
          GCancellable   *cancellable,
          GError        **error)
{
  g_autofree char *assets = NULL;
  g_autofree char *temporary = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *file = NULL;
  g_autofree char *path = NULL;
  g_autofree char *suffix = NULL;
  int fd;

  assets = g_build_filename (folder, "assets", NULL);
  temporary = g_build_filename (assets, TEMPLATE, NULL);
  fd = g_mkdir_with_parents (assets, 0777) == 0
         ? g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0666) : -1;
  if (fd < 0)
    {
      set_write_error (error, name, errno);
      return NULL;
    }

  hash = copy (stream, fd, info != NULL ? MAX_MEDIA_BYTES : AIP_PICTURE_MAX_BYTES, name,
               cancellable, error);
  g_close (fd, NULL);
  if (hash != NULL && info == NULL)
    suffix = g_strdup (find_suffix (temporary, name, cancellable, error));
  else if (hash != NULL && (*info = read_media (temporary, name, cancellable, error)) != NULL)
    suffix = dup_media_suffix (name);
  if (suffix != NULL)
    {
      file = aip_asset_make_file (hash, suffix);
      path = g_build_filename (folder, file, NULL);
    }
  if (path == NULL || !settle (temporary, path, name, error))
    {
      g_unlink (temporary);
      return NULL;
    }

  return g_steal_pointer (&file);
}

char *
aip_asset_import (const char    *folder,
                  GInputStream  *stream,
                  const char    *name,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_return_val_if_fail (folder != NULL && name != NULL, NULL);
  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);

  return bring_in (folder, stream, name, NULL, cancellable, error);
}

static void
import_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  Import *import = task_data;
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GError) error = NULL;
  char *file = NULL;

  if (import->bytes != NULL)
    stream = g_memory_input_stream_new_from_bytes (import->bytes);
  else if (g_file_query_file_type (import->source, G_FILE_QUERY_INFO_NONE, cancellable) ==
           G_FILE_TYPE_REGULAR)
    stream = G_INPUT_STREAM (g_file_read (import->source, cancellable, &error));

  if (stream == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_clear_error (&error);
          g_set_error (&error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                       import->is_media ? _("The file “%s” cannot be read.")
                                        : _("The picture “%s” cannot be read."), import->name);
        }
    }
  else
    file = bring_in (import->folder, stream, import->name,
                     import->is_media ? &import->info : NULL, cancellable, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
start (Import              *import,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, aip_asset_import_async);
  g_task_set_task_data (task, import, import_free);
  aip_task_run_in_thread (task, import_in_thread);
}

void
aip_asset_import_async (const char          *folder,
                        GFile               *source,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  Import *import;
  g_autofree char *base = NULL;

  g_return_if_fail (folder != NULL);
  g_return_if_fail (G_IS_FILE (source));

  base = g_file_get_basename (source);
  import = g_new0 (Import, 1);
  import->folder = g_strdup (folder);
  import->source = g_object_ref (source);
  import->name = g_filename_display_name (base != NULL ? base : "");
  start (import, cancellable, callback, user_data);
}

void
aip_asset_import_media_async (const char          *folder,
                              GFile               *source,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  Import *import;
  g_autofree char *base = NULL;

  g_return_if_fail (folder != NULL);
  g_return_if_fail (G_IS_FILE (source));

  base = g_file_get_basename (source);
  import = g_new0 (Import, 1);
  import->folder = g_strdup (folder);
  import->source = g_object_ref (source);
  import->name = g_filename_display_name (base != NULL ? base : "");
  import->is_media = TRUE;
  start (import, cancellable, callback, user_data);
}

char *
aip_asset_import_media_finish (GAsyncResult  *result,
                               AipMediaInfo **info,
                               GError       **error)
{
  Import *import;
  char *file;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (info != NULL, NULL);

  import = g_task_get_task_data (G_TASK (result));
  file = g_task_propagate_pointer (G_TASK (result), error);
  *info = file != NULL ? g_steal_pointer (&import->info) : NULL;

  return file;
}

void
aip_asset_import_bytes_async (const char          *folder,
                              GBytes              *bytes,
                              const char          *name,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  Import *import;

  g_return_if_fail (folder != NULL && bytes != NULL && name != NULL);

  import = g_new0 (Import, 1);
  import->folder = g_strdup (folder);
  import->bytes = g_bytes_ref (bytes);
  import->name = g_strdup (name);
  start (import, cancellable, callback, user_data);
}

char *
aip_asset_import_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
