/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-comfy-download"
#define _GNU_SOURCE /* renameat2 */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "aip-comfy-client-private.h"
#include "aip-comfy-http.h"
#include "aip-comfy-sniff.h"
#include "aip-error.h"
#include "aip-task.h"

#define CHUNK_BYTES (256 * 1024)
#define DEFAULT_MAX (G_GUINT64_CONSTANT (8) * 1024 * 1024 * 1024)

typedef struct {
  AipComfyOutput    *output;
  char              *destination;
  char              *temporary;      /* beside it; NULL once it is renamed or gone */
  guint64            max_bytes;
  GCancellable      *cancellable;
  SoupMessage       *message;
  GInputStream      *body;
  GFileOutputStream *file;
  gboolean           begun;          /* there may be a temporary file, even without @file */
  GBytes            *chunk;          /* being written */
  GChecksum         *checksum;
  guint64            size;
  guint8             head[AIP_COMFY_SNIFF_BYTES];
  gsize              head_size;
  guint8             tail[AIP_COMFY_SNIFF_BYTES];
  gsize              tail_size;
  GError            *error;          /* why it failed, while it is tidied up */
} Download;

static void
download_free (gpointer data)
{
  Download *download = data;

  aip_comfy_output_unref (download->output);
  g_free (download->destination);
  g_free (download->temporary);
  g_clear_object (&download->cancellable);
  g_clear_object (&download->message);
  g_clear_object (&download->body);
  g_clear_object (&download->file);
  g_clear_pointer (&download->chunk, g_bytes_unref);
  g_checksum_free (download->checksum);
  g_clear_error (&download->error);
  g_free (download);
}

/* Translates what the local disk said. */
static GError *
disk_error (const GError *error,
            const char   *path)
{
  int code = AIP_ERROR_FAILED;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_new_literal (AIP_ERROR, AIP_ERROR_CANCELLED, _("The request was cancelled."));

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return g_error_new (AIP_ERROR, AIP_ERROR_NO_SPACE,
                        _("The disk is full: “%s” cannot be written."), path);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY))
    code = AIP_ERROR_READ_ONLY;
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    code = AIP_ERROR_NOT_FOUND;

  return g_error_new (AIP_ERROR, code, _("“%s” cannot be written: %s."), path, error->message);
}

static GError *
errno_error (int         number,
             const char *path)
{
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, g_io_error_from_errno (number),
                                                 g_strerror (number));

  return disk_error (error, path);
}

/* Renames without ever replacing a file. File systems that know neither the flag nor hard links
 * (FUSE) get the name claimed by an empty file first. */
static int
rename_to_new (const char *from,
               const char *to)
{
  int fd;

  if (renameat2 (AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
    return 0;
  if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP)
    return errno;

  if (link (from, to) == 0)
    {
      g_unlink (from);
      return 0;
    }
  if (errno == EEXIST)
    return errno;

  fd = g_open (to, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
  if (fd < 0)
    return errno;
  close (fd);

  return g_rename (from, to) == 0 ? 0 : errno;
}

static int
sync_path (const char *path,
           int         flags)
{
  int fd = g_open (path, flags | O_CLOEXEC, 0);
  int number = 0;

  if (fd < 0)
    return errno;
  if (fsync (fd) != 0)
    number = errno;
  close (fd);

  return number;
}

/* Ends it, well or not, in a thread: closing and syncing may take as long as the disk likes. */
static void
end_in_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Download *download = task_data;
  g_autofree char *folder = g_path_get_dirname (download->destination);
  g_autoptr(GError) error = NULL;
  int number = 0;

  if (download->file != NULL &&
      !g_output_stream_close (G_OUTPUT_STREAM (download->file), NULL, &error) &&
      download->error == NULL)
    download->error = disk_error (error, download->destination);

  if (download->error == NULL)
    number = sync_path (download->temporary, O_RDONLY);
  if (download->error == NULL && number == 0)
    number = rename_to_new (download->temporary, download->destination);

  if (download->error == NULL && number == EEXIST)
    g_set_error (&download->error, AIP_ERROR, AIP_ERROR_EXISTS,
                 _("There is a file “%s” already; it is not replaced."), download->destination);
  else if (download->error == NULL && number != 0)
    download->error = errno_error (number, download->destination);

  if (download->error == NULL)
    {
      g_clear_pointer (&download->temporary, g_free);
      /* The file is whole and in place; a folder that cannot be synced changes nothing in that. */
      (void) sync_path (folder, O_RDONLY | O_DIRECTORY);
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_unlink (download->temporary);
  g_task_return_error (task, g_steal_pointer (&download->error));
}

static void
end (GTask  *task,       /* taken */
     GError *error)      /* taken, nullable */
{
  g_autoptr(GTask) ending = task;
  Download *download = g_task_get_task_data (task);

  download->error = error;
  g_clear_object (&download->body);

  if (!download->begun)
    g_task_return_error (ending, g_steal_pointer (&download->error));
  else
    aip_task_run_in_thread (ending, end_in_thread);
}

static GError *
check_content (Download   *download,
               const char *address)
{
  const char *name = aip_comfy_output_get_filename (download->output);
  g_autofree char *extension = aip_comfy_output_dup_extension (download->output);
  g_autofree char *host = aip_comfy_http_host (address);
  SoupMessageHeaders *headers = soup_message_get_response_headers (download->message);
  const char *kind;

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
      (guint64) soup_message_headers_get_content_length (headers) != download->size)
    return g_error_new (AIP_ERROR, AIP_ERROR_NETWORK,
                        _("Only a part of “%s” came from the worker at %s."), name, host);

  kind = aip_comfy_sniff_kind (download->head, download->head_size);
  if (kind == NULL || !aip_comfy_sniff_matches (kind, extension))
    return g_error_new (AIP_ERROR, AIP_ERROR_PROTOCOL,
                        _("What the worker at %s sent as “%s” is no such file."), host, name);

  if (!aip_comfy_sniff_is_whole (kind, download->head, download->head_size, download->tail,
                                 download->tail_size, download->size))
    return g_error_new (AIP_ERROR, AIP_ERROR_PROTOCOL,
                        _("The file “%s” on the worker at %s is cut short. Is the disk there "
                          "full?"), name, host);

  return NULL;
}

static void
note_bytes (Download     *download,
            const guint8 *data,
            gsize         size)
{
  gsize n = MIN (size, sizeof download->head - download->head_size);

  memcpy (download->head + download->head_size, data, n);
  download->head_size += n;

  if (size >= sizeof download->tail)
    {
      memcpy (download->tail, data + size - sizeof download->tail, sizeof download->tail);
      download->tail_size = sizeof download->tail;
    }
  else
    {
      gsize keep = MIN (download->tail_size, sizeof download->tail - size);

      memmove (download->tail, download->tail + download->tail_size - keep, keep);
      memcpy (download->tail + keep, data, size);
      download->tail_size = keep + size;
    }

  g_checksum_update (download->checksum, data, (gssize) size);
  download->size += size;
}

static void read_chunk (GTask *task);

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Download *download = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&download->chunk, g_bytes_unref);
  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    read_chunk (g_steal_pointer (&task));
  else
    end (g_steal_pointer (&task), disk_error (error, download->destination));
}

static void
chunk_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  AipComfyClient *self = g_task_get_source_object (task);
  Download *download = g_task_get_task_data (task);
  const char *address = aip_comfy_client_get_address (self);
  g_autoptr(GError) error = NULL;
  const guint8 *data;
  gsize size;

  download->chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  if (download->chunk == NULL)
    {
      end (g_steal_pointer (&task), aip_comfy_http_translate (error, address));
      return;
    }

  data = g_bytes_get_data (download->chunk, &size);
  if (size == 0)
    {
      GError *problem = check_content (download, address);

      end (g_steal_pointer (&task), problem);
      return;
    }

  if (size > download->max_bytes - download->size)
    {
      end (g_steal_pointer (&task),
           g_error_new (AIP_ERROR, AIP_ERROR_TOO_LARGE,
                        _("The worker sent more for “%s” than is accepted."),
                        aip_comfy_output_get_filename (download->output)));
      return;
    }

  note_bytes (download, data, size);
  g_output_stream_write_all_async (G_OUTPUT_STREAM (download->file), data, size,
                                   G_PRIORITY_DEFAULT, download->cancellable, written_cb,
                                   g_steal_pointer (&task));
}

static void
read_chunk (GTask *task)
{
  Download *download = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (download->body, CHUNK_BYTES, G_PRIORITY_DEFAULT,
                                   download->cancellable, chunk_read_cb, task);
}

static void
file_created_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Download *download = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  download->file = g_file_create_finish (G_FILE (source), result, &error);
  if (download->file != NULL)
    read_chunk (g_steal_pointer (&task));
  else
    end (g_steal_pointer (&task), disk_error (error, download->destination));
}

static void
headers_received_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  AipComfyClient *self = g_task_get_source_object (task);
  Download *download = g_task_get_task_data (task);
  const char *address = aip_comfy_client_get_address (self);
  const char *name = aip_comfy_output_get_filename (download->output);
  g_autoptr(GFile) temporary = NULL;
  g_autoptr(GError) error = NULL;
  SoupMessageHeaders *headers;
  guint status;

  download->body = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (download->body == NULL)
    {
      end (g_steal_pointer (&task), aip_comfy_http_translate (error, address));
      return;
    }

  status = soup_message_get_status (download->message);
  if (status == 404)
    {
      g_autofree char *host = aip_comfy_http_host (address);

      end (g_steal_pointer (&task),
           g_error_new (AIP_ERROR, AIP_ERROR_NOT_FOUND,
                        _("The worker at %s no longer has the file “%s”."), host, name));
      return;
    }
  if (status != 200)
    {
      end (g_steal_pointer (&task), aip_comfy_http_status_error (status, address));
      return;
    }

  headers = soup_message_get_response_headers (download->message);
  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
      (guint64) soup_message_headers_get_content_length (headers) > download->max_bytes)
    {
      end (g_steal_pointer (&task),
           g_error_new (AIP_ERROR, AIP_ERROR_TOO_LARGE,
                        _("The file “%s” on the worker is larger than is accepted."), name));
      return;
    }

  /* A cancelled creation may have created it all the same. */
  download->begun = TRUE;
  temporary = g_file_new_for_path (download->temporary);
  g_file_create_async (temporary, G_FILE_CREATE_NONE, G_PRIORITY_DEFAULT, download->cancellable,
                       file_created_cb, g_steal_pointer (&task));
}

void
aip_comfy_client_download_async (AipComfyClient      *self,
                                 AipComfyOutput      *output,
                                 GFile               *destination,
                                 guint64              max_bytes,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autofree char *filename = NULL;
  g_autofree char *subfolder = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *unique = NULL;
  g_autofree char *name = NULL;
  Download *download;
  GTask *task;

  g_return_if_fail (AIP_IS_COMFY_CLIENT (self));
  g_return_if_fail (output != NULL);
  g_return_if_fail (G_IS_FILE (destination) && g_file_peek_path (destination) != NULL);

  filename = g_uri_escape_string (aip_comfy_output_get_filename (output), NULL, FALSE);
  subfolder = g_uri_escape_string (aip_comfy_output_get_subfolder (output), NULL, FALSE);

  download = g_new0 (Download, 1);
  download->output = aip_comfy_output_ref (output);
  download->destination = g_file_get_path (destination);
  folder = g_path_get_dirname (download->destination);
  unique = g_uuid_string_random ();
  name = g_strdup_printf (".%.8s.part", unique);
  download->temporary = g_build_filename (folder, name, NULL);
  download->max_bytes = max_bytes > 0 ? max_bytes : DEFAULT_MAX;
  download->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  if (cancellable != NULL)
    download->cancellable = g_object_ref (cancellable);
  download->message =
    aip_comfy_http_new_message ("GET", aip_comfy_client_get_address (self),
                                "/view?filename=%s&type=%s&subfolder=%s", filename,
                                aip_comfy_output_get_folder_type (output), subfolder);

  task = aip_comfy_client_new_task (self, aip_comfy_client_download_async, callback, user_data);
  g_task_set_task_data (task, download, download_free);
  soup_session_send_async (aip_comfy_client_get_session (self), download->message,
                           G_PRIORITY_DEFAULT, cancellable, headers_received_cb, task);
}

gboolean
aip_comfy_client_download_finish (AipComfyClient  *self,
                                  GAsyncResult    *result,
                                  guint64         *size,
                                  char           **sha256,
                                  GError         **error)
{
  Download *download;

  g_return_val_if_fail (AIP_IS_COMFY_CLIENT (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  download = g_task_get_task_data (G_TASK (result));
  if (size != NULL)
    *size = download->size;
  if (sha256 != NULL)
    *sha256 = g_strdup (g_checksum_get_string (download->checksum));

  return TRUE;
}
