/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-comfy-upload"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-comfy-client-private.h"
#include "aip-comfy-http.h"
#include "aip-comfy-json.h"
#include "aip-error.h"
#include "aip-json.h"
#include "aip-task.h"

#define MAX_UPLOAD (512 * 1024 * 1024)
#define MAX_ANSWER 65536
#define DEADLINE_MS (10 * 60 * 1000)

/* Our own folder below the worker's input folder. */
#define SUBFOLDER "aipipeline"

typedef struct {
  GFile        *file;          /* NULL: content was given */
  GBytes       *content;
  char         *extension;
  char         *name;          /* on the worker */
  char         *boundary;
  GBytes       *body;
  GCancellable *cancellable;
  SoupMessage  *message;
} Upload;

static void
upload_free (gpointer data)
{
  Upload *upload = data;

  g_clear_object (&upload->file);
  g_clear_pointer (&upload->content, g_bytes_unref);
  g_free (upload->extension);
  g_free (upload->name);
  g_free (upload->boundary);
  g_clear_pointer (&upload->body, g_bytes_unref);
  g_clear_object (&upload->cancellable);
  g_clear_object (&upload->message);
  g_free (upload);
}

/* ".png" of "Cut 12.PNG"; "" when there is none that is plain. */
static char *
dup_extension (const char *name)
{
  const char *dot = strrchr (name, '.');
  gsize length = dot != NULL ? strlen (dot + 1) : 0;

  if (length == 0 || length > 8)
    return g_strdup ("");

  for (const char *p = dot + 1; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p))
      return g_strdup ("");

  return g_ascii_strdown (dot, -1);
}

char *
aip_comfy_client_get_upload_name (const char *sha256,
                                  const char *name)
{
  g_autofree char *extension = NULL;

  g_return_val_if_fail (sha256 != NULL && name != NULL, NULL);

  extension = dup_extension (name);

  return g_strdup_printf (SUBFOLDER "/%.32s%s", sha256, extension);
}

static void
append_field (GByteArray *body,
              const char *boundary,
              const char *name,
              const char *value)
{
  g_autofree char *part = g_strdup_printf ("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n"
                                           "\r\n%s\r\n", boundary, name, value);

  g_byte_array_append (body, (const guint8 *) part, (guint) strlen (part));
}

/* Reading, hashing and copying a large file takes long: all of it in a thread. */
static void
prepare_in_thread (GTask        *task,
                   gpointer      source,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  Upload *upload = task_data;
  g_autoptr(GByteArray) body = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *head = NULL;
  g_autofree char *tail = NULL;

  if (upload->content == NULL)
    {
      g_autofree char *path = g_file_get_path (upload->file);
      g_autoptr(GFileInfo) info = NULL;
      g_autoptr(GError) error = NULL;

      info = g_file_query_info (upload->file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                G_FILE_QUERY_INFO_NONE, upload->cancellable, &error);
      if (info != NULL && g_file_info_get_size (info) <= MAX_UPLOAD)
        upload->content = g_file_load_bytes (upload->file, upload->cancellable, NULL, &error);

      if (error != NULL)
        {
          g_task_return_new_error (task, AIP_ERROR,
                                   g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
                                     ? AIP_ERROR_NOT_FOUND : AIP_ERROR_FAILED,
                                   _("The file “%s” cannot be read: %s."),
                                   path != NULL ? path : "?", error->message);
          return;
        }
    }

  if (upload->content == NULL || g_bytes_get_size (upload->content) > MAX_UPLOAD)
    {
      g_task_return_new_error (task, AIP_ERROR, AIP_ERROR_TOO_LARGE,
                               _("The file is larger than %d MB and is not sent to the worker."),
                               MAX_UPLOAD / 1024 / 1024);
      return;
    }

  hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, upload->content);
  upload->name = g_strdup_printf ("%.32s%s", hash, upload->extension);

  /* The hash of the content cannot occur in it. More than 70 characters are refused (RFC 2046). */
  upload->boundary = g_strdup_printf ("aipipeline-%.48s", hash);
  head = g_strdup_printf ("--%s\r\nContent-Disposition: form-data; name=\"image\"; "
                          "filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n",
                          upload->boundary, upload->name);
  tail = g_strdup_printf ("\r\n--%s--\r\n", upload->boundary);

  body = g_byte_array_sized_new ((guint) g_bytes_get_size (upload->content) + 1024);
  append_field (body, upload->boundary, "type", "input");
  append_field (body, upload->boundary, "subfolder", SUBFOLDER);
  g_byte_array_append (body, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (body, g_bytes_get_data (upload->content, NULL),
                       (guint) g_bytes_get_size (upload->content));
  g_byte_array_append (body, (const guint8 *) tail, (guint) strlen (tail));

  g_clear_pointer (&upload->content, g_bytes_unref);
  upload->body = g_byte_array_free_to_bytes (g_steal_pointer (&body));

  g_task_return_boolean (task, TRUE);
}

/* What a graph's LoadImage takes: "folder/name", with the folder's kind behind it if it is not the
 * input folder. The worker may have given the file another name than ours. */
static char *
read_reference (GBytes  *body,
                GError **error)
{
  g_autoptr(JsonNode) node = aip_comfy_json_parse_bytes (body, MAX_ANSWER, NULL);
  JsonObject *root = aip_json_node_object (node);
  g_autoptr(AipComfyOutput) stored = NULL;
  const char *folder, *type;

  stored = aip_comfy_output_new ("", "upload", aip_json_get_string (root, "name", NULL),
                                 aip_json_get_string (root, "subfolder", ""),
                                 aip_json_get_string (root, "type", "input"), FALSE);
  if (stored == NULL)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_PROTOCOL,
                           _("The worker does not say under which name it stored the file."));
      return NULL;
    }

  folder = aip_comfy_output_get_subfolder (stored);
  type = aip_comfy_output_get_folder_type (stored);

  return g_strconcat (folder, *folder != '\0' ? "/" : "", aip_comfy_output_get_filename (stored),
                      g_str_equal (type, "input") ? NULL : " [", type, "]", NULL);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  AipComfyClient *self = g_task_get_source_object (task);
  Upload *upload = g_task_get_task_data (task);
  g_autoptr(GBytes) body = NULL;
  GError *error = NULL;
  char *reference;

  body = aip_comfy_http_send_finish (result, &error);
  if (body == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  switch (soup_message_get_status (upload->message))
    {
    case 200:
      reference = read_reference (body, &error);
      if (reference != NULL)
        g_task_return_pointer (task, reference, g_free);
      else
        g_task_return_error (task, error);
      break;

    case 400:
      g_task_return_new_error (task, AIP_ERROR, AIP_ERROR_REJECTED,
                               _("The worker refused the file “%s”."), upload->name);
      break;

    case 413:
      g_task_return_new_error (task, AIP_ERROR, AIP_ERROR_TOO_LARGE,
                               _("The file is larger than the worker accepts. Start ComfyUI there "
                                 "with a larger “--max-upload-size”."));
      break;

    default:
      g_task_return_error (task,
                           aip_comfy_http_status_error (soup_message_get_status (upload->message),
                                                        aip_comfy_client_get_address (self)));
    }
}

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  AipComfyClient *self = AIP_COMFY_CLIENT (source);
  g_autoptr(GTask) task = user_data;
  Upload *upload = g_task_get_task_data (task);
  g_autofree char *type = NULL;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  type = g_strdup_printf ("multipart/form-data; boundary=%s", upload->boundary);
  upload->message = aip_comfy_http_new_message ("POST", aip_comfy_client_get_address (self),
                                                "/upload/image");
  soup_message_set_request_body_from_bytes (upload->message, type, upload->body);
  aip_comfy_http_send_async (aip_comfy_client_get_session (self), upload->message,
                             aip_comfy_client_get_address (self), MAX_ANSWER, DEADLINE_MS,
                             upload->cancellable, answered_cb, g_steal_pointer (&task));
}

static void
start_upload (AipComfyClient      *self,
              Upload              *upload,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  GTask *task = aip_comfy_client_new_task (self, aip_comfy_client_upload_async, callback,
                                           user_data);
  g_autoptr(GTask) preparation = NULL;

  if (cancellable != NULL)
    upload->cancellable = g_object_ref (cancellable);
  g_task_set_task_data (task, upload, upload_free);

  /* The outer task keeps the data alive; it ends only in the inner one's callback. */
  preparation = g_task_new (self, NULL, prepared_cb, task);
  g_task_set_task_data (preparation, upload, NULL);
  aip_task_run_in_thread (preparation, prepare_in_thread);
}

void
aip_comfy_client_upload_async (AipComfyClient      *self,
                               GFile               *file,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autofree char *name = NULL;
  Upload *upload;

  g_return_if_fail (AIP_IS_COMFY_CLIENT (self));
  g_return_if_fail (G_IS_FILE (file));

  name = g_file_get_basename (file);
  upload = g_new0 (Upload, 1);
  upload->file = g_object_ref (file);
  upload->extension = dup_extension (name != NULL ? name : "");
  start_upload (self, upload, cancellable, callback, user_data);
}

void
aip_comfy_client_upload_bytes_async (AipComfyClient      *self,
                                     GBytes              *content,
                                     const char          *name,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  Upload *upload;

  g_return_if_fail (AIP_IS_COMFY_CLIENT (self));
  g_return_if_fail (content != NULL && name != NULL);

  upload = g_new0 (Upload, 1);
  upload->content = g_bytes_ref (content);
  upload->extension = dup_extension (name);
  start_upload (self, upload, cancellable, callback, user_data);
}

char *
aip_comfy_client_upload_finish (AipComfyClient  *self,
                                GAsyncResult    *result,
                                GError         **error)
{
  g_return_val_if_fail (AIP_IS_COMFY_CLIENT (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
