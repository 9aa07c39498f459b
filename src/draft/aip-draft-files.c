/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-server"

#include "config.h"

#include <string.h>

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>

#include "aip-draft-pixels.h"
#include "aip-draft-server-private.h"

/* Uploads and downloads: the only routes that touch the disk. */

static const char *
get_field (GHashTable *fields,
           const char *name)
{
  GBytes *bytes = g_hash_table_lookup (fields, name);

  return bytes != NULL ? g_bytes_get_data (bytes, NULL) : NULL;
}

/*
 * Splits a form. Every field is stored as bytes with a NUL behind; the part named "image" goes
 * into *@file and *@filename instead. FALSE: not a form at all.
 */
static gboolean
read_form (SoupServerMessage *message,
           GHashTable        *fields,
           GBytes           **file,
           char             **filename)
{
  g_autoptr(GBytes) body =
    soup_message_body_flatten (soup_server_message_get_request_body (message));
  SoupMultipart *form;

  form = soup_multipart_new_from_message (soup_server_message_get_request_headers (message), body);
  if (form == NULL)
    return FALSE;

  for (int i = 0; i < soup_multipart_get_length (form); i++)
    {
      SoupMessageHeaders *headers;
      GBytes *part;
      GHashTable *params;
      const char *disposition;
      const char *name;

      /* libsoup's own reader drops folders from file names; they have to be seen to be refused. */
      soup_multipart_get_part (form, i, &headers, &part);
      disposition = soup_message_headers_get_one (headers, "Content-Disposition");
      params = disposition != NULL ? soup_header_parse_semi_param_list (disposition) : NULL;
      name = params != NULL ? g_hash_table_lookup (params, "name") : NULL;

      if (g_strcmp0 (name, "image") == 0)
        {
          const char *given = g_hash_table_lookup (params, "filename");

          g_clear_pointer (file, g_bytes_unref);
          g_free (*filename);
          *file = g_bytes_ref (part);
          *filename = g_strdup (given);
        }
      else if (name != NULL)
        {
          gsize size;
          const char *data = g_bytes_get_data (part, &size);
          char *text = g_strndup (data != NULL ? data : "", size);

          g_hash_table_insert (fields, g_strdup (name), g_bytes_new_take (text, strlen (text) + 1));
        }

      if (params != NULL)
        soup_header_free_param_list (params);
    }
  soup_multipart_free (form);

  return TRUE;
}

/* The colours of the picture that @reference names, with the alpha of the uploaded one. */
static GBytes *
merge_mask (AipDraftServer *self,
            GBytes         *upload,
            const char     *reference,
            gboolean       *not_found)
{
  g_autoptr(AipDraftJson) json = aip_draft_json_parse (reference, strlen (reference), NULL);
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_bytes (upload);
  g_autoptr(GdkPixbuf) original = NULL;
  g_autoptr(GdkPixbuf) mask = NULL;
  g_autoptr(GdkPixbuf) merged = NULL;
  g_autofree char *path = NULL;
  const char *type = aip_draft_json_get_string (aip_draft_json_get (json, "type"));
  const char *name = aip_draft_json_get_string (aip_draft_json_get (json, "filename"));
  AipDraftFolder folder = AIP_DRAFT_FOLDER_OUTPUT;
  char *buffer = NULL;
  gsize size;

  *not_found = FALSE;
  if (name == NULL || (type != NULL && !aip_draft_folder_from_name (type, &folder)))
    return NULL;

  path = aip_draft_store_resolve (self->store, folder,
                                  aip_draft_json_get_string (aip_draft_json_get (json,
                                                                                 "subfolder")),
                                  name);
  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      *not_found = TRUE;
      return NULL;
    }

  original = gdk_pixbuf_new_from_file (path, NULL);
  mask = gdk_pixbuf_new_from_stream (stream, NULL, NULL);
  if (original == NULL || mask == NULL ||
      gdk_pixbuf_get_width (original) != gdk_pixbuf_get_width (mask) ||
      gdk_pixbuf_get_height (original) != gdk_pixbuf_get_height (mask))
    return NULL;

  merged = gdk_pixbuf_add_alpha (original, FALSE, 0, 0, 0);
  for (int y = 0; gdk_pixbuf_get_has_alpha (mask) && y < gdk_pixbuf_get_height (mask); y++)
    {
      const guint8 *from = gdk_pixbuf_read_pixels (mask) + y * gdk_pixbuf_get_rowstride (mask);
      guint8 *to = gdk_pixbuf_get_pixels (merged) + y * gdk_pixbuf_get_rowstride (merged);

      for (int x = 0; x < gdk_pixbuf_get_width (mask); x++)
        to[x * 4 + 3] = from[x * 4 + 3];
    }

  if (!gdk_pixbuf_save_to_buffer (merged, &buffer, &size, "png", NULL, NULL))
    return NULL;

  return g_bytes_new_take (buffer, size);
}

static void
post_upload (AipDraftServer    *self,
             SoupServerMessage *message,
             gboolean           is_mask)
{
  g_autoptr(GHashTable) fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                        (GDestroyNotify) g_bytes_unref);
  g_autoptr(GBytes) file = NULL;
  g_autoptr(AipDraftJson) answer = NULL;
  g_autofree char *filename = NULL;
  g_autofree char *name = NULL;
  AipDraftFolder folder = AIP_DRAFT_FOLDER_INPUT;
  const char *subfolder;
  const char *overwrite;
  gboolean refused = FALSE;

  if (!read_form (message, fields, &file, &filename))
    {
      _aip_draft_server_answer_500 (message);
      return;
    }

  subfolder = get_field (fields, "subfolder");
  overwrite = get_field (fields, "overwrite");
  if (file == NULL)
    {
      _aip_draft_server_answer_empty (message, 400);
      return;
    }
  if (filename == NULL || *filename == '\0' || !g_utf8_validate (filename, -1, NULL) ||
      (get_field (fields, "type") != NULL &&
       !aip_draft_folder_from_name (get_field (fields, "type"), &folder)))
    {
      _aip_draft_server_answer_500 (message);
      return;
    }

  if (is_mask)
    {
      const char *reference = get_field (fields, "original_ref");
      gboolean not_found = FALSE;
      GBytes *merged = reference != NULL ? merge_mask (self, file, reference, &not_found) : NULL;

      if (merged == NULL && !not_found)
        {
          _aip_draft_server_answer_500 (message);
          return;
        }
      g_bytes_unref (file);
      file = merged;
    }

  /* A mask whose original is gone is answered like a success, without a file. */
  if (file != NULL)
    name = aip_draft_store_add_upload (self->store, folder, subfolder, filename,
                                       g_strcmp0 (overwrite, "true") == 0 ||
                                         g_strcmp0 (overwrite, "1") == 0, file, &refused);
  else
    name = g_strdup (filename);

  if (name == NULL)
    {
      if (refused)
        _aip_draft_server_answer_empty (message, 400);
      else
        _aip_draft_server_answer_500 (message);
      return;
    }

  answer = aip_draft_json_object ();
  aip_draft_json_set_string (answer, "name", name);
  aip_draft_json_set_string (answer, "subfolder", subfolder != NULL ? subfolder : "");
  aip_draft_json_set_string (answer, "type", aip_draft_folder_get_name (folder));
  _aip_draft_server_answer_json (message, 200, answer);
}

/* Pages and scripts are never served as such. */
static char *
guess_type (const char *filename)
{
  static const char *const hidden[] = { ".html", ".htm", ".js", ".css", ".xhtml", ".svg" };
  g_autofree char *lower = g_ascii_strdown (filename, -1);
  g_autofree char *content_type = NULL;
  char *mime;

  for (guint i = 0; i < G_N_ELEMENTS (hidden); i++)
    if (g_str_has_suffix (lower, hidden[i]))
      return g_strdup ("application/octet-stream");

  content_type = g_content_type_guess (filename, NULL, 0, NULL);
  mime = g_content_type_get_mime_type (content_type);

  return mime != NULL ? mime : g_strdup ("application/octet-stream");
}

static GBytes *
convert_picture (const char *path)
{
  g_autoptr(cairo_surface_t) surface = NULL;
  g_autoptr(cairo_surface_t) mask = NULL;

  surface = aip_draft_pixels_load (path, &mask, NULL);

  return surface != NULL ? aip_draft_pixels_to_jpeg (surface, 90, NULL) : NULL;
}

static void
get_view (AipDraftServer    *self,
          SoupServerMessage *message,
          GHashTable        *query)
{
  SoupMessageHeaders *response = soup_server_message_get_response_headers (message);
  const char *given = g_hash_table_lookup (query, "filename");
  const char *type = g_hash_table_lookup (query, "type");
  const char *subfolder = g_hash_table_lookup (query, "subfolder");
  const char *known;
  AipDraftFolder folder = AIP_DRAFT_FOLDER_OUTPUT;
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;
  g_autofree char *mime = NULL;
  g_autofree char *etag = NULL;
  g_autofree char *disposition = NULL;
  g_autofree char *modified = NULL;
  g_autoptr(GDateTime) time = NULL;
  g_autoptr(GMappedFile) file = NULL;
  g_autoptr(GBytes) bytes = NULL;
  GStatBuf info;
  gconstpointer data;
  gsize size;

  if (given == NULL)
    {
      _aip_draft_server_answer_empty (message, 404);
      return;
    }
  if (*given == '\0' || *given == '/' || strstr (given, "..") != NULL ||
      (type != NULL && !aip_draft_folder_from_name (type, &folder)))
    {
      _aip_draft_server_answer_empty (message, 400);
      return;
    }

  /* A folder in the file name is dropped, as on a real server. */
  name = g_path_get_basename (given);
  path = aip_draft_store_resolve (self->store, folder, subfolder, name);
  if (path == NULL)
    {
      _aip_draft_server_answer_empty (message, g_str_equal (name, ".") ? 404 : 403);
      return;
    }

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR) || g_stat (path, &info) != 0)
    {
      _aip_draft_server_answer_empty (message, 404);
      return;
    }

  disposition = g_strdup_printf ("filename=\"%s\"", name);
  soup_message_headers_replace (response, "Content-Disposition", disposition);

  if (g_hash_table_lookup (query, "preview") != NULL)
    {
      bytes = convert_picture (path);
      if (bytes == NULL)
        {
          _aip_draft_server_answer_500 (message);
          return;
        }
      data = g_bytes_get_data (bytes, &size);
      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (message, "image/jpeg", SOUP_MEMORY_COPY, data, size);
      return;
    }

  etag = g_strdup_printf ("\"%" G_GINT64_MODIFIER "x%09lx-%" G_GINT64_MODIFIER "x\"",
                          (gint64) info.st_mtim.tv_sec, (long) info.st_mtim.tv_nsec,
                          (gint64) info.st_size);
  time = g_date_time_new_from_unix_utc ((gint64) info.st_mtim.tv_sec);
  modified = soup_date_time_to_string (time, SOUP_DATE_HTTP);
  soup_message_headers_replace (response, "ETag", etag);
  soup_message_headers_replace (response, "Last-Modified", modified);
  soup_message_headers_replace (response, "Accept-Ranges", "bytes");

  known = soup_message_headers_get_list (soup_server_message_get_request_headers (message),
                                         "If-None-Match");
  if (known != NULL && strstr (known, etag) != NULL)
    {
      _aip_draft_server_answer_empty (message, SOUP_STATUS_NOT_MODIFIED);
      return;
    }

  file = g_mapped_file_new (path, FALSE, NULL);
  if (file == NULL)
    {
      _aip_draft_server_answer_empty (message, 404);
      return;
    }

  mime = guess_type (name);
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_content_type (response, mime, NULL);
  bytes = g_mapped_file_get_bytes (file);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), bytes);
}

gboolean
_aip_draft_server_route_files (AipDraftServer    *self,
                               SoupServerMessage *message,
                               const char        *path,
                               GHashTable        *query)
{
  const char *method = soup_server_message_get_method (message);
  gboolean is_upload = g_str_equal (path, "/upload/image") || g_str_equal (path, "/upload/mask");
  gboolean is_view = g_str_equal (path, "/view");
  gboolean get = g_str_equal (method, "GET") || g_str_equal (method, "HEAD");

  if (is_upload && g_str_equal (method, "POST"))
    post_upload (self, message, g_str_equal (path, "/upload/mask"));
  else if (is_view && get)
    get_view (self, message, query);
  else if (is_upload || is_view)
    {
      _aip_draft_server_answer_text (message, 405, "405: Method Not Allowed");
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Allow",
                                    is_view ? "GET,HEAD" : "POST");
    }

  return is_upload || is_view;
}
